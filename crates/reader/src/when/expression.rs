//! What a time expression says, before it is placed in the calendar.

use record::Span;

/// A time expression as found, with all that its own words say.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Expression {
    /// The words.
    pub(super) span: Span,
    /// What they name.
    pub(super) what: What,
    /// A part of the day beside it (“Wednesday morning”).
    pub(super) part: Option<Part>,
    /// A clock time beside it (“9 a.m. Tuesday”).
    pub(super) clock: Option<Clock>,
    /// That it is named by another day (“the day before Christmas”).
    pub(super) beside: Option<Beside>,
    /// “early”, “about”, “more than”.
    pub(super) modifier: Option<Modifier>,
    /// Whether it only describes a noun (“the law of May 1998”), so that the story does not move
    /// there.
    pub(super) aside: bool,
    /// What the verb nearest to it tells.
    pub(super) tense: Tense,
    /// Whether that verb is its own for certain.
    pub(super) sure: bool,
    /// Position of its sentence.
    pub(super) sentence: usize,
}

/// What an expression names.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum What {
    /// “Monday, Dec. 5, 2016”.
    Day {
        year: YearOf,
        month: u8,
        day: u8,
        weekday: Option<u8>,
    },
    /// “December 2016”, “last April”.
    Month {
        year: YearOf,
        month: u8,
        deixis: Deixis,
    },
    /// “1998”; years before Christ are negative, without a year zero.
    Year(i32),
    /// “the 1990s”: the first three digits; without a century when it has to be supplied.
    Decade { tens: i32, century_known: bool },
    /// “the 19th century”: its number; negative before Christ.
    Century(i32),
    /// “the summer of 1994”, “last fall”.
    Season {
        year: YearOf,
        season: Season,
        deixis: Deixis,
    },
    /// “the third quarter”, “the latest quarter” (no number).
    Quarter {
        year: YearOf,
        number: Option<u8>,
        deixis: Deixis,
    },
    /// “the first half of 2008”.
    HalfYear { year: YearOf, number: u8 },
    /// “Wednesday”, “last Friday”.
    Weekday { day: u8, deixis: Deixis },
    /// “the weekend”.
    Weekend(Deixis),
    /// “yesterday”, “last week”, “two years ago”, “a day later”, “the same day”.
    Shifted { unit: Unit, by: i32, from: From },
    /// “a year ago”, “a year earlier”, “the year-ago quarter”: the quarter reported on, a year
    /// before, or the year before; counted from the page or from the story.
    YearAgo(From),
    /// “the same month a year ago”: the month spoken of, a year before.
    MonthYearAgo,
    /// “the day” in “the day after the vote”, +1, which hangs on the day of an event.
    DayOfEvent(i32),
    /// “now”, “recently”, “the future”.
    Reference(Reference),
    /// “five days”, “the past three years”.
    Length {
        amount: Amount,
        unit: Unit,
        direction: Option<Direction>,
    },
    /// “every day”, “weekly”.
    Every { amount: u32, unit: Unit },
    /// “Fridays”, “each Thursday”.
    EveryWeekday(u8),
    /// “each July”.
    EveryMonth(u8),
    /// “Christmas Day”.
    Holiday {
        holiday: Holiday,
        year: YearOf,
        deixis: Deixis,
    },
    /// A clock time or a part of the day without a date.
    Within(From),
}

/// What is named by a day that stands after it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Beside {
    /// “the day before Christmas” is -1, “the day after the vote on May 5” no such thing.
    Day(i32),
    /// “the week of March 6”.
    Week,
}

/// Which year a smaller unit belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum YearOf {
    /// The words do not say.
    Unsaid,
    /// This one.
    Is(i32),
    /// So many years from the year of publication (“January this year” is 0).
    Shifted(i32),
    /// The year spoken of before (“April of that year”).
    Same,
}

/// How an expression points away from its anchor.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Deixis {
    /// It does not say.
    Bare,
    /// “last”, “past”.
    Last,
    /// “this”.
    This,
    /// “next”, “coming”.
    Next,
    /// “that”, “the same”: as before.
    Same,
    /// “the following”.
    Following,
    /// “the previous”.
    Previous,
}

/// What a shift starts from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum From {
    /// The publication date.
    Published,
    /// The time spoken of before.
    Context,
    /// The time spoken of before, whatever the page (“later that year”).
    Told,
}

/// Vague references, as TIMEX3 names them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Reference {
    /// `PRESENT_REF`.
    Present,
    /// `PAST_REF`.
    Past,
    /// `FUTURE_REF`.
    Future,
}

/// Which way a length runs from its anchor.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Direction {
    /// Up to it (“the past three years”).
    Back,
    /// From it on (“the next two weeks”).
    Ahead,
    /// From it on where the verb looks ahead (“will leave within ten days”), else not told.
    Within,
}

/// How many.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Amount {
    /// So many, and perhaps a half.
    Exactly { whole: u32, half: bool },
    /// “several”, “a few”, or a bare plural.
    Unknown,
}

impl Amount {
    /// A whole number.
    pub(super) fn whole(whole: u32) -> Self {
        Self::Exactly { whole, half: false }
    }
}

/// A time of day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Clock {
    /// Minutes since midnight.
    pub(super) minutes: u16,
    /// Minutes that its zone is east of UTC, where the words say.
    pub(super) zone: Option<i16>,
}

/// TIMEX3 modifiers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Modifier {
    Start,
    Mid,
    End,
    Approx,
    MoreThan,
    LessThan,
    EqualOrMore,
    EqualOrLess,
}

impl Modifier {
    /// The name in TIMEX3.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Start => "START",
            Self::Mid => "MID",
            Self::End => "END",
            Self::Approx => "APPROX",
            Self::MoreThan => "MORE_THAN",
            Self::LessThan => "LESS_THAN",
            Self::EqualOrMore => "EQUAL_OR_MORE",
            Self::EqualOrLess => "EQUAL_OR_LESS",
        }
    }
}

/// What the nearest verb tells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Tense {
    /// It happened.
    Past,
    /// Somebody told it (“said Friday”, “said the deadline is Friday”).
    Told,
    /// It is to come.
    Future,
    /// Neither is clear.
    Unclear,
}

impl Tense {
    /// Whether it looks back.
    pub(super) fn is_past(self) -> bool {
        matches!(self, Self::Past | Self::Told)
    }
}

/// Units of time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

/// Seasons, as on the northern half of the earth.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Season {
    Spring,
    Summer,
    Fall,
    Winter,
}

/// Parts of a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Part {
    Dawn,
    Morning,
    Afternoon,
    Evening,
    Night,
}

impl Part {
    /// The TIMEX3 code after the `T`.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Dawn | Self::Morning => "MO",
            Self::Afternoon => "AF",
            Self::Evening => "EV",
            Self::Night => "NI",
        }
    }
}

/// Days with a name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Holiday {
    NewYearsDay,
    NewYearsEve,
    Epiphany,
    ValentinesDay,
    PresidentsDay,
    PalmSunday,
    GoodFriday,
    Easter,
    EasterMonday,
    MemorialDay,
    Juneteenth,
    IndependenceDay,
    LaborDay,
    ColumbusDay,
    Halloween,
    ElectionDay,
    VeteransDay,
    Thanksgiving,
    ChristmasEve,
    Christmas,
    BoxingDay,
}
