//! Discovery: relations that are there are found, those that are not are not.

use statsbidrag::discovery::{Axis, Class, NothingFound, Operator, Relation, discover};

fn rows(lines: &[&str]) -> Vec<Vec<String>> {
    lines
        .iter()
        .map(|line| line.split(';').map(str::to_owned).collect())
        .collect()
}

fn found(lines: &[&str]) -> Vec<Relation> {
    discover(&rows(lines)).relations
}

fn law(relations: &[Relation], operator: Operator, axis: Axis, target: usize) -> Option<&Relation> {
    relations.iter().find(|it| {
        (it.operator, it.axis, it.target, it.class) == (operator, axis, target, Class::Law)
    })
}

const PLACES: [&str; 7] = [
    "Kommun;Flickor;Pojkar;Barn;Andel flickor",
    "Ale;1203;1380;2583;46,6",
    "Alingsås;2711;2941;5652;48,0",
    "Boden;954;1126;2080;45,9",
    "Falun;3017;2865;5882;51,3",
    "Gävle;4466;4702;9168;48,7",
    "Summa;12351;13014;25365;48,7",
];

/// 1 203 + 1 380 = 2 583 and so on; 1 203 / 2 583 = 46,57 %; the columns add up to 12 351, 13 014
/// and 25 365, the shares do not.
#[test]
fn sums_of_both_kinds_and_a_share() {
    let relations = found(&PLACES);
    let across = law(&relations, Operator::Sum, Axis::Columns, 3).expect("girls and boys");
    assert_eq!(
        (&across.parts[..], across.holds, across.of),
        (&[1, 2][..], 6, 6)
    );
    let down = law(&relations, Operator::Sum, Axis::Rows, 6).expect("the total");
    assert_eq!(
        (&down.parts[..], down.holds, down.of),
        (&[1, 2, 3, 4, 5][..], 3, 3)
    );
    let share = law(&relations, Operator::Ratio, Axis::Columns, 4).expect("the share");
    assert_eq!(
        (&share.parts[..], share.scale, share.of),
        (&[1, 3][..], 100, 6)
    );
    let instance = &down.instances[0];
    assert_eq!(
        instance.target,
        Some([6, 1]),
        "rows are counted with the header"
    );
}

/// One digit of Falun's girls is another: both relations through the cell still stand, with one
/// record less, and point at it.
#[test]
fn a_slip_breaks_what_it_stands_in_and_lowers_the_evidence() {
    let wrong: Vec<String> = PLACES.iter().map(|it| it.replace("3017", "3071")).collect();
    let wrong: Vec<&str> = wrong.iter().map(String::as_str).collect();
    let (before, after) = (found(&PLACES), found(&wrong));
    let sum = |relations| law(relations, Operator::Sum, Axis::Columns, 3).cloned();
    let (whole, broken) = (sum(&before).expect("whole"), sum(&after).expect("broken"));
    assert_eq!((broken.holds, broken.of), (5, 6));
    assert!(broken.bits < whole.bits);
    let exception = broken
        .instances
        .iter()
        .find(|it| !it.holds)
        .expect("one exception");
    assert_eq!(exception.target, Some([4, 3]));
}

#[test]
fn the_order_of_the_rows_does_not_matter() {
    let mut other = PLACES;
    other[1..6].reverse();
    other[1..4].rotate_left(1);
    let shape = |relations: Vec<Relation>| {
        let of_columns = relations.into_iter().filter(|it| it.axis == Axis::Columns);
        let told = of_columns.map(|it| (it.operator, it.target, it.parts, it.class, it.bits));
        told.collect::<Vec<_>>()
    };
    assert_eq!(shape(found(&PLACES)), shape(found(&other)));
}

/// In thousands, each rounded by itself, some totals are one off: no exception.
#[test]
fn rounded_parts_may_miss_their_total_by_one() {
    let relations = found(&[
        "Län;Drift;Investering;Lön;Totalt",
        "A;1 204;377;2 951;4 532",
        "B;873;1 416;3 308;5 598",
        "C;2 046;590;1 777;4 412",
        "D;655;932;4 120;5 707",
        "E;1 780;284;2 236;4 301",
    ]);
    let sum = law(&relations, Operator::Sum, Axis::Columns, 4).expect("the total");
    assert_eq!((sum.holds, sum.of), (5, 5));
}

/// (1 100 − 1 000) / 1 000 = 10,0 % and so on.
#[test]
fn changes_have_their_base() {
    let relations = found(&[
        "Ort;2019;2020;Förändring, procent",
        "A;1 000;1 100;10,0",
        "B;2 347;2 120;-9,7",
        "C;981;1 277;30,2",
        "D;4 404;4 520;2,6",
        "E;3 115;2 968;-4,7",
    ]);
    let change = law(&relations, Operator::Change, Axis::Columns, 3).expect("the change");
    assert_eq!((&change.parts[..], change.scale), (&[1, 2][..], 100));
}

#[test]
fn a_mean_below_its_rows() {
    let relations = found(&[
        "Ort;Ja;Nej;Vet ej",
        "A;12,4;50,1;7,7",
        "B;31,8;44,9;3,6",
        "C;25,0;61,3;9,4",
        "Genomsnitt;23,1;52,1;6,9",
    ]);
    assert!(
        relations
            .iter()
            .any(|it| { it.operator == Operator::Mean && it.target == 4 && it.parts == [1, 2, 3] })
    );
}

#[test]
fn where_nothing_can_be_found_it_is_said_why() {
    let nothing = |lines: &[&str]| {
        let found = discover(&rows(lines));
        assert!(found.relations.is_empty(), "{:?}", found.relations);
        found.nothing.expect("a reason")
    };
    assert_eq!(
        nothing(&["Namn;Ort", "Anna;Umeå", "Bo;Lund"]),
        NothingFound::NoFigures
    );
    assert_eq!(nothing(&[]), NothingFound::NoFigures);
    assert_eq!(
        nothing(&["Kod;År", "0114;2019", "0115;2020", "0117;2021", "0120;2022"]),
        NothingFound::NoFigures
    );
    assert_eq!(
        nothing(&["Ort;Antal", "Ale;17"]),
        NothingFound::TooFew { figures: 1 }
    );
    assert_eq!(
        nothing(&["Ort;A;B", "Ale;5;5", "Boda;5;5", "Cecilia;5;5"]),
        NothingFound::AllEqual
    );
    assert_eq!(
        nothing(&[
            "Datum;Tid",
            "2019-11-04;12:30",
            "2019-11-05;13:00",
            "2019-12-24;15:00"
        ]),
        NothingFound::NoFigures
    );
    let chance = nothing(&["Ort;A;B;C", "X;917;40;3315", "Y;22;818;71", "Z;4100;77;650"]);
    assert_eq!(chance, NothingFound::NoBetterThanChance { figures: 9 });
}

/// Numbers that are the same on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

/// The example `shuffles` asks this of tens of thousands of tables of many kinds; here two hundred
/// of the plainest. Whatever holds between columns that have nothing to do with each other is
/// chance.
#[test]
fn shuffled_tables_hold_no_law() {
    for seed in 0..200 {
        let mut dice = Dice(seed);
        let count = 3 + dice.below(20);
        let width = 3 + dice.below(7);
        let table: Vec<Vec<String>> = (0..count)
            .map(|_| {
                let size = |dice: &mut Dice| {
                    let order = dice.below(14);
                    dice.below(2 << order) + 1
                };
                (0..width).map(|_| size(&mut dice).to_string()).collect()
            })
            .collect();
        let laws: Vec<Relation> = discover(&table)
            .relations
            .into_iter()
            .filter(|it| it.class == Class::Law)
            .collect();
        assert!(laws.is_empty(), "table {seed}: {laws:?}");
    }
}

/// A thousand columns and many thousands of rows come to an end.
#[test]
fn wide_and_long_tables_are_bounded() {
    let mut dice = Dice(1);
    let mut table = |rows: usize, columns: usize| -> Vec<Vec<String>> {
        let figures = |dice: &mut Dice| {
            (0..columns)
                .map(|_| dice.below(1_000_000).to_string())
                .collect()
        };
        (0..rows).map(|_| figures(&mut dice)).collect()
    };
    for (rows, columns) in [(12, 1_000), (5_000, 3)] {
        let laws = discover(&table(rows, columns)).relations;
        assert!(laws.iter().all(|it| it.class != Class::Law), "{laws:?}");
    }
}
