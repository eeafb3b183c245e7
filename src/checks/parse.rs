//! From `checks.txt` to checks with every name resolved.
//!
//! The language is read from left to right, a function a rule: what may stand at a place is told by
//! the word or mark that stands there, so that nothing is read twice. A name that leads nowhere, or a
//! place that is not understood, becomes an error that points at it; reading goes on with the next
//! check, so that all errors come together.

use rustc_hash::FxHashSet;

use super::cursor::{Cursor, Result, Trouble, Word};
use super::error::{Mistake, Named};
use super::expected::Expected;
use super::relation::{Expression, Relation};
use super::resolve::{Resolver, as_written, one_line, unknown};
use super::{Check, CheckKind, FigureRef, Figures, RelationError};
use crate::exact::Ratio;
use crate::lang::{Errors, Wording};
use crate::tables::Place;

/// Reads a text of checks.
pub(super) struct Parser<'p, 't, 'a> {
    pub names: Resolver<'p, 'a>,
    pub cursor: Cursor<'t>,
}

/// Reads the checks of a decision. *Errors*: a syntax error, or every name that leads nowhere.
pub fn parse_checks(
    text: &str,
    file: &Place,
    figures: &Figures<'_>,
) -> std::result::Result<Vec<Check>, Errors<RelationError>> {
    let mut parser = Parser {
        names: Resolver { figures },
        cursor: Cursor::new(text),
    };
    let mut checks = Vec::new();
    let mut troubles = Vec::new();
    let mut seen = FxHashSet::default();
    while !parser.cursor.is_at_end() {
        match parser.check() {
            Ok((name, check)) => {
                if !seen.insert(check.id.clone()) {
                    let id = check.id.clone();
                    troubles.push(name.trouble(Mistake::DefinedTwice { id }));
                }
                checks.push(check);
            }
            Err(trouble) => {
                troubles.push(trouble);
                parser.cursor.skip_to_next_check();
            }
        }
    }
    let places = Places::of(text, file);
    let errors = troubles.into_iter().map(|it| places.error(it)).collect();
    Errors::result(errors, checks)
}

impl<'t> Parser<'_, 't, '_> {
    fn check(&mut self) -> Result<(Word<'t>, Check)> {
        self.cursor.wants(&["check"], Expected::Check)?;
        let name = self.cursor.check_id()?;
        let kind = self.kind()?;
        let declared = self.cursor.takes("declared");
        let together = self.cursor.takes("together");
        let text = self.sentence()?;
        self.cursor.begin_relation()?;
        let relation = self.relation()?;
        if !self.cursor.is_at_end() && !self.cursor.sees("check") {
            return Err(self.cursor.expected(Expected::Comparison));
        }
        let check = Check {
            id: name.text.to_owned(),
            kind,
            together,
            declared,
            text,
            relation,
        };
        Ok((name, check))
    }

    /// What a check says: in English, in Swedish after `sv`, or in both.
    fn sentence(&mut self) -> Result<Wording> {
        let quoted = |cursor: &mut Cursor<'t>| -> Result<String> {
            Ok(one_line(cursor.quoted(Expected::Meaning)?.text))
        };
        if self.cursor.takes_swedish() {
            return Ok(Wording::Swedish(quoted(&mut self.cursor)?));
        }
        let en = quoted(&mut self.cursor)?;
        if self.cursor.takes_swedish() {
            let sv = quoted(&mut self.cursor)?;
            return Ok(Wording::Both { en, sv });
        }
        Ok(Wording::English(en))
    }

    fn kind(&mut self) -> Result<CheckKind> {
        let found = self.cursor.name(Expected::CheckKind)?;
        CheckKind::ALL
            .into_iter()
            .find(|kind| kind.name() == found.text)
            .ok_or_else(|| {
                unknown(
                    found,
                    Named::CheckKind,
                    CheckKind::ALL.into_iter().map(CheckKind::name),
                )
            })
    }

    fn relation(&mut self) -> Result<Relation> {
        if self.cursor.sees("each") {
            return self.each_row();
        }
        if self.cursor.takes_words(&["rows", "of"]) {
            return self.in_order();
        }
        let start = self.cursor.here();
        if self.cursor.takes_words(&["names", "of"]) {
            return self.about_names(start);
        }
        if self.cursor.takes_words(&["name", "of"]) {
            return self.label_read_as(start);
        }
        if self.cursor.sees_all_places() {
            return self.all_present(start);
        }
        if self.cursor.takes_words(&["figures", "of"]) {
            return self.printed_to(start);
        }
        if self.cursor.takes_words(&["unit", "of"]) {
            return self.unit_is(start);
        }
        self.comparison_or_reference()
    }

    /// `claim[x] refers to tabell26`, or a comparison.
    fn comparison_or_reference(&mut self) -> Result<Relation> {
        let start = self.cursor.here();
        let left = self.expression(None)?;
        if self.cursor.sees_words(&["is", "printed"]) {
            return self.figure_read_as(start, &left.expression);
        }
        if !self.cursor.takes("refers") {
            let comparison = self.comparison_from(start, left, None)?;
            return Ok(Relation::Single(comparison));
        }
        let Expression::Figure(figure) = left.expression else {
            return Err(start.trouble(Mistake::NotAFigure));
        };
        self.cursor.wants(&["to"], Expected::RefersTo)?;
        let name = self.cursor.name(Expected::RefersTo)?;
        let exists = self.names.figures.table_position(name.text).is_some();
        Ok(Relation::RefersTo {
            figure,
            name: name.text.to_owned(),
            exists,
        })
    }

    /// `unit of claim[x] is points`, `unit of bilaga2.differens is points`.
    fn unit_is(&mut self, start: Word<'_>) -> Result<Relation> {
        if self.cursor.sees_table_column() {
            return self.column_unit_is(start);
        }
        let figure = self.one_figure()?;
        self.cursor.wants(&["is"], Expected::UnitOf)?;
        let name = self.cursor.unit_name()?;
        let unit = self.names.unit_name(name)?;
        Ok(Relation::UnitIs { figure, unit })
    }

    /// A figure that stands alone: a claim, a parameter or a cell.
    pub fn one_figure(&mut self) -> Result<FigureRef> {
        let start = self.cursor.here();
        match self.figure(None)?.expression {
            Expression::Figure(figure) => Ok(figure),
            _ => Err(start.trouble(Mistake::NotAFigure)),
        }
    }

    pub fn table(&mut self) -> Result<usize> {
        let name = self.cursor.name(Expected::TableName)?;
        self.names.table(name)
    }

    pub fn with_totals(&mut self) -> bool {
        self.cursor.takes_words(&["with", "totals"])
    }

    fn each_row(&mut self) -> Result<Relation> {
        self.cursor
            .wants(&["each", "row", "of"], Expected::EachRow)?;
        let table = self.table()?;
        let with_totals = self.with_totals();
        let filter = self.filter(Some(table))?;
        self.cursor.wants(&[":"], Expected::EachRow)?;
        let comparison = self.comparison(Some(table))?;
        Ok(Relation::EachRow {
            table,
            with_totals,
            filter,
            comparison,
        })
    }

    /// `rows of tabell10 descend by antal`.
    fn in_order(&mut self) -> Result<Relation> {
        let table = self.table()?;
        let descend = self.cursor.takes("descend");
        if !descend {
            self.cursor.wants(&["ascend"], Expected::Direction)?;
        }
        self.cursor.wants(&["by"], Expected::InOrder)?;
        let name = self.cursor.name(Expected::InOrder)?;
        let column = self.names.column(name, table)?;
        let filter = self.filter(Some(table))?;
        Ok(Relation::InOrder {
            table,
            column,
            descend,
            filter,
        })
    }

    /// `figures of bilaga2.andel are printed to 0,01`, or `… are grouped in threes`.
    fn printed_to(&mut self, start: Word<'_>) -> Result<Relation> {
        let table = self.table()?;
        self.cursor.wants(&["."], Expected::PrintedTo)?;
        let name = self.cursor.name(Expected::PrintedTo)?;
        let column = self.names.column(name, table)?;
        let with_totals = self.with_totals();
        let filter = self.filter(Some(table))?;
        self.cursor.wants(&["are"], Expected::PrintedTo)?;
        if self.cursor.takes_words(&["grouped", "in", "threes"]) {
            return Ok(Relation::GroupedInThrees {
                table,
                with_totals,
                filter,
                column,
                text: as_written(self.cursor.since(start)),
            });
        }
        self.cursor.wants(&["printed", "to"], Expected::PrintedTo)?;
        let quantum = self.digit()?;
        Ok(Relation::PrintedTo {
            table,
            with_totals,
            filter,
            column,
            quantum,
            text: as_written(self.cursor.since(start)),
        })
    }

    /// What a printed digit can count: 0,01, 1, 1 000.
    fn digit(&mut self) -> Result<Ratio> {
        let Some((word, _)) = self.cursor.number() else {
            return Err(self.cursor.expected(Expected::PrintedTo));
        };
        let number = self.number(word)?;
        let is_power_of_ten = |it: i128| {
            let power = it.checked_ilog10();
            power.is_some_and(|power| 10_i128.pow(power) == it)
        };
        if is_power_of_ten(number.numerator()) && is_power_of_ten(number.denominator()) {
            return Ok(number);
        }
        let found = word.text.to_owned();
        Err(word.trouble(Mistake::NotADigit { found }))
    }
}

/// Where the lines of a text begin.
struct Places<'t> {
    text: &'t str,
    file: String,
    starts: Vec<usize>,
}

impl<'t> Places<'t> {
    fn of(text: &'t str, file: &Place) -> Places<'t> {
        let after_breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        Places {
            text,
            file: file.to_string(),
            starts: std::iter::once(0).chain(after_breaks).collect(),
        }
    }

    fn error(&self, trouble: Trouble) -> RelationError {
        let line = self.starts.partition_point(|start| *start <= trouble.at);
        let start = self.starts[line - 1];
        let column = self.text[start..trouble.at].chars().count() + 1;
        let shown = self.text[start..].lines().next().unwrap_or_default();
        RelationError {
            file: self.file.clone(),
            line,
            column,
            problem: trouble.problem,
            picture: picture(shown.trim_end(), column),
        }
    }
}

/// The line with a mark under the column; of a long line, what stands around it.
fn picture(line: &str, column: usize) -> String {
    const AROUND: usize = 60;
    let place = column.saturating_sub(1);
    let first = place.saturating_sub(AROUND);
    let shown: String = line.chars().skip(first).take(2 * AROUND).collect();
    let mark = " ".repeat(place - first);
    format!("    {shown}\n    {mark}^")
}
