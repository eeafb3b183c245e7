//! The edge of the PDF library: a page as it draws itself, in whole tenths of a point.
//!
//! This is the only file of the room that sees the library's floating-point numbers. A position is
//! rounded to a tenth of a point once, here, and is an integer ever after, so that two machines
//! read the same file alike.
#![allow(
    clippy::float_arithmetic,
    clippy::cast_possible_truncation,
    reason = "the library draws with floating-point numbers; they end in this file"
)]

use hayro_interpret::font::{Glyph as FontGlyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::page::Page as PdfPage;
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, Paint, SoftMask, TransformExt, interpret_page,
};

/// A distance or a position in tenths of a point, from the left or upper edge of the page.
pub(super) type Tenths = i32;

/// Positions beyond this are held back to it: a page is at most 200 inches wide.
const FARTHEST: f64 = 1_000_000.0;
/// The thickest line that is a rule, not an area.
const RULE_THICKNESS: f64 = 2.6;
/// The shortest line that can rule a table.
const RULE_LENGTH: f64 = 5.0;
/// Rules and areas kept of one page; what comes after is ornament.
const MOST_RULES: usize = 40_000;

/// A letter where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Glyph {
    /// The letter; `U+FFFD` if the file does not name it.
    pub letter: char,
    /// Its left edge.
    pub left: Tenths,
    /// Its right edge, where the next one begins.
    pub right: Tenths,
    /// The line it stands on.
    pub base: Tenths,
    /// The size of its font.
    pub size: Tenths,
    /// Which way it is written, in quarter turns clockwise from left to right.
    pub turn: u8,
}

/// An upright rectangle, drawn as a line if it is thin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Area {
    /// Left edge.
    pub left: Tenths,
    /// Upper edge.
    pub top: Tenths,
    /// Right edge.
    pub right: Tenths,
    /// Lower edge.
    pub bottom: Tenths,
}

/// What a page draws.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Drawn {
    /// Its width.
    pub width: Tenths,
    /// Its height.
    pub height: Tenths,
    /// Its letters, in the order drawn.
    pub glyphs: Vec<Glyph>,
    /// Letters drawn invisibly, as behind a scanned page.
    pub hidden: usize,
    /// Its thin lines.
    pub rules: Vec<Area>,
    /// Its coloured areas.
    pub fills: Vec<Area>,
    /// Its pictures.
    pub pictures: Vec<Area>,
}

/// Draws the page.
pub(super) fn draw<'a>(page: &PdfPage<'a>, cache: &InterpreterCache<'a>) -> Drawn {
    let (width, height) = page.render_dimensions();
    let (width, height) = (f64::from(width), f64::from(height));
    let mut context = Context::new(
        page.initial_transform(true).to_kurbo(),
        Rect::new(0.0, 0.0, width, height),
        cache,
        page.xref(),
        InterpreterSettings::default(),
    );
    let mut pen = Pen {
        drawn: Drawn {
            width: tenths(width),
            height: tenths(height),
            ..Drawn::default()
        },
    };
    interpret_page(page, &mut context, &mut pen);
    pen.drawn
}

/// A length or position in tenths of a point.
fn tenths(points: f64) -> Tenths {
    if points.is_nan() {
        return 0;
    }
    (points * 10.0).round().clamp(-FARTHEST, FARTHEST) as Tenths
}

/// Whether the position can be on a page at all.
fn is_sane(point: Point) -> bool {
    point.x.is_finite() && point.y.is_finite()
}

fn area(rect: Rect) -> Area {
    Area {
        left: tenths(rect.min_x()),
        top: tenths(rect.min_y()),
        right: tenths(rect.max_x()),
        bottom: tenths(rect.max_y()),
    }
}

/// The device that keeps letters and lines.
struct Pen {
    drawn: Drawn,
}

impl Pen {
    fn glyph(&mut self, glyph: &FontGlyph<'_>, transform: Affine) {
        let advance = match glyph {
            FontGlyph::Outline(outline) => outline.advance_width(),
            FontGlyph::Type3(drawing) => drawing.advance_width(),
        };
        let advance = f64::from(advance.unwrap_or(500.0));
        let start = transform * Point::ZERO;
        let end = transform * Point::new(advance, 0.0);
        if !is_sane(start) || !is_sane(end) {
            return;
        }
        let [a, b, c, d, ..] = transform.as_coeffs();
        let size = tenths(1000.0 * c.hypot(d)).max(1);
        let turn = match (a.abs() >= b.abs(), a >= 0.0, b >= 0.0) {
            (true, true, _) => 0,
            (false, _, true) => 1,
            (true, false, _) => 2,
            (false, _, false) => 3,
        };
        let placed = |letter, from: Point, to: Point| {
            let (x0, y0, x1, y1) = (tenths(from.x), tenths(from.y), tenths(to.x), tenths(to.y));
            let (left, right, base) = match turn {
                0 => (x0, x1, y0),
                1 => (y0, y1, -x0),
                2 => (-x0, -x1, -y0),
                _ => (-y0, -y1, x0),
            };
            Glyph {
                letter,
                left,
                right: right.max(left),
                base,
                size,
                turn,
            }
        };
        let letters = match glyph.as_unicode() {
            Some(BfString::Char(letter)) => {
                self.drawn.glyphs.push(placed(letter, start, end));
                return;
            }
            Some(BfString::String(letters)) if !letters.is_empty() => letters,
            _ => "\u{fffd}".to_owned(),
        };
        // a ligature: its letters share the width
        let parts = letters.chars().count().max(1) as f64;
        let mut from = start;
        for (part, letter) in (1_u32..).zip(letters.chars()) {
            let to = start.lerp(end, f64::from(part) / parts);
            self.drawn.glyphs.push(placed(letter, from, to));
            from = to;
        }
    }

    /// A straight line.
    fn stroke(&mut self, from: Point, to: Point, thickness: f64) {
        let rect = Rect::from_points(from, to);
        let level = rect.height() <= 0.5 && rect.width() >= RULE_LENGTH;
        let upright = rect.width() <= 0.5 && rect.height() >= RULE_LENGTH;
        if !is_sane(from) || !is_sane(to) || !(level || upright) {
            return;
        }
        let half = if thickness <= RULE_THICKNESS * 2.0 {
            0.0
        } else {
            thickness / 2.0
        };
        let rect = if level {
            Rect::new(rect.x0, rect.y0 - half, rect.x1, rect.y1 + half)
        } else {
            Rect::new(rect.x0 - half, rect.y0, rect.x1 + half, rect.y1)
        };
        if self.drawn.rules.len() < MOST_RULES {
            self.drawn.rules.push(area(rect));
        }
    }

    /// A filled rectangle: a rule if it is thin.
    fn fill(&mut self, rect: Rect, is_white: bool) {
        if !rect.is_finite() {
            return;
        }
        let thin = rect.width().min(rect.height()) <= RULE_THICKNESS;
        let long = rect.width().max(rect.height()) >= RULE_LENGTH;
        if thin && long && self.drawn.rules.len() < MOST_RULES {
            self.drawn.rules.push(area(rect));
        } else if !thin && !is_white && self.drawn.fills.len() < MOST_RULES {
            self.drawn.fills.push(area(rect));
        }
    }

    /// The straight sides of a stroked path.
    fn sides(&mut self, path: &BezPath, thickness: f64) {
        let (mut first, mut last) = (Point::ZERO, Point::ZERO);
        for element in path.elements() {
            match *element {
                PathEl::MoveTo(to) => (first, last) = (to, to),
                PathEl::LineTo(to) => {
                    self.stroke(last, to, thickness);
                    last = to;
                }
                PathEl::QuadTo(_, to) | PathEl::CurveTo(_, _, to) => last = to,
                PathEl::ClosePath => {
                    self.stroke(last, first, thickness);
                    last = first;
                }
            }
        }
    }

    /// The rectangles of a filled path: one for each of its closed parts.
    fn rectangles(&mut self, path: &BezPath, is_white: bool) {
        let mut part = BezPath::new();
        for element in path.elements() {
            if matches!(element, PathEl::MoveTo(_)) && !part.is_empty() {
                self.rectangle(&part, is_white);
                part.truncate(0);
            }
            part.push(*element);
        }
        if !part.is_empty() {
            self.rectangle(&part, is_white);
        }
    }

    fn rectangle(&mut self, path: &BezPath, is_white: bool) {
        let curved = path
            .elements()
            .iter()
            .any(|element| matches!(element, PathEl::QuadTo(..) | PathEl::CurveTo(..)));
        if !curved && (3..=6).contains(&path.elements().len()) {
            self.fill(path.bounding_box(), is_white);
        }
    }
}

/// Whether the paint is white or cannot be seen.
fn is_white(paint: &Paint<'_>) -> bool {
    match paint {
        Paint::Color(color) => {
            let [red, green, blue, opacity] = color.to_rgba().to_rgba8();
            opacity == 0 || (red >= 250 && green >= 250 && blue >= 250)
        }
        Paint::Pattern(_) => false,
    }
}

impl<'a> Device<'a> for Pen {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, draw_mode: &DrawMode) {
        let white = is_white(&props.paint);
        let path = props.transform * path;
        let [a, b, c, d, ..] = props.transform.as_coeffs();
        let scale = a.hypot(b).max(c.hypot(d));
        match draw_mode {
            DrawMode::Fill(_) => self.rectangles(&path, white),
            DrawMode::Stroke(stroke) => self.sides(&path, f64::from(stroke.line_width) * scale),
            DrawMode::FillAndStroke(_, stroke) => {
                self.rectangles(&path, white);
                self.sides(&path, f64::from(stroke.line_width) * scale);
            }
            DrawMode::Invisible => {}
        }
    }

    fn draw_glyph_run(
        &mut self,
        run: &GlyphRun<'_, 'a>,
        props: DrawProps<'a>,
        draw_mode: &DrawMode,
    ) {
        if matches!(draw_mode, DrawMode::Invisible) {
            self.drawn.hidden += run.glyphs().len();
            return;
        }
        for glyph in run.glyphs() {
            self.glyph(glyph, props.transform * glyph.transform());
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let (width, height) = (f64::from(image.width()), f64::from(image.height()));
        let rect = props
            .transform
            .transform_rect_bbox(Rect::new(0.0, 0.0, width, height));
        if rect.is_finite() && self.drawn.pictures.len() < MOST_RULES {
            self.drawn.pictures.push(area(rect));
        }
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
