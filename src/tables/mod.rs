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
//! Reading never stops at the first mistake: all [errors](TableError) of a file come together.

mod amounts;
mod bytes;
mod cell;
mod error;
mod folder;
mod key_index;
mod numeral;
mod place_names;
mod places;
mod read;
mod side_by_side;
mod spec;
mod storage;
mod suggest;
mod table;
mod words;

pub use amounts::{AmountColumn, AmountSource, NumberColumn, read_amounts, read_numbers};
pub use bytes::read_bytes;
pub use cell::{Cell, Missing, Value};
pub use error::{Place, TableError};
pub use folder::{Folder, line_and_column};
pub use numeral::{NumeralError, read_figure};
pub use places::{Alias, Aliases, PlaceKind, Places, SettledPlace};
pub use read::read_table;
pub(crate) use side_by_side::{both, side_by_side};
pub use spec::{ColumnSpec, RowKind, TableSpec, Unit};
pub use suggest::nearest;
pub use table::{Column, Row, SourceLines, Table};
