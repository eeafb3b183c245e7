//! Localisation in a document: its violated checks as a system, and what came of it for each.

use std::cell::RefCell;

use rustc_hash::{FxHashMap, FxHashSet};

use super::bearings::{Bearings, InstanceRef};
use super::compile::Compiler;
use super::localise;
use super::project::{Localisation, NOTHING, projected};
use crate::checks::{Check, FigureRef, Figures, Instance, Kind, Verdict, run_instance};
use crate::exact::{PrintedNumber, PrintingRule, Ratio};
use crate::findings::cause::copied;
use crate::findings::exchanges::exchanges;

/// What localisation says of each violated instance of a document.
#[derive(Clone, Debug, Default)]
pub struct Localised {
    by_instance: FxHashMap<InstanceRef, Localisation>,
}

impl Localised {
    /// Localises every violated instance that says some figure is wrong.
    ///
    /// Those that no rounding mends are explained together. One that another rounding mends stands
    /// alone; where the words are stretched, or say another rule, no figure is wrong.
    pub fn new(
        checks: &[Check],
        instances: &[Vec<Instance>],
        figures: &Figures<'_>,
        bearings: &Bearings,
    ) -> Localised {
        let by_instance = Localiser::new(checks, instances, figures, bearings).localised(instances);
        Localised { by_instance }
    }

    /// What it says of one.
    pub(in crate::findings) fn of(&self, instance: InstanceRef) -> &Localisation {
        self.by_instance.get(&instance).unwrap_or(&NOTHING)
    }
}

/// For each figure, the instances that are no equation for it.
type Opaque = FxHashMap<usize, RefCell<Vec<InstanceRef>>>;

/// Localises the violated instances of a document.
struct Localiser<'l, 'a> {
    checks: &'l [Check],
    figures: &'l Figures<'a>,
    bearings: &'l Bearings,
    /// The instances that do not hold.
    failing: FxHashSet<InstanceRef>,
    /// The checks that are wrong as a whole, in most rows: the few where one holds bind nothing.
    broken: FxHashSet<usize>,
}

impl<'l, 'a> Localiser<'l, 'a> {
    fn new(
        checks: &'l [Check],
        instances: &[Vec<Instance>],
        figures: &'l Figures<'a>,
        bearings: &'l Bearings,
    ) -> Localiser<'l, 'a> {
        let failing = instances.iter().enumerate().flat_map(|(check, instances)| {
            let failing = instances.iter().filter(|it| it.verdict != Verdict::Holds);
            failing.map(move |it| (check, it.row))
        });
        Localiser {
            checks,
            figures,
            bearings,
            failing: failing.collect(),
            broken: (0..checks.len())
                .filter(|&it| is_broken(&checks[it], &instances[it]))
                .collect(),
        }
    }

    fn localised(&self, instances: &[Vec<Instance>]) -> FxHashMap<InstanceRef, Localisation> {
        let mut wrong = Vec::new();
        let mut rounded = Vec::new();
        for (position, (check, instances)) in self.checks.iter().zip(instances).enumerate() {
            if check.kind == Kind::Definition || check.together {
                continue;
            }
            for instance in instances {
                match instance.verdict {
                    Verdict::Violated { fits: None } => wrong.push((position, instance.row)),
                    Verdict::Violated {
                        fits: Some(PrintingRule::Generous),
                    } => {}
                    Verdict::Violated { fits: Some(_) } => rounded.push((position, instance.row)),
                    Verdict::Holds | Verdict::Unlikely { .. } | Verdict::Undecided(_) => {}
                }
            }
        }
        let mut localised: FxHashMap<InstanceRef, Localisation> = FxHashMap::default();
        localised.extend(self.solve(&wrong));
        for instance in rounded {
            localised.extend(self.solve(&[instance]));
        }
        localised
    }

    /// Explains some instances, every other one that fails left aside.
    fn solve(&self, violated: &[InstanceRef]) -> Vec<(InstanceRef, Localisation)> {
        let mut compiler = Compiler::new(self.figures);
        let mut of_relation: FxHashMap<usize, InstanceRef> = FxHashMap::default();
        for &(check, row) in violated {
            if let Some(relation) = compiler.relation(&self.checks[check], row) {
                if compiler.system.relations[relation].violated {
                    of_relation.insert(relation, (check, row));
                } else {
                    compiler.system.withdraw();
                }
            }
        }
        let opaque = self.add_holding(&mut compiler);
        self.note_copies(&mut compiler, &of_relation);
        let answers: RefCell<FxHashMap<(usize, Ratio), bool>> = RefCell::default();
        let accepts = |figure: usize, number: &PrintedNumber| {
            let Some(instances) = opaque.get(&figure) else {
                return true;
            };
            let asked = (figure, number.value());
            if let Some(answer) = answers.borrow().get(&asked) {
                return *answer;
            }
            let changed = self.figures.with(compiler.refs[figure], *number);
            let mut instances = instances.borrow_mut();
            let fails = instances.iter().position(|&(check, row)| {
                run_instance(&self.checks[check], row, &changed) != Verdict::Holds
            });
            // what one value breaks the next will break too: it is asked first
            if let Some(at) = fails {
                instances.swap(0, at);
            }
            answers.borrow_mut().insert(asked, fails.is_none());
            fails.is_none()
        };
        let exchanges = exchanges(&compiler.system, &compiler.refs, self.figures);
        let components = localise(&compiler.system, &exchanges, &accepts);
        let mut localised = Vec::new();
        for component in components {
            for relation in &component.relations {
                if let Some(&instance) = of_relation.get(relation) {
                    let candidates = compiler.system.candidates(*relation);
                    let found = projected(&component.hypotheses, &candidates, &compiler);
                    localised.push((instance, found));
                }
            }
        }
        localised
    }

    /// Adds the relations that hold and that a candidate stands in. What cannot be written as an
    /// equation for a figure is returned, to be asked of the checks.
    fn add_holding(&self, compiler: &mut Compiler<'_, 'a>) -> Opaque {
        let mut opaque = Opaque::default();
        let mut known: FxHashMap<InstanceRef, Option<usize>> = FxHashMap::default();
        for position in compiler.system.all_candidates() {
            let figure = compiler.refs[position];
            for instance in self.bearings.of(figure) {
                if self.failing.contains(&instance) || self.broken.contains(&instance.0) {
                    continue;
                }
                let relation = *known.entry(instance).or_insert_with(|| {
                    let relation = compiler.relation(&self.checks[instance.0], instance.1)?;
                    if compiler.system.relations[relation].violated {
                        compiler.system.withdraw();
                        return None;
                    }
                    Some(relation)
                });
                let written = relation.is_some_and(|it| compiler.system.stands_in(position, it));
                let aggregated = !written || self.checks[instance.0].has_condition();
                if aggregated {
                    opaque.entry(position).or_default().get_mut().push(instance);
                }
            }
        }
        opaque
    }

    /// Notes for each candidate whether it may be a copy.
    fn note_copies(
        &self,
        compiler: &mut Compiler<'_, 'a>,
        of_relation: &FxHashMap<usize, InstanceRef>,
    ) {
        let mut used: FxHashMap<usize, Vec<FigureRef>> = FxHashMap::default();
        for (&relation, &(check, row)) in of_relation {
            used.insert(relation, self.checks[check].figures(row, self.figures));
        }
        for position in compiler.system.all_candidates() {
            let beside: Vec<FigureRef> = compiler.system.by_figure[position]
                .iter()
                .filter_map(|relation| used.get(relation))
                .flatten()
                .copied()
                .collect();
            if beside.is_empty() {
                continue;
            }
            let sources = copied::sources(compiler.refs[position], &beside, self.figures);
            if !sources.same.is_empty() {
                compiler.system.figures[position].copied_from = Some(sources.among);
            }
        }
    }
}

/// Whether a statement about a rule, or about all rows at once, fails in most rows.
fn is_broken(check: &Check, instances: &[Instance]) -> bool {
    let as_a_whole = check.together || check.kind == Kind::Definition;
    let holding = || instances.iter().filter(|it| it.verdict == Verdict::Holds);
    as_a_whole && holding().count() * 2 < instances.len()
}
