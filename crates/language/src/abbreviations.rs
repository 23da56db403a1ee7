//! Abbreviations that keep their stop.

/// What may follow an abbreviation, and so whether its stop can end a sentence.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Abbreviation {
    /// A name follows: `Gen. Okoye`. Its stop never ends a sentence.
    BeforeName,
    /// Only an abbreviation before a number: `Dec. 5`, `No. 10`; else an ordinary word.
    BeforeNumber,
    /// Only an abbreviation after a comma: `Jackson, Miss.`; else an ordinary word.
    AfterComma,
    /// Its stop can end a sentence as well: `Acme Inc.`, `10 a.m.`
    Any,
}

/// What kind of abbreviation a word is, written without its stop and as in the text.
pub(crate) fn kind(word: &str) -> Option<Abbreviation> {
    use Abbreviation::{AfterComma, Any, BeforeName, BeforeNumber};
    let kind = match word {
        "Mr" | "Mrs" | "Ms" | "Mx" | "Messrs" | "Dr" | "Drs" | "Prof" | "Rev" | "Fr" | "Hon"
        | "Gen" | "Col" | "Maj" | "Capt" | "Cpt" | "Lt" | "Sgt" | "Cpl" | "Pvt" | "Adm"
        | "Cmdr" | "Brig" | "Cdr" | "Supt" | "Insp" | "Det" | "Sen" | "Sens" | "Rep" | "Reps"
        | "Gov" | "Govs" | "Pres" | "Amb" | "Asst" | "Atty" | "Sec" | "St" | "Ste" | "Mt"
        | "Ft" | "Mme" | "Mlle" | "Sr" | "Sra" | "Msgr" | "Sheikh" | "vs" | "v" | "cf" | "e.g"
        | "i.e" | "Dep" | "GEN" | "SEN" | "REP" | "GOV" | "DR" | "MR" | "MRS" | "MS" | "ST"
        | "LT" | "COL" | "Spc" | "Ald" | "Cllr" => BeforeName,
        "Jan" | "Feb" | "Mar" | "Apr" | "Jun" | "Jul" | "Aug" | "Sep" | "Sept" | "Oct" | "Nov"
        | "Dec" | "No" | "Nos" | "no" | "nos" | "Art" | "Sect" | "Vol" | "vol" | "pp" | "p"
        | "Fig" | "fig" | "c" | "ca" | "approx" | "est" | "Res" => BeforeNumber,
        "Mass" | "Miss" | "Ore" | "Wash" | "Ill" | "Ind" | "Ark" | "Pa" | "La" | "Me" | "Del"
        | "Mich" | "Cal" | "Mo" | "Md" | "Mon" | "Tue" | "Tues" | "Wed" | "Thu" | "Thur"
        | "Thurs" | "Fri" | "Sat" | "Sun" => AfterComma,
        "Ala" | "Ariz" | "Calif" | "Colo" | "Conn" | "Fla" | "Ga" | "Kan" | "Ky" | "Minn"
        | "Mont" | "Neb" | "Nev" | "Okla" | "Penn" | "Tenn" | "Tex" | "Va" | "Vt" | "Wis"
        | "Wyo" | "Ont" | "Que" | "Inc" | "Corp" | "Co" | "Cos" | "Ltd" | "Bros" | "Jr" | "Esq"
        | "etc" | "al" | "Ave" | "Blvd" | "Rd" | "Dept" | "Univ" | "Assn" | "Intl" | "Gov't"
        | "Ph" | "ft" | "lbs" | "oz" | "hrs" | "hr" | "min" | "sq" | "dept" | "incl" => Any,
        _ => return None,
    };
    Some(kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_words_are_not_abbreviations() {
        for word in ["Kerry", "war", "said", "The", "city"] {
            assert_eq!(kind(word), None, "{word}");
        }
        assert_eq!(kind("Gen"), Some(Abbreviation::BeforeName));
        assert_eq!(kind("Dec"), Some(Abbreviation::BeforeNumber));
    }
}
