//! What can be wrong in `checks.txt`, in one place.

use std::fmt;

use super::{Expected, ValueUnit};
use crate::lang::{InWords, Lang, say};
use crate::tables::{NumeralError, nearest};

/// A relation that cannot be understood. Its text shows the line and points at the character.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelationError {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
    /// What is wrong, what was expected, and what may have been meant.
    pub problem: Mistake,
    /// The line with a mark under the character.
    pub picture: String,
}

/// What is wrong with a relation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mistake {
    /// Something else should stand here.
    NotUnderstood {
        /// What should.
        expected: Expected,
        /// What does; nothing at the end of the file.
        found: Option<String>,
    },
    /// A name that leads nowhere.
    Unknown {
        /// What it should name.
        what: Named,
        /// The name.
        found: String,
        /// The name that was probably meant.
        nearest: Option<String>,
        /// Some names that do lead somewhere.
        known: Vec<String>,
    },
    /// Two checks of one name.
    DefinedTwice {
        /// The name.
        id: String,
    },
    /// A relation of too many bytes.
    TooLong {
        /// How many.
        found: usize,
    },
    /// Parentheses in parentheses, too deep.
    TooDeep,
    /// A number that cannot be read.
    Number(NumeralError),
    /// A digit counts a power of ten.
    NotADigit {
        /// The number.
        found: String,
    },
    /// A room for differences that is negative.
    NegativeRoom,
    /// `within` after another comparison than an equality.
    RoomWithoutEquality,
    /// Two values of different units compared, added or subtracted.
    UnitsDiffer {
        /// Of the left.
        left: ValueUnit,
        /// Of the right.
        right: ValueUnit,
    },
    /// A column or condition without a row.
    NoRowAtHand {
        /// The word that needs one.
        needs: String,
    },
    /// `in county` where there is none.
    NoCounty,
    /// A single figure is expected.
    NotAFigure,
    /// A row that is listed more than once.
    ListedTwice {
        /// Its key.
        key: String,
    },
    /// A block of columns where only rows are computed with.
    NoBlock,
    /// A block of columns whose last one does not stand after the first.
    BlockBackwards {
        /// The first.
        from: String,
        /// The last.
        to: String,
    },
    /// A step of rounding that is not above 0.
    NoStep {
        /// The number.
        found: String,
    },
    /// A factor whose upper end lies below the lower one.
    FactorBackwards,
    /// Names are asked of a column of figures.
    NoColumnOfWords {
        /// The column.
        column: String,
    },
    /// The official register of municipalities and regions cannot be read.
    NoRegister,
    /// A code that is none of a county.
    NoSuchCounty {
        /// The code.
        found: String,
    },
    /// Another number of places than the register has.
    NotSoManyPlaces {
        /// The number written.
        found: String,
        /// How many there are.
        count: usize,
    },
    /// What is said to be printed is neither printed nor read there.
    NotPrintedThere {
        /// What stands there.
        found: String,
        /// What is said to be printed.
        printed: String,
        /// What is said to be read.
        read: String,
    },
    /// What is read is what is printed.
    ReadAsPrinted,
    /// Rows that cannot be put in order.
    Rows {
        /// Why.
        reason: String,
    },
}

/// What a name should lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // each is worded once, below
pub enum Named {
    CheckKind,
    Table,
    Column { table: String },
    Row { table: String },
    Claim,
    Parameter,
    Grant,
    Condition,
    Unit,
}

impl Mistake {
    /// A name that leads nowhere, with those that do.
    pub(super) fn unknown<'n>(
        what: Named,
        found: &str,
        known: impl Iterator<Item = &'n str> + Clone,
    ) -> Mistake {
        const SHOWN: usize = 12;
        Mistake::Unknown {
            what,
            found: found.to_owned(),
            nearest: nearest(found, known.clone()).map(str::to_owned),
            known: known.take(SHOWN).map(str::to_owned).collect(),
        }
    }
}

impl InWords for Mistake {
    fn in_words(&self, lang: Lang) -> String {
        match self {
            Mistake::NotUnderstood { expected, found } => {
                let expected = expected.in_words(lang);
                match found {
                    Some(found) => say!(
                        lang,
                        "not understood (found \"{found}\"): {expected}",
                        "förstås inte (hittade ”{found}”): {expected}"
                    ),
                    None => say!(
                        lang,
                        "not understood (found the end of the file): {expected}",
                        "förstås inte (filen tar slut): {expected}"
                    ),
                }
            }
            Mistake::Unknown {
                what,
                found,
                nearest,
                known,
            } => unknown(what, found, (nearest.as_deref(), known), lang),
            Mistake::DefinedTwice { id } => say!(
                lang,
                "check \"{id}\" is defined twice; rename one",
                "kontrollen ”{id}” är definierad två gånger; döp om en av dem"
            ),
            Mistake::TooLong { found } => say!(
                lang,
                "the relation is too long (found {found} bytes, expected at most {}); use sum(…) over a \
                 table, or several checks",
                "sambandet är för långt (hittade {found} byte, väntade högst {}); använd sum(…) över en \
                 tabell eller flera kontroller",
                super::cursor::LONGEST
            ),
            Mistake::TooDeep => say!(
                lang,
                "parentheses, not and minus signs stand more than {} deep in each other; divide the \
                 relation into several checks",
                "parenteser, not och minustecken står mer än {} djupt i varandra; dela upp sambandet i \
                 flera kontroller",
                super::cursor::DEEPEST
            ),
            Mistake::Number(error) => error.in_words(lang),
            Mistake::NotADigit { found } => say!(
                lang,
                "figures are not printed to that (found {found}, expected a power of ten: 0,01, 0,1, 1, 1 000)",
                "så noggrant anges inga uppgifter (hittade {found}, väntade en tiopotens: 0,01, 0,1, 1, 1 000)"
            ),
            Mistake::NegativeRoom => say!(
                lang,
                "expected a number of 0 or more",
                "väntade ett tal som är 0 eller större"
            ),
            Mistake::RoomWithoutEquality => say!(
                lang,
                "\"within\" needs an equality (expected a = b within …)",
                "”within” kräver en likhet (väntade a = b within …)"
            ),
            Mistake::UnitsDiffer { left, right } => {
                let (left, right) = (left.in_words(lang), right.in_words(lang));
                say!(
                    lang,
                    "the sides differ in unit (found {left} and {right}, expected the same); \
                     percent(… of …) makes a percentage of two amounts",
                    "leden har olika enheter (hittade {left} och {right}, väntade samma); \
                     percent(… of …) gör en procentsats av två belopp"
                )
            }
            Mistake::NoRowAtHand { needs } => say!(
                lang,
                "\"{needs}\" needs a row at hand (found none, expected \"each row of …:\" before it, or a \
                 cell such as tabell5[2023].oanvant)",
                "”{needs}” behöver en rad (hittade ingen, väntade ”each row of …:” före, eller en cell som \
                 tabell5[2023].oanvant)"
            ),
            Mistake::NoCounty => say!(
                lang,
                "\"in county\" sums municipalities for the row of a region (expected a table of \
                 municipalities, and each row of a table of regions)",
                "”in county” summerar kommuner för en regions rad (väntade en tabell över kommuner, och \
                 varje rad i en tabell över regioner)"
            ),
            Mistake::NotAFigure => say!(
                lang,
                "expected a claim, a parameter or a cell",
                "väntade en uppgift i texten, en parameter eller en cell"
            ),
            Mistake::Rows { reason } => reason.clone(),
            other => other.of_rows_and_names(lang),
        }
    }
}

impl Mistake {
    /// What is wrong with listed rows, blocks of columns, steps, names and misprints.
    fn of_rows_and_names(&self, lang: Lang) -> String {
        match self {
            Mistake::ListedTwice { key } => say!(
                lang,
                "row {key} is listed twice; leave one out",
                "raden {key} står två gånger i listan; ta bort den ena"
            ),
            Mistake::NoBlock => say!(
                lang,
                "of a block of columns there is a sum and a mean (expected sum(… to …) or mean(… to …), \
                 with columns of figures)",
                "av ett kolumnblock kan summan och medelvärdet tas (väntade sum(… to …) eller \
                 mean(… to …), med kolumner av siffror)"
            ),
            Mistake::BlockBackwards { from, to } => say!(
                lang,
                "{to} does not stand after {from} in the table; write the block from left to right",
                "{to} står inte efter {from} i tabellen; skriv blocket från vänster till höger"
            ),
            Mistake::NoStep { found } => say!(
                lang,
                "that cannot be rounded to (found {found}, expected a number above 0, such as 0,1)",
                "det går inte att avrunda till det (hittade {found}, väntade ett tal över 0, till exempel 0,1)"
            ),
            Mistake::FactorBackwards => say!(
                lang,
                "the upper end lies below the lower one (expected factor(LOW to HIGH))",
                "den övre gränsen ligger under den undre (väntade factor(LÅG to HÖG))"
            ),
            Mistake::NoColumnOfWords { column } => say!(
                lang,
                "{column} is a column of figures (expected one whose unit is text, or a table for the \
                 labels of its rows)",
                "{column} är en kolumn med siffror (väntade en med enheten text, eller en tabell för \
                 radernas namn)"
            ),
            Mistake::NoRegister => say!(
                lang,
                "the register of municipalities and regions cannot be read",
                "förteckningen över kommuner och regioner kan inte läsas"
            ),
            Mistake::NoSuchCounty { found } => say!(
                lang,
                "no county has this code (found {found}, expected two digits such as 20, after all \
                 municipalities)",
                "inget län har den koden (hittade {found}, väntade två siffror som 20, efter all \
                 municipalities)"
            ),
            Mistake::NotSoManyPlaces { found, count } => say!(
                lang,
                "the register has another number (found {found}, expected {count}); leave the number out \
                 or correct it",
                "förteckningen har ett annat antal (hittade {found}, väntade {count}); stryk antalet eller \
                 rätta det"
            ),
            Mistake::NotPrintedThere {
                found,
                printed,
                read,
            } => say!(
                lang,
                "that does not stand there (found \"{found}\", expected \"{printed}\" as printed or \
                 \"{read}\" as read)",
                "det står inte där (hittade ”{found}”, väntade ”{printed}” som det är tryckt, eller ”{read}”, som det läses)"
            ),
            Mistake::ReadAsPrinted => say!(
                lang,
                "it is read as it is printed, which is nothing to record",
                "det läses som det är tryckt, vilket inte behöver antecknas"
            ),
            _ => String::new(),
        }
    }
}

fn unknown(
    what: &Named,
    found: &str,
    (nearest, known): (Option<&str>, &[String]),
    lang: Lang,
) -> String {
    let what = what.in_words(lang);
    let help = match nearest {
        Some(near) => say!(lang, "did you mean \"{near}\"?", "menade du ”{near}”?"),
        None => say!(
            lang,
            "expected one of {}",
            "väntade något av {}",
            known.join(", ")
        ),
    };
    say!(
        lang,
        "no such {what} (found \"{found}\"); {help}",
        "det finns ingen sådan {what} (hittade ”{found}”); {help}"
    )
}

impl InWords for Named {
    fn in_words(&self, lang: Lang) -> String {
        match self {
            Named::CheckKind => say!(lang, "kind", "sort"),
            Named::Table => say!(lang, "table", "tabell"),
            Named::Column { table } => say!(lang, "column of {table}", "kolumn i {table}"),
            Named::Row { table } => say!(lang, "row of {table}", "rad i {table}"),
            Named::Claim => say!(lang, "claim", "uppgift i texten"),
            Named::Parameter => say!(lang, "parameter", "parameter"),
            Named::Grant => say!(lang, "grant", "bidragsform"),
            Named::Condition => say!(lang, "condition", "villkorspunkt"),
            Named::Unit => say!(lang, "unit", "enhet"),
        }
    }
}

impl InWords for RelationError {
    fn in_words(&self, lang: Lang) -> String {
        let problem = self.problem.in_words(lang);
        let RelationError {
            file,
            line,
            column,
            picture,
            ..
        } = self;
        format!("{file}:{line}:{column}: {problem}\n{picture}")
    }
}

impl fmt::Display for RelationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_words(Lang::En))
    }
}

impl std::error::Error for RelationError {}
