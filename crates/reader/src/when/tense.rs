//! Whether an expression's clause looks back or ahead, as the tree of its sentence tells.
//!
//! “She left Monday after the court ruled that he will stay”: the verb that “Monday” hangs on is
//! past, whatever stands nearer. From the expression the walk goes up to the first predicate, and
//! on from there where that one has no tense of its own (“planned *to leave* Thursday”).

use record::{DependencyRelation as Relation, Span, Syntax, Upos};

use super::expression::Tense;

/// Steps up the tree; nobody writes time expressions deeper.
const STEPS: usize = 10;
/// Auxiliaries stand this near to their verb; a longer look would cost more in endless sentences.
const NEAR: usize = 24;

/// What the tree tells of the expression with these words; nothing where it has no verb.
///
/// `weekday` says that the words name a weekday: only for days does the present tense look ahead
/// (“they meet Monday”), while “prices are low in March” looks nowhere.
pub(super) fn of(
    text: &str,
    syntax: &Syntax,
    sentence: usize,
    span: Span,
    weekday: bool,
) -> Option<Told> {
    let unsure = |tense| Some(Told { tense, sure: false });
    let walk = Walk {
        syntax,
        weekday,
        range: syntax.sentences.get(sentence)?.tokens(),
    };
    let head = walk.head_of(span)?;
    let first = walk.first_of(span);
    if let Some(before) = first.checked_sub(1).filter(|at| walk.range.contains(at)) {
        let lemma = syntax.lemma(before);
        // “He said Friday that …”, however long the sentence goes on.
        if SAYING.contains(&lemma) && walk.xpos(before) == "VBD" {
            return unsure(Tense::Told);
        }
        // “until Monday”, “effective Feb. 1”, “called a strike for Monday”
        if matches!(lemma, "until" | "till" | "effective") || weekday && lemma == "for" {
            return Some(Told {
                tense: Tense::Future,
                sure: true,
            });
        }
    }
    let whole = |text: &str| text.ends_with("'s") || text.ends_with("’s");
    let owns = matches!(
        walk.relation(head),
        Relation::Possessor | Relation::Compound
    ) || whole(syntax.tokens[head].span.of(text));
    if weekday && owns {
        // “they will fight Friday's ruling”: the verb is not the ruling's.
        return unsure(Tense::Unclear);
    }
    walk.up(head)
}

/// Whether the expression describes a noun of a clause: “the law of May 1998 was repealed”.
pub(super) fn is_aside(syntax: &Syntax, sentence: usize, span: Span) -> bool {
    let Some(range) = syntax.sentences.get(sentence).map(|it| it.tokens()) else {
        return false;
    };
    let walk = Walk {
        syntax,
        weekday: false,
        range,
    };
    walk.head_of(span).is_some_and(|head| {
        matches!(
            walk.relation(head),
            Relation::Compound
                | Relation::Possessor
                | Relation::NominalModifier
                | Relation::UnmarkedNominalModifier
                | Relation::AdjectivalModifier
                | Relation::NumericModifier
        )
    })
}

/// What the verb of an expression tells.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told {
    pub(super) tense: Tense,
    /// Whether the expression hangs on that verb itself, and not on a noun below it.
    pub(super) sure: bool,
}

/// Verbs whose present tense tells what was said already.
const SAYING: [&str; 10] = [
    "say", "tell", "report", "announce", "write", "add", "warn", "state", "declare", "show",
];

/// Words that look ahead to what their infinitive names, or to their own day (“due Friday”).
const AHEAD: [&str; 34] = [
    "about", "agree", "aim", "ask", "decide", "demand", "due", "expect", "go", "hope", "intend",
    "invite", "likely", "need", "order", "plan", "poise", "prepare", "promise", "propose", "ready",
    "require", "schedule", "seek", "set", "slate", "summon", "supposed", "suppose", "threaten",
    "urge", "vow", "want", "wish",
];

/// Participles and adjectives that appoint a day: “a vote scheduled for Monday”.
const APPOINTING: [&str; 8] = [
    "due", "expect", "plan", "poise", "schedule", "set", "slate", "supposed",
];

/// Nouns whose infinitive is no plan: “the first to arrive”, “an attempt to flee”.
const NOT_PLANS: [&str; 8] = [
    "attempt", "bid", "effort", "failure", "first", "last", "one", "refusal",
];

struct Walk<'a> {
    syntax: &'a Syntax,
    weekday: bool,
    range: std::ops::Range<usize>,
}

impl Walk<'_> {
    fn xpos(&self, token: usize) -> &str {
        self.syntax.xpos(token)
    }

    fn relation(&self, token: usize) -> Relation {
        self.syntax.tokens[token].relation
    }

    fn parent(&self, token: usize) -> Option<usize> {
        let head = self.syntax.tokens[token].head? as usize;
        self.range.contains(&head).then_some(head)
    }

    fn first_of(&self, span: Span) -> usize {
        self.syntax.token_from(span.start as usize)
    }

    /// The word of the expression that the rest of it hangs on.
    fn head_of(&self, span: Span) -> Option<usize> {
        let tokens = &self.syntax.tokens;
        let inside = |token: usize| tokens[token].span.start < span.end;
        let first = self.first_of(span);
        (first..self.range.end.min(first + NEAR))
            .take_while(|&token| inside(token))
            .find(|&token| {
                self.parent(token)
                    .is_none_or(|head| head < first || !inside(head))
            })
    }

    /// The auxiliaries, the copula and the infinitive's “to” of a predicate.
    fn helpers(&self, predicate: usize) -> impl Iterator<Item = usize> + '_ {
        let first = predicate.saturating_sub(NEAR).max(self.range.start);
        (first..predicate).filter(move |&token| {
            self.syntax.tokens[token].head == Some(predicate as u32)
                && matches!(
                    self.relation(token),
                    Relation::Auxiliary
                        | Relation::PassiveAuxiliary
                        | Relation::Copula
                        | Relation::Mark
                )
        })
    }

    fn up(&self, from: usize) -> Option<Told> {
        let mut at = from;
        for step in 0..STEPS {
            match self.clause(at, from) {
                Clause::Tells(tense) => {
                    return tense.map(|tense| Told {
                        tense,
                        sure: step <= 1,
                    });
                }
                Clause::Above => at = self.parent(at)?,
            }
        }
        None
    }

    /// What the word `at` on the way up from the word `from` tells.
    fn clause(&self, at: usize, from: usize) -> Clause {
        let (mut past, mut present, mut modal, mut perfect, mut to, mut as_said) =
            (false, false, false, false, false, false);
        for helper in self.helpers(at) {
            let lemma = self.syntax.lemma(helper);
            match self.xpos(helper) {
                "MD" => modal = true,
                "TO" => to = true,
                "VBD" => past = true,
                "VBZ" | "VBP" => present = true,
                _ => {}
            }
            perfect |= lemma == "have";
            as_said |= lemma == "as";
        }
        let token = self.syntax.tokens[at];
        let helped = past || present || modal || to;
        if token.upos != Upos::Verb && token.upos != Upos::Auxiliary && !helped {
            return Clause::Above;
        }
        // “On May 8 officers, unsure how he would be seen, looked again”: an expression before a
        // predicate belongs to nothing below it, whatever the tree says.
        if self
            .parent(at)
            .is_some_and(|above| from < above && above < at)
        {
            return Clause::Above;
        }
        // Two subjects before one verb are those of two, and only the nearer is its own.
        let subject = |token: usize| {
            self.syntax.tokens[token].head == Some(at as u32)
                && matches!(
                    self.relation(token),
                    Relation::Subject | Relation::PassiveSubject
                )
        };
        let first = at.saturating_sub(NEAR).max(self.range.start);
        if (first..at).filter(|token| subject(*token)).count() > 1 {
            return Clause::Tells(None);
        }
        let lemma = self.syntax.lemma(at);
        let form = self.xpos(at);
        if perfect && !matches!(lemma, "schedule" | "plan" | "slate") {
            return Clause::Tells(Some(Tense::Past));
        }
        if modal {
            return Clause::Tells(Some(Tense::Future));
        }
        if to {
            // “was to begin Friday”
            if past || present {
                return Clause::Tells(Some(Tense::Future));
            }
            return self.infinitive(at);
        }
        if APPOINTING.contains(&lemma) && (helped || form == "VBN") {
            // “it began as planned Monday”
            if as_said {
                return Clause::Above;
            }
            return Clause::Tells(Some(Tense::Future));
        }
        if past {
            return Clause::Tells(Some(Tense::Past));
        }
        // “talks are held Monday”, “he is leaving Friday”, “the deadline is Friday”
        let now = Clause::Tells(self.weekday.then_some(Tense::Future));
        if present {
            return now;
        }
        match form {
            "VBD" if SAYING.contains(&lemma) => Clause::Tells(Some(Tense::Told)),
            "VBD" => Clause::Tells(Some(Tense::Past)),
            "VBZ" | "VBP" if SAYING.contains(&lemma) => Clause::Tells(Some(Tense::Told)),
            "VBZ" | "VBP" => now,
            "VBN" if self.relation(at) == Relation::Conjunct => Clause::Above,
            // “On Tuesday, the club plans a film made in Oslo”: what stands before the noun does
            // not belong to the noun's participle, whatever the tree says.
            "VBN" if from < at && self.relation(at) == Relation::ClauseOfNoun => Clause::Above,
            "VBN" => Clause::Tells(Some(Tense::Past)),
            _ if self.parent(at).is_some() => Clause::Above,
            _ => Clause::Tells(None),
        }
    }

    /// “planned to leave Thursday” looks ahead, “began to leave Thursday” does not.
    fn infinitive(&self, at: usize) -> Clause {
        let Some(head) = self.parent(at) else {
            return Clause::Tells(Some(Tense::Future));
        };
        let lemma = self.syntax.lemma(head);
        let plan = match self.relation(at) {
            Relation::ClauseOfNoun => !NOT_PLANS.contains(&lemma),
            _ => AHEAD.contains(&lemma),
        };
        if plan {
            Clause::Tells(Some(Tense::Future))
        } else {
            Clause::Above
        }
    }
}

/// What a word on the way up says.
enum Clause {
    /// It is a predicate with a tense, or the last word there is.
    Tells(Option<Tense>),
    /// The word above it decides.
    Above,
}
