//! Provenance: every number in the source text has a role, and stands where it is said to stand.
//!
//! `figures.csv` lists every numeric token of the source text with its line, its column (in
//! characters, from 1) and its role. [`read_tokens`] checks the list against the tables, claims and
//! parameters; [`verify_source`] checks it against the text itself, digit by digit.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::{Claim, Decision, DecisionError, Parameter};
use crate::tables::{Folder, SourceLines, Table, TableError};

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
struct TokenRecord {
    line: u32,
    column: u32,
    token: String,
    role: String,
    of: String,
}

/// What the tokens of a decision may refer to.
pub(super) struct Known<'a> {
    pub tables: &'a BTreeMap<String, Table>,
    pub claims: &'a [Claim],
    pub parameters: &'a BTreeMap<String, Parameter>,
}

const FILE: &str = "figures.csv";

/// Reads `figures.csv`, if the folder has it. *Errors*: a token of nothing, a token outside the lines
/// its cell, claim or parameter names, two tokens at one place, a cell with a number but no token.
pub(super) fn read_tokens(
    folder: &Folder,
    known: &Known<'_>,
) -> Result<Vec<Token>, Vec<DecisionError>> {
    if !folder.has(FILE) {
        return Ok(Vec::new());
    }
    let records = folder
        .records::<TokenRecord>(FILE, "every number of the source text")
        .map_err(|errors| {
            errors
                .into_iter()
                .map(DecisionError::from)
                .collect::<Vec<_>>()
        })?;
    let mut tokens = Vec::with_capacity(records.len());
    let mut errors = Vec::new();
    let mut places: HashMap<(u32, u32), u64> = HashMap::new();
    for (line, record) in records {
        let at = folder.place(FILE).line(line);
        if let Some(first) = places.insert((record.line, record.column), line) {
            let key = format!("the token at {}:{}", record.line, record.column);
            errors.push(
                TableError::Duplicate {
                    at: at.clone(),
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
                    at: at.column("of"),
                    kind: "figure",
                    found: format!("{} {}", record.role, record.of),
                    expected,
                    suggestion: String::new(),
                });
                continue;
            }
        };
        if let Some(lines) = known.lines(&role)
            && !(lines.first..=lines.last).contains(&record.line)
        {
            errors.push(DecisionError::OutsideLines {
                at: at.column("line"),
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
    errors.extend(known.without_token(&tokens, folder));
    if errors.is_empty() {
        Ok(tokens)
    } else {
        Err(errors)
    }
}

impl Known<'_> {
    fn role(&self, record: &TokenRecord) -> Result<Role, String> {
        let of = record.of.as_str();
        match record.role.as_str() {
            "cell" => self
                .cell(of)
                .ok_or_else(|| "table/key/column of a cell".to_owned()),
            "claim" => {
                let claim = self.claims.iter().find(|claim| claim.id == of);
                claim
                    .map(|_| Role::Claim(of.to_owned()))
                    .ok_or("a claim of claims.csv".to_owned())
            }
            "parameter" => self
                .parameters
                .get(of)
                .map(|_| Role::Parameter(of.to_owned()))
                .ok_or("a parameter of decision.toml".to_owned()),
            "context" => {
                use serde::de::IntoDeserializer;
                use serde::de::value::{Error, StrDeserializer};
                let kind: StrDeserializer<'_, Error> = of.into_deserializer();
                ContextKind::deserialize(kind)
                    .map(Role::Context)
                    .map_err(|error| error.to_string())
            }
            _ => Err("the role cell, claim, parameter or context".to_owned()),
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
            Role::Claim(id) => Some(self.claims.iter().find(|claim| claim.id == *id)?.lines),
            Role::Parameter(id) => self.parameters.get(id)?.lines,
            Role::Context(_) => None,
        }
    }

    /// Printed cells with a number that no token belongs to.
    fn without_token(&self, tokens: &[Token], folder: &Folder) -> Vec<DecisionError> {
        let covered: HashSet<(&str, usize, usize)> = tokens
            .iter()
            .filter_map(|token| match &token.role {
                Role::Cell { table, row, column } => Some((table.as_str(), *row, *column)),
                _ => None,
            })
            .collect();
        let mut missing = Vec::new();
        for table in self.tables.values() {
            let printed = table
                .rows
                .iter()
                .enumerate()
                .filter(|(_, row)| row.lines.is_some());
            for (row, printed) in printed {
                for (column, cell) in printed.cells.iter().enumerate() {
                    if cell.number().is_some()
                        && !covered.contains(&(table.id.as_str(), row, column))
                    {
                        let column = &table.columns[column].id;
                        missing.push(DecisionError::Missing {
                            at: folder.place(FILE),
                            what: format!("the token of {}/{}/{column}", table.id, printed.key),
                            help: "add its line and column in the source text".to_owned(),
                        });
                    }
                }
            }
        }
        missing
    }
}

/// Something that the source text does not bear out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProvenanceError {
    /// The text is another one.
    #[error("{document}: another text (found SHA-256 {found}, expected {expected})")]
    Checksum {
        /// The file name.
        document: String,
        /// Its checksum.
        found: String,
        /// The manifest's.
        expected: String,
    },
    /// A token does not stand where it is said to.
    #[error("{document}:{line}:{column}: found \"{found}\", expected \"{expected}\"")]
    NotThere {
        /// The file name.
        document: String,
        /// The line.
        line: u32,
        /// The column.
        column: u32,
        /// What stands there.
        found: String,
        /// The token.
        expected: String,
    },
    /// A digit belongs to no token, or to two.
    #[error("{document}:{line}:{column}: the digit belongs to {tokens} tokens, expected 1")]
    Digit {
        /// The file name.
        document: String,
        /// The line.
        line: u32,
        /// The column.
        column: u32,
        /// How many tokens cover it.
        tokens: usize,
    },
    /// A claim, parameter or quotation is not on its lines.
    #[error("{document}:{lines}: {what} \"{text}\" is not on its lines")]
    Text {
        /// The file name.
        document: String,
        /// The lines.
        lines: SourceLines,
        /// claim, parameter, quote, cell.
        what: &'static str,
        /// The words.
        text: String,
    },
}

/// Checks a decision against its source text: the checksum; every token stands at its place; every
/// digit belongs to exactly one token; every cell, claim, parameter and quotation is on its lines,
/// and a parameter occurs in its quotation.
pub fn verify_source(decision: &Decision, text: &str) -> Vec<ProvenanceError> {
    let document = &decision.manifest.source.document;
    let mut errors = Vec::new();
    let found: String = Sha256::digest(text.as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    if found != decision.manifest.source.sha256 {
        let (document, expected) = (document.clone(), decision.manifest.source.sha256.clone());
        errors.push(ProvenanceError::Checksum {
            document,
            found,
            expected,
        });
    }
    let lines: Vec<Vec<char>> = text
        .split('\n')
        .map(|line| line.chars().collect())
        .collect();
    errors.extend(misplaced_tokens(decision, &lines));
    errors.extend(misplaced_texts(decision, &lines));
    errors
}

fn misplaced_tokens(decision: &Decision, lines: &[Vec<char>]) -> Vec<ProvenanceError> {
    let document = &decision.manifest.source.document;
    let mut errors = Vec::new();
    let mut covered: Vec<Vec<usize>> = lines.iter().map(|line| vec![0; line.len()]).collect();
    for token in &decision.tokens {
        let length = token.token.chars().count();
        let (line, start) = (token.line as usize - 1, token.column as usize - 1);
        let stands = lines
            .get(line)
            .and_then(|line| line.get(start..start + length));
        let found: String = stands
            .map(|chars| chars.iter().collect())
            .unwrap_or_default();
        if found != token.token {
            errors.push(ProvenanceError::NotThere {
                document: document.clone(),
                line: token.line,
                column: token.column,
                found,
                expected: token.token.clone(),
            });
            continue;
        }
        covered[line][start..start + length]
            .iter_mut()
            .for_each(|count| *count += 1);
    }
    for (number, (line, covered)) in (1..).zip(lines.iter().zip(&covered)) {
        for (column, (char, &tokens)) in (1..).zip(line.iter().zip(covered)) {
            if char.is_ascii_digit() && tokens != 1 {
                let document = document.clone();
                errors.push(ProvenanceError::Digit {
                    document,
                    line: number,
                    column,
                    tokens,
                });
            }
        }
    }
    errors
}

fn misplaced_texts(decision: &Decision, lines: &[Vec<char>]) -> Vec<ProvenanceError> {
    let mut errors = Vec::new();
    let mut expect = |what, text: &str, at: SourceLines, after: u32| {
        let first = (at.first as usize - 1).min(lines.len());
        let last = ((at.last + after) as usize).min(lines.len());
        let stands: String = lines[first..last]
            .iter()
            .flat_map(|line| line.iter().chain(&['\n']))
            .collect();
        if !squeezed(&stands).contains(&squeezed(text)) {
            errors.push(ProvenanceError::Text {
                document: decision.manifest.source.document.clone(),
                lines: at,
                what,
                text: text.to_owned(),
            });
        }
    };
    for claim in &decision.claims {
        expect("claim", &claim.printed, claim.lines, 0);
    }
    let printed = decision
        .parameters
        .values()
        .filter_map(|it| Some((it, it.lines?)));
    for (parameter, lines) in printed.clone() {
        expect("parameter", &parameter.printed, lines, 0);
        // a quotation may begin a line before and run on over blank lines
        let before = SourceLines {
            first: lines.first.saturating_sub(4).max(1),
            last: lines.last,
        };
        expect("quote", &parameter.quote, before, 4);
    }
    for row in decision.tables.values().flat_map(|table| &table.rows) {
        let Some(at) = row.lines else { continue };
        for cell in row.cells.iter().filter(|cell| cell.number().is_some()) {
            expect("cell", &cell.printed, at, 0);
        }
    }
    for (parameter, lines) in printed {
        if !squeezed(&parameter.quote).contains(&squeezed(&parameter.printed)) {
            errors.push(ProvenanceError::Text {
                document: "decision.toml".to_owned(),
                lines,
                what: "parameter",
                text: parameter.printed.clone(),
            });
        }
    }
    errors
}

/// The text without white space: line breaks and a mark on its own line do not count.
fn squeezed(text: &str) -> String {
    text.chars().filter(|char| !char.is_whitespace()).collect()
}
