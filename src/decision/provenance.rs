//! Provenance: every number in the source text has a role, and stands where it is said to stand.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use super::{Decision, Role};
use crate::lang::{Errors, Phrase, phrase};
use crate::tables::SourceLines;

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
    /// The tokens of a figure are not its digits.
    #[error("{document}: the tokens of {figure} are \"{found}\", its digits are \"{expected}\"")]
    Misread {
        /// The file name.
        document: String,
        /// The cell, claim or parameter.
        figure: String,
        /// The digits of its tokens, in order.
        found: String,
        /// Its own.
        expected: String,
    },
    /// A claim, parameter or quotation is not on its lines.
    #[error("{document}:{lines}: {what} \"{text}\" is not on its lines")]
    Text {
        /// The file name.
        document: String,
        /// The lines.
        lines: SourceLines,
        /// claim, parameter, quote, cell.
        what: Phrase,
        /// The words.
        text: String,
    },
}

/// Checks a decision against its source text: the checksum; every token stands at its place; every
/// digit belongs to exactly one token; the digits of every figure are those of its tokens; every
/// cell, claim, parameter and quotation is on its lines, and a parameter occurs in its quotation.
/// *Errors*: all that the text does not bear out.
pub fn verify_source(decision: &Decision, text: &str) -> Result<(), Errors<ProvenanceError>> {
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
    errors.extend(misread_figures(decision));
    Errors::result(errors, ())
}

/// Figures whose digits are not just those of their tokens.
fn misread_figures(decision: &Decision) -> Vec<ProvenanceError> {
    let mut found: HashMap<String, String> = HashMap::new();
    for token in &decision.tokens {
        let name = match &token.role {
            Role::Cell { table, row, column } => format!("{table}/{row}/{column}"),
            Role::Claim(id) => format!("claim {id}"),
            Role::Parameter(id) => format!("parameter {id}"),
            Role::Context(_) => continue,
        };
        found
            .entry(name)
            .or_default()
            .push_str(&digits(&token.token));
    }
    let mut figures: Vec<(String, String, &str)> = Vec::new();
    for table in decision.tables.values().filter(|table| table.is_printed()) {
        for (row, printed) in table.rows.iter().enumerate() {
            let cells = table
                .cells(row)
                .enumerate()
                .filter(|(_, it)| it.number().is_some());
            figures.extend(cells.map(|(column, cell)| {
                let shown = format!("{}/{}/{}", table.id, printed.key, table.columns[column].id);
                (format!("{}/{row}/{column}", table.id), shown, cell.printed)
            }));
        }
    }
    for claim in &decision.claims {
        let name = format!("claim {}", claim.id);
        figures.push((name.clone(), name, &claim.printed));
    }
    for parameter in decision.parameters.values().filter(|it| it.lines.is_some()) {
        let name = format!("parameter {}", parameter.id);
        figures.push((name.clone(), name, &parameter.printed));
    }
    let misread = |(name, figure, printed): (String, String, &str)| {
        let found = found.get(&name).cloned().unwrap_or_default();
        let expected = digits(printed);
        let document = decision.manifest.source.document.clone();
        (found != expected).then_some(ProvenanceError::Misread {
            document,
            figure,
            found,
            expected,
        })
    };
    figures.into_iter().filter_map(misread).collect()
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
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
        expect(
            phrase!("claim", "uppgiften"),
            &claim.printed,
            claim.lines,
            0,
        );
    }
    let printed = decision
        .parameters
        .values()
        .filter_map(|it| Some((it, it.lines?)));
    for (parameter, lines) in printed.clone() {
        expect(
            phrase!("parameter", "parametern"),
            &parameter.printed,
            lines,
            0,
        );
        // a quotation may begin a line before and run on over blank lines
        let before = SourceLines {
            first: lines.first.saturating_sub(4).max(1),
            last: lines.last,
        };
        expect(phrase!("quote", "citatet"), &parameter.quote, before, 4);
    }
    for table in decision.tables.values() {
        for (position, row) in table.rows.iter().enumerate() {
            let Some(at) = row.lines else { continue };
            for cell in table.cells(position).filter(|it| it.number().is_some()) {
                expect(phrase!("cell", "cellen"), cell.printed, at, 0);
            }
        }
    }
    for (parameter, lines) in printed {
        if !squeezed(&parameter.quote).contains(&squeezed(&parameter.printed)) {
            errors.push(ProvenanceError::Text {
                document: "decision.toml".to_owned(),
                lines,
                what: phrase!("parameter", "parametern"),
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
