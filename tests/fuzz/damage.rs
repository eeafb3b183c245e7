//! How bytes damage a text of the corpus: as a hand, an editor or a broken disk does.

use statsbidrag::decision::embedded_folder;
use statsbidrag::tables::Folder;

/// Bytes as a source of choices; when they are used up, every choice is the first.
pub struct Choices<'b>(pub &'b [u8]);

impl Choices<'_> {
    pub fn byte(&mut self) -> u8 {
        let (&first, rest) = self.0.split_first().unwrap_or((&0, &[]));
        self.0 = rest;
        first
    }

    /// A number below `count`.
    pub fn below(&mut self, count: usize) -> usize {
        let drawn = usize::from(self.byte()) << 8 | usize::from(self.byte());
        drawn % count.max(1)
    }

    pub fn one_of<'t, T: ?Sized>(&mut self, all: &[&'t T]) -> &'t T {
        all[usize::from(self.byte()) % all.len()]
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Pieces that mean something somewhere, or almost.
const PIECES: &[&str] = &[
    "0",
    "1",
    "-1",
    "12,5",
    "10 211 163",
    "1 7540",
    "88 %",
    "<1 %",
    "-",
    ".",
    "*)",
    "*",
    "",
    "–",
    "99999999999999999999999999999999999999999",
    "9223372036854775807",
    "0,0000000000000000000001",
    "170141183460469231731687303715884105727",
    "drygt 290 miljoner kronor",
    "två tredjedelar",
    "hälften",
    "cirka 20 procent",
    "nästan alla (94 procent)",
    "mean(",
    "median(",
    "abs(",
    "round(",
    " to 0,1)",
    "factor(0,5 to 2)",
    "[2021, 2022]",
    " to ",
    "≠",
    "names of bilaga1 are places",
    "all 290 municipalities are in ",
    " is printed \"1\", read \"2\"",
    "\u{a0}",
    "\u{202f}",
    "\u{feff}",
    "\0",
    "\"",
    "'",
    ",",
    ";",
    "\n",
    "\r\n",
    "\r",
    "#",
    "[",
    "]",
    "{",
    "}",
    "(",
    ")",
    "((((((((",
    "=",
    "÷ 0",
    "÷",
    "×",
    "+",
    "- ",
    "≤",
    "≥",
    "within 1",
    "sum(",
    "max(",
    "count(",
    "percent(",
    " of ",
    "change(from ",
    " to ",
    "each row of ",
    "where ",
    "not ",
    "and ",
    "or ",
    "check a sum \"\" ",
    "is some percent of ",
    "is missing",
    "in county",
    "claim[",
    "parameter[",
    "kommuner",
    "nyckel",
    "[00]",
    "[20].medel",
    "rows of ",
    "names of ",
    "meets ",
    "listed in ",
    "unit of ",
    "refers to ",
    "god-nara-vard-2020:",
    "together",
    "totals",
    "half-up",
    "truncate",
    "largest-remainder = \"lowest-code\"",
    "kr",
    "tkr",
    "percent",
    "persons",
    "[[grants]]",
    "[[grants.readings]]",
    "steps = []",
    "printed = \"0\"",
    "unit = \"kr\"",
    "line = 1",
    "line = \"9-1\"",
    "id = \"\"",
    "round = \"half-up\"",
    "apportion = {}",
    "00",
    "2021",
    "Ale",
    "é",
    "𝟙",
    "１２",
    "%",
    "=1+1",
    "1e9",
    "NaN",
    "true",
    "4294967296",
    "-0",
];

/// A text with some damage, as the choices have it.
pub fn damaged(text: &str, choices: &mut Choices<'_>) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let times = usize::from(choices.byte()) % 5;
    for _ in 0..times {
        if choices.is_empty() {
            break;
        }
        damage_once(&mut letters, choices);
    }
    letters.into_iter().collect()
}

fn damage_once(letters: &mut Vec<char>, choices: &mut Choices<'_>) {
    let way = choices.byte() % 12;
    let at = choices.below(letters.len() + 1);
    let piece: Vec<char> = choices.one_of(PIECES).chars().collect();
    let length = usize::from(choices.byte() % 12);
    let end = (at + length).min(letters.len());
    let (line, next) = line_at(letters, at);
    match way {
        0 => drop(letters.splice(at..end, piece)),
        1 | 2 => drop(letters.splice(at..at, piece)),
        3 => drop(letters.drain(at..end)),
        4 => {
            let again: Vec<char> = letters[at..end].to_vec();
            letters.splice(at..at, again);
        }
        5 => drop(letters.drain(line..next)),
        6 => {
            let again: Vec<char> = letters[line..next].to_vec();
            letters.splice(line..line, again);
        }
        7 => letters.truncate(at),
        8 => {
            // the next number is another
            let digits = letters[at..].iter().position(char::is_ascii_digit);
            let start = at + digits.unwrap_or_default();
            let is_number = |it: &&char| it.is_ascii_digit() || **it == ' ';
            let long = letters[start..].iter().take_while(is_number).count();
            letters.splice(start..start + long, piece);
        }
        9 => {
            if let Some(digit) = letters[at..].iter().position(char::is_ascii_digit) {
                letters[at + digit] = char::from(b'0' + u8::try_from(length % 10).unwrap());
            }
        }
        10 => {
            // the line goes to the end
            let moved: Vec<char> = letters.drain(line..next).collect();
            letters.extend(moved);
        }
        _ => {
            // the word is written many times
            let word: Vec<char> = letters[at..end].to_vec();
            let times = 1 << length;
            let many: Vec<char> = word
                .iter()
                .copied()
                .cycle()
                .take(word.len() * times)
                .collect();
            letters.splice(at..at, many);
        }
    }
}

/// Where the line of a place begins, and where the next one does.
fn line_at(letters: &[char], at: usize) -> (usize, usize) {
    let before = letters[..at].iter().rposition(|it| *it == '\n');
    let after = letters[at..].iter().position(|it| *it == '\n');
    (
        before.map_or(0, |it| it + 1),
        after.map_or(letters.len(), |it| at + it + 1),
    )
}

/// The decisions that are damaged: the small ones often, the large one seldom.
const DECISIONS: [&str; 8] = [
    "dalarna-2020",
    "jamtland-harjedalen-2019",
    "dalarna-2020",
    "god-nara-vard-2020",
    "kompetens-2020",
    "dalarna-2020",
    "god-nara-vard-2020",
    "aldreomsorg-2023",
];

/// The files of one decision of the corpus, by name and text.
pub fn files(choices: &mut Choices<'_>) -> Vec<(String, String)> {
    // the large one takes the time of all others: one input in 32
    let large = choices.byte() % 32 == 31;
    let small = usize::from(choices.byte()) % (DECISIONS.len() - 1);
    let id = DECISIONS[if large { DECISIONS.len() - 1 } else { small }];
    let folder = embedded_folder(id).expect("a decision of the corpus");
    let text = |file: &str| folder.text(file, "").expect("its text").to_owned();
    folder
        .file_names()
        .map(|file| (file.to_owned(), text(file)))
        .collect()
}

/// A folder in memory of these files.
pub fn folder_of(files: &[(String, String)]) -> Folder {
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    Folder::from_texts("damaged", &files)
}

/// The files whose names end so are damaged: one of them, as the choices have it.
pub fn damage_file(files: &mut [(String, String)], ending: &str, choices: &mut Choices<'_>) {
    let fitting: Vec<usize> = (0..files.len())
        .filter(|&it| files[it].0.ends_with(ending))
        .collect();
    if !fitting.is_empty() {
        let file = &mut files[fitting[choices.below(fitting.len())]];
        file.1 = damaged(&file.1, choices);
    }
}
