//! `cargo xtask lexicon`: not built yet.

/// Runs the chore.
pub fn run(arguments: &[String]) -> anyhow::Result<()> {
    anyhow::bail!("lexicon has no chore yet; given: {arguments:?}")
}
