//! Places of events: the toponym next to the trigger, in its sentence, or the dateline's.

use record::{
    BlockKind, EventPlace, EventPlaceBasis, EventPlaceRole, PlaceId, PlacePrecision, Reading,
    ReadingBuilder, Span,
};

/// Gives each place that has been resolved the country that it lies in, so that “Tehran” acts and
/// suffers as a part of Iran.
pub(super) fn give_countries(builder: &mut ReadingBuilder) {
    let resolved: Vec<_> = builder
        .reading()
        .places
        .iter()
        .filter_map(|place| Some((place.entity?, place.country.clone()?)))
        .collect();
    for (entity, country) in resolved {
        builder.country(entity, &country);
    }
}

/// The toponyms of a document, in text order.
pub(super) struct Toponyms {
    list: Vec<(Span, PlaceId)>,
    /// For each of the list, whether it can be where a sentence plays: a country acts and is
    /// spoken of more often than it is a scene, so that it needs a word that puts things there.
    scenes: Vec<bool>,
    dateline: Option<PlaceId>,
}

impl Toponyms {
    pub(super) fn new(reading: &Reading) -> Self {
        let mut list: Vec<_> = reading
            .places
            .iter()
            .enumerate()
            // What stands inside the name of an organisation is not where it acts.
            .filter(|(_, place)| place.entity.is_some() || reading.document.toponyms.is_some())
            .map(|(index, place)| (place.span, PlaceId(index as u32)))
            .collect();
        list.sort();
        let text = &reading.document.text;
        let scenes = list
            .iter()
            .map(|(span, id)| {
                let wide = matches!(
                    reading.places[id.index()].precision,
                    Some(PlacePrecision::Country | PlacePrecision::Region) | None
                );
                !wide || follows_locative(&text[..span.start as usize])
            })
            .collect();
        let dateline = reading
            .document
            .blocks
            .iter()
            .filter(|block| block.kind == BlockKind::Dateline)
            .find_map(|block| {
                list.iter()
                    .find(|(span, _)| block.span.contains(*span))
                    .map(|(_, id)| *id)
            });
        Self {
            list,
            scenes,
            dateline,
        }
    }

    /// The places of an event. `role` says how a toponym is governed from the trigger's clause, if
    /// it is; `taken` tells toponyms that already name a participant.
    pub(super) fn of(
        &self,
        sentence: Span,
        role: impl Fn(Span) -> Option<EventPlaceRole>,
        taken: impl Fn(Span) -> bool,
    ) -> Vec<EventPlace> {
        let first = self
            .list
            .partition_point(|(span, _)| span.start < sentence.start);
        let inside = || {
            self.list[first..]
                .iter()
                .take_while(|(span, _)| span.start < sentence.end)
        };
        let attached: Vec<EventPlace> = inside()
            .filter(|(span, _)| !taken(*span))
            .filter_map(|(span, place)| {
                role(*span).map(|role| EventPlace {
                    place: *place,
                    role,
                    basis: EventPlaceBasis::Attached,
                })
            })
            .take(3)
            .collect();
        if !attached.is_empty() {
            return attached;
        }
        let other = inside()
            .zip(&self.scenes[first..])
            .find(|((span, _), scene)| **scene && !taken(*span))
            .map(|((_, place), _)| EventPlace {
                place: *place,
                role: EventPlaceRole::At,
                basis: EventPlaceBasis::Sentence,
            });
        let dateline = self.dateline.map(|place| EventPlace {
            place,
            role: EventPlaceRole::At,
            basis: EventPlaceBasis::Dateline,
        });
        other.or(dateline).into_iter().collect()
    }
}

/// Whether the words before a toponym put something there: “in northern Mali”, “across Syria”.
fn follows_locative(before: &str) -> bool {
    let before = &before[before.floor_char_boundary(before.len().saturating_sub(40))..];
    let mut words = before
        .rsplit(char::is_whitespace)
        .filter(|word| !word.is_empty());
    words.by_ref().take(2).any(|word| {
        matches!(
            word,
            "in" | "In" | "at" | "near" | "across" | "around" | "inside" | "throughout" | "within"
        )
    })
}
