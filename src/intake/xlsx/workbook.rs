//! What a workbook says of itself: its sheets, its strings, its formats.

use std::collections::BTreeMap;

use super::super::number_format::StoredNumber;
use super::super::package::Package;
use super::super::xml::{Piece, Xml};
use super::super::{DoubtReason, IntakeProblem, Limits};
use super::styles::Styles;

/// A workbook without its sheets' cells.
pub(super) struct Workbook {
    /// Its sheets in order.
    pub sheets: Vec<ListedSheet>,
    /// Its shared strings.
    pub strings: Vec<String>,
    /// The formats of its cells.
    pub styles: Styles,
    /// Whether its days are counted since 1904.
    pub since_1904: bool,
}

/// A sheet as the workbook lists it.
pub(super) struct ListedSheet {
    /// Its name.
    pub name: String,
    /// The part its cells are in.
    pub part: String,
    /// Whether it is hidden.
    pub is_hidden: bool,
}

impl Workbook {
    /// Reads all parts but the sheets themselves.
    pub fn read(package: &mut Package<'_>, limits: &Limits) -> Result<Workbook, IntakeProblem> {
        let part = main_part(package, limits)?;
        let text = package.needed(&part)?;
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", &part));
        let targets = relations(package, &format!("{folder}/_rels/{file}.rels"), limits)?;
        let mut xml = Xml::new(&text, &part, limits.depth);
        let (mut sheets, mut since_1904) = (Vec::new(), false);
        while let Some(piece) = xml.next()? {
            let Piece::Open(tag) = piece else { continue };
            match tag.name() {
                "workbookPr" => since_1904 |= tag.is_set("date1904"),
                "sheet" => {
                    let id = tag.attribute("id").unwrap_or_default();
                    let target = targets.by_id.get(&id).cloned().unwrap_or_default();
                    let state = tag.attribute("state").unwrap_or_default();
                    sheets.push(ListedSheet {
                        name: tag.attribute("name").unwrap_or_default(),
                        part: in_folder(folder, &target),
                        is_hidden: state.to_lowercase().ends_with("hidden"),
                    });
                }
                _ => {}
            }
        }
        let strings = match targets.named(folder, "/sharedStrings", "sharedStrings.xml") {
            Some(part) => shared_strings(package, &part, limits)?,
            None => Vec::new(),
        };
        let styles = match targets.named(folder, "/styles", "styles.xml") {
            Some(part) => Styles::read(package, &part, limits)?,
            None => Styles::default(),
        };
        Ok(Workbook {
            sheets,
            strings,
            styles,
            since_1904,
        })
    }

    /// What is shown of a stored number in a cell of this style, and what is doubtful in it.
    pub fn number(&self, stored: &str, style: usize) -> (String, Option<DoubtReason>) {
        let Some(number) = StoredNumber::parse(stored) else {
            let code = stored.to_owned();
            return (
                stored.to_owned(),
                Some(DoubtReason::UnknownNumberFormat { code }),
            );
        };
        self.styles.show(&number, style, self.since_1904)
    }
}

/// The targets that a part refers to.
struct Targets {
    by_id: BTreeMap<String, String>,
    by_kind: Vec<(String, String)>,
}

impl Targets {
    /// The target of a kind; without one, the file that usually has it.
    fn named(&self, folder: &str, kind: &str, usual: &str) -> Option<String> {
        let mut targets = self.by_kind.iter();
        let found = targets.find(|(own, _)| own.ends_with(kind));
        Some(in_folder(folder, found.map_or(usual, |(_, target)| target)))
    }
}

/// A target as a part's name: relative to the folder, or from the top.
fn in_folder(folder: &str, target: &str) -> String {
    if let Some(from_top) = target.strip_prefix('/') {
        return from_top.to_owned();
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|it| !it.is_empty()).collect();
    for part in target.split('/') {
        match part {
            ".." => {
                parts.pop();
            }
            "." | "" => {}
            other => parts.push(other),
        }
    }
    parts.join("/")
}

/// The workbook's own part, as the package names it.
fn main_part(package: &mut Package<'_>, limits: &Limits) -> Result<String, IntakeProblem> {
    let targets = relations(package, "_rels/.rels", limits)?;
    let named = targets.named("", "/officeDocument", "xl/workbook.xml");
    let named = named.filter(|part| package.has(part));
    Ok(named.unwrap_or_else(|| "xl/workbook.xml".to_owned()))
}

fn relations(
    package: &mut Package<'_>,
    part: &str,
    limits: &Limits,
) -> Result<Targets, IntakeProblem> {
    let mut targets = Targets {
        by_id: BTreeMap::new(),
        by_kind: Vec::new(),
    };
    let Some(text) = package.text(part)? else {
        return Ok(targets);
    };
    let mut xml = Xml::new(&text, part, limits.depth);
    while let Some(piece) = xml.next()? {
        let Piece::Open(tag) = piece else { continue };
        if tag.name() == "Relationship" {
            let target = tag.attribute("Target").unwrap_or_default();
            let id = tag.attribute("Id").unwrap_or_default();
            let kind = tag.attribute("Type").unwrap_or_default();
            targets.by_id.insert(id, target.clone());
            targets.by_kind.push((kind, target));
        }
    }
    Ok(targets)
}

fn shared_strings(
    package: &mut Package<'_>,
    part: &str,
    limits: &Limits,
) -> Result<Vec<String>, IntakeProblem> {
    let Some(text) = package.text(part)? else {
        return Ok(Vec::new());
    };
    let mut xml = Xml::new(&text, part, limits.depth);
    let (mut strings, mut announced) = (Vec::new(), None);
    while let Some(piece) = xml.next()? {
        let Piece::Open(tag) = piece else { continue };
        match tag.name() {
            "sst" => announced = tag.attribute("uniqueCount"),
            "si" => strings.push(rich_text(&mut xml, "si")?),
            _ => {}
        }
    }
    // the count is never believed: no room is made for it
    if let Some(announced) = announced {
        let possible = text.len() / "<si/>".len();
        if announced
            .trim()
            .parse::<usize>()
            .is_ok_and(|it| it > possible)
        {
            return Err(IntakeProblem::ForgedCount {
                part: part.to_owned(),
                announced,
            });
        }
    }
    Ok(strings)
}

/// The letters of a string in pieces (`r`, `t`), without the aids to pronounce it; raised digits
/// after a digit are marks.
pub(super) fn rich_text(xml: &mut Xml<'_>, end: &str) -> Result<String, IntakeProblem> {
    let (mut text, mut is_raised) = (String::new(), false);
    while let Some(piece) = xml.next()? {
        match piece {
            Piece::Open(tag) => match tag.name() {
                "rPh" => {
                    xml.text_within(&[])?;
                }
                "r" => is_raised = false,
                "vertAlign" => {
                    is_raised = tag.attribute("val").is_some_and(|it| it == "superscript");
                }
                "t" => {
                    let letters = unescaped(&xml.text_within(&[])?);
                    if is_raised {
                        super::super::raised::push_raised(&mut text, &letters);
                    } else {
                        text.push_str(&letters);
                    }
                }
                _ => {}
            },
            Piece::Close(tag) if tag.name() == end => break,
            Piece::Close(_) | Piece::Text(_) => {}
        }
    }
    Ok(text)
}

/// `_x000D_` as the letter it stands for.
pub(super) fn unescaped(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(start) = rest.find("_x") {
        let code = rest.get(start + 2..start + 6);
        let ends = rest.get(start + 6..start + 7) == Some("_");
        let letter = code
            .filter(|it| ends && it.bytes().all(|byte| byte.is_ascii_hexdigit()))
            .and_then(|it| u32::from_str_radix(it, 16).ok())
            .and_then(char::from_u32);
        plain.push_str(&rest[..start]);
        match letter {
            Some(letter) => {
                plain.push(letter);
                rest = &rest[start + 7..];
            }
            None => {
                plain.push_str("_x");
                rest = &rest[start + 2..];
            }
        }
    }
    plain.push_str(rest);
    plain
}
