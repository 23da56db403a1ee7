//! Expectations about rows: which rows come close, and what is wrong with each.

use record::{ClaimId, DateInterval, EntityId, Event, EventDateBasis, Role, Span};

use super::check::{Checker, Close, DID, Question, SAID, Verdict, WHEN, WHERE, WHO};
use super::grammar::{self, Names, Words};
use super::text::{fits, says};

impl Checker<'_> {
    pub(super) fn entity(&self, wanted: &grammar::Entity) -> Verdict {
        let mut close = Close::new();
        for id in self.entities(&wanted.words) {
            let entity = &self.reading.entities[id.index()];
            let mut wrong = Vec::new();
            if entity.kind.as_str() != wanted.kind {
                wrong.push(format!("it is a {}", entity.kind));
            }
            if let Some(country) = &wanted.country
                && entity.country.as_deref().unwrap_or("-") != country
            {
                wrong.push(format!(
                    "country {}",
                    entity.country.as_deref().unwrap_or("-")
                ));
            }
            for sector in &wanted.sectors {
                if !entity.sectors.contains(sector) {
                    wrong.push(format!("no sector {sector}"));
                }
            }
            if let Some(title) = &wanted.title
                && !entity.titles.iter().any(|one| fits(one, &title.text))
            {
                wrong.push(format!("titles {:?}", entity.titles));
            }
            if let Some(wikidata) = &wanted.wikidata
                && entity.wikidata.as_ref() != Some(wikidata)
            {
                wrong.push(format!("wikidata {:?}", entity.wikidata));
            }
            close.push((id.index(), wrong, self.describe.entity(entity)));
        }
        let right_kind = |row: &usize| self.reading.entities[*row].kind.as_str() == wanted.kind;
        let mut verdict = Self::of(Question::Who, close, WHO);
        verdict.rows.retain(right_kind);
        if verdict.found.is_empty() {
            let places = self.text.places(&wanted.words);
            let entities = self.reading.entities.iter();
            verdict.found = entities
                .filter(|entity| {
                    entity
                        .mentions
                        .iter()
                        .any(|m| places.iter().any(|p| p.overlaps(m.span)))
                })
                .map(|entity| self.describe.entity(entity))
                .collect();
        }
        verdict
    }

    pub(super) fn time(&self, wanted: &grammar::Time) -> Verdict {
        let mut close = Close::new();
        for (index, time) in self.reading.times.iter().enumerate() {
            if !self.text.touches(time.span, &wanted.words) {
                continue;
            }
            let mut wrong = Vec::new();
            if !self.text.is(time.span, &wanted.words) {
                wrong.push("other words".to_owned());
            }
            if wanted
                .kind
                .as_ref()
                .is_some_and(|kind| time.kind.as_str() != kind)
            {
                wrong.push(format!("it is a {}", time.kind));
            }
            if wanted
                .value
                .as_ref()
                .is_some_and(|value| time.value != *value)
            {
                wrong.push(format!("value {}", time.value));
            }
            if let Some(days) = wanted.days
                && time.from.zip(time.to) != Some((days.start, days.end))
            {
                wrong.push("other days".to_owned());
            }
            close.push((index, wrong, self.describe.time(time)));
        }
        Self::of(Question::When, close, WHEN)
    }

    pub(super) fn place(&self, wanted: &grammar::Place) -> Verdict {
        let mut close = Close::new();
        for (index, place) in self.reading.places.iter().enumerate() {
            if !self.text.touches(place.span, &wanted.words) {
                continue;
            }
            let mut wrong = Vec::new();
            if !self.text.is(place.span, &wanted.words) {
                wrong.push("other words".to_owned());
            }
            if let Some(country) = &wanted.country
                && place.country.as_deref().unwrap_or("-") != country
            {
                wrong.push(format!(
                    "country {}",
                    place.country.as_deref().unwrap_or("-")
                ));
            }
            if wanted.geonames.is_some() && place.geonames != wanted.geonames {
                wrong.push("another place".to_owned());
            }
            if let Some(near) = wanted.near
                && place
                    .point
                    .is_none_or(|point| kilometres(near, point) > 50.0)
            {
                wrong.push("elsewhere".to_owned());
            }
            if wanted.unresolved && place.point.is_some() {
                wrong.push("it is resolved".to_owned());
            }
            close.push((index, wrong, self.describe.place(place)));
        }
        let mut verdict = Self::of(Question::Where, close, WHERE);
        if verdict.found.is_empty() {
            verdict.found = self.described(&[self.mentioned(&wanted.words)]);
        }
        verdict
    }

    pub(super) fn claim(&self, wanted: &grammar::Claim) -> Verdict {
        let mut close = Close::new();
        let mut right = Vec::new();
        for (index, claim) in self.reading.claims.iter().enumerate() {
            let touches = |spans: &[Span], words: &Words| {
                spans.iter().any(|span| self.text.touches(*span, words))
            };
            if !wanted
                .content
                .iter()
                .any(|words| touches(&claim.content, words))
            {
                continue;
            }
            let mut wrong = Vec::new();
            if claim.kind.as_str() != wanted.kind {
                wrong.push(format!("it is {}", claim.kind));
            }
            let source = match &wanted.source {
                Some(words) => touches(&claim.source.spans, words),
                None => claim.source.spans.is_empty(),
            };
            if source {
                right.push(index);
            } else {
                wrong.push("another source".to_owned());
            }
            for name in &wanted.names {
                let ids = self.entities(name);
                if !claim.source.entities.iter().any(|id| ids.contains(id)) {
                    wrong.push(format!("the source is not {}", name.text));
                }
            }
            if let Some(cue) = &wanted.cue
                && !touches(&claim.cue, cue)
                && claim.cue_lemma != cue.text
            {
                wrong.push("another cue".to_owned());
            }
            if !self.content(&claim.content, &wanted.content) {
                wrong.push("other words are said".to_owned());
            }
            if wanted
                .act
                .as_ref()
                .is_some_and(|act| claim.act.as_str() != act)
            {
                wrong.push(format!("act {}", claim.act));
            }
            for name in &wanted.addressees {
                let ids = self.entities(name);
                if !claim.addressees.iter().any(|id| ids.contains(id)) {
                    wrong.push(format!("not said to {}", name.text));
                }
            }
            if let Some(name) = &wanted.within
                && !claim.within.iter().any(|id| self.speaks(*id, name))
            {
                wrong.push(format!("not within {}", name.text));
            }
            if wanted.anonymous && !claim.source.anonymous {
                wrong.push("the source is not anonymous".to_owned());
            }
            close.push((index, wrong, self.describe.claim(claim)));
        }
        let mut verdict = Self::of(Question::Said, close, SAID);
        verdict.rows.retain(|row| right.contains(row));
        verdict
    }

    fn content(&self, spans: &[Span], wanted: &[Words]) -> bool {
        let each = spans.len() == wanted.len()
            && spans
                .iter()
                .zip(wanted)
                .all(|(span, words)| says(self.text.of(*span), &words.text));
        let [words] = wanted else {
            return each;
        };
        let all: Vec<_> = spans.iter().map(|span| self.text.of(*span)).collect();
        each || words.text.contains('…') && says(&all.join(" "), &words.text)
    }

    pub(super) fn event(&self, wanted: &grammar::Event) -> Verdict {
        let mut close = Close::new();
        let mut right = Vec::new();
        for (index, event) in self.reading.events.iter().enumerate() {
            let here = match &wanted.trigger {
                Some(words) => self.triggered(event, words),
                None => event.kind == wanted.kind,
            };
            if !here {
                continue;
            }
            let wrong = self.event_wrongs(event, wanted);
            let actors = wanted.actors.as_ref();
            let main = event.kind == wanted.kind
                && (wanted.trigger.is_some()
                    || actors.is_none_or(|names| self.part(event, Role::Actor, names).is_none()));
            if main {
                right.push(index);
            }
            close.push((index, wrong, self.describe.event(event)));
        }
        let mut verdict = Self::of(Question::Did, close, DID);
        verdict.rows.retain(|row| right.contains(row));
        if verdict.found.is_empty() {
            verdict.found = self
                .reading
                .events
                .iter()
                .take(8)
                .map(|event| self.describe.event(event))
                .collect();
        }
        verdict
    }

    fn event_wrongs(&self, event: &Event, wanted: &grammar::Event) -> Vec<String> {
        let mut wrong = Vec::new();
        if event.kind != wanted.kind {
            wrong.push(format!("type {}", event.kind));
        }
        if let Some(mode) = &wanted.mode {
            let found = event.modes.first().map_or("-", String::as_str);
            if !event.modes.contains(mode) && found != mode {
                wrong.push(format!("mode {found}"));
            }
        }
        if wanted
            .status
            .as_ref()
            .is_some_and(|status| event.status.as_str() != status)
        {
            wrong.push(format!("status {}", event.status));
        }
        if let Some(names) = &wanted.actors {
            wrong.extend(self.part(event, Role::Actor, names));
        }
        if let Some(names) = &wanted.recipients {
            wrong.extend(self.part(event, Role::Recipient, names));
        }
        for name in &wanted.instruments {
            let names = Names {
                names: vec![name.clone()],
                more: true,
            };
            wrong.extend(self.part(event, Role::Instrument, &names));
        }
        let date = event.date;
        let interval = date.start.zip(date.end);
        let dated = match wanted.date {
            None => true,
            Some(grammar::EventDate::Unknown) => interval.is_none() && date.end.is_none(),
            Some(grammar::EventDate::On(DateInterval { start, end })) => {
                interval == Some((start, end)) && date.basis != EventDateBasis::NotAfterPublished
            }
            Some(grammar::EventDate::By(end)) => {
                date.end == Some(end) && date.basis == EventDateBasis::NotAfterPublished
            }
        };
        if !dated {
            wrong.push("another date".to_owned());
        }
        for (role, name) in &wanted.places {
            let Some(name) = name else {
                if !event.places.is_empty() {
                    wrong.push("it has a place".to_owned());
                }
                continue;
            };
            let ids = self.entities(name);
            let here = event.places.iter().any(|place| {
                let row = &self.reading.places[place.place.index()];
                place.role.as_str() == role
                    && (self.text.is(row.span, name)
                        || row.entity.is_some_and(|id| ids.contains(&id)))
            });
            if !here {
                wrong.push(format!("not {role} {}", name.text));
            }
        }
        for (stance, sources) in &wanted.vouched {
            let here = event.vouched.iter().any(|vouched| {
                vouched.stance.as_str() == stance
                    && vouched.chain.len() == sources.len()
                    && vouched
                        .chain
                        .iter()
                        .rev()
                        .zip(sources)
                        .all(|(id, name)| self.speaks(*id, name))
            });
            if !here {
                let names: Vec<_> = sources.iter().map(|name| name.text.as_str()).collect();
                wrong.push(format!("no voucher {}", names.join(" < ")));
            }
        }
        if let Some(object) = &wanted.object {
            let here =
                event.object.as_ref().is_some_and(|found| {
                    object.kind.as_ref().is_none_or(|kind| {
                        found.kind.as_ref().is_some_and(|one| of_type(one, kind))
                    }) && object.refrain == (found.polarity == record::Polarity::Refrain)
                        && object.words.as_ref().is_none_or(|words| {
                            found
                                .spans
                                .iter()
                                .any(|span| self.text.touches(*span, words))
                        })
                });
            if !here {
                wrong.push("another object".to_owned());
            }
        }
        if wanted
            .background
            .is_some_and(|background| event.background != background)
        {
            wrong.push(
                if event.background {
                    "background"
                } else {
                    "news"
                }
                .to_owned(),
            );
        }
        for (what, number) in &wanted.quantities {
            let here = event.quantities.iter().any(|quantity| {
                let bounds = [quantity.value, quantity.low, quantity.high];
                quantity.what == *what
                    && bounds
                        .iter()
                        .flatten()
                        .any(|value| (value - number).abs() < 1e-9)
            });
            if !here {
                wrong.push(format!("no count of {number} {what}"));
            }
        }
        wrong
    }

    /// What is wrong with those who have a part in an event; nothing when they are these.
    fn part(&self, event: &Event, role: Role, names: &Names) -> Option<String> {
        let mut found: Vec<EntityId> = event
            .participants
            .iter()
            .filter(|participant| participant.role == role)
            .map(|participant| participant.entity)
            .collect();
        found.sort_unstable();
        found.dedup();
        let mut left = found.clone();
        for name in &names.names {
            let ids = self.entities(name);
            let spoken = event.participants.iter().find(|participant| {
                participant.role == role
                    && left.contains(&participant.entity)
                    && (ids.contains(&participant.entity)
                        || participant
                            .spans
                            .iter()
                            .any(|span| self.text.is(*span, name)))
            });
            match spoken {
                Some(participant) => left.retain(|id| *id != participant.entity),
                None => return Some(format!("{role} {} is missing", name.text)),
            }
        }
        if names.more || left.is_empty() {
            return None;
        }
        let left: Vec<_> = left
            .iter()
            .map(|id| self.reading.entities[id.index()].name.as_str())
            .collect();
        Some(format!("{role} {} is too much", left.join(" + ")))
    }

    pub(super) fn triggered(&self, event: &Event, words: &Words) -> bool {
        let mut triggers = event.tellings.iter().flat_map(|telling| &telling.trigger);
        triggers.any(|span| self.text.touches(*span, words))
    }

    /// Whether a claim's source goes by a name.
    fn speaks(&self, id: ClaimId, name: &Words) -> bool {
        let source = &self.reading.claims[id.index()].source;
        let ids = self.entities(name);
        source.entities.iter().any(|id| ids.contains(id))
            || source.spans.iter().any(|span| self.text.is(*span, name))
    }
}

/// Whether a type is the one wanted: `RETREAT/ceasefire` is `RETREAT`.
fn of_type(found: &str, wanted: &str) -> bool {
    found == wanted || found.split('/').next() == Some(wanted)
}

/// Over the sphere.
fn kilometres(one: (f64, f64), other: (f64, f64)) -> f64 {
    let (a, b) = (one.0.to_radians(), other.0.to_radians());
    let across = (other.1 - one.1).to_radians();
    let h = ((b - a) / 2.0).sin().powi(2) + a.cos() * b.cos() * (across / 2.0).sin().powi(2);
    2.0 * 6371.0 * h.sqrt().min(1.0).asin()
}
