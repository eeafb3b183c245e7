//! The printed numbers of a document in one flat table.

use std::ops::Range;

use crate::exact::{ArithmeticError, Interval, PrintedNumber, PrintingRule, Ratio};

/// A figure: its place in a table of [`PrintedNumbers`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FigureId(u32);

impl FigureId {
    /// The figure at a position.
    pub fn new(position: usize) -> FigureId {
        FigureId(u32::try_from(position).unwrap_or(u32::MAX))
    }

    /// Its position.
    pub fn position(self) -> usize {
        // 32 bits fit wherever a table of this many figures does
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}

/// The figures of one column of a grid: the one of a row stands `step` figures after that of the row
/// before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FigureColumn {
    /// The position of the first row's figure.
    pub first: usize,
    /// How many figures a row has.
    pub step: usize,
}

impl FigureColumn {
    /// The figure of a row.
    pub fn at(self, row: usize) -> FigureId {
        FigureId::new(self.first + self.step * row)
    }
}

/// How far a figure is in doubt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// It is printed in the document that is looked at, and may be wrong.
    Printed,
    /// It is another document's: what it says here is not in doubt.
    Foreign,
    /// It is a number of a rule: meant exactly, and never wrong.
    Rule,
}

/// The printed numbers of a document: a figure takes nine bytes, whatever its kind.
///
/// A number is kept as how many units of its last digit it is; what that digit counts, whether the
/// quantity is a whole number and which word shapes it is its *form*, of which a document has few.
#[derive(Clone, Debug, Default)]
pub struct PrintedNumbers {
    mantissas: Vec<i64>,
    forms: Vec<u8>,
    known_forms: Vec<PrintedNumber>,
    /// Numbers that fit no known form: fractions in words, more digits than 64 bits hold.
    odd: Vec<PrintedNumber>,
    grids: Vec<Grid>,
    trust: Vec<(usize, Trust)>,
}

#[derive(Clone, Debug)]
struct Grid {
    figures: Range<usize>,
    width: usize,
}

/// No number is printed.
const NONE: u8 = 0;
/// The mantissa is a position among the odd ones.
const ODD: u8 = 1;
/// A number is printed nowhere, though there is one.
const WITHHELD: u8 = 2;
/// The first of the known forms.
const KNOWN: u8 = 3;

impl PrintedNumbers {
    /// No figures yet, with room for so many.
    pub fn with_room_for(figures: usize) -> PrintedNumbers {
        PrintedNumbers {
            mantissas: Vec::with_capacity(figures),
            forms: Vec::with_capacity(figures),
            ..PrintedNumbers::default()
        }
    }

    /// Adds a figure; nothing where a mark stands for a missing number.
    pub fn push(&mut self, number: Option<PrintedNumber>) -> FigureId {
        let id = FigureId::new(self.forms.len());
        let (form, mantissa) = self.packed(number);
        self.forms.push(form);
        self.mantissas.push(mantissa);
        id
    }

    /// Adds a figure that is withheld: there is one, and nothing is known of it.
    pub fn push_withheld(&mut self) -> FigureId {
        let id = FigureId::new(self.forms.len());
        self.forms.push(WITHHELD);
        self.mantissas.push(0);
        id
    }

    /// Whether a figure is withheld.
    pub fn is_withheld(&self, figure: FigureId) -> bool {
        self.forms.get(figure.position()) == Some(&WITHHELD)
    }

    /// Says that the figures added from `start` on are rows of this many columns.
    pub fn end_grid(&mut self, start: usize, width: usize) {
        let figures = start..self.forms.len();
        self.grids.push(Grid { figures, width });
    }

    /// Says how far the figures that are added from here on are in doubt.
    pub fn from_here(&mut self, trust: Trust) {
        self.trust.push((self.forms.len(), trust));
    }

    fn packed(&mut self, number: Option<PrintedNumber>) -> (u8, i64) {
        let Some(number) = number else {
            return (NONE, 0);
        };
        if let Some(packed) = self.in_a_form(&number) {
            return packed;
        }
        let position = i64::try_from(self.odd.len()).unwrap_or(i64::MAX);
        self.odd.push(number);
        (ODD, position)
    }

    fn in_a_form(&mut self, number: &PrintedNumber) -> Option<(u8, i64)> {
        let units = number.value().div(number.quantum()).ok()?;
        let mantissa = i64::try_from(units.numerator()).ok()?;
        if !units.is_whole() {
            return None;
        }
        let form = number.with_value(Ratio::ZERO);
        let known = self.known_forms.iter().position(|it| *it == form);
        let place = known.unwrap_or(self.known_forms.len());
        let code = u8::try_from(place).ok()?.checked_add(KNOWN)?;
        if known.is_none() {
            self.known_forms.push(form);
        }
        Some((code, mantissa))
    }

    /// How many figures there are.
    pub fn len(&self) -> usize {
        self.forms.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.forms.is_empty()
    }

    /// The number a figure is, if one is printed.
    pub fn number(&self, figure: FigureId) -> Option<PrintedNumber> {
        let position = figure.position();
        let mantissa = *self.mantissas.get(position)?;
        match *self.forms.get(position)? {
            NONE | WITHHELD => None,
            ODD => self.odd.get(usize::try_from(mantissa).ok()?).copied(),
            code => {
                let form = self.known_forms.get(usize::from(code - KNOWN))?;
                let value = Ratio::whole(mantissa.into()).mul(form.quantum()).ok()?;
                Some(form.with_value(value))
            }
        }
    }

    /// The values behind a figure; nothing if no number is printed.
    pub fn interval(
        &self,
        figure: FigureId,
        rule: PrintingRule,
    ) -> Option<Result<Interval, ArithmeticError>> {
        let number = self.number(figure)?;
        Some(self.interval_of(figure, &number, rule))
    }

    /// The values behind a number in the place of a figure.
    pub(super) fn interval_of(
        &self,
        figure: FigureId,
        number: &PrintedNumber,
        rule: PrintingRule,
    ) -> Result<Interval, ArithmeticError> {
        // a rule's number is meant exactly: 17 % is the bound, not a rounded share
        if self.trust(figure) == Trust::Rule {
            return Ok(Interval::point(number.value()));
        }
        number.interval(rule)
    }

    /// How far a figure is in doubt.
    pub fn trust(&self, figure: FigureId) -> Trust {
        let position = figure.position();
        let after = self.trust.partition_point(|(from, _)| *from <= position);
        let place = after.checked_sub(1).and_then(|it| self.trust.get(it));
        place.map_or(Trust::Printed, |(_, trust)| *trust)
    }

    /// The column and the row of a figure, if it stands in a grid.
    pub fn column_of(&self, figure: FigureId) -> Option<(FigureColumn, usize)> {
        let grid = self.grid_of(figure)?;
        let offset = figure.position() - grid.figures.start;
        let column = FigureColumn {
            first: grid.figures.start + offset % grid.width,
            step: grid.width,
        };
        Some((column, offset / grid.width))
    }

    /// The figures of the grid that a figure stands in.
    pub(super) fn around(&self, figure: FigureId) -> Option<Range<usize>> {
        self.grid_of(figure).map(|grid| grid.figures.clone())
    }

    fn grid_of(&self, figure: FigureId) -> Option<&Grid> {
        let position = figure.position();
        let after = self
            .grids
            .partition_point(|grid| grid.figures.start <= position);
        let grid = self.grids.get(after.checked_sub(1)?)?;
        (grid.figures.contains(&position) && grid.width > 0).then_some(grid)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str, scale: i64, counted: bool) -> PrintedNumber {
        PrintedNumber::decimal(text.parse().unwrap(), scale, counted, None).unwrap()
    }

    #[test]
    fn every_number_comes_out_as_it_was_put_in() {
        let all = [
            Some(number("12.50", 1, false)),
            None,
            Some(number("12.5", 1, false)),
            Some(number("-3405", 1_000, true)),
            Some(number("99999999999999999999", 1, true)),
            Some(PrintedNumber::share(Ratio::one_in(3), Ratio::ONE, None).unwrap()),
        ];
        let mut numbers = PrintedNumbers::default();
        for number in all {
            numbers.push(number);
        }
        for (position, number) in all.into_iter().enumerate() {
            assert_eq!(numbers.number(FigureId::new(position)), number);
        }
        assert_eq!(numbers.number(FigureId::new(6)), None);
    }

    /// More forms than 8 bits tell apart: hedged or not, each a scale of its own.
    #[test]
    fn more_forms_than_have_a_number_are_kept_all_the_same() {
        let mut numbers = PrintedNumbers::default();
        for scale in 1..=400 {
            numbers.push(Some(number("7", scale, true)));
        }
        for scale in 1..=400_u16 {
            let found = numbers.number(FigureId::new(usize::from(scale) - 1));
            assert_eq!(found, Some(number("7", scale.into(), true)));
        }
    }

    /// Two figures, then a grid of three columns and two rows, then one figure.
    #[test]
    fn a_figure_of_a_grid_knows_its_column_and_row() {
        let mut numbers = PrintedNumbers::default();
        numbers.push(None);
        numbers.push(None);
        numbers.from_here(Trust::Foreign);
        (0..6).for_each(|_| {
            numbers.push(None);
        });
        numbers.end_grid(2, 3);
        numbers.from_here(Trust::Rule);
        numbers.push(None);
        let last = FigureId::new(7);
        let column = FigureColumn { first: 4, step: 3 };
        assert_eq!(numbers.column_of(last), Some((column, 1)));
        assert_eq!(column.at(1), last);
        assert_eq!(numbers.column_of(FigureId::new(1)), None);
        assert_eq!(numbers.column_of(FigureId::new(8)), None);
        let trusts = [1, 2, 7, 8].map(|it| numbers.trust(FigureId::new(it)));
        let [first, grid, also, rule] = trusts;
        assert_eq!((first, rule), (Trust::Printed, Trust::Rule));
        assert_eq!((grid, also), (Trust::Foreign, Trust::Foreign));
    }
}
