//! Whole articles' worth of small sentences, all of our own writing.

mod neighbours;
mod tenses;

use record::{Block, BlockKind, DateBasis, DateInterval, Document, Published, Reading, Span};

use super::calendar::date;

/// A document of paragraphs; a line that begins with `|` is a caption.
fn document(text: &str, published: Option<&str>) -> Document {
    let mut document = Document::default();
    for paragraph in text
        .split('\n')
        .filter(|paragraph| !paragraph.trim().is_empty())
    {
        let (kind, words) = match paragraph.strip_prefix('|') {
            Some(caption) => (BlockKind::Caption, caption),
            None => (BlockKind::Paragraph, paragraph),
        };
        let start = document.text.len();
        document.text.push_str(words.trim());
        let span = Span::new(start, document.text.len());
        document.blocks.push(Block::new(kind, span));
        document.text.push_str("\n\n");
    }
    if let Some(published) = published {
        let day = |text: &str| text.parse().expect("a test's date");
        let (start, end) = published.split_once('/').unwrap_or((published, published));
        document.published = Published {
            interval: Some(DateInterval {
                start: day(start),
                end: day(end),
            }),
            basis: DateBasis::Given,
            confidence: 1.0,
            ..Published::default()
        };
    }
    document
}

fn read(text: &str, published: Option<&str>) -> Reading {
    let document = document(text, published);
    let syntax = crate::trained::syntax(&document);
    let mut builder = record::ReadingBuilder::new(document, &syntax);
    super::read(&mut builder, &syntax);
    builder.finish()
}

/// `words=value` for each time, with the modifier after a blank.
fn times(reading: &Reading) -> Vec<String> {
    let text = &reading.document.text;
    let write = |time: &record::Time| {
        let modifier = time
            .modifier
            .as_ref()
            .map_or(String::new(), |m| format!(" {m}"));
        format!("{}={}{modifier}", time.span.of(text), time.value)
    };
    reading.times.iter().map(write).collect()
}

#[track_caller]
fn check(published: &str, rows: &[(&str, &[&str])]) {
    for (text, expected) in rows {
        let reading = read(text, (!published.is_empty()).then_some(published));
        assert_eq!(times(&reading), *expected, "{text}");
    }
}

/// A Thursday.
const THURSDAY: &str = "2021-03-11";

#[test]
fn explicit_dates_in_the_shapes_of_news() {
    check(
        THURSDAY,
        &[
            (
                "The treaty was signed on Dec. 5, 2016.",
                &["Dec. 5, 2016=2016-12-05"],
            ),
            (
                "The treaty was signed on 5 December 2016.",
                &["5 December 2016=2016-12-05"],
            ),
            (
                "It was signed on Monday, Dec. 5, 2016, in Lima.",
                &["Monday, Dec. 5, 2016=2016-12-05"],
            ),
            (
                "It was signed on Monday, December 5th, 2016.",
                &["Monday, December 5th, 2016=2016-12-05"],
            ),
            ("Filed 12/05/2016 at the court.", &["12/05/2016=2016-12-05"]),
            ("Filed 25/12/2016 at the court.", &["25/12/2016=2016-12-25"]),
            ("Filed 2016-12-05 at the court.", &["2016-12-05=2016-12-05"]),
            (
                "They met on the 5th of May 2019.",
                &["the 5th of May 2019=2019-05-05"],
            ),
            ("They met in September 2015.", &["September 2015=2015-09"]),
            ("They met in Sept. 2015.", &["Sept. 2015=2015-09"]),
            ("They met in 2015.", &["2015=2015"]),
            ("The law of the 1990s stands.", &["the 1990s=199"]),
            ("The law of the '80s stands.", &["the '80s=198"]),
            ("It began in the 19th century.", &["the 19th century=18"]),
            (
                "It began in the summer of 1994.",
                &["the summer of 1994=1994-SU"],
            ),
            (
                "Sales rose in the third quarter of 2008.",
                &["the third quarter of 2008=2008-Q3"],
            ),
            (
                "Sales rose in the second half of 2008.",
                &["the second half of 2008=2008-H2"],
            ),
            ("The wall fell in 146 BC.", &["146 BC=BC0146"]),
            (
                "Fighting from 1939-45 ruined it.",
                &["1939=1939", "45=1945"],
            ),
            (
                "Talks ran on May 5-7, 2019, in Oslo.",
                &["May 5=2019-05-05", "7, 2019=2019-05-07"],
            ),
        ],
    );
}

#[test]
fn what_points_to_the_page() {
    check(
        THURSDAY,
        &[
            ("The council voted on Wednesday.", &["Wednesday=2021-03-10"]),
            ("The council voted on Thursday.", &["Thursday=2021-03-11"]),
            ("The council voted on Friday.", &["Friday=2021-03-05"]),
            ("The council will vote on Friday.", &["Friday=2021-03-12"]),
            ("On Friday, the council will vote.", &["Friday=2021-03-12"]),
            ("A vote is scheduled for Monday.", &["Monday=2021-03-15"]),
            ("It met last Friday.", &["last Friday=2021-03-05"]),
            ("It met late Wednesday.", &["late Wednesday=2021-03-10 END"]),
            (
                "It met on Wednesday morning.",
                &["Wednesday morning=2021-03-10TMO"],
            ),
            (
                "It met yesterday and meets tomorrow.",
                &["yesterday=2021-03-10", "tomorrow=2021-03-12"],
            ),
            ("It met last night.", &["last night=2021-03-10TNI"]),
            ("It met this morning.", &["this morning=2021-03-11TMO"]),
            ("It meets tonight.", &["tonight=2021-03-11TNI"]),
            ("It met last week.", &["last week=2021-W09"]),
            (
                "It met earlier this month.",
                &["earlier this month=2021-03 START"],
            ),
            ("It met early this year.", &["early this year=2021 START"]),
            ("It meets next year.", &["next year=2022"]),
            ("It met two days ago.", &["two days ago=2021-03-09"]),
            ("It met five years ago.", &["five years ago=2016"]),
            ("It met in December.", &["December=2020-12"]),
            ("It will meet in December.", &["December=2021-12"]),
            ("It met in mid-February.", &["mid-February=2021-02 MID"]),
            (
                "It met by the end of the year.",
                &["the end of the year=2021 END"],
            ),
            ("It met last fall.", &["last fall=2020-FA"]),
            ("It met on Feb. 20.", &["Feb. 20=2021-02-20"]),
            (
                "It met at 9 a.m. Tuesday.",
                &["9 a.m. Tuesday=2021-03-09T09:00"],
            ),
            (
                "It met at 18:30 GMT on Tuesday.",
                &["18:30 GMT on Tuesday=2021-03-09T18:30Z"],
            ),
            (
                "It was cut in the fourth quarter.",
                &["the fourth quarter=2020-Q4"],
            ),
            ("It now meets here.", &["now=PRESENT_REF"]),
        ],
    );
}

#[test]
fn lengths_and_what_recurs() {
    check(
        THURSDAY,
        &[
            ("They asked for a five-day pause.", &["five-day=P5D"]),
            ("They fought for two weeks.", &["two weeks=P2W"]),
            ("They fought for several months.", &["several months=PXM"]),
            (
                "They fought for more than 20 years.",
                &["more than 20 years=P20Y MORE_THAN"],
            ),
            (
                "They fought for two and a half years.",
                &["two and a half years=P2Y6M"],
            ),
            ("They fought for half an hour.", &["half an hour=PT30M"]),
            (
                "They fought for twenty-four hours.",
                &["twenty-four hours=PT24H"],
            ),
            (
                "They fought over the past three years.",
                &["the past three years=P3Y"],
            ),
            ("They fight every day.", &["every day=P1D"]),
            ("They meet every two weeks.", &["every two weeks=P2W"]),
            ("They meet weekly.", &["weekly=P1W"]),
            ("They meet on Fridays.", &["Fridays=XXXX-WXX-5"]),
            ("A 37-year-old man, 52 years old, fell.", &[]),
            ("He may march on, and the sun sat low.", &[]),
            ("Some 1200 people marched in section 2020 boxes.", &[]),
            ("About three-quarters of voters stayed away.", &[]),
        ],
    );
}

#[test]
fn what_points_to_the_story() {
    check(
        THURSDAY,
        &[
            (
                "They met on Feb. 20. A day later, they signed. The next day, they left.",
                &[
                    "Feb. 20=2021-02-20",
                    "A day later=2021-02-21",
                    "The next day=2021-02-22",
                ],
            ),
            (
                "Net rose in the third quarter. Sales fell from a year earlier.",
                &["the third quarter=2020-Q3", "a year earlier=2019-Q3"],
            ),
        ],
    );
}

#[test]
fn nothing_is_placed_without_a_date() {
    check(
        "",
        &[
            ("The council voted on Wednesday.", &["Wednesday=XXXX-WXX-3"]),
            ("The council voted today.", &["today=XXXX-XX-XX"]),
            ("The council voted on Dec. 5.", &["Dec. 5=XXXX-12-05"]),
            ("The council voted last week.", &["last week=XXXX-WXX"]),
        ],
    );
    let reading = read(
        "The council voted on Wednesday.",
        Some("2021-03-08/2021-03-11"),
    );
    assert_eq!(times(&reading), ["Wednesday=XXXX-WXX-3"]);
    assert_eq!(reading.times[0].from, date(2021, 3, 3));
    assert_eq!(reading.times[0].to, date(2021, 3, 10));
}

/// The inferred interval, as text.
fn published(text: &str) -> String {
    match read(text, None).document.published.interval {
        None => "unknown".to_owned(),
        Some(interval) if interval.start == interval.end => interval.start.to_string(),
        Some(interval) => format!("{}/{}", interval.start, interval.end),
    }
}

#[test]
fn the_publication_date_comes_from_signs_that_agree() {
    let story = "Envoys from both banks of the river met in Basel on Thursday, a day after \
        talks failed late Wednesday. The ferry line said on Tuesday that boats would wait. \
        The bridge was closed in August 2018.\n";
    let old = "|FILE - In this Monday, March 4, 2019 file photo, a ferry waits at the pier.";
    for (text, expected, why) in [
        (format!("{story}{old}"), "2019-03-07", "three signs agree"),
        (
            format!("{}{old}", story.replace("2018", "2020")),
            "unknown",
            "the story is later than the picture",
        ),
        (
            format!(
                "{}{old}",
                story.replace(" The bridge was closed in August 2018.", "")
            ),
            "unknown",
            "no year in the story",
        ),
        (
            format!("Envoys met in Basel. The bridge was closed in August 2018.\n{old}"),
            "unknown",
            "a file photo alone",
        ),
        (
            format!("{story}|A ferry waits at the pier on Monday, March 4, 2019."),
            "2019-03-07",
            "a fresh picture and weekdays",
        ),
        (
            "Envoys met in Basel.\n|A ferry waits on Monday, March 4, 2019.".to_owned(),
            "2019-03-04/2019-03-10",
            "a fresh picture alone",
        ),
        (story.to_owned(), "unknown", "weekdays alone"),
        (
            "BASEL, March 7, 2019 (Wire) - Envoys met on Thursday.".to_owned(),
            "2019-03-07",
            "a date line",
        ),
        (
            "March 7, 2019\nEnvoys met on Thursday.".to_owned(),
            "2019-03-07",
            "a line of its own",
        ),
        (
            format!("BASEL, March 7 (Wire) - {story}"),
            "unknown",
            "a date line without a year, and nothing near it that has one",
        ),
        (
            format!("BASEL, March 7 (Wire) - {story} The strike began on Feb. 25, 2019."),
            "2019-03-07",
            "a date line without a year, and a day of the month before",
        ),
        (
            format!("BASEL, March 9 (Wire) - {story} The strike began on Feb. 25, 2019."),
            "unknown",
            "9 March 2019 was a Saturday, and the story ends on a Thursday",
        ),
        (
            format!("BASEL, Jan. 3 (Wire) - {story} The strike began on Dec. 20, 2018."),
            "2019-01-03",
            "the year turned between",
        ),
        (
            format!("{story}|FILE - In this Thursday, Feb. 28, 2019 file photo, a ferry waits."),
            "unknown",
            "the photograph is four days older than the news",
        ),
        (
            "On Monday, March 4, 2019, a ferry sank. Divers found it on Wednesday.".to_owned(),
            "2019-03-06",
            "a full date in the lead, and a weekday",
        ),
        (
            "On March 4, 2019, a ferry sank. The captain stood trial on Wednesday.".to_owned(),
            "unknown",
            "a year in the lead may look back",
        ),
        (
            "BASEL, March 7, 2019 (Wire) - Envoys said that talks end on March 20, 2019."
                .to_owned(),
            "2019-03-07",
            "a day to come is no conflict",
        ),
        (
            "BASEL, March 7, 2019 (Wire) - Envoys met on Thursday. They had signed on \
             March 20, 2019."
                .to_owned(),
            "2019-03-07/2019-03-20",
            "a conflict",
        ),
        (
            format!("{story}|FILE - In this Tuesday, March 4, 2019 file photo, a ferry waits."),
            "unknown",
            "4 March 2019 was a Monday",
        ),
    ] {
        assert_eq!(published(&text), expected, "{why}");
    }
}

#[test]
fn evidence_and_conflicts_are_named() {
    let reading = read(
        "BASEL, March 7, 2019 (Wire) - Envoys met. They had signed on March 20, 2019.",
        None,
    );
    assert!(
        reading
            .issues
            .iter()
            .any(|issue| issue.code.code() == "D0302")
    );
    let text = &reading.document.text;
    let evidence = &reading.document.published.evidence;
    let words: Vec<&str> = evidence.iter().map(|span| span.of(text)).collect();
    assert_eq!(words, ["March 7, 2019", "March 20, 2019"]);
    let unknown = read("Envoys met.", None);
    assert!(
        unknown
            .issues
            .iter()
            .any(|issue| issue.code.code() == "D0301")
    );
}

#[test]
fn a_caption_speaks_of_its_own_day() {
    let reading = read(
        "It met on Tuesday.\n|A ferry waits on Monday, March 4, 2019. It sank on Tuesday.\nIt left on Tuesday.",
        Some(THURSDAY),
    );
    let values: Vec<&str> = reading
        .times
        .iter()
        .map(|time| time.value.as_str())
        .collect();
    assert_eq!(
        values,
        ["2021-03-09", "2019-03-04", "2019-02-26", "2021-03-09"]
    );
}

#[test]
fn odd_text_does_no_harm() {
    for text in [
        "\0 - 5 - \u{1F600} 5 5 5 May May the the of of year year",
        "9999999999999999999999 years ago, 99999 years ago, 0000-00-00, 2016-13-45, Feb. 30, 2016",
        "29 February, '00s, '99, 00:99, 25:00, 1/2/3/4/5, 1-2-3-4, the 0th century, 99th century",
        "ﬁve dаys ago 五月 ’80s ’ ‘89 ½ year — – 5–7 – May",
        "the the the the first first nine nine months months ago ago later later",
        "5,000,000 centuries ago 4000000000 decades later 300 millennia from now",
        "year-ago-ago-year-earlier mid-mid-mid-May early early late late end of of the end of the",
    ] {
        for published in [
            None,
            Some(THURSDAY),
            Some("9999-12-30"),
            Some("-009999-01-01/9999-12-31"),
        ] {
            let reading = read(text, published);
            for time in &reading.times {
                assert!(!time.span.of(&reading.document.text).is_empty());
                assert!(time.from <= time.to);
            }
        }
    }
}

#[test]
fn long_text_takes_time_in_proportion() {
    for piece in [
        "the end of ",
        "5 - ",
        "two hundred and ",
        "early late ",
        "1,000 ",
        "May 5 - ",
        "'",
    ] {
        let text = piece.repeat(40_000);
        let reading = read(&text, Some(THURSDAY));
        assert!(reading.times.len() <= super::MOST + 40_000);
    }
}
