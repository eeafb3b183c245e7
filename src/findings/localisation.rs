//! What the hypotheses of a component say of one of its statements.

use super::exchanges::name;
use super::{Cause, CauseKind, FindingCell, Suspect};
use crate::checks::{FigureRef, Figures};
use crate::exact::{PrintedNumber, Ratio};
use crate::solve::{Change, Hypothesis};
use crate::statements::FigureId;

/// Confidence from which a figure is named: nine tenths.
const STANDS_OUT: (i128, i128) = (9, 10);

/// What localisation says of one violated instance.
#[derive(Clone, Debug)]
pub(super) struct Localisation {
    /// The figures of the instance that may be wrong, the most likely first.
    pub candidates: Vec<(FigureRef, Suspect)>,
    /// The change of the most likely one, if it stands out.
    pub change: Option<(FigureRef, PrintedNumber, CauseKind)>,
    /// What other violated instances have in common with this one, if it stands out.
    pub common: Option<String>,
    /// The exchange that mends it, if that stands out.
    pub exchange: Option<Cause>,
}

/// No candidate.
pub(super) static NOTHING: Localisation = Localisation {
    candidates: Vec::new(),
    change: None,
    common: None,
    exchange: None,
};

/// What the hypotheses of a component say of one statement, of which these figures may be wrong.
pub(super) fn projected(
    hypotheses: &[Hypothesis],
    of_statement: &[FigureId],
    figures: &Figures<'_>,
) -> Localisation {
    let mut candidates: Vec<(FigureRef, Change, Ratio)> = Vec::new();
    for hypothesis in hypotheses {
        for change in &hypothesis.changes {
            if !of_statement.contains(&change.figure) {
                continue;
            }
            let figure = figures.figure(change.figure);
            match candidates.iter_mut().find(|(it, ..)| *it == figure) {
                // the first hypothesis is the likeliest: its value stays
                Some((.., confidence)) => {
                    *confidence = confidence.add(hypothesis.posterior).unwrap_or(*confidence);
                }
                None => candidates.push((figure, *change, hypothesis.posterior)),
            }
        }
    }
    candidates.sort_by(|a, b| b.2.cmp(&a.2).then(a.0.cmp(&b.0)));
    // without a slip to name, a candidate is only named if there is no other
    let best = candidates.first().filter(|(_, change, it)| {
        stands_out(*it) && (change.kind != CauseKind::Unknown || *it == Ratio::ONE)
    });
    let sure = hypotheses.first().filter(|it| stands_out(it.posterior));
    // several figures that all stand beside as well were copied together: columns for rows
    let copied = sure.is_some_and(|it| {
        it.changes.len() > 1 && !is_exchange(it) && it.changes.iter().all(|it| it.may_be_copied)
    });
    let kind = |change: &Change| {
        if copied {
            CauseKind::CopiedCell
        } else {
            change.kind
        }
    };
    let change = best.map(|(figure, change, _)| (*figure, change.number, kind(change)));
    let pairs = sure.filter(|it| is_exchange(it)).map(|it| {
        let exchanged = it.changes.iter().filter(|change| is_swap(change.kind));
        exchanged
            .map(|change| figures.figure(change.figure))
            .collect::<Vec<_>>()
    });
    let exchange = pairs.zip(sure).and_then(|(pairs, it)| {
        let kind = it
            .changes
            .iter()
            .map(|change| change.kind)
            .find(|it| is_swap(*it))?;
        Some(Cause::new(kind, name(&pairs, figures)))
    });
    let places = |it: &Hypothesis| {
        let places = it
            .changes
            .iter()
            .map(|change| figures.figure(change.figure));
        let places: Vec<String> = places
            .map(|figure| figures.place(figure).join("/"))
            .collect();
        places.join(" and ")
    };
    let common = match (&exchange, sure, change) {
        (Some(exchange), ..) => Some(exchange.detail.clone()),
        (None, Some(sure), Some(_)) => Some(places(sure)),
        (None, _, change) => change.map(|(figure, ..)| figures.place(figure).join("/")),
    };
    Localisation {
        change,
        common,
        exchange,
        candidates: candidates
            .into_iter()
            .map(|(figure, change, confidence)| {
                (figure, suspect(figure, &change.number, confidence, figures))
            })
            .collect(),
    }
}

fn is_exchange(hypothesis: &Hypothesis) -> bool {
    hypothesis.changes.iter().any(|change| is_swap(change.kind))
}

fn is_swap(kind: CauseKind) -> bool {
    matches!(kind, CauseKind::SwappedColumns | CauseKind::SwappedRows)
}

fn stands_out(confidence: Ratio) -> bool {
    let (nine, ten) = STANDS_OUT;
    Ratio::new(nine, ten).is_ok_and(|bound| confidence >= bound)
}

fn suspect(
    figure: FigureRef,
    number: &PrintedNumber,
    confidence: Ratio,
    figures: &Figures<'_>,
) -> Suspect {
    Suspect {
        cell: FindingCell::of(figure, figures),
        confidence,
        mended: written_like(number),
    }
}

/// A value with as many decimals as its last printed digit has; a fraction in words with two.
fn written_like(number: &PrintedNumber) -> String {
    let mut quantum = number.quantum();
    let mut decimals = 0;
    if quantum.is_zero() {
        decimals = 2;
        quantum = Ratio::ONE;
    }
    while quantum < Ratio::ONE && decimals < 12 {
        decimals += 1;
        quantum = quantum.mul(Ratio::whole(10)).unwrap_or(Ratio::ONE);
    }
    number.value().to_decimal_string(decimals)
}
