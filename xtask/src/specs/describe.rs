//! Rows of a reading in the words of a record block, so that what was found can be read beside
//! what was wanted, and copied where it is right.

use std::fmt::Write as _;

use record::{
    Anchor, Block, Claim, Entity, EntityId, Event, EventDateBasis, EventPlaceRole, Place,
    Published, Reading, Role, Span, Stance, Time,
};

use super::text::squeeze;

/// A reading's rows as expectations.
pub(super) struct Describe<'a>(pub(super) &'a Reading);

impl Describe<'_> {
    /// The whole record of an article: a first draft for whoever writes its gold.
    pub(super) fn all(&self) -> Vec<String> {
        let reading = self.0;
        let mut lines = vec![Self::published(&reading.document.published)];
        lines.extend(
            reading
                .document
                .blocks
                .iter()
                .map(|block| self.block(block)),
        );
        lines.extend(reading.sentences.iter().map(|span| self.sentence(*span)));
        lines.extend(reading.entities.iter().map(|entity| self.entity(entity)));
        lines.extend(reading.times.iter().map(|time| self.time(time)));
        lines.extend(reading.places.iter().map(|place| self.place(place)));
        lines.extend(reading.claims.iter().map(|claim| self.claim(claim)));
        lines.extend(reading.events.iter().map(|event| self.event(event)));
        lines
    }

    fn quoted(&self, span: Span) -> String {
        format!("\"{}\"", escaped(span.of(&self.0.document.text)))
    }

    /// The words of a long span: its first and last ones.
    fn short(&self, span: Span) -> String {
        let words = squeeze(span.of(&self.0.document.text));
        let all: Vec<_> = words.split(' ').collect();
        if all.len() <= 14 {
            return format!("\"{}\"", escaped(&words));
        }
        let (first, last) = (all[..6].join(" "), all[all.len() - 5..].join(" "));
        format!("\"{} … {}\"", escaped(&first), escaped(&last))
    }

    fn all_quoted(&self, spans: &[Span]) -> String {
        let all: Vec<_> = spans.iter().map(|span| self.short(*span)).collect();
        all.join(" + ")
    }

    pub(super) fn published(published: &Published) -> String {
        let Some(interval) = published.interval else {
            return "published unknown".to_owned();
        };
        let (start, end) = (interval.start, interval.end);
        if start == end {
            format!("published {start} {}", published.basis)
        } else {
            format!("published {start}..{end} {}", published.basis)
        }
    }

    pub(super) fn block(&self, block: &Block) -> String {
        let noise = if block.content { "" } else { "   // noise" };
        format!("block {} {}{noise}", block.kind, self.short(block.span))
    }

    pub(super) fn sentence(&self, span: Span) -> String {
        format!("sentence {}", self.short(span))
    }

    pub(super) fn entity(&self, entity: &Entity) -> String {
        let mut line = format!("entity {} \"{}\"", entity.kind, escaped(&entity.name));
        if entity.country.is_some() || !entity.sectors.is_empty() {
            let _ = write!(line, " {}", entity.country.as_deref().unwrap_or("-"));
        }
        for sector in &entity.sectors {
            let _ = write!(line, " {sector}");
        }
        if let Some(title) = entity.titles.first() {
            let _ = write!(line, " title \"{}\"", escaped(title));
        }
        if let Some(wikidata) = &entity.wikidata {
            let _ = write!(line, " wikidata {wikidata}");
        }
        let mentions: Vec<_> = entity
            .mentions
            .iter()
            .map(|mention| squeeze(mention.span.of(&self.0.document.text)))
            .collect();
        let _ = write!(line, "   // {}", mentions.join(" | "));
        line
    }

    pub(super) fn time(&self, time: &Time) -> String {
        let mut line = format!(
            "time {} {} {}",
            self.quoted(time.span),
            time.kind,
            time.value
        );
        if let (Some(from), Some(to)) = (time.from, time.to)
            && from != to
        {
            let _ = write!(line, " days {from}..{to}");
        }
        if time.anchor != Anchor::Published {
            let anchor = match time.anchor {
                Anchor::Explicit => "explicit".to_owned(),
                Anchor::Time(id) => id.to_string(),
                Anchor::Published => String::new(),
            };
            let _ = write!(line, "   // {anchor}");
        }
        line
    }

    pub(super) fn place(&self, place: &Place) -> String {
        let mut line = format!("place {}", self.quoted(place.span));
        if let Some(country) = &place.country {
            let _ = write!(line, " {country}");
        }
        match (place.geonames, place.point) {
            (Some(id), _) => {
                let _ = write!(line, " {id}");
            }
            (None, Some((latitude, longitude))) => {
                let _ = write!(line, " near {latitude:.2} {longitude:.2}");
            }
            (None, None) => line.push_str(" unresolved"),
        }
        line
    }

    pub(super) fn claim(&self, claim: &Claim) -> String {
        let mut line = format!("claim {} ", claim.kind);
        match claim.source.spans.first() {
            Some(span) => line.push_str(&self.quoted(*span)),
            None => line.push_str("nobody"),
        }
        if !claim.source.entities.is_empty() {
            let _ = write!(
                line,
                " = {}",
                self.names(claim.source.entities.iter().copied())
            );
        }
        if let Some(cue) = claim.cue.first() {
            let _ = write!(line, ", {}", self.quoted(*cue));
        }
        let _ = write!(line, ": {}", self.all_quoted(&claim.content));
        if claim.act != record::SpeechAct::Assert {
            let _ = write!(line, "; act {}", claim.act);
        }
        for id in claim.within.iter().take(1) {
            let _ = write!(
                line,
                "; within {}",
                self.speaker(&self.0.claims[id.index()])
            );
        }
        if claim.source.anonymous {
            line.push_str("; anonymous");
        }
        line
    }

    pub(super) fn event(&self, event: &Event) -> String {
        let mut line = format!("event {}", event.kind);
        if let Some(mode) = event.modes.first() {
            let _ = write!(line, "/{mode}");
        }
        let _ = write!(line, " {}", event.status);
        if let Some(trigger) = event.tellings.first().and_then(|t| t.trigger.first()) {
            let _ = write!(line, " {}", self.quoted(*trigger));
        }
        let with = |role: Role| {
            let mut ids: Vec<_> = event
                .participants
                .iter()
                .filter(|participant| participant.role == role)
                .map(|participant| participant.entity)
                .collect();
            ids.dedup();
            ids
        };
        let _ = write!(line, ": {}", self.names(with(Role::Actor)));
        let recipients = with(Role::Recipient);
        if !recipients.is_empty() {
            let _ = write!(line, " → {}", self.names(recipients));
        }
        match (event.date.basis, event.date.start, event.date.end) {
            (EventDateBasis::NotAfterPublished, _, Some(end)) => {
                let _ = write!(line, "; by {end}");
            }
            (_, Some(start), Some(end)) if start == end => {
                let _ = write!(line, "; on {start}");
            }
            (_, Some(start), Some(end)) => {
                let _ = write!(line, "; on {start}..{end}");
            }
            _ => line.push_str("; on unknown"),
        }
        for place in &event.places {
            let role = match place.role {
                EventPlaceRole::At => "at",
                EventPlaceRole::From => "from",
                EventPlaceRole::To => "to",
            };
            let span = self.0.places[place.place.index()].span;
            let _ = write!(line, "; {role} {}", self.quoted(span));
        }
        for vouched in event
            .vouched
            .iter()
            .filter(|vouched| !vouched.chain.is_empty())
        {
            line.push_str(match vouched.stance {
                Stance::Asserts => "; via ",
                Stance::Denies => "; denied by ",
                Stance::Doubts => "; doubted by ",
            });
            let chain: Vec<_> = vouched
                .chain
                .iter()
                .rev()
                .map(|id| self.speaker(&self.0.claims[id.index()]))
                .collect();
            line.push_str(&chain.join(" < "));
        }
        if let Some(object) = &event.object {
            line.push_str("; object");
            if let Some(kind) = &object.kind {
                let _ = write!(line, " {kind}");
            }
            if object.polarity == record::Polarity::Refrain {
                line.push_str(" refrain");
            }
            if let Some(span) = object.spans.first() {
                let _ = write!(line, " {}", self.short(*span));
            }
        }
        for quantity in &event.quantities {
            if let Some(value) = quantity.value {
                let _ = write!(line, "; count {} {value}", quantity.what);
            }
        }
        if event.background {
            line.push_str("; background");
        }
        line
    }

    /// Who makes a claim: an entity's name, else the words.
    pub(super) fn speaker(&self, claim: &Claim) -> String {
        match (claim.source.entities.first(), claim.source.spans.first()) {
            (Some(id), _) => self.name(*id),
            (None, Some(span)) => self.quoted(*span),
            (None, None) => "nobody".to_owned(),
        }
    }

    fn names(&self, ids: impl IntoIterator<Item = EntityId>) -> String {
        let names: Vec<_> = ids.into_iter().map(|id| self.name(id)).collect();
        if names.is_empty() {
            return "nobody".to_owned();
        }
        names.join(" + ")
    }

    /// A name, between quotation marks where it could be taken for something else.
    fn name(&self, id: EntityId) -> String {
        let name = &self.0.entities[id.index()].name;
        let plain = name.split(' ').all(|word| {
            !word.is_empty() && !word.ends_with([',', ';', ':']) && !word.contains('"')
        });
        if plain {
            name.clone()
        } else {
            format!("\"{}\"", escaped(name))
        }
    }
}

fn escaped(text: &str) -> String {
    squeeze(text).replace('\\', "\\\\").replace('"', "\\\"")
}
