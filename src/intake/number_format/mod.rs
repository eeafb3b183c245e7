//! What a Swedish Excel shows of a stored number and its format code.
//!
//! *Source*: ECMA-376 part 1, 18.8.30 and 18.8.31, for the codes; figures in the tests are those that
//! Excel and LibreOffice, both in Swedish, show.

mod code;
mod date;
mod number;
mod stored;

use code::{Comparison, FormatCode, Section};
pub(super) use stored::StoredNumber;

/// A format code that was understood, ready for many cells.
#[derive(Clone, Debug)]
pub(super) struct NumberFormat(FormatCode);

/// The codes that a workbook names by number only, as a Swedish Excel shows them.
const BUILT_IN: &[(u32, &str)] = &[
    (0, "General"),
    (1, "0"),
    (2, "0.00"),
    (3, "#,##0"),
    (4, "#,##0.00"),
    (5, "#,##0 \"kr\";-#,##0 \"kr\""),
    (6, "#,##0 \"kr\";[Red]-#,##0 \"kr\""),
    (7, "#,##0.00 \"kr\";-#,##0.00 \"kr\""),
    (8, "#,##0.00 \"kr\";[Red]-#,##0.00 \"kr\""),
    (9, "0%"),
    (10, "0.00%"),
    (11, "0.00E+00"),
    (12, "# ?/?"),
    (13, "# ??/??"),
    (14, "yyyy-mm-dd"),
    (15, "dd-mmm-yy"),
    (16, "dd-mmm"),
    (17, "mmm-yy"),
    (18, "h:mm AM/PM"),
    (19, "h:mm:ss AM/PM"),
    (20, "hh:mm"),
    (21, "hh:mm:ss"),
    (22, "yyyy-mm-dd hh:mm"),
    (37, "#,##0;-#,##0"),
    (38, "#,##0;[Red]-#,##0"),
    (39, "#,##0.00;-#,##0.00"),
    (40, "#,##0.00;[Red]-#,##0.00"),
    (41, "_-* #,##0_-;-* #,##0_-;_-* \"-\"_-;_-@_-"),
    (
        42,
        "_-* #,##0 \"kr\"_-;-* #,##0 \"kr\"_-;_-* \"-\" \"kr\"_-;_-@_-",
    ),
    (43, "_-* #,##0.00_-;-* #,##0.00_-;_-* \"-\"??_-;_-@_-"),
    (
        44,
        "_-* #,##0.00 \"kr\"_-;-* #,##0.00 \"kr\"_-;_-* \"-\"?? \"kr\"_-;_-@_-",
    ),
    (45, "mm:ss"),
    (46, "[h]:mm:ss"),
    (47, "mm:ss.0"),
    (48, "##0.0E+0"),
    (49, "@"),
];

/// The code of a number that stands for one, if it does.
pub(super) fn built_in(number: u32) -> Option<&'static str> {
    let found = BUILT_IN.iter().find(|(own, _)| *own == number);
    found.map(|(_, code)| *code)
}

impl NumberFormat {
    /// Takes a code apart; `None` if it is not understood.
    pub fn parse(code: &str) -> Option<NumberFormat> {
        FormatCode::parse(code).map(NumberFormat)
    }

    /// What is shown of a number; `None` if the format cannot show it. `since_1904` is the workbook's
    /// way to count days.
    pub fn show(&self, number: &StoredNumber, since_1904: bool) -> Option<String> {
        let (section, drops_sign) = self.section(number)?;
        let shown = if section.is_date() {
            date::show(number, section, since_1904)?
        } else {
            number::show(number, section, drops_sign)?
        };
        Some(shown.trim().to_owned())
    }

    /// What is shown of words.
    pub fn show_words(&self, words: &str) -> String {
        let Some(section) = &self.0.words else {
            return words.to_owned();
        };
        let mut shown = String::new();
        for piece in &section.pieces {
            match piece {
                code::Piece::Literal(text) => shown.push_str(text),
                code::Piece::Words | code::Piece::General => shown.push_str(words),
                code::Piece::Pad => shown.push(' '),
                _ => {}
            }
        }
        shown.trim().to_owned()
    }

    /// The section for a number, and whether the section itself says that it is negative.
    fn section(&self, number: &StoredNumber) -> Option<(&Section, bool)> {
        let sections = &self.0.numbers;
        let first = sections.first()?;
        let is_negative = number.negative && !number.is_zero();
        if sections.iter().all(|section| section.condition.is_none()) {
            let position = match (sections.len(), is_negative) {
                (1, _) => return Some((first, false)),
                (_, true) => 1,
                (2, false) => 0,
                (_, false) if number.is_zero() => 2,
                (_, false) => 0,
            };
            return sections.get(position).map(|it| (it, is_negative));
        }
        for (position, section) in sections.iter().enumerate() {
            let holds = match &section.condition {
                Some((comparison, bound)) => comparison.holds(number, bound),
                // of two sections the other one takes the rest, of three the second the negative
                None if position + 1 == sections.len() => true,
                None => is_negative,
            };
            if holds {
                let negatives_only =
                    section
                        .condition
                        .as_ref()
                        .is_some_and(|(comparison, bound)| {
                            matches!(comparison, Comparison::Less | Comparison::AtMost)
                                && (bound.is_zero() || bound.negative)
                        });
                let drops = negatives_only
                    || (section.condition.is_none() && position == 1 && sections.len() == 3);
                return Some((section, drops));
            }
        }
        None
    }
}

impl Comparison {
    fn holds(self, number: &StoredNumber, bound: &StoredNumber) -> bool {
        match self {
            Comparison::Less => number < bound,
            Comparison::AtMost => number <= bound,
            Comparison::Equal => number == bound,
            Comparison::Unequal => number != bound,
            Comparison::AtLeast => number >= bound,
            Comparison::More => number > bound,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(code: &str, stored: &str) -> String {
        let number = StoredNumber::parse(stored).expect("a number");
        let format = NumberFormat::parse(code).expect("a code");
        format
            .show(&number, false)
            .expect("a print")
            .replace('\u{a0}', " ")
    }

    #[test]
    fn amounts_percents_and_their_words() {
        for (code, stored, expected) in [
            ("#,##0", "10211163", "10 211 163"),
            ("#,##0", "-1500", "-1 500"),
            ("#,##0", "2.5", "3"),
            ("#,##0.00", "1234.5", "1 234,50"),
            ("0.00", "1.0049999999999999", "1,01"),
            ("0%", "0.755", "76%"),
            ("0.0 %", "0.1234", "12,3 %"),
            ("#,##0.0,,\" mkr\"", "6250500000", "6 250,5 mkr"),
            ("0;-0;\"-\"", "0", "-"),
            (
                "_(* #,##0_);_(* \\(#,##0\\);_(* \"-\"_);_(@_)",
                "-1500",
                "(1 500)",
            ),
            ("#,##0_);(#,##0)", "-1500", "(1 500)"),
            ("#,##0;[Red]-#,##0", "-1500", "-1 500"),
            ("# ##0 \"kr\"", "10211163", "10211 163 kr"),
            ("# ### ##0", "10211163", "10 211 163"),
            ("0.0E+00", "12345678", "1,2E+07"),
            ("##0.0E+0", "12345678", "12,3E+6"),
            ("# ?/?", "0.75", "3/4"),
            ("# ??/??", "3.25", "3  1/4"),
            ("# ?/8", "1.5", "1 4/8"),
            ("[>=1000000]0.0,,\"M\";0", "2500000", "2,5M"),
            ("[>=1000000]0.0,,\"M\";0", "250", "250"),
            ("[=0]\"\";#,##0", "0", ""),
            ("+0.0%;-0.0%", "-0.031", "-3,1%"),
            ("\"ca \"#,##0", "290000000", "ca 290 000 000"),
            ("0000", "114", "0114"),
            ("0", "-0.4", "0"),
            ("0.##", "5.10", "5,1"),
            ("[$kr-41D] #,##0", "5000", "kr 5 000"),
            ("#,##0 [$kr-sv-SE]", "5000", "5 000 kr"),
            ("General", "0.30000000000000004", "0,3"),
            ("General", "12345678901", "12345678901"),
            ("General", "123456789012", "1,23457E+11"),
            ("General", "0.3333333333333333", "0,333333333"),
            ("General", "-1234.5", "-1234,5"),
            ("General\" st\"", "3", "3 st"),
            (";;;", "5", ""),
        ] {
            assert_eq!(shown(code, stored), expected, "{code} of {stored}");
        }
    }

    #[test]
    fn dates_and_times() {
        for (code, stored, expected) in [
            ("yyyy-mm-dd", "45231", "2023-11-01"),
            ("[$-41D]d mmmm yyyy", "45231", "1 november 2023"),
            ("mmm yy", "45231", "nov 23"),
            ("dddd d mmmm", "45231", "onsdag 1 november"),
            ("hh:mm", "0.5", "12:00"),
            (
                "yyyy-mm-dd hh:mm:ss",
                "45231.999988425926",
                "2023-11-01 23:59:59",
            ),
            ("[h]:mm", "1.5", "36:00"),
            ("mm:ss.0", "0.00001", "00:00,9"),
            ("yyyy-mm-dd", "60", "1900-02-29"),
            ("yyyy-mm-dd", "1", "1900-01-01"),
            ("[$-409]mmmm yyyy", "45231", "November 2023"),
        ] {
            assert_eq!(shown(code, stored), expected, "{code} of {stored}");
        }
        let day = StoredNumber::parse("43769").unwrap();
        let format = NumberFormat::parse("yyyy-mm-dd").unwrap();
        assert_eq!(format.show(&day, true).unwrap(), "2023-11-01");
    }

    #[test]
    fn what_is_not_understood_is_said() {
        for code in ["[DBNum1]0", "0;0;0;0;0", "ge", "#,##0 mkr"] {
            assert!(NumberFormat::parse(code).is_none(), "{code}");
        }
        let format = NumberFormat::parse("yyyy").unwrap();
        assert!(
            format
                .show(&StoredNumber::parse("-1").unwrap(), false)
                .is_none()
        );
        for code in [
            "[$-F800]dddd, mmmm dd, yyyy",
            "h:mm AM/PM",
            "[$-40C]d mmmm yyyy",
        ] {
            let format = NumberFormat::parse(code).unwrap();
            let day = StoredNumber::parse("45231.75").unwrap();
            assert!(format.show(&day, false).is_none(), "{code}");
        }
        assert_eq!(shown("[$€-2] #,##0.00", "5000"), "€ 5 000,00");
        assert!(StoredNumber::parse("1e999").is_none());
    }
}
