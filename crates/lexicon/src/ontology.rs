//! The event ontology: which types, modes and contexts a row may name, and their fixed facts.
//!
//! It must not know any English: which words tell an event is the business of the frames.

use serde::Deserialize;

use crate::LexiconError;
use crate::toml_file;

/// PLOVER's event types and contexts.
#[derive(Clone, Debug, Default)]
pub struct Ontology {
    /// The types, in the file's order.
    pub types: Vec<EventType>,
    /// The names of the contexts.
    pub contexts: Vec<String>,
}

/// One event type.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventType {
    /// In capitals.
    pub name: String,
    /// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    pub quad: u8,
    /// On the manual's scale from -10 (conflict) to 10 (cooperation), without a mode.
    pub score: f32,
    /// Whether the manual wants a recipient in every row.
    #[serde(default)]
    pub recipient: bool,
    /// The nearest CAMEO code.
    pub cameo: String,
    /// How the act may be done.
    #[serde(default)]
    pub modes: Vec<Mode>,
}

/// A mode of an event type.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mode {
    /// In lower case.
    pub name: String,
    /// On the same scale; the manual gives some modes none.
    pub score: Option<f32>,
    /// The nearest CAMEO code.
    pub cameo: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OntologyFile {
    contexts: Vec<String>,
    #[serde(rename = "type")]
    types: Vec<EventType>,
}

impl Ontology {
    /// Parses `ontology.toml`.
    pub fn parse(file: &str, text: &str) -> Result<Self, LexiconError> {
        let parsed: OntologyFile = toml_file::parse(file, text)?;
        for event_type in &parsed.types {
            if !(1..=4).contains(&event_type.quad) {
                return Err(LexiconError {
                    file: file.to_owned(),
                    line: toml_file::line_of(text, &format!("\"{}\"", event_type.name)),
                    problem: format!("{} has the quad class {}", event_type.name, event_type.quad),
                    remedy: "use a number from 1 to 4".to_owned(),
                });
            }
        }
        Ok(Self {
            types: parsed.types,
            contexts: parsed.contexts,
        })
    }

    /// The type of that name.
    pub fn event_type(&self, name: &str) -> Option<&EventType> {
        self.types.iter().find(|event_type| event_type.name == name)
    }

    /// Whether a context of that name exists.
    pub fn has_context(&self, name: &str) -> bool {
        self.contexts.iter().any(|context| context == name)
    }
}

impl EventType {
    /// The mode of that name.
    pub fn mode(&self, name: &str) -> Option<&Mode> {
        self.modes.iter().find(|mode| mode.name == name)
    }

    /// The nearest CAMEO code, by the mode where there is one.
    pub fn cameo_of(&self, mode: Option<&str>) -> &str {
        mode.and_then(|name| self.mode(name))
            .map_or(&self.cameo, |mode| &mode.cameo)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = include_str!("../../../lexicon/ontology.toml");

    #[test]
    fn the_ontology_is_plover() {
        let ontology = Ontology::parse("ontology.toml", TEXT).expect("the file is sound");
        assert_eq!(ontology.types.len(), 16);
        assert_eq!(ontology.contexts.len(), 37);
        let quad = |name| ontology.event_type(name).map(|event_type| event_type.quad);
        assert_eq!(quad("CONSULT"), Some(1));
        assert_eq!(quad("RETREAT"), Some(2));
        assert_eq!(quad("ACCUSE"), Some(3));
        assert_eq!(quad("SANCTION"), Some(4));
        assert_eq!(quad("DEMAND"), None, "a retired name");
        let retreat = ontology.event_type("RETREAT").expect("it is one of the 16");
        assert_eq!(retreat.cameo_of(Some("ceasefire")), "0871");
        assert_eq!(retreat.cameo_of(None), "087");
        assert!(ontology.has_context("peacekeeping"));
    }

    #[test]
    fn a_wrong_quad_class_is_refused_with_its_line() {
        let text = "contexts = []\n[[type]]\nname = \"X\"\nquad = 7\nscore = 1.0\ncameo = \"0\"\n";
        let error = Ontology::parse("ontology.toml", text).expect_err("there is no class 7");
        assert_eq!((error.line, error.file.as_str()), (3, "ontology.toml"));
    }

    #[test]
    fn an_unknown_key_is_refused_with_its_line() {
        let text = "contexts = []\n\n[[type]]\nname = \"X\"\nquads = 1\n";
        let error = Ontology::parse("ontology.toml", text).expect_err("a misspelt key");
        assert_eq!(error.line, 5, "{error}");
    }
}
