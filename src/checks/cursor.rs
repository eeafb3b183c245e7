//! A place in the text of checks, and the words, marks and numbers that can stand there.

use super::error::Mistake;
use super::expected::Expected;

/// A longer relation is not read: evaluating one goes as deep as it has terms.
pub(super) const LONGEST: usize = 2_000;

/// Parentheses, `not` and minus signs may stand in each other so deep: reading one takes some stack.
pub(super) const DEEPEST: usize = 60;

/// Some words of the text, with where they begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word<'t> {
    pub text: &'t str,
    /// Its first byte in the file.
    pub at: usize,
}

/// A problem, and the word it is about.
#[derive(Debug)]
pub(super) struct Trouble {
    pub at: usize,
    pub problem: Mistake,
}

pub(super) type Result<T> = std::result::Result<T, Trouble>;

impl Word<'_> {
    pub fn trouble(self, problem: Mistake) -> Trouble {
        Trouble {
            at: self.at,
            problem,
        }
    }
}

/// Reads a text from its beginning, word by word.
pub(super) struct Cursor<'t> {
    text: &'t str,
    at: usize,
    /// The end of what was taken last, without the white space and comments after it.
    end: usize,
    depth: usize,
    /// For each `(` the place after its `)`.
    closing: Vec<(usize, usize)>,
}

impl<'t> Cursor<'t> {
    pub fn new(text: &'t str) -> Cursor<'t> {
        let mut cursor = Cursor {
            text,
            at: 0,
            end: 0,
            depth: 0,
            closing: pairs_of_parentheses(text),
        };
        cursor.skip();
        cursor
    }

    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    pub fn is_at_end(&self) -> bool {
        self.at == self.text.len()
    }

    pub fn here(&self) -> Word<'t> {
        Word {
            text: "",
            at: self.at,
        }
    }

    /// What was taken since a place.
    pub fn since(&self, start: Word<'_>) -> &'t str {
        &self.text[start.at..self.end.max(start.at)]
    }

    /// The words taken since a place, as one.
    pub fn word_since(&self, start: Word<'_>) -> Word<'t> {
        Word {
            text: self.since(start),
            at: start.at,
        }
    }

    /// Goes over white space and comments.
    fn skip(&mut self) {
        loop {
            let rest = self.rest();
            let spaces = rest.trim_start_matches([' ', '\n', '\t', '\r']);
            self.at += rest.len() - spaces.len();
            if !spaces.starts_with('#') {
                return;
            }
            self.at += spaces.find('\n').unwrap_or(spaces.len());
        }
    }

    fn take(&mut self, length: usize) -> Word<'t> {
        let word = Word {
            text: &self.text[self.at..self.at + length],
            at: self.at,
        };
        self.at += length;
        self.end = self.at;
        self.skip();
        word
    }

    /// The letters, digits and other characters that go on from here.
    fn run(&self, others: &[char]) -> usize {
        let rest = self.rest();
        let is_of_it = |letter: char| letter.is_ascii_alphanumeric() || others.contains(&letter);
        rest.find(|letter| !is_of_it(letter)).unwrap_or(rest.len())
    }

    fn name_length(&self) -> usize {
        match self
            .rest()
            .starts_with(|first: char| first.is_ascii_alphabetic())
        {
            true => self.run(&['_']),
            false => 0,
        }
    }

    /// The name that stands here, without taking it.
    pub fn peek(&self) -> &'t str {
        &self.rest()[..self.name_length()]
    }

    /// Whether a mark or a word stands here.
    pub fn sees(&self, wanted: &str) -> bool {
        if wanted.starts_with(|first: char| first.is_ascii_alphabetic()) {
            self.peek() == wanted
        } else {
            self.rest().starts_with(wanted)
        }
    }

    /// Whether a name stands here and this mark directly after it or after spaces.
    pub fn sees_name_before(&self, mark: char) -> bool {
        let length = self.name_length();
        let after = self.rest()[length..].trim_start_matches([' ', '\n', '\t', '\r']);
        length > 0 && after.starts_with(mark)
    }

    /// Takes a mark or a whole word if it stands here.
    pub fn takes(&mut self, wanted: &str) -> bool {
        let sees = self.sees(wanted);
        if sees {
            self.take(wanted.len());
        }
        sees
    }

    /// Whether these words stand here one after the other.
    pub fn sees_words(&self, words: &[&str]) -> bool {
        let mut there = self.look_ahead();
        words.iter().all(|word| there.takes(word))
    }

    /// Takes the word `sv` before a sentence: by itself it may be the name of a column.
    pub fn takes_swedish(&mut self) -> bool {
        let mut there = self.look_ahead();
        let swedish = there.takes("sv") && there.sees("\"");
        swedish && self.takes("sv")
    }

    /// Takes words if all of them stand here one after the other.
    pub fn takes_words(&mut self, words: &[&str]) -> bool {
        let sees = self.sees_words(words);
        if sees {
            words.iter().for_each(|word| {
                self.takes(word);
            });
        }
        sees
    }

    /// Whether a column stands here, followed by `is` and what it is.
    pub fn sees_column_test(&self) -> bool {
        let mut there = self.look_ahead();
        let length = there.name_length();
        there.take(length);
        length > 0 && there.takes("is") && !there.sees("some")
    }

    /// Whether a block of columns stands here: `kvinnor to barn`, `tabell5[2023].kvinnor to barn`.
    pub fn sees_block(&self) -> bool {
        let mut there = self.look_ahead();
        let takes_name = |there: &mut Cursor<'t>| {
            let length = there.name_length();
            there.take(length);
            length > 0
        };
        if !takes_name(&mut there) {
            return false;
        }
        if there.takes("[") {
            let is_cell = there.bare_key().is_ok() && there.takes("]") && there.takes(".");
            if !is_cell || !takes_name(&mut there) {
                return false;
            }
        }
        there.takes("to")
    }

    /// Whether `all municipalities` or `all regions` begins here, with a number or without.
    pub fn sees_all_places(&self) -> bool {
        let mut there = self.look_ahead();
        let all = there.takes("all");
        let _ = there.number();
        all && (there.sees("municipalities") || there.sees("regions"))
    }

    /// Whether a column of a table stands here, and not a cell or another figure.
    pub fn sees_table_column(&self) -> bool {
        let mut there = self.look_ahead();
        let length = there.name_length();
        there.take(length);
        length > 0 && there.takes(".")
    }

    /// Whether a figure of another decision stands here: `god-nara-vard-2020:bilaga3[20]`.
    pub fn sees_decision(&self) -> bool {
        let mut there = self.look_ahead();
        there.decision().is_some() && there.sees_name_before('[')
    }

    /// The name of a unit, which may have hyphens.
    pub fn unit_name(&mut self) -> Result<Word<'t>> {
        match self.name_length() {
            0 => Err(self.expected(Expected::UnitOf)),
            _ => Ok(self.take(self.run(&['-']))),
        }
    }

    /// A cursor at the same place, for looking at what follows.
    fn look_ahead(&self) -> Cursor<'t> {
        Cursor {
            closing: Vec::new(),
            ..*self
        }
    }

    /// Takes words that stand here one after the other.
    pub fn wants(&mut self, words: &[&str], expected: Expected) -> Result<()> {
        for word in words {
            if !self.takes(word) {
                return Err(self.expected(expected));
            }
        }
        Ok(())
    }

    /// The name of a table, a column or the like.
    pub fn name(&mut self, expected: Expected) -> Result<Word<'t>> {
        const RESERVED: [&str; 6] = ["each", "where", "and", "or", "not", "check"];
        let name = self.peek();
        if name.is_empty() || RESERVED.contains(&name) {
            return Err(self.expected(expected));
        }
        Ok(self.take(name.len()))
    }

    /// The name of a decision before `:`, if one stands here.
    pub fn decision(&mut self) -> Option<Word<'t>> {
        let length = match self.name_length() {
            0 => 0,
            _ => self.run(&['_', '-']),
        };
        let after = self.rest()[length..].strip_prefix(':')?;
        if length == 0 || !after.starts_with(|first: char| first.is_ascii_alphabetic()) {
            return None;
        }
        let name = self.take(length);
        self.take(1);
        Some(name)
    }

    /// The name of a check.
    pub fn check_id(&mut self) -> Result<Word<'t>> {
        match self.name_length() {
            0 => Err(self.expected(Expected::CheckName)),
            _ => Ok(self.take(self.run(&['_', '-', '.']))),
        }
    }

    /// `[key]`.
    pub fn key(&mut self) -> Result<Word<'t>> {
        self.wants(&["["], Expected::Key)?;
        let key = self.bare_key()?;
        self.wants(&["]"], Expected::Key)?;
        Ok(key)
    }

    /// A key without its brackets.
    pub fn bare_key(&mut self) -> Result<Word<'t>> {
        match self.run(&['_', '-', '.']) {
            0 => Err(self.expected(Expected::Key)),
            length => Ok(self.take(length)),
        }
    }

    /// A text in quotes, as written between them.
    pub fn quoted(&mut self, expected: Expected) -> Result<Word<'t>> {
        let inside = self.rest().strip_prefix('"');
        let Some(length) = inside.and_then(|it| it.find('"')) else {
            return Err(self.expected(expected));
        };
        let word = self.take(length + 2);
        Ok(Word {
            text: &word.text[1..=length],
            at: word.at,
        })
    }

    /// The number that stands here, and whether a percent sign follows.
    pub fn number(&mut self) -> Option<(Word<'t>, bool)> {
        let rest = self.rest();
        let digits = |at: usize| rest[at..].bytes().take_while(u8::is_ascii_digit).count();
        let mut end = usize::from(rest.starts_with('-'));
        match digits(end) {
            0 => return None,
            first => end += first,
        }
        while rest[end..].starts_with(' ') && digits(end + 1) == 3 {
            end += 4;
        }
        if rest[end..].starts_with(',') && digits(end + 1) > 0 {
            end += 1 + digits(end + 1);
        }
        let number = self.take(end);
        let is_percent = self.takes("%");
        Some((number, is_percent))
    }

    /// What stands after the parenthesis that is opened here.
    pub fn after_parenthesis(&self) -> Option<&'t str> {
        let found = self
            .closing
            .binary_search_by_key(&self.at, |(open, _)| *open);
        let (_, after) = self.closing[found.ok()?];
        let mut there = self.look_ahead();
        there.at = after;
        there.skip();
        Some(there.rest())
    }

    /// *Errors*: what stands here is too deep in parentheses.
    pub fn go_deeper(&mut self) -> Result<()> {
        if self.depth == DEEPEST {
            return Err(self.here().trouble(Mistake::TooDeep));
        }
        self.depth += 1;
        Ok(())
    }

    pub fn come_back(&mut self) {
        self.depth -= 1;
    }

    /// Goes over what stands in parentheses and its end. *Errors*: they are not closed.
    pub fn skip_to_closing_parenthesis(&mut self) -> Result<()> {
        let before = self.closing.partition_point(|(open, _)| *open < self.at);
        let around = self.closing[..before].iter().rev();
        match around.copied().find(|(_, after)| self.at < *after) {
            Some((_, after)) => {
                self.take(after - self.at);
                Ok(())
            }
            None => Err(self.expected(Expected::ClosingParenthesis)),
        }
    }

    /// Begins a relation. *Errors*: it is longer than a relation may be.
    pub fn begin_relation(&mut self) -> Result<()> {
        self.depth = 0;
        let found = relation_end(self.rest());
        if found > LONGEST {
            return Err(self.here().trouble(Mistake::TooLong { found }));
        }
        Ok(())
    }

    /// An error that says what should stand here and what does.
    pub fn expected(&self, expected: Expected) -> Trouble {
        let found = match self.peek() {
            "" => self.rest().chars().next().map(String::from),
            name => Some(name.to_owned()),
        };
        self.here()
            .trouble(Mistake::NotUnderstood { expected, found })
    }

    /// Goes on to the next line that begins with `check`.
    pub fn skip_to_next_check(&mut self) {
        let next = next_check(self.rest());
        self.at += next.unwrap_or(self.rest().len());
        self.depth = 0;
    }
}

/// Where the next line that begins with the word `check` begins, after the first line.
fn next_check(text: &str) -> Option<usize> {
    let line_starts = text.match_indices('\n').map(|(at, _)| at + 1);
    let mut checks = line_starts.filter_map(|at| {
        let line = text[at..].trim_start_matches([' ', '\t', '\r']);
        let after = line.strip_prefix("check")?;
        let is_word = after.starts_with([' ', '\t', '\r', '\n']);
        is_word.then(|| text.len() - line.len())
    });
    checks.next()
}

/// How long a relation is that the text begins with: to the next check, without comments after it.
fn relation_end(text: &str) -> usize {
    let whole = &text[..next_check(text).unwrap_or(text.len())];
    let lines = whole.split_inclusive('\n');
    let mut end = 0;
    let mut at = 0;
    for line in lines {
        let code = line.split('#').next().unwrap_or_default().trim_end();
        if !code.trim().is_empty() {
            end = at + code.len();
        }
        at += line.len();
    }
    end
}

/// The pairs of parentheses, outside quotes and comments, in the order they are opened.
fn pairs_of_parentheses(text: &str) -> Vec<(usize, usize)> {
    let (mut open, mut pairs) = (Vec::new(), Vec::new());
    let (mut is_quoted, mut is_comment) = (false, false);
    for (at, letter) in text.bytes().enumerate() {
        match letter {
            b'\n' => is_comment = false,
            _ if is_comment => {}
            b'"' => is_quoted = !is_quoted,
            _ if is_quoted => {}
            b'#' => is_comment = true,
            b'(' => open.push(at),
            b')' => pairs.extend(open.pop().map(|start| (start, at + 1))),
            _ => {}
        }
    }
    pairs.sort_unstable();
    pairs
}
