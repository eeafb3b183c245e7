//! Letters from bytes: UTF-8, UTF-16, and the encodings of a byte a letter that Swedish files have.

use encoding_rs::{Encoding, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::Notice;

/// The letters 128 to 255 of code page 850, which a Swedish Windows calls MS-DOS. *Source*: the
/// mapping table of the Unicode Consortium, CP850.TXT.
const CODE_PAGE_850: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";

/// A text and what was taken for granted to read it.
pub(super) struct Decoded {
    /// The letters.
    pub text: String,
    /// What a reader should know.
    pub notices: Vec<Notice>,
}

impl Decoded {
    fn sure(text: String) -> Decoded {
        let notices = Vec::new();
        Decoded { text, notices }
    }
}

/// The letters of a text file. `named` is the encoding that the file itself names, if it does; a mark
/// at the beginning and letters that are valid UTF-8 go before it.
pub(super) fn decode(bytes: &[u8], named: Option<&'static Encoding>) -> Decoded {
    let mut decoded = letters_of(bytes, named);
    // a save that was interrupted leaves the room it had asked for
    let whole = decoded.text.trim_end_matches('\0').len();
    let zeros = decoded.text.len() - whole;
    if zeros > 0 {
        decoded.text.truncate(whole);
        decoded.notices.push(Notice::ZeroBytes { count: zeros });
    }
    decoded
}

fn letters_of(bytes: &[u8], named: Option<&'static Encoding>) -> Decoded {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let text = encoding.decode_without_bom_handling(&bytes[mark..]).0;
        return Decoded::sure(text.into_owned());
    }
    if let Some(encoding) = without_mark(bytes) {
        return Decoded::sure(encoding.decode_without_bom_handling(bytes).0.into_owned());
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded::sure(text.to_owned());
    }
    if let Some(encoding) = named.filter(|it| *it != UTF_8) {
        return Decoded::sure(encoding.decode_without_bom_handling(bytes).0.into_owned());
    }
    if is_damaged_utf8(bytes) {
        return Decoded::sure(String::from_utf8_lossy(bytes).into_owned());
    }
    of_one_byte(bytes)
}

/// UTF-16 without a mark: every second byte of Swedish text is zero.
fn without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(4096)];
    if sample.len() < 8 {
        return None;
    }
    let zeros = |from: usize| {
        sample
            .iter()
            .skip(from)
            .step_by(2)
            .filter(|it| **it == 0)
            .count()
    };
    let (even, odd, half) = (zeros(0), zeros(1), sample.len() / 2);
    if odd * 10 >= half * 7 && even * 10 < half {
        Some(UTF_16LE)
    } else if even * 10 >= half * 7 && odd * 10 < half {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// UTF-8 with a few bytes that are none: most letters beyond ASCII are whole.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk
            .valid()
            .chars()
            .filter(|char| !char.is_ascii())
            .count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > 4 * broken
}

/// The encoding of a byte a letter under which the text is most Swedish.
fn of_one_byte(bytes: &[u8]) -> Decoded {
    let windows = WINDOWS_1252
        .decode_without_bom_handling(bytes)
        .0
        .into_owned();
    let mac = MACINTOSH.decode_without_bom_handling(bytes).0.into_owned();
    let dos = code_page_850(bytes);
    let all = [
        ("Windows-1252", windows),
        ("Mac Roman", mac),
        ("MS-DOS (850)", dos),
    ];
    let scores: Vec<i64> = all.iter().map(|(_, text)| swedishness(text)).collect();
    let best = scores.iter().max().copied().unwrap_or_default();
    let alike = scores.iter().filter(|score| **score == best).count();
    let position = scores.iter().position(|score| *score == best);
    let (encoding, text) = all
        .into_iter()
        .nth(position.unwrap_or_default())
        .unwrap_or_default();
    let mut notices = Vec::new();
    if best <= 0 || alike > 1 {
        notices.push(Notice::GuessedEncoding { encoding });
    }
    Decoded { text, notices }
}

fn code_page_850(bytes: &[u8]) -> String {
    let upper: Vec<char> = CODE_PAGE_850.chars().collect();
    let letter = |&byte: &u8| match byte {
        0..=127 => char::from(byte),
        _ => upper
            .get(usize::from(byte) - 128)
            .copied()
            .unwrap_or(char::REPLACEMENT_CHARACTER),
    };
    bytes.iter().map(letter).collect()
}

/// How Swedish a text is: letters that Swedish has count for it where a letter stands beside them,
/// spaces between digits and dashes do, what Swedish never prints counts against it.
fn swedishness(text: &str) -> i64 {
    let mut score = 0;
    let mut before = ' ';
    let mut letters = text.chars().peekable();
    while let Some(char) = letters.next() {
        let after = letters.peek().copied().unwrap_or(' ');
        score += worth(before, char, after);
        before = char;
    }
    score
}

fn worth(before: char, char: char, after: char) -> i64 {
    if char.is_ascii() {
        return 0;
    }
    let beside = before.is_alphabetic() || after.is_alphabetic();
    match char {
        // a capital does not follow a small letter
        'Å' | 'Ä' | 'Ö' | 'É' if before.is_lowercase() => -3,
        'å' | 'ä' | 'ö' | 'Å' | 'Ä' | 'Ö' if beside => 4,
        'é' | 'è' | 'ü' | 'É' | 'Ü' | 'á' | 'à' | 'ø' | 'æ' | 'ó' | 'ñ' | 'ç' if beside => {
            2
        }
        '\u{a0}' | '–' | '—' | '”' | '’' | '“' | '•' | '…' | '§' | '€' | '½' | '²' | '³' | '°'
        | '−' => 1,
        _ => -3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(text: &str, encoding: &'static Encoding) -> Vec<u8> {
        encoding.encode(text).0.into_owned()
    }

    #[test]
    fn windows_mac_and_dos_are_told_apart_by_swedish_letters() {
        let text = "Kommun;Sökt belopp\nLuleå;8\u{a0}001\u{a0}880\nÄlvsbyn;5\nHärjedalen;1\n";
        assert_eq!(decode(&encoded(text, WINDOWS_1252), None).text, text);
        assert_eq!(decode(&mac_roman(text), None).text, text);
        let dos: Vec<u8> = text
            .chars()
            .map(|char| match char {
                'ö' => 0x94,
                'å' => 0x86,
                'ä' => 0x84,
                'Ä' => 0x8e,
                '\u{a0}' => 0xff,
                other => u8::try_from(other).unwrap(),
            })
            .collect();
        assert_eq!(decode(&dos, None).text, text);
    }

    fn mac_roman(text: &str) -> Vec<u8> {
        let (bytes, _, lost) = MACINTOSH.encode(text);
        assert!(!lost);
        bytes.into_owned()
    }

    #[test]
    fn utf_16_with_and_without_a_mark() {
        let text = "Kommun\tSökt\r\nLuleå\t8\r\n";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode(&little, None).text, text);
        assert_eq!(decode(&big, None).text, text);
        let marked = [&[0xff, 0xfe], &little[..]].concat();
        assert_eq!(decode(&marked, None).text, text);
    }

    #[test]
    fn utf_8_with_one_broken_letter_stays_utf_8() {
        let mut bytes = "Åmål, Älvsbyn, Östra Göinge, Härjedalen, Malmö"
            .as_bytes()
            .to_vec();
        bytes.push(0xff);
        assert!(decode(&bytes, None).text.starts_with("Åmål"));
        assert!(decode(&bytes, None).text.ends_with('\u{fffd}'));
    }
}
