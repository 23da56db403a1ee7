//! `dateline parse` from outside: words as they stand in the text, formats, threads, bad input.

mod kit;

use kit::{Folder, Run};
use proptest::prelude::*;

const TEXT: &str = "\
HARBOUR, March 14 (Example Wire) - Rebels didn’t leave the town of Mirna on Thursday,
Kari Nordmann said.

“We can’t wait,” she told reporters in Oslo. The U.S. envoy, who’d met Ünal İnönü 🙂 twice,
wasn’t there.

\u{a0}
Prices rose 4.5% to $70,000.The talks go on.
";

/// The rows of a CoNLL-U output, ten fields each.
fn rows(run: &Run) -> Vec<Vec<&str>> {
    assert_eq!((run.status, run.err.as_str()), (Some(0), ""));
    let lines = run
        .out
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let fields: Vec<_> = line.split('\t').collect();
            assert_eq!(fields.len(), 10, "{line}");
            fields
        })
        .collect()
}

/// Checks what holds of every text: ranges slice to forms, nothing but white space is left out,
/// and every sentence is one tree.
fn check(text: &str, run: &Run) {
    let characters: Vec<char> = text.chars().collect();
    let (mut end_of_last, mut inside) = (0, 0);
    for row in rows(run) {
        let range = row[9]
            .split('|')
            .find_map(|item| item.strip_prefix("TokenRange="));
        let (start, end) = range
            .and_then(|range| range.split_once(':'))
            .expect("a range");
        let (start, end): (usize, usize) = (
            start.parse().expect("a number"),
            end.parse().expect("a number"),
        );
        let form: String = characters[start..end].iter().collect();
        assert_eq!(form, row[1]);
        if row[0].contains('-') {
            inside = end;
        } else if end > inside {
            inside = 0;
        }
        if inside == 0 || row[0].contains('-') {
            let between = &characters[end_of_last..start];
            assert!(between.iter().all(|c| c.is_whitespace()), "{between:?}");
            end_of_last = end;
        }
    }
    assert!(characters[end_of_last..].iter().all(|c| c.is_whitespace()));
    for sentence in run
        .out
        .split("\n\n")
        .filter(|sentence| !sentence.is_empty())
    {
        let words = sentence.lines().filter(|line| !line.starts_with('#'));
        let words = words.map(|line| line.split('\t').collect::<Vec<_>>());
        let words: Vec<_> = words.filter(|row| !row[0].contains('-')).collect();
        let heads: Vec<usize> = words
            .iter()
            .map(|row| row[6].parse().expect("a number"))
            .collect();
        assert_eq!(heads.iter().filter(|head| **head == 0).count(), 1);
        for (row, first) in words.iter().zip(&heads) {
            assert_eq!(row[7] == "root", *first == 0);
            let (mut head, mut steps) = (*first, 0);
            while head > 0 {
                head = heads[head - 1];
                steps += 1;
                assert!(steps <= heads.len(), "a circle");
            }
        }
    }
}

#[test]
fn every_word_stands_where_it_says() {
    let folder = Folder::new();
    folder.write("a.txt", TEXT);
    let run = folder.run(&["parse", "a.txt"]);
    check(TEXT, &run);
    assert!(
        run.out
            .starts_with("# newdoc id = a.txt\n# newpar\n# sent_id = d1-p1-s1\n# text = ")
    );
    assert_eq!(run.out.matches("# newpar\n").count(), 3);
    assert!(run.out.contains("# sent_id = d1-p3-s1\n"));
    assert!(
        run.out
            .contains("\tdidn’t\t_\t_\t_\t_\t_\t_\t_\tTokenRange=")
    );
    assert!(run.out.ends_with("\n\n"));
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let folder = Folder::new();
    // More than one batch of units, of uneven paragraphs.
    let mut text = String::new();
    for number in 0..120 {
        let body = TEXT.repeat(number % 3).replace('\n', " ");
        text.extend(["A note. ", &body, "\n\n"]);
    }
    folder.write("a.txt", &text);
    folder.write("a.conllu", folder.run(&["parse", "a.txt"]).out);
    for input in ["a.txt", "a.conllu"] {
        let [one, two, eight] = ["1", "2", "8"].map(|n| {
            folder
                .run(&["parse", "--threads", n, "--format", "json", input])
                .out
        });
        assert!(one.lines().count() > 400);
        assert!(one == two && two == eight, "{input}");
    }
}

#[test]
fn given_words_stay_as_they_are() {
    let folder = Folder::new();
    let given = "\
# newdoc id = note
# sent_id = first
# speaker = K. Nordmann
1\tMinisters\tx\tX\tX\tX=Y\t0\troot\t0:root\tEntity=(1)
2\tmet\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
3\t.\t_\t_\t_\t_\t_\t_\t_\t_

1-2\twanna\t_\t_\t_\t_\t_\t_\t_\t_
1\twant\t_\t_\t_\t_\t_\t_\t_\t_
2\tto\t_\t_\t_\t_\t_\t_\t_\t_
2.1\tempty\t_\t_\t_\t_\t_\t_\t_\t_
3\tgo\t_\t_\t_\t_\t_\t_\t_\t_
";
    let run = folder.run_with(
        &["parse", "-", "--input-format", "conllu"],
        given.as_bytes(),
    );
    let forms: Vec<_> = rows(&run)
        .iter()
        .map(|row| (row[0].to_owned(), row[1].to_owned()))
        .collect();
    let expected = [
        ("1", "Ministers"),
        ("2", "met"),
        ("3", "."),
        ("1-2", "wanna"),
        ("1", "want"),
        ("2", "to"),
        ("3", "go"),
    ];
    assert!(
        forms
            .iter()
            .map(|(id, form)| (id.as_str(), form.as_str()))
            .eq(expected)
    );
    let head = "# newdoc id = note\n# sent_id = first\n# speaker = K. Nordmann\n# text = Ministers met.\n1\tMinisters\t";
    assert!(run.out.starts_with(head), "{}", run.out);
    let rows = rows(&run);
    assert_eq!(rows[0][9], "Entity=(1)|TokenRange=0:9");
    assert_eq!(rows[1][9], "SpaceAfter=No|TokenRange=10:13");
    assert_eq!(rows[3][9], "TokenRange=0:5");
    assert_eq!(rows[4][9], "_");
    assert_ne!(rows[0][3], "X", "tags are made anew");
}

#[test]
fn lines_of_json_are_documents() {
    let folder = Folder::new();
    folder.write(
        "in.jsonl",
        "{\"id\":\"x\",\"text\":\"Envoys met.\\n\\nThey left.\"}\n{\"id\":\"y\",\"text\":\"Rain fell.\"}\n",
    );
    let run = folder.run(&["parse", "in.jsonl"]);
    for line in [
        "# newdoc id = x\n",
        "# newdoc id = y\n",
        "# sent_id = d1-p2-s1\n",
        "# sent_id = d2-p1-s1\n",
    ] {
        assert!(run.out.contains(line), "{line}");
    }
    let run = folder.run(&["parse", "in.jsonl", "--format", "json"]);
    let lines: Vec<serde_json::Value> = run.readings();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[1]["text"], "They left.");
    assert_eq!(lines[1]["tokens"][0]["start"], 13);
}

#[test]
fn a_tree_is_drawn() {
    let folder = Folder::new();
    folder.write("a.txt", TEXT);
    let draw = |more: &[&str]| {
        let mut arguments = vec!["parse", "a.txt", "--format", "svg"];
        arguments.extend(more);
        folder.run(&arguments)
    };
    let first = draw(&[]);
    assert_eq!(first.status, Some(0));
    assert!(first.out.starts_with("<svg ") && first.out.ends_with("</svg>\n"));
    assert!(first.out.contains(">HARBOUR<"));
    assert_eq!(draw(&["--sentence", "1"]).out, first.out);
    assert_eq!(draw(&["--sentence", "2-3"]).out.matches("<g ").count(), 2);
    let none = draw(&["--sentence", "900"]);
    assert_eq!(none.status, Some(1));
    assert!(none.err.contains("no such sentence"), "{}", none.err);
}

#[test]
fn bad_options_and_bad_models_are_wrong_usage() {
    let folder = Folder::new();
    folder.write("a.txt", TEXT);
    folder.write("empty.safetensors", "");
    folder.write("page.safetensors", "<html>not a model</html>");
    let header = r#"{"__metadata__":{"format":"other-language-9"}}"#;
    let mut other = (header.len() as u64).to_le_bytes().to_vec();
    other.extend(header.as_bytes());
    folder.write("other.safetensors", &other);
    for (arguments, message) in [
        (&["--sentence", "0"][..], "write one sentence"),
        (&["--sentence", "5-3"], "write one sentence"),
        (&["--threads", "0"], "--threads"),
        (&["--model", "missing.safetensors"], "missing.safetensors"),
        (&["--model", "empty.safetensors"], "empty.safetensors"),
        (&["--model", "page.safetensors"], "not a safetensors file"),
        (&["--model", "other.safetensors"], "dateline-language-1"),
    ] {
        let mut all = vec!["parse", "a.txt"];
        all.extend(arguments);
        let run = folder.run(&all);
        assert_eq!(
            (run.status, run.out.as_str()),
            (Some(2), ""),
            "{arguments:?}"
        );
        assert!(run.err.contains(message), "{arguments:?}: {}", run.err);
    }
}

#[test]
fn bad_inputs_are_named_and_the_others_parsed() {
    let folder = Folder::new();
    folder.write("page.html", "<html><p>Envoys met.</p></html>");
    folder.write(
        "a.conllu",
        "1\tOslo\t_\t_\t_\t_\t_\t_\t_\t_\n\n1\tOslo\t_\n",
    );
    folder.write(
        "b.conllu",
        b"1\tOslo\t_\t_\t_\t_\t_\t_\t_\t_\n\n1\t\xff\t_\n",
    );
    folder.write("c.txt", b"Caf\xe9 owners met\0.");
    let run = folder.run(&[
        "parse",
        "missing.txt",
        "page.html",
        "a.conllu",
        "b.conllu",
        "c.txt",
    ]);
    assert_eq!(run.status, Some(1));
    for message in [
        "`missing.txt`",
        "`page.html` is a page of HTML",
        "`a.conllu`: line 3: expected 10 fields",
        "`b.conllu`: line 3: not UTF-8",
    ] {
        assert!(run.err.contains(message), "{message}: {}", run.err);
    }
    assert!(run.out.contains("\tOslo\t") && run.out.contains("\towners\t"));
}

#[test]
fn text_without_spaces_or_ends_is_parsed() {
    let folder = Folder::new();
    for (text, format) in [
        (String::new(), "text"),
        (" \n\n\t".to_owned(), "text"),
        ("\u{200b}".to_owned(), "text"),
        ("x".repeat(300_000), "text"),
        ("🙂".repeat(20_000), "text"),
        ("“".repeat(20_000), "text"),
        ("word ".repeat(5_000), "text"),
        ("שלום עולם. \u{202e}abc\u{202c} مرحبا.".repeat(50), "text"),
    ] {
        let run = folder.run_with(&["parse", "-", "--input-format", format], text.as_bytes());
        check(&text, &run);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn ranges_slice_to_forms(text in r"([A-Za-z]{1,8}|n[’']t|[.,!?“”$%-]|[\s]{1,3}|\PC){0,60}") {
        let folder = Folder::new();
        let run = folder.run_with(&["parse", "-", "--input-format", "text"], text.as_bytes());
        check(text.strip_prefix('\u{feff}').unwrap_or(&text), &run);
    }
}
