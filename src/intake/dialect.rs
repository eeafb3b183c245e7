//! Dialects of delimited text: which letter delimits fields, and which quotes them.

use std::collections::BTreeMap;

use super::csv::{Record, records};

/// How a delimited text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dialect {
    /// What stands between fields.
    pub delimiter: char,
    /// What stands around a field that holds a delimiter.
    pub quote: char,
}

/// The delimiters that are tried, those that prose and figures seldom have first.
const DELIMITERS: [char; 4] = ['\t', ';', '|', ','];

/// How many records are looked at to tell the dialect.
const LOOKED_AT: usize = 2_000;

/// A first line `sep=;`, as Excel writes and obeys it: the delimiter, and where the text begins.
pub(super) fn sep_line(text: &str) -> Option<(char, usize)> {
    let end = text.find(['\r', '\n']).unwrap_or(text.len());
    let line = text[..end].trim().trim_matches('"');
    let named = line.get(..4).filter(|it| it.eq_ignore_ascii_case("sep="))?;
    let mut rest = line[named.len()..].chars();
    // a tab is lost when the line is trimmed
    let delimiter = rest.next().unwrap_or('\t');
    if rest.next().is_some() {
        return None;
    }
    let after = &text[end..];
    let newline = after.len() - after.strip_prefix('\r').unwrap_or(after).len();
    let after = &after[newline..];
    let newline = newline + after.len() - after.strip_prefix('\n').unwrap_or(after).len();
    Some((delimiter, end + newline))
}

/// The dialect of a text, if it is a delimited one. `is_named_so` says that the file's name ends as
/// such files do, which decides where contents leave it open.
pub(super) fn dialect_of(text: &str, is_named_so: bool) -> Option<Dialect> {
    if let Some((delimiter, start)) = sep_line(text) {
        let quote = quote_of(&text[start..], delimiter);
        return Some(Dialect { delimiter, quote });
    }
    let fitting: Vec<Fit> = DELIMITERS
        .iter()
        .filter_map(|delimiter| fit(text, *delimiter, is_named_so))
        .collect();
    let first = fitting.first()?;
    // a delimiter that makes many more columns, as consistently, is the one
    let better = fitting
        .iter()
        .find(|it| it.fields > 4 * first.fields && it.records >= first.records);
    Some(better.unwrap_or(first).dialect)
}

/// How well a delimiter fits.
struct Fit {
    dialect: Dialect,
    /// The most usual number of delimiters of a record.
    fields: usize,
    /// How many records have that many.
    records: usize,
}

fn fit(text: &str, delimiter: char, is_named_so: bool) -> Option<Fit> {
    if !text.contains(delimiter) {
        return None;
    }
    let quote = quote_of(text, delimiter);
    let dialect = Dialect { delimiter, quote };
    let read = records(text, dialect, LOOKED_AT).records;
    let filled: Vec<&Record> = read.iter().filter(|record| !record.is_blank()).collect();
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for record in &filled {
        *counts.entry(record.fields.len()).or_default() += 1;
    }
    let (width, records) = counts
        .into_iter()
        .filter(|(width, _)| *width >= 2)
        .max_by_key(|(width, records)| (*records * (*width - 1), *records))?;
    let consistent = 10 * records >= 6 * filled.len() || (width >= 3 && records >= 3);
    let fits = (consistent && (records >= 2 || is_named_so))
        && (delimiter != ',' || is_named_so || !is_prose(&filled, width));
    let fields = width - 1;
    fits.then_some(Fit {
        dialect,
        fields,
        records,
    })
}

/// Whether the commas of the records are those of prose or of decimals rather than delimiters.
fn is_prose(filled: &[&Record], width: usize) -> bool {
    let wide = filled.iter().filter(|record| record.fields.len() >= width);
    let (mut spaced, mut decimal, mut all) = (0, 0, 0);
    for record in wide {
        for pair in record.fields.windows(2) {
            let [left, right] = pair else { continue };
            all += 1;
            let digit = |char: Option<char>| char.is_some_and(|it| it.is_ascii_digit());
            spaced += usize::from(right.is_spaced && !right.is_quoted);
            decimal += usize::from(
                digit(left.text.chars().next_back()) && digit(right.text.chars().next()),
            );
        }
    }
    2 * spaced > all || (width == 2 && 10 * decimal > 8 * all)
}

/// The quotation mark: `"`, or `'` where nearly every line begins and ends with one.
fn quote_of(text: &str, delimiter: char) -> char {
    if !text.contains('\'') {
        return '"';
    }
    let between = format!("'{delimiter}'");
    let (mut wrapped, mut all) = (0_usize, 0_usize);
    for line in text.lines().take(LOOKED_AT).map(str::trim) {
        // a line break within a field leaves one of the two ends, and perhaps no other field
        let has_end = line.starts_with('\'') || line.ends_with('\'');
        let is_wrapped = has_end && line.contains(&between);
        wrapped += usize::from(is_wrapped);
        all += usize::from(!line.is_empty() && (is_wrapped || !has_end));
    }
    if wrapped > 0 && 10 * wrapped >= 8 * all {
        '\''
    } else {
        '"'
    }
}
