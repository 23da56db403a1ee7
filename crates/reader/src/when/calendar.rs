//! Days, weeks, quarters: arithmetic on the calendar, and TIMEX3 values.

use jiff::Span;
use jiff::civil::Date;

use super::expression::{Holiday, Season, Unit};

/// A stretch of days and the unit that it is one of.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Stretch {
    /// First day.
    pub(super) from: Date,
    /// Last day, included.
    pub(super) to: Date,
    /// Day, week, month, quarter, year, ….
    pub(super) unit: Unit,
}

impl Stretch {
    /// The stretch of a unit that holds a day.
    pub(super) fn around(unit: Unit, day: Date) -> Option<Self> {
        let year = i32::from(day.year());
        let (from, to) = match unit {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => (day, day),
            Unit::Week | Unit::Fortnight => {
                let monday = add_days(day, 1 - weekday(day))?;
                (monday, add_days(monday, 6)?)
            }
            Unit::Month => (day.first_of_month(), day.last_of_month()),
            Unit::Quarter => {
                let month = (day.month() - 1) / 3 * 3 + 1;
                (
                    date(year, month, 1)?,
                    date(year, month + 2, 1)?.last_of_month(),
                )
            }
            Unit::Year => (date(year, 1, 1)?, date(year, 12, 31)?),
            Unit::Decade => {
                let first = year.div_euclid(10) * 10;
                (date(first, 1, 1)?, date(first + 9, 12, 31)?)
            }
            Unit::Century => {
                let first = (year - 1).div_euclid(100) * 100 + 1;
                (date(first, 1, 1)?, date(first + 99, 12, 31)?)
            }
        };
        Some(Self { from, to, unit })
    }

    /// One month.
    pub(super) fn month(year: i32, month: u8) -> Option<Self> {
        Self::around(Unit::Month, date(year, month as i8, 1)?)
    }

    /// One quarter.
    pub(super) fn quarter(year: i32, number: u8) -> Option<Self> {
        Self::around(Unit::Quarter, date(year, number as i8 * 3 - 2, 1)?)
    }

    /// One year; before Christ negative, without a year zero.
    pub(super) fn year(year: i32) -> Option<Self> {
        let astronomical = if year < 0 { year + 1 } else { year };
        Self::around(Unit::Year, date(astronomical, 1, 1)?)
    }

    /// A season. “The winter of 1994” may be the one that begins or the one that ends in it.
    pub(super) fn season(year: i32, season: Season) -> Option<Self> {
        let (from, to) = match season {
            Season::Spring => (date(year, 3, 1)?, date(year, 5, 31)?),
            Season::Summer => (date(year, 6, 1)?, date(year, 8, 31)?),
            Season::Fall => (date(year, 9, 1)?, date(year, 11, 30)?),
            Season::Winter => (
                date(year - 1, 12, 1)?,
                date(year + 1, 2, 1)?.last_of_month(),
            ),
        };
        Some(Self {
            from,
            to,
            unit: Unit::Quarter,
        })
    }

    /// Days between a day and this stretch: negative when the stretch is past, 0 inside.
    pub(super) fn distance(self, day: Date) -> i32 {
        if self.to < day {
            -days_between(self.to, day)
        } else if self.from > day {
            days_between(day, self.from)
        } else {
            0
        }
    }
}

/// A day of the calendar, if there is one.
pub(super) fn date(year: i32, month: i8, day: i8) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, month, day).ok()
}

/// Days from one day to a later one.
pub(super) fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// Monday is 1.
pub(super) fn weekday(day: Date) -> i32 {
    i32::from(day.weekday().to_monday_one_offset())
}

/// So many days on.
pub(super) fn add_days(day: Date, days: i32) -> Option<Date> {
    day.checked_add(Span::new().try_days(days).ok()?).ok()
}

/// So many units on.
pub(super) fn shift(day: Date, unit: Unit, by: i32) -> Option<Date> {
    let months = |months: i32| day.checked_add(Span::new().try_months(months).ok()?).ok();
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour => Some(day),
        Unit::Day => add_days(day, by),
        Unit::Week => add_days(day, by.checked_mul(7)?),
        Unit::Fortnight => add_days(day, by.checked_mul(14)?),
        Unit::Month => months(by),
        Unit::Quarter => months(by.checked_mul(3)?),
        Unit::Year => months(by.checked_mul(12)?),
        Unit::Decade => months(by.checked_mul(120)?),
        Unit::Century => months(by.checked_mul(1200)?),
    }
}

/// The nearest such weekday at or before a day.
pub(super) fn weekday_before(day: Date, number: u8) -> Option<Date> {
    add_days(day, -(weekday(day) - i32::from(number)).rem_euclid(7))
}

/// The nearest such weekday at or after a day.
pub(super) fn weekday_after(day: Date, number: u8) -> Option<Date> {
    add_days(day, (i32::from(number) - weekday(day)).rem_euclid(7))
}

/// TIMEX3's value of the unit that holds a day.
pub(super) fn value(unit: Unit, day: Date) -> String {
    let year = day.year();
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => day.to_string(),
        Unit::Week | Unit::Fortnight => {
            let week = day.iso_week_date();
            format!("{:04}-W{:02}", week.year(), week.week())
        }
        Unit::Month => format!("{year:04}-{:02}", day.month()),
        Unit::Quarter => format!("{year:04}-Q{}", (day.month() + 2) / 3),
        Unit::Year => year_value(i32::from(year)),
        Unit::Decade => format!("{:03}", year / 10),
        Unit::Century => format!("{:02}", (year - 1) / 100),
    }
}

/// TIMEX3's value of a year; before Christ negative.
pub(super) fn year_value(year: i32) -> String {
    if year < 0 {
        format!("BC{:04}", -year)
    } else {
        format!("{year:04}")
    }
}

/// TIMEX3's code of a season.
pub(super) fn season_code(season: Season) -> &'static str {
    match season {
        Season::Spring => "SP",
        Season::Summer => "SU",
        Season::Fall => "FA",
        Season::Winter => "WI",
    }
}

/// The day of a holiday in a year; those of one country are the United States'.
pub(super) fn holiday(holiday: Holiday, year: i32) -> Option<Date> {
    let nth = |month: i8, number: u8, weeks: i32| {
        add_days(weekday_after(date(year, month, 1)?, number)?, weeks * 7)
    };
    match holiday {
        Holiday::NewYearsDay => date(year, 1, 1),
        Holiday::NewYearsEve => date(year, 12, 31),
        Holiday::Epiphany => date(year, 1, 6),
        Holiday::ValentinesDay => date(year, 2, 14),
        Holiday::PresidentsDay => nth(2, 1, 2),
        Holiday::PalmSunday => add_days(easter(year)?, -7),
        Holiday::GoodFriday => add_days(easter(year)?, -2),
        Holiday::Easter => easter(year),
        Holiday::EasterMonday => add_days(easter(year)?, 1),
        Holiday::MemorialDay => weekday_before(date(year, 5, 31)?, 1),
        Holiday::Juneteenth => date(year, 6, 19),
        Holiday::IndependenceDay => date(year, 7, 4),
        Holiday::LaborDay => nth(9, 1, 0),
        Holiday::ColumbusDay => nth(10, 1, 1),
        Holiday::Halloween => date(year, 10, 31),
        Holiday::VeteransDay => date(year, 11, 11),
        Holiday::ElectionDay => add_days(nth(11, 1, 0)?, 1),
        Holiday::Thanksgiving => nth(11, 4, 3),
        Holiday::ChristmasEve => date(year, 12, 24),
        Holiday::Christmas => date(year, 12, 25),
        Holiday::BoxingDay => date(year, 12, 26),
    }
}

/// Western Easter Sunday, by the anonymous Gregorian computus.
fn easter(year: i32) -> Option<Date> {
    if year < 1583 {
        return None;
    }
    let golden = year % 19;
    let (century, rest) = (year / 100, year % 100);
    let correction = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - correction + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    let moon = (golden + 11 * epact + 22 * weekday) / 451;
    let days = epact + weekday - 7 * moon + 114;
    date(year, (days / 31) as i8, (days % 31 + 1) as i8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holidays_fall_on_their_days() {
        for (name, year, day) in [
            (Holiday::Easter, 2016, "2016-03-27"),
            (Holiday::Easter, 2000, "2000-04-23"),
            (Holiday::Thanksgiving, 2016, "2016-11-24"),
            (Holiday::ElectionDay, 2016, "2016-11-08"),
            (Holiday::LaborDay, 2025, "2025-09-01"),
            (Holiday::MemorialDay, 2021, "2021-05-31"),
            (Holiday::GoodFriday, 2016, "2016-03-25"),
            (Holiday::PresidentsDay, 2021, "2021-02-15"),
            (Holiday::ColumbusDay, 2021, "2021-10-11"),
        ] {
            assert_eq!(
                holiday(name, year).map(|day| day.to_string()).as_deref(),
                Some(day)
            );
        }
    }

    #[test]
    fn weeks_and_quarters() {
        let day = date(2016, 12, 8).expect("a day");
        assert_eq!(value(Unit::Week, day), "2016-W49");
        assert_eq!(value(Unit::Quarter, day), "2016-Q4");
        assert_eq!(value(Unit::Decade, day), "201");
        assert_eq!(value(Unit::Century, day), "20");
        assert_eq!(weekday_before(day, 4), Some(day));
        assert_eq!(weekday_before(day, 5), date(2016, 12, 2));
        assert_eq!(weekday_after(day, 3), date(2016, 12, 14));
    }
}
