//! Lemma scripts: how to make the dictionary form out of the form in the text.
//!
//! A script is a class the model chooses, so that a few hundred of them cover the language: `kept`
//! from `keep` is not learned word by word, `walked` to `walk` is.

use crate::tables::Dictionary;
use crate::tensors::{ModelError, Tensors};

/// One way from form to lemma.
///
/// Written `=LEMMA` (the lemma, whatever the form) or `CASE|CUT|ADD`: set the case, cut `CUT`
/// characters from the end, append `ADD`. `CASE` is `k` (keep), `l` (lowercase) or `c` (lowercase
/// with a capital first).
///
/// ```
/// let script: language::LemmaScript = "l|3|y".parse()?;
/// let mut lemma = String::new();
/// script.apply("Parties", &mut lemma);
/// assert_eq!(lemma, "party");
/// # Ok::<(), String>(())
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LemmaScript(Script);

#[derive(Clone, PartialEq, Eq, Debug)]
enum Script {
    Fixed(String),
    Edit { case: Case, cut: usize, add: String },
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Case {
    Keep,
    Lower,
    Capital,
}

impl LemmaScript {
    /// Appends the lemma of `form` to `lemma`.
    ///
    /// A cut that would leave nothing of the form is not made: a word has a lemma.
    pub fn apply(&self, form: &str, lemma: &mut String) {
        let (case, cut, add) = match &self.0 {
            Script::Fixed(fixed) => return lemma.push_str(fixed),
            Script::Edit { case, cut, add } => (*case, *cut, add),
        };
        let start = lemma.len();
        match case {
            Case::Keep => lemma.push_str(form),
            Case::Lower => lemma.extend(form.chars().flat_map(char::to_lowercase)),
            Case::Capital => {
                let mut chars = form.chars();
                lemma.extend(chars.next().into_iter().flat_map(char::to_uppercase));
                lemma.extend(chars.flat_map(char::to_lowercase));
            }
        }
        if cut > 0 {
            let end = lemma[start..]
                .char_indices()
                .rev()
                .nth(cut - 1)
                .map_or(start, |(at, _)| start + at);
            if end > start || !add.is_empty() {
                lemma.truncate(end);
            }
        }
        lemma.push_str(add);
    }
}

impl std::str::FromStr for LemmaScript {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Some(fixed) = text.strip_prefix('=').filter(|fixed| !fixed.is_empty()) {
            return Ok(Self(Script::Fixed(fixed.to_owned())));
        }
        let mut parts = text.splitn(3, '|');
        let case = match parts.next() {
            Some("k") => Some(Case::Keep),
            Some("l") => Some(Case::Lower),
            Some("c") => Some(Case::Capital),
            _ => None,
        };
        let cut = parts.next().and_then(|cut| cut.parse().ok());
        match (case, cut, parts.next()) {
            (Some(case), Some(cut), Some(add)) => Ok(Self(Script::Edit {
                case,
                cut,
                add: add.to_owned(),
            })),
            _ => Err(format!("`=LEMMA` or `CASE|CUT|ADD`, found `{text}`")),
        }
    }
}

/// Lemmas of words that the treebanks hold, by form and part of speech: they go before what the
/// network says, which reads endings as a bag of n-grams and so takes `company` for `companie`.
#[derive(Clone, Debug)]
pub(crate) struct KnownLemmas {
    /// Keys are `form`, a tab, and the part of speech.
    keys: Dictionary,
    /// The script of each key, by its number; the first is not used.
    scripts: &'static [u32],
}

impl KnownLemmas {
    /// Reads `lemma.slots`, `lemma.bytes`, `lemma.offsets` and `lemma.scripts`; none where the file
    /// has no such list.
    pub(crate) fn read(tensors: &Tensors, lemmas: usize) -> Result<Option<Self>, ModelError> {
        if !tensors.has("lemma.scripts") {
            return Ok(None);
        }
        let scripts: &[u32] = tensors.list("lemma.scripts")?;
        if scripts.is_empty() || scripts.iter().any(|&script| script as usize >= lemmas) {
            return Err(ModelError::Content {
                name: "lemma.scripts".to_owned(),
                expected: format!("numbers of lemma scripts, below {lemmas}"),
            });
        }
        let keys = Dictionary::read(tensors, "lemma", scripts.len())?;
        Ok(Some(Self { keys, scripts }))
    }

    /// The script of a form as this part of speech; `key` is a buffer. A capital that a sentence or
    /// a headline gives is looked through, but not that of a proper noun.
    pub(crate) fn find(&self, form: &str, upos: &str, key: &mut String) -> Option<usize> {
        let mut look = |form: &str| {
            key.clear();
            key.push_str(form);
            key.push('\t');
            key.push_str(upos);
            match self.keys.find(key) {
                0 => None,
                id => Some(self.scripts[id] as usize),
            }
        };
        look(form).or_else(|| {
            let capital = form.chars().any(char::is_uppercase);
            (capital && upos != "PROPN")
                .then(|| look(&form.to_lowercase()))
                .flatten()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::LemmaScript;

    #[test]
    fn scripts_make_lemmas() {
        for (script, form, expected) in [
            ("k|0|", "Lagos", "Lagos"),
            ("l|0|", "The", "the"),
            ("l|3|y", "PARTIES", "party"),
            ("c|0|", "NIGER", "Niger"),
            ("c|1|", "YORKS", "York"),
            ("=be", "’s", "be"),
            ("==", "whatever", "="),
            ("l|2||", "it’s", "it|"),
            // Cuts count characters, and one that leaves nothing is not made.
            ("l|1|", "ÉTÉ", "ét"),
            ("k|1|", "a", "a"),
            ("k|9|", "abc", "abc"),
            ("k|1|b", "a", "b"),
        ] {
            let mut lemma = String::from("x");
            script
                .parse::<LemmaScript>()
                .expect("written right")
                .apply(form, &mut lemma);
            assert_eq!(&lemma[1..], expected, "{script} on {form}");
        }
    }

    #[test]
    fn words_that_the_treebanks_hold_have_their_lemma() {
        let model = crate::tests::model();
        let known = model.known_lemmas.as_ref().expect("the model has a list");
        let mut key = String::new();
        let mut lemma = |form: &str, upos: &str| {
            let script = known.find(form, upos, &mut key)?;
            let mut lemma = String::new();
            model.lemmas()[script].apply(form, &mut lemma);
            Some(lemma)
        };
        for (form, upos, expected) in [
            ("companies", "NOUN", Some("company")),
            ("Companies", "NOUN", Some("company")),
            ("left", "VERB", Some("leave")),
            ("left", "ADJ", Some("left")),
            // A proper noun's capital is its own.
            ("Companies", "PROPN", None),
            ("gruntlings", "NOUN", None),
        ] {
            assert_eq!(lemma(form, upos).as_deref(), expected, "{form} as {upos}");
        }
    }

    #[test]
    fn damaged_scripts_are_refused() {
        for script in ["", "=", "k", "k|", "k|1", "x|1|", "k|-1|", "k|a|b"] {
            assert!(script.parse::<LemmaScript>().is_err(), "{script}");
        }
    }
}
