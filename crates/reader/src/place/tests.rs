//! Names in brackets are toponyms; what they mean follows by id, 0 for unresolved.

use lexicon::{Gazetteer, Lexicon};
use record::{Document, Reading, ReadingBuilder, Span, Syntax};

use crate::Knowledge;

/// Places of this world, under made-up ids.
const PLACES: &str = "\
1\tUnited States\t39.76\t-98.5\tPCL\tUSA\t\t327167434
2\tFrance\t46\t2\tPCL\tFRA\t\t66987244
3\tGeorgia\t42\t43.5\tPCL\tGEO\t\t3731000
4\tRussia\t60\t100\tPCL\tRUS\t\t144478050
11\tTexas\t31.25\t-99.25\tADM1\tUSA\tTexas\t0
12\tGeorgia\t32.75\t-83.5\tADM1\tUSA\tGeorgia\t0
13\tOregon\t44\t-120.5\tADM1\tUSA\tOregon\t0
14\tMassachusetts\t42.37\t-71.11\tADM1\tUSA\tMassachusetts\t0
15\tKentucky\t38.2\t-84.88\tADM1\tUSA\tKentucky\t0
21\tParis\t48.85\t2.35\tPPLC\tFRA\tIle-de-France\t2138551
22\tParis\t33.66\t-95.56\tPPL\tUSA\tTexas\t24839
23\tSalem\t44.94\t-123.04\tPPLA\tUSA\tOregon\t175535
24\tSalem\t42.52\t-70.9\tPPL\tUSA\tMassachusetts\t44480
25\tTbilisi\t41.69\t44.83\tPPLC\tGEO\tTbilisi\t1049498
26\tAtlanta\t33.75\t-84.39\tPPLA\tUSA\tGeorgia\t463878
27\tDallas\t32.78\t-96.81\tPPL\tUSA\tTexas\t1300092
28\tBoston\t42.36\t-71.06\tPPLA\tUSA\tMassachusetts\t667137
29\tLyon\t45.75\t4.85\tPPLA\tFRA\tRhone\t472317
31\tMoscow\t55.75\t37.62\tPPLC\tRUS\tMoscow\t10381222
32\tReading\t51.46\t-0.97\tPPL\tGBR\tEngland\t244070
41\tLaurel County\t37.11\t-84.12\tADM2\tUSA\tKentucky\t0
42\tLaurel\t31.69\t-89.13\tPPL\tUSA\tMississippi\t18756
1000000000\tSahel\t15\t5\tRGN\t\t\t0
1000000001\tEurope\t48.7\t9.1\tCONT\t\t\t0
";

const NAMES: &str = "\
@fra\t2
@geo\t3
@rus\t4
@usa\t1
atlanta\t26
boston\t28
dallas\t27
europe\t1000000001
european\t=1000000001
france\t2
ga\t.12
georgia\t3 12\tperson
kentucky\t15
laurel\t42\tperson
laurel county\t41
lyon\t29
mass\t.14\tword
massachusetts\t14
moscow\t31
or\t,13\tword
ore\t.13\tword
oregon\t13
paris\t21 22\tperson
reading\t32\tword
russia\t4
sahel\t1000000000
salem\t23 24
tbilisi\t25
texas\t11
us\t^1\tword
";

fn read(marked: &str, uri: Option<&str>) -> Reading {
    let mut text = String::new();
    let mut toponyms = Vec::new();
    let mut start = 0;
    for character in marked.chars() {
        match character {
            '[' => start = text.len(),
            ']' => toponyms.push(Span::new(start, text.len())),
            _ => text.push(character),
        }
    }
    let document = Document {
        text,
        uri: uri.map(str::to_owned),
        toponyms: Some(toponyms),
        ..Document::default()
    };
    let syntax = Syntax::default();
    let knowledge = Knowledge {
        lexicon: &Lexicon::default(),
        gazetteer: &Gazetteer::new(PLACES, NAMES),
    };
    let mut builder = ReadingBuilder::new(document, &syntax);
    super::read(&mut builder, &syntax, knowledge);
    builder.finish()
}

fn check(marked: &str, expected: &[u32]) {
    check_in(marked, None, expected);
}

fn check_in(marked: &str, uri: Option<&str>, expected: &[u32]) {
    let reading = read(marked, uri);
    let gazetteer = Gazetteer::new(PLACES, NAMES);
    let points: Vec<_> = reading.places.iter().map(|place| place.point).collect();
    let expected: Vec<_> = expected
        .iter()
        .map(|&id| {
            gazetteer
                .place(id)
                .map(|place| (place.latitude, place.longitude))
        })
        .collect();
    assert_eq!(points, expected, "{marked}");
}

#[test]
fn the_words_after_a_comma_decide() {
    check("The fire in [Salem], Ore., spread.", &[23]);
    check("The fire in [Salem], Mass., spread.", &[24]);
    check("The fire in [Salem], [Mass.], spread.", &[24, 14]);
    check("He was born in [Salem], OR.", &[23]);
    check("A fair in [Paris], [Texas].", &[22, 11]);
    check("A fair in [Paris] (Texas) opened.", &[22]);
    check("Talks in [Tbilisi], [Georgia], failed.", &[25, 3]);
    check("A storm hit [Atlanta], [Georgia].", &[26, 12]);
    // A place that the gazetteer lacks lies where its state does.
    check("The mill in [Hartsboro], Ga., closed.", &[12]);
}

#[test]
fn a_list_is_no_container() {
    check("They flew to [Moscow], [Paris] and [Lyon].", &[31, 21, 29]);
    check(
        "Voters in [Kentucky], [Georgia] and [Texas] agree.",
        &[15, 12, 11],
    );
    check("Envoys of [Russia], [France] and others.", &[4, 2]);
}

#[test]
fn one_name_is_one_place() {
    check(
        "[Paris], Texas, has a tower. [Paris] is proud of it.",
        &[22, 22],
    );
    check("[Paris], France, and [Paris], Texas, are twins.", &[21, 22]);
}

#[test]
fn the_company_that_a_name_keeps_decides() {
    check("From [Paris] the road leads to [Lyon].", &[21, 29]);
    check("[Salem] lies north of [Boston].", &[24, 28]);
    check("[Georgia] sent troops; [Tbilisi] denied it.", &[3, 25]);
    check(
        "[Georgia] will vote; [Atlanta] first, then [Dallas] in [Texas].",
        &[12, 26, 27, 11],
    );
    check(
        "[Laurel] deputies searched [Laurel County] in [Kentucky].",
        &[41, 41, 15],
    );
}

#[test]
fn the_home_of_a_paper_counts() {
    let paris = Some("http://www.theparisnews.com/local/1.html");
    check_in(
        "The mayor of [Paris] met [Dallas] officials.",
        paris,
        &[22, 27],
    );
    check_in(
        "The mayor of [Paris] spoke.",
        Some("https://lemonde.fr/1"),
        &[21],
    );
}

#[test]
fn what_nothing_supports_stays_unresolved() {
    check("The village of [Qxyz] burned.", &[0]);
    check("They met in the [Sahel].", &[1_000_000_000]);
    check(
        "A [European] plan for northern [France] and the [northern Sahel].",
        &[1_000_000_001, 2, 1_000_000_000],
    );
    check("", &[]);
}

#[test]
fn an_unknown_place_lies_where_the_text_puts_it() {
    check("A fire in [Qxyz], near [Dallas], [Texas].", &[27, 27, 11]);
    check("The [Qxyz] district of [Lyon] in [France].", &[29, 29, 2]);
    check("[Lyon]'s [Qxyz] market in [France].", &[29, 29, 2]);
    // A country is too wide to stand for a village.
    check("They left [Qxyz], in [Russia].", &[0, 4]);
}

#[test]
fn two_names_in_one_are_told_apart() {
    check("A march in [Dallas Texas].", &[27]);
    check("The river at [Boston-Qxyz] rose.", &[28]);
    check("Rep. Ann Aker, [R-Dallas], said so.", &[27]);
    check("It fell in [Lyon Cathedral].", &[29]);
    check("They met at [City Dallas].", &[0]);
    check("The [West] will not wait.", &[0]);
}

#[test]
fn a_list_of_counties_is_one_of_counties() {
    check(
        "Floods in [Laurel] and [Qxyz] counties, [Kentucky].",
        &[41, 0, 15],
    );
}

#[test]
fn many_toponyms_take_time_in_proportion() {
    let marked = "in [Salem], Ore., and [Paris], [Georgia] ".repeat(2_000);
    assert_eq!(read(&marked, None).places.len(), 6_000);
    let unknown: String = (0..5_000).fold(String::new(), |text, number| {
        text + "[Name" + &number.to_string() + "], "
    });
    assert_eq!(read(&unknown, None).places.len(), 5_000);
}

proptest::proptest! {
    #[test]
    fn any_text_and_any_spans_are_read(
        text in "(\\PC|Salem|Paris|, |Ore\\.|Texas| |[A-Z]){0,40}",
        spans in proptest::collection::vec((0_u32..60, 0_u32..60), 0..6),
    ) {
        let toponyms: Vec<Span> = spans
            .into_iter()
            .map(|(start, length)| Span { start, end: start.saturating_add(length) })
            .collect();
        let count = toponyms.len();
        let document = Document { text, toponyms: Some(toponyms), ..Document::default() };
        let syntax = Syntax::default();
        let knowledge = Knowledge {
            lexicon: &Lexicon::default(),
            gazetteer: &Gazetteer::new(PLACES, NAMES),
        };
        let mut builder = ReadingBuilder::new(document, &syntax);
        super::read(&mut builder, &syntax, knowledge);
        let reading = builder.finish();
        proptest::prop_assert!(reading.places.len() <= count);
        for place in &reading.places {
            proptest::prop_assert!(!place.span.of(&reading.document.text).is_empty());
            proptest::prop_assert!((0.0..=1.0).contains(&place.confidence));
        }
    }
}
