//! Calendar dates: days, months, years, weekdays, clock times, seasons, quarters, holidays.

use super::super::expression::{
    Beside, Clock, Deixis, From, Holiday, Part, Season, Unit, What, YearOf,
};
use super::super::words::Word;
use super::{Found, Grammar, short_year};

impl Grammar<'_> {
    /// “December”, “Dec. 5”, “December 5th, 2016”, “December 2016”.
    pub(super) fn month(self, index: usize, month: u8, weak: bool) -> Option<Found> {
        if !self.capital(index) && weak || !self.is_month(index, month, weak) {
            return None;
        }
        let mut next = index + 1;
        if self.word(next) == Word::FullStop && weak && self.day_number(next + 1).is_some() {
            next += 1;
        }
        if let Some((day, end)) = self.day_number(next) {
            let (year, end) = self.year_after(end, true).unwrap_or((YearOf::Unsaid, end));
            let what = What::Day {
                year,
                month,
                day,
                weekday: None,
            };
            return Some(self.with_part(Found::new(what, end)));
        }
        let (year, end) = self
            .year_after(next, true)
            .unwrap_or((YearOf::Unsaid, index + 1));
        let what = What::Month {
            year,
            month,
            deixis: Deixis::Bare,
        };
        Some(Found::new(what, end))
    }

    /// Whether “May” or “March” is the month here and not the verb.
    fn is_month(self, index: usize, month: u8, weak: bool) -> bool {
        let next = self.word(index + 1);
        let dated = matches!(
            next,
            Word::Digits(1..=31, 1..=2) | Word::Digits(1000..=2199, 4) | Word::Ordinal(1..=31)
        ) || next == Word::FullStop
            && matches!(self.word(index + 2), Word::Digits(1..=31, 1..=2));
        if !weak || dated {
            return true;
        }
        let dotted = self.lexemes[index].dotted || next == Word::FullStop;
        let before = matches!(
            self.before(index),
            Word::Preposition
                | Word::Between
                | Word::Within
                | Word::Of
                | Word::To
                | Word::Until
                | Word::From
                | Word::Last
                | Word::Next
                | Word::This
                | Word::Early
                | Word::Late
                | Word::Earlier
                | Word::Middle
                | Word::Hyphen
                | Word::Before
                | Word::After
                | Word::Every
                | Word::Previous
                | Word::Following
                | Word::Digits(1..=31, 1..=2)
                | Word::Ordinal(_)
        );
        match month {
            3 | 5 => before || self.before(index) == Word::And && next != Word::Other,
            _ => dotted || before,
        }
    }

    /// “5”, “5th”, “fifth”, “twenty-first” as a day of the month.
    fn day_number(self, index: usize) -> Option<(u8, usize)> {
        match self.word(index) {
            Word::Digits(day @ 1..=31, 1..=2) => {
                let clock = matches!(self.word(index + 1), Word::Am | Word::Pm | Word::OClock);
                (!clock).then_some((day as u8, index + 1))
            }
            Word::Ordinal(day @ 1..=31) => Some((day as u8, index + 1)),
            Word::Number(tens @ (20 | 30)) => {
                let next = self.skip_hyphen(index + 1);
                match self.word(next) {
                    Word::Ordinal(unit @ 1..=9) => Some(((tens + unit) as u8, next + 1)),
                    _ => None,
                }
            }
            Word::The => match self.word(index + 1) {
                Word::Ordinal(day @ 1..=31) => Some((day as u8, index + 2)),
                _ => None,
            },
            _ => None,
        }
    }

    /// “5 December 2016”, “the 5th of May”, and the first of “5–7 December”.
    pub(super) fn day_month(self, index: usize) -> Option<Found> {
        let (day, next) = self.day_number(index)?;
        let of = next + usize::from(self.word(next) == Word::Of);
        if let Word::Month(month, weak) = self.word(of)
            && (self.capital(of) || !weak)
        {
            let end = of
                + 1
                + usize::from(
                    self.word(of + 1) == Word::FullStop && weak && self.year(of + 2).is_some(),
                );
            let (year, end) = self
                .year_after(end, true)
                .unwrap_or((YearOf::Unsaid, of + 1));
            let what = What::Day {
                year,
                month,
                day,
                weekday: None,
            };
            return Some(self.with_part(Found::new(what, end)));
        }
        let joint = matches!(
            self.word(next),
            Word::Hyphen | Word::To | Word::Until | Word::And | Word::Or
        );
        if joint
            && let Some(Found {
                what:
                    What::Day {
                        year,
                        month,
                        day: last,
                        ..
                    },
                ..
            }) = self.day_number(next + 1).and_then(|(_, after)| {
                matches!(self.word(after), Word::Month(..) | Word::Of)
                    .then(|| self.day_month(next + 1))?
            })
            && last > day
        {
            let what = What::Day {
                year,
                month,
                day,
                weekday: None,
            };
            return Some(Found::new(what, next));
        }
        None
    }

    /// A year that a month, season or quarter takes: “, 2016”, “of 1994”, “'89”, “last year”.
    pub(super) fn year_after(self, index: usize, comma: bool) -> Option<(YearOf, usize)> {
        let mut next = index;
        if self.word(next) == Word::Of || comma && self.word(next) == Word::Comma {
            next += 1;
        }
        if self.word(next) == Word::Fiscal {
            next += 1;
            next += usize::from(self.word(next) == Word::Unit(Unit::Year, false));
        }
        if let Word::ShortYear(year) = self.word(next) {
            return Some((YearOf::Is(short_year(year)), next + 1));
        }
        if let Some((year, end)) = self.year(next) {
            return Some((YearOf::Is(year), end));
        }
        if next > index && self.word(index) == Word::Comma {
            return None;
        }
        let said = match self.word(next) {
            Word::Last => YearOf::Shifted(-1),
            Word::This => YearOf::Shifted(0),
            Word::Next => YearOf::Shifted(1),
            Word::That => YearOf::Same,
            Word::The if self.word(next + 1) == Word::Same => {
                next += 1;
                YearOf::Same
            }
            _ => return None,
        };
        (self.word(next + 1) == Word::Unit(Unit::Year, false)).then_some((said, next + 2))
    }

    /// A year in four digits or in words (“nineteen ninety-six”), with “BC” where it stands.
    pub(super) fn year(self, index: usize) -> Option<(i32, usize)> {
        match self.word(index) {
            Word::Digits(year @ 1..=9999, digits @ 1..=4) => {
                if self.word(index + 1) == Word::Bc && self.capital(index + 1) {
                    return Some((-(year as i32), index + 2));
                }
                let counted = matches!(
                    self.word(index + 1),
                    Word::Measure | Word::Unit(_, true) | Word::Zone(_) | Word::OClock
                );
                let plain = digits == 4 && (1000..2200).contains(&year) && !counted;
                plain.then_some((year as i32, index + 1))
            }
            Word::Number(century @ 10..=20) => {
                let next = self.skip_hyphen(index + 1);
                match self.word(next) {
                    Word::Number(tens @ (20 | 30 | 40 | 50 | 60 | 70 | 80 | 90)) => {
                        let after = self.skip_hyphen(next + 1);
                        match self.word(after) {
                            Word::Number(unit @ 1..=9) => {
                                Some(((century * 100 + tens + unit) as i32, after + 1))
                            }
                            _ => Some(((century * 100 + tens) as i32, next + 1)),
                        }
                    }
                    Word::Number(teens @ 10..=19) => {
                        Some(((century * 100 + teens) as i32, next + 1))
                    }
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// A year that stands alone; a bare number needs words around it that take a year.
    pub(super) fn lone_year(self, index: usize) -> Option<Found> {
        let (year, end) = self.year(index)?;
        let found = Some(Found::new(What::Year(year), end));
        if end > index + 1 {
            return found;
        }
        let before = self.before(index);
        let after = self.word(end);
        if before == Word::Measure || after == Word::Quantity {
            return None;
        }
        // Wire style begins no sentence with a figure, unless it is a year.
        if before == Word::Unit(Unit::Year, false) || index == 0 {
            return found;
        }
        let strong = matches!(
            before,
            Word::Preposition
                | Word::Between
                | Word::Within
                | Word::From
                | Word::To
                | Word::Until
                | Word::Open
                | Word::Hyphen
                | Word::Early
                | Word::Late
                | Word::Middle
                | Word::Before
                | Word::After
                | Word::Of
        );
        let likely = (1900..2050).contains(&year);
        let closes = matches!(
            after,
            Word::Mark
                | Word::Comma
                | Word::FullStop
                | Word::As
                | Word::Hyphen
                | Word::And
                | Word::To
                | Word::Until
                | Word::Possessive
                | Word::Preposition
                | Word::Between
                | Word::Within
                | Word::Or
                | Word::PastCue
                | Word::SaidCue
        );
        // “1200 people”: a lower-case noun after the number makes it a count.
        let counts = after == Word::Other && !self.capital(end);
        if likely && (strong || closes || !counts && !matches!(before, Word::At))
            || strong && closes
        {
            found
        } else {
            likely
                .then_some(found)
                .flatten()
                .filter(|_| matches!(before, Word::The | Word::A))
        }
    }

    /// “Wednesday”, “Monday, Dec. 5, 2016”, “Friday morning”, “Tuesday nights”.
    pub(super) fn weekday(
        self,
        index: usize,
        day: u8,
        short: bool,
        deixis: Deixis,
    ) -> Option<Found> {
        let mut next = index + 1;
        if self.word(next) == Word::FullStop && short {
            next += 1;
        }
        let comma = next + usize::from(self.word(next) == Word::Comma);
        let the = comma + usize::from(self.word(comma) == Word::The);
        let date = match self.word(the) {
            Word::Month(month, weak)
                if self.day_number(the + 1).is_some() || self.word(the + 1) == Word::FullStop =>
            {
                self.month(the, month, weak)
            }
            Word::Digits(..) | Word::Ordinal(_) => self.day_month(the),
            Word::IsoDate(..) => self.core(the),
            _ => None,
        };
        if let Some(mut found) = date
            && let What::Day { weekday, .. } = &mut found.what
        {
            *weekday = Some(day);
            return Some(found);
        }
        // “Sat” and “Sun” are weekdays only as “Sat.” or before a date.
        if short && !(self.lexemes[index].dotted && self.capital(index)) {
            return None;
        }
        Some(self.with_part(Found::new(What::Weekday { day, deixis }, index + 1)))
    }

    /// “5 p.m.”, “10:30 GMT”, “noon Saturday”, “9 a.m. on Dec. 5”.
    pub(super) fn clock(self, index: usize) -> Option<Found> {
        let (minutes, mut end) = self.minutes(index)?;
        let mut clock = Clock {
            minutes,
            zone: None,
        };
        if let Word::Zone(zone) = self.word(end)
            && self.capital(end)
        {
            clock.zone = zone;
            end += 1;
        } else if (self.word(end) == Word::Filler || self.capital(end))
            && self.word(end + 1) == Word::Time
        {
            // “local time”, “Oslo time”
            end += 2;
        }
        let on = end + usize::from(matches!(self.word(end), Word::On | Word::Comma));
        let named = matches!(self.word(index), Word::NamedHour(_));
        let day = match self.word(on) {
            Word::Month(..)
            | Word::Weekday(..)
            | Word::DayShift(_)
            | Word::Digits(..)
            | Word::IsoDate(..)
            | Word::Tonight
            | Word::The => self.core(on).filter(|day| day.is_day()),
            _ => None,
        };
        // “Midnight Express”, “the noon prayers”: no hour, without a word that makes it one.
        let bare = named && day.is_none() && end == index + 1;
        let before = self.before(index);
        let placed = leads_to_hour(before)
            || matches!(before, Word::Before | Word::After | Word::More | Word::And);
        if bare && !placed {
            return None;
        }
        let mut found = day.unwrap_or(Found::new(What::Within(From::Context), end));
        // “9:30 p.m., March 19 EST”
        if let Word::Zone(zone) = self.word(found.end)
            && clock.zone.is_none()
            && self.capital(found.end)
        {
            clock.zone = zone;
            found.end += 1;
        }
        found.clock = Some(clock);
        found.part = None;
        Some(found)
    }

    fn minutes(self, index: usize) -> Option<(u16, usize)> {
        let next = self.word(index + 1);
        match self.word(index) {
            Word::NamedHour(hour) => Some((u16::from(hour) * 60, index + 1)),
            Word::Clock(minutes, said) => match next {
                Word::Am if minutes < 13 * 60 => Some((minutes % (12 * 60), index + 2)),
                Word::Pm if minutes < 13 * 60 => Some((minutes % (12 * 60) + 12 * 60, index + 2)),
                // “won 10:30” may be anything; “at 10:30” and “10:30 GMT” are times.
                _ => (said || matches!(next, Word::Zone(_)) || leads_to_hour(self.before(index)))
                    .then_some((minutes, index + 1)),
            },
            Word::Digits(hour @ 1..=12, 1..=2) | Word::Number(hour @ 1..=12) => {
                let base = (hour % 12 * 60) as u16;
                match next {
                    Word::Am => Some((base, index + 2)),
                    Word::Pm => Some((base + 12 * 60, index + 2)),
                    Word::OClock => Some(((hour * 60) as u16, index + 2)),
                    _ => None,
                }
            }
            Word::Digits(time, 4)
                if time < 2400
                    && time % 100 < 60
                    && matches!(next, Word::Zone(_) | Word::OClock)
                    && (next == Word::OClock || self.capital(index + 1)) =>
            {
                let end = index + 1 + usize::from(next == Word::OClock);
                Some(((time / 100 * 60 + time % 100) as u16, end))
            }
            _ => None,
        }
    }

    /// “the night of Dec. 5”, “mid-afternoon yesterday”.
    pub(super) fn part_of(self, index: usize, part: Part) -> Option<Found> {
        let next = index + 1;
        let day = match self.word(next) {
            Word::Of => self.core(next + 1),
            Word::DayShift(_) => self.core(next),
            _ => None,
        };
        let mut found = day.filter(|day| day.is_day())?;
        found.part = Some(part);
        Some(found)
    }

    /// “summer”, “summer of 1994”, “summer 2016”.
    pub(super) fn season(self, index: usize, season: Season, deixis: Deixis) -> Found {
        let (year, end) = self
            .year_after(index + 1, false)
            .unwrap_or((YearOf::Unsaid, index + 1));
        let what = What::Season {
            year,
            season,
            deixis,
        };
        Found::new(what, end)
    }

    /// Whether the season's word is “fall”, which is more often something else.
    pub(super) fn is_fall(self, index: usize) -> bool {
        self.word(index) == Word::Season(Season::Fall) && self.lexemes[index].span.len() == 4
    }

    /// A season without a determiner: with a year, or as “in winter”.
    pub(super) fn bare_season(self, index: usize, season: Season) -> Option<Found> {
        let found = self.season(index, season, Deixis::Bare);
        let placed = !self.is_fall(index) && self.before(index) == Word::Preposition;
        (found.end > index + 1 || placed).then_some(found)
    }

    /// Whether “80s” is written in digits; “twenties” in words needs “the”.
    pub(super) fn is_digit_decade(self, index: usize) -> bool {
        self.lexemes[index].span.len() < 8 && !self.capital(index)
    }

    /// “Christmas”, “New Year's Eve”, “Election Day”.
    pub(super) fn holiday(self, index: usize, deixis: Deixis) -> Option<Found> {
        if !self.capital(index) {
            return None;
        }
        let is_day = |at| self.word(at) == Word::Unit(Unit::Day, false) && self.capital(at);
        let (holiday, end) = match self.word(index) {
            Word::Holiday(Holiday::Christmas) if self.word(index + 1) == Word::Eve => {
                (Holiday::ChristmasEve, index + 2)
            }
            Word::Holiday(Holiday::Easter) if self.word(index + 1) == Word::Weekday(7, false) => {
                (Holiday::Easter, index + 2)
            }
            Word::Holiday(Holiday::Easter) if self.word(index + 1) == Word::Weekday(1, false) => {
                (Holiday::EasterMonday, index + 2)
            }
            Word::BeforeEaster(5) => (Holiday::GoodFriday, index + 2),
            Word::BeforeEaster(_) => (Holiday::PalmSunday, index + 2),
            Word::Holiday(holiday) => (holiday, index + 1 + usize::from(is_day(index + 1))),
            Word::DayName(holiday) if is_day(index + 1) => (holiday, index + 2),
            Word::DayName(holiday)
                if self.word(index + 1) == Word::Possessive && is_day(index + 2) =>
            {
                (holiday, index + 3)
            }
            Word::New
                if self.word(index + 1) == Word::Unit(Unit::Year, false)
                    && self.word(index + 2) == Word::Possessive =>
            {
                match self.word(index + 3) {
                    Word::Eve => (Holiday::NewYearsEve, index + 4),
                    _ if is_day(index + 3) => (Holiday::NewYearsDay, index + 4),
                    _ => return None,
                }
            }
            _ => return None,
        };
        // “Easter week” is the week of the day.
        let week = self.word(end) == Word::Unit(Unit::Week, false);
        let end = end + usize::from(week);
        let (year, end) = self.year_after(end, true).unwrap_or((YearOf::Unsaid, end));
        let what = What::Holiday {
            holiday,
            year,
            deixis,
        };
        let mut found = Found::new(what, end);
        found.beside = week.then_some(Beside::Week);
        Some(found)
    }
}

/// Words that make an hour of the number behind them: “at 10:30”.
fn leads_to_hour(word: Word) -> bool {
    matches!(
        word,
        Word::At
            | Word::Preposition
            | Word::Between
            | Word::Within
            | Word::From
            | Word::To
            | Word::Until
            | Word::About
    )
}
