//! The audit again with one figure printed otherwise, without doing everything anew.
//!
//! A slip in one figure touches the checks that rest on it and no others. Those are run again, and
//! the amounts computed again only if they are in question; all violated relations are localised
//! again, since one slip can bear on what explains another. Where a slip may change *which* rows a
//! check is about, the audit is made in full.
//! `tests/suite/sensitivity.rs` holds the short way to the full one.

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::coverage::{printed_figures, published};
use super::judge_checks::{JudgedChecks, judge_checks};
use super::reproduction::reproduce;
use super::standings::Standings;
use super::{AuditError, audit, named_by, told};
use crate::checks::{FigureRef, Figures};
use crate::decision::{Decision, Grant, embedded_decision};
use crate::findings::{
    Finding, FindingCell, JudgedDocument, Localised, Status, acknowledge, in_order,
};
use crate::lang::Errors;
use crate::statements::{FigureId, Index, JudgedTemplate, PrintedNumbers, Values, judge};

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
    judged: JudgedChecks,
    /// The numbers that all statements were grounded on.
    numbers: Arc<PrintedNumbers>,
    /// The findings of each check, before acknowledgement.
    findings: Vec<Vec<Finding>>,
    residuals: Vec<Finding>,
    published: FxHashSet<FigureRef>,
    /// The figures that stand in a relation about values, or that a procedure gives.
    checked: FxHashSet<FigureRef>,
}

impl Reaudit {
    /// Audits a decision as printed. *Errors*: as for [`audit`](super::audit()).
    pub fn new(decision: &Decision) -> Result<Reaudit, Errors<AuditError>> {
        Ok(Reaudit {
            decision: decision.clone(),
            asprinted: AsPrinted::of(decision)?,
        })
    }

    /// The figures that the audit counts: every cell with a number of the printed tables, every claim.
    pub fn figures(&self) -> Vec<FigureRef> {
        let figures = Figures::new(&self.decision);
        printed_figures(&figures).collect()
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
        self.asprinted.checked.contains(&figure)
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
        let judged = judge_checks(&figures)?;
        let (_, residuals) = reproduce(decision, &figures).map_err(AuditError::from)?;
        let values = Values::as_printed(figures.numbers());
        let index = Index::new(&judged.templates, &values);
        let document = JudgedDocument {
            checks: &judged.checks,
            templates: &judged.templates,
            judgements: &judged.judgements,
            figures: &figures,
            values: &values,
            index: &index,
        };
        let localised = Localised::new(document);
        let findings = (0..judged.checks.len())
            .map(|position| told(document, position, &localised))
            .collect();
        let published = published(decision, &figures);
        let standings = Standings::new(document);
        let mut checked = published.clone();
        let stands = |it: &FigureRef| standings.of(figures.id(*it)).is_some();
        checked.extend(printed_figures(&figures).filter(stands));
        drop(index);
        Ok(AsPrinted {
            others: others.iter().map(|it| it.manifest.id.clone()).collect(),
            grants: decision.grants.clone(),
            numbers: figures.shared_numbers(),
            judged,
            findings,
            residuals,
            published,
            checked,
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
        let Some(number) = figures.number(figure) else {
            return Ok(None);
        };
        let id = figures.id(figure);
        let values = Values::as_printed(&self.numbers).with(id, number);
        let index = Index::new(&self.judged.templates, &values);
        let Some(affected) = self.judged_again((figure, id), &values, &index) else {
            return Ok(None);
        };
        let residuals = if grants && !self.published.contains(&figure) {
            self.residuals.clone()
        } else {
            let reproduced = reproduce(decision, &figures);
            reproduced.map_err(AuditError::from)?.1
        };
        let mut judgements = self.judged.judgements.clone();
        let again: BTreeSet<usize> = affected.iter().map(|(position, _)| *position).collect();
        for (position, judgement) in affected {
            judgements[position] = judgement;
        }
        let document = JudgedDocument {
            checks: &self.judged.checks,
            templates: &self.judged.templates,
            judgements: &judgements,
            figures: &figures,
            values: &values,
            index: &index,
        };
        let localised = Localised::new(document);
        let mut findings = residuals;
        for (position, as_printed) in self.findings.iter().enumerate() {
            if again.contains(&position) {
                findings.extend(told(document, position, &localised));
            } else {
                findings.extend(as_printed.iter().cloned());
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
        self.judged.checks.iter().any(|it| it.asks_grants())
            && met(&self.grants) != met(&decision.grants)
    }

    /// The checks that a figure stands in, judged again; nothing if one was grounded on what is printed
    /// there, or is then about other rows or figures.
    fn judged_again(
        &self,
        (figure, id): (FigureRef, FigureId),
        values: &Values<'_>,
        index: &Index<'_>,
    ) -> Option<Vec<(usize, JudgedTemplate)>> {
        let places = index.places(id).into_iter().chain(index.asked_by(id));
        let positions: BTreeSet<usize> = places.map(|it| it.template).collect();
        if self
            .judged
            .checks
            .iter()
            .any(|it| it.is_grounded_on(figure))
        {
            return None;
        }
        let mut affected = Vec::new();
        for position in positions {
            let template = &self.judged.templates[position];
            let before = &self.judged.judgements[position];
            let now = judge(template, values);
            if now.covered != before.covered || values.chooses_otherwise(template, id) {
                return None;
            }
            affected.push((position, now));
        }
        Some(affected)
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
