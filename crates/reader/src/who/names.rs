//! Runs of capitalised words are cut into names.

use std::ops::Range;

use lexicon::{Gender, Meaning, Office};
use record::{BlockKind, Document, EntityType, MentionForm, Sentence, TokenKind};

use super::runs::{Capitals, capitals, run};
use super::words::Words;

/// A name as found in the text.
#[derive(Clone, Debug)]
pub(super) struct Name {
    /// Its tokens.
    pub(super) tokens: Range<usize>,
    /// What it names, once that is settled.
    pub(super) kind: Option<EntityType>,
    /// Name or demonym.
    pub(super) form: MentionForm,
    /// What the lexicon says that it can mean.
    pub(super) meanings: Vec<Meaning>,
    /// The title that stands before it.
    pub(super) title: Option<Title>,
    /// How the sentence uses capitals.
    pub(super) capitals: Capitals,
    /// Whether it opens its sentence, where a capital says nothing.
    pub(super) first: bool,
}

/// A title next to a name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Title {
    /// Its words, with the nationality in front.
    pub(super) tokens: Range<usize>,
    /// The office that it names.
    pub(super) office: Option<String>,
    /// PLOVER sectors of who holds it.
    pub(super) sectors: Vec<String>,
    /// The country that its nationality or the title itself tells.
    pub(super) country: Option<String>,
    /// What it says of the bearer.
    pub(super) gender: Option<Gender>,
}

impl Title {
    /// What these words say by themselves.
    pub(super) fn of(tokens: Range<usize>, office: &Office) -> Self {
        Self {
            tokens,
            office: office.office.clone(),
            sectors: office.sectors.clone(),
            country: office.country.clone(),
            gender: office.gender,
        }
    }
}

/// All names of the document, in text order.
pub(super) fn find(words: &Words<'_>, document: &Document) -> Vec<Name> {
    let mut names = Vec::new();
    for sentence in &words.syntax.sentences {
        let tokens = sentence.tokens();
        let mode = mode(words, document, *sentence);
        cut_sentence(words, &tokens, mode, &mut names);
    }
    names
}

/// How a sentence uses capitals, with what its block says of it.
pub(super) fn mode(words: &Words<'_>, document: &Document, sentence: Sentence) -> Capitals {
    let tokens = sentence.tokens();
    let mode = capitals(words, &tokens);
    let block = document.blocks.get(sentence.block as usize);
    let headline =
        block.is_some_and(|block| matches!(block.kind, BlockKind::Headline | BlockKind::Subhead));
    // A short headline in which every word has a capital says no more than a long one.
    if headline && mode == Capitals::Names {
        // One small word that an editor overlooked (“Rebels Leave Old town”) changes nothing.
        let long = |capital: bool| {
            let tokens = tokens.clone().map(|index| words.token(index));
            let words = tokens.filter(|token| token.kind == TokenKind::Word);
            words
                .filter(|token| token.capital == capital && token.span.len() > 4)
                .count()
        };
        if long(false) * 3 <= long(true) {
            return Capitals::Titles;
        }
    }
    mode
}

fn cut_sentence(words: &Words<'_>, sentence: &Range<usize>, mode: Capitals, names: &mut Vec<Name>) {
    let mut index = sentence.start;
    let mut opening = true;
    while index < sentence.end {
        let token = words.token(index);
        if !matches!(token.kind, TokenKind::Word) {
            opening |= matches!(token.kind, TokenKind::OpenQuote) || words.get(index) == ":";
            index += 1;
            continue;
        }
        let mut end = run(words, sentence, index);
        // A name of the lexicon may hold words that end a run ("Lord's Resistance Army").
        if (words.is_capital(index) || words.get(index) == "sub")
            && let Some((next, _)) = words.named(index, sentence.end)
            && (end > index || next > index + 1)
        {
            end = end.max(next);
        }
        if end == index {
            index += 1;
            opening = false;
            continue;
        }
        end = end.min(index + 24);
        let mut past = end;
        let cutter = Cutter {
            words,
            mode,
            run: index..end,
            opening,
        };
        past = past.max(cutter.cut(sentence, names));
        index = past;
        opening = false;
    }
}

struct Cutter<'w, 'a> {
    words: &'w Words<'a>,
    mode: Capitals,
    run: Range<usize>,
    opening: bool,
}

impl Cutter<'_, '_> {
    /// Cuts the run, and says where it went to.
    fn cut(&self, sentence: &Range<usize>, names: &mut Vec<Name>) -> usize {
        let words = self.words;
        let end = self.run.end;
        let mut at = self.run.start;
        let mut title: Option<Title> = None;
        // The nationality that a title behind it belongs to: token and country.
        let mut nation: Option<(usize, String)> = None;
        if let Some(before) = title_before(words, self.run.start, sentence) {
            title = Some(before);
        }
        while at < end {
            if matches!(
                words.get(at),
                "-" | "&"
                    | "'s"
                    | "’s"
                    | "'"
                    | "’"
                    | "of"
                    | "for"
                    | "and"
                    | "on"
                    | "in"
                    | "the"
                    | "against"
            ) {
                at += 1;
                continue;
            }
            let first = self.opening && at == self.run.start;
            let body = self.body_end(at);
            let named = words.named(at, sentence.end).filter(|(next, meanings)| {
                // "Dawn Aker" is no newspaper.
                let given = *next == at + 1
                    && matches!(meanings.first(), Some(Meaning::Body(_) | Meaning::Region))
                    && words.classes(at).is_given()
                    && *next < end
                    && words.is_capital(*next);
                !given
            });
            if let Some((next, office)) = words.title(at, end)
                && named.as_ref().is_none_or(|(other, _)| *other <= next)
                && body.is_none()
                && !matches!(words.get(next), "'s" | "’s")
                && !(next == end && self.is_name_after_all(at, next))
            {
                let mut found = Title::of(at..next, office);
                if let Some((from, iso3)) = nation.take() {
                    found.tokens.start = from;
                    found.country = Some(iso3);
                }
                at = self.rest_of_title(next);
                found.tokens.end = at;
                title = Some(match title.take() {
                    // "Foreign Minister Dr. Ade": the office says more than the form of address.
                    Some(known) if found.office.is_none() && known.office.is_some() => known,
                    _ => found,
                });
                continue;
            }
            if let Some((next, meanings)) = named {
                let nationality = meanings.iter().find_map(|meaning| match meaning {
                    Meaning::Country(country) | Meaning::Demonym(country) => Some(*country),
                    _ => None,
                });
                let whole = body.filter(|body| {
                    // "the Afghan Government" is Afghanistan's.
                    let plain = *body == next + 1
                        && matches!(
                            words.get(next),
                            "Government"
                                | "Administration"
                                | "Military"
                                | "State"
                                | "Republic"
                                | "Embassy"
                        );
                    *body > next
                        && !plain
                        && (nationality.is_some() || next == at + 1 || words.is_all_capitals(at))
                        && title.is_none()
                });
                if let Some(body) = whole {
                    self.push(names, at..body, Vec::new(), None, first);
                    at = body;
                    continue;
                }
                let country = &words.knowledge.lexicon.countries;
                nation = nationality.map(|index| (at, country.all()[index as usize].iso3.clone()));
                self.push(names, at..next, meanings, title.take(), first);
                at = next;
                continue;
            }
            let stop = body.unwrap_or_else(|| self.chunk_end(at, sentence.end));
            self.push(names, at..stop, Vec::new(), title.take(), first);
            nation = None;
            at = stop;
        }
        at
    }

    /// "Minister of Rural Works Ann Aker": a title takes all up to the given name.
    fn rest_of_title(&self, at: usize) -> usize {
        let words = self.words;
        if !matches!(words.get(at), "of" | "for") {
            return at;
        }
        (at..self.run.end)
            .find(|index| words.classes(*index).is_given())
            .unwrap_or(self.run.end)
    }

    /// A title that ends the run is a name when it is a body's ("Attorney General" is not).
    fn is_name_after_all(&self, at: usize, next: usize) -> bool {
        let words = self.words;
        next == at + 1 && words.classes(at).heads_organization()
    }

    /// Where the name of an organisation, facility, place or work that starts here ends, when its
    /// head stands in the run: "Ministry of Health", "Kerem Road", "Treaty of Basel".
    fn body_end(&self, at: usize) -> Option<usize> {
        let words = self.words;
        let mut head = None;
        let mut skip = at;
        for index in at..self.run.end {
            if index < skip {
                continue;
            }
            // The "State" of a Secretary of State heads no place.
            if let Some((next, _)) = words.title(index, self.run.end)
                && next > index + 1
            {
                if index > at && head.is_some() && next < self.run.end {
                    return head.map(|head: usize| head + 1);
                }
                if !matches!(words.get(next), "'s" | "’s") {
                    if index == at {
                        return None;
                    }
                    skip = next;
                    continue;
                }
            }
            let classes = words.classes(index);
            // In a headline every word has a capital: "Hold Talks" is no event's name.
            let heads = classes.heads_organization()
                || self.mode == Capitals::Names
                    && (classes.heads_facility() || classes.heads_place() || classes.heads_work());
            if heads && (index > at || classes.takes_of() && words.get(index + 1) == "of") {
                head = Some(index);
            }
            // A title inside ends the name before it: "Interior Ministry Spokesman Oakes".
            if index > at
                && self.mode == Capitals::Names
                && words.classes(index).is_given()
                && head.is_some()
            {
                break;
            }
            if index > at
                && let Some((next, _)) = words.title(index, self.run.end)
                && next < self.run.end
                && !matches!(words.get(next), "of" | "for" | "'s" | "’s")
                && head.is_some()
            {
                return head.map(|head| head + 1);
            }
        }
        let head = head?;
        // "Ministry of Health": what the head governs belongs to it.
        let mut end = head + 1;
        if matches!(words.get(end), "I" | "II" | "III" | "IV" | "V") && end < self.run.end {
            end += 1;
        }
        if matches!(words.get(end), "of" | "for" | "on" | "in" | "against") && end < self.run.end {
            end = self.run.end;
        }
        (end - at > 1).then_some(end)
    }

    /// Where a name without a head ends: before a title or another name of the lexicon.
    fn chunk_end(&self, at: usize, limit: usize) -> usize {
        let words = self.words;
        let mut index = at + 1;
        while index < self.run.end {
            if words.get(index) == "-" || words.is_glued(index) {
                index += 1;
                continue;
            }
            if self.mode != Capitals::Names && words.is_usual(index) {
                return index;
            }
            let title = words.title(index, self.run.end).is_some_and(|(next, _)| {
                let long = next > index + 1 || words.get(index).len() >= 8;
                (next < self.run.end || long) && words.get(index).len() > 3
            });
            let country = words.named(index, limit).is_some_and(|(_, meanings)| {
                meanings
                    .iter()
                    .any(|meaning| matches!(meaning, Meaning::Demonym(_) | Meaning::Country(_)))
            });
            let beside = index == at + 1 && is_side(words.get(at));
            if title
                || country
                    && !beside
                    && !words.classes(at).is_given()
                    && !matches!(words.get(index - 1), "of" | "de")
            {
                return index;
            }
            index += 1;
        }
        self.run.end
    }

    fn push(
        &self,
        names: &mut Vec<Name>,
        mut tokens: Range<usize>,
        meanings: Vec<Meaning>,
        title: Option<Title>,
        first: bool,
    ) {
        let words = self.words;
        // Joining words at the edges belong to no name.
        while meanings.is_empty()
            && tokens.end > tokens.start
            && (words.token(tokens.end - 1).kind != TokenKind::Word
                || !words.is_capital(tokens.end - 1)
                    && matches!(
                        words.get(tokens.end - 1),
                        "of" | "for" | "and" | "on" | "in" | "the" | "'s" | "’s"
                    ))
        {
            tokens.end -= 1;
        }
        if meanings.is_empty() {
            let unsure = first || self.mode != Capitals::Names;
            // "Meanwhile Aker said": the first word has its capital from the sentence.
            while unsure
                && title.is_none()
                && tokens.start < tokens.end
                && words.is_usual(tokens.start)
                && !words.classes(tokens.start).is_given()
                && !self.keeps_first(&tokens)
            {
                tokens.start += 1;
                while tokens.start < tokens.end && !words.is_capital(tokens.start) {
                    tokens.start += 1;
                }
            }
        }
        // "US$ 2", "°C".
        let sum = words.get(tokens.end) == "$" && words.is_glued(tokens.end);
        if tokens.is_empty() || sum || words.span(&tokens).len() < 2 {
            return;
        }
        let form = match meanings.first() {
            Some(Meaning::Demonym(_)) => MentionForm::Demonym,
            _ => MentionForm::Name,
        };
        names.push(Name {
            tokens,
            kind: None,
            form,
            meanings,
            title,
            capitals: self.mode,
            first,
        });
    }

    /// "Central Bank", "Human Rights Commission" keep their first word at the start of a sentence.
    fn keeps_first(&self, tokens: &Range<usize>) -> bool {
        let words = self.words;
        if tokens.len() < 2 || self.mode != Capitals::Names {
            return false;
        }
        tokens.clone().skip(1).any(|index| {
            let classes = words.classes(index);
            classes.heads_organization()
                || classes.heads_work()
                || classes.heads_place()
                || classes.heads_facility()
        }) || words.classes(tokens.start).takes_of() && words.get(tokens.start + 1) == "of"
    }
}

/// A title in lower case before a name: "spokesman Ned Oakes", "the Norwegian foreign
/// minister, Ann Aker".
pub(super) fn title_before(
    words: &Words<'_>,
    start: usize,
    sentence: &Range<usize>,
) -> Option<Title> {
    let mut last = start.checked_sub(1)?;
    if last >= sentence.start && words.get(last) == "," {
        last = last.checked_sub(1)?;
    }
    if last < sentence.start || words.is_capital(last) {
        return None;
    }
    for start in last.saturating_sub(3).max(sentence.start)..=last {
        if words.is_capital(start) || words.token(start).kind != TokenKind::Word {
            continue;
        }
        if let Some((next, office)) = words.title(start, sentence.end)
            && next == last + 1
        {
            let mut title = Title::of(start..next, office);
            if start > sentence.start
                && let Some((stop, meanings)) = words.named(start - 1, sentence.end)
                && stop == start
            {
                for meaning in meanings {
                    if let Meaning::Country(index) | Meaning::Demonym(index) = meaning {
                        let all = words.knowledge.lexicon.countries.all();
                        title.country = Some(all[index as usize].iso3.clone());
                        title.tokens.start = start - 1;
                    }
                }
            }
            return Some(title);
        }
    }
    None
}

/// A title in capitals right before a name: “Gen. Ade”, which the model keeps out of the name.
pub(super) fn capital_title_before(
    words: &Words<'_>,
    start: usize,
    sentence: &Range<usize>,
) -> Option<Title> {
    (start.saturating_sub(4).max(sentence.start)..start).find_map(|from| {
        let (next, office) = words
            .title(from, start)
            .filter(|_| words.is_capital(from))?;
        (next == start).then(|| Title::of(from..start, office))
    })
}

/// The country that a title belongs to, from before the words for a body of its own: “Malian army
/// Col. Ade”, “Iranian Navy commander Adm. Ade”.
pub(super) fn nation_of_title(
    words: &Words<'_>,
    title: usize,
    sentence: &Range<usize>,
) -> Option<String> {
    let lexicon = words.knowledge.lexicon;
    for from in (title.saturating_sub(4).max(sentence.start)..title).rev() {
        if let Some((stop, meanings)) = words.named(from, sentence.end)
            && stop <= title
        {
            let nation = meanings.iter().find_map(|meaning| match meaning {
                Meaning::Country(country) | Meaning::Demonym(country) => Some(*country),
                _ => None,
            });
            if let Some(nation) = nation {
                return Some(lexicon.countries.all()[nation as usize].iso3.clone());
            }
        }
        let offset = words.token(from).span.start as usize;
        let of_body = words.classes(from).heads_organization()
            || matches!(words.get(from), "'s" | "’s")
            || lexicon.generics.at(words.text, offset).is_some()
            || words.title(from, title).is_some();
        if !of_body {
            return None;
        }
    }
    None
}

/// Words that say which part of a place is meant: “Northern Kenya”.
pub(crate) fn is_direction(word: &str) -> bool {
    matches!(
        word,
        "North"
            | "South"
            | "East"
            | "West"
            | "Northern"
            | "Southern"
            | "Eastern"
            | "Western"
            | "Central"
            | "Northeast"
            | "Northwest"
            | "Southeast"
            | "Southwest"
            | "Northeastern"
            | "Northwestern"
            | "Southeastern"
            | "Southwestern"
            | "Upper"
            | "Lower"
            | "Greater"
    )
}

/// Words that make a place of the name behind them: "Northern Kenya", "Mount Kenya".
pub(super) fn is_side(word: &str) -> bool {
    is_direction(word)
        || matches!(
            word,
            "New"
                | "Old"
                | "Mount"
                | "Mt"
                | "Mt."
                | "Lake"
                | "Cape"
                | "Port"
                | "Fort"
                | "Saint"
                | "St."
                | "San"
                | "Santa"
                | "Los"
                | "Las"
                | "El"
                | "Tal"
                | "Wadi"
                | "Jebel"
                | "Deir"
                | "Dayr"
                | "Khan"
                | "Isle"
                | "Inner"
                | "Outer"
        )
}
