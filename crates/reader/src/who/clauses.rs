//! What the tree of a sentence says of its pronouns: whose clause they stand in, whom they cannot
//! mean, and which of them mean nothing.

use record::{DependencyRelation as Relation, Syntax, Tree};

use super::referents::standing;

/// Whether a referent cannot be what a pronoun means: subject and object of one verb are two.
pub(super) fn is_apart(syntax: &Syntax, tree: &Tree, index: usize, heads: &[usize]) -> bool {
    let token = syntax.tokens[index];
    let Some(head) = tree.head(index) else {
        return false;
    };
    let object = matches!(token.relation, Relation::Object | Relation::IndirectObject);
    let governor = verb(syntax, tree, head);
    heads.iter().any(|&other| {
        let stands = standing(syntax, tree, other);
        let above = tree.head(stands);
        other == head
            || object
                && match syntax.tokens[stands].relation {
                    // “Aker came and met him”: the subject is that of both verbs.
                    Relation::Subject => {
                        above.map(|head| verb(syntax, tree, head)) == Some(governor)
                    }
                    // “They met Aker and praised him”: an object is that of its own.
                    Relation::Object | Relation::IndirectObject => above == Some(head),
                    _ => false,
                }
    })
}

/// The subject of the clause that a token stands in.
pub(super) fn subject(syntax: &Syntax, tree: &Tree, index: usize) -> Option<usize> {
    tree.ancestors(index).find_map(|above| {
        tree.children(above).find(|&child| {
            matches!(
                syntax.tokens[child].relation,
                Relation::Subject | Relation::PassiveSubject
            )
        })
    })
}

/// “It” that means nothing: “it rains”, “it is clear that”, “it seems”.
pub(super) fn is_empty(syntax: &Syntax, tree: &Tree, index: usize) -> bool {
    let token = syntax.tokens[index];
    if token.relation == Relation::Expletive {
        return true;
    }
    let Some(head) = tree.head(index) else {
        return false;
    };
    let that = |child: usize| {
        matches!(
            syntax.tokens[child].relation,
            Relation::ClausalSubject | Relation::ClausalComplement
        )
    };
    // “It is estimated that”; but who was told something is somebody.
    if token.relation == Relation::PassiveSubject {
        return tree.children(head).any(that)
            && !matches!(syntax.lemma(head), "tell" | "inform" | "warn" | "assure");
    }
    if token.relation != Relation::Subject {
        return false;
    }
    if matches!(
        syntax.lemma(head),
        "seem" | "appear" | "rain" | "snow" | "happen" | "turn" | "matter" | "take"
    ) {
        return true;
    }
    let copula = syntax
        .children(head)
        .any(|child| syntax.tokens[child].relation == Relation::Copula);
    copula
        && tree.children(head).any(|child| {
            that(child) || child > head && syntax.tokens[child].relation.universal() == "acl"
        })
}

/// A verb with its auxiliaries' and coordinated verbs' first: “came and hit him” has one subject.
fn verb(syntax: &Syntax, tree: &Tree, token: usize) -> usize {
    let mut at = token;
    for _ in 0..8 {
        let own = tree
            .children(at)
            .any(|child| syntax.tokens[child].relation == Relation::Subject);
        match tree.head(at) {
            Some(head) if syntax.tokens[at].relation == Relation::Conjunct && !own => at = head,
            _ => break,
        }
    }
    at
}

/// Whether a token stands where a subject stands.
pub(super) fn is_subject(syntax: &Syntax, tree: &Tree, token: usize) -> bool {
    matches!(
        syntax.tokens[standing(syntax, tree, token)].relation,
        Relation::Subject | Relation::PassiveSubject
    )
}
