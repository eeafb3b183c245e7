//! What the language of checks expects at a place, each form of it in words.

use crate::lang::{InWords, Lang, say};

/// What should stand at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // each is worded once, below
pub enum Expected {
    Check,
    CheckName,
    CheckKind,
    Meaning,
    Relation,
    EachRow,
    InOrder,
    Direction,
    UniqueNames,
    PrintedTo,
    UnitOf,
    RefersTo,
    Where,
    Comparison,
    SomePercent,
    Value,
    Room,
    Percent,
    Change,
    Distance,
    Rounded,
    Factor,
    Block,
    ListedRows,
    AllPlaces,
    ReadAs,
    TableAndColumn,
    CountedTable,
    ClosingParenthesis,
    Key,
    Cell,
    NamedFigure,
    ListedIn,
    Meets,
    Missing,
    PrintedText,
    TableName,
    ColumnName,
    County,
}

impl InWords for Expected {
    fn in_words(&self, lang: Lang) -> String {
        match self {
            Expected::Check => say!(
                lang,
                "a check begins with check NAME KIND \"what it says\"",
                "en kontroll börjar med check NAMN SORT ”vad den säger”"
            ),
            Expected::CheckName => say!(
                lang,
                "after check comes its name, which begins with a letter",
                "efter check står namnet, som börjar med en bokstav"
            ),
            Expected::CheckKind => say!(
                lang,
                "after its name comes a kind, such as sum or share",
                "efter namnet står sorten, till exempel sum eller share"
            ),
            Expected::Meaning => say!(
                lang,
                "after the kind comes what the check says, in quotes",
                "efter sorten står vad kontrollen säger, inom citattecken"
            ),
            Expected::Relation => say!(
                lang,
                "a relation is a = b, each row of TABLE: a = b, rows of TABLE descend by COLUMN, and so on",
                "ett samband är a = b, each row of TABELL: a = b, rows of TABELL descend by KOLUMN och så vidare"
            ),
            Expected::EachRow => say!(
                lang,
                "write each row of TABLE: and what holds in each, with where … before the colon to leave rows out",
                "skriv each row of TABELL: och vad som gäller i varje rad, med where … före kolonet för att utesluta rader"
            ),
            Expected::InOrder => say!(
                lang,
                "write rows of TABLE descend by COLUMN",
                "skriv rows of TABELL descend by KOLUMN"
            ),
            Expected::Direction => say!(
                lang,
                "rows descend or ascend by a column",
                "rader ordnas med descend eller ascend by KOLUMN"
            ),
            Expected::UniqueNames => say!(
                lang,
                "write names of TABLE are unique, names of TABLE are places or names of TABLE are names \
                 of TABLE",
                "skriv names of TABELL are unique, names of TABELL are places eller names of TABELL are \
                 names of TABELL"
            ),
            Expected::AllPlaces => say!(
                lang,
                "write all municipalities are in TABLE, all regions are in TABLE or all municipalities of \
                 CODE are in TABLE",
                "skriv all municipalities are in TABELL, all regions are in TABELL eller all \
                 municipalities of KOD are in TABELL"
            ),
            Expected::ReadAs => say!(
                lang,
                "write FIGURE is printed \"…\", read \"…\"",
                "skriv SIFFRA is printed \"…\", read \"…\""
            ),
            Expected::PrintedTo => say!(
                lang,
                "write figures of TABLE.COLUMN are printed to 0,01",
                "skriv figures of TABELL.KOLUMN are printed to 0,01"
            ),
            Expected::UnitOf => say!(
                lang,
                "write unit of FIGURE is UNIT or unit of TABLE.COLUMN is UNIT, such as unit of claim[x] is \
                 points",
                "skriv unit of SIFFRA is ENHET eller unit of TABELL.KOLUMN is ENHET, till exempel unit of \
                 claim[x] is points"
            ),
            Expected::RefersTo => say!(
                lang,
                "write FIGURE refers to TABLE",
                "skriv SIFFRA refers to TABELL"
            ),
            Expected::Where => say!(
                lang,
                "after where come comparisons, joined by and and or",
                "efter where står jämförelser, förenade med and och or"
            ),
            Expected::Comparison => say!(
                lang,
                "a value is followed by + − × ÷ and another value, or by = ≠ < ≤ > ≥ and what it is compared with",
                "ett värde följs av + − × ÷ och ett värde till, eller av = ≠ < ≤ > ≥ och det som det jämförs med"
            ),
            Expected::SomePercent => say!(
                lang,
                "write is some percent of NUMBER",
                "skriv is some percent of ANTAL"
            ),
            Expected::Value => say!(
                lang,
                "a value is a column, a cell such as tabell5[2023].oanvant, claim[…], parameter[…], a number, \
                 sum(…), count(…), percent(… of …) or one of these in parentheses",
                "ett värde är en kolumn, en cell som tabell5[2023].oanvant, claim[…], parameter[…], ett tal, \
                 sum(…), count(…), percent(… of …) eller ett av dessa inom parentes"
            ),
            Expected::Room => say!(
                lang,
                "after within comes a number, such as within 2",
                "efter within står ett tal, till exempel within 2"
            ),
            Expected::Percent => say!(
                lang,
                "write percent(PART of WHOLE)",
                "skriv percent(DEL of HELHET)"
            ),
            Expected::Change => say!(
                lang,
                "write change(from BEFORE to AFTER)",
                "skriv change(from FÖRE to EFTER)"
            ),
            Expected::Distance => say!(lang, "write abs(VALUE)", "skriv abs(VÄRDE)"),
            Expected::Rounded => say!(
                lang,
                "write round(VALUE) or round(VALUE to STEP), such as round(a / b to 0,1)",
                "skriv round(VÄRDE) eller round(VÄRDE to STEG), till exempel round(a / b to 0,1)"
            ),
            Expected::Factor => say!(
                lang,
                "write factor(LOW to HIGH), such as factor(75,85 to 75,86)",
                "skriv factor(LÅG to HÖG), till exempel factor(75,85 to 75,86)"
            ),
            Expected::Block => say!(
                lang,
                "a block of columns is FIRST to LAST, such as sum(kvinnor to barn)",
                "ett kolumnblock är FÖRSTA to SISTA, till exempel sum(kvinnor to barn)"
            ),
            Expected::ListedRows => say!(
                lang,
                "rows are listed with commas in brackets, such as sum(tabell5[2021, 2022].oanvant)",
                "rader räknas upp med komman inom hakparentes, till exempel sum(tabell5[2021, 2022].oanvant)"
            ),
            Expected::TableAndColumn => say!(
                lang,
                "after \"sum(\", \"max(\" and \"min(\" come a table and a column, such as \
                 sum(bilaga2.belopp); after \"mean(\" and \"median(\" likewise",
                "efter ”sum(”, ”max(” och ”min(” står en tabell och en kolumn, till exempel \
                 sum(bilaga2.belopp); efter ”mean(” och ”median(” likaså"
            ),
            Expected::CountedTable => say!(
                lang,
                "after \"count(\" comes a table, such as count(bilaga2 where belopp > 0)",
                "efter ”count(” står en tabell, till exempel count(bilaga2 where belopp > 0)"
            ),
            Expected::ClosingParenthesis => say!(
                lang,
                "a parenthesis that was opened is closed with )",
                "en parentes som öppnats avslutas med )"
            ),
            Expected::Key => say!(
                lang,
                "in brackets comes the key or code of a row, such as [2023] or [0180]",
                "inom hakparentes står en rads nyckel eller kod, till exempel [2023] eller [0180]"
            ),
            Expected::Cell => say!(
                lang,
                "a cell is TABLE[ROW].COLUMN, such as tabell5[2023].oanvant",
                "en cell är TABELL[RAD].KOLUMN, till exempel tabell5[2023].oanvant"
            ),
            Expected::NamedFigure => say!(
                lang,
                "a figure is claim[NAME], parameter[NAME] or TABLE[ROW].COLUMN",
                "en uppgift är claim[NAMN], parameter[NAMN] eller TABELL[RAD].KOLUMN"
            ),
            Expected::ListedIn => say!(lang, "write listed in TABLE", "skriv listed in TABELL"),
            Expected::Meets => say!(
                lang,
                "write meets GRANT[CONDITION]",
                "skriv meets BIDRAG[VILLKOR]"
            ),
            Expected::Missing => say!(
                lang,
                "after is comes missing, or printed and the characters in quotes",
                "efter is står missing, eller printed och tecknen inom citattecken"
            ),
            Expected::PrintedText => say!(
                lang,
                "after is printed come the characters in quotes",
                "efter is printed står tecknen inom citattecken"
            ),
            Expected::TableName => say!(lang, "a table is expected here", "här väntas en tabell"),
            Expected::ColumnName => say!(lang, "a column is expected here", "här väntas en kolumn"),
            Expected::County => say!(lang, "write in county", "skriv in county"),
        }
    }
}
