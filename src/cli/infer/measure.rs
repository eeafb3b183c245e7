//! A measure as typed: `A`, `A/B`, or `A/B - C/D` of columns.

use std::collections::BTreeMap;

use super::super::Failure;
use super::super::language::language;
use super::column::Source;
use crate::exact::Ratio;
use crate::lang::say;

/// The measure of each row that has all its figures, by what rows are matched by, with its label.
pub(super) struct Measures {
    pub keys: Vec<String>,
    pub labels: Vec<String>,
    pub measures: Vec<Ratio>,
}

/// The figures of one term: a column, or a part of another.
struct Term {
    part: BTreeMap<String, Ratio>,
    of: Option<BTreeMap<String, Ratio>>,
}

/// Reads the columns of a measure and computes it, exactly, for each row.
///
/// *Errors*: no such column; an expression of another shape.
pub(super) fn measures(source: &Source<'_>, typed: &str) -> Result<Measures, Failure> {
    let terms: Vec<&str> = typed.split(" - ").map(str::trim).collect();
    let (new, old) = match terms[..] {
        [new] => (new, None),
        [new, old] => (new, Some(old)),
        _ => return Err(misshapen(typed)),
    };
    let first = source.numbers(column_names(new, typed)?.0)?;
    let new = term(source, new, typed)?;
    let old = old.map(|old| term(source, old, typed)).transpose()?;
    let mut found = Measures {
        keys: Vec::new(),
        labels: Vec::new(),
        measures: Vec::new(),
    };
    for (key, label) in first.keys.iter().zip(&first.labels) {
        let before = old.as_ref().map(|old| old.value(key));
        let measure = match (new.value(key), before) {
            (Some(new), None) => Some(new),
            (Some(new), Some(Some(old))) => new.sub(old).ok(),
            _ => None,
        };
        if let Some(measure) = measure {
            found.keys.push(key.clone());
            found.labels.push(label.clone());
            found.measures.push(measure);
        }
    }
    Ok(found)
}

impl Term {
    /// `None` where a figure is missing or the divisor zero.
    fn value(&self, key: &str) -> Option<Ratio> {
        let part = *self.part.get(key)?;
        match &self.of {
            Some(of) => part.div(*of.get(key)?).ok(),
            None => Some(part),
        }
    }
}

fn term(source: &Source<'_>, term: &str, typed: &str) -> Result<Term, Failure> {
    let (part, of) = column_names(term, typed)?;
    let read = |name: &str| {
        let column = source.numbers(name)?;
        let numbers = column.by_key().into_iter();
        Ok::<_, Failure>(numbers.map(|(key, it)| (key.to_owned(), it)).collect())
    };
    Ok(Term {
        part: read(part)?,
        of: of.map(read).transpose()?,
    })
}

fn column_names<'t>(term: &'t str, typed: &str) -> Result<(&'t str, Option<&'t str>), Failure> {
    let columns: Vec<&str> = term.split('/').map(str::trim).collect();
    match columns[..] {
        [part] if !part.is_empty() => Ok((part, None)),
        [part, of] if !part.is_empty() && !of.is_empty() => Ok((part, Some(of))),
        _ => Err(misshapen(typed)),
    }
}

fn misshapen(typed: &str) -> Failure {
    Failure(vec![say!(
        language(),
        "no such measure (found \"{typed}\", expected COLUMN, PART/WHOLE, or PART/WHOLE - PART/WHOLE); put spaces around the minus",
        "måttet finns inte (hittade ”{typed}”, väntade KOLUMN, DEL/HELHET eller DEL/HELHET - DEL/HELHET); sätt mellanslag kring minustecknet"
    )])
}
