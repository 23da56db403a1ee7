//! Composition: acts of speech take the acts that they speak of as objects, promises and refusals
//! follow from tense and negation, and two words for one act become one.
//!
//! The act of speech is the row: “agreed to meet” is AGREE about CONSULT.

use lexicon::Ontology;
use lexicon::frames::{Classes, UnitKind};
use record::{Polarity, Status};

use super::arguments::Roles;
use super::clauses::{ClauseKind, Clauses};
use super::groups::Group;
use super::line::{Line, Tag};
use super::status::Reality;
use super::trigger::Trigger;

/// An event of one sentence before it becomes a row.
#[derive(Clone, Debug)]
pub(super) struct Draft<'a> {
    pub(super) trigger: Trigger<'a>,
    pub(super) kind: String,
    pub(super) mode: Option<String>,
    pub(super) contexts: Vec<String>,
    pub(super) quad: u8,
    pub(super) cameo: String,
    pub(super) reality: Reality,
    pub(super) roles: Roles,
    pub(super) object: Option<ObjectDraft>,
    /// “To” before the verb and nothing that governs it: what something else is done for.
    pub(super) purpose: bool,
    /// Whether the subject cannot act by itself.
    pub(super) odd_subject: bool,
    /// Whether another draft has taken it in.
    pub(super) folded: bool,
}

/// What an act of speech is about.
#[derive(Clone, Debug)]
pub(super) struct ObjectDraft {
    /// PLOVER type, with the mode after a slash.
    pub(super) kind: Option<String>,
    /// Tokens.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) polarity: Polarity,
}

impl<'a> Draft<'a> {
    pub(super) fn new(trigger: Trigger<'a>, reality: Reality) -> Self {
        let frame = trigger.frame;
        Self {
            kind: frame.event_type.clone(),
            mode: frame.mode.clone(),
            contexts: frame.contexts.clone(),
            quad: frame.quad,
            cameo: frame.cameo.clone(),
            reality,
            roles: Roles::default(),
            object: None,
            purpose: reality.purpose,
            odd_subject: false,
            folded: false,
            trigger,
        }
    }

    fn is_noun(&self) -> bool {
        self.trigger.kind == UnitKind::Noun
    }

    fn becomes(&mut self, kind: &str, mode: Option<&str>, ontology: &Ontology) {
        let Some(event_type) = ontology.event_type(kind) else {
            return;
        };
        kind.clone_into(&mut self.kind);
        self.quad = event_type.quad;
        self.mode = mode
            .filter(|mode| event_type.mode(mode).is_some())
            .map(str::to_owned);
        event_type
            .cameo_of(self.mode.as_deref())
            .clone_into(&mut self.cameo);
    }

    fn label(&self) -> String {
        match &self.mode {
            Some(mode) => format!("{}/{mode}", self.kind),
            None => self.kind.clone(),
        }
    }
}

/// Composes the drafts of a sentence, in place.
pub(super) fn compose(
    line: &Line<'_>,
    clauses: &Clauses,
    groups: &[Group],
    drafts: &mut [Draft<'_>],
    ontology: &Ontology,
) {
    for index in 0..drafts.len() {
        if drafts[index].trigger.frame.speech && !drafts[index].folded {
            embed(line, clauses, groups, drafts, index, ontology);
        }
    }
    for draft in drafts.iter_mut().filter(|draft| !draft.folded) {
        refused_or_promised(line, groups, draft, ontology);
    }
    fold(clauses, drafts);
}

/// Where the complement of an act of speech ends.
fn complement_end(line: &Line<'_>, clauses: &Clauses, trigger: &Trigger<'_>) -> usize {
    let own = clauses.of(trigger.start);
    let mut at = trigger.end;
    while at < line.len() {
        let clause = clauses.of(at);
        if clause != own {
            let kind = clauses.list[clause].kind;
            let complement =
                kind == ClauseKind::Content || kind == ClauseKind::Relative || clause < own;
            if !complement
                || kind == ClauseKind::Relative
                    && line.is(clauses.list[clause].start.saturating_sub(1), ",")
            {
                break;
            }
        } else if matches!(line.tags[at], Tag::Verb | Tag::Auxiliary)
            && at > trigger.end
            && !line.lower(at).ends_with("ing")
            && !matches!(line.tags[at - 1], Tag::To | Tag::Auxiliary | Tag::Negation)
            && line.classes(at).any(
                Classes::PAST
                    .with(Classes::PRESENT)
                    .with(Classes::ANY_AUXILIARY),
            )
            && matches!(line.tags[at - 1], Tag::Conjunction | Tag::Mark)
        {
            break;
        }
        if line.is_any(
            at,
            &[
                "amid",
                "despite",
                "while",
                "because",
                "after",
                "following",
                "during",
                ";",
            ],
        ) {
            break;
        }
        at += 1;
    }
    at
}

fn embed(
    line: &Line<'_>,
    clauses: &Clauses,
    groups: &[Group],
    drafts: &mut [Draft<'_>],
    index: usize,
    ontology: &Ontology,
) {
    let end = complement_end(line, clauses, &drafts[index].trigger);
    let from = drafts[index].trigger.end;
    let noun_reach = if drafts[index].is_noun() { 6 } else { 14 };
    let mut first: Option<usize> = None;
    let mut inner: Vec<usize> = Vec::new();
    for (position, other) in drafts.iter().enumerate() {
        let start = other.trigger.start;
        if position == index || other.folded || start < from || start >= end {
            continue;
        }
        let governed = !other.is_noun() && governed_verb(line, from, start);
        let noun =
            other.is_noun() && start < from + noun_reach && !after_subject(line, from, start);
        if governed || noun {
            first = first.or(Some(position));
        }
        // What a relative clause inside the complement tells did not happen by being asked for.
        if governed || noun || other.is_noun() && start < from + 20 {
            inner.push(position);
        }
    }
    let vowed = line.is_any(drafts[index].trigger.start, VOWS)
        || drafts[index]
            .trigger
            .matched
            .iter()
            .any(|&token| line.is_any(token, VOWS));
    let intends = line.is_any(drafts[index].trigger.start, INTENTIONS)
        || drafts[index]
            .trigger
            .matched
            .iter()
            .any(|&token| line.is_any(token, &["set", "considering"]));
    if drafts[index].kind == "AGREE" && intends {
        // A plan is no promise: where its act is told, the act is the row, and planned.
        drafts[index].folded = true;
        for &position in &inner {
            drafts[position].reality.status = Status::Planned;
        }
        return;
    }
    if let Some(position) = first {
        let hostile = matches!(
            drafts[position].kind.as_str(),
            "ASSAULT" | "COERCE" | "SANCTION" | "THREATEN"
        );
        let object = ObjectDraft {
            kind: Some(drafts[position].label()),
            start: drafts[position].trigger.start,
            end: drafts[position].trigger.end,
            polarity: polarity(line, from, drafts[position].trigger.start),
        };
        let turns =
            drafts[index].kind == "AGREE" && hostile && vowed && object.polarity == Polarity::Do;
        if turns || drafts[index].kind == "THREATEN" {
            let mode = threatened(&drafts[position])
                .or(drafts[index].mode.as_deref())
                .map(str::to_owned);
            drafts[index].becomes("THREATEN", mode.as_deref(), ontology);
        } else if matches!(drafts[index].kind.as_str(), "REQUEST" | "REJECT") {
            let kind = drafts[index].kind.clone();
            let mode = asked(&drafts[position]);
            drafts[index].becomes(&kind, mode, ontology);
        }
        drafts[index].object = Some(object);
        if matches!(drafts[index].kind.as_str(), "AGREE" | "REJECT" | "THREATEN")
            && drafts[index].roles.recipients.is_empty()
        {
            // “Refused to meet the envoy”: whom the act would reach is whom its refusal reaches.
            let given = &drafts[position];
            let reached = if given.trigger.frame.reciprocal {
                &given.roles.actors
            } else {
                &given.roles.recipients
            };
            let actors = &drafts[index].roles.actors;
            drafts[index].roles.recipients = reached
                .iter()
                .filter(|party| !actors.iter().any(|actor| actor.who == party.who))
                .cloned()
                .collect();
        }
        for position in inner {
            drafts[position].folded = true;
        }
        return;
    }
    // What is asked or refused without a frame of its own still has words.
    let next = groups.partition_point(|group| group.start < from);
    if let Some(group) = groups.get(next).filter(|group| {
        group.start < end && group.start <= from + 3 && line.tags[group.head] != Tag::Pronoun
    }) {
        drafts[index].object = Some(ObjectDraft {
            kind: None,
            start: group.start,
            end: group.end,
            polarity: polarity(line, from, group.start),
        });
    }
}

/// Whether a verb belongs to the complement: an infinitive, a gerund, or the verb of a “that” clause.
fn governed_verb(line: &Line<'_>, from: usize, verb: usize) -> bool {
    let group = line.verb_group(verb);
    let infinitive = (group..verb).any(|token| line.tags[token] == Tag::To);
    let gerund = line.lower(verb).ends_with("ing");
    let that = (from..verb).any(|token| line.is(token, "that"));
    let adjacent = group <= from + 1;
    infinitive || gerund || that || adjacent
}

/// Whether a noun stands after a clause of its own has begun.
fn after_subject(line: &Line<'_>, from: usize, noun: usize) -> bool {
    (from..noun).any(|token| line.tags[token] == Tag::Relative)
}

fn polarity(line: &Line<'_>, from: usize, to: usize) -> Polarity {
    let stops = |token: usize| {
        line.tags[token] == Tag::Negation
            || line.is_any(
                token,
                &[
                    "end", "stop", "halt", "cease", "refrain", "avoid", "stopping", "ending",
                    "against",
                ],
            )
    };
    if (from.saturating_sub(1)..to).any(stops) {
        Polarity::Refrain
    } else {
        Polarity::Do
    }
}

/// The mode of a threat by what is threatened.
fn threatened(object: &Draft<'_>) -> Option<&'static str> {
    Some(match (object.kind.as_str(), object.mode.as_deref()) {
        ("ASSAULT" | "MOBILIZE", _) => "violence",
        ("COERCE", Some("arrest")) => "arrest",
        ("COERCE", Some("seize")) => "territory",
        ("COERCE", Some("deport")) | ("SANCTION", Some("expel")) => "expel",
        ("COERCE", _) => "restrict",
        ("SANCTION" | "REJECT" | "RETREAT", _) => "relations",
        _ => return None,
    })
}

/// The mode of a request or refusal by what is asked.
fn asked(object: &Draft<'_>) -> Option<&'static str> {
    Some(match object.kind.as_str() {
        "AID" | "COOPERATE" | "SUPPORT" => "assist",
        "CONSULT" | "AGREE" => "meet",
        "RETREAT" | "CONCEDE" => "yield",
        "COERCE" | "SANCTION" | "ACCUSE" => "change",
        _ => return None,
    })
}

/// “Will release” is a promise, “will not meet” a refusal, “will attack if” a threat.
fn refused_or_promised(
    line: &Line<'_>,
    groups: &[Group],
    draft: &mut Draft<'_>,
    ontology: &Ontology,
) {
    if draft.trigger.frame.speech || draft.is_noun() {
        return;
    }
    let future = draft.reality.promised;
    let cooperative = matches!(draft.quad, 1 | 2);
    let label = draft.label();
    let about = |draft: &Draft<'_>, polarity| {
        let next = groups.partition_point(|group| group.start < draft.trigger.end);
        let end = groups
            .get(next)
            .filter(|group| group.start <= draft.trigger.end + 1)
            .map_or(draft.trigger.end, |group| group.end);
        Some(ObjectDraft {
            kind: Some(label.clone()),
            start: draft.trigger.start,
            end,
            polarity,
        })
    };
    if future && draft.reality.status == Status::DidNotHappen && cooperative {
        let mode = asked(draft);
        draft.object = about(draft, Polarity::Do);
        draft.becomes("REJECT", mode, ontology);
        draft.reality.status = Status::Happened;
    } else if future
        && draft.reality.status == Status::Planned
        && matches!(
            draft.kind.as_str(),
            "AID" | "COOPERATE" | "RETREAT" | "CONCEDE" | "SUPPORT"
        )
    {
        draft.object = about(draft, Polarity::Do);
        draft.becomes("AGREE", None, ontology);
    } else if future && draft.quad == 4 && draft.kind != "PROTEST" {
        let conditional = (0..line.len()).any(|token| line.is_any(token, &["if", "unless"]));
        if conditional {
            let mode = threatened(draft);
            draft.object = about(draft, Polarity::Do);
            draft.becomes("THREATEN", mode, ontology);
            draft.reality.status = Status::Happened;
        }
    }
}

/// Folds a second word for an act into the first: “met for talks”, “shelling killed”.
fn fold(clauses: &Clauses, drafts: &mut [Draft<'_>]) {
    for later in 1..drafts.len() {
        if drafts[later].folded {
            continue;
        }
        for earlier in (0..later).rev() {
            if drafts[earlier].folded || drafts[earlier].kind != drafts[later].kind {
                continue;
            }
            let (one, two) = (&drafts[earlier], &drafts[later]);
            let same_clause = clauses.of(one.trigger.start) == clauses.of(two.trigger.start);
            let near = two.trigger.start < one.trigger.end + 14;
            let bare = |draft: &Draft<'_>| {
                draft.roles.actors.is_empty() && draft.roles.recipients.is_empty()
            };
            let shared = one
                .roles
                .actors
                .iter()
                .any(|party| two.roles.actors.iter().any(|other| other.who == party.who));
            let noun_and_verb = one.is_noun() != two.is_noun() && same_clause && near;
            let together = noun_and_verb
                && (bare(one)
                    || bare(two)
                    || shared
                    || one.roles.actors.is_empty()
                    || two.roles.actors.is_empty())
                || two.is_noun() && bare(two) && near
                || one.is_noun() && bare(one) && near && same_clause
                || one.kind == "CONSULT" && two.is_noun() && shared && near
                || one.kind == "CONSULT" && two.purpose && near;
            if !together {
                continue;
            }
            // The verb carries tense and roles; keep it, and take what only the noun knows.
            let (keep, drop) = if one.is_noun() && !two.is_noun() {
                (later, earlier)
            } else {
                (earlier, later)
            };
            let given = drafts[drop].clone();
            let kept = &mut drafts[keep];
            if kept.mode.is_none() {
                kept.mode.clone_from(&given.mode);
                if kept.mode.is_some() {
                    kept.cameo.clone_from(&given.cameo);
                }
            }
            for context in given.contexts {
                if !kept.contexts.contains(&context) {
                    kept.contexts.push(context);
                }
            }
            if kept.roles.actors.is_empty() {
                kept.roles.actors = given.roles.actors;
            }
            if kept.roles.recipients.is_empty() {
                kept.roles.recipients = given.roles.recipients;
            }
            drafts[drop].folded = true;
            break;
        }
    }
}

/// Verbs that bind the one who says them.
const VOWS: &[&str] = &[
    "vow",
    "vows",
    "vowed",
    "vowing",
    "pledge",
    "pledged",
    "pledges",
    "promise",
    "promised",
    "promises",
    "swear",
    "swore",
    "sworn",
    "ready",
    "prepared",
    "willing",
    "determined",
];

/// Verbs that only look ahead.
const INTENTIONS: &[&str] = &[
    "plan",
    "plans",
    "planned",
    "planning",
    "intend",
    "intends",
    "intended",
    "intending",
    "aim",
    "aims",
    "aimed",
    "aiming",
];
