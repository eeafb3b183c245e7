//! A decision with one figure printed otherwise: for asking what an audit would say of a slip.

use super::grant::{Sources, resolve_grants};
use super::{Decision, DecisionError};
use crate::lang::{Errors, Phrase, phrase};
use crate::tables::{Place, Unit, Value};

impl Decision {
    /// Puts `printed` in a cell and resolves the grants again, whose keys, conditions and claims may
    /// rest on it; gives what was printed before. The files of the folder stay as they are.
    ///
    /// *Errors*: `printed` is no figure in the column's unit, no such cell, or the grants cannot be
    /// resolved with it; the decision is then as before.
    pub fn reprint_cell(
        &mut self,
        table: &str,
        row: usize,
        column: usize,
        printed: &str,
    ) -> Result<String, Errors<DecisionError>> {
        let at = self.folder.place(&format!("{table}.csv"));
        let Some(reprinted) = self.tables.get_mut(table) else {
            return Err(Errors::from(no_such_place(
                at,
                phrase!("column", "kolumnen"),
                column,
            )));
        };
        let (unit, header) = match reprinted.columns.get(column) {
            Some(column) => (column.unit, column.id.clone()),
            None => {
                return Err(Errors::from(no_such_place(
                    at,
                    phrase!("column", "kolumnen"),
                    column,
                )));
            }
        };
        if row >= reprinted.rows.len() {
            return Err(Errors::from(no_such_place(
                at,
                phrase!("row", "raden"),
                row,
            )));
        }
        let not_read = |error| not_a_figure(at.column(&header), printed, unit, &error);
        let before = reprinted.reprint(row, column, printed).map_err(not_read)?;
        match resolve_grants(&Sources {
            folder: &self.folder,
            manifest: &self.manifest,
            tables: &self.tables,
            parameters: &self.parameters,
            claims: &self.claims,
        }) {
            Ok(grants) => {
                self.grants = grants;
                Ok(before)
            }
            Err(errors) => {
                let table = self.tables.get_mut(table);
                // what was printed before was read before
                table.map(|table| table.reprint(row, column, &before));
                Err(errors)
            }
        }
    }

    /// Puts `printed` in a claim; gives what was printed before.
    ///
    /// *Errors*: `printed` is no figure in the claim's unit, or no such claim; the decision is then as
    /// before.
    pub fn reprint_claim(
        &mut self,
        claim: usize,
        printed: &str,
    ) -> Result<String, Errors<DecisionError>> {
        let at = self.folder.place("claims.csv");
        let Some(found) = self.claims.get_mut(claim) else {
            return Err(Errors::from(no_such_place(
                at,
                phrase!("claim", "uppgiften"),
                claim,
            )));
        };
        found.number = match Value::read(printed, found.unit) {
            Ok(Value::Number(number)) => Some(number),
            Ok(Value::Missing(_) | Value::Text) => None,
            Err(error) => {
                let at = at.column("printed");
                return Err(Errors::from(not_a_figure(at, printed, found.unit, &error)));
            }
        };
        Ok(std::mem::replace(&mut found.printed, printed.to_owned()))
    }
}

fn not_a_figure(
    at: Place,
    printed: &str,
    unit: Unit,
    error: &crate::tables::NumeralError,
) -> DecisionError {
    DecisionError::NotAFigure {
        at,
        found: printed.to_owned(),
        unit,
        help: Phrase::from(error),
    }
}

fn no_such_place(at: Place, kind: Phrase, position: usize) -> DecisionError {
    DecisionError::UnknownReference {
        at,
        kind,
        found: format!("position {position}"),
        expected: phrase!("one that is there", "en som finns"),
        suggestion: Phrase::same(""),
    }
}
