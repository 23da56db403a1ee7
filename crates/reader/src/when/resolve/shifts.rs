//! What is counted from a day, and lengths of time.

use record::TimeType;

use super::super::calendar::{self, Stretch, value, year_value};
use super::super::expression::{Amount, Beside, Direction, From, Tense, Unit};
use super::{Against, At, Placed, bare, placed};

impl At<'_> {
    pub(super) fn shifted(self, unit: Unit, by: i32, from: From) -> Placed {
        let context = self.resolver.context.last.map(|(_, stretch)| stretch);
        let (day, against) = match from {
            From::Published if !self.resolver.narrative => (self.now, Against::Published),
            From::Published => (self.today(), Against::Context),
            // “the year”, “the week” of a news page are its own; “the same day” is the story's.
            From::Context if by == 0 && unit >= Unit::Week && !self.resolver.narrative => {
                (self.now, Against::Published)
            }
            From::Context | From::Told => match context {
                Some(stretch) if stretch.unit <= unit => (Some(stretch.from), Against::Context),
                // “a week later” after a month cannot be placed.
                Some(_) if self.resolver.narrative || by != 0 => (None, Against::Context),
                _ => (self.now, Against::Published),
            },
        };
        let day = day.and_then(|day| calendar::shift(day, unit, by));
        match day {
            Some(day) => placed(value(unit, day), Stretch::around(unit, day), against),
            None => bare(TimeType::Date, unknown(unit)),
        }
    }

    /// The quarter that is reported on, a year before; else the year before.
    pub(super) fn year_ago(self, from: From) -> Placed {
        if let Some((year, number)) = self.resolver.context.quarter {
            let stretch = Stretch::quarter(year - 1, number);
            let value = format!("{}-Q{number}", year_value(year - 1));
            return placed(value, stretch, Against::Context);
        }
        // Results compare with “a year earlier” than the page, whatever was named between; a
        // history counts from what it tells.
        let against = match from {
            _ if self.resolver.narrative => Against::Context,
            From::Context if self.now.is_none() => Against::Context,
            _ => Against::Published,
        };
        let start = match against {
            Against::Context => self.resolver.context.last.map(|(_, told)| told.from),
            _ => self.now,
        };
        match start {
            Some(start) => {
                let year = i32::from(start.year()) - 1;
                placed(year_value(year), Stretch::year(year), against)
            }
            None => bare(TimeType::Date, "XXXX"),
        }
    }

    /// The month spoken of, a year before.
    pub(super) fn month_year_ago(self) -> Placed {
        let told = self.resolver.context.last.map(|(_, told)| told);
        let month = told
            .filter(|told| told.unit == Unit::Month)
            .and_then(|told| calendar::shift(told.from, Unit::Year, -1));
        match month {
            Some(month) => placed(
                value(Unit::Month, month),
                Stretch::around(Unit::Month, month),
                Against::Context,
            ),
            None => bare(TimeType::Date, unknown(Unit::Month)),
        }
    }

    /// The day of a clock time that names none.
    pub(super) fn day_of_context(self) -> Placed {
        let context = self.resolver.context.last.map(|(_, stretch)| stretch);
        let day = match context {
            Some(stretch) if stretch.unit <= Unit::Day => Some((stretch, Against::Context)),
            _ if self.resolver.narrative => None,
            _ => self
                .now
                .and_then(|now| Stretch::around(Unit::Day, now))
                .map(|stretch| (stretch, Against::Published)),
        };
        match day {
            Some((stretch, against)) => {
                placed(value(Unit::Day, stretch.from), Some(stretch), against)
            }
            None => bare(TimeType::Date, "XXXX-XX-XX"),
        }
    }

    pub(super) fn length(self, amount: Amount, unit: Unit, direction: Option<Direction>) -> Placed {
        let mut found = bare(TimeType::Duration, &length_value(amount, unit));
        let (Some(direction), Some(now), Amount::Exactly { whole, .. }) =
            (direction, self.today(), amount)
        else {
            return found;
        };
        if unit < Unit::Day || whole > 10_000 {
            return found;
        }
        let by = match direction {
            Direction::Back => -(whole as i32),
            Direction::Within if self.expression.tense != Tense::Future => return found,
            Direction::Ahead | Direction::Within => whole as i32,
        };
        if let Some(other) = calendar::shift(now, unit, by) {
            found.stretch = Some(Stretch {
                from: now.min(other),
                to: now.max(other),
                unit,
            });
            found.against = Against::Published;
        }
        found
    }
}

/// What is named by a day: “the day before Christmas”, “the week of March 6”.
pub(super) fn beside(beside: Beside, named: &Placed) -> Placed {
    let day = named.stretch.map(|stretch| stretch.from);
    let (unit, day) = match beside {
        Beside::Day(by) => (Unit::Day, day.and_then(|day| calendar::add_days(day, by))),
        Beside::Week => (Unit::Week, day),
    };
    match day {
        Some(day) => placed(value(unit, day), Stretch::around(unit, day), named.against),
        None => bare(TimeType::Date, unknown(unit)),
    }
}

/// TIMEX3's value of a length.
pub(super) fn length_value(amount: Amount, unit: Unit) -> String {
    let (clock, letter, times) = match unit {
        Unit::Second => ("T", 'S', 1),
        Unit::Minute => ("T", 'M', 1),
        Unit::Hour => ("T", 'H', 1),
        Unit::Day => ("", 'D', 1),
        Unit::Week => ("", 'W', 1),
        Unit::Fortnight => ("", 'W', 2),
        Unit::Month => ("", 'M', 1),
        Unit::Quarter => ("", 'M', 3),
        Unit::Year => ("", 'Y', 1),
        Unit::Decade => ("", 'Y', 10),
        Unit::Century => ("", 'Y', 100),
    };
    let Amount::Exactly { whole, half } = amount else {
        let letters = match unit {
            Unit::Decade => "DE",
            Unit::Century => "CE",
            _ => return format!("P{clock}X{letter}"),
        };
        return format!("PX{letters}");
    };
    let whole = u64::from(whole) * times;
    let smaller = match unit {
        Unit::Year => Some("6M"),
        Unit::Hour => Some("30M"),
        Unit::Minute => Some("30S"),
        Unit::Day => Some("T12H"),
        _ => None,
    };
    match (half, smaller) {
        (false, _) => format!("P{clock}{whole}{letter}"),
        (true, Some(smaller)) if whole == 0 => format!("P{clock}{smaller}"),
        (true, Some(smaller)) => format!("P{clock}{whole}{letter}{smaller}"),
        (true, None) if times > 1 => format!("P{}{letter}", whole + times / 2),
        (true, None) => format!("P{whole}.5{letter}"),
    }
}

/// A unit of which nothing is known.
fn unknown(unit: Unit) -> &'static str {
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => "XXXX-XX-XX",
        Unit::Week | Unit::Fortnight => "XXXX-WXX",
        Unit::Month => "XXXX-XX",
        Unit::Quarter => "XXXX-QX",
        Unit::Year => "XXXX",
        Unit::Decade => "XXX",
        Unit::Century => "XX",
    }
}
