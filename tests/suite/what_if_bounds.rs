//! Bounds over figures that are not printed, for every shape of grant that has them: all completions of
//! small tables are tried one by one. None leaves the bounds, and where they are said to be reached,
//! each end is. A completion is a folder of its own in which the figures are printed.

use std::fmt::Write;

use statsbidrag::decision::{Decision, Instead};
use statsbidrag::exact::Ratio;
use statsbidrag::lang::{InWords, Lang};
use statsbidrag::tables::read_figure;
use statsbidrag::what_if::{AmountBounds, NoBounds, Question, WhatIf, what_if};

use crate::support::decision_of;

const NAMES: [&str; 6] = ["a", "b", "c", "d", "e", "f"];

/// The figures of a table; `None` for who is not listed.
type Figures = [Option<u32>; 6];

/// A shape of grant: its steps, what it asks for conditions, and which it lists in `u` and `v`.
struct Shape {
    steps: &'static str,
    /// Weights, and what was claimed.
    weights: [u32; 6],
    claims: [u32; 6],
    money: &'static str,
    /// Staff by the hour of a hundred, printed; `None` for who is not listed in `u`.
    hourly: Figures,
    /// A count, printed in `v`.
    counts: Figures,
    /// How many have reported to `u` in all, if that is declared.
    reported: Option<usize>,
}

const PLAIN: Shape = Shape {
    steps: "",
    weights: [1, 3, 4, 5, 7, 2],
    claims: [500, 300, 400, 800, 900, 200],
    money: "1 000",
    hourly: [Some(10), Some(18), Some(40), None, None, None],
    counts: [Some(0); 6],
    reported: None,
};

const POT: &str = "{ apportion = { appropriation = \"a\", key = \"t.w\" } }, { share-pots = [{ of = \"a\", condition = \"god\" }] }";
const TWO_POTS: &str = "{ apportion = { appropriation = \"a\", key = \"t.w\" } }, { share-pots = [{ of = \"a\", fraction = \"half\", condition = \"god\" }, { of = \"a\", fraction = \"half\", condition = \"many\" }] }";
const REST: &str = "{ apportion = { appropriation = \"b\", key = \"t.w\" } }, { share-rest = { appropriation = \"a\", condition = \"god\"";
const PRICES: &str = "{ price = [{ price = \"b\", count = \"t.w\", condition = \"god\" }, { price = \"half-kr\" }, { price = \"b\", condition = \"many\" }] }";

fn manifest(shape: &Shape) -> String {
    let declared = match shape.reported {
        Some(_) => "[[grants.unprinted]]\ntable = \"u\"\nreported = \"reported\"\n",
        None => "",
    };
    let reported = shape.reported.unwrap_or(6);
    let money = shape.money;
    format!(
        "id = \"prov\"\nauthority = \"A\"\n[title]\nsv = \"T\"\nen = \"T\"\n[source]\ndocument = \"t.txt\"\n\
         sha256 = \"0000000000000000000000000000000000000000000000000000000000000000\"\n\
         [inferred]\na = {{ value = \"{money}\", unit = \"kr\", basis = \"x\" }}\n\
         b = {{ value = \"400\", unit = \"kr\", basis = \"x\" }}\n\
         half = {{ value = \"0,5\", unit = \"index\", basis = \"x\" }}\n\
         half-kr = {{ value = \"12,50\", unit = \"kr\", basis = \"x\" }}\n\
         reported = {{ value = \"{reported}\", unit = \"count\", basis = \"x\" }}\n\
         god = {{ value = \"17\", unit = \"percent\", basis = \"x\" }}\n\
         many = {{ value = \"5\", unit = \"index\", basis = \"x\" }}\n\
         [[grants]]\nid = \"g\"\ntitle = \"g\"\nrecipients = \"t\"\n{declared}\
         [[grants.conditions]]\nid = \"god\"\ntitle = \"x\"\nlines = \"1\"\ntable = \"u\"\n\
         test = {{ share-at-most = {{ now = {{ part = \"tim\", of = [\"tim\", \"fast\"] }}, bound = \"god\" }} }}\n\
         [[grants.conditions]]\nid = \"many\"\ntitle = \"x\"\nlines = \"1\"\ntable = \"v\"\n\
         test = {{ at-least = {{ now = {{ part = \"n\" }}, bound = \"many\" }} }}\n\
         [[grants.readings]]\nid = \"r\"\ntitle = \"x\"\nbasis = \"x\"\nsteps = [{}]\n",
        shape.steps
    )
}

fn built(shape: &Shape, hourly: &Figures, counts: &Figures) -> Decision {
    let (mut t, mut u, mut v) = (
        "line,key,row,w,r\n".to_owned(),
        "line,key,row,tim,fast\n".to_owned(),
        "line,key,row,n\n".to_owned(),
    );
    for (at, name) in NAMES.iter().enumerate() {
        let line = at + 1;
        let (weight, claim) = (shape.weights[at], shape.claims[at]);
        let _ = writeln!(t, "{line},{name},{name},{weight},{claim}");
        if let Some(tim) = hourly[at] {
            let _ = writeln!(u, "{line},{name},{name},{tim},{}", 100 - tim);
        }
        if let Some(count) = counts[at] {
            let _ = writeln!(v, "{line},{name},{name},{count}");
        }
    }
    let columns = |unit: &str, names: &[&str]| -> String {
        let column =
            |name: &&str| format!("{name} = {{ title = \"{name}\", unit = \"{unit}\" }}\n");
        names.iter().map(column).collect()
    };
    let table = |id: &str, columns: String| {
        format!(
            "[{id}]\ntitle = \"{id}\"\nrows = \"label\"\nlines = \"1-9\"\n[{id}.columns]\n{columns}"
        )
    };
    let tables = [
        table("t", columns("count", &["w"]) + &columns("kr", &["r"])),
        table("u", columns("persons", &["tim", "fast"])),
        table("v", columns("count", &["n"])),
    ]
    .concat();
    decision_of(&[
        ("decision.toml", &manifest(shape)),
        ("tables.toml", &tables),
        ("t.csv", &t),
        ("u.csv", &u),
        ("v.csv", &v),
    ])
}

/// Twenty percent instead of 17, and three instead of five.
fn asked(decision: &Decision) -> Result<WhatIf, String> {
    let with = |(id, value): (&str, &str)| {
        let mut parameter = decision.parameters.get(id)?.clone();
        parameter.number = read_figure(value, parameter.unit).expect("a value");
        Some((id.to_owned(), parameter))
    };
    let parameters = [("god", "20"), ("many", "3")].into_iter().filter_map(with);
    let question = Question {
        grant: "g".to_owned(),
        instead: Instead {
            parameters: parameters.collect(),
            key: None,
        },
        ..Question::default()
    };
    what_if(decision, &question).map_err(|error| error.to_string())
}

/// Every way to fill in what is not printed: no row, a figure that meets the new condition and not the
/// old, and one that meets neither.
fn completions(shape: &Shape) -> Vec<(Figures, Figures)> {
    let mut all = vec![(shape.hourly, shape.counts)];
    for at in 0..6 {
        for (is_missing, figures, of_u) in [
            (shape.hourly[at].is_none(), [19, 30], true),
            (shape.counts[at].is_none(), [4, 1], false),
        ] {
            if !is_missing {
                continue;
            }
            let mut more = Vec::new();
            for known in &all {
                for figure in figures {
                    let mut filled = *known;
                    let own = if of_u { &mut filled.0 } else { &mut filled.1 };
                    own[at] = Some(figure);
                    more.push(filled);
                }
            }
            all.extend(more);
        }
    }
    let count = |(hourly, _): &(Figures, Figures)| hourly.iter().filter(|it| it.is_some()).count();
    all.retain(|it| shape.reported.is_none_or(|most| count(it) <= most));
    all
}

/// The bounds held to every completion; whether they are said to be reached, and are.
fn held(name: &str, shape: &Shape) -> bool {
    let answer = asked(&built(shape, &shape.hourly, &shape.counts)).expect(name);
    let bounded = answer.bounded.as_ref().expect(name);
    let intervals: &[AmountBounds] = bounded.intervals.as_ref().expect(name);
    let mut seen: Vec<Option<(Ratio, Ratio)>> = vec![None; 6];
    let mut tried = 0;
    for (hourly, counts) in completions(shape) {
        let amounts = asked(&built(shape, &hourly, &counts)).expect(name).after;
        tried += 1;
        for (at, amount) in amounts.into_iter().enumerate() {
            let AmountBounds { lowest, highest } = intervals[at];
            assert!(
                lowest <= amount && amount <= highest,
                "{name}: {} has {amount}, not in {lowest} to {highest}, with {hourly:?} and {counts:?}",
                NAMES[at]
            );
            let (low, high) = seen[at].unwrap_or((amount, amount));
            seen[at] = Some((low.min(amount), high.max(amount)));
        }
    }
    assert!(tried > 5, "{name}: {tried}");
    if bounded.are_reached {
        for (at, seen) in seen.into_iter().enumerate() {
            let AmountBounds { lowest, highest } = intervals[at];
            assert_eq!(seen, Some((lowest, highest)), "{name}: {}", NAMES[at]);
        }
    }
    bounded.are_reached
}

fn steps(shape: &str, rest: &str) -> &'static str {
    Box::leak(format!("{shape}{rest}").into_boxed_str())
}

#[test]
fn a_shared_pot() {
    let round = ", { round = \"half-up\" }";
    for (name, money, reported) in [
        ("a pot", "1 000", None),
        ("at most one more has reported", "1 000", Some(4)),
        ("at most two more", "1 000", Some(5)),
        ("nobody else has", "1 000", Some(3)),
        ("paid back", "-1 000", None),
        ("paid back, one more", "-1 000", Some(4)),
    ] {
        let shape = Shape {
            steps: steps(POT, round),
            money,
            reported,
            ..PLAIN
        };
        if reported == Some(3) {
            // who has not reported cannot qualify, so the intervals are points
            let answer = asked(&built(&shape, &shape.hourly, &shape.counts)).expect(name);
            let bounded = answer.bounded.expect(name);
            let intervals = bounded.intervals.expect(name);
            assert!(intervals.iter().all(|it| it.lowest == it.highest));
            continue;
        }
        assert!(held(name, &shape), "{name}");
    }
}

/// Who is listed in one table and not in the other keeps its part of the one pot, and is not counted
/// there twice.
#[test]
fn two_pots_with_tables_of_their_own() {
    for counts in [
        [Some(9), Some(1), None, Some(9), None, Some(1)],
        [Some(9), None, Some(1), Some(6), Some(1), None],
        [None, Some(9), None, Some(1), Some(9), Some(5)],
    ] {
        let shape = Shape {
            steps: steps(TWO_POTS, ", { round = \"half-up\" }"),
            counts,
            ..PLAIN
        };
        held("two pots", &shape);
    }
}

#[test]
fn a_second_round() {
    for (name, rest) in [
        ("a rest", " } }, { round = \"half-up\" }"),
        (
            "a rest to caps",
            ", caps = \"t.r\" } }, { round = \"half-up\" }",
        ),
    ] {
        for (money, reported) in [("1 000", None), ("1 000", Some(4)), ("700", None)] {
            let shape = Shape {
                steps: steps(REST, rest),
                money,
                reported,
                ..PLAIN
            };
            let is_reached = held(name, &shape);
            assert_eq!(is_reached, reported.is_none() || name == "a rest", "{name}");
        }
    }
}

#[test]
fn prices_on_conditions() {
    let shape = Shape {
        steps: steps(PRICES, ", { round = \"half-up\" }"),
        counts: [Some(9), None, Some(1), None, Some(4), None],
        ..PLAIN
    };
    assert!(held("prices", &shape));
}

/// Twenty-four prices, each on a condition of its own on figures that are not printed: not all 2^24
/// combinations are looked at, so each price is taken by itself. By hand: 100 kr a head, three heads, and
/// nothing if it meets none.
#[test]
fn many_conditions_are_bounded_in_bounded_work() {
    let each = |line: &dyn Fn(usize) -> String| (0..24).map(line).collect::<String>();
    let terms =
        each(&|at| format!("{{ price = \"p\", count = \"t.w\", condition = \"c{at}\" }}, "));
    let conditions = each(&|at| {
        format!(
            "[[grants.conditions]]\nid = \"c{at}\"\ntitle = \"x\"\nlines = \"1\"\ntable = \"u\"\n\
             test = {{ at-least = {{ now = {{ part = \"n{at}\" }}, bound = \"many\" }} }}\n"
        )
    });
    let manifest = format!(
        "id = \"prov\"\nauthority = \"A\"\n[title]\nsv = \"T\"\nen = \"T\"\n[source]\ndocument = \"t.txt\"\n\
         sha256 = \"0000000000000000000000000000000000000000000000000000000000000000\"\n\
         [inferred]\np = {{ value = \"100\", unit = \"kr\", basis = \"x\" }}\n\
         many = {{ value = \"5\", unit = \"index\", basis = \"x\" }}\n\
         [[grants]]\nid = \"g\"\ntitle = \"g\"\nrecipients = \"t\"\n{conditions}\
         [[grants.readings]]\nid = \"r\"\ntitle = \"x\"\nbasis = \"x\"\n\
         steps = [{{ price = [{terms}] }}, {{ round = \"half-up\" }}]\n"
    );
    let columns = each(&|at| format!("n{at} = {{ title = \"n{at}\", unit = \"count\" }}\n"));
    let tables = format!(
        "[t]\ntitle = \"t\"\nrows = \"label\"\nlines = \"1-9\"\n[t.columns]\nw = {{ title = \"w\", unit = \"count\" }}\n\
         [u]\ntitle = \"u\"\nrows = \"label\"\nlines = \"1-9\"\n[u.columns]\n{columns}"
    );
    let names = each(&|at| format!(",n{at}"));
    let u = format!("line,key,row{names}\n1,a,a{}\n", ",9".repeat(24));
    let decision = decision_of(&[
        ("decision.toml", &manifest),
        ("tables.toml", &tables),
        ("t.csv", "line,key,row,w\n1,a,a,2\n2,b,b,3\n"),
        ("u.csv", &u),
    ]);
    let bounded = asked(&decision)
        .expect("an answer")
        .bounded
        .expect("unprinted");
    assert!(!bounded.are_reached);
    let intervals = bounded.intervals.expect("bounds");
    let ends = |at: usize| (intervals[at].lowest, intervals[at].highest);
    assert_eq!(ends(0), (Ratio::whole(4_800), Ratio::whole(4_800)));
    assert_eq!(ends(1), (Ratio::ZERO, Ratio::whole(7_200)));
}

/// What follows on the pots and gives kronor away is bounded, though not every bound is reached.
#[test]
fn what_follows_on_a_pot() {
    for (name, rest, reached) in [
        (
            "claims",
            ", { limit = { claims = \"t.r\" } }, { round = \"down\" }",
            true,
        ),
        (
            "largest remainder",
            ", { largest-remainder = \"lowest-code\" }",
            false,
        ),
        (
            "thousands",
            ", { largest-remainder = { unit = 100, order = \"lowest-code\" } }",
            false,
        ),
        (
            "a unit each",
            ", { round = \"half-up\" }, { balance = { total = \"a\", ties = \"lowest-code\" } }",
            false,
        ),
        (
            "first in the list",
            ", { round = \"down\" }, { balance = { total = \"a\", to = \"first-in-list\" } }",
            false,
        ),
        (
            "all to the largest",
            ", { round-to = { rounding = \"down\", kronor = 10 } }, { balance = { total = \"a\", to = \"largest-alone\", ties = \"lowest-code\" } }",
            false,
        ),
        (
            "kept",
            ", { round = \"down\" }, { balance = { total = \"a\", to = \"kept\" } }",
            true,
        ),
        (
            "one krona stated",
            ", { round = \"down\" }, { adjust = [{ code = \"a\", kr = 1 }] }",
            true,
        ),
    ] {
        let shape = Shape {
            steps: steps(POT, rest),
            ..PLAIN
        };
        assert_eq!(held(name, &shape), reached, "{name}");
    }
}

/// Where no bound is proved, the reason is said, with the shapes for which there is one.
#[test]
fn what_has_no_bounds_says_why() {
    let twice = ", { share-rest = { appropriation = \"a\", condition = \"god\" } }, { round = \"half-up\" }";
    let alone = ", { largest-remainder = \"lowest-code\" }, { balance = { total = \"a\", to = \"largest-alone\", ties = \"lowest-code\" } }";
    for (rest, expected, words) in [
        (
            twice,
            NoBounds::AskedBy(vec!["share-pots", "share-rest"]),
            [
                "several steps (share-pots, share-rest)",
                "flera steg (share-pots, share-rest)",
            ],
        ),
        (
            alone,
            NoBounds::After("balance"),
            [
                "the step \"balance\" comes after",
                "steget ”balance” kommer efter",
            ],
        ),
    ] {
        let shape = Shape {
            steps: steps(POT, rest),
            ..PLAIN
        };
        let answer = asked(&built(&shape, &shape.hourly, &shape.counts)).expect("an answer");
        let reason = answer.bounded.expect("unprinted").intervals.unwrap_err();
        assert_eq!(reason, expected);
        for (lang, words) in [Lang::En, Lang::Sv].into_iter().zip(words) {
            let said = reason.in_words(lang);
            assert!(said.contains(words), "{said}");
        }
    }
}
