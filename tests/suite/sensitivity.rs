//! The audit notices a slip of one key in a printed figure, and most often names the figure.
//!
//! `cargo run --release --example sensitivity` tries every figure; `docs/testing.md` has the rates.

use rayon::prelude::*;
use statsbidrag::audit::{Reaudit, SlipAnswer, audit, slips};
use statsbidrag::checks::FigureRef;
use statsbidrag::decision::{Decision, embedded_places};
use statsbidrag::findings::{Finding, FindingCell, Status};
use statsbidrag::tables::Folder;

use crate::support::{copy_of, decision, edit, message};

/// One slip for each of the figures that are checked, drawn a few steps apart in the list of slips.
fn one_slip_each(decision: &Decision, figures: &[(usize, FigureRef)]) -> Vec<SlipAnswer> {
    let mut reaudit = Reaudit::new(decision).expect("an audit");
    let mut answers = Vec::new();
    for &(number, figure) in figures {
        let cell = reaudit.place(figure);
        let all = slips(&cell.printed, reaudit.unit(figure));
        if all.is_empty() || !reaudit.is_checked(figure) {
            continue;
        }
        let slip = &all[number * 7919 % all.len()];
        // what cannot be read or computed is noticed, too
        answers.push(match reaudit.with(figure, &slip.printed) {
            Ok(findings) => SlipAnswer::of(&findings, &cell, slip),
            Err(_) => SlipAnswer {
                noticed: true,
                ..SlipAnswer::default()
            },
        });
    }
    answers
}

/// Figures by how the document ties them.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Tie {
    /// Claims of the text, many of them hedged.
    Claim,
    /// Counts that municipalities reported, whose sums are printed nowhere: only conditions of
    /// grants, bounds and shares in whole percent rest on them.
    Reported,
    /// Amounts, and the figures of all other tables.
    Tabled,
}

fn tie(cell: &FindingCell) -> Tie {
    match (cell.table.as_str(), cell.column.as_str()) {
        ("claim", _) => Tie::Claim,
        (_, "belopp") => Tie::Tabled,
        ("bilaga2" | "bilaga3", _) => Tie::Reported,
        _ => Tie::Tabled,
    }
}

/// Every `step`th figure of a kind: how many were tried, noticed, and among the candidates.
fn sample(decision: &Decision, kind: Option<Tie>, step: usize) -> [usize; 3] {
    let reaudit = Reaudit::new(decision).expect("an audit");
    let of_kind = |it: &FigureRef| kind.is_none_or(|kind| tie(&reaudit.place(*it)) == kind);
    let figures = reaudit.figures().into_iter().filter(of_kind);
    let chosen: Vec<(usize, FigureRef)> = figures.enumerate().step_by(step).collect();
    let half = chosen.len().div_ceil(2);
    let answers: Vec<SlipAnswer> = chosen
        .par_chunks(half)
        .flat_map_iter(|part| one_slip_each(decision, part))
        .collect();
    let count = |has: fn(&SlipAnswer) -> bool| answers.iter().filter(|it| has(it)).count();
    [answers.len(), count(|it| it.noticed), count(|it| it.among)]
}

#[test]
fn slips_in_the_large_decision_are_noticed() {
    let decision = decision("aldreomsorg-2023");
    let mut problems = Vec::new();
    for (kind, step, fewest, [seen, found]) in [
        (Tie::Tabled, 25, 150, [97, 90]),
        (Tie::Claim, 4, 60, [75, 60]),
        (Tie::Reported, 40, 75, [45, 20]),
    ] {
        let [tried, noticed, among] = sample(&decision, Some(kind), step);
        if tried < fewest || noticed * 100 < tried * seen || among * 100 < tried * found {
            problems.push(format!(
                "{kind:?}: {tried} tried, {noticed} noticed, {among} localised"
            ));
        }
    }
    assert_eq!(problems, [""; 0]);
}

#[test]
fn slips_in_the_small_decisions_are_noticed() {
    for (id, step, fewest) in [
        ("god-nara-vard-2020", 5, 110),
        ("dalarna-2020", 1, 40),
        ("kompetens-2020", 5, 55),
    ] {
        let [tried, noticed, among] = sample(&decision(id), None, step);
        assert!(tried >= fewest, "{id}: {tried} figures tried");
        assert!(
            noticed * 100 >= tried * 97,
            "{id}: {noticed} of {tried} noticed"
        );
        assert!(
            among * 100 >= tried * 90,
            "{id}: {among} of {tried} localised"
        );
    }
}

/// All that two audits must agree on. (The name of a group is that of what it has in common with
/// findings that are acknowledged, too.)
fn said(findings: &[Finding]) -> Vec<String> {
    let one = |it: &Finding| {
        let statement = (&it.id, it.status, it.severity, &it.published, &it.expected);
        let place = (
            &it.cells,
            &it.suspect,
            &it.rivals,
            &it.cause,
            &it.certificate,
        );
        format!("{statement:?} {place:?} {}", message(it))
    };
    findings.iter().map(one).collect()
}

/// The short way and the full audit say the same.
#[test]
fn an_audit_again_is_an_audit_of_everything() {
    for (id, step) in [
        ("aldreomsorg-2023", 401),
        ("god-nara-vard-2020", 31),
        ("dalarna-2020", 5),
    ] {
        let decision = decision(id);
        let mut reaudit = Reaudit::new(&decision).expect("an audit");
        let figures = reaudit.figures();
        for (number, &figure) in figures.iter().enumerate().step_by(step) {
            let printed = reaudit.place(figure).printed;
            let all = slips(&printed, reaudit.unit(figure));
            if all.is_empty() {
                continue;
            }
            let slip = &all[number * 7919 % all.len()];
            let again = reaudit.with(figure, &slip.printed).expect("an audit");
            let full = reaudit.in_full(figure, &slip.printed).expect("an audit");
            assert_eq!(said(&again), said(&full), "{printed} as {}", slip.printed);
        }
        let undone = reaudit.in_full(figures[0], &reaudit.place(figures[0]).printed);
        assert_eq!(
            said(&undone.expect("an audit")),
            [""; 0],
            "{id} is as printed again"
        );
    }
}

/// A figure printed otherwise in memory is the file written otherwise: an amount, and a count that a
/// condition of the grant asks.
#[test]
fn a_reprinted_figure_is_a_changed_file() {
    let changes = [
        ("totalt", ["4 721 005,20 %,", "29 439 603"], "29 489 603"),
        ("tim_2023", ["95,697,", "113"], "213"),
    ];
    for (column, [before, printed], now) in changes {
        let folder = copy_of("aldreomsorg-2023");
        let file = if column == "totalt" {
            "bilaga1.csv"
        } else {
            "bilaga2.csv"
        };
        let text = std::fs::read_to_string(folder.path().join(file)).unwrap();
        let line = text
            .lines()
            .find(|line| line.contains("Arvika") && line.contains(printed))
            .expect("Arvika's row");
        let changed = line.replace(&format!("{before}{printed}"), &format!("{before}{now}"));
        assert_ne!(line, changed);
        edit(&folder, file, line, &changed);
        let folder = Folder::from_disk(folder.path()).expect("the folder");
        let places = embedded_places().expect("the places");
        let written = Decision::load(folder, &places).expect("the decision");
        let mut from_file = audit(&written).expect("an audit").findings;
        from_file.retain(|it| it.status != Status::Acknowledged);

        let mut reaudit = Reaudit::new(&decision("aldreomsorg-2023")).expect("an audit");
        let figure = reaudit.figures().into_iter().find(|&it| {
            let cell = reaudit.place(it);
            (
                cell.row.as_str(),
                cell.column.as_str(),
                cell.printed.as_str(),
            ) == ("Arvika", column, printed)
        });
        let again = reaudit
            .with(figure.expect("Arvika's figure"), now)
            .expect("an audit");
        assert!(!again.is_empty());
        assert_eq!(said(&again), said(&from_file), "{column}");
    }
}
