//! Clauses: which verb belongs to which subject.
//!
//! One pass from left to right over tags. It knows relative clauses, subordinate clauses, the
//! contents of verbs of saying, participles after a comma, and coordination; it must not look at
//! what the words mean.

use lexicon::frames::Classes;

use super::groups::Group;
use super::line::{Line, Tag};

/// A stretch of the sentence around one subject.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Clause {
    /// First token.
    pub(super) start: usize,
    pub(super) kind: ClauseKind,
    /// The subject: position of its first noun group.
    pub(super) subject: Option<usize>,
    /// Whether “if” or the like opens it.
    pub(super) condition: bool,
    /// The clause that it interrupts or hangs on.
    parent: Option<usize>,
    verb_seen: bool,
    after_comma: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum ClauseKind {
    Main,
    /// After “when”, “because”, “after”.
    Subordinate,
    /// After “who”, “which”, “that”.
    Relative,
    /// What is said.
    Content,
    /// “…, killing five”.
    Participial,
}

/// The clauses of a sentence.
pub(super) struct Clauses {
    pub(super) list: Vec<Clause>,
    of: Vec<u32>,
}

impl Clauses {
    /// Cuts a sentence into clauses; `timed[i]` says that group `i` is a time, which is no subject.
    pub(super) fn new(line: &Line<'_>, groups: &[Group], timed: &[bool]) -> Self {
        let mut pass = Pass {
            line,
            groups,
            timed,
            list: vec![Clause::new(0, ClauseKind::Main, None)],
            of: Vec::with_capacity(line.len()),
            current: 0,
            reported: false,
            next_group: 0,
        };
        for token in 0..line.len() {
            pass.step(token);
            pass.of.push(pass.current as u32);
        }
        Self {
            list: pass.list,
            of: pass.of,
        }
    }

    /// The position of the clause of a token.
    pub(super) fn of(&self, token: usize) -> usize {
        self.of.get(token).map_or(0, |&clause| clause as usize)
    }

    /// The subject of the clause that a clause hangs on.
    pub(super) fn sayer(&self, token: usize) -> Option<usize> {
        let clause = self.list[self.of(token)];
        if matches!(clause.kind, ClauseKind::Main | ClauseKind::Participial) {
            return None;
        }
        clause.parent.and_then(|parent| self.list[parent].subject)
    }

    /// The subject's first noun group.
    pub(super) fn subject(&self, token: usize) -> Option<usize> {
        self.list[self.of(token)].subject
    }
}

impl Clause {
    fn new(start: usize, kind: ClauseKind, parent: Option<usize>) -> Self {
        Self {
            start,
            kind,
            subject: None,
            condition: false,
            parent,
            verb_seen: false,
            after_comma: false,
        }
    }
}

struct Pass<'a> {
    line: &'a Line<'a>,
    groups: &'a [Group],
    timed: &'a [bool],
    list: Vec<Clause>,
    of: Vec<u32>,
    current: usize,
    /// Whether the last finite verb was one of saying.
    reported: bool,
    next_group: usize,
}

impl Pass<'_> {
    fn step(&mut self, token: usize) {
        while self.next_group < self.groups.len() && self.groups[self.next_group].end <= token {
            self.next_group += 1;
        }
        match self.line.tags[token] {
            Tag::Subordinator => self.subordinator(token),
            Tag::Relative => self.relative(token),
            Tag::Mark => self.mark(token),
            Tag::Conjunction => self.conjunction(token),
            Tag::Verb | Tag::Auxiliary => self.verb(token),
            _ => self.group(token),
        }
    }

    fn clause(&mut self) -> &mut Clause {
        &mut self.list[self.current]
    }

    fn open(&mut self, start: usize, kind: ClauseKind) {
        let parent = Some(self.current);
        self.list.push(Clause::new(start, kind, parent));
        self.current = self.list.len() - 1;
        self.reported = false;
    }

    fn subordinator(&mut self, token: usize) {
        let subject = self.list[self.current].subject;
        let that = self.line.is(token, "that");
        let content = that || self.line.is(token, "whether");
        self.open(
            token,
            if content {
                ClauseKind::Content
            } else {
                ClauseKind::Subordinate
            },
        );
        let condition = self.line.classes(token).any(Classes::CONDITION);
        let participle = self.is_ing(self.skip_adverbs(token + 1));
        let clause = self.clause();
        clause.condition = condition;
        if participle {
            clause.subject = subject;
        }
    }

    fn relative(&mut self, token: usize) {
        let comma = token > 0 && self.line.is(token - 1, ",");
        let antecedent = self.groups[..self.groups.partition_point(|group| group.start < token)]
            .iter()
            .rposition(|group| group.end <= token && token - group.end <= 2);
        let mut antecedent = antecedent;
        // “the head of the agency, who met”: a person's clause hangs on the person.
        if let Some(at) = antecedent {
            let of = self.groups[at]
                .after
                .is_some_and(|preposition| self.line.is(preposition, "of"));
            if of && at > 0 && self.line.is(token, "who") {
                antecedent = Some(at - 1);
            }
        }
        self.open(token, ClauseKind::Relative);
        let subject = self
            .finite_at(self.skip_adverbs(token + 1))
            .then_some(antecedent)
            .flatten();
        let clause = self.clause();
        clause.after_comma = comma;
        clause.subject = subject;
    }

    fn mark(&mut self, token: usize) {
        let next = token + 1;
        let line = self.line;
        if line.is(token, ",") {
            let clause = self.list[self.current];
            let parent = clause.parent.map(|parent| self.list[parent]);
            let opened_sentence =
                parent.is_some_and(|parent| parent.subject.is_none() && !parent.verb_seen);
            let verb = self.finite_at(self.skip_adverbs(next));
            if let (Some(parent), true) = (
                clause.parent,
                matches!(clause.kind, ClauseKind::Subordinate | ClauseKind::Relative),
            ) && (clause.verb_seen
                && (opened_sentence
                    || verb
                    || clause.after_comma
                        && !self.is_ing(next)
                        && clause.kind == ClauseKind::Relative)
                || opened_sentence && clause.kind == ClauseKind::Subordinate)
            {
                self.current = parent;
                return;
            }
            if self.is_ing(self.skip_adverbs(next)) && self.list[self.current].verb_seen {
                let subject = self.list[self.current].subject;
                self.open(next, ClauseKind::Participial);
                self.clause().subject = subject;
            } else if self.list[self.current].verb_seen && self.starts_clause(next) {
                self.open(next, ClauseKind::Main);
            }
        } else if self.is_dash(token)
            || line.is_any(token, &[";", ":", "—", "–", "--", "(", "“", "\"", "{"])
            || (line.is_any(token, &["”", "\""])
                && self.list[self.current].verb_seen
                && self.starts_clause(next))
        {
            let clause = self.clause();
            if !clause.verb_seen && !line.is_any(token, &["(", "“", "\""]) {
                // “GENEVA: The envoy met …”: what stands before the colon is no subject.
                clause.subject = None;
            }
            if next < line.len() && (self.list[self.current].verb_seen || line.is(token, "(")) {
                self.open(next, ClauseKind::Main);
            }
        } else if line.is(token, ")")
            && let Some(parent) = self.list[self.current].parent
        {
            self.current = parent;
        }
    }

    /// A hyphen with spaces round it stands for a dash.
    fn is_dash(&self, token: usize) -> bool {
        token > 0
            && self.line.is(token, "-")
            && self.line.tokens[token].space_after
            && self.line.tokens[token - 1].space_after
    }

    fn conjunction(&mut self, token: usize) {
        if self.list[self.current].verb_seen && self.starts_clause(token + 1) {
            self.open(token + 1, ClauseKind::Main);
        }
    }

    fn verb(&mut self, token: usize) {
        let line = self.line;
        if !self.finite_at(token) {
            return;
        }
        let clause = self.list[self.current];
        // “Rebels who seized Kirkuk attacked Mosul”: a second finite verb closes the relative.
        let again = clause.verb_seen
            && clause.kind == ClauseKind::Relative
            && !clause.after_comma
            && token > 0
            && matches!(
                line.tags[token - 1],
                Tag::Noun | Tag::Name | Tag::Adverb | Tag::Number
            );
        if let (true, Some(parent)) = (again, clause.parent) {
            self.current = parent;
        }
        self.clause().verb_seen = true;
        if line.tags[token] == Tag::Verb {
            self.reported = line.classes(token).any(Classes::REPORTING);
        }
    }

    fn group(&mut self, token: usize) {
        let Some(group) = self.groups.get(self.next_group) else {
            return;
        };
        if group.start != token || group.after.is_some() || self.timed[self.next_group] {
            return;
        }
        let clause = self.list[self.current];
        if clause.verb_seen && self.reported && self.starts_clause(token) {
            self.open(token, ClauseKind::Content);
        }
        let position = self.next_group;
        let clause = self.clause();
        if clause.subject.is_none() && !clause.verb_seen {
            clause.subject = Some(position);
        }
    }

    /// Whether a noun group with a finite verb of its own starts at a token.
    fn starts_clause(&self, token: usize) -> bool {
        let token = self.skip_adverbs(token);
        let first = self.groups.partition_point(|group| group.start < token);
        let Some(group) = self.groups.get(first) else {
            return false;
        };
        if group.start != token || self.timed[first] {
            return false;
        }
        let mut at = group.end;
        let limit = token + 24;
        let mut index = first + 1;
        while at < self.line.len() && at < limit {
            let follows = self.skip_adverbs(at);
            if self.finite_at(follows) {
                return true;
            }
            match (self.line.tags.get(follows), self.groups.get(index)) {
                (Some(Tag::Preposition | Tag::Conjunction | Tag::Mark), Some(next))
                    if next.start == follows + 1
                        && (self.line.is(follows, ",") || self.line.tags[follows] != Tag::Mark) =>
                {
                    at = next.end;
                    index += 1;
                }
                _ => return false,
            }
        }
        false
    }

    fn skip_adverbs(&self, mut token: usize) -> usize {
        while matches!(self.line.tag(token), Some(Tag::Adverb | Tag::Negation)) {
            token += 1;
        }
        token
    }

    fn is_ing(&self, token: usize) -> bool {
        self.line.tag(token) == Some(Tag::Verb) && self.line.lower(token).ends_with("ing")
    }

    /// Whether a finite verb stands at a token.
    fn finite_at(&self, token: usize) -> bool {
        let after_to = token > 0
            && matches!(
                self.line.tags.get(token - 1),
                Some(Tag::To | Tag::Auxiliary)
            );
        match self.line.tag(token) {
            Some(Tag::Auxiliary) => {
                !after_to && !self.line.is_any(token, &["being", "been", "having", "be"])
            }
            Some(Tag::Verb) => {
                !after_to
                    && !self.line.lower(token).ends_with("ing")
                    && !self.line.is_any(token, &["been", "done", "be"])
            }
            _ => false,
        }
    }
}
