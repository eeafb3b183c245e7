//! The rules of a page: level and upright lines, each drawn once.

use super::glyph::{Area, Tenths};

/// Lines closer than this are one.
pub(super) const NEAR: Tenths = 20;

/// A level or an upright line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rule {
    /// Where it runs: its height if level, else its distance from the left.
    pub at: Tenths,
    /// Where it begins.
    pub from: Tenths,
    /// Where it ends.
    pub to: Tenths,
}

impl Rule {
    /// Whether it passes the point.
    pub fn covers(&self, along: Tenths) -> bool {
        self.from - NEAR <= along && along <= self.to + NEAR
    }
}

/// The level and the upright rules of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Rules {
    /// Level ones, from the top.
    pub level: Vec<Rule>,
    /// Upright ones, from the left.
    pub upright: Vec<Rule>,
}

/// Sorts the drawn lines and joins those that continue or repeat one another.
pub(super) fn rules_of(drawn: &[Area]) -> Rules {
    let (mut level, mut upright) = (Vec::new(), Vec::new());
    for area in drawn {
        let (width, height) = (area.right - area.left, area.bottom - area.top);
        if width >= height {
            level.push(Rule {
                at: (area.top + area.bottom) / 2,
                from: area.left,
                to: area.right,
            });
        } else {
            upright.push(Rule {
                at: (area.left + area.right) / 2,
                from: area.top,
                to: area.bottom,
            });
        }
    }
    Rules {
        level: joined(level),
        upright: joined(upright),
    }
}

fn joined(mut rules: Vec<Rule>) -> Vec<Rule> {
    rules.sort_unstable();
    let mut out: Vec<Rule> = Vec::new();
    let mut near: Vec<Rule> = Vec::new();
    for rule in rules {
        if near
            .last()
            .is_some_and(|last| rule.at - last.at > NEAR * 3 / 4)
        {
            out.extend(joined_at_one_place(std::mem::take(&mut near)));
        }
        near.push(rule);
    }
    out.extend(joined_at_one_place(near));
    out
}

/// Joins rules that run at the same place.
fn joined_at_one_place(mut rules: Vec<Rule>) -> Vec<Rule> {
    rules.sort_unstable_by_key(|rule| (rule.from, rule.to));
    let mut out: Vec<Rule> = Vec::new();
    for rule in rules {
        match out.last_mut() {
            Some(last) if rule.from <= last.to + NEAR => last.to = last.to.max(rule.to),
            _ => out.push(rule),
        }
    }
    out
}
