//! Procedures: which one gives the published amounts.
//!
//! [`try_procedure`] runs a candidate, holds it to its certificate and compares it cell by cell;
//! [`rank_procedures`] does so for many and puts the one that reproduces most cells first, the
//! simplest first among equals. The candidates are ordinary [`Procedure`]s: the readings of a grant,
//! or the [closed space](procedure_space) of everything that they leave open.

mod complexity;
mod ingredients;
mod reproduce;
mod space;
mod words;

pub use complexity::complexity;
pub use reproduce::{
    CellDifference, PublishedAmount, RankedProcedure, Trial, rank_procedures, try_procedure,
};
pub use space::procedure_space;
pub use words::procedure_words;

use crate::allocation::{Pot, Procedure, Step};

/// The procedure with its pots unnamed: what pots are called does not change an amount.
fn nameless(procedure: &Procedure) -> Procedure {
    let unnamed = |pot: &Pot| Pot {
        name: String::new(),
        ..pot.clone()
    };
    let step = |step: &Step| match step {
        Step::SharePots { pots, round_parts } => Step::SharePots {
            pots: pots.iter().map(unnamed).collect(),
            round_parts: *round_parts,
        },
        other => other.clone(),
    };
    Procedure::new(procedure.steps().map(step).collect())
}
