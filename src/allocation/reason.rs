//! The reason of a judgement: the exact figures that were compared, put into words when asked.

use std::fmt;

use crate::exact::{PercentagePoints, Ratio, Share};

/// Why a condition is met or not. Its words are for a reader; few of them are ever read, so it keeps
/// the figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The figures were not reported.
    NotReported,
    /// There is no row for the recipient in the table of the figures.
    NotListed {
        /// The table.
        table: String,
    },
    /// There was nothing before, of which something could be a percentage.
    NothingBefore,
    /// There is nothing of which something could be a share: 0 of 0.
    NothingToShare,
    /// Whether there is a row in the table of those that meet the condition.
    Listed {
        /// Whether there is.
        listed: bool,
        /// The table.
        table: String,
    },
    /// A figure beside its bound.
    Compared {
        /// The figure.
        figure: Quantity,
        /// How it stands to the bound: "at most", "not more than".
        relation: &'static str,
        /// The bound.
        bound: Quantity,
    },
    /// A change beside what was demanded.
    Changed {
        /// The figure before.
        before: Quantity,
        /// The figure now.
        now: Quantity,
        /// "fall" or "rise".
        direction: &'static str,
        /// By how much.
        by: Quantity,
        /// How it stands to the demand, and the demand; nothing if the direction says enough.
        demand: Option<(&'static str, Quantity)>,
    },
    /// A fall in percent of what was, beside what was demanded.
    FellByPercent {
        /// The fall, in percent.
        percent: Ratio,
        /// How it stands to the demand.
        relation: &'static str,
        /// The demand, in percent.
        demand: Ratio,
    },
    /// All of these.
    Together(Vec<Reason>),
}

/// A figure with its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// A part of a whole.
    Share(Share),
    /// A difference of two shares.
    Points(PercentagePoints),
    /// A count or a quotient of counts, in its own unit.
    Measure(Ratio),
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::NotReported => f.write_str("the figures were not reported"),
            Reason::NotListed { table } => write!(
                f,
                "not listed in {table}, which says nothing of whether figures were reported"
            ),
            Reason::NothingToShare => f.write_str("there is nothing of which to take a share"),
            Reason::NothingBefore => {
                f.write_str("there was nothing before, so no percentage of it")
            }
            Reason::Listed { listed, table } => {
                let not = if *listed { "" } else { "not " };
                write!(f, "{not}listed in {table}")
            }
            Reason::Compared {
                figure,
                relation,
                bound,
            } => write!(f, "{figure} is {relation} {bound}"),
            Reason::Changed {
                before,
                now,
                direction,
                by,
                demand,
            } => {
                write!(f, "from {before} to {now} is a {direction} of {by}")?;
                match demand {
                    Some((relation, demand)) => write!(f, ", {relation} {demand}"),
                    None => Ok(()),
                }
            }
            Reason::FellByPercent {
                percent,
                relation,
                demand,
            } => write!(
                f,
                "a fall by {} percent of what it was, {relation} {}",
                percent.to_decimal_string(2),
                demand.to_decimal_string(2)
            ),
            Reason::Together(reasons) => {
                for (position, reason) in reasons.iter().enumerate() {
                    let between = if position == 0 { "" } else { "; " };
                    write!(f, "{between}{reason}")?;
                }
                Ok(())
            }
        }
    }
}

impl fmt::Display for Quantity {
    /// A measure is whole, or has four decimals.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Quantity::Share(share) => share.fmt(f),
            Quantity::Points(points) => points.fmt(f),
            Quantity::Measure(measure) => {
                let decimals = if measure.is_whole() { 0 } else { 4 };
                f.write_str(&measure.to_decimal_string(decimals))
            }
        }
    }
}

impl From<Share> for Quantity {
    fn from(share: Share) -> Quantity {
        Quantity::Share(share)
    }
}

impl From<PercentagePoints> for Quantity {
    fn from(points: PercentagePoints) -> Quantity {
        Quantity::Points(points)
    }
}

impl From<Ratio> for Quantity {
    fn from(measure: Ratio) -> Quantity {
        Quantity::Measure(measure)
    }
}
