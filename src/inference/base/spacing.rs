//! The amount a head, from the differences between the amounts.
//!
//! Each amount is within half a krona of b + c·n, so a difference of two is within one krona of a
//! whole multiple of c. The sieve of [`infer_key`](super::super::infer_key) finds such c as D/M for a
//! D so large that neighbouring M differ by an eighth of a krona in the largest difference.

use num_integer::Integer;

use super::super::InferenceReason;
use super::super::chance::{Chance, Grounds};
use super::super::evidence::{Evidence, Row};
use super::super::rival_totals::CONVINCING;
use super::super::rounding::RoundingRule;
use super::super::sieve::Sieve;
use crate::exact::{Kronor, Ratio};

/// Of fewer amounts a base amount cannot be told from a head.
const FEWEST: usize = 6;
/// The smallest amount a head: of a smaller one nearly every difference is a multiple within a krona.
const SMALLEST: u64 = 6;
/// How many of the smallest amounts are tried as the one the others are compared with.
const REFERENCES: usize = 3;
/// Steps of M to a krona in the largest difference.
const STEPS: u64 = 8;
/// The largest difference that is searched, in kronor: above all amounts of a Swedish municipality. The
/// work grows as it does, and with how many octaves it has.
const FARTHEST: i64 = 500_000_000;
/// As many differences are sieved by; of more, these at even steps and the largest. What they agree on is
/// held against all.
const SIEVED: usize = 400;
/// The largest D whose products fit the sieve.
const LARGEST: u128 = 1 << 62;
/// As many amounts are compared in pairs to narrow the amount a head.
const PAIRED: usize = 48;
/// So many amounts a krona off may spoil all their pairs.
const DAMAGED: usize = 3;

/// The amount a head, and how many heads each amount is above one of them.
#[derive(Clone, Debug)]
pub(in super::super) struct Spacing {
    /// The least amount a head that most pairs allow.
    pub lower: Ratio,
    /// The amount above all of those.
    pub upper: Ratio,
    /// The amount the others are compared with.
    pub reference: i128,
    /// The heads above the reference of each different amount; `None` where no whole number fits.
    pub heads: Vec<Option<i128>>,
}

/// A spacing D/M that the sieve let through.
struct Candidate {
    d: u128,
    m: u64,
    inside: usize,
}

impl Spacing {
    /// The spacing of different amounts, smallest first. *Errors*: why there is none.
    pub fn of(
        amounts: &[i128],
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Spacing, InferenceReason> {
        if amounts.len() < FEWEST {
            let (amounts, expected) = (amounts.len(), FEWEST);
            return Err(InferenceReason::TooFewForBase { amounts, expected });
        }
        let common = amounts.iter().fold(0, |common: i128, it| common.gcd(it));
        if common % 10 == 0 {
            let unit = powers_of_ten_in(common);
            return Err(InferenceReason::RoundedAmounts { unit: Kronor(unit) });
        }
        let found = amounts.first().zip(amounts.last());
        let found = found.map_or(0, |(first, last)| last - first);
        if found > i128::from(FARTHEST) {
            let found = Kronor(i64::try_from(found).unwrap_or(i64::MAX));
            let limit = Kronor(FARTHEST);
            return Err(InferenceReason::TooFarApart { found, limit });
        }
        let mut best: Option<(usize, Spacing)> = None;
        for reference in amounts.iter().take(REFERENCES) {
            let Some(candidate) = search(amounts, *reference, progress) else {
                continue;
            };
            let spacing = narrowed(amounts, *reference, &candidate);
            let found = spacing.map(|spacing| (candidate.inside, spacing));
            if let Some((inside, spacing)) = found
                && best.as_ref().is_none_or(|(most, _)| inside > *most)
            {
                best = Some((inside, spacing));
            }
        }
        best.map(|(_, spacing)| spacing)
            .ok_or(InferenceReason::NoSpacing)
    }
}

fn powers_of_ten_in(mut number: i128) -> i64 {
    let mut unit = 1;
    while number != 0 && number % 10 == 0 {
        number /= 10;
        unit *= 10;
    }
    unit
}

/// The largest amount a head that all but a few differences are multiples of, octave by octave.
fn search(
    amounts: &[i128],
    reference: i128,
    progress: &mut dyn FnMut(u64, u64),
) -> Option<Candidate> {
    let evidence = evidence(amounts, reference)?;
    let largest = u64::try_from(evidence.rows.last()?.amount).ok()?;
    // an amount a head above the smallest differences would leave them no head at all
    let highest = evidence.rows.get(evidence.exceptions)?.amount + 1;
    let mut octave = u64::try_from(highest).ok()?;
    let (from, last) = (STEPS.checked_mul(largest)?, 2 * STEPS.checked_mul(largest)?);
    while octave >= SMALLEST {
        let d = u128::from(octave) * u128::from(from);
        if d > LARGEST {
            octave /= 2;
            continue;
        }
        let evidence = Evidence {
            appropriation: d,
            ..evidence.clone()
        };
        let mut best: Option<Candidate> = None;
        let visit = |m: u64| {
            let inside = inside(&evidence, m);
            if best.as_ref().is_none_or(|it| inside > it.inside) && convinces(&evidence, m, inside)
            {
                best = Some(Candidate { d, m, inside });
            }
            // the neighbours of a spacing that fits are the same spacing, a little wider or narrower: one
            // that fits a third of the differences is up to three kronor off in the largest
            best.as_ref().map_or(last, |it| {
                let kronor = evidence.rows.len() / it.inside.max(1) + 2;
                it.m + STEPS * u64::try_from(kronor).unwrap_or(u64::MAX / STEPS)
            })
        };
        Sieve::new(&evidence, CONVINCING).run(from, last, visit, progress);
        if best.is_some() {
            return best;
        }
        octave /= 2;
    }
    None
}

/// The differences to the reference as rows of the sieve; the appropriation is set by octave.
fn evidence(amounts: &[i128], reference: i128) -> Option<Evidence> {
    let mut differences: Vec<u128> = amounts
        .iter()
        .map(|amount| amount.abs_diff(reference))
        .filter(|difference| *difference > 1)
        .collect();
    differences.sort_unstable();
    differences.dedup();
    let step = differences.len().div_ceil(SIEVED).max(1);
    let rows: Vec<Row> = differences
        .iter()
        .rev()
        .step_by(step)
        .rev()
        .map(|amount| Row {
            amount: *amount,
            cells: 1,
        })
        .collect();
    Some(Evidence {
        exceptions: (rows.len() / 20).clamp(2, 100).min(rows.len() / 4),
        rows,
        above_base: Vec::new(),
        below_base: 0,
        appropriation: 1,
        unit: 1,
        reach: 1,
        per_krona: 1,
        is_complete: false,
        is_own_sum: false,
    })
}

/// How many differences are within a krona of a multiple of D/M.
fn inside(evidence: &Evidence, m: u64) -> usize {
    let (d, m) = (evidence.appropriation, u128::from(m));
    let fits = |row: &&Row| {
        let scaled = row.amount * m;
        let nearest = ((2 * scaled + d) / (2 * d)).max(1);
        scaled.abs_diff(nearest * d) < m
    };
    evidence.rows.iter().filter(fits).count()
}

/// Whether so many multiples are no chance. A difference is right within a krona to either side, the
/// window of largest remainder.
fn convinces(evidence: &Evidence, m: u64, inside: usize) -> bool {
    let grounds = Grounds {
        amounts: evidence.rows.len(),
        units: evidence.appropriation,
    };
    let misses = evidence.rows.len() - inside;
    let chance: Chance = grounds.chance(m, misses, RoundingRule::LargestRemainder);
    chance <= CONVINCING
}

/// The amount a head that most pairs allow: for amounts k heads apart their difference less and more a
/// krona, over k.
fn narrowed(amounts: &[i128], reference: i128, candidate: &Candidate) -> Option<Spacing> {
    let (d, m) = (i128::try_from(candidate.d).ok()?, i128::from(candidate.m));
    let heads: Vec<Option<i128>> = amounts
        .iter()
        .map(|amount| {
            let scaled = (amount - reference) * m;
            let nearest = (2 * scaled + d).div_euclid(2 * d);
            ((scaled - nearest * d).abs() <= m).then_some(nearest)
        })
        .collect();
    let fitting: Vec<(i128, i128)> = amounts
        .iter()
        .zip(&heads)
        .filter_map(|(amount, heads)| heads.map(|heads| (*amount, heads)))
        .collect();
    let mut ends = Vec::new();
    // the smallest and the largest together narrow it most
    let kept = |position: usize| position < PAIRED || position + PAIRED >= fitting.len();
    let kept: Vec<(i128, i128)> = (0..fitting.len())
        .filter(|position| kept(*position))
        .map(|position| fitting[position])
        .collect();
    for (position, (amount, heads)) in kept.iter().enumerate() {
        for (larger, more) in &kept[position + 1..] {
            let apart = more - heads;
            if apart > 0 {
                let difference = larger - amount;
                ends.push((Ratio::new(difference - 1, apart).ok()?, 1));
                ends.push((Ratio::new(difference + 1, apart).ok()?, -1));
            }
        }
    }
    let (lower, upper) = shared_by_most(ends, DAMAGED * kept.len())?;
    Some(Spacing {
        lower,
        upper,
        reference,
        heads,
    })
}

/// The interval from the first point to the last that all but `spared` as many intervals cover as any
/// point: one wrong amount spoils its pairs, and should not narrow the interval past the truth.
fn shared_by_most(mut ends: Vec<(Ratio, i32)>, spared: usize) -> Option<(Ratio, Ratio)> {
    ends.sort_unstable();
    let depths: Vec<i32> = ends
        .iter()
        .scan(0, |depth, (_, step)| {
            *depth += step;
            Some(*depth)
        })
        .collect();
    let enough = depths.iter().max()? - i32::try_from(spared).ok()?;
    let first = depths.iter().position(|depth| *depth >= enough.max(1))?;
    let last = depths.iter().rposition(|depth| *depth >= enough.max(1))?;
    Some((ends[first].0, ends.get(last + 1)?.0))
}
