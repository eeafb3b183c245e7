//! A changed cell is noticed, named, and its cause found; a finding that disappears is noticed too.

use statsbidrag::audit::{DecisionAudit, audit};
use statsbidrag::decision::{Decision, embedded_places};
use statsbidrag::findings::{CauseKind, Severity, Status};
use statsbidrag::lang::Lang;
use statsbidrag::report::words;
use statsbidrag::tables::Folder;
use tempfile::TempDir;

use crate::support::{copy_of, edit};

fn audit_of(folder: &TempDir) -> DecisionAudit {
    let places = embedded_places().expect("the places");
    let folder = Folder::from_disk(folder.path()).expect("the folder");
    let decision = Decision::load(folder, &places).expect("the decision");
    audit(&decision).expect("an audit")
}

#[test]
fn an_untouched_copy_has_nothing_new() {
    assert!(audit_of(&copy_of("aldreomsorg-2023")).is_clean());
}

/// Arvika's total in annex 1 (line 3444), 29 439 603, with one digit changed: the row no longer adds
/// up, nor does the column, and only this cell stands in both.
#[test]
fn one_changed_digit_is_a_new_finding_that_names_the_cell_and_the_cause() {
    let folder = copy_of("aldreomsorg-2023");
    edit(
        &folder,
        "bilaga1.csv",
        "4 721 005,20 %,29 439 603",
        "4 721 005,20 %,29 489 603",
    );
    let audit = audit_of(&folder);
    let new: Vec<&str> = audit
        .findings
        .iter()
        .filter(|finding| finding.status == Status::New)
        .map(|finding| finding.id.as_str())
        .collect();
    assert!(new.contains(&"bilaga1-rad/1784"), "{new:?}");
    assert!(new.contains(&"bilaga1-summa-totalt"), "{new:?}");
    for id in ["bilaga1-rad/1784", "bilaga1-summa-totalt"] {
        let finding = audit
            .findings
            .iter()
            .find(|finding| finding.id == id)
            .unwrap();
        let suspect = finding.suspect.as_ref().expect("a suspect");
        assert_eq!(
            (suspect.cell.row.as_str(), suspect.cell.column.as_str()),
            ("Arvika", "totalt")
        );
        assert_eq!(suspect.value.text(), "29 439 603");
        assert_eq!(finding.cause.kind(), CauseKind::DigitSubstitution);
        assert!(
            finding
                .cells
                .iter()
                .any(|cell| cell.printed == "29 489 603")
        );
    }
}

/// Robertsfors' 88 % put right: the acknowledged finding vanishes, and that is no success.
#[test]
fn a_finding_that_vanishes_is_reported() {
    let folder = copy_of("aldreomsorg-2023");
    edit(
        &folder,
        "bilaga1.csv",
        "1 341 625,529 720,88 %",
        "1 341 625,529 720,61 %",
    );
    let audit = audit_of(&folder);
    let vanished: Vec<&str> = audit
        .findings
        .iter()
        .filter(|finding| finding.status == Status::Vanished)
        .map(|finding| finding.id.as_str())
        .collect();
    assert_eq!(vanished, ["bilaga1-lyftet-andel-oanvant/2409"]);
    assert!(!audit.is_clean());
}

/// The same finding with another figure is not the one that was acknowledged.
#[test]
fn an_acknowledgement_holds_for_its_figures_only() {
    let folder = copy_of("aldreomsorg-2023");
    edit(
        &folder,
        "bilaga1.csv",
        "1 341 625,529 720,88 %",
        "1 341 625,529 720,87 %",
    );
    let audit = audit_of(&folder);
    let finding = audit
        .findings
        .iter()
        .find(|finding| finding.id == "bilaga1-lyftet-andel-oanvant/2409")
        .unwrap();
    assert_eq!(finding.status, Status::New);
    let reason = finding.reason.as_ref().expect("a reason");
    let reason = words::reason(reason, Lang::En);
    assert!(reason.contains("published was 88 %, is 87 %"), "{reason}");
}

/// A paid amount that the rule does not give is an allocation finding.
#[test]
fn an_amount_that_the_procedure_does_not_give_is_found() {
    let folder = copy_of("aldreomsorg-2023");
    edit(
        &folder,
        "bilaga2.csv",
        ",12%,14%,1%,9 609 128",
        ",12%,14%,1%,9 609 182",
    );
    let audit = audit_of(&folder);
    let finding = audit
        .findings
        .iter()
        .find(|finding| finding.id == "timanstallda/bilaga2.belopp/+54")
        .expect("the finding");
    assert_eq!(finding.status, Status::New);
    assert_eq!(
        words::expected(finding, Lang::En).as_deref(),
        Some("9 609 128")
    );
}

/// Every unused share of Äldreomsorgslyftet in annex 1 cut off instead of rounded: one finding says
/// so for the column. A row that is neither is one of its own.
#[test]
fn a_column_that_is_cut_off_is_one_finding() {
    let folder = copy_of("aldreomsorg-2023");
    let path = folder.path().join("bilaga1.csv");
    let mut reader = csv::Reader::from_path(&path).expect("annex 1");
    let headers = reader.headers().expect("headers").clone();
    let at = |name: &str| headers.iter().position(|it| it == name).expect("a column");
    let (claimed, used, share) = (
        at("lyftet_rekvirerat"),
        at("lyftet_anvant"),
        at("lyftet_andel_oanvant"),
    );
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&headers).expect("the headers");
    for record in reader.records() {
        let record = record.expect("a record");
        let number = |text: &str| text.replace(' ', "").parse::<u64>();
        let mut fields: Vec<String> = record.iter().map(str::to_owned).collect();
        if let (Ok(claimed), Ok(used)) = (number(&fields[claimed]), number(&fields[used]))
            && claimed >= used
            && claimed > 0
            && fields[0] != "3833"
        {
            fields[share] = format!("{} %", 100 * (claimed - used) / claimed);
        }
        writer.write_record(&fields).expect("a record");
    }
    std::fs::write(&path, writer.into_inner().expect("the table")).expect("annex 1");
    let audit = audit_of(&folder);
    let column: Vec<_> = audit
        .findings
        .iter()
        .filter(|finding| finding.id.starts_with("bilaga1-lyftet-andel-oanvant"))
        .collect();
    let ids: Vec<&str> = column.iter().map(|finding| finding.id.as_str()).collect();
    assert!(ids.contains(&"bilaga1-lyftet-andel-oanvant"), "{ids:?}");
    assert!(
        ids.contains(&"bilaga1-lyftet-andel-oanvant/2409"),
        "{ids:?}"
    );
    assert_eq!(ids.len(), 2, "{ids:?}");
    let whole = column
        .iter()
        .find(|finding| finding.id == "bilaga1-lyftet-andel-oanvant")
        .unwrap();
    assert_eq!(whole.severity, Severity::Rounding);
    assert_eq!(whole.cause.kind(), CauseKind::Truncation);
}

/// Two figures of tables that contradict themselves (the total of the one leaves out a year, the other
/// cannot hold the persons that the text looks up in it), changed by one digit, are named all the same.
#[test]
fn a_slip_in_a_table_that_contradicts_itself_is_named() {
    for (file, [before, after], id, column, mended) in [
        (
            "bilaga4_tabell3.csv",
            ["462,2 626", "462,2 686"],
            "tabell21-bilaga4-underskoterska",
            "underskoterska",
            "2 626",
        ),
        (
            "tabell26.csv",
            ["Psykisk ohälsa,70", "Psykisk ohälsa,79"],
            "tabell26-ordning/psykisk-ohalsa",
            "antal_kommuner",
            // 69 to 76 mend the order, between 76 above and 69 below; each is one digit away from 79,
            // and of equals the smallest is shown
            "69",
        ),
    ] {
        let folder = copy_of("aldreomsorg-2023");
        edit(&folder, file, before, after);
        let findings = audit_of(&folder).findings;
        let found = findings.iter().find(|it| it.id == id).expect(id);
        let suspect = found.suspect.as_ref().expect("a suspect");
        assert_eq!(
            (suspect.cell.column.as_str(), suspect.value.text()),
            (column, mended.to_owned())
        );
        assert_eq!(found.cause.kind(), CauseKind::DigitSubstitution, "{id}");
    }
}
