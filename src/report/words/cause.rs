//! Causes and the habits of columns.

use std::fmt;

use crate::allocation::Denomination;
use crate::exact::PrintingRule;
use crate::exact::Ratio;
use crate::findings::{
    Cause, Denominator, Evidence, FindingCell, Habit, Keystroke, OtherUnit, RowPlace, Way,
    WrittenValue,
};
use crate::lang::{InWords, Lang, say};

/// What exactly a cause is: which digits, which cell; nothing where the cause is not known.
pub fn detail(cause: &Cause, lang: Lang) -> String {
    match cause {
        Cause::Unknown => String::new(),
        Cause::Keystroke {
            keystroke,
            right,
            printed,
            ..
        } => {
            let what = keystroke.in_words(lang.unmarked());
            let (right, printed) = (lang.whole(*right), lang.whole(*printed));
            say!(
                lang,
                "{printed} for {right}: {what}",
                "{printed} i stället för {right}: {what}"
            )
        }
        Cause::Factor { times, too_large } => factor(*times, *too_large, lang),
        Cause::OtherRounding(PrintingRule::Truncated) => {
            say!(lang, "decimals were cut off", "decimalerna är avkortade")
        }
        Cause::OtherRounding(PrintingRule::WithoutOre) => say!(
            lang,
            "possible if öre were rounded",
            "möjligt om ören har avrundats"
        ),
        Cause::OtherRounding(rule) => {
            let rule = rule.in_words(lang.unmarked());
            say!(lang, "it fits {rule}", "den stämmer med {rule}")
        }
        Cause::RoundedTwice { first } => {
            let first = first.in_words(lang);
            say!(
                lang,
                "rounded to {first} first, then again",
                "avrundad först till {first} och sedan en gång till"
            )
        }
        Cause::BalancedUnit(Denomination::KRONA) => say!(
            lang,
            "a krona moved so that the sum comes out",
            "en krona har flyttats så att summan stämmer"
        ),
        Cause::BalancedUnit(unit) => {
            let unit = lang.number(&unit.to_string());
            say!(
                lang,
                "{unit} moved so that the sum comes out",
                "{unit} har flyttats så att summan stämmer"
            )
        }
        Cause::Column(habit) => {
            let habit = habit.in_words(lang.unmarked());
            say!(
                lang,
                "the column holds with {habit}",
                "kolumnen stämmer med {habit}"
            )
        }
        cause => of_places(cause, lang),
    }
}

/// Causes that are about other places of the document.
fn of_places(cause: &Cause, lang: Lang) -> String {
    let inner = lang.unmarked();
    match cause {
        Cause::Copied { from, .. } => {
            let from = from.in_words(inner);
            say!(
                lang,
                "the same figure stands in {from}",
                "samma uppgift finns i {from}"
            )
        }
        Cause::NotTheRest { part } => {
            let part = part.in_words(inner);
            say!(
                lang,
                "the figure of {part}, not what is left",
                "uppgiften är den i {part}, inte det som återstår"
            )
        }
        Cause::LeftOut { addend } => {
            let addend = addend.in_words(inner);
            say!(
                lang,
                "{addend} is left out of the sum",
                "{addend} är utelämnad ur summan"
            )
        }
        Cause::CountedTwice { addend } => {
            let addend = addend.in_words(inner);
            say!(
                lang,
                "{addend} is counted twice",
                "{addend} är räknad två gånger"
            )
        }
        Cause::Exchanged { cells, .. } => exchanged(cells, lang),
        Cause::ShareOf { total } => {
            let total = total.in_words(inner);
            say!(
                lang,
                "it is the share of {total}",
                "den är andelen av {total}"
            )
        }
        Cause::UndeclaredTotals { rows } => {
            let quoted = |it: &RowPlace| {
                let row = &it.row;
                say!(inner, "\"{row}\"", "”{row}”")
            };
            let rows: Vec<String> = rows.iter().map(quoted).collect();
            let rows = rows.join(", ");
            say!(
                lang,
                "it holds without the rows that look like totals: {rows}",
                "sambandet gäller utan de rader som ser ut som summor: {rows}"
            )
        }
        Cause::MissingRow {
            code,
            name,
            amount: Some(amount),
        } => {
            let amount = amount.in_words(inner);
            say!(
                lang,
                "{name} ({code}) has no row; with {amount} there the sum is as printed",
                "{name} ({code}) har ingen rad; med {amount} där blir summan den angivna"
            )
        }
        Cause::MissingRow { code, name, .. } => say!(
            lang,
            "{name} ({code}) has no row, and may be counted in the total",
            "{name} ({code}) har ingen rad men kan vara medräknad i summan"
        ),
        Cause::MissingItem { amount } => missing_item(*amount, lang),
        Cause::Shifted { cells, empty } => shifted(cells, empty, lang),
        Cause::SharedName { name, rows } => {
            let lines: Vec<String> = rows.iter().map(ToString::to_string).collect();
            let lines = lines.join(&say!(inner, " and ", " och "));
            say!(
                lang,
                "{name} is the name of the rows at lines {lines}",
                "{name} är namnet på raderna {lines}"
            )
        }
        Cause::NoSuch { name } => say!(lang, "there is no {name}", "{name} finns inte"),
        Cause::Precision { found, expected } => {
            let (found_text, expected_text) = (found.to_string(), expected.to_string());
            let (found_text, expected_text) =
                (lang.number(&found_text), lang.number(&expected_text));
            if found > expected {
                say!(
                    lang,
                    "the last digit counts {found_text}, less exact than {expected_text}",
                    "sista siffran räknar {found_text}, mindre noggrant än {expected_text}"
                )
            } else {
                say!(
                    lang,
                    "the last digit counts {found_text}, more exact than {expected_text}",
                    "sista siffran räknar {found_text}, noggrannare än {expected_text}"
                )
            }
        }
        Cause::NoPlaces { names } => {
            let names = first_of(names);
            say!(
                lang,
                "no name of the place: {names}",
                "inget namn på orten: {names}"
            )
        }
        Cause::NotAmong { names } => {
            let names = first_of(names);
            say!(
                lang,
                "not among the names compared with: {names}",
                "saknas bland de namn som det jämförs med: {names}"
            )
        }
        Cause::Absent { names } => {
            let (count, names) = (lang.count(names.len()), first_of(names));
            say!(
                lang,
                "{count} without a row: {names}",
                "{count} utan rad: {names}"
            )
        }
        Cause::UnitsDiffer { left, right } => {
            let (left, right) = (left.in_words(inner), right.in_words(inner));
            say!(
                lang,
                "one side is in {left}, the other in {right}",
                "det ena ledet är i {left}, det andra i {right}"
            )
        }
        Cause::OtherUnit { printed, meant } => {
            let (printed, meant) = (printed.in_words(inner), meant.in_words(inner));
            say!(
                lang,
                "printed in {printed}, meant in {meant}",
                "angiven i {printed}, avsedd i {meant}"
            )
        }
        Cause::Unknown
        | Cause::Keystroke { .. }
        | Cause::Factor { .. }
        | Cause::OtherRounding(_)
        | Cause::RoundedTwice { .. }
        | Cause::BalancedUnit(_)
        | Cause::Column(_) => String::new(),
    }
}

/// The first names of a list, and that there are more.
fn first_of(names: &[String]) -> String {
    const SHOWN: usize = 12;
    let mut first: Vec<&str> = names.iter().take(SHOWN).map(String::as_str).collect();
    if names.len() > SHOWN {
        first.push("…");
    }
    first.join(", ")
}

/// The figures that stand in each other's place.
pub(super) fn exchanged(cells: &[FindingCell], lang: Lang) -> String {
    let cells: Vec<String> = cells
        .iter()
        .map(|it| it.in_words(lang.unmarked()))
        .collect();
    let cells = cells.join(", ");
    say!(
        lang,
        "exchanged with each other: {cells}",
        "omkastade med varandra: {cells}"
    )
}

/// Figures that stand one step off.
pub(super) fn shifted(cells: &[FindingCell], empty: &FindingCell, lang: Lang) -> String {
    let inner = lang.unmarked();
    let cells: Vec<String> = cells.iter().map(|it| it.in_words(inner)).collect();
    let (cells, empty) = (cells.join(", "), empty.in_words(inner));
    say!(
        lang,
        "moved one step towards {empty}, everything agrees: {cells}",
        "flyttade ett steg mot {empty} stämmer allt: {cells}"
    )
}

/// An item that may not be printed.
fn missing_item(amount: WrittenValue, lang: Lang) -> String {
    let size = WrittenValue {
        value: amount.value.abs(),
        ..amount
    };
    let size = size.in_words(lang.unmarked());
    if amount.value.is_negative() {
        say!(
            lang,
            "the relation may be incomplete: an item of {size} that was taken off would make the sum as printed",
            "sambandet kan vara ofullständigt: med en avdragen post på {size} blir summan den angivna"
        )
    } else {
        say!(
            lang,
            "the relation may be incomplete: one more item of {size} would make the sum as printed",
            "sambandet kan vara ofullständigt: med en post till på {size} blir summan den angivna"
        )
    }
}

fn factor(times: i128, too_large: bool, lang: Lang) -> String {
    let inner = lang.unmarked();
    let times = match times {
        10 => say!(inner, "ten", "tio"),
        100 => say!(inner, "a hundred", "hundra"),
        1_000 => say!(inner, "a thousand", "tusen"),
        _ => say!(inner, "a million", "en miljon"),
    };
    if too_large {
        say!(
            lang,
            "the same digits {times} times too large",
            "samma siffror men {times} gånger för stort"
        )
    } else {
        say!(
            lang,
            "the same digits {times} times too small",
            "samma siffror men {times} gånger för litet"
        )
    }
}

impl InWords for Keystroke {
    fn in_words(&self, lang: Lang) -> String {
        match *self {
            Keystroke::Digit { place, is, was } => say!(
                lang,
                "digit {place} is {is} for {was}",
                "siffra {place} är {is} i stället för {was}"
            ),
            Keystroke::Exchanged { place } => {
                let next = place + 1;
                say!(
                    lang,
                    "digits {place} and {next} are exchanged",
                    "siffrorna {place} och {next} är omkastade"
                )
            }
            Keystroke::LeftOut { place } => say!(
                lang,
                "digit {place} is left out",
                "siffra {place} är utelämnad"
            ),
            Keystroke::Added { place } => {
                say!(lang, "digit {place} is added", "siffra {place} är tillagd")
            }
            Keystroke::Sign => say!(lang, "the sign is turned", "tecknet är omvänt"),
        }
    }
}

impl InWords for Habit {
    /// What the column holds with.
    fn in_words(&self, lang: Lang) -> String {
        let inner = lang.unmarked();
        match self {
            Habit::Rounded(rule) => rule.in_words(lang),
            Habit::Twice { times: 10 } => say!(
                lang,
                "rounding to one digit more first, then again",
                "avrundning i två steg, först med en siffra mer"
            ),
            Habit::Twice { .. } => say!(
                lang,
                "rounding to two digits more first, then again",
                "avrundning i två steg, först med två siffror mer"
            ),
            Habit::Coarser { to, units } if *to == Ratio::ONE && *units > 1 => say!(
                lang,
                "whole numbers with a false decimal",
                "hela tal med en falsk decimal"
            ),
            Habit::Coarser { to, .. } => {
                let to = lang.number(&to.to_string());
                say!(lang, "rounding to {to}", "avrundning till {to}")
            }
            Habit::OtherUnit(unit) => unit.in_words(lang),
            Habit::UnprintedWhole { whole } => {
                let whole = lang.number(&whole.to_string());
                say!(
                    lang,
                    "shares of {whole}, which is not in the table",
                    "andelar av {whole}, som inte finns i tabellen"
                )
            }
            Habit::OtherDenominator { of } => {
                let of = match of {
                    Denominator::Column { table, column } => format!("{table}.{column}"),
                    Denominator::Cell(cell) => cell.in_words(inner),
                };
                say!(lang, "shares of {of}", "andelar av {of}")
            }
            Habit::Adjusted { total, way, .. } => {
                let total = lang.number(&total.to_string());
                let way = way.in_words(inner);
                say!(
                    lang,
                    "figures made to add up to {total}, {way}",
                    "uppgifter som har anpassats så att de blir {total} tillsammans, {way}"
                )
            }
        }
    }
}

impl InWords for OtherUnit {
    fn in_words(&self, lang: Lang) -> String {
        let times = Ratio::whole(self.factor).to_string();
        let (column, times) = (&self.column, lang.number(&times));
        if self.is_larger {
            say!(
                lang,
                "all of {column} in another unit, {times} times too large",
                "hela {column} i en annan enhet, {times} gånger för stort"
            )
        } else {
            say!(
                lang,
                "all of {column} in another unit, {times} times too small",
                "hela {column} i en annan enhet, {times} gånger för litet"
            )
        }
    }
}

impl InWords for Way {
    fn in_words(&self, lang: Lang) -> String {
        match self {
            Way::LargestRemainders => say!(
                lang,
                "a unit each on the largest remainders",
                "med en enhet var på de största resterna"
            ),
            Way::Largest => say!(
                lang,
                "the difference on the largest figure",
                "med skillnaden på den största uppgiften"
            ),
        }
    }
}

impl InWords for Evidence {
    fn in_words(&self, lang: Lang) -> String {
        let (explained, telling) = (lang.count(self.explained), lang.count(self.telling));
        let chance = i128::try_from(self.chance).unwrap_or(i128::MAX);
        let chance = lang.whole(chance);
        if self.telling == 1 {
            return say!(
                lang,
                "{explained} of {telling} row that tells, by chance one time in {chance}",
                "{explained} av {telling} rad som avgör; av en slump en gång på {chance}"
            );
        }
        say!(
            lang,
            "{explained} of {telling} rows that tell, by chance one time in {chance}",
            "{explained} av {telling} rader som avgör; av en slump en gång på {chance}"
        )
    }
}

impl InWords for Cause {
    /// The kind and what exactly.
    fn in_words(&self, lang: Lang) -> String {
        let kind = self.kind().in_words(lang);
        match self {
            Cause::Unknown => kind,
            cause => format!("{kind}: {}", detail(cause, lang)),
        }
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_words(Lang::En))
    }
}
