//! The words that time expressions are made of.
//!
//! One sorted table, searched once for each token: a word that is not in it costs eight short
//! comparisons and nothing else. Which words stand together is the grammar's business.

use super::expression::{Holiday, Part, Season, Unit};

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
    /// A time zone; `true` for UTC itself.
    Zone(bool),
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
    /// “same”.
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

/// The longest word in the table; longer tokens need no search.
pub(super) const LONGEST: usize = 14;

#[rustfmt::skip]
const WORDS: &[(&str, Word)] = &[
    ("a", Word::A),
    ("a.d", Word::Ad),
    ("a.m", Word::Am),
    ("about", Word::About),
    ("ad", Word::Ad),
    ("additional", Word::Filler),
    ("after", Word::After),
    ("afternoon", Word::Part(Part::Afternoon, false)),
    ("afternoons", Word::Part(Part::Afternoon, true)),
    ("ago", Word::Ago),
    ("aimed", Word::FutureCue),
    ("aims", Word::FutureCue),
    ("almost", Word::Nearly),
    ("am", Word::Am),
    ("an", Word::A),
    ("and", Word::And),
    ("annually", Word::Frequency(Unit::Year)),
    ("apr", Word::Month(4, true)),
    ("april", Word::Month(4, false)),
    ("around", Word::About),
    ("as", Word::As),
    ("at", Word::At),
    ("aug", Word::Month(8, true)),
    ("august", Word::Month(8, false)),
    ("autumn", Word::Season(Season::Fall)),
    ("b.c", Word::Bc),
    ("b.c.e", Word::Bc),
    ("bc", Word::Bc),
    ("bce", Word::Bc),
    ("became", Word::PastCue),
    ("before", Word::Before),
    ("began", Word::PastCue),
    ("beginning", Word::Start),
    ("being", Word::Being),
    ("between", Word::Preposition),
    ("billion", Word::Measure),
    ("broke", Word::PastCue),
    ("brought", Word::PastCue),
    ("bst", Word::Zone(false)),
    ("business", Word::Filler),
    ("by", Word::Preposition),
    ("calendar", Word::Filler),
    ("came", Word::PastCue),
    ("cdt", Word::Zone(false)),
    ("cent", Word::Measure),
    ("cents", Word::Measure),
    ("centuries", Word::Unit(Unit::Century, true)),
    ("century", Word::Unit(Unit::Century, false)),
    ("cest", Word::Zone(false)),
    ("cet", Word::Zone(false)),
    ("christmas", Word::Holiday(Holiday::Christmas)),
    ("coming", Word::Coming),
    ("consecutive", Word::Filler),
    ("couple", Word::Couple),
    ("cst", Word::Zone(false)),
    ("current", Word::Current),
    ("currently", Word::Present),
    ("cut", Word::PastCue),
    ("daily", Word::Frequency(Unit::Day)),
    ("dawn", Word::Part(Part::Dawn, false)),
    ("day", Word::Unit(Unit::Day, false)),
    ("days", Word::Unit(Unit::Day, true)),
    ("dec", Word::Month(12, true)),
    ("decade", Word::Unit(Unit::Decade, false)),
    ("decades", Word::Unit(Unit::Decade, true)),
    ("december", Word::Month(12, false)),
    ("did", Word::PastCue),
    ("died", Word::PastCue),
    ("drew", Word::PastCue),
    ("due", Word::FutureCue),
    ("during", Word::Preposition),
    ("dusk", Word::Part(Part::Evening, false)),
    ("each", Word::Every),
    ("earlier", Word::Earlier),
    ("early", Word::Early),
    ("easter", Word::Holiday(Holiday::Easter)),
    ("edt", Word::Zone(false)),
    ("eight", Word::Number(8)),
    ("eighteen", Word::Number(18)),
    ("eighteenth", Word::Ordinal(18)),
    ("eighth", Word::Ordinal(8)),
    ("eighties", Word::ShortDecade(80)),
    ("eighty", Word::Number(80)),
    ("election", Word::DayName(Holiday::ElectionDay)),
    ("eleven", Word::Number(11)),
    ("eleventh", Word::Ordinal(11)),
    ("end", Word::End),
    ("ended", Word::Ended),
    ("ending", Word::Ended),
    ("entire", Word::Filler),
    ("est", Word::Zone(false)),
    ("eve", Word::Eve),
    ("evening", Word::Part(Part::Evening, false)),
    ("evenings", Word::Part(Part::Evening, true)),
    ("every", Word::Every),
    ("expected", Word::FutureCue),
    ("expects", Word::FutureCue),
    ("fall", Word::Season(Season::Fall)),
    ("feb", Word::Month(2, true)),
    ("february", Word::Month(2, false)),
    ("fell", Word::PastCue),
    ("few", Word::Several),
    ("fewer", Word::Less),
    ("fifteen", Word::Number(15)),
    ("fifteenth", Word::Ordinal(15)),
    ("fifth", Word::Ordinal(5)),
    ("fifties", Word::ShortDecade(50)),
    ("fifty", Word::Number(50)),
    ("file", Word::File),
    ("final", Word::Latest),
    ("first", Word::Ordinal(1)),
    ("fiscal", Word::Fiscal),
    ("five", Word::Number(5)),
    ("fled", Word::PastCue),
    ("flew", Word::PastCue),
    ("following", Word::Following),
    ("for", Word::Preposition),
    ("forties", Word::ShortDecade(40)),
    ("fortnight", Word::Unit(Unit::Fortnight, false)),
    ("forty", Word::Number(40)),
    ("fought", Word::PastCue),
    ("found", Word::PastCue),
    ("four", Word::Number(4)),
    ("fourteen", Word::Number(14)),
    ("fourteenth", Word::Ordinal(14)),
    ("fourth", Word::Ordinal(4)),
    ("fri", Word::Weekday(5, true)),
    ("friday", Word::Weekday(5, false)),
    ("fridays", Word::Weekdays(5)),
    ("from", Word::From),
    ("full", Word::Filler),
    ("future", Word::Future),
    ("gave", Word::PastCue),
    ("gmt", Word::Zone(true)),
    ("going", Word::FutureCue),
    ("got", Word::PastCue),
    ("grew", Word::PastCue),
    ("had", Word::PastCue),
    ("half", Word::Half),
    ("held", Word::PastCue),
    ("hit", Word::PastCue),
    ("hopes", Word::FutureCue),
    ("hour", Word::Unit(Unit::Hour, false)),
    ("hourly", Word::Frequency(Unit::Hour)),
    ("hours", Word::Unit(Unit::Hour, true)),
    ("hrs", Word::OClock),
    ("hundred", Word::Multiplier(100)),
    ("in", Word::Preposition),
    ("independence", Word::DayName(Holiday::IndependenceDay)),
    ("intends", Word::FutureCue),
    ("ist", Word::Zone(false)),
    ("its", Word::The),
    ("jan", Word::Month(1, true)),
    ("january", Word::Month(1, false)),
    ("jul", Word::Month(7, true)),
    ("july", Word::Month(7, false)),
    ("jun", Word::Month(6, true)),
    ("june", Word::Month(6, false)),
    ("kept", Word::PastCue),
    ("labor", Word::DayName(Holiday::LaborDay)),
    ("last", Word::Last),
    ("late", Word::Late),
    ("lately", Word::PastAdverb),
    ("later", Word::Later),
    ("latest", Word::Latest),
    ("latter", Word::Filler),
    ("launched", Word::PastCue),
    ("least", Word::Least),
    ("led", Word::PastCue),
    ("left", Word::PastCue),
    ("less", Word::Less),
    ("local", Word::Filler),
    ("long", Word::Long),
    ("lost", Word::PastCue),
    ("made", Word::PastCue),
    ("many", Word::Most),
    ("mar", Word::Month(3, true)),
    ("march", Word::Month(3, true)),
    ("may", Word::Month(5, true)),
    ("memorial", Word::DayName(Holiday::MemorialDay)),
    ("met", Word::PastCue),
    ("mid", Word::Middle),
    ("middle", Word::Middle),
    ("midnight", Word::NamedHour(0)),
    ("million", Word::Measure),
    ("minute", Word::Unit(Unit::Minute, false)),
    ("minutes", Word::Unit(Unit::Minute, true)),
    ("mon", Word::Weekday(1, true)),
    ("monday", Word::Weekday(1, false)),
    ("mondays", Word::Weekdays(1)),
    ("month", Word::Unit(Unit::Month, false)),
    ("monthly", Word::Frequency(Unit::Month)),
    ("months", Word::Unit(Unit::Month, true)),
    ("more", Word::More),
    ("morning", Word::Part(Part::Morning, false)),
    ("mornings", Word::Part(Part::Morning, true)),
    ("most", Word::Most),
    ("msk", Word::Zone(false)),
    ("near", Word::Near),
    ("nearly", Word::Nearly),
    ("new", Word::New),
    ("next", Word::Next),
    ("night", Word::Part(Part::Night, false)),
    ("nights", Word::Part(Part::Night, true)),
    ("nine", Word::Number(9)),
    ("nineteen", Word::Number(19)),
    ("nineteenth", Word::Ordinal(19)),
    ("nineties", Word::ShortDecade(90)),
    ("ninety", Word::Number(90)),
    ("ninth", Word::Ordinal(9)),
    ("no", Word::No),
    ("noon", Word::NamedHour(12)),
    ("nov", Word::Month(11, true)),
    ("november", Word::Month(11, false)),
    ("now", Word::Present),
    ("nowadays", Word::Present),
    ("o'clock", Word::OClock),
    ("oct", Word::Month(10, true)),
    ("october", Word::Month(10, false)),
    ("of", Word::Of),
    ("old", Word::Old),
    ("on", Word::On),
    ("one", Word::Number(1)),
    ("or", Word::Or),
    ("our", Word::The),
    ("over", Word::More),
    ("p.m", Word::Pm),
    ("pair", Word::Couple),
    ("past", Word::Past),
    ("pdt", Word::Zone(false)),
    ("percent", Word::Measure),
    ("period", Word::Period),
    ("plans", Word::FutureCue),
    ("pm", Word::Pm),
    ("previous", Word::Previous),
    ("prior", Word::Previous),
    ("pst", Word::Zone(false)),
    ("put", Word::PastCue),
    ("quarter", Word::Unit(Unit::Quarter, false)),
    ("quarters", Word::Unit(Unit::Quarter, true)),
    ("ran", Word::PastCue),
    ("ready", Word::FutureCue),
    ("recent", Word::Recent),
    ("recently", Word::PastAdverb),
    ("right", Word::Right),
    ("rose", Word::PastCue),
    ("roughly", Word::About),
    ("said", Word::SaidCue),
    ("same", Word::Same),
    ("sat", Word::Weekday(6, true)),
    ("saturday", Word::Weekday(6, false)),
    ("saturdays", Word::Weekdays(6)),
    ("saw", Word::PastCue),
    ("scheduled", Word::FutureCue),
    ("second", Word::Ordinal(2)),
    ("seconds", Word::Unit(Unit::Second, true)),
    ("sent", Word::PastCue),
    ("sep", Word::Month(9, true)),
    ("sept", Word::Month(9, true)),
    ("september", Word::Month(9, false)),
    ("seven", Word::Number(7)),
    ("seventeen", Word::Number(17)),
    ("seventeenth", Word::Ordinal(17)),
    ("seventh", Word::Ordinal(7)),
    ("seventies", Word::ShortDecade(70)),
    ("seventy", Word::Number(70)),
    ("several", Word::Several),
    ("shall", Word::FutureCue),
    ("shot", Word::PastCue),
    ("should", Word::FutureCue),
    ("since", Word::Preposition),
    ("six", Word::Number(6)),
    ("sixteen", Word::Number(16)),
    ("sixteenth", Word::Ordinal(16)),
    ("sixth", Word::Ordinal(6)),
    ("sixties", Word::ShortDecade(60)),
    ("sixty", Word::Number(60)),
    ("slated", Word::FutureCue),
    ("so", Word::So),
    ("some", Word::About),
    ("spoke", Word::PastCue),
    ("spring", Word::Season(Season::Spring)),
    ("start", Word::Start),
    ("straight", Word::Filler),
    ("struck", Word::PastCue),
    ("successive", Word::Filler),
    ("summer", Word::Season(Season::Summer)),
    ("sun", Word::Weekday(7, true)),
    ("sunday", Word::Weekday(7, false)),
    ("sundays", Word::Weekdays(7)),
    ("ten", Word::Number(10)),
    ("tenth", Word::Ordinal(10)),
    ("term", Word::Term),
    ("than", Word::Than),
    ("thanksgiving", Word::Holiday(Holiday::Thanksgiving)),
    ("that", Word::That),
    ("the", Word::The),
    ("their", Word::The),
    ("these", Word::These),
    ("third", Word::Ordinal(3)),
    ("thirteen", Word::Number(13)),
    ("thirteenth", Word::Ordinal(13)),
    ("thirties", Word::ShortDecade(30)),
    ("thirtieth", Word::Ordinal(30)),
    ("thirty", Word::Number(30)),
    ("this", Word::This),
    ("thousand", Word::Multiplier(1000)),
    ("three", Word::Number(3)),
    ("through", Word::To),
    ("thu", Word::Weekday(4, true)),
    ("thur", Word::Weekday(4, true)),
    ("thurs", Word::Weekday(4, true)),
    ("thursday", Word::Weekday(4, false)),
    ("thursdays", Word::Weekdays(4)),
    ("till", Word::Until),
    ("time", Word::Time),
    ("to", Word::To),
    ("today", Word::DayShift(0)),
    ("told", Word::SaidCue),
    ("tomorrow", Word::DayShift(1)),
    ("tonight", Word::Tonight),
    ("took", Word::PastCue),
    ("trading", Word::Filler),
    ("tue", Word::Weekday(2, true)),
    ("tues", Word::Weekday(2, true)),
    ("tuesday", Word::Weekday(2, false)),
    ("tuesdays", Word::Weekdays(2)),
    ("twelfth", Word::Ordinal(12)),
    ("twelve", Word::Number(12)),
    ("twenties", Word::ShortDecade(20)),
    ("twentieth", Word::Ordinal(20)),
    ("twenty", Word::Number(20)),
    ("two", Word::Number(2)),
    ("under", Word::Less),
    ("until", Word::Until),
    ("up", Word::Up),
    ("utc", Word::Zone(true)),
    ("was", Word::PastCue),
    ("wed", Word::Weekday(3, true)),
    ("wednesday", Word::Weekday(3, false)),
    ("wednesdays", Word::Weekdays(3)),
    ("week", Word::Unit(Unit::Week, false)),
    ("weekend", Word::Weekend),
    ("weekly", Word::Frequency(Unit::Week)),
    ("weeks", Word::Unit(Unit::Week, true)),
    ("went", Word::PastCue),
    ("were", Word::PastCue),
    ("whole", Word::Filler),
    ("will", Word::FutureCue),
    ("winter", Word::Season(Season::Winter)),
    ("within", Word::Preposition),
    ("wo", Word::FutureCue),
    ("won", Word::PastCue),
    ("working", Word::Filler),
    ("would", Word::FutureCue),
    ("year", Word::Unit(Unit::Year, false)),
    ("yearly", Word::Frequency(Unit::Year)),
    ("years", Word::Unit(Unit::Year, true)),
    ("yesterday", Word::DayShift(-1)),
];

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
