//! Why nothing was found in a table.

use super::view::View;
use crate::lang::{InWords, Lang, say};

/// Why no relation was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NothingFound {
    /// No cell is a figure that could be reckoned with: words, years, codes.
    NoFigures,
    /// All figures stand in one cell a line: nothing to add up.
    TooFew {
        /// How many figures there are.
        figures: usize,
    },
    /// All figures are the same.
    AllEqual,
    /// What agrees, agrees no better than chance.
    NoBetterThanChance {
        /// How many figures there are.
        figures: usize,
    },
}

impl NothingFound {
    /// The reason, going by the table alone.
    pub(super) fn of(view: &View) -> NothingFound {
        let figures: usize = view.lines.iter().map(|line| line.figures).sum();
        let mut values = (0..view.len())
            .flat_map(|line| view.line(line).iter().filter(|it| it.is_number()))
            .map(|it| it.value);
        let first = values.next();
        match figures {
            0 => NothingFound::NoFigures,
            1..=2 => NothingFound::TooFew { figures },
            _ if values.all(|it| Some(it) == first) => NothingFound::AllEqual,
            _ => NothingFound::NoBetterThanChance { figures },
        }
    }
}

impl InWords for NothingFound {
    fn in_words(&self, lang: Lang) -> String {
        match self {
            NothingFound::NoFigures => say!(
                lang,
                "nothing can be found: no cell holds a figure other than years and codes",
                "inget kan hittas: ingen cell har något annat tal än årtal och koder"
            ),
            NothingFound::TooFew { figures } => say!(
                lang,
                "nothing can be found: {figures} figures are too few to be related",
                "inget kan hittas: {figures} tal är för få för ett samband"
            ),
            NothingFound::AllEqual => say!(
                lang,
                "nothing can be found: all figures are the same, and what holds for them holds by \
                 itself",
                "inget kan hittas: alla tal är lika, och det som gäller för dem gäller av sig \
                 självt"
            ),
            NothingFound::NoBetterThanChance { figures } => say!(
                lang,
                "nothing was found: among {figures} figures nothing agrees better than chance would",
                "inget hittades: bland {figures} tal stämmer inget oftare än slumpen skulle ge"
            ),
        }
    }
}
