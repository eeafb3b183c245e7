//! The targets of `tests/fuzz`, where each says what it holds damaged input to, for libFuzzer.

// a target stops on what must not be
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

#[path = "../../tests/fuzz/allocation.rs"]
mod allocation;
#[path = "../../tests/fuzz/damage.rs"]
mod damage;
#[path = "../../tests/fuzz/documents.rs"]
mod documents;
#[path = "../../tests/fuzz/folders.rs"]
mod folders;
#[path = "../../tests/fuzz/inference.rs"]
mod inference;
#[path = "../../tests/fuzz/portable_documents.rs"]
mod portable_documents;
#[path = "../../tests/fuzz/reading.rs"]
mod reading;
#[macro_use]
#[path = "../../tests/fuzz/targets.rs"]
mod targets;

/// A target of the list without its program does not compile.
macro_rules! programs {
    ($($name:ident = $room:ident, $inputs:literal;)*) => {
        $(
            pub use $room::$name;
            const _: &str = include_str!(concat!("../fuzz_targets/", stringify!($name), ".rs"));
        )*
    };
}

for_every_target!(programs);
