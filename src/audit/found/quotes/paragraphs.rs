//! The figures of the running text, each with its sentence and its paragraph.

use super::super::running;
use super::offers::{Kind, Offer, quoted};
use super::words::{Places, Prior, Words};
use crate::discovery::Quoted;
use crate::exact::PrintedNumber;
use crate::tables::{Dimension, Table, Unit, is_total_label, read_figure, running_numbers};

/// A figure's year is one of so many words after it: *kronor under 2027*.
const YEAR_WITHIN: usize = 3;

/// A figure of the text with the words around it.
#[derive(Clone, Debug)]
pub(super) struct TextFigure<'x> {
    pub line: usize,
    pub printed: &'x str,
    number: PrintedNumber,
    unit: Option<Unit>,
    /// Its digits alone, of an amount: what a column prints that does not say its unit.
    digits: Option<(&'x str, PrintedNumber)>,
    pub sentence: &'x str,
    /// Where in the sentence it ends.
    after: usize,
    /// Which paragraph it stands in, counted from 0.
    pub paragraph: usize,
    words: Words,
    around: Words,
}

/// The figures of the text outside tables, but for years, figures in words and such as *drygt*.
pub(super) fn figures<'x>(tables: &[&Table], text: &'x [String]) -> Vec<TextFigure<'x>> {
    let within: Vec<(usize, usize)> = tables.iter().filter_map(|table| extent(table)).collect();
    let is_text = |line: usize, text: &str| {
        let is_table = within
            .iter()
            .any(|(first, last)| (*first..=*last).contains(&line));
        !is_table && !text.trim_start().starts_with('|') && !text.trim().is_empty()
    };
    let mut found = Vec::new();
    let mut paragraph = 0;
    let mut lines: Vec<(usize, &str)> = Vec::new();
    for (line, text) in (1..).zip(text) {
        if is_text(line, text) {
            lines.push((line, text));
        } else if !lines.is_empty() {
            of_paragraph(paragraph, &lines, &mut found);
            paragraph += 1;
            lines.clear();
        }
    }
    of_paragraph(paragraph, &lines, &mut found);
    found
}

/// The lines of a table in the text.
fn extent(table: &Table) -> Option<(usize, usize)> {
    let lines = || table.rows.iter().filter_map(|row| row.lines);
    let first = lines().map(|it| it.first).min()?;
    let last = lines().map(|it| it.last).max()?;
    Some((usize::try_from(first).ok()?, usize::try_from(last).ok()?))
}

fn of_paragraph<'x>(paragraph: usize, lines: &[(usize, &'x str)], found: &mut Vec<TextFigure<'x>>) {
    let all: Vec<&str> = lines.iter().map(|(_, text)| *text).collect();
    let around = Words::of(&all.join(" "));
    for (line, text) in lines {
        for sentence in running::sentences(text) {
            let words = Words::of(sentence);
            let numbers = running_numbers(sentence).into_iter();
            for number in numbers.filter(|it| !running::is_year(it)) {
                let (Some(printed), Ok(value)) =
                    (sentence.get(number.span.clone()), number.number.as_ref())
                else {
                    continue;
                };
                let is_plain = value.hedge().is_none()
                    && !value.quantum().is_zero()
                    && !value.value().is_zero();
                if is_plain && printed.contains(|it: char| it.is_ascii_digit()) {
                    found.push(TextFigure {
                        line: *line,
                        printed,
                        number: *value,
                        unit: number.unit,
                        digits: digits(printed, number.unit),
                        sentence,
                        after: number.span.end,
                        paragraph,
                        words: words.clone(),
                        around: around.clone(),
                    });
                }
            }
        }
    }
}

/// Whether a column of this unit may be amounts of which only the text says so.
fn says_no_unit(unit: Unit) -> bool {
    matches!(unit, Unit::Index | Unit::Count)
}

/// The digits of an amount, and what they are worth by themselves.
fn digits(printed: &str, unit: Option<Unit>) -> Option<(&str, PrintedNumber)> {
    unit.filter(|it| it.dimension() == Dimension::Money)?;
    let is_of_digits = |it: char| it.is_ascii_digit() || it == ',' || it.is_whitespace();
    let end = printed.find(|it: char| !is_of_digits(it));
    let digits = printed[..end.unwrap_or(printed.len())].trim();
    let number = read_figure(digits, Unit::Index).ok()?;
    Some((digits, number))
}

impl TextFigure<'_> {
    /// What it is worth beside what is offered; nothing if the units do not fit.
    pub fn told(&self, offer: &Offer) -> Option<Quoted> {
        let number = match self.fits_unit(offer.unit) {
            true => Some(self.number),
            false if says_no_unit(offer.unit) => self.digits.map(|(_, number)| number),
            false => None,
        };
        number.map(|it| quoted(&it))
    }

    /// All that it may be worth.
    pub fn readings(&self) -> impl Iterator<Item = Quoted> + use<> {
        let digits = self.digits.map(|(_, number)| quoted(&number));
        let whole = quoted(&self.number);
        std::iter::once(whole).chain(digits.filter(|it| *it != whole))
    }

    /// The figure as it is a claim beside what is offered.
    pub fn printed_beside(&self, offer: &Offer) -> &str {
        match self.digits {
            Some((digits, _)) if !self.fits_unit(offer.unit) => digits,
            _ => self.printed,
        }
    }

    /// Its unit there.
    pub fn unit_beside(&self, offer: &Offer) -> Unit {
        let own = self.unit.filter(|_| self.fits_unit(offer.unit));
        own.unwrap_or(offer.unit)
    }

    /// Where its words lead: rows by those of the paragraph, columns by those of the sentence.
    pub fn places<'p>(&self, prior: &'p Prior) -> Places<'p> {
        prior.places(&self.around, &self.words, |unit| {
            self.fits_unit(unit) || (says_no_unit(unit) && self.digits.is_some())
        })
    }

    fn fits_unit(&self, unit: Unit) -> bool {
        match self.unit {
            Some(own) => own.dimension() == unit.dimension(),
            None => matches!(
                unit.dimension(),
                Dimension::Things | Dimension::Number | Dimension::FullTime
            ),
        }
    }

    /// Whether the sentence has the word for what is offered: *totalt* for a sum or a total, the kind of
    /// place for the number of rows.
    pub fn says_what_it_is(&self, offer: &Offer) -> bool {
        match offer.kind {
            Kind::Sum { .. } => self.words.say_total(),
            Kind::Cell { row, .. } => {
                let row = &offer.table.rows[row];
                (row.is_total || is_total_label(&row.label)) && self.words.say_total()
            }
            Kind::Share { .. } => false,
            Kind::Count => {
                let is_place = matches!(offer.unit, Unit::Municipalities | Unit::Regions);
                is_place && self.unit == Some(offer.unit)
            }
        }
    }

    /// Whether the year that heads the column of what is offered follows the figure: *12 miljoner 2026*.
    pub fn has_year_of(&self, offer: &Offer) -> bool {
        let Some(column) = offer.kind.column() else {
            return false;
        };
        let title = offer.table.columns[column].title.trim();
        let is_year = title.len() == 4 && title.bytes().all(|it| it.is_ascii_digit());
        let after = self.sentence.get(self.after..).unwrap_or_default();
        let mut words = after.split_whitespace().take(YEAR_WITHIN);
        let is_it = |word: &str| word.trim_matches(|it: char| !it.is_alphanumeric()) == title;
        is_year && words.any(is_it)
    }

    /// Whether the sentence speaks of a highest, and of a lowest.
    pub fn says_extreme(&self) -> (bool, bool) {
        self.words.say_extreme()
    }
}
