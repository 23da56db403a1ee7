//! Any bytes as a page of HTML.
#![no_main]
libfuzzer_sys::fuzz_target!(|data: &[u8]| dateline_fuzz::read_field("html", data));
