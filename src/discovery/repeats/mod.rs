//! Lines of one table that are printed again in another, in the same unit or in one a thousand times as large, as
//! they are or added up by groups of rows.
//!
//! Records belong together by what names them, never by where they stand. What agrees anyway is counted as for
//! every relation, and one line is one of all that could have been held against it.

mod lines;
mod name;

use rustc_hash::{FxHashMap, FxHashSet};

use self::lines::{Keyed, Line, last_worth, lines};
use super::apart::are_slips;
use super::bits::Bits;
use super::one_key::{one_key_away, one_key_within};
use super::relation::{Class, Instance, support};
use super::view::{Axis, View};
use crate::lang::{InWords, Lang};

/// A table among others.
#[derive(Clone, Copy, Debug)]
pub struct Sheet<'t> {
    /// Its printed cells.
    pub rows: &'t [Vec<String>],
    /// What it is called: tables of different years are not the same.
    pub title: &'t str,
    /// What names each row, where that is known better than from the words at its left; nothing names it where
    /// that is empty.
    pub keys: Option<&'t [String]>,
    /// Groups of its rows that are added up: only the sums are held against the other tables then.
    pub groups: &'t [Group],
}

/// Rows of a table that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What names them all, as it names a row elsewhere.
    pub key: String,
    /// Their positions, from 0.
    pub rows: Vec<usize>,
}

/// A line of a table that another table has as well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repeat {
    /// The later table, by its place among them all, from 0.
    pub table: usize,
    /// Whether its line is a column or a row.
    pub axis: Axis,
    /// The position of the line, from 0.
    pub target: usize,
    /// The table that stands before it, or is given in groups.
    pub of_table: usize,
    /// Whether the line there is a column or a row.
    pub of_axis: Axis,
    /// Its position.
    pub part: usize,
    /// What each is multiplied with to be the other: one of them is 1.
    pub scales: [i64; 2],
    /// How sure it is: declared where the two are called by different names.
    pub class: Class,
    /// In how many records it holds.
    pub holds: usize,
    /// Of how many.
    pub of: usize,
    /// The evidence, after the cost of having looked for it.
    pub bits: Bits,
    /// Record by record; the parts are cells of the table that stands before.
    pub instances: Vec<Instance>,
    is_called_so: bool,
}

impl InWords for Repeat {
    fn in_words(&self, lang: Lang) -> String {
        support(self.axis, (self.holds, self.of), self.bits, lang)
    }
}

/// What a repetition must have to be told, and to be a law.
const FLOOR: Bits = Bits::whole(8);
const LAW: Bits = Bits::whole(20);
/// What the one may be in units of the other.
const SCALES: [[i64; 2]; 5] = [
    [1, 1],
    [1_000, 1],
    [1, 1_000],
    [1_000_000, 1],
    [1, 1_000_000],
];
/// Lines are held against each other up to so many pairs.
const MOST_PAIRS: usize = 100_000;
/// Figures of fewer steps are often the same by themselves, and one that is printed with fewer digits could be
/// meant to differ.
const LARGE: i128 = 100;
const LONG: i128 = 100;
/// So many units are what a figure of another day, or another count, differs by.
const CLOSE: i128 = 3;

/// The lines of tables that are repeated in later ones, in the order of the tables. Sums by groups are held against
/// all tables but those in groups; where there are any, nothing else is.
pub fn repeats(sheets: &[Sheet]) -> Vec<Repeat> {
    let lines = lines(sheets);
    let are_sums = sheets.iter().any(|it| !it.groups.is_empty());
    let mut found = Vec::new();
    for kind in [
        [Axis::Columns, Axis::Columns],
        [Axis::Rows, Axis::Rows],
        [Axis::Columns, Axis::Rows],
        [Axis::Rows, Axis::Columns],
    ] {
        found.extend(of_kind(&lines, are_sums, kind));
    }
    chosen(found)
}

/// All pairs of lines along these axes that agree.
fn of_kind(lines: &[Line], are_sums: bool, [own, other]: [Axis; 2]) -> Vec<Repeat> {
    // rows are many: only those that are called alike are meant
    let is_free = own == Axis::Columns && other == Axis::Columns;
    let mut befores: FxHashMap<&str, Vec<&Line>> = FxHashMap::default();
    for line in lines {
        if line.axis == other && line.groups.is_empty() != are_sums {
            let called = words(line, is_free).map(|it| befores.entry(it).or_default());
            called.into_iter().for_each(|it| it.push(line));
        }
    }
    let mut pairs: Vec<(&Line, &Line)> = Vec::new();
    let printed = lines.iter().filter(|it| it.groups.is_empty());
    for line in printed.filter(|it| it.axis == own) {
        let called = words(line, is_free).and_then(|it| befores.get(it));
        let before = called
            .into_iter()
            .flatten()
            .take_while(|it| are_sums || it.table < line.table);
        let is_tried = |it: &&&Line| {
            (is_free || it.name.is(&line.name)) && !it.name.is_of_another_year(&line.name)
        };
        pairs.extend(before.filter(is_tried).map(|it| (line, *it)));
        if pairs.len() > MOST_PAIRS {
            return Vec::new();
        }
    }
    let cost = Bits::of_count(pairs.len() * SCALES.len()).plus(Bits::whole(1));
    let of_pair = |(line, before): &(&Line, &Line)| {
        let of_scales = SCALES.map(|scales| judged(line, before, scales, cost));
        of_scales.into_iter().flatten().max_by_key(|it| it.bits)
    };
    pairs.iter().filter_map(of_pair).collect()
}

/// What a line is called, where that is asked; nothing if it is called nothing then.
fn words<'l>(line: &'l Line, is_free: bool) -> Option<&'l str> {
    let words = if is_free { "" } else { line.name.words() };
    (is_free || !words.is_empty()).then_some(words)
}

/// Of each line the surest, and of figures that are repeated already nothing more.
fn chosen(mut found: Vec<Repeat>) -> Vec<Repeat> {
    found.sort_by(|a, b| {
        let columns_first = |it: &Repeat| (it.axis, it.of_axis);
        (columns_first(a).cmp(&columns_first(b)))
            .then(b.bits.cmp(&a.bits))
            .then(b.is_called_so.cmp(&a.is_called_so))
            .then((a.table, a.of_table).cmp(&(b.table, b.of_table)))
            .then((a.target, a.part).cmp(&(b.target, b.part)))
    });
    let mut taken: FxHashSet<(usize, Axis, usize)> = FxHashSet::default();
    let mut told: FxHashSet<(usize, Option<[usize; 2]>)> = FxHashSet::default();
    found.retain(|it| {
        if taken.contains(&(it.table, it.axis, it.target)) {
            return false;
        }
        let cells: Vec<_> = it
            .instances
            .iter()
            .map(|at| (it.table, at.target))
            .collect();
        if cells.iter().all(|cell| told.contains(cell)) {
            return false;
        }
        taken.insert((it.table, it.axis, it.target));
        told.extend(cells);
        true
    });
    found.sort_by_key(|it| (it.table, it.axis, it.target));
    found
}

/// What a record says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Says {
    Same,
    /// Within the rounding of both, and not the same.
    Near,
    Differs,
}

/// Two figures in one unit.
struct Compared {
    apart: i128,
    /// The coarser of their last digits.
    step: i128,
    units: [i128; 2],
    values: [i128; 2],
    slack: i128,
}

impl Compared {
    fn of(own: &Keyed, other: &Keyed, [of_own, of_other]: [i64; 2]) -> Compared {
        let [of_own, of_other] = [of_own, of_other].map(i128::from);
        let values = [own.value * of_own, other.value * of_other];
        let units = [own.unit * of_own, other.unit * of_other];
        Compared {
            apart: (values[0] - values[1]).abs(),
            step: units[0].max(units[1]).max(1),
            units,
            values,
            slack: other.slack * of_other,
        }
    }

    fn says(&self) -> Says {
        let finer = self.units[0].min(self.units[1]);
        if self.apart * 2 <= self.step {
            Says::Same
        } else if finer < self.step && self.apart * 2 <= self.step + finer
            || self.slack > 0 && self.apart * 2 <= self.step + self.slack
        {
            Says::Near
        } else {
            Says::Differs
        }
    }

    /// The steps in which the figures tell something: zeros at the end of both tell nothing.
    fn told_step(&self) -> i128 {
        let zeros = self.values.map(last_worth);
        self.step.max(zeros[0].min(zeros[1]))
    }

    fn steps(&self) -> i128 {
        let [own, other] = self.values.map(i128::abs);
        own.min(other) / self.told_step()
    }

    /// Whether one key makes one of the two of the other, both with digits enough.
    fn is_slip(&self) -> bool {
        let [own, other] = self.values.map(|it| rounded(it, self.step));
        let of_each = [0, 1].map(|at| {
            // the finer figure need only be rounded to the other
            let (printed, right) = (self.values[at], self.values[1 - at]);
            let unit = self.units[at].max(1);
            let slack = (self.step - unit).max(0) / 2;
            one_key_within(
                printed / unit,
                [(right - slack) / unit, (right + slack) / unit],
            )
        });
        let are_rounded = one_key_away(own, [other, other]) || one_key_away(other, [own, own]);
        self.steps() >= LONG && (are_rounded || of_each.contains(&true))
    }

    /// Whether one key in one of the figures of a sum makes it the other.
    fn is_slip_in(&self, parts: &[i128], scale: i64) -> bool {
        let scale = i128::from(scale);
        let missing = (self.values[0] - self.values[1]) / scale;
        let step = (self.step / scale).max(1);
        parts.iter().any(|part| {
            let [printed, right] = [*part, part + missing].map(|it| rounded(it, step));
            printed.abs() >= LONG && one_key_away(printed, [right, right])
        })
    }
}

fn rounded(value: i128, step: i128) -> i128 {
    let up = if value < 0 { -step / 2 } else { step / 2 };
    (value + up) / step
}

/// The judgement of two lines; nothing if more than a third of the records differ or it is too likely by chance.
fn judged(line: &Line, before: &Line, scales: [i64; 2], cost: Bits) -> Option<Repeat> {
    let most = line.figures.len().min(before.figures.len()) / 3;
    let mut differ = 0;
    for (own, other) in line.joined(before) {
        differ += usize::from(Compared::of(own, other, scales).says() == Says::Differs);
        if differ > most {
            return None;
        }
    }
    let mut tally = Tally::default();
    for records in line.joined(before) {
        tally.add([line, before], records, scales);
    }
    let (of, bits) = (tally.instances.len(), tally.bits.minus(cost));
    // one figure is no line
    if bits < FLOOR || (of - tally.holds) * 3 > of || tally.seen.len() < 2 {
        return None;
    }
    let is_called_so = line.name.is(&before.name);
    Some(Repeat {
        table: line.table,
        axis: line.axis,
        target: line.at,
        of_table: before.table,
        of_axis: before.axis,
        part: before.at,
        scales,
        class: tally.class(bits, is_called_so),
        holds: tally.holds,
        of,
        bits,
        instances: tally.instances,
        is_called_so,
    })
}

/// What the records of two lines say together.
#[derive(Default)]
struct Tally {
    /// Figures that were the same: once more they tell nothing more.
    seen: FxHashSet<[i128; 2]>,
    bits: Bits,
    holds: usize,
    /// How many of those that agree are large.
    large: usize,
    /// How many differ by a few units, as figures of another day do.
    close: usize,
    /// How many differ by more than a slip.
    others: usize,
    instances: Vec<Instance>,
}

impl Tally {
    fn add(&mut self, lines: [&Line; 2], (own, other): (&Keyed, &Keyed), scales: [i64; 2]) {
        let compared = Compared::of(own, other, scales);
        let says = compared.says();
        if says == Says::Near || compared.values == [0, 0] {
            return;
        }
        let [line, before] = lines;
        self.instances.push(Instance {
            target: line.places(own).first().copied(),
            parts: before.places(other),
            holds: says == Says::Same,
            is_near: false,
        });
        if says == Says::Differs {
            self.bits = self.bits.plus(View::loss());
            self.close += usize::from(compared.apart <= CLOSE * compared.step);
            let is_slip =
                compared.is_slip() || compared.is_slip_in(before.parts_of(other), scales[1]);
            self.others += usize::from(!is_slip);
            return;
        }
        self.holds += 1;
        self.large += usize::from(compared.steps() >= LARGE);
        if self.seen.insert(compared.values) {
            let more = gain([(line, own), (before, other)], scales, &compared);
            self.bits = self.bits.plus(more);
        }
    }

    /// What differs is held against a record where it can be nothing but a slip, and where both lines are called
    /// alike is an error of one of the two.
    fn class(&self, bits: Bits, is_called_so: bool) -> Class {
        let of = self.instances.len();
        let is_proved = bits >= LAW;
        let exceptions = of - self.holds;
        let is_sure = self.others == 0
            && are_slips(exceptions, of)
            && self.large * 2 >= self.holds
            && self.close * 10 <= of;
        match is_proved && (exceptions == 0 || is_sure) {
            false => Class::Habit,
            true if exceptions > 0 && !is_called_so => Class::Declared,
            true => Class::Law,
        }
    }
}

/// The evidence of two figures that are the same: that of the line in which they are the less surprising.
fn gain(of: [(&Line, &Keyed); 2], scales: [i64; 2], compared: &Compared) -> Bits {
    let step = compared.told_step();
    let of = of.into_iter().zip(scales);
    let surprises =
        of.map(|((line, figure), scale)| line.surprise(figure, i128::from(scale), step));
    let surprise = surprises.min().unwrap_or(1024).max(1024);
    View::gain_of(u128::try_from(surprise).unwrap_or(1024))
}
