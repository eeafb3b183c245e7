//! Loading a decision: everything is read, all errors are collected.

use std::collections::BTreeMap;

use super::claim::read_claims;
use super::error::Unfit;
use super::grant::{Instead, Sources, resolve_grants, resolve_instead};
use super::manifest::{InferredSpec, Name, ParameterSpec};
use super::quoted::{malformed_fingerprint, misquoted};
use super::tokens::{Referents, Role, Token, read_token_records, resolve_tokens};
use super::{Claim, DecisionError, Grant, Known, Manifest, Origins, Parameter};
use crate::lang::{Errors, Phrase, Wording, phrase};
use crate::tables::{
    Aliases, Folder, Places, Row, SourceLines, Table, TableSpec, Unit, both, is_total_label,
    line_and_column, nearest, read_figure, read_table,
};

/// A published decision, read and resolved.
#[derive(Clone, Debug)]
pub struct Decision {
    /// The manifest.
    pub manifest: Manifest,
    /// The parameters, by name.
    pub parameters: BTreeMap<String, Parameter>,
    /// The printed (and derived) tables, by name.
    pub tables: BTreeMap<String, Table>,
    /// The claims of the running text, in file order.
    pub claims: Vec<Claim>,
    /// Every number of the source text, with its role; empty if there is no `figures.csv`.
    pub tokens: Vec<Token>,
    /// The grants, with their procedures resolved.
    pub grants: Vec<Grant>,
    /// The acknowledged findings.
    pub known: Known,
    /// Where its cells stand in the file they were read from, if that is known.
    pub origins: Origins,
    /// The folder it was read from.
    pub folder: Folder,
}

impl Decision {
    /// Reads a decision folder. *Errors*: everything that is wrong in its files.
    pub fn load(folder: Folder, places: &Places) -> Result<Decision, Errors<DecisionError>> {
        let manifest: Manifest = folder.toml("decision.toml", "the manifest of the decision")?;
        let text = folder.text("decision.toml", "").unwrap_or_default();
        if let Some(error) = malformed_fingerprint(&folder, &manifest, text) {
            return Err(error.into());
        }
        // the longest file is read beside the others
        let (records, others) = both(
            || read_token_records(&folder),
            || Others::read(&folder, &manifest, places),
        );
        let Others {
            mut tables,
            parameters,
            claims,
            known,
            origins,
        } = others?;
        let figures = Referents {
            tables: &tables,
            claims: claims.iter().map(|it| (it.id.as_str(), it)).collect(),
            parameters: &parameters,
        };
        let records = records?;
        let (grants, tokens) = both(
            || {
                resolve_grants(&Sources {
                    folder: &folder,
                    manifest: &manifest,
                    tables: &tables,
                    parameters: &parameters,
                    claims: &claims,
                })
            },
            || resolve_tokens(&folder, records, &figures),
        );
        let (tokens, grants) = (tokens?, grants?);
        place_cells(&mut tables, &tokens);
        mark_allocated(&mut tables, &grants);
        Ok(Decision {
            manifest,
            parameters,
            tables,
            claims,
            tokens,
            grants,
            known,
            origins,
            folder,
        })
    }

    /// Whether a computed key takes a part of something by this parameter.
    pub fn is_part_of_a_key(&self, parameter: &str) -> bool {
        let parts = self.manifest.keys.values().flat_map(|key| &key.mean);
        parts
            .map(|part| part.part.get_ref())
            .any(|it| it == parameter)
    }

    /// A grant with one reading of it and other values than those written, for a *what if*. `None` if
    /// there is no such grant.
    ///
    /// *Errors*: what cannot be computed with these values.
    pub fn grant_instead(
        &self,
        grant: &str,
        reading: &str,
        instead: &Instead,
    ) -> Result<Option<Grant>, Errors<DecisionError>> {
        let sources = Sources {
            folder: &self.folder,
            manifest: &self.manifest,
            tables: &self.tables,
            parameters: &self.parameters,
            claims: &self.claims,
        };
        resolve_instead(&sources, grant, reading, instead)
    }

    /// The number of digits of the source text that belong to no token.
    pub fn unaccounted_digits(&self) -> usize {
        let digits = |token: &Token| token.token.chars().filter(char::is_ascii_digit).count();
        let accounted: usize = self.tokens.iter().map(digits).sum();
        self.manifest.source.digits.saturating_sub(accounted)
    }

    /// The claim with this name.
    pub fn claim(&self, id: &str) -> Option<&Claim> {
        self.claims.iter().find(|claim| claim.id == id)
    }

    /// The grant with this name.
    pub fn grant(&self, id: &str) -> Option<&Grant> {
        self.grants.iter().find(|grant| grant.id == id)
    }
}

/// What a folder holds besides its manifest and the list of its numbers.
struct Others {
    tables: BTreeMap<String, Table>,
    parameters: BTreeMap<String, Parameter>,
    claims: Vec<Claim>,
    known: Known,
    origins: Origins,
}

impl Others {
    fn read(
        folder: &Folder,
        manifest: &Manifest,
        places: &Places,
    ) -> Result<Others, Errors<DecisionError>> {
        let mut errors = Vec::new();
        let others = Others {
            tables: keep(read_tables(folder, places), &mut errors),
            parameters: keep(read_parameters(folder, manifest), &mut errors),
            claims: keep(read_claims(folder), &mut errors),
            known: keep(Known::read(folder), &mut errors),
            origins: keep(Origins::read(folder).map_err(Errors::from), &mut errors),
        };
        Errors::result(errors, others)
    }
}

/// Gives every cell the line its number stands on.
fn place_cells(tables: &mut BTreeMap<String, Table>, tokens: &[Token]) {
    for token in tokens {
        if let Role::Cell { table, row, column } = &token.role
            && let Some(table) = tables.get_mut(table)
        {
            table.set_line(*row, *column, token.line);
        }
    }
}

/// The value, or its default with the errors kept.
fn keep<T: Default>(
    result: Result<T, Errors<DecisionError>>,
    errors: &mut Vec<DecisionError>,
) -> T {
    result.unwrap_or_else(|found| {
        errors.extend(found);
        T::default()
    })
}

fn read_tables(
    folder: &Folder,
    places: &Places,
) -> Result<BTreeMap<String, Table>, Errors<DecisionError>> {
    let file = "tables.toml";
    if !folder.has(file) {
        return Ok(BTreeMap::new());
    }
    let specs: BTreeMap<String, TableSpec> = folder.toml(file, "the declarations of the tables")?;
    let aliases = Aliases::read(folder, places)?;
    let mut tables = BTreeMap::new();
    let mut errors = Vec::new();
    for (id, spec) in specs {
        match read_table(folder, &id, &spec, places, &aliases) {
            Ok(table) => {
                errors.extend(totals_without_rows(folder, &table));
                tables.insert(id, table);
            }
            Err(found) => errors.extend(found.map(DecisionError::from)),
        }
    }
    Errors::result(errors, tables)
}

/// Keys declared as totals that no row has, where a row looks like the total that is meant. Without
/// such a row the key says nothing, which the audit notes.
fn totals_without_rows(folder: &Folder, table: &Table) -> Option<DecisionError> {
    let key = table.totals_without_rows.first()?;
    let is_meant = |row: &&Row| {
        let close = nearest(key, [row.key.as_str(), row.label.as_str()]);
        let is_word = key.len() > 3 && key.chars().all(char::is_alphabetic);
        !row.is_total && (is_total_label(&row.label) || (is_word && close.is_some()))
    };
    let row = table.rows.iter().find(is_meant)?;
    let (id, label, own) = (&table.id, &row.label, &row.key);
    Some(
        Unfit {
            at: folder.place("tables.toml"),
            what: phrase!(
                "no row of {id} has the key that is declared as a total",
                "ingen rad i {id} har den nyckel som anges som summa"
            ),
            found: phrase!("\"{key}\"", "”{key}”"),
            expected: phrase!("the key of a row", "nyckeln till en rad"),
            help: phrase!(
                "the row \"{label}\" has the key \"{own}\"; write that in totals",
                "raden ”{label}” har nyckeln ”{own}”; skriv den i totals"
            ),
        }
        .into(),
    )
}

fn read_parameters(
    folder: &Folder,
    manifest: &Manifest,
) -> Result<BTreeMap<String, Parameter>, Errors<DecisionError>> {
    let mut parameters = BTreeMap::new();
    let mut errors = Vec::new();
    let printed = manifest.parameters.iter().map(|(id, spec)| {
        let ParameterSpec {
            printed,
            unit,
            line,
            quote,
            meaning,
        } = spec;
        read_parameter(folder, id, printed, *unit, Some(*line), (quote, meaning))
    });
    let inferred = manifest.inferred.iter().map(|(id, spec)| {
        let InferredSpec {
            value, unit, basis, ..
        } = spec;
        let parameter = read_parameter(folder, id, value, *unit, None, (basis, basis));
        parameter.map(|it| Parameter {
            basis: Some(Wording::written(basis, spec.basis_sv.as_ref())),
            ..it
        })
    });
    for parameter in printed.chain(inferred) {
        match parameter {
            Ok(parameter) if parameters.contains_key(&parameter.id) => {
                errors.push(DecisionError::DefinedTwice {
                    at: folder.place("decision.toml"),
                    kind: phrase!("parameter", "parametern"),
                    id: parameter.id,
                });
            }
            Ok(parameter) => {
                errors.extend(misquoted(folder, &parameter));
                parameters.insert(parameter.id.clone(), parameter);
            }
            Err(error) => errors.push(error),
        }
    }
    Errors::result(errors, parameters)
}

fn read_parameter(
    folder: &Folder,
    id: &str,
    printed: &Name,
    unit: Unit,
    lines: Option<SourceLines>,
    (quote, meaning): (&str, &str),
) -> Result<Parameter, DecisionError> {
    let number = read_figure(printed.get_ref(), unit).map_err(|error| {
        let file = "decision.toml";
        let text = folder.text(file, "").unwrap_or_default();
        let (line, column) = line_and_column(text, printed.span().start);
        DecisionError::NotAFigure {
            at: folder.place(file).line(line).column(column.to_string()),
            found: printed.get_ref().clone(),
            unit,
            help: Phrase::from(&error),
        }
    })?;
    Ok(Parameter {
        id: id.to_owned(),
        printed: printed.get_ref().clone(),
        number,
        unit,
        lines,
        quote: quote.to_owned(),
        meaning: meaning.to_owned(),
        basis: None,
    })
}

/// Marks the columns in which a grant's amounts are published: they are meant to the krona.
fn mark_allocated(tables: &mut BTreeMap<String, Table>, grants: &[Grant]) {
    for published in grants.iter().flat_map(|grant| &grant.published) {
        let Some(table) = tables.get_mut(&published.table) else {
            continue;
        };
        let mut columns = table.columns.iter_mut();
        if let Some(column) = columns.find(|it| it.id == published.column) {
            column.is_allocated = true;
        }
    }
}
