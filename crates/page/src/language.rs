//! Which language a text is in, as far as it matters here: English, another, or too little to say.
//!
//! This is a light test by script and stop words. It never guesses on a single sentence without
//! any: a headline such as “Kenya Airways cancels flights” has no stop word at all.

use crate::words;

/// ISO 639-1 code of the language of `text`, or `None` when it cannot be told.
pub(crate) fn of(text: &str) -> Option<&'static str> {
    let text = &text[..text.floor_char_boundary(20_000)];
    if let Some(code) = by_script(text) {
        return Some(code);
    }
    let mut total = 0;
    let mut counts = [0usize; STOP_WORDS.len()];
    for word in words::words(text).take(2_000) {
        total += 1;
        for (count, (_, stop_words)) in counts.iter_mut().zip(STOP_WORDS) {
            *count += usize::from(words::is_in(word, stop_words));
        }
    }
    let (best, count) = counts
        .iter()
        .copied()
        .enumerate()
        .max_by_key(|(index, count)| (*count, usize::MAX - index))?;
    let (code, _) = STOP_WORDS[best];
    let enough = if code == "en" {
        count >= 1 && count * 12 >= total
    } else {
        // Another language takes more proof: names in an English story can look like it.
        count >= 4 && count * 7 >= total && count >= 2 * counts[0]
    };
    enough.then_some(code)
}

/// Stop words that are the language's own, as far as that is possible. English comes first.
const STOP_WORDS: [(&str, &[&str]); 9] = [
    (
        "en",
        &[
            "a", "after", "an", "and", "are", "as", "at", "be", "by", "for", "from", "had", "has",
            "have", "he", "his", "in", "is", "it", "its", "not", "of", "on", "said", "that", "the",
            "their", "they", "this", "to", "was", "were", "will", "with",
        ],
    ),
    (
        "de",
        &[
            "auch", "auf", "das", "dem", "den", "der", "die", "ein", "eine", "im", "ist", "mit",
            "nicht", "sich", "und", "von", "zu",
        ],
    ),
    (
        "fr",
        &[
            "au", "aux", "avec", "dans", "des", "du", "est", "et", "la", "le", "les", "pour",
            "qui", "sur", "un", "une",
        ],
    ),
    (
        "es",
        &[
            "con", "de", "del", "el", "en", "es", "la", "las", "los", "para", "por", "que", "se",
            "una", "y",
        ],
    ),
    (
        "it",
        &[
            "che", "con", "da", "del", "della", "di", "e", "gli", "il", "la", "le", "nel", "non",
            "per", "un", "una",
        ],
    ),
    (
        "pt",
        &[
            "ao", "com", "da", "das", "do", "dos", "e", "em", "na", "no", "não", "o", "os", "para",
            "que", "uma",
        ],
    ),
    (
        "nl",
        &[
            "de", "een", "het", "in", "is", "met", "niet", "op", "van", "voor", "zijn",
        ],
    ),
    (
        "tr",
        &["bir", "bu", "da", "de", "ile", "için", "olarak", "ve"],
    ),
    (
        "id",
        &[
            "dalam", "dan", "dari", "dengan", "di", "ini", "itu", "pada", "untuk", "yang",
        ],
    ),
];

/// The language that the script shows, when most letters are in one other than Latin.
fn by_script(text: &str) -> Option<&'static str> {
    let (mut letters, mut counts) = (0usize, [0usize; 10]);
    let (mut ukrainian, mut persian) = (0usize, 0usize);
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        letters += 1;
        let script = match c {
            '\u{400}'..='\u{52f}' => 0,
            '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' => 1,
            '\u{3040}'..='\u{30ff}' => 2,
            '\u{4e00}'..='\u{9fff}' => 3,
            '\u{ac00}'..='\u{d7af}' => 4,
            '\u{370}'..='\u{3ff}' => 5,
            '\u{590}'..='\u{5ff}' => 6,
            '\u{900}'..='\u{97f}' => 7,
            '\u{e00}'..='\u{e7f}' => 8,
            '\u{10a0}'..='\u{10ff}' => 9,
            _ => continue,
        };
        counts[script] += 1;
        ukrainian += usize::from(matches!(c, 'і' | 'ї' | 'є'));
        persian += usize::from(matches!(c, 'پ' | 'چ' | 'ژ' | 'گ'));
    }
    let most = |count: usize| letters >= 4 && count * 2 > letters;
    if most(counts[2] + counts[3]) {
        // Kana among the characters make it Japanese.
        return Some(if counts[2] * 10 > counts[3] {
            "ja"
        } else {
            "zh"
        });
    }
    match counts.iter().position(|count| most(*count))? {
        0 if ukrainian * 50 > counts[0] => Some("uk"),
        0 => Some("ru"),
        1 if persian * 100 > counts[1] => Some("fa"),
        1 => Some("ar"),
        4 => Some("ko"),
        5 => Some("el"),
        6 => Some("he"),
        7 => Some("hi"),
        8 => Some("th"),
        9 => Some("ka"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_told_or_left_open() {
        for (_, stop_words) in STOP_WORDS {
            assert!(stop_words.is_sorted(), "{stop_words:?}");
        }
        for (text, expected) in [
            ("", None),
            ("Kenya Airways cancels flights", None),
            ("The minister met the envoy in Vienna.", Some("en")),
            (
                "El ministro se reunió con el enviado en Viena, y dijo que la situación de los rehenes es grave.",
                Some("es"),
            ),
            (
                "Der Minister traf sich mit dem Gesandten, und die Lage ist nicht einfach, sagte er.",
                Some("de"),
            ),
            (
                "Los Angeles and San Francisco are in California, he said.",
                Some("en"),
            ),
            ("Министр встретился с посланником в Вене.", Some("ru")),
            ("التقى الوزير بالمبعوث في فيينا", Some("ar")),
            ("部長は特使と会談した。", Some("ja")),
        ] {
            assert_eq!(of(text), expected, "of {text:?}");
        }
    }
}
