//! Expressions that point: “last week”, “this morning”, “the following year”, “every day”.

use super::super::expression::{
    Amount, Beside, Deixis, Direction, From, Reference, Unit, What, YearOf,
};
use super::super::words::Word;
use super::lengths::length;
use super::{Found, Grammar, reference};

impl Grammar<'_> {
    /// What begins with “last”, “this”, “next” and the like; `the` when “the” stands before.
    pub(super) fn deictic(self, index: usize, the: bool) -> Option<Found> {
        let word = self.word(index);
        let deixis = match word {
            Word::Last | Word::Past | Word::Latest => Deixis::Last,
            Word::Next | Word::Coming => Deixis::Next,
            Word::This if self.word(index + 1) == Word::Coming => {
                return self.pointed(index + 2, Deixis::Next, Word::Coming, the);
            }
            Word::This if self.in_title(index) => return None,
            Word::This | Word::Current => Deixis::This,
            Word::Previous => Deixis::Previous,
            Word::Following => Deixis::Following,
            Word::Same | Word::That => Deixis::Same,
            Word::These => {
                return (self.word(index + 1) == Word::Unit(Unit::Day, true))
                    .then(|| reference(Reference::Present, index + 2));
            }
            Word::Every => return self.every(index + 1),
            _ => return None,
        };
        let found = self.pointed(index + 1, deixis, word, the);
        match (word, found) {
            (Word::Current, None) if !the => Some(reference(Reference::Present, index + 1)),
            // “lessons of the past”
            (Word::Past, None) if the => {
                let next = self.word(index + 1);
                let noun = next == Word::Other && !self.capital(index + 1);
                let counted = matches!(next, Word::Number(_) | Word::Digits(..) | Word::Several);
                (!noun && !counted).then(|| reference(Reference::Past, index + 1))
            }
            (_, found) => found,
        }
    }

    /// The noun, at `index`, that “last” or “this” points with.
    fn pointed(self, index: usize, deixis: Deixis, word: Word, the: bool) -> Option<Found> {
        // “the last week of August”, “the last years of his life”
        if let (true, Word::Last, Word::Unit(unit, plural), Word::Of) =
            (the, word, self.word(index), self.word(index + 1))
            && unit != Unit::Quarter
        {
            let amount = if plural {
                Amount::Unknown
            } else {
                Amount::whole(1)
            };
            return Some(length(amount, unit, None, index + 1));
        }
        if word == Word::Same
            && let Some(found) = self.same_a_year_ago(index)
        {
            return Some(found);
        }
        match self.word(index) {
            Word::Unit(unit, false) => self.pointed_unit(index, unit, deixis, word, the),
            Word::Unit(unit, true) => match deixis {
                Deixis::Last => Some(reference(Reference::Past, index + 1)),
                Deixis::Next => Some(length(
                    Amount::Unknown,
                    unit,
                    Some(Direction::Ahead),
                    index + 1,
                )),
                Deixis::Following | Deixis::Previous => {
                    Some(length(Amount::Unknown, unit, None, index + 1))
                }
                _ => None,
            },
            // “In this Monday, Dec. 5, 2016 photo”: “this” belongs to the photo.
            Word::Weekday(day, short) => self.weekday(index, day, short, deixis).filter(|found| {
                !matches!(
                    found.what,
                    What::Day {
                        year: YearOf::Is(_),
                        ..
                    }
                )
            }),
            Word::Month(month, weak) => {
                let mut found = self.month(index, month, weak)?;
                if let What::Month { deixis: own, .. } = &mut found.what {
                    *own = deixis;
                }
                Some(found)
            }
            Word::Season(season) => Some(self.season(index, season, deixis)),
            Word::Weekend => Some(Found::new(What::Weekend(deixis), index + 1)),
            Word::Part(part, false) => {
                let (by, from) = match deixis {
                    Deixis::Last if word == Word::Last => (-1, From::Published),
                    Deixis::This => (0, From::Published),
                    Deixis::Same => (0, From::Context),
                    Deixis::Next | Deixis::Following => (1, From::Context),
                    Deixis::Previous => (-1, From::Context),
                    _ => return None,
                };
                let what = What::Shifted {
                    unit: Unit::Day,
                    by,
                    from,
                };
                let mut found = Found::new(what, index + 1);
                found.part = Some(part);
                Some(found)
            }
            Word::Holiday(_) | Word::DayName(_) | Word::New => self.holiday(index, deixis),
            Word::Period if word == Word::Latest => Some(Found::new(
                What::Quarter {
                    year: YearOf::Unsaid,
                    number: None,
                    deixis,
                },
                index + 1,
            )),
            Word::Fiscal => {
                let next = index + 1;
                match self.word(next) {
                    Word::Unit(unit @ (Unit::Year | Unit::Quarter), false) => {
                        self.pointed_unit(next, unit, deixis, word, the)
                    }
                    _ => None,
                }
            }
            Word::Ordinal(1..=4) if word == Word::Latest || word == Word::Last => None,
            Word::Filler => match self.word(index + 1) {
                Word::Unit(unit, false) => self.pointed_unit(index + 1, unit, deixis, word, the),
                _ => None,
            },
            Word::Number(_) | Word::Digits(..) | Word::Several | Word::Couple => {
                let found = self.length(index)?;
                let What::Length { amount, unit, .. } = found.what else {
                    return None;
                };
                let direction = match deixis {
                    Deixis::Last => Some(Direction::Back),
                    Deixis::Next => Some(Direction::Ahead),
                    Deixis::This => return None,
                    // “objected that four days are too few”
                    _ if word == Word::That => return None,
                    _ => None,
                };
                let mut found = Found {
                    what: What::Length {
                        amount,
                        unit,
                        direction,
                    },
                    ..found
                };
                found.end = found.end.max(index + 1);
                Some(found)
            }
            // “the final quarter of 2009”
            _ if word == Word::Latest => self.quarter(index - 1, YearOf::Unsaid),
            _ => None,
        }
    }

    /// “the same month a year ago”, “the comparable period last year”, “the corresponding
    /// year-ago quarter”; `index` is behind “same”.
    fn same_a_year_ago(self, index: usize) -> Option<Found> {
        let year = Word::Unit(Unit::Year, false);
        let before = self.word(index) == year;
        let hyphen = self.skip_hyphen(index + 1);
        if before && matches!(self.word(hyphen), Word::Ago | Word::Earlier) {
            let end = self.period_after(hyphen + 1);
            return Some(Found::new(What::YearAgo(From::Published), end));
        }
        let what = match self.word(index) {
            Word::Period | Word::Unit(Unit::Quarter, false) => What::YearAgo(From::Published),
            Word::Unit(Unit::Month, false) => What::MonthYearAgo,
            _ => return None,
        };
        let next = index + 1 + usize::from(self.word(index + 1) == Word::Of);
        let ago = match (self.word(next), self.word(next + 1), self.word(next + 2)) {
            (Word::A, unit, Word::Ago | Word::Earlier | Word::Before) if unit == year => next + 3,
            (Word::Last, unit, _) if unit == year => next + 2,
            _ => return None,
        };
        Some(Found::new(what, ago))
    }

    fn pointed_unit(
        self,
        index: usize,
        unit: Unit,
        deixis: Deixis,
        word: Word,
        the: bool,
    ) -> Option<Found> {
        let end = index + 1;
        if unit == Unit::Quarter {
            if word == Word::Latest {
                let found = self.quarter(index - 1, YearOf::Unsaid);
                if let Some(found) = found
                    && !matches!(
                        found.what,
                        What::Quarter {
                            year: YearOf::Unsaid,
                            ..
                        }
                    )
                {
                    return Some(found);
                }
            }
            let what = What::Quarter {
                year: YearOf::Unsaid,
                number: None,
                deixis,
            };
            return Some(Found::new(what, end));
        }
        let (by, from) = match deixis {
            Deixis::Last => (-1, From::Published),
            Deixis::This => (0, From::Published),
            // “the next day” follows the story, “next week” the page.
            Deixis::Next if the || unit == Unit::Day => (1, From::Context),
            Deixis::Next => (1, From::Published),
            Deixis::Following => (1, From::Context),
            Deixis::Previous => (-1, From::Context),
            Deixis::Same if word == Word::That => (0, From::Told),
            Deixis::Same | Deixis::Bare => (0, From::Context),
        };
        if unit < Unit::Day {
            return None;
        }
        if word == Word::Past || unit == Unit::Day && word == Word::Last {
            let amount = Amount::whole(1);
            return Some(length(amount, unit, Some(Direction::Back), end));
        }
        if unit == Unit::Day && word == Word::This {
            return None;
        }
        if unit == Unit::Year && from == From::Published && self.word(end) == Word::Possessive {
            // “next year's first quarter”, “last year's quarter”
            let year = YearOf::Shifted(by);
            if let Some(found) = self.quarter(end + 1, year) {
                return Some(found);
            }
            if self.word(end + 1) == Word::Unit(Unit::Quarter, false) {
                let what = What::Quarter {
                    year,
                    number: None,
                    deixis: Deixis::Bare,
                };
                return Some(Found::new(what, end + 2));
            }
        }
        Some(Found::new(What::Shifted { unit, by, from }, end))
    }

    /// “every day”, “each Thursday”, “every two weeks”, “every other day”.
    fn every(self, index: usize) -> Option<Found> {
        match self.word(index) {
            Word::Unit(unit, false) => Some(Found::new(What::Every { amount: 1, unit }, index + 1)),
            Word::Weekday(day, false) => {
                Some(self.with_part(Found::new(What::EveryWeekday(day), index + 1)))
            }
            Word::Month(month, _) => Some(Found::new(What::EveryMonth(month), index + 1)),
            Word::Part(part, false) => {
                let what = What::Every {
                    amount: 1,
                    unit: Unit::Day,
                };
                let mut found = Found::new(what, index + 1);
                found.part = Some(part);
                Some(found)
            }
            Word::Number(_) | Word::Digits(..) | Word::Several => {
                let found = self.length(index)?;
                match found.what {
                    What::Length {
                        amount: Amount::Exactly { whole, .. },
                        unit,
                        ..
                    } => Some(Found::new(
                        What::Every {
                            amount: whole,
                            unit,
                        },
                        found.end,
                    )),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// “the day before Christmas”, “the week of March 6”; `next` is behind the unit.
    fn beside_a_day(self, next: usize, unit: Unit) -> Option<Found> {
        let beside = match (unit, self.word(next)) {
            (Unit::Day, Word::Before) => Beside::Day(-1),
            (Unit::Day, Word::After) => Beside::Day(1),
            (Unit::Week, Word::Of | Word::Ended) => Beside::Week,
            _ => return None,
        };
        let shifted = matches!(self.word(next + 1), Word::DayShift(_));
        let mut found = self
            .core(next + 1)
            .filter(|found| found.is_day() && !shifted)?;
        if found.part.is_some() || found.clock.is_some() || found.beside.is_some() {
            return None;
        }
        found.beside = Some(beside);
        Some(found)
    }

    /// “the year”, “the day before yesterday”, “the year-ago quarter”, “the day after”.
    pub(super) fn unit_after_the(self, index: usize, unit: Unit) -> Option<Found> {
        let next = index + 1;
        let after = self.skip_hyphen(next);
        let context = |by| What::Shifted {
            unit,
            by,
            from: From::Context,
        };
        match self.word(after) {
            Word::Ago | Word::Earlier if unit == Unit::Year => {
                return Some(Found::new(
                    What::YearAgo(From::Published),
                    self.period_after(after + 1),
                ));
            }
            Word::Long | Word::Old if after > next => return None,
            _ => {}
        }
        if let Some(found) = self.beside_a_day(next, unit) {
            return Some(found);
        }
        match (self.word(next), self.word(next + 1)) {
            (Word::After, Word::DayShift(1)) => return Some(Found::new(super::day(2), next + 2)),
            (Word::Before, Word::DayShift(-1)) => {
                return Some(Found::new(super::day(-2), next + 2));
            }
            (Word::Before, _) if self.ends_clause(next + 1) => {
                return Some(Found::new(context(-1), next + 1));
            }
            (Word::After, _) if self.ends_clause(next + 1) => {
                return Some(Found::new(context(1), next + 1));
            }
            (Word::Before, _) if unit == Unit::Day => {
                return Some(Found::new(What::DayOfEvent(-1), next));
            }
            (Word::After, _) if unit == Unit::Day => {
                return Some(Found::new(What::DayOfEvent(1), next));
            }
            (Word::Of | Word::Before | Word::After | Word::Hyphen, _) => return None,
            _ => {}
        }
        match unit {
            Unit::Quarter => {
                let what = What::Quarter {
                    year: YearOf::Unsaid,
                    number: None,
                    deixis: Deixis::Bare,
                };
                // “the quarter a year ago”
                self.same_a_year_ago(index)
                    .or_else(|| Some(Found::new(what, next)))
            }
            Unit::Year => match self.year(next) {
                // “the year 2000”, “the year two thousand”
                Some((year, end)) => Some(Found::new(What::Year(year), end)),
                None if matches!(
                    (self.word(next), self.word(next + 1)),
                    (Word::Number(2), Word::Multiplier(1000))
                ) =>
                {
                    Some(Found::new(What::Year(2000), next + 2))
                }
                // “for the year ended June 30”
                None if self.word(next) == Word::Ended => {
                    Some(length(Amount::whole(1), unit, None, next))
                }
                None => Some(Found::new(context(0), next)),
            },
            Unit::Day | Unit::Week | Unit::Month | Unit::Decade | Unit::Century => {
                Some(Found::new(context(0), next))
            }
            _ => None,
        }
    }
}
