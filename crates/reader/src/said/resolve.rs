//! Attributions become claims: who the source is, and which claims report which.

use record::{Claim, ClaimId, ClaimKind, ReadingBuilder, Source, Span};

use super::attribute::Attribution;
use super::passages::Passages;

/// Adds the claims, those that report others first.
pub(super) fn add(
    builder: &mut ReadingBuilder,
    words: &Passages<'_>,
    attributions: Vec<Attribution>,
) {
    let mut added: Vec<(Span, ClaimId)> = Vec::new();
    for attribution in attributions {
        let claim = Claim {
            kind: kind(words, &attribution.content),
            act: attribution.act,
            strength: attribution.strength.clone(),
            negated: attribution.negated,
            source: Source {
                spans: attribution
                    .source
                    .iter()
                    .map(|source| words.span(source))
                    .collect(),
                entities: Vec::new(),
                anonymous: false,
            },
            cue: attribution.cue.iter().map(|cue| words.span(cue)).collect(),
            cue_lemma: attribution.lemma.clone(),
            content: attribution.content.clone(),
            addressees: Vec::new(),
            channel: None,
            time: None,
            place: None,
            within: Vec::new(),
            confidence: attribution.confidence,
        };
        match builder.claim(claim) {
            Ok(id) => added.push((attribution.content[0], id)),
            Err(refused) => builder.refuse(&refused),
        }
    }
}

/// Whether the content is all, partly or not in quotation marks.
fn kind(words: &Passages<'_>, content: &[Span]) -> ClaimKind {
    let (mut inside, mut outside) = (false, false);
    for span in content {
        let mut at = span.start as usize;
        let from = words
            .quotes
            .partition_point(|quote| quote.span.end <= span.start);
        for quote in words.quotes[from..]
            .iter()
            .take_while(|quote| quote.span.start < span.end)
        {
            inside = true;
            let start = quote.span.start as usize;
            outside |= start > at && words.text[at..start].contains(char::is_alphanumeric);
            at = quote.span.end as usize;
        }
        let end = span.end as usize;
        outside |= end > at && words.text[at..end].contains(char::is_alphanumeric);
    }
    match (inside, outside) {
        (true, false) => ClaimKind::Direct,
        (true, true) => ClaimKind::Mixed,
        (false, _) => ClaimKind::Indirect,
    }
}
