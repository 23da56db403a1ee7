//! Quotations that no clause of their own passage claims: who goes on speaking, or who is about to.

use record::SpeechAct;

use super::attribute::{self, Attribution};
use super::passages::Passages;
use super::words::Class;

/// Gives the quotations that nobody claimed to the speaker of the passage before or after.
///
/// “We leave,” Kovač said. “We will not come back.” “Nobody asked us.”
pub(super) fn adopt(words: &Passages<'_>, attributions: &mut Vec<Attribution>) {
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
        let whole = !quotes.is_empty()
            && passage.items.clone().all(|at| {
                !matches!(
                    words.items[at].class,
                    Class::Name
                        | Class::Noun
                        | Class::Verb
                        | Class::Pronoun
                        | Class::Be
                        | Class::Auxiliary
                )
            });
        if whole && !passage.headline {
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
        } else if let Some(last) = own
            .rev()
            .find(|&at| attributions[at].source.is_some() && attributions[at].confidence > 0.6)
        {
            speaker = Some(last);
        }
    }
    attributions.extend(adopted);
}

/// How many passages on a speaker can still be meant: two in a paragraph, the first of the next.
fn reach(
    words: &Passages<'_>,
    attributions: &[Attribution],
    speaker: usize,
    index: usize,
) -> usize {
    let same_block = words.list[attributions[speaker].passage].block == words.list[index].block;
    if same_block { 2 } else { 1 }
}

impl Passages<'_> {
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
    let colon = words.ends_with_colon(index - 1);
    if !same && !colon || before.headline {
        return None;
    }
    if let Some(mut attribution) = attribute::announcing(words, index - 1) {
        attribution.passage = index;
        attribution.content = content;
        return Some(attribution);
    }
    let source = words.first_subject(before.items.start, before.items.end)?;
    let source = words.tokens(&source);
    Some(Attribution {
        passage: index,
        clause: source.clone(),
        source: Some(source),
        cue: None,
        lemma: String::new(),
        act: SpeechAct::Assert,
        strength: "states".to_owned(),
        negated: false,
        content,
        addressee: None,
        quoted: true,
        follows: true,
        confidence: 0.4,
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
