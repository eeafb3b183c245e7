//! Delimited text (CSV, TSV) in any dialect, field by field with the place of each.
//!
//! Why not the `csv` crate: the place of a field is a line *and* a character, an empty line has a
//! meaning, and a quotation mark that is never closed must be noticed, not swallow the rest.

use super::dialect::{Dialect, dialect_of, sep_line};
use super::encoding::decode;
use super::format::format_of;
use super::grid::{Grid, GridRow, tables};
use super::text::lines_of;
use super::{
    Counted, Document, DocumentFormat, DoubtReason, IntakeProblem, Notice, PrintedCell,
    ReadOptions, SheetPlace,
};

/// A line of fields.
#[derive(Debug)]
pub(super) struct Record {
    /// The fields, at least one.
    pub fields: Vec<Field>,
    /// The line as it stands in the file.
    pub raw: String,
}

/// A field as it was read.
#[derive(Debug)]
pub(super) struct Field {
    /// Its letters, without quotation marks.
    pub text: String,
    /// The line it begins on, from 1.
    pub line: u32,
    /// The character of the line it begins at, from 1.
    pub column: u32,
    /// Whether it stood between quotation marks.
    pub is_quoted: bool,
    /// Whether a space stood before it.
    pub is_spaced: bool,
    /// Whether it has letters after its closing quotation mark, or holds delimiters on several lines.
    pub is_doubtful: bool,
}

impl Record {
    /// Whether nothing is printed in it.
    pub fn is_blank(&self) -> bool {
        self.fields.iter().all(|field| field.text.trim().is_empty())
    }
}

/// All records of a text, and its quotation marks that are never closed.
pub(super) struct Records {
    /// The records, empty lines included.
    pub records: Vec<Record>,
    /// Where a quotation mark opens that nothing closes.
    pub unclosed: Vec<SheetPlace>,
}

/// A text as it is read, letter by letter.
struct Reader<'t> {
    letters: std::iter::Peekable<std::str::CharIndices<'t>>,
    text: &'t str,
    dialect: Dialect,
    line: u32,
    column: u32,
    /// From here on a quotation mark is a letter.
    literal_from: usize,
}

/// At most `most` records of a text.
pub(super) fn records(text: &str, dialect: Dialect, most: usize) -> Records {
    let mut unclosed = Vec::new();
    let mut reader = Reader {
        letters: text.char_indices().peekable(),
        text,
        dialect,
        line: 1,
        column: 1,
        literal_from: usize::MAX,
    };
    let mut records = Vec::new();
    while records.len() < most && reader.letters.peek().is_some() {
        records.push(reader.record(&mut unclosed));
    }
    Records { records, unclosed }
}

impl Reader<'_> {
    fn next(&mut self) -> Option<char> {
        let (_, char) = self.letters.next()?;
        self.column = self.column.saturating_add(1);
        let follows = self.letters.peek().map(|(_, char)| *char);
        if char == '\n' || (char == '\r' && follows != Some('\n')) {
            self.line = self.line.saturating_add(1);
            self.column = 1;
        }
        Some(char)
    }

    fn offset(&mut self) -> usize {
        self.letters
            .peek()
            .map_or(self.text.len(), |(offset, _)| *offset)
    }

    fn record(&mut self, unclosed: &mut Vec<SheetPlace>) -> Record {
        let start = self.offset();
        let mut fields = Vec::new();
        loop {
            let (field, ends) = self.field(unclosed);
            fields.push(field);
            if ends {
                break;
            }
        }
        let raw = self.text[start..self.offset()].trim_end_matches(['\r', '\n']);
        let raw = raw.to_owned();
        Record { fields, raw }
    }

    /// A field, and whether its record ends with it.
    fn field(&mut self, unclosed: &mut Vec<SheetPlace>) -> (Field, bool) {
        let mut field = Field {
            text: String::new(),
            line: self.line,
            column: self.column,
            is_quoted: false,
            is_spaced: false,
            is_doubtful: false,
        };
        while self.letters.peek().is_some_and(|(_, char)| *char == ' ') {
            self.next();
            field.is_spaced = true;
        }
        // Excel's way to keep the zero of ="0114"
        let is_formula = self.text[self.offset()..].starts_with("=\"") && self.dialect.quote == '"';
        if is_formula {
            self.next();
        }
        let opens = self.letters.peek().map(|(_, char)| *char) == Some(self.dialect.quote);
        if opens && self.offset() < self.literal_from {
            self.quoted(&mut field, unclosed);
        }
        loop {
            match self.letters.peek().map(|(_, char)| *char) {
                None => return (field, true),
                Some(char) if char == self.dialect.delimiter => {
                    self.next();
                    return (field, false);
                }
                Some('\r') => {
                    self.next();
                    if self.letters.peek().is_some_and(|(_, char)| *char == '\n') {
                        self.next();
                    }
                    return (field, true);
                }
                Some('\n') => {
                    self.next();
                    return (field, true);
                }
                Some(char) => {
                    self.next();
                    field.is_doubtful |= field.is_quoted && !char.is_whitespace();
                    field.text.push(char);
                }
            }
        }
    }

    /// What stands between quotation marks; where nothing closes them, they are letters.
    fn quoted(&mut self, field: &mut Field, unclosed: &mut Vec<SheetPlace>) {
        let (line, column) = (self.line, self.column);
        let opened = (self.letters.clone(), line, column);
        let quote = self.dialect.quote;
        self.next();
        let (mut has_delimiter, mut has_break) = (false, false);
        loop {
            match self.next() {
                None => {
                    unclosed.push(SheetPlace::Line { line, column });
                    (self.letters, self.line, self.column) = opened;
                    self.literal_from = self.offset();
                    field.text.clear();
                    return;
                }
                Some(char) if char == quote => {
                    match self.letters.peek().map(|(_, char)| *char) {
                        Some(char) if char == quote => {
                            self.next();
                            field.text.push(quote);
                        }
                        // a mark that stood alone was closed by one that opens another field
                        Some(char)
                            if has_break
                                && char != self.dialect.delimiter
                                && !char.is_whitespace() =>
                        {
                            unclosed.push(SheetPlace::Line { line, column });
                            (self.letters, self.line, self.column) = opened;
                            field.text.clear();
                            field.text.extend(self.next());
                            return;
                        }
                        _ => break,
                    }
                }
                Some(char) => {
                    has_delimiter |= char == self.dialect.delimiter;
                    has_break |= char == '\n' || char == '\r';
                    field.text.push(char);
                }
            }
        }
        field.is_quoted = true;
        field.is_doubtful |= has_break && has_delimiter;
    }
}

/// Whether a text is a delimited one.
pub(super) fn is_delimited(name: &str, text: &str) -> bool {
    dialect_of(text, is_named_so(name)).is_some() || (has_ending(name) && !text.trim().is_empty())
}

fn has_ending(name: &str) -> bool {
    let lower = name.to_lowercase();
    [".csv", ".tsv", ".tab"]
        .iter()
        .any(|it| lower.ends_with(it))
}

fn is_named_so(name: &str) -> bool {
    has_ending(name)
}

/// Reads delimited text.
pub(super) fn read(
    name: &str,
    text: &str,
    options: &ReadOptions,
) -> Result<Document, IntakeProblem> {
    let dialect = dialect_of(text, is_named_so(name)).unwrap_or(Dialect {
        delimiter: ';',
        quote: '"',
    });
    let skipped = sep_line(text).map_or(0, |(_, start)| start);
    let read = records(&text[skipped..], dialect, usize::MAX);
    let moved = u32::from(skipped > 0);
    let limit = options.limits.cells;
    let cells: usize = read.records.iter().map(|record| record.fields.len()).sum();
    let found = u64::try_from(cells).unwrap_or(u64::MAX);
    if found > limit {
        let of = Counted::Cells;
        return Err(IntakeProblem::TooMuch { of, found, limit });
    }
    let rows = read.records.into_iter().map(|it| row(it, moved)).collect();
    let unclosed = read
        .unclosed
        .into_iter()
        .map(|place| Notice::UnclosedQuote {
            place: down(place, moved),
        });
    let notices = unclosed.collect();
    Ok(Document {
        name: name.to_owned(),
        format: DocumentFormat::Csv,
        text: lines_of(text),
        sheets: tables(Grid {
            rows,
            is_ragged: true,
        }),
        notices,
    })
}

/// All lines of a delimited file as fields, empty lines and titles among them: the file as one grid.
/// Nothing for a file of another format.
pub fn delimited_rows(name: &str, bytes: &[u8]) -> Option<Vec<Vec<String>>> {
    if format_of(name, bytes) != Ok(DocumentFormat::Csv) {
        return None;
    }
    let text = decode(bytes, None).text;
    let dialect = dialect_of(&text, is_named_so(name))?;
    let skipped = sep_line(&text).map_or(0, |(_, start)| start);
    let read = records(&text[skipped..], dialect, usize::MAX);
    let fields = |record: Record| record.fields.into_iter().map(|it| it.text).collect();
    let mut rows: Vec<Vec<String>> = read.records.into_iter().map(fields).collect();
    if skipped > 0 {
        rows.insert(0, Vec::new());
    }
    Some(rows)
}

fn down(place: SheetPlace, moved: u32) -> SheetPlace {
    match place {
        SheetPlace::Line { line, column } => SheetPlace::Line {
            line: line.saturating_add(moved),
            column,
        },
        other => other,
    }
}

fn row(record: Record, moved: u32) -> GridRow {
    let mut doubts = Vec::new();
    let cell = |(position, field): (usize, Field)| {
        if field.is_doubtful {
            doubts.push((position, DoubtReason::JoinedLines));
        } else if field.text.contains([char::REPLACEMENT_CHARACTER, '\0']) {
            doubts.push((position, DoubtReason::UnreadableLetters));
        }
        let place = SheetPlace::Line {
            line: field.line.saturating_add(moved),
            column: field.column,
        };
        let shown = field.text.replace('\0', "\u{fffd}");
        PrintedCell::new(&in_one_line(&shown), place)
    };
    let cells = record.fields.into_iter().enumerate().map(cell).collect();
    GridRow {
        cells,
        doubts,
        whole: Some(record.raw),
    }
}

/// A text in one line: a line break within a cell is a space.
pub(super) fn in_one_line(text: &str) -> String {
    if !text.contains(['\n', '\r']) {
        return text.to_owned();
    }
    let pieces = text.split(['\n', '\r']).map(str::trim);
    let pieces: Vec<&str> = pieces.filter(|piece| !piece.is_empty()).collect();
    pieces.join(" ")
}
