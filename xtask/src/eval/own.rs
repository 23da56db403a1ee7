//! Our own articles with gold for everything in them: `eval/own/*.md`, in the lines of specs.
//!
//! The world of each article is closed: a row that no line speaks of is wrong. By question:
//! *precision* is the share of rows that a line speaks of, *recall* the share of lines that have
//! such a row, and *whole* the share of lines that hold in all they say. A row is spoken of when
//! it is right in the main thing: the words of a time or place, the type and a name of an entity,
//! the source and some words of a claim, the type and trigger of an event.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use anyhow::Result;
use dateline::Dateline;
use record::{MentionForm, Reading};
use sha2::{Digest as _, Sha256};

use super::count::{f1, ratio};
use super::floors::{Floor, Floors, short_hash};
use crate::root;
use crate::specs::{Checker, Expectation, Question, files, read};

#[derive(Default)]
struct Counts {
    /// Lines that want a row, those that have one; rows, those that a line speaks of.
    lines: usize,
    found: usize,
    rows: usize,
    spoken: usize,
    /// Lines of any kind, those that hold.
    all: usize,
    hold: usize,
}

/// One line of the table of our own gold.
pub(super) struct Row {
    /// The question.
    pub(super) question: Question,
    /// Lines of gold.
    pub(super) lines: usize,
    /// Rows found.
    pub(super) rows: usize,
    /// Precision, recall, F1 in per cent, where rows are counted.
    pub(super) prf: Option<[f64; 3]>,
    /// Lines that hold wholly, in per cent.
    pub(super) whole: f64,
}

/// Scores everything; also lists the lines that do not hold, and the rows that nobody asked for,
/// for `--errors`.
pub(super) fn score(reader: &Dateline, errors: bool) -> Result<(Vec<Row>, Floors)> {
    let mut counts: BTreeMap<Question, Counts> = BTreeMap::new();
    let mut hash = Sha256::new();
    let mut articles = 0;
    for path in files(&root().join("eval/own"))? {
        hash.update(fs::read(&path)?);
        for spec in read(&path)? {
            articles += 1;
            let reading = spec.article.read(reader);
            let checker = Checker::new(&reading);
            let mut spoken: BTreeMap<Question, BTreeSet<usize>> = BTreeMap::new();
            for line in &spec.expectations {
                let verdict = checker.check(&line.expectation);
                let sums = counts.entry(verdict.question).or_default();
                sums.all += 1;
                sums.hold += usize::from(verdict.holds);
                if wants_row(&line.expectation) {
                    sums.lines += 1;
                    sums.found += usize::from(!verdict.rows.is_empty());
                    spoken
                        .entry(verdict.question)
                        .or_default()
                        .extend(&verdict.rows);
                }
                if errors && !verdict.holds {
                    println!("{} / {}: {}", spec.name, verdict.question.name(), line.text);
                    for found in verdict.found.iter().take(3) {
                        println!("    found  {found}");
                    }
                }
            }
            for question in Question::ALL {
                let Some(rows) = rows(question, &reading) else {
                    continue;
                };
                let spoken = spoken.remove(&question).unwrap_or_default();
                let sums = counts.entry(question).or_default();
                let all: BTreeSet<_> = rows.into_iter().chain(spoken.iter().copied()).collect();
                sums.rows += all.len();
                sums.spoken += spoken.len();
                if errors {
                    for row in all.difference(&spoken) {
                        println!("{} / {}: too much", spec.name, question.name());
                        println!("    found  {}", checker.describe(question, *row));
                    }
                }
            }
        }
    }
    let data = short_hash(hash);
    let mut table = Vec::new();
    let mut measured = Floors::new();
    for (question, sums) in counts {
        let (p, r) = (ratio(sums.spoken, sums.rows), ratio(sums.found, sums.lines));
        let prf = (sums.lines > 0).then_some([p, r, f1(p, r)].map(|x| 100.0 * x));
        let whole = 100.0 * ratio(sums.hold, sums.all);
        let mut figures = BTreeMap::from([("whole".to_owned(), whole)]);
        if let Some([_, _, f]) = prf {
            figures.insert("F1".to_owned(), f);
        }
        measured.insert(
            format!("own.{}", question.name()),
            Floor {
                documents: articles,
                data: data.clone(),
                figures,
            },
        );
        table.push(Row {
            question,
            lines: sums.all,
            rows: sums.rows,
            prf,
            whole,
        });
    }
    Ok((table, measured))
}

fn wants_row(expectation: &Expectation) -> bool {
    matches!(
        expectation,
        Expectation::Block(..)
            | Expectation::Sentence(_)
            | Expectation::Entity(_)
            | Expectation::Time(_)
            | Expectation::Place(_)
            | Expectation::Claim(_)
            | Expectation::Event(_)
    )
}

/// The rows that must be spoken of. An entity that is only described may be: gold lists names.
fn rows(question: Question, reading: &Reading) -> Option<Vec<usize>> {
    Some(match question {
        Question::Published => return None,
        Question::Page => (0..reading.document.blocks.len()).collect(),
        Question::Sentences => (0..reading.sentences.len()).collect(),
        Question::Who => (0..reading.entities.len())
            .filter(|index| {
                let mentions = &reading.entities[*index].mentions;
                mentions
                    .iter()
                    .any(|mention| mention.form == MentionForm::Name)
            })
            .collect(),
        Question::When => (0..reading.times.len()).collect(),
        Question::Where => (0..reading.places.len()).collect(),
        Question::Said => (0..reading.claims.len()).collect(),
        Question::Did => (0..reading.events.len()).collect(),
    })
}
