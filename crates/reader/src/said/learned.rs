//! What the language model marks as somebody's words, joined with what the quotation marks show.
//!
//! The rules of `attribute` know whose a quotation is, over as many sentences as it runs. Speech
//! without marks, thoughts and intentions, and what is told inside a quotation come from the model,
//! one sentence at a time. Where both see one cue, content comes from the marks, and cue and source
//! from the model.

use std::ops::Range;

use lexicon::cues::{Cue, CueHead, CueKind};
use record::{DependencyRelation as Relation, Span, SpeechAct, SpeechCue, Tree, Upos};

use super::attribute::Attribution;
use super::control;
use super::passages::Passages;
use super::words::Class;

/// A cue that is less likely than this is left alone; chosen on development sets.
const LEAST: f32 = 0.6;
/// What the chance of a cue without told words counts, beside that of one with them.
const WIDE: f32 = 0.5;
/// How many quotations before a cue are looked at for one that holds it.
const NESTED: usize = 8;
/// How many words after a cue of one word the lexicon may look at.
const AFTER: usize = 8;

/// Puts what the model marks among the attributions of the rules, all in tokens, and sorts them by
/// passage.
///
/// `words` has quotations as items, `tokens` every token.
pub(super) fn join(words: &Passages<'_>, tokens: &Passages<'_>, found: &mut Vec<Attribution>) {
    // Speech without marks is for the model.
    found.retain(|rule| rule.content.iter().any(|span| words.quoted(*span)));
    let mut ruled: Vec<(Range<usize>, usize)> = found
        .iter()
        .enumerate()
        .filter_map(|(index, rule)| Some((rule.cue.clone()?, index)))
        .collect();
    ruled.sort_unstable_by_key(|(cue, index)| (cue.start, *index));
    let mut tree = Tree::default();
    let mut filled = usize::MAX;
    let mut more = Vec::new();
    for cue in &words.syntax.cues {
        if chance(cue) < LEAST {
            continue;
        }
        let Some(sentence) = words.syntax.sentence_of(cue.token as usize) else {
            continue;
        };
        if sentence != filled {
            tree.fill(words.syntax, sentence);
            filled = sentence;
        }
        let marked = attribution(words, tokens, &tree, cue);
        if marked.content.is_empty() {
            continue;
        }
        let range = marked.cue.clone().unwrap_or_default();
        let first = ruled.partition_point(|(other, _)| other.end <= range.start);
        match ruled
            .get(first)
            .filter(|(other, _)| other.start < range.end)
        {
            Some((_, index)) => improve(&mut found[*index], marked),
            None => more.push(marked),
        }
    }
    found.append(&mut more);
    found.sort_by_key(|one| (one.passage, one.clause.start));
}

/// How sure the model is that the cue should be recorded.
fn chance(cue: &SpeechCue) -> f32 {
    cue.told + WIDE * cue.wide
}

/// Takes out what a speaker thinks or wants inside a quotation that is told as a whole.
///
/// “I think we can win,” she said: what she thinks now is what she says, told once already.
pub(super) fn drop_echoes(
    words: &Passages<'_>,
    tokens: &Passages<'_>,
    found: &mut Vec<Attribution>,
) {
    let mut said: Vec<Span> = found
        .iter()
        .flat_map(|one| one.content.iter().copied())
        .filter(|span| words.quoted(*span))
        .collect();
    said.sort_unstable();
    let mut sources: Vec<Range<usize>> =
        found.iter().filter_map(|one| one.source.clone()).collect();
    sources.sort_unstable_by_key(|source| (source.start, source.end));
    found.retain(|one| !echoes(tokens, &said, one) && !keeps_name_back(tokens, &sources, one));
}

/// “an official who asked not to be named”: part of who speaks, and nothing that he tells.
fn keeps_name_back(tokens: &Passages<'_>, sources: &[Range<usize>], one: &Attribution) -> bool {
    let Some(cue) = &one.cue else { return false };
    let end = sources.partition_point(|source| source.start < cue.start);
    let within = sources[end.saturating_sub(NESTED)..end]
        .iter()
        .any(|source| cue.end < source.end);
    let back = |at: usize| tokens.is(at, &["named", "identified", "quoted", "anonymity"]);
    within && (cue.end..tokens.items.len().min(cue.end + AFTER)).any(back)
}

fn echoes(tokens: &Passages<'_>, said: &[Span], one: &Attribution) -> bool {
    let Some(cue) = one.cue.clone() else {
        return false;
    };
    let span = tokens.span(&cue);
    let end = said.partition_point(|said| said.start <= span.start);
    let inside = said[end.saturating_sub(NESTED)..end]
        .iter()
        .any(|said| said.contains(span) && !one.content.contains(said));
    let own = one.source.as_ref().is_none_or(|source| {
        source.len() == 1 && tokens.is(source.start, &["i", "we", "you", "me", "my", "our", "us"])
    });
    let told = cue.clone().any(|at| tokens.syntax.xpos(at) == "VBD");
    inside && own && !told
}

/// The rule's attribution with cue and source as the model sees them.
fn improve(rule: &mut Attribution, marked: Attribution) {
    if let Some(source) = marked.source {
        let same = rule
            .source
            .as_ref()
            .is_none_or(|other| other.start < source.end && source.start < other.end);
        if same {
            rule.source = Some(source);
        }
    }
    rule.negated |= marked.negated;
    rule.cue = marked.cue;
}

fn attribution(
    words: &Passages<'_>,
    tokens: &Passages<'_>,
    tree: &Tree,
    cue: &SpeechCue,
) -> Attribution {
    let range = |range: &Range<u32>| range.start as usize..range.end as usize;
    let syntax = words.syntax;
    let head = cue.token as usize;
    let own = range(&cue.cue);
    let apart = |a: &Range<usize>, b: &Range<usize>| a.end <= b.start || b.end <= a.start;
    let source = if control::is_asked(syntax, tree, head) {
        None
    } else if cue.source.is_empty() {
        control::subject(syntax, tree, head)
    } else {
        Some(control::whole(syntax, tree, range(&cue.source), head))
    }
    .filter(|source| apart(source, &own));
    let mut content: Vec<Range<usize>> = cue.content.iter().map(range).collect();
    if let [whole] = content.as_mut_slice() {
        *whole = control::clause(syntax, tree, head, whole.clone());
    }
    for piece in &mut content {
        *piece = control::grown(syntax, piece.clone());
        *piece = control::after_that(syntax, tree, head, piece.clone());
        while piece.len() > 1 && matches!(tokens.class(piece.end - 1), Class::Comma | Class::Dash)
            || piece.len() > 1 && tokens.is(piece.end - 1, &["."])
        {
            piece.end -= 1;
        }
    }
    // A name kept back is told of the source: “an official who asked not to be named”.
    content.retain(|piece| source.as_ref().is_none_or(|source| apart(source, piece)));
    let found = entry(tokens, tree, &own, head);
    let (lemma, act, strength) = match found {
        Some(cue) => (cue.lemma(), cue.act, cue.strength.to_string()),
        None => (
            syntax.lemma(head).to_lowercase(),
            SpeechAct::Assert,
            "states".to_owned(),
        ),
    };
    // “asked donors to pay”, “told him to leave”
    let order = matches!(lemma.as_str(), "ask" | "tell") && control::orders(syntax, tree, head);
    let (act, strength) = if order {
        (SpeechAct::Demand, "asks".to_owned())
    } else {
        (act, strength)
    };
    let negated = own.clone().any(|at| {
        tokens.class(at) == Class::Negation || tokens.is(at, &["not", "never", "no", "neither"])
    });
    let person = found.is_some_and(|cue| cue.takes.person());
    Attribution {
        passage: words.passage_of(head),
        source,
        clause: own.clone(),
        cue: Some(own),
        lemma,
        act,
        strength,
        negated,
        addressee: control::addressee(syntax, tree, head, person, &content),
        quoted: false,
        follows: content.first().is_some_and(|first| first.start < head),
        content: content.iter().map(|piece| tokens.span(piece)).collect(),
        confidence: chance(cue).min(1.0),
    }
}

/// The entry of the lexicon that fits the cue.
fn entry<'a>(
    tokens: &Passages<'a>,
    tree: &Tree,
    cue: &Range<usize>,
    head: usize,
) -> Option<&'a Cue> {
    let syntax = tokens.syntax;
    let lower = |at: usize| tokens.word(at).to_lowercase();
    let participle = tree.children(head).any(|child| {
        matches!(
            syntax.tokens[child].relation,
            Relation::Copula | Relation::PassiveAuxiliary
        )
    });
    let kind = match syntax.tokens[head].upos {
        Upos::Verb if participle => CueKind::Adjective,
        Upos::Verb => CueKind::Verb,
        Upos::Noun => CueKind::Noun,
        Upos::Adjective => CueKind::Adjective,
        Upos::Adverb => CueKind::Adverb,
        _ => CueKind::Apart,
    };
    let alone = cue.len() == 1;
    let end = if alone {
        let sentence = syntax.sentence_of(head)?;
        let end = syntax.sentences[sentence].end_token as usize;
        end.min(head + 1 + AFTER)
    } else {
        cue.end
    };
    let after: Vec<String> = (head + 1..end).map(lower).collect();
    let after: Vec<&str> = after.iter().map(String::as_str).collect();
    let (word, lemma) = (lower(head), syntax.lemma(head).to_lowercase());
    let head = CueHead {
        word: &word,
        lemma: &lemma,
        kind,
    };
    tokens.knowledge.lexicon.cues.act_of(head, &after)
}
