//! The closed inventories of Universal Dependencies for English, and the kinds of names.

use crate::document::names;

names! {
    /// A universal part of speech, as in Universal Dependencies.
    Upos {
        /// Adjective.
        Adjective "ADJ",
        /// Preposition, postposition, or particle of a phrasal verb.
        Adposition "ADP",
        /// Adverb.
        Adverb "ADV",
        /// Auxiliary verb and copula: `has`, `will`, `is`.
        Auxiliary "AUX",
        /// Coordinating conjunction: `and`, `but`.
        CoordinatingConjunction "CCONJ",
        /// Article, demonstrative or quantifier before a noun.
        Determiner "DET",
        /// Interjection.
        Interjection "INTJ",
        /// Common noun.
        Noun "NOUN",
        /// Cardinal number.
        Numeral "NUM",
        /// `not`, the infinitive's `to`, the possessive `’s`.
        Particle "PART",
        /// Pronoun.
        Pronoun "PRON",
        /// Proper noun.
        ProperNoun "PROPN",
        /// Punctuation mark.
        Punctuation "PUNCT",
        /// Subordinating conjunction: `that`, `because`.
        SubordinatingConjunction "SCONJ",
        /// Currency, percent and other signs.
        Symbol "SYM",
        /// Full verb.
        Verb "VERB",
        /// None of these, or not tagged.
        Other "X",
    }
}

names! {
    /// What a word is to its head, as in Universal Dependencies, with the subtypes that the
    /// English treebanks EWT and GUM use.
    DependencyRelation {
        /// Clause that modifies a noun: “the plan *to leave*”.
        ClauseOfNoun "acl",
        /// Relative clause.
        RelativeClause "acl:relcl",
        /// Clause that modifies a verb: “left *after he spoke*”.
        AdverbialClause "advcl",
        /// Relative clause that modifies a clause.
        AdverbialRelativeClause "advcl:relcl",
        /// Adverb.
        AdverbialModifier "advmod",
        /// Adjective before or after its noun.
        AdjectivalModifier "amod",
        /// Noun that names its noun again: “Kerry, *the secretary*”.
        Apposition "appos",
        /// Auxiliary.
        Auxiliary "aux",
        /// Auxiliary of the passive: “*was* seized”.
        PassiveAuxiliary "aux:pass",
        /// Preposition of a noun, and the possessive `’s`.
        Case "case",
        /// Coordinating conjunction.
        CoordinatingConjunction "cc",
        /// First half of a pair: “*both* … and”.
        Preconjunction "cc:preconj",
        /// Clause that is an object and has its own subject: “said *he would go*”.
        ClausalComplement "ccomp",
        /// Part of a compound noun or number.
        Compound "compound",
        /// Particle of a phrasal verb: “set *up*”.
        VerbParticle "compound:prt",
        /// Later member of a coordination; the first is its head.
        Conjunct "conj",
        /// The verb `be` beside a predicate.
        Copula "cop",
        /// Clause that is a subject.
        ClausalSubject "csubj",
        /// Clause that is the subject of a clause whose predicate is a clause.
        OuterClausalSubject "csubj:outer",
        /// Clause that is the subject of a passive.
        PassiveClausalSubject "csubj:pass",
        /// Not known.
        Unspecified "dep",
        /// Determiner.
        Determiner "det",
        /// Determiner before a determiner: “*all* the men”.
        Predeterminer "det:predet",
        /// Interjection or filler.
        Discourse "discourse",
        /// Part moved out of its clause.
        Dislocated "dislocated",
        /// `there` or `it` that stands for nothing.
        Expletive "expl",
        /// Later word of a fixed phrase: “because *of*”.
        Fixed "fixed",
        /// Later word of a name or date without inner structure.
        Flat "flat",
        /// Later part of a word that was split by mistake.
        GoesWith "goeswith",
        /// Second object: “gave *them* aid”.
        IndirectObject "iobj",
        /// Later member of a list.
        List "list",
        /// Word that opens a subordinate clause, and the infinitive's `to`.
        Mark "mark",
        /// Noun that modifies a noun: “the bank *of the river*”.
        NominalModifier "nmod",
        /// Descriptive noun before a name: “*President* Ade”.
        DescriptiveModifier "nmod:desc",
        /// Possessor.
        Possessor "nmod:poss",
        /// Noun that modifies a noun without a preposition.
        UnmarkedNominalModifier "nmod:unmarked",
        /// Subject.
        Subject "nsubj",
        /// Subject of a clause whose predicate is a clause.
        OuterSubject "nsubj:outer",
        /// Subject of a passive.
        PassiveSubject "nsubj:pass",
        /// Number of a noun.
        NumericModifier "nummod",
        /// Object.
        Object "obj",
        /// Noun that modifies a verb: “met *in Oslo*”.
        Oblique "obl",
        /// Agent of a passive: “seized *by rebels*”.
        Agent "obl:agent",
        /// Noun that modifies a verb without a preposition: “met *Thursday*”.
        UnmarkedOblique "obl:unmarked",
        /// Word whose head is left out.
        Orphan "orphan",
        /// Clause or phrase beside its sentence: “*he said*” after a quotation.
        Parataxis "parataxis",
        /// Punctuation mark.
        Punctuation "punct",
        /// Words that the speaker takes back.
        Reparandum "reparandum",
        /// Head of the sentence; no other word bears this.
        Root "root",
        /// Who is spoken to.
        Vocative "vocative",
        /// Clause that takes its subject from its head: “wants *to leave*”.
        OpenComplement "xcomp",
    }
}

impl DependencyRelation {
    /// The relation without its subtype: `nsubj` of `nsubj:pass`.
    pub fn universal(self) -> &'static str {
        let name = self.as_str();
        name.split_once(':')
            .map_or(name, |(universal, _)| universal)
    }
}

names! {
    /// What a name names, in the scheme of the press annotation.
    NameKind {
        /// A person, or another being with a name of its own.
        Person "PER",
        /// An organisation: company, party, armed group, ministry, team.
        Organization "ORG",
        /// A country, region, city or natural place.
        Location "LOC",
        /// A building, airport, base or other place that people made.
        Facility "FAC",
        /// Members of a nation, region, religion or movement: `Kenyan`, `Sunnis`.
        Nationality "NORP",
        /// An event, law, work, product or other thing with a name.
        Miscellaneous "MISC",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_values_are_one_to_one() {
        for &upos in Upos::ALL {
            assert_eq!(Upos::from_name(upos.as_str()), Some(upos));
        }
        for &relation in DependencyRelation::ALL {
            assert_eq!(
                DependencyRelation::from_name(relation.as_str()),
                Some(relation)
            );
        }
        for &kind in NameKind::ALL {
            assert_eq!(NameKind::from_name(kind.as_str()), Some(kind));
        }
        assert_eq!(Upos::from_name("noun"), None);
        assert_eq!(DependencyRelation::from_name("nsubj:"), None);
    }

    #[test]
    fn a_subtype_has_a_universal_relation() {
        for (relation, universal) in [
            (DependencyRelation::PassiveSubject, "nsubj"),
            (DependencyRelation::VerbParticle, "compound"),
            (DependencyRelation::Root, "root"),
        ] {
            assert_eq!(relation.universal(), universal);
        }
    }
}
