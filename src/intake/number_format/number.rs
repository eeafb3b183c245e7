//! A number through a section of a format code: digits in their places, words around them.

use super::code::{Piece, Section};
use super::stored::StoredNumber;

/// What a Swedish Excel puts between thousands.
const GROUP: char = '\u{a0}';

/// What is shown; `drops_sign` where the section itself says that the number is negative.
pub(super) fn show(number: &StoredNumber, section: &Section, drops_sign: bool) -> Option<String> {
    let pieces = &section.pieces;
    let digits = |it: &Piece| matches!(it, Piece::Digit(_));
    let is_fraction = slash(pieces).is_some();
    let (shown, is_zero) = if pieces.contains(&Piece::General) {
        (in_general(number, pieces), number.is_zero())
    } else if is_fraction {
        fraction(number, pieces)?
    } else if pieces.iter().any(|it| matches!(it, Piece::Exponent(_))) {
        (scientific(number, pieces)?, number.is_zero())
    } else if pieces.iter().any(digits) {
        decimal(number, pieces)
    } else {
        (pieces.iter().map(literal).collect(), false)
    };
    let is_signed = number.negative && !drops_sign && !is_zero && !pieces.is_empty();
    Some(if is_signed {
        format!("-{}", shown.trim_start())
    } else {
        shown
    })
}

/// What a piece that is no digit shows.
fn literal(piece: &Piece) -> String {
    match piece {
        Piece::Literal(text) => text.clone(),
        Piece::Pad => " ".to_owned(),
        Piece::Percent => "%".to_owned(),
        Piece::Slash => "/".to_owned(),
        _ => String::new(),
    }
}

/// Where the bar of a fraction stands: between digits.
fn slash(pieces: &[Piece]) -> Option<usize> {
    let position = pieces.iter().position(|it| *it == Piece::Slash)?;
    let before = pieces[..position]
        .iter()
        .any(|it| matches!(it, Piece::Digit(_)));
    let is_below = |it: &Piece| match it {
        Piece::Digit(_) => true,
        Piece::Literal(text) => text.bytes().all(|byte| byte.is_ascii_digit()),
        _ => false,
    };
    let after = pieces[position + 1..].first().is_some_and(is_below);
    (before && after).then_some(position)
}

/// Digits of a decimal number in their places, and whether all of them are zero.
fn decimal(number: &StoredNumber, pieces: &[Piece]) -> (String, bool) {
    let point = pieces.iter().position(|it| *it == Piece::Point);
    let whole_end = point.unwrap_or(pieces.len());
    let (whole, after) = pieces.split_at(whole_end);
    let is_digit = |it: &Piece| matches!(it, Piece::Digit(_));
    let percents = pieces.iter().filter(|it| **it == Piece::Percent).count();
    let first_digit = whole.iter().position(is_digit);
    let last_digit = whole.iter().rposition(is_digit);
    let commas = |from: usize, to: usize| {
        let between = whole.get(from..to).unwrap_or_default();
        between.iter().filter(|it| **it == Piece::Comma).count()
    };
    // commas after the last digit, before the point or after it, each divide by a thousand
    let behind = after.iter().filter(|it| **it == Piece::Comma).count();
    let thousands = behind + last_digit.map_or(0, |last| commas(last, whole.len()));
    let is_grouped = match (first_digit, last_digit) {
        (Some(first), Some(last)) => commas(first, last) > 0,
        _ => false,
    };
    let decimals = after.iter().filter(|it| is_digit(it)).count();
    let count = |it: usize| i64::try_from(it).unwrap_or_default();
    let scaled = number
        .absolute()
        .scaled(2 * count(percents) - 3 * count(thousands));
    let rounded = scaled.rounded(count(decimals));
    let mut shown = whole_part(&rounded.whole_digits(), whole, is_grouped);
    if point.is_some() {
        shown.push_str(&decimal_part(
            &rounded.decimal_digits(count(decimals)),
            after,
        ));
    }
    (shown, rounded.is_zero())
}

/// The digits before the point, from the right, with what stands between their places.
fn whole_part(digits: &str, pieces: &[Piece], is_grouped: bool) -> String {
    let mut left: Vec<char> = digits.chars().collect();
    let mut shown: Vec<char> = Vec::new();
    let mut placed = 0;
    let first = pieces.iter().position(|it| matches!(it, Piece::Digit(_)));
    let mut place = |digit: char, shown: &mut Vec<char>| {
        if is_grouped && placed > 0 && placed % 3 == 0 {
            shown.push(GROUP);
        }
        placed += 1;
        shown.push(digit);
    };
    for (position, piece) in pieces.iter().enumerate().rev() {
        let Piece::Digit(kind) = piece else {
            shown.extend(literal(piece).chars().rev());
            continue;
        };
        match (left.pop(), kind) {
            (Some(digit), _) => place(digit, &mut shown),
            (None, '0') => place('0', &mut shown),
            (None, '?') => shown.push(' '),
            (None, _) => {}
        }
        if Some(position) == first {
            while let Some(digit) = left.pop() {
                place(digit, &mut shown);
            }
        }
    }
    // a format such as `.00` has no place for them, and shows them all the same
    while let Some(digit) = left.pop() {
        place(digit, &mut shown);
    }
    shown.iter().rev().collect()
}

/// The point, the digits after it and what stands between them.
fn decimal_part(digits: &str, pieces: &[Piece]) -> String {
    let mut digits = digits.chars();
    let mut shown = String::new();
    for piece in pieces {
        match piece {
            Piece::Point => shown.push(','),
            Piece::Digit(kind) => {
                let digit = digits.next().unwrap_or('0');
                let is_end = digit == '0' && digits.clone().all(|it| it == '0');
                match kind {
                    '#' if is_end => {}
                    '?' if is_end => shown.push(' '),
                    _ => shown.push(digit),
                }
            }
            other => shown.push_str(&literal(other)),
        }
    }
    shown
}

/// `1,2E+07`.
fn scientific(number: &StoredNumber, pieces: &[Piece]) -> Option<String> {
    let position = pieces
        .iter()
        .position(|it| matches!(it, Piece::Exponent(_)))?;
    let Some(Piece::Exponent(shows_plus)) = pieces.get(position) else {
        return None;
    };
    let (mantissa, after) = (&pieces[..position], &pieces[position + 1..]);
    let is_digit = |it: &&Piece| matches!(it, Piece::Digit(_));
    let point = mantissa.iter().position(|it| *it == Piece::Point);
    let whole = mantissa[..point.unwrap_or(mantissa.len())]
        .iter()
        .filter(is_digit)
        .count();
    let decimals = mantissa.iter().filter(is_digit).count() - whole;
    let (whole, decimals) = (
        i64::try_from(whole).ok()?.max(1),
        i64::try_from(decimals).ok()?,
    );
    let exponent_of = |number: &StoredNumber| {
        if number.is_zero() {
            0
        } else {
            number.magnitude().div_euclid(whole) * whole
        }
    };
    let absolute = number.absolute();
    let mut exponent = exponent_of(&absolute);
    let mut shown = absolute.scaled(-exponent).rounded(decimals);
    if exponent_of(&shown) > 0 {
        exponent += whole;
        shown = absolute.scaled(-exponent).rounded(decimals);
    }
    let (text, _) = decimal(&shown, mantissa);
    let width = after.iter().filter(is_digit).count();
    let sign = match (exponent < 0, shows_plus) {
        (true, _) => "-",
        (false, true) => "+",
        (false, false) => "",
    };
    let rest: String = after.iter().map(literal).collect();
    Some(format!("{text}E{sign}{:0width$}{rest}", exponent.abs()))
}

/// `3 1/4`, and whether it is zero.
fn fraction(number: &StoredNumber, pieces: &[Piece]) -> Option<(String, bool)> {
    const SCALE: i128 = 1_000_000_000_000_000;
    let slash = slash(pieces)?;
    let is_digit = |it: &Piece| matches!(it, Piece::Digit(_));
    let above_start = pieces[..slash]
        .iter()
        .rposition(|it| !is_digit(it))
        .map_or(0, |it| it + 1);
    let (whole, above) = (&pieces[..above_start], &pieces[above_start..slash]);
    let below_end = pieces[slash + 1..]
        .iter()
        .position(|it| !is_digit(it) && !matches!(it, Piece::Literal(text) if text.bytes().all(|byte| byte.is_ascii_digit())))
        .map_or(pieces.len(), |it| slash + 1 + it);
    let below = &pieces[slash + 1..below_end];
    let has_whole = whole.iter().any(is_digit);
    let fixed: String = below.iter().map(literal).collect();
    let scaled = number.absolute().times(SCALE)?;
    let (units, rest) = if has_whole {
        (scaled / SCALE, scaled % SCALE)
    } else {
        (0, scaled)
    };
    let (mut top, bottom) = match fixed.parse::<i128>() {
        Ok(bottom) if bottom > 0 => ((rest * bottom + SCALE / 2) / SCALE, bottom),
        _ => nearest(
            rest,
            SCALE,
            10_i128.pow(u32::try_from(below.len().min(3)).ok()?) - 1,
        ),
    };
    let mut units = units;
    if has_whole && top == bottom {
        (units, top) = (units + 1, 0);
    }
    let unit_digits = if units == 0 {
        String::new()
    } else {
        units.to_string()
    };
    let mut shown = if has_whole && units == 0 && top > 0 {
        String::new()
    } else if has_whole {
        let digits = if units == 0 {
            "0".to_owned()
        } else {
            unit_digits
        };
        whole_part(&digits, whole, false)
    } else {
        String::new()
    };
    if top > 0 || !has_whole {
        let padding = above.len().saturating_sub(top.to_string().len());
        shown.push_str(&" ".repeat(padding));
        shown.push_str(&format!("{top}/{bottom}"));
    }
    shown.extend(pieces[below_end..].iter().map(literal));
    Some((shown, units == 0 && top == 0))
}

/// The fraction nearest to `part / whole` with a denominator up to `largest`, the smallest of equals.
fn nearest(part: i128, whole: i128, largest: i128) -> (i128, i128) {
    let mut best = (0, 1);
    let mut error = (part, 1);
    for bottom in 1..=largest.max(1) {
        let top = (part * bottom + whole / 2) / whole;
        let off = (part * bottom - top * whole).abs();
        // off / bottom < error.0 / error.1
        if off * error.1 < error.0 * bottom {
            best = (top, bottom);
            error = (off, bottom);
        }
        if off == 0 {
            break;
        }
    }
    best
}

/// A section with *General* in it.
fn in_general(number: &StoredNumber, pieces: &[Piece]) -> String {
    let mut shown = String::new();
    for piece in pieces {
        match piece {
            Piece::General => shown.push_str(&general(&number.absolute())),
            other => shown.push_str(&literal(other)),
        }
    }
    shown
}

/// The general format of a number that is not below zero: at most eleven letters.
fn general(number: &StoredNumber) -> String {
    if number.is_zero() {
        return "0".to_owned();
    }
    match number.magnitude() {
        -4..=-1 => plain(&number.rounded(9)),
        -9..=9 => {
            let whole = plain(number);
            if whole.chars().count() <= 11 {
                return whole;
            }
            let magnitude = number.magnitude();
            if magnitude < 0 {
                return exponential(number);
            }
            plain(&number.rounded(9 - magnitude))
        }
        10 => plain(&number.rounded(0)),
        _ => exponential(number),
    }
}

fn plain(number: &StoredNumber) -> String {
    let whole = number.whole_digits();
    let whole = if whole.is_empty() { "0" } else { &whole };
    match number.decimals() {
        0 => whole.to_owned(),
        count => format!("{whole},{}", number.decimal_digits(count)),
    }
}

fn exponential(number: &StoredNumber) -> String {
    let rounded = number.rounded(5 - number.magnitude());
    let exponent = rounded.magnitude();
    let mantissa = plain(&rounded.scaled(-exponent));
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{mantissa}E{sign}{:02}", exponent.abs())
}
