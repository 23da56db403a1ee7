//! Pronouns and bare titles that stand for a person.

use lexicon::Gender;
use record::{EntityType, Mention, MentionForm, Span, TokenKind};

use super::entities::Draft;
use super::words::Words;

/// How many sentences back a pronoun may look for its person.
const REACH: usize = 2;

/// Adds mentions by pronoun and by title.
pub(super) fn add(drafts: &mut [Draft], words: &Words<'_>) {
    let mut persons: Vec<(Span, usize)> = Vec::new();
    for (index, draft) in drafts.iter().enumerate() {
        if draft.entity.kind == EntityType::Person {
            let mentions = draft.entity.mentions.iter();
            persons.extend(mentions.map(|mention| (mention.span, index)));
        }
    }
    persons.sort_unstable();
    let mut walk = Walk {
        words,
        recent: Vec::new(),
        added: Vec::new(),
    };
    let mut next = 0;
    for sentence in 0..words.syntax.sentences.len() {
        next = walk.sentence(sentence, drafts, &persons, next);
    }
    for (draft, mention) in walk.added {
        drafts[draft].entity.mentions.push(mention);
    }
    for draft in drafts {
        draft.entity.mentions.sort_by_key(|mention| mention.span);
        draft.entity.mentions.dedup_by_key(|mention| mention.span);
    }
}

struct Walk<'w, 'a> {
    words: &'w Words<'a>,
    /// Persons mentioned in the last sentences: sentence, person; in text order.
    recent: Vec<(usize, usize)>,
    added: Vec<(usize, Mention)>,
}

impl Walk<'_, '_> {
    fn sentence(
        &mut self,
        sentence: usize,
        drafts: &mut [Draft],
        persons: &[(Span, usize)],
        mut next: usize,
    ) -> usize {
        self.recent.retain(|(other, _)| other + REACH >= sentence);
        let mut quoted = false;
        for index in self.words.syntax.sentences[sentence].tokens() {
            let token = self.words.token(index);
            match token.kind {
                TokenKind::OpenQuote => quoted = true,
                TokenKind::CloseQuote => quoted = false,
                _ => {}
            }
            while let Some((span, person)) = persons.get(next)
                && span.start <= token.span.start
            {
                self.recent.push((sentence, *person));
                next += 1;
            }
            // Who "he" is inside a quotation, the speaker knows.
            if quoted || token.kind != TokenKind::Word {
                continue;
            }
            let found = match self.words.get(index) {
                "he" | "He" | "him" | "his" | "His" | "himself" => {
                    self.antecedent(sentence, drafts, Gender::Male)
                }
                "she" | "She" | "her" | "Her" | "herself" => {
                    self.antecedent(sentence, drafts, Gender::Female)
                }
                "the" | "The" => {
                    self.titled(index, drafts);
                    None
                }
                _ => None,
            };
            if let Some(person) = found {
                self.recent.push((sentence, person));
                self.added.push((
                    person,
                    Mention {
                        span: token.span,
                        form: MentionForm::Pronoun,
                        score: 0.7,
                    },
                ));
            }
        }
        next
    }

    /// The person that a pronoun means: in its own sentence the last one before it, else the first
    /// one, who tends to be the subject, of the nearest sentence before.
    fn antecedent(&self, sentence: usize, drafts: &mut [Draft], gender: Gender) -> Option<usize> {
        let fits = |person: usize| drafts[person].gender.is_none_or(|known| known == gender);
        let here = self
            .recent
            .iter()
            .rev()
            .take_while(|(other, _)| *other == sentence)
            .map(|(_, person)| *person)
            .find(|person| fits(*person));
        let before = || {
            let (nearest, _) = self.recent.iter().rfind(|(_, person)| fits(*person))?;
            self.recent
                .iter()
                .find(|(other, person)| other == nearest && fits(*person))
                .map(|(_, person)| *person)
        };
        let person = here.or_else(before)?;
        drafts[person].gender = Some(gender);
        Some(person)
    }

    /// "the minister", when just one person of the document bears that title.
    fn titled(&mut self, index: usize, drafts: &[Draft]) {
        let words = self.words;
        let title = index + 1;
        if words.is_capital(title) || title >= words.syntax.tokens.len() {
            return;
        }
        let end = words.syntax.tokens.len().min(title + 5);
        let Some((next, office)) = words.title(title, end) else {
            return;
        };
        if matches!(words.get(next), "of" | "for" | "-") || words.is_capital(next) {
            return;
        }
        let last = words.get(next - 1).to_lowercase();
        let bears = |draft: &&(usize, &Draft)| {
            let offices = &draft.1.offices;
            match &office.office {
                Some(office) if next > title + 1 => offices.contains(office),
                _ => offices.contains(&last),
            }
        };
        let persons: Vec<_> = drafts.iter().enumerate().collect();
        let mut bearers = persons.iter().filter(bears);
        if let (Some((person, _)), None) = (bearers.next(), bearers.next()) {
            self.added.push((
                *person,
                Mention {
                    span: words.span(&(index..next)),
                    form: MentionForm::Nominal,
                    score: 0.8,
                },
            ));
        }
    }
}
