//! The audit as text: grants, checks, findings, for someone who has the document open.

use std::collections::HashMap;
use std::fmt::Write;

use super::model::Counts;
use super::money::{kronor, signed};
use super::said::{CHECKS, FIGURES, FINDINGS};
use super::style::Style;
use super::words;
use crate::audit::{DecisionAudit, Reproduction, Tally};
use crate::findings::{Cause, CommonCause, Finding, Severity, Status};
use crate::lang::{InWords, Lang, say};

const BOLD: Style = Style::BOLD;
const DIM: Style = Style::DIM;

/// How many figures of a finding are listed before "and … more".
const FIGURES_LISTED: usize = 6;

/// The audits of several decisions as text with styles; a stream that is no terminal strips them.
pub fn audit_text(audits: &[DecisionAudit], lang: Lang) -> String {
    let mut text = Text {
        out: String::new(),
        lang,
    };
    for audit in audits {
        // writing to a string cannot fail
        let _ = text.decision(audit);
    }
    let _ = text.summary(audits);
    text.out
}

/// The figures of each decision that nothing would catch an error in, as `table/row/column`.
pub fn unchecked_text(audits: &[DecisionAudit], lang: Lang) -> String {
    let mut text = String::new();
    for audit in audits {
        let figures = &audit.coverage.unchecked_figures;
        let count = lang.counted(figures.len(), FIGURES[0], FIGURES[1]);
        let said = say!(
            lang,
            "{count} in no relation and given by no procedure",
            "{count} som inte ingår i något samband och inte ges av något beräkningssätt"
        );
        // writing to a string cannot fail
        let _ = writeln!(text, "\n{BOLD}{}{BOLD:#}  {said}", audit.id);
        for figure in figures {
            let _ = writeln!(text, "  {figure}");
        }
    }
    text
}

/// How many undecided instances of a check are shown before "and … more".
const UNDECIDED_SHOWN: usize = 5;

/// The text as far as it is written.
struct Text {
    out: String,
    lang: Lang,
}

impl Text {
    fn decision(&mut self, audit: &DecisionAudit) -> std::fmt::Result {
        let lang = self.lang;
        writeln!(self.out, "{BOLD}{}{BOLD:#}  {}", audit.id, audit.title)?;
        let document = &audit.document;
        let source = say!(lang, "source {document}", "källa {document}");
        writeln!(self.out, "{DIM}{source}{DIM:#}\n")?;
        if !audit.reproductions.is_empty() {
            self.reproductions(&audit.reproductions)?;
            self.readings(audit)?;
        }
        let verdicts = verdicts(audit.tally(), lang.unmarked());
        let checks = say!(lang, "checks: {verdicts}", "kontroller: {verdicts}");
        writeln!(self.out, "  {checks}")?;
        if let Some(found) = audit.discovered() {
            let verdicts = self::verdicts(found, lang.unmarked());
            let found = say!(
                lang,
                "discovered, in checks that nobody wrote: {verdicts}",
                "hittade samband som ingen har skrivit: {verdicts}"
            );
            writeln!(self.out, "  {found}")?;
        }
        writeln!(self.out, "  {}", figures(audit, lang))?;
        writeln!(self.out, "  {}\n", counts(audit, lang))?;
        self.undecided(audit)?;
        self.notes(audit)?;
        self.findings(&audit.findings)
    }

    /// What could not be decided, with reasons, and the checks that no row meets.
    fn undecided(&mut self, audit: &DecisionAudit) -> std::fmt::Result {
        let lang = self.lang;
        let open = audit.checks.iter().filter(|it| it.tally.undecided > 0);
        let mut is_any = false;
        for check in open {
            let heading = say!(lang, "undecided", "inte avgjord");
            writeln!(self.out, "  {heading} {BOLD}{}{BOLD:#}", check.id)?;
            for instance in check.undecided.iter().take(UNDECIDED_SHOWN) {
                writeln!(self.out, "    {}", instance.in_words(lang))?;
            }
            if check.tally.undecided > UNDECIDED_SHOWN {
                let rest = lang.count(check.tally.undecided - UNDECIDED_SHOWN);
                let rest = say!(lang, "and {rest} more", "och {rest} till");
                writeln!(self.out, "    {DIM}{rest}{DIM:#}")?;
            }
            is_any = true;
        }
        for check in audit.without_rows() {
            let heading = say!(lang, "no rows", "inga rader");
            let why = say!(
                lang,
                "no row meets its condition, so that it checks nothing",
                "ingen rad uppfyller dess villkor, så att den inte kontrollerar något"
            );
            writeln!(
                self.out,
                "  {heading} {BOLD}{}{BOLD:#}\n    {why}",
                check.id
            )?;
            is_any = true;
        }
        if is_any { writeln!(self.out) } else { Ok(()) }
    }

    /// What whoever made the folder should know.
    fn notes(&mut self, audit: &DecisionAudit) -> std::fmt::Result {
        let lang = self.lang;
        for note in &audit.notes {
            let heading = say!(lang, "note", "not");
            writeln!(self.out, "  {heading} {}", note.in_words(lang))?;
        }
        if audit.notes.is_empty() {
            Ok(())
        } else {
            writeln!(self.out)
        }
    }

    /// Findings in order; before the first of a group stands what all of it have in common.
    fn findings(&mut self, findings: &[Finding]) -> std::fmt::Result {
        let mut members: HashMap<&CommonCause, Vec<&str>> = HashMap::new();
        for it in findings {
            if let Some(group) = &it.group {
                members.entry(group).or_default().push(&it.id);
            }
        }
        let mut last: Option<&CommonCause> = None;
        for it in findings {
            let group = it.group.as_ref();
            if let Some(group) = group
                && last != Some(group)
            {
                // taken where the group is named first
                self.group_heading(group, members.remove(group).as_deref())?;
            }
            last = group;
            self.finding(it)?;
        }
        Ok(())
    }

    /// The common cause and the findings that have it; where some of them stand elsewhere (another
    /// severity), the second heading is short.
    fn group_heading(
        &mut self,
        common: &CommonCause,
        members: Option<&[&str]>,
    ) -> std::fmt::Result {
        let lang = self.lang;
        let common = words::group(common, lang);
        let Some(members) = members else {
            let also = say!(
                lang,
                "also of the common cause:",
                "även dessa har den gemensamma orsaken:"
            );
            return writeln!(self.out, "  {BOLD}{also}{BOLD:#} {common}\n");
        };
        let count = lang.count(members.len());
        let heading = say!(
            lang,
            "{count} findings with one common cause:",
            "{count} iakttagelser med en gemensam orsak:"
        );
        writeln!(self.out, "  {BOLD}{heading}{BOLD:#} {common}")?;
        for member in members {
            writeln!(self.out, "    {member}")?;
        }
        writeln!(self.out)
    }

    /// The table of grants: each column of published amounts with what its procedure gives.
    fn reproductions(&mut self, reproductions: &[Reproduction]) -> std::fmt::Result {
        let lang = self.lang;
        let rows: Vec<[String; 5]> = reproductions
            .iter()
            .map(|it| reproduced(it, lang))
            .collect();
        let header = [
            say!(lang, "grant", "bidrag"),
            say!(lang, "published in", "publicerat i"),
            say!(lang, "cells", "celler"),
            say!(lang, "exact", "på kronan"),
            say!(lang, "residuals in kr: cells", "skillnader i kr: celler"),
        ];
        let width = |column: usize| {
            let cells = rows.iter().map(|row| row[column].chars().count());
            cells
                .chain([header[column].chars().count()])
                .max()
                .unwrap_or(0)
        };
        let (first, second) = (width(0), width(1));
        let (third, fourth) = ((width(2) + 2).max(7), (width(3) + 2).max(7));
        let [grant, column, cells, exact, residuals] = &header;
        writeln!(
            self.out,
            "  {DIM}{grant:<first$}  {column:<second$}{cells:>third$}{exact:>fourth$}  {residuals}{DIM:#}"
        )?;
        for [grant, column, cells, exact, residuals] in &rows {
            writeln!(
                self.out,
                "  {grant:<first$}  {column:<second$}{cells:>third$}{exact:>fourth$}  {residuals}"
            )?;
        }
        self.given(reproductions)?;
        writeln!(self.out)
    }

    /// What grants give beside what there was to divide, where the two differ, and the ties that
    /// decided a krona; once a grant.
    fn given(&mut self, reproductions: &[Reproduction]) -> std::fmt::Result {
        let lang = self.lang;
        let mut last = "";
        for reproduction in reproductions {
            let grant = &reproduction.grant;
            if grant == last {
                continue;
            }
            last = grant;
            if let Some(missed) = missed(reproduction, lang) {
                writeln!(self.out, "  {missed}")?;
            }
            for (level, rule) in &reproduction.ties {
                let level = level.join(", ");
                let rule = rule.in_words(lang.unmarked());
                let tie = say!(
                    lang,
                    "{grant}: level for a krona, settled by {rule}: {level}",
                    "{grant}: lika rester för en krona, avgjort genom {rule}: {level}"
                );
                writeln!(self.out, "  {tie}")?;
            }
        }
        Ok(())
    }

    /// How many amounts the other readings of a grant give, once a grant.
    fn readings(&mut self, audit: &DecisionAudit) -> std::fmt::Result {
        let lang = self.lang;
        let mut last = "";
        for reproduction in &audit.reproductions {
            if reproduction.readings.len() < 2 || reproduction.grant == last {
                continue;
            }
            last = &reproduction.grant;
            let cells = lang.count(reproduction.cells);
            let heading = say!(
                lang,
                "readings of {last} (exact of {cells}):",
                "tolkningar av {last} (på kronan av {cells}):"
            );
            writeln!(self.out, "  {heading}")?;
            for reading in &reproduction.readings {
                let id = &reading.id;
                match &reading.problem {
                    None => writeln!(self.out, "    {:>4}  {id}", reading.exact)?,
                    Some(problem) => {
                        let problem = problem.in_words(lang);
                        writeln!(self.out, "       -  {id}: {problem}")?;
                    }
                }
            }
            writeln!(self.out)?;
        }
        Ok(())
    }

    fn finding(&mut self, finding: &Finding) -> std::fmt::Result {
        let lang = self.lang;
        let style = severity_style(finding);
        let severity = finding.severity.in_words(lang);
        let status = finding.status.in_words(lang);
        writeln!(
            self.out,
            "  {style}{severity}{style:#} {BOLD}{}{BOLD:#} {DIM}({status}){DIM:#}",
            finding.id
        )?;
        writeln!(self.out, "    {}", words::message(finding, lang))?;
        if let Some(certificate) = words::certificate(finding, lang) {
            self.entry(&say!(lang, "certificate", "bevis"), &certificate)?;
        }
        if let Some(difference) = words::difference(finding, lang) {
            self.entry(&say!(lang, "difference", "skillnad"), &difference)?;
        }
        for cell in finding.cells.iter().take(FIGURES_LISTED) {
            self.entry(&say!(lang, "figure", "uppgift"), &cell.in_words(lang))?;
        }
        if finding.cells.len() > FIGURES_LISTED {
            let rest = lang.count(finding.cells.len() - FIGURES_LISTED);
            let rest = say!(lang, "and {rest} more", "och {rest} till");
            writeln!(self.out, "    {DIM}            {rest}{DIM:#}")?;
        }
        match &finding.suspect {
            Some(it) => self.entry(&say!(lang, "likely", "troligen"), &words::suspect(it, lang))?,
            None if !finding.rivals.is_empty() => {
                let rivals = finding.rivals.iter().take(3);
                let first: Vec<String> = rivals.map(|it| words::suspect(it, lang)).collect();
                let first = first.join("\n                ");
                self.entry(&say!(lang, "one of", "någon av"), &first)?;
            }
            None => {}
        }
        if finding.cause != Cause::Unknown {
            let cause = finding.cause.in_words(lang);
            self.entry(&say!(lang, "cause", "orsak"), &cause)?;
        }
        if let Some(reason) = &finding.reason {
            let note = padded(&say!(lang, "note", "not"));
            let reason = words::reason(reason, lang);
            writeln!(self.out, "    {DIM}{note}{reason}{DIM:#}")?;
        }
        writeln!(self.out)
    }

    fn entry(&mut self, name: &str, text: &str) -> std::fmt::Result {
        writeln!(self.out, "    {}{text}", padded(name))
    }

    fn summary(&mut self, audits: &[DecisionAudit]) -> std::fmt::Result {
        let lang = self.lang;
        let counts = Counts::of_all(audits);
        let (new, vanished) = (lang.count(counts.new), lang.count(counts.vanished));
        let decisions = lang.counted(
            counts.decisions,
            ["decision", "decisions"],
            ["beslut", "beslut"],
        );
        let checks = lang.counted(counts.checks.evaluated, CHECKS[0], CHECKS[1]);
        let findings = lang.counted(counts.findings, FINDINGS[0], FINDINGS[1]);
        let summary = say!(
            lang,
            "{decisions}, {checks}, {findings}: {new} new, {vanished} vanished",
            "{decisions}, {checks}, {findings}: {new} nya, {vanished} försvunna"
        );
        writeln!(self.out, "{BOLD}{summary}{BOLD:#}")
    }
}

/// What a line of a finding is called, as wide as all of them are.
fn padded(name: &str) -> String {
    format!("{name:<12}")
}

fn missed(reproduction: &Reproduction, lang: Lang) -> Option<String> {
    let grant = &reproduction.grant;
    let missed = reproduction.missed().filter(|it| !it.is_zero())?;
    let (given, money) = (reproduction.given?, reproduction.appropriation?);
    let amount = |it| kronor(it, lang);
    let (given, money, by) = (amount(given), amount(money), amount(missed.abs()));
    Some(if missed.is_negative() {
        say!(
            lang,
            "{grant} gives {given} of {money}: {by} less",
            "{grant} ger {given} av {money}: {by} mindre"
        )
    } else {
        say!(
            lang,
            "{grant} gives {given} of {money}: {by} more",
            "{grant} ger {given} av {money}: {by} mer"
        )
    })
}

fn reproduced(reproduction: &Reproduction, lang: Lang) -> [String; 5] {
    let residuals = reproduction.residuals.iter();
    let residuals: Vec<String> = residuals
        .map(|(difference, count)| format!("{}: {count}", signed(*difference)))
        .collect();
    [
        reproduction.grant.clone(),
        format!("{}.{}", reproduction.table, reproduction.column),
        lang.count(reproduction.cells),
        lang.count(reproduction.exact),
        if residuals.is_empty() {
            say!(lang, "none", "inga")
        } else {
            residuals.join(", ")
        },
    ]
}

/// How many checks came to what.
fn verdicts(tally: Tally, lang: Lang) -> String {
    let [evaluated, hold, unlikely, violated, undecided] = [
        tally.evaluated,
        tally.hold,
        tally.unlikely,
        tally.violated,
        tally.undecided,
    ]
    .map(|it| lang.count(it));
    say!(
        lang,
        "{evaluated} evaluated, {hold} hold, {unlikely} unlikely, {violated} violated, {undecided} \
         undecided",
        "{evaluated} prövade, {hold} gäller, {unlikely} osannolika, {violated} gäller inte, {undecided} \
         kan inte avgöras"
    )
}

fn figures(audit: &DecisionAudit, lang: Lang) -> String {
    let coverage = &audit.coverage;
    let cells = lang.counted(coverage.cells, ["cell", "cells"], ["i celler"; 2]);
    let claims = lang.counted(coverage.claims, ["claim", "claims"], ["i texten"; 2]);
    let [reproduced, checked, unchecked] =
        [coverage.reproduced, coverage.checked, coverage.unchecked].map(|it| lang.count(it));
    say!(
        lang,
        "figures: {cells} and {claims}; {reproduced} reproduced, {checked} checked, \
         {unchecked} in neither",
        "uppgifter: {cells} och {claims}; {reproduced} återskapade, {checked} \
         kontrollerade, {unchecked} ingetdera"
    )
}

fn counts(audit: &DecisionAudit, lang: Lang) -> String {
    let all = lang.count(audit.findings.len());
    let [new, vanished, acknowledged] =
        [Status::New, Status::Vanished, Status::Acknowledged].map(|it| lang.count(audit.count(it)));
    say!(
        lang,
        "findings: {all} ({new} new, {vanished} vanished, {acknowledged} acknowledged)",
        "iakttagelser: {all} ({new} nya, {vanished} försvunna, {acknowledged} kända)"
    )
}

fn severity_style(finding: &Finding) -> Style {
    match (finding.status, finding.severity) {
        (Status::New | Status::Vanished, _) => Style::BOLD_RED,
        (_, Severity::Error) => Style::BOLD_YELLOW,
        _ => Style::BOLD_CYAN,
    }
}
