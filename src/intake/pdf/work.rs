//! The work that a PDF asks for, counted before it is done.
//!
//! A form may draw a form that draws a form; each is counted once, and its count added wherever it
//! is called. So a file of five kilobytes that would draw for minutes is refused at once, by the
//! same count on every machine.

use hayro_interpret::hayro_syntax::content::TypedIter;
use hayro_interpret::hayro_syntax::content::ops::TypedInstruction;
use hayro_interpret::hayro_syntax::object::{Dict, Object, Stream};
use hayro_interpret::hayro_syntax::page::{Page, Resources};
use rustc_hash::FxHashMap;

use crate::intake::{Counted, IntakeProblem, Limits};

/// How deep forms may stand within one another.
const DEEPEST: usize = 40;

/// Operators and letters of a stream with all that it calls.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Work {
    operators: u64,
    /// In bytes of strings: a letter takes one or two.
    letters: u64,
}

impl Work {
    fn add(&mut self, other: Work) {
        self.operators = self.operators.saturating_add(other.operators);
        self.letters = self.letters.saturating_add(other.letters);
    }
}

/// What has been counted of a file.
pub(super) struct Counter<'l> {
    limits: &'l Limits,
    total: Work,
    known: FxHashMap<(u32, i32), Work>,
    open: Vec<(u32, i32)>,
}

impl<'l> Counter<'l> {
    pub fn new(limits: &'l Limits) -> Counter<'l> {
        Counter {
            limits,
            total: Work::default(),
            known: FxHashMap::default(),
            open: Vec::new(),
        }
    }

    /// Counts a page, and refuses it if the file asks for more than is allowed.
    pub fn page(&mut self, page: &Page<'_>) -> Result<(), IntakeProblem> {
        let mut work = self.stream(page.typed_operations(), page.resources())?;
        let annotations = page
            .raw()
            .get::<hayro_interpret::hayro_syntax::object::Array<'_>>(b"Annots".as_slice());
        for annotation in annotations.iter().flat_map(|all| all.iter::<Dict<'_>>()) {
            work.add(self.appearance(&annotation, page.resources())?);
        }
        check(Counted::Glyphs, work.letters / 2, self.limits.glyphs)?;
        self.total.add(work);
        check(
            Counted::Operators,
            self.total.operators,
            self.limits.operators,
        )
    }

    fn appearance(
        &mut self,
        annotation: &Dict<'_>,
        resources: &Resources<'_>,
    ) -> Result<Work, IntakeProblem> {
        let Some(normal) = annotation
            .get::<Dict<'_>>(b"AP".as_slice())
            .and_then(|all| all.get::<Object<'_>>(b"N".as_slice()))
        else {
            return Ok(Work::default());
        };
        let mut work = Work::default();
        match normal {
            Object::Stream(form) => work.add(self.form(&form, resources)?),
            Object::Dict(states) => {
                for name in states.keys() {
                    if let Some(form) = states.get::<Stream<'_>>(&*name) {
                        work.add(self.form(&form, resources)?);
                    }
                }
            }
            _ => {}
        }
        Ok(work)
    }

    /// A form, a pattern, the group of a soft mask or a Type 3 glyph.
    fn form(&mut self, form: &Stream<'_>, parent: &Resources<'_>) -> Result<Work, IntakeProblem> {
        let id = form.obj_id();
        let key = (id.obj_number, id.gen_number);
        if let Some(work) = self.known.get(&key) {
            return Ok(*work);
        }
        if self.open.contains(&key) || self.open.len() >= DEEPEST {
            // a form within itself has no end
            return Err(too_much(
                Counted::Operators,
                u64::MAX,
                self.limits.operators,
            ));
        }
        let Ok(decoded) = form.decoded_data() else {
            return Ok(Work::default());
        };
        self.open.push(key);
        let own = form
            .dict()
            .get::<Dict<'_>>(b"Resources".as_slice())
            .map(Resources::new);
        let mut work = self.stream(TypedIter::new(&decoded), own.as_ref().unwrap_or(parent))?;
        self.open.pop();
        // unpacking it again at each call is work, too
        let unpacked = u64::try_from(decoded.len()).unwrap_or(u64::MAX) / 64;
        work.operators = work.operators.saturating_add(unpacked + 1);
        self.known.insert(key, work);
        Ok(work)
    }

    fn stream(
        &mut self,
        mut operators: TypedIter<'_>,
        resources: &Resources<'_>,
    ) -> Result<Work, IntakeProblem> {
        let mut work = Work::default();
        let mut glyph = Work::default();
        while let Some(operator) = operators.next() {
            work.operators = work.operators.saturating_add(1);
            let mut letters = 0;
            match operator {
                TypedInstruction::XObject(name) => {
                    if let Some(form) = resources.get_x_object(name.0).filter(|stream| {
                        stream
                            .dict()
                            .get::<hayro_interpret::hayro_syntax::object::Name<'_>>(
                                b"Subtype".as_slice(),
                            )
                            .is_some_and(|kind| &*kind == b"Form")
                    }) {
                        work.add(self.form(&form, resources)?);
                    }
                }
                TypedInstruction::SetGraphicsState(name) => {
                    let group = resources
                        .get_ext_g_state(name.0)
                        .and_then(|state| state.get::<Dict<'_>>(b"SMask".as_slice()))
                        .and_then(|mask| mask.get::<Stream<'_>>(b"G".as_slice()));
                    if let Some(group) = group {
                        work.add(self.form(&group, resources)?);
                    }
                }
                TypedInstruction::NonStrokeColorNamed(color) => {
                    if let Some(name) = &color.1 {
                        work.add(self.pattern(name, resources)?);
                    }
                }
                TypedInstruction::StrokeColorNamed(color) => {
                    if let Some(name) = &color.1 {
                        work.add(self.pattern(name, resources)?);
                    }
                }
                TypedInstruction::TextFont(font) => {
                    glyph = self.font(resources.get_font(font.0), resources)?;
                }
                TypedInstruction::ShowText(text) => letters = text.0.as_bytes().len(),
                TypedInstruction::NextLineAndShowText(text) => letters = text.0.as_bytes().len(),
                TypedInstruction::ShowTextWithParameters(text) => {
                    letters = text.2.as_bytes().len();
                }
                TypedInstruction::ShowTexts(parts) => {
                    for part in parts.0.iter::<Object<'_>>() {
                        if let Object::String(text) = part {
                            letters += text.as_bytes().len();
                        }
                    }
                }
                _ => {}
            }
            let letters = u64::try_from(letters).unwrap_or(u64::MAX);
            work.letters = work.letters.saturating_add(letters);
            let drawn = letters.saturating_mul(glyph.operators.saturating_add(1));
            work.operators = work.operators.saturating_add(drawn / 4);
            check(Counted::Glyphs, work.letters / 2, self.limits.glyphs)?;
            check(Counted::Operators, work.operators, self.limits.operators)?;
        }
        Ok(work)
    }

    fn pattern(
        &mut self,
        name: &hayro_interpret::hayro_syntax::object::Name<'_>,
        resources: &Resources<'_>,
    ) -> Result<Work, IntakeProblem> {
        match resources.get_pattern(name) {
            Some(Object::Stream(tile)) => self.form(&tile, resources),
            _ => Ok(Work::default()),
        }
    }

    /// The dearest glyph of a font whose glyphs are drawn by streams of their own.
    fn font(
        &mut self,
        font: Option<Dict<'_>>,
        resources: &Resources<'_>,
    ) -> Result<Work, IntakeProblem> {
        let mut dearest = Work::default();
        let Some(glyphs) = font.and_then(|font| font.get::<Dict<'_>>(b"CharProcs".as_slice()))
        else {
            return Ok(dearest);
        };
        for name in glyphs.keys() {
            if let Some(glyph) = glyphs.get::<Stream<'_>>(&*name) {
                let work = self.form(&glyph, resources)?;
                dearest.operators = dearest.operators.max(work.operators);
            }
        }
        Ok(dearest)
    }
}

fn too_much(of: Counted, found: u64, limit: u64) -> IntakeProblem {
    IntakeProblem::TooMuch { of, found, limit }
}

fn check(of: Counted, found: u64, limit: u64) -> Result<(), IntakeProblem> {
    if found > limit {
        return Err(too_much(of, found, limit));
    }
    Ok(())
}
