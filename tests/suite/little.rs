//! Statements over a few figures, without a document: judged, and solved.

use std::collections::BTreeMap;

use statsbidrag::exact::PrintedNumber;
use statsbidrag::solve::{
    Component, Differ, Exchange, Hypothesis, Problem, RowChoice, Surroundings, solve,
};
use statsbidrag::statements::{
    Comparison, FigureId, Index, JudgedTemplate, Occurrence, Operator, PrintedNumbers, Says,
    Statement, Template, Term, Values, judge,
};

/// Figures and what is said of them.
#[derive(Default)]
pub struct Little {
    pub numbers: PrintedNumbers,
    templates: Vec<Template>,
    /// How many figures each of these may have been copied from.
    pub copied_from: BTreeMap<FigureId, usize>,
}

/// What came of some statements that are explained together.
pub struct Explained {
    /// The statements, by the number they were given, ascending.
    pub statements: Vec<usize>,
    /// What may explain them.
    pub hypotheses: Vec<Hypothesis>,
}

impl Little {
    pub fn figure(&mut self, number: PrintedNumber) -> FigureId {
        self.numbers.push(Some(number))
    }

    pub fn relation(&mut self, left: Term, operator: Operator, right: Term) -> usize {
        self.templates.push(Template {
            check: self.templates.len(),
            says: Says::Compare(Comparison {
                left,
                operator,
                right,
                within: None,
                units_differ: false,
                text: "".into(),
            }),
            rows: None,
            when: None,
            to_the_krona: false,
            in_points: false,
        });
        self.templates.len() - 1
    }

    /// Explains everything that is violated.
    pub fn solved(&self) -> Vec<Explained> {
        let values = Values::as_printed(&self.numbers);
        let judgements: Vec<JudgedTemplate> =
            self.templates.iter().map(|it| judge(it, &values)).collect();
        let known = Known {
            little: self,
            index: Index::new(&self.templates, &values),
            judgements: &judgements,
        };
        let violated: Vec<Statement<'_>> = self
            .templates
            .iter()
            .zip(&judgements)
            .filter(|(_, judgement)| judgement.holding() == 0)
            .map(|(template, _)| template.at(None))
            .collect();
        let components = solve(&Problem {
            values: &values,
            violated: &violated,
            around: &known,
            one_by_one: false,
        });
        let explained = |component: Component| {
            let positions = component.statements.iter();
            Explained {
                statements: positions.map(|(it, _)| violated[*it].check()).collect(),
                hypotheses: component.hypotheses,
            }
        };
        components.into_iter().map(explained).collect()
    }
}

struct Known<'k> {
    little: &'k Little,
    index: Index<'k>,
    judgements: &'k [JudgedTemplate],
}

impl<'k> Surroundings<'k> for Known<'k> {
    fn places(&self, figure: FigureId) -> Vec<Occurrence> {
        let mut places = self.index.places(figure);
        places.retain(|it| self.judgements[it.template].holding() == 1);
        places
    }

    fn holding(&self, place: &Occurrence) -> Vec<Statement<'k>> {
        vec![self.little.templates[place.template].at(None)]
    }

    fn copied_from(
        &self,
        figure: FigureId,
        _: &mut dyn Iterator<Item = FigureId>,
    ) -> Option<usize> {
        self.little.copied_from.get(&figure).copied()
    }

    fn row_choices(&self, _: &[Statement<'k>]) -> (Vec<RowChoice>, Vec<usize>) {
        (Vec::new(), Vec::new())
    }

    fn exchanges(&self, _: &[FigureId], _: &Differ<'_>) -> Vec<Exchange> {
        Vec::new()
    }
}
