//! Intake: files as people have them become sheets of printed cells, each with its place.
//!
//! One format is one file of this room, and every format gives the same [`Document`]: the text line
//! by line, and the tables as [`Sheet`]s of [`PrintedCell`]s. A cell keeps what a person sees in it,
//! letter by letter, where it stands, and whether it was printed so, rebuilt from a stored value, or
//! chosen among several readings. What could not be read with certainty is a [`Doubt`], never
//! silence; what a reader should know of the file as a whole is a [`Notice`].
//!
//! ```
//! use statsbidrag::intake::{ReadOptions, read_document};
//!
//! let bytes = "Kommun;Belopp\nAle;2 198 131\nEda;37 615\n".as_bytes();
//! let document = read_document("bilaga.csv", bytes, &ReadOptions::default())?;
//! assert_eq!(document.sheets[0].rows[2][1].printed, "37 615");
//! assert_eq!(document.sheets[0].header_rows, 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod csv;
mod dialect;
mod document;
mod doubt;
mod encoding;
mod error;
mod figure_like;
mod format;
mod grid;
mod html;
mod line_end;
mod markdown;
mod notice;
mod number_format;
mod ods;
mod options;
mod outline;
mod package;
#[cfg(feature = "pdf")]
mod pdf;
mod progress;
mod raised;
mod run_together;
mod sparse;
mod text;
mod xlsx;
mod xml;

pub use csv::delimited_rows;
pub use document::{
    CellSpan, Choice, ChoiceRelation, Document, DocumentFormat, Origin, PrintedCell, Sheet,
    SheetPlace, TextLine,
};
pub use doubt::{Doubt, DoubtReason};
pub use error::{Counted, IntakeError, IntakeProblem};
pub use format::{format_of, read_document, read_document_watched};
pub use notice::Notice;
pub use options::{Limits, ReadOptions};
pub use outline::{Outline, OutlinedColumn, OutlinedRow, RowRole};
pub use progress::ReadingProgress;
