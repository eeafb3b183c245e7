//! The audit again with one figure printed otherwise, without doing everything anew.
//!
//! A slip in one figure touches the checks that rest on it and no others. Those are run again, and
//! the amounts computed again only if they are in question; all violated relations are localised
//! again, since one slip can bear on what explains another. Where a slip may change *which* rows a
//! check is about, the audit is made in full.
//! `tests/suite/sensitivity.rs` holds the short way to the full one.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};

use super::asked::Asked;
use super::coverage::printed_figures;
use super::judged::{Judged, judged};
use super::reproduction::{published_cells, reproduce};
use super::{AuditError, audit, named_by};
use crate::checks::{Check, FigureRef, Figures, Instance, Relation, Verdict, run};
use crate::decision::{Decision, Grant, embedded_decision};
use crate::findings::{
    Bearings, Finding, FindingCell, Localised, Status, acknowledge, in_order, violation_findings,
};
use crate::lang::Errors;

/// A decision whose audit can be asked again with one figure printed otherwise.
#[derive(Debug)]
pub struct Reaudit {
    decision: Decision,
    asprinted: AsPrinted,
}

/// What the audit came to with the figures as printed.
#[derive(Debug)]
struct AsPrinted {
    others: Vec<String>,
    grants: Vec<Grant>,
    checks: Vec<Check>,
    instances: Vec<Vec<Instance>>,
    bearings: Bearings,
    /// What the conditions of each check ask.
    asked: Vec<Asked>,
    /// The findings of each check, before acknowledgement.
    findings: Vec<Vec<Finding>>,
    residuals: Vec<Finding>,
    published: FxHashSet<FigureRef>,
}

impl Reaudit {
    /// Audits a decision as printed. *Errors*: as for [`audit`](super::audit()).
    pub fn new(decision: &Decision) -> Result<Reaudit, Errors<AuditError>> {
        Ok(Reaudit {
            decision: decision.clone(),
            asprinted: AsPrinted::of(decision)?,
        })
    }

    /// The figures a slip can be made in: every cell with a number of the printed tables, every claim.
    pub fn figures(&self) -> Vec<FigureRef> {
        let figures = Figures::new(&self.decision);
        let mut all = printed_figures(&figures);
        all.retain(|&figure| figures.number(figure).is_some());
        all
    }

    /// Where a figure stands, and what is printed there.
    pub fn place(&self, figure: FigureRef) -> FindingCell {
        FindingCell::of(figure, &Figures::new(&self.decision))
    }

    /// What a figure measures.
    pub fn unit(&self, figure: FigureRef) -> crate::tables::Unit {
        Figures::new(&self.decision).unit(figure)
    }

    /// Whether a figure is in a relation or reproduced by a procedure.
    pub fn is_checked(&self, figure: FigureRef) -> bool {
        let asprinted = &self.asprinted;
        !asprinted.bearings.of(figure).is_empty() || asprinted.published.contains(&figure)
    }

    /// The findings that are not acknowledged with `printed` in the place of a figure.
    ///
    /// *Errors*: what can then not be read or computed.
    pub fn with(
        &mut self,
        figure: FigureRef,
        printed: &str,
    ) -> Result<Vec<Finding>, Errors<AuditError>> {
        self.while_printed(figure, printed, |decision, asprinted| {
            match asprinted.again(decision, figure)? {
                Some(findings) => Ok(findings),
                None => in_full(decision),
            }
        })
    }

    /// As [`with`](Self::with), by an audit of everything.
    pub fn in_full(
        &mut self,
        figure: FigureRef,
        printed: &str,
    ) -> Result<Vec<Finding>, Errors<AuditError>> {
        self.while_printed(figure, printed, |decision, _| in_full(decision))
    }

    fn while_printed<T>(
        &mut self,
        figure: FigureRef,
        printed: &str,
        ask: impl FnOnce(&Decision, &AsPrinted) -> Result<T, Errors<AuditError>>,
    ) -> Result<T, Errors<AuditError>> {
        let before = self.reprint(figure, printed)?;
        let answer = ask(&self.decision, &self.asprinted);
        self.reprint(figure, &before)?;
        answer
    }

    fn reprint(&mut self, figure: FigureRef, printed: &str) -> Result<String, Errors<AuditError>> {
        let before = match figure {
            FigureRef::Cell { table, row, column } => {
                let id = self.decision.tables.keys().nth(table).cloned();
                let id = id.unwrap_or_default();
                self.decision.reprint_cell(&id, row, column, printed)
            }
            FigureRef::Claim(claim) => self.decision.reprint_claim(claim, printed),
            // a rule is not printed twice: another parameter is another decision
            FigureRef::Parameter(_) => Ok(printed.to_owned()),
        };
        Ok(before?)
    }
}

fn in_full(decision: &Decision) -> Result<Vec<Finding>, Errors<AuditError>> {
    let mut findings = audit(decision)?.findings;
    findings.retain(|it| it.status != Status::Acknowledged);
    Ok(findings)
}

impl AsPrinted {
    fn of(decision: &Decision) -> Result<AsPrinted, Errors<AuditError>> {
        let others = named_by(decision, &[]);
        let figures = Figures::among(decision, &others);
        let Judged { checks, instances } = judged(decision, &others)?;
        let (_, residuals) = reproduce(decision, &figures).map_err(AuditError::from)?;
        let mut bearings = Bearings::default();
        for (position, of_check) in instances.iter().enumerate() {
            for instance in of_check {
                bearings.note((position, instance.row), &instance.used);
            }
        }
        let asked = checks.iter().map(Asked::by).collect();
        let localised = Localised::new(&checks, &instances, &figures, &bearings);
        let findings = (0..checks.len())
            .map(|it| violation_findings(&checks, it, &instances[it], &figures, &localised))
            .collect();
        let published = decision
            .grants
            .iter()
            .flat_map(|grant| grant.published.iter().map(move |column| (grant, column)))
            .flat_map(|(grant, column)| published_cells(grant, column, &figures))
            .map(|(figure, _)| figure)
            .collect();
        Ok(AsPrinted {
            others: others.iter().map(|it| it.manifest.id.clone()).collect(),
            grants: decision.grants.clone(),
            checks,
            instances,
            bearings,
            asked,
            findings,
            residuals,
            published,
        })
    }

    /// The findings that are not acknowledged when only this figure differs from the print; nothing
    /// if the checks may be about other rows, so that all has to be done anew.
    fn again(
        &self,
        decision: &Decision,
        figure: FigureRef,
    ) -> Result<Option<Vec<Finding>>, Errors<AuditError>> {
        let others: Vec<&Decision> = self
            .others
            .iter()
            .filter_map(|id| embedded_decision(id))
            .collect();
        let figures = Figures::among(decision, &others);
        let grants = same_grants(&self.grants, &decision.grants);
        if figures.number(figure).is_none() || (!grants && self.meets_change(decision)) {
            return Ok(None);
        }
        let Some(affected) = self.affected(figure, &figures) else {
            return Ok(None);
        };
        let residuals = if grants && !self.published.contains(&figure) {
            self.residuals.clone()
        } else {
            let reproduced = reproduce(decision, &figures);
            reproduced.map_err(AuditError::from)?.1
        };
        let mut instances = self.instances.clone();
        let again: BTreeSet<usize> = affected.keys().copied().collect();
        for (position, found) in affected {
            instances[position] = found;
        }
        let localised = Localised::new(&self.checks, &instances, &figures, &self.bearings);
        let mut findings = residuals;
        for (position, found) in instances.iter().enumerate() {
            if again.contains(&position) {
                let checks = &self.checks;
                findings.extend(violation_findings(
                    checks, position, found, &figures, &localised,
                ));
            } else {
                findings.extend(self.findings[position].iter().cloned());
            }
        }
        let mut findings = in_order(acknowledge(findings, &decision.known));
        findings.retain(|it| it.status != Status::Acknowledged);
        Ok(Some(findings))
    }

    /// Whether recipients meet other conditions than before, where checks ask that.
    fn meets_change(&self, decision: &Decision) -> bool {
        let met = |grants: &[Grant]| -> Vec<bool> {
            let conditions = grants.iter().flat_map(|grant| &grant.conditions);
            conditions
                .flat_map(|it| &it.judgements)
                .map(|it| it.is_met())
                .collect()
        };
        self.asked.iter().any(Asked::has_grants) && met(&self.grants) != met(&decision.grants)
    }

    /// The checks that a figure bears on, run again; nothing if one is about other rows or figures.
    fn affected(
        &self,
        figure: FigureRef,
        figures: &Figures<'_>,
    ) -> Option<FxHashMap<usize, Vec<Instance>>> {
        let bearing = self.bearings.of(figure);
        let mut positions: BTreeSet<usize> = bearing.iter().map(|(check, _)| *check).collect();
        let asking = (0..self.checks.len()).filter(|&it| self.asked[it].has(figure));
        positions.extend(asking);
        let mut affected = FxHashMap::default();
        for position in positions {
            let check = &self.checks[position];
            let found = run(check, figures);
            if self.is_about_others(position, &found, figures) {
                return None;
            }
            affected.insert(position, found);
        }
        Some(affected)
    }

    fn is_about_others(&self, position: usize, found: &[Instance], figures: &Figures<'_>) -> bool {
        let (check, before) = (&self.checks[position], &self.instances[position]);
        let undecided = |it: &Instance| matches!(it.verdict, Verdict::Undecided(_));
        // the rows of an order are chosen when the check is read
        let chosen = match &check.relation {
            Relation::InOrder { table, pairs } => {
                pairs.len() + 1 < figures.table(*table).body().count()
            }
            _ => false,
        };
        let asks = !self.asked[position].is_empty();
        chosen
            || found.len() != before.len()
            || found.iter().zip(before).any(|(now, before)| {
                now.row != before.row
                    || undecided(now)
                    || undecided(before)
                    || (asks && now.used != before.used)
            })
    }
}

/// Whether two sets of grants do the same.
fn same_grants(a: &[Grant], b: &[Grant]) -> bool {
    a.iter().zip(b).all(|(a, b)| {
        let readings = a.readings.iter().zip(&b.readings);
        readings
            .into_iter()
            .all(|(a, b)| a.procedure == b.procedure)
    })
}
