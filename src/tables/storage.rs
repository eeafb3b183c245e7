//! The cells of a table, stored compactly: some thirty bytes each.

use super::{Cell, Missing, Value};
use crate::exact::{BriefNumber, PrintedNumber};

/// The cells of a table, row after row.
#[derive(Clone, Debug, Default)]
pub(super) struct CellStorage {
    /// What is printed in the cells, one after the other.
    printed: String,
    /// Where in `printed` each cell ends; it begins where the one before it ends.
    ends: Vec<u32>,
    values: Vec<StoredValue>,
    /// Numbers that cannot be stored in brief.
    numbers: Vec<PrintedNumber>,
    /// The line of each cell's number in the source text, 0 where none is known; empty if none is
    /// known of any.
    lines: Vec<u32>,
}

/// What a cell means, in sixteen bytes.
#[derive(Clone, Copy, Debug)]
enum StoredValue {
    Brief(BriefNumber),
    /// The position in the list of numbers.
    Number(u32),
    Missing(Missing),
    Text,
}

/// More letters or numbers than can be counted in 32 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooLarge;

impl CellStorage {
    /// Room for this many cells.
    pub fn with_capacity(cells: usize) -> CellStorage {
        CellStorage {
            ends: Vec::with_capacity(cells),
            values: Vec::with_capacity(cells),
            ..CellStorage::default()
        }
    }

    /// Adds a cell at the end. *Errors*: 2³² letters or more.
    pub fn push(&mut self, printed: &str, value: Value) -> Result<(), TooLarge> {
        let stored = self.stored(value)?;
        self.printed.push_str(printed);
        let end = u32::try_from(self.printed.len()).map_err(|_| TooLarge)?;
        self.ends.push(end);
        self.values.push(stored);
        Ok(())
    }

    /// Gives back what was set aside for more cells.
    pub fn close(&mut self) {
        self.printed.shrink_to_fit();
        self.ends.shrink_to_fit();
        self.values.shrink_to_fit();
    }

    /// How many cells there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The cell at a position.
    pub fn get(&self, position: usize) -> Cell<'_> {
        let line = self.lines.get(position).copied();
        Cell {
            printed: &self.printed[self.start(position)..self.ends[position] as usize],
            value: match self.values[position] {
                StoredValue::Brief(brief) => Value::Number(brief.number()),
                StoredValue::Number(position) => Value::Number(self.numbers[position as usize]),
                StoredValue::Missing(missing) => Value::Missing(missing),
                StoredValue::Text => Value::Text,
            },
            line: line.filter(|&line| line != 0),
        }
    }

    /// Puts another cell in the place of one, on the same line. *Errors*: 2³² letters or more; the
    /// cell is then as before.
    pub fn replace(
        &mut self,
        position: usize,
        printed: &str,
        value: Value,
    ) -> Result<(), TooLarge> {
        let (start, end) = (self.start(position), self.ends[position] as usize);
        let all = self.printed.len() - (end - start) + printed.len();
        u32::try_from(all).map_err(|_| TooLarge)?;
        self.values[position] = self.stored(value)?;
        self.printed.replace_range(start..end, printed);
        // both fit: the letters of all cells do, before and after
        let length = |letters: usize| u32::try_from(letters).map_err(|_| TooLarge);
        let (before, after) = (length(end - start)?, length(printed.len())?);
        for end in &mut self.ends[position..] {
            *end = *end - before + after;
        }
        Ok(())
    }

    /// Says what a cell means that has been added. *Errors*: 2³² numbers or more.
    pub fn set_value(&mut self, position: usize, value: Value) -> Result<(), TooLarge> {
        self.values[position] = self.stored(value)?;
        Ok(())
    }

    /// Says on which line of the source text a cell's number stands; what was said before stays.
    pub fn set_line(&mut self, position: usize, line: u32) {
        self.lines.resize(self.len(), 0);
        if self.lines[position] == 0 {
            self.lines[position] = line;
        }
    }

    fn start(&self, position: usize) -> usize {
        position
            .checked_sub(1)
            .map_or(0, |before| self.ends[before] as usize)
    }

    fn stored(&mut self, value: Value) -> Result<StoredValue, TooLarge> {
        let number = match value {
            Value::Number(number) => number,
            Value::Missing(missing) => return Ok(StoredValue::Missing(missing)),
            Value::Text => return Ok(StoredValue::Text),
        };
        if let Some(brief) = BriefNumber::of(&number) {
            return Ok(StoredValue::Brief(brief));
        }
        let position = u32::try_from(self.numbers.len()).map_err(|_| TooLarge)?;
        self.numbers.push(number);
        Ok(StoredValue::Number(position))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::Unit;

    const CELLS: [(&str, Unit); 6] = [
        ("12,50", Unit::Percent),
        ("cirka 300", Unit::Kr),
        ("-", Unit::Kr),
        ("Falun", Unit::Text),
        ("", Unit::Persons),
        ("123 456 789 012 345 678 901", Unit::Kr),
    ];

    fn value(printed: &str, unit: Unit) -> Value {
        Value::read(printed, unit).unwrap()
    }

    fn cells() -> CellStorage {
        let mut cells = CellStorage::default();
        for (printed, unit) in CELLS {
            cells.push(printed, value(printed, unit)).unwrap();
        }
        cells.close();
        cells
    }

    fn hold(cells: &CellStorage, position: usize, printed: &str, unit: Unit) {
        let cell = cells.get(position);
        assert_eq!((cell.printed, cell.value), (printed, value(printed, unit)));
    }

    #[test]
    fn a_cell_comes_back_as_it_was_stored() {
        let cells = cells();
        assert_eq!(cells.len(), CELLS.len());
        for (position, (printed, unit)) in CELLS.into_iter().enumerate() {
            hold(&cells, position, printed, unit);
            assert_eq!(cells.get(position).line, None);
        }
        assert_eq!(size_of::<StoredValue>(), 16);
    }

    /// Shorter, longer and none: the cells beside are as they were.
    #[test]
    fn one_cell_is_replaced_and_no_other() {
        for printed in ["7", "1 234 567", ""] {
            for replaced in 0..CELLS.len() {
                let mut cells = cells();
                cells.set_line(replaced, 12);
                cells
                    .replace(replaced, printed, value(printed, Unit::Kr))
                    .unwrap();
                for (position, (before, unit)) in CELLS.into_iter().enumerate() {
                    if position == replaced {
                        hold(&cells, position, printed, Unit::Kr);
                        assert_eq!(cells.get(position).line, Some(12));
                    } else {
                        hold(&cells, position, before, unit);
                    }
                }
            }
        }
    }
}
