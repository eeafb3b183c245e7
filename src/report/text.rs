//! The audit as text: grants, checks, findings, for someone who has the document open.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::money::kronor;
use super::style::Style;
use crate::audit::{DecisionAudit, Reproduction};
use crate::findings::{Finding, Severity, Status, Suspect};

const BOLD: Style = Style::BOLD;
const DIM: Style = Style::DIM;

/// How many figures of a finding are listed before "and … more".
const FIGURES_LISTED: usize = 6;

/// The audits of several decisions as text with styles; a stream that is no terminal strips them.
pub fn audit_text(audits: &[DecisionAudit]) -> String {
    let mut text = String::new();
    for audit in audits {
        // writing to a string cannot fail
        let _ = decision(&mut text, audit);
    }
    let _ = summary(&mut text, audits);
    text
}

/// The figures of each decision that nothing would catch an error in, as `table/row/column`.
pub fn unchecked_text(audits: &[DecisionAudit]) -> String {
    let mut text = String::new();
    for audit in audits {
        let figures = &audit.coverage.unchecked_figures;
        // writing to a string cannot fail
        let _ = writeln!(
            text,
            "\n{BOLD}{}{BOLD:#}  {} figures in no relation and given by no procedure",
            audit.id,
            figures.len()
        );
        for figure in figures {
            let _ = writeln!(text, "  {figure}");
        }
    }
    text
}

fn decision(out: &mut String, audit: &DecisionAudit) -> std::fmt::Result {
    writeln!(out, "{BOLD}{}{BOLD:#}  {}", audit.id, audit.title)?;
    writeln!(out, "{DIM}source {}{DIM:#}\n", audit.document)?;
    if !audit.reproductions.is_empty() {
        reproductions(out, &audit.reproductions)?;
        readings(out, audit)?;
    }
    let tally = audit.tally();
    writeln!(
        out,
        "  checks: {} evaluated, {} hold, {} unlikely, {} violated, {} undecided",
        tally.evaluated, tally.hold, tally.unlikely, tally.violated, tally.undecided
    )?;
    if let Some(found) = audit.discovered() {
        writeln!(
            out,
            "  discovered, in checks that nobody wrote: {} evaluated, {} hold, {} unlikely, {} violated, {} undecided",
            found.evaluated, found.hold, found.unlikely, found.violated, found.undecided
        )?;
    }
    let coverage = &audit.coverage;
    writeln!(
        out,
        "  figures: {} cells and {} claims; {} reproduced, {} checked, {} in neither",
        coverage.cells, coverage.claims, coverage.reproduced, coverage.checked, coverage.unchecked
    )?;
    writeln!(out, "  findings: {}\n", counts(audit))?;
    findings(out, &audit.findings)
}

/// Findings in order; before the first of a group stands what all of it have in common.
fn findings(out: &mut String, findings: &[Finding]) -> std::fmt::Result {
    let mut members: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for it in findings {
        if let Some(group) = it.group.as_deref() {
            members.entry(group).or_default().push(&it.id);
        }
    }
    let mut last: Option<&str> = None;
    for it in findings {
        let group = it.group.as_deref();
        if let Some(group) = group
            && last != Some(group)
        {
            // taken where the group is named first
            group_heading(out, group, members.remove(group).as_deref())?;
        }
        last = group;
        finding(out, it)?;
    }
    Ok(())
}

/// The common cause and the findings that have it; where some of them stand elsewhere (another
/// severity), the second heading is short.
fn group_heading(out: &mut String, common: &str, members: Option<&[&str]>) -> std::fmt::Result {
    let Some(members) = members else {
        return writeln!(out, "  {BOLD}also of the common cause:{BOLD:#} {common}\n");
    };
    writeln!(
        out,
        "  {BOLD}{} findings with one common cause:{BOLD:#} {common}",
        members.len()
    )?;
    for member in members {
        writeln!(out, "    {member}")?;
    }
    writeln!(out)
}

/// The table of grants: each column of published amounts with what its procedure gives.
fn reproductions(out: &mut String, reproductions: &[Reproduction]) -> std::fmt::Result {
    let rows: Vec<[String; 5]> = reproductions.iter().map(reproduced).collect();
    let header = [
        "grant",
        "published in",
        "cells",
        "exact",
        "residuals in kr: cells",
    ];
    let width = |column: usize| {
        let cells = rows.iter().map(|row| row[column].chars().count());
        cells.chain([header[column].len()]).max().unwrap_or(0)
    };
    let (first, second) = (width(0), width(1));
    let [grant, column, cells, exact, residuals] = header;
    writeln!(
        out,
        "  {DIM}{grant:<first$}  {column:<second$}{cells:>7}{exact:>7}  {residuals}{DIM:#}"
    )?;
    for [grant, column, cells, exact, residuals] in &rows {
        writeln!(
            out,
            "  {grant:<first$}  {column:<second$}{cells:>7}{exact:>7}  {residuals}"
        )?;
    }
    given(out, reproductions)?;
    writeln!(out)
}

/// What grants give beside what there was to divide, where the two differ, and the ties that decided a
/// krona; once a grant.
fn given(out: &mut String, reproductions: &[Reproduction]) -> std::fmt::Result {
    let mut last = "";
    for reproduction in reproductions {
        let grant = &reproduction.grant;
        if grant == last {
            continue;
        }
        last = grant;
        if let (Some(given), Some(money), Some(missed)) = (
            reproduction.given,
            reproduction.appropriation,
            reproduction.missed().filter(|it| !it.is_zero()),
        ) {
            let word = if missed.is_negative() { "less" } else { "more" };
            let by = kronor(missed.abs());
            let (given, money) = (kronor(given), kronor(money));
            writeln!(out, "  {grant} gives {given} of {money}: {by} {word}")?;
        }
        for (level, rule) in &reproduction.ties {
            let level = level.join(", ");
            writeln!(
                out,
                "  {grant}: level for a krona, settled by {rule}: {level}"
            )?;
        }
    }
    Ok(())
}

fn reproduced(reproduction: &Reproduction) -> [String; 5] {
    let residuals: Vec<String> = reproduction
        .residuals
        .iter()
        .map(|(difference, count)| format!("{:+}: {count}", difference.0))
        .collect();
    [
        reproduction.grant.clone(),
        format!("{}.{}", reproduction.table, reproduction.column),
        reproduction.cells.to_string(),
        reproduction.exact.to_string(),
        if residuals.is_empty() {
            "none".to_owned()
        } else {
            residuals.join(", ")
        },
    ]
}

/// How many amounts the other readings of a grant give, once a grant.
fn readings(out: &mut String, audit: &DecisionAudit) -> std::fmt::Result {
    let mut last = "";
    for reproduction in &audit.reproductions {
        if reproduction.readings.len() < 2 || reproduction.grant == last {
            continue;
        }
        last = &reproduction.grant;
        writeln!(
            out,
            "  readings of {last} (exact of {}):",
            reproduction.cells
        )?;
        for reading in &reproduction.readings {
            match &reading.problem {
                None => writeln!(out, "    {:>4}  {}", reading.exact, reading.id)?,
                Some(problem) => writeln!(out, "       -  {}: {problem}", reading.id)?,
            }
        }
        writeln!(out)?;
    }
    Ok(())
}

fn counts(audit: &DecisionAudit) -> String {
    format!(
        "{} ({} new, {} vanished, {} acknowledged)",
        audit.findings.len(),
        audit.count(Status::New),
        audit.count(Status::Vanished),
        audit.count(Status::Acknowledged)
    )
}

fn finding(out: &mut String, finding: &Finding) -> std::fmt::Result {
    let style = severity_style(finding);
    let (severity, status) = (finding.severity, finding.status);
    writeln!(
        out,
        "  {style}{severity}{style:#} {BOLD}{}{BOLD:#} {DIM}({status}){DIM:#}",
        finding.id
    )?;
    writeln!(out, "    {}", finding.message)?;
    if let Some(certificate) = &finding.certificate {
        writeln!(out, "    certificate {certificate}")?;
    }
    if let Some(difference) = &finding.difference {
        writeln!(out, "    difference  {difference}")?;
    }
    for cell in finding.cells.iter().take(FIGURES_LISTED) {
        writeln!(out, "    figure      {cell}")?;
    }
    if finding.cells.len() > FIGURES_LISTED {
        let rest = finding.cells.len() - FIGURES_LISTED;
        writeln!(out, "    {DIM}            and {rest} more{DIM:#}")?;
    }
    match &finding.suspect {
        Some(it) => writeln!(out, "    likely      {}", suspect(it))?,
        None if !finding.rivals.is_empty() => {
            let first: Vec<String> = finding.rivals.iter().take(3).map(suspect).collect();
            writeln!(out, "    one of      {}", first.join("\n                "))?;
        }
        None => {}
    }
    if !finding.cause.detail.is_empty() {
        writeln!(out, "    cause       {}", finding.cause)?;
    }
    if let Some(reason) = &finding.reason {
        writeln!(out, "    {DIM}note        {reason}{DIM:#}")?;
    }
    writeln!(out)
}

fn suspect(suspect: &Suspect) -> String {
    format!(
        "{}: {} would mend it (confidence {})",
        suspect.cell,
        suspect.mended,
        suspect.confidence.to_decimal_string(2)
    )
}

fn severity_style(finding: &Finding) -> Style {
    match (finding.status, finding.severity) {
        (Status::New | Status::Vanished, _) => Style::BOLD_RED,
        (_, Severity::Error) => Style::BOLD_YELLOW,
        _ => Style::BOLD_CYAN,
    }
}

fn summary(out: &mut String, audits: &[DecisionAudit]) -> std::fmt::Result {
    let sum = |count: fn(&DecisionAudit) -> usize| audits.iter().map(count).sum::<usize>();
    writeln!(
        out,
        "{BOLD}{} decisions, {} checks, {} findings: {} new, {} vanished{BOLD:#}",
        audits.len(),
        sum(|audit| audit.tally().evaluated),
        sum(|audit| audit.findings.len()),
        sum(|audit| audit.count(Status::New)),
        sum(|audit| audit.count(Status::Vanished))
    )
}
