//! From the inner types to the wire, once.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use super::rows;
use super::{Block, Document, Generator, Issue, Published, Reading, SCHEMA, Span};
use crate::{Anchor, DateInterval, Event, Role};

pub(super) fn reading(reading: &crate::Reading, generator: &crate::Generator) -> Reading {
    let points = CodePoints::new(&reading.document.text);
    Reading {
        schema: SCHEMA.to_owned(),
        generator: Generator {
            name: "dateline".to_owned(),
            version: generator.version.clone(),
            options: generator.options.clone(),
            language_model: generator.language_model.clone(),
            ontology: generator.ontology.clone(),
            lexicon: generator.lexicon.clone(),
            gazetteer: generator.gazetteer.clone(),
        },
        document: document(&reading.document, &points),
        sentences: reading
            .sentences
            .iter()
            .map(|span| points.span(*span))
            .collect(),
        entities: numbered("e", &reading.entities, |id, row| entity(id, row, &points)),
        times: numbered("t", &reading.times, |id, row| time(id, row, &points)),
        places: numbered("p", &reading.places, |id, row| place(id, row, &points)),
        claims: numbered("c", &reading.claims, |id, row| claim(id, row, &points)),
        events: numbered("v", &reading.events, |id, row| {
            event(id, row, reading, &points)
        }),
        issues: reading
            .issues
            .iter()
            .map(|issue| Issue {
                code: issue.code.code().to_owned(),
                message: issue.message.clone(),
                span: issue.span.map(|span| points.span(span)),
            })
            .collect(),
    }
}

fn numbered<T, U>(prefix: &str, rows: &[T], mut wire: impl FnMut(String, &T) -> U) -> Vec<U> {
    rows.iter()
        .enumerate()
        .map(|(index, row)| wire(format!("{prefix}{}", index + 1), row))
        .collect()
}

fn document(document: &crate::Document, points: &CodePoints) -> Document {
    let published = &document.published;
    Document {
        id: document.id.clone(),
        text_sha256: hex(&Sha256::digest(document.text.as_bytes())),
        uri: document.uri.clone(),
        canonical: document.canonical.clone(),
        publisher: document.publisher.clone(),
        agency: document.agency.clone(),
        media_type: document.media_type.clone(),
        title: document.title.clone(),
        byline: document.byline.clone(),
        section: document.section.clone(),
        keywords: document.keywords.clone(),
        language: document.language.clone(),
        page_type: document.page_type.to_string(),
        correction_notice: document.correction_notice.clone(),
        published: Published {
            start: published
                .interval
                .map(|interval| interval.start.to_string()),
            end: published.interval.map(|interval| interval.end.to_string()),
            zone: published.zone.clone(),
            confidence: rounded(published.confidence),
            basis: published.basis.to_string(),
            evidence: points.spans(&published.evidence),
        },
        updated: document.updated.clone(),
        retrieved: document.retrieved.clone(),
        basis: document
            .basis
            .iter()
            .map(|(name, basis)| ((*name).to_owned(), basis.to_string()))
            .collect::<BTreeMap<_, _>>(),
        text: document.text.clone(),
        blocks: document
            .blocks
            .iter()
            .map(|block| self::block(block, points))
            .collect(),
    }
}

fn block(block: &crate::Block, points: &CodePoints) -> Block {
    let [start, end] = points.span(block.span);
    Block {
        kind: block.kind.to_string(),
        start,
        end,
        content: block.content,
        repeat_of: block.repeat_of.map(|index| index as u32),
        credit: block.credit.clone(),
        published: block
            .published
            .map(|DateInterval { start, end }| [start.to_string(), end.to_string()]),
        language: block.language.clone(),
        rows: block
            .rows
            .as_ref()
            .map(|rows| rows.iter().map(|cells| points.spans(cells)).collect()),
    }
}

fn entity(id: String, entity: &crate::Entity, points: &CodePoints) -> rows::Entity {
    rows::Entity {
        id,
        r#type: entity.kind.to_string(),
        name: entity.name.clone(),
        titles: entity.titles.clone(),
        members: ids(&entity.members),
        country: entity.country.clone(),
        sectors: entity.sectors.clone(),
        basis: entity.basis.to_string(),
        lexicon: entity.lexicon.clone(),
        wikidata: entity.wikidata.clone(),
        wikipedia: entity.wikipedia.clone(),
        mentions: entity
            .mentions
            .iter()
            .map(|mention| {
                let [start, end] = points.span(mention.span);
                let form = mention.form.to_string();
                rows::Mention {
                    start,
                    end,
                    form,
                    score: rounded(mention.score),
                }
            })
            .collect(),
    }
}

fn time(id: String, time: &crate::Time, points: &CodePoints) -> rows::Time {
    let [start, end] = points.span(time.span);
    rows::Time {
        id,
        start,
        end,
        r#type: time.kind.to_string(),
        value: time.value.clone(),
        r#mod: time.modifier.clone(),
        from: time.from.map(|date| date.to_string()),
        to: time.to.map(|date| date.to_string()),
        anchor: match time.anchor {
            Anchor::Published => "published".to_owned(),
            Anchor::Time(id) => id.to_string(),
            Anchor::Explicit => "explicit".to_owned(),
        },
    }
}

fn place(id: String, place: &crate::Place, points: &CodePoints) -> rows::Place {
    let [start, end] = points.span(place.span);
    rows::Place {
        id,
        start,
        end,
        entity: place.entity.map(|id| id.to_string()),
        geonames: place.geonames,
        latitude: place.point.map(|(latitude, _)| latitude),
        longitude: place.point.map(|(_, longitude)| longitude),
        feature: place.feature.clone(),
        country: place.country.clone(),
        admin1: place.admin1.clone(),
        precision: place.precision.map(|precision| precision.to_string()),
        confidence: rounded(place.confidence),
    }
}

fn claim(id: String, claim: &crate::Claim, points: &CodePoints) -> rows::Claim {
    rows::Claim {
        id,
        kind: claim.kind.to_string(),
        act: claim.act.to_string(),
        strength: claim.strength.clone(),
        negated: claim.negated,
        source: rows::Source {
            spans: points.spans(&claim.source.spans),
            entities: ids(&claim.source.entities),
            anonymous: claim.source.anonymous,
        },
        cue: rows::Cue {
            spans: points.spans(&claim.cue),
            lemma: claim.cue_lemma.clone(),
        },
        content: rows::Content {
            spans: points.spans(&claim.content),
        },
        addressees: ids(&claim.addressees),
        channel: claim.channel.clone(),
        time: claim.time.map(|id| id.to_string()),
        place: claim.place.map(|id| id.to_string()),
        within: ids(&claim.within),
        confidence: rounded(claim.confidence),
    }
}

fn event(id: String, event: &Event, reading: &crate::Reading, points: &CodePoints) -> rows::Event {
    let with_role = |role: Role| {
        let mut seen = BTreeSet::new();
        let participants = event
            .participants
            .iter()
            .filter(|participant| participant.role == role);
        participants
            .map(|participant| participant.entity)
            .filter(|entity| seen.insert(*entity))
            .map(|entity| entity.to_string())
            .collect::<Vec<_>>()
    };
    let mut seen = BTreeSet::new();
    let claims = event.vouched.iter().flat_map(|vouched| &vouched.chain);
    let claims: Vec<_> = claims.filter(|id| seen.insert(**id)).copied().collect();
    let first = &event.tellings[0];
    rows::Event {
        id,
        key: key(event, reading),
        r#type: event.kind.clone(),
        modes: event.modes.clone(),
        contexts: event.contexts.clone(),
        quad: event.quad,
        cameo: event.cameo.clone(),
        reciprocal: event.reciprocal,
        actors: with_role(Role::Actor),
        recipients: with_role(Role::Recipient),
        participants: event
            .participants
            .iter()
            .map(|participant| rows::Participant {
                entity: participant.entity.to_string(),
                role: participant.role.to_string(),
                spans: points.spans(&participant.spans),
                country: participant.country.clone(),
                sectors: participant.sectors.clone(),
                title: participant.title.clone(),
            })
            .collect(),
        object: event.object.as_ref().map(|object| rows::Object {
            event: object.event.map(|id| id.to_string()),
            r#type: object.kind.clone(),
            spans: points.spans(&object.spans),
            polarity: object.polarity.to_string(),
        }),
        relations: event
            .relations
            .iter()
            .map(|relation| rows::Relation {
                to: relation.to.to_string(),
                kind: relation.kind.to_string(),
            })
            .collect(),
        date: rows::EventDate {
            start: event.date.start.map(|date| date.to_string()),
            end: event.date.end.map(|date| date.to_string()),
            precision: event.date.precision.to_string(),
            time: event.date.time.map(|id| id.to_string()),
            basis: event.date.basis.to_string(),
        },
        places: event
            .places
            .iter()
            .map(|place| rows::EventPlace {
                place: place.place.to_string(),
                role: place.role.to_string(),
                basis: place.basis.to_string(),
            })
            .collect(),
        status: event.status.to_string(),
        background: event.background,
        vouched: event
            .vouched
            .iter()
            .map(|vouched| rows::Vouched {
                chain: ids(&vouched.chain),
                stance: vouched.stance.to_string(),
                telling: vouched.telling,
            })
            .collect(),
        claims: ids(&claims),
        quantities: event
            .quantities
            .iter()
            .map(|quantity| rows::Quantity {
                what: quantity.what.clone(),
                of: quantity.of.map(|id| id.to_string()),
                value: quantity.value,
                low: quantity.low,
                high: quantity.high,
                relation: quantity.relation.to_string(),
                unit: quantity.unit.clone(),
                claims: ids(&quantity.claims),
                spans: points.spans(&quantity.spans),
            })
            .collect(),
        evidence: rows::Evidence {
            sentence: points.span(first.sentence),
            trigger: points.spans(&first.trigger),
        },
        tellings: event
            .tellings
            .iter()
            .map(|telling| rows::Telling {
                sentence: points.span(telling.sentence),
                trigger: points.spans(&telling.trigger),
                participants: telling
                    .participants
                    .iter()
                    .map(|s| points.spans(s))
                    .collect(),
            })
            .collect(),
        confidence: rounded(event.confidence),
    }
}

/// The same document, type, trigger words and participants' words give the same key, so that a
/// row keeps its key when rows before it come or go. Two events of one key in one document differ
/// by their place in the text, which goes in last.
fn key(event: &Event, reading: &crate::Reading) -> String {
    let text = &reading.document.text;
    let mut hash = Sha256::new();
    let mut part = |words: &str| {
        hash.update(words.as_bytes());
        hash.update([0]);
    };
    part(&reading.document.id);
    part(&event.kind);
    for telling in event.tellings.iter().take(1) {
        telling.trigger.iter().for_each(|span| part(span.of(text)));
        let sentence = telling.sentence.of(text);
        part(sentence);
    }
    for participant in &event.participants {
        part(participant.role.as_str());
        participant
            .spans
            .iter()
            .for_each(|span| part(span.of(text)));
    }
    hex(&hash.finalize()[..16])
}

fn ids<T: std::fmt::Display>(ids: &[T]) -> Vec<String> {
    ids.iter().map(ToString::to_string).collect()
}

/// Three decimals: finer than any confidence means, and the same on every machine.
fn rounded(value: f32) -> f64 {
    (f64::from(value) * 1000.0).round() / 1000.0
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

/// Byte offsets to code points: the code points before every 64th byte, and a count from there.
struct CodePoints<'a> {
    text: &'a [u8],
    before: Option<Vec<u32>>,
}

const STRIDE: usize = 64;

impl<'a> CodePoints<'a> {
    fn new(text: &'a str) -> Self {
        let text = text.as_bytes();
        if text.is_ascii() {
            return Self { text, before: None };
        }
        let mut count = 0;
        let before = text
            .chunks(STRIDE)
            .map(|chunk| {
                let here = count;
                count += starts(chunk);
                here
            })
            .chain(std::iter::once(0))
            .collect();
        Self {
            text,
            before: Some(before),
        }
    }

    fn point(&self, offset: u32) -> u32 {
        let Some(before) = &self.before else {
            return offset;
        };
        let offset = offset as usize;
        let stride = (offset / STRIDE).min(self.text.len().saturating_sub(1) / STRIDE);
        before[stride] + starts(&self.text[stride * STRIDE..offset])
    }

    fn span(&self, span: crate::Span) -> Span {
        [self.point(span.start), self.point(span.end)]
    }

    fn spans(&self, spans: &[crate::Span]) -> Vec<Span> {
        spans.iter().map(|span| self.span(*span)).collect()
    }
}

/// How many characters start among these bytes: every byte that does not continue one.
fn starts(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|byte| (**byte as i8) >= -0x40).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_become_code_points() {
        for text in ["", "plain", "“Ça va,” said Žižek 😀.", &"é—x".repeat(100)] {
            let points = CodePoints::new(text);
            let offsets = text
                .char_indices()
                .map(|(offset, _)| offset)
                .chain([text.len()]);
            for (count, offset) in offsets.enumerate() {
                assert_eq!(
                    points.point(offset as u32),
                    count as u32,
                    "{text} at {offset}"
                );
            }
        }
    }
}
