//! The lists that have an entry for each recipient, by name.

use std::fmt;

use crate::lang::{InWords, Lang, say};

/// A list that has an entry for each recipient.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // the names say it
pub enum RecipientList {
    Amounts,
    Floors,
    Caps,
    Eligible,
    ExactShares,
    AmountsBefore,
    Ranks,
    Weights,
    Groups,
    Claims,
    Asked,
    Counts,
    Adjustments,
    PublishedAmounts,
}

impl InWords for RecipientList {
    /// What is listed.
    fn in_words(&self, lang: Lang) -> String {
        match self {
            RecipientList::Amounts => say!(lang, "amounts", "belopp"),
            RecipientList::Floors => say!(lang, "floors", "lägsta belopp"),
            RecipientList::Caps => say!(lang, "caps", "tak"),
            RecipientList::Eligible => say!(lang, "the eligible", "berättigade"),
            RecipientList::ExactShares => say!(lang, "exact shares", "exakta andelar"),
            RecipientList::AmountsBefore => say!(lang, "amounts before", "tidigare belopp"),
            RecipientList::Ranks => say!(lang, "ranks", "turordningen"),
            RecipientList::Weights => say!(lang, "weights", "vikter"),
            RecipientList::Groups => say!(lang, "groups", "grupper"),
            RecipientList::Claims => say!(lang, "claims", "rekvirerade belopp"),
            RecipientList::Asked => say!(lang, "those who asked", "dem som begärde mer"),
            RecipientList::Counts => say!(lang, "counts", "antal"),
            RecipientList::Adjustments => say!(lang, "adjustments", "justeringar"),
            RecipientList::PublishedAmounts => {
                say!(lang, "published amounts", "publicerade belopp")
            }
        }
    }
}

impl fmt::Display for RecipientList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_words(Lang::En))
    }
}
