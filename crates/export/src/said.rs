//! Who says what: the claims of a reading by speaker; shared by the terminal and the HTML report.

mod about;
#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use record::{
    Claim, ClaimId, Entity, EntityId, EntityType, MentionForm, Reading, Source, SpeechAct,
};

pub(crate) use about::{Matrix, Topic, around, matrix};

use crate::phrases;

/// Somebody, or several together, with everything that the page has them say.
#[derive(Clone, Debug)]
pub(crate) struct Speaker {
    pub(crate) voice: Voice,
    /// In text order.
    pub(crate) claims: Vec<ClaimId>,
    /// How many more claims the speaker makes together with others; they are not in `claims`.
    pub(crate) joint: usize,
}

/// Who speaks, as far as the text says.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Voice {
    /// Whom the words of the source mean; several for a joint statement, in its own order.
    ///
    /// A joint statement is a voice of its own: six governments that sign one text speak once.
    /// Under each signatory it would count six times, and whoever signs most would look as if
    /// they said most. A signatory who also speaks alone is told of the statement by a count.
    Entities(Vec<EntityId>),
    /// The words, where nobody knows whom they mean; in lower case, so that “We” is “we”.
    Words(String),
    /// The text names no source.
    Nobody,
}

/// Everyone who says something: whoever says most first, and of two who say as much the one who
/// speaks first. What nobody is named for comes last.
pub(crate) fn speakers(reading: &Reading) -> Vec<Speaker> {
    let mut voices: BTreeMap<Voice, Vec<ClaimId>> = BTreeMap::new();
    for (index, claim) in reading.claims.iter().enumerate() {
        let mut voice = voice(reading, &claim.source);
        if let Voice::Entities(entities) = &mut voice {
            entities.sort_unstable();
        }
        let claims = voices.entry(voice).or_default();
        claims.push(ClaimId(index as u32));
    }
    let mut together: BTreeMap<EntityId, usize> = BTreeMap::new();
    for (voice, claims) in &voices {
        if let Voice::Entities(entities) = voice
            && entities.len() > 1
        {
            for entity in entities {
                *together.entry(*entity).or_default() += claims.len();
            }
        }
    }
    let starts: Vec<u32> = reading.claims.iter().map(start).collect();
    let mut speakers: Vec<Speaker> = voices
        .into_iter()
        .map(|(voice, mut claims)| {
            claims.sort_by_key(|claim| starts[claim.index()]);
            let joint = match &voice {
                Voice::Entities(entities) if entities.len() == 1 => together.get(&entities[0]),
                _ => None,
            };
            Speaker {
                joint: joint.copied().unwrap_or(0),
                voice: self::voice(reading, &reading.claims[claims[0].index()].source),
                claims,
            }
        })
        .collect();
    speakers.sort_by_key(|speaker| {
        (
            speaker.voice == Voice::Nobody,
            Reverse(speaker.claims.len()),
            starts[speaker.claims[0].index()],
        )
    });
    speakers
}

/// Whom a source means. “The two ministers” are those two, and so one voice with “A and B”.
fn voice(reading: &Reading, source: &Source) -> Voice {
    if source.entities.is_empty() {
        return match phrases::words(reading, &source.spans) {
            words if words.is_empty() => Voice::Nobody,
            words => Voice::Words(words.to_lowercase()),
        };
    }
    let mut entities: Vec<EntityId> = Vec::new();
    for entity in source.entities.iter().flat_map(|id| members(reading, *id)) {
        if !entities.contains(&entity) {
            entities.push(entity);
        }
    }
    Voice::Entities(entities)
}

/// Those whom a compound means together; anybody else alone.
fn members(reading: &Reading, id: EntityId) -> Vec<EntityId> {
    match &reading.entities[id.index()].members {
        members if members.is_empty() => vec![id],
        members => members.clone(),
    }
}

/// Where a claim begins in the text.
fn start(claim: &Claim) -> u32 {
    let spans = claim.source.spans.iter().chain(&claim.cue);
    let starts = spans.chain(&claim.content).map(|span| span.start);
    starts.min().unwrap_or(0)
}

impl Speaker {
    /// Everyone's name; whoever has none stands under the words of the text.
    pub(crate) fn name(&self, reading: &Reading) -> String {
        match &self.voice {
            Voice::Entities(entities) => {
                let names: Vec<_> = entities
                    .iter()
                    .map(|id| self.called(reading, *id))
                    .collect();
                phrases::list(&names)
            }
            Voice::Words(_) => {
                let source = &reading.claims[self.claims[0].index()].source;
                format!("“{}”", phrases::words(reading, &source.spans))
            }
            Voice::Nobody => "No source named".to_owned(),
        }
    }

    /// As [`Self::name`], for a column: many who speak together are counted.
    pub(crate) fn short_name(&self, reading: &Reading) -> String {
        match &self.voice {
            Voice::Entities(entities) if entities.len() > 2 => {
                let first = self.called(reading, entities[0]);
                format!("{first} and {} others", entities.len() - 1)
            }
            _ => self.name(reading),
        }
    }

    fn called(&self, reading: &Reading, id: EntityId) -> String {
        let entity = &reading.entities[id.index()];
        if named(entity) {
            return phrases::entity_name(reading, id);
        }
        // The whole phrase says more than its noun does: “two officials”, “a council diplomat”.
        // A pronoun does not.
        let first = &reading.claims[self.claims[0].index()].source;
        let words = phrases::words(reading, &first.spans);
        let describes = |form| form == MentionForm::Nominal;
        let own = entity.mentions.iter().any(|mention| {
            describes(mention.form) && first.spans.iter().any(|span| span.contains(mention.span))
        });
        if own && first.entities == [id] {
            format!("“{words}”")
        } else {
            format!("“{}”", phrases::entity_name(reading, id))
        }
    }

    /// What is known of the speaker: title, country and sectors, or why there is nothing.
    pub(crate) fn known(&self, reading: &Reading) -> Vec<String> {
        let mut facts = Vec::new();
        match &self.voice {
            Voice::Entities(entities) if entities.len() > 1 => facts.push("jointly".to_owned()),
            Voice::Entities(entities) => {
                let entity = &reading.entities[entities[0].index()];
                // “European diplomat in Doha” says its title already.
                if named(entity) {
                    facts.extend(entity.titles.first().map(|title| phrases::one_line(title)));
                }
                facts.push(phrases::codes(entity));
            }
            Voice::Words(_) => facts.push("it is not clear who that is".to_owned()),
            Voice::Nobody => {}
        }
        let kept_back = |id: &ClaimId| reading.claims[id.index()].source.anonymous;
        if self.claims.iter().any(kept_back) {
            facts.push("name kept back".to_owned());
        }
        facts.retain(|fact| !fact.is_empty());
        facts
    }

    /// How much the speaker says.
    pub(crate) fn extent(&self) -> String {
        let claims = match self.claims.len() {
            1 => "1 claim".to_owned(),
            count => format!("{count} claims"),
        };
        match self.joint {
            0 => claims,
            joint => format!("{claims}, {joint} more with others"),
        }
    }
}

/// Whether the text or the lexicon has a name for an entity.
pub(crate) fn named(entity: &Entity) -> bool {
    let by_name = |form| matches!(form, MentionForm::Name | MentionForm::Demonym);
    entity.kind == EntityType::Place
        || entity.lexicon.is_some()
        || entity.wikidata.is_some()
        || entity.mentions.iter().any(|mention| by_name(mention.form))
}

/// What a claim does, as a verb: “accuses”, “does not deny”.
pub(crate) fn act(act: SpeechAct, negated: bool) -> String {
    let verb = match act {
        SpeechAct::Assert => "state",
        SpeechAct::Deny if negated => "deny",
        SpeechAct::Deny => return "denies".to_owned(),
        other => other.as_str(),
    };
    if negated {
        format!("does not {verb}")
    } else {
        format!("{verb}s")
    }
}

/// What a claim does where that is more than to state something, and its cue does not say so.
pub(crate) fn marked_act(claim: &Claim) -> Option<String> {
    let plain = claim.act == SpeechAct::Assert || claim.cue_lemma == claim.act.as_str();
    (claim.negated || !plain).then(|| act(claim.act, claim.negated))
}

/// To whom, by what means, when and where something is said, and who passes it on.
pub(crate) fn circumstances(reading: &Reading, claim: &Claim) -> Vec<String> {
    let text = &reading.document.text;
    let mut facts = Vec::new();
    if !claim.addressees.is_empty() {
        let names: Vec<_> = claim
            .addressees
            .iter()
            .map(|id| phrases::entity_name(reading, *id))
            .collect();
        facts.push(format!("to {}", phrases::list(&names)));
    }
    facts.extend(claim.channel.as_ref().map(|means| format!("via {means}")));
    if let Some(id) = claim.time {
        let time = &reading.times[id.index()];
        let words = phrases::one_line(time.span.of(text));
        facts.push(match (time.from, time.to) {
            (None, None) => words,
            (from, to) => match phrases::days(from, to) {
                days if days == words => words,
                days => format!("{words} ({days})"),
            },
        });
    }
    facts.extend(claim.place.map(|id| {
        let place = phrases::place_name(reading, &reading.places[id.index()]);
        format!("in {place}")
    }));
    // A speaker whose words lie in more words of the same speaker is not passed on by anybody.
    let tellers: Vec<_> = claim
        .within
        .iter()
        .map(|id| &reading.claims[id.index()].source)
        .filter(|teller| teller.entities.is_empty() || teller.entities != claim.source.entities)
        .map(|teller| phrases::source(reading, teller))
        .collect();
    if !tellers.is_empty() {
        facts.push(format!("as told by {}", tellers.join(" ← ")));
    }
    facts
}
