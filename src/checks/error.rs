//! What can be wrong in `checks.txt`, in one place.

use std::fmt;

use crate::lang::{InWords, Lang, say};
use crate::tables::{NumeralError, Unit, nearest};

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
    pub problem: Problem,
    /// The line with a mark under the character.
    pub picture: String,
}

/// What is wrong with a relation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
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
        left: Unit,
        /// Of the right.
        right: Unit,
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
    /// Rows that cannot be put in order.
    Rows {
        /// Why.
        reason: String,
    },
}

/// What should stand at a place, in words of the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // each is worded once, below
pub enum Expected {
    Check,
    CheckName,
    Kind,
    Meaning,
    Relation,
    EachRow,
    InOrder,
    Direction,
    UniqueNames,
    PrintedTo,
    UnitOf,
    RefersTo,
    Where,
    Comparison,
    SomePercent,
    Value,
    Room,
    Percent,
    Change,
    TableAndColumn,
    CountedTable,
    ClosingParenthesis,
    Key,
    Cell,
    NamedFigure,
    ListedIn,
    Meets,
    Missing,
    PrintedText,
    TableName,
    ColumnName,
    County,
}

/// What a name should lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // each is worded once, below
pub enum Named {
    Kind,
    Table,
    Column { table: String },
    Row { table: String },
    Claim,
    Parameter,
    Grant,
    Condition,
    Unit,
}

impl Problem {
    /// A name that leads nowhere, with those that do.
    pub(super) fn unknown<'n>(
        what: Named,
        found: &str,
        known: impl Iterator<Item = &'n str> + Clone,
    ) -> Problem {
        const SHOWN: usize = 12;
        Problem::Unknown {
            what,
            found: found.to_owned(),
            nearest: nearest(found, known.clone()).map(str::to_owned),
            known: known.take(SHOWN).map(str::to_owned).collect(),
        }
    }
}

impl InWords for Problem {
    fn in_words(&self, lang: Lang) -> String {
        match self {
            Problem::NotUnderstood { expected, found } => {
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
            Problem::Unknown {
                what,
                found,
                nearest,
                known,
            } => unknown(what, found, (nearest.as_deref(), known), lang),
            Problem::DefinedTwice { id } => say!(
                lang,
                "check \"{id}\" is defined twice; rename one",
                "kontrollen ”{id}” är definierad två gånger; döp om en av dem"
            ),
            Problem::TooLong { found } => say!(
                lang,
                "the relation is too long (found {found} bytes, expected at most {}); use sum(…) over a \
                 table, or several checks",
                "sambandet är för långt (hittade {found} byte, väntade högst {}); använd sum(…) över en \
                 tabell eller flera kontroller",
                super::cursor::LONGEST
            ),
            Problem::TooDeep => say!(
                lang,
                "parentheses, not and minus signs stand more than {} deep in each other; divide the \
                 relation into several checks",
                "parenteser, not och minustecken står mer än {} djupt i varandra; dela upp sambandet i \
                 flera kontroller",
                super::cursor::DEEPEST
            ),
            Problem::Number(error) => error.in_words(lang),
            Problem::NotADigit { found } => say!(
                lang,
                "no digit counts that (found {found}, expected a power of ten: 0,01, 0,1, 1, 1 000)",
                "ingen siffra räknar det (hittade {found}, väntade en tiopotens: 0,01, 0,1, 1, 1 000)"
            ),
            Problem::NegativeRoom => say!(
                lang,
                "expected a number of 0 or more",
                "väntade ett tal som är 0 eller större"
            ),
            Problem::RoomWithoutEquality => say!(
                lang,
                "\"within\" needs an equality (expected a = b within …)",
                "”within” kräver en likhet (väntade a = b within …)"
            ),
            Problem::UnitsDiffer { left, right } => say!(
                lang,
                "the sides differ in unit (found {left} and {right}, expected the same); percent(… of …) \
                 makes a percentage of two amounts",
                "leden har olika enheter (hittade {left} och {right}, väntade samma); percent(… of …) gör \
                 en procentsats av två belopp"
            ),
            Problem::NoRowAtHand { needs } => say!(
                lang,
                "\"{needs}\" needs a row at hand (found none, expected \"each row of …:\" before it, or a \
                 cell such as tabell5[2023].oanvant)",
                "”{needs}” behöver en rad (hittade ingen, väntade ”each row of …:” före, eller en cell som \
                 tabell5[2023].oanvant)"
            ),
            Problem::NoCounty => say!(
                lang,
                "\"in county\" sums municipalities for the row of a region (expected a table of \
                 municipalities, and each row of a table of regions)",
                "”in county” summerar kommuner för en regions rad (väntade en tabell över kommuner, och \
                 varje rad i en tabell över regioner)"
            ),
            Problem::NotAFigure => say!(
                lang,
                "expected a claim, a parameter or a cell",
                "väntade en uppgift i texten, en parameter eller en cell"
            ),
            Problem::Rows { reason } => reason.clone(),
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
            Named::Kind => say!(lang, "kind", "sort"),
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

impl InWords for Expected {
    fn in_words(&self, lang: Lang) -> String {
        match self {
            Expected::Check => say!(
                lang,
                "a check begins with check NAME KIND \"what it says\"",
                "en kontroll börjar med check NAMN SORT ”vad den säger”"
            ),
            Expected::CheckName => say!(
                lang,
                "after check stands its name, which begins with a letter",
                "efter check står namnet, som börjar med en bokstav"
            ),
            Expected::Kind => say!(
                lang,
                "after its name stands a kind, such as sum or share",
                "efter namnet står sorten, till exempel sum eller share"
            ),
            Expected::Meaning => say!(
                lang,
                "after the kind stands what the check says, in quotes",
                "efter sorten står vad kontrollen säger, inom citattecken"
            ),
            Expected::Relation => say!(
                lang,
                "a relation is a = b, each row of TABLE: a = b, rows of TABLE descend by COLUMN, and so on",
                "ett samband är a = b, each row of TABELL: a = b, rows of TABELL descend by KOLUMN och så vidare"
            ),
            Expected::EachRow => say!(
                lang,
                "write each row of TABLE: and what holds in each, with where … before the colon to leave rows out",
                "skriv each row of TABELL: och vad som gäller i varje rad, med where … före kolonet för att utesluta rader"
            ),
            Expected::InOrder => say!(
                lang,
                "write rows of TABLE descend by COLUMN",
                "skriv rows of TABELL descend by KOLUMN"
            ),
            Expected::Direction => say!(
                lang,
                "rows descend or ascend by a column",
                "rader ordnas med descend eller ascend by KOLUMN"
            ),
            Expected::UniqueNames => say!(
                lang,
                "write names of TABLE are unique",
                "skriv names of TABELL are unique"
            ),
            Expected::PrintedTo => say!(
                lang,
                "write figures of TABLE.COLUMN are printed to 0,01",
                "skriv figures of TABELL.KOLUMN are printed to 0,01"
            ),
            Expected::UnitOf => say!(
                lang,
                "write unit of FIGURE is UNIT, such as unit of claim[x] is points",
                "skriv unit of SIFFRA is ENHET, till exempel unit of claim[x] is points"
            ),
            Expected::RefersTo => say!(
                lang,
                "write FIGURE refers to TABLE",
                "skriv SIFFRA refers to TABELL"
            ),
            Expected::Where => say!(
                lang,
                "after where stand comparisons, joined by and and or",
                "efter where står jämförelser, förenade med and och or"
            ),
            Expected::Comparison => say!(
                lang,
                "a value is followed by + − × ÷ and another value, or by = < ≤ > ≥ and what it is compared with",
                "ett värde följs av + − × ÷ och ett värde till, eller av = < ≤ > ≥ och det som det jämförs med"
            ),
            Expected::SomePercent => say!(
                lang,
                "write is some percent of NUMBER",
                "skriv is some percent of ANTAL"
            ),
            Expected::Value => say!(
                lang,
                "a value is a column, a cell such as tabell5[2023].oanvant, claim[…], parameter[…], a number, \
                 sum(…), count(…), percent(… of …) or one of these in parentheses",
                "ett värde är en kolumn, en cell som tabell5[2023].oanvant, claim[…], parameter[…], ett tal, \
                 sum(…), count(…), percent(… of …) eller ett av dessa inom parentes"
            ),
            Expected::Room => say!(
                lang,
                "after within stands a number, such as within 2",
                "efter within står ett tal, till exempel within 2"
            ),
            Expected::Percent => say!(
                lang,
                "write percent(PART of WHOLE)",
                "skriv percent(DEL of HELHET)"
            ),
            Expected::Change => say!(
                lang,
                "write change(from BEFORE to AFTER)",
                "skriv change(from FÖRE to EFTER)"
            ),
            Expected::TableAndColumn => say!(
                lang,
                "after \"sum(\", \"max(\" and \"min(\" stand a table and a column, such as sum(bilaga2.belopp)",
                "efter ”sum(”, ”max(” och ”min(” står en tabell och en kolumn, till exempel sum(bilaga2.belopp)"
            ),
            Expected::CountedTable => say!(
                lang,
                "after \"count(\" stands a table, such as count(bilaga2 where belopp > 0)",
                "efter ”count(” står en tabell, till exempel count(bilaga2 where belopp > 0)"
            ),
            Expected::ClosingParenthesis => say!(
                lang,
                "a parenthesis that was opened is closed with )",
                "en parentes som öppnats avslutas med )"
            ),
            Expected::Key => say!(
                lang,
                "in brackets stands the key or code of a row, such as [2023] or [0180]",
                "inom hakparentes står en rads nyckel eller kod, till exempel [2023] eller [0180]"
            ),
            Expected::Cell => say!(
                lang,
                "a cell is TABLE[ROW].COLUMN, such as tabell5[2023].oanvant",
                "en cell är TABELL[RAD].KOLUMN, till exempel tabell5[2023].oanvant"
            ),
            Expected::NamedFigure => say!(
                lang,
                "a figure is claim[NAME], parameter[NAME] or TABLE[ROW].COLUMN",
                "en uppgift är claim[NAMN], parameter[NAMN] eller TABELL[RAD].KOLUMN"
            ),
            Expected::ListedIn => say!(lang, "write listed in TABLE", "skriv listed in TABELL"),
            Expected::Meets => say!(
                lang,
                "write meets GRANT[CONDITION]",
                "skriv meets BIDRAG[VILLKOR]"
            ),
            Expected::Missing => say!(
                lang,
                "after is stands missing, or printed and the characters in quotes",
                "efter is står missing, eller printed och tecknen inom citattecken"
            ),
            Expected::PrintedText => say!(
                lang,
                "after is printed stand the characters in quotes",
                "efter is printed står tecknen inom citattecken"
            ),
            Expected::TableName => say!(lang, "here stands a table", "här står en tabell"),
            Expected::ColumnName => say!(lang, "here stands a column", "här står en kolumn"),
            Expected::County => say!(lang, "write in county", "skriv in county"),
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
