//! A line of a record block to what it means.

use record::{Date, DateInterval};

use super::grammar::{
    Claim, Entity, Event, EventDate, Expectation, Field, Names, Object, Place, Published, Rows,
    Time, Words,
};

/// Reads one line; the error says what is wrong with it.
pub(super) fn parse(line: &str) -> Result<Expectation, String> {
    let pieces = pieces(line)?;
    let mut line = Pieces {
        pieces: &pieces,
        next: 0,
    };
    let expectation = expectation(&mut line)?;
    match line.peek() {
        None => Ok(expectation),
        Some(piece) => Err(format!("what is `{piece}` doing here?")),
    }
}

#[derive(Clone, PartialEq, Debug)]
enum Piece {
    Quoted(Words),
    Word(String),
    Mark(&'static str),
}

impl std::fmt::Display for Piece {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Piece::Quoted(words) => write!(formatter, "\"{}\"", words.text),
            Piece::Word(word) => formatter.write_str(word),
            Piece::Mark(mark) => formatter.write_str(mark),
        }
    }
}

/// Marks that stand alone between spaces.
const ALONE: [(&str, &str); 6] = [
    ("+", "+"),
    ("=", "="),
    ("→", "→"),
    ("->", "→"),
    ("<", "<"),
    ("/", "/"),
];

fn pieces(line: &str) -> Result<Vec<Piece>, String> {
    let mut pieces = Vec::new();
    let mut rest = line.trim_start();
    while let Some(first) = rest.chars().next() {
        if first == '"' {
            let mut text = String::new();
            let mut characters = rest[1..].char_indices();
            let end = loop {
                match characters.next() {
                    None => return Err("a quotation mark is not closed".to_owned()),
                    Some((index, '"')) => break index + 2,
                    Some((_, '\\')) => text.extend(characters.next().map(|(_, c)| c)),
                    Some((_, character)) => text.push(character),
                }
            };
            rest = &rest[end..];
            let mut occurrence = None;
            if let Some(number) = rest.strip_prefix('#') {
                let digits = number.bytes().take_while(u8::is_ascii_digit).count();
                occurrence = number[..digits].parse().ok().filter(|n| *n > 0);
                if occurrence.is_none() {
                    return Err("`#` wants a number from 1, such as \"Kerry\"#2".to_owned());
                }
                rest = &number[digits..];
            }
            pieces.push(Piece::Quoted(Words { text, occurrence }));
        } else if let Some(mark) = [",", ";", ":"].into_iter().find(|m| rest.starts_with(m)) {
            pieces.push(Piece::Mark(mark));
            rest = &rest[1..];
        } else {
            let end = rest
                .find(|c: char| c.is_whitespace() || c == '"')
                .unwrap_or(rest.len());
            let word = &rest[..end];
            let bare = word.trim_end_matches([',', ';', ':']);
            rest = &rest[bare.len()..];
            pieces.push(match ALONE.iter().find(|(mark, _)| *mark == bare) {
                Some((_, mark)) => Piece::Mark(mark),
                None => Piece::Word(bare.to_owned()),
            });
        }
        rest = rest.trim_start();
    }
    Ok(pieces)
}

struct Pieces<'a> {
    pieces: &'a [Piece],
    next: usize,
}

impl Pieces<'_> {
    fn peek(&self) -> Option<&Piece> {
        self.pieces.get(self.next)
    }

    fn take(&mut self) -> Option<Piece> {
        let piece = self.peek().cloned();
        self.next += usize::from(piece.is_some());
        piece
    }

    fn mark(&mut self, mark: &str) -> bool {
        let here = matches!(self.peek(), Some(Piece::Mark(one)) if *one == mark);
        self.next += usize::from(here);
        here
    }

    fn is_word(&mut self, word: &str) -> bool {
        let here = matches!(self.peek(), Some(Piece::Word(one)) if one == word);
        self.next += usize::from(here);
        here
    }

    fn word(&mut self, what: &str) -> Result<String, String> {
        match self.take() {
            Some(Piece::Word(word)) => Ok(word),
            Some(other) => Err(format!("{what} should stand where `{other}` does")),
            None => Err(format!("{what} is missing at the end")),
        }
    }

    fn word_if(&mut self, fits: impl Fn(&str) -> bool) -> Option<String> {
        match self.peek() {
            Some(Piece::Word(word)) if fits(word) => {
                let word = word.clone();
                self.next += 1;
                Some(word)
            }
            _ => None,
        }
    }

    fn quoted_if(&mut self) -> Option<Words> {
        match self.peek() {
            Some(Piece::Quoted(words)) => {
                let words = words.clone();
                self.next += 1;
                Some(words)
            }
            _ => None,
        }
    }

    fn quoted(&mut self) -> Result<Words, String> {
        self.quoted_if()
            .ok_or_else(|| "words of the article in quotation marks are missing".to_owned())
    }

    /// A name: words in quotation marks, or bare words up to the next mark.
    fn name(&mut self) -> Result<Words, String> {
        if let Some(words) = self.quoted_if() {
            return Ok(words);
        }
        let mut name = self.word("a name")?;
        while let Some(word) = self.word_if(|_| true) {
            name.push(' ');
            name.push_str(&word);
        }
        Ok(Words {
            text: name,
            occurrence: None,
        })
    }

    fn names(&mut self) -> Result<Names, String> {
        let mut names = Names::default();
        loop {
            if self.is_word("…") {
                names.more = true;
            } else if !self.is_word("nobody") {
                names.names.push(self.name()?);
            }
            if !self.mark("+") {
                return Ok(names);
            }
        }
    }

    fn days(&mut self) -> Result<DateInterval, String> {
        let word = self.word("a date")?;
        let (first, last) = word.split_once("..").unwrap_or((&word, &word));
        match (interval(first), interval(last)) {
            (Some(first), Some(last)) => Ok(DateInterval {
                start: first.start,
                end: last.end,
            }),
            _ => Err(format!(
                "`{word}` is no date such as 2016-12-08, 2016-12, 2016 or 2016-12-05..2016-12-09"
            )),
        }
    }
}

/// A year, a month or a day as the days in it.
fn interval(text: &str) -> Option<DateInterval> {
    let mut parts = text.splitn(3, '-').map(str::parse::<i16>);
    let year = parts.next()?.ok()?;
    let month = parts.next().transpose().ok()?;
    let day = parts.next().transpose().ok()?;
    let start = Date::new(year, month.unwrap_or(1) as i8, day.unwrap_or(1) as i8).ok()?;
    let end = match (month, day) {
        (None, _) => Date::new(year, 12, 31).ok()?,
        (Some(_), None) => start.last_of_month(),
        _ => start,
    };
    Some(DateInterval { start, end })
}

fn is_code(word: &str) -> bool {
    word == "-" || word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

fn is_type(word: &str) -> bool {
    let kind = word.split('/').next().unwrap_or_default();
    kind.len() > 1 && kind.bytes().all(|byte| byte.is_ascii_uppercase())
}

fn expectation(line: &mut Pieces<'_>) -> Result<Expectation, String> {
    let what = line.word("the kind of expectation")?;
    let rows = |what: &str| {
        Some(match what {
            "blocks" => Rows::Blocks,
            "sentences" => Rows::Sentences,
            "entities" => Rows::Entities,
            "times" => Rows::Times,
            "places" => Rows::Places,
            "claims" => Rows::Claims,
            "events" => Rows::Events,
            _ => return None,
        })
    };
    if let Some(rows) = rows(&what) {
        let number = line.word("a number")?;
        let number = number
            .parse()
            .map_err(|_| format!("`{number}` is no number"))?;
        return Ok(Expectation::Count(rows, number));
    }
    Ok(match what.as_str() {
        "no" => negative(line)?,
        "title" => Expectation::Field(Field::Title, known(line)?),
        "publisher" => Expectation::Field(Field::Publisher, known(line)?),
        "agency" => Expectation::Field(Field::Agency, known(line)?),
        "byline" => {
            let mut names = Vec::new();
            if !line.is_word("unknown") {
                names.push(line.quoted()?);
                while let Some(name) = line.quoted_if() {
                    names.push(name);
                }
            }
            Expectation::Byline(names)
        }
        "published" => Expectation::Published(if line.is_word("unknown") {
            Published::Unknown
        } else if line.is_word("not") {
            Published::Not(line.days()?)
        } else {
            let days = line.days()?;
            Published::Is(days, named::<record::DateBasis>(line, "a basis")?)
        }),
        "page" => Expectation::Page(must::<record::PageType>(line, "a page type")?),
        "block" => Expectation::Block(
            must::<record::BlockKind>(line, "a block kind")?,
            line.quoted()?,
        ),
        "noise" => Expectation::Noise(line.quoted()?),
        "story" => Expectation::Story(line.quoted()?),
        "issue" => Expectation::Issue(line.word("an issue code")?),
        "sentence" => Expectation::Sentence(line.quoted()?),
        "same" => Expectation::Same(several(line, "=")?),
        "apart" => Expectation::Apart(several(line, "/")?),
        "entity" => entity(line)?,
        "time" => Expectation::Time(Time {
            words: line.quoted()?,
            kind: named::<record::TimeType>(line, "a kind of time")?,
            value: line.word_if(|word| word != "days"),
            days: if line.is_word("days") {
                Some(line.days()?)
            } else {
                None
            },
        }),
        "place" => place(line)?,
        "claim" => claim(line)?,
        "event" => event(line)?,
        other => return Err(format!("`{other}` is no kind of expectation")),
    })
}

fn known(line: &mut Pieces<'_>) -> Result<Option<Words>, String> {
    if line.is_word("unknown") {
        return Ok(None);
    }
    line.quoted().map(Some)
}

fn several(line: &mut Pieces<'_>, mark: &str) -> Result<Vec<Words>, String> {
    let mut all = vec![line.quoted()?];
    while line.mark(mark) {
        all.push(line.quoted()?);
    }
    if all.len() < 2 {
        return Err(format!(
            "two things are compared, with `{mark}` between them"
        ));
    }
    Ok(all)
}

fn negative(line: &mut Pieces<'_>) -> Result<Expectation, String> {
    let what = line.word("what there must not be")?;
    Ok(match what.as_str() {
        "block" => Expectation::NoBlock(must::<record::BlockKind>(line, "a block kind")?),
        "issue" => Expectation::NoIssue(line.word_if(|_| true)),
        "sentence" => Expectation::NoSentence(line.quoted()?),
        "entity" => Expectation::NoEntity(
            named::<record::EntityType>(line, "an entity type")?,
            line.quoted()?,
        ),
        "time" => Expectation::NoTime(line.quoted_if()),
        "place" => Expectation::NoPlace(line.quoted_if()),
        "claim" => Expectation::NoClaim(line.quoted_if()),
        "event" => Expectation::NoEvent(line.word_if(is_type), line.quoted_if()),
        other => return Err(format!("`no {other}` cannot be checked")),
    })
}

/// A set of names of the wire format.
trait Named: Copy + 'static {
    const ALL: &'static [Self];
    fn name(self) -> &'static str;
}

macro_rules! named {
    ($($kind:ty),*) => {$(
        impl Named for $kind {
            const ALL: &'static [Self] = <$kind>::ALL;
            fn name(self) -> &'static str {
                self.as_str()
            }
        }
    )*};
}
named!(
    record::DateBasis,
    record::PageType,
    record::BlockKind,
    record::EntityType,
    record::TimeType,
    record::ClaimKind,
    record::SpeechAct,
    record::Status
);

/// One of a set of names, if the next word is one.
#[expect(clippy::unnecessary_wraps, reason = "reads like its sibling `must`")]
fn named<T: Named>(line: &mut Pieces<'_>, _what: &str) -> Result<Option<String>, String> {
    Ok(line.word_if(|word| T::ALL.iter().any(|one| one.name() == word)))
}

/// One of a set of names.
fn must<T: Named>(line: &mut Pieces<'_>, what: &str) -> Result<String, String> {
    named::<T>(line, what)?.ok_or_else(|| {
        let all: Vec<_> = T::ALL.iter().map(|one| one.name()).collect();
        format!("{what} is one of {}", all.join(", "))
    })
}

fn entity(line: &mut Pieces<'_>) -> Result<Expectation, String> {
    let mut entity = Entity {
        kind: must::<record::EntityType>(line, "an entity type")?,
        words: line.quoted()?,
        country: line.word_if(is_code),
        sectors: Vec::new(),
        title: None,
        wikidata: None,
    };
    while let Some(sector) = line.word_if(is_code) {
        entity.sectors.push(sector);
    }
    if line.is_word("title") {
        entity.title = Some(line.quoted()?);
    }
    if line.is_word("wikidata") {
        entity.wikidata = Some(line.word("a Wikidata id")?);
    }
    Ok(Expectation::Entity(entity))
}

fn place(line: &mut Pieces<'_>) -> Result<Expectation, String> {
    let mut place = Place {
        words: line.quoted()?,
        country: line.word_if(is_code),
        geonames: line
            .word_if(|word| word.parse::<u32>().is_ok())
            .and_then(|word| word.parse().ok()),
        near: None,
        unresolved: line.is_word("unresolved"),
    };
    if line.is_word("near") {
        let mut degrees = || -> Result<f64, String> {
            let word = line.word("degrees")?;
            word.parse().map_err(|_| format!("`{word}` is no number"))
        };
        place.near = Some((degrees()?, degrees()?));
    }
    Ok(Expectation::Place(place))
}

fn claim(line: &mut Pieces<'_>) -> Result<Expectation, String> {
    let kind = must::<record::ClaimKind>(line, "a kind of claim")?;
    let source = if line.is_word("nobody") {
        None
    } else {
        Some(line.quoted()?)
    };
    let mut names = Vec::new();
    if line.mark("=") {
        names = line.names()?.names;
    }
    let cue = if line.mark(",") {
        Some(line.name()?)
    } else {
        None
    };
    if !line.mark(":") {
        return Err("a colon and the words said are missing".to_owned());
    }
    let mut content = vec![line.quoted()?];
    while line.mark("+") {
        content.push(line.quoted()?);
    }
    let mut claim = Claim {
        kind,
        source,
        names,
        cue,
        content,
        act: None,
        addressees: Vec::new(),
        within: None,
        anonymous: false,
    };
    while line.mark(";") {
        let part = line.word("`act`, `to`, `within` or `anonymous`")?;
        match part.as_str() {
            "act" => claim.act = Some(must::<record::SpeechAct>(line, "an act of speech")?),
            "to" => claim.addressees = line.names()?.names,
            "within" => claim.within = Some(line.name()?),
            "anonymous" => claim.anonymous = true,
            other => return Err(format!("`{other}` is no part of a claim")),
        }
    }
    Ok(Expectation::Claim(Box::new(claim)))
}

fn event(line: &mut Pieces<'_>) -> Result<Expectation, String> {
    let kind = line
        .word_if(is_type)
        .ok_or("an event type such as CONSULT or CONSULT/visit is missing")?;
    let (kind, mode) = match kind.split_once('/') {
        Some((kind, mode)) => (kind.to_owned(), Some(mode.to_owned())),
        None => (kind, None),
    };
    let mut event = Event {
        kind,
        mode,
        status: named::<record::Status>(line, "a status")?,
        trigger: line.quoted_if(),
        ..Event::default()
    };
    if line.mark(":") {
        event.actors = Some(line.names()?);
        if line.mark("→") {
            event.recipients = Some(line.names()?);
        }
    }
    while line.mark(";") {
        let part = line.word("a part such as `on`, `at` or `via`")?;
        match part.as_str() {
            "on" if line.is_word("unknown") => event.date = Some(EventDate::Unknown),
            "on" => event.date = Some(EventDate::On(line.days()?)),
            "by" => event.date = Some(EventDate::By(line.days()?.end)),
            "at" if line.is_word("nowhere") => event.places.push((part, None)),
            "at" | "from" | "to" => {
                let place = line.name()?;
                event.places.push((part, Some(place)));
            }
            "via" => event.vouched.push(("asserts".to_owned(), chain(line)?)),
            "denied" | "doubted" => {
                let stance = if part == "denied" { "denies" } else { "doubts" };
                if !line.is_word("by") {
                    return Err(format!("`{part}` wants `by` and a name"));
                }
                event.vouched.push((stance.to_owned(), chain(line)?));
            }
            "object" => {
                event.object = Some(Object {
                    kind: line.word_if(is_type),
                    refrain: line.is_word("refrain"),
                    words: line.quoted_if(),
                });
            }
            "background" => event.background = Some(true),
            "news" => event.background = Some(false),
            "count" => {
                let what = line.word("what is counted")?;
                let number = line.word("a number")?;
                let number = number
                    .parse()
                    .map_err(|_| format!("`{number}` is no number"))?;
                event.quantities.push((what, number));
            }
            "with" => event.instruments.push(line.name()?),
            other => return Err(format!("`{other}` is no part of an event")),
        }
    }
    Ok(Expectation::Event(Box::new(event)))
}

fn chain(line: &mut Pieces<'_>) -> Result<Vec<Words>, String> {
    if line.is_word("reporter") {
        return Ok(Vec::new());
    }
    let mut chain = vec![line.name()?];
    while line.mark("<") {
        chain.push(line.name()?);
    }
    Ok(chain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_the_manual_are_lines() {
        let manual = include_str!("../../../specs/README.md");
        let mut examples = 0;
        for block in manual.split("```lines\n").skip(1) {
            for line in block.split("```").next().unwrap_or_default().lines() {
                if line.is_empty() {
                    continue;
                }
                examples += 1;
                if let Err(problem) = parse(line) {
                    panic!("{line}\n{problem}");
                }
            }
        }
        assert!(examples > 40, "only {examples} examples");
    }

    #[test]
    fn parts_of_an_event() {
        let line = "event REQUEST/change planned \"urged\": U.N. + … → \"the rebels\"#2; on 2016-12; at Aleppo; via Interfax < Sergey Ryabkov; object RETREAT refrain; count killed 12";
        let Ok(Expectation::Event(event)) = parse(line) else {
            panic!("an event");
        };
        assert_eq!(
            (event.kind.as_str(), event.mode.as_deref()),
            ("REQUEST", Some("change"))
        );
        let actors = event.actors.expect("actors are said");
        assert!(actors.more);
        assert_eq!(actors.names[0].text, "U.N.");
        assert_eq!(event.recipients.expect("said").names[0].occurrence, Some(2));
        assert_eq!(event.vouched[0].1[1].text, "Sergey Ryabkov");
        let Some(EventDate::On(month)) = event.date else {
            panic!("a date");
        };
        assert_eq!((month.start.day(), month.end.day()), (1, 31));
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (line, problem) in [
            ("colour red", "`colour` is no kind of expectation"),
            ("block picture \"x\"", "a block kind is one of headline"),
            ("published 2016-13", "is no date such as"),
            ("time \"x", "a quotation mark is not closed"),
            ("events many", "`many` is no number"),
            ("claim direct \"Kerry\"", "a colon and the words said"),
            ("same \"he\"", "two things are compared"),
            ("event met", "an event type such as"),
            ("sentence \"a\" \"b\"", "what is `\"b\"` doing here?"),
        ] {
            let error = parse(line).expect_err(line);
            assert!(error.contains(problem), "{line}: {error}");
        }
    }
}
