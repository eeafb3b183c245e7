//! Proves published Swedish state-grant decisions right or wrong, to the krona.
//!
//! A decision that distributes a state grant (*statsbidrag*) publishes a table of amounts. This
//! library computes the amounts again from the published rules and figures, tests every relation
//! between the figures of the document, and says where the document disagrees with itself: which
//! figure is most likely wrong, and how it may have come about. All arithmetic is exact.
//!
//! The rooms, each of which may use the ones before it:
//!
//! | room | its one job |
//! | --- | --- |
//! | [`lang`] | what is said, in Swedish or in English |
//! | [`exact`] | numbers: kronor, ratios, shares, points, rounding, what a printed number stands for |
//! | [`statements`] | what is said of printed figures, and whether it can be true |
//! | [`solve`] | which figures are wrong, when statements are violated |
//! | [`allocation`] | from a key and an appropriation to whole kronor, every step recorded |
//! | [`inference`] | from published amounts back to the key behind them |
//! | [`tables`] | printed cells become typed values that know their place |
//! | [`intake`] | files as people have them become sheets of printed cells |
//! | [`discovery`] | relations that nobody wrote, found in printed cells and proved against chance |
//! | [`decision`] | one published decision, read and resolved |
//! | [`checks`] | relations between figures as an auditor writes them, made into statements |
//! | [`findings`] | from violated statements to the cell most likely wrong, and its cause |
//! | [`audit`] | runs a decision through all of it |
//! | [`report`] | shows an audit as text or JSON |
//! | `cli` | the program (feature `cli`, on by default) |
//!
//! # From a key and an appropriation to whole kronor
//!
#![doc = "```"]
#![doc = include_str!("../examples/allocate.rs")]
#![doc = "```"]
//!
//! # From a folder to its findings
//!
#![doc = "```"]
#![doc = include_str!("../examples/audit_folder.rs")]
#![doc = "```"]
//!
//! The decisions that come with the library are given by [`decision::corpus`].
//!
//! Without its feature `cli`, which is on by default, the library runs on one thread, reads no clock,
//! and builds for any target, a browser's too.

#![deny(clippy::print_stdout, clippy::print_stderr)]

pub mod allocation;
pub mod audit;
pub mod checks;
#[cfg(feature = "cli")]
pub mod cli;
pub mod decision;
pub mod discovery;
pub mod exact;
pub mod findings;
pub mod inference;
pub mod intake;
pub mod lang;
pub mod report;
pub mod solve;
pub mod statements;
pub mod tables;
