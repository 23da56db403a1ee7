//! Whom a mention is linked to, by a sample that was checked by hand: `eval/links.tsv`.
//!
//! A row is a mention of a document of the names sets, by offsets alone, and the Wikidata id or
//! the Wikipedia title of whom it means; `-` where that is nobody of our tables. The share that
//! matters is that of the right among those that are linked; how many of the others find no link
//! is told beside it.

use std::fs;

use anyhow::{Context as _, Result, bail};
use record::wire::Entity;
use sha2::{Digest as _, Sha256};

use super::Scored;
use super::floors::short_hash;
use super::sets::{Pair, Run};
use crate::root;

const FILE: &str = "eval/links.tsv";

/// A mention that was checked.
struct Checked {
    set: String,
    document: String,
    /// From the start of the gold's text; the title before it counts back.
    start: i64,
    end: i64,
    /// Whom it means; none for nobody of our tables.
    link: Option<String>,
}

/// The sample, and what was found of it so far.
pub(super) struct Links {
    rows: Vec<Checked>,
    linked: usize,
    right: usize,
    known: usize,
    lines: Vec<String>,
    documents: usize,
}

impl Links {
    /// Reads the sample.
    pub(super) fn load() -> Result<Self> {
        let path = root().join(FILE);
        let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let lines = text.lines().enumerate();
        let rows = lines
            .filter(|(_, line)| !line.starts_with('#'))
            .map(|(number, line)| {
                let cells: Vec<&str> = line.split('\t').collect();
                let [set, document, start, end, link] = cells.as_slice() else {
                    bail!("{FILE}:{}: a row has five cells", number + 1);
                };
                Ok(Checked {
                    set: (*set).to_owned(),
                    document: (*document).to_owned(),
                    start: start.parse()?,
                    end: end.parse()?,
                    link: (*link != "-").then(|| (*link).to_owned()),
                })
            })
            .collect::<Result<_>>()?;
        Ok(Self {
            rows,
            linked: 0,
            right: 0,
            known: 0,
            lines: Vec::new(),
            documents: 0,
        })
    }

    /// Holds the readings of a set against its rows.
    pub(super) fn add(&mut self, set: &str, run: &Run) {
        for pair in &run.pairs {
            let id = pair.gold["id"].as_str().unwrap_or_default();
            let mut any = false;
            for row in &self.rows {
                if row.set != set || row.document != id {
                    continue;
                }
                any = true;
                let found = linked(pair, row);
                self.known += usize::from(row.link.is_some());
                let Some(found) = found else { continue };
                self.linked += 1;
                if row.link.as_deref().is_some_and(|link| is(found, link)) {
                    self.right += 1;
                } else {
                    let meant = row.link.as_deref().unwrap_or("nobody of our tables");
                    self.lines.push(format!(
                        "{set} {id} {}-{}: {} for {meant}",
                        row.start, row.end, found.name
                    ));
                }
            }
            self.documents += usize::from(any);
        }
    }

    /// Documents, and the figures; none when no row was met.
    pub(super) fn scored(self) -> Option<(usize, Scored)> {
        let share = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
        let scored = Scored {
            figures: vec![
                ("right of linked", share(self.right, self.linked)),
                ("right of all", share(self.right, self.known)),
            ],
            lines: self.lines,
        };
        (self.documents > 0).then_some((self.documents, scored))
    }
}

/// What the figures were measured on.
pub(super) fn hash() -> Result<String> {
    let mut hash = Sha256::new();
    hash.update(fs::read(root().join(FILE)).context(FILE)?);
    Ok(short_hash(hash))
}

/// The entity of a mention, when it has a link.
fn linked<'a>(pair: &'a Pair, row: &Checked) -> Option<&'a Entity> {
    let reading = pair.reading.as_ref()?;
    let shift = i64::from(pair.shift);
    let (start, end) = (row.start + shift, row.end + shift);
    reading.entities.iter().find(|entity| {
        (entity.wikidata.is_some() || entity.wikipedia.is_some())
            && entity
                .mentions
                .iter()
                .any(|mention| i64::from(mention.start) == start && i64::from(mention.end) == end)
    })
}

fn is(entity: &Entity, link: &str) -> bool {
    [&entity.wikidata, &entity.wikipedia]
        .into_iter()
        .flatten()
        .any(|known| known == link)
}
