//! *What if a figure were another?* is answered as if it had been printed: the short ways (sums that
//! are remembered and shifted) give what a decision with the other figure in its files gives.

use statsbidrag::checks::{FigureRef, Figures, ground, parse_checks};
use statsbidrag::decision::Decision;
use statsbidrag::exact::PrintedNumber;
use statsbidrag::statements::{Template, Values, Verdict, judge, judge_row};
use statsbidrag::tables::{Place, Unit, read_figure};

use crate::support::decision_of;

const TABLES: &str = "[t]\ntitle = \"T\"\nlines = \"1-9\"\nrows = \"label\"\ntotals = [\"summa\"]\n\
    [t.columns]\n\
    antal = { title = \"Antal\", unit = \"count\" }\n\
    andel = { title = \"Andel\", unit = \"percent\" }\n\
    [u]\ntitle = \"U\"\nlines = \"1-9\"\nrows = \"label\"\n\
    [u.columns]\nvikt = { title = \"Vikt\", unit = \"index\" }\n";

/// The rows of `t` (number, share), those of `u`, and a claim.
const PRINTED: [&str; 13] = [
    "7",
    "35 %",
    "5",
    "25 %",
    "6",
    "30 %",
    "2",
    "10 %",
    "20",
    "100 %",
    "0,5",
    "2",
    "18 kommuner",
];

/// The same figures otherwise: other values, and other numbers of decimals.
const OTHERWISE: [&str; 8] = ["0", "1", "6", "7", "drygt 6", "25", "30,5", "100"];

/// Sums, extremes and counts of all kinds: plain, of an expression, of another table, under a
/// condition; and each way to compare.
const RELATIONS: [&str; 26] = [
    "sum(t.antal) = t[summa].antal",
    "sum(t.andel) = t[summa].andel",
    "100 % = sum(t.andel)",
    "sum(t.antal where andel > 27) = 13",
    "sum(t.antal where key is a or key is b) = 12",
    "sum(t.antal × andel) = 570",
    "sum(t.antal × u[same].vikt) = 13,5",
    "sum(t.antal × claim[antal]) = 360",
    "max(t.antal) = t[a].antal",
    "max(t.andel) = 35",
    "min(t.antal) = t[d].antal",
    "min(t.andel) = 10",
    "figures of t.andel are printed to 1",
    "names of t are unique",
    // 30 % is from 29,5 to below 30,5, and 30,5 % from 30,45 to below 30,55
    "sum(t.andel) ≤ 98,7",
    "sum(t.antal) ≤ 20",
    "count(t where antal > 5) = 2",
    "count(t where antal ≥ 5 and not andel > 32) = 2",
    "sum(t.antal) - t[d].antal = claim[antal]",
    "percent(t[a].antal of sum(t.antal)) = t[a].andel",
    "each row of t with totals: percent(antal of sum(t.antal)) = andel",
    "each row of t: antal ≤ max(t.antal)",
    "rows of t descend by andel where not key is c",
    "change(from t[a].antal to t[b].antal) < -28",
    "t[a].andel is some percent of t[summa].antal",
    "t[b].antal + t[c].antal = 11 within 1",
];

fn printed_with(printed: [&str; 13]) -> Decision {
    let quoted = printed.map(|it| format!("\"{it}\""));
    let mut table = "line,key,row,antal,andel\n".to_owned();
    let rows = [
        ("a", "A"),
        ("b", "B"),
        ("c", "C"),
        ("d", "D"),
        ("summa", "Summa"),
    ];
    for (position, (key, label)) in rows.into_iter().enumerate() {
        let [antal, andel] = [&quoted[2 * position], &quoted[2 * position + 1]];
        table += &format!("{},{key},{label},{antal},{andel}\n", position + 1);
    }
    let weights = format!(
        "line,key,row,vikt\n1,a,A,{}\n2,b,B,{}\n3,c,C,0\n4,d,D,0\n",
        quoted[10], quoted[11]
    );
    let claims = format!(
        "id,line,printed,unit,meaning\nantal,9,{},municipalities,Some.\n",
        quoted[12]
    );
    decision_of(&[
        ("tables.toml", TABLES),
        ("t.csv", &table),
        ("u.csv", &weights),
        ("claims.csv", &claims),
    ])
}

/// Where a figure of [`PRINTED`] is, and its unit.
fn place(position: usize) -> (FigureRef, Unit) {
    let cell = |table, row, column| FigureRef::Cell { table, row, column };
    match position {
        12 => (FigureRef::Claim(0), Unit::Municipalities),
        10 | 11 => (cell(1, position - 10, 0), Unit::Index),
        _ if position.is_multiple_of(2) => (cell(0, position / 2, 0), Unit::Count),
        _ => (cell(0, position / 2, 1), Unit::Percent),
    }
}

fn template(relation: &str, figures: &Figures<'_>) -> Template {
    let text = format!("check c bound \"It holds.\"\n{relation}");
    let checks = parse_checks(&text, &Place::file("checks.txt"), figures);
    let checks = checks.unwrap_or_else(|errors| panic!("{relation}: {}", errors[0]));
    ground(&checks, figures).remove(0)
}

fn verdicts(template: &Template, figures: &Figures<'_>) -> Vec<(Option<usize>, Verdict)> {
    let judgement = judge(template, &Values::as_printed(figures.numbers()));
    let verdicts = judgement.verdicts();
    verdicts.map(|(row, it)| (row, it.clone())).collect()
}

/// As printed everything holds: worked out by hand when the figures were chosen.
#[test]
fn the_figures_hold_as_printed() {
    let decision = printed_with(PRINTED);
    let figures = Figures::new(&decision);
    for relation in RELATIONS {
        let found = verdicts(&template(relation, &figures), &figures);
        assert!(!found.is_empty());
        for (row, verdict) in found {
            assert_eq!(verdict, Verdict::Holds, "{relation}, row {row:?}");
        }
    }
}

/// A figure, the number it is instead, and a decision that prints that number.
struct Change {
    figure: FigureRef,
    number: PrintedNumber,
    reprinted: Decision,
    what: String,
}

fn changes() -> Vec<Change> {
    let mut changes = Vec::new();
    for (position, was) in PRINTED.into_iter().enumerate() {
        for otherwise in OTHERWISE {
            let (figure, unit) = place(position);
            // there is no half municipality
            let Ok(number) = read_figure(otherwise, unit) else {
                continue;
            };
            let mut printed = PRINTED;
            printed[position] = otherwise;
            changes.push(Change {
                figure,
                number,
                reprinted: printed_with(printed),
                what: format!("{was} as {otherwise}"),
            });
        }
    }
    changes
}

/// A change of a figure may change what is remembered of the figures as printed, which neither may
/// stand in the way nor need be there.
#[test]
fn what_if_is_answered_as_if_it_had_been_printed() {
    let (decision, changes) = (printed_with(PRINTED), changes());
    let mut told_apart = 0;
    for relation in RELATIONS {
        for remembers in [true, false] {
            let figures = Figures::new(&decision);
            let asked = template(relation, &figures);
            let as_printed = remembers.then(|| verdicts(&asked, &figures));
            for change in &changes {
                let reprinted = Figures::new(&change.reprinted);
                let expected = verdicts(&template(relation, &reprinted), &reprinted);
                let printed = Values::as_printed(figures.numbers());
                let what_if = printed.with(figures.id(change.figure), change.number);
                for (row, verdict) in &expected {
                    let found = judge_row(asked.at(*row), &what_if).map(|it| it.verdict);
                    assert_eq!(
                        found.as_ref(),
                        Some(verdict),
                        "{relation}, row {row:?}: {}",
                        change.what
                    );
                }
                told_apart += usize::from(as_printed.as_ref().is_some_and(|it| *it != expected));
            }
            if let Some(before) = as_printed {
                assert_eq!(before, verdicts(&asked, &figures), "{relation}: as before");
            }
        }
    }
    // otherwise nothing was asked
    assert!(told_apart > 400, "{told_apart}");
}
