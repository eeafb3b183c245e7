//! PDF: letters and lines where they stand become tables.
//!
//! Letters become words and lines; rules that cross make grids; what stands in no grid is cut into
//! blocks of lines with figures, whose columns are the stretches that no row has letters in. Lines
//! become rows by rules where there are any, else by their distance. Tables that go on over pages
//! are joined, and headings that are repeated dropped.

mod block;
mod column;
mod glyph;
mod grid;
mod heading;
mod join;
mod line;
mod row;
mod rule;
mod side;
mod table;
mod value;
mod zone;

use hayro_interpret::InterpreterCache;
use hayro_interpret::hayro_syntax::Pdf;

/// For looking at: all words.
pub fn dump(bytes: Vec<u8>) -> String {
    let Ok(pdf) = Pdf::new(bytes) else { return String::new() };
    let cache = InterpreterCache::new();
    let mut out = String::new();
    for page in pdf.pages().iter() {
        let drawn = glyph::draw(page, &cache);
        let (page, _) = line::lines_of(&drawn);
        let rules = rule::rules_of(&page.rules);
        out.push_str(&format!("page {}x{} glyphs {} rules {} fills {}\n", drawn.width, drawn.height, drawn.glyphs.len(), page.rules.len(), page.fills.len()));
        for line in &page.lines {
            let kind = block::RunLine::new(line);
            out.push_str(&format!("{} [{}] {:?}", line.base, line.size, kind.kind));
            for r in &kind.runs { out.push_str(" |"); for w in &r.words { out.push_str(&format!(" {}<{}>{}", w.left, w.text, w.right)); }}
            out.push('\n');
        }
        for r in &rules.level { out.push_str(&format!("H {} {}..{}\n", r.at, r.from, r.to)); }
        for r in &rules.upright { out.push_str(&format!("V {} {}..{}\n", r.at, r.from, r.to)); }
        for g in grid::grids_of(&rules) { out.push_str(&format!("grid {:?} {:?}\n", g.across, g.down)); }
    }
    out
}

fn quote(s: &str) -> String { if s.contains([',', '"', '\n']) { format!("\"{}\"", s.replace('"', "\"\"")) } else { s.to_owned() } }

/// For looking at: tables.
pub fn csv(bytes: Vec<u8>) -> String {
    let Ok(pdf) = Pdf::new(bytes) else { return String::new() };
    let cache = InterpreterCache::new();
    let mut out = String::new();
    let mut n = 0;
    let mut all = Vec::new();
    let mut texts = Vec::new();
    for (number, page) in pdf.pages().iter().enumerate() {
        let drawn = glyph::draw(page, &cache);
        let (page, _) = line::lines_of(&drawn);
        let rules = rule::rules_of(&page.rules);
        let grids = grid::grids_of(&rules);
        let mut tables: Vec<table::Table> = Vec::new();
        for g in &grids { if let Some(t) = grid::table_in(g, &page.lines, number) { if t.rows.len() > 1 && t.width() > 1 { tables.push(t); } } }
        let rest: Vec<line::Line> = page.lines.iter().filter_map(|l| { let words: Vec<_> = l.words.iter().filter(|w| !grids.iter().any(|g| g.holds(w))).cloned().collect(); (!words.is_empty()).then(|| line::Line { words, ..l.clone() }) }).collect();
        for stream in zone::streams_of(rest) { tables.extend(block::tables_in(&stream, &rules, number)); }
        tables.sort_by_key(|t| t.top);
        all.extend(tables.into_iter().flat_map(side::apart));
        texts.push(page.lines);
    }
    let all = join::join_pages(all, |t| texts[t.page].iter().any(|l| l.base < t.top && t.top - l.base < 400 && block::is_title(&block::RunLine::new(l))));
    {
        let tables = all;
        for t in tables {
            n += 1;
            out.push_str(&format!("#table,{n},page {} ruled {}\n", t.page + 1, t.is_ruled));
            for (i, r) in t.rows.iter().enumerate() {
                if i < t.headings { out.push_str("#header"); }
                for c in &r.cells { out.push(','); out.push_str(&quote(&c.text)); }
                out.push('\n');
            }
        }
    }
    out
}
