//! scratch
pub mod allocation;
pub mod decision;
pub mod exact;
pub mod tables;
