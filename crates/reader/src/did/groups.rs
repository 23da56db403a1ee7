//! Noun groups: stretches of a sentence that can name somebody or something.

use super::line::{Line, Tag};

/// A noun group: determiner, modifiers, head. “Of” phrases are groups of their own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Group {
    /// First token.
    pub(super) start: usize,
    /// One past the last token.
    pub(super) end: usize,
    /// The head.
    pub(super) head: usize,
    /// One past the last token of the possessor (“Russia” in “Russia's attack”), else `start`.
    pub(super) possessor: usize,
    /// The preposition that governs it.
    pub(super) after: Option<usize>,
}

impl Group {
    /// Whether a token lies inside.
    pub(super) fn holds(&self, token: usize) -> bool {
        self.start <= token && token < self.end
    }
}

/// Finds the noun groups of a sentence, in order.
///
/// Times at the edge of a group are groups of their own (“lawmakers Tuesday”), so that they are
/// nobody's head.
pub(super) fn groups(line: &Line<'_>, timed: &[bool]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut at = 0;
    while at < line.len() {
        if !opens(line.tags[at]) {
            at += 1;
            continue;
        }
        let start = at;
        if timed[start] {
            while at < line.len() && timed[at] {
                at += 1;
            }
            if line.tag(at) != Some(Tag::Possessive) {
                groups.push(Group {
                    start,
                    end: at,
                    head: at - 1,
                    possessor: start,
                    after: before_adverbs(line, start)
                        .filter(|&index| line.tags[index] == Tag::Preposition),
                });
            }
            continue;
        }
        let mut possessor = start;
        let mut head = start;
        at += 1;
        if line.tags[start] != Tag::Pronoun {
            while at < line.len() {
                let ends_in_time = timed[at] && line.tags[at - 1] != Tag::Determiner && {
                    let end = (at..line.len())
                        .find(|&index| !timed[index])
                        .unwrap_or(line.len());
                    !matches!(
                        line.tag(end),
                        Some(Tag::Noun | Tag::Name | Tag::Possessive | Tag::Adjective)
                    )
                };
                if ends_in_time {
                    break;
                }
                match line.tags[at] {
                    Tag::Noun | Tag::Name | Tag::Number | Tag::Adjective => {}
                    Tag::Possessive => possessor = at,
                    Tag::Mark if is_joint(line, at) => {}
                    // “The U.S. and British ambassadors” is one group, “the U.S. and Britain” two.
                    Tag::Adverb if at + 1 < line.len() && line.tags[at - 1] == Tag::Determiner => {}
                    _ => break,
                }
                at += 1;
            }
            head = (start..at)
                .rev()
                .find(|&index| matches!(line.tags[index], Tag::Noun | Tag::Name))
                .unwrap_or(start);
        }
        let after = before_adverbs(line, start)
            .filter(|&index| matches!(line.tags[index], Tag::Preposition));
        groups.push(Group {
            start,
            end: at,
            head,
            possessor,
            after,
        });
    }
    groups
}

fn opens(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::Noun | Tag::Name | Tag::Number | Tag::Adjective | Tag::Determiner | Tag::Pronoun
    )
}

fn before_adverbs(line: &Line<'_>, start: usize) -> Option<usize> {
    let mut at = start;
    while at > 0 {
        at -= 1;
        if line.tags[at] != Tag::Adverb {
            return Some(at);
        }
    }
    None
}

/// A hyphen, or a stop inside a name, does not end a group.
fn is_joint(line: &Line<'_>, at: usize) -> bool {
    at > 0
        && at + 1 < line.len()
        && (line.is(at, "-") || line.is(at, "/"))
        && !line.tokens[at - 1].space_after
        && !line.tokens[at].space_after
        && matches!(
            line.tags[at + 1],
            Tag::Noun | Tag::Name | Tag::Number | Tag::Adjective | Tag::Verb
        )
}
