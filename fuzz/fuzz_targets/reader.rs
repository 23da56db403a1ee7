//! Sentences put together from the words that the reader looks for, in any order: every byte of the
//! input picks one, so that the fuzzer mutates grammar rather than letters.
#![no_main]

const PIECES: [&str; 64] = [
    " ", ". ", ", ", "\n\n", "“", "”", "\"", "’s ", "— ", "(", ") ", ": ", "said ", "told ",
    "that ", "not ", "will ", "may ", "Kerry ", "Lavrov ", "he ", "the ministry ", "rebels ",
    "Russia ", "Syrian ", "U.S. ", "U.N. ", "Gen. ", "President ", "Aleppo ", "Paris ", "Texas ",
    "in ", "on ", "at ", "from ", "to ", "by ", "and ", "of ", "Monday ", "late ", "last ",
    "week ", "Dec. 5, 2016 ", "September 2015 ", "two days ", "99999999999999999999 ", "12 ",
    "killed ", "met ", "condemned ", "agreed to ", "threatened to ", "called for ", "talks ",
    "attack ", "sanctions ", "withdraw ", "visit ", "according to ", "FILE — ", "Reuters ", "…",
];

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let text: String = data.iter().map(|byte| PIECES[usize::from(byte % 64)]).collect();
    dateline_fuzz::read_field("text", text.as_bytes());
});
