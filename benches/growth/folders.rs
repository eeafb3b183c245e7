//! Decision folders of any size, in each of which something is wrong many times over.

use std::fmt::Write;

/// What grows, and how a folder of size n looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Growing {
    /// n rows of nine columns and three checks of each row; one row in a thousand is wrong.
    Rows,
    /// n rows of shares of their sum, whose total is wrong.
    WrongTotal,
    /// The same with shares in tenths of a percent, which leave every amount much room.
    RoundedShares,
    /// n rows of shares of their sum, of which one in a hundred is wrong.
    WrongShares,
    /// n rows of shares of their sum, and an amount that is wrong by so much that every share is.
    WrongPart,
    /// n contradictory checks on two cells.
    Contradictions,
    /// n contradictory checks on three cells, each about two of them.
    Triangle,
    /// n rows of which every second breaks the order.
    Breaks,
    /// n claims, each with a check of its own, one in ten wrong.
    Claims,
    /// n amounts whose total is wrong, with nothing else said of them.
    LongSum,
    /// n rows of shares of their sum, one in ten of them missing, and a wrong total.
    Missing,
    /// n rows of shares of the sum of those above a bound, and a wrong total.
    Chosen,
    /// n rows of a sum, of which every second is wrong.
    HalfWrong,
    /// The same of the rows that a bound leaves in, which are all.
    HalfWrongChosen,
    /// n rows of a sum, whose column is a thousand times as large as it says.
    OtherUnit,
    /// n checks that name a column that is not there.
    UnknownNames,
    /// A check that names a row by a label of n letters that is not there, among 200 such labels.
    LongLabels,
}

/// Every case with its name.
pub const ALL: [(&str, Growing); 17] = [
    ("rows", Growing::Rows),
    ("wrong-total", Growing::WrongTotal),
    ("rounded-shares", Growing::RoundedShares),
    ("wrong-shares", Growing::WrongShares),
    ("wrong-part", Growing::WrongPart),
    ("contradictions", Growing::Contradictions),
    ("triangle", Growing::Triangle),
    ("breaks", Growing::Breaks),
    ("claims", Growing::Claims),
    ("long-sum", Growing::LongSum),
    ("missing", Growing::Missing),
    ("chosen", Growing::Chosen),
    ("half-wrong", Growing::HalfWrong),
    ("half-wrong-chosen", Growing::HalfWrongChosen),
    ("other-unit", Growing::OtherUnit),
    ("unknown-names", Growing::UnknownNames),
    ("long-labels", Growing::LongLabels),
];

/// Names and contents of the files of a folder.
pub type Files = Vec<(&'static str, String)>;

const MANIFEST: &str = "id = \"vaxer\"\nauthority = \"A\"\n[title]\nsv = \"T\"\nen = \"T\"\n\
                        [source]\ndocument = \"t.txt\"\nsha256 = \"00000000000000000000000000000000\
                        00000000000000000000000000000000\"\n";

impl Growing {
    /// The folder of size n.
    pub fn files(self, n: usize) -> Files {
        let mut files = vec![("decision.toml", MANIFEST.to_owned())];
        files.extend(match self {
            Growing::Rows => rows(n),
            Growing::WrongTotal
            | Growing::RoundedShares
            | Growing::WrongShares
            | Growing::WrongPart
            | Growing::LongSum
            | Growing::Missing
            | Growing::Chosen => shares(self, n),
            Growing::HalfWrong | Growing::HalfWrongChosen | Growing::OtherUnit => sums(self, n),
            Growing::Contradictions => contradictions(n),
            Growing::Triangle => triangle(n),
            Growing::Breaks => breaks(n),
            Growing::Claims => claims(n),
            Growing::UnknownNames => unknown_names(n),
            Growing::LongLabels => long_labels(n),
        });
        files
    }
}

/// A table's part of `tables.toml`.
fn declared(id: &str, rows: &str, columns: &[(&str, &str)]) -> String {
    let mut text = format!(
        "[{id}]\ntitle = \"T\"\nlines = \"1-9999999\"\nrows = \"{rows}\"\n[{id}.columns]\n"
    );
    for (column, unit) in columns {
        let _ = writeln!(
            text,
            "{column} = {{ title = \"{column}\", unit = \"{unit}\" }}"
        );
    }
    text
}

/// A number that looks drawn by lot, from 0 to below `below`.
pub fn lot(of: usize, below: usize) -> usize {
    let mut it = (of as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    it ^= it >> 29;
    it = it.wrapping_mul(0xBF58_476D_1CE4_E5B9);
    it ^= it >> 32;
    usize::try_from(it % below as u64).unwrap_or(0)
}

fn rows(n: usize) -> Files {
    let columns = ["a", "b", "ab", "c", "d", "rest", "e", "f", "g"].map(|it| (it, "count"));
    let mut csv = "line,key,row,a,b,ab,c,d,rest,e,f,g\n".to_owned();
    for row in 0..n {
        let at = |column: usize| 1_000 + lot(row * 9 + column, 90_000);
        let (a, b, d, e) = (at(0), at(1), at(2), at(3));
        let c = d + at(4);
        let wrong =
            |check: usize| usize::from(row % 1_000 == 500 && (row / 1_000) % 3 == check) * 40;
        let (ab, rest) = (a + b + wrong(0), c - d + wrong(1));
        let (f, g) = (at(5), at(5) + e + a + wrong(2));
        let line = row + 1;
        let _ = writeln!(
            csv,
            "{line},r{line},R{line},{a},{b},{ab},{c},{d},{rest},{e},{f},{g}"
        );
    }
    let checks = "check summa sum\n  \"A.\"\n  each row of rader: a + b = ab\n\
                  check rest difference\n  \"B.\"\n  each row of rader: c - d = rest\n\
                  check tre sum\n  \"C.\"\n  each row of rader: f + e + a = g\n";
    vec![
        ("tables.toml", declared("rader", "label", &columns)),
        ("rader.csv", csv),
        ("checks.txt", checks.to_owned()),
    ]
}

fn shares(which: Growing, n: usize) -> Files {
    let amounts: Vec<usize> = (0..n).map(|row| 10_000 + lot(row, 990_000)).collect();
    let total: usize = amounts.iter().sum();
    let chosen = |amount: &&usize| which != Growing::Chosen || **amount > 100_000;
    let whole: usize = amounts.iter().filter(chosen).sum();
    let mut csv = "line,key,row,belopp,andel\n".to_owned();
    for (row, amount) in amounts.iter().enumerate() {
        // in millionths of the whole, rounded half up
        let mut share = (amount * 2_000_000 + whole) / (2 * whole);
        if which == Growing::WrongShares && row % 100 == 50 {
            share += 500;
        }
        let amount = match which {
            Growing::WrongPart if row == n / 2 => amount + total,
            _ => *amount,
        };
        let line = row + 1;
        let share = match which {
            Growing::Missing if row % 10 == 5 => "-".to_owned(),
            Growing::RoundedShares => {
                let tenths = (amount * 2_000 + whole) / (2 * whole);
                format!("\"{},{}\"", tenths / 10, tenths % 10)
            }
            _ => format!("\"{},{:04}\"", share / 10_000, share % 10_000),
        };
        let _ = writeln!(csv, "{line},r{line},R{line},{amount},{share}");
    }
    let is_right = matches!(which, Growing::WrongShares | Growing::WrongPart);
    let printed = total + usize::from(!is_right) * 9_000;
    let line = n + 1;
    let _ = writeln!(csv, "{line},summa,Summa,{printed},\"100\"");
    let shares = match which {
        Growing::LongSum => "",
        Growing::Chosen => {
            "check andel percent\n  \"A.\"\n  each row of t: \
             percent(belopp of sum(t.belopp where belopp > 100000)) = andel\n"
        }
        _ => {
            "check andel percent\n  \"A.\"\n  each row of t: \
             percent(belopp of sum(t.belopp)) = andel\n"
        }
    };
    let checks = format!("{shares}check summa sum\n  \"B.\"\n  sum(t.belopp) = t[summa].belopp\n");
    let columns = [("belopp", "kr"), ("andel", "percent")];
    vec![
        (
            "tables.toml",
            declared("t", "label", &columns).replace("[t]", "[t]\ntotals = [\"summa\"]"),
        ),
        ("t.csv", csv),
        ("checks.txt", checks),
    ]
}

/// Sums of two amounts of which many are wrong.
fn sums(which: Growing, n: usize) -> Files {
    let mut csv = "line,key,row,a,b,c\n".to_owned();
    for row in 0..n {
        // amounts that nobody believes, so that the unit is looked for
        let scale = if which == Growing::OtherUnit {
            1_000_000_000
        } else {
            1
        };
        let [a, b] = [0, 1].map(|column| (1_000 + lot(row * 2 + column, 90_000)) * scale);
        let wrong = which != Growing::OtherUnit && row % 2 == 1;
        let (c, line) = (a + b + usize::from(wrong) * 40, row + 1);
        let _ = writeln!(csv, "{line},r{line},R{line},{a},{b},{c}");
    }
    let chosen = match which {
        Growing::HalfWrongChosen => " where a >= 1000",
        _ => "",
    };
    let unit = match which {
        Growing::OtherUnit => "tkr",
        _ => "kr",
    };
    let columns = [("a", "kr"), ("b", "kr"), ("c", unit)];
    vec![
        ("tables.toml", declared("t", "label", &columns)),
        ("t.csv", csv),
        (
            "checks.txt",
            format!("check summa sum\n  \"A.\"\n  each row of t{chosen}: a + b = c\n"),
        ),
    ]
}

const THREE: &str = "line,key,row,a,b,c\n1,r1,R1,1000,2000,3000\n";

fn three(checks: String) -> Files {
    let columns = [("a", "count"), ("b", "count"), ("c", "count")];
    vec![
        ("tables.toml", declared("t", "label", &columns)),
        ("t.csv", THREE.to_owned()),
        ("checks.txt", checks),
    ]
}

fn contradictions(n: usize) -> Files {
    let mut checks = String::new();
    for nth in 1..=n {
        let _ = writeln!(
            checks,
            "check c{nth} difference\n  \"A.\"\n  t[r1].a + {nth} = t[r1].b\n"
        );
    }
    three(checks)
}

fn triangle(n: usize) -> Files {
    let mut checks = String::new();
    for nth in 1..=n {
        let (one, other) = [("a", "b"), ("b", "c"), ("a", "c")][nth % 3];
        let _ = writeln!(
            checks,
            "check c{nth} difference\n  \"A.\"\n  t[r1].{one} + {nth} = t[r1].{other}\n"
        );
    }
    three(checks)
}

fn breaks(n: usize) -> Files {
    let mut csv = "line,key,row,antal\n".to_owned();
    for row in 1..=n {
        let amount = 10 * (n - row) + 1_000 + if row % 2 == 0 { 25 } else { 0 };
        let _ = writeln!(csv, "{row},r{row},R{row},{amount}");
    }
    let checks = "check ordning bound\n  \"A.\"\n  rows of t descend by antal\n";
    vec![
        ("tables.toml", declared("t", "label", &[("antal", "count")])),
        ("t.csv", csv),
        ("checks.txt", checks.to_owned()),
    ]
}

fn claims(n: usize) -> Files {
    let mut csv = "line,key,row,antal\n".to_owned();
    let mut claims = "id,line,printed,unit,meaning\n".to_owned();
    let mut checks = String::new();
    for row in 1..=n {
        let amount = 1_000 + lot(row, 9_000);
        let _ = writeln!(csv, "{row},r{row},R{row},{amount}");
        let line = n + row;
        let claimed = amount + usize::from(row % 10 == 5) * 7;
        let _ = writeln!(claims, "p{row},{line},{claimed},count,M");
        let _ = writeln!(
            checks,
            "check c{row} repeat\n  \"A.\"\n  claim[p{row}] = t[r{row}].antal\n"
        );
    }
    vec![
        ("tables.toml", declared("t", "label", &[("antal", "count")])),
        ("t.csv", csv),
        ("claims.csv", claims),
        ("checks.txt", checks),
    ]
}

fn unknown_names(n: usize) -> Files {
    let mut checks = String::new();
    for nth in 1..=n {
        let _ = writeln!(
            checks,
            "check c{nth} difference\n  \"A.\"\n  t[r1].a + t[r1].okand{nth} = t[r1].b\n"
        );
    }
    three(checks)
}

fn long_labels(n: usize) -> Files {
    let label = |nth: usize| -> String {
        let letter =
            |at: usize| char::from(b'a' + u8::try_from(lot(nth * n + at, 26)).unwrap_or(0));
        (0..n).map(letter).collect()
    };
    let mut csv = "line,key,row,antal\n".to_owned();
    for row in 1..=200 {
        let label = label(row);
        let _ = writeln!(csv, "{row},{label},{label},5");
    }
    let missing = label(0);
    let checks = format!("check c count\n  \"A.\"\n  t[{missing}].antal = 5\n");
    vec![
        ("tables.toml", declared("t", "label", &[("antal", "count")])),
        ("t.csv", csv),
        ("checks.txt", checks),
    ]
}
