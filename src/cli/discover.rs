//! `statsbidrag discover`: the relations of tables that nobody described.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use super::language::{both, language};
use super::{Failure, Outcome, new, output, read};
use crate::audit::{AuditError, audit_among, with_found_checks};
use crate::discovery::{
    Axis, Class, Discovered, Operator, Relation, Repeat, Sheet, discover, repeats,
};
use crate::exact::Ratio;
use crate::findings::Finding;
use crate::intake::{ReadOptions, SheetPlace, delimited_rows};
use crate::lang::{Errors, InWords, Lang, say};
use crate::report::{DiscoveredTableJson, discover_json, discovered_table_json};
use crate::tables::{TableError, read_bytes};

/// Which files, and how to show what is found.
#[derive(Args)]
pub(super) struct DiscoverArguments {
    #[arg(
        required = true,
        value_name = "FILE",
        help = both(
            "Files of any format that can be read",
            "Filer i vilket format som helst som kan läsas",
        )
    )]
    files: Vec<PathBuf>,
    #[arg(
        long,
        value_enum,
        default_value_t = Format::Text,
        help = both(
            "How to print the result: text or json [default: text]",
            "Hur resultatet skrivs: text eller json [annars text]",
        )
    )]
    format: Format,
    #[arg(
        long,
        value_name = "DIR",
        help = both(
            "Write a folder with the tables and what was found, in the language of checks",
            "Skriv en mapp med tabellerna och det som hittades, på kontrollernas språk",
        )
    )]
    write: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Text,
    Json,
}

/// Decimals of a factor that is shown.
const FACTOR_DECIMALS: u32 = 6;

/// A table and what was found in it.
struct Table {
    /// Which of the files it is from.
    file: usize,
    name: String,
    place: String,
    /// Where it begins; nothing where the file is one table.
    begins: Option<SheetPlace>,
    rows: Vec<Vec<String>>,
    discovered: Discovered,
}

pub(super) fn run(arguments: &DiscoverArguments) -> Result<Outcome, Failure> {
    let lang = language();
    let mut tables = Vec::new();
    let mut errors = Vec::new();
    for (file, path) in arguments.files.iter().enumerate() {
        match tables_of(file, path, lang) {
            Ok(mut found) => tables.append(&mut found),
            Err(Failure(mut found)) => errors.append(&mut found),
        }
    }
    if arguments.format == Format::Json {
        let mut shown: Vec<DiscoveredTableJson> = Vec::new();
        for (file, path) in arguments.files.iter().enumerate() {
            let of_file: Vec<&Table> = tables.iter().filter(|it| it.file == file).collect();
            if !of_file.is_empty() {
                shown.extend(with_findings(path, &of_file, lang));
            }
        }
        for it in repeats_among(&tables) {
            if let Some(table) = shown.get_mut(it.table) {
                table.add_repeat(&it, repeat_formula(&tables, &it, lang));
            }
        }
        let document = serde_json::to_value(discover_json(shown)).unwrap_or_default();
        output::result(&format!("{document}\n"));
    } else {
        let is_alone =
            |table: &Table| tables.iter().filter(|it| it.file == table.file).count() == 1;
        let repeats = repeats_among(&tables);
        let text = tables.iter().enumerate().map(|(at, it)| {
            let path = arguments.files.get(it.file).filter(|_| is_alone(it));
            let own: Vec<&Repeat> = repeats.iter().filter(|it| it.table == at).collect();
            let path = path.map(PathBuf::as_path);
            table_text(it, path, !own.is_empty(), lang) + &repeats_text(&tables, &own, lang)
        });
        let text: String = text.collect();
        output::result(&text);
    }
    if errors.is_empty() {
        if let Some(folder) = &arguments.write {
            let words = new::write_from(folder, &arguments.files)?;
            // the result is one document where it is JSON
            if arguments.format == Format::Text {
                output::result(&words);
            }
        }
        Ok(Outcome::Clean)
    } else {
        Err(Failure(errors))
    }
}

/// A delimited file is one grid, titles and empty lines included; of other formats each table is.
fn tables_of(file: usize, path: &Path, lang: Lang) -> Result<Vec<Table>, Failure> {
    let options = ReadOptions::default();
    let bytes = read_bytes(path, options.limits.bytes).map_err(Errors::<TableError>::from)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if let Some(rows) = delimited_rows(&name, &bytes) {
        let place = say!(lang, "line 1", "rad 1");
        return Ok(vec![Table::new(file, name.into_owned(), place, rows)]);
    }
    let document = read::document(path, &options)?;
    let sheets = document.sheets.into_iter().map(|sheet| {
        // what was read by a relation can speak for none
        let told = sheet.evidence().into_iter();
        let rows = told
            .map(|row| row.into_iter().map(str::to_owned).collect())
            .collect();
        let title = if sheet.title.is_empty() {
            name.to_string()
        } else {
            sheet.title
        };
        Table {
            begins: Some(sheet.place.clone()),
            ..Table::new(file, title, sheet.place.in_words(lang), rows)
        }
    });
    Ok(sheets.collect())
}

impl Table {
    fn new(file: usize, name: String, place: String, rows: Vec<Vec<String>>) -> Table {
        let discovered = discover(&rows);
        Table {
            file,
            name,
            place,
            begins: None,
            rows,
            discovered,
        }
    }

    /// Whether a place in the file is in it or after it, and not before or beside it.
    fn begins_before(&self, cell: &SheetPlace) -> bool {
        match (&self.begins, cell) {
            (
                Some(SheetPlace::Cell { sheet, row, column }),
                SheetPlace::Cell {
                    sheet: own,
                    row: below,
                    column: right,
                },
            ) => sheet == own && row <= below && column <= right,
            (Some(begins), cell) => begins <= cell,
            (None, _) => true,
        }
    }
}

/// The tables of a file, each with what an audit of the file says of it.
fn with_findings(path: &Path, tables: &[&Table], lang: Lang) -> Vec<DiscoveredTableJson> {
    let mut shown: Vec<DiscoveredTableJson> = tables
        .iter()
        .map(|it| {
            let called = (it.name.as_str(), it.place.as_str());
            let formula = |relation: &Relation| formula(it, relation, lang);
            discovered_table_json(called, &it.rows, &it.discovered, formula, lang)
        })
        .collect();
    match findings(path) {
        Ok(found) => {
            for finding in found {
                // a finding stands where its first cell does; one of the text alone in the first table
                let place = finding.cells.iter().find_map(|it| it.place.as_ref());
                let begun = tables
                    .iter()
                    .enumerate()
                    .filter(|(_, table)| place.is_some_and(|place| table.begins_before(place)));
                let last = begun.max_by(|(_, a), (_, b)| a.begins.cmp(&b.begins));
                let at = last.map_or(0, |(at, _)| at);
                if let Some(table) = shown.get_mut(at) {
                    table.add_finding(&finding, lang);
                }
            }
        }
        Err(Failure(why)) => {
            for table in &mut shown {
                table.unaudited.clone_from(&why);
            }
        }
    }
    shown
}

/// What an audit of a file says.
fn findings(path: &Path) -> Result<Vec<Finding>, Failure> {
    let in_words = |errors: Errors<AuditError>| {
        let words = errors.iter().map(|error| error.in_words(language()));
        Failure(words.collect())
    };
    let (decision, _) = read::decision_of_any(path)?;
    let (decision, _) = with_found_checks(decision).map_err(in_words)?;
    let audit = audit_among(&decision, &[&decision]).map_err(in_words)?;
    Ok(audit.findings)
}

/// A table in words; of a file that is one table with what to ask of it next.
fn table_text(table: &Table, path: Option<&Path>, is_repeated: bool, lang: Lang) -> String {
    let (name, place) = (&table.name, &table.place);
    let mut text = format!("{name} ({place})\n");
    let found = &table.discovered;
    if let Some(nothing) = found.nothing.filter(|_| !is_repeated) {
        // writing to a string cannot fail
        let _ = writeln!(text, "  {}", nothing.in_words(lang));
    }
    let shown = |it: &&Relation| it.class != Class::Habit;
    for it in found.relations.iter().filter(shown) {
        let (class, formula) = (it.class.in_words(lang), formula(table, it, lang));
        let _ = writeln!(text, "  {class}: {formula}. {}", it.in_words(lang));
        if let Some(command) = path.and_then(|path| infer_command(table, it, path)) {
            let next = say!(
                lang,
                "the factor exactly, and which cells differ: {command}",
                "faktorn exakt, och vilka celler som skiljer sig: {command}"
            );
            let _ = writeln!(text, "    {next}");
        }
    }
    let habits = found.relations.len() - found.relations.iter().filter(shown).count();
    if habits > 0 {
        let _ = writeln!(
            text,
            "  {}",
            say!(
                lang,
                "{habits} habits, shown as JSON",
                "{habits} vanor, visas som JSON"
            )
        );
    }
    text
}

/// What the tables have in common.
fn repeats_among(tables: &[Table]) -> Vec<Repeat> {
    let sheets = tables.iter().map(|it| Sheet {
        rows: &it.rows,
        title: &it.name,
        keys: None,
        groups: &[],
    });
    repeats(&sheets.collect::<Vec<_>>())
}

/// The lines of a table that earlier ones have as well, in words.
fn repeats_text(tables: &[Table], repeats: &[&Repeat], lang: Lang) -> String {
    let shown = repeats.iter().filter(|it| it.class != Class::Habit);
    let lines = shown.map(|it| {
        let (class, support) = (it.class.in_words(lang), it.in_words(lang));
        let formula = repeat_formula(tables, it, lang);
        format!("  {class}: {formula}. {support}\n")
    });
    lines.collect()
}

/// Two lines of two tables with their headings.
fn repeat_formula(tables: &[Table], repeat: &Repeat, lang: Lang) -> String {
    let line = |table: usize, axis: Axis, at: usize, scale: i64| {
        let label = tables
            .get(table)
            .map_or("", |it| it.discovered.label(axis, at));
        let times = if scale == 1 {
            String::new()
        } else {
            format!("{scale} × ")
        };
        match label {
            "" => format!("{times}[{}]", at + 1),
            label => format!("{times}\"{label}\""),
        }
    };
    let [of_own, of_part] = repeat.scales;
    let own = line(repeat.table, repeat.axis, repeat.target, of_own);
    let part = line(repeat.of_table, repeat.of_axis, repeat.part, of_part);
    let before = tables.get(repeat.of_table);
    let (name, place) = before.map_or(("", ""), |it| (it.name.as_str(), it.place.as_str()));
    say!(
        lang,
        "{own} = {part} of {name} ({place})",
        "{own} = {part} i {name} ({place})"
    )
}

/// The command that measures the factor between two columns, where their headings name them.
fn infer_command(table: &Table, relation: &Relation, path: &Path) -> Option<String> {
    let (Operator::Proportional, [part]) = (relation.operator, &relation.parts[..]) else {
        return None;
    };
    let width = table.rows.iter().map(Vec::len).max().unwrap_or(0);
    let heading = |line: usize| {
        let own = table.discovered.label(relation.axis, line);
        let all = (0..width).map(|at| table.discovered.label(relation.axis, at));
        let is_plain = |it: char| it.is_alphanumeric() || " _-.,/()%".contains(it);
        let names_it = !own.is_empty() && own.chars().all(is_plain);
        (names_it && all.filter(|it| *it == own).count() == 1).then_some(own)
    };
    let (target, part, path) = (heading(relation.target)?, heading(*part)?, path.display());
    Some(format!(
        "statsbidrag infer \"{path}\" --column \"{target}\" --factor-of \"{part}\""
    ))
}

/// The relation with the headings of its lines, as far as they are printed.
fn formula(table: &Table, relation: &Relation, lang: Lang) -> String {
    let label = |line: usize| {
        let label = table.discovered.label(relation.axis, line);
        if label.is_empty() {
            format!("[{}]", line + 1)
        } else {
            format!("\"{label}\"")
        }
    };
    let parts: Vec<String> = match &relation.parts[..] {
        [first, .., last] if relation.parts.len() > 6 => {
            let count = relation.parts.len();
            let (first, last) = (label(*first), label(*last));
            vec![say!(
                lang,
                "{count} lines from {first} to {last}",
                "{count} rader eller kolumner från {first} till {last}"
            )]
        }
        parts => {
            let total = relation.total.map(|it| {
                let total = table.discovered.label(Axis::Rows, it);
                format!("{}[\"{total}\"]", label(parts[0]))
            });
            let parts = parts.iter().map(|part| label(*part));
            parts.chain(total).collect()
        }
    };
    format!(
        "{} = {}",
        label(relation.target),
        with_sign(relation, &parts)
    )
}

fn with_sign(relation: &Relation, parts: &[String]) -> String {
    let scale = if relation.scale == 1 {
        String::new()
    } else {
        format!("{} × ", relation.scale)
    };
    match (relation.operator, parts) {
        (Operator::Ratio | Operator::ShareOfTotal, [a, b]) => format!("{scale}{a} / {b}"),
        (Operator::Change, [a, b]) => format!("{scale}({b} − {a}) / {a}"),
        (Operator::Decrease, [a, b]) => format!("{scale}({a} − {b}) / {a}"),
        (Operator::Share, [a, b]) => format!("{scale}{a} / ({a} + {b})"),
        (Operator::Proportional, [a]) if relation.whole.is_some() => {
            format!("100 × {a} / {}", relation.whole.unwrap_or_default())
        }
        (Operator::Proportional | Operator::Mixture, parts) => {
            let factor = |it: &[Ratio; 2]| it[0].to_decimal_string(FACTOR_DECIMALS);
            let factors = relation.factors.iter().map(factor).zip(parts);
            let terms = factors.map(|(factor, part)| format!("{factor}… × {part}"));
            terms.collect::<Vec<_>>().join(" + ")
        }
        (Operator::RestOfHundred, _) => format!("100 − {}", parts.join(" − ")),
        (Operator::Mean, _) => format!("({}) / n", parts.join(" + ")),
        _ => parts.join(" + "),
    }
}
