//! A column of printed cells: how its numbers are written is decided for the column as a whole.

use super::digits::{Decimals, NumberStyle, STYLES, read};
use super::error::NumeralError;
use super::figure::{Figure, take_figure};
use super::reading::{ALL_STYLES, Precision, SPACED, Styles};
use super::{Unbracketed, in_plain_digits, plain, read_in, without_stray_space};
use crate::exact::PrintedNumber;
use crate::tables::{Marks, Unit, Value};

/// The cells of a column, each read or refused, in the style of the column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnReading {
    /// The unit they were read in: the one given, or the one that the cells show.
    pub unit: Unit,
    /// How the numbers are written.
    pub style: NumberStyle,
    /// What each cell means, or why it cannot be read.
    pub cells: Vec<Result<Value, NumeralError>>,
}

/// Reads the cells of a column. Without a unit, the one that is printed in the cells is taken, else
/// `count` if all numbers are whole and `index` if not.
///
/// ```
/// use statsbidrag::tables::{Unit, Value, read_column};
/// let read = |cells: &[&str]| read_column(cells.iter().copied(), Some(Unit::Kr));
/// let value = |cell: &Result<Value, _>| match cell {
///     Ok(Value::Number(number)) => number.value().to_string(),
///     other => format!("{other:?}"),
/// };
/// // points group thousands in every cell
/// let points = read(&["48.851", "6.503", "55.354"]);
/// assert_eq!(value(&points.cells[0]), "48 851");
/// // one cell has a point where the others have a comma: it is refused
/// let mixed = read(&["48,851", "6.503", "55,354"]);
/// assert!(mixed.cells[1].is_err());
/// ```
pub fn read_column<'c>(
    cells: impl Iterator<Item = &'c str> + Clone,
    unit: Option<Unit>,
) -> ColumnReading {
    let unit = unit.unwrap_or_else(|| unit_shown(cells.clone()));
    let mut reader = ColumnReader::new(unit, None);
    cells.clone().for_each(|cell| reader.see(cell));
    let style = reader.decide();
    ColumnReading {
        unit,
        style,
        cells: cells.map(|cell| reader.read(cell)).collect(),
    }
}

/// The unit that cells show.
pub(crate) fn unit_shown<'c>(cells: impl Iterator<Item = &'c str> + Clone) -> Unit {
    if let Some(unit) = cells.clone().find_map(printed_unit) {
        return unit;
    }
    let has_decimals = |cell: &str| match super::read_figure(cell, Unit::Count) {
        Ok(_) => false,
        Err(error) => matches!(error, NumeralError::NotWhole { .. }),
    };
    if cells.into_iter().any(has_decimals) {
        Unit::Index
    } else {
        Unit::Count
    }
}

/// The unit that is printed beside a figure, if one is.
pub(crate) fn printed_unit(cell: &str) -> Option<Unit> {
    let plain = plain(cell);
    let text = Unbracketed::of(&plain).ok()?.text;
    let (figure, rest) = take_figure(&text).ok()?;
    rest.trim().is_empty().then_some(())?;
    let (measure, _) = figure.measure?;
    measure.unit()
}

/// Reads a column in two passes: all cells are [seen](ColumnReader::see), the style is
/// [decided](ColumnReader::decide), then each cell is [read](ColumnReader::read).
#[derive(Clone, Debug)]
pub struct ColumnReader {
    unit: Unit,
    marks: Marks,
    declared: Option<NumberStyle>,
    /// The styles that every cell seen fits.
    fits: Styles,
    /// How many cells have something to tell, how many of them fit each style, and the first that does.
    seen: u64,
    votes: [u64; STYLES.len()],
    examples: [Option<String>; STYLES.len()],
    /// Whether a point, a comma may be either in some cell, and whether three decimals are likelier
    /// there.
    either: [Option<Precision>; 2],
    style: NumberStyle,
    /// Points, commas that stay undecided.
    undecided: [bool; 2],
    /// Whether no style fits nearly all cells: none with a point, comma or apostrophe is read.
    is_torn: bool,
}

/// Where one cell in so many or more is written otherwise than the rest, no way of writing is the
/// column's.
const STRAY: u64 = 10;

/// The marks that both group and begin decimals, in the order of [`ColumnReader::either`].
const EITHER: [char; 2] = ['.', ','];

impl ColumnReader {
    /// A reader of a column in a unit, whose style may be declared.
    pub fn new(unit: Unit, declared: Option<NumberStyle>) -> ColumnReader {
        ColumnReader {
            unit,
            marks: Marks::default(),
            declared,
            fits: ALL_STYLES,
            seen: 0,
            votes: [0; STYLES.len()],
            examples: Default::default(),
            either: [None; 2],
            style: declared.unwrap_or_default(),
            undecided: [false; 2],
            is_torn: false,
        }
    }

    /// The same reader for a table that declares its marks.
    pub fn with_marks(self, marks: &Marks) -> ColumnReader {
        let marks = marks.clone();
        ColumnReader { marks, ..self }
    }

    /// Takes note of how a cell is written.
    pub fn see(&mut self, printed: &str) {
        let digits = printed.bytes().filter(u8::is_ascii_digit).count();
        let has_mark = printed.contains(['.', ',', '\'', '’', '‘', 'ʼ', '´', '′']);
        if digits < 2 || self.declared.is_some() || (digits < 4 && !has_mark) {
            return;
        }
        if printed.bytes().all(|it| it.is_ascii_digit() || it == b' ') {
            return self.count(SPACED, printed);
        }
        let plain = plain(printed);
        let Ok(Unbracketed { text, .. }) = Unbracketed::of(&plain) else {
            return;
        };
        let Ok((figure, _)) = take_figure(&text) else {
            return;
        };
        let Some(digits) = figure.digits() else {
            return;
        };
        let digits = without_stray_space(digits);
        if let Ok(fits) = figure.styles(&digits, self.unit) {
            if fits != ALL_STYLES {
                self.count(fits, &digits);
            }
            self.note_either(&figure, &digits, fits);
        }
    }

    fn count(&mut self, fits: Styles, printed: &str) {
        self.fits &= fits;
        self.seen += 1;
        for position in (0..STYLES.len()).filter(|it| fits & (1 << it) != 0) {
            self.votes[position] += 1;
            self.examples[position].get_or_insert_with(|| printed.to_owned());
        }
    }

    fn note_either(&mut self, figure: &Figure<'_>, digits: &str, fits: Styles) {
        for (mark, either) in EITHER.into_iter().zip(&mut self.either) {
            if is_either(digits, mark, fits) {
                let precision = figure.precision(self.unit);
                *either = match *either {
                    None | Some(Precision::Measured) => Some(precision),
                    scaled => scaled,
                };
            }
        }
    }

    /// Decides the style from the cells seen: the first that all of them fit, else the one that most
    /// do. Where a mark may group or begin decimals in all cells, it begins them in percentages and
    /// indices, and is refused in thousands and millions.
    pub fn decide(&mut self) -> NumberStyle {
        if self.declared.is_some() {
            return self.style;
        }
        let mut fits = self.fits;
        for (mark, (either, undecided)) in EITHER
            .into_iter()
            .zip(self.either.into_iter().zip(&mut self.undecided))
        {
            let (grouping, decimal) = (
                styles(|it| it.grouping == mark),
                styles(|it| it.decimal == mark),
            );
            if fits & grouping == 0 || fits & decimal == 0 {
                continue;
            }
            match either {
                Some(Precision::Measured) => fits &= !grouping,
                Some(_) => *undecided = true,
                None => {}
            }
        }
        let first = (0..STYLES.len()).find(|it| fits & (1 << it) != 0);
        let most = (0..STYLES.len()).rev().max_by_key(|&it| self.votes[it]);
        let position = first.or(most).unwrap_or(0);
        let strays = self.seen - self.votes[position];
        self.is_torn = first.is_none() && strays * STRAY >= self.seen;
        self.style = STYLES[position];
        self.style
    }

    /// What a cell means that holds nothing but digits, or a mark; `None` if the column must be seen
    /// first.
    pub(crate) fn at_once(&self, printed: &str) -> Option<Value> {
        if self.unit == Unit::Text {
            return Some(Value::Text);
        }
        match in_plain_digits(printed, self.unit) {
            Some(number) => number.ok().map(Value::Number),
            None => self.marks.value(printed, self.unit),
        }
    }

    /// What a cell means. *Errors*: it is no figure of the unit and no mark for a missing one; its
    /// digits are written otherwise than those of the column.
    pub fn read(&self, printed: &str) -> Result<Value, NumeralError> {
        if self.unit == Unit::Text {
            return Ok(Value::Text);
        }
        match self.marks.value(printed, self.unit) {
            Some(value) => Ok(value),
            None => self.figure(printed).map(Value::Number),
        }
    }

    /// The figure in a cell that is no mark. *Errors*: as for [`read`](ColumnReader::read).
    pub fn figure(&self, printed: &str) -> Result<PrintedNumber, NumeralError> {
        read_in(printed, self.unit, |figure, digits| {
            self.number(figure, digits)
        })
    }

    fn number(&self, figure: &Figure<'_>, digits: &str) -> Result<Decimals, NumeralError> {
        let fits = figure.styles(digits, self.unit)?;
        let found = || digits.to_owned();
        for (mark, undecided) in EITHER.into_iter().zip(self.undecided) {
            if undecided && is_either(digits, mark, fits) {
                return Err(NumeralError::PointOrThousands { found: found() });
            }
        }
        let position = STYLES.iter().position(|it| *it == self.style);
        let is_torn = self.is_torn && digits.contains(['.', ',', '\'']);
        let is_fitting = position.is_some_and(|it| fits & (1 << it) != 0) && !is_torn;
        match read(digits, self.style).filter(|_| is_fitting) {
            Some(number) => Ok(number),
            None => Err(NumeralError::OtherGrouping {
                found: found(),
                others: self.example(fits),
            }),
        }
    }

    /// A number of the column that is written in none of these styles, or one in the column's style.
    fn example(&self, fits: Styles) -> String {
        let others = (0..STYLES.len()).filter(|it| fits & (1 << it) == 0);
        let most = others.max_by_key(|&it| self.votes[it]);
        let seen = most.and_then(|it| self.examples[it].clone());
        let NumberStyle { grouping, decimal } = self.style;
        seen.unwrap_or_else(|| format!("1{grouping}234{decimal}5"))
    }
}

/// The styles that have a property.
fn styles(has: impl Fn(&NumberStyle) -> bool) -> Styles {
    let positions = STYLES.iter().enumerate().filter(|(_, style)| has(style));
    positions.fold(0, |all, (position, _)| all | (1 << position))
}

/// Whether the mark may group the digits or begin their decimals: `48.851`.
fn is_either(digits: &str, mark: char, fits: Styles) -> bool {
    let groups = fits & styles(|it| it.grouping == mark) != 0;
    let decimals = fits & styles(|it| it.decimal == mark) != 0;
    groups && decimals && digits.contains(mark) && digits.matches(mark).count() == 1 && {
        let after = digits.rsplit(mark).next().unwrap_or_default();
        after.len() == 3 && !digits.contains(if mark == '.' { ',' } else { '.' })
    }
}
