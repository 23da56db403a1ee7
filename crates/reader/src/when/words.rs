//! The words that time expressions are made of.
//!
//! One sorted table, searched once for each token: a word that is not in it costs eight short
//! comparisons and nothing else. Which words stand together is the grammar's business.

mod table;

use super::expression::{Holiday, Part, Season, Unit};
use table::WORDS;

pub(super) use table::LONGEST;

/// What a word can do in a time expression.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Word {
    /// Nothing.
    Other,
    /// A verb form that tells the past (“was”, “said”, “met”).
    PastCue,
    /// “said”, “told”: what follows may be past or not.
    SaidCue,
    /// A word that looks ahead (“will”, “scheduled”).
    FutureCue,
    /// A small number in words, or a tens word.
    Number(u32),
    /// “hundred”, “thousand”.
    Multiplier(u32),
    /// Digits: the value and how many digits.
    Digits(u32, u8),
    /// A number that is neither a day nor a year (“70,000”, “3.5”).
    Quantity,
    /// “1/2”, “½”.
    OneHalf,
    /// “first”, “5th”.
    Ordinal(u32),
    /// “few”, “several”, “many”.
    Several,
    /// “couple”, “pair”.
    Couple,
    /// “half”.
    Half,
    /// A month's name; `true` when short or a common word (“may”, “mar”).
    Month(u8, bool),
    /// A weekday, Monday = 1; `true` when in its short form (“Mon”, “Sat”).
    Weekday(u8, bool),
    /// “Fridays”.
    Weekdays(u8),
    /// “day”, “years”; `true` when plural.
    Unit(Unit, bool),
    /// “weekend”.
    Weekend,
    /// “summer”.
    Season(Season),
    /// “morning”; `true` when plural.
    Part(Part, bool),
    /// “yesterday” is -1.
    DayShift(i32),
    /// “tonight”.
    Tonight,
    /// “noon” 12, “midnight” 0.
    NamedHour(u8),
    /// “a.m.”
    Am,
    /// “p.m.”
    Pm,
    /// “o'clock”, “hours” after four digits.
    OClock,
    /// A time zone: minutes east of UTC, where the letters stand for one zone only.
    Zone(Option<i16>),
    /// A clock time written in digits: minutes of the day; `true` when it says a.m. or p.m.
    Clock(u16, bool),
    /// “1990s”, “'80s”: the first year.
    Decade(i32),
    /// “nineties” without a century.
    ShortDecade(u8),
    /// “'89”: the last two digits.
    ShortYear(u8),
    /// A whole date in digits, packed by the lexer: year, month, day.
    IsoDate(i32, u8, u8),
    /// “now”, “currently”.
    Present,
    /// “current”.
    Current,
    /// “recently”.
    PastAdverb,
    /// “recent”.
    Recent,
    /// “future”.
    Future,
    /// “past”.
    Past,
    /// “last”.
    Last,
    /// “previous”, “prior”.
    Previous,
    /// “next”.
    Next,
    /// “coming”.
    Coming,
    /// “following”.
    Following,
    /// “this”.
    This,
    /// “these”.
    These,
    /// “that”.
    That,
    /// “same”, “comparable”, “corresponding”.
    Same,
    /// “latest”.
    Latest,
    /// “each”, “every”.
    Every,
    /// “the”, “its”, “their”, “our”.
    The,
    /// “a”, “an”.
    A,
    /// “of”.
    Of,
    /// “to”, “through”.
    To,
    /// “until”.
    Until,
    /// “and”.
    And,
    /// “or”.
    Or,
    /// “so”.
    So,
    /// “than”.
    Than,
    /// “up”.
    Up,
    /// “at”.
    At,
    /// “on”.
    On,
    /// A preposition that takes a month (“in”, “since”, “during”).
    Preposition,
    /// “between”, which is a preposition too.
    Between,
    /// “within”, which is a preposition too.
    Within,
    /// “from”.
    From,
    /// “no”.
    No,
    /// “as”.
    As,
    /// “ago”.
    Ago,
    /// “earlier”.
    Earlier,
    /// “later”.
    Later,
    /// “before”.
    Before,
    /// “after”.
    After,
    /// “early”.
    Early,
    /// “late”.
    Late,
    /// “mid”, “middle”.
    Middle,
    /// “start”, “beginning”.
    Start,
    /// “end”.
    End,
    /// “about”, “around”, “some”.
    About,
    /// “nearly”, “almost”.
    Nearly,
    /// “more”, “over”.
    More,
    /// “less”, “fewer”, “under”.
    Less,
    /// “least”.
    Least,
    /// “most”, “many” after “as”.
    Most,
    /// “ended”, “ending”.
    Ended,
    /// “fiscal”.
    Fiscal,
    /// “Q3”.
    QuarterCode(u8),
    /// “full”, “entire”, “whole”, “consecutive”, and others between number and unit.
    Filler,
    /// “period”.
    Period,
    /// “old”: makes a length an age.
    Old,
    /// “long”.
    Long,
    /// “daily”, “weekly”.
    Frequency(Unit),
    /// “per”.
    Per,
    /// “Good” of Good Friday, “Palm” of Palm Sunday: the weekday that makes it a holiday.
    BeforeEaster(u8),
    /// “BC”.
    Bc,
    /// “AD”.
    Ad,
    /// “term”.
    Term,
    /// “near”.
    Near,
    /// “right”.
    Right,
    /// “time”.
    Time,
    /// “being”.
    Being,
    /// A holiday's name.
    Holiday(Holiday),
    /// First words of holidays and the words after them.
    New,
    /// “Year's” of New Year's.
    Eve,
    /// “election”, “independence”, “labor”, “memorial” before “day”.
    DayName(Holiday),
    /// “file” in a caption.
    File,
    /// The possessive clitic.
    Possessive,
    /// A comma.
    Comma,
    /// A hyphen or dash.
    Hyphen,
    /// A full stop.
    FullStop,
    /// A currency or percent sign, “million”, “percent”, “cents”.
    Measure,
    /// An opening bracket.
    Open,
    /// Another punctuation mark; ends a clause.
    Mark,
}

impl Word {
    /// What a lower-case word without its final full stop is.
    pub(super) fn find(lower: &str) -> Self {
        WORDS
            .binary_search_by(|(word, _)| (*word).cmp(lower))
            .map_or(Self::Other, |index| WORDS[index].1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_its_words_fit() {
        for pair in WORDS.windows(2) {
            assert!(pair[0].0 < pair[1].0, "{} before {}", pair[0].0, pair[1].0);
        }
        assert!(WORDS.iter().all(|(word, _)| word.len() <= LONGEST));
        assert_eq!(Word::find("december"), Word::Month(12, false));
        assert_eq!(Word::find("decembers"), Word::Other);
    }
}
