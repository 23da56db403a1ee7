//! `dateline read` from outside: inputs, order, exit status, formats.

mod kit;

use std::io::Read as _;

use kit::Folder;

const OSLO: &str = "\
Ministers agree on fishing quotas in Oslo

OSLO, March 14 (Example Wire) - Norway and Iceland agreed on Thursday to share the cod catch of the
Barents Sea, officials said.

“We have waited nine years for this day,” said Kari Nordmann, who led the Norwegian delegation.
";

fn articles(count: usize) -> String {
    (0..count)
        .map(|number| {
            let text = format!("Article {number}. Envoys met in Oslo. “Good,” said Kari Nordmann.");
            serde_json::json!({ "id": number.to_string(), "text": text }).to_string() + "\n"
        })
        .collect()
}

#[test]
fn every_input_gives_one_reading_in_order() {
    let folder = Folder::new();
    folder.write("in/b.txt", "Second.");
    folder.write(
        "in/a.html",
        "<html><title>First</title><p>First.</p></html>",
    );
    folder.write(
        "in/c.jsonl",
        "{\"id\":\"x\",\"text\":\"Third.\"}\n{\"id\":\"y\",\"text\":\"Fourth.\"}\n",
    );
    folder.write("in/empty.txt", "");
    folder.write("in/.hidden.txt", "Never.");
    let run = folder.run(&["read", "in", "in/b.txt"]);
    assert_eq!((run.status, run.err.as_str()), (Some(0), ""));
    let readings = run.readings();
    let uris: Vec<_> = readings
        .iter()
        .map(|reading| reading["document"]["uri"].as_str().unwrap_or("none"))
        .collect();
    let expected = [
        "in/a.html",
        "in/b.txt",
        "in/c.jsonl",
        "in/c.jsonl",
        "in/empty.txt",
        "in/b.txt",
    ];
    assert_eq!(uris, expected);
    assert_eq!(readings[2]["document"]["id"], "x");
    assert!(
        readings
            .iter()
            .all(|reading| reading["schema"] == "dateline/reading/1")
    );
}

#[test]
fn bytes_are_the_same_at_any_thread_count() {
    let folder = Folder::new();
    folder.write("in.jsonl", articles(600));
    let one = folder.run(&["read", "--threads", "1", "in.jsonl"]);
    assert_eq!(one.readings().len(), 600);
    for (number, reading) in one.readings().iter().enumerate() {
        assert_eq!(reading["document"]["id"], number.to_string());
    }
    for threads in ["2", "8"] {
        assert_eq!(
            folder.run(&["read", "--threads", threads, "in.jsonl"]).out,
            one.out
        );
    }
    let by_variable = folder
        .command(&["read", "in.jsonl"])
        .env("RAYON_NUM_THREADS", "3")
        .output()
        .expect("the command runs");
    assert_eq!(by_variable.stdout, one.out.as_bytes());
}

#[test]
fn exit_status_tells_how_it_went() {
    let folder = Folder::new();
    folder.write("a.txt", OSLO);
    folder.write(
        "bad.jsonl",
        "{\"text\":\"One.\"}\nnot json\n{\"text\":\"Two.\"}\n",
    );
    for (arguments, status, readings, message) in [
        (&["read", "a.txt"][..], 0, 1, ""),
        (&["read", "bad.jsonl"], 0, 3, ""),
        (&["read", "missing.txt", "a.txt"], 1, 1, "`missing.txt`"),
        (
            &["read", "https://example.org/a", "a.txt"],
            1,
            1,
            "does not fetch",
        ),
        (
            &["read", "a.txt", "--output", "no/such/folder.jsonl"],
            1,
            0,
            "cannot write",
        ),
        (&["read"], 2, 0, "INPUT"),
        (&["read", "a.txt", "--threads", "0"], 2, 0, "--threads"),
        (
            &["read", "a.txt", "--published", "yesterday"],
            2,
            0,
            "2016-12-08",
        ),
        (&["read", "a.txt", "--format", "pdf"], 2, 0, "--format"),
        (&[], 2, 0, "Usage"),
    ] {
        let run = folder.run(arguments);
        assert_eq!(run.status, Some(status), "{arguments:?}: {}", run.err);
        assert_eq!(run.readings().len(), readings, "{arguments:?}");
        assert!(run.err.contains(message), "{arguments:?}: {}", run.err);
        assert_eq!(run.err.is_empty(), message.is_empty(), "{}", run.err);
    }
}

#[test]
fn standard_input_is_told_apart_by_its_first_bytes() {
    let folder = Folder::new();
    for (input, readings) in [
        ("Envoys met.", 1),
        ("", 1),
        ("{\"text\":\"One.\"}\n{\"text\":\"Two.\"}\n", 2),
        ("{\n \"text\": \"One.\"\n}\n", 1),
        ("<!doctype html><p>Envoys met.</p>", 1),
    ] {
        let run = folder.run_with(&["read", "-"], input.as_bytes());
        assert_eq!(run.status, Some(0));
        assert_eq!(run.readings().len(), readings, "{input}");
        assert!(run.readings()[0]["document"]["uri"].is_null());
    }
    let run = folder.run_with(
        &["read", "-", "--input-format", "text"],
        b"{\"text\":\"One.\"}",
    );
    assert_eq!(run.readings()[0]["document"]["text"], "{\"text\":\"One.\"}");
}

#[test]
fn the_day_that_the_caller_gives_is_kept() {
    let folder = Folder::new();
    folder.write("a.txt", OSLO);
    let run = folder.run(&["read", "a.txt", "--published", "2024-03-15"]);
    let published = &run.readings()[0]["document"]["published"];
    assert_eq!(published["start"], "2024-03-15");
    assert_eq!(published["basis"], "given");
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let folder = Folder::new();
    folder.write("in.jsonl", articles(3000));
    let mut child = folder
        .command(&["read", "in.jsonl"])
        .spawn()
        .expect("the command starts");
    let mut first = [0; 20];
    let mut out = child.stdout.take().expect("it is piped");
    out.read_exact(&mut first).expect("something is written");
    drop(out);
    let output = child.wait_with_output().expect("the command ends");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn the_output_file_is_no_input_and_its_name_tells_the_format() {
    let folder = Folder::new();
    folder.write("a.txt", OSLO);
    for (name, start) in [("b.jsonl", "{\"schema\""), ("d.txt", "Ministers agree")] {
        let run = folder.run(&["read", "a.txt", "--output", name]);
        assert_eq!((run.status, run.out.as_str()), (Some(0), ""), "{}", run.err);
        let written = std::fs::read_to_string(folder.path(name)).expect("it was written");
        assert!(written.starts_with(start), "{name}: {written}");
        std::fs::remove_file(folder.path(name)).expect("it can be removed");
    }
    let run = folder.run(&["read", ".", "--output", "b.jsonl"]);
    assert_eq!(run.status, Some(0));
    let written = std::fs::read_to_string(folder.path("b.jsonl")).expect("it was written");
    assert_eq!(written.lines().count(), 1);
}

#[test]
fn text_is_the_story_block_by_block() {
    let folder = Folder::new();
    folder.write("a.txt", OSLO);
    let run = folder.run(&["read", "a.txt", "a.txt", "--format", "text"]);
    let parts: Vec<_> = run.out.split("\u{c}\n").collect();
    assert_eq!(parts.len(), 2);
    assert_eq!(parts[0], parts[1]);
    assert!(parts[0].contains("waited nine years"));
}

#[test]
fn the_command_explains_itself() {
    let folder = Folder::new();
    let committed = include_str!("../../../docs/reading.schema.json");
    assert!(
        folder.run(&["schema"]).out == committed,
        "the schema has changed; write it anew with `cargo xtask codegen`"
    );
    for command in [&["--help"][..], &["read", "--help"], &["schema", "--help"]] {
        let run = folder.run(command);
        assert_eq!(run.status, Some(0));
        assert!(run.out.contains("Examples:"), "{}", run.out);
    }
    let version = folder.run(&["--version"]).out;
    assert!(
        version.contains("lexicon") && version.contains("gazetteer"),
        "{version}"
    );
    for shell in ["bash", "zsh", "fish"] {
        let run = folder.run(&["completions", shell]);
        assert!(run.out.contains("input-format"), "{shell}");
    }
}
