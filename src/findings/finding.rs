//! What a finding says, as data.

use std::fmt;

use super::{Cause, Evidence, Habit, Side, WrittenValue};
use crate::checks::{CheckKind, FigureRef, Figures};
use crate::exact::{PrintingRule, Ratio};
use crate::intake::SheetPlace;
use crate::lang::{InWords, Lang, Wording, say};
use crate::statements::Arithmetic;
use crate::tables::SourceLines;

/// A place where a document disagrees with itself or with its own rules.
#[derive(Clone, Debug)]
pub struct Finding {
    /// A stable name: the check's or grant's, and the row's.
    pub id: String,
    /// How grave it is.
    pub severity: Severity,
    /// Whether it is acknowledged.
    pub status: Status,
    /// What kind of statement it contradicts.
    pub kind: CheckKind,
    /// What disagrees with what.
    pub says: Disagreement,
    /// The relation that does not hold.
    pub relation: FindingRelation,
    /// What is printed.
    pub published: Option<Side>,
    /// What the other figures or the rule give.
    pub expected: Option<Side>,
    /// Published less expected, in the unit of what is published.
    pub difference: Option<WrittenValue>,
    /// The figures involved.
    pub cells: Vec<FindingCell>,
    /// The figure most likely to be wrong, unless several are as likely.
    pub suspect: Option<Suspect>,
    /// The other candidates, the most likely first.
    pub rivals: Vec<Suspect>,
    /// How the wrong figure may have come about.
    pub cause: Cause,
    /// The printed figures that cannot all be true, as one line of arithmetic.
    pub certificate: Option<Arithmetic>,
    /// What it has in common with other findings.
    pub group: Option<CommonCause>,
    /// Why it is acknowledged, or what has changed since.
    pub reason: Option<Remark>,
}

/// What disagrees with what. With the figures of its finding it makes a sentence
/// ([`words::message`](crate::report::words::message)).
#[derive(Clone, Debug)]
pub enum Disagreement {
    /// One statement of a check.
    Statement {
        /// What the check says.
        text: Wording,
        /// The row, if the check is on rows.
        place: Option<RowPlace>,
        /// Whether the two sides should be equal.
        is_equality: bool,
        /// What the other figures give, which is not what is expected where a column has a rule of
        /// its own.
        given: Option<Side>,
        /// The rule of printing with which it holds, if there is one.
        fits: Option<PrintingRule>,
        /// What is said besides.
        besides: Option<Besides>,
    },
    /// Many statements of a check together.
    Rows {
        /// What the check says.
        text: Wording,
        /// How many differ.
        count: usize,
        /// Of how many.
        of: usize,
        /// What they have in common.
        all: Option<InCommon>,
    },
    /// Amounts that the procedure of a grant does not give.
    Amounts {
        /// The grant's title.
        grant: String,
        /// Published less computed, in kronor.
        difference: Ratio,
        /// Whose amounts.
        recipients: Vec<String>,
    },
    /// An acknowledged finding that is no longer found.
    Vanished,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowPlace {
    /// The table.
    pub table: String,
    /// The row's label.
    pub row: String,
}

/// What is said of a statement besides how its sides differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Besides {
    /// Rounding can leave such a difference, but seldom does.
    Unlikely {
        /// With this probability.
        probability: Ratio,
    },
    /// All its figures are such multiples: they may have been rounded.
    RoundFigures {
        /// Of what.
        multiples: i128,
    },
    /// The column was made by a rule of its own, which this row breaks.
    BreaksHabit {
        /// The rule.
        habit: Habit,
        /// What the rule gives for the row, where it gives one value.
        gives: Option<WrittenValue>,
    },
}

/// What all rows that differ have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InCommon {
    /// They hold with another rule of printing.
    Fit(PrintingRule),
    /// The whole column was made by a rule of its own.
    Habit {
        /// The rule.
        habit: Habit,
        /// What speaks for it.
        evidence: Evidence,
    },
}

/// The relation that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FindingRelation {
    /// That of a check, in the language of checks.
    Check(String),
    /// Published amounts are those of a procedure.
    Procedure {
        /// The table and column.
        column: String,
        /// What the procedure does.
        title: Wording,
    },
    /// An acknowledgement has its finding.
    Acknowledgement,
}

/// What findings have in common.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum CommonCause {
    /// Figures that are probably wrong together, each as table, row and column.
    Figures(Vec<[String; 3]>),
    /// Figures that stand in each other's place.
    Exchange(Vec<FindingCell>),
    /// Figures that stand one step off, and the empty cell that they belong nearer to.
    Shift(Vec<FindingCell>, FindingCell),
    /// A column as a whole, `tabell1.belopp`.
    Column(String),
}

/// A note on a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// Why it is acknowledged.
    Acknowledged(Wording),
    /// Its figures are not the acknowledged ones.
    Changed {
        /// Whether it is what is published, else what is expected.
        published: bool,
        /// What is acknowledged.
        was: String,
        /// What it is.
        is: Option<Side>,
    },
}

/// A figure with its place in the document.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FindingCell {
    /// The table, or `claim` or `parameter`.
    pub table: String,
    /// The row's label, or the name of the claim or parameter.
    pub row: String,
    /// The column.
    pub column: String,
    /// The line or lines in the source text.
    pub lines: Option<SourceLines>,
    /// Where it stands in the file that the table was read from, if that is known.
    pub place: Option<SheetPlace>,
    /// What is printed.
    pub printed: String,
}

/// A figure that may be the wrong one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suspect {
    /// The figure.
    pub cell: FindingCell,
    /// How likely it is to be the one, from 0 to 1, given that one figure is wrong.
    pub confidence: Ratio,
    /// The value with which everything would agree, in the unit of the print.
    pub value: WrittenValue,
    /// The figures of the same statement that must change with it, and their values.
    pub together: Vec<(FindingCell, WrittenValue)>,
}

/// How grave a finding is, the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The figures cannot all be right.
    Error,
    /// The rule in words is not the rule in figures.
    Definition,
    /// A krona or a digit that only another rounding explains.
    Rounding,
    /// A word that is stretched.
    Wording,
    /// The figures differ because one side may cover more than the other.
    Incomplete,
}

/// A finding against the acknowledgements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Not acknowledged, or its figures have changed since.
    New,
    /// Acknowledged but no longer found.
    Vanished,
    /// Acknowledged.
    Acknowledged,
}

impl FindingCell {
    /// The place of a figure.
    pub fn of(figure: FigureRef, figures: &Figures<'_>) -> FindingCell {
        let [table, row, column] = figures.place(figure).map(str::to_owned);
        let printed = figures.printed(figure).to_owned();
        let lines = figures.lines(figure);
        let origins = &figures.decision.origins;
        let place = lines
            .filter(|_| figures.is_own(figure))
            .and_then(|lines| origins.place(&table, lines, &column))
            .cloned();
        FindingCell {
            table,
            row,
            column,
            lines,
            place,
            printed,
        }
    }
}

impl InWords for FindingCell {
    /// `bilaga1, Motala: lyftet_andel_oanvant (line 3833) "88 %"`.
    fn in_words(&self, lang: Lang) -> String {
        let (row, column, printed) = (&self.row, &self.column, &self.printed);
        let figure = match self.table.as_str() {
            "claim" => say!(lang, "claim {row}", "uppgiften {row}"),
            "parameter" => say!(lang, "parameter {row}", "parametern {row}"),
            table => format!("{table}, {row}: {column}"),
        };
        let place = match (&self.place, self.lines) {
            (Some(place), _) => format!(" ({})", place.in_words(lang)),
            (None, Some(lines)) if lines.first == lines.last => {
                format!(" ({})", say!(lang, "line {lines}", "rad {lines}"))
            }
            (None, Some(lines)) => {
                format!(" ({})", say!(lang, "lines {lines}", "raderna {lines}"))
            }
            (None, None) => String::new(),
        };
        match lang {
            Lang::Sv => format!("{figure}{place} ”{printed}”"),
            Lang::En | Lang::Marked => format!("{figure}{place} \"{printed}\""),
        }
    }
}

impl fmt::Display for FindingCell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_words(Lang::En))
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Severity::Error => "error",
            Severity::Definition => "definition",
            Severity::Rounding => "rounding",
            Severity::Wording => "wording",
            Severity::Incomplete => "incomplete",
        })
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Status::New => "new",
            Status::Vanished => "vanished",
            Status::Acknowledged => "acknowledged",
        })
    }
}
