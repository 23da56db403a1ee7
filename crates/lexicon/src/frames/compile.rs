//! From the files to the hash that the reader looks words up in.

use super::file::{FrameFile, FrameRow, WordFile};
use super::inflect::{Inflector, plural};
use super::{Candidate, Classes, Element, Frame, Frames, Slot, Unit, UnitKind};
use crate::toml_file;
use crate::{LexiconError, Ontology};

/// Collects the files of frames, and compiles them.
#[derive(Debug)]
pub struct FramesBuilder {
    frames: Frames,
    inflector: Inflector,
}

impl FramesBuilder {
    /// Starts from `words.toml`, the function words and irregular verbs.
    pub fn new(file: &str, text: &str) -> Result<Self, LexiconError> {
        let words: WordFile = toml_file::parse(file, text)?;
        let mut builder = Self {
            frames: Frames::default(),
            inflector: Inflector::new(&words.irregular, &words.doubling),
        };
        for (list, class) in [
            (&words.determiner, Classes::DETERMINER),
            (&words.preposition, Classes::PREPOSITION),
            (&words.pronoun, Classes::PRONOUN),
            (&words.subject_pronoun, Classes::SUBJECT_PRONOUN),
            (&words.be, Classes::BE),
            (&words.have, Classes::HAVE),
            (&words.do_, Classes::DO),
            (&words.modal, Classes::MODAL),
            (&words.negation, Classes::NEGATION),
            (&words.conjunction, Classes::CONJUNCTION),
            (&words.subordinator, Classes::SUBORDINATOR),
            (&words.relative, Classes::RELATIVE),
            (&words.condition, Classes::CONDITION),
            (&words.adverb, Classes::ADVERB),
        ] {
            for word in list {
                builder.class(word, class);
            }
        }
        for word in &words.verb {
            builder.verb_forms(word, Classes::NONE);
        }
        for word in &words.reporting {
            builder.verb_forms(word, Classes::REPORTING);
        }
        for word in &words.noun {
            builder.noun_forms(word);
        }
        for word in &words.agent {
            builder.noun_forms(word);
            builder.class(word, Classes::AGENT);
            builder.class(&plural(word), Classes::AGENT);
        }
        for word in &words.rule {
            builder.noun_forms(word);
            builder.class(word, Classes::RULE);
            builder.class(&plural(word), Classes::RULE);
        }
        for word in &words.off_topic {
            builder.class(word, Classes::OFF_TOPIC);
        }
        Ok(builder)
    }

    /// Adds one file of frames; a type, mode or context that the ontology lacks is refused.
    pub fn add(&mut self, file: &str, text: &str, ontology: &Ontology) -> Result<(), LexiconError> {
        let parsed: FrameFile = toml_file::parse(file, text)?;
        for row in parsed.frames {
            let frame = frame(file, text, &parsed.event_type, &row, ontology)?;
            let position = self.frames.rows.len() as u32;
            self.frames.rows.push(frame);
            for (units, kind) in [
                (&row.verbs, UnitKind::Verb),
                (&row.nouns, UnitKind::Noun),
                (&row.words, UnitKind::Fixed),
            ] {
                for unit in units {
                    for spelt in alternatives(unit) {
                        self.unit(&spelt, position, kind).map_err(|problem| {
                            error(file, text, unit, problem, "write words, `..` and `a|b`")
                        })?;
                    }
                }
            }
        }
        Ok(())
    }

    /// The compiled frames.
    pub fn finish(mut self) -> Frames {
        let units = &self.frames.units;
        #[expect(
            clippy::iter_over_hash_type,
            reason = "each word's own list is sorted; the order of words does not matter"
        )]
        for word in self.frames.words.values_mut() {
            // Longest first, so that a phrase is tried before its first word alone; the sort is
            // stable, so that among equals the files' order holds.
            word.candidates.sort_by_key(|candidate| {
                let literal = |element: &&Element| matches!(element, Element::Word(_));
                let rest = &units[candidate.unit as usize].rest;
                std::cmp::Reverse(rest.iter().filter(literal).count())
            });
        }
        self.frames
    }

    fn unit(&mut self, written: &str, frame: u32, kind: UnitKind) -> Result<(), &'static str> {
        let pieces = pieces(written);
        let [first, rest @ ..] = pieces.as_slice() else {
            return Err("a unit is empty");
        };
        if first == ".." || first.contains('|') || rest.last().is_some_and(|last| last == "..") {
            return Err("a unit starts or ends with something else than a word");
        }
        let last = rest.len();
        let rest = rest
            .iter()
            .enumerate()
            .map(|(index, piece)| element(piece, kind, index + 1 == last))
            .collect();
        let position = self.frames.units.len() as u32;
        self.frames.units.push(Unit { frame, kind, rest });
        match kind {
            UnitKind::Verb => {
                for (form, class) in self.verb_forms(first, Classes::NONE) {
                    self.candidate(&form, position, class);
                }
            }
            UnitKind::Noun if last == 0 => {
                self.noun_forms(first);
                self.candidate(first, position, Classes::NOUN);
                self.candidate(
                    &plural(first),
                    position,
                    Classes::NOUN.with(Classes::PLURAL),
                );
            }
            UnitKind::Noun | UnitKind::Fixed => self.candidate(first, position, Classes::NOUN),
        }
        Ok(())
    }

    fn candidate(&mut self, form: &str, unit: u32, class: Classes) {
        let word = self.frames.words.entry(form.into()).or_default();
        match word
            .candidates
            .iter_mut()
            .find(|candidate| candidate.unit == unit)
        {
            Some(candidate) => candidate.form = candidate.form.with(class),
            None => word.candidates.push(Candidate { unit, form: class }),
        }
    }

    fn class(&mut self, form: &str, class: Classes) {
        let word = self.frames.words.entry(form.into()).or_default();
        word.classes = word.classes.with(class);
    }

    fn verb_forms(&mut self, base: &str, also: Classes) -> Vec<(String, Classes)> {
        let forms = self.inflector.verb(base);
        for (form, class) in &forms {
            self.class(form, class.with(also));
        }
        forms
    }

    fn noun_forms(&mut self, base: &str) {
        self.class(base, Classes::NOUN);
        self.class(&plural(base), Classes::NOUN.with(Classes::PLURAL));
    }
}

/// Spells out the alternatives of several words: `use .. tear_gas|baton` is `use .. baton` and
/// `use .. tear gas`.
fn alternatives(unit: &str) -> Vec<String> {
    let Some(choice) = unit.split(' ').find(|piece| piece.contains('_')) else {
        return vec![unit.to_owned()];
    };
    let (long, short): (Vec<&str>, Vec<&str>) =
        choice.split('|').partition(|word| word.contains('_'));
    let mut spelt: Vec<String> = long
        .iter()
        .map(|words| unit.replacen(choice, &words.replace('_', " "), 1))
        .collect();
    if !short.is_empty() {
        spelt.push(unit.replacen(choice, &short.join("|"), 1));
    }
    spelt
}

/// Splits a unit as the tokenizer splits text: hyphens stand alone.
fn pieces(written: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    for word in written.split_whitespace() {
        for (index, part) in word.split('-').enumerate() {
            if index > 0 {
                pieces.push("-".to_owned());
            }
            if !part.is_empty() {
                pieces.push(part.to_lowercase());
            }
        }
    }
    pieces
}

fn element(piece: &str, kind: UnitKind, last: bool) -> Element {
    if piece == ".." {
        return Element::Gap;
    }
    let mut words: Vec<Box<str>> = Vec::new();
    for word in piece.split('|') {
        words.push(word.into());
        let inflects = kind == UnitKind::Verb || kind == UnitKind::Noun && last;
        if inflects && word.len() > 3 {
            words.push(plural(word).into());
        }
    }
    Element::Word(words)
}

fn frame(
    file: &str,
    text: &str,
    event_type: &str,
    row: &FrameRow,
    ontology: &Ontology,
) -> Result<Frame, LexiconError> {
    let Some(kind) = ontology.event_type(event_type) else {
        return Err(error(
            file,
            text,
            event_type,
            "the ontology has no such event type",
            "use a type of ontology.toml",
        ));
    };
    if let Some(mode) = row.mode.as_deref()
        && kind.mode(mode).is_none()
    {
        return Err(error(
            file,
            text,
            mode,
            "the ontology gives this type no such mode",
            "use a mode of ontology.toml",
        ));
    }
    if let Some(context) = row.contexts.iter().find(|name| !ontology.has_context(name)) {
        return Err(error(
            file,
            text,
            context,
            "the ontology has no such context",
            "use a context of ontology.toml",
        ));
    }
    let slots = |written: Option<&Vec<String>>, otherwise: &[&str]| -> Vec<Slot> {
        match written {
            Some(names) => names.iter().map(|name| slot(name)).collect(),
            None => otherwise.iter().map(|name| slot(name)).collect(),
        }
    };
    Ok(Frame {
        event_type: kind.name.clone(),
        mode: row.mode.clone(),
        contexts: row.contexts.clone(),
        quad: kind.quad,
        cameo: row
            .cameo
            .clone()
            .unwrap_or_else(|| kind.cameo_of(row.mode.as_deref()).to_owned()),
        actor: slots(row.actor.as_ref(), &["subject"]),
        recipient: slots(row.recipient.as_ref(), &["object"]),
        noun_actor: slots(row.noun_actor.as_ref(), &["genitive", "by"]),
        noun_recipient: slots(row.noun_recipient.as_ref(), &["of", "against", "on"]),
        reciprocal: row.reciprocal,
        speech: row.speech,
        unless: row.unless.iter().map(|word| word.to_lowercase()).collect(),
        reliability: row.reliability,
    })
}

fn slot(name: &str) -> Slot {
    match name {
        "subject" => Slot::Subject,
        "object" => Slot::Object,
        "genitive" => Slot::Genitive,
        preposition => Slot::After(preposition.into()),
    }
}

fn error(file: &str, text: &str, words: &str, problem: &str, remedy: &str) -> LexiconError {
    LexiconError {
        file: file.to_owned(),
        line: toml_file::line_of(text, &format!("\"{words}\"")),
        problem: format!("{problem}: `{words}`"),
        remedy: remedy.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &str = include_str!("../../../../lexicon/words.toml");
    const ONTOLOGY: &str = include_str!("../../../../lexicon/ontology.toml");

    fn compile(text: &str) -> Result<Frames, LexiconError> {
        let ontology = Ontology::parse("ontology.toml", ONTOLOGY)?;
        let mut builder = FramesBuilder::new("words.toml", WORDS)?;
        builder.add("frames/test.toml", text, &ontology)?;
        Ok(builder.finish())
    }

    fn source(mode: &str, unit: &str) -> String {
        format!(
            "type = \"CONSULT\"\n\n[[frame]]\nsays = \"test\"\nmode = \"{mode}\"\n\
             verbs = [\"{unit}\"]\nreliability = 0.5\n"
        )
    }

    #[test]
    fn a_unit_is_found_by_every_form_of_its_first_word() {
        let frames = compile(&source("visit", "hold .. talk|meeting")).expect("it is sound");
        for form in ["hold", "holds", "held", "holding"] {
            let word = frames.word(form).expect("an inflected form");
            assert_eq!(word.candidates.len(), 1, "{form}");
            let unit = frames.unit(word.candidates[0].unit);
            assert_eq!(unit.rest.len(), 2);
            assert_eq!(frames.frame_of(unit).cameo, "042");
        }
    }

    #[test]
    fn what_the_ontology_lacks_is_refused_with_its_line() {
        let error = compile(&source("telepathy", "meet")).expect_err("no such mode");
        assert_eq!((error.file.as_str(), error.line), ("frames/test.toml", 5));
        let unknown = source("visit", "meet").replace("CONSULT", "CHAT");
        assert_eq!(compile(&unknown).expect_err("no such type").line, 1);
    }

    #[test]
    fn a_unit_must_start_with_a_word() {
        for unit in ["", ".. talks", "hold ..", "a|b talks"] {
            let error = compile(&source("visit", unit)).expect_err("not a unit");
            assert_eq!(error.line, 6, "{unit}");
        }
    }
}
