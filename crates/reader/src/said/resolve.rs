//! Attributions become claims: who speaks, to whom, by what means, when, and which claims report
//! which.

use std::ops::Range;

use record::{Claim, ClaimId, ClaimKind, PlaceId, Reading, ReadingBuilder, Source, Span, TimeId};

use crate::who::Described;

use super::attribute::Attribution;
use super::passages::Passages;
use super::voices::Voices;
use super::words::{Class, lower};

/// Adds the claims, those that report others first.
pub(super) fn add(
    builder: &mut ReadingBuilder,
    words: &Passages<'_>,
    attributions: Vec<Attribution>,
    described: &[Described],
) {
    let mut attributions = attributions;
    attributions.sort_by_key(key);
    let within = within(words, &attributions);
    let mut voices = Voices::new(words, builder.reading(), described);
    // Sources are resolved in text order, since a pronoun means whoever spoke before.
    let voiced: Vec<_> = attributions
        .iter()
        .map(|attribution| {
            let voice = attribution
                .source
                .as_ref()
                .map(|source| voices.source(builder, source))
                .unwrap_or_default();
            let addressees = attribution
                .addressee
                .as_ref()
                .map(|phrase| voices.addressee(builder, phrase))
                .unwrap_or_default();
            (voice, addressees)
        })
        .collect();
    let mut order: Vec<usize> = (0..attributions.len()).collect();
    order.sort_by_key(|&index| within[index].len());
    let mut ids: Vec<Option<ClaimId>> = vec![None; attributions.len()];
    for index in order {
        let attribution = &attributions[index];
        let (voice, addressees) = &voiced[index];
        let about = About::of(words, builder.reading(), attribution);
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
                entities: voice.entities.clone(),
                anonymous: voice.anonymous || about.anonymous,
            },
            cue: attribution.cue.iter().map(|cue| words.span(cue)).collect(),
            cue_lemma: attribution.lemma.clone(),
            content: attribution.content.clone(),
            addressees: addressees.clone(),
            channel: about.channel,
            time: about.time,
            place: about.place,
            within: within[index]
                .iter()
                .filter_map(|&outer| ids[outer])
                .collect(),
            confidence: attribution.confidence,
        };
        match builder.claim(claim) {
            Ok(id) => ids[index] = Some(id),
            Err(refused) => builder.refuse(&refused),
        }
    }
}

fn key(attribution: &Attribution) -> (u32, u32) {
    let first = attribution.content.first();
    let clause = attribution.clause.start as u32;
    (first.map_or(0, |span| span.start), clause)
}

/// For each attribution, those whose content holds its cue, innermost first.
fn within(words: &Passages<'_>, attributions: &[Attribution]) -> Vec<Vec<usize>> {
    let mut pieces: Vec<(Span, usize)> = Vec::new();
    for (index, attribution) in attributions.iter().enumerate() {
        pieces.extend(attribution.content.iter().map(|&span| (span, index)));
    }
    pieces.sort_unstable_by_key(|(span, index)| (span.start, std::cmp::Reverse(span.end), *index));
    let mut cues: Vec<(Span, usize)> = attributions
        .iter()
        .enumerate()
        .filter_map(|(index, attribution)| {
            let cue = attribution.cue.as_ref()?;
            Some((words.span(cue), index))
        })
        .collect();
    cues.sort_unstable();
    let mut within = vec![Vec::new(); attributions.len()];
    let mut open: Vec<(Span, usize)> = Vec::new();
    let mut next = 0;
    for (cue, index) in cues {
        while pieces
            .get(next)
            .is_some_and(|(span, _)| span.start <= cue.start)
        {
            open.push(pieces[next]);
            next += 1;
        }
        open.retain(|(span, _)| span.end > cue.start);
        let mut outer: Vec<(usize, usize)> = open
            .iter()
            .filter(|(span, other)| *other != index && span.contains(cue))
            .map(|(span, other)| (span.len(), *other))
            .collect();
        outer.sort_unstable();
        within[index] = outer.into_iter().map(|(_, other)| other).collect();
    }
    within
}

/// What a clause says of the act of saying.
#[derive(Default)]
struct About {
    channel: Option<String>,
    time: Option<TimeId>,
    place: Option<PlaceId>,
    anonymous: bool,
}

impl About {
    fn of(words: &Passages<'_>, reading: &Reading, attribution: &Attribution) -> Self {
        let Some(cue) = &attribution.cue else {
            return Self::default();
        };
        let passage = words
            .list
            .partition_point(|passage| passage.items.end <= cue.start);
        let Some(passage) = words.list.get(passage) else {
            return Self::default();
        };
        let own = own_words(words, attribution, cue, &passage.items);
        let mut about = Self::default();
        if matches!(attribution.lemma.as_str(), "tweet" | "retweet") {
            about.channel = Some("tweet".to_owned());
        }
        for at in own.clone() {
            let mut buffer = [0; 24];
            let channel = lower(words.word(at), &mut buffer)
                .and_then(|word| words.knowledge.lexicon.cues.channel(word));
            let means = (own.start..at).rev().take(4).any(|before| {
                words.items[before].class == Class::Preposition
                    && words.is(
                        before,
                        &["in", "on", "by", "at", "during", "via", "through"],
                    )
            });
            if let (Some(channel), true, None) = (channel, means, &about.channel) {
                about.channel = Some(channel.to_owned());
            }
            about.anonymous |= words.is(at, &["anonymity", "anonymously"]);
        }
        if own.is_empty() {
            return about;
        }
        let span = words.span(&own);
        let time = reading
            .times
            .partition_point(|time| time.span.start < span.start);
        about.time = (reading.times.get(time))
            .filter(|time| span.contains(time.span))
            .map(|_| TimeId(time as u32));
        let place = reading
            .places
            .partition_point(|place| place.span.start < span.start);
        about.place = reading.places[place..]
            .iter()
            .take_while(|place| place.span.start < span.end)
            .position(|place| {
                let item = words
                    .items
                    .partition_point(|item| item.span.end <= place.span.start);
                item > own.start && words.is(item - 1, &["in", "at", "from"])
            })
            .map(|offset| PlaceId((place + offset) as u32));
        about
    }
}

/// The items after the cue that belong to the clause itself: not the content, up to where the
/// next clause starts.
fn own_words(
    words: &Passages<'_>,
    attribution: &Attribution,
    cue: &Range<usize>,
    passage: &Range<usize>,
) -> Range<usize> {
    let content = |at: usize| {
        attribution
            .content
            .iter()
            .any(|span| span.contains(words.items[at].span))
    };
    let mut end = cue.end;
    while end < passage.end && end < cue.end + 30 && !content(end) {
        let class = words.items[end].class;
        let stop = matches!(
            class,
            Class::Quote | Class::Semicolon | Class::That | Class::And | Class::But
        );
        if stop || class.verbal() && !attribution.follows {
            break;
        }
        end += 1;
    }
    cue.end..end
}

impl Passages<'_> {
    /// Whether no quotation ends at an offset.
    fn unpaired(&self, end: u32) -> bool {
        let ends = self
            .quotes
            .binary_search_by_key(&end, |quote| quote.span.end);
        ends.is_err()
    }
}

/// Whether the content is all, partly or not in quotation marks.
fn kind(words: &Passages<'_>, content: &[Span]) -> ClaimKind {
    let (mut inside, mut outside) = (false, false);
    for span in content {
        // The rest of a quotation whose first mark stands a paragraph before.
        let said = span.of(words.text);
        if said.ends_with(['”', '"']) && !said.starts_with(['“', '"']) && words.unpaired(span.end)
        {
            inside = true;
            continue;
        }
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
