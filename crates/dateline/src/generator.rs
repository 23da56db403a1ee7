use std::fmt::Write as _;

use record::Generator;

/// The version of Dateline, and of the lexicon and the gazetteer that are built in, in lines for
/// `--version`.
pub const VERSIONS: &str = concat!(
    env!("CARGO_PKG_VERSION"),
    "\nlanguage  english+",
    env!("DATELINE_MODEL"),
    "\nontology  plover-0.8+",
    env!("DATELINE_ONTOLOGY"),
    "\nlexicon   ",
    env!("DATELINE_LEXICON"),
    "\ngazetteer ",
    env!("DATELINE_GAZETTEER"),
);

/// SHA-256 of no bytes: no option changes a reading but those that name a model, a lexicon or a
/// gazetteer, which have versions of their own.
const NO_OPTIONS: &str = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// The version of what is not built in: what it is, and a hash in hexadecimal digits.
pub(crate) fn version(kind: &str, hash: &[u8]) -> String {
    let start = format!("{kind}+sha256:");
    hash.iter().fold(start, |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The versions of what is built in, and of a language model.
pub(crate) fn with_model(version: &str) -> Generator {
    Generator {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        options: NO_OPTIONS.to_owned(),
        language_model: version.to_owned(),
        ontology: concat!("plover-0.8+", env!("DATELINE_ONTOLOGY")).to_owned(),
        lexicon: env!("DATELINE_LEXICON").to_owned(),
        gazetteer: env!("DATELINE_GAZETTEER").to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_version_is_said() {
        let built_in = with_model(crate::LanguageModel::embedded().version());
        for part in [
            built_in.language_model,
            built_in.ontology,
            built_in.lexicon,
            built_in.gazetteer,
        ] {
            let (_, hash) = part.split_once("sha256:").expect("a hash");
            assert_eq!(hash.len(), 64);
            assert!(VERSIONS.contains(hash), "{VERSIONS}");
        }
    }
}
