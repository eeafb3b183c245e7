//! The report as Markdown, to paste into a memo or a pull request.

use std::fmt::Write;

use super::letter::letter;
use super::model::{Report, ReportedDecision, ReportedFinding};
use super::money::kronor;
use super::said::{self, CHECKS, FINDINGS};
use super::verdict::{new_and_vanished, verdict};
use super::words;
use crate::lang::{InWords, Lang, say};

/// The report as Markdown.
pub fn audit_markdown(report: &Report<'_>) -> String {
    let lang = report.lang;
    let counts = report.counts();
    let mut out = String::new();
    let heading = say!(lang, "Audit of state grants", "Granskning av statsbidrag");
    // writing to a string cannot fail
    let _ = writeln!(out, "# {heading}\n\n{}\n", text(&verdict(&counts, lang)));
    for reported in &report.decisions {
        let _ = decision(&mut out, reported, lang);
    }
    let asked = report.options.join(" ");
    let _ = writeln!(out, "---\n\n{}, {}", text(Report::version()), text(&asked));
    out
}

fn decision(out: &mut String, reported: &ReportedDecision<'_>, lang: Lang) -> std::fmt::Result {
    let counts = reported.counts();
    writeln!(out, "## {}\n", text(&reported.title()))?;
    let [reproduced, checked, unchecked] = counts.figures;
    let checks = lang.counted(counts.checks.evaluated, CHECKS[0], CHECKS[1]);
    let findings = lang.counted(counts.findings, FINDINGS[0], FINDINGS[1]);
    let hold = counts.checks.hold;
    let status = new_and_vanished(&counts, lang.unmarked());
    let line = say!(
        lang,
        "{checks}, {hold} hold; {reproduced} figures reproduced, {checked} others checked, \
         {unchecked} in no relation; {findings}: {status}",
        "{checks}, {hold} stämmer; {reproduced} återskapade uppgifter, {checked} andra \
         kontrollerade, {unchecked} utan samband; {findings}: {status}"
    );
    writeln!(out, "{}\n", text(&line))?;
    let (document, fingerprint) = (&reported.audit.document, &reported.fingerprint);
    let source = say!(
        lang,
        "Document {document}; fingerprint of all that was read {fingerprint}",
        "Dokument {document}; fingeravtryck av allt som lästes {fingerprint}"
    );
    writeln!(out, "{}\n", text(&source))?;
    grants(out, reported, lang)?;
    found(out, reported, lang)?;
    for it in &reported.findings {
        finding(out, reported, it, lang)?;
    }
    Ok(())
}

fn grants(out: &mut String, reported: &ReportedDecision<'_>, lang: Lang) -> std::fmt::Result {
    let reproductions = &reported.audit.reproductions;
    if reproductions.is_empty() {
        return Ok(());
    }
    let heads = [
        say!(lang, "Grant", "Bidrag"),
        say!(lang, "Published in", "Publicerat i"),
        say!(lang, "Amounts", "Belopp"),
        say!(lang, "To the krona", "På kronan"),
        say!(lang, "Given", "Fördelat"),
    ];
    writeln!(out, "| {} |", heads.join(" | "))?;
    writeln!(out, "| --- | --- | ---: | ---: | ---: |")?;
    for it in reproductions {
        let given = it.given.map_or_else(String::new, |it| kronor(it, lang));
        let column = format!("{}.{}", it.table, it.column);
        writeln!(
            out,
            "| {} | {} | {} | {} | {} |",
            text(&it.grant),
            text(&column),
            it.cells,
            it.exact,
            text(&given)
        )?;
    }
    writeln!(out)
}

/// What was found and nobody wrote, with what supports it.
fn found(out: &mut String, reported: &ReportedDecision<'_>, lang: Lang) -> std::fmt::Result {
    let mut checks = reported.found_checks().peekable();
    if checks.peek().is_none() {
        return Ok(());
    }
    let heading = say!(
        lang,
        "Relations that were found and nobody wrote",
        "Hittade samband som ingen har skrivit"
    );
    writeln!(out, "### {heading}\n")?;
    for check in checks {
        let support = said::support(check, lang);
        let words = check.text.in_words(lang);
        writeln!(out, "- {} ({})", text(&words), text(&support))?;
    }
    writeln!(out)
}

fn finding(
    out: &mut String,
    reported: &ReportedDecision<'_>,
    it: &ReportedFinding<'_>,
    lang: Lang,
) -> std::fmt::Result {
    let finding = it.finding;
    let (severity, status) = (
        said::severity(finding.severity, lang),
        said::status(finding.status, lang),
    );
    writeln!(
        out,
        "### {} ({}, {})\n",
        text(&finding.id),
        text(&severity),
        text(&status)
    )?;
    writeln!(out, "{}\n", text(&words::message(finding, lang)))?;
    let mut items: Vec<(String, String)> = Vec::new();
    if let (Some(published), Some(expected)) = (
        words::published(finding, lang),
        words::expected(finding, lang),
    ) {
        let name = say!(lang, "printed → expected", "angivet → väntat");
        items.push((name, format!("{published} → {expected}")));
    }
    let arithmetic = words::certificate(finding, lang);
    items.extend(arithmetic.map(|it| (say!(lang, "arithmetic", "uträkning"), it)));
    let cause = said::cause(finding, lang);
    items.extend(cause.map(|it| (say!(lang, "cause", "orsak"), it)));
    let reason = said::reason(finding, lang);
    items.extend(reason.map(|it| (say!(lang, "note", "anteckning"), it)));
    for (name, words) in items {
        writeln!(out, "- {}: {}", text(&name), text(&words))?;
    }
    writeln!(out)?;
    for sentence in letter(reported, it, lang) {
        writeln!(out, "> {}", text(&sentence))?;
    }
    writeln!(out)
}

/// Text of a document or of the program as Markdown shows it: nothing in it is markup.
pub(super) fn text(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 8);
    for char in words.chars() {
        match char {
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '+' | '|' | '~'
            | '!' | '=' | '&' | '$' | '@' => {
                out.push('\\');
                out.push(char);
            }
            '\n' | '\r' => out.push(' '),
            char => out.push(char),
        }
    }
    // a number and a full stop, or a dash, would begin a list
    let begins_list = out.starts_with('-')
        || out.starts_with(|char: char| char.is_ascii_digit()) && {
            let rest = out.trim_start_matches(|char: char| char.is_ascii_digit());
            rest.starts_with(['.', ')'])
        };
    if out.starts_with('-') {
        out.insert(0, '\\');
    } else if begins_list {
        let digits = out.len()
            - out
                .trim_start_matches(|char: char| char.is_ascii_digit())
                .len();
        out.insert(digits, '\\');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn nothing_of_a_document_is_markup() {
        assert_eq!(text("<b>|*x*"), "\\<b\\>\\|\\*x\\*");
        assert_eq!(text("12. x\ny"), "12\\. x y");
        assert_eq!(text("12 500"), "12 500");
        assert_eq!(text("- x"), "\\- x");
    }
}
