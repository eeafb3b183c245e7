//! The keys behind the corpus, from the amounts alone, and synthetic tables by the thousand.

use std::collections::BTreeMap;

use statsbidrag::exact::{Kronor, Ratio};
use statsbidrag::inference::{
    Inference, InferenceVerdict, IntegerKey, KeyQuestion, RoundingRule, bound_by_count,
    common_factor, infer_key, rank_appropriations,
};
use statsbidrag::tables::Table;

use crate::support::decision;

/// Rows of a table that are not totals, with the whole number in a column; zero where there is none.
fn column(table: &Table, id: &str) -> Vec<(String, i64)> {
    let column = table.column_index(id).expect("the column");
    let figure = |row: usize| {
        let number = table.cell(row, column).number();
        let value = number.map_or(0, |number| {
            assert!(number.value().is_whole());
            number.value().numerator()
        });
        (
            table.rows[row].key.clone(),
            i64::try_from(value).expect("kronor"),
        )
    };
    table.body().map(figure).collect()
}

fn kronor(column: &[(String, i64)]) -> Vec<Kronor> {
    column.iter().map(|(_, amount)| Kronor(*amount)).collect()
}

fn table(of: &str, id: &str) -> Table {
    decision(of).tables[id].clone()
}

fn infer(amounts: &[Kronor], appropriation: i64) -> Inference {
    infer_key(&KeyQuestion::new(amounts, Kronor(appropriation))).expect("an answer")
}

/// The one key of a column.
fn key(amounts: &[Kronor], appropriation: i64) -> IntegerKey {
    let inference = infer(amounts, appropriation);
    assert_eq!(
        inference.verdict,
        InferenceVerdict::Key,
        "{}",
        inference.reason
    );
    assert_eq!(inference.keys.len(), 1);
    inference.keys[0].clone()
}

/// The exceptions of a key by name of the row.
fn exceptions<'c>(key: &IntegerKey, column: &'c [(String, i64)]) -> Vec<(&'c str, i64)> {
    let named =
        |it: &statsbidrag::inference::Exception| (column[it.cell].0.as_str(), it.difference);
    key.exceptions.iter().map(named).collect()
}

/// The published key of elder care 2023, by municipality; the project derived it by other means.
fn persons() -> BTreeMap<String, i64> {
    column(&table("aldreomsorg-2023", "nyckel"), "personer")
        .into_iter()
        .collect()
}

#[test]
fn good_care_has_the_key_597_553_and_seven_cells_a_krona_lower() {
    let column = column(&table("aldreomsorg-2023", "bilaga1"), "god_rekvirerat");
    let key = key(&kronor(&column), 3_998_500_000);
    assert_eq!((key.total, key.cells, key.exact), (597_553, 290, 283));
    assert_eq!(key.rounding.to_string(), "half-up");
    assert!(key.exceptions.iter().all(|it| it.difference == -1));
    assert!(key.chance.exponent < -900, "{}", key.chance);
    let persons = persons();
    for ((code, _), weight) in column.iter().zip(&key.weights) {
        assert_eq!(persons[code], i64::try_from(*weight).unwrap(), "{code}");
    }
}

#[test]
fn the_county_sums_of_the_municipal_key_are_the_regional_key() {
    let municipal = column(&table("aldreomsorg-2023", "bilaga1"), "god_rekvirerat");
    let of_municipalities = key(&kronor(&municipal), 3_998_500_000);
    let mut counties: BTreeMap<&str, u64> = BTreeMap::new();
    for ((code, _), weight) in municipal.iter().zip(&of_municipalities.weights) {
        *counties.entry(&code[..2]).or_default() += weight;
    }
    let regional = column(&table("aldreomsorg-2023", "bilaga5"), "rekvirerat");
    let of_regions = key(&kronor(&regional), 298_500_000);
    assert_eq!(
        (of_regions.total, of_regions.exact, of_regions.cells),
        (597_553, 21, 21)
    );
    assert_eq!(counties.len(), 21);
    for ((code, _), weight) in regional.iter().zip(&of_regions.weights) {
        assert_eq!(counties[code.as_str()], *weight, "{code}");
    }
}

/// Seven claimed nothing and four a round sum below their entitlement; Stockholm is a krona higher.
#[test]
fn the_lift_has_the_same_key_where_it_was_claimed_in_full() {
    let column = column(&table("aldreomsorg-2023", "bilaga1"), "lyftet_rekvirerat");
    let key = key(&kronor(&column), 1_698_500_000);
    assert_eq!((key.total, key.cells, key.exact), (597_553, 283, 278));
    let exceptions = exceptions(&key, &column);
    assert_eq!(exceptions.len(), 5);
    assert!(exceptions.contains(&("0180", 1)), "{exceptions:?}");
    assert_eq!(
        exceptions.iter().filter(|(_, off)| off.abs() > 300).count(),
        4
    );
}

#[test]
fn the_population_columns_have_the_population() {
    let table = table("god-nara-vard-2020", "bilaga2");
    let population = column(&table, "befolkning");
    let mut largest_remainder = 0;
    for (id, appropriation) in [
        ("nara_vard_primarvard", 1_435_000_000),
        ("generell_resursforstarkning", 1_500_000_000),
        ("vardens_medarbetare", 1_819_000_000),
        ("e_halsa", 230_000_000),
        ("sjukskoterskor_vidareutbildning", 500_000_000),
        ("karriartjanster_specialistsjukskoterskor", 100_000_000),
    ] {
        let key = key(&kronor(&column(&table, id)), appropriation);
        assert_eq!(
            (key.total, key.exact, key.cells),
            (10_319_473, 21, 21),
            "{id}"
        );
        largest_remainder += usize::from(key.rounding == RoundingRule::LargestRemainder);
        for ((code, persons), weight) in population.iter().zip(&key.weights) {
            assert_eq!(*persons, i64::try_from(*weight).unwrap(), "{id} {code}");
        }
    }
    assert!(
        largest_remainder > 0,
        "rounding each by itself does not explain all six"
    );
}

#[test]
fn dalarna_has_its_population() {
    let table = table("dalarna-2020", "kommuner");
    let key = key(&kronor(&column(&table, "ers_per_kommun")), 15_711_504);
    assert_eq!((key.total, key.exact, key.cells), (287_966, 15, 15));
    for ((_, persons), weight) in column(&table, "befolkning").iter().zip(&key.weights) {
        assert_eq!(*persons, i64::try_from(*weight).unwrap());
    }
}

/// The amounts below the gap between 244 869 and 444 621 kr are the first round: 100 000 kr each to
/// 290 and 16 600 000 kr by the key.
#[test]
fn the_first_round_of_specialist_assistant_nurses_has_an_older_key() {
    let column = column(&table("aldreomsorg-2023", "bilaga1"), "spec_rekvirerat");
    let first: Vec<Kronor> = kronor(&column)
        .into_iter()
        .filter(|it| it.0 < 300_000)
        .collect();
    let question = KeyQuestion {
        base: Kronor(100_000),
        recipients: Some(290),
        ..KeyQuestion::new(&first, Kronor(45_600_000))
    };
    let inference = infer_key(&question).unwrap();
    assert_eq!(
        inference.verdict,
        InferenceVerdict::Key,
        "{}",
        inference.reason
    );
    let key = &inference.keys[0];
    assert_eq!((key.total, key.cells, key.exact), (569_266, 63, 62));
}

/// The 59 of the second round: with the key of the first, every amount is its first-round amount
/// times one factor. With 36 989 589 / 8 916 172, the money left over the rounded first-round amounts
/// and those themselves, over those, it is so for 55.
#[test]
fn the_second_round_has_one_factor() {
    let published = Ratio::new(36_989_589, 8_916_172).unwrap();
    let amounts = kronor(&column(
        &table("aldreomsorg-2023", "bilaga1"),
        "spec_rekvirerat",
    ));
    let second: Vec<Kronor> = amounts.into_iter().filter(|it| it.0 > 300_000).collect();
    assert_eq!(second.len(), 59);
    // the nearest whole number of persons under the published factor
    let first_round = |amount: &Kronor| {
        let before = Ratio::from(*amount).div(published).unwrap();
        let by_key = before.sub(Ratio::whole(100_000)).unwrap();
        let each = Ratio::new(16_600_000, 569_266).unwrap();
        let persons = by_key
            .div(each)
            .unwrap()
            .round(statsbidrag::exact::Rounding::HalfUp);
        let exact = Ratio::whole(persons).mul(each).unwrap();
        let rounded = exact.round(statsbidrag::exact::Rounding::HalfUp);
        Kronor::from_whole(100_000 + rounded).unwrap()
    };
    let first: Vec<Kronor> = second.iter().map(first_round).collect();
    let by_published = |(amount, first): (&Kronor, &Kronor)| {
        let exact = Ratio::from(*first).mul(published).unwrap();
        exact.round(statsbidrag::exact::Rounding::HalfUp) == i128::from(amount.0)
    };
    assert_eq!(
        second
            .iter()
            .zip(&first)
            .filter(|pair| by_published(*pair))
            .count(),
        55
    );
    let factor = common_factor(&second, &first).unwrap().expect("a factor");
    // with a factor smaller by less than 10⁻⁶ all but one follow: it was not the quotient of these sums
    let middle = factor
        .lower
        .add(factor.upper)
        .unwrap()
        .div(Ratio::whole(2))
        .unwrap();
    assert!(factor.upper < published);
    let recounted = second.iter().zip(&first).filter(|(amount, first)| {
        let twice = 2 * i128::from(first.0) * middle.numerator() + middle.denominator();
        twice.div_euclid(2 * middle.denominator()) == i128::from(amount.0)
    });
    assert_eq!((factor.exact, factor.cells), (recounted.count(), 59));
    assert!(factor.exact > 55);
}

/// Entitlements by the key over all 290, rounded; 232 share the whole appropriation.
#[test]
fn the_nurses_amounts_are_entitlements_times_one_factor() {
    let persons = persons();
    let column = column(&table("aldreomsorg-2023", "bilaga3"), "belopp");
    let entitlement = |code: &str| {
        let exact = Ratio::new(i128::from(persons[code]) * 998_500_000, 597_553).unwrap();
        Kronor::from_whole(exact.round(statsbidrag::exact::Rounding::HalfUp)).unwrap()
    };
    let known: Vec<Kronor> = column.iter().map(|(code, _)| entitlement(code)).collect();
    let factor = common_factor(&kronor(&column), &known)
        .unwrap()
        .expect("a factor");
    assert_eq!((factor.exact, factor.cells), (230, 232));
    let off: Vec<_> = factor
        .exceptions
        .iter()
        .map(|(at, off)| (column[*at].0.as_str(), *off))
        .collect();
    assert_eq!(off, [("1480", 1), ("0180", 1)], "Göteborg and Stockholm");
    let sum = Kronor::total(known).unwrap();
    let expected = Ratio::new(998_500_000, i128::from(sum.0)).unwrap();
    assert!(factor.lower <= expected && expected < factor.upper);
}

/// From the amounts alone: the key of the eligible 232 is that of all 290, and its total their sum.
/// Rounding twice puts cells a krona off, none more.
#[test]
fn the_nurses_amounts_alone_give_the_key_of_the_eligible() {
    let persons = persons();
    let column = column(&table("aldreomsorg-2023", "bilaga3"), "belopp");
    let key = key(&kronor(&column), 998_500_000);
    let eligible: i64 = column.iter().map(|(code, _)| persons[code]).sum();
    assert_eq!(i64::try_from(key.total).unwrap(), eligible);
    for ((code, _), weight) in column.iter().zip(&key.weights) {
        assert_eq!(persons[code], i64::try_from(*weight).unwrap(), "{code}");
    }
    assert!(key.exceptions.iter().all(|it| it.difference.abs() == 1));
}

/// Three pots make three classes of amounts: no single key, whatever fits.
#[test]
fn the_hourly_staff_amounts_have_no_single_key() {
    let column = column(&table("aldreomsorg-2023", "bilaga2"), "belopp");
    let inference = infer(&kronor(&column), 1_998_500_000);
    assert_ne!(
        inference.verdict,
        InferenceVerdict::Key,
        "{:?}",
        inference.keys
    );
}

/// The region grant is printed as 298,5 miljarder in the text; the table's amounts are of millions.
#[test]
fn of_two_appropriations_the_amounts_support_one() {
    let amounts = kronor(&column(&table("aldreomsorg-2023", "bilaga5"), "rekvirerat"));
    let candidates = [298_500_000_000, 298_500_000, 289_500_000].map(Kronor);
    let ranked = rank_appropriations(
        &KeyQuestion::new(&amounts, Kronor::ZERO),
        &candidates,
        &mut |_, _| {},
    )
    .unwrap();
    assert_eq!(ranked[0].appropriation, Kronor(298_500_000));
    assert_eq!(ranked[0].inference.verdict, InferenceVerdict::Key);
    for other in &ranked[1..] {
        assert_ne!(
            other.inference.verdict,
            InferenceVerdict::Key,
            "{:?}",
            other.inference
        );
    }
}

/// The measures of annex 3, exact: the new year's quotient, less the old year's for a change.
fn nurses(figures: [&str; 4], is_change: bool) -> Vec<Ratio> {
    let table = table("aldreomsorg-2023", "bilaga3");
    let value = |row: usize, id: &str| {
        let cell = table.cell(row, table.column_index(id).expect("the column"));
        cell.number().map(|number| number.value())
    };
    let measure = |row: usize| {
        let [a, b, c, d] = figures.map(|id| value(row, id));
        let new = a?.div(b?).ok()?;
        if is_change {
            new.sub(c?.div(d?).ok()?).ok()
        } else {
            Some(new)
        }
    };
    table.body().filter_map(measure).collect()
}

/// How many municipalities the text counts, and the interval in which the unpublished bound must lie
/// for that. Checked by hand on the sorted quotients, with a second program.
#[test]
fn the_unpublished_bounds_of_the_nurses_conditions() {
    let places = ["ssk_2023", "bostader_2023", "ssk_2022", "bostader_2022"];
    let studies = ["usk_utb_2023", "usk_2023", "usk_utb_2022", "usk_2022"];
    for (figures, is_change, reported, count, lower, upper) in [
        (places, false, 230, 199, (13, 324), (4, 97)),
        (places, true, 230, 59, (32, 3_237), (37, 3_570)),
        (studies, true, 193, 25, (1, 107), (2, 187)),
    ] {
        let measures = nurses(figures, is_change);
        assert_eq!(measures.len(), reported);
        let bound = bound_by_count(&measures, count).expect("a bound");
        let ratio = |(numerator, denominator)| Ratio::new(numerator, denominator).ok();
        assert_eq!(
            (bound.lower, bound.upper),
            (ratio(lower), ratio(upper)),
            "{count}"
        );
    }
}
