//! Lengths of time, and what is counted from them: “five days”, “two weeks ago”, “a year later”.

use super::super::expression::{Amount, Direction, From, Reference, Unit, What, YearOf};
use super::super::words::Word;
use super::{Found, Grammar, reference};

impl Grammar<'_> {
    /// An expression that begins with a number, “a” or “several”.
    pub(super) fn numeral(self, index: usize) -> Option<Found> {
        if matches!(
            self.word(index),
            Word::Digits(..) | Word::Ordinal(_) | Word::Number(_)
        ) {
            let found = self
                .day_month(index)
                .or_else(|| self.before_christ(index))
                .or_else(|| self.clock(index))
                .or_else(|| self.quarter(index, YearOf::Unsaid))
                .or_else(|| self.century(index));
            if found.is_some() {
                return found;
            }
        }
        self.length(index).or_else(|| self.lone_year(index))
    }

    /// “the third quarter”, “the 5th of May”, “the first nine months”, “the 1988 period”.
    pub(super) fn numeral_after_the(self, index: usize) -> Option<Found> {
        if let Some((year, end)) = self.year(index) {
            if let Some(found) = self.quarter(end, YearOf::Is(year)) {
                return Some(found);
            }
            return match self.word(end) {
                Word::Unit(Unit::Quarter, false) => Some(Found::new(
                    What::Quarter {
                        year: YearOf::Is(year),
                        number: None,
                        deixis: super::Deixis::Bare,
                    },
                    end + 1,
                )),
                Word::Period => Some(Found::new(What::Year(year), end + 1)),
                _ => None,
            };
        }
        let found = self
            .day_month(index)
            .or_else(|| self.quarter(index, YearOf::Unsaid))
            .or_else(|| self.century(index));
        if found.is_some() {
            return found;
        }
        // “the second week of the strike”, “the first year of the war”
        if let (Word::Ordinal(_), Word::Unit(unit, false), Word::Of) =
            (self.word(index), self.word(index + 1), self.word(index + 2))
            && unit != Unit::Day
            && unit != Unit::Quarter
        {
            return Some(length(Amount::whole(1), unit, None, index + 2));
        }
        if let Word::Ordinal(1) = self.word(index) {
            return match self.word(index + 1) {
                Word::Unit(unit, true) => Some(length(Amount::Unknown, unit, None, index + 2)),
                _ => self
                    .length(index + 1)
                    .filter(|found| matches!(found.what, What::Length { .. })),
            };
        }
        self.length(index)
    }

    /// The first year of “240-238 BC”, “264 to 241 BC”.
    fn before_christ(self, index: usize) -> Option<Found> {
        let joint = matches!(self.word(index + 1), Word::Hyphen | Word::To | Word::And);
        match (self.word(index), self.word(index + 2)) {
            (Word::Digits(first, 1..=4), Word::Digits(second, 1..=4))
                if joint && first > second && self.year(index + 2)?.0 < 0 =>
            {
                Some(Found::new(What::Year(-(first as i32)), index + 1))
            }
            _ => None,
        }
    }

    /// “the 19th century”, “11th-century”, “the 3rd century BC”.
    fn century(self, index: usize) -> Option<Found> {
        let Word::Ordinal(number) = self.word(index) else {
            return None;
        };
        let next = self.skip_hyphen(index + 1);
        if !matches!(self.word(next), Word::Unit(Unit::Century, _)) || number == 0 {
            return None;
        }
        let before_christ = self.word(next + 1) == Word::Bc;
        let number = if before_christ {
            -(number as i32)
        } else {
            number as i32
        };
        Some(Found::new(
            What::Century(number),
            next + 1 + usize::from(before_christ),
        ))
    }

    /// The first number of “two to six days”, “between 60 and 90 days”: a length that takes its
    /// unit from the second.
    fn shared_unit(self, index: usize, amount: Amount, next: usize) -> Option<Found> {
        let joint = match self.word(next) {
            Word::To => true,
            Word::And => self.before(index) == Word::Between,
            _ => false,
        };
        if !joint || amount == Amount::Unknown || self.word(index) == Word::A {
            return None;
        }
        let (second, after) = self.amount(next + 1)?;
        let Word::Unit(unit, true) = self.word(self.skip_hyphen(after)) else {
            return None;
        };
        let ordered = matches!(
            (amount, second),
            (Amount::Exactly { whole: first, .. }, Amount::Exactly { whole: second, .. })
                if first < second
        );
        (ordered && unit != Unit::Quarter).then(|| length(amount, unit, None, next))
    }

    /// A number and a unit, with what follows them.
    pub(super) fn length(self, index: usize) -> Option<Found> {
        let (mut amount, next) = self.amount(index)?;
        if let Some(found) = self.shared_unit(index, amount, next) {
            return Some(found);
        }
        let hyphen = self.word(next) == Word::Hyphen;
        let mut next = next + usize::from(hyphen);
        let bare = matches!(self.word(next), Word::Unit(..));
        // “six straight days”, “five full working days”
        for _ in 0..2 {
            next += usize::from(self.word(next) == Word::Filler);
        }
        let Word::Unit(unit, plural) = self.word(next) else {
            return None;
        };
        let mut end = next + 1;
        // “60 Minutes” is a programme.
        let title = self.capital(next) && !self.capital(index) && !hyphen;
        if self.is_age(end) || title {
            return None;
        }
        // “three-quarters of voters”, “a quarter of them”: fractions.
        let fraction = unit == Unit::Quarter
            && (hyphen || bare && self.word(end) == Word::Of || self.word(index) == Word::A);
        // “a year-earlier loss” is the year-earlier one, not a year.
        let compared = self.word(end) == Word::Hyphen
            && matches!(self.word(end + 1), Word::Ago | Word::Earlier);
        // “24 hours a day” is a rate.
        let rate = unit <= Unit::Hour
            && plural
            && self.word(end) == Word::A
            && self.word(end + 1) == Word::Unit(Unit::Day, false);
        if fraction || compared || rate {
            return None;
        }
        let half = self.word(end) == Word::And
            && self.word(end + 1) == Word::A
            && self.word(end + 2) == Word::Half;
        if let (true, Amount::Exactly { half, .. }) = (half, &mut amount) {
            *half = true;
            end += 3;
        }
        let approximate = self.word(end) == Word::Or && self.word(end + 1) == Word::So;
        end += if approximate { 2 } else { 0 };
        let mut found = self.counted(index, end, amount, unit, plural, hyphen)?;
        if approximate {
            found = found.modified(super::Modifier::Approx);
        }
        Some(found)
    }

    /// What a length becomes by the words after it.
    fn counted(
        self,
        index: usize,
        end: usize,
        amount: Amount,
        unit: Unit,
        plural: bool,
        hyphen: bool,
    ) -> Option<Found> {
        let shift = |sign: i32, from: From, end: usize| match amount {
            Amount::Exactly {
                whole: 1,
                half: false,
            } if unit == Unit::Year && sign < 0 => Some(Found::new(What::YearAgo(from), end)),
            Amount::Exactly { whole, half: false } if unit >= Unit::Day => {
                let by = sign * whole.min(100_000) as i32;
                Some(Found::new(What::Shifted { unit, by, from }, end))
            }
            _ if sign < 0 => Some(reference(Reference::Past, end)),
            _ => Some(length(amount, unit, None, end)),
        };
        let next = self.word(end);
        match next {
            Word::Ago => return shift(-1, From::Published, end + 1),
            Word::Earlier if self.word(end + 1) != Word::Than => {
                return shift(-1, From::Context, end + 1);
            }
            Word::Later if self.word(end + 1) != Word::Than => {
                return shift(1, From::Context, end + 1);
            }
            Word::From if self.word(end + 1) == Word::Present => {
                return shift(1, From::Published, end + 2);
            }
            Word::Before | Word::After if self.ends_clause(end + 1) => {
                let sign = if next == Word::Before { -1 } else { 1 };
                return shift(sign, From::Context, end + 1);
            }
            _ => {}
        }
        if self.word(index) == Word::A && !plural && !hyphen && amount == Amount::whole(1) {
            return self.a_unit(index, unit, end);
        }
        // “One day he will return” is no length; “in one day” and “a one-day visit” are.
        let one_day = amount == Amount::whole(1) && unit == Unit::Day && !hyphen;
        let placed = matches!(
            self.before(index),
            Word::Preposition | Word::Within | Word::Than
        );
        if one_day && !placed {
            return None;
        }
        // “the first 100 seconds”, but “third second” never comes here: seconds are plural only.
        let term = usize::from(
            hyphen && self.word(end) == Word::Hyphen && self.word(end + 1) == Word::Long,
        ) * 2;
        // “must leave within ten days”, but not “within ten days of the vote”
        let soon = self.before(index) == Word::Within && next != Word::Of;
        let direction = soon.then_some(Direction::Within);
        Some(length(amount, unit, direction, end + term))
    }

    /// “a year”: a length after a preposition, a rate after a noun (“twice a year”).
    fn a_unit(self, index: usize, unit: Unit, end: usize) -> Option<Found> {
        match self.before(index) {
            // “24 hours a day” says always.
            Word::Unit(_, true) => None,
            // “in 2016 a year of drought began”
            Word::Digits(_, 4) => None,
            Word::Other
            | Word::Multiplier(_)
            | Word::Time
            | Word::Measure
            | Word::Digits(..)
            | Word::Quantity
            | Word::Number(_)
                if unit <= Unit::Year =>
            {
                let what = What::Every { amount: 1, unit };
                Some(Found::new(what, end))
            }
            Word::Comma if unit == Unit::Day => None,
            _ => Some(length(Amount::whole(1), unit, None, end)),
        }
    }

    /// “year-ago”, “year-earlier”, “weeks” in “for weeks”, “decades-long”.
    pub(super) fn bare_unit(self, index: usize, unit: Unit, plural: bool) -> Option<Found> {
        let next = self.skip_hyphen(index + 1);
        if unit == Unit::Year && !plural && matches!(self.word(next), Word::Ago | Word::Earlier) {
            return Some(Found::new(
                What::YearAgo(From::Published),
                self.period_after(next + 1),
            ));
        }
        if self.word(next) == Word::Long && next > index + 1 {
            let amount = if plural {
                Amount::Unknown
            } else {
                Amount::whole(1)
            };
            return Some(length(amount, unit, None, next + 1));
        }
        if !plural || self.is_age(index + 1) || unit == Unit::Quarter {
            return None;
        }
        if matches!(self.word(index + 1), Word::Ago | Word::Earlier) {
            return Some(reference(Reference::Past, index + 2));
        }
        let after = matches!(
            self.word(index + 1),
            Word::Later | Word::After | Word::Before
        );
        let placed = matches!(
            self.before(index),
            Word::Preposition | Word::Between | Word::Within | Word::Or | Word::About
        );
        (placed || after || self.word(index + 1) == Word::Of)
            .then(|| length(Amount::Unknown, unit, None, index + 1))
    }

    /// Past “quarter”, “third quarter” or “period” at `index`, where one stands there.
    pub(super) fn period_after(self, index: usize) -> usize {
        let next = index + usize::from(matches!(self.word(index), Word::Ordinal(1..=4)));
        match self.word(next) {
            Word::Unit(Unit::Quarter, _) | Word::Period => next + 1,
            _ => index,
        }
    }

    /// “37 years old”, “a 136-year-old bank”: an age says nothing of when.
    fn is_age(self, end: usize) -> bool {
        let next = self.skip_hyphen(end);
        self.word(next) == Word::Old
    }

    /// “the week before.”: nothing follows that the time would be counted from.
    pub(super) fn ends_clause(self, index: usize) -> bool {
        matches!(
            self.word(index),
            Word::Mark | Word::Comma | Word::FullStop | Word::And
        )
    }

    /// How many: “five”, “2 1/2”, “two hundred”, “a few”, “a couple of”, “half an”.
    pub(super) fn amount(self, index: usize) -> Option<(Amount, usize)> {
        match self.word(index) {
            Word::Several => Some((Amount::Unknown, index + 1)),
            Word::A => match self.word(index + 1) {
                Word::Several => Some((Amount::Unknown, index + 2)),
                Word::Couple => Some((Amount::whole(2), self.skip_of(index + 2))),
                Word::Half => Some((
                    Amount::Exactly {
                        whole: 0,
                        half: true,
                    },
                    index + 2,
                )),
                Word::Multiplier(value) => Some((Amount::whole(value), index + 2)),
                Word::Filler => Some((Amount::whole(1), index + 1)),
                _ => Some((Amount::whole(1), index + 1)),
            },
            Word::Couple => Some((Amount::whole(2), self.skip_of(index + 1))),
            Word::Half if self.word(index + 1) == Word::A => Some((
                Amount::Exactly {
                    whole: 0,
                    half: true,
                },
                index + 2,
            )),
            Word::OneHalf => Some((
                Amount::Exactly {
                    whole: 0,
                    half: true,
                },
                index + 1,
            )),
            Word::Digits(value, _) => {
                let half = self.word(index + 1) == Word::OneHalf;
                let amount = Amount::Exactly { whole: value, half };
                Some((amount, index + 1 + usize::from(half)))
            }
            Word::Number(_) => {
                let (value, mut end) = self.number(index)?;
                let half = self.word(end) == Word::And
                    && self.word(end + 1) == Word::A
                    && self.word(end + 2) == Word::Half;
                end += if half { 3 } else { 0 };
                Some((Amount::Exactly { whole: value, half }, end))
            }
            _ => None,
        }
    }

    fn skip_of(self, index: usize) -> usize {
        index + usize::from(self.word(index) == Word::Of)
    }

    /// A number in words: “twenty-four”, “two hundred and fifty”, “three thousand”.
    fn number(self, index: usize) -> Option<(u32, usize)> {
        let Word::Number(first) = self.word(index) else {
            return None;
        };
        let (mut value, mut end) = (first, index + 1);
        if first >= 20 {
            let next = self.skip_hyphen(end);
            if let Word::Number(unit @ 1..=9) = self.word(next) {
                (value, end) = (first + unit, next + 1);
            }
        }
        if let Word::Multiplier(times) = self.word(end) {
            (value, end) = (value * times, end + 1);
            let next = end + usize::from(self.word(end) == Word::And);
            if times == 100
                && let Word::Number(rest @ 1..=99) = self.word(next)
            {
                (value, end) = (value + rest, next + 1);
            }
        }
        Some((value, end))
    }
}

pub(super) fn length(
    amount: Amount,
    unit: Unit,
    direction: Option<Direction>,
    end: usize,
) -> Found {
    Found::new(
        What::Length {
            amount,
            unit,
            direction,
        },
        end,
    )
}
