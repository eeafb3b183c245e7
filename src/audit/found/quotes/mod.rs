//! Figures of the running text that repeat what the tables give.
//!
//! Each figure of the text is held against each cell, each column's sum, the share of each cell in its
//! column's total and the number of rows; several figures in a row against cells that stand side by side
//! or below each other. A figure with many digits that is one of few is no coincidence; the words of the
//! paragraph say how few those are.

mod offers;
mod paragraphs;
mod words;

use offers::{Offer, offers};
use paragraphs::{TextFigure, figures};
use words::Prior;

use super::running::{self, RunningClaim};
use super::wording::WordedCheck;
use crate::discovery::Bits;
use crate::exact::Ratio;
use crate::tables::Table;

/// What figures must have to be called a repetition: by chance in one document of 2¹³.
const LAW: Bits = Bits::whole(13);
/// What a word of the sentence is worth that says what the figure is.
const WORD: Bits = Bits::tenths(53);
/// Up to so many figures of the text and of the tables are held against each other.
const MOST_FIGURES: usize = 2_000;
const MOST_OFFERS: usize = 200_000;
/// So many that agree with one figure are looked at.
const MOST_AGREEING: usize = 1_000;
/// Figures in a row, at most.
const LONGEST: usize = 12;

/// What a figure that differs speaks against the others: one in thirty may.
const SLIP: Bits = Bits::whole(5);
/// Of so many figures in a row one may differ.
const FEWEST_WITH_ONE: usize = 3;

/// A figure of the text that is one of a table.
#[derive(Clone, Debug)]
pub(super) struct Quote {
    pub claim: RunningClaim,
    pub check: WordedCheck,
    /// Whether it differs where its neighbours agree.
    pub is_declared: bool,
}

/// The figures of the text that the tables give, in the order of the text. Lines of tables are no text.
pub(super) fn quotes(tables: &[&Table], text: &[String]) -> Vec<Quote> {
    let figures = figures(tables, text);
    let count: usize = tables
        .iter()
        .map(|it| it.rows.len() * it.columns.len())
        .sum();
    if figures.is_empty() || figures.len() > MOST_FIGURES || count > MOST_OFFERS {
        return Vec::new();
    }
    let search = Search::of(tables, figures);
    let runs = search.chosen();
    let quotes = runs.iter().flat_map(|run| {
        (run.offers.iter().enumerate()).map(|(at, offer)| search.quote(run, run.first + at, offer))
    });
    quotes.collect()
}

/// Figures of the text, one after the other, and what they repeat.
#[derive(Clone, Debug)]
struct Run<'t> {
    first: usize,
    offers: Vec<Offer<'t>>,
    /// The position of the one figure that differs.
    differs: Option<usize>,
    bits: Bits,
}

impl Run<'_> {
    /// The run, without its end if that is the figure that differs and too few agree: two prove nothing of a
    /// third that stands for itself.
    fn without_few(mut self) -> Self {
        if self.differs.is_some() && self.offers.len() < FEWEST_WITH_ONE {
            self.offers.truncate(self.differs.unwrap_or(0));
            self.differs = None;
            self.bits = self.bits.plus(SLIP);
        }
        self
    }
}

/// What the tables give, in order of size, and the figures of the text.
struct Search<'t, 'x> {
    offers: Vec<Offer<'t>>,
    coarsest: Ratio,
    figures: Vec<TextFigure<'x>>,
    prior: Prior<'t>,
}

impl<'t, 'x> Search<'t, 'x> {
    fn of(tables: &[&'t Table], figures: Vec<TextFigure<'x>>) -> Search<'t, 'x> {
        let mut offers: Vec<Offer> = tables.iter().flat_map(|table| offers(table)).collect();
        // a stable sort: of equal figures the first in print is the first here
        offers.sort_by_key(|it| it.figure.value);
        let coarsest = offers.iter().map(|it| it.figure.quantum).max();
        Search {
            coarsest: coarsest.unwrap_or(Ratio::ONE),
            prior: Prior::of(tables),
            offers,
            figures,
        }
    }

    /// The runs that are no coincidence, the surest first where two would take one figure, in the order of
    /// the text.
    fn chosen(&self) -> Vec<Run<'t>> {
        let mut all: Vec<Run> = (0..self.figures.len())
            .flat_map(|first| self.from(first))
            .collect();
        all.sort_by_key(|run| (std::cmp::Reverse(run.bits), run.first));
        let mut is_taken = vec![false; self.figures.len()];
        let mut chosen: Vec<Run> = Vec::new();
        for run in all {
            let figures = run.first..run.first + run.offers.len();
            if is_taken[figures.clone()].contains(&true) {
                continue;
            }
            is_taken[figures].fill(true);
            chosen.push(run);
        }
        chosen.sort_by_key(|run| run.first);
        chosen
    }

    /// The runs that begin with a figure and are sure enough, as long as they can be.
    fn from(&self, first: usize) -> Vec<Run<'t>> {
        let figure = &self.figures[first];
        let agreeing = figure.readings().flat_map(|told| {
            let reach = told.quantum.max(self.coarsest);
            let ends = [told.value.sub(reach), told.value.add(reach)];
            let [low, high] = ends.map(|it| it.unwrap_or(told.value));
            let from = self.offers.partition_point(|it| it.figure.value < low);
            let near = self.offers[from..].iter();
            let near = near.take_while(move |it| it.figure.value <= high);
            near.filter(move |it| figure.told(it) == Some(told))
        });
        let agreeing = agreeing.filter_map(|it| Some((it, self.agreement(first, it)?)));
        let places = figure.places(&self.prior);
        let mut found: Vec<Run> = Vec::new();
        for (offer, bits) in agreeing.take(MOST_AGREEING) {
            let cost = places.cost(offer).plus(self.trials());
            let says = match figure.says_what_it_is(offer) {
                true => WORD,
                false => Bits::ZERO,
            };
            let bits = bits.plus(says).minus(cost);
            let runs = [[0, 1], [1, 0]].map(|step| self.along(first, offer, step, bits));
            found.extend(runs.into_iter().filter(|run| run.bits >= LAW));
        }
        found
    }

    /// The figures of the text, each of which could have been the one.
    fn trials(&self) -> Bits {
        Bits::of_count(self.figures.len())
    }

    fn agreement(&self, figure: usize, offer: &Offer) -> Option<Bits> {
        let told = self.figures.get(figure)?.told(offer)?;
        told.agreement(offer.figure)
    }

    /// The run that begins with a figure and goes on along a row or down a column.
    fn along(&self, first: usize, offer: &Offer<'t>, step: [usize; 2], bits: Bits) -> Run<'t> {
        let mut run = Run {
            first,
            offers: vec![*offer],
            differs: None,
            bits,
        };
        while let Some(next) = run.offers.last().and_then(|it| it.neighbour(step)) {
            let at = first + run.offers.len();
            if self.is_elsewhere(first, at) || run.offers.len() == LONGEST {
                break;
            }
            let Some(more) = self.agreement(at, &next) else {
                if run.differs.is_some() || !self.may_differ(first, at, &next, step) {
                    break;
                }
                run.differs = Some(run.offers.len());
                run.bits = run.bits.minus(SLIP);
                run.offers.push(next);
                continue;
            };
            if run.offers.len() == 1 {
                // the direction is one of two
                run.bits = run.bits.minus(Bits::whole(1));
            }
            // the same figure once more is told already
            let is_new = (run.offers.iter()).all(|it| it.figure.value != next.figure.value);
            if is_new {
                run.bits = run.bits.plus(more);
            }
            run.offers.push(next);
        }
        run.without_few()
    }

    fn is_elsewhere(&self, first: usize, at: usize) -> bool {
        let paragraph = |at: usize| self.figures.get(at).map(|it| it.paragraph);
        paragraph(first) != paragraph(at)
    }

    /// Whether a figure that differs can only be meant as the next one: the one after it agrees again, or
    /// the year of its column stands beside it.
    fn may_differ(&self, first: usize, at: usize, next: &Offer, step: [usize; 2]) -> bool {
        let Some(figure) = self.figures.get(at).filter(|it| it.told(next).is_some()) else {
            return false;
        };
        let goes_on = || {
            let after = next.neighbour(step);
            let agrees = after.is_some_and(|it| self.agreement(at + 1, &it).is_some());
            agrees && !self.is_elsewhere(first, at + 1)
        };
        figure.has_year_of(next) || goes_on()
    }

    /// The figure as a claim, and the check that it is what the table gives.
    fn quote(&self, run: &Run, at: usize, offer: &Offer) -> Quote {
        let figure = &self.figures[at];
        let id = format!("text-{}-{}", at + 1, running::slug(figure.printed));
        let printed = figure.printed.replace(['"', '\n', '\r'], "'");
        let [en, sv] = offer.in_words(figure);
        let (count, bits) = (run.offers.len(), run.bits.floor());
        let agree = count - usize::from(run.differs.is_some());
        let [with, med] = match count {
            1 => [String::new(), String::new()],
            _ => [
                format!(", {agree} of {count} figures in a row"),
                format!(", {agree} av {count} tal i följd"),
            ],
        };
        // one side may be meant otherwise: per year and altogether, new money and all of it
        let is_declared = run.differs == Some(at - run.first);
        let given = offer.in_checks(figure);
        Quote {
            check: WordedCheck::plain(
                id.clone(),
                "repeat",
                format!("The text repeats {en}: {printed}{with}; by chance once in 2^{bits}."),
                format!("Texten upprepar {sv}: {printed}{med}; av en slump en gång på 2^{bits}."),
                format!("{given} = claim[{id}]"),
            )
            .declared_if(is_declared),
            is_declared,
            claim: RunningClaim {
                id,
                line: figure.line,
                printed: figure.printed_beside(offer).to_owned(),
                unit: figure.unit_beside(offer),
                meaning: figure.sentence.to_owned(),
            },
        }
    }
}
