//! The published schemas of JSON: they are those of the types, and what the program writes is as they say.

use std::path::PathBuf;

use assert_cmd::Command;
use serde_json::{Map, Value};
use statsbidrag::report::schemas;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/schema")
}

/// The schema of a file as it is published.
fn shown(schema: &schemars::Schema) -> String {
    format!("{:#}\n", schema.as_value())
}

/// Writes the schemas: `cargo test --test suite schema:: -- --ignored`.
#[test]
#[ignore = "writes docs/schema anew, after a type has changed"]
fn write_the_schemas() {
    for (name, schema) in schemas() {
        std::fs::write(folder().join(format!("{name}.json")), shown(&schema)).expect("a file");
    }
}

#[test]
fn the_published_schemas_are_those_of_the_types() {
    let mut published: Vec<String> = std::fs::read_dir(folder())
        .expect("docs/schema")
        .map(|it| {
            it.expect("an entry")
                .file_name()
                .into_string()
                .expect("a name")
        })
        .collect();
    published.sort();
    let made = schemas();
    let names: Vec<String> = made
        .iter()
        .map(|(name, _)| format!("{name}.json"))
        .collect();
    assert_eq!(published, names);
    for (name, schema) in made {
        let file = folder().join(format!("{name}.json"));
        let text = std::fs::read_to_string(file).expect("the schema");
        assert_eq!(
            text,
            shown(&schema),
            "{name}: write it with `cargo test --test suite schema:: -- --ignored`"
        );
    }
}

/// Every kind of document that the program writes, in both languages.
#[test]
fn what_the_program_writes_is_as_the_schemas_say() {
    let god_vard = ["infer", "aldreomsorg-2023", "bilaga1.god_rekvirerat"];
    let special = ["infer", "aldreomsorg-2023", "bilaga1.spec_rekvirerat"];
    let money = ["--appropriation", "45600000"];
    let two = ["--appropriation", "3998500000", "--appropriation", "1000"];
    let what_if = ["what-if", "aldreomsorg-2023", "timanstallda"];
    let commands: Vec<(&str, Vec<&str>)> = vec![
        ("audit-1", vec!["audit"]),
        ("audit-1", vec!["audit", "docs/example"]),
        ("audit-1", vec!["audit", "docs/example/bidrag.csv"]),
        ("allocate-1", vec!["allocate", "aldreomsorg-2023"]),
        ("discover-1", vec!["discover", "docs/example/bidrag.csv"]),
        ("discover-1", vec!["discover", "README.md"]),
        ("infer-1", god_vard.to_vec()),
        ("infer-1", [god_vard.as_slice(), &two].concat()),
        (
            "infer-1",
            [special.as_slice(), &["--two-rounds"], &money].concat(),
        ),
        (
            "infer-1",
            [special.as_slice(), &["--base", "unknown"], &money].concat(),
        ),
        (
            "infer-1",
            vec!["infer", "aldreomsorg-2023", "god-vard", "--procedures"],
        ),
        (
            "infer-1",
            [&god_vard[..], &["--factor-of", "bilaga1.god_anvant"]].concat(),
        ),
        (
            "infer-1",
            vec![
                "infer",
                "aldreomsorg-2023",
                "--threshold",
                "bilaga1.god_anvant",
                "--count",
                "12",
            ],
        ),
        ("place-1", vec!["place", "Falun"]),
        ("place-1", vec!["place", "Gotland"]),
        ("read-1", vec!["read", "docs/exempel/bidrag.csv"]),
        ("read-1", vec!["read", "docs/barn.pdf"]),
        ("read-1", vec!["read", "tests/intake/wrong_total.xlsx"]),
        ("read-1", vec!["read", "tests/pdf/grid_over_pages.pdf"]),
        ("read-1", vec!["read", "README.md"]),
        (
            "what-if-1",
            [&what_if[..], &["--set", "god-niva=18"]].concat(),
        ),
        (
            "what-if-1",
            [&what_if[..], &["--sweep", "god-niva"]].concat(),
        ),
    ];
    let schemas: Vec<(&str, Value)> = schemas()
        .into_iter()
        .map(|(name, schema)| (name, schema.to_value()))
        .collect();
    for (name, arguments) in commands {
        let (_, schema) = schemas.iter().find(|it| it.0 == name).expect(name);
        for lang in ["en", "sv"] {
            let output = Command::cargo_bin("statsbidrag")
                .expect("the program")
                .args(["--lang", lang])
                .args(&arguments)
                .args(["--format", "json"])
                .output()
                .expect("a run");
            let errors = String::from_utf8_lossy(&output.stderr);
            let written: Value = serde_json::from_slice(&output.stdout)
                .unwrap_or_else(|error| panic!("{arguments:?}: {error}\n{errors}"));
            if name == "read-1" {
                // it is printed as its types stand
                let in_order = format!("{written:#}\n");
                assert_eq!(String::from_utf8_lossy(&output.stdout), in_order);
            }
            let problems = Validator { root: schema }.problems(&written, schema, "$");
            assert!(problems.is_empty(), "{arguments:?}: {problems:#?}");
        }
    }
}

#[test]
fn the_validator_sees_what_is_wrong() {
    let (_, schema) = schemas()
        .into_iter()
        .find(|it| it.0 == "what-if-1")
        .expect("a schema");
    let schema = schema.to_value();
    let problems = |value: Value| {
        !Validator { root: &schema }
            .problems(&value, &schema, "$")
            .is_empty()
    };
    assert!(problems(Value::Null));
    assert!(problems(
        serde_json::json!({ "schema": "statsbidrag/what-if/1" })
    ));
    assert!(problems(
        serde_json::json!({ "schema": "statsbidrag/what-if/2" })
    ));
}

/// What the schemas made of types use of JSON Schema; anything else fails loudly.
struct Validator<'s> {
    root: &'s Value,
}

impl Validator<'_> {
    /// Where a value is not as a schema says. Properties that no schema names are problems, too: the
    /// schemas describe all that is written.
    fn problems(&self, value: &Value, schema: &Value, at: &str) -> Vec<String> {
        let mut named = Vec::new();
        let mut problems = self.mismatches(value, schema, at, &mut named);
        if let Value::Object(fields) = value
            && !named.is_empty()
        {
            let unnamed = fields.keys().filter(|it| !named.contains(it));
            problems.extend(unnamed.map(|it| format!("{at}.{it}: no schema names it")));
        }
        problems
    }

    fn mismatches(
        &self,
        value: &Value,
        schema: &Value,
        at: &str,
        named: &mut Vec<String>,
    ) -> Vec<String> {
        let schema = match schema {
            Value::Bool(true) => return Vec::new(),
            Value::Object(schema) => schema,
            other => return vec![format!("{at}: no schema: {other}")],
        };
        let mut problems = Vec::new();
        for (keyword, rule) in schema {
            match keyword.as_str() {
                "$schema" | "title" | "description" | "$defs" | "format" | "required" => {}
                "$ref" => {
                    let path = rule.as_str().expect("a path").trim_start_matches('#');
                    let target = self.root.pointer(path).expect("a definition");
                    problems.extend(self.mismatches(value, target, at, named));
                }
                "type" => problems.extend(of_type(value, rule, at)),
                "const" => problems.extend((value != rule).then(|| format!("{at}: not {rule}"))),
                "enum" => {
                    let all = rule.as_array().expect("values");
                    problems
                        .extend((!all.contains(value)).then(|| format!("{at}: none of {rule}")));
                }
                "minimum" | "maximum" => problems.extend(of_range(value, keyword, rule, at)),
                "minItems" | "maxItems" => {
                    let length = value.as_array().map_or(0, Vec::len) as u64;
                    let bound = rule.as_u64().expect("a number");
                    let is_kept = match keyword.as_str() {
                        "minItems" => length >= bound,
                        _ => length <= bound,
                    };
                    problems.extend((!is_kept).then(|| format!("{at}: {length} items")));
                }
                "items" => {
                    for (position, item) in value.as_array().into_iter().flatten().enumerate() {
                        problems.extend(self.problems(item, rule, &format!("{at}[{position}]")));
                    }
                }
                "prefixItems" => {
                    let items = value.as_array().into_iter().flatten();
                    let rules = rule.as_array().expect("schemas");
                    for (position, (item, rule)) in items.zip(rules).enumerate() {
                        problems.extend(self.problems(item, rule, &format!("{at}[{position}]")));
                    }
                }
                "properties" => problems.extend(self.properties(value, schema, at, named)),
                "additionalProperties" => {
                    for (name, item) in value.as_object().into_iter().flatten() {
                        problems.extend(self.problems(item, rule, &format!("{at}.{name}")));
                    }
                }
                "anyOf" | "oneOf" => {
                    let mut least: Option<Vec<String>> = None;
                    let mut own = Vec::new();
                    for branch in rule.as_array().expect("schemas") {
                        let mut branch_names = Vec::new();
                        let found = self.mismatches(value, branch, at, &mut branch_names);
                        if least.as_ref().is_none_or(|least| found.len() < least.len()) {
                            (least, own) = (Some(found), branch_names);
                        }
                    }
                    named.extend(own);
                    problems.extend(least.expect("a branch"));
                }
                "allOf" => {
                    for branch in rule.as_array().expect("schemas") {
                        problems.extend(self.mismatches(value, branch, at, named));
                    }
                }
                other => problems.push(format!("{at}: the test does not know {other}")),
            }
        }
        problems
    }

    fn properties(
        &self,
        value: &Value,
        schema: &Map<String, Value>,
        at: &str,
        named: &mut Vec<String>,
    ) -> Vec<String> {
        let properties = schema["properties"].as_object().expect("properties");
        named.extend(properties.keys().cloned());
        let Value::Object(fields) = value else {
            return Vec::new();
        };
        let mut problems = Vec::new();
        for required in schema
            .get("required")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            let name = required.as_str().expect("a name");
            if !fields.contains_key(name) {
                problems.push(format!("{at}.{name}: missing"));
            }
        }
        for (name, rule) in properties {
            if let Some(field) = fields.get(name) {
                problems.extend(self.problems(field, rule, &format!("{at}.{name}")));
            }
        }
        problems
    }
}

fn of_type(value: &Value, rule: &Value, at: &str) -> Option<String> {
    let is = |name: &str| match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("no type: {other}"),
    };
    let fits = match rule {
        Value::String(name) => is(name),
        Value::Array(names) => names.iter().any(|it| is(it.as_str().expect("a name"))),
        other => panic!("no type: {other}"),
    };
    (!fits).then(|| format!("{at}: {value} is no {rule}"))
}

fn of_range(value: &Value, keyword: &str, bound: &Value, at: &str) -> Option<String> {
    let (number, limit) = (value.as_f64()?, bound.as_f64()?);
    let is_kept = match keyword {
        "minimum" => number >= limit,
        _ => number <= limit,
    };
    (!is_kept).then(|| format!("{at}: {value} beyond {keyword} {bound}"))
}
