//! What the language model marks as somebody's words, joined with what the quotation marks show.
//!
//! The rules of `attribute` know whose a quotation is, over as many sentences as it runs. Speech
//! without marks, thoughts and intentions, and what is told inside a quotation come from the model,
//! one sentence at a time. Where both see one cue, content comes from the marks, and cue and source
//! from the model.

use std::ops::Range;

use lexicon::cues::{Cue, Form};
use record::{Span, SpeechAct, SpeechCue, TokenKind, Tree, Upos};

use super::attribute::Attribution;
use super::control;
use super::passages::{Hit, Passages};
use super::words::Class;

/// A cue that is less likely than this is left alone; chosen on development sets.
const LEAST: f32 = 0.6;
/// What the chance of a cue without told words counts, beside that of one with them.
const WIDE: f32 = 0.5;

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
    let said: Vec<Span> = spoken(found);
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
        let range = marked.cue.clone().unwrap_or_default();
        let first = ruled.partition_point(|(other, _)| other.end <= range.start);
        match ruled
            .get(first)
            .filter(|(other, _)| other.start < range.end)
        {
            Some((_, index)) => improve(&mut found[*index], marked),
            None if echoes(tokens, &said, &marked) => {}
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

/// The quotations that the rules give to a speaker, sorted.
fn spoken(found: &[Attribution]) -> Vec<Span> {
    let mut said: Vec<Span> = found
        .iter()
        .filter(|rule| rule.quoted)
        .flat_map(|rule| rule.content.iter().copied())
        .collect();
    said.sort_unstable();
    said
}

/// “I think we can win,” she said: what she thinks now is what she says, told once already.
fn echoes(tokens: &Passages<'_>, said: &[Span], marked: &Attribution) -> bool {
    let Some(cue) = marked.cue.as_ref().map(|cue| tokens.span(cue)) else {
        return false;
    };
    let end = said.partition_point(|span| span.start <= cue.start);
    let inside = said[end.saturating_sub(4)..end]
        .iter()
        .any(|span| span.contains(cue));
    let own = match &marked.source {
        None => true,
        Some(source) => {
            source.len() == 1
                && tokens.is(source.start, &["i", "we", "you", "me", "my", "our", "us"])
        }
    };
    let head = marked.cue.clone().unwrap_or_default();
    let told = head
        .into_iter()
        .any(|at| tokens.syntax.symbols.get(tokens.syntax.tokens[at].xpos) == "VBD");
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
    let source = if cue.source.is_empty() {
        control::subject(syntax, tree, head)
    } else {
        Some(control::whole(syntax, tree, range(&cue.source), head))
    }
    .filter(|source| source.end <= own.start || own.end <= source.start);
    let content: Vec<Range<usize>> = cue.content.iter().map(range).collect();
    let found = hit(tokens, &own, head);
    let (lemma, act, strength) = match &found {
        Some(hit) => (hit.cue.lemma(), hit.cue.act, hit.cue.strength.to_string()),
        None => (
            syntax.lemma(head).to_lowercase(),
            SpeechAct::Assert,
            "states".to_owned(),
        ),
    };
    let negated = own.clone().any(|at| {
        tokens.class(at) == Class::Negation || tokens.is(at, &["not", "never", "no", "neither"])
    });
    let person = found.as_ref().is_some_and(|hit| hit.cue.takes.person());
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

/// The entry of the lexicon that fits the cue: that of its head, or of a word beside it.
fn hit<'a>(tokens: &Passages<'a>, cue: &Range<usize>, head: usize) -> Option<Hit<'a>> {
    let verb = tokens.syntax.tokens[head].upos == Upos::Verb;
    let at = |at: usize| {
        let mut hits = tokens.cues(at, tokens.items.len());
        hits.find(|hit| verb || hit.form == Form::Base || !is_verb(hit.cue))
    };
    at(head).or_else(|| {
        cue.clone()
            .filter(|&other| other != head && tokens.syntax.tokens[other].kind == TokenKind::Word)
            .find_map(at)
    })
}

fn is_verb(cue: &Cue) -> bool {
    cue.kind == lexicon::cues::CueKind::Verb
}
