//! Times that are named by what stands beside them: ranges, days beside days, rates, zones.

use super::{THURSDAY, check};

#[test]
fn the_end_of_a_range_says_the_year_of_both() {
    check(
        THURSDAY,
        &[
            (
                "The strike lasted from November to March 2019.",
                &["November=2018-11", "March 2019=2019-03"],
            ),
            (
                "Fighting between January 12 and February 3, 2019, killed ten people.",
                &["January 12=2019-01-12", "February 3, 2019=2019-02-03"],
            ),
            (
                "They spent the spring and early summer of 2018 at sea.",
                &["the spring=2018-SP", "early summer of 2018=2018-SU START"],
            ),
            (
                "The siege (240-238 BC) failed.",
                &["240=BC0240", "238 BC=BC0238"],
            ),
        ],
    );
}

#[test]
fn the_second_number_says_the_unit_of_both() {
    check(
        THURSDAY,
        &[
            (
                "It takes between two and six days.",
                &["two=P2D", "six days=P6D"],
            ),
            ("It takes from 60 to 90 days.", &["60=P60D", "90 days=P90D"]),
        ],
    );
}

#[test]
fn a_day_or_a_week_by_another_day() {
    check(
        THURSDAY,
        &[
            (
                "They signed the day after Christmas.",
                &["the day after Christmas=2020-12-26"],
            ),
            (
                "They spoke the day before last Tuesday.",
                &["the day before last Tuesday=2021-03-08"],
            ),
            (
                "A hearing was held the week of February 8.",
                &["the week of February 8=2021-W06"],
            ),
            (
                "Prayers filled Easter week 2019.",
                &["Easter week 2019=2019-W16"],
            ),
            ("They met on Good Friday.", &["Good Friday=2021-04-02"]),
        ],
    );
}

#[test]
fn a_day_by_an_event_only_where_the_event_has_its_day() {
    check(
        THURSDAY,
        &[
            (
                "They met on 2 March, the day before the vote.",
                &["2 March=2021-03-02", "the day=2021-03-02"],
            ),
            (
                "Rebels shelled the port on Monday. The day after the attack, the ships left.",
                &["Monday=2021-03-08", "The day=2021-03-09"],
            ),
            (
                "The ships left the day after the attack.",
                &["the day=XXXX-XX-XX"],
            ),
        ],
    );
}

#[test]
fn a_quarter_by_the_day_that_ends_it() {
    check(
        THURSDAY,
        &[
            (
                "Sales rose in the quarter ended Dec. 27.",
                &["the quarter=2020-Q4", "Dec. 27=2020-12-27"],
            ),
            (
                "Net fell in the third quarter, from the corresponding period last year.",
                &[
                    "the third quarter=2020-Q3",
                    "the corresponding period last year=2019-Q3",
                ],
            ),
            (
                "Sales fell in January, compared with the same month a year ago.",
                &["January=2021-01", "the same month a year ago=2020-01"],
            ),
        ],
    );
}

#[test]
fn codes_and_deadlines() {
    check(
        THURSDAY,
        &[
            (
                "Sales rose in Q3 2020 and fell in Q4.",
                &["Q3 2020=2020-Q3", "Q4=2020-Q4"],
            ),
            ("He answered Q1 and Q2.", &[]),
        ],
    );
    let reading = super::read("The army must leave within ten days.", Some(THURSDAY));
    assert_eq!(super::times(&reading), ["ten days=P10D"]);
    assert_eq!(reading.times[0].to, super::date(2021, 3, 21));
}

#[test]
fn rates_and_time_zones() {
    check(
        THURSDAY,
        &[
            (
                "Shells fell 30 times a day, or 200 per week.",
                &["a day=P1D", "per week=P1W"],
            ),
            ("The gate is watched 24 hours a day.", &[]),
            (
                "It landed at 9:30 p.m. EST on Tuesday.",
                &["9:30 p.m. EST on Tuesday=2021-03-09T21:30-05"],
            ),
            (
                "It landed at 9:30 p.m., March 9 EST.",
                &["9:30 p.m., March 9 EST=2021-03-09T21:30-05"],
            ),
            (
                "It left at noon Oslo time on Monday.",
                &["noon Oslo time on Monday=2021-03-08T12:00"],
            ),
        ],
    );
}

#[test]
fn words_that_are_no_time_here() {
    check(
        THURSDAY,
        &[
            ("He wrote for USA Today and left.", &[]),
            (
                "The now-closed mill stands in a film called High Noon.",
                &[],
            ),
            (
                "A recent ruling helped them in recent weeks.",
                &["recent weeks=PAST_REF"],
            ),
            (
                "Over the years the river moved, for the time being.",
                &["the years=PXY", "the time being=PRESENT_REF"],
            ),
            (
                "He died in the first year of the war.",
                &["the first year=P1Y"],
            ),
        ],
    );
}
