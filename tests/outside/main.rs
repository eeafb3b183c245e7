//! What strangers' figures do to the program: a module for each section of the list of cases from
//! outside, a test for each of its lines, with the value from there.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod chosen;
mod conditions;
mod documents;
mod files;
mod folder;
mod habits;
mod inferred;
mod keys;
mod named;
mod numerals;
mod precision;
mod rounded;
mod silent;
mod spellings;
