//! What a statement compares, in a form that can be solved for any figure in it.

use super::spans::{product, quotient, share, times};
use crate::exact::{Interval, Ratio};

/// The printed interval of each figure, or of what it is taken to be instead.
pub(super) trait Values {
    fn of(&self, figure: usize) -> Interval;
}

impl<F: Fn(usize) -> Interval> Values for F {
    fn of(&self, figure: usize) -> Interval {
        self(figure)
    }
}

/// A value computed from figures, which are known by their position in a `System`.
#[derive(Clone, Debug, PartialEq, Eq)]
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
        let place = parts
            .iter()
            .position(|(_, part)| *part == Form::Figure(figure))?;
        let mut rest = parts.clone();
        let (coefficient, _) = rest.remove(place);
        (!rest.iter().any(|(_, part)| part.holds(figure))).then_some((coefficient, Form::Sum(rest)))
    }

    /// The same value with sums of sums as one sum, in which a figure stands once.
    pub(super) fn flattened(self) -> Form {
        let mut parts: Vec<(Ratio, Form)> = Vec::new();
        if !flatten(&self, Ratio::ONE, &mut parts) {
            return self;
        }
        // equal figures are brought together, in the order of the figures
        let (mut figures, others): (Vec<_>, Vec<_>) = parts
            .into_iter()
            .partition(|(_, part)| matches!(part, Form::Figure(_)));
        figures.sort_by_key(|(_, part)| match part {
            Form::Figure(figure) => *figure,
            _ => usize::MAX,
        });
        let mut merged: Vec<(Ratio, Form)> = Vec::with_capacity(figures.len() + others.len());
        for (coefficient, part) in figures {
            match merged.last_mut() {
                Some((sum, last)) if *last == part => match sum.add(coefficient) {
                    Ok(both) => *sum = both,
                    Err(_) => return self,
                },
                _ => merged.push((coefficient, part)),
            }
        }
        merged.retain(|(coefficient, _)| !coefficient.is_zero());
        merged.extend(others);
        Form::Sum(merged)
    }

    /// Whether the figure stands in the term.
    pub(super) fn holds(&self, figure: usize) -> bool {
        self.occurrences(figure) > 0
    }

    fn occurrences(&self, figure: usize) -> usize {
        match self {
            Form::Figure(own) => usize::from(*own == figure),
            Form::Constant(_) => 0,
            Form::Sum(parts) => parts.iter().map(|(_, part)| part.occurrences(figure)).sum(),
            Form::Product(left, right) | Form::Quotient(left, right) => {
                left.occurrences(figure) + right.occurrences(figure)
            }
        }
    }

    /// Calls `visit` with each figure.
    pub(super) fn each_figure(&self, visit: &mut impl FnMut(usize)) {
        match self {
            Form::Figure(figure) => visit(*figure),
            Form::Constant(_) => {}
            Form::Sum(parts) => parts.iter().for_each(|(_, part)| part.each_figure(visit)),
            Form::Product(left, right) | Form::Quotient(left, right) => {
                left.each_figure(visit);
                right.each_figure(visit);
            }
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
        }
    }

    /// The values of `figure` for which the term can lie in `target`: `None` if there are none,
    /// [`Interval::ALL`] if any or if it cannot be told.
    pub(super) fn solved_for(
        &self,
        figure: usize,
        target: Interval,
        values: &impl Values,
    ) -> Option<Interval> {
        match self {
            Form::Figure(own) if *own == figure => Some(target),
            Form::Figure(_) | Form::Constant(_) => self
                .value(values)
                .intersection(&target)
                .map(|_| Interval::ALL),
            Form::Sum(parts) => {
                let place = sole(parts.iter().map(|(_, part)| part.holds(figure)));
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
                part.solved_for(figure, share(&rest, *coefficient), values)
            }
            Form::Product(left, right) => {
                let (own, other) = match (left.holds(figure), right.holds(figure)) {
                    (true, false) => (left, right),
                    (false, true) => (right, left),
                    _ => return Some(Interval::ALL),
                };
                own.solved_for(figure, quotient(&target, &other.value(values)), values)
            }
            Form::Quotient(above, below) => match (above.holds(figure), below.holds(figure)) {
                (true, false) => {
                    let target = product(&target, &below.value(values));
                    above.solved_for(figure, target, values)
                }
                (false, true) => {
                    let target = quotient(&above.value(values), &target);
                    below.solved_for(figure, target, values)
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
        let used = share.solved_for(0, target, &printed).unwrap();
        assert!(used.contains(Ratio::new(167_703_125, 1000).unwrap()));
        assert!(!used.contains(Ratio::new(167_703_126, 1000).unwrap()));
        assert!(!used.contains(Ratio::new(154_286_875, 1000).unwrap()));
        let claimed = share.solved_for(1, target, &printed).unwrap();
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
            share.solved_for(0, half, &values),
            Some(Interval::point(Ratio::whole(60)))
        );
    }
}
