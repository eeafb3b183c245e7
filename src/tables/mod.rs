//! Tables: printed cells become typed values that know their place.
//!
//! A decision's folder is read into memory as a [`Folder`]; a CSV file in it, together with the
//! [declaration](TableSpec) of its columns, becomes a [`Table`]. Each [`Cell`] keeps what is printed,
//! letter by letter, beside the [`Value`] it means: a [printed number](crate::exact::PrintedNumber),
//! a [mark for a missing figure](Missing), or text.
//!
//! Recipients are identified by their official SCB code; names as printed are aliases that must be
//! the official name or declared with the reason for it ([`Places`], [`Aliases`]).
//!
//! Figures are read in one place, for cells, claims, parameters, arguments and files of anybody's:
//! [`read_figure`] one figure in a unit, [`read_column`] the printed cells of a column whose way of
//! writing numbers is decided as a whole, [`looks_like_figure`] tells a figure from words at little
//! cost, and [`running_numbers`] finds the numbers of a running text with their words.
//!
//! Reading never stops at the first mistake: all [errors](TableError) of a file come together.

mod amounts;
mod bytes;
mod cell;
mod error;
mod files_below;
mod folder;
mod foreign_money;
mod key_index;
mod legible;
mod numeral;
mod place_names;
mod places;
mod precision;
mod read;
mod side_by_side;
mod spec;
mod storage;
mod suggest;
mod table;
mod total_label;

pub use amounts::{
    AmountColumn, AmountSource, NumberColumn, read_amounts, read_money, read_numbers,
};
#[cfg(feature = "cli")]
pub(crate) use bytes::names_beside;
pub use bytes::{LARGEST_TEXT, read_bytes, read_text};
pub use cell::{Cell, Mark, Marks, Missing, Value};
#[cfg(feature = "cli")]
pub(crate) use error::system_words;
pub use error::{Place, TableError};
pub use files_below::FilesBelow;
pub use folder::Folder;
pub(crate) use folder::line_and_column;
pub use foreign_money::names_foreign_money;
pub use numeral::{
    ColumnReader, ColumnReading, NumberStyle, NumeralError, RunningNumber, is_grouped_in_threes,
    looks_like_figure, read_column, read_figure, running_numbers,
};
pub(crate) use numeral::{grouped_in_threes, printed_unit, unit_shown};
pub(crate) use places::bare_name;
pub use places::{Alias, Aliases, PlaceKind, Places, SettledPlace};
pub use precision::DeclaredPrecision;
pub use read::read_table;
pub(crate) use side_by_side::{both, side_by_side};
pub(crate) use spec::Dimension;
pub use spec::{ColumnSpec, RowKind, TableSpec, Unit};
#[cfg(feature = "cli")]
pub(crate) use suggest::did_you_mean;
pub use suggest::nearest;
pub use table::{Column, Row, SourceLines, Table};
pub use total_label::is_total_label;
