//! The number formats of a workbook's cells.

use std::collections::BTreeMap;

use super::super::number_format::{NumberFormat, StoredNumber, built_in};
use super::super::package::Package;
use super::super::xml::{Piece, Xml};
use super::super::{DoubtReason, IntakeProblem, Limits};

/// The format of each style of a cell.
#[derive(Default)]
pub(super) struct Styles {
    /// By style: the code, and the format where the code is understood.
    formats: Vec<(String, Option<NumberFormat>)>,
}

impl Styles {
    /// Reads the part of styles.
    pub fn read(
        package: &mut Package<'_>,
        part: &str,
        limits: &Limits,
    ) -> Result<Styles, IntakeProblem> {
        let Some(text) = package.text(part)? else {
            return Ok(Styles::default());
        };
        let mut xml = Xml::new(&text, part, limits.depth);
        let mut codes: BTreeMap<u32, String> = BTreeMap::new();
        let mut numbers: Vec<u32> = Vec::new();
        let mut in_cells = false;
        while let Some(piece) = xml.next()? {
            match piece {
                Piece::Open(tag) => match tag.name() {
                    "cellXfs" => in_cells = true,
                    "numFmt" => {
                        let number = tag.number("numFmtId").and_then(|it| u32::try_from(it).ok());
                        if let (Some(number), Some(code)) = (number, tag.attribute("formatCode")) {
                            codes.insert(number, code);
                        }
                    }
                    "xf" if in_cells => {
                        let number = tag.number("numFmtId").unwrap_or_default();
                        numbers.push(u32::try_from(number).unwrap_or_default());
                    }
                    _ => {}
                },
                Piece::Close(tag) if tag.name() == "cellXfs" => in_cells = false,
                Piece::Close(_) | Piece::Text(_) => {}
            }
        }
        let mut known: BTreeMap<u32, (String, Option<NumberFormat>)> = BTreeMap::new();
        let format = |number: &u32| {
            let own = codes.get(number).map(String::as_str);
            let code = own.or_else(|| built_in(*number));
            let code = code.map_or_else(|| format!("#{number}"), str::to_owned);
            let format = NumberFormat::parse(&code)
                .filter(|_| !code.starts_with("#") || own.is_some() || built_in(*number).is_some());
            (code, format)
        };
        let formats = numbers.iter().map(|number| {
            known
                .entry(*number)
                .or_insert_with(|| format(number))
                .clone()
        });
        Ok(Styles {
            formats: formats.collect(),
        })
    }

    /// What is shown of a number, and what is doubtful in it.
    pub fn show(
        &self,
        number: &StoredNumber,
        style: usize,
        since_1904: bool,
    ) -> (String, Option<DoubtReason>) {
        let (code, format) = match self.formats.get(style) {
            Some((code, format)) => (code.as_str(), format.as_ref()),
            None => ("General", None),
        };
        let general = NumberFormat::parse("General");
        let is_general = self.formats.get(style).is_none();
        let used = if is_general { general.as_ref() } else { format };
        if let Some(shown) = used.and_then(|it| it.show(number, since_1904)) {
            return (shown, None);
        }
        let shown = general.and_then(|it| it.show(number, since_1904));
        let code = code.to_owned();
        (
            shown.unwrap_or_default(),
            Some(DoubtReason::UnknownNumberFormat { code }),
        )
    }

    /// What is shown of words.
    pub fn show_words(&self, words: String, style: usize) -> String {
        match self.formats.get(style) {
            Some((_, Some(format))) => format.show_words(&words),
            _ => words,
        }
    }
}
