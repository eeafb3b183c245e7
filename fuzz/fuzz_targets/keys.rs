//! One target for libFuzzer; the list of them is in `tests/fuzz/targets.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| statsbidrag_fuzz::keys(bytes));
