//! The numbers of the source text: `figures.csv` lists every numeric token with its line, its column
//! (in characters, from 1) and its role. Here the list is checked against the tables, claims and
//! parameters; [`provenance`](super::verify_source) checks it against the text itself.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::{Claim, DecisionError, Parameter};
use crate::lang::{Errors, Phrase, phrase};
use crate::tables::{Folder, SourceLines, Table, TableError};
use serde::Deserialize;

/// A number in the source text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its line in the source text, from 1.
    pub line: u32,
    /// Its column, in characters from 1.
    pub column: u32,
    /// The characters.
    pub token: String,
    /// What it is.
    pub role: Role,
}

/// What a number in the source text is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// Part of a table's cell.
    Cell {
        /// The table.
        table: String,
        /// The row's position.
        row: usize,
        /// The column's position.
        column: usize,
    },
    /// Part of a claim.
    Claim(String),
    /// Part of a parameter.
    Parameter(String),
    /// None of these: a year, a date, a page, a reference number, a name.
    Context(ContextKind),
}

/// Kinds of context.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)] // the names say it
pub enum ContextKind {
    Year,
    Date,
    ReferenceNumber,
    Law,
    Page,
    ListNumber,
    Section,
    /// A reference to a table, annex, page or figure.
    Reference,
    FootnoteMark,
    Name,
    Age,
    Address,
    /// In a title, a column heading or a row label.
    Label,
    Definition,
    Rule,
}

#[derive(Deserialize)]
pub(super) struct TokenRecord {
    line: u32,
    column: u32,
    token: String,
    role: String,
    of: String,
}

/// What the tokens of a decision may refer to.
pub(super) struct Referents<'a> {
    pub tables: &'a BTreeMap<String, Table>,
    pub claims: FxHashMap<&'a str, &'a Claim>,
    pub parameters: &'a BTreeMap<String, Parameter>,
}

const FILE: &str = "figures.csv";

/// The records of `figures.csv`, each with its line there; none if the folder does not have it.
pub(super) fn read_token_records(
    folder: &Folder,
) -> Result<Vec<(u64, TokenRecord)>, Errors<DecisionError>> {
    if !folder.has(FILE) {
        return Ok(Vec::new());
    }
    let columns = ["line", "column", "token", "role", "of"];
    let records = folder.records(FILE, "every number of the source text", &columns);
    records.map_err(|errors| errors.into_iter().map(DecisionError::from).collect())
}

/// Gives each token what it refers to, if the folder has the list. *Errors*: a token of nothing, a
/// token outside the lines its cell, claim or parameter names, two tokens at one place, a cell with a
/// number but no token, or with two.
pub(super) fn resolve_tokens(
    folder: &Folder,
    records: Vec<(u64, TokenRecord)>,
    known: &Referents<'_>,
) -> Result<Vec<Token>, Errors<DecisionError>> {
    if !folder.has(FILE) {
        return Ok(Vec::new());
    }
    let mut tokens = Vec::with_capacity(records.len());
    let mut errors = Vec::new();
    let mut places: FxHashMap<(u32, u32), u64> = FxHashMap::default();
    for (line, record) in records {
        let at = || folder.place(FILE).line(line);
        if let Some(first) = places.insert((record.line, record.column), line) {
            let key = format!("the token at {}:{}", record.line, record.column);
            errors.push(
                TableError::Duplicate {
                    at: at(),
                    key,
                    first,
                }
                .into(),
            );
        }
        let role = match known.role(&record) {
            Ok(role) => role,
            Err(expected) => {
                errors.push(DecisionError::UnknownReference {
                    at: at().column("of"),
                    kind: phrase!("figure", "uppgiften"),
                    found: format!("{} {}", record.role, record.of),
                    expected,
                    suggestion: Phrase::same(""),
                });
                continue;
            }
        };
        if let Some(lines) = known.lines(&role)
            && !(lines.first..=lines.last).contains(&record.line)
        {
            errors.push(DecisionError::OutsideLines {
                at: at().column("line"),
                token: record.token.clone(),
                found: record.line,
                of: record.of.clone(),
                lines,
            });
        }
        let TokenRecord {
            line,
            column,
            token,
            ..
        } = record;
        tokens.push(Token {
            line,
            column,
            token,
            role,
        });
    }
    errors.extend(known.not_listed_once(&tokens, folder));
    Errors::result(errors, tokens)
}

impl Referents<'_> {
    fn role(&self, record: &TokenRecord) -> Result<Role, Phrase> {
        let of = record.of.as_str();
        match record.role.as_str() {
            "cell" => self.cell(of).ok_or_else(|| {
                phrase!(
                    "table/key/column of a cell",
                    "tabell/nyckel/kolumn för en cell"
                )
            }),
            "claim" => self
                .claims
                .get(of)
                .map(|_| Role::Claim(of.to_owned()))
                .ok_or_else(|| phrase!("a claim of claims.csv", "en uppgift i claims.csv")),
            "parameter" => self
                .parameters
                .get(of)
                .map(|_| Role::Parameter(of.to_owned()))
                .ok_or_else(|| {
                    phrase!(
                        "a parameter of decision.toml",
                        "en parameter i decision.toml"
                    )
                }),
            "context" => {
                use serde::de::IntoDeserializer;
                use serde::de::value::{Error, StrDeserializer};
                let kind: StrDeserializer<'_, Error> = of.into_deserializer();
                ContextKind::deserialize(kind)
                    .map(Role::Context)
                    .map_err(|error| {
                        let error = error.to_string();
                        let kinds = error.rsplit("expected one of ").next().unwrap_or_default();
                        phrase!("{error}", "ett slag av sammanhang: {kinds}")
                    })
            }
            _ => Err(phrase!(
                "the role cell, claim, parameter or context",
                "rollen cell, claim, parameter eller context"
            )),
        }
    }

    fn cell(&self, of: &str) -> Option<Role> {
        let mut parts = of.split('/');
        let (table, key, column) = (parts.next()?, parts.next()?, parts.next()?);
        let found = self.tables.get(table)?;
        let (row, column) = (found.row_index(key)?, found.column_index(column)?);
        Some(Role::Cell {
            table: table.to_owned(),
            row,
            column,
        })
    }

    fn lines(&self, role: &Role) -> Option<SourceLines> {
        match role {
            Role::Cell { table, row, .. } => self.tables.get(table)?.rows[*row].lines,
            Role::Claim(id) => Some(self.claims.get(id.as_str())?.lines),
            Role::Parameter(id) => self.parameters.get(id)?.lines,
            Role::Context(_) => None,
        }
    }

    /// Printed cells with a number that have no token, or more than one.
    fn not_listed_once(&self, tokens: &[Token], folder: &Folder) -> Vec<DecisionError> {
        let mut found: FxHashMap<(&str, usize, usize), usize> = FxHashMap::default();
        for token in tokens {
            if let Role::Cell { table, row, column } = &token.role {
                *found.entry((table, *row, *column)).or_default() += 1;
            }
        }
        let mut errors = Vec::new();
        for table in self.tables.values().filter(|table| table.is_printed()) {
            for row in 0..table.rows.len() {
                for (column, cell) in table.cells(row).enumerate() {
                    let tokens = found.get(&(table.id.as_str(), row, column)).copied();
                    let tokens = tokens.unwrap_or_default();
                    if cell.number().is_some() && tokens != 1 {
                        errors.push(DecisionError::NotListedOnce {
                            at: folder.place(FILE),
                            cell: self.cell_name(&table.id, row, column),
                            found: tokens,
                        });
                    }
                }
            }
        }
        errors
    }

    fn cell_name(&self, table: &str, row: usize, column: usize) -> String {
        let Some(found) = self.tables.get(table) else {
            return table.to_owned();
        };
        format!(
            "{table}/{}/{}",
            found.rows[row].key, found.columns[column].id
        )
    }
}
