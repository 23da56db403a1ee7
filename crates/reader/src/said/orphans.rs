//! Quotations that no clause of their own passage claims: who goes on speaking, or who is about to.

use lexicon::cues::CueKind;
use record::SpeechAct;

use super::attribute::{self, Attribution};
use super::passages::Passages;
use super::words::Class;

/// Gives the quotations that nobody claimed to the speaker of the passage before or after.
///
/// “We leave,” Kovač said. “We will not come back.” “Nobody asked us.”
pub(super) fn adopt(words: &Passages<'_>, attributions: &mut Vec<Attribution>) {
    run_on(words, attributions);
    let claimed = claimed(words, attributions);
    let mut adopted = Vec::new();
    let mut next = 0;
    // The last attribution whose quotation can run on, by its position.
    let mut speaker: Option<usize> = None;
    for (index, passage) in words.list.iter().enumerate() {
        let first = next;
        while next < attributions.len() && attributions[next].passage <= index {
            next += 1;
        }
        let own = first..next;
        let quotes: Vec<usize> = passage
            .items
            .clone()
            .filter(|&at| {
                words.items[at]
                    .quote
                    .is_some_and(|quote| !claimed[quote as usize])
            })
            .collect();
        let whole = !quotes.is_empty() && words.is_quotation(index);
        if let Some(signed) = signed(words, index).filter(|_| !quotes.is_empty()) {
            adopted.push(signed);
        } else if whole && !passage.headline {
            let spans = quotes.iter().map(|&at| words.items[at].span);
            let colon = index > 0 && words.ends_with_colon(index - 1);
            match speaker {
                Some(speaker)
                    if !colon
                        && index.saturating_sub(attributions[speaker].passage)
                            <= reach(words, attributions, speaker, index) =>
                {
                    let same = words.list[attributions[speaker].passage].block == passage.block
                        || words.continues(quotes[0]);
                    if same {
                        attributions[speaker].content.extend(spans);
                        attributions[speaker].passage = index;
                    } else {
                        let mut carried = attributions[speaker].clone();
                        carried.content = spans.collect();
                        carried.cue = None;
                        carried.passage = index;
                        carried.confidence = 0.7;
                        adopted.push(carried);
                    }
                }
                _ => {
                    if let Some(orphan) = announced(words, index, spans.collect()) {
                        adopted.push(orphan);
                    }
                }
            }
        }
        if let Some(last) = own
            .clone()
            .rev()
            .find(|&at| attributions[at].quoted && attributions[at].source.is_some())
        {
            speaker = Some(last);
        } else if let Some(last) = own.clone().rev().find(|&at| {
            let one = &attributions[at];
            let sure = one.source.is_some() && one.confidence > 0.6;
            // “Ade noted that the findings show …”: Ade speaks on, not the findings.
            sure && !own
                .clone()
                .any(|other| holds(words, &attributions[other], one))
        }) {
            speaker = Some(last);
        }
    }
    attributions.extend(adopted);
}

/// Whether the cue of one attribution stands in what another tells.
fn holds(words: &Passages<'_>, outer: &Attribution, one: &Attribution) -> bool {
    let cue = (one.cue.as_ref()).map(|cue| words.syntax.tokens[cue.start].span);
    cue.is_some_and(|cue| outer.content.iter().any(|span| span.contains(cue)))
}

/// How many passages on a speaker can still be meant: two in a paragraph, the first of the next;
/// one more where a caption parts what was left open.
fn reach(
    words: &Passages<'_>,
    attributions: &[Attribution],
    speaker: usize,
    index: usize,
) -> usize {
    let (from, to) = (attributions[speaker].passage, index);
    let blocks = words.list[to].block - words.list[from].block;
    if left_open(words, &attributions[speaker]) && blocks <= 2 {
        return to - from;
    }
    if blocks == 0 { 2 } else { 1 }
}

/// Whether the last quotation of an attribution has no mark at its end.
fn left_open(words: &Passages<'_>, attribution: &Attribution) -> bool {
    let last = attribution.content.last();
    last.is_some_and(|last| {
        let said = last.of(words.text).trim_end();
        said.starts_with(['“', '"']) && !said.ends_with(['”', '"', '“'])
    })
}

/// A quotation that is left open at the end of a paragraph goes on in the next, up to the mark that
/// closes it there, where no other opens before that.
fn run_on(words: &Passages<'_>, attributions: &mut [Attribution]) {
    for attribution in attributions {
        let block = words.list[attribution.passage].block;
        let own = words.list.partition_point(|passage| passage.block <= block);
        let ends = words.items[words.list[own - 1].items.end - 1].span.end;
        let last = attribution.content.last().map(|last| last.end);
        if last != Some(ends) || !attribution.quoted || !left_open(words, attribution) {
            continue;
        }
        let Some(next) = words.list.get(own) else {
            continue;
        };
        let block = next.block;
        let start = next.items.start;
        let end = words.list[own..]
            .iter()
            .take_while(|passage| passage.block == block)
            .last()
            .map_or(start, |passage| passage.items.end);
        let stops = |class: Class| matches!(class, Class::Mark | Class::Quote);
        let Some(mark) = (start..end).find(|&at| stops(words.items[at].class)) else {
            continue;
        };
        let closes = mark > start
            && words.items[mark].class == Class::Mark
            && words.items[mark - 1].span.end == words.items[mark].span.start;
        if closes {
            attribution.content.push(words.span(&(start..mark + 1)));
        }
    }
}

/// “We leave.” – Ana Kovač: a quotation at the head of a paragraph with nothing but a name after it.
fn signed(words: &Passages<'_>, index: usize) -> Option<Attribution> {
    let passage = &words.list[index];
    let first = index == 0 || words.list[index - 1].block != passage.block;
    if !first || words.items[passage.items.start].quote.is_none() {
        return None;
    }
    let next = words.list.get(index + 1);
    let last = next.filter(|next| next.block == passage.block);
    let after = words
        .list
        .get(index + 1 + usize::from(last.is_some()))
        .is_some_and(|after| after.block == passage.block);
    let rest = match last {
        Some(next) if words.is_quotation(index) => next.items.clone(),
        Some(_) => return None,
        None => passage.items.start + 1..passage.items.end,
    };
    let verbless = rest.clone().all(|at| {
        let class = words.items[at].class;
        !class.verbal() && !matches!(class, Class::Participle | Class::Pronoun)
    });
    let start = rest
        .clone()
        .find(|&at| !matches!(words.items[at].class, Class::Dash | Class::Hyphen))?;
    let names = (start..rest.end).take_while(|&at| words.items[at].class == Class::Name);
    let names = names.count();
    if after || !verbless || rest.len() > 8 {
        return None;
    }
    let source = if names > 1 {
        start..start + names
    } else {
        words.phrase_after(start, rest.end)?
    };
    Some(Attribution {
        content: vec![words.items[passage.items.start].span],
        confidence: 0.6,
        ..silent(words, index, &source)
    })
}

/// An attribution without a cue.
fn silent(words: &Passages<'_>, index: usize, source: &std::ops::Range<usize>) -> Attribution {
    let source = words.tokens(source);
    Attribution {
        passage: index,
        clause: source.clone(),
        source: Some(source),
        cue: None,
        lemma: String::new(),
        act: SpeechAct::Assert,
        strength: "states".to_owned(),
        negated: false,
        content: Vec::new(),
        addressee: None,
        quoted: true,
        follows: true,
        confidence: 0.4,
    }
}

impl Passages<'_> {
    /// Whether a passage is nothing but quotations, as far as words outside brackets go.
    fn is_quotation(&self, index: usize) -> bool {
        let mut depth = 0_usize;
        self.list[index].items.clone().all(|at| {
            match self.items[at].class {
                Class::OpenBracket => depth += 1,
                Class::CloseBracket => depth = depth.saturating_sub(1),
                Class::Name
                | Class::Noun
                | Class::Verb
                | Class::Pronoun
                | Class::Be
                | Class::Auxiliary => return depth > 0,
                _ => {}
            }
            true
        })
    }

    fn ends_with_colon(&self, index: usize) -> bool {
        let last = self.list[index].items.end - 1;
        self.items[last].class == Class::Colon
    }

    fn continues(&self, at: usize) -> bool {
        self.items[at]
            .quote
            .is_some_and(|quote| self.quotes[quote as usize].continues)
    }
}

/// The envoy shook her head. “Never.”: the subject of the passage before, with less confidence.
fn announced(
    words: &Passages<'_>,
    index: usize,
    content: Vec<record::Span>,
) -> Option<Attribution> {
    let before = words.list.get(index.checked_sub(1)?)?;
    let same = before.block == words.list[index].block;
    let last = words.items[before.items.end - 1].class;
    let leads_on = matches!(last, Class::Colon | Class::Comma);
    if !same && !leads_on || before.headline {
        return None;
    }
    if let Some(mut attribution) = attribute::announcing(words, index - 1) {
        attribution.passage = index;
        attribution.content = content;
        return Some(attribution);
    }
    // Who speaks in that sentence is surer than who is its subject: “As Ade told us, rain fell.”
    let speaker = speaking(words, before.items.clone());
    let source = match speaker {
        Some(speaker) => speaker,
        None => words.first_subject(before.items.start, before.items.end)?,
    };
    Some(Attribution {
        content,
        ..silent(words, index, &source)
    })
}

/// The last name or pronoun that stands right before a verb of saying.
fn speaking(words: &Passages<'_>, items: std::ops::Range<usize>) -> Option<std::ops::Range<usize>> {
    (items.start + 1..items.end).rev().find_map(|at| {
        let says = words
            .cues(at, items.end)
            .any(|hit| hit.cue.kind == CueKind::Verb && hit.cue.takes.quote());
        let class = words.items[at - 1].class;
        let subject =
            says && !words.items[at].capital && matches!(class, Class::Name | Class::Pronoun);
        subject
            .then(|| words.phrase_before(items.start, at - 1))
            .flatten()
    })
}

fn claimed(words: &Passages<'_>, attributions: &[Attribution]) -> Vec<bool> {
    let mut claimed = vec![false; words.quotes.len()];
    for attribution in attributions {
        let cue = (attribution.cue.as_ref()).map(|cue| words.syntax.tokens[cue.start].span);
        for span in &attribution.content {
            let from = words
                .quotes
                .partition_point(|quote| quote.span.end <= span.start);
            for (quote, claimed) in words.quotes[from..].iter().zip(&mut claimed[from..]) {
                if quote.span.start >= span.end {
                    break;
                }
                // What is told inside a quotation does not say whose the quotation is.
                *claimed |= cue.is_none_or(|cue| !quote.span.contains(cue));
            }
        }
    }
    claimed
}
