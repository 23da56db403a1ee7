//! Our own gold stands on its floors.

#[test]
fn own_gold_stands_on_its_floors() {
    let breaches = xtask::eval::own_gate().expect("the gold is well formed");
    assert!(
        breaches.is_empty(),
        "below the floors of eval/floors.toml:\n{}\nhelp: `cargo xtask eval --errors` shows each line",
        breaches.join("\n")
    );
}
