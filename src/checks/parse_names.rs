//! Relations about letters: names, units beside figures, and what was read otherwise than printed.

use super::FigureRef;
use super::cursor::{Result, Word};
use super::error::Mistake;
use super::expected::Expected;
use super::parse::Parser;
use super::relation::{Expression, Names, PrintedPlace, Relation};
use super::resolve::as_written;
use crate::tables::{PlaceKind, Unit};

impl<'t> Parser<'_, 't, '_> {
    /// After `names of`: `bilaga1 are unique`, `bilaga1 are places`, `tabell29 are names of bilaga5`.
    pub fn about_names(&mut self, start: Word<'t>) -> Result<Relation> {
        let names = self.where_names_stand()?;
        self.cursor.wants(&["are"], Expected::UniqueNames)?;
        if let Names::Labels { table } = names
            && self.cursor.takes("unique")
        {
            return Ok(Relation::UniqueNames { table });
        }
        if self.cursor.takes("places") {
            self.names.register(start)?;
            let text = as_written(self.cursor.since(start));
            return Ok(Relation::ArePlaces { names, text });
        }
        self.cursor.wants(&["names", "of"], Expected::UniqueNames)?;
        let others = self.where_names_stand()?;
        self.names.register(start)?;
        let text = as_written(self.cursor.since(start));
        Ok(Relation::AreNamesOf {
            names,
            others,
            text,
        })
    }

    /// `bilaga1`, `tabell3.mottagare`, `claim[x]`.
    fn where_names_stand(&mut self) -> Result<Names> {
        if self.cursor.sees_name_before('[') {
            let start = self.cursor.here();
            let figure = self.one_figure()?;
            return match figure {
                FigureRef::Claim(_) => Ok(Names::Claim(figure)),
                _ => Err(start.trouble(Mistake::NotAFigure)),
            };
        }
        let table = self.table()?;
        if !self.cursor.takes(".") {
            return Ok(Names::Labels { table });
        }
        let name = self.cursor.name(Expected::ColumnName)?;
        let column = self.names.column(name, table)?;
        if self.names.column_unit(table, column) != Unit::Text {
            let column = name.text.to_owned();
            return Err(name.trouble(Mistake::NoColumnOfWords { column }));
        }
        Ok(Names::Column { table, column })
    }

    /// `all municipalities are in bilaga1`, `all 15 municipalities of 20 are in kommuner`.
    pub fn all_present(&mut self, start: Word<'t>) -> Result<Relation> {
        self.cursor.wants(&["all"], Expected::AllPlaces)?;
        let number = self.cursor.number();
        let kind = if self.cursor.takes("municipalities") {
            PlaceKind::Municipality
        } else {
            self.cursor.wants(&["regions"], Expected::AllPlaces)?;
            PlaceKind::Region
        };
        let register = self.names.register(start)?;
        let mut county = None;
        if self.cursor.takes("of") {
            let code = self.cursor.bare_key()?;
            let is_county = |it: &crate::tables::SettledPlace| it.kind == PlaceKind::Region;
            if kind != PlaceKind::Municipality || !register.get(code.text).is_some_and(is_county) {
                let found = code.text.to_owned();
                return Err(code.trouble(Mistake::NoSuchCounty { found }));
            }
            county = Some(code.text.to_owned());
        }
        let of_county = |it: &&crate::tables::SettledPlace| {
            county.as_deref().is_none_or(|county| it.county == county)
        };
        let count = register.of_kind(kind).filter(of_county).count();
        if let Some((word, is_percent)) = number {
            let expected = crate::exact::Ratio::whole(i128::try_from(count).unwrap_or(i128::MAX));
            if is_percent || self.number(word)? != expected {
                let found = word.text.to_owned();
                return Err(word.trouble(Mistake::NotSoManyPlaces { found, count }));
            }
        }
        self.cursor.wants(&["are", "in"], Expected::AllPlaces)?;
        let table = self.table()?;
        Ok(Relation::AllPresent {
            table,
            kind,
            county,
            text: as_written(self.cursor.since(start)),
        })
    }

    /// After `unit of`: `bilaga2.differens is points`, of all rows or some.
    pub fn column_unit_is(&mut self, start: Word<'_>) -> Result<Relation> {
        let table = self.table()?;
        self.cursor.wants(&["."], Expected::UnitOf)?;
        let name = self.cursor.name(Expected::UnitOf)?;
        let column = self.names.column(name, table)?;
        let with_totals = self.with_totals();
        let filter = self.filter(Some(table))?;
        self.cursor.wants(&["is"], Expected::UnitOf)?;
        let name = self.cursor.unit_name()?;
        let unit = self.names.unit_name(name)?;
        Ok(Relation::ColumnUnitIs {
            table,
            column,
            with_totals,
            filter,
            unit,
            text: as_written(self.cursor.since(start)),
        })
    }

    /// After `name of`: `bilaga1[2409] is printed "Motala", read "Robertsfors"`.
    pub fn label_read_as(&mut self, start: Word<'t>) -> Result<Relation> {
        let table = self.table()?;
        let key = self.cursor.key()?;
        let row = self.names.row(table, key)?;
        let label = self.names.figures.table(table).rows[row].label.clone();
        self.read_as(start, PrintedPlace::Label { table, row }, &label)
    }

    /// `tabell5[summa].oanvant is printed "65 802 595", read "61 802 595"`, a claim likewise.
    pub fn figure_read_as(&mut self, start: Word<'t>, value: &Expression) -> Result<Relation> {
        let Expression::Figure(figure) = value else {
            return Err(start.trouble(Mistake::NotAFigure));
        };
        let found = self.names.figures.printed(*figure).to_owned();
        self.read_as(start, PrintedPlace::Figure(*figure), &found)
    }

    fn read_as(&mut self, start: Word<'t>, place: PrintedPlace, found: &str) -> Result<Relation> {
        self.cursor.wants(&["is", "printed"], Expected::ReadAs)?;
        let printed = self.cursor.quoted(Expected::ReadAs)?;
        self.cursor.wants(&[",", "read"], Expected::ReadAs)?;
        let read = self.cursor.quoted(Expected::ReadAs)?;
        let is_claim = matches!(place, PrintedPlace::Figure(FigureRef::Claim(_)));
        let stands = |words: &str| {
            let whole = found.trim() == words.trim();
            whole || (is_claim && !words.is_empty() && found.contains(words))
        };
        if printed.text.trim() == read.text.trim() {
            return Err(read.trouble(Mistake::ReadAsPrinted));
        }
        if !stands(printed.text) && !stands(read.text) {
            return Err(printed.trouble(Mistake::NotPrintedThere {
                found: found.to_owned(),
                printed: printed.text.to_owned(),
                read: read.text.to_owned(),
            }));
        }
        Ok(Relation::ReadAs {
            place,
            printed: printed.text.trim().to_owned(),
            read: read.text.trim().to_owned(),
            text: as_written(self.cursor.since(start)),
        })
    }
}
