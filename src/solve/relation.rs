//! A relation among figures: a sum of terms, and where its value must lie.

use super::form::{Form, Values};
use super::spans::{share, times};
use crate::exact::{Bound, Interval, Ratio};
use crate::statements::Total;

/// A term that must meet a target.
#[derive(Clone, Debug)]
pub(super) struct Relation {
    /// Its parts: coefficient, term and printed values.
    parts: Vec<Part>,
    /// Where its value must lie.
    target: Interval,
    /// Whether it is violated.
    pub violated: bool,
    /// The figure that is stated to be what the others give: the right side, else the left.
    pub result: Option<usize>,
    total: Total,
    /// Which parts hold a figure: (figure, part), sorted.
    pub places: Vec<(usize, usize)>,
}

#[derive(Clone, Debug)]
struct Part {
    coefficient: Ratio,
    form: Form,
    printed: Interval,
    /// Whether it holds few enough figures to tell one from the others.
    narrow: bool,
}

/// Of more figures than this under one line (a share of a long sum) each has so much room that they
/// cannot be told from each other.
const CROWD: usize = 24;

/// How the value of a relation must compare with zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Compared {
    /// Some values make it zero.
    Equal,
    /// Some values make it zero or less.
    AtMost,
    /// Some values make it less than zero.
    Below,
}

impl Relation {
    /// `left` compared with `right`, for figures that have the `printed` values.
    pub fn new(left: Form, compared: Compared, right: Form, printed: &impl Values) -> Relation {
        let result = match (&left, &right) {
            (_, Form::Figure(figure)) | (Form::Figure(figure), _) => Some(*figure),
            _ => None,
        };
        let terms = match Form::less(left, right).flattened() {
            Form::Sum(parts) => parts,
            other => vec![(Ratio::ONE, other)],
        };
        let part = |(coefficient, form)| Part::new(coefficient, form, printed);
        let parts: Vec<Part> = terms.into_iter().map(part).collect();
        let mut places = Vec::new();
        for (at, part) in parts.iter().enumerate() {
            part.form
                .each_figure(&mut |figure| places.push((figure, at)));
        }
        places.sort_unstable();
        places.dedup();
        let mut total = Total::default();
        parts.iter().for_each(|part| total.add(&part.printed));
        let target = match compared {
            Compared::Equal => Some(Interval::point(Ratio::ZERO)),
            Compared::AtMost => Interval::between(Bound::Unbounded, Bound::Closed(Ratio::ZERO)),
            Compared::Below => Interval::between(Bound::Unbounded, Bound::Open(Ratio::ZERO)),
        };
        let target = target.unwrap_or(Interval::ALL);
        Relation {
            parts,
            target,
            violated: !total.interval().meets(&target),
            result: result.filter(|_| compared == Compared::Equal),
            total,
            places,
        }
    }

    /// Lets its value be so far from zero.
    pub fn leave_room(&mut self, room: Ratio) {
        let (low, high) = (Bound::Closed(room.neg()), Bound::Closed(room));
        self.target = Interval::between(low, high).unwrap_or(self.target);
        self.violated = !self.total.interval().meets(&self.target);
    }

    /// How many figures it holds.
    pub fn size(&self) -> usize {
        self.places.len()
    }

    /// The parts that hold a figure.
    pub fn places_of(&self, figure: usize) -> impl Iterator<Item = usize> + '_ {
        let first = self.places.partition_point(|(other, _)| *other < figure);
        self.places[first..]
            .iter()
            .take_while(move |(other, _)| *other == figure)
            .map(|(_, place)| *place)
    }

    /// The figures that stand among few enough others to be told from them, in order.
    pub fn told_apart(&self) -> impl Iterator<Item = usize> {
        let narrow = self
            .places
            .iter()
            .filter(|(_, part)| self.parts[*part].narrow);
        narrow.map(|(figure, _)| *figure)
    }

    /// The figures that `figure` and only it is said to be the sum of.
    pub fn addends(&self, figure: usize) -> Vec<usize> {
        let own = self.part_of(figure);
        let Some(own) = own.filter(|own| own.coefficient.abs() == Ratio::ONE) else {
            return Vec::new();
        };
        let addend = |part: &Part| match part.form {
            Form::Figure(other) if part.coefficient == own.coefficient.neg() => Some(other),
            _ => None,
        };
        let others = self.parts.len() - 1;
        let addends: Vec<usize> = self.parts.iter().filter_map(addend).collect();
        // of two addends one is the difference anyway
        if addends.len() == others && others >= 3 {
            addends
        } else {
            Vec::new()
        }
    }

    /// The figures that are added up beside `figure`.
    pub fn fellows(&self, figure: usize) -> impl Iterator<Item = usize> {
        let sign = self.part_of(figure).map(|own| own.coefficient);
        self.parts.iter().filter_map(move |part| match part.form {
            Form::Figure(other) if other != figure && Some(part.coefficient) == sign => Some(other),
            _ => None,
        })
    }

    /// The part that is the figure itself.
    fn part_of(&self, figure: usize) -> Option<&Part> {
        self.parts.iter().find(|it| it.form == Form::Figure(figure))
    }

    /// The values of `figure` for which the relation can hold. `values` has those of all others, of
    /// which the `changed` ones differ from print.
    pub fn solved(
        &self,
        figure: usize,
        changed: &[(usize, Interval)],
        values: &impl Values,
    ) -> Option<Interval> {
        let mut own = self.places_of(figure);
        let (Some(place), None) = (own.next(), own.next()) else {
            return Some(Interval::ALL);
        };
        let mut rest = self.total;
        rest.remove(&self.parts[place].printed);
        self.exchange(changed, place, &mut rest, values);
        let Ok(left) = self.target.sub(&rest.interval()) else {
            return Some(Interval::ALL);
        };
        let part = &self.parts[place];
        part.form
            .solved_for(figure, share(&left, part.coefficient), values)
    }

    /// Whether the relation can hold with these values, of which the `changed` ones differ from print.
    pub fn holds(&self, changed: &[(usize, Interval)], values: &impl Values) -> bool {
        let mut total = self.total;
        self.exchange(changed, usize::MAX, &mut total, values);
        total.interval().meets(&self.target)
    }

    /// Puts the changed values of parts in the place of the printed ones, `except` one part.
    fn exchange(
        &self,
        changed: &[(usize, Interval)],
        except: usize,
        total: &mut Total,
        values: &impl Values,
    ) {
        let mut places: Vec<usize> = changed
            .iter()
            .flat_map(|(figure, _)| self.places_of(*figure))
            .filter(|place| *place != except)
            .collect();
        places.sort_unstable();
        places.dedup();
        for place in places {
            let part = &self.parts[place];
            total.remove(&part.printed);
            total.add(&times(part.coefficient, &part.form.value(values)));
        }
    }
}

impl Part {
    fn new(coefficient: Ratio, form: Form, printed: &impl Values) -> Part {
        let printed = times(coefficient, &form.value(printed));
        let mut figures = 0;
        form.each_figure(&mut |_| figures += 1);
        Part {
            coefficient,
            form,
            printed,
            narrow: figures <= CROWD,
        }
    }
}
