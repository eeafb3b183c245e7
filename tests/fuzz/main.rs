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
mod driver;
mod folders;
mod reading;

/// A test for each target, with the number of inputs that are always tried.
macro_rules! targets {
    ($($name:ident = $room:ident, $inputs:literal;)*) => {
        $(
            #[test]
            fn $name() {
                driver::run(stringify!($name), $inputs, $room::$name);
            }
        )*
    };
}

targets! {
    numerals = reading, 4000;
    cells = reading, 150;
    amounts_of_a_file = reading, 150;
    manifests = folders, 150;
    relations = folders, 150;
    whole_folders = folders, 100;
    folders_on_disk = folders, 60;
    procedures = allocation, 4000;
}
