//! The house rules as tests.

use xtask::tidy::RULES;

fn check(name: &str) {
    let (_, rule) = RULES
        .iter()
        .find(|(one, _)| *one == name)
        .expect("the rule is listed under this name");
    let breaches = rule().expect("the rule can be checked");
    assert!(breaches.is_empty(), "{name}:\n{}", breaches.join("\n"));
}

macro_rules! rules {
    ($($test:ident $name:literal;)*) => {
        $(#[test] fn $test() { check($name); })*

        #[test]
        fn every_rule_is_a_test() {
            assert_eq!(RULES.len(), [$($name),*].len());
        }
    };
}

rules! {
    edges "crates use only what the design lets them";
    sizes "files stay short";
    generated "generated files are what code says";
    comments "comments follow the house";
    words "files name no machine";
    lexicon "the lexicon is embedded whole and parses";
}
