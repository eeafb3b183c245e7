//! Small decision folders on disk, audited by the program as a stranger would.

use std::fmt::Write;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

/// A decision of one table `t` of labelled rows.
#[derive(Clone)]
pub struct Folder {
    columns: String,
    header: String,
    rows: String,
    table: String,
    claims: String,
    parameters: String,
    checks: String,
    fingerprint: String,
    files: Vec<(String, String)>,
}

impl Default for Folder {
    fn default() -> Folder {
        Folder {
            columns: String::new(),
            header: String::new(),
            rows: String::new(),
            table: String::new(),
            claims: String::new(),
            parameters: String::new(),
            checks: String::new(),
            fingerprint: "0".repeat(64),
            files: Vec::new(),
        }
    }
}

/// What the program said of a folder.
pub struct Said {
    pub status: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Folder {
    /// A table with these columns and units.
    pub fn new(columns: &[(&str, &str)]) -> Folder {
        let mut folder = Folder::default();
        for (name, unit) in columns {
            folder = folder.column(name, &format!("title = \"{name}\", unit = \"{unit}\""));
        }
        folder
    }

    /// One column more, with its declaration.
    pub fn column(mut self, name: &str, declared: &str) -> Folder {
        writeln!(self.columns, "{name} = {{ {declared} }}").unwrap();
        write!(self.header, ",{name}").unwrap();
        self
    }

    /// A line of the table's own declaration.
    pub fn declared(mut self, line: &str) -> Folder {
        writeln!(self.table, "{line}").unwrap();
        self
    }

    /// Rows: a key and its cells. The row `s` is a total.
    pub fn rows(mut self, rows: &[(&str, &[&str])]) -> Folder {
        for (key, cells) in rows {
            let quoted = cells.iter().map(|it| format!("\"{it}\""));
            let cells: Vec<String> = quoted.collect();
            writeln!(self.rows, "9,{key},Row {key},{}", cells.join(",")).unwrap();
        }
        self
    }

    /// A row with a label of its own.
    pub fn labelled(mut self, key: &str, label: &str, cells: &[&str]) -> Folder {
        let cells: Vec<String> = cells.iter().map(|it| format!("\"{it}\"")).collect();
        writeln!(self.rows, "9,{key},{label},{}", cells.join(",")).unwrap();
        self
    }

    /// One file more.
    pub fn with_file(mut self, name: &str, text: &str) -> Folder {
        self.files.push((name.to_owned(), text.to_owned()));
        self
    }

    /// Another fingerprint of the text.
    pub fn with_fingerprint(mut self, fingerprint: &str) -> Folder {
        self.fingerprint = fingerprint.to_owned();
        self
    }

    pub fn claim(mut self, id: &str, printed: &str, unit: &str) -> Folder {
        writeln!(self.claims, "{id},1,\"{printed}\",{unit},What it says").unwrap();
        self
    }

    pub fn parameter(self, id: &str, printed: &str, unit: &str) -> Folder {
        self.quoted(id, printed, unit, printed)
    }

    /// A parameter with a quotation.
    pub fn quoted(mut self, id: &str, printed: &str, unit: &str, quote: &str) -> Folder {
        writeln!(
            self.parameters,
            "[parameters.\"{id}\"]\nprinted = \"{printed}\"\nunit = \"{unit}\"\nline = 1\n\
             quote = \"{quote}\"\nmeaning = \"m\""
        )
        .unwrap();
        self
    }

    /// A check with its kind.
    pub fn check(mut self, kind: &str, relation: &str) -> Folder {
        let number = self.checks.matches("check ").count();
        writeln!(
            self.checks,
            "check c{number} {kind} \"It holds.\"\n  {relation}\n"
        )
        .unwrap();
        self
    }

    /// The folder on disk.
    pub fn on_disk(&self) -> TempDir {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let hash = &self.fingerprint;
        let manifest = format!(
            "id = \"utifran\"\nauthority = \"A\"\n[title]\nsv = \"T\"\nen = \"T\"\n\
             [source]\ndocument = \"d.txt\"\nsha256 = \"{hash}\"\n{}",
            self.parameters
        );
        let tables = format!(
            "[t]\ntitle = \"T\"\nlines = \"1-99\"\nrows = \"label\"\ntotals = [\"s\"]\n{}[t.columns]\n{}",
            self.table, self.columns
        );
        for (name, text) in [
            ("decision.toml", manifest),
            ("tables.toml", tables),
            (
                "t.csv",
                format!("line,key,row{}\n{}", self.header, self.rows),
            ),
            (
                "claims.csv",
                format!("id,line,printed,unit,meaning\n{}", self.claims),
            ),
            ("checks.txt", self.checks.clone()),
        ] {
            std::fs::write(folder.path().join(name), text).expect("a file");
        }
        for (name, text) in &self.files {
            std::fs::write(folder.path().join(name), text).expect("a file");
        }
        folder
    }

    /// Audits the folder.
    pub fn audit(&self) -> Said {
        let folder = self.on_disk();
        run(&["audit", folder.path().to_str().unwrap(), "--format", "json"])
    }

    /// What the audit says of the folder. *Panics* where it is refused.
    pub fn json(&self) -> Value {
        let said = self.audit();
        let mut json: Value = serde_json::from_str(&said.stdout)
            .unwrap_or_else(|error| panic!("{error}: {}{}", said.stdout, said.stderr));
        json["decisions"][0].take()
    }

    /// Its findings.
    pub fn findings(&self) -> Vec<Value> {
        self.json()["findings"]
            .as_array()
            .expect("findings")
            .clone()
    }

    /// Its only finding, of this severity. *Panics* where there are others.
    pub fn only_finding(&self, severity: &str) -> Value {
        let mut found = self.findings();
        assert_eq!(found.len(), 1, "{found:#?}");
        assert_eq!(found[0]["severity"], severity, "{found:#?}");
        found.remove(0)
    }

    /// The counts of checks that hold, are violated and cannot be decided. *Panics* where the folder is
    /// refused.
    pub fn verdicts(&self) -> (u64, u64, u64) {
        let said = self.audit();
        let json: Value = serde_json::from_str(&said.stdout)
            .unwrap_or_else(|error| panic!("{error}: {}{}", said.stdout, said.stderr));
        let checks = &json["decisions"][0]["checks"];
        let count = |name: &str| checks[name].as_u64().expect("a count");
        (count("hold"), count("violated"), count("undecided"))
    }

    /// Asserts that every check holds.
    pub fn holds(&self) {
        let (hold, violated, undecided) = self.verdicts();
        assert!(
            hold > 0 && (violated, undecided) == (0, 0),
            "{}",
            self.audit().stdout
        );
    }

    /// Asserts that the folder is refused, in words.
    pub fn is_refused(&self, words: &[&str]) {
        self.audit().is_refused(words);
    }
}

impl Said {
    /// Asserts that nothing was read, in words.
    pub fn is_refused(&self, words: &[&str]) {
        assert_eq!(self.status, Some(2), "{}{}", self.stdout, self.stderr);
        for word in words {
            assert!(
                self.stderr.contains(word),
                "{word} is missing: {}",
                self.stderr
            );
        }
    }
}

/// Runs the program.
pub fn run(arguments: &[&str]) -> Said {
    let mut program = Command::cargo_bin("statsbidrag").expect("the program");
    let output = program.args(arguments).output().expect("a run");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    let (stdout, stderr) = (text(output.stdout), text(output.stderr));
    assert!(!stderr.contains("panicked"), "{stderr}");
    Said {
        status: output.status.code(),
        stdout,
        stderr,
    }
}
