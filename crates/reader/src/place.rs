//! Where: toponyms become points.
//!
//! Every name of a place becomes a row, and a point where the document supports one: its other
//! places, what follows a comma, where the paper is at home, and how large a place is. A name that
//! nothing supports keeps its row without coordinates. Demonyms and organisations are no places,
//! unless the caller says that a span is a toponym; a place inside the name of an organisation or
//! facility is one ([`inside`]).

mod home;
mod inside;
mod pattern;
mod placed;
mod resolve;
mod sense;
#[cfg(test)]
mod tests;
mod toponym;

use lexicon::Candidate;
use record::{Place, PlacePrecision, ReadingBuilder, Syntax};

use crate::Knowledge;
use sense::Meaning;
use toponym::{Toponym, Toponyms};

/// Adds a row for every toponym: the caller's spans when it gives them, else every name of a place
/// that `who` found.
pub fn read(builder: &mut ReadingBuilder, _: &Syntax, knowledge: Knowledge<'_>) {
    let mut found = toponym::collect(builder.reading(), knowledge);
    let home = home::of(&builder.reading().document, knowledge.gazetteer);
    resolve::resolve(&mut found.groups, &home);
    for (index, toponym) in found.toponyms.iter().enumerate() {
        let group = &found.groups[toponym.group];
        let mut place = Place {
            span: toponym.span,
            entity: toponym.entity,
            geonames: None,
            point: None,
            feature: None,
            country: None,
            admin1: None,
            precision: None,
            confidence: 0.0,
        };
        match group.meaning() {
            Meaning::Unknown => {
                let text = &builder.reading().document.text;
                if let Some(container) = around(text, &found, index) {
                    place.precision = Some(precision(container));
                    locate(&mut place, container, WITHIN_CONFIDENCE);
                }
            }
            Meaning::Is(sense, confidence) if group.site => {
                place.precision = Some(precision(&sense.place));
                locate(&mut place, &sense.place, confidence.min(WITHIN_CONFIDENCE));
            }
            Meaning::Is(sense, confidence) => {
                place.geonames = sense.place.geonames();
                place.feature = Some(sense.place.feature.to_owned());
                place.precision = Some(precision(&sense.place));
                locate(&mut place, &sense.place, confidence);
            }
            Meaning::Within(container) => {
                place.precision = Some(precision(container));
                locate(&mut place, container, WITHIN_CONFIDENCE);
            }
        }
        if let Err(refused) = builder.place(place) {
            builder.refuse(&refused);
        }
    }
}

/// How sure a point is that is only the middle of what contains the place.
const WITHIN_CONFIDENCE: f32 = 0.65;
/// How sure a place must be for another to be put in it.
const ANCHOR_CONFIDENCE: f32 = 0.5;

/// The town or division in or near which the text puts a toponym that nothing else is known of:
/// “Mbele, near Kisumu”, “the Mbele district of Nairobi”, “Nairobi's Mbele slum”.
fn around<'a>(text: &str, found: &'a Toponyms, index: usize) -> Option<&'a Candidate> {
    let this = found.toponyms[index].span;
    let known = |other: &Toponym| match found.groups[other.group].meaning() {
        Meaning::Is(sense, confidence) if confidence >= ANCHOR_CONFIDENCE => Some(&sense.place),
        _ => None,
    };
    let local = |place: &&Candidate| !place.is_country() && !place.is_region();
    if let Some(next) = found.toponyms.get(index + 1)
        && let Some(between) = text.get(this.end as usize..next.span.start as usize)
        && pattern::puts_in(between)
        && let Some(place) = known(next).filter(local)
    {
        return Some(place);
    }
    let last = &found.toponyms[index.checked_sub(1)?];
    let between = text.get(last.span.end as usize..this.start as usize)?;
    let owned = matches!(between, "'s " | "’s ");
    known(last).filter(|_| owned).filter(local)
}

fn locate(place: &mut Place, candidate: &Candidate, confidence: f32) {
    let known = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    place.point = Some((candidate.latitude, candidate.longitude));
    place.country = known(candidate.country);
    place.admin1 = known(candidate.admin1);
    place.confidence = confidence;
}

fn precision(candidate: &Candidate) -> PlacePrecision {
    match candidate.feature {
        "ADM1" => PlacePrecision::Admin1,
        "ADM2" => PlacePrecision::Admin2,
        "AIRP" | "S" | "MT" | "FLLS" => PlacePrecision::Point,
        feature if feature.starts_with("PPL") => PlacePrecision::City,
        feature if feature.starts_with("PCL") => PlacePrecision::Country,
        _ => PlacePrecision::Region,
    }
}
