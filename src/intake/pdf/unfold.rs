//! How large the packed streams of a PDF are once they are unpacked, told before they are.
//!
//! Each step of each stream is counted, up to what is allowed, so that a stream packed several times
//! cannot hide what it comes to. The library unpacks without a bound: this goes before it, first over
//! the bytes of the file (for the streams that the library needs to find its way), then over the streams
//! it found, decrypted. Pictures are never unpacked and not counted.

use std::io::Read;

use flate2::read::{DeflateDecoder, ZlibDecoder};
use hayro_interpret::hayro_syntax::object::{Name, Object};
use hayro_interpret::hayro_syntax::{Filter, Pdf};

use crate::intake::{Counted, IntakeProblem, Limits};

/// Counts the bytes that the streams in the bytes of a file unfold to.
pub(super) fn check_bytes(bytes: &[u8], limits: &Limits) -> Result<(), IntakeProblem> {
    let mut found = 0_u64;
    let mut from = 0;
    while let Some(at) = find(&bytes[from..], b"stream") {
        let before = from;
        let start = from + at;
        from = start + b"stream".len();
        let data = match bytes.get(from..) {
            Some([b'\r', b'\n', data @ ..]) => data,
            Some([b'\n' | b'\r', data @ ..]) => data,
            _ => continue,
        };
        if bytes[..start].ends_with(b"end") {
            continue;
        }
        let dictionary = &bytes[before..start];
        let dictionary = match rfind(dictionary, b"obj") {
            Some(begin) => &dictionary[begin..],
            None => dictionary,
        };
        if find(dictionary, b"/Image").is_some() {
            continue;
        }
        let end = find(data, b"endstream").unwrap_or(data.len());
        let filters = named_filters(dictionary);
        let left = limits.unfolded.saturating_sub(found);
        found = found.saturating_add(unfolded(&filters, &data[..end], left));
        check(found, limits)?;
    }
    Ok(())
}

/// Counts the bytes that the streams of a file unfold to, as the library knows them.
pub(super) fn check_streams(pdf: &Pdf, limits: &Limits) -> Result<(), IntakeProblem> {
    let mut found = 0_u64;
    for object in pdf.objects() {
        let Object::Stream(stream) = object else {
            continue;
        };
        let kind = stream.dict().get::<Name<'_>>(b"Subtype".as_slice());
        if kind.is_some_and(|kind| *kind == *b"Image") {
            continue;
        }
        let left = limits.unfolded.saturating_sub(found);
        found = found.saturating_add(unfolded(&stream.filters(), &stream.raw_data(), left));
        check(found, limits)?;
    }
    Ok(())
}

fn check(found: u64, limits: &Limits) -> Result<(), IntakeProblem> {
    let limit = limits.unfolded;
    match found > limit {
        true => Err(IntakeProblem::TooMuch {
            of: Counted::Unfolded,
            found,
            limit,
        }),
        false => Ok(()),
    }
}

/// The filters that a dictionary names, in their order.
fn named_filters(dictionary: &[u8]) -> Vec<Filter> {
    const NAMES: [(&[u8], Filter); 5] = [
        (b"/Fl", Filter::FlateDecode),
        (b"/LZW", Filter::LzwDecode),
        (b"/R", Filter::RunLengthDecode),
        (b"/A8", Filter::Ascii85Decode),
        (b"/AHx", Filter::AsciiHexDecode),
    ];
    let mut filters = Vec::new();
    let Some(start) = find(dictionary, b"/Filter") else {
        return filters;
    };
    let after = &dictionary[start + b"/Filter".len()..];
    // one name, or names between brackets
    let end = match after.iter().position(|byte| !byte.is_ascii_whitespace()) {
        Some(first) if after[first] == b'[' => after.iter().position(|byte| *byte == b']'),
        Some(first) => after[first + 1..]
            .iter()
            .position(|byte| matches!(byte, b'/' | b'>'))
            .map(|length| first + 1 + length),
        None => None,
    };
    let names = &after[..end.unwrap_or(after.len())];
    for at in (0..names.len()).filter(|at| names[*at] == b'/') {
        let name = &names[at..];
        let ascii = name.starts_with(b"/ASCII85") || name.starts_with(b"/ASCIIHex");
        let known = NAMES.iter().find(|(begins, _)| name.starts_with(begins));
        match known {
            Some((_, filter)) => filters.push(*filter),
            None if ascii && name.starts_with(b"/ASCII8") => filters.push(Filter::Ascii85Decode),
            None if ascii => filters.push(Filter::AsciiHexDecode),
            None => {}
        }
    }
    filters
}

/// The bytes of all steps of unpacking, up to one more than `most`.
fn unfolded(filters: &[Filter], data: &[u8], most: u64) -> u64 {
    let Some((last, first)) = filters.split_last() else {
        return 0;
    };
    let mut all = 0_u64;
    let mut current: Option<Vec<u8>> = None;
    for filter in first {
        let left = most.saturating_sub(all);
        let next = step(*filter, current.as_deref().unwrap_or(data), left);
        all = all.saturating_add(size(&next));
        if all > most {
            return all;
        }
        current = Some(next);
    }
    let data = current.as_deref().unwrap_or(data);
    let left = most.saturating_sub(all);
    all.saturating_add(match last {
        Filter::FlateDecode => inflated(data, left, &mut |_| {}),
        other => size(&step(*other, data, left)),
    })
}

fn size(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

/// What a filter makes of bytes, up to one more than `most`.
fn step(filter: Filter, data: &[u8], most: u64) -> Vec<u8> {
    let most = usize::try_from(most)
        .unwrap_or(usize::MAX)
        .saturating_add(1);
    let mut out = Vec::new();
    match filter {
        Filter::FlateDecode => {
            let bound = u64::try_from(most).unwrap_or(u64::MAX);
            inflated(data, bound, &mut |bytes| out.extend_from_slice(bytes));
        }
        // codes grow one entry early, or not: whichever comes to more
        Filter::LzwDecode => {
            let mut late = Vec::new();
            lzw(data, 1, most, &mut out);
            lzw(data, 0, most, &mut late);
            if late.len() > out.len() {
                out = late;
            }
        }
        Filter::RunLengthDecode => run_lengths(data, most, &mut out),
        // text packs nothing: four letters of five bytes, but for z, which is four zeros
        Filter::Ascii85Decode => ascii_85(data, most, &mut out),
        Filter::AsciiHexDecode => ascii_hex(data, most, &mut out),
        _ => {}
    }
    out
}

/// How many bytes the data inflates to, and the bytes. Data without the head of the format is read as
/// the library reads it: as if it had none.
fn inflated(data: &[u8], most: u64, take: &mut dyn FnMut(&[u8])) -> u64 {
    let has_head = match data {
        [first, second, ..] => {
            let head = u16::from(*first) << 8 | u16::from(*second);
            first & 0x0f == 8 && head.is_multiple_of(31) && second & 0x20 == 0
        }
        _ => false,
    };
    if has_head {
        length(ZlibDecoder::new(data), most, take)
    } else {
        length(DeflateDecoder::new(data), most, take)
    }
}

fn length(mut reader: impl Read, most: u64, take: &mut dyn FnMut(&[u8])) -> u64 {
    let mut buffer = vec![0_u8; 1 << 16];
    let mut all = 0_u64;
    while all <= most {
        match reader.read(&mut buffer) {
            Ok(0) | Err(_) => break,
            Ok(read) => {
                take(&buffer[..read]);
                all = all.saturating_add(u64::try_from(read).unwrap_or(0));
            }
        }
    }
    all
}

/// Bytes repeated, or copied.
fn run_lengths(data: &[u8], most: usize, out: &mut Vec<u8>) {
    let mut rest = data;
    while let Some((&length, after)) = rest.split_first() {
        if length == 128 || out.len() >= most {
            return;
        }
        let count = usize::from(length);
        if count < 128 {
            let copied = after.get(..=count).unwrap_or(after);
            out.extend_from_slice(copied);
            rest = &after[copied.len()..];
        } else if let Some((&byte, after)) = after.split_first() {
            out.extend(std::iter::repeat_n(byte, 257 - count));
            rest = after;
        } else {
            return;
        }
    }
}

fn ascii_hex(data: &[u8], most: usize, out: &mut Vec<u8>) {
    let digits = data.iter().take_while(|byte| **byte != b'>');
    let digits = digits.filter_map(|byte| char::from(*byte).to_digit(16));
    let mut high: Option<u32> = None;
    for digit in digits {
        match high.take() {
            Some(high) => out.push(u8::try_from(high * 16 + digit).unwrap_or(0)),
            None => high = Some(digit),
        }
        if out.len() >= most {
            return;
        }
    }
}

fn ascii_85(data: &[u8], most: usize, out: &mut Vec<u8>) {
    let mut group: Vec<u8> = Vec::new();
    for &byte in data.iter().take_while(|byte| **byte != b'~') {
        match byte {
            b'z' if group.is_empty() => out.extend([0; 4]),
            b'!'..=b'u' => group.push(byte - b'!'),
            _ => {}
        }
        if group.len() == 5 {
            let value = group.iter().fold(0_u32, |value, digit| {
                value.wrapping_mul(85).wrapping_add(u32::from(*digit))
            });
            out.extend(value.to_be_bytes());
            group.clear();
        }
        if out.len() >= most {
            return;
        }
    }
}

/// Lempel-Ziv-Welch with codes of 9 to 12 bits, the highest bit first.
fn lzw(data: &[u8], early: usize, most: usize, out: &mut Vec<u8>) {
    const CLEAR: usize = 256;
    const END: usize = 257;
    const FIRST: usize = 258;
    const LAST: usize = 4096;
    // where in `out` the letters of each code from `FIRST` on stand
    let mut table: Vec<(usize, usize)> = Vec::new();
    let mut before: Option<(usize, usize)> = None;
    let (mut bits, mut held) = (0_u32, 0_u32);
    let mut bytes = data.iter();
    while out.len() < most {
        let next = FIRST + table.len() + early;
        let width = (usize::BITS - next.min(LAST - 1).leading_zeros()).clamp(9, 12);
        while held < width {
            let Some(&byte) = bytes.next() else { return };
            bits = bits << 8 | u32::from(byte);
            held += 8;
        }
        held -= width;
        let code = usize::try_from(bits >> held & ((1 << width) - 1)).unwrap_or(END);
        match code {
            CLEAR => {
                table.clear();
                before = None;
                continue;
            }
            END => return,
            _ => {}
        }
        let start = out.len();
        let known = match code.checked_sub(FIRST) {
            None => None,
            Some(entry) => match (table.get(entry), before) {
                (Some(known), _) => Some(*known),
                // the entry that this code itself completes
                (None, Some((from, length))) if entry == table.len() => Some((from, length + 1)),
                _ => return,
            },
        };
        match known {
            None => out.push(u8::try_from(code).unwrap_or(0)),
            // it may reach into what is being written
            Some((from, length)) => {
                for at in from..from + length {
                    let byte = out.get(at).copied().unwrap_or(0);
                    out.push(byte);
                }
            }
        }
        if let Some((from, length)) = before
            && FIRST + table.len() < LAST
        {
            table.push((from, length + 1));
        }
        before = Some((start, out.len() - start));
    }
}

fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).position(|window| window == word)
}

fn rfind(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).rposition(|window| window == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lzw_unpacks_the_example_of_the_specification() {
        // ISO 32000-1, 7.4.4.2, example 1 and 2
        let packed = [0x80, 0x0b, 0x60, 0x50, 0x22, 0x0c, 0x0c, 0x85, 0x01];
        let mut out = Vec::new();
        lzw(&packed, 1, 1_000, &mut out);
        assert_eq!(out, [45, 45, 45, 45, 45, 65, 45, 45, 45, 66]);
    }

    #[test]
    fn runs_and_text_unpack() {
        let unpacked = |filter, data: &[u8]| step(filter, data, 1_000);
        // two bytes copied, three repeated, then the end
        let runs = unpacked(Filter::RunLengthDecode, &[1, 7, 8, 254, 9, 128, 5]);
        assert_eq!(runs, [7, 8, 9, 9, 9]);
        assert_eq!(unpacked(Filter::AsciiHexDecode, b"4A 4b>"), *b"JK");
        assert_eq!(
            unpacked(Filter::Ascii85Decode, b"9jqo^z~>"),
            *b"Man \0\0\0\0"
        );
    }

    #[test]
    fn every_step_counts_and_none_goes_on_beyond_the_bound() {
        // a run of 128 bytes for two, packed again: 2 000 bytes of runs, 128 000 bytes
        let runs: Vec<u8> = std::iter::repeat_n([129_u8, 0], 1_000).flatten().collect();
        let filters = [Filter::RunLengthDecode, Filter::RunLengthDecode];
        assert_eq!(unfolded(&filters[..1], &runs, u64::MAX), 128_000);
        assert!(unfolded(&filters, &runs, 10_000) <= 10_128);
        let names = b"<< /Filter [/ASCII85Decode /LZWDecode/Fl] /Length 5 /R 7 >>";
        assert_eq!(
            named_filters(names),
            [
                Filter::Ascii85Decode,
                Filter::LzwDecode,
                Filter::FlateDecode
            ]
        );
        assert_eq!(
            named_filters(b"<</Filter/FlateDecode/Length 5/R 7>>").len(),
            1
        );
    }
}
