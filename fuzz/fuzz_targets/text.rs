//! Any bytes as plain text.
#![no_main]
libfuzzer_sys::fuzz_target!(|data: &[u8]| dateline_fuzz::read_field("text", data));
