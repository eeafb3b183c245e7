//! What the language of checks says, at values worked out by hand: means, medians, distances, rounding,
//! listed rows, blocks of columns, fitted factors, units, names, and misprints that were read otherwise.

use statsbidrag::audit::audit;
use statsbidrag::checks::{Figures, parse_checks};
use statsbidrag::decision::Decision;
use statsbidrag::exact::PrintingRule;
use statsbidrag::findings::{CauseKind, Finding, Severity};
use statsbidrag::lang::Lang;
use statsbidrag::report::words;
use statsbidrag::statements::{Undecided, Verdict};
use statsbidrag::tables::Place;

use crate::support::{audit_of, decision_of, verdicts_of};

const VIOLATED: Verdict = Verdict::Violated { fits: None };

const TABLES: &str = r#"
[t]
title = "T"
lines = "1-9"
rows = "label"
totals = ["s"]
[t.columns]
a = { title = "A", unit = "persons" }
b = { title = "B", unit = "persons" }
c = { title = "C", unit = "persons" }
note = { title = "N", unit = "text" }
sum = { title = "S", unit = "persons" }
kr = { title = "Kr", unit = "kr" }
share = { title = "P", unit = "percent" }
index = { title = "I", unit = "index" }
diff = { title = "D", unit = "points" }
"#;

const ROWS: &str = "line,key,row,a,b,c,note,sum,kr,share,index,diff\n\
    1,x,X,3,4,5,Ale,12,1 000,10 %,1.5,2\n\
    2,y,Y,10,-,1,Bergs kommun,11,2 000,\"12,5 %\",2.5,20 %\n\
    3,z,Z,8,2,2,Åkersberga,13,9 000,40 %,4.0,2 procentenheter\n\
    4,w,W,1,1,1,Ale,3,4 000,20 %,8.0,-3\n\
    5,s,Summa,22,7,9,,39,16 000,,,\n";

fn sample(claims: &str) -> Decision {
    let claims = format!("id,line,printed,unit,meaning\n{claims}");
    decision_of(&[
        ("tables.toml", TABLES),
        ("t.csv", ROWS),
        ("claims.csv", &claims),
    ])
}

/// The verdicts of a relation, in the order of its rows.
fn verdicts(decision: &Decision, relation: &str) -> Vec<Verdict> {
    let text = format!("check c bound \"It holds.\"\n{relation}");
    let verdicts = verdicts_of(&text, &Figures::new(decision)).into_iter();
    verdicts.map(|(_, verdict)| verdict).collect()
}

fn holds(decision: &Decision, relation: &str) -> bool {
    verdicts(decision, relation) == [Verdict::Holds]
}

fn certificate(finding: &Finding) -> Option<String> {
    words::certificate(finding, Lang::En)
}

fn detail(finding: &Finding) -> String {
    words::detail(&finding.cause, Lang::En)
}

/// Whether no values behind the print satisfy it under half-up, whatever another rounding would do.
fn violated(decision: &Decision, relation: &str) -> bool {
    matches!(
        verdicts(decision, relation).as_slice(),
        [Verdict::Violated { .. }]
    )
}

/// The problem of a relation that is not understood.
fn problem(decision: &Decision, relation: &str) -> String {
    let text = format!("check c bound \"It holds.\"\n{relation}");
    let errors = parse_checks(&text, &Place::file("checks.txt"), &Figures::new(decision))
        .expect_err("a relation that is not understood");
    errors[0].to_string()
}

/// The findings of one check.
fn findings(check: &str, claims: &str) -> Vec<Finding> {
    let claims = format!("id,line,printed,unit,meaning\n{claims}");
    audit_of(&[
        ("tables.toml", TABLES),
        ("t.csv", ROWS),
        ("claims.csv", &claims),
        ("checks.txt", check),
    ])
    .findings
}

/// (1 000 + 2 000 + 9 000 + 4 000) / 4 = 4 000; without the row of 9 000 it is 7 000 / 3. Of b, where one
/// is missing, (4 + 2 + 1) / 3 = 2,33. Of whole percents: (10 + 12,5 + 40 + 20) / 4 = 20,625, each within
/// its rounding: 10 ± 0,5, 12,5 ± 0,05, 40 ± 0,5, 20 ± 0,5, together ± 0,3875.
#[test]
fn a_mean_is_the_sum_over_how_many_there_are() {
    let t = sample("");
    assert!(holds(&t, "mean(t.kr) = 4 000"));
    assert!(holds(&t, "mean(t.kr) = t[w].kr"));
    assert!(holds(&t, "mean(t.kr where kr < 9 000) × 3 = 7 000"));
    assert!(holds(&t, "mean(t.b) × 3 = 7"));
    assert_eq!(verdicts(&t, "mean(t.b) × 4 = 7"), [VIOLATED]);
    assert!(holds(&t, "mean(t.share) = 20,625"));
    assert!(holds(&t, "mean(t.share) < 20,2376"));
    assert!(violated(&t, "mean(t.share) < 20,2375"));
    assert!(violated(&t, "mean(t.share) >= 21,0125"));
    assert!(matches!(
        verdicts(&t, "mean(t.kr where kr > 10 000) = 1").as_slice(),
        [Verdict::Undecided(Undecided::NoRows { .. })]
    ));
    // 10 % may be below 10 or not: which rows are meant is open
    assert!(matches!(
        verdicts(&t, "mean(t.kr where share < 10) = 1").as_slice(),
        [Verdict::Undecided(Undecided::Condition(_))]
    ));
}

/// Of 1 000, 2 000, 4 000, 9 000 the median is 3 000; of 3, 8 and 10 it is 8. Of 10, 12,5, 20 and 40 % it
/// is between (12,45 + 19,5) / 2 = 15,975 and (12,55 + 20,5) / 2 = 16,525, the first included.
#[test]
fn a_median_is_the_one_in_the_middle() {
    let t = sample("");
    assert!(holds(&t, "median(t.kr) = 3 000"));
    assert!(holds(&t, "median(t.a where a > 1) = 8"));
    assert!(holds(&t, "median(t.share) <= 15,975"));
    assert!(violated(&t, "median(t.share) < 15,975"));
    assert!(holds(&t, "median(t.share) > 16,52"));
    assert!(violated(&t, "median(t.share) >= 16,525"));
}

/// |3 − 8| = 5 and |8 − 3| = 5. 10 % and 12,5 % are 2 to 3 apart: |[9,5; 10,5) − [12,45; 12,55)|.
#[test]
fn a_distance_has_no_sign() {
    let t = sample("");
    assert!(holds(&t, "abs(t[x].a - t[z].a) = 5"));
    assert!(holds(&t, "abs(t[z].a - t[x].a) = 5"));
    assert!(holds(&t, "abs(t[w].diff) = 3"));
    assert!(holds(&t, "abs(t[x].share - t[y].share) < 2"));
    assert!(violated(&t, "abs(t[x].share - t[y].share) <= 1,9"));
    assert!(violated(&t, "abs(t[x].share - t[y].share) > 3,05"));
}

/// 22 / 7 = 3,14: to whole ones 3, to tenths 3,1, to fives 5. 2,5 is rounded away from zero.
#[test]
fn rounding_is_half_up_to_any_step() {
    let t = sample("");
    assert!(holds(&t, "round(t[s].a / t[s].b) = 3"));
    assert!(holds(&t, "round(t[s].a / t[s].b to 0,1) = 3,1"));
    assert!(holds(&t, "round(t[s].a / t[s].b to 5) = 5"));
    assert!(holds(&t, "round(5 / 2) = 3"));
    assert!(holds(&t, "round(-5 / 2) = -3"));
    assert_eq!(verdicts(&t, "round(t[s].a / t[s].b) = 4"), [VIOLATED]);
    assert!(problem(&t, "round(t[s].a to 0) = 1").contains("a number above 0"));
}

/// 3 ≠ 8 holds, 3 ≠ 3 does not; 10 % may be 10,2 and so differs from 10.
#[test]
fn figures_can_be_said_to_differ() {
    let t = sample("");
    assert!(holds(&t, "t[x].a ≠ t[z].a"));
    assert!(holds(&t, "t[x].a != 8"));
    assert_eq!(verdicts(&t, "t[x].a ≠ 3"), [VIOLATED]);
    assert!(holds(&t, "t[x].share ≠ 10"));
    assert_eq!(
        verdicts(&t, "each row of t where a ≠ 3 and b != 2: c = 1"),
        [Verdict::Holds]
    );
    let found = findings("check c bound \"S.\"\nt[x].a ≠ t[x].a", "");
    assert_eq!(certificate(&found[0]).as_deref(), Some("3 = 3"));
}

/// Rows x and z: 1 000 + 9 000; their largest is 9 000. A total may be listed.
#[test]
fn rows_can_be_listed() {
    let t = sample("");
    assert!(holds(&t, "sum(t[x, z].kr) = 10 000"));
    assert!(holds(&t, "max(t[z, x].kr) = 9 000"));
    assert!(holds(&t, "mean(t[x, z].kr) = 5 000"));
    assert!(holds(&t, "sum(t[x, s].a where a > 3) = 22"));
    assert!(problem(&t, "sum(t[x, q].kr) = 1").contains("no such row of t (found \"q\")"));
    assert!(problem(&t, "sum(t[x, x].kr) = 1").contains("x is listed twice"));
    assert!(problem(&t, "sum(t[x.kr) = 1").contains("no such row"));
}

/// 3 + 4 + 5 = 12; 10 + 1 = 11 where b is missing; 8 + 2 + 2 = 12, not 13.
#[test]
fn a_block_of_columns_is_summed_in_each_row() {
    let t = sample("");
    assert_eq!(
        verdicts(&t, "each row of t: sum(a to c) = sum"),
        [Verdict::Holds, Verdict::Holds, VIOLATED, Verdict::Holds]
    );
    // words between the columns are left out
    assert!(holds(&t, "sum(t[x].a to sum) = 24"));
    assert!(holds(&t, "mean(t[x].a to c) = 4"));
    assert!(problem(&t, "each row of t: sum(c to a) = sum").contains("a does not stand after c"));
    assert!(problem(&t, "each row of t: sum(c to kr) = sum").contains("differ in unit"));
    assert!(problem(&t, "each row of t: max(a to c) = sum").contains("sum(… to …)"));
    let found = findings("check c sum \"S.\"\neach row of t: sum(a to c) = sum", "");
    assert_eq!(found[0].id, "c/z");
    assert_eq!(
        certificate(&found[0]).as_deref(),
        Some("8 + 2 + 2 = 12 ≠ 13")
    );
    let found = findings(
        "check c sum \"S.\"\neach row of t: sum(a to c) + 1 = sum",
        "",
    );
    // of the missing b nothing is written: 10 + 1 + 1 = 12 ≠ 11
    let y = found.iter().find(|it| it.id == "c/y").unwrap();
    assert_eq!(certificate(y).as_deref(), Some("10 + 1 + 1 = 12 ≠ 11"));
}

/// 3 persons at 333 to 334 kr are 999 to 1 002 kr; 10 at 200 to 200,1 are 2 000 to 2 001; 10 at 200,06
/// are 2 000,6, which is printed 2 000 only if it is cut off.
#[test]
fn a_fitted_factor_lies_in_its_interval() {
    let t = sample("");
    assert!(holds(&t, "t[x].a × factor(333 to 334) = t[x].kr"));
    assert!(holds(&t, "t[y].a × factor(200 to 200,1) = t[y].kr"));
    assert_eq!(
        verdicts(&t, "t[y].a × factor(200,06 to 201) = t[y].kr"),
        [Verdict::Violated {
            fits: Some(PrintingRule::Truncated)
        }]
    );
    assert!(problem(&t, "t[y].a × factor(2 to 1) = 1").contains("below the lower one"));
    assert!(problem(&t, "t[y].a × factor(2) = 1").contains("factor(LOW to HIGH)"));
}

/// From 10 to 12 percent are 20 percent more and 2 percentage points.
#[test]
fn percent_and_percentage_points_are_different_units() {
    let t = sample(
        "fran,1,10 procent,percent,m\ntill,1,12 procent,percent,m\n\
                    enheter,1,20 procentenheter,points,m\nskillnad,1,2 procentenheter,points,m\n",
    );
    let change = "change(from claim[fran] to claim[till])";
    assert!(holds(&t, &format!("{change} >= 14")));
    assert_eq!(
        verdicts(&t, &format!("{change} = claim[enheter]")),
        [VIOLATED]
    );
    assert_eq!(
        verdicts(&t, &format!("claim[enheter] = {change}")),
        [VIOLATED]
    );
    assert!(holds(&t, "claim[till] - claim[fran] = claim[skillnad]"));
}

#[test]
fn kronor_and_percent_do_not_mix() {
    let t = sample("");
    for relation in [
        "t[x].kr + t[x].share = 1",
        "t[x].kr = t[x].share",
        "t[x].kr - 57 % = 1",
        "t[x].kr > t[x].a",
        "t[x].kr / t[x].a = t[x].share",
        "t[x].kr × t[x].kr = t[x].kr",
        "t[x].kr / t[y].kr = t[x].kr",
        "t[x].a / t[y].a = t[x].a",
        "sum(t.kr) + mean(t.share) = 1",
        "round(t[x].kr) = abs(t[x].share)",
    ] {
        let said = problem(&t, relation);
        assert!(
            said.contains("the sides differ in unit"),
            "{relation}: {said}"
        );
    }
    for relation in [
        "t[x].kr / t[x].a > 1",
        "t[x].kr / t[x].a < t[x].kr",
        "t[x].kr / t[y].kr = 0,5",
        "100 × t[x].kr / t[y].kr > t[x].share",
        "t[x].kr × t[x].kr / t[y].kr < t[x].kr",
        "t[x].kr × t[x].share / 100 < t[x].kr",
        "t[x].index × t[x].a < t[x].kr",
    ] {
        assert_eq!(verdicts(&t, relation).len(), 1, "{relation}");
    }
}

/// The unit beside the figure counts, else the one that is declared: 2 and −3 are points by declaration,
/// *2 procentenheter* by itself, and *20 %* is printed in percent.
#[test]
fn the_unit_of_a_column_is_the_one_that_is_printed() {
    let t = sample("");
    assert_eq!(
        verdicts(&t, "unit of t.diff is points"),
        [Verdict::Holds, VIOLATED, Verdict::Holds, Verdict::Holds]
    );
    assert_eq!(
        verdicts(&t, "unit of t.diff where not key is y is points"),
        [Verdict::Holds, Verdict::Holds, Verdict::Holds]
    );
    let found = findings("check c unit \"S.\"\nunit of t.diff is points", "");
    assert_eq!((found.len(), found[0].id.as_str()), (1, "c/y"));
    assert_eq!(found[0].cause.kind(), CauseKind::Unit);
    assert!(detail(&found[0]).contains("percent, meant in percentage points"));
}

/// Åkersberga is a town of Österåker; *Bergs kommun* is Berg.
#[test]
fn names_are_held_against_the_register() {
    let t = sample(
        "lista,1,\"Ale, Bergs kommun och Åkersberga\",text,m\nortnamn,1,Ale och Mora,text,m\n",
    );
    assert_eq!(
        verdicts(&t, "names of t.note are places"),
        [Verdict::Holds, Verdict::Holds, VIOLATED, Verdict::Holds]
    );
    assert_eq!(verdicts(&t, "names of claim[lista] are places"), [VIOLATED]);
    assert!(holds(&t, "names of claim[ortnamn] are places"));
    assert!(problem(&t, "names of t.a are places").contains("a is a column of figures"));
    let found = findings(
        "check c name \"S.\"\nnames of claim[lista] are places",
        "lista,1,\"Ale, Bergs kommun och Åkersberga\",text,m\n",
    );
    assert_eq!(found[0].cause.kind(), CauseKind::Name);
    assert!(detail(&found[0]).contains("Åkersberga"));
    assert!(!detail(&found[0]).contains("Ale"));
}

/// Names of two columns: Ale and Berg are named, Åkersberga is not.
#[test]
fn names_are_held_against_other_names() {
    let t = sample("lista,1,\"Ale, Berg\",text,m\n");
    assert_eq!(
        verdicts(&t, "names of t.note are names of claim[lista]"),
        [Verdict::Holds, Verdict::Holds, VIOLATED, Verdict::Holds]
    );
    assert!(holds(&t, "names of claim[lista] are names of t.note"));
}

/// Blekinge has five municipalities; Sölvesborg is left out.
#[test]
fn all_of_a_county_are_present_or_named() {
    let tables = "[k]\ntitle = \"K\"\nlines = \"1-9\"\nrows = \"municipality\"\n\
                  [k.columns]\nkr = { title = \"Kr\", unit = \"kr\" }\n";
    let rows = "line,code,row,kr\n1,1060,Olofström,1\n2,1080,Karlskrona,2\n\
                3,1081,Ronneby,3\n4,1082,Karlshamn,4\n";
    let check = "check c count \"S.\"\nall municipalities of 10 are in k\n";
    let found = audit_of(&[
        ("tables.toml", tables),
        ("k.csv", rows),
        ("checks.txt", check),
    ]);
    let finding = &found.findings[0];
    assert!(
        detail(finding).contains("Sölvesborg"),
        "{}",
        detail(finding)
    );
    assert!(!detail(finding).contains("Ronneby"));
    assert_eq!(finding.cells[0].table, "k");
    let whole = format!("{rows}5,1083,Sölvesborg,5\n");
    let decision = decision_of(&[("tables.toml", tables), ("k.csv", &whole)]);
    assert!(holds(&decision, "all municipalities of 10 are in k"));
    assert!(holds(&decision, "all 5 municipalities of 10 are in k"));
    assert_eq!(
        verdicts(&decision, "all 290 municipalities are in k"),
        [VIOLATED]
    );
    assert_eq!(verdicts(&decision, "all regions are in k"), [VIOLATED]);
    assert!(problem(&decision, "all 4 municipalities of 10 are in k").contains("expected 5"));
    assert!(problem(&decision, "all municipalities of 11 are in k").contains("no county"));
    assert!(
        problem(&decision, "all municipalities in k").contains("all municipalities are in TABLE")
    );
}

/// What is printed and what was read are both in the finding, whichever of them the folder holds.
#[test]
fn what_was_read_otherwise_is_on_record() {
    let claims = "namn,1,Åkersberga,text,m\n";
    for (relation, printed, read) in [
        ("t[z].sum is printed \"13\", read \"12\"", "13", "12"),
        ("t[z].sum is printed \"1 3\", read \"13\"", "1 3", "13"),
        ("name of t[z] is printed \"Z\", read \"Ö\"", "Z", "Ö"),
        (
            "claim[namn] is printed \"Åkersberga\", read \"Österåker\"",
            "Åkersberga",
            "Österåker",
        ),
    ] {
        let found = findings(&format!("check c definition \"S.\"\n{relation}"), claims);
        assert_eq!(found.len(), 1, "{relation}");
        assert_eq!(found[0].severity, Severity::Definition);
        assert_eq!(
            words::published(&found[0], Lang::En).as_deref(),
            Some(printed),
            "{relation}"
        );
        assert_eq!(
            words::expected(&found[0], Lang::En).as_deref(),
            Some(read),
            "{relation}"
        );
        assert!(!found[0].cells.is_empty(), "{relation}");
    }
    let t = sample(claims);
    let said = problem(&t, "t[z].sum is printed \"14\", read \"12\"");
    assert!(
        said.contains("found \"13\", expected \"14\" as printed or \"12\" as read"),
        "{said}"
    );
    assert!(problem(&t, "t[z].sum is printed \"13\", read \"13\"").contains("nothing to record"));
    assert!(problem(&t, "t[z].sum is printed \"13\"").contains("read \"…\""));
}

/// What the corpus was found to lack stands there now: each line of the texts, and what it is found by.
#[test]
fn the_lines_that_were_missed_are_findings() {
    let expected = [
        ("aldreomsorg-2023", 646, "sjukskoterskor-kommuner-oversikt"),
        ("aldreomsorg-2023", 2471, "not-17-namn"),
        (
            "aldreomsorg-2023",
            3085,
            "aldreomsorgslyftet-okning-vardbitrade-godkant-hanvisning",
        ),
        (
            "aldreomsorg-2023",
            3121,
            "aldreomsorgslyftet-minskning-chefer-godkant-hanvisning",
        ),
        ("aldreomsorg-2023", 2365, "aldreomsorgslyftet-hela-kronor"),
        (
            "aldreomsorg-2023",
            2373,
            "aldreomsorgslyftet-aterbetalat-kronor",
        ),
        (
            "aldreomsorg-2023",
            219,
            "resultat-specialist-forbrukning-snitt-kronor",
        ),
        ("aldreomsorg-2023", 495, "omfattning-totalt-mottaget"),
        (
            "aldreomsorg-2023",
            1135,
            "rubrik-specialist-drygt-halften-tabell2",
        ),
        ("aldreomsorg-2023", 1400, "specialist-forbrukat-andel-2023"),
        ("aldreomsorg-2023", 4566, "sjukskoterskor-bostader"),
        (
            "aldreomsorg-2023",
            1365,
            "specialist-andel-av-kostnad-utbetald",
        ),
        ("aldreomsorg-2023", 776, "aterbetalning-undantag"),
        ("aldreomsorg-2023", 4280, "bilaga2-differens-enhet"),
        (
            "god-nara-vard-2020",
            1517,
            "avsnitt8-vardens-medarbetare-avsnitt/vardens-medarbetare-regionerna",
        ),
    ];
    for decision in ["aldreomsorg-2023", "god-nara-vard-2020"] {
        let findings = audit(&crate::support::decision(decision)).unwrap().findings;
        for (_, line, id) in expected.iter().filter(|it| it.0 == decision) {
            let finding = findings.iter().find(|it| it.id == *id);
            let finding = finding.unwrap_or_else(|| panic!("{id} is no finding"));
            let mut lines = finding.cells.iter().filter_map(|it| it.lines);
            assert!(
                lines.any(|it| it.first == *line),
                "{id}: no cell on line {line}"
            );
        }
    }
}

/// Drygt hälften of the whole appropriation is held against what table 2 has as used of it.
#[test]
fn line_1400_has_the_certificate_of_its_own_base() {
    let findings = audit(&crate::support::decision("aldreomsorg-2023"))
        .unwrap()
        .findings;
    let finding = findings
        .iter()
        .find(|it| it.id == "specialist-forbrukat-andel-2023");
    assert_eq!(
        certificate(finding.unwrap()).as_deref(),
        Some("100 × 21 938 664 / 45 600 000 = 48,11 ≠ drygt hälften")
    );
}

/// The four ordinary uses of a hedge in the corpus are no findings; each is printed as here.
#[test]
fn ordinary_hedges_are_no_findings() {
    let t = sample(
        "halften,1,cirka hälften,percent,m\nmindre,1,lite mindre än hälften,percent,m\n\
         tjugo,1,cirka 20 procent,percent,m\nalla,1,nästan alla kommuner (94 procent),percent,m\n\
         drygt,1,drygt hälften,percent,m\n",
    );
    // 74 of 161 is 45,96 %, 123 of 290 is 42,41 %, 6 111 is 18,87 % more than 5 141, 272 of 290 is 93,79 %
    for relation in [
        "percent(74 of 161) = claim[halften]",
        "percent(123 of 290) = claim[mindre]",
        "change(from 5 141 to 6 111) = claim[tjugo]",
        "percent(272 of 290) = claim[alla]",
    ] {
        assert!(holds(&t, relation), "{relation}");
    }
    assert_eq!(
        verdicts(&t, "percent(481 of 1 000) = claim[drygt]"),
        [VIOLATED]
    );
    assert!(holds(&t, "percent(541 of 1 000) = claim[drygt]"));
    // the figure beside the words decides alone: 96 % is almost all, and not 94
    assert_eq!(verdicts(&t, "percent(96 of 100) = claim[alla]"), [VIOLATED]);
}
