//! Any bytes as a line of JSON Lines.
#![no_main]
libfuzzer_sys::fuzz_target!(|data: &[u8]| dateline_fuzz::read_line(data));
