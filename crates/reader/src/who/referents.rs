//! Who and what a pronoun may mean at a point of the text, and how much each is on the reader's
//! mind there.
//!
//! The weights follow Lappin and Leass (1994): every sentence that mentions a referent adds the
//! weight of its best role there, and what earlier sentences gave is halved with each new one.

use lexicon::Gender;
use record::{DependencyRelation as Relation, Syntax, Tree};

/// What a pronoun must agree with.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Traits {
    /// One human being: “he”, “she”.
    pub(super) person: bool,
    /// One thing, place or body: “it”.
    pub(super) thing: bool,
    /// Several, or a body of people: “they”.
    pub(super) many: bool,
    pub(super) gender: Option<Gender>,
}

/// Somebody or something that the text has mentioned.
#[derive(Clone, Debug)]
pub(super) struct Referent {
    /// The entity, where it has one; others are only there to be meant instead of one.
    pub(super) draft: Option<usize>,
    pub(super) traits: Traits,
    /// The sentence of the last mention.
    pub(super) sentence: usize,
    /// Head tokens of the mentions in the sentence at hand.
    pub(super) heads: Vec<usize>,
    /// The dictionary form of a description's noun.
    pub(super) lemma: record::Symbol,
    /// How much the whole document has to do with it.
    pub(super) standing: f32,
    /// Whether its last mention was a subject.
    pub(super) subject: bool,
    /// Whether it is a place: “it” and “they” mean one that acts, not where something is.
    pub(super) place: bool,
    /// Whether it is who spoke last.
    pub(super) voice: bool,
    /// The entities that it is, where it is several.
    pub(super) parts: Vec<usize>,
    /// Entities that a description gives as its examples: “critics like Aker and Berg”.
    pub(super) examples: Vec<usize>,
    /// The token of the last noun that described it.
    pub(super) noun: usize,
    past: f32,
    here: f32,
}

impl Referent {
    pub(super) fn new(draft: Option<usize>, traits: Traits, lemma: record::Symbol) -> Self {
        Self {
            draft,
            traits,
            sentence: 0,
            heads: Vec::new(),
            lemma,
            standing: 0.0,
            subject: false,
            place: false,
            voice: false,
            parts: Vec::new(),
            examples: Vec::new(),
            noun: 0,
            past: 0.0,
            here: 0.0,
        }
    }

    /// Whether it is only described, and no entity.
    pub(super) fn is_description(&self) -> bool {
        self.draft.is_none() && self.parts.is_empty()
    }

    /// How much it is on the reader's mind.
    pub(super) fn weight(&self) -> f32 {
        self.past + self.here + self.standing
    }

    /// Takes up another mention.
    pub(super) fn see(&mut self, sentence: usize, head: usize, weight: f32) {
        self.sentence = sentence;
        self.heads.push(head);
        self.subject = weight >= 310.0;
        self.here = self.here.max(weight);
    }

    /// Takes over what was thought to be another.
    pub(super) fn absorb(&mut self, other: &Self) {
        self.voice |= other.voice;
        self.past = self.past.max(other.past);
        self.here = self.here.max(other.here);
        self.heads.extend(&other.heads);
    }

    /// A new sentence begins.
    pub(super) fn fade(&mut self) {
        self.past = f32::midpoint(self.past, self.here);
        self.here = 0.0;
        self.heads.clear();
    }
}

/// The token whose role a token shares: of “Aker” in “the minister, Ann Aker” and of “Berg” in
/// “Aker and Berg” the first.
pub(super) fn standing(syntax: &Syntax, tree: &Tree, token: usize) -> usize {
    let mut at = token;
    // Where heads run in a circle, no walk is long.
    for _ in 0..8 {
        match (syntax.tokens[at].relation, tree.head(at)) {
            (Relation::Conjunct | Relation::Apposition | Relation::Flat, Some(head)) => {
                at = head;
            }
            _ => break,
        }
    }
    at
}

/// What a mention is worth by its role in the sentence.
pub(super) fn weight(syntax: &Syntax, tree: &Tree, token: usize) -> f32 {
    match syntax.tokens[standing(syntax, tree, token)].relation {
        Relation::Subject | Relation::PassiveSubject | Relation::OuterSubject => 310.0,
        Relation::Object | Relation::Root => 280.0,
        Relation::IndirectObject | Relation::Oblique | Relation::Agent => 220.0,
        Relation::NominalModifier | Relation::Possessor => 150.0,
        Relation::Compound | Relation::AdjectivalModifier | Relation::DescriptiveModifier => 100.0,
        _ => 200.0,
    }
}
