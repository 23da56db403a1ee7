//! The record for others: the terminal, an HTML report, the clean story text.
//!
//! Every renderer is a pure function of a reading. None of them writes anywhere, knows the time,
//! or adds to what the reading says.

pub mod html;
mod phrases;
mod said;
pub mod terminal;
pub mod text;
pub mod tree;
