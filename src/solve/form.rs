//! What a statement compares, in a form that can be solved for any figure in it.

use std::rc::Rc;

use super::addition::LongSum;
use super::interval_arithmetic::{product, quotient, share, times};
use crate::exact::{Interval, Ratio};

/// The printed interval of each figure, or of what it is taken to be instead.
pub(super) trait Values {
    fn of(&self, figure: usize) -> Interval;
    /// The figures that are taken to be something else than printed.
    fn changed(&self) -> &[(usize, Interval)] {
        &[]
    }
}

impl<F: Fn(usize) -> Interval> Values for F {
    fn of(&self, figure: usize) -> Interval {
        self(figure)
    }
}

/// A value computed from figures, which are known by their position in a `System`.
#[derive(Clone, Debug)]
pub(super) enum Form {
    /// A figure.
    Figure(usize),
    /// Values that are not in question.
    Constant(Interval),
    /// The sum of terms, each times an exact number.
    Sum(Vec<(Ratio, Form)>),
    /// The product of two.
    Product(Box<Form>, Box<Form>),
    /// The first divided by the second.
    Quotient(Box<Form>, Box<Form>),
    /// A sum of many figures, without some that are its terms, in order.
    LongSum(Rc<LongSum>, Vec<usize>),
}

/// What a form is solved for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unknown {
    /// A figure, by its position.
    Figure(usize),
    /// A long sum, by its number, less what it is without.
    Sum(usize),
}

impl Form {
    /// How many percent `part` is of `whole`.
    pub fn percent(part: Form, whole: Form) -> Form {
        let hundred = Ratio::whole(100);
        Form::Sum(vec![(hundred, Form::quotient(part, whole))])
    }

    /// `left` less `right`.
    pub fn less(left: Form, right: Form) -> Form {
        Form::Sum(vec![(Ratio::ONE, left), (Ratio::whole(-1), right)])
    }

    /// `above` divided by `below`. Where a figure stands on both sides of the line it is brought to
    /// one: (a − u) ÷ a = 1 − u ÷ a, and a ÷ (a + b) = 1 ÷ (1 + b ÷ a). That makes the values the
    /// quotient can have narrower, and it can be solved for the figure.
    pub fn quotient(above: Form, below: Form) -> Form {
        let divided = |above: Form, below: Form| Form::Quotient(Box::new(above), Box::new(below));
        let (above, below) = (above.flattened(), below.flattened());
        let one = |term: Form| (Ratio::ONE, term);
        if let Some(figure) = below.as_figure()
            && let Some((coefficient, rest)) = above.without(figure)
        {
            let whole = Form::Constant(Interval::point(coefficient));
            return Form::Sum(vec![one(whole), one(divided(rest, below))]);
        }
        if let Some(figure) = above.as_figure()
            && let Some((coefficient, rest)) = below.without(figure)
        {
            let whole = Form::Constant(Interval::point(coefficient));
            let line = Form::Sum(vec![one(whole), one(divided(rest, above))]);
            return divided(Form::Constant(Interval::point(Ratio::ONE)), line);
        }
        divided(above, below)
    }

    /// Whether it is this figure.
    fn is_figure(&self, figure: usize) -> bool {
        matches!(self, Form::Figure(own) if *own == figure)
    }

    /// The one figure this is.
    fn as_figure(&self) -> Option<usize> {
        match self {
            Form::Figure(figure) => Some(*figure),
            Form::Sum(parts) => match parts.as_slice() {
                [(coefficient, Form::Figure(figure))] if *coefficient == Ratio::ONE => {
                    Some(*figure)
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// A sum without a figure that is one of its parts, and that part's coefficient.
    fn without(&self, figure: usize) -> Option<(Ratio, Form)> {
        let Form::Sum(parts) = self else { return None };
        let mut rest = parts.clone();
        let place = parts.iter().position(|(_, part)| part.is_figure(figure));
        let coefficient = match place {
            Some(place) => rest.remove(place).0,
            None => rest.iter_mut().find_map(|it| taken_out(it, figure))?,
        };
        let again = rest
            .iter()
            .any(|(_, part)| part.holds(Unknown::Figure(figure)));
        (!again).then_some((coefficient, Form::Sum(rest)))
    }

    /// The same value with sums of sums as one sum, in which a figure stands once.
    pub(super) fn flattened(self) -> Form {
        let mut parts: Vec<(Ratio, Form)> = Vec::new();
        if !flatten(&self, Ratio::ONE, &mut parts) || !opened_where_they_overlap(&mut parts) {
            return self;
        }
        match merged(parts) {
            Some(parts) => Form::Sum(parts),
            None => self,
        }
    }

    /// Whether the figure or the long sum stands in the term.
    pub(super) fn holds(&self, unknown: Unknown) -> bool {
        match self {
            Form::Figure(own) => unknown == Unknown::Figure(*own),
            Form::Constant(_) => false,
            Form::Sum(parts) => parts.iter().any(|(_, part)| part.holds(unknown)),
            Form::Product(left, right) | Form::Quotient(left, right) => {
                left.holds(unknown) || right.holds(unknown)
            }
            Form::LongSum(sum, without) => match unknown {
                Unknown::Sum(number) if sum.number == number => true,
                Unknown::Figure(figure) if without.binary_search(&figure).is_ok() => false,
                _ => sum.addition.holds(unknown),
            },
        }
    }

    /// Whether it holds at most so many figures, one as often as it occurs.
    pub(super) fn is_narrow(&self, most: usize) -> bool {
        let (mut figures, mut long) = (0, false);
        self.each(&mut |_| figures += 1, &mut |_, _| long = true);
        !long && figures <= most
    }

    /// Calls `visit` with each figure outside of long sums, and `long` with each of these and the
    /// figures it is without.
    pub(super) fn each<'f>(
        &'f self,
        visit: &mut dyn FnMut(usize),
        long: &mut dyn FnMut(&'f Rc<LongSum>, &'f [usize]),
    ) {
        match self {
            Form::Figure(figure) => visit(*figure),
            Form::Constant(_) => {}
            Form::Sum(parts) => parts.iter().for_each(|(_, part)| part.each(visit, long)),
            Form::Product(left, right) | Form::Quotient(left, right) => {
                left.each(visit, long);
                right.each(visit, long);
            }
            Form::LongSum(sum, without) => long(sum, without),
        }
    }

    /// The values the term can have. What cannot be computed (a division by what may be zero, a
    /// figure without bounds) can have any.
    pub(super) fn value(&self, values: &impl Values) -> Interval {
        match self {
            Form::Figure(figure) => values.of(*figure),
            Form::Constant(value) => *value,
            Form::Sum(parts) => parts
                .iter()
                .try_fold(Interval::point(Ratio::ZERO), |sum, (coefficient, part)| {
                    sum.add(&times(*coefficient, &part.value(values))).ok()
                })
                .unwrap_or(Interval::ALL),
            Form::Product(left, right) => product(&left.value(values), &right.value(values)),
            Form::Quotient(above, below) => quotient(&above.value(values), &below.value(values)),
            Form::LongSum(sum, without) => sum.addition.value(without, values),
        }
    }

    /// The values of `unknown` for which the term can lie in `target`: `None` if there are none,
    /// [`Interval::ALL`] if any or if it cannot be told.
    pub(super) fn solved_for(
        &self,
        unknown: Unknown,
        target: Interval,
        values: &impl Values,
    ) -> Option<Interval> {
        match self {
            Form::Figure(own) if unknown == Unknown::Figure(*own) => Some(target),
            Form::LongSum(sum, _) if unknown == Unknown::Sum(sum.number) => Some(target),
            Form::LongSum(sum, without) if self.holds(unknown) => {
                sum.addition.solved_for(unknown, without, target, values)
            }
            Form::Figure(_) | Form::Constant(_) | Form::LongSum(..) => self
                .value(values)
                .intersection(&target)
                .map(|_| Interval::ALL),
            Form::Sum(parts) => {
                let place = sole(parts.iter().map(|(_, part)| part.holds(unknown)));
                let Some(place) = place else {
                    return Some(Interval::ALL);
                };
                let others = parts.iter().enumerate().filter(|(at, _)| *at != place);
                let rest = others
                    .map(|(_, (coefficient, part))| times(*coefficient, &part.value(values)))
                    .try_fold(target, |target, value| target.sub(&value).ok());
                let Some(rest) = rest else {
                    return Some(Interval::ALL);
                };
                let (coefficient, part) = &parts[place];
                part.solved_for(unknown, share(&rest, *coefficient), values)
            }
            Form::Product(left, right) => {
                let (own, other) = match (left.holds(unknown), right.holds(unknown)) {
                    (true, false) => (left, right),
                    (false, true) => (right, left),
                    _ => return Some(Interval::ALL),
                };
                own.solved_for(unknown, quotient(&target, &other.value(values)), values)
            }
            Form::Quotient(above, below) => match (above.holds(unknown), below.holds(unknown)) {
                (true, false) => {
                    let target = product(&target, &below.value(values));
                    above.solved_for(unknown, target, values)
                }
                (false, true) => {
                    let target = quotient(&above.value(values), &target);
                    below.solved_for(unknown, target, values)
                }
                _ => Some(Interval::ALL),
            },
        }
    }
}

/// The only position where the answer is yes.
fn sole(answers: impl Iterator<Item = bool>) -> Option<usize> {
    let mut places = answers.enumerate().filter(|(_, yes)| *yes);
    let (place, _) = places.next()?;
    places.next().is_none().then_some(place)
}

fn flatten(term: &Form, coefficient: Ratio, parts: &mut Vec<(Ratio, Form)>) -> bool {
    match term {
        Form::Sum(inner) => inner.iter().all(|(factor, part)| {
            coefficient
                .mul(*factor)
                .is_ok_and(|product| flatten(part, product, parts))
        }),
        other => {
            parts.push((coefficient, other.clone()));
            true
        }
    }
}

/// Takes a figure out of a long sum that it is a term of: what it was times there.
fn taken_out((coefficient, part): &mut (Ratio, Form), figure: usize) -> Option<Ratio> {
    let Form::LongSum(sum, without) = part else {
        return None;
    };
    let place = without.binary_search(&figure).err()?;
    sum.addition.term_of(figure)?;
    let own = sum
        .addition
        .coefficient_of(figure)?
        .mul(*coefficient)
        .ok()?;
    without.insert(place, figure);
    Some(own)
}

/// Puts the terms of long sums that have a figure in common in their place; whether that could be
/// computed.
fn opened_where_they_overlap(parts: &mut Vec<(Ratio, Form)>) -> bool {
    let long = |part: &Form| match part {
        Form::LongSum(sum, _) => Some(Rc::clone(sum)),
        _ => None,
    };
    let all: Vec<Rc<LongSum>> = parts.iter().filter_map(|(_, part)| long(part)).collect();
    let met = |sum: &Rc<LongSum>| all.iter().filter(|it| it.overlaps(sum)).count() > 1;
    if all.len() < 2 || !all.iter().any(met) {
        return true;
    }
    let mut opened = Vec::new();
    for (coefficient, part) in parts.drain(..) {
        match &part {
            Form::LongSum(sum, without) if met(sum) => {
                for (own, term) in sum.addition.terms() {
                    let left_out = matches!(term, Form::Figure(it) if without.contains(it));
                    let Ok(product) = coefficient.mul(own) else {
                        return false;
                    };
                    if !left_out {
                        opened.push((product, term.clone()));
                    }
                }
            }
            _ => opened.push((coefficient, part)),
        }
    }
    *parts = opened;
    true
}

/// Terms of a sum with equal figures brought together, in the order of the figures; those of a long
/// sum, too. Nothing if that cannot be computed.
fn merged(parts: Vec<(Ratio, Form)>) -> Option<Vec<(Ratio, Form)>> {
    let is_figure = |(_, part): &(Ratio, Form)| matches!(part, Form::Figure(_));
    let (mut figures, mut others): (Vec<_>, Vec<_>) = parts.into_iter().partition(is_figure);
    figures.sort_by_key(|(_, part)| match part {
        Form::Figure(figure) => *figure,
        _ => usize::MAX,
    });
    let mut merged: Vec<(Ratio, Form)> = Vec::with_capacity(figures.len() + others.len());
    for (coefficient, part) in figures {
        match (merged.last_mut(), &part) {
            (Some((sum, last)), Form::Figure(figure)) if last.is_figure(*figure) => {
                *sum = sum.add(coefficient).ok()?;
            }
            _ => merged.push((coefficient, part)),
        }
    }
    for (sum, part) in &mut merged {
        if let Form::Figure(figure) = part
            && let Some(own) = others.iter_mut().find_map(|it| taken_out(it, *figure))
        {
            *sum = sum.add(own).ok()?;
        }
    }
    merged.retain(|(coefficient, _)| !coefficient.is_zero());
    merged.extend(others);
    Some(merged)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::Bound;

    fn printed(figure: usize) -> Interval {
        Interval::point(Ratio::whole([529_720, 1_341_625][figure]))
    }

    /// 529 720 used of 1 341 625 claimed: 60,5 % unused. For 88 % [87,5; 88,5) to be right with the
    /// same claim, between 11,5 % and 12,5 % must be used: 154 286,875 to 167 703,125 kronor; with
    /// the same use, 4 237 760 to 4 606 260,87 kronor must be claimed.
    #[test]
    fn an_unused_share_is_solved_for_either_amount() {
        let unused = Form::less(Form::Figure(1), Form::Figure(0));
        let share = Form::percent(unused, Form::Figure(1));
        let exact = Ratio::new(811_905 * 100, 1_341_625).unwrap();
        assert_eq!(share.value(&printed), Interval::point(exact));
        let eighty_eight = Interval::between(
            Bound::Closed(Ratio::new(175, 2).unwrap()),
            Bound::Open(Ratio::new(177, 2).unwrap()),
        );
        let target = eighty_eight.unwrap();
        let used = share
            .solved_for(Unknown::Figure(0), target, &printed)
            .unwrap();
        assert!(used.contains(Ratio::new(167_703_125, 1000).unwrap()));
        assert!(!used.contains(Ratio::new(167_703_126, 1000).unwrap()));
        assert!(!used.contains(Ratio::new(154_286_875, 1000).unwrap()));
        let claimed = share
            .solved_for(Unknown::Figure(1), target, &printed)
            .unwrap();
        assert!(claimed.contains(Ratio::whole(4_237_760)));
        assert!(claimed.contains(Ratio::whole(4_606_260)));
        assert!(!claimed.contains(Ratio::whole(4_606_261)));
    }

    #[test]
    fn a_part_of_itself_and_another_is_solved() {
        // 20 of 20 + 60 is 25 %; for 50 % the part must be 60
        let values = |figure: usize| Interval::point(Ratio::whole([20, 60][figure]));
        let share = Form::percent(
            Form::Figure(0),
            Form::Sum([0, 1].map(|it| (Ratio::ONE, Form::Figure(it))).to_vec()),
        );
        assert_eq!(share.value(&values), Interval::point(Ratio::whole(25)));
        let half = Interval::point(Ratio::whole(50));
        assert_eq!(
            share.solved_for(Unknown::Figure(0), half, &values),
            Some(Interval::point(Ratio::whole(60)))
        );
    }
}
