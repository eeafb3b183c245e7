//! Manifests, relations and whole decision folders: refused with reasons, or audited to the end.

use statsbidrag::allocation::{Allocation, Refutation};
use statsbidrag::audit::{AuditError, DecisionAudit, audit};
use statsbidrag::checks::{Figures, Relation, ground, parse_checks};
use statsbidrag::decision::{Decision, embedded_decision};
use statsbidrag::findings::Status;
use statsbidrag::lang::{Errors, Lang};
use statsbidrag::report::{audit_json, audit_text, document};
use statsbidrag::statements::{Values, judge};
use statsbidrag::tables::Folder;

use crate::damage::{Choices, damage_file, damaged, files, folder_of};
use crate::reading::places;

/// A damaged manifest is refused, or everything it declares is there.
pub fn manifests(bytes: &[u8]) {
    let mut choices = Choices(bytes);
    let mut files = files(&mut choices);
    damage_file(&mut files, ".toml", &mut choices);
    let folder = folder_of(&files);
    match Decision::load(folder.clone(), places()) {
        Err(errors) => speak(&errors),
        Ok(decision) => {
            let text = folder.text("decision.toml", "").expect("the manifest");
            let written: toml::Table = text.parse().expect("the manifest is TOML");
            let declared = |name: &str| match written.get(name) {
                Some(toml::Value::Table(table)) => table.len(),
                Some(toml::Value::Array(list)) => list.len(),
                _ => 0,
            };
            let parameters = declared("parameters") + declared("inferred");
            assert_eq!(decision.parameters.len(), parameters);
            assert_eq!(decision.grants.len(), declared("grants"));
            let mut ids: Vec<&str> = decision.grants.iter().map(|it| it.id.as_str()).collect();
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(ids.len(), decision.grants.len());
            compute(&decision);
        }
    }
}

/// Every reading of every grant computes, or says why not; amounts keep what the steps promise.
fn compute(decision: &Decision) {
    for grant in &decision.grants {
        for reading in &grant.readings {
            let allocation = match reading.procedure.run() {
                Ok(allocation) => allocation,
                Err(reason) => {
                    assert!(!reason.to_string().is_empty());
                    continue;
                }
            };
            let Ok(amounts) = allocation.amounts() else {
                continue;
            };
            assert_eq!(amounts.len(), grant.recipients.len());
            proves_itself(&allocation, &reading.id);
        }
    }
}

/// The amounts keep what the steps promise, or it is said why that cannot be computed.
pub fn proves_itself(allocation: &Allocation, what: &impl std::fmt::Debug) {
    let Err(refuted) = allocation.certificate() else {
        return;
    };
    let uncomputable =
        |it: &Refutation| matches!(it, Refutation::Uncomputable(_) | Refutation::OutOfRange);
    assert!(refuted.iter().all(uncomputable), "{refuted} of {what:?}");
}

/// Errors that say something.
fn speak<E: std::fmt::Display>(errors: &[E]) {
    assert!(!errors.is_empty(), "refused without a reason");
    for error in errors {
        let said = error.to_string();
        assert!(!said.trim().is_empty());
        assert!(said.lines().count() < 40, "an error fits a screen: {said}");
    }
}

/// Damaged checks are refused, or run; a comparison that stands alone, written as it was understood
/// and read again, says the same and is as true.
pub fn relations(bytes: &[u8]) {
    let mut choices = Choices(bytes);
    let files = files(&mut choices);
    let folder = folder_of(&files);
    let manifest = folder.text("decision.toml", "").expect("the manifest");
    let id = manifest
        .lines()
        .find_map(|line| line.strip_prefix("id = \"")?.strip_suffix('"'))
        .expect("its name");
    let decision = embedded_decision(id).expect("the decision as it is");
    let others: Vec<&Decision> = ["god-nara-vard-2020"]
        .into_iter()
        .filter(|it| *it != id)
        .filter_map(embedded_decision)
        .collect();
    let figures = Figures::among(decision, &others);
    let checks: Vec<&(String, String)> = files
        .iter()
        .filter(|(name, _)| name.starts_with("checks"))
        .collect();
    let (name, text) = checks[choices.below(checks.len())];
    let text = damaged(text, &mut choices);
    let place = folder.place(name);
    let read = match parse_checks(&text, &place, &figures) {
        Ok(read) => read,
        Err(errors) => return speak(&errors),
    };
    let values = Values::as_printed(figures.numbers());
    for (check, template) in read.iter().zip(ground(&read, &figures)) {
        let judgement = judge(&template, &values);
        for row in judgement.covered.rows() {
            let used = values.figures(template.at(row));
            let place = |it| figures.place(figures.figure(it));
            assert!(used.into_iter().all(|it| !place(it)[0].is_empty()));
        }
        if let Relation::Single(comparison) = &check.relation {
            let (id, kind) = (&check.id, check.kind);
            let written = format!(
                "check {id} {kind} \"{}\"\n{}",
                check.text.in_lang(Lang::En),
                comparison.text
            );
            let again = parse_checks(&written, &place, &figures);
            let again = again.unwrap_or_else(|errors| panic!("{written}: {errors:?}"));
            assert_eq!(again.len(), 1, "{written}");
            assert_eq!(again[0].relation_text(), check.relation_text());
            let again = judge(&ground(&again, &figures)[0], &values);
            assert_eq!(again.failing, judgement.failing);
        }
    }
}

/// A folder with any of its files damaged, lost, or in the place of another, is refused or audited.
pub fn whole_folders(bytes: &[u8]) {
    let mut choices = Choices(bytes);
    let mut files = files(&mut choices);
    damage_file(&mut files, "", &mut choices);
    damage_file(&mut files, "", &mut choices);
    let (one, other) = (choices.below(files.len()), choices.below(files.len()));
    match choices.byte() % 16 {
        1 => drop(files.remove(one)),
        2 => files[one].1 = files[other].1.clone(),
        3 => files[one].1 = String::from_utf8_lossy(choices.0).into_owned(),
        _ => {}
    }
    audited(folder_of(&files));
}

/// The same from a disk, where files need not be text.
pub fn folders_on_disk(bytes: &[u8]) {
    let mut choices = Choices(bytes);
    let mut files = files(&mut choices);
    damage_file(&mut files, "", &mut choices);
    let raw = choices.byte() % 4 == 1;
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in &files {
        std::fs::write(folder.path().join(name), text).expect("a file");
    }
    if raw {
        let name = &files[choices.below(files.len())].0;
        std::fs::write(folder.path().join(name), choices.0).expect("a file");
    }
    match Folder::from_disk(folder.path()) {
        Err(errors) => speak(&errors),
        Ok(read) => {
            // a table that tables.toml no longer declares is no part of the decision
            for name in read.file_names() {
                let written = files.iter().find(|(file, _)| file == name);
                let (_, text) = written.expect("a file that was written");
                assert!(raw || read.text(name, "") == Ok(text.as_str()), "{name}");
            }
            let is_there = |name: &str| files.iter().any(|(file, _)| file == name);
            for name in ["decision.toml", "tables.toml", "claims.csv", "known.toml"] {
                assert_eq!(is_there(name), read.file_names().any(|it| it == name));
            }
            audited(read);
        }
    }
}

/// Reads and audits a folder; the audit is whole, and so is what is shown of it.
fn audited(folder: Folder) {
    let decision = match Decision::load(folder, places()) {
        Ok(decision) => decision,
        Err(errors) => return speak(&errors),
    };
    compute(&decision);
    let audited: Result<DecisionAudit, Errors<AuditError>> = audit(&decision);
    let audited = match audited {
        Ok(audited) => audited,
        Err(errors) => return speak(&errors),
    };
    let tally = audited.tally();
    let sum = tally.hold + tally.unlikely + tally.violated + tally.undecided;
    assert_eq!(tally.evaluated, sum);
    let known = decision.known.known.len();
    let acknowledged = audited.count(Status::Acknowledged) + audited.count(Status::Vanished);
    let renewed =
        |it: &&statsbidrag::findings::Finding| it.status == Status::New && it.reason.is_some();
    let renewed = audited.findings.iter().filter(renewed).count();
    assert!(
        acknowledged + renewed >= known,
        "an acknowledgement is lost"
    );
    let audits = [audited];
    assert!(!audit_text(&audits, Lang::En).is_empty());
    let shown = document(&audit_json(&audits, Lang::Sv));
    let shown: serde_json::Value = serde_json::from_str(&shown).expect("JSON");
    let text = shown.to_string();
    for finding in &audits[0].findings {
        let id = serde_json::to_string(&finding.id).expect("a string");
        assert!(text.contains(&id), "{id} is not shown");
    }
}
