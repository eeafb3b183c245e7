//! The reason of a judgement: the exact figures that were compared, put into words when asked.

use std::fmt;

use crate::exact::{PercentagePoints, Ratio, Share};
use crate::lang::{InWords, Lang, say};

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
        figure: Measured,
        /// How it stands to the bound.
        relation: BoundRelation,
        /// The bound.
        bound: Measured,
    },
    /// A change beside what was demanded.
    Changed {
        /// The figure before.
        before: Measured,
        /// The figure now.
        now: Measured,
        /// Whether it is a rise, else a fall.
        is_rise: bool,
        /// By how much.
        by: Measured,
        /// How it stands to the demand, and the demand; nothing if the direction says enough.
        demand: Option<(BoundRelation, Measured)>,
    },
    /// A fall in percent of what was, beside what was demanded.
    FellByPercent {
        /// The fall, in percent.
        percent: Ratio,
        /// How it stands to the demand.
        relation: BoundRelation,
        /// The demand, in percent.
        demand: Ratio,
    },
    /// All of these.
    Together(Vec<Reason>),
}

/// How a figure stands to a bound or a demand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // the names say it
pub enum BoundRelation {
    AtMost,
    NotAtMost,
    Below,
    NotBelow,
    AtLeast,
    NotAtLeast,
    MoreThan,
    NotMoreThan,
    LessThan,
}

/// A figure with its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measured {
    /// A part of a whole.
    Share(Share),
    /// A difference of two shares.
    Points(PercentagePoints),
    /// A count or a quotient of counts, in its own unit.
    Measure(Ratio),
}

impl InWords for Reason {
    fn in_words(&self, lang: Lang) -> String {
        let inner = lang.unmarked();
        match self {
            Reason::NotReported => say!(
                lang,
                "the figures were not reported",
                "uppgifterna har inte rapporterats"
            ),
            Reason::NotListed { table } => say!(
                lang,
                "not listed in {table}, which says nothing of whether figures were reported",
                "saknas i {table}, som inte säger om uppgifter har rapporterats"
            ),
            Reason::NothingToShare => say!(
                lang,
                "there is nothing of which to take a share",
                "det finns inget att räkna en andel av"
            ),
            Reason::NothingBefore => say!(
                lang,
                "there was nothing before, so no percentage of it",
                "det fanns inget tidigare, alltså ingen procent av det"
            ),
            Reason::Listed {
                listed: true,
                table,
            } => say!(lang, "listed in {table}", "finns med i {table}"),
            Reason::Listed {
                listed: false,
                table,
            } => say!(lang, "not listed in {table}", "finns inte med i {table}"),
            Reason::Compared {
                figure,
                relation,
                bound,
            } => {
                let [figure, bound] = beside(figure, bound, inner);
                let relation = relation.in_words(inner);
                say!(
                    lang,
                    "{figure} is {relation} {bound}",
                    "{figure} är {relation} {bound}"
                )
            }
            Reason::Changed {
                before,
                now,
                is_rise,
                by,
                demand,
            } => changed([before, now, by], *is_rise, demand.as_ref(), lang),
            Reason::FellByPercent {
                percent,
                relation,
                demand,
            } => {
                let number = |it: &Ratio| lang.number(&it.to_decimal_string(2));
                let (percent, demand) = (number(percent), number(demand));
                let relation = relation.in_words(inner);
                say!(
                    lang,
                    "a fall by {percent} percent of what it was, {relation} {demand}",
                    "en minskning med {percent} procent av vad det var, {relation} {demand}"
                )
            }
            Reason::Together(reasons) => {
                let reasons: Vec<String> = reasons.iter().map(|it| it.in_words(lang)).collect();
                reasons.join("; ")
            }
        }
    }
}

/// A change from one figure to another by a third, beside what was demanded.
fn changed(
    figures: [&Measured; 3],
    is_rise: bool,
    demand: Option<&(BoundRelation, Measured)>,
    lang: Lang,
) -> String {
    let inner = lang.unmarked();
    let [before, now, mut by] = figures.map(|it| it.in_words(inner));
    let demand = demand.map_or_else(String::new, |(relation, demand)| {
        let demanded;
        [by, demanded] = beside(figures[2], demand, inner);
        let relation = relation.in_words(inner);
        format!(", {relation} {demanded}")
    });
    if is_rise {
        say!(
            lang,
            "from {before} to {now} is a rise of {by}{demand}",
            "från {before} till {now} är en ökning med {by}{demand}"
        )
    } else {
        say!(
            lang,
            "from {before} to {now} is a fall of {by}{demand}",
            "från {before} till {now} är en minskning med {by}{demand}"
        )
    }
}

impl InWords for BoundRelation {
    fn in_words(&self, lang: Lang) -> String {
        match self {
            BoundRelation::AtMost => say!(lang, "at most", "högst"),
            BoundRelation::NotAtMost => say!(lang, "not at most", "inte högst"),
            BoundRelation::Below => say!(lang, "below", "under"),
            BoundRelation::NotBelow => say!(lang, "not below", "inte under"),
            BoundRelation::AtLeast => say!(lang, "at least", "minst"),
            BoundRelation::NotAtLeast => say!(lang, "not at least", "inte minst"),
            BoundRelation::MoreThan => say!(lang, "more than", "mer än"),
            BoundRelation::NotMoreThan => say!(lang, "not more than", "inte mer än"),
            BoundRelation::LessThan => say!(lang, "less than", "mindre än"),
        }
    }
}

impl InWords for Measured {
    /// A measure is whole, or has four decimals; shares and points have two.
    fn in_words(&self, lang: Lang) -> String {
        self.with_decimals(0, lang)
    }
}

impl Measured {
    /// With so many decimals more than usual.
    fn with_decimals(&self, more: u32, lang: Lang) -> String {
        match self {
            Measured::Share(share) => match share.percent() {
                Ok(percent) => lang.number(&format!("{} %", percent.to_decimal_string(2 + more))),
                Err(_) => lang.number(&share.to_string()),
            },
            Measured::Points(points) => {
                let points = lang.number(&points.0.to_decimal_string(2 + more));
                say!(
                    lang,
                    "{points} percentage points",
                    "{points} procentenheter"
                )
            }
            Measured::Measure(measure) => {
                let decimals = if measure.is_whole() { 0 } else { 4 + more };
                lang.number(&measure.to_decimal_string(decimals))
            }
        }
    }
}

/// A figure beside what it is compared with, with as many decimals as tell them apart: 17,002 % is not
/// shown as 17,00 % that is not at most 17,00 %.
fn beside(figure: &Measured, bound: &Measured, lang: Lang) -> [String; 2] {
    /// So many decimals more at most.
    const MOST: u32 = 12;
    let shown = |more: u32| [figure, bound].map(|it| it.with_decimals(more, lang));
    let is_told = |shown: &[String; 2]| shown[0] != shown[1] || figure == bound;
    (0..MOST)
        .map(shown)
        .find(is_told)
        .unwrap_or_else(|| shown(MOST))
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_words(Lang::En))
    }
}

impl From<Share> for Measured {
    fn from(share: Share) -> Measured {
        Measured::Share(share)
    }
}

impl From<PercentagePoints> for Measured {
    fn from(points: PercentagePoints) -> Measured {
        Measured::Points(points)
    }
}

impl From<Ratio> for Measured {
    fn from(measure: Ratio) -> Measured {
        Measured::Measure(measure)
    }
}
