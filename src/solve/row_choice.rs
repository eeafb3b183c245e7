//! A figure that decides which rows a sum takes, or whether a row is meant at all.

use rustc_hash::FxHashMap;

use super::hypothesis::Change;
use super::mending::Mending;
use super::slip::{CauseKind, Weight, digits};
use super::system::System;
use crate::exact::{PrintedNumber, Ratio};
use crate::statements::FigureId;

/// A figure that, printed otherwise, would choose other rows, so that violated statements hold and none
/// breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowChoice {
    /// The figure.
    pub figure: FigureId,
    /// What should be printed.
    pub reading: Misreading,
    /// The violated statements that it mends, by position.
    pub mended: Vec<usize>,
}

/// What a figure may have been before one keystroke made it what is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Misreading {
    /// The number.
    pub number: PrintedNumber,
    /// The slip from there to the print.
    kind: CauseKind,
    weight: Weight,
    is_one_of_several: bool,
}

impl Misreading {
    /// Everything that one keystroke turns into what is printed: what is as long first, then the likeliest.
    /// What is hedged is no figure in a column.
    pub fn all(printed: &PrintedNumber) -> Vec<Misreading> {
        let units = printed.value().div(printed.quantum()).ok();
        let Some(units) = units.filter(|it| it.is_whole() && printed.hedge().is_none()) else {
            return Vec::new();
        };
        let units = units.numerator();
        let readings = digits::neighbours(units).into_iter().filter_map(|right| {
            if right < 0 && units >= 0 {
                return None;
            }
            let value = Ratio::whole(right).mul(printed.quantum()).ok()?;
            let (kind, weight) = digits::likeliest(right, units);
            let is_longer =
                right.unsigned_abs().checked_ilog10() > units.unsigned_abs().checked_ilog10();
            Some((
                is_longer,
                Misreading {
                    number: printed.with_value(value),
                    kind,
                    weight,
                    is_one_of_several: false,
                },
            ))
        });
        let mut readings: Vec<(bool, Misreading)> = readings.collect();
        readings
            .sort_by_key(|(longer, it)| (*longer, std::cmp::Reverse(it.weight), it.number.value()));
        readings.into_iter().map(|(_, it)| it).collect()
    }

    /// The same where others would do as well: which slip it was is not known.
    pub fn of_several(self) -> Misreading {
        Misreading {
            kind: CauseKind::Unknown,
            is_one_of_several: true,
            ..self
        }
    }

    /// The same where with it nothing is said of figures that agree but for a slip: that they do so by
    /// chance is as rare as that any figure of so many digits is the one that fits.
    pub fn by_chance(self, digits: usize) -> Misreading {
        let rare = Weight::arbitrary(digits).0;
        Misreading {
            weight: Weight((self.weight.0 * rare / Weight::ONE.0).max(1)),
            ..self
        }
    }
}

impl RowChoice {
    /// As a mending of relations; the figure need not be one of the system.
    pub(super) fn mending(
        &self,
        nth: usize,
        system: &System,
        relations: &FxHashMap<usize, usize>,
    ) -> Mending {
        let change = Change {
            figure: self.figure,
            at: system.figures.len() + nth,
            number: self.reading.number,
            kind: self.reading.kind,
            may_be_copied: false,
            is_one_of_several: self.reading.is_one_of_several,
        };
        let mended = self.mended.iter().filter_map(|it| relations.get(it));
        Mending {
            weight: self.reading.weight,
            changes: vec![change],
            mended: mended.copied().collect(),
            is_exchange: false,
        }
    }
}
