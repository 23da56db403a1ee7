//! Bytes that nobody would print: each must be read, quickly and once.

mod kit;

use kit::{Folder, Run};

/// Reads the bytes as text, as HTML and as a field of a JSON line, into every format; each must
/// give one reading whose text is a string and whose exit status is 0.
fn survives(what: &str, bytes: &[u8]) {
    let folder = Folder::new();
    folder.write("in.txt", bytes);
    folder.write("in.html", bytes);
    let line = serde_json::json!({ "text": String::from_utf8_lossy(bytes) });
    folder.write("in.jsonl", format!("{line}\n"));
    for format in ["jsonl", "terminal", "text", "html"] {
        let run = folder.run(&["read", "in.txt", "in.html", "in.jsonl", "--format", format]);
        assert_eq!(run.status, Some(0), "{what} as {format}: {}", run.err);
        assert_eq!(run.err, "", "{what} as {format}");
        if format == "jsonl" {
            assert_eq!(run.readings().len(), 3, "{what}");
            spans_slice(what, &run);
        }
    }
}

/// As [`survives`] for some thousand repetitions; for all of them, text into one format.
fn survives_many(what: &str, piece: &str, count: usize) {
    survives(what, piece.repeat(count / 50).as_bytes());
    let folder = Folder::new();
    folder.write("in.txt", piece.repeat(count));
    let run = folder.run(&["read", "in.txt"]);
    assert_eq!((run.status, run.err.as_str()), (Some(0), ""), "{what}");
    assert_eq!(run.readings().len(), 1, "{what}");
    spans_slice(what, &run);
}

/// Every block lies in its text.
fn spans_slice(what: &str, run: &Run) {
    for reading in run.readings() {
        let text = reading["document"]["text"].as_str().expect("a string");
        let length = text.chars().count() as u64;
        for block in reading["document"]["blocks"].as_array().expect("a list") {
            let end = block["end"].as_u64().expect("a number");
            assert!(end <= length, "{what}: {block}");
        }
    }
}

#[test]
fn odd_bytes_give_a_reading() {
    let utf16: Vec<u8> = "\u{feff}<html><p>Envoys met in Oslo.</p>"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    for (what, bytes) in [
        ("nothing", Vec::new()),
        ("white space", b" \n\t\r\n ".to_vec()),
        ("NUL bytes", b"Envoys\0met\0\0in Oslo.".to_vec()),
        (
            "invalid UTF-8",
            b"Envoys \xff\xfe\xc3 met \xe2\x80 in Oslo.".to_vec(),
        ),
        ("UTF-16", utf16),
        ("a lone quotation mark", "“".into()),
        (
            "a lone quotation mark in a story",
            "He said: “We will meet.\n\nThey met.".into(),
        ),
        ("emoji", "👩‍👩‍👧‍👦 met 🇳🇴 in Oslo 😀".into()),
        (
            "right to left",
            "قال الوزير: «سنلتقي» \u{202e} in Oslo".into(),
        ),
        (
            "combining marks",
            format!("a{}", "\u{301}".repeat(5000)).into(),
        ),
        ("one byte", b"\x80".to_vec()),
        (
            "a script",
            b"<script>alert(1)</script> & \"quotes\" 'single' </style>".to_vec(),
        ),
    ] {
        survives(what, &bytes);
    }
}

#[test]
fn a_hundred_thousand_quotation_marks() {
    survives_many("opening", "“", 100_000);
    survives_many("straight", "\"", 100_000);
    survives_many("open and close", "“”", 50_000);
}

#[test]
fn deep_nesting() {
    survives_many("tags", "<div>", 50_000);
    survives_many("brackets", "[{\"a\":", 50_000);
}

/// A line of some megabytes, of words, in every form that can carry one.
fn long_line(megabytes: usize) {
    let folder = Folder::new();
    let words = "Envoys met in Oslo on Tuesday and said: “We agree.” ";
    let text = words.repeat(megabytes * 1024 * 1024 / words.len());
    let line = serde_json::json!({ "id": "long", "text": text }).to_string();
    folder.write(
        "in.jsonl",
        format!("{line}\n{{\"id\":\"after\",\"text\":\"Next.\"}}\n"),
    );
    let run = folder.run(&["read", "in.jsonl"]);
    assert_eq!((run.status, run.err.as_str()), (Some(0), ""));
    assert_eq!(run.out.lines().count(), 2);
    assert!(
        run.out
            .lines()
            .nth(1)
            .is_some_and(|line| line.contains("\"id\":\"after\""))
    );
}

#[test]
fn a_long_line() {
    long_line(1);
}

#[test]
#[ignore = "takes minutes in a development build; `cargo test --release -- --ignored`"]
fn a_line_of_a_hundred_megabytes() {
    long_line(100);
}

#[test]
fn no_spaces_at_all() {
    survives_many("letters", "a", 1_000_000);
    survives_many("full stops", ".", 100_000);
    survives_many("capitals and stops", "U.S.", 50_000);
}

#[cfg(unix)]
#[test]
fn what_cannot_be_opened_is_named_and_the_rest_is_read() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    let folder = Folder::new();
    folder.write("in/a.txt", "First.");
    folder.write("in/d.txt", "Last.");
    symlink("nowhere", folder.path("in/b.txt")).expect("a link can be made");
    symlink(folder.path("in"), folder.path("in/c")).expect("a link can be made");
    folder.write("in/locked.txt", "Locked.");
    let locked = folder.path("in/locked.txt");
    std::fs::set_permissions(&locked, std::fs::Permissions::from_mode(0o000))
        .expect("permissions can be set");
    // Whoever runs as root can open a locked file as well.
    let root = std::fs::File::open(&locked).is_ok();

    let run = folder.run(&["read", "in"]);
    assert_eq!(run.status, Some(1));
    assert_eq!(
        run.readings().len(),
        if root { 3 } else { 2 },
        "{}",
        run.err
    );
    assert!(run.err.contains("`in/b.txt`: No such file"), "{}", run.err);
    assert!(run.err.contains("`in/c`: a link leads back"), "{}", run.err);
    assert_eq!(run.err.contains("`in/locked.txt`"), !root, "{}", run.err);
}

#[cfg(unix)]
#[test]
fn a_pipe_in_a_folder_is_not_waited_for() {
    let folder = Folder::new();
    folder.write("in/a.txt", "First.");
    let made = std::process::Command::new("mkfifo")
        .arg(folder.path("in/pipe"))
        .status();
    if !made.is_ok_and(|status| status.success()) {
        return;
    }
    let run = folder.run(&["read", "in"]);
    assert_eq!(run.status, Some(1));
    assert_eq!(run.readings().len(), 1);
    assert!(
        run.err.contains("`in/pipe`: neither a file nor a folder"),
        "{}",
        run.err
    );
}
