//! English inflection by rule and table.

use std::collections::{HashMap, HashSet};

use super::Classes;

/// Makes the forms of verbs and nouns.
#[derive(Clone, Debug, Default)]
pub(super) struct Inflector {
    irregular: HashMap<String, (String, String)>,
    doubling: HashSet<String>,
}

impl Inflector {
    pub(super) fn new(irregular: &[[String; 3]], doubling: &[String]) -> Self {
        Self {
            irregular: irregular
                .iter()
                .map(|[base, past, participle]| (base.clone(), (past.clone(), participle.clone())))
                .collect(),
            doubling: doubling.iter().cloned().collect(),
        }
    }

    /// The forms of a verb, each with what it is.
    pub(super) fn verb(&self, base: &str) -> Vec<(String, Classes)> {
        if base == "be" {
            return [
                ("be", Classes::BASE),
                ("is", Classes::PRESENT),
                ("are", Classes::PRESENT),
                ("am", Classes::PRESENT),
                ("'re", Classes::PRESENT),
                ("’re", Classes::PRESENT),
                ("was", Classes::PAST),
                ("were", Classes::PAST),
                ("been", Classes::PARTICIPLE),
                ("being", Classes::ING),
            ]
            .map(|(form, class)| (form.to_owned(), class))
            .to_vec();
        }
        let third = match base {
            "have" => "has".to_owned(),
            _ => plural(base),
        };
        let stem = if self.doubles(base) {
            let mut stem = base.to_owned();
            stem.extend(base.chars().next_back());
            stem
        } else {
            base.to_owned()
        };
        let mut forms = vec![
            (base.to_owned(), Classes::BASE),
            (third, Classes::PRESENT),
            (ing(base, &stem), Classes::ING),
        ];
        if base == "have" {
            forms.push(("had".to_owned(), Classes::PAST.with(Classes::PARTICIPLE)));
        } else if let Some((past, participle)) = self.irregular.get(base) {
            forms.push((past.clone(), Classes::PAST));
            forms.push((participle.clone(), Classes::PARTICIPLE));
            // “Burnt” and “burned” are both participles; a regular past in the table is one too.
            if past.ends_with("ed") {
                forms.push((past.clone(), Classes::PARTICIPLE));
            }
        } else {
            forms.push((past(base, &stem), Classes::PAST.with(Classes::PARTICIPLE)));
        }
        forms
    }

    fn doubles(&self, base: &str) -> bool {
        if self.doubling.contains(base) {
            return true;
        }
        let letters: Vec<char> = base.chars().collect();
        let vowel = |letter: &char| "aeiou".contains(*letter);
        let [.., before, middle, last] = letters.as_slice() else {
            return false;
        };
        letters.iter().filter(|letter| vowel(letter)).count() == 1
            && !vowel(before)
            && vowel(middle)
            && !vowel(last)
            && !"wxy".contains(*last)
    }
}

/// The plural of a noun, and the third person of a verb.
pub(super) fn plural(base: &str) -> String {
    if let Some(stem) = base.strip_suffix('y')
        && !stem.ends_with(['a', 'e', 'i', 'o', 'u'])
    {
        return format!("{stem}ies");
    }
    let hisses = ["s", "x", "z", "ch", "sh"]
        .iter()
        .any(|end| base.ends_with(end));
    if hisses || base == "go" || base == "veto" || base == "embargo" {
        format!("{base}es")
    } else {
        format!("{base}s")
    }
}

fn ing(base: &str, stem: &str) -> String {
    if let Some(short) = base.strip_suffix("ie") {
        format!("{short}ying")
    } else if base.ends_with('e') && !base.ends_with("ee") && !base.ends_with("oe") {
        format!("{}ing", &base[..base.len() - 1])
    } else {
        format!("{stem}ing")
    }
}

fn past(base: &str, stem: &str) -> String {
    if base.ends_with('e') {
        return format!("{base}d");
    }
    if let Some(short) = base.strip_suffix('y')
        && !short.ends_with(['a', 'e', 'i', 'o', 'u'])
    {
        return format!("{short}ied");
    }
    format!("{stem}ed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_take_their_forms() {
        let inflector = Inflector::new(
            &[["meet".into(), "met".into(), "met".into()]],
            &["expel".into()],
        );
        for (base, expected) in [
            ("condemn", "condemn condemns condemning condemned"),
            ("ban", "ban bans banning banned"),
            ("expel", "expel expels expelling expelled"),
            ("visit", "visit visits visiting visited"),
            ("deny", "deny denies denying denied"),
            ("deploy", "deploy deploys deploying deployed"),
            ("free", "free frees freeing freed"),
            ("seize", "seize seizes seizing seized"),
            ("clash", "clash clashes clashing clashed"),
            ("meet", "meet meets meeting met met"),
            ("attack", "attack attacks attacking attacked"),
            ("vow", "vow vows vowing vowed"),
        ] {
            let forms: Vec<String> = inflector
                .verb(base)
                .into_iter()
                .map(|(form, _)| form)
                .collect();
            assert_eq!(forms.join(" "), expected);
        }
    }
}
