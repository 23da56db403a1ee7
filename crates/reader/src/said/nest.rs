//! Attributions of one sentence, put in order: what is told of another's telling holds all of it,
//! and neither holds the other's frame.

use record::Span;

use super::attribute::Attribution;
use super::passages::Passages;

/// Most attributions of one passage that are compared with each other.
const MOST: usize = 24;

/// Settles the contents of the attributions, which are sorted by passage. `tokens` has every token
/// as an item.
pub(super) fn settle(tokens: &Passages<'_>, found: &mut [Attribution]) {
    let mut start = 0;
    while start < found.len() {
        let passage = found[start].passage;
        let mut end = start + 1;
        while end < found.len() && found[end].passage == passage && end - start < MOST {
            end += 1;
        }
        let group = &mut found[start..end];
        // What one holds of the other's frame decides in either step, so each is taken up again.
        for step in [untangle, enclose, untangle] {
            for one in 0..group.len() {
                for other in (0..group.len()).filter(|&other| other != one) {
                    step(tokens, group, one, other);
                }
            }
        }
        start = end;
    }
}

fn frame(tokens: &Passages<'_>, one: &Attribution) -> Option<(Span, Span)> {
    let cue = tokens.span(one.cue.as_ref()?);
    let source = one.source.as_ref().map(|source| tokens.span(source));
    Some((cue, source.map_or(cue, |source| source.cover(cue))))
}

/// “Ade said the road was open, Radio Sol reported”: the station's clause is no part of what Ade
/// said, since what it reported holds that she said it.
fn untangle(tokens: &Passages<'_>, group: &mut [Attribution], inner: usize, outer: usize) {
    let (Some((cue, _)), Some((last, clause))) =
        (frame(tokens, &group[inner]), frame(tokens, &group[outer]))
    else {
        return;
    };
    let told = group[outer].content.iter().any(|span| span.contains(cue));
    if !told || cue.start > last.start {
        return;
    }
    for span in &mut group[inner].content {
        if span.contains(clause) && clause.start > span.start {
            let rest = Span::new(span.start as usize, clause.start as usize);
            *span = trim(tokens, rest);
        }
    }
}

/// “The road was open, Ade said, Radio Sol reported”: what the station reported holds “said”, as
/// it holds who said it.
fn enclose(tokens: &Passages<'_>, group: &mut [Attribution], inner: usize, outer: usize) {
    let (Some((cue, frame)), Some((own, _))) =
        (frame(tokens, &group[inner]), frame(tokens, &group[outer]))
    else {
        return;
    };
    let source = frame != cue;
    let shared = group[inner]
        .content
        .iter()
        .any(|told| group[outer].content.iter().any(|span| span.overlaps(*told)));
    if !source || !shared {
        return;
    }
    for span in &mut group[outer].content {
        let begun = span.overlaps(frame) && !span.contains(cue);
        let whole = span.cover(frame);
        if begun && !whole.overlaps(own) {
            *span = whole;
        }
    }
}

/// A span without the comma and the space that it would end with.
fn trim(tokens: &Passages<'_>, span: Span) -> Span {
    let words = span.of(tokens.text);
    let kept = words.trim_end_matches(|c: char| c.is_whitespace() || c == ',' || c == '—');
    Span::new(span.start as usize, span.start as usize + kept.len())
}
