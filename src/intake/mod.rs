//! Intake: files as people have them become sheets of printed cells, each with its place.
//!
//! One format is one file of this room, and every format gives the same [`Document`]: the text line
//! by line, and the tables as [`Sheet`]s of [`PrintedCell`]s. Nothing is interpreted here: a cell
//! keeps what a person sees in it, letter by letter, where it stands, and whether it was printed so,
//! rebuilt from a stored value, or chosen among several readings. What could not be read with
//! certainty is a [`Doubt`], never silence.

mod document;
mod doubt;
#[cfg(feature = "pdf")]
pub mod pdf;

pub use document::{
    CellSpan, Choice, Document, DocumentFormat, Origin, PrintedCell, Sheet, SheetPlace, TextLine,
};
pub use doubt::{Doubt, DoubtReason};
