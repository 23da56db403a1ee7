//! One expectation against one reading: does it hold, which rows does it speak of, what was found
//! instead, and whose fault is it probably.

use record::{Claim, EntityId, Event, MentionForm, Reading, Span};

use super::describe::Describe;
use super::grammar::{Expectation, Field, Published, Rows, Words};
use super::text::{Text, fits};

/// The reporter's question that an expectation belongs to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Question {
    Page,
    Published,
    Sentences,
    Who,
    When,
    Where,
    Said,
    Did,
}

impl Question {
    /// All of them, in the order of reading.
    pub const ALL: [Self; 8] = [
        Self::Page,
        Self::Published,
        Self::Sentences,
        Self::Who,
        Self::When,
        Self::Where,
        Self::Said,
        Self::Did,
    ];

    /// As shown in tables and `eval/floors.toml`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Published => "published",
            Self::Sentences => "sentences",
            Self::Who => "who",
            Self::When => "when",
            Self::Where => "where",
            Self::Said => "said",
            Self::Did => "did",
        }
    }
}

/// How an expectation fares.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// Whose it is.
    pub question: Question,
    /// Whether it is met wholly.
    pub holds: bool,
    /// Positions of the rows that it speaks of, right in the main thing: the words of a time or
    /// place, who says what, the type and words of an event.
    pub rows: Vec<usize>,
    /// What was found instead, in the words of a record block.
    pub found: Vec<String>,
    /// Where to look.
    pub help: String,
}

/// A reading, ready to be checked.
pub struct Checker<'a> {
    pub(super) reading: &'a Reading,
    pub(super) text: Text<'a>,
    pub(super) describe: Describe<'a>,
}

/// Rows that come close to what is wanted: position, what is wrong, and the row in words.
pub(super) type Close = Vec<(usize, Vec<String>, String)>;

impl<'a> Checker<'a> {
    /// Of a finished reading.
    pub fn new(reading: &'a Reading) -> Self {
        Self {
            reading,
            text: Text::new(&reading.document.text),
            describe: Describe(reading),
        }
    }

    /// A row in the words of a record block.
    pub fn describe(&self, question: Question, row: usize) -> String {
        let reading = self.reading;
        match question {
            Question::Page => self.describe.block(&reading.document.blocks[row]),
            Question::Published => Describe::published(&reading.document.published),
            Question::Sentences => self.describe.sentence(reading.sentences[row]),
            Question::Who => self.describe.entity(&reading.entities[row]),
            Question::When => self.describe.time(&reading.times[row]),
            Question::Where => self.describe.place(&reading.places[row]),
            Question::Said => self.describe.claim(&reading.claims[row]),
            Question::Did => self.describe.event(&reading.events[row]),
        }
    }

    /// Checks one expectation.
    pub fn check(&self, expectation: &Expectation) -> Verdict {
        let mut verdict = self.judge(expectation);
        if !verdict.holds
            && let Some(words) = self.missing(expectation)
        {
            verdict.help = format!(
                "the words \"{}\" do not stand in the article: check the spelling, the marks, and that names are whole words",
                words.text
            );
        }
        verdict
    }

    /// The first words that are said to stand in the article and do not.
    fn missing<'e>(&self, expectation: &'e Expectation) -> Option<&'e Words> {
        let mut all: Vec<&Words> = Vec::new();
        match expectation {
            Expectation::Block(_, words)
            | Expectation::Noise(words)
            | Expectation::Story(words)
            | Expectation::Sentence(words) => all.push(words),
            Expectation::Same(words) | Expectation::Apart(words) => all.extend(words),
            Expectation::Time(time) => all.push(&time.words),
            Expectation::Place(place) => all.push(&place.words),
            Expectation::Claim(claim) => {
                all.extend(&claim.source);
                all.extend(&claim.cue);
                all.extend(&claim.content);
            }
            Expectation::Event(event) => all.extend(&event.trigger),
            _ => {}
        }
        all.into_iter().find(|words| {
            self.text.places(words).is_empty() && words.text.chars().any(|c| c != '…' && c != ' ')
        })
    }

    fn judge(&self, expectation: &Expectation) -> Verdict {
        let document = &self.reading.document;
        let simple = |question, holds, found: Vec<String>, help: &str| Verdict {
            question,
            holds,
            rows: Vec::new(),
            found,
            help: help.to_owned(),
        };
        match expectation {
            Expectation::Field(field, wanted) => {
                let (name, value) = match field {
                    Field::Title => ("title", &document.title),
                    Field::Publisher => ("publisher", &document.publisher),
                    Field::Agency => ("agency", &document.agency),
                };
                let holds = match (wanted, value) {
                    (None, None) => true,
                    (Some(words), Some(value)) => fits(value, &words.text),
                    _ => false,
                };
                let found = match value {
                    Some(value) => format!("{name} \"{value}\""),
                    None => format!("{name} unknown"),
                };
                simple(Question::Page, holds, vec![found], PAGE)
            }
            Expectation::Byline(names) => {
                let holds = names.len() == document.byline.len()
                    && names
                        .iter()
                        .zip(&document.byline)
                        .all(|(w, n)| fits(n, &w.text));
                let found = format!("byline {:?}", document.byline);
                simple(Question::Page, holds, vec![found], PAGE)
            }
            Expectation::Published(wanted) => self.published(wanted),
            Expectation::Page(kind) => {
                let found = format!("page {}", document.page_type);
                simple(
                    Question::Page,
                    document.page_type.as_str() == kind,
                    vec![found],
                    PAGE,
                )
            }
            Expectation::Block(kind, words) => {
                let open = Words {
                    text: format!("{} …", words.text),
                    occurrence: None,
                };
                let fit = |span| self.text.is(span, words) || self.text.is(span, &open);
                let rows: Vec<_> = (0..document.blocks.len())
                    .filter(|index| {
                        let block = &document.blocks[*index];
                        block.kind.as_str() == kind && fit(block.span)
                    })
                    .collect();
                Verdict {
                    rows: rows.clone(),
                    ..simple(Question::Page, !rows.is_empty(), self.blocks(words), PAGE)
                }
            }
            Expectation::NoBlock(kind) => {
                let found: Vec<_> = document
                    .blocks
                    .iter()
                    .filter(|block| block.kind.as_str() == kind)
                    .map(|block| self.describe.block(block))
                    .collect();
                simple(Question::Page, found.is_empty(), found, PAGE)
            }
            Expectation::Noise(words) | Expectation::Story(words) => {
                let content = matches!(expectation, Expectation::Story(_));
                let places = self.text.places(words);
                let right = |span: &Span| {
                    let mut blocks = document.blocks.iter().filter(|b| b.span.overlaps(*span));
                    blocks.all(|block| block.content == content)
                };
                let holds = !places.is_empty()
                    && if content {
                        places.iter().any(right)
                    } else {
                        places.iter().all(right)
                    };
                simple(Question::Page, holds, self.blocks(words), PAGE)
            }
            Expectation::Issue(_) | Expectation::NoIssue(_) => {
                let issues = document.issues.iter().chain(&self.reading.issues);
                let codes: Vec<_> = issues.map(|issue| issue.code.code()).collect();
                let holds = match expectation {
                    Expectation::Issue(code) => codes.contains(&code.as_str()),
                    Expectation::NoIssue(Some(code)) => !codes.contains(&code.as_str()),
                    _ => codes.is_empty(),
                };
                let found = codes.iter().map(|code| format!("issue {code}")).collect();
                simple(
                    Question::Page,
                    holds,
                    found,
                    "issues come from every stage; `crates/record/src/issue.rs` lists them",
                )
            }
            Expectation::Sentence(words) => {
                let rows: Vec<_> = (0..self.reading.sentences.len())
                    .filter(|index| self.text.is(self.reading.sentences[*index], words))
                    .collect();
                let mut found = self.sentences(words);
                if found.is_empty() {
                    found = self.blocks(words);
                }
                Verdict {
                    rows: rows.clone(),
                    ..simple(Question::Sentences, !rows.is_empty(), found, SENTENCES)
                }
            }
            Expectation::NoSentence(words) => {
                let holds = !self
                    .reading
                    .sentences
                    .iter()
                    .any(|s| self.text.is(*s, words));
                simple(Question::Sentences, holds, self.sentences(words), SENTENCES)
            }
            Expectation::Count(rows, wanted) => self.count(*rows, *wanted),
            Expectation::Entity(wanted) => self.entity(wanted),
            Expectation::NoEntity(kind, words) => {
                let found: Vec<_> = self
                    .entities(words)
                    .into_iter()
                    .map(|id| &self.reading.entities[id.index()])
                    .filter(|entity| kind.as_ref().is_none_or(|k| entity.kind.as_str() == k))
                    .map(|entity| self.describe.entity(entity))
                    .collect();
                simple(Question::Who, found.is_empty(), found, WHO)
            }
            Expectation::Same(words) => {
                let each: Vec<_> = words.iter().map(|words| self.mentioned(words)).collect();
                let holds = each[0]
                    .iter()
                    .any(|id| each.iter().all(|ids| ids.contains(id)));
                simple(Question::Who, holds, self.described(&each), WHO)
            }
            Expectation::Apart(words) => {
                let each: Vec<_> = words.iter().map(|words| self.mentioned(words)).collect();
                let mut holds = true;
                for (index, one) in each.iter().enumerate() {
                    for other in &each[..index] {
                        holds &= !one.iter().any(|id| other.contains(id));
                    }
                }
                simple(Question::Who, holds, self.described(&each), WHO)
            }
            Expectation::Time(wanted) => self.time(wanted),
            Expectation::NoTime(words) => {
                let times = self.reading.times.iter();
                let found: Vec<_> = times
                    .filter(|time| {
                        words
                            .as_ref()
                            .is_none_or(|w| self.text.touches(time.span, w))
                    })
                    .map(|time| self.describe.time(time))
                    .collect();
                simple(Question::When, found.is_empty(), found, WHEN)
            }
            Expectation::Place(wanted) => self.place(wanted),
            Expectation::NoPlace(words) => {
                let places = self.reading.places.iter();
                let found: Vec<_> = places
                    .filter(|place| {
                        words
                            .as_ref()
                            .is_none_or(|w| self.text.touches(place.span, w))
                    })
                    .map(|place| self.describe.place(place))
                    .collect();
                simple(Question::Where, found.is_empty(), found, WHERE)
            }
            Expectation::Claim(wanted) => self.claim(wanted),
            Expectation::NoClaim(words) => {
                let touched = |claim: &&Claim| {
                    words.as_ref().is_none_or(|words| {
                        claim
                            .content
                            .iter()
                            .any(|span| self.text.touches(*span, words))
                    })
                };
                let claims = self.reading.claims.iter().filter(touched);
                let found: Vec<_> = claims.map(|claim| self.describe.claim(claim)).collect();
                simple(Question::Said, found.is_empty(), found, SAID)
            }
            Expectation::Event(wanted) => self.event(wanted),
            Expectation::NoEvent(kind, trigger) => {
                let (kind, mode) = match kind.as_deref().map(|k| k.split_once('/').ok_or(k)) {
                    Some(Ok((kind, mode))) => (Some(kind), Some(mode)),
                    Some(Err(kind)) => (Some(kind), None),
                    None => (None, None),
                };
                let fits = |event: &&Event| {
                    kind.is_none_or(|kind| event.kind == kind)
                        && mode.is_none_or(|mode| event.modes.iter().any(|one| one == mode))
                        && trigger
                            .as_ref()
                            .is_none_or(|words| self.triggered(event, words))
                };
                let events = self.reading.events.iter().filter(fits);
                let found: Vec<_> = events.map(|event| self.describe.event(event)).collect();
                simple(Question::Did, found.is_empty(), found, DID)
            }
        }
    }

    fn published(&self, wanted: &Published) -> Verdict {
        let published = &self.reading.document.published;
        let holds = match (wanted, published.interval) {
            (Published::Unknown, None) => true,
            (Published::Is(days, basis), Some(interval)) => {
                *days == interval
                    && basis
                        .as_ref()
                        .is_none_or(|basis| published.basis.as_str() == basis)
            }
            (Published::Not(_), None) => true,
            (Published::Not(days), Some(interval)) => days.intersect(interval).is_none(),
            _ => false,
        };
        let evidence = published.evidence.iter();
        let evidence: Vec<_> = evidence.map(|span| self.text.of(*span)).collect();
        let mut found = Describe::published(published);
        if !evidence.is_empty() {
            found = format!("{found}   // by {}", evidence.join(" | "));
        }
        Verdict {
            question: Question::Published,
            holds,
            rows: Vec::new(),
            found: vec![found],
            help: "metadata and address are read in `crates/page`, evidence in the story in `crates/reader/src/when.rs`".to_owned(),
        }
    }

    fn count(&self, rows: Rows, wanted: usize) -> Verdict {
        let reading = self.reading;
        let describe = &self.describe;
        let blocks = &reading.document.blocks;
        let (question, found): (_, Vec<String>) = match rows {
            Rows::Blocks => (
                Question::Page,
                blocks.iter().map(|b| describe.block(b)).collect(),
            ),
            Rows::Sentences => (
                Question::Sentences,
                reading
                    .sentences
                    .iter()
                    .map(|s| describe.sentence(*s))
                    .collect(),
            ),
            Rows::Entities => (
                Question::Who,
                reading
                    .entities
                    .iter()
                    .map(|e| describe.entity(e))
                    .collect(),
            ),
            Rows::Times => (
                Question::When,
                reading.times.iter().map(|t| describe.time(t)).collect(),
            ),
            Rows::Places => (
                Question::Where,
                reading.places.iter().map(|p| describe.place(p)).collect(),
            ),
            Rows::Claims => (
                Question::Said,
                reading.claims.iter().map(|c| describe.claim(c)).collect(),
            ),
            Rows::Events => (
                Question::Did,
                reading.events.iter().map(|e| describe.event(e)).collect(),
            ),
        };
        Verdict {
            question,
            holds: found.len() == wanted,
            rows: Vec::new(),
            help: format!("there are {} such rows", found.len()),
            found,
        }
    }

    /// Entities of a name: the name itself, else one of their mentions.
    pub(super) fn entities(&self, name: &Words) -> Vec<EntityId> {
        let mut ids: Vec<EntityId> = Vec::new();
        if name.occurrence.is_none() {
            ids = self.ids(|entity| fits(&entity.name, &name.text));
        }
        for id in self.mentioned(name) {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids
    }

    /// Entities that some words mention; those that they name before those that they describe.
    pub(super) fn mentioned(&self, words: &Words) -> Vec<EntityId> {
        let mut ids = self.ids(|entity| {
            entity
                .mentions
                .iter()
                .any(|m| m.form == MentionForm::Name && self.text.is(m.span, words))
        });
        let rest = self.ids(|entity| entity.mentions.iter().any(|m| self.text.is(m.span, words)));
        ids.extend(rest);
        let mut seen = Vec::new();
        ids.retain(|id| {
            let new = !seen.contains(id);
            seen.push(*id);
            new
        });
        ids
    }

    fn ids(&self, right: impl Fn(&record::Entity) -> bool) -> Vec<EntityId> {
        let entities = self.reading.entities.iter().enumerate();
        entities
            .filter(|(_, entity)| right(entity))
            .map(|(index, _)| EntityId(index as u32))
            .collect()
    }

    pub(super) fn described(&self, each: &[Vec<EntityId>]) -> Vec<String> {
        let mut ids: Vec<_> = each.iter().flatten().copied().collect();
        ids.sort_unstable();
        ids.dedup();
        ids.into_iter()
            .map(|id| self.describe.entity(&self.reading.entities[id.index()]))
            .collect()
    }

    fn blocks(&self, words: &Words) -> Vec<String> {
        let blocks = self.reading.document.blocks.iter();
        blocks
            .filter(|block| self.text.touches(block.span, words))
            .map(|block| self.describe.block(block))
            .collect()
    }

    fn sentences(&self, words: &Words) -> Vec<String> {
        let sentences = self.reading.sentences.iter();
        sentences
            .filter(|sentence| self.text.touches(**sentence, words))
            .map(|sentence| self.describe.sentence(*sentence))
            .collect()
    }

    /// A verdict on rows that come close.
    pub(super) fn of(question: Question, close: Close, help: &str) -> Verdict {
        let holds = close.iter().any(|(_, wrong, _)| wrong.is_empty());
        let rows = close.iter().map(|(row, _, _)| *row).collect();
        let mut close = close;
        close.sort_by_key(|(_, wrong, _)| wrong.len());
        let found = close
            .into_iter()
            .take(4)
            .map(|(_, wrong, row)| {
                if wrong.is_empty() {
                    row
                } else {
                    format!("{row}   // {}", wrong.join(", "))
                }
            })
            .collect();
        Verdict {
            question,
            holds,
            rows,
            found,
            help: help.to_owned(),
        }
    }
}

const PAGE: &str = "blocks and metadata are found in `crates/page`";
const SENTENCES: &str =
    "sentences are cut in `crates/language`, inside the blocks that `crates/page` calls content";
pub(super) const WHO: &str = "entities are made in `crates/reader/src/who.rs`, from `lexicon/`";
pub(super) const WHEN: &str = "times are read in `crates/reader/src/when.rs`; a wrong value may come from a wrong publication date";
pub(super) const WHERE: &str =
    "a place must first be an entity (`who`); it is resolved in `crates/reader/src/place.rs`";
pub(super) const SAID: &str = "claims are found in `crates/reader/src/said.rs`, cues stand in `lexicon/`; a wrong name comes from `who`";
pub(super) const DID: &str = "events are found in `crates/reader/src/did.rs` by the frames in `lexicon/`; a wrong name comes from `who`, a wrong date from `when`";
