//! Figures that one table repeats from another: in any unit, matched by what names the rows.

use serde_json::Value;

use super::discovery::Dice;
use super::found::{audit, findings, folder_with, run};
use statsbidrag::discovery::{Class, Repeat, Sheet, repeats};

/// Kronor, and what they are in millions, rounded by hand.
const REGIONS: [[&str; 3]; 10] = [
    ["Uppsala", "45 312 700", "45,3"],
    ["Södermanland", "33 948 250", "33,9"],
    ["Östergötland", "52 871 400", "52,9"],
    ["Jönköping", "40 266 900", "40,3"],
    ["Kronoberg", "22 719 300", "22,7"],
    ["Kalmar", "27 584 100", "27,6"],
    ["Gotland", "6 837 500", "6,8"],
    ["Blekinge", "17 463 800", "17,5"],
    ["Skåne", "155 092 600", "155,1"],
    ["Halland", "37 641 200", "37,6"],
];

/// A page with two tables: kronor first, then millions in the order of the alphabet backwards.
fn page(kronor: &str, millions: &str) -> String {
    let head = |heading: &str| format!("| Region | {heading} |\n| --- | ---: |\n");
    let mut text = format!("# Bidrag\n\n## Tabell 1. Fördelning\n\n{}", head(kronor));
    for [region, amount, _] in REGIONS {
        text.push_str(&format!("| {region} | {amount} |\n"));
    }
    text.push_str(&format!("\n## Tabell 2. Översikt\n\n{}", head(millions)));
    let mut rows = REGIONS;
    rows.sort_by(|a, b| b[0].cmp(a[0]));
    for [region, _, amount] in rows {
        text.push_str(&format!("| {region} | {amount} |\n"));
    }
    text
}

/// 155 092 600 kr are 155,1 million; 151,1 is one digit away from them, and stands in the first row of the second
/// table while the amount stands in the ninth of the first.
#[test]
fn an_amount_in_millions_that_is_not_the_one_in_kronor() {
    let right = page("Belopp (kr)", "Belopp (mnkr)");
    let clean = audit("sida.md", &right);
    assert_eq!(findings(&clean), [[""; 3]; 0]);
    assert_eq!(clean["discovered"]["evaluated"], 10, "{clean:#}");
    let found = audit("sida.md", &right.replace("155,1", "151,1"));
    let of = found["findings"].as_array().expect("findings");
    assert_eq!(of.len(), 1, "{of:#?}");
    assert_eq!(of[0]["severity"], "error", "{:#}", of[0]);
    assert_eq!(of[0]["kind"], "repeat");
    let cells = of[0]["cells"].as_array().expect("cells").iter();
    let mut printed: Vec<&str> = cells.filter_map(|it| it["printed"].as_str()).collect();
    printed.sort_unstable();
    assert_eq!(printed, ["151,1", "155 092 600"], "both places are named");
    let message = of[0]["message"].as_str().expect("a message");
    assert!(
        message.contains("9 of 10 rows; by chance once in 2^"),
        "{message}"
    );
}

/// What was granted need not be what was paid: where the headings differ, no figure is accused.
#[test]
fn under_another_name_the_one_may_cover_more() {
    let right = page("Beviljat (kr)", "Utbetalt (mnkr)");
    assert_eq!(findings(&audit("sida.md", &right)), [[""; 3]; 0]);
    let found = findings(&audit("sida.md", &right.replace("155,1", "151,1")));
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0][0], "incomplete");
}

/// The same under titles that say something else each is not the same by that: what was applied for and what was
/// granted, before and after, one quarter and the next.
#[test]
fn under_another_title_the_one_may_be_another_thing() {
    let amounts = page("Belopp (kr)", "Belopp (mnkr)").replace("155,1", "151,1");
    for (of_first, of_second, severity) in [
        ("Ansökta medel", "Fördelade medel", "incomplete"),
        ("Före omprövning", "Efter omprövning", "incomplete"),
        ("Kvartal 1", "Kvartal 2", "incomplete"),
        ("Stöd", "Stöd, fortsättning", "error"),
    ] {
        let text = amounts.replace("Tabell 1. Fördelning", of_first);
        let text = text.replace("Tabell 2. Översikt", of_second);
        let found = findings(&audit("sida.md", &text));
        let of_each: Vec<&str> = found.iter().map(|it| it[0].as_str()).collect();
        assert_eq!(of_each, [severity], "{text}");
    }
}

/// Another year is another thing, and what no slip explains may be another thing.
#[test]
fn what_may_be_meant_otherwise_is_not_held_against_anybody() {
    let years = page("Belopp 2022 (kr)", "Belopp 2023 (mnkr)");
    let other = page("Belopp (kr)", "Belopp (mnkr)");
    for text in [
        years.replace("155,1", "151,1"),
        other.replace("155,1", "163,7"),
        other.replace("155,1", "155,2").replace("45,3", "45,4"),
    ] {
        assert_eq!(findings(&audit("sida.md", &text)), [[""; 3]; 0], "{text}");
    }
}

/// A table of one column of figures for the letters from a on.
fn lettered(heading: &str, figures: &[u64]) -> Vec<Vec<String>> {
    let rows = figures
        .iter()
        .zip('a'..)
        .map(|(figure, letter)| vec![format!("Ort {letter}{letter}"), figure.to_string()]);
    let head = vec!["Ort".to_owned(), heading.to_owned()];
    std::iter::once(head).chain(rows).collect()
}

fn of_two(first: &[Vec<String>], second: &[Vec<String>]) -> Vec<Repeat> {
    let sheet = |rows| Sheet {
        rows,
        title: "",
        keys: None,
        groups: &[],
    };
    repeats(&[sheet(first), sheet(second)])
}

/// Counts of hospitals of two days are the same in all places but one, and so are amounts in whole hundreds of
/// thousands: neither is a slip.
#[test]
fn small_counts_and_round_amounts_are_never_accused() {
    let counts = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3, 2, 3, 8, 4];
    let grants = [5, 7, 12, 3, 9, 6, 11, 4, 8, 2, 14, 10].map(|it| it * 100_000);
    for figures in [&counts[..], &grants[..]] {
        let mut other = figures.to_vec();
        other[2] += figures[1];
        let found = of_two(&lettered("Antal", figures), &lettered("Antal", &other));
        assert!(found.iter().all(|it| it.class == Class::Habit), "{found:?}");
        let same = of_two(&lettered("Antal", figures), &lettered("Antal", figures));
        assert_eq!(same.len(), 1);
        assert_eq!((same[0].holds, same[0].of), (figures.len(), figures.len()));
    }
}

/// The same figures in another order belong to other places; a constant tells nothing.
#[test]
fn rows_belong_together_by_their_names_alone() {
    let figures = [13_947, 8_211, 45_092, 7_733, 21_864, 9_150, 33_476, 18_629];
    let table = lettered("Folkmängd", &figures);
    let mut turned = figures;
    turned.rotate_left(1);
    assert!(of_two(&table, &lettered("Folkmängd", &turned)).is_empty());
    let mut backwards = table.clone();
    backwards[1..].reverse();
    let found = of_two(&table, &backwards);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].class, found[0].holds), (Class::Law, 8));
    // no figure tells more than the spread of 37 359 allows, log₂(2 + 2 · 37 359) = 16,19: so five of them.
    // 8 211 tells log₂(2 + 6,9 · 8 211) = 15,79, 7 733 15,70, and 9 150 as 915 tens 12,63. With log₂ 0,97 =
    // −0,04 for each and the cost of log₂ 5 + 1 = 3,32: 80,95 + 44,12 − 0,35 − 3,32 = 121,4.
    assert_eq!(found[0].bits.floor(), 121);
    let constant = [40_000_u64; 8];
    assert!(of_two(&lettered("A", &constant), &lettered("A", &constant)).is_empty());
    // names that stand twice name no row
    let mut doubled = table.clone();
    for row in &mut doubled[1..] {
        row[0] = "Ort".to_owned();
    }
    assert!(of_two(&doubled, &doubled).is_empty());
}

/// Years as columns in one table and as rows in the other.
#[test]
fn a_row_of_one_table_is_a_column_of_the_other() {
    let cells = |rows: &[&str]| -> Vec<Vec<String>> {
        let row = |row: &&str| row.split(';').map(str::to_owned).collect();
        rows.iter().map(row).collect()
    };
    let across = cells(&[
        "Post;2021;2022;2023;2024",
        "Kostnader;48 213;51 907;53 364;56 128",
        "Intäkter;12 734;13 095;14 871;15 206",
    ]);
    let down = cells(&[
        "År;Kostnader;Resultat",
        "2021;48 213;1 711",
        "2022;51 907;1 834",
        "2023;53 364;2 096",
        "2024;56 128;2 417",
    ]);
    let found = of_two(&across, &down);
    let shown: Vec<_> = found
        .iter()
        .map(|it| (it.class, it.target, it.part, it.holds, it.of))
        .collect();
    assert_eq!(shown, [(Class::Law, 1, 1, 4, 4)]);
    assert_eq!(found[0].instances[1].target, Some([2, 1]));
    assert_eq!(found[0].instances[1].parts, [[1, 2]]);
}

/// Two files: 7 733 is repeated as 7 773. What is written says the same as the audit of what was written.
#[test]
fn two_files_are_held_against_each_other() {
    let rows = [
        ("Ale", 13_947, 31_402),
        ("Boden", 8_211, 28_080),
        ("Falun", 45_092, 59_406),
        ("Gävle", 7_733, 10_294),
        ("Kalix", 21_864, 15_623),
        ("Luleå", 9_150, 78_549),
        ("Mora", 33_476, 20_598),
        ("Nora", 18_629, 10_701),
    ];
    let mut first = "Kommun;Elever;Invånare\n".to_owned();
    let mut second = "Kommun;Lärare;Elever\n".to_owned();
    for (at, (name, pupils, people)) in rows.iter().enumerate() {
        first.push_str(&format!("{name};{pupils};{people}\n"));
        let pupils = if *name == "Gävle" { 7_773 } else { *pupils };
        second.push_str(&format!("{name};{};{pupils}\n", 911 + at * at * 37));
    }
    let folder = folder_with("a.csv", &first);
    let at = folder.path();
    std::fs::write(at.join("b.csv"), second).expect("a file");
    let (status, out, err) = run(&["discover", "a.csv", "b.csv"], at);
    assert_eq!(status, 0, "{err}");
    let wanted =
        "law: \"Elever\" = \"Elever\" of a.csv (line 1). 7 of 8 rows; by chance once in 2^";
    assert!(out.contains(wanted), "{out}");
    let (_, out, _) = run(&["discover", "a.csv", "b.csv", "--format", "json"], at);
    let json: Value = serde_json::from_str(&out).expect("JSON");
    let relation = &json["tables"][1]["relations"][0];
    assert_eq!(relation["operator"], "repeat", "{relation:#}");
    assert_eq!(relation["of_table"], 0);
    assert_eq!(
        relation["instances"][3]["target"],
        serde_json::json!([4, 2])
    );
    assert_eq!(
        relation["instances"][3]["parts"],
        serde_json::json!([[4, 1]])
    );
    assert_eq!(relation["instances"][3]["holds"], false);
    let (status, out, err) = run(&["discover", "a.csv", "b.csv", "--write", "skrivet"], at);
    assert_eq!(status, 0, "{out}{err}");
    let checks = std::fs::read_to_string(at.join("skrivet/checks-found.txt")).expect("checks");
    assert!(checks.contains("[same].elever = elever"), "{checks}");
    let (status, out, err) = run(&["audit", "./skrivet", "--format", "json"], at);
    assert_eq!(status, 1, "{err}");
    let json: Value = serde_json::from_str(&out).expect("JSON");
    let found = json["decisions"][0]["findings"]
        .as_array()
        .expect("findings");
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0]["severity"], "error");
    let cells = found[0]["cells"].as_array().expect("cells").iter();
    let printed: Vec<&str> = cells.filter_map(|it| it["printed"].as_str()).collect();
    assert!(
        printed.contains(&"7733") && printed.contains(&"7773"),
        "{printed:?}"
    );
}

/// All municipalities of three counties, and what they add up to by hand: 158 289, 341 968 and 243 466.
const COUNTIES: [(&str, &str, &[[&str; 2]]); 3] = [
    (
        "Blekinge län",
        "158 289",
        &[
            ["Olofström", "13 192"],
            ["Karlskrona", "66 515"],
            ["Ronneby", "28 908"],
            ["Karlshamn", "32 244"],
            ["Sölvesborg", "17 430"],
        ],
    ),
    (
        "Hallands län",
        "341 968",
        &[
            ["Hylte", "10 487"],
            ["Halmstad", "104 573"],
            ["Laholm", "26 149"],
            ["Falkenberg", "46 781"],
            ["Varberg", "68 325"],
            ["Kungsbacka", "85 653"],
        ],
    ),
    (
        "Västernorrlands län",
        "243 466",
        &[
            ["Ånge", "9 118"],
            ["Timrå", "17 921"],
            ["Härnösand", "24 820"],
            ["Sundsvall", "99 383"],
            ["Kramfors", "17 866"],
            ["Sollefteå", "18 632"],
            ["Örnsköldsvik", "55 726"],
        ],
    ),
];

/// A table of counties, Skåne among them, and one of the municipalities of three of them.
fn two_tables() -> String {
    let mut text =
        "# Folkmängd\n\n## Tabell 1. Län\n\n| Län | Invånare |\n| --- | ---: |\n".to_owned();
    for (county, sum, _) in COUNTIES {
        text.push_str(&format!("| {county} | {sum} |\n"));
    }
    text.push_str("| Skåne län | 1 402 425 |\n\n## Tabell 2. Kommuner\n\n");
    text.push_str("| Kommun | Invånare |\n| --- | ---: |\n");
    let mut all: Vec<&[&str; 2]> = COUNTIES.iter().flat_map(|it| it.2).collect();
    all.sort_unstable();
    for [name, figure] in all {
        text.push_str(&format!("| {name} | {figure} |\n"));
    }
    text
}

/// The one finding of a page, which is an error of a sum, names these two figures.
fn names_both(text: &str, printed: [&str; 2]) {
    let found = audit("sida.md", text);
    let of = found["findings"].as_array().expect("findings");
    assert_eq!(of.len(), 1, "{of:#?}");
    assert_eq!(
        (&of[0]["severity"], &of[0]["kind"]),
        (&"error".into(), &"sum".into())
    );
    let cells = of[0]["cells"].as_array().expect("cells").iter();
    let cells: Vec<&str> = cells.filter_map(|it| it["printed"].as_str()).collect();
    assert!(printed.iter().all(|it| cells.contains(it)), "{cells:?}");
}

/// Two digits exchanged in one municipality: its county has 450 more than its municipalities. So has a county of
/// which a digit is wrong, and a county without its municipalities in the other table is not asked.
#[test]
fn municipalities_add_up_to_their_counties() {
    let text = two_tables();
    let clean = audit("sida.md", &text);
    assert_eq!(findings(&clean), [[""; 3]; 0]);
    assert_eq!(clean["discovered"]["evaluated"], 3, "{clean:#}");
    names_both(&text.replace("55 726", "55 276"), ["55 276", "243 466"]);
    names_both(&text.replace("341 968", "347 968"), ["347 968", "104 573"]);
    // 20 000 more in a county are no slip: something else may be counted there
    let more = text.replace("341 968", "358 511");
    assert_eq!(findings(&audit("sida.md", &more)), [[""; 3]; 0]);
    // a county of which one municipality is missing is not complete
    let fewer = text.replace("| Hylte | 10 487 |\n", "");
    let found = audit("sida.md", &fewer);
    assert_eq!(findings(&found), [[""; 3]; 0]);
    assert_eq!(found["discovered"]["evaluated"], 2);
}

/// Counties and municipalities in one table, the counties below.
#[test]
fn counties_and_municipalities_may_stand_in_one_table() {
    let mut text = "# Folkmängd\n\n| Område | Invånare |\n| --- | ---: |\n".to_owned();
    for [name, figure] in COUNTIES.iter().flat_map(|it| it.2) {
        text.push_str(&format!("| {name} | {figure} |\n"));
    }
    for (county, sum, _) in COUNTIES {
        text.push_str(&format!("| {county} | {sum} |\n"));
    }
    let clean = audit("sida.md", &text);
    assert_eq!(findings(&clean), [[""; 3]; 0]);
    assert_eq!(clean["discovered"]["evaluated"], 3, "{clean:#}");
    names_both(&text.replace("55 726", "55 276"), ["55 276", "243 466"]);
}

/// An amount in kronor, in thousands, or in millions with one decimal, rounded half up.
fn in_unit(kronor: u64, unit: u64) -> String {
    match unit {
        0 => kronor.to_string(),
        1 => ((kronor + 500) / 1_000).to_string(),
        _ => {
            let tenths = (kronor + 50_000) / 100_000;
            format!("{},{}", tenths / 10, tenths % 10)
        }
    }
}

/// Changes one digit of a printed figure by three.
fn with_slip(dice: &mut Dice, printed: &str) -> String {
    let digits: Vec<usize> = (printed.char_indices())
        .filter(|(_, it)| it.is_ascii_digit())
        .map(|(at, _)| at)
        .collect();
    let last = u64::try_from(digits.len()).expect("few digits");
    let at = digits[usize::try_from(dice.below(last)).expect("few digits")];
    let digit = u64::from(printed.as_bytes()[at] - b'0');
    let other = if digit < 6 { digit + 3 } else { digit - 3 };
    format!("{}{other}{}", &printed[..at], &printed[at + 1..])
}

/// What a printed amount in this unit is in kronor.
fn in_kronor(printed: &str, unit: u64) -> u64 {
    let digits: u64 = printed.replace(',', "").parse().expect("digits");
    digits * [1, 1_000, 100_000][usize::try_from(unit).expect("a unit")]
}

/// Two hundred pairs of tables of the same amounts in two units and two orders: each is found, and a digit that is
/// changed in one of them is the one exception if that is more than three of the coarser unit's last digit. In pairs
/// that have nothing to do with each other nothing is found.
#[test]
fn amounts_are_found_again_in_any_unit_and_a_slip_is_the_exception() {
    let mut caught = 0;
    for seed in 0..200 {
        let mut dice = Dice(seed);
        let count = 6 + dice.below(40);
        let mut amounts: Vec<(u64, u64)> = (0..count)
            .map(|at| (at, (20_000_000 << dice.below(5)) + dice.below(300_000_000)))
            .collect();
        let [one, two] = [dice.below(3), dice.below(3)];
        let table = |amounts: &[(u64, u64)], unit: u64| -> Vec<Vec<String>> {
            let row = |(at, kronor): &(u64, u64)| {
                vec![format!("Ort {}", name(*at)), in_unit(*kronor, unit)]
            };
            let head = vec!["Ort".to_owned(), "Belopp".to_owned()];
            std::iter::once(head)
                .chain(amounts.iter().map(row))
                .collect()
        };
        let first = table(&amounts, one);
        for at in (1..amounts.len()).rev() {
            let other = dice.below(u64::try_from(at).expect("few") + 1);
            amounts.swap(at, usize::try_from(other).expect("few"));
        }
        let mut second = table(&amounts, two);
        let clean = of_two(&first, &second);
        assert_eq!(clean.len(), 1, "pair {seed}");
        assert_eq!(clean[0].class, Class::Law, "pair {seed}");
        assert!(clean[0].instances.iter().all(|it| it.holds), "pair {seed}");
        let row = usize::try_from(1 + dice.below(count)).expect("few rows");
        let before = in_kronor(&second[row][1], two);
        second[row][1] = with_slip(&mut dice, &second[row][1]);
        let apart = before.abs_diff(in_kronor(&second[row][1], two));
        let step = in_kronor("1", one.max(two));
        let found = of_two(&first, &second);
        let differs = found.iter().filter(|it| it.class == Class::Law);
        let differs = differs.flat_map(|it| &it.instances).filter(|it| !it.holds);
        let differs: Vec<_> = differs.filter_map(|it| it.target).collect();
        assert!(differs.iter().all(|it| *it == [row, 1]), "pair {seed}");
        // 56,0 for 86,0 has two digits that tell something, as have 56 million that were meant so
        let is_round = in_kronor(&second[row][1], two).is_multiple_of(10 * step)
            || before.is_multiple_of(10 * step);
        if apart > 4 * step && !is_round {
            assert_eq!(differs, [[row, 1]], "pair {seed}: {:?}", second[row]);
            caught += 1;
        }
        let other: Vec<(u64, u64)> = (0..count)
            .map(|at| (at, 20_000_000 + dice.below(300_000_000)))
            .collect();
        assert!(
            of_two(&first, &table(&other, two)).is_empty(),
            "pair {seed}"
        );
    }
    assert!(caught > 100, "most slips can be seen: {caught}");
}

fn name(at: u64) -> String {
    let letter = |it: u64| char::from(b'a' + u8::try_from(it % 26).expect("a letter"));
    format!("{}{}", letter(at / 26), letter(at))
}
