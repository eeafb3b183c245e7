//! Ties: who was level, how many of them got a unit, and by which rule.

use std::borrow::Cow;
use std::fmt;

use super::RecipientList;
use super::{AllocationError, ExactAmounts, Level};
use crate::lang::{InWords, Lang, say};

/// Which rule settles a tie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TieRule {
    /// The recipient whose code comes first.
    LowestCode,
    /// The recipient with the largest exact amount; among equal ones the lowest code.
    Largest,
    /// The recipient that stands first in the list.
    FirstInList,
    /// The order that the decision states.
    Stated,
    /// The order in which lots were drawn (*lottning*), as the record of the draw has it.
    Lot,
}

/// Who comes first among equals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TieOrder {
    /// The rule.
    pub rule: TieRule,
    /// Each recipient's place in the order, the lower first. Two recipients that a stated order does
    /// not tell apart have the same place.
    pub ranks: Vec<usize>,
}

/// Recipients that were level where the kronor ran out: the rule decided between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tie {
    /// Who was level, in the order of the rule.
    pub between: Vec<usize>,
    /// How many of them, the first ones, got a unit that the others did not get.
    pub served: usize,
    /// The rule.
    pub rule: TieRule,
}

impl TieOrder {
    /// By code: the lower rank first.
    pub fn by_code(ranks: Vec<usize>) -> TieOrder {
        let rule = TieRule::LowestCode;
        TieOrder { rule, ranks }
    }

    /// The ranks among these amounts: *largest* depends on them.
    pub(super) fn ranks_among(
        &self,
        exact: &ExactAmounts,
    ) -> Result<Cow<'_, [usize]>, AllocationError> {
        if self.ranks.len() != exact.len() {
            let (found, expected) = (self.ranks.len(), exact.len());
            return Err(AllocationError::Length {
                what: RecipientList::Ranks,
                found,
                expected,
            });
        }
        if self.rule != TieRule::Largest {
            return Ok(Cow::Borrowed(&self.ranks));
        }
        let mut order: Vec<usize> = (0..exact.len()).collect();
        order.sort_unstable_by_key(|&it| {
            let size = exact.numerator(it).unsigned_abs();
            (std::cmp::Reverse(size), self.ranks[it], it)
        });
        let mut ranks = vec![0; order.len()];
        for (rank, recipient) in order.into_iter().enumerate() {
            ranks[recipient] = rank;
        }
        Ok(Cow::Owned(ranks))
    }

    /// The tie between these, the first `served` of whom got a unit.
    ///
    /// *Errors*: a stated order that does not say who of them is first.
    pub(super) fn settled(
        &self,
        between: Vec<usize>,
        served: usize,
        ranks: &[usize],
    ) -> Result<Option<Tie>, AllocationError> {
        let (Some(&last), Some(&passed)) = (
            served.checked_sub(1).and_then(|last| between.get(last)),
            between.get(served),
        ) else {
            return Ok(None);
        };
        if ranks[last] == ranks[passed] {
            let level = ranks[last];
            let recipients = between.into_iter().filter(|&it| ranks[it] == level);
            return Err(AllocationError::TieNotSettled {
                recipients: Level {
                    positions: recipients.collect(),
                    codes: Vec::new(),
                },
                rule: self.rule,
            });
        }
        let rule = self.rule;
        Ok(Some(Tie {
            between,
            served,
            rule,
        }))
    }
}

impl InWords for TieRule {
    fn in_words(&self, lang: Lang) -> String {
        match self {
            TieRule::LowestCode => say!(lang, "lowest code", "lägsta kod"),
            TieRule::Largest => say!(lang, "largest amount", "största belopp"),
            TieRule::FirstInList => say!(lang, "first in the list", "första plats i listan"),
            TieRule::Stated => say!(lang, "the stated order", "den angivna ordningen"),
            TieRule::Lot => say!(lang, "lot", "lottning"),
        }
    }
}

impl fmt::Display for TieRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_words(Lang::En))
    }
}
