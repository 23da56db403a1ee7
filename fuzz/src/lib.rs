//! What every fuzz target checks of a reading, whatever bytes it was made of.

use std::sync::LazyLock;

use dateline::{Dateline, Given};
use record::wire::Reading;

/// One reader for all runs.
pub static READER: LazyLock<Dateline> = LazyLock::new(Dateline::new);

/// Reads a line of JSON Lines and checks what comes out: spans are words of the text, blocks are
/// sorted and cover it, and the line of JSON reads back to itself.
pub fn read_line(line: &[u8]) {
    let reading = READER.read(dateline::json_line(line, &Given::default()));
    let text = &reading.document.text;
    let mut covered = 0;
    for block in &reading.document.blocks {
        let (start, end) = (block.span.start as usize, block.span.end as usize);
        assert!(start >= covered, "blocks overlap");
        assert!(text[covered..start].trim().is_empty(), "words outside of every block");
        assert!(!block.span.of(text).trim().is_empty(), "an empty block");
        covered = end;
    }
    assert!(text[covered..].trim().is_empty(), "words after the last block");
    for sentence in &reading.sentences {
        assert!(!sentence.of(text).trim().is_empty(), "an empty sentence");
    }
    let wire = Reading::new(&reading, READER.generator()).to_line();
    let back: Reading = serde_json::from_str(&wire).expect("a reading is JSON");
    assert_eq!(back.to_line(), wire, "the line reads back as another");
}

/// Reads bytes as one field of a line of JSON Lines.
pub fn read_field(field: &str, bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    read_line(serde_json::json!({ field: text }).to_string().as_bytes());
}
