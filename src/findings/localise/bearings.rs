//! Which checks each figure stands in.

use rustc_hash::FxHashMap;

use crate::checks::FigureRef;

/// An instance of a check: the check's position and the row.
pub type InstanceRef = (usize, Option<usize>);

/// For each figure, the instances of checks it stands in.
#[derive(Clone, Debug, Default)]
pub struct Bearings {
    by_figure: FxHashMap<FigureRef, Vec<InstanceRef>>,
}

impl Bearings {
    /// Notes that an instance (a check's position and a row) rests on these figures.
    pub fn note(&mut self, instance: InstanceRef, figures: &[FigureRef]) {
        for &figure in figures {
            self.by_figure.entry(figure).or_default().push(instance);
        }
    }

    /// The instances a figure stands in.
    pub fn of(&self, figure: FigureRef) -> &[InstanceRef] {
        self.by_figure.get(&figure).map_or(&[], Vec::as_slice)
    }
}
