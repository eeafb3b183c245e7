//! Which procedure gives the published amounts: by hand, on the corpus, and on synthetic grants.

use statsbidrag::allocation::{AllocationKey, Denomination, Pot, Procedure, Step};
use statsbidrag::audit::{ProcedureRanking, rank_grant};
use statsbidrag::exact::{Ratio, Rounding};
use statsbidrag::inference::{
    PublishedAmount, complexity, procedure_space, procedure_words, rank_procedures,
};
use statsbidrag::lang::Lang;

use crate::support::decision;

fn ranking(of: &str, grant: &str) -> ProcedureRanking {
    let decision = decision(of);
    let grant = decision.grant(grant).expect("the grant");
    rank_grant(&decision, grant, &grant.published[0], &mut |_, _| {})
}

/// The counts are those of the decisions' READMEs and of `known.toml`: 99 of 99 hourly staff, 283 of
/// 290 for good care, 232 nurses, 122 specialist assistant nurses, 15 in Dalarna, 21 in annex 3.
#[test]
fn the_published_procedures_come_first() {
    for (of, grant, exact, cells, reading) in [
        (
            "aldreomsorg-2023",
            "timanstallda",
            99,
            99,
            "hela-kronor-i-potterna",
        ),
        ("aldreomsorg-2023", "god-vard", 283, 290, "halvt-uppat"),
        ("aldreomsorg-2023", "sjukskoterskor", 232, 232, "beviljade"),
        (
            "aldreomsorg-2023",
            "specialist",
            122,
            122,
            "minibelopp-och-nyckel",
        ),
        ("dalarna-2020", "kommunerna", 15, 15, "befolkning-december"),
        ("god-nara-vard-2020", "nara-vard", 21, 21, "storsta-rest"),
        (
            "god-nara-vard-2020",
            "kommunerna",
            21,
            21,
            "avrundat-en-gang",
        ),
    ] {
        let ranking = ranking(of, grant);
        let first = &ranking.ranked[0];
        assert_eq!(ranking.labels.len(), cells, "{of} {grant}");
        assert_eq!(first.exact, exact, "{of} {grant}");
        assert_eq!(
            ranking.readings[first.candidate].as_deref(),
            Some(reading),
            "{of} {grant}"
        );
    }
}

/// Every reading is ranked, with the count that the audit prints for it.
#[test]
fn the_readings_are_ranked_with_the_counts_of_the_audit() {
    let ranking = ranking("aldreomsorg-2023", "timanstallda");
    let exact = |reading: &str| {
        let is_it = |it: &&statsbidrag::inference::RankedProcedure| {
            ranking.readings[it.candidate].as_deref() == Some(reading)
        };
        ranking.ranked.iter().find(is_it).map(|it| it.exact)
    };
    for (reading, count) in [
        ("hela-kronor-i-potterna", 99),
        ("balanserade-nyckelbelopp", 98),
        ("avrundade-nyckelbelopp", 91),
        ("oavrundade-nyckelbelopp", 37),
        ("avrundat-per-pott", 86),
        ("andel-av-tillsvidareanstallda", 0),
    ] {
        assert_eq!(exact(reading), Some(count), "{reading}");
    }
    assert!(ranking.candidates.len() > 1_000);
}

fn round(rounding: Rounding) -> Step {
    Step::Round {
        rounding,
        unit: Denomination::KRONA,
    }
}

fn published(amounts: &[i64]) -> Vec<PublishedAmount> {
    let amounts = amounts.iter().map(|&it| Ratio::from(it)).enumerate();
    amounts
        .map(|(recipient, amount)| PublishedAmount { recipient, amount })
        .collect()
}

fn best(reading: &Procedure, amounts: &[i64]) -> (Procedure, usize) {
    let ranks: Vec<usize> = (0..amounts.len()).collect();
    let space = procedure_space(&[reading], &ranks);
    let ranked = rank_procedures(&space, &published(amounts), &mut |_, _| {});
    (space[ranked[0].candidate].clone(), ranked[0].exact)
}

/// 1 001 kr by 2 : 3 : 2 are 286, 429 and 286: every rule gives these, and rounding half up is the
/// simplest. 1 000 kr are 285,71, 428,57 and 285,71: half up 286, 429, 286 and a krona too much, which
/// the largest gives; truncated 285, 428, 285; by largest remainder the two outer ones are raised.
#[test]
fn leftover_kronor_by_hand() {
    let reading = |kronor| {
        let key = AllocationKey::new(vec![2, 3, 2]).unwrap();
        let apportion = Step::Apportion {
            appropriation: Ratio::whole(kronor),
            key,
        };
        Procedure::new(vec![apportion, round(Rounding::Up)])
    };
    let words = |kronor, amounts: &[i64]| {
        let (procedure, exact) = best(&reading(kronor), amounts);
        assert_eq!(exact, 3, "{amounts:?}");
        procedure_words(&procedure, Lang::En)
    };
    assert_eq!(words(1_001, &[286, 429, 286]), "by key; half-up");
    assert_eq!(words(1_000, &[286, 429, 286]), "by key; half-up");
    assert_eq!(
        words(1_000, &[286, 428, 286]),
        "by key; half-up; a krona each to or from the largest"
    );
    assert_eq!(words(1_000, &[285, 428, 285]), "by key; truncate");
}

/// 100 kr by 1 : 1, a third to both and two thirds to the first. Exact pots give 16,67 + 66,67 and
/// 16,67, so 83 and 17. Pots of 34 and 66 kr give 17 + 66 and 17, the same; of 33 and 67 kr 16,5 + 67
/// and 16,5, so 84 and 17. Parts rounded each give 17 + 67 and 17, also 84 and 17.
#[test]
fn the_krona_cut_off_the_pots_by_hand() {
    let apportion = Step::Apportion {
        appropriation: Ratio::whole(100),
        key: AllocationKey::new(vec![1, 1]).unwrap(),
    };
    let pot = |thirds: i128, eligible: [bool; 2]| Pot {
        name: format!("pot {thirds}"),
        money: Ratio::new(100 * thirds, 3).unwrap(),
        eligible: eligible.to_vec(),
    };
    let share = Step::SharePots {
        pots: vec![pot(1, [true, true]), pot(2, [true, false])],
        round_parts: None,
    };
    let reading = Procedure::new(vec![apportion, share, round(Rounding::HalfUp)]);
    let (procedure, exact) = best(&reading, &[83, 17]);
    assert_eq!((&procedure, exact), (&reading, 2));

    let space = procedure_space(&[&reading], &[0, 1]);
    let ranked = rank_procedures(&space, &published(&[84, 17]), &mut |_, _| {});
    let all: Vec<String> = ranked
        .iter()
        .filter(|it| it.exact == 2)
        .map(|it| procedure_words(&space[it.candidate], Lang::En))
        .collect();
    for words in [
        "by key; shared from 33 kr (pot 1) and 67 kr (pot 2); half-up",
        "by key; shared from 33,33 kr (pot 1) and 66,67 kr (pot 2), each part half-up",
    ] {
        assert!(all.iter().any(|it| it == words), "{all:#?}");
    }
    let raised_first = "by key; shared from 34 kr (pot 1) and 66 kr (pot 2); half-up";
    assert!(!all.iter().any(|it| it == raised_first));
}

/// Whatever procedure of the space the amounts are computed by, one that gives all of them is first,
/// and none simpler does. Keys of a linear congruential generator.
#[test]
fn what_the_amounts_were_computed_by_is_found_again_or_something_simpler() {
    let mut seed = 7_u64;
    let mut next = |most: u64| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        1 + (seed >> 33) % most
    };
    let (mut tried, mut itself) = (0, 0);
    for _ in 0..4 {
        let weights: Vec<u64> = (0..9).map(|_| next(500)).collect();
        let money = i128::from(next(1_000_000));
        let apportion = Step::Apportion {
            appropriation: Ratio::whole(money),
            key: AllocationKey::new(weights.clone()).unwrap(),
        };
        let pot = Pot {
            name: "some".to_owned(),
            money: Ratio::whole(money),
            eligible: (0..9).map(|it| it % 3 > 0).collect(),
        };
        let share = Step::SharePots {
            pots: vec![pot],
            round_parts: None,
        };
        let reading = Procedure::new(vec![apportion, share, round(Rounding::HalfUp)]);
        let ranks: Vec<usize> = (0..9).collect();
        let space = procedure_space(&[&reading], &ranks);
        assert_eq!(
            space.len(),
            11 * 12,
            "rounded or not, eleven ways at both stages"
        );
        for candidate in space.iter().step_by(7) {
            let Ok(amounts) = candidate.run().unwrap().amounts() else {
                continue;
            };
            let amounts: Vec<i64> = amounts.iter().map(|amount| amount.0).collect();
            let ranked = rank_procedures(&space, &published(&amounts), &mut |_, _| {});
            assert_eq!(ranked[0].exact, 9);
            assert!(ranked[0].complexity <= complexity(candidate));
            tried += 1;
            itself += usize::from(&space[ranked[0].candidate] == candidate);
        }
    }
    assert!(tried > 50 && itself > 5, "{itself} of {tried}");
}

#[test]
fn a_procedure_that_cannot_be_computed_is_not_ranked() {
    let never_whole = Procedure::new(vec![Step::Apportion {
        appropriation: Ratio::whole(100),
        key: AllocationKey::new(vec![1, 2]).unwrap(),
    }]);
    let ranked = rank_procedures(&[never_whole], &published(&[33, 67]), &mut |_, _| {});
    assert!(ranked.is_empty());
}
