//! Who says what about what: whom and what each speaker's claims speak of, how often, and how.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use record::{Claim, ClaimId, EntityId, Mention, MentionForm, Reading, Span, SpeechAct};

use super::{Speaker, Voice, act, members, named};
use crate::phrases;

/// Speakers by whom and what they speak of. Only those who speak of somebody have a row.
pub(crate) type Matrix<'a> = Vec<(&'a Speaker, Vec<Topic>)>;

/// A claim that speaks of somebody, with the first of its words that do; none where somebody is
/// spoken to.
pub(crate) type Saying = (ClaimId, Option<Span>);

/// Somebody or something that a speaker speaks of.
#[derive(Clone, Debug)]
pub(crate) struct Topic {
    pub(crate) entity: EntityId,
    /// In text order.
    pub(crate) claims: Vec<Saying>,
}

/// Whom and what each speaker speaks of, most often first.
///
/// What a claim passes on is the inner speaker's: when an agency has rebels accuse Russia, the
/// rebels speak of Russia, and the agency of the rebels.
pub(crate) fn matrix<'a>(reading: &Reading, speakers: &'a [Speaker]) -> Matrix<'a> {
    let mentions = mentions(reading);
    // The contents of the claims that each claim passes on.
    let mut inner: BTreeMap<ClaimId, Vec<Span>> = BTreeMap::new();
    for claim in &reading.claims {
        if let Some(carrier) = claim.within.first() {
            let contents = inner.entry(*carrier).or_default();
            contents.extend(&claim.content);
        }
    }
    let mut matrix = Matrix::new();
    for speaker in speakers {
        let mut topics: BTreeMap<EntityId, Topic> = BTreeMap::new();
        for id in &speaker.claims {
            let claim = &reading.claims[id.index()];
            let passed_on = inner.get(id).map_or(&[][..], Vec::as_slice);
            let spoken_of = spoken_of(&mentions, claim, passed_on);
            for (entity, span) in spoken_of.chain(spoken_to(claim)) {
                for entity in members(reading, entity) {
                    let topic = topics.entry(entity).or_insert_with(|| Topic {
                        entity,
                        claims: Vec::new(),
                    });
                    if topic.claims.last().is_none_or(|(last, _)| last != id) {
                        topic.claims.push((*id, span));
                    }
                }
            }
        }
        if let Voice::Entities(own) = &speaker.voice {
            for entity in own {
                topics.remove(entity);
            }
        }
        if !topics.is_empty() {
            let mut topics: Vec<_> = topics.into_values().collect();
            // Within a speaker, whoever is named comes before “the militants” spoken of as often.
            topics.sort_by_key(|topic| {
                let unnamed = !named(&reading.entities[topic.entity.index()]);
                let (claim, span) = topic.claims[0];
                (topic.rank(reading), unnamed, claim, span)
            });
            matrix.push((speaker, topics));
        }
    }
    matrix
}

/// Where somebody is spoken of, in text order. Of words inside words the longer speak: “Syrian
/// rebels” are not Syria. “They” whom nothing else names are left out.
fn mentions(reading: &Reading) -> Vec<(Span, EntityId)> {
    let mut mentions: Vec<(Span, EntityId)> = Vec::new();
    for (index, entity) in reading.entities.iter().enumerate() {
        let pronoun = |mention: &Mention| mention.form == MentionForm::Pronoun;
        if entity.mentions.iter().all(pronoun) && !named(entity) && entity.members.is_empty() {
            continue;
        }
        let id = EntityId(index as u32);
        mentions.extend(entity.mentions.iter().map(|mention| (mention.span, id)));
    }
    mentions.sort_unstable_by_key(|(span, id)| (span.start, Reverse(span.end), *id));
    let mut end = 0;
    let mut longest: Option<Span> = None;
    mentions.retain(|(span, _)| {
        let inside = span.end <= end && longest != Some(*span);
        if !inside {
            end = end.max(span.end);
            longest = Some(*span);
        }
        !inside
    });
    mentions
}

/// Mentions inside a claim's content, but outside what it only passes on.
fn spoken_of<'a>(
    mentions: &'a [(Span, EntityId)],
    claim: &'a Claim,
    passed_on: &'a [Span],
) -> impl Iterator<Item = (EntityId, Option<Span>)> + 'a {
    claim.content.iter().flat_map(move |content| {
        let from = mentions.partition_point(|(span, _)| span.start < content.start);
        mentions[from..]
            .iter()
            .take_while(|(span, _)| span.start < content.end)
            .filter(|(span, _)| content.contains(*span))
            .filter(|(span, _)| !passed_on.iter().any(|passed| passed.contains(*span)))
            .map(|(span, entity)| (*entity, Some(*span)))
    })
}

/// Those whom a claim wants to act, threatens, promises or asks: it is about them, though its
/// content begins after them (“urged Moscow to withdraw”). Whoever is only told something is not.
fn spoken_to(claim: &Claim) -> impl Iterator<Item = (EntityId, Option<Span>)> + '_ {
    let about = matches!(
        claim.act,
        SpeechAct::Demand | SpeechAct::Threaten | SpeechAct::Promise | SpeechAct::Ask
    );
    let addressees = claim.addressees.iter().filter(move |_| about);
    addressees.map(|entity| (*entity, None))
}

impl Topic {
    /// Smaller for what a reader wants to see first: what is spoken of often, and of two spoken of
    /// as often the one that is accused, threatened or asked for something.
    pub(crate) fn rank(&self, reading: &Reading) -> (Reverse<usize>, bool) {
        (Reverse(self.claims.len()), self.plain(reading))
    }

    /// Whether all that is done is to state something.
    fn plain(&self, reading: &Reading) -> bool {
        self.claims.iter().all(|(id, _)| {
            let claim = &reading.claims[id.index()];
            claim.act == SpeechAct::Assert && !claim.negated
        })
    }

    /// What it is called.
    pub(crate) fn name(&self, reading: &Reading) -> String {
        phrases::entity_name(reading, self.entity)
    }

    /// The claims by what they do, most often first; mere statements last.
    pub(crate) fn acts(&self, reading: &Reading) -> Vec<(String, Vec<Saying>)> {
        let mut acts: BTreeMap<(bool, usize, bool), (String, Vec<_>)> = BTreeMap::new();
        for said in &self.claims {
            let claim = &reading.claims[said.0.index()];
            let stated = claim.act == SpeechAct::Assert;
            let (_, claims) = acts
                .entry((stated, claim.act as usize, claim.negated))
                .or_insert_with(|| (act(claim.act, claim.negated), Vec::new()));
            claims.push(*said);
        }
        let mut acts: Vec<_> = acts.into_iter().collect();
        acts.sort_by_key(|((stated, _, _), (_, claims))| (*stated, Reverse(claims.len())));
        acts.into_iter().map(|(_, act)| act).collect()
    }
}

/// The words of a claim around those that speak of somebody, short enough for a link; where there
/// are none, the claim's first words.
pub(crate) fn around(reading: &Reading, claim: &Claim, span: Option<Span>) -> String {
    const BEFORE: usize = 24;
    const ALL: usize = 64;
    let text = &reading.document.text;
    let holds = |content: &&Span| span.is_none_or(|span| content.contains(span));
    let Some(content) = claim.content.iter().find(holds) else {
        return String::new();
    };
    let at = span.map_or(content.start, |span| span.start) as usize;
    let before = &text[content.start as usize..at];
    let from = match before.char_indices().rev().nth(BEFORE) {
        None => 0,
        // Begin with a whole word, or at the mention where the word before it is endless.
        Some((back, _)) => before[back..]
            .find(char::is_whitespace)
            .map_or(before.len(), |space| back + space),
    };
    let mut words = phrases::one_line(&before[from..]);
    if before.ends_with(char::is_whitespace) && !words.is_empty() {
        words.push(' ');
    }
    if from > 0 {
        words.insert_str(0, "… ");
    }
    // A content can be as long as the page, and hold a thousand names.
    let rest = &text[at..content.end as usize];
    let end = rest
        .char_indices()
        .nth(4 * ALL)
        .map_or(rest.len(), |(end, _)| end);
    words.push_str(&phrases::one_line(&rest[..end]));
    phrases::cut_at_word(&words, ALL)
}
