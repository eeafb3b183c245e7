//! Proves published Swedish state-grant decisions right or wrong, to the krona.
pub mod allocation;
pub mod audit;
pub mod checks;
pub mod cli;
pub mod decision;
pub mod exact;
pub mod findings;
pub mod report;
pub mod tables;
