//! The `dateline` command: glue only.

use std::io::Write as _;

/// A stand-in until the command line is built: `read … FILE` over JSON Lines.
fn main() -> anyhow::Result<()> {
    let file = std::env::args().next_back().unwrap_or_default();
    let reader = dateline::Dateline::new();
    let mut out = std::io::stdout().lock();
    for line in std::fs::read_to_string(file)?.lines() {
        let reading = reader.read(dateline::json_line(
            line.as_bytes(),
            &dateline::Given::default(),
        ));
        writeln!(
            out,
            "{}",
            record::wire::Reading::new(&reading, reader.generator()).to_line()
        )?;
    }
    Ok(())
}
