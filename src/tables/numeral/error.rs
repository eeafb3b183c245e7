//! Why something is not a figure.

use std::fmt;

use crate::exact::ArithmeticError;
use crate::lang::{InWords, Lang, say};
use crate::tables::Unit;

/// Why something is not a figure in the unit asked for: what was found, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NumeralError {
    /// There is no number at all.
    NoNumber,
    /// Words that say that there are some, not how many.
    Vague {
        /// The words.
        found: String,
    },
    /// Digits that are not in groups of three.
    Grouping {
        /// The digits.
        found: String,
        /// The number, if only spaces are missing between its groups (`42 045981`).
        meant: Option<i128>,
    },
    /// Something before or after the number that is no known word, mark or unit.
    Unread {
        /// What could not be read.
        found: String,
    },
    /// A unit that is not that of the column or claim.
    UnitDiffers {
        /// The word found.
        found: String,
        /// The unit expected.
        expected: Unit,
    },
    /// Decimals of something that is counted.
    NotWhole {
        /// The number.
        found: String,
        /// What is counted.
        unit: Unit,
    },
    /// Three digits after a point or comma, which are neither öre nor a group of thousands.
    NeitherOreNorThousands {
        /// The number.
        found: String,
    },
    /// A number that groups its digits otherwise than the rest of its column.
    OtherGrouping {
        /// The number.
        found: String,
        /// One that is printed as the others are.
        others: String,
    },
    /// A point or comma that may group thousands or begin the decimals.
    PointOrThousands {
        /// The number.
        found: String,
    },
    /// A share where a number of things is expected.
    ShareOfWhat {
        /// The words.
        found: String,
        /// What is counted.
        unit: Unit,
    },
    /// Two words that each say how the number is meant.
    HedgedTwice {
        /// The second.
        found: String,
    },
    /// More decimals than can be kept exactly.
    TooManyDecimals {
        /// How many there are.
        found: usize,
    },
    /// A number that is too large to be kept exactly.
    TooLarge,
}

/// The most decimals that a printed number keeps.
pub(super) const MOST_DECIMALS: usize = 28;

impl From<ArithmeticError> for NumeralError {
    fn from(_: ArithmeticError) -> Self {
        NumeralError::TooLarge
    }
}

impl InWords for NumeralError {
    fn in_words(&self, lang: Lang) -> String {
        match self {
            NumeralError::NoNumber => say!(
                lang,
                "write digits grouped by three, such as 10 211 163, or 3,5 for a decimal",
                "skriv siffror i grupper om tre, som 10 211 163, eller 3,5 för ett decimaltal"
            ),
            NumeralError::Vague { found } => say!(
                lang,
                "\"{found}\" does not say how many; write a number, or use the unit text",
                "”{found}” anger inte hur många; skriv ett tal eller använd enheten text"
            ),
            NumeralError::Grouping { found, .. } => say!(
                lang,
                "digits are grouped by three from the right; \"{found}\" is not",
                "siffror grupperas tre och tre från höger; ”{found}” gör inte det"
            ),
            NumeralError::Unread { found } => {
                let found = shown(found);
                say!(
                    lang,
                    "\"{found}\" stands beside the number and could not be read; leave out what is no part \
                     of the number",
                    "”{found}” står intill talet och kunde inte läsas; utelämna det som inte hör till talet"
                )
            }
            NumeralError::UnitDiffers { found, expected } => say!(
                lang,
                "\"{found}\" is another unit than {expected}; correct the unit or the figure",
                "”{found}” är en annan enhet än {expected}; rätta enheten eller talet"
            ),
            NumeralError::NotWhole { found, unit } => say!(
                lang,
                "\"{found}\" has decimals, but {unit} are counted in whole numbers; full-time-equivalents and \
                 index may have decimals",
                "”{found}” har decimaler, men {unit} räknas i hela tal; full-time-equivalents och index får \
                 ha decimaler"
            ),
            NumeralError::NeitherOreNorThousands { found } => say!(
                lang,
                "\"{found}\" has three digits after its last separator, which are neither öre nor thousands; \
                 write thousands apart with spaces",
                "”{found}” har tre siffror efter sitt sista skiljetecken, vilket är varken öre eller tusental; \
                 skilj tusental åt med mellanslag"
            ),
            NumeralError::OtherGrouping { found, others } => say!(
                lang,
                "\"{found}\" is written otherwise than \"{others}\" in the same column; a column has one way of \
                 grouping digits",
                "”{found}” är skrivet på ett annat sätt än ”{others}” i samma kolumn; en kolumn grupperar \
                 siffror på ett sätt"
            ),
            NumeralError::PointOrThousands { found } => say!(
                lang,
                "\"{found}\" may be thousands or decimals; declare the column with figures = \"1.234,5\" or the \
                 like in tables.toml, or write thousands apart with spaces",
                "”{found}” kan vara tusental eller decimaler; ange kolumnen med figures = \"1.234,5\" eller \
                 liknande i tables.toml, eller skilj tusental åt med mellanslag"
            ),
            NumeralError::ShareOfWhat { found, unit } => say!(
                lang,
                "\"{found}\" is a share, not a number of {unit}; use the unit percent or index",
                "”{found}” är en andel, inte ett antal {unit}; använd enheten percent eller index"
            ),
            NumeralError::HedgedTwice { found } => say!(
                lang,
                "\"{found}\" is a second word for how the number is meant; keep one",
                "”{found}” är ännu ett ord om hur talet är menat; behåll bara ett"
            ),
            NumeralError::TooManyDecimals { found } => say!(
                lang,
                "{found} decimals are more than the {MOST_DECIMALS} that can be kept exactly",
                "{found} decimaler är fler än de {MOST_DECIMALS} som kan behållas exakt"
            ),
            NumeralError::TooLarge => say!(
                lang,
                "the number is too large to be kept exactly",
                "talet är för stort för att behållas exakt"
            ),
        }
    }
}

/// The text with invisible characters shown by their code points.
fn shown(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        let invisible = matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}' | '\u{feff}');
        if invisible || letter.is_control() {
            shown.push_str(&format!("U+{:04X}", u32::from(letter)));
        } else {
            shown.push(letter);
        }
    }
    shown
}

impl fmt::Display for NumeralError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_words(Lang::En))
    }
}

impl std::error::Error for NumeralError {}
