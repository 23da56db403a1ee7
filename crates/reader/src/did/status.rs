//! Status: whether an event happened, is meant to, may, or did not; and whether it is history.

use lexicon::frames::{Classes, UnitKind};
use record::Status;

use super::clauses::{ClauseKind, Clauses};
use super::line::{Line, Tag};
use super::trigger::Trigger;

/// What the words around a trigger say of its reality.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Reality {
    pub(super) status: Status,
    /// The past perfect: before the time that the text tells of.
    pub(super) earlier: bool,
    /// “Will” and its like, where the future of an act of cooperation is a promise.
    pub(super) promised: bool,
    /// An infinitive that no verb governs: what something else is done for.
    pub(super) purpose: bool,
}

/// Reads the status of a trigger from its verb group, its clause and its modifiers.
pub(super) fn reality(line: &Line<'_>, clauses: &Clauses, trigger: &Trigger<'_>) -> Reality {
    let mut reality = if trigger.kind == UnitKind::Noun || line.tags[trigger.start] == Tag::Noun {
        noun(line, trigger)
    } else {
        verb(line, clauses, trigger)
    };
    let clause = clauses.list[clauses.of(trigger.start)];
    let real = matches!(
        reality.status,
        Status::Happened | Status::Ongoing | Status::Planned
    );
    if real && clause.kind == ClauseKind::Subordinate && clause.condition {
        reality.status = Status::Conditional;
    } else if real
        && line.is(line.len() - 1, "?")
        && trigger.kind == UnitKind::Verb
        && line.tags.iter().find(|tag| **tag != Tag::Mark) == Some(&Tag::Auxiliary)
    {
        reality.status = Status::Possible;
    }
    reality
}

fn verb(line: &Line<'_>, clauses: &Clauses, trigger: &Trigger<'_>) -> Reality {
    let start = trigger.start;
    let group = line.verb_group(start);
    let mut reality = Reality {
        status: Status::Happened,
        earlier: false,
        promised: false,
        purpose: false,
    };
    let mut negated = false;
    let mut progressive = false;
    for token in group..start {
        let classes = line.classes(token);
        let lower = line.lower(token);
        if line.tags[token] == Tag::Negation || lower == "never" {
            negated = true;
        } else if lower == "had" {
            reality.earlier = true;
        } else if classes.any(Classes::MODAL) {
            (reality.status, reality.promised) = match lower {
                "will" | "shall" | "'ll" | "’ll" | "wo" => (Status::Planned, true),
                "would" | "'d" | "’d" => (Status::Planned, true),
                _ => (Status::Possible, false),
            };
        } else if classes.any(Classes::BE)
            && trigger.form.any(Classes::ING)
            && matches!(
                lower,
                "is" | "are" | "am" | "was" | "were" | "'re" | "’re" | "been"
            )
        {
            progressive = true;
        }
    }
    let to = (group..start).any(|token| line.tags[token] == Tag::To);
    if to {
        match governor(line, group) {
            Governed::As(status) => reality.status = status,
            Governed::Real | Governed::Freely if modal_before(line, clauses, group) => {
                reality.status = Status::Planned;
            }
            Governed::Real => {}
            Governed::Freely => reality.purpose = true,
        }
    } else if progressive {
        reality.status = Status::Ongoing;
    } else if trigger.form.any(Classes::ING)
        && group > 0
        && let Some(governed) = gerund_governor(line, group)
    {
        reality.status = governed;
    }
    if negated {
        reality.status = Status::DidNotHappen;
    }
    reality
}

/// Whether “will” or “would” stands before an infinitive in its clause.
fn modal_before(line: &Line<'_>, clauses: &Clauses, group: usize) -> bool {
    let clause = clauses.of(group);
    (group.saturating_sub(12)..group)
        .rev()
        .take_while(|&token| clauses.of(token) == clause)
        .any(|token| line.is_any(token, &["will", "would", "'ll", "’ll", "shall"]))
}

/// How an infinitive hangs on what stands before it.
enum Governed {
    /// A verb that says how real it is.
    As(Status),
    /// A verb that leaves it real (“began to”).
    Real,
    /// Nothing: it tells what something else is done for.
    Freely,
}

/// What the verb before “to” says of the act after it.
fn governor(line: &Line<'_>, group: usize) -> Governed {
    let from = group.saturating_sub(4);
    for token in (from..group).rev() {
        let lower = line.lower(token);
        if line.tags[token] == Tag::Mark {
            return Governed::Freely;
        }
        if starts_with_any(
            lower,
            &[
                "plan", "aim", "intend", "expect", "schedul", "prepar", "going", "agree", "decid",
                "vow", "pledg", "promis", "ready", "set", "due", "propos", "offer", "will", "want",
                "seek", "hop", "order", "ask", "urg", "call", "invit", "need",
            ],
        ) {
            return Governed::As(Status::Planned);
        }
        if starts_with_any(
            lower,
            &[
                "tr",
                "attempt",
                "threaten",
                "consider",
                "able",
                "likely",
                "fail",
                "refus",
                "declin",
                "unable",
                "unwilling",
                "reluctan",
            ],
        ) {
            let failed =
                starts_with_any(lower, &["fail", "refus", "declin", "unable", "unwilling"]);
            let tried = starts_with_any(
                lower,
                &[
                    "tried", "try", "trying", "tries", "attempt", "threaten", "consider", "able",
                    "likely", "reluctan",
                ],
            );
            return match (failed, tried) {
                (true, _) => Governed::As(Status::DidNotHappen),
                (_, true) => Governed::As(Status::Possible),
                _ => Governed::Freely,
            };
        }
        if starts_with_any(
            lower,
            &["continu", "began", "begin", "start", "manage", "help"],
        ) {
            return Governed::Real;
        }
    }
    Governed::Freely
}

/// What the verb before a gerund says of it (“is considering expelling”, “avoid attacking”).
fn gerund_governor(line: &Line<'_>, group: usize) -> Option<Status> {
    let from = group.saturating_sub(3);
    (from..group).rev().find_map(|token| {
        let lower = line.lower(token);
        if starts_with_any(lower, &["consider", "suggest", "discuss", "mull", "weigh"]) {
            Some(Status::Possible)
        } else if starts_with_any(
            lower,
            &["avoid", "without", "refrain", "rule", "prevent", "instead"],
        ) {
            Some(Status::DidNotHappen)
        } else if starts_with_any(lower, &["plan"]) {
            Some(Status::Planned)
        } else {
            None
        }
    })
}

fn noun(line: &Line<'_>, trigger: &Trigger<'_>) -> Reality {
    let mut reality = Reality {
        status: Status::Happened,
        earlier: false,
        promised: false,
        purpose: false,
    };
    let from = trigger.start.saturating_sub(5);
    let mut governed = false;
    for token in (from..trigger.start).rev() {
        let lower = line.lower(token);
        if line.tags[token] == Tag::Mark && !line.is(token, "-") {
            break;
        }
        // “No mention of a pullout” says nothing of the pullout itself.
        governed |= line.tags[token] == Tag::Preposition;
        if starts_with_any(
            lower,
            &[
                "planned",
                "upcoming",
                "scheduled",
                "forthcoming",
                "next",
                "future",
            ],
        ) {
            reality.status = Status::Planned;
            return reality;
        }
        if starts_with_any(
            lower,
            &[
                "possible",
                "potential",
                "proposed",
                "would-be",
                "likely",
                "imminent",
                "hypothetical",
                "risk",
                "fear",
                "prospect",
            ],
        ) {
            reality.status = Status::Possible;
            return reality;
        }
        if starts_with_any(lower, &["ongoing", "continuing", "continued", "relentless"]) {
            reality.status = Status::Ongoing;
            return reality;
        }
        let denies = matches!(
            lower,
            "no" | "without"
                | "avert"
                | "prevent"
                | "avoid"
                | "thwarted"
                | "foiled"
                | "failed"
                | "cancelled"
                | "canceled"
        );
        if denies && !governed {
            reality.status = Status::DidNotHappen;
            return reality;
        }
        if matches!(lower, "would" | "will" | "could" | "may" | "might") {
            reality.status = Status::Possible;
            return reality;
        }
        if line.tags[token] == Tag::Verb {
            break;
        }
    }
    reality
}

fn starts_with_any(word: &str, stems: &[&str]) -> bool {
    stems.iter().any(|stem| word.starts_with(stem))
}
