//! Conditions on a row.

use super::cursor::Result;
use super::error::Named;
use super::expected::Expected;
use super::parse::Parser;
use super::relation::Condition;
use super::resolve::{RowTable, unknown};

impl Parser<'_, '_, '_> {
    /// `where …`, if it stands here.
    pub fn filter(&mut self, row: RowTable) -> Result<Option<Condition>> {
        if !self.cursor.takes("where") {
            return Ok(None);
        }
        self.condition(row).map(Some)
    }

    /// Alternatives joined by `or`, of tests joined by `and`.
    fn condition(&mut self, row: RowTable) -> Result<Condition> {
        let mut alternatives = Vec::new();
        loop {
            let mut tests = vec![self.test(row)?];
            while self.cursor.takes("and") {
                tests.push(self.test(row)?);
            }
            alternatives.push(Condition::All(tests));
            if !self.cursor.takes("or") {
                return Ok(Condition::Any(alternatives));
            }
        }
    }

    fn test(&mut self, row: RowTable) -> Result<Condition> {
        if self.cursor.takes("not") {
            let negated = self.deeper(|parser| parser.test(row))?;
            return Ok(Condition::Not(Box::new(negated)));
        }
        if self.cursor.sees("(") && !self.is_value_in_parentheses() {
            self.cursor.takes("(");
            let inside = self.deeper(|parser| parser.condition(row))?;
            self.cursor.wants(&[")"], Expected::ClosingParenthesis)?;
            return Ok(inside);
        }
        let start = self.cursor.here();
        if self.cursor.takes_words(&["listed", "in"]) {
            let from = self.names.at_hand(self.cursor.word_since(start), row)?;
            let name = self.cursor.name(Expected::ListedIn)?;
            let table = self.names.table(name)?;
            return Ok(Condition::Listed { from, table });
        }
        if self.cursor.sees_words(&["meets"]) && !self.cursor.sees_column_test() {
            return self.meets(row);
        }
        if self.cursor.takes_words(&["key", "is"]) {
            let from = self.names.at_hand(self.cursor.word_since(start), row)?;
            if self.cursor.takes("from") {
                return self.key_from(from);
            }
            let key = self.cursor.bare_key()?;
            self.names.row(from, key)?;
            let key = key.text.to_owned();
            return Ok(Condition::KeyIs { from, key });
        }
        if self.cursor.sees_column_test() {
            return self.of_column(row);
        }
        let comparison = self.comparison(row)?;
        Ok(Condition::Compare(Box::new(comparison)))
    }

    /// The rest of `key is from 0114 to 0192`: the rows between these two, both included.
    fn key_from(&mut self, from: usize) -> Result<Condition> {
        let first = self.cursor.bare_key()?;
        let first = self.names.row(from, first)?;
        self.cursor.wants(&["to"], Expected::Key)?;
        let last = self.cursor.bare_key()?;
        let last = self.names.row(from, last)?;
        Ok(Condition::KeyFrom { from, first, last })
    }

    /// Whether the parenthesis that is opened here holds a value: an operator follows it.
    fn is_value_in_parentheses(&self) -> bool {
        const OPERATORS: [char; 14] = [
            '+', '-', '−', '*', '×', '/', '÷', '=', '<', '>', '≤', '≥', '≠', '!',
        ];
        let after = self.cursor.after_parenthesis();
        after.is_some_and(|it| it.starts_with(OPERATORS) || it.starts_with("is "))
    }

    /// `lyftet_anvant is missing`, `spec_anvant is printed "*)"`.
    fn of_column(&mut self, row: RowTable) -> Result<Condition> {
        let name = self.cursor.name(Expected::ColumnName)?;
        let table = self.names.at_hand(name, row)?;
        let column = self.names.column(name, table)?;
        self.cursor.wants(&["is"], Expected::Missing)?;
        if self.cursor.takes("missing") {
            return Ok(Condition::IsMissing { table, column });
        }
        self.cursor.wants(&["printed"], Expected::Missing)?;
        let printed = self.cursor.quoted(Expected::PrintedText)?;
        Ok(Condition::IsPrinted {
            table,
            column,
            printed: printed.text.to_owned(),
        })
    }

    /// `meets timanstallda[villkor-1]`.
    fn meets(&mut self, row: RowTable) -> Result<Condition> {
        let word = self.cursor.name(Expected::Meets)?;
        let from = self.names.at_hand(word, row)?;
        let grant_name = self.cursor.name(Expected::Meets)?;
        let condition_name = self.cursor.key()?;
        let decision = self.names.figures.decision;
        let grant = decision.grant(grant_name.text).ok_or_else(|| {
            let grants = decision.grants.iter().map(|grant| grant.id.as_str());
            unknown(grant_name, Named::Grant, grants)
        })?;
        let conditions = grant.conditions.iter();
        let condition = conditions
            .clone()
            .find(|condition| condition.id == condition_name.text)
            .ok_or_else(|| {
                let known = conditions.map(|condition| condition.id.as_str());
                unknown(condition_name, Named::Condition, known)
            })?;
        let met = grant.recipients.iter().zip(&condition.judgements);
        let keys = met
            .filter(|(_, it)| it.is_met())
            .map(|(key, _)| key.clone())
            .collect();
        Ok(Condition::Meets { from, keys })
    }
}
