//! Dates: which time expression of the document an event belongs to.
//!
//! The publication date bounds an event, it never dates one.

use record::{
    EventDate, EventDateBasis, EventPrecision, Reading, Span, Status, Time, TimeId, TimeType,
};

/// The day-bearing expressions of a document, in text order.
pub(super) struct Times<'a> {
    list: Vec<(TimeId, &'a Time)>,
}

impl<'a> Times<'a> {
    pub(super) fn new(reading: &'a Reading) -> Self {
        let mut list: Vec<_> = reading
            .times
            .iter()
            .enumerate()
            .map(|(index, time)| (TimeId(index as u32), time))
            .collect();
        list.sort_by_key(|(id, time)| (time.span.start, *id));
        Self { list }
    }

    /// The expressions inside a span.
    pub(super) fn within(&self, span: Span) -> &[(TimeId, &'a Time)] {
        let first = self
            .list
            .partition_point(|(_, time)| time.span.start < span.start);
        let end = self
            .list
            .partition_point(|(_, time)| time.span.start < span.end);
        &self.list[first..end]
    }

    /// The date of an event at `trigger`: the nearest expression of its clause, else of its
    /// sentence, else only that it was not after publication.
    pub(super) fn date_of(
        &self,
        reading: &Reading,
        sentence: Span,
        trigger: Span,
        same_clause: impl Fn(Span) -> bool,
        status: Status,
    ) -> EventDate {
        let nearest = |attached: bool| {
            self.within(sentence)
                .iter()
                .filter(|(_, time)| {
                    matches!(time.kind, TimeType::Date | TimeType::Time) && time.from.is_some()
                })
                .filter(|(_, time)| !attached || same_clause(time.span))
                .min_by_key(|(_, time)| distance(time.span, trigger))
        };
        for (attached, basis) in [
            (true, EventDateBasis::Attached),
            (false, EventDateBasis::Sentence),
        ] {
            if let Some((id, time)) = nearest(attached) {
                return EventDate {
                    start: time.from,
                    end: time.to.or(time.from),
                    precision: precision(time),
                    time: Some(*id),
                    basis,
                };
            }
        }
        let published = reading
            .document
            .published
            .interval
            .map(|interval| interval.end);
        match published {
            Some(end)
                if matches!(
                    status,
                    Status::Happened | Status::Ongoing | Status::DidNotHappen | Status::Denied
                ) =>
            {
                EventDate {
                    start: None,
                    end: Some(end),
                    precision: EventPrecision::Unknown,
                    time: None,
                    basis: EventDateBasis::NotAfterPublished,
                }
            }
            _ => EventDate::unknown(),
        }
    }
}

fn precision(time: &Time) -> EventPrecision {
    let (Some(from), Some(to)) = (time.from, time.to.or(time.from)) else {
        return EventPrecision::Unknown;
    };
    match from
        .until(to)
        .map_or(0, |length| length.get_days().unsigned_abs())
    {
        0..=1 => EventPrecision::Day,
        2..=7 => EventPrecision::Week,
        8..=31 => EventPrecision::Month,
        32..=366 => EventPrecision::Year,
        _ => EventPrecision::Longer,
    }
}

fn distance(one: Span, other: Span) -> u32 {
    one.start
        .saturating_sub(other.end)
        .max(other.start.saturating_sub(one.end))
}
