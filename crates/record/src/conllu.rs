//! CoNLL-U, the format of treebanks: sentences read from it and written in it.
//!
//! What Dateline adds to the format's own fields stands in MISC: `TokenRange=START:END`, where a
//! token stands, half open, in Unicode code points; `Name=B-PER`, `Name=I-PER`, the names.
//! Enhanced dependencies and empty nodes are neither kept nor written.
//!
//! <https://universaldependencies.org/format.html>

mod read;

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::{NameKind, Sentence as Cut, Span, Syntax, Token, TokenKind};

pub use read::{ConlluError, Reader};

/// One sentence of CoNLL-U. Its strings are borrowed from the text that was read or parsed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Sentence<'a> {
    /// Lines before the words, each with its `#`.
    pub comments: Vec<Cow<'a, str>>,
    /// The syntactic words, numbered from 1.
    pub words: Vec<Word<'a>>,
    /// Surface tokens of several words, in text order.
    pub multiword: Vec<Multiword<'a>>,
}

/// One word; an empty string is written as `_`.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Word<'a> {
    /// As in the text.
    pub form: &'a str,
    /// Dictionary form.
    pub lemma: &'a str,
    /// Universal part of speech.
    pub upos: &'a str,
    /// Penn Treebank tag.
    pub xpos: &'a str,
    /// Features, as in `Number=Sing|Person=3`.
    pub feats: &'a str,
    /// Number of the head, 0 for the root; none where the file has `_`.
    pub head: Option<u32>,
    /// Relation to the head.
    pub relation: &'a str,
    /// What stands after it and what else is known of it; of a word inside a multiword token
    /// the white space is that of the token.
    pub rest: Rest<'a>,
}

/// A surface token of several words: `didn’t`.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Multiword<'a> {
    /// Number of its first word.
    pub first: u32,
    /// Number of its last word.
    pub last: u32,
    /// As in the text.
    pub form: &'a str,
    /// What stands after it and what else is known of it.
    pub rest: Rest<'a>,
}

/// What MISC says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Rest<'a> {
    /// The field as it was read.
    pub misc: &'a str,
    /// Whether no white space follows.
    pub glued: bool,
    /// Where it stands, in code points.
    pub range: Option<[usize; 2]>,
    /// The name that it is part of, and whether it begins the name.
    pub name: Option<(bool, NameKind)>,
}

/// Byte offsets of one text to code points, in ascending order, each in time linear in how far it
/// lies from the one before.
#[derive(Clone, Copy, Debug)]
pub struct CodePoints<'a> {
    text: &'a str,
    byte: usize,
    count: usize,
}

impl<'a> CodePoints<'a> {
    /// Counts from `before`, the code points that stand before `text`.
    pub fn new(text: &'a str, before: usize) -> Self {
        Self {
            text,
            byte: 0,
            count: before,
        }
    }

    /// The code points before the byte at `offset`, which is not below the last one asked for.
    pub fn at(&mut self, offset: usize) -> usize {
        debug_assert!(self.byte <= offset, "offsets are asked for in order");
        self.count += self.text[self.byte..offset].chars().count();
        self.byte = offset;
        self.count
    }
}

impl<'a> Sentence<'a> {
    /// A sentence of a parsed text, with where its words stand.
    pub fn of_text(
        text: &'a str,
        syntax: &'a Syntax,
        sentence: usize,
        offsets: &mut CodePoints<'_>,
    ) -> Self {
        let cut = syntax.sentences[sentence];
        let tokens = syntax.tokens_of(sentence);
        let mut words = Vec::with_capacity(tokens.len());
        let mut multiword: Vec<Multiword<'a>> = Vec::new();
        for (index, token) in tokens.iter().enumerate() {
            let range = [
                offsets.at(token.span.start as usize),
                offsets.at(token.span.end as usize),
            ];
            let last = index + 1 == tokens.len();
            words.push(Word {
                form: token.span.of(text),
                rest: Rest {
                    glued: if last {
                        let after = text[token.span.end as usize..].chars().next();
                        after.is_some_and(|after| !after.is_whitespace())
                    } else {
                        !token.space_after
                    },
                    range: Some(range),
                    ..Rest::default()
                },
                ..Word::default()
            });
            if !token.joined || index == 0 {
                continue;
            }
            let glued = words[index].rest.glued;
            let number = index as u32 + 1;
            match multiword.last_mut() {
                Some(open) if open.last + 1 == number => open.last = number,
                _ => multiword.push(Multiword {
                    first: number - 1,
                    last: number,
                    ..Multiword::default()
                }),
            }
            let Some(open) = multiword.last_mut() else {
                continue;
            };
            let first = &tokens[open.first as usize - 1];
            open.form = first.span.cover(token.span).of(text);
            open.rest.glued = glued;
            let start = words[open.first as usize - 1].rest.range;
            open.rest.range = start.map(|start| [start[0], range[1]]);
        }
        let mut parsed = Self {
            words,
            multiword,
            ..Self::default()
        };
        parsed.fill(syntax, cut);
        parsed
    }

    /// Takes tags, tree and names from a sentence of as many tokens.
    pub fn fill(&mut self, syntax: &'a Syntax, cut: Cut) {
        let first = cut.first_token;
        for (word, token) in self.words.iter_mut().zip(&syntax.tokens[cut.tokens()]) {
            word.lemma = syntax.symbols.get(token.lemma);
            word.upos = token.upos.as_str();
            word.xpos = syntax.symbols.get(token.xpos);
            word.feats = syntax.symbols.get(token.feats);
            word.head = Some(token.head.map_or(0, |head| head - first + 1));
            word.relation = token.relation.as_str();
            word.rest.name = None;
        }
        let names = &syntax.names;
        let start = names.partition_point(|name| name.first_token < first);
        for name in names[start..]
            .iter()
            .take_while(|name| name.end_token <= cut.end_token)
        {
            for token in name.first_token..name.end_token {
                if let Some(word) = self.words.get_mut((token - first) as usize) {
                    word.rest.name = Some((token == name.first_token, name.kind));
                }
            }
        }
    }

    /// The words as they stand in the text, with one space where there is white space.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for surface in self.surface() {
            text.push_str(surface.form);
            if !surface.rest.glued {
                text.push(' ');
            }
        }
        text.truncate(text.trim_end().len());
        text
    }

    /// Gives every surface token its place in [`Sentence::text`], and every word where the words
    /// of its token spell it.
    pub fn count_ranges(&mut self) {
        let mut at = 0;
        let mut tokens = self.multiword.iter_mut().peekable();
        let mut index = 0;
        while index < self.words.len() {
            let number = index as u32 + 1;
            let multiword = tokens.next_if(|token| token.first == number);
            let end = multiword.as_ref().map_or(number, |token| token.last) as usize;
            let end = end.min(self.words.len());
            let words = &mut self.words[index..end];
            let spelt = |words: &[Word], form: &str| {
                let mut rest = form;
                words.iter().all(|word| {
                    let after = rest.strip_prefix(word.form);
                    rest = after.unwrap_or(rest);
                    after.is_some()
                }) && rest.is_empty()
            };
            let (form, glued) = match &multiword {
                Some(token) => (token.form, token.rest.glued),
                None => (words[0].form, words[0].rest.glued),
            };
            let mut start = at;
            let whole = spelt(words, form);
            for word in words {
                let end = start + word.form.chars().count();
                word.rest.range = whole.then_some([start, end]);
                start = end;
            }
            let length = form.chars().count();
            if let Some(token) = multiword {
                token.rest.range = Some([at, at + length]);
            }
            at += length + usize::from(!glued);
            index = end;
        }
    }

    /// Surface tokens: multiword tokens, and the words that are in none.
    pub fn surface(&self) -> impl Iterator<Item = Surface<'_>> + '_ {
        let mut tokens = self.multiword.iter().peekable();
        let mut inside = 0;
        self.words
            .iter()
            .zip(1u32..)
            .filter_map(move |(word, number)| {
                if let Some(token) = tokens.next_if(|token| token.first == number) {
                    inside = token.last;
                    return Some(Surface {
                        form: token.form,
                        rest: &token.rest,
                        words: token.first..token.last + 1,
                    });
                }
                (number > inside).then_some(Surface {
                    form: word.form,
                    rest: &word.rest,
                    words: number..number + 1,
                })
            })
    }

    /// The names, as numbers of their first and last word.
    pub fn names(&self) -> Vec<(u32, u32, NameKind)> {
        let mut names: Vec<(u32, u32, NameKind)> = Vec::new();
        for (word, number) in self.words.iter().zip(1..) {
            match (word.rest.name, names.last_mut()) {
                (Some((false, kind)), Some((_, last, before)))
                    if *last + 1 == number && *before == kind =>
                {
                    *last = number;
                }
                (Some((_, kind)), _) => names.push((number, number, kind)),
                (None, _) => {}
            }
        }
        names
    }

    /// Whether a comment has this key, as in `# text = …` or `# newpar`.
    pub fn comment(&self, key: &str) -> Option<&str> {
        self.comments.iter().find_map(|comment| {
            let rest = comment.strip_prefix('#')?.trim_start().strip_prefix(key)?;
            let rest = rest.trim();
            match rest.strip_prefix('=') {
                Some(value) => Some(value.trim()),
                None => rest.is_empty().then_some(""),
            }
        })
    }

    /// Appends the sentence and the empty line that ends it.
    pub fn write(&self, out: &mut String) {
        for comment in &self.comments {
            // A comment is one line, whatever a caller has made of it.
            out.extend(
                comment
                    .chars()
                    .map(|c| if c.is_control() && c != '\t' { ' ' } else { c }),
            );
            out.push('\n');
        }
        let mut tokens = self.multiword.iter().peekable();
        let mut inside = 0;
        for (word, number) in self.words.iter().zip(1u32..) {
            if let Some(token) = tokens.next_if(|token| token.first == number) {
                inside = token.last;
                let _ = write!(
                    out,
                    "{number}-{inside}\t{}\t_\t_\t_\t_\t_\t_\t_\t",
                    token.form
                );
                token.rest.write(out, true);
                out.push('\n');
            }
            let _ = write!(out, "{number}\t{}", word.form);
            for field in [word.lemma, word.upos, word.xpos, word.feats] {
                out.push('\t');
                out.push_str(if field.is_empty() { "_" } else { field });
            }
            match word.head {
                Some(head) => {
                    let _ = write!(out, "\t{head}\t");
                }
                None => out.push_str("\t_\t"),
            }
            out.push_str(if word.relation.is_empty() {
                "_"
            } else {
                word.relation
            });
            out.push_str("\t_\t");
            word.rest.write(out, number > inside);
            out.push('\n');
        }
        out.push('\n');
    }
}

/// A token of the text, of one word or several.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Surface<'a> {
    /// As in the text.
    pub form: &'a str,
    /// What stands after it and what else is known of it.
    pub rest: &'a Rest<'a>,
    /// Numbers of its words.
    pub words: std::ops::Range<u32>,
}

impl Rest<'_> {
    /// Writes MISC: what was read, without what is known better, and what is known.
    fn write(&self, out: &mut String, surface: bool) {
        let start = out.len();
        let ours = |item: &str| {
            ["SpaceAfter=", "TokenRange=", "Name="]
                .iter()
                .any(|key| item.starts_with(key))
        };
        let kept = self.misc.split('|').filter(|item| !ours(item));
        for item in kept.filter(|item| !item.is_empty() && *item != "_") {
            out.push_str(item);
            out.push('|');
        }
        if let Some((begins, kind)) = self.name {
            let _ = write!(out, "Name={}-{kind}|", if begins { 'B' } else { 'I' });
        }
        if self.glued && surface {
            out.push_str("SpaceAfter=No|");
        }
        if let Some([start, end]) = self.range {
            let _ = write!(out, "TokenRange={start}:{end}|");
        }
        if out.len() == start {
            out.push('_');
        } else {
            out.pop();
        }
    }
}

/// Sentences with given words as a text and its syntax, untagged and without trees.
///
/// The text is the words one after the other, with a space where one follows the surface token.
/// It is not the text of the sentences where a multiword token is not spelt by its words.
pub fn to_syntax(sentences: &[Sentence<'_>]) -> (String, Syntax) {
    let mut text = String::new();
    let mut syntax = Syntax::default();
    for sentence in sentences {
        let first = syntax.tokens.len();
        for surface in sentence.surface() {
            for number in surface.words.clone() {
                let Some(word) = sentence.words.get(number as usize - 1) else {
                    continue;
                };
                let start = text.len();
                text.push_str(word.form);
                syntax.tokens.push(Token {
                    capital: word.form.starts_with(char::is_uppercase),
                    joined: number > surface.words.start,
                    space_after: number + 1 == surface.words.end && !surface.rest.glued,
                    ..Token::new(Span::new(start, text.len()), TokenKind::Word)
                });
            }
            if !surface.rest.glued {
                text.push(' ');
            }
        }
        let end = syntax.tokens.len();
        let span = match (syntax.tokens.get(first), syntax.tokens.last()) {
            (Some(first), Some(last)) => first.span.cover(last.span),
            _ => Span::new(text.len(), text.len()),
        };
        syntax.sentences.push(Cut {
            span,
            block: 0,
            first_token: first as u32,
            end_token: end as u32,
        });
    }
    (text, syntax)
}

#[cfg(test)]
mod tests;
