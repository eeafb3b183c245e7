//! Requisitions (*rekvisitioner*) and what becomes of money that is not claimed.

use super::RecipientList;
use super::amounts::product;
use super::bounded::Within;
use super::redistribute::nobody_below_zero;
use super::{AllocationError, Detail, ExactAmounts, Pot};
use crate::exact::{Kronor, Ratio};

/// Nobody gets more than was claimed.
pub(super) fn limited(
    before: &ExactAmounts,
    claims: &[Option<Kronor>],
) -> Result<ExactAmounts, AllocationError> {
    if claims.len() != before.len() {
        let (found, expected) = (claims.len(), before.len());
        return Err(AllocationError::Length {
            what: RecipientList::Claims,
            found,
            expected,
        });
    }
    let denominator = before.denominator();
    let least = |(entitlement, claim): (i128, &Option<Kronor>)| match claim {
        Some(claim) => Ok(entitlement.min(product(claim.0.into(), denominator)?)),
        None => Ok(entitlement),
    };
    let numerators = before
        .numerators()
        .zip(claims)
        .map(least)
        .collect::<Result<_, AllocationError>>()?;
    Ok(ExactAmounts::over(numerators, denominator))
}

/// What is left, to those who asked, in proportion to what they have.
pub(super) fn share_rest(
    before: &ExactAmounts,
    appropriation: Ratio,
    asked: &[bool],
) -> Result<(ExactAmounts, Detail), AllocationError> {
    let left = rest(before, appropriation)?;
    let pot = Pot {
        name: "rest".to_owned(),
        money: left,
        eligible: asked.to_vec(),
    };
    let parts = pot.redistribute(before)?;
    let after = before.plus(&parts)?;
    let askers = (0..asked.len()).filter(|&recipient| asked[recipient]);
    let had = askers
        .map(|recipient| before.get(recipient))
        .try_fold(Ratio::ZERO, |sum, had| sum.add(had?))?;
    let factor = had.add(left)?.div(had)?;
    Ok((after, Detail::Rest { left, factor }))
}

/// The end of all rounds: those who asked have at least what they had and at most their cap, in
/// proportion to what they had; the others keep what they had. What they had may be fractions.
pub(super) fn share_rest_to_caps(
    before: &ExactAmounts,
    appropriation: Ratio,
    asked: &[bool],
    caps: &[Option<Kronor>],
) -> Result<(ExactAmounts, Detail), AllocationError> {
    let expected = before.len();
    for (what, found) in [
        (RecipientList::Asked, asked.len()),
        (RecipientList::Caps, caps.len()),
    ] {
        if found != expected {
            return Err(AllocationError::Length {
                what,
                found,
                expected,
            });
        }
    }
    nobody_below_zero(before, asked)?;
    let left = rest(before, appropriation)?;
    // everything over one denominator, which the money shared may need too
    let scale = appropriation.denominator();
    let denominator = product(before.denominator(), scale)?;
    let had = before.numerators().map(|had| product(had, scale));
    let had: Vec<i128> = had.collect::<Result<_, _>>()?;
    let upper = |(recipient, &had): (usize, &i128)| match caps[recipient] {
        _ if !asked[recipient] => Ok(Some(had)),
        // a cap below what somebody has takes nothing back
        Some(cap) => Ok(Some(product(cap.0.into(), denominator)?.max(had))),
        None => Ok(None),
    };
    let upper = had.iter().enumerate().map(upper);
    let within = Within {
        upper: upper.collect::<Result<_, AllocationError>>()?,
        weights: had.iter().map(|&had| had.max(0)).collect(),
        lower: had,
    };
    let total = product(appropriation.numerator(), before.denominator())?;
    let after = within.share(total, denominator)?;
    let given = before.sum()?;
    // of nothing there is no factor
    let factor = if given.is_zero() {
        Ratio::ONE
    } else {
        after.sum()?.div(given)?
    };
    Ok((after, Detail::Rest { left, factor }))
}

/// What is left of the appropriation. *Errors*: more has been given than there was.
fn rest(before: &ExactAmounts, appropriation: Ratio) -> Result<Ratio, AllocationError> {
    let given = before.sum()?;
    let left = appropriation.sub(given)?;
    if left.is_negative() {
        return Err(AllocationError::Overspent {
            given: given.to_kronor_string(),
            appropriation: appropriation.to_kronor_string(),
            by: left.neg().to_kronor_string(),
        });
    }
    Ok(left)
}

#[cfg(test)]
mod tests {
    use super::super::Step;
    use super::*;

    fn amounts(of: &ExactAmounts) -> Vec<Ratio> {
        (0..of.len()).map(|it| of.get(it).unwrap()).collect()
    }

    /// Entitled to 10, 20, 30; the second claims 5 only. 60 − 45 = 15 are left, and the third, who
    /// asked for more, takes all of it: 45, a factor of 3/2.
    #[test]
    fn claims_and_a_second_round() {
        let entitled = ExactAmounts::whole(&[10, 20, 30].map(Kronor));
        let claims = Step::Limit {
            claims: vec![None, Some(Kronor(5)), Some(Kronor(99))],
        };
        let (claimed, _) = claims.apply(&entitled).unwrap();
        assert_eq!(amounts(&claimed), [10, 5, 30].map(Ratio::from));
        let rest = Step::ShareRest {
            appropriation: Ratio::whole(60),
            asked: vec![false, false, true],
            caps: None,
        };
        let (shared, detail) = rest.apply(&claimed).unwrap();
        assert_eq!(amounts(&shared), [10, 5, 45].map(Ratio::from));
        let factor = Ratio::new(3, 2).unwrap();
        assert_eq!(
            detail,
            Detail::Rest {
                left: Ratio::whole(15),
                factor
            }
        );
    }

    /// 100 kr of which 60 are out: 10, 20 and 30, and the last two ask for more. In proportion they
    /// would have 36 and 54; the third may have 40 only, so the second has 50. With 45 for it, 5 are
    /// left that nobody can take.
    #[test]
    fn rounds_go_on_until_nobody_can_take_more() {
        let had = ExactAmounts::whole(&[10, 20, 30].map(Kronor));
        let rest = |cap: i64| Step::ShareRest {
            appropriation: Ratio::whole(100),
            asked: vec![false, true, true],
            caps: Some(vec![None, Some(Kronor(cap)), Some(Kronor(40))]),
        };
        let after = |cap: i64| amounts(&rest(cap).apply(&had).unwrap().0);
        assert_eq!(after(99), [10, 50, 40].map(Ratio::from));
        assert_eq!(after(45), [10, 45, 40].map(Ratio::from));
    }

    /// 3 kr by 1 : 1, each rounded up, is 2 and 2: a second round would have to take a krona back.
    #[test]
    fn a_second_round_takes_nothing_back() {
        let before = ExactAmounts::whole(&[Kronor(2), Kronor(2)]);
        let asked = [true, false];
        let plain = share_rest(&before, Ratio::whole(3), &asked).unwrap_err();
        let caps = share_rest_to_caps(&before, Ratio::whole(3), &asked, &[None; 2]).unwrap_err();
        assert_eq!(plain, caps);
        assert_eq!(
            plain.to_string(),
            "4 kr have been given of 3 kr, 1 kr too much to share a rest; round down before a \
             second round, or correct the appropriation"
        );
    }

    /// 2 kr left for one who owes 5 kr and one who has 4: in proportion to -5 : 4 the first would owe
    /// more, so neither way shares.
    #[test]
    fn nobody_shares_in_proportion_to_a_debt() {
        let before = ExactAmounts::whole(&[Kronor(-5), Kronor(4)]);
        let asked = [true, true];
        let plain = share_rest(&before, Ratio::whole(1), &asked).unwrap_err();
        let caps = share_rest_to_caps(&before, Ratio::whole(1), &asked, &[None; 2]).unwrap_err();
        assert_eq!(plain, caps);
        assert_eq!(
            plain.to_string(),
            "recipient 0 has -5 kr and cannot share in proportion to that (expected at least 0 kr); \
             leave it out of the pot or the second round"
        );
        // who did not ask may owe
        assert!(share_rest(&before, Ratio::whole(1), &[false, true]).is_ok());
    }
}
