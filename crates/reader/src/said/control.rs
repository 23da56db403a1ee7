//! Noun phrases around a cue, by the tree: whose verb it is, and whom it is said to.

use std::ops::Range;

use record::{DependencyRelation as Relation, Syntax, TokenKind, Tree, Upos};

/// How far up the tree a subject is looked for.
const STEPS: usize = 4;
/// How many words the whole of a phrase may have more than what the model marked of it.
const LONGER: usize = 15;

/// The noun phrase that is the subject of the cue, where it is not beside it: “the envoy left,
/// *warning* that …”, “she wants to *say* that …”, “his *fear* of …”.
pub(super) fn subject(syntax: &Syntax, tree: &Tree, cue: usize) -> Option<Range<usize>> {
    let relation = |token: usize| syntax.tokens[token].relation;
    let child = |token: usize, wanted: &[Relation]| {
        tree.children(token)
            .find(|&child| wanted.contains(&relation(child)))
    };
    if child(cue, &[Relation::PassiveSubject]).is_some() {
        return None;
    }
    let mut at = cue;
    for _ in 0..STEPS {
        let wanted: &[Relation] = if at == cue {
            &[Relation::Subject, Relation::OuterSubject]
        } else {
            &[
                Relation::Subject,
                Relation::OuterSubject,
                Relation::PassiveSubject,
            ]
        };
        if let Some(subject) = child(at, wanted) {
            return Some(phrase(syntax, tree, subject, None));
        }
        let owner = child(at, &[Relation::Possessor]);
        if let Some(owner) = owner.filter(|_| syntax.tokens[at].upos != Upos::Verb) {
            return Some(phrase(syntax, tree, owner, None));
        }
        let head = tree.head(at)?;
        at = match relation(at) {
            // “a letter warning that …”
            Relation::ClauseOfNoun if at == cue && syntax.xpos(at) == "VBG" => {
                return Some(phrase(syntax, tree, head, Some(at)));
            }
            Relation::Conjunct
            | Relation::OpenComplement
            | Relation::AdverbialClause
            | Relation::Parataxis
            | Relation::ClauseOfNoun => head,
            Relation::ClausalComplement if at == cue => head,
            Relation::Object | Relation::Oblique if syntax.tokens[at].upos == Upos::Noun => head,
            _ => return None,
        };
    }
    None
}

/// “*Asked* who would pay, the envoy left”: whether somebody else than the subject beside it asked.
pub(super) fn is_asked(syntax: &Syntax, tree: &Tree, cue: usize) -> bool {
    let relation = |token: usize| syntax.tokens[token].relation;
    matches!(syntax.xpos(cue), "VBN" | "VBD")
        && syntax.lemma(cue) == "ask"
        && relation(cue) == Relation::AdverbialClause
        && !tree
            .children(cue)
            .any(|child| relation(child) == Relation::Subject)
}

/// “asked donors *to pay*”: whether somebody is told what to do.
pub(super) fn orders(syntax: &Syntax, tree: &Tree, cue: usize) -> bool {
    tree.children(cue).any(|child| {
        let complement = matches!(
            syntax.tokens[child].relation,
            Relation::OpenComplement | Relation::ClausalComplement | Relation::AdverbialClause
        );
        let to =
            |of: usize| syntax.tokens[of].relation == Relation::Mark && syntax.lemma(of) == "to";
        complement && child > cue && tree.children(child).any(to)
    })
}

/// The whole noun phrase of which the model marked a part, if it marked one phrase and the whole
/// is not much longer.
pub(super) fn whole(
    syntax: &Syntax,
    tree: &Tree,
    marked: Range<usize>,
    cue: usize,
) -> Range<usize> {
    let punctuation = |&at: &usize| syntax.tokens[at].upos == Upos::Punctuation;
    let mut marked = marked;
    while marked.len() > 1 && punctuation(&marked.start) {
        marked.start += 1;
    }
    let tops = marked.clone().filter(|&token| {
        let inside = tree.head(token).is_some_and(|head| marked.contains(&head));
        let loose = matches!(
            syntax.tokens[token].upos,
            Upos::Punctuation | Upos::Adposition | Upos::CoordinatingConjunction
        );
        !inside && !loose
    });
    let wholes = tops.map(|top| phrase(syntax, tree, full_name(syntax, tree, top), Some(cue)));
    wholes
        .filter(|whole| {
            let covers = whole.start <= marked.start && marked.end <= whole.end;
            covers && whole.len() <= marked.len() + LONGER
        })
        .min_by_key(Range::len)
        .unwrap_or_else(|| grown(syntax, marked))
}

/// The marked words with the modifiers right before them that hang on one of them.
pub(super) fn grown(syntax: &Syntax, mut marked: Range<usize>) -> Range<usize> {
    while let Some(before) = marked.start.checked_sub(1).filter(|&before| {
        let modifier = matches!(
            syntax.tokens[before].relation,
            Relation::Compound | Relation::Determiner | Relation::AdjectivalModifier
        );
        let owned = |head: u32| marked.contains(&(head as usize));
        modifier && syntax.tokens[before].head.is_some_and(owned)
    }) {
        marked.start = before;
    }
    marked
}

/// “Donna” of “Chairwoman Donna Brazile” stands for the head of the name.
fn full_name(syntax: &Syntax, tree: &Tree, token: usize) -> usize {
    let mut at = token;
    for _ in 0..STEPS {
        let part = matches!(
            syntax.tokens[at].relation,
            Relation::Flat | Relation::Compound | Relation::Determiner
        );
        match tree.head(at) {
            Some(head) if part => at = head,
            _ => break,
        }
    }
    at
}

/// The words of a noun phrase: what hangs on its head and stands beside it without a gap, but for
/// its preposition, the commas around it and the branch that holds the token `without`.
fn phrase(syntax: &Syntax, tree: &Tree, head: usize, without: Option<usize>) -> Range<usize> {
    let taken = |child: usize, extent: &Range<usize>| {
        let outside = matches!(
            syntax.tokens[child].relation,
            Relation::Case | Relation::Mark
        );
        !outside && !without.is_some_and(|token| extent.contains(&token))
    };
    let punctuation = |at: usize| syntax.tokens[at].upos == Upos::Punctuation;
    let (mut start, mut end) = (head, head + 1);
    for child in tree.children(head).rev().filter(|&child| child < head) {
        let extent = tree.extent(child);
        if !taken(child, &extent) || extent.end != start {
            break;
        }
        start = extent.start;
    }
    for child in tree.children(head).filter(|&child| child > head) {
        let extent = tree.extent(child);
        if !taken(child, &extent) || extent.start != end {
            break;
        }
        end = extent.end;
    }
    while start < head && punctuation(start) {
        start += 1;
    }
    // “Ryan (R-Wis.)” keeps its bracket.
    let bracket = |at: usize| syntax.xpos(at) == "-RRB-";
    while end > head + 1 && punctuation(end - 1) && !bracket(end - 1) {
        end -= 1;
    }
    start..end
}

/// The whole clause of which the model marked a part as what is told: the complement of the cue,
/// or the clause that the cue interrupts or follows.
pub(super) fn clause(
    syntax: &Syntax,
    tree: &Tree,
    cue: usize,
    marked: Range<usize>,
) -> Range<usize> {
    let relation = |token: usize| syntax.tokens[token].relation;
    let complement = tree
        .children(cue)
        .filter(|&child| relation(child) == Relation::ClausalComplement)
        .map(|child| (child, tree.extent(child)))
        .find(|(_, extent)| inside(&marked, extent));
    // “The road was open, Ade said”: the parser may hang either clause on the other.
    let before = tree
        .head(cue)
        .filter(|_| matches!(relation(cue), Relation::Parataxis | Relation::Conjunct))
        .map(|head| (head, tree.extent(head).start..tree.extent(cue).start))
        .filter(|(head, extent)| extent.contains(head) && inside(&marked, extent));
    let Some((top, mut extent)) = complement.or(before) else {
        return marked;
    };
    if extent.contains(&cue) {
        return marked;
    }
    let loose = |at: usize| {
        syntax.tokens[at].upos == Upos::Punctuation
            && syntax.tokens[at].kind == TokenKind::Punctuation
    };
    while extent.start < top && (loose(extent.start) || relation(extent.start) == Relation::Mark) {
        extent.start += 1;
    }
    while extent.end > top + 1 && loose(extent.end - 1) {
        extent.end -= 1;
    }
    if inside(&marked, &extent) {
        extent
    } else {
        marked
    }
}

/// “told *the council* that the road was shut”: what is told begins after “that”, and whom it is
/// told to before.
pub(super) fn after_that(
    syntax: &Syntax,
    tree: &Tree,
    cue: usize,
    marked: Range<usize>,
) -> Range<usize> {
    let that = marked.clone().take(LONGER).find(|&token| {
        let mark = syntax.tokens[token].relation == Relation::Mark && syntax.lemma(token) == "that";
        mark && tree.head(token).and_then(|clause| tree.head(clause)) == Some(cue)
    });
    match that {
        Some(that) if that + 1 < marked.end => that + 1..marked.end,
        _ => marked,
    }
}

fn inside(part: &Range<usize>, whole: &Range<usize>) -> bool {
    whole.start <= part.start && part.end <= whole.end
}

/// Whom the words are said to: “told *reporters*”, “said to *the council*”.
///
/// `person` tells that the verb takes a person it is said to.
pub(super) fn addressee(
    syntax: &Syntax,
    tree: &Tree,
    cue: usize,
    person: bool,
    content: &[Range<usize>],
) -> Option<Range<usize>> {
    if syntax.tokens[cue].upos != Upos::Verb {
        return None;
    }
    let passive = tree
        .children(cue)
        .find(|&child| syntax.tokens[child].relation == Relation::PassiveSubject);
    let spoken_to = tree
        .children(cue)
        .find(|&child| match syntax.tokens[child].relation {
            Relation::IndirectObject => true,
            Relation::Object => person,
            Relation::Oblique => {
                person
                    && tree.children(child).any(|of| {
                        syntax.tokens[of].relation == Relation::Case && syntax.lemma(of) == "to"
                    })
            }
            _ => false,
        });
    let to = spoken_to.or(passive.filter(|_| person))?;
    let told = content.iter().any(|piece| piece.contains(&to));
    (!told).then(|| phrase(syntax, tree, to, None))
}
