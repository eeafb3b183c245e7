//! One named test for every check, every reproduction and every source text of the corpus.
//!
//! A test of a check passes when each of its findings is acknowledged in `known.toml` and nothing is
//! undecided. The source texts are not part of the project: where they are absent, the tests that
//! compare with them are ignored, and say so.

// a test binary of its own: it may stop and print
#![allow(clippy::panic, clippy::print_stderr)]

mod expected;
mod sources;

use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};
use statsbidrag::audit::{DecisionAudit, Reproduction, UndecidedInstance, audit};
use statsbidrag::decision::{Decision, corpus};
use statsbidrag::findings::Status;
use statsbidrag::lang::Lang;
use statsbidrag::report::words;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let decisions = corpus().unwrap_or_else(|errors| panic!("the corpus: {errors:#?}"));
    let mut trials = vec![Trial::test("corpus::pinned", expected::pinned)];
    for decision in &decisions {
        trials.extend(trials_of(decision));
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn trials_of(decision: &Decision) -> Vec<Trial> {
    let audit = audit(decision).unwrap_or_else(|errors| panic!("{errors:#?}"));
    let id = &audit.id;
    let mut trials = vec![sources::trial(decision)];
    for check in &audit.checks {
        let problems = problems_of_check(&audit, &check.id, &check.undecided);
        trials.push(Trial::test(
            format!("{id}::check::{}", check.id),
            move || outcome(problems),
        ));
    }
    for reproduction in &audit.reproductions {
        let name = format!(
            "{id}::grant::{}::{}.{}",
            reproduction.grant, reproduction.table, reproduction.column
        );
        let problems = problems_of_reproduction(id, reproduction);
        trials.push(Trial::test(name, move || outcome(problems)));
    }
    let unclean: Vec<String> = audit
        .findings
        .iter()
        .filter(|finding| finding.status != Status::Acknowledged)
        .map(|finding| {
            format!(
                "{} {}: {}",
                finding.status,
                finding.id,
                words::message(finding, Lang::En)
            )
        })
        .collect();
    trials.push(Trial::test(format!("{id}::acknowledged"), move || {
        outcome(unclean)
    }));
    trials
}

fn problems_of_check(
    audit: &DecisionAudit,
    check: &str,
    undecided: &[UndecidedInstance],
) -> Vec<String> {
    let of_check = |id: &str| {
        id.strip_prefix(check)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let new = audit
        .findings
        .iter()
        .filter(|finding| of_check(&finding.id));
    new.filter(|finding| finding.status != Status::Acknowledged)
        .map(|finding| format!("{}: {}", finding.status, words::message(finding, Lang::En)))
        .chain(
            undecided
                .iter()
                .map(|reason| format!("undecided: {reason}")),
        )
        .collect()
}

fn problems_of_reproduction(decision: &str, reproduction: &Reproduction) -> Vec<String> {
    let expected = expected::reproduction(decision, &reproduction.grant, &reproduction.table);
    let Some(expected) = expected else {
        return vec!["not in the table of expected reproductions".to_owned()];
    };
    let found = (
        reproduction.cells,
        reproduction.exact,
        reproduction
            .residuals
            .iter()
            .map(|(size, count)| (size.numerator(), *count))
            .collect::<Vec<_>>(),
    );
    let wanted = (expected.cells, expected.exact, expected.residuals.to_vec());
    if found == wanted {
        Vec::new()
    } else {
        vec![format!("found {found:?}, expected {wanted:?}")]
    }
}

/// All problems at once, or none.
fn outcome(problems: Vec<String>) -> Result<(), Failed> {
    if problems.is_empty() {
        Ok(())
    } else {
        Err(problems.join("\n").into())
    }
}
