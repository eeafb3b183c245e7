//! Relations that only seem to be there: implied by others, or let through by wide rounding.

use statsbidrag::discovery::{Class, Operator, Relation, discover};

fn laws(lines: &[&str]) -> Vec<Relation> {
    let rows: Vec<Vec<&str>> = lines.iter().map(|line| line.split(';').collect()).collect();
    let relations = discover(&rows).relations.into_iter();
    relations.filter(|it| it.class == Class::Law).collect()
}

fn of(laws: &[Relation], operator: Operator) -> Vec<(usize, Vec<usize>)> {
    let own = laws.iter().filter(|it| it.operator == operator);
    own.map(|it| (it.target, it.parts.clone())).collect()
}

/// 37 · 12 = 444 and so on. The fourth and the fifth column are the second and the third once more: whatever
/// is told of them is told of those.
#[test]
fn a_price_between_columns_with_the_same_figures_is_told_once() {
    let laws = laws(&[
        "Vara;Pris;Antal;Belopp;Antal hittills;Belopp hittills",
        "Ankare;37;12;444;12;444",
        "Block;53;128;6784;128;6784",
        "Cykel;211;46;9706;46;9706",
        "Dyna;89;307;27323;307;27323",
        "Elvisp;167;73;12191;73;12191",
        "Fana;29;941;27289;941;27289",
    ]);
    let ratios = of(&laws, Operator::Ratio);
    let [(target, parts)] = &ratios[..] else {
        panic!("{ratios:?}");
    };
    let mut lines = parts.clone();
    lines.push(*target);
    lines.sort_unstable();
    assert_eq!(lines, [1, 2, 3]);
}

/// 96,5 is 1 000 · 0,965 / 10 only as every column is another divided by a column of tens.
#[test]
fn a_column_of_tens_is_no_divisor() {
    let laws = laws(&[
        "Elev;Prov;Frågor;Poäng",
        "A;0,965;10;96,5",
        "B;0,871;10;87,1",
        "C;0,743;10;74,3",
        "D;0,682;10;68,2",
        "E;0,918;10;91,8",
        "F;0,559;10;55,9",
        "G;0,634;10;63,4",
    ]);
    assert_eq!(of(&laws, Operator::Ratio), []);
}

/// A price is not a quantity less itself and the price beside it.
#[test]
fn parts_that_cancel_out_make_no_sum() {
    let laws = laws(&[
        "Köpare;Ut;Avtalat pris;In;Pris",
        "A;-155000;15,18;155000;15,18",
        "B;-142000;8,895;142000;8,895",
        "C;-98000;8,735;98000;8,735",
        "D;-120500;11,255;120500;11,255",
        "E;-133700;9,415;133700;9,415",
        "F;-87200;10,64;87200;10,64",
    ]);
    let all = of(&laws, Operator::Sum);
    assert!(!all.contains(&(4, vec![1, 2, 3])), "{all:?}");
}

/// 161 + 185 + 164 = 510; the mean of 0,689 is no part, though rounding would let it pass.
#[test]
fn a_share_beside_counts_is_no_part() {
    let laws = laws(&[
        "Elev;Prov 1;Prov 2;Prov 3;Andel;Summa prov",
        "A;161;185;164;0,689;510",
        "B;140;103;61;0,416;304",
        "C;177;120;190;0,812;487",
        "D;98;154;133;0,553;385",
        "E;131;176;149;0,478;456",
        "F;119;87;172;0,731;378",
        "G;155;148;113;0,594;416",
    ]);
    let sums = of(&laws, Operator::Sum);
    assert!(sums.contains(&(5, vec![1, 2, 3])), "{sums:?}");
    assert!(
        sums.iter().all(|(_, parts)| !parts.contains(&4)),
        "{sums:?}"
    );
}

/// 352 + 720 = 1 072, 1 232 + 4 320 = 5 552: thousands of hours are nearly what two costs that grow with
/// them come to.
#[test]
fn thousands_of_hours_are_no_sum_of_costs() {
    let lines: Vec<String> = (1..=10)
        .map(|at| format!("{};{};{}", at * 1000, 176 * at + 176, 720 * at))
        .collect();
    let mut table = vec!["Timmar;Lampor;El"];
    table.extend(lines.iter().map(String::as_str));
    assert_eq!(of(&laws(&table), Operator::Sum), []);
}

/// 10 of 11 are 91 percent; that a column between 84 and 100 is nearly that says nothing.
#[test]
fn wide_rounding_of_the_operands_is_no_evidence() {
    let laws = laws(&[
        "Elev;Prov;Läxor;Resultat",
        "A;10;1,0000;100",
        "B;9;0,9657;91",
        "C;10;0,9463;84",
        "D;8;0,9712;97",
        "E;10;0,9037;93",
        "F;9;0,9914;88",
        "G;10;0,9358;96",
        "H;9;0,9551;90",
        "I;10;0,9893;99",
        "J;8;0,9172;85",
    ]);
    assert_eq!(of(&laws, Operator::Share), []);
}

/// £000 above the figures says in what they are.
#[test]
fn a_unit_in_thousands_is_no_figure() {
    let laws = laws(&[
        ";2001;2002;2003",
        ";£000;£000;£000",
        "Grants;42301;46816;50581",
        "Fees;30650;34192;36958",
        "Research;2387;2669;2681",
        "Total income;75338;83677;90220",
    ]);
    let total = laws.iter().find(|it| it.target == 5).expect("the total");
    assert_eq!(total.parts, [2, 3, 4]);
}

/// Each of 200 relations beyond the annotation has a verdict and a reason, and the guide says how many are
/// right.
#[test]
fn the_judged_relations_are_counted_in_the_guide() {
    let judged = include_str!("../../docs/discovery-judged.csv");
    let mut reader = csv::Reader::from_reader(judged.as_bytes());
    let mut right = 0;
    let mut all = 0;
    for record in reader.records() {
        let record = record.expect("a record");
        let (verdict, reason) = (&record[10], &record[11]);
        assert!(["right", "wrong"].contains(&verdict), "{verdict}");
        assert!(!reason.is_empty());
        all += 1;
        right += usize::from(verdict == "right");
    }
    let guide = include_str!("../../docs/discovery.md");
    assert_eq!(all, 200);
    assert!(guide.contains(&format!("{right} of {all} are right")));
}
