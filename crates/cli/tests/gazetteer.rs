//! `dateline gazetteer import` and `dateline read --gazetteer` from outside.

mod kit;

use std::io::Write as _;

use kit::{Folder, Run};

/// A row as in a dump of GeoNames; the places are made up.
fn row(id: u32, name: &str, others: &str, feature: &str, division: &str, at: (f64, f64)) -> String {
    let (latitude, longitude) = at;
    let class = if feature.starts_with("ADM") { "A" } else { "P" };
    format!(
        "{id}\t{name}\t{name}\t{others}\t{latitude}\t{longitude}\t{class}\t{feature}\tSY\t\t{division}\t\t\t\t\
         340\t\t\tAsia/Damascus\t2024-01-01\n"
    )
}

fn dump() -> String {
    [
        row(
            900_000_001,
            "Qalat Zumurrud",
            "Kalat Zumurrud,قلعة",
            "PPL",
            "77",
            (35.51234, 36.4),
        ),
        row(
            900_000_002,
            "Zumurrud Governorate",
            "",
            "ADM1",
            "77",
            (35.5, 36.5),
        ),
    ]
    .concat()
}

const ARTICLE: &str = "DAMASCUS, May 3 (Example Wire) - Shells hit the village of Kalat Zumurrud in Syria \
                       on Tuesday, and two people were killed in Kalat Zumurrud, residents said.\n";

/// The points of the toponym in the article.
fn points(run: &Run) -> Vec<(String, f64, f64)> {
    assert_eq!((run.status, run.err.as_str()), (Some(0), ""));
    let readings = run.readings();
    let text: Vec<char> = readings[0]["document"]["text"]
        .as_str()
        .expect("a string")
        .chars()
        .collect();
    let places = readings[0]["places"].as_array().expect("a list");
    let at = |place: &serde_json::Value, key: &str| place[key].as_u64().expect("a number") as usize;
    places
        .iter()
        .map(|place| {
            let words: String = text[at(place, "start")..at(place, "end")].iter().collect();
            let degrees = |key: &str| place[key].as_f64().unwrap_or(f64::NAN);
            (words, degrees("latitude"), degrees("longitude"))
        })
        .filter(|(words, ..)| words.contains("Zumurrud"))
        .collect()
}

#[test]
fn a_village_that_was_imported_has_its_point() {
    let folder = Folder::new();
    folder.write("article.txt", ARTICLE);
    folder.write("SY.txt", dump());
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in [("readme.txt", "About."), ("SY.txt", &dump())] {
        let started = archive.start_file(name, zip::write::SimpleFileOptions::default());
        started.expect("memory takes files");
        archive
            .write_all(text.as_bytes())
            .expect("memory takes bytes");
    }
    let archive = archive.finish().expect("memory takes an archive");
    folder.write("SY.zip", archive.into_inner());
    for (dump, output) in [("SY.txt", "plain"), ("SY.zip", "zipped")] {
        let run = folder.run(&["gazetteer", "import", dump, "--output", output]);
        assert_eq!((run.status, run.err.as_str()), (Some(0), ""));
        assert!(run.out.starts_with("2 places more"), "{}", run.out);
    }
    let without = points(&folder.run(&["read", "article.txt"]));
    assert!(
        without
            .iter()
            .all(|(_, latitude, _)| (latitude - 35.512).abs() > 0.01 || latitude.is_nan())
    );
    let one = folder.run(&["read", "article.txt", "--gazetteer", "plain"]);
    let found = points(&one);
    assert!(!found.is_empty(), "{}", one.out);
    for (words, latitude, longitude) in found {
        assert_eq!(
            (words.as_str(), latitude, longitude),
            ("Kalat Zumurrud", 35.512, 36.4)
        );
    }
    let other = folder.run(&["read", "article.txt", "--gazetteer", "zipped"]);
    assert_eq!(one.out, other.out);
    assert!(
        one.readings()[0]["generator"]["gazetteer"]
            .as_str()
            .is_some_and(|version| version.starts_with("import+"))
    );
}

#[test]
fn what_is_no_dump_is_told_with_file_and_line() {
    let folder = Folder::new();
    folder.write("short.txt", format!("{}900000003\tTell\n", dump()));
    folder.write("latin.txt", b"1\tZ\xfcrich\n");
    folder.write("empty.txt", "");
    folder.write("cut.zip", b"PK\x03\x04 and no more");
    for (dump, message) in [
        (
            "short.txt",
            "short.txt:3: a row of GeoNames has nineteen cells",
        ),
        ("latin.txt", "latin.txt:1: this is no UTF-8"),
        ("empty.txt", "hold no place"),
        ("cut.zip", "the archive is damaged"),
        ("none.zip", "none.zip"),
    ] {
        let run = folder.run(&["gazetteer", "import", dump, "--output", "out"]);
        assert_eq!(run.status, Some(1), "{dump}");
        assert!(run.err.contains(message), "{dump}: {}", run.err);
        assert!(!folder.path("out").exists(), "{dump}");
    }
}

#[test]
fn a_gazetteer_that_is_not_whole_is_refused() {
    let folder = Folder::new();
    folder.write("article.txt", ARTICLE);
    folder.write("SY.txt", dump());
    let run = folder.run(&["gazetteer", "import", "SY.txt", "--output", "places"]);
    assert_eq!(run.status, Some(0), "{}", run.err);
    let names = std::fs::read(folder.path("places/index.tsv")).expect("it was written");
    for (bytes, message) in [
        (&names[..names.len() / 2], "cut off"),
        (&b"kalat\t1\n"[..], "no table of an imported gazetteer"),
        (&b"\xff\xfe"[..], "no UTF-8"),
    ] {
        folder.write("places/index.tsv", bytes);
        let run = folder.run(&["read", "article.txt", "--gazetteer", "places"]);
        assert_eq!((run.status, run.out.as_str()), (Some(2), ""));
        assert!(
            run.err.contains(message) && run.err.contains("index.tsv"),
            "{}",
            run.err
        );
    }
}
