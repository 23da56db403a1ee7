//! Triggers: the words of a sentence that a frame knows.

use lexicon::Frames;
use lexicon::frames::{Classes, Element, Frame, Unit, UnitKind};

use super::line::{Line, Tag};

/// How many words of any kind a gap in a unit may cover.
const LONGEST_GAP: usize = 6;

/// Words that tell an event.
#[derive(Clone, Debug)]
pub(super) struct Trigger<'a> {
    pub(super) frame: &'a Frame,
    pub(super) kind: UnitKind,
    /// First token.
    pub(super) start: usize,
    /// One past the last token.
    pub(super) end: usize,
    /// The tokens that matched, gaps left out.
    pub(super) matched: Vec<usize>,
    /// The form of the verb, as the lexicon knows it.
    pub(super) form: Classes,
}

impl Trigger<'_> {
    /// Whether words of any kind stand between those that matched.
    pub(super) fn has_gap(&self) -> bool {
        self.matched.len() < self.end - self.start
    }
}

/// Finds the triggers of a sentence, in order, none inside another's matched words.
pub(super) fn triggers<'a>(line: &Line<'_>, frames: &'a Frames) -> Vec<Trigger<'a>> {
    let mut found: Vec<Trigger<'a>> = Vec::new();
    let mut taken = vec![false; line.len()];
    for at in 0..line.len() {
        if taken[at] {
            continue;
        }
        let Some(word) = line.word(at) else {
            continue;
        };
        for candidate in &word.candidates {
            let unit = frames.unit(candidate.unit);
            if !fits(line, at, unit, candidate.form) {
                continue;
            }
            let Some(matched) = matched(line, at, &unit.rest, &taken) else {
                continue;
            };
            let end = matched.last().map_or(at, |last| *last) + 1;
            if unit.kind == UnitKind::Noun && !is_noun(line, end - 1) {
                continue;
            }
            let frame = frames.frame_of(unit);
            if vetoed(line, at, end, frame) {
                continue;
            }
            for &token in &matched {
                taken[token] = true;
            }
            found.push(Trigger {
                frame,
                kind: unit.kind,
                start: at,
                end,
                matched,
                form: candidate.form,
            });
            break;
        }
    }
    found
}

/// Whether the tag of a unit's first word suits its kind.
fn fits(line: &Line<'_>, at: usize, unit: &Unit, form: Classes) -> bool {
    match unit.kind {
        UnitKind::Verb => {
            let hyphenated = line.is(at + 1, "-");
            (line.tags[at] == Tag::Verb
                || hyphenated
                || form.any(Classes::ANY_VERB) && line.tags[at] == Tag::Auxiliary)
                && !(form == Classes::BASE && line.tags[at] == Tag::Noun && !hyphenated)
        }
        UnitKind::Noun => {
            unit.rest.is_empty() || line.tags[at] != Tag::Verb || line.is(at + 1, "-")
        }
        UnitKind::Fixed => true,
    }
}

fn is_noun(line: &Line<'_>, at: usize) -> bool {
    matches!(line.tags[at], Tag::Noun | Tag::Name | Tag::Preposition)
}

/// The tokens that a pattern covers from `at`, or nothing.
fn matched(line: &Line<'_>, at: usize, rest: &[Element], taken: &[bool]) -> Option<Vec<usize>> {
    let mut matched = vec![at];
    let mut next = at + 1;
    let mut gap = false;
    for element in rest {
        match element {
            Element::Gap => gap = true,
            Element::Word(words) => {
                let limit = if gap { next + LONGEST_GAP } else { next };
                let mut found = None;
                // “Want X to”: the party between is what makes it a request.
                let filled = gap && words.iter().any(|word| &**word == "to");
                #[expect(clippy::needless_range_loop, reason = "the line is looked at, too")]
                for token in next..=limit.min(line.len().saturating_sub(1)) {
                    if words.iter().any(|word| line.is(token, word))
                        && !taken[token]
                        && !(filled && token == next)
                    {
                        found = Some(token);
                        break;
                    }
                    // A gap covers modifiers and one party, not another clause.
                    let breaks = match line.tags[token] {
                        Tag::Mark => !line.is_any(token, &["-", "“", "”", "\"", "’", "‘"]),
                        Tag::Subordinator | Tag::Relative => true,
                        Tag::Verb => token > at && !line.lower(token).ends_with("ing"),
                        _ => false,
                    };
                    if breaks {
                        break;
                    }
                }
                let token = found?;
                matched.push(token);
                next = token + 1;
                gap = false;
            }
        }
    }
    Some(matched)
}

/// Whether words nearby show that the frame does not mean its event (“attacked the plan”).
fn vetoed(line: &Line<'_>, start: usize, end: usize, frame: &Frame) -> bool {
    if frame.unless.is_empty() {
        return false;
    }
    let from = start.saturating_sub(6);
    let to = (end + 8).min(line.len());
    frame.unless.iter().any(|phrase| {
        let mut words = phrase.split(' ');
        let first = words.next().unwrap_or_default();
        (from..to).any(|at| {
            line.is(at, first)
                && words
                    .clone()
                    .enumerate()
                    .all(|(step, word)| line.is(at + 1 + step, word))
        })
    })
}
