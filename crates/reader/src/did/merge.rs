//! Merging: the same event told twice in a document is one row with several tellings.

use std::collections::HashMap;

use record::{EntityId, Event, EventDate, EventDateBasis, Role, Status};

/// The events of a document, and where to find those of a kind.
#[derive(Default)]
pub(super) struct Merged {
    pub(super) events: Vec<Event>,
    by_key: HashMap<Key, Vec<usize>>,
}

type Key = (String, Vec<EntityId>, Vec<EntityId>);

/// How many events with one key are looked at before a telling counts as new.
const MOST_COMPARED: usize = 8;

impl Merged {
    /// Adds an event, or joins it to one that tells the same.
    pub(super) fn add(&mut self, event: Event) {
        let key = key(&event);
        let alike = self.by_key.entry(key.clone()).or_default();
        let known = (!key.1.is_empty()
            && (!key.2.is_empty() || event.reciprocal && key.1.len() > 1))
            .then(|| {
                alike
                    .iter()
                    .rev()
                    .take(MOST_COMPARED)
                    .copied()
                    .find(|&index| same(&self.events[index], &event))
            })
            .flatten();
        if let Some(index) = known {
            join(&mut self.events[index], event);
        } else {
            alike.push(self.events.len());
            self.events.push(event);
        }
    }
}

fn key(event: &Event) -> Key {
    let of = |role: Role| {
        let mut ids: Vec<EntityId> = event
            .participants
            .iter()
            .filter(|participant| participant.role == role)
            .map(|participant| participant.entity)
            .collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    };
    (event.kind.clone(), of(Role::Actor), of(Role::Recipient))
}

fn same(one: &Event, other: &Event) -> bool {
    let real = |event: &Event| matches!(event.status, Status::Happened | Status::Ongoing);
    let modes = one.modes.is_empty() || other.modes.is_empty() || one.modes == other.modes;
    (one.status == other.status || real(one) && real(other))
        && one.background == other.background
        && modes
        && compatible(one.date, other.date)
}

fn compatible(one: EventDate, other: EventDate) -> bool {
    match (one.start, other.start) {
        (Some(start), Some(other_start)) => {
            let end = one.end.unwrap_or(start);
            let other_end = other.end.unwrap_or(other_start);
            start <= other_end && other_start <= end
        }
        _ => true,
    }
}

fn join(kept: &mut Event, told: Event) {
    let telling = kept.tellings.len() as u32;
    kept.tellings.extend(told.tellings);
    for mut vouched in told.vouched {
        vouched.telling += telling;
        kept.vouched.push(vouched);
    }
    for participant in told.participants {
        let known = kept
            .participants
            .iter_mut()
            .find(|other| other.entity == participant.entity && other.role == participant.role);
        match known {
            Some(known) => {
                for span in participant.spans {
                    if !known.spans.contains(&span) {
                        known.spans.push(span);
                    }
                }
            }
            None => kept.participants.push(participant),
        }
    }
    let vague = |date: EventDate| {
        matches!(
            date.basis,
            EventDateBasis::NotAfterPublished | EventDateBasis::Unknown
        )
    };
    if vague(kept.date) && !vague(told.date) {
        kept.date = told.date;
    }
    if kept.modes.is_empty() {
        kept.modes = told.modes;
        kept.cameo = told.cameo;
    }
    if kept.places.is_empty() {
        kept.places = told.places;
    }
    if kept.object.is_none() {
        kept.object = told.object;
    }
    kept.quantities.extend(told.quantities);
    kept.confidence = kept.confidence.max(told.confidence);
}
