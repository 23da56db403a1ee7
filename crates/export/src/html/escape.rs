//! Text of a document as text of a page, whatever stands in it.

/// The text with everything that HTML reads as mark-up written as a reference.
pub(crate) fn escape(text: &str) -> String {
    let mut page = String::with_capacity(text.len());
    escape_into(&mut page, text);
    page
}

/// As [`escape`], at the end of a page. NUL and other control characters, which HTML forbids even
/// as references, become `�`; one for one, so that nothing moves.
pub(super) fn escape_into(page: &mut String, text: &str) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let reference = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            b'\t' | b'\n' | b'\r' => continue,
            0..0x20 | 0x7f => "\u{fffd}",
            _ => continue,
        };
        page.push_str(&text[from..at]);
        page.push_str(reference);
        from = at + 1;
    }
    page.push_str(&text[from..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_that_could_be_markup() {
        for (text, escaped) in [
            ("", ""),
            ("plain — “text”", "plain — “text”"),
            (
                "<script>alert('1')</script>",
                "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;",
            ),
            ("\" onload=\"", "&quot; onload=&quot;"),
            ("a & b &amp; c", "a &amp; b &amp;amp; c"),
            ("a\0b\u{1b}c\n", "a\u{fffd}b\u{fffd}c\n"),
        ] {
            assert_eq!(escape(text), escaped);
        }
    }
}
