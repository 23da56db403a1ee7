//! A parsed sentence as a line of JSON.

use serde::Serialize;

use crate::conllu;

#[derive(Serialize)]
struct Sentence<'a> {
    id: &'a str,
    text: String,
    tokens: Vec<Token<'a>>,
    multiword: Vec<Multiword<'a>>,
    names: Vec<Name>,
}

#[derive(Serialize)]
struct Token<'a> {
    id: u32,
    form: &'a str,
    lemma: &'a str,
    upos: &'a str,
    xpos: &'a str,
    feats: &'a str,
    head: Option<u32>,
    relation: &'a str,
    start: Option<usize>,
    end: Option<usize>,
}

#[derive(Serialize)]
struct Multiword<'a> {
    first: u32,
    last: u32,
    form: &'a str,
    start: Option<usize>,
    end: Option<usize>,
}

#[derive(Serialize)]
struct Name {
    r#type: &'static str,
    first: u32,
    last: u32,
}

/// One sentence as one line of JSON, without the line feed. Words are numbered from 1, a head of 0
/// is the root, `start` and `end` are code points as in `TokenRange`.
pub fn sentence(sentence: &conllu::Sentence<'_>) -> String {
    let place = |rest: &conllu::Rest| (rest.range.map(|r| r[0]), rest.range.map(|r| r[1]));
    let line = Sentence {
        id: sentence.comment("sent_id").unwrap_or_default(),
        text: sentence.text(),
        tokens: sentence
            .words
            .iter()
            .zip(1..)
            .map(|(word, id)| {
                let (start, end) = place(&word.rest);
                Token {
                    id,
                    form: word.form,
                    lemma: word.lemma,
                    upos: word.upos,
                    xpos: word.xpos,
                    feats: word.feats,
                    head: word.head,
                    relation: word.relation,
                    start,
                    end,
                }
            })
            .collect(),
        multiword: sentence
            .multiword
            .iter()
            .map(|token| {
                let (start, end) = place(&token.rest);
                Multiword {
                    first: token.first,
                    last: token.last,
                    form: token.form,
                    start,
                    end,
                }
            })
            .collect(),
        names: sentence
            .names()
            .into_iter()
            .map(|(first, last, kind)| Name {
                r#type: kind.as_str(),
                first,
                last,
            })
            .collect(),
    };
    serde_json::to_string(&line).expect("strings and numbers can be written")
}
