//! Arguments: who does it, and to whom, by the slots of the trigger's frame.
//!
//! Works over noun groups and clauses; the slots are grammatical, so that a dependency tree can
//! take this module's place. A role that no words fill stays empty.

use lexicon::frames::{Classes, Slot, UnitKind};

use super::clauses::Clauses;
use super::line::Tag;
use super::parties::{Cast, Party};
use super::trigger::Trigger;

/// How far after a trigger a preposition may stand, in tokens.
const REACH: usize = 18;

/// Who fills the roles of a trigger.
#[derive(Clone, Debug, Default)]
pub(super) struct Roles {
    pub(super) actors: Vec<Party>,
    pub(super) recipients: Vec<Party>,
    /// The first noun group after the trigger: what an act of speech is about.
    pub(super) object: Option<usize>,
    /// Whether the subject is neither a name nor people.
    pub(super) odd_subject: bool,
    /// Whether an actor stands next to the trigger rather than far off.
    pub(super) near: bool,
}

/// Finds the roles of a trigger.
pub(super) fn roles(
    cast: &Cast<'_>,
    clauses: &Clauses,
    trigger: &Trigger<'_>,
    boundary: usize,
) -> Roles {
    let finder = Finder {
        cast,
        clauses,
        trigger,
        boundary,
    };
    let mut roles = match trigger.kind {
        UnitKind::Verb => finder.verb(),
        UnitKind::Fixed if cast.line.tags[trigger.end - 1] != Tag::Noun => finder.verb(),
        UnitKind::Noun | UnitKind::Fixed => finder.noun(),
    };
    if trigger.frame.reciprocal {
        let recipients = std::mem::take(&mut roles.recipients);
        roles.actors.extend(recipients);
    }
    let mut actors: Vec<Party> = Vec::new();
    for party in roles.actors.drain(..) {
        if !actors.iter().any(|other| other.who == party.who) {
            actors.push(party);
        }
    }
    roles.actors = actors;
    let mut recipients: Vec<Party> = Vec::new();
    for party in roles.recipients.drain(..) {
        let known = roles
            .actors
            .iter()
            .chain(&recipients)
            .any(|other| other.who == party.who);
        if !known {
            recipients.push(party);
        }
    }
    roles.recipients = recipients;
    roles
}

struct Finder<'a> {
    cast: &'a Cast<'a>,
    clauses: &'a Clauses,
    trigger: &'a Trigger<'a>,
    /// One past the last token that may hold an argument.
    boundary: usize,
}

impl Finder<'_> {
    fn verb(&self) -> Roles {
        let line = self.cast.line;
        let start = self.trigger.start;
        let group_start = line.verb_group(start);
        let helped_by_be = (group_start..start).any(|token| line.classes(token).any(Classes::BE));
        let participle = self.trigger.form.any(Classes::PARTICIPLE);
        let takes_object = self.trigger.frame.recipient.contains(&Slot::Object);
        let by = self.preposition("by", 10);
        let object_follows = self.object_position().is_some();
        // “Opened investigations against”: with its own noun as object the verb is active.
        let with_noun = trigger_ends_in_noun(line, self.trigger);
        let reduced = participle
            && !with_noun
            && group_start == start
            && takes_object
            && !object_follows
            && (by.is_some() || self.follows_its_noun());
        let passive =
            participle && takes_object && (helped_by_be || reduced) && !line.is(start, "been");
        let mut roles = Roles {
            near: true,
            ..Roles::default()
        };
        roles.object = self.object_position();
        let subject = if reduced && !helped_by_be {
            self.group_before(start)
        } else {
            self.subject(start)
        };
        if passive {
            if let Some(by) = by {
                roles.actors = self.all_at(by);
            }
            if let Some(subject) = subject {
                roles.recipients = self.everyone(subject);
            }
            return roles;
        }
        if let Some(controller) = self.controller(group_start) {
            roles.actors = self.everyone(controller);
        } else if let Some(subject) = subject {
            roles.actors = self.agents(subject);
            let group = &self.cast.groups[subject];
            let head = line.tags[group.head];
            roles.odd_subject = head == Tag::Noun
                && !line.classes(group.head).any(Classes::AGENT)
                && self.cast.party(subject).is_none();
            roles.near = self.cast.groups[subject].end + 12 > start;
        }
        // “Demanded that Oman release”: whoever is to act is the subject of the clause.
        let that = line.is(self.trigger.end, "that") || line.is(self.trigger.end - 1, "that");
        if that && matches!(self.trigger.frame.event_type.as_str(), "REQUEST" | "ACCUSE") {
            let after = self.trigger.end + usize::from(line.is(self.trigger.end, "that"));
            let next = self
                .cast
                .groups
                .partition_point(|group| group.start < after);
            if self
                .cast
                .groups
                .get(next)
                .is_some_and(|group| group.start == after)
            {
                roles.recipients = self.everyone(next);
                return roles;
            }
        }
        for slot in &self.trigger.frame.recipient {
            roles.recipients = match slot {
                Slot::Object => self.objects(),
                Slot::After(preposition) => self
                    .preposition(preposition, REACH)
                    .map(|group| self.everyone(group))
                    .unwrap_or_default(),
                Slot::Subject | Slot::Genitive => Vec::new(),
            };
            if !roles.recipients.is_empty() {
                break;
            }
        }
        roles
    }

    fn noun(&self) -> Roles {
        let cast = self.cast;
        let mut roles = Roles::default();
        let own = self.group_of(self.trigger.start);
        for slot in &self.trigger.frame.noun_actor {
            let found = match slot {
                Slot::Genitive => own
                    .and_then(|own| cast.modifier(own, self.trigger.start))
                    .into_iter()
                    .collect(),
                Slot::After(preposition) => self
                    .preposition(preposition, REACH)
                    .map(|group| self.everyone(group))
                    .unwrap_or_default(),
                Slot::Subject | Slot::Object => Vec::new(),
            };
            let mut found: Vec<Party> = found;
            // “After talks with Lavrov, Kerry said”: a meeting with one side named has the subject on
            // the other.
            let alone =
                self.trigger.frame.reciprocal && found.len() == 1 && roles.actors.is_empty();
            if alone
                && matches!(slot, Slot::After(word) if &**word == "with")
                && let Some(subject) = self.subject(self.trigger.start)
            {
                found.extend(self.agents(subject));
            }
            let stop = !found.is_empty() && !self.trigger.frame.reciprocal;
            roles.actors.extend(found);
            if stop {
                break;
            }
        }
        roles.near = !roles.actors.is_empty();
        for slot in &self.trigger.frame.noun_recipient {
            if let Slot::After(preposition) = slot {
                roles.recipients = self
                    .preposition(preposition, REACH)
                    .map(|group| self.everyone(group))
                    .unwrap_or_default();
                if !roles.recipients.is_empty() {
                    break;
                }
            }
        }
        if roles.actors.is_empty()
            && let Some(own) = own
        {
            roles.actors = self.carried(own);
        }
        roles
    }

    /// Whoever is blamed “for blocking” or accused “of attacking” is the one who does it.
    fn controller(&self, group_start: usize) -> Option<usize> {
        let line = self.cast.line;
        if let Some(absolute) = self.absolute(group_start) {
            return Some(absolute);
        }
        let preposition = group_start.checked_sub(1)?;
        if !self.trigger.form.any(Classes::ING)
            || !line.is_any(preposition, &["for", "of", "from", "over"])
        {
            return None;
        }
        let before = self.group_before(preposition)?;
        let group = &self.cast.groups[before];
        (group.end == preposition && self.cast.party(before).is_some()).then_some(before)
    }

    /// “With Ade and Musa both meeting the envoy”: those named between “with” and the participle.
    fn absolute(&self, group_start: usize) -> Option<usize> {
        let line = self.cast.line;
        let before = self.group_before(group_start)?;
        let adjacent = (self.cast.groups[before].end..group_start)
            .all(|token| line.tags[token] == Tag::Adverb);
        if !adjacent || !self.trigger.form.any(Classes::ING) {
            return None;
        }
        (before.saturating_sub(4)..=before).find(|&first| {
            self.cast.groups[first]
                .after
                .is_some_and(|preposition| line.is(preposition, "with"))
                && self.cast.coordinated(first).contains(&before)
        })
    }

    /// The subject of a light verb before the noun: “Turkey continued its attacks”.
    fn carried(&self, own: usize) -> Vec<Party> {
        let line = self.cast.line;
        let group = &self.cast.groups[own];
        let own_determiner = line.is_any(group.start, &["its", "his", "her", "their", "our"]);
        let verb = (group.start > 0)
            .then(|| group.start - 1)
            .filter(|&token| line.tags[token] == Tag::Verb);
        let light = verb.is_some_and(|verb| line.is_any(verb, LIGHT_VERBS));
        if !(own_determiner || light) {
            return Vec::new();
        }
        self.clauses
            .subject(self.trigger.start)
            .filter(|&subject| subject != own)
            .map(|subject| self.agents(subject))
            .unwrap_or_default()
    }

    /// The subject's first group: the clause's, or what stands before a participle.
    fn subject(&self, token: usize) -> Option<usize> {
        let subject = self.clauses.subject(token)?;
        (self.cast.groups[subject].start < token).then_some(subject)
    }

    /// The parties of a subject; an act as subject stands for whoever did it.
    fn agents(&self, subject: usize) -> Vec<Party> {
        let cast = self.cast;
        if let Some(party) = self.resumed(subject) {
            return vec![party];
        }
        let all: Vec<Party> = cast
            .coordinated(subject)
            .into_iter()
            .filter_map(|group| cast.party(group))
            .collect();
        if !all.is_empty() {
            return all;
        }
        let group = &cast.groups[subject];
        if let Some(party) = cast.modifier(subject, group.end) {
            return vec![party];
        }
        // “An attack by rebels killed two”, “members of the militia beat him”.
        let mut at = subject + 1;
        while let Some(next) = cast.groups.get(at) {
            let Some(preposition) = next.after.filter(|&preposition| {
                preposition + 1 >= next.start && preposition == cast.groups[at - 1].end
            }) else {
                break;
            };
            let wanted = cast.line.is(preposition, "by")
                || cast.line.is(preposition, "of") && !cast.is_event_noun(subject);
            if wanted && let Some(party) = cast.party(at) {
                return vec![party];
            }
            at += 1;
        }
        Vec::new()
    }

    /// “Japan said it had halted aid”, “the rebels fled after they attacked”: a pronoun that nobody
    /// resolved is the subject of the clause that its own hangs on.
    fn resumed(&self, subject: usize) -> Option<Party> {
        let cast = self.cast;
        let group = &cast.groups[subject];
        if cast.line.tags[group.head] != Tag::Pronoun
            || !cast.line.is_any(group.head, &["it", "they", "he", "she"])
            || cast.is_mention(group)
        {
            return None;
        }
        let sayer = self.clauses.sayer(group.start)?;
        // “Police fired at protesters after they threw stones”: with other people in between, the
        // pronoun could be theirs.
        let last = cast.coordinated(sayer).last().copied().unwrap_or(sayer);
        let others = (last + 1..subject).any(|between| {
            cast.line
                .classes(cast.groups[between].head)
                .any(Classes::AGENT)
        });
        if others {
            return None;
        }
        let party = cast
            .party(sayer)
            .or_else(|| cast.modifier(sayer, cast.groups[sayer].end))?;
        Some(Party {
            who: party.who,
            span: cast.line.span(group.start, group.end),
        })
    }

    /// The object: inside the trigger's gap, else right after it.
    fn object_position(&self) -> Option<usize> {
        let cast = self.cast;
        let trigger = self.trigger;
        if trigger.has_gap() {
            let first = cast
                .groups
                .partition_point(|group| group.end <= trigger.matched[0]);
            let inside = cast.groups[first..]
                .iter()
                .take_while(|group| group.start < trigger.end)
                .position(|group| {
                    group.after.is_none()
                        && group.start > trigger.matched[0]
                        && !trigger.matched.iter().any(|&token| group.holds(token))
                });
            if let Some(inside) = inside {
                return Some(first + inside);
            }
        }
        let first = cast
            .groups
            .partition_point(|group| group.start < trigger.end);
        let group = cast.groups.get(first)?;
        let between =
            (trigger.end..group.start).all(|token| matches!(cast.line.tags[token], Tag::Adverb));
        if between && group.start < self.boundary {
            if cast.timed[first] {
                let next = cast.groups.get(first + 1)?;
                return (next.start == group.end && !cast.timed[first + 1]).then_some(first + 1);
            }
            return Some(first);
        }
        None
    }

    fn objects(&self) -> Vec<Party> {
        self.object_position()
            .map(|group| self.everyone(group))
            .unwrap_or_default()
    }

    /// All parties of a coordination; where none of the heads can act, whom its words name.
    fn everyone(&self, position: usize) -> Vec<Party> {
        let cast = self.cast;
        let all: Vec<Party> = cast
            .coordinated(position)
            .into_iter()
            .filter_map(|group| cast.party(group))
            .collect();
        if !all.is_empty() {
            return all;
        }
        let group = &cast.groups[position];
        if let Some(party) = cast.modifier(position, group.end) {
            return vec![party];
        }
        let mut at = position + 1;
        while let Some(next) = cast
            .groups
            .get(at)
            .filter(|next| next.start < self.boundary && at < position + 4)
        {
            let attached = next.after.is_some_and(|preposition| {
                preposition == cast.groups[at - 1].end
                    && cast.line.is_any(
                        preposition,
                        &["of", "by", "against", "on", "in", "from", "to", "at"],
                    )
            });
            if !attached {
                break;
            }
            if let Some(party) = cast.party(at).or_else(|| cast.modifier(at, next.end)) {
                return vec![party];
            }
            at += 1;
        }
        Vec::new()
    }

    fn all_at(&self, position: usize) -> Vec<Party> {
        self.everyone(position)
    }

    /// The group after a preposition that follows the trigger within reach.
    fn preposition(&self, preposition: &str, reach: usize) -> Option<usize> {
        let cast = self.cast;
        let first = cast
            .groups
            .partition_point(|group| group.start < self.trigger.end);
        let limit = self.boundary.min(self.trigger.end + reach);
        for (offset, group) in cast.groups[first..].iter().enumerate() {
            if group.start >= limit {
                break;
            }
            if group.after.is_some_and(|after| {
                after + 1 >= self.trigger.end
                    && cast.line.is(after, preposition)
                    // “Talks on the future of Chad”: “of” belongs to the noun right before it.
                    && (preposition != "of" || after == self.trigger.end)
            }) && !cast.timed[first + offset]
            {
                return Some(first + offset);
            }
        }
        // A trigger whose last word is the preposition itself (“fire on”).
        let own = cast.line.is(self.trigger.end - 1, preposition);
        let group = cast.groups.get(first)?;
        (own && group.start == self.trigger.end && group.start < limit).then_some(first)
    }

    /// Whether a participle stands right after a noun group and another verb is the clause's own.
    fn follows_its_noun(&self) -> bool {
        let line = self.cast.line;
        let start = self.trigger.start;
        let after_noun = start > 0 && matches!(line.tags[start - 1], Tag::Noun | Tag::Name);
        let prepositional = matches!(
            line.tag(self.trigger.end),
            Some(Tag::Preposition | Tag::Mark)
        );
        let finite = |token: usize| {
            let to = token > 0 && line.tags[token - 1] == Tag::To;
            matches!(line.tags[token], Tag::Verb | Tag::Auxiliary)
                && !to
                && !line.lower(token).ends_with("ing")
        };
        let subject = self
            .clauses
            .subject(start)
            .map_or(start, |subject| self.cast.groups[subject].end);
        let earlier_verb = (subject..start).any(finite);
        let later_verb = (self.trigger.end..self.boundary.min(start + 14)).any(|token| {
            finite(token) && !matches!(line.tags[token - 1], Tag::Conjunction | Tag::Mark)
        });
        after_noun && prepositional && (earlier_verb || later_verb)
    }

    fn group_before(&self, token: usize) -> Option<usize> {
        let next = self
            .cast
            .groups
            .partition_point(|group| group.start < token);
        next.checked_sub(1)
    }

    fn group_of(&self, token: usize) -> Option<usize> {
        let position = self.cast.groups.partition_point(|group| group.end <= token);
        self.cast
            .groups
            .get(position)
            .filter(|group| group.holds(token))
            .map(|_| position)
    }
}

fn trigger_ends_in_noun(line: &super::line::Line<'_>, trigger: &Trigger<'_>) -> bool {
    trigger.matched.len() > 1 && line.tags[trigger.end - 1] == Tag::Noun
}

/// Verbs that say only that the noun after them took place, with their subject as its actor.
const LIGHT_VERBS: &[&str] = &[
    "launch",
    "launched",
    "launches",
    "begin",
    "began",
    "begins",
    "start",
    "started",
    "continue",
    "continued",
    "continues",
    "conduct",
    "conducted",
    "carry",
    "carried",
    "stage",
    "staged",
    "hold",
    "held",
    "make",
    "made",
    "makes",
    "resume",
    "resumed",
    "end",
    "ended",
    "halt",
    "halted",
    "intensify",
    "intensified",
    "increase",
    "increased",
    "express",
    "expressed",
    "give",
    "gave",
    "impose",
    "imposed",
    "issue",
    "issued",
    "renew",
    "renewed",
    "step",
    "stepped",
    "provide",
    "provided",
    "offer",
    "offered",
    "announce",
    "announced",
    "repeat",
    "repeated",
    "voice",
    "voiced",
    "use",
    "used",
    "commit",
    "committed",
    "conclude",
    "concluded",
];
