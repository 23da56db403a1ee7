//! A user's own lexicon, laid over what is built in: read with, checked, refused.

mod kit;

use kit::{Folder, Run};

const BODIES: &str = "name\taliases\ttype\tcountry\tsectors\twikidata\twikipedia\tsource\n";
const HOLDERS: &str =
    "person\taliases\tcountry\toffice\ttitle\tstart\tend\tasof\twikidata\twikipedia\tsource\n";

/// The entity with a mention that reads so: name, country, sectors, score of the mention.
fn entity(run: &Run, words: &str) -> Option<(String, String, String, f64)> {
    let readings = run.readings();
    let reading = readings.first().expect("there is a reading");
    let text: Vec<char> = reading["document"]["text"]
        .as_str()
        .expect("a string")
        .chars()
        .collect();
    for entity in reading["entities"].as_array().expect("a list") {
        for mention in entity["mentions"].as_array().expect("a list") {
            let place = |edge: &str| mention[edge].as_u64().expect("a number") as usize;
            let said: String = text[place("start")..place("end")].iter().collect();
            if said == words {
                let sectors: Vec<&str> = entity["sectors"]
                    .as_array()
                    .expect("a list")
                    .iter()
                    .filter_map(serde_json::Value::as_str)
                    .collect();
                return Some((
                    entity["name"].as_str().unwrap_or("").to_owned(),
                    entity["country"].as_str().unwrap_or("-").to_owned(),
                    sectors.join(";"),
                    mention["score"].as_f64().expect("a number"),
                ));
            }
        }
    }
    None
}

fn read(folder: &Folder, text: &str, day: &str, lexicon: Option<&str>) -> Run {
    folder.write("in.txt", text);
    let mut arguments = vec!["read", "in.txt", "--format", "jsonl", "--published", day];
    if let Some(lexicon) = lexicon {
        arguments.extend(["--lexicon", lexicon]);
    }
    let run = folder.run(&arguments);
    assert_eq!(run.status, Some(0), "{}", run.err);
    run
}

#[test]
fn rows_are_added_and_replaced() {
    let folder = Folder::new();
    folder.write(
        "own/groups.tsv",
        format!(
            "# ours\n{BODIES}Blue Front\tBF\torganization\tMLI\tREB\t\t\tours\n\
             Boko Haram\t\torganization\tTCD\tUAF\t\t\tours\n"
        ),
    );
    folder.write("own/README.md", "what this is\n");
    let text = "The Blue Front attacked the base. Boko Haram attacked the market.";
    let built_in = read(&folder, text, "2016-12-08", None);
    let own = read(&folder, text, "2016-12-08", Some("own"));
    let of = |run: &Run, words: &str| {
        entity(run, words).map(|(name, country, sectors, _)| format!("{name} {country} {sectors}"))
    };
    assert_eq!(
        of(&built_in, "Boko Haram").as_deref(),
        Some("Boko Haram NGA REB")
    );
    assert_eq!(
        of(&own, "Boko Haram").as_deref(),
        Some("Boko Haram TCD UAF")
    );
    assert_eq!(
        of(&own, "Blue Front").as_deref(),
        Some("Blue Front MLI REB")
    );
    assert_ne!(
        of(&built_in, "Blue Front").as_deref(),
        Some("Blue Front MLI REB")
    );
    // Readings name the knowledge that made them.
    let lexicon = |run: &Run| run.readings()[0]["generator"]["lexicon"].clone();
    let (below, above) = (lexicon(&built_in), lexicon(&own));
    let (below, above) = (below.as_str().expect("text"), above.as_str().expect("text"));
    assert!(
        above.starts_with(below) && above.contains("+overlay+sha256:"),
        "{above}"
    );
}

#[test]
fn an_open_term_is_trusted_less_after_its_last_source() {
    let folder = Folder::new();
    folder.write(
        "own/holders.tsv",
        format!("{HOLDERS}Brynja Askeland\t\tNOR\tsupreme leader\tLeader\t2010-01-01\t\t2015-01-01\t\t\tours\n"),
    );
    let score = |day: &str| {
        let text = "Norway waited. Brynja Askeland kept silent.";
        let run = read(&folder, text, day, Some("own"));
        let (name, country, sectors, score) =
            entity(&run, "Brynja Askeland").expect("she is named");
        assert_eq!(
            (name.as_str(), country.as_str(), sectors.as_str()),
            ("Brynja Askeland", "NOR", "GOV")
        );
        score
    };
    let (then, soon, late) = (
        score("2014-06-01"),
        score("2016-06-01"),
        score("2020-06-01"),
    );
    assert!(then > soon && soon > late, "{then} {soon} {late}");
}

#[test]
fn a_wrong_file_is_refused_before_anything_is_read() {
    for (file, text, wanted) in [
        (
            "groups.tsv",
            "name\taliases\n".to_owned(),
            "groups.tsv:1: the first row does not name the columns",
        ),
        (
            "groups.tsv",
            format!("{BODIES}Blue Front\torganization\n"),
            "groups.tsv:2: 2 columns instead of 8",
        ),
        (
            "groups.tsv",
            format!("{BODIES}Blue Front\t\tempire\tMLI\tREB\t\t\tours\n"),
            "groups.tsv:2: `empire` is no type",
        ),
        (
            "groups.tsv",
            format!("{BODIES}\nBlue Front\t\tgroup\tMAL\tREB\t\t\tours\n"),
            "groups.tsv:3: `MAL` is no country",
        ),
        (
            "groups.tsv",
            format!("{BODIES}Blue Front\t\tgroup\tMLI\tREBEL\t\t\tours\n"),
            "groups.tsv:2: `REBEL` is no sector",
        ),
        (
            "holders.tsv",
            format!("{HOLDERS}Ann Aker\t\tNOR\tother\tx\t2016\t2015\t\t\t\tours\n"),
            "holders.tsv:2: the term ends (2015) before it begins (2016)",
        ),
        (
            "holders.tsv",
            format!("{HOLDERS}Ann Aker\t\tNOR\tother\tx\tMay\t\t\t\t\tours\n"),
            "holders.tsv:2: `May` is no day",
        ),
        (
            "grups.tsv",
            BODIES.to_owned(),
            "grups.tsv:1: no file of a lexicon has this name",
        ),
        (
            "frames/own.toml",
            "type = \"ASSAULT\"\nframes = 1\n".to_owned(),
            "frames/own.toml:2",
        ),
    ] {
        let folder = Folder::new();
        folder.write("in.txt", "Envoys met in Oslo.");
        folder.write("out.jsonl", "kept");
        folder.write(&format!("own/{file}"), text);
        let run = folder.run(&[
            "read",
            "in.txt",
            "--lexicon",
            "own",
            "--output",
            "out.jsonl",
        ]);
        assert_eq!(
            (run.status, run.out.as_str()),
            (Some(2), ""),
            "{file}: {}",
            run.err
        );
        assert!(
            run.err.contains(wanted),
            "{file}: {} lacks {wanted}",
            run.err
        );
        assert!(
            run.err.contains("; "),
            "{file}: {} names no remedy",
            run.err
        );
        let kept = std::fs::read_to_string(folder.path("out.jsonl")).expect("it is there");
        assert_eq!(kept, "kept", "{file}");
        let check = folder.run(&["lexicon", "check", "own"]);
        assert_eq!(check.status, Some(1), "{file}: {}", check.out);
        assert!(check.out.contains(": error: "), "{file}: {}", check.out);
    }
}

#[test]
fn a_folder_that_is_none_or_is_empty_is_refused() {
    let folder = Folder::new();
    folder.write("in.txt", "Envoys met in Oslo.");
    folder.write("empty/README.md", "nothing");
    folder.write("latin/groups.tsv", b"# ours\nname\xff\n");
    for (own, wanted) in [
        ("nowhere", "nowhere"),
        ("in.txt", "in.txt"),
        ("empty", "holds no file of a lexicon"),
        ("latin", "groups.tsv:2: this is no UTF-8"),
    ] {
        for arguments in [
            &["read", "in.txt", "--lexicon", own][..],
            &["lexicon", "check", own],
            &["lexicon", "coverage", own],
        ] {
            let run = folder.run(arguments);
            assert_eq!(
                (run.status, run.out.as_str()),
                (Some(2), ""),
                "{arguments:?}"
            );
            assert!(run.err.contains(wanted), "{arguments:?}: {}", run.err);
        }
    }
}

#[test]
fn the_check_tells_what_overlaps_and_what_is_shared() {
    let folder = Folder::new();
    folder.write(
        "own/holders.tsv",
        format!(
            "{HOLDERS}Ann Aker\t\tNOR\tinterior minister\tx\t2031-01-01\t2035-01-01\t\t\t\tours\n\
             Bo Berg\t\tNOR\tinterior minister\tx\t2034-01-01\t2036-01-01\t\t\t\tours\n"
        ),
    );
    folder.write(
        "own/organisations.tsv",
        format!("{BODIES}Bright Forum\tFBI\torganization\tNOR\t\t\t\tours\n"),
    );
    let run = folder.run(&["lexicon", "check", "own"]);
    assert_eq!(run.status, Some(1), "{}", run.out);
    for wanted in [
        "holders.tsv:3: error: Bo Berg and Ann Aker (holders.tsv:2) are both interior minister of NOR from 2034-01-01 on",
        "organisations.tsv:2: warning: `FBI` is Bright Forum here and Federal Bureau of Investigation in organisations.tsv:",
        "`own`: 1 errors, 1 warnings",
    ] {
        assert!(run.out.contains(wanted), "{} lacks {wanted}", run.out);
    }
    folder.write("own/shared-offices.tsv", "country\toffice\tfrom\tto\twhy\tsource\nNOR\tinterior minister\t2030\t\ttwo of them\tours\n");
    let run = folder.run(&["lexicon", "check", "own"]);
    assert_eq!(run.status, Some(0), "{}", run.out);
}

#[test]
fn what_is_built_in_has_no_error_and_shows_its_coverage() {
    let folder = Folder::new();
    let run = folder.run(&["lexicon", "check"]);
    assert_eq!(run.status, Some(0), "{}", run.out);
    assert!(
        run.out.contains("the built-in lexicon: 0 errors"),
        "{}",
        run.out
    );
    let run = folder.run(&["lexicon", "coverage", "--from", "2014", "--to", "2016"]);
    assert_eq!(run.status, Some(0), "{}", run.err);
    assert_eq!(run.out.lines().count(), 5, "{}", run.out);
    assert!(
        run.out.contains("defence") && run.out.contains("\n2016 "),
        "{}",
        run.out
    );
    let run = folder.run(&["lexicon", "coverage", "--office", "foreign minister"]);
    assert!(
        run.out
            .starts_with("Years without a known foreign minister"),
        "{}",
        run.out
    );
}
