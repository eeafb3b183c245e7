//! Reproduction: how many published amounts each procedure gives, cell by cell.

use std::collections::BTreeMap;

use crate::allocation::{Allocation, AllocationError, TieRule};
use crate::checks::{FigureRef, Figures};
use crate::decision::{Decision, DecisionError, Grant, PublishedColumn};
use crate::exact::Ratio;
use crate::findings::{Finding, residual_findings};
use crate::inference::{CellDifference, PublishedAmount, try_procedure};
use crate::lang::Wording;

/// A column of published amounts against the procedure of its grant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reproduction {
    /// The grant.
    pub grant: String,
    /// The table.
    pub table: String,
    /// The column.
    pub column: String,
    /// What the reading that is used does.
    pub procedure: Wording,
    /// The number of published amounts.
    pub cells: usize,
    /// How many of them come out exactly.
    pub exact: usize,
    /// The others, by published less computed, in kronor.
    pub residuals: BTreeMap<Ratio, usize>,
    /// How many each reading gives, the one that is used first.
    pub readings: Vec<ReadingScore>,
    /// The money that was to be divided, in kronor; `None` if prices alone decide.
    pub appropriation: Option<Ratio>,
    /// What the reading that is used gives in all, in kronor.
    pub given: Option<Ratio>,
    /// The recipients that were level for a krona, each with the rule that settled it.
    pub ties: Vec<(Vec<String>, TieRule)>,
}

impl Reproduction {
    /// What is given less what was to be divided; `None` where either is not known.
    pub fn missed(&self) -> Option<Ratio> {
        self.given?.sub(self.appropriation?).ok()
    }
}

/// How many published amounts one reading gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadingScore {
    /// The reading.
    pub id: String,
    /// How many amounts come out exactly.
    pub exact: usize,
    /// Why nothing can be computed under it, if so.
    pub problem: Option<AllocationError>,
}

/// A published amount that differs: the cell, published less computed, computed, in kronor.
type Residual = (FigureRef, Ratio, Ratio);

/// Reproduces every published column of every grant. *Errors*: the reading that is used cannot be
/// computed. (Another reading that cannot be is reported in its score.)
pub(super) fn reproduce(
    decision: &Decision,
    figures: &Figures<'_>,
) -> Result<(Vec<Reproduction>, Vec<Finding>), DecisionError> {
    let mut reproductions = Vec::new();
    let mut findings = Vec::new();
    for grant in &decision.grants {
        for column in &grant.published {
            let (reproduction, residuals) = compare(decision, grant, column, figures)?;
            reproductions.push(reproduction);
            findings.extend(residual_findings(grant, column, &residuals, figures));
        }
    }
    Ok((reproductions, findings))
}

fn compare(
    decision: &Decision,
    grant: &Grant,
    column: &PublishedColumn,
    figures: &Figures<'_>,
) -> Result<(Reproduction, Vec<Residual>), DecisionError> {
    let published = published_cells(grant, column, figures);
    let failed = |reason: AllocationError| {
        let reading = grant.readings.first();
        DecisionError::Allocation {
            at: decision.folder.place("decision.toml"),
            grant: grant.id.clone(),
            reading: reading.map_or_else(String::new, |it| it.id.clone()),
            reason: reason.named(&grant.recipients),
        }
    };
    let amounts = published_amounts(&published, figures);
    let mut readings = Vec::new();
    let mut used: Option<Vec<Residual>> = None;
    for reading in &grant.readings {
        let trial = try_procedure(&reading.procedure, &amounts);
        let (exact, problem) = match &trial {
            Ok(differences) => (published.len() - differences.len(), None),
            Err(reason) => (0, Some(reason.clone().named(&grant.recipients))),
        };
        readings.push(ReadingScore {
            id: reading.id.clone(),
            exact,
            problem,
        });
        if used.is_none() {
            let differences = trial.map_err(failed)?;
            let residual = |it: CellDifference| (published[it.cell].0, it.difference, it.computed);
            used = Some(differences.into_iter().map(residual).collect());
        }
    }
    let residuals = used.unwrap_or_default();
    let mut by_size = BTreeMap::new();
    for (_, difference, _) in &residuals {
        *by_size.entry(*difference).or_insert(0) += 1;
    }
    let run = grant
        .readings
        .first()
        .and_then(|it| it.procedure.run().ok());
    let ties = run.iter().flat_map(|run| run.ties()).map(|(_, tie)| {
        let level = tie.between.iter().map(|&it| grant.recipients[it].clone());
        (level.collect(), tie.rule)
    });
    let reproduction = Reproduction {
        appropriation: run.as_ref().and_then(Allocation::appropriation),
        given: run.as_ref().and_then(|run| run.settled().ok()?.sum().ok()),
        ties: ties.collect(),
        grant: grant.id.clone(),
        table: column.table.clone(),
        column: column.column.clone(),
        procedure: grant
            .readings
            .first()
            .map_or_else(|| Wording::written("", None), |it| it.title.clone()),
        cells: published.len(),
        exact: published.len() - residuals.len(),
        residuals: by_size,
        readings,
    };
    Ok((reproduction, residuals))
}

/// The cells of a published column, each with the position of its recipient.
pub(super) fn published_cells(
    grant: &Grant,
    column: &PublishedColumn,
    figures: &Figures<'_>,
) -> Vec<(FigureRef, usize)> {
    let Some(position) = figures.table_position(&column.table) else {
        return Vec::new();
    };
    let table = figures.table(position);
    let Some(column) = table.column_index(&column.column) else {
        return Vec::new();
    };
    let cell = |(recipient, code): (usize, &String)| {
        let row = table.row_index(code)?;
        let figure = FigureRef::Cell {
            table: position,
            row,
            column,
        };
        figures.number(figure).map(|_| (figure, recipient))
    };
    grant
        .recipients
        .iter()
        .enumerate()
        .filter_map(cell)
        .collect()
}

/// What stands in the cells, in kronor.
pub(super) fn published_amounts(
    published: &[(FigureRef, usize)],
    figures: &Figures<'_>,
) -> Vec<PublishedAmount> {
    let amount = |&(figure, recipient): &(FigureRef, usize)| {
        let printed = figures.number(figure).map(|number| number.value());
        let amount = printed.unwrap_or(Ratio::ZERO);
        PublishedAmount { recipient, amount }
    };
    published.iter().map(amount).collect()
}
