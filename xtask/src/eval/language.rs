//! Words, sentences, tags and trees against treebanks, and names from the language model alone.
//!
//! Both sides spell the same characters once white space is removed; words are matched by where
//! they stand in those. Figures are F1 in per cent, with each side's words as the base.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::Range;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context as _, Result, bail};
use dateline::Parser;
use record::conllu::{CodePoints, Reader, Sentence};
use record::{NameKind, Syntax};
use sha2::{Digest as _, Sha256};

use super::floors::short_hash;
use super::names::{self, Types};
use super::sets::{Set, bytes, sets};
use super::{Scored, count};

/// A way of scoring a data set, with its result.
pub(super) struct Row {
    /// `ewt-dev.raw`.
    pub(super) name: String,
    /// Sentences of the gold.
    pub(super) sentences: usize,
    /// Words of the gold, or of the text where the gold has none.
    pub(super) words: usize,
    pub(super) seconds: f64,
    pub(super) sha256: String,
    pub(super) scored: Scored,
    /// Whether the referee scores it so too.
    pub(super) refereed: bool,
}

/// Scores a treebank: from raw text, from raw text that is damaged, and with given words.
pub(super) fn treebank(parser: &Parser, set: &Set) -> Result<Vec<Row>> {
    let packed = fs::read(&set.path)?;
    let file = String::from_utf8(bytes(&set.path)?)?;
    let gold: Vec<Sentence> = Reader::new(&file)
        .collect::<Result<_, _>>()
        .with_context(|| set.path.display().to_string())?;
    let mut hash = Sha256::new();
    hash.update(&packed);
    let sha256 = short_hash(hash);
    let expected = Sides::of(&gold);
    let mut rows = Vec::new();
    for (how, text) in [
        ("raw", raw_text(&gold, false)),
        ("damage", raw_text(&gold, true)),
    ] {
        let started = Instant::now();
        let syntax = parser.parse_text(&text);
        let seconds = started.elapsed().as_secs_f64();
        let mut scored = score(&expected, &Sides::of(&sentences(&text, &syntax)))?;
        if how == "damage" {
            scored
                .figures
                .retain(|(name, _)| matches!(*name, "tokens" | "sentences"));
        }
        rows.push((how, seconds, scored));
    }
    let started = Instant::now();
    let syntax = parser.parse_words(&gold);
    let seconds = started.elapsed().as_secs_f64();
    let mut system = gold.clone();
    for (sentence, cut) in system.iter_mut().zip(&syntax.sentences) {
        sentence.fill(&syntax, *cut);
    }
    let mut scored = score(&expected, &Sides::of(&system))?;
    let given = |name: &str| matches!(name, "tokens" | "sentences" | "words");
    scored.figures.retain(|(name, _)| !given(name));
    rows.push(("given", seconds, scored));
    let words = gold.iter().map(|sentence| sentence.words.len()).sum();
    Ok(rows
        .into_iter()
        .map(|(how, seconds, scored)| Row {
            name: format!("{}.{how}", set.name),
            sentences: gold.len(),
            words,
            seconds,
            sha256: sha256.clone(),
            scored,
            refereed: how != "damage",
        })
        .collect())
}

fn sentences<'a>(text: &'a str, syntax: &'a Syntax) -> Vec<Sentence<'a>> {
    let mut offsets = CodePoints::new(text, 0);
    (0..syntax.sentences.len())
        .map(|index| Sentence::of_text(text, syntax, index, &mut offsets))
        .collect()
}

/// The text that a parser is given: tokens by what `SpaceAfter` says, an empty line where a
/// paragraph or document begins. Damaged text lacks the space after every sentence that ends with
/// a stop, a bracket or a quotation mark.
pub(super) fn raw_text(gold: &[Sentence<'_>], damaged: bool) -> String {
    let mut text = String::new();
    for sentence in gold {
        let starts =
            |comment: &str| comment.starts_with("# newpar") || comment.starts_with("# newdoc");
        if !text.is_empty() && sentence.comments.iter().any(|comment| starts(comment)) {
            text.push_str("\n\n");
        }
        for surface in sentence.surface() {
            text.push_str(surface.form);
            if !surface.rest.glued {
                text.push(' ');
            }
        }
        let last = sentence.words.last().map_or("", |word| word.form);
        if damaged && (STOPS.contains(&last) || CLOSERS.contains(&last)) {
            text.truncate(text.trim_end_matches(' ').len());
        }
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

const STOPS: [&str; 9] = [".", "!", "?", "...", "…", "!!", "!!!", "??", "?!"];
const CLOSERS: [&str; 7] = ["\"", "”", "''", "’", ")", "]", "'"];

/// Where a word stands: its characters, and inside a multiword token its place and form.
type Key = (usize, usize, Option<(usize, String)>);

struct Side {
    upos: String,
    lemma: String,
    /// `None` where the head is not in the sentence; the root's is outside all words.
    head: Option<Key>,
    relation: String,
}

/// One side of a comparison.
struct Sides {
    characters: String,
    tokens: Vec<Range<usize>>,
    sentences: Vec<Range<usize>>,
    words: Vec<(Key, Side)>,
}

impl Sides {
    fn of(sentences: &[Sentence<'_>]) -> Self {
        let mut all = Self {
            characters: String::new(),
            tokens: Vec::new(),
            sentences: Vec::new(),
            words: Vec::new(),
        };
        let mut at = 0;
        for sentence in sentences {
            let start = at;
            // Number 0, the root, has a key that no word has.
            let mut keys: Vec<Key> = vec![(usize::MAX, 0, None)];
            for surface in sentence.surface() {
                let form: String = surface.form.chars().filter(|c| !is_space(*c)).collect();
                let end = at + form.chars().count();
                all.characters.push_str(&form);
                all.tokens.push(at..end);
                let many = surface.words.len() > 1;
                for (place, number) in surface.words.enumerate() {
                    let word = &sentence.words[number as usize - 1];
                    let inside = many.then(|| (place, word.form.to_lowercase()));
                    keys.push((at, end, inside));
                }
                at = end;
            }
            for (word, key) in sentence.words.iter().zip(&keys[1..]) {
                let side = Side {
                    upos: word.upos.to_owned(),
                    lemma: word.lemma.to_owned(),
                    head: word.head.and_then(|head| keys.get(head as usize).cloned()),
                    relation: word
                        .relation
                        .split(':')
                        .next()
                        .unwrap_or_default()
                        .to_owned(),
                };
                all.words.push((key.clone(), side));
            }
            all.sentences.push(start..at);
        }
        all
    }
}

/// White space to the referee, which counts four separators of old files too.
pub(super) fn is_space(character: char) -> bool {
    character.is_whitespace() || ('\x1c'..='\x1f').contains(&character)
}

fn score(gold: &Sides, system: &Sides) -> Result<Scored> {
    if gold.characters != system.characters {
        let mut pairs = gold.characters.chars().zip(system.characters.chars());
        let at = pairs.position(|(one, other)| one != other);
        bail!("the texts differ, first at character {at:?}");
    }
    let f1 = |hits: usize, system: usize, gold: usize| {
        100.0 * count::f1(count::ratio(hits, system), count::ratio(hits, gold))
    };
    let spans = |one: &[Range<usize>], other: &[Range<usize>]| {
        let set = |spans: &[Range<usize>]| -> BTreeSet<(usize, usize)> {
            spans.iter().map(|span| (span.start, span.end)).collect()
        };
        f1(
            set(one).intersection(&set(other)).count(),
            one.len(),
            other.len(),
        )
    };
    let theirs: BTreeMap<&Key, &Side> = system.words.iter().map(|(k, w)| (k, w)).collect();
    let ours: BTreeMap<&Key, &Side> = gold.words.iter().map(|(k, w)| (k, w)).collect();
    let both: Vec<_> = ours
        .iter()
        .filter_map(|(key, gold)| Some((*gold, *theirs.get(key)?)))
        .collect();
    let share = |right: &dyn Fn(&Side, &Side) -> bool| {
        let hits = both
            .iter()
            .filter(|(gold, system)| right(gold, system))
            .count();
        f1(hits, system.words.len(), gold.words.len())
    };
    let unknown = |lemma: &str| lemma.is_empty() || lemma == "_";
    let figures = vec![
        ("tokens", spans(&system.tokens, &gold.tokens)),
        ("sentences", spans(&system.sentences, &gold.sentences)),
        ("words", share(&|_, _| true)),
        ("UPOS", share(&|gold, system| gold.upos == system.upos)),
        (
            "lemma",
            share(&|gold, system| gold.lemma == system.lemma || unknown(&gold.lemma)),
        ),
        ("UAS", share(&|gold, system| gold.head == system.head)),
        (
            "LAS",
            share(&|gold, system| gold.head == system.head && gold.relation == system.relation),
        ),
    ];
    let line: Vec<_> = figures
        .iter()
        .map(|(name, value)| format!("{name} {value:.2}"))
        .collect();
    Ok(Scored {
        lines: vec![line.join("  ")],
        figures,
    })
}

/// Scores the names that the model finds by itself over `names/*.dev.jsonl` of a folder.
pub(super) fn names(parser: &Parser, data: &Path) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for set in sets(data, &["names".to_owned()])? {
        if !set.refereed {
            continue;
        }
        let name = set.name.as_str();
        let (golds, sha256) = set.documents(false)?;
        let (mut documents, mut words, mut sentences) = (Vec::new(), 0, 0);
        let started = Instant::now();
        for (gold, _) in golds {
            let text = gold["text"].as_str().unwrap_or_default();
            let syntax = parser.parse_text(text);
            let mut offsets = CodePoints::new(text, 0);
            let found = syntax.names.iter().map(|name| {
                let span = syntax.span_of(*name);
                let start = offsets.at(span.start as usize);
                let end = offsets.at(span.end as usize);
                (start as i64, end as i64, name.kind)
            });
            let found: Vec<(i64, i64, NameKind)> = found.collect();
            words += syntax.tokens.len();
            sentences += syntax.sentences.len();
            documents.push(names::Document {
                text: text.chars().collect(),
                found,
                gold,
            });
        }
        let seconds = started.elapsed().as_secs_f64();
        let mut scorings = vec![(format!("names-{name}"), Types::Four)];
        if name == "press" {
            scorings.push((format!("names-{name}.own"), Types::Own));
        }
        for (row, types) in scorings {
            rows.push(Row {
                name: row,
                sentences,
                words,
                seconds,
                sha256: sha256.clone(),
                scored: names::score_found(&documents, name == "re3d", types),
                refereed: false,
            });
        }
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: &str, form: &str, upos: &str, head: u32, relation: &str, misc: &str) -> String {
        format!("{id}\t{form}\t{form}\t{upos}\t_\t_\t{head}\t{relation}\t_\t{misc}\n")
    }

    fn file() -> String {
        format!(
            "# newdoc\n{}{}{}{}\n{}\n# newpar\n{}\n",
            row("1-2", "didn’t", "_", 0, "_", "_"),
            row("1", "did", "AUX", 3, "aux", "_"),
            row("2", "n’t", "PART", 3, "advmod", "_"),
            row("3", "go", "VERB", 0, "root", "SpaceAfter=No"),
            row("1", ".", "PUNCT", 0, "root", "_"),
            row("1", "Oslo", "PROPN", 0, "root", "_"),
        )
    }

    fn read(file: &str) -> Vec<Sentence<'_>> {
        Reader::new(file)
            .collect::<Result<_, _>>()
            .expect("it is well formed")
    }

    #[test]
    fn raw_text_follows_spaces_and_paragraphs() {
        let file = file();
        let gold = read(&file);
        assert_eq!(raw_text(&gold, false), "didn’t go. \n\nOslo\n");
        assert_eq!(raw_text(&gold, true), "didn’t go.\n\nOslo\n");
    }

    #[test]
    fn figures_count_words_by_place() {
        let file = file();
        let gold = read(&file);
        let mut system = gold.clone();
        let full = score(&Sides::of(&gold), &Sides::of(&system)).expect("the text is one");
        assert!(
            full.figures
                .iter()
                .all(|(_, value)| (*value - 100.0).abs() < 1e-9)
        );
        system[0].words[0].upos = "VERB";
        system[0].words[1].relation = "neg:x";
        system[0].words[2].lemma = "gone";
        // Both sentences as one: neither span is right, nor the second root.
        let dot = system.remove(1);
        system[0].words.extend(dot.words);
        system[0].words[3].head = Some(3);
        let scored = score(&Sides::of(&gold), &Sides::of(&system)).expect("the text is one");
        let figures: BTreeMap<_, _> = scored.figures.into_iter().collect();
        for (name, value) in [
            ("tokens", 100.0),
            ("sentences", 40.0),
            ("words", 100.0),
            ("UPOS", 80.0),
            ("lemma", 80.0),
            ("UAS", 80.0),
            ("LAS", 60.0),
        ] {
            let found: f64 = figures[name];
            assert!((found - value).abs() < 1e-9, "{name} {found}");
        }
    }

    #[test]
    fn other_text_is_not_scored() {
        let file = file();
        let gold = read(&file);
        assert!(score(&Sides::of(&gold), &Sides::of(&gold[..1])).is_err());
    }
}
