//! `cargo xtask bench`.

use anyhow::{Result, bail};

/// Arguments of `cargo xtask bench`.
#[derive(clap::Args, Debug)]
pub struct Arguments {}

/// Runs the chore.
pub fn run(arguments: &Arguments) -> Result<()> {
    bail!("not yet: {arguments:?}")
}
