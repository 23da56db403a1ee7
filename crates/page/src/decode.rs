//! Bytes to text: which encoding they are in, and the issues that the bytes themselves show.
//!
//! Nothing is normalised: line ends, NUL bytes and odd characters stay as they came. Only bytes
//! that no character stands for are replaced, and the document says so.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use record::{Issue, IssueCode};

/// Bytes beyond this are cut. Offsets are 32 bits wide, and a byte of an old encoding can take
/// three in UTF-8.
pub(crate) const MAX_BYTES: usize = 256 << 20;

/// The text of bytes, with what was noticed on the way.
pub(crate) struct Decoded {
    pub(crate) text: String,
    pub(crate) issues: Vec<Issue>,
}

/// Decodes plain text: byte order mark, then zero bytes, then UTF-8, then detection.
pub(crate) fn plain(bytes: &[u8]) -> Decoded {
    decode(bytes, None)
}

/// Decodes a page: byte order mark, then UTF-8 when it fits, then the encoding that the page
/// names, then detection.
pub(crate) fn page(bytes: &[u8]) -> Decoded {
    decode(bytes, named_in_page(bytes))
}

/// Cuts a text that is larger than Dateline reads, and notes it once.
pub(crate) fn cut(mut text: String, issues: &mut Vec<Issue>) -> String {
    if text.len() > MAX_BYTES {
        text.truncate(text.floor_char_boundary(MAX_BYTES));
        if issues.is_empty() {
            issues.push(Issue::new(IssueCode::TooLarge, None));
        }
    }
    text
}

/// Issues that the characters of a text show, whatever it was decoded from.
pub(crate) fn character_issues(text: &str) -> Vec<Issue> {
    let mut issues = Vec::new();
    if text.trim().is_empty() {
        issues.push(Issue::new(IssueCode::Empty, None));
    }
    let controls = text.bytes().filter(|byte| is_control(*byte)).count();
    // A wire story may carry a stray form feed or NUL; a picture is full of them.
    if controls * 20 > text.len() {
        issues.push(Issue::new(IssueCode::Binary, None));
    } else if controls > 0 {
        issues.push(Issue::new(IssueCode::ControlCharacters, None));
    }
    issues
}

fn is_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r') || byte == 0x7f
}

fn decode(bytes: &[u8], named: Option<&'static Encoding>) -> Decoded {
    let mut issues = Vec::new();
    let bytes = if bytes.len() > MAX_BYTES {
        issues.push(Issue::new(IssueCode::TooLarge, None));
        &bytes[..MAX_BYTES]
    } else {
        bytes
    };
    let (encoding, mark) = Encoding::for_bom(bytes)
        .or_else(|| utf_16_by_zeros(bytes).map(|encoding| (encoding, 0)))
        .unwrap_or_else(|| (guess(bytes, named), 0));
    let (text, replaced) = encoding.decode_without_bom_handling(&bytes[mark..]);
    // Decoding may have made the text longer than its bytes.
    let text = cut(text.into_owned(), &mut issues);
    if replaced {
        issues.push(Issue::new(IssueCode::InvalidEncoding, None));
    }
    Decoded { text, issues }
}

/// UTF-16 without a byte order mark shows by zeros in every other byte, for text in Latin script.
fn utf_16_by_zeros(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(1024) & !1];
    if head.len() < 4 {
        return None;
    }
    let zeros = |offset: usize| {
        head[offset..]
            .iter()
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let (even, odd, pairs) = (zeros(0), zeros(1), head.len() / 2);
    match (even * 10, odd * 10) {
        (even, odd) if odd >= pairs * 7 && even <= pairs => Some(UTF_16LE),
        (even, odd) if even >= pairs * 7 && odd <= pairs => Some(UTF_16BE),
        _ => None,
    }
}

fn guess(bytes: &[u8], named: Option<&'static Encoding>) -> &'static Encoding {
    let (multibyte, bad) = utf_8_evidence(bytes);
    if bad == 0 {
        return named.filter(|_| multibyte == 0).unwrap_or(UTF_8);
    }
    // A truncated download or one pasted byte does not make a UTF-8 text Latin-1.
    if multibyte > bad {
        return UTF_8;
    }
    if let Some(encoding) = named.filter(|encoding| *encoding != UTF_8) {
        return encoding;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(1 << 20)], true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Counts characters of more than one byte that are valid UTF-8, and stretches that are not.
/// The scan stops when the answer is clear.
fn utf_8_evidence(bytes: &[u8]) -> (usize, usize) {
    let (mut multibyte, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        multibyte += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    (multibyte, bad)
}

/// The encoding that a page names in its first kilobytes, in a `meta` element or an XML
/// declaration.
fn named_in_page(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096)];
    let lower = head.to_ascii_lowercase();
    let after = |needle: &[u8]| {
        lower
            .windows(needle.len())
            .position(|window| window == needle)
            .map(|at| &lower[at + needle.len()..])
    };
    let rest = after(b"charset=").or_else(|| after(b"encoding="))?;
    let rest = rest.trim_ascii_start();
    let rest = rest
        .strip_prefix(b"\"")
        .or(rest.strip_prefix(b"'"))
        .unwrap_or(rest);
    let end = rest
        .iter()
        .position(|byte| !byte.is_ascii_alphanumeric() && !b"-_:".contains(byte))
        .unwrap_or(rest.len());
    // A page that can name UTF-16 in ASCII is not in UTF-16.
    Encoding::for_label(&rest[..end]).filter(|named| *named != UTF_16LE && *named != UTF_16BE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encoding_is_found() {
        let utf_16 = |text: &str, little: bool| -> Vec<u8> {
            text.encode_utf16()
                .flat_map(|unit| {
                    if little {
                        unit.to_le_bytes()
                    } else {
                        unit.to_be_bytes()
                    }
                })
                .collect()
        };
        let with = |mark: &[u8], rest: &[u8]| [mark, rest].concat();
        for (bytes, expected) in [
            (b"plain".to_vec(), "plain"),
            ("na\u{ef}ve".as_bytes().to_vec(), "na\u{ef}ve"),
            (with(b"\xef\xbb\xbf", b"marked"), "marked"),
            (with(b"\xff\xfe", &utf_16("caf\u{e9}", true)), "caf\u{e9}"),
            (with(b"\xfe\xff", &utf_16("caf\u{e9}", false)), "caf\u{e9}"),
            (utf_16("The talks ended.", true), "The talks ended."),
            (utf_16("The talks ended.", false), "The talks ended."),
            (
                b"The minister said \x93no\x94 in the caf\xe9.".to_vec(),
                "The minister said \u{201c}no\u{201d} in the caf\u{e9}.",
            ),
            (
                with("“Yes” — she said “no”".as_bytes(), b" \xe9"),
                "“Yes” — she said “no” \u{fffd}",
            ),
            (b"a\r\nb\0c".to_vec(), "a\r\nb\0c"),
        ] {
            assert_eq!(plain(&bytes).text, expected);
        }
    }

    #[test]
    fn a_page_names_its_encoding() {
        let russian = b"<meta charset=\"windows-1251\"><p>\xcc\xee\xf1\xea\xe2\xe0</p>";
        assert!(page(russian).text.contains("Москва"));
        let wrong = "<meta charset=iso-8859-1><p>“Yes”</p>";
        assert!(page(wrong.as_bytes()).text.contains("“Yes”"));
    }

    #[test]
    fn issues_name_the_trouble() {
        let codes = |text: &str| -> Vec<IssueCode> {
            character_issues(text)
                .iter()
                .map(|issue| issue.code)
                .collect()
        };
        assert_eq!(codes(" \n"), [IssueCode::Empty]);
        assert_eq!(
            codes("A long enough line with one \0 in it."),
            [IssueCode::ControlCharacters]
        );
        assert_eq!(codes("\u{1}\u{2}\0PK\u{3}\u{4}\0\0\0"), [IssueCode::Binary]);
        assert_eq!(codes("Clean.\r\n\tText."), []);
    }
}
