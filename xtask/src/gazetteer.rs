//! `cargo xtask gazetteer`: not built yet.

/// Runs the chore.
pub fn run(arguments: &[String]) -> anyhow::Result<()> {
    anyhow::bail!("gazetteer has no chore yet; given: {arguments:?}")
}
