//! A figure in a unit: which units fit, which decimals may stand, and what it is worth.

use rust_decimal::Decimal;

use super::digits::{Decimals, STYLES, lacks_spaces, read};
use super::error::{MOST_DECIMALS, NumeralError};
use super::figure::{Amount, Figure};
use super::vocabulary::Measure;
use crate::exact::{Hedge, PrintedNumber, Ratio};
use crate::tables::Unit;
use crate::tables::spec::Dimension;

/// Which decimals a figure may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Precision {
    /// Counted: none.
    Whole,
    /// Kronor: not three, which are thousands.
    Kronor,
    /// Thousands and millions: any; three may be thousands or decimals.
    Scaled,
    /// Percentages and indices: any; three are decimals.
    Measured,
}

impl Precision {
    pub fn admits(self, decimals: u32) -> bool {
        match self {
            Precision::Whole => decimals == 0,
            Precision::Kronor => decimals != 3,
            Precision::Scaled | Precision::Measured => true,
        }
    }
}

/// The styles that a number's digits fit, one bit a style.
pub(super) type Styles = u8;

/// The styles that all numbers fit which have nothing but digits and spaces in them.
pub(super) const SPACED: Styles = 0b00_0011;

/// All styles.
pub(super) const ALL_STYLES: Styles = 0b11_1111;

impl<'t> Figure<'t> {
    /// Which decimals it may have in a unit.
    pub fn precision(&self, unit: Unit) -> Precision {
        let scaled_or = |precision| {
            if self.power == 0 {
                precision
            } else {
                Precision::Scaled
            }
        };
        match unit.dimension() {
            Dimension::Money => {
                let words = match self.measure {
                    Some((Measure::Money(power), _)) => Some(power),
                    _ => (self.power > 0).then_some(0),
                };
                let kronor = match unit {
                    Unit::Kr => Precision::Kronor,
                    Unit::Ore => Precision::Measured,
                    _ => Precision::Scaled,
                };
                match words {
                    None => kronor,
                    Some(0) => scaled_or(Precision::Kronor),
                    Some(power) if power < 0 => Precision::Measured,
                    Some(_) => Precision::Scaled,
                }
            }
            Dimension::Things => scaled_or(Precision::Whole),
            Dimension::Years => Precision::Whole,
            Dimension::FullTime => Precision::Scaled,
            Dimension::Share | Dimension::Points | Dimension::Number | Dimension::Words => {
                Precision::Measured
            }
        }
    }

    /// The digits, if it is printed in digits.
    pub fn digits(&self) -> Option<&'t str> {
        match self.amount {
            Amount::Digits { digits, .. } => Some(digits),
            Amount::Spoken(_) | Amount::Share(..) => None,
        }
    }

    /// The styles its digits fit in a unit. *Errors*: they fit none.
    pub fn styles(&self, digits: &str, unit: Unit) -> Result<Styles, NumeralError> {
        let precision = self.precision(unit);
        let (mut admitted, mut any) = (0, None);
        for (position, style) in STYLES.iter().enumerate() {
            let Some(found) = read(digits, *style) else {
                continue;
            };
            any = any.or(Some(found));
            if precision.admits(found.decimals) {
                admitted |= 1 << position;
            }
        }
        let found = || digits.to_owned();
        match any {
            _ if admitted != 0 => Ok(admitted),
            Some(_) if precision == Precision::Kronor => {
                Err(NumeralError::NeitherOreNorThousands { found: found() })
            }
            Some(_) => Err(NumeralError::NotWhole {
                found: found(),
                unit,
            }),
            None => Err(misgrouped(digits)),
        }
    }

    /// *Errors*: its words measure something else than the unit.
    pub fn measures(&self, unit: Unit) -> Result<(), NumeralError> {
        match self.out_of {
            Some(_) => Ok(()),
            None => self.factor(unit).map(drop),
        }
    }

    /// The figure in a unit, with its digits read as `number`.
    ///
    /// *Errors*: another unit; a share of something counted; decimals of something counted; a number
    /// too large.
    pub fn worth(&self, number: Decimals, unit: Unit) -> Result<PrintedNumber, NumeralError> {
        if let Some(whole) = self.share_of() {
            return self.share(number, whole, unit);
        }
        let factor = self.factor(unit)?;
        if unit.dimension() == Dimension::Things && number.decimals > self.power {
            let found = self.words.to_owned();
            return Err(NumeralError::NotWhole { found, unit });
        }
        let printed = Decimal::try_from_i128_with_scale(number.mantissa, number.decimals)
            .map_err(|_| NumeralError::TooLarge)?;
        let number = PrintedNumber::decimal(printed, 1, unit.is_counted(), self.hedge())?;
        let number = number.of(unit.quantity());
        let number = match (self.amount, unit.dimension()) {
            (Amount::Spoken(spoken), _) if spoken.number.decimals > 0 => {
                number.as_share(Ratio::ONE)
            }
            (_, Dimension::Share | Dimension::Points) if factor == Ratio::ONE => {
                number.as_percentage()
            }
            _ => number,
        };
        if factor == Ratio::ONE {
            return Ok(number);
        }
        Ok(number.in_unit(factor)?)
    }

    /// A figure in words in a unit; `None` if it is printed in digits.
    pub fn in_words(&self, unit: Unit) -> Option<Result<PrintedNumber, NumeralError>> {
        match self.amount {
            Amount::Digits { .. } => None,
            Amount::Spoken(spoken) => {
                let is_share = spoken.is_half
                    && self.power == 0
                    && !matches!(self.measure, Some((it, _)) if !it.is_counted());
                let is_of_a_share = unit.dimension() == Dimension::Share;
                if is_share && is_of_a_share {
                    return Some(self.part(1, 2, Some(Hedge::About), unit));
                }
                Some(self.worth(spoken.number, unit))
            }
            Amount::Share(part, whole, implied) => Some(self.part(part, whole, implied, unit)),
        }
    }

    fn hedge(&self) -> Option<Hedge> {
        let is_about = matches!(self.amount, Amount::Spoken(spoken) if spoken.is_about);
        self.hedge.or(is_about.then_some(Hedge::About))
    }

    /// What one unit of the number is worth in base units: 1 000 000 for *miljoner kronor*.
    fn factor(&self, unit: Unit) -> Result<Ratio, NumeralError> {
        let power = match self.amount {
            Amount::Spoken(spoken) => self.power + spoken.power,
            Amount::Digits { .. } | Amount::Share(..) => self.power,
        };
        let differs = |word: &str| NumeralError::UnitDiffers {
            found: word.to_owned(),
            expected: unit,
        };
        let takes_power = !matches!(
            unit.dimension(),
            Dimension::Share | Dimension::Points | Dimension::Years
        );
        if power > 0 && !takes_power {
            return Err(differs(self.words));
        }
        let measured = match self.measure {
            // a scale alone names kronor, whatever the column is in
            None if power > 0 && unit.dimension() == Dimension::Money => Ratio::ONE,
            None => unit.factor(),
            Some((Measure::Money(scale), word)) if power > 0 && scale != 0 => {
                return Err(differs(word));
            }
            Some((measure, word)) => measure.factor_in(unit).ok_or_else(|| differs(word))?,
        };
        let scale = 10_i128.checked_pow(power).ok_or(NumeralError::TooLarge)?;
        Ok(measured.mul(Ratio::whole(scale))?)
    }

    /// The whole that the figure is a share of, if it is one: *nio av tio*, not *sex av de åtta*,
    /// which are six.
    fn share_of(&self) -> Option<i128> {
        self.out_of.map(|it| it.whole)
    }

    /// *Nio av tio* in a unit: 90 percent, but no number of things. *168 av landets 290 kommuner* in a
    /// unit of things is 168.
    fn share(
        &self,
        number: Decimals,
        whole: i128,
        unit: Unit,
    ) -> Result<PrintedNumber, NumeralError> {
        let is_definite = self.out_of.is_some_and(|it| it.is_definite);
        let is_round = whole <= 20 || whole == 100 || whole == 1_000;
        if unit.dimension() == Dimension::Things && (is_definite || !is_round) {
            let alone = Figure {
                out_of: None,
                ..*self
            };
            return alone.worth(number, unit);
        }
        if number.decimals > 0 || self.power > 0 {
            return Err(self.share_of_what(unit));
        }
        let implied = (is_round && !is_definite).then_some(Hedge::About);
        self.fraction(Ratio::new(number.mantissa, whole)?, implied, unit)
    }

    /// A share in words.
    fn part(
        &self,
        part: i64,
        whole: i64,
        implied: Option<Hedge>,
        unit: Unit,
    ) -> Result<PrintedNumber, NumeralError> {
        if let Some((measure, word)) = self.measure
            && !measure.is_counted()
        {
            let found = word.to_owned();
            return Err(NumeralError::UnitDiffers {
                found,
                expected: unit,
            });
        }
        self.fraction(Ratio::new(part.into(), whole.into())?, implied, unit)
    }

    fn fraction(
        &self,
        share: Ratio,
        implied: Option<Hedge>,
        unit: Unit,
    ) -> Result<PrintedNumber, NumeralError> {
        let worth = match unit.dimension() {
            Dimension::Share => 100,
            Dimension::Number => 1,
            _ => return Err(self.share_of_what(unit)),
        };
        let hedge = self.hedge.or(implied);
        Ok(PrintedNumber::share(share, Ratio::whole(worth), hedge)?)
    }

    fn share_of_what(&self, unit: Unit) -> NumeralError {
        NumeralError::ShareOfWhat {
            found: self.words.to_owned(),
            unit,
        }
    }
}

impl Measure {
    /// The unit that it is, if there is one.
    pub fn unit(self) -> Option<Unit> {
        Some(match self {
            Measure::Money(-2) => Unit::Ore,
            Measure::Money(3) => Unit::Tkr,
            Measure::Money(6) => Unit::Mkr,
            Measure::Money(9) => Unit::Mdkr,
            Measure::Money(_) => Unit::Kr,
            Measure::Percent => Unit::Percent,
            Measure::PerMille => Unit::Permille,
            Measure::Points => Unit::Points,
            Measure::FullTime => Unit::FullTimeEquivalents,
            Measure::Persons => Unit::Persons,
            Measure::Municipalities => Unit::Municipalities,
            Measure::Regions => Unit::Regions,
            Measure::Places => Unit::Places,
            Measure::Posts | Measure::Pieces | Measure::Things => Unit::Count,
            Measure::Foreign => return None,
        })
    }

    /// Whether it is a number of things.
    fn is_counted(self) -> bool {
        !matches!(
            self,
            Measure::Money(_)
                | Measure::Percent
                | Measure::PerMille
                | Measure::Points
                | Measure::Foreign
        )
    }

    /// How many base units of `unit` one of it is; `None` if it is nothing the unit measures.
    fn factor_in(self, unit: Unit) -> Option<Ratio> {
        let fits = match (self, unit.dimension()) {
            (Measure::Money(power), Dimension::Money) => {
                return match power {
                    0.. => 10_i128.checked_pow(power.unsigned_abs()).map(Ratio::whole),
                    _ => 10_u32.checked_pow(power.unsigned_abs()).map(Ratio::one_in),
                };
            }
            (Measure::PerMille, Dimension::Share) => return Some(Ratio::one_in(10)),
            (Measure::Percent, Dimension::Number) => return Some(Ratio::one_in(100)),
            (Measure::PerMille, Dimension::Number) => return Some(Ratio::one_in(1_000)),
            // an annex prints % for percentage points
            (Measure::Percent, Dimension::Share | Dimension::Points) => true,
            (Measure::Points, Dimension::Points) => true,
            (Measure::FullTime | Measure::Posts | Measure::Pieces, Dimension::FullTime) => true,
            (_, Dimension::Number) => self.is_counted(),
            (_, Dimension::Things) => self.is_counted() && self.is_counted_in(unit),
            _ => false,
        };
        fits.then_some(Ratio::ONE)
    }

    /// Whether a unit of counted things counts these.
    fn is_counted_in(self, unit: Unit) -> bool {
        match self {
            Measure::Pieces => true,
            Measure::Persons => matches!(unit, Unit::Persons | Unit::Count),
            Measure::Municipalities => matches!(unit, Unit::Municipalities | Unit::Count),
            Measure::Regions => matches!(unit, Unit::Regions | Unit::Count),
            Measure::Places => matches!(unit, Unit::Places | Unit::Count),
            Measure::Posts => matches!(unit, Unit::Persons | Unit::Places | Unit::Count),
            Measure::Things => unit == Unit::Count,
            _ => false,
        }
    }
}

/// What is wrong with digits that fit no style.
fn misgrouped(digits: &str) -> NumeralError {
    let last = digits.rfind(['.', ',']).map_or("", |at| &digits[at + 1..]);
    if last.len() > MOST_DECIMALS && last.bytes().all(|it| it.is_ascii_digit()) {
        let found = last.len();
        return NumeralError::TooManyDecimals { found };
    }
    NumeralError::Grouping {
        found: digits.to_owned(),
        meant: lacks_spaces(digits).map(|it| it.mantissa),
    }
}

/// The digits of a number that stands alone, in the one style that makes sense of it. Where a point or
/// comma may group or begin decimals, it begins them in a percentage or an index, and after a comma
/// before a scale that is printed (*2,125 miljarder*).
pub(super) fn alone(
    figure: &Figure<'_>,
    digits: &str,
    unit: Unit,
) -> Result<Decimals, NumeralError> {
    let fits = figure.styles(digits, unit)?;
    let readings = (0..STYLES.len()).filter(|it| fits & (1 << it) != 0);
    let mut readings = readings.filter_map(|it| read(digits, STYLES[it]));
    let Some(first) = readings.next() else {
        return Err(misgrouped(digits));
    };
    if readings.all(|it| it == first) {
        return Ok(first);
    }
    let has_scale = figure.power > 0 || matches!(figure.measure, Some((Measure::Money(1..), _)));
    let is_decimal = figure.precision(unit) == Precision::Measured
        || (has_scale && digits.contains(',') && !digits.contains('.'));
    let decimal = STYLES
        .iter()
        .filter_map(|it| read(digits, *it))
        .find(|it| it.decimals > 0);
    decimal
        .filter(|_| is_decimal)
        .ok_or_else(|| NumeralError::PointOrThousands {
            found: digits.to_owned(),
        })
}
