//! Fuzzing: what is read is damaged at random, and must give an answer or an error in time.
//!
//! A target takes bytes and says nothing, or stops. The bytes are drawn by lot, always the same ones;
//! with `STATSBIDRAG_FUZZ_SECONDS` each target draws for so long, and with `STATSBIDRAG_FUZZ_SEED` it
//! draws others. An input that fails is made as small as it can be and kept in `tests/fuzz/kept/`.

// tests may stop and print
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod allocation;
mod damage;
mod documents;
mod driver;
mod folders;
mod inference;
mod portable_documents;
mod reading;
#[macro_use]
mod targets;

/// A test for each target.
macro_rules! tests {
    ($($name:ident = $room:ident, $inputs:literal;)*) => {
        $(
            #[test]
            fn $name() {
                driver::run(stringify!($name), $inputs, $room::$name);
            }
        )*
    };
}

for_every_target!(tests);
