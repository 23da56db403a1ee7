//! Which way a weekday or a month lies, by the verb that it hangs on.

use super::{THURSDAY, check};

#[test]
fn the_verb_of_its_own_clause_decides() {
    check(
        THURSDAY,
        &[
            // The nearest verb is another one's.
            (
                "The court ruled Tuesday that the minister will stay in jail.",
                &["Tuesday=2021-03-09"],
            ),
            (
                "On Friday, when she set aside her plans, she flew home.",
                &["Friday=2021-03-05"],
            ),
            (
                "The council, which met Monday, will vote Friday.",
                &["Monday=2021-03-08", "Friday=2021-03-12"],
            ),
            (
                "He said Wednesday the troops would leave by Saturday.",
                &["Wednesday=2021-03-10", "Saturday=2021-03-13"],
            ),
            (
                "In January, when prices fell, the ministry acted, and it will act again.",
                &["January=2021-01"],
            ),
        ],
    );
}

#[test]
fn plans_look_ahead_whatever_their_verb() {
    check(
        THURSDAY,
        &[
            (
                "The team planned to leave Nairobi on Friday for the coast.",
                &["Friday=2021-03-12"],
            ),
            (
                "Talks are set to resume Monday in Basel.",
                &["Monday=2021-03-15"],
            ),
            ("The truce was to begin Friday.", &["Friday=2021-03-12"]),
            (
                "The court has scheduled a hearing Friday to hear the case.",
                &["Friday=2021-03-12"],
            ),
            (
                "The unions called a strike for Monday.",
                &["Monday=2021-03-15"],
            ),
            ("He resigned, effective April 6.", &["April 6=2021-04-06"]),
            // What was begun or failed was no plan.
            (
                "She began to speak on Wednesday.",
                &["Wednesday=2021-03-10"],
            ),
            (
                "The attack began as planned Saturday.",
                &["Saturday=2021-03-06"],
            ),
        ],
    );
}

#[test]
fn the_present_tense_announces_days() {
    check(
        THURSDAY,
        &[
            (
                "The two men meet separately Monday with the envoy.",
                &["Monday=2021-03-15"],
            ),
            ("The deadline is Friday.", &["Friday=2021-03-12"]),
            ("He says Tuesday was hard.", &["Tuesday=2021-03-09"]),
        ],
    );
}

#[test]
fn a_verb_is_not_that_of_a_ruling_it_fights() {
    check(
        THURSDAY,
        &[
            (
                "Opponents will fight Friday's ruling.",
                &["Friday=2021-03-05"],
            ),
            (
                "They look for ways around Wednesday's ruling by the court.",
                &["Wednesday=2021-03-10"],
            ),
        ],
    );
}
