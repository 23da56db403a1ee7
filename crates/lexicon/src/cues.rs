//! Words that attribute: verbs, nouns and phrases of saying, thinking and wanting, from `lexicon/cues/`.
//!
//! This module knows the words and their inflected forms, not how they are used in a sentence.

mod acts;

use std::collections::HashMap;

use record::{EntityType, SpeechAct};

use crate::{File, LexiconError};

pub use acts::CueHead;

/// Every cue, looked up by any of its forms.
#[derive(Clone, Debug, Default)]
pub struct Cues {
    rows: Vec<Cue>,
    forms: HashMap<Box<str>, Vec<(u16, Form)>>,
    sources: HashMap<Box<str>, SourceNoun>,
    channels: HashMap<Box<str>, Box<str>>,
}

/// What a noun says of a source that has no name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SourceNoun {
    /// Person, organisation, group or work.
    pub kind: EntityType,
    /// PLOVER sector, where the word itself says it.
    pub sector: Option<Box<str>>,
    /// Whether a text that gives no more than this keeps the name back.
    pub anonymous: bool,
}

/// A word that attributes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cue {
    /// Dictionary form without its particle; of a phrase, its first word.
    pub word: Box<str>,
    /// What must follow the word (`for` of “call for”), in lower case. In cues that [`Cues::of`]
    /// leaves out, `…` stands for any few words, and `a/b` for either of two.
    pub rest: Vec<Box<str>>,
    /// Verb, noun, adjective or phrase.
    pub kind: CueKind,
    /// What is done by saying it.
    pub act: SpeechAct,
    /// How firmly the text lets the source stand behind the words.
    pub strength: Box<str>,
    /// What it takes beside it.
    pub takes: Takes,
}

impl Cue {
    /// The dictionary form, with its particle.
    pub fn lemma(&self) -> String {
        let mut lemma = self.word.to_string();
        for word in &self.rest {
            lemma.push(' ');
            lemma.push_str(word);
        }
        lemma
    }

    /// Whether something is looked for beside it; other cues only tell an act.
    fn drives(&self) -> bool {
        match self.kind {
            CueKind::Verb | CueKind::Noun => self.takes.beside(),
            CueKind::Before | CueKind::Adverb => true,
            CueKind::Adjective | CueKind::Apart => false,
        }
    }
}

/// What part of speech a cue is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CueKind {
    /// A verb: “said”.
    Verb,
    /// A noun: “the claim that”.
    Noun,
    /// A preposition before the source: “according to”.
    Before,
    /// An adverb without a source: “allegedly”.
    Adverb,
    /// An adjective: “confident”.
    Adjective,
    /// A mark or another word that only tells an act: the colon after a speaker's name.
    Apart,
}

/// Which form of a cue a word is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// The dictionary form; of a noun, the singular.
    Base,
    /// The -s form; of a noun, the plural.
    S,
    /// The past tense, which may be the participle too.
    Past,
    /// A participle that is not the past tense too.
    Participle,
    /// The -ing form.
    Gerund,
}

macro_rules! takes {
    ($($(#[$doc:meta])* $name:ident $word:literal $bit:tt;)*) => {
        /// What a cue takes beside it; the words are explained at the head of each file.
        #[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
        pub struct Takes(u16);

        impl Takes {
            $($(#[$doc])* pub fn $name(self) -> bool { self.0 & (1 << $bit) != 0 })*

            /// Whether it takes anything beside it.
            fn beside(self) -> bool {
                Self(self.0 & !(1 << LIGHT)) != Self::default()
            }

            fn add(&mut self, word: &str) -> bool {
                match word { $($word => self.0 |= 1 << $bit,)* _ => return false }
                true
            }
        }
    };
}

const LIGHT: u8 = 12;

takes! {
    /// A quotation.
    quote "quote" 0;
    /// A clause with “that”.
    that "that" 1;
    /// A clause without “that”.
    bare "bare" 2;
    /// An infinitive.
    infinitive "to" 3;
    /// A noun phrase that is what is said.
    object "object" 4;
    /// A name for something: called it “mad”.
    naming "as" 5;
    /// “of” and what is said.
    of "of" 6;
    /// Somebody spoken to, before the clause.
    person "person" 7;
    /// Of a noun: it can speak itself.
    thing "thing" 8;
    /// Of a noun: “for” and what is wanted.
    purpose "for" 9;
    /// Of a noun: “about” and the matter.
    matter "about" 10;
    /// Of a verb: the word is a noun as often.
    noun "noun" 11;
    /// The word says little: a cue that follows tells the act, as in “raise doubts”.
    light "light" LIGHT;
}

impl Cues {
    /// Parses one file of `lexicon/cues/` and adds what it holds.
    pub fn add_file(&mut self, (file, text): File<'_>) -> Result<(), LexiconError> {
        for (number, line) in text.lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let fail = |problem: String, remedy: &str| LexiconError {
                file: file.to_owned(),
                line: number + 1,
                problem,
                remedy: remedy.to_owned(),
            };
            let columns: Vec<&str> = line.split('\t').collect();
            let added = match (file.rsplit('/').next(), columns.as_slice()) {
                (Some("verbs.tsv"), &[verb, forms, act, strength, takes]) => {
                    self.verb(verb, forms, act, strength, takes)
                }
                (Some("nouns.tsv"), &[noun, act, strength, takes]) => {
                    self.add_noun(noun, act, strength, takes)
                }
                (Some("adjectives.tsv"), &[adjective, act, strength, takes]) => {
                    self.adjective(adjective, act, strength, takes)
                }
                (Some("phrases.tsv"), &[phrase, place, act, strength]) => {
                    self.phrase(phrase, place, act, strength)
                }
                (Some("sources.tsv"), &[noun, kind, sector, anonymous]) => {
                    self.source_noun(noun, kind, sector, anonymous)
                }
                (Some("channels.tsv"), &[word, channel]) => {
                    self.channels.insert(word.into(), channel.into());
                    Ok(())
                }
                _ => Err(format!("{} columns", columns.len())),
            };
            added.map_err(|problem| fail(problem, "see the head of the file"))?;
        }
        Ok(())
    }

    /// The cues that `word`, in lower case, can be a form of, with the form: those beside which
    /// something is looked for. Words that only tell an act are left to [`Cues::act_of`].
    pub fn of<'a>(&'a self, word: &str) -> impl Iterator<Item = (&'a Cue, Form)> + use<'a> {
        self.forms
            .get(word)
            .map_or(&[][..], Vec::as_slice)
            .iter()
            .map(|&(id, form)| (&self.rows[usize::from(id)], form))
            .filter(|(cue, _)| cue.drives())
    }

    /// What `noun`, in lower case, says of a source.
    pub fn source(&self, noun: &str) -> Option<&SourceNoun> {
        self.sources.get(noun)
    }

    /// The means of saying that `word`, in lower case, names (`interview`, `statement`, …).
    pub fn channel(&self, word: &str) -> Option<&str> {
        self.channels.get(word).map(AsRef::as_ref)
    }

    /// How many cues there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    fn verb(
        &mut self,
        verb: &str,
        forms: &str,
        act: &str,
        strength: &str,
        takes: &str,
    ) -> Result<(), String> {
        let id = self.cue(verb, CueKind::Verb, act, strength, takes)?;
        let base = self.rows[usize::from(id)].word.clone();
        let given: Vec<&str> = match forms {
            "-" => Vec::new(),
            forms => forms.split(',').collect(),
        };
        let past = given
            .first()
            .map_or_else(|| past(&base), |form| (*form).to_owned());
        let gerund = given
            .get(2)
            .map_or_else(|| gerund(&base), |form| (*form).to_owned());
        if let Some(participle) = given.get(1).filter(|form| **form != past) {
            self.form(participle, id, Form::Participle);
        }
        self.form(&base, id, Form::Base);
        self.form(&s_form(&base), id, Form::S);
        self.form(&past, id, Form::Past);
        self.form(&gerund, id, Form::Gerund);
        Ok(())
    }

    fn add_noun(
        &mut self,
        noun: &str,
        act: &str,
        strength: &str,
        takes: &str,
    ) -> Result<(), String> {
        let id = self.cue(noun, CueKind::Noun, act, strength, takes)?;
        let word = self.rows[usize::from(id)].word.clone();
        self.form(&word, id, Form::Base);
        self.form(&s_form(&word), id, Form::S);
        Ok(())
    }

    fn adjective(
        &mut self,
        adjective: &str,
        act: &str,
        strength: &str,
        takes: &str,
    ) -> Result<(), String> {
        let id = self.cue(adjective, CueKind::Adjective, act, strength, takes)?;
        let word = self.rows[usize::from(id)].word.clone();
        self.form(&word, id, Form::Base);
        Ok(())
    }

    fn phrase(
        &mut self,
        phrase: &str,
        place: &str,
        act: &str,
        strength: &str,
    ) -> Result<(), String> {
        let kind = match place {
            "before" => CueKind::Before,
            "adverb" => CueKind::Adverb,
            "apart" => CueKind::Apart,
            other => return Err(format!("`{other}` is no place")),
        };
        let id = self.cue(phrase, kind, act, strength, "")?;
        let word = self.rows[usize::from(id)].word.clone();
        self.form(&word, id, Form::Base);
        Ok(())
    }

    fn source_noun(
        &mut self,
        noun: &str,
        kind: &str,
        sector: &str,
        anonymous: &str,
    ) -> Result<(), String> {
        let kind = EntityType::from_name(kind).ok_or_else(|| format!("`{kind}` is no type"))?;
        let row = SourceNoun {
            kind,
            sector: (sector != "-").then(|| sector.into()),
            anonymous: anonymous == "yes",
        };
        self.sources.insert(noun.into(), row);
        Ok(())
    }

    fn cue(
        &mut self,
        words: &str,
        kind: CueKind,
        act: &str,
        strength: &str,
        takes: &str,
    ) -> Result<u16, String> {
        let act = SpeechAct::from_name(act).ok_or_else(|| format!("`{act}` is no act"))?;
        let mut taken = Takes::default();
        for word in takes.split_whitespace().filter(|word| *word != "-") {
            if !taken.add(word) {
                return Err(format!("`{word}` is nothing that a cue takes"));
            }
        }
        let mut words = words.split(' ').map(Box::from);
        let cue = Cue {
            word: words.next().unwrap_or_default(),
            rest: words.collect(),
            kind,
            act,
            strength: Box::from(strength),
            takes: taken,
        };
        let loose = |word: &str| word == acts::GAP || word.contains('/');
        if cue.drives() && cue.rest.iter().any(|word| loose(word)) {
            return Err("only where nothing is looked for may `…` or `/` stand".to_owned());
        }
        self.rows.push(cue);
        u16::try_from(self.rows.len() - 1).map_err(|_| "more than 65,536 cues".to_owned())
    }

    fn form(&mut self, word: &str, id: u16, form: Form) {
        let rows = &self.rows;
        let ids = self.forms.entry(Box::from(word)).or_default();
        ids.push((id, form));
        // The longest match is tried first: “called for” before “called”.
        ids.sort_by_key(|&(id, _)| std::cmp::Reverse(rows[usize::from(id)].rest.len()));
    }
}

fn vowel(byte: Option<u8>) -> bool {
    matches!(byte, Some(b'a' | b'e' | b'i' | b'o' | b'u'))
}

/// “deny” has a consonant before its y, “say” has not.
fn consonant_y(base: &str) -> bool {
    base.ends_with('y') && !vowel(base.bytes().rev().nth(1))
}

fn s_form(base: &str) -> String {
    if consonant_y(base) {
        return format!("{}ies", &base[..base.len() - 1]);
    }
    let hissing = ["s", "x", "z", "ch", "sh", "echo", "go"];
    let ending = if hissing.iter().any(|end| base.ends_with(end)) {
        "es"
    } else {
        "s"
    };
    format!("{base}{ending}")
}

fn past(base: &str) -> String {
    if base.ends_with('e') {
        format!("{base}d")
    } else if consonant_y(base) {
        format!("{}ied", &base[..base.len() - 1])
    } else {
        format!("{base}ed")
    }
}

fn gerund(base: &str) -> String {
    match base.strip_suffix('e') {
        Some(stem) if !base.ends_with("ee") => format!("{stem}ing"),
        _ => format!("{base}ing"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILES: [File<'static>; 5] = [
        (
            "cues/sources.tsv",
            include_str!("../../../lexicon/cues/sources.tsv"),
        ),
        (
            "cues/channels.tsv",
            include_str!("../../../lexicon/cues/channels.tsv"),
        ),
        (
            "cues/verbs.tsv",
            include_str!("../../../lexicon/cues/verbs.tsv"),
        ),
        (
            "cues/nouns.tsv",
            include_str!("../../../lexicon/cues/nouns.tsv"),
        ),
        (
            "cues/phrases.tsv",
            include_str!("../../../lexicon/cues/phrases.tsv"),
        ),
    ];

    fn cues() -> Cues {
        let mut cues = Cues::default();
        for file in FILES {
            cues.add_file(file)
                .expect("the files of the repository parse");
        }
        cues
    }

    #[test]
    fn there_are_many_cues() {
        assert!(cues().len() >= 250);
    }

    #[test]
    fn a_word_is_known_in_all_its_forms() {
        let cues = cues();
        for (word, lemma, form) in [
            ("said", "say", Form::Past),
            ("says", "say", Form::S),
            ("saying", "say", Form::Gerund),
            ("denied", "deny", Form::Past),
            ("denies", "deny", Form::S),
            ("denying", "deny", Form::Gerund),
            ("wrote", "write", Form::Past),
            ("written", "write", Form::Participle),
            ("writing", "write", Form::Gerund),
            ("admitting", "admit", Form::Gerund),
            ("stressed", "stress", Form::Past),
            ("stresses", "stress", Form::S),
            ("decreeing", "decree", Form::Gerund),
            ("echoes", "echo", Form::S),
            ("urging", "urge", Form::Gerund),
            ("conveyed", "convey", Form::Past),
            ("allegations", "allegation", Form::S),
            ("according", "according to", Form::Base),
        ] {
            let found: Vec<_> = cues
                .of(word)
                .map(|(cue, form)| (cue.lemma(), form))
                .collect();
            assert!(
                found.contains(&(lemma.to_owned(), form)),
                "{word}: {found:?}"
            );
        }
        assert_eq!(cues.of("tree").count(), 0);
    }

    #[test]
    fn a_noun_says_what_a_source_is() {
        let cues = cues();
        for (noun, kind, anonymous) in [
            ("officials", Some(EntityType::Group), true),
            ("ministry", Some(EntityType::Organization), false),
            ("tree", None, false),
        ] {
            let found = cues.source(noun);
            assert_eq!(found.map(|row| row.kind), kind, "{noun}");
            assert_eq!(found.is_some_and(|row| row.anonymous), anonymous, "{noun}");
        }
        assert_eq!(cues.channel("twitter"), Some("tweet"));
    }

    #[test]
    fn the_longest_cue_comes_first() {
        let cues = cues();
        let first = cues.of("called").next().map(|(cue, _)| cue.rest.len());
        assert_eq!(first, Some(1));
    }

    #[test]
    fn a_bad_line_is_named() {
        for (line, problem) in [
            ("say\tsaid,said\tutter\tstates\tquote", "`utter` is no act"),
            (
                "say\tsaid,said\tassert\tstates\tmuch",
                "`much` is nothing that a cue takes",
            ),
            ("say\tsaid", "2 columns"),
        ] {
            let error = Cues::default()
                .add_file(("cues/verbs.tsv", &format!("# head\n{line}\n")))
                .expect_err("the line is wrong");
            assert_eq!((error.line, error.problem.as_str()), (2, problem));
        }
    }
}
