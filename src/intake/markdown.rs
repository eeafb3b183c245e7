//! Markdown with pipe tables: a line of dashes below the first row, letters without their markup.

use super::grid::{GridRow, heading_rows, sheet_of};
use super::raised::push_raised;
use super::text::split_lines;
use super::{
    Counted, Document, DocumentFormat, DoubtReason, IntakeProblem, PrintedCell, ReadOptions,
    SheetPlace, TextLine,
};

/// Whether a text has a pipe table.
pub(super) fn has_table(text: &str) -> bool {
    let mut before: Option<&str> = None;
    for line in split_lines(text) {
        if is_rule(line) && before.is_some_and(|it| it.contains('|')) {
            return true;
        }
        before = Some(line);
    }
    false
}

/// Whether a text without a table is Markdown: it has headings as Markdown writes them.
pub(super) fn has_headings(text: &str) -> bool {
    split_lines(text).any(|line| {
        let level = line.len() - line.trim_start_matches('#').len();
        (1..=6).contains(&level) && line[level..].starts_with(' ')
    })
}

/// The line below the first row: `| --- | ---: |`.
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.contains('|')
        && line.contains('-')
        && line.trim_matches('|').split('|').all(|field| {
            let bare = field.trim();
            let dashes = bare.trim_start_matches(':').trim_end_matches(':');
            !dashes.is_empty() && dashes.bytes().all(|byte| byte == b'-')
        })
}

/// Reads Markdown.
pub(super) fn read(
    name: &str,
    text: &str,
    options: &ReadOptions,
) -> Result<Document, IntakeProblem> {
    let lines: Vec<&str> = split_lines(text).collect();
    let mut document = Document {
        name: name.to_owned(),
        format: DocumentFormat::Markdown,
        text: Vec::new(),
        sheets: Vec::new(),
        notices: Vec::new(),
    };
    let mut cells = 0_u64;
    let mut position = 0;
    let mut fence: Option<&str> = None;
    while let Some(line) = lines.get(position) {
        let trimmed = line.trim_start();
        let mark = ["```", "~~~"]
            .into_iter()
            .find(|it| trimmed.starts_with(it));
        match (fence, mark) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            _ => {}
        }
        let begins = fence.is_none()
            && line.contains('|')
            && lines.get(position + 1).is_some_and(|next| is_rule(next));
        if begins {
            let rows = lines[position..].iter().take_while(|it| it.contains('|'));
            let rows: Vec<&str> = rows.copied().collect();
            let above = document.text.last().map(|line| line.text.clone());
            table(&rows, position, above, &mut document, &mut cells, options)?;
            position += rows.len();
        } else {
            add_line(position, line, &mut document);
            position += 1;
        }
    }
    Ok(document)
}

fn number(position: usize) -> u32 {
    u32::try_from(position)
        .unwrap_or(u32::MAX)
        .saturating_add(1)
}

/// A line of prose without the marks that make it a heading, a list or a quotation.
fn add_line(position: usize, line: &str, document: &mut Document) {
    let bare = line.trim_start_matches(['#', '>', ' ', '\t']);
    let bare = ["- ", "* ", "+ "]
        .iter()
        .find_map(|it| bare.strip_prefix(it))
        .unwrap_or(bare);
    let text = plain(bare);
    if !text.trim().is_empty() {
        document.text.push(TextLine {
            place: SheetPlace::Line {
                line: number(position),
                column: 1,
            },
            text: text.trim().to_owned(),
        });
    }
}

/// A table of these lines, of which the second is the line of dashes.
fn table(
    lines: &[&str],
    first: usize,
    above: Option<String>,
    document: &mut Document,
    cells: &mut u64,
    options: &ReadOptions,
) -> Result<(), IntakeProblem> {
    let width = fields(lines.first().copied().unwrap_or_default()).len();
    let mut grid = Vec::new();
    for (offset, line) in lines.iter().enumerate() {
        if offset == 1 {
            continue;
        }
        let row = row(line, number(first + offset), width);
        *cells += u64::try_from(row.cells.len()).unwrap_or(u64::MAX);
        if *cells > options.limits.cells {
            return Err(IntakeProblem::TooMuch {
                of: Counted::Cells,
                found: *cells,
                limit: options.limits.cells,
            });
        }
        let shown = row.cells.iter().filter(|it| !it.is_blank());
        let shown: Vec<&str> = shown.map(|cell| cell.printed.as_str()).collect();
        if !shown.is_empty() {
            document.text.push(TextLine {
                place: row.cells[0].place.clone(),
                text: shown.join("\t"),
            });
        }
        grid.push(row);
    }
    let is_blank = |row: &GridRow| row.cells.iter().all(PrintedCell::is_blank);
    let filled = |row: &GridRow| row.cells.iter().filter(|it| !it.is_blank()).count();
    // an empty first row is there because Markdown must have one: the true one may follow
    if grid.first().is_some_and(is_blank) {
        grid.remove(0);
        let headings = heading_rows(&grid);
        document
            .sheets
            .extend(sheet_of(String::new(), headings, grid));
        return Ok(());
    }
    // a first row of one cell is a title, and headings may follow
    let is_title = grid.len() > 1
        && width > 1
        && grid
            .first()
            .is_some_and(|row| filled(row) == 1 && !row.cells[0].is_blank());
    if is_title {
        let row = grid.remove(0);
        let title = row
            .cells
            .first()
            .map_or(String::new(), |cell| cell.printed.clone());
        let headings = heading_rows(&grid);
        document.sheets.extend(sheet_of(title, headings, grid));
        return Ok(());
    }
    let title = above
        .filter(|line| super::grid::is_title(line))
        .unwrap_or_default();
    let headings = 1 + heading_rows(&grid[1..]).min(1) * usize::from(is_second_heading(&grid));
    document.sheets.extend(sheet_of(title, headings, grid));
    Ok(())
}

/// Whether the row below the first is a heading, too: its label is blank and it has no figure.
fn is_second_heading(grid: &[GridRow]) -> bool {
    grid.get(1)
        .is_some_and(|row| row.cells.first().is_some_and(PrintedCell::is_blank))
        && grid.len() > 2
}

fn row(line: &str, number: u32, width: usize) -> GridRow {
    let fields = fields(line);
    let found = fields.len();
    let cells: Vec<PrintedCell> = fields
        .into_iter()
        .map(|(column, field)| {
            let place = SheetPlace::Line {
                line: number,
                column,
            };
            PrintedCell::new(&plain(field.trim()), place)
        })
        .collect();
    // what Markdown would drop in silence
    let beyond = cells.iter().skip(width).any(|cell| !cell.is_blank());
    let count = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
    let reason = DoubtReason::FieldCount {
        found: count(found),
        expected: count(width),
    };
    let doubts = if beyond {
        (1..found).map(|column| (column, reason.clone())).collect()
    } else {
        Vec::new()
    };
    GridRow {
        cells,
        doubts,
        whole: None,
    }
}

/// The fields of a line between bars that are not escaped, each with its first character, from 1.
fn fields(line: &str) -> Vec<(u32, &str)> {
    let start = line.len() - line.trim_start().len();
    let text = line.trim();
    let skipped = usize::from(text.starts_with('|'));
    let ends = text.len() > skipped && text.ends_with('|') && !text.ends_with("\\|");
    let inner = &text[skipped..text.len() - usize::from(ends)];
    let (mut fields, mut from, mut is_escaped, mut in_code) = (Vec::new(), 0, false, false);
    let begins = line[..start].chars().count() + skipped + 1;
    let mut column = begins;
    let mut field_column = begins;
    for (offset, letter) in inner.char_indices() {
        column += 1;
        match letter {
            '\\' if !is_escaped => {
                is_escaped = true;
                continue;
            }
            '`' if !is_escaped => in_code = !in_code,
            '|' if !is_escaped => {
                fields.push((
                    u32::try_from(field_column).unwrap_or(u32::MAX),
                    &inner[from..offset],
                ));
                from = offset + 1;
                field_column = column;
                in_code = false;
            }
            _ => {}
        }
        is_escaped = false;
    }
    let _ = in_code;
    fields.push((
        u32::try_from(field_column).unwrap_or(u32::MAX),
        &inner[from..],
    ));
    fields
}

/// The letters without their markup: emphasis, escapes, links, code, tags, entities.
fn plain(text: &str) -> String {
    let without_tags = tags(text);
    let letters: Vec<char> = without_tags.chars().collect();
    let mut shown = String::new();
    let dropped = emphasis(&letters);
    let mut position = 0;
    while let Some(&letter) = letters.get(position) {
        if letter == '\\'
            && letters
                .get(position + 1)
                .is_some_and(char::is_ascii_punctuation)
        {
            shown.push(letters[position + 1]);
            position += 2;
            continue;
        }
        if dropped.get(position) == Some(&true) {
            position += 1;
            continue;
        }
        if let Some((words, end)) = link(&letters, position) {
            shown.push_str(&plain(&words));
            position = end;
            continue;
        }
        if letter != '`' {
            shown.push(letter);
        }
        position += 1;
    }
    shown
}

/// A link or a picture at a position: its words, and where it ends.
fn link(letters: &[char], position: usize) -> Option<(String, usize)> {
    let is_picture = letters[position] == '!' && letters.get(position + 1) == Some(&'[');
    let start = position + usize::from(is_picture);
    if letters[start] != '[' {
        return None;
    }
    // no link is longer than this; looking further would take time for every bracket
    let window = &letters[start..letters.len().min(start + 2_000)];
    let close = window.iter().position(|it| *it == ']')?;
    if window.get(close + 1) != Some(&'(') {
        return None;
    }
    let end = window[close..].iter().position(|it| *it == ')')? + close;
    let words = if is_picture {
        String::new()
    } else {
        window[1..close].iter().collect()
    };
    Some((words, start + end + 1))
}

/// Which stars and underlines make words bold or slanted and are not shown: a run that opens before a
/// letter and one as long that closes after a letter.
fn emphasis(letters: &[char]) -> Vec<bool> {
    let mut dropped = vec![false; letters.len()];
    let mut open: Vec<(char, usize, usize)> = Vec::new();
    let mut position = 0;
    while let Some(&mark) = letters.get(position) {
        if mark == '\\' {
            position += 2;
            continue;
        }
        if !matches!(mark, '*' | '_' | '~') {
            position += 1;
            continue;
        }
        let length = letters[position..]
            .iter()
            .take_while(|it| **it == mark)
            .count();
        let before = position.checked_sub(1).and_then(|it| letters.get(it));
        let after = letters.get(position + length);
        let is_space = |it: Option<&char>| it.is_none_or(|it| it.is_whitespace());
        let is_word = |it: Option<&char>| it.is_some_and(|it| it.is_alphanumeric());
        // underlines within a word are letters
        let inside = mark == '_' && is_word(before) && is_word(after);
        let matching = open
            .iter()
            .rposition(|(own, _, size)| *own == mark && *size == length);
        match matching.filter(|_| !is_space(before) && !inside) {
            Some(found) => {
                let (_, start, size) = open[found];
                dropped[start..start + size].fill(true);
                dropped[position..position + length].fill(true);
                open.truncate(found);
            }
            // one tilde alone is "about"
            None if !is_space(after)
                && !inside
                && length <= 3
                && (mark != '~' || length == 2)
                && open.len() < 64 =>
            {
                open.push((mark, position, length));
            }
            None => {}
        }
        position += length;
    }
    dropped
}

/// Tags of HTML within a line: `<br>` is a space, `<sup>` raises, others are not shown; and entities.
fn tags(text: &str) -> String {
    if !text.contains(['<', '&']) {
        return text.to_owned();
    }
    let mut shown = String::new();
    let mut raised: Option<String> = None;
    let mut rest = text;
    while let Some(start) = rest.find(['<', '&']) {
        let target = raised.as_mut().unwrap_or(&mut shown);
        target.push_str(&rest[..start]);
        let after = &rest[start..];
        let (piece, length) = if after.starts_with('&') {
            entity(after)
        } else {
            tag(after)
        };
        match piece {
            Piece::Letters(letters) => target.push_str(&letters),
            Piece::Raise => raised = Some(String::new()),
            Piece::Lower => {
                if let Some(raised) = raised.take() {
                    push_raised(&mut shown, &raised);
                }
            }
            Piece::Nothing => {}
        }
        rest = &after[length..];
    }
    raised.as_mut().unwrap_or(&mut shown).push_str(rest);
    if let Some(raised) = raised {
        push_raised(&mut shown, &raised);
    }
    shown
}

enum Piece {
    Letters(String),
    Raise,
    Lower,
    Nothing,
}

/// What a `<` begins, and how long it is.
fn tag(text: &str) -> (Piece, usize) {
    let window = text.get(..text.len().min(500)).unwrap_or(text);
    let is_tag = text[1..]
        .starts_with(|char: char| char.is_ascii_alphabetic() || char == '/' || char == '!');
    let Some(end) = window.find('>').filter(|_| is_tag) else {
        return (Piece::Letters("<".to_owned()), 1);
    };
    let inside = text[1..end].to_lowercase();
    let name: String = inside
        .chars()
        .take_while(|char| char.is_ascii_alphanumeric() || *char == '/')
        .collect();
    let piece = match name.as_str() {
        "br" | "br/" => Piece::Letters(" ".to_owned()),
        "sup" => Piece::Raise,
        "/sup" => Piece::Lower,
        _ => Piece::Nothing,
    };
    (piece, end + 1)
}

/// What a `&` begins, and how long it is.
fn entity(text: &str) -> (Piece, usize) {
    let end = text
        .char_indices()
        .take(12)
        .find(|(_, char)| *char == ';')
        .map(|(end, _)| end);
    let Some(end) = end else {
        return (Piece::Letters("&".to_owned()), 1);
    };
    let name = &text[1..end];
    let letter = match name {
        "nbsp" => Some('\u{a0}'),
        "thinsp" => Some('\u{2009}'),
        "ndash" => Some('–'),
        "mdash" => Some('—'),
        "minus" => Some('−'),
        "shy" => return (Piece::Nothing, end + 1),
        "aring" => Some('å'),
        "auml" => Some('ä'),
        "ouml" => Some('ö'),
        "Aring" => Some('Å'),
        "Auml" => Some('Ä'),
        "Ouml" => Some('Ö'),
        "eacute" => Some('é'),
        _ => super::xml::known_entity(name),
    };
    match letter {
        Some(letter) => (Piece::Letters(letter.to_string()), end + 1),
        None => (Piece::Letters("&".to_owned()), 1),
    }
}
