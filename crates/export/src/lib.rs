//! The record for others: the terminal, an HTML report.
