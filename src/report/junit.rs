//! The audit as JUnit XML, one case a check: what runners of tests show.
//!
//! A case fails if one of its findings is new; a check whose findings are all acknowledged passes and
//! tells them. What no check says, an amount of a grant or a vanished finding, is a case of its own.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::model::{Report, ReportedDecision, ReportedFinding};
use super::said;
use super::words;
use crate::audit::{CheckResult, UndecidedInstance};
use crate::findings::Status;
use crate::lang::{InWords, Lang, say};

/// A case of a suite.
struct Case<'r> {
    name: String,
    findings: Vec<&'r ReportedFinding<'r>>,
    undecided: &'r [UndecidedInstance],
}

/// The report as JUnit XML.
pub fn audit_junit(report: &Report<'_>) -> String {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    // writing to memory cannot fail
    let _ = document(&mut writer, report);
    let mut text = String::from_utf8_lossy(&writer.into_inner()).into_owned();
    text.push('\n');
    text
}

fn document(writer: &mut Writer<Vec<u8>>, report: &Report<'_>) -> std::io::Result<()> {
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let suites: Vec<(&ReportedDecision<'_>, Vec<Case<'_>>)> = report
        .decisions
        .iter()
        .map(|reported| (reported, cases(reported, report.lang)))
        .collect();
    let all = || suites.iter().flat_map(|(_, cases)| cases);
    let mut root = BytesStart::new("testsuites");
    root.push_attribute(("name", Report::version()));
    let failures = all().filter(|it| Case::fails(it)).count().to_string();
    let skipped = all().filter(|it| Case::is_skipped(it)).count().to_string();
    root.push_attribute(("tests", all().count().to_string().as_str()));
    root.push_attribute(("failures", failures.as_str()));
    root.push_attribute(("skipped", skipped.as_str()));
    writer.write_event(Event::Start(root))?;
    for (reported, cases) in &suites {
        suite(writer, reported, cases, report.lang)?;
    }
    writer.write_event(Event::End(BytesEnd::new("testsuites")))
}

impl Case<'_> {
    fn fails(it: &Case<'_>) -> bool {
        it.findings
            .iter()
            .any(|it| it.finding.status != Status::Acknowledged)
    }

    fn is_skipped(it: &Case<'_>) -> bool {
        !Case::fails(it) && !it.undecided.is_empty()
    }
}

/// The checks in order, then what no check says.
fn cases<'r>(reported: &'r ReportedDecision<'r>, lang: Lang) -> Vec<Case<'r>> {
    let of_check = |check: &'r CheckResult| Case {
        name: format!("{}: {}", check.id, check.text.in_words(lang)),
        findings: Vec::new(),
        undecided: &check.undecided,
    };
    let checks = &reported.audit.checks;
    let mut cases: Vec<Case<'r>> = checks.iter().map(of_check).collect();
    for it in &reported.findings {
        let id = it.finding.id.as_str();
        let is_of = |check: &CheckResult| check.has_finding(id);
        let own = checks.iter().position(is_of);
        match own.filter(|_| it.finding.status != Status::Vanished) {
            Some(check) => cases[check].findings.push(it),
            None => cases.push(Case {
                name: id.to_owned(),
                findings: vec![it],
                undecided: &[],
            }),
        }
    }
    cases
}

fn suite(
    writer: &mut Writer<Vec<u8>>,
    reported: &ReportedDecision<'_>,
    cases: &[Case<'_>],
    lang: Lang,
) -> std::io::Result<()> {
    let mut start = BytesStart::new("testsuite");
    start.push_attribute(("name", reported.audit.id.as_str()));
    let failures = cases
        .iter()
        .filter(|it| Case::fails(it))
        .count()
        .to_string();
    let skipped = cases
        .iter()
        .filter(|it| Case::is_skipped(it))
        .count()
        .to_string();
    start.push_attribute(("tests", cases.len().to_string().as_str()));
    start.push_attribute(("failures", failures.as_str()));
    start.push_attribute(("skipped", skipped.as_str()));
    writer.write_event(Event::Start(start))?;
    let counts = reported.counts();
    writer.write_event(Event::Start(BytesStart::new("properties")))?;
    for (name, value) in [
        ("checks", counts.checks.evaluated.to_string()),
        ("findings", counts.findings.to_string()),
        ("new", counts.new.to_string()),
        ("vanished", counts.vanished.to_string()),
        ("fingerprint", reported.fingerprint.clone()),
    ] {
        let mut property = BytesStart::new("property");
        property.push_attribute(("name", name));
        property.push_attribute(("value", value.as_str()));
        writer.write_event(Event::Empty(property))?;
    }
    writer.write_event(Event::End(BytesEnd::new("properties")))?;
    for case in cases {
        one(writer, case, &reported.audit.id, lang)?;
    }
    writer.write_event(Event::End(BytesEnd::new("testsuite")))
}

fn one(
    writer: &mut Writer<Vec<u8>>,
    case: &Case<'_>,
    class: &str,
    lang: Lang,
) -> std::io::Result<()> {
    let mut start = BytesStart::new("testcase");
    start.push_attribute(("name", legal(&case.name).as_str()));
    start.push_attribute(("classname", class));
    if case.findings.is_empty() && case.undecided.is_empty() {
        return writer.write_event(Event::Empty(start));
    }
    writer.write_event(Event::Start(start))?;
    let told: Vec<String> = case.findings.iter().map(|it| told(it, lang)).collect();
    let told = legal(&told.join("\n\n"));
    if Case::fails(case) {
        let first = case
            .findings
            .iter()
            .find(|it| it.finding.status != Status::Acknowledged);
        let message = first.map_or_else(String::new, |it| words::message(it.finding, lang));
        let mut failure = BytesStart::new("failure");
        failure.push_attribute(("message", legal(&message).as_str()));
        let kind = first.map_or("", |it| it.finding.kind.name());
        failure.push_attribute(("type", kind));
        writer.write_event(Event::Start(failure))?;
        writer.write_event(Event::Text(BytesText::new(&told)))?;
        writer.write_event(Event::End(BytesEnd::new("failure")))?;
    } else {
        if !case.undecided.is_empty() {
            let n = case.undecided.len();
            let first = case.undecided[0].in_words(lang);
            let message = say!(
                lang,
                "{n} undecided: {first}",
                "{n} gick inte att avgöra: {first}"
            );
            let mut skipped = BytesStart::new("skipped");
            skipped.push_attribute(("message", legal(&message).as_str()));
            writer.write_event(Event::Empty(skipped))?;
        }
        if !told.is_empty() {
            writer.write_event(Event::Start(BytesStart::new("system-out")))?;
            writer.write_event(Event::Text(BytesText::new(&told)))?;
            writer.write_event(Event::End(BytesEnd::new("system-out")))?;
        }
    }
    writer.write_event(Event::End(BytesEnd::new("testcase")))
}

/// A finding in a few lines.
fn told(it: &ReportedFinding<'_>, lang: Lang) -> String {
    let finding = it.finding;
    let (severity, status) = (
        said::severity(finding.severity, lang),
        said::status(finding.status, lang),
    );
    let mut lines = vec![
        format!("{} ({severity}, {status})", finding.id),
        words::message(finding, lang),
    ];
    lines.extend(words::certificate(finding, lang));
    lines.extend(said::cause(finding, lang));
    lines.extend(said::reason(finding, lang));
    lines.join("\n")
}

/// Text that XML may hold: controls that it may not are shown by their code point.
fn legal(text: &str) -> String {
    let is_legal = |char: char| match char {
        '\t' | '\n' | '\r' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        char => char >= ' ',
    };
    let shown = text.chars().map(|char| match is_legal(char) {
        true => char.to_string(),
        false => format!("⟨U+{:04X}⟩", u32::from(char)),
    });
    shown.collect()
}
