//! What the parser says, put into a [`Syntax`].

use record::{DependencyRelation, Name, NameKind, SpeechCue, Symbol, Syntax, Upos};

use crate::model::{Model, ModelError};
use crate::parser::{ParsedWord, Scratch, parse};
use crate::speech::ParsedCue;

/// How many words go through the network at once, at least: enough to fill its batches, and few
/// beside a document.
const GROUP: usize = 4096;

/// The model's inventories as types of `record`.
#[derive(Clone, Debug)]
pub(crate) struct Labels {
    upos: Vec<Upos>,
    relations: Vec<DependencyRelation>,
    /// Whether the tag begins a name, and of which kind; none for `O`.
    names: Vec<Option<(bool, NameKind)>>,
}

impl Labels {
    /// Reads the inventories; a label that no type has is an error of the file.
    pub(crate) fn read(
        upos: &[String],
        relations: &[String],
        names: &[String],
    ) -> Result<Self, ModelError> {
        let upos = upos
            .iter()
            .map(|name| Upos::from_name(name).ok_or_else(|| unknown("upos", name)));
        let relations = relations.iter().map(|name| {
            DependencyRelation::from_name(name).ok_or_else(|| unknown("relations", name))
        });
        let names = names.iter().map(|name| match name.split_once('-') {
            None if name == "O" => Ok(None),
            Some((position @ ("B" | "I"), kind)) => NameKind::from_name(kind)
                .map(|kind| Some((position == "B", kind)))
                .ok_or_else(|| unknown("names", name)),
            _ => Err(unknown("names", name)),
        });
        Ok(Self {
            upos: upos.collect::<Result<_, _>>()?,
            relations: relations.collect::<Result<_, _>>()?,
            names: names.collect::<Result<_, _>>()?,
        })
    }
}

fn unknown(key: &str, name: &str) -> ModelError {
    ModelError::Metadata {
        key: key.to_owned(),
        expected: format!("labels of English Universal Dependencies or names, found `{name}`"),
    }
}

/// Gives the tokens of every sentence their tags, lemmas and heads, and finds the names and the
/// cues of speech.
///
/// The sentences and tokens are taken as they are; `text` is what their spans refer to.
pub fn annotate(model: &Model, scratch: &mut Scratch, text: &str, syntax: &mut Syntax) {
    syntax.names.clear();
    syntax.cues.clear();
    let mut writer = Writer {
        model,
        xpos: vec![None; model.xpos().len()],
        feats: vec![None; model.feats().len()],
        lemma: String::new(),
        key: String::new(),
    };
    let (mut forms, mut ends) = (Vec::new(), Vec::new());
    let (mut parsed, mut cues) = (Vec::new(), Vec::new());
    let mut first = 0;
    while first < syntax.sentences.len() {
        forms.clear();
        ends.clear();
        parsed.clear();
        let mut next = first;
        while next < syntax.sentences.len() && forms.len() < GROUP {
            let tokens = syntax.tokens_of(next).iter();
            forms.extend(tokens.map(|token| token.span.of(text)));
            ends.push(forms.len());
            next += 1;
        }
        parse(model, scratch, &forms, &ends, &mut parsed, &mut cues);
        let offset = syntax.sentences[first].first_token as usize;
        syntax
            .cues
            .extend(cues.drain(..).map(|cue| speech_cue(cue.moved(offset))));
        let mut start = 0;
        for (sentence, &end) in (first..next).zip(&ends) {
            let words = parsed.get(start..end).unwrap_or_default();
            writer.write(sentence, &forms[start..end], words, syntax);
            start = end;
        }
        first = next;
    }
}

fn speech_cue(cue: ParsedCue) -> SpeechCue {
    let tokens = |words: std::ops::Range<usize>| words.start as u32..words.end as u32;
    SpeechCue {
        token: cue.word as u32,
        cue: tokens(cue.cue),
        source: tokens(cue.source),
        content: cue.content.into_iter().map(tokens).collect(),
        told: cue.told,
        wide: cue.wide,
    }
}

struct Writer<'m> {
    model: &'m Model,
    /// Symbols of the inventories in this document, once they have come up.
    xpos: Vec<Option<Symbol>>,
    feats: Vec<Option<Symbol>>,
    lemma: String,
    /// Buffer for looking up a known lemma.
    key: String,
}

impl Writer<'_> {
    fn write(
        &mut self,
        sentence: usize,
        forms: &[&str],
        words: &[ParsedWord],
        syntax: &mut Syntax,
    ) {
        let labels = &self.model.labels;
        let first = syntax.sentences[sentence].first_token;
        let mut open: Option<Name> = None;
        for (index, (form, word)) in forms.iter().zip(words).enumerate() {
            let position = first + index as u32;
            self.lemma.clear();
            let known = self.model.known_lemmas.as_ref().and_then(|known| {
                let upos = &self.model.upos()[usize::from(word.upos)];
                known.find(form, upos, &mut self.key)
            });
            let number = known.unwrap_or(usize::from(word.lemma));
            if let Some(script) = self.model.lemmas().get(number) {
                script.apply(form, &mut self.lemma);
            }
            let symbols = &mut syntax.symbols;
            let mut interned = |seen: &mut [Option<Symbol>], inventory: &[String], number: u16| {
                let number = usize::from(number);
                *seen[number].get_or_insert_with(|| match inventory[number].as_str() {
                    "_" => Symbol::NONE,
                    name => symbols.intern(name),
                })
            };
            let xpos = interned(&mut self.xpos, self.model.xpos(), word.xpos);
            let feats = interned(&mut self.feats, self.model.feats(), word.feats);
            let token = &mut syntax.tokens[position as usize];
            token.lemma = symbols.intern(&self.lemma);
            (token.xpos, token.feats) = (xpos, feats);
            token.upos = labels.upos[usize::from(word.upos)];
            token.relation = labels.relations[usize::from(word.relation)];
            token.head = word.head.checked_sub(1).map(|head| first + head);

            let tag = labels.names[usize::from(word.name)];
            match (tag, &mut open) {
                (Some((false, kind)), Some(name)) if name.kind == kind => {
                    name.end_token = position + 1;
                }
                _ => {
                    syntax.names.extend(open.take());
                    open = tag.map(|(_, kind)| Name {
                        first_token: position,
                        end_token: position + 1,
                        kind,
                    });
                }
            }
        }
        syntax.names.extend(open);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_that_no_type_has_are_named() {
        let list = |names: &[&str]| {
            names
                .iter()
                .map(|&name| name.to_owned())
                .collect::<Vec<_>>()
        };
        let (upos, relations) = (list(&["NOUN", "X"]), list(&["root", "nsubj:pass"]));
        let names = list(&["O", "B-PER", "I-NORP"]);
        let labels = Labels::read(&upos, &relations, &names).expect("all are known");
        assert_eq!(labels.names[2], Some((false, NameKind::Nationality)));
        for (upos, relations, names, found) in [
            (
                list(&["THING"]),
                relations.clone(),
                names.clone(),
                "`THING`",
            ),
            (upos.clone(), list(&["subject"]), names.clone(), "`subject`"),
            (upos.clone(), relations.clone(), list(&["B-XYZ"]), "`B-XYZ`"),
            (upos, relations, list(&["PER"]), "`PER`"),
        ] {
            let error = Labels::read(&upos, &relations, &names).expect_err("one is unknown");
            assert!(error.to_string().contains(found), "{error}");
        }
    }
}
