//! The factors that records allow: an interval, or a convex region of the plane.
//!
//! A target printed to a unit u says that 2t − u ≤ 2(a·x + b·y) ≤ 2t + u. The region is kept as the
//! half-planes that bound it, in the order of its edges; a corner is where two of them meet, and is
//! computed from whole numbers when it is asked for, so that nothing grows and nothing is rounded.

use crate::discovery::view::View;
use crate::exact::Ratio;

/// x·a + y·b ≤ c.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Half {
    x: i128,
    y: i128,
    c: i128,
}

/// A corner in homogeneous coordinates: (a, b) = (x/w, y/w), w above 0.
#[derive(Clone, Copy, Debug)]
struct Corner {
    x: i128,
    y: i128,
    w: i128,
}

/// Factors that records allow.
#[derive(Clone, Debug)]
pub(super) struct Region {
    /// Of one factor the lower and the upper bound; of two the edges, in their order.
    edges: Vec<Half>,
    corners: Vec<Corner>,
    is_plane: bool,
    /// How many records agree.
    pub agreeing: usize,
}

/// The determinant a·d − b·c; nothing if it is too large.
fn det(a: i128, b: i128, c: i128, d: i128) -> Option<i128> {
    a.checked_mul(d)?.checked_sub(b.checked_mul(c)?)
}

impl Half {
    /// How far a corner is within, times its w; nothing if it cannot be computed.
    fn within(self, corner: Corner) -> Option<i128> {
        let reached = (self.x.checked_mul(corner.x)?).checked_add(self.y.checked_mul(corner.y)?)?;
        self.c.checked_mul(corner.w)?.checked_sub(reached)
    }

    fn meet(self, other: Half) -> Option<Corner> {
        let w = det(self.x, self.y, other.x, other.y)?;
        let x = det(self.c, self.y, other.c, other.y)?;
        let y = det(self.x, self.c, other.x, other.c)?;
        match w.signum() {
            0 => None,
            sign => Some(Corner {
                x: x.checked_mul(sign)?,
                y: y.checked_mul(sign)?,
                w: w.checked_mul(sign)?,
            }),
        }
    }
}

/// The two bounds that a record sets; nothing where a figure is missing.
fn strip(view: &View, target: usize, parts: &[usize], record: usize) -> Option<[Half; 2]> {
    let entry = view.at(target, record);
    let part = |at: usize| match parts.get(at) {
        Some(line) => {
            let entry = view.at(*line, record);
            entry.is_number().then_some(i128::from(entry.value))
        }
        None => Some(0),
    };
    let (x, y) = (part(0)?, part(1)?);
    if !entry.is_number() || (x == 0 && y == 0) {
        return None;
    }
    let (t, unit) = (2 * i128::from(entry.value), i128::from(entry.unit));
    let upper = Half {
        x: 2 * x,
        y: 2 * y,
        c: t + unit,
    };
    let lower = Half {
        x: -2 * x,
        y: -2 * y,
        c: unit - t,
    };
    Some([lower, upper])
}

/// Whether a record says something of the factors.
pub(super) fn speaks(view: &View, target: usize, parts: &[usize], record: usize) -> bool {
    strip(view, target, parts, record).is_some()
}

/// Whether the middle of a parallelogram, where both targets are met exactly, is above zero in both factors:
/// far cheaper than its corners, and most are not.
fn has_middle_above_zero(first: Half, second: Half, lower: [Half; 2]) -> Option<bool> {
    // of x·a + y·b between l and u the middle is (l + u) ÷ 2; twice that is u less the lower bound's c
    let middle = |upper: Half, lower: Half| upper.c.checked_sub(lower.c);
    let (t, s) = (middle(first, lower[0])?, middle(second, lower[1])?);
    let w = det(first.x, first.y, second.x, second.y)?.signum();
    let x = det(t, first.y, s, second.y)?.signum();
    let y = det(first.x, t, second.x, s)?.signum();
    Some(w != 0 && x == w && y == w)
}

impl Region {
    /// What one record allows for one factor, or two records for two; nothing if a factor is not above 0.
    pub fn of(view: &View, target: usize, parts: &[usize], records: &[usize]) -> Option<Region> {
        let strips: Option<Vec<[Half; 2]>> = records
            .iter()
            .map(|record| strip(view, target, parts, *record))
            .collect();
        let edges = match strips?[..] {
            [[lower, upper]] => vec![lower, upper],
            [[a, b], [c, d]] => {
                if !has_middle_above_zero(b, d, [a, c])? {
                    return None;
                }
                // the sides of a parallelogram, each beside two of the other pair; parallel strips make none
                vec![a, c, b, d]
            }
            _ => return None,
        };
        let mut region = Region {
            is_plane: parts.len() == 2,
            edges,
            corners: Vec::new(),
            agreeing: 0,
        };
        region.turn_corners()?;
        region.is_above_zero().then_some(region)
    }

    fn turn_corners(&mut self) -> Option<()> {
        self.corners = if self.is_plane {
            let next = self.edges.iter().cycle().skip(1);
            let corners = self.edges.iter().zip(next).map(|(a, b)| a.meet(*b));
            corners.collect::<Option<_>>()?
        } else {
            let ends = self.edges.iter().map(|it| {
                let sign = it.x.signum();
                let (x, y, w) = (it.c * sign, 0, it.x * sign);
                (w != 0).then_some(Corner { x, y, w })
            });
            ends.collect::<Option<_>>()?
        };
        Some(())
    }

    fn is_above_zero(&self) -> bool {
        let above = |it: &Corner| it.x > 0 && (it.y > 0 || !self.is_plane);
        self.corners.iter().all(above)
    }

    /// Whether some of these factors give a record's target.
    pub fn meets(&self, view: &View, target: usize, parts: &[usize], record: usize) -> bool {
        let Some(strip) = strip(view, target, parts, record) else {
            return false;
        };
        // a convex region that is on both sides of a strip crosses it
        strip.iter().all(|half| self.reaches(*half))
    }

    /// Whether some corner is within a half-plane.
    fn reaches(&self, half: Half) -> bool {
        let mut sides = self.corners.iter().map(|it| half.within(*it));
        sides.any(|it| it.is_some_and(|it| it >= 0))
    }

    /// Whether all of these factors give a record's target, to within so many halves of its unit.
    pub fn holds(
        &self,
        view: &View,
        target: usize,
        parts: &[usize],
        record: usize,
        halves: i128,
    ) -> bool {
        let Some(strip) = strip(view, target, parts, record) else {
            return false;
        };
        let more = (halves - 1) * i128::from(view.at(target, record).unit);
        strip.iter().all(|half| {
            let half = Half {
                c: half.c + more,
                ..*half
            };
            self.is_within(half)
        })
    }

    /// What is left of it when each record that still allows some of it has its say, in their order.
    pub fn narrowed(
        mut self,
        view: &View,
        target: usize,
        parts: &[usize],
        records: &[usize],
    ) -> Region {
        for record in records {
            let Some(strip) = strip(view, target, parts, *record) else {
                continue;
            };
            if !strip.iter().all(|half| self.reaches(*half)) {
                continue;
            }
            if strip.iter().all(|half| self.is_within(*half)) {
                self.agreeing += 1;
                continue;
            }
            let narrower = strip
                .iter()
                .try_fold(self.clone(), |region, half| region.cut(*half));
            if let Some(narrower) = narrower {
                self = narrower;
                self.agreeing += 1;
            }
        }
        self
    }

    /// Whether every corner is within a half-plane.
    fn is_within(&self, half: Half) -> bool {
        let mut sides = self.corners.iter().map(|it| half.within(*it));
        sides.all(|it| it.is_some_and(|it| it >= 0))
    }

    /// The part within a half-plane; nothing if it is empty.
    fn cut(mut self, half: Half) -> Option<Region> {
        let sides: Vec<i128> = (self.corners.iter())
            .map(|it| half.within(*it))
            .collect::<Option<_>>()?;
        if sides.iter().all(|it| *it >= 0) {
            return Some(self);
        }
        if sides.iter().all(|it| *it < 0) {
            return None;
        }
        if !self.is_plane {
            let outside = sides.iter().position(|it| *it < 0)?;
            self.edges[outside] = half;
            self.turn_corners()?;
            return Some(self);
        }
        // corner i is where edge i meets edge i + 1: an edge stays if one of its ends is within
        let count = self.edges.len();
        let mut edges = Vec::with_capacity(count + 1);
        for at in 0..count {
            let (begins, ends) = (sides[(at + count - 1) % count] >= 0, sides[at] >= 0);
            if begins || ends {
                edges.push(self.edges[at]);
            }
            if begins && !ends {
                edges.push(half);
            }
        }
        self.edges = edges;
        self.turn_corners()?;
        Some(self)
    }

    /// Its corners: at each a value of every factor.
    pub fn points(&self) -> Option<Vec<Vec<Ratio>>> {
        let point = |it: &Corner| {
            let (x, y) = (Ratio::new(it.x, it.w).ok()?, Ratio::new(it.y, it.w).ok()?);
            Some(if self.is_plane { vec![x, y] } else { vec![x] })
        };
        self.corners.iter().map(point).collect()
    }

    /// The least and the largest of each factor.
    pub fn factors(&self) -> Option<Vec<[Ratio; 2]>> {
        let points = self.points()?;
        let along = |at: usize| {
            let values = || points.iter().filter_map(|it| it.get(at));
            Some([*values().min()?, *values().max()?])
        };
        (0..if self.is_plane { 2 } else { 1 }).map(along).collect()
    }
}
