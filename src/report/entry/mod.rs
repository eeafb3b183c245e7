//! What each kind, cause and severity of finding means, how it is shown, and what to ask the authority.
//!
//! The one source of `statsbidrag help KIND`, of the page of a report and of `docs/findings.md`.

mod causes;
mod kinds;

pub(super) use kinds::name as kind_name;

use std::fmt::Write;

use super::model::Report;
use super::said;
use crate::checks::CheckKind;
use crate::findings::{CauseKind, Severity};
use crate::lang::{Lang, say};

/// Something that a finding can be called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// How grave it is.
    Severity(Severity),
    /// The kind of statement that is contradicted.
    Kind(CheckKind),
    /// How a figure may have come about.
    Cause(CauseKind),
}

/// What there is to say of a topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name, and what it is a name of.
    pub title: String,
    /// What it means.
    pub means: String,
    /// How it is shown.
    pub shown: String,
    /// What to ask the authority.
    pub ask: String,
}

/// The severities, the gravest first.
const SEVERITIES: [Severity; 4] = [
    Severity::Error,
    Severity::Definition,
    Severity::Rounding,
    Severity::Wording,
];

/// The causes, in the order of the closed list.
const CAUSES: [CauseKind; 23] = [
    CauseKind::DigitSubstitution,
    CauseKind::Transposition,
    CauseKind::MissingDigit,
    CauseKind::ExtraDigit,
    CauseKind::Sign,
    CauseKind::MissingAddend,
    CauseKind::DoubleAddend,
    CauseKind::Unit,
    CauseKind::StaleFigure,
    CauseKind::CopiedCell,
    CauseKind::SwappedColumns,
    CauseKind::SwappedRows,
    CauseKind::OtherDenominator,
    CauseKind::RoundedTwice,
    CauseKind::Rounding,
    CauseKind::Truncation,
    CauseKind::Name,
    CauseKind::Reference,
    CauseKind::UndeclaredTotal,
    CauseKind::MissingRow,
    CauseKind::MissingItem,
    CauseKind::ShiftedCells,
    CauseKind::Unknown,
];

impl Topic {
    /// Every topic.
    pub fn all() -> impl Iterator<Item = Topic> {
        let severities = SEVERITIES.into_iter().map(Topic::Severity);
        let kinds = CheckKind::ALL.into_iter().map(Topic::Kind);
        severities
            .chain(kinds)
            .chain(CAUSES.into_iter().map(Topic::Cause))
    }

    /// The topics of a name as JSON has it: `rounding` is a severity and a cause.
    pub fn named(name: &str) -> Vec<Topic> {
        Topic::all().filter(|it| it.name() == name).collect()
    }

    /// The name as JSON has it.
    pub fn name(self) -> String {
        match self {
            Topic::Severity(severity) => severity.to_string(),
            Topic::Kind(kind) => kind.name().to_owned(),
            Topic::Cause(cause) => cause.name().to_owned(),
        }
    }

    /// Its place on a page.
    pub fn anchor(self) -> String {
        let name = self.name();
        match self {
            Topic::Severity(_) => format!("severity-{name}"),
            Topic::Kind(_) => format!("kind-{name}"),
            Topic::Cause(_) => format!("cause-{name}"),
        }
    }
}

/// The topics that a report needs: those of its findings.
pub fn topics_of(report: &Report<'_>) -> Vec<Topic> {
    let findings = || {
        let decisions = report.decisions.iter();
        decisions.flat_map(|it| it.audit.findings.iter())
    };
    let is_used = |topic: &Topic| {
        findings().any(|it| match topic {
            Topic::Severity(severity) => it.severity == *severity,
            Topic::Kind(kind) => it.kind == *kind,
            Topic::Cause(cause) => it.cause.kind() == *cause,
        })
    };
    Topic::all().filter(is_used).collect()
}

/// What there is to say of a topic.
pub fn entry(topic: Topic, lang: Lang) -> Entry {
    match topic {
        Topic::Severity(severity) => of_severity(severity, lang),
        Topic::Kind(kind) => kinds::entry(kind, lang),
        Topic::Cause(cause) => causes::entry(cause, lang),
    }
}

fn of_severity(severity: Severity, lang: Lang) -> Entry {
    let (name, word) = (severity, said::severity(severity, lang.unmarked()));
    let title = say!(
        lang,
        "{name}: how grave a finding is",
        "{name} ({word}): hur allvarlig iakttagelsen är"
    );
    let [means, shown, ask] = match severity {
        Severity::Error => [
            say!(
                lang,
                "The printed figures cannot all be right.",
                "De tryckta uppgifterna kan inte alla vara riktiga."
            ),
            say!(
                lang,
                "No values that would be printed so satisfy the relation, under any usual rounding.",
                "Inga värden som skulle tryckas så uppfyller sambandet, med någon vanlig avrundning."
            ),
            say!(
                lang,
                "Which of the figures is meant, and does the difference change what was paid?",
                "Vilken av uppgifterna är avsedd, och ändrar skillnaden vad som har betalats ut?"
            ),
        ],
        Severity::Incomplete => [
            say!(
                lang,
                "The figures differ because one side may be wider than the other.",
                "Uppgifterna skiljer sig därför att den ena sidan kan omfatta mer än den andra."
            ),
            say!(
                lang,
                "A total is only declared by its label, or an item may not be printed: too little is known to \
                 call a figure wrong.",
                "Att en rad är en summa framgår bara av dess rubrik, eller så är kanske en post inte angiven: för lite är känt för att säga att en uppgift avviker."
            ),
            say!(
                lang,
                "What is part of the total besides the items that are printed?",
                "Vad ingår i summan utöver de poster som är tryckta?"
            ),
        ],
        Severity::Definition => [
            say!(
                lang,
                "The rule in words is not the rule that the figures follow.",
                "Regeln i ord är inte den regel som uppgifterna följer."
            ),
            say!(
                lang,
                "The rule as worded gives other figures than those printed, and another reading gives these.",
                "Regeln som den är skriven ger andra uppgifter än de tryckta, och en annan tolkning ger dem."
            ),
            say!(
                lang,
                "Which rule was applied, and does the wording of the decision say it?",
                "Vilken regel tillämpades, och framgår den av beslutets ordalydelse?"
            ),
        ],
        Severity::Rounding => [
            say!(
                lang,
                "A krona, or a unit of the last digit, that only another rounding explains.",
                "En krona, eller en enhet i sista siffran, som bara en annan avrundning förklarar."
            ),
            say!(
                lang,
                "Half-up rounding does not give the printed figure; the finding names the one that does, or \
                 how unlikely the printed sum is.",
                "Avrundning med halva uppåt ger inte den tryckta uppgiften; iakttagelsen anger vilken som gör det, \
                 eller hur osannolik den tryckta summan är."
            ),
            say!(
                lang,
                "How were the figures rounded, and where was the sum made to come out?",
                "Hur avrundades uppgifterna, och var jämkades summan?"
            ),
        ],
        Severity::Wording => [
            say!(
                lang,
                "A word such as nearly, over or half is stretched.",
                "Ett ord som nästan, drygt eller hälften har tänjts."
            ),
            say!(
                lang,
                "The figures are outside what the word is usually taken to mean.",
                "Uppgifterna ligger utanför vad ordet brukar betyda."
            ),
            say!(
                lang,
                "Is the word meant, and should the figure be given instead?",
                "Är ordet avsett, eller bör uppgiften anges i stället?"
            ),
        ],
    };
    Entry {
        title,
        means,
        shown,
        ask,
    }
}

/// An entry for a terminal.
pub fn entry_text(topic: Topic, lang: Lang) -> String {
    let entry = entry(topic, lang);
    let (means, shown, ask) = headings(lang);
    format!(
        "{}\n\n{means}\n  {}\n{shown}\n  {}\n{ask}\n  {}\n",
        entry.title, entry.means, entry.shown, entry.ask
    )
}

/// All entries as the page `docs/findings.md`, in both languages.
pub fn entries_markdown() -> String {
    let mut out = String::from(
        "# Findings\n\nWhat each severity, kind and cause of a finding means, how it is shown, and what to ask the \
         authority.\nThis page is what `statsbidrag help NAME` says, in English and in Swedish; a test holds it to \
         that.\n",
    );
    let heading = |topic: Topic| match topic {
        Topic::Severity(_) => "Severities",
        Topic::Kind(_) => "Kinds",
        Topic::Cause(_) => "Causes",
    };
    let mut last = "";
    for topic in Topic::all() {
        // writing to a string cannot fail
        if heading(topic) != last {
            last = heading(topic);
            let _ = writeln!(out, "\n## {last}");
        }
        let _ = writeln!(out, "\n### {}", topic.name());
        for lang in [Lang::En, Lang::Sv] {
            let entry = entry(topic, lang);
            let (means, shown, ask) = headings(lang);
            let _ = writeln!(
                out,
                "\n*{means}:* {}\n*{shown}:* {}\n*{ask}:* {}",
                entry.means, entry.shown, entry.ask
            );
        }
    }
    out
}

fn headings(lang: Lang) -> (String, String, String) {
    (
        say!(lang, "What it means", "Vad det betyder"),
        say!(lang, "How it is shown", "Hur det visas"),
        say!(lang, "What to ask", "Vad man kan fråga"),
    )
}
