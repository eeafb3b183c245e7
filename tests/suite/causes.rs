//! Suspects, causes and certificates of findings in the corpus, as known.toml explains them in words.

use std::sync::OnceLock;

use statsbidrag::audit::{DecisionAudit, audit};
use statsbidrag::checks::CheckKind;
use statsbidrag::decision::corpus;
use statsbidrag::findings::{CauseKind, Finding};
use statsbidrag::lang::Lang;
use statsbidrag::report::{audit_text, words};

use crate::support::decision;

fn finding(id: &str) -> &'static Finding {
    static AUDITS: OnceLock<Vec<DecisionAudit>> = OnceLock::new();
    let audits = AUDITS.get_or_init(|| {
        let decisions = corpus().expect("the corpus");
        decisions
            .iter()
            .map(|it| audit(it).expect("an audit"))
            .collect()
    });
    let mut all = audits.iter().flat_map(|audit| &audit.findings);
    all.find(|finding| finding.id == id)
        .unwrap_or_else(|| panic!("no finding {id}"))
}

fn assert_suspect(id: &str, row: &str, column: &str, mended: &str, cause: CauseKind) {
    let finding = finding(id);
    let suspect = finding
        .suspect
        .as_ref()
        .unwrap_or_else(|| panic!("{id}: no suspect"));
    assert_eq!(suspect.cell.row, row, "{id}");
    assert_eq!(suspect.cell.column, column, "{id}");
    assert_eq!(suspect.value.text(), mended, "{id}");
    assert_eq!(finding.cause.kind(), cause, "{id}: {}", finding.cause);
}

/// 16 017 654 + 24 843 513 + 20 941 428 = 61 802 595; printed is 65 802 595.
#[test]
fn one_digit_of_the_sum_of_table_5() {
    let id = "tabell5-summa-oanvant";
    assert_suspect(
        id,
        "Summa",
        "oanvant",
        "61 802 595",
        CauseKind::DigitSubstitution,
    );
    assert_eq!(
        words::certificate(finding(id), Lang::En).as_deref(),
        Some("16 017 654 + 24 843 513 + 20 941 428 = 61 802 595 ≠ 65 802 595")
    );
}

/// Robertsfors (printed Motala) has the share of Motala in the row above: 811 905 of 1 341 625 are
/// 60,52 %.
#[test]
fn robertsfors_has_the_share_of_motala() {
    let id = "bilaga1-lyftet-andel-oanvant/2409";
    assert_suspect(
        id,
        "Motala",
        "lyftet_andel_oanvant",
        "61",
        CauseKind::CopiedCell,
    );
    assert!(finding(id).cause.to_string().contains("line 3831"));
    assert_eq!(
        words::certificate(finding(id), Lang::En).as_deref(),
        Some("100 × (1 341 625 − 529 720) / 1 341 625 = 60,52 ≠ 88 %")
    );
    assert_eq!(finding("bilaga1-namn/2409").cause.kind(), CauseKind::Name);
}

/// The totals of annex 4, table 3, stop at 2022 in two columns: 188 + 200 = 388 without the 104 of
/// 2023. The other two have no such explanation; the four together mend the grand total.
#[test]
fn two_totals_leave_out_2023() {
    for (column, mended, cause) in [
        ("ledarskap", "492", CauseKind::MissingAddend),
        ("vardbitrade", "1 127", CauseKind::MissingAddend),
        ("underskoterska", "7 364", CauseKind::Unknown),
        ("specialistunderskoterska", "1 243", CauseKind::Unknown),
    ] {
        let id = format!("bilaga4-tabell3-summa-{column}");
        assert_suspect(&id, "Summa", column, mended, cause);
        assert_eq!(
            finding(&id).group,
            finding("bilaga4-tabell3-rad/summa").group
        );
    }
    let cause = &finding("bilaga4-tabell3-summa-ledarskap").cause;
    assert!(cause.to_string().contains("2023"), "{cause}");
}

/// Women and municipal employees are exchanged in a row of table 20, and its totals were computed
/// from that; eight findings have this one cause.
#[test]
fn two_pairs_of_columns_of_table_20_are_exchanged() {
    let id = "tabell20-underskoterska-kvinnor";
    assert_suspect(
        id,
        "Undersköterska",
        "andel_kvinnor",
        "73",
        CauseKind::SwappedColumns,
    );
    let group = finding(id).group.as_ref().expect("a group");
    for other in [
        "tabell20-underskoterska-kommunal",
        "tabell20-kommunal-totalt-tabell27",
        "tabell20-kvinnor-av-texten",
        "tabell27-tabell20-enskild/underskoterska",
        "tabell27-tabell20-enskild/summa",
        "tabell27-tabell20-kommunal/underskoterska",
        "tabell27-tabell20-kommunal/summa",
    ] {
        assert_eq!(finding(other).group.as_ref(), Some(group), "{other}");
    }
}

/// In the text the common cause stands once, above its findings, and names them.
#[test]
fn the_text_prints_a_common_cause_once() {
    let audit = audit(&decision("aldreomsorg-2023")).expect("an audit");
    let text = audit_text(std::slice::from_ref(&audit), Lang::En);
    let cause = "exchanged with each other: tabell20, Undersköterska: andel_kvinnor";
    let headings: Vec<usize> = text
        .match_indices("8 findings with one common cause:")
        .map(|(at, _)| at)
        .collect();
    assert_eq!(headings.len(), 1);
    let below = &text[headings[0]..];
    assert!(below.lines().next().is_some_and(|it| it.contains(cause)));
    let members: Vec<&str> = below.lines().skip(1).take(8).map(str::trim).collect();
    let group = finding("tabell20-underskoterska-kvinnor").group.as_ref();
    let of_group = audit
        .findings
        .iter()
        .filter(|it| it.group.as_ref() == group);
    let ids: Vec<&str> = of_group.map(|it| it.id.as_str()).collect();
    assert_eq!(members, ids);
    let first = text
        .find(&format!("{}\u{1b}", ids[0]))
        .expect("the first finding");
    assert!(headings[0] < first);
}

/// 167 and 1 are the columns of table 6, where the text means its rows 158 and 10.
#[test]
fn columns_of_table_6_stand_for_its_rows() {
    let (women, men) = (
        "specialist-paborjat-kvinnor-tabell6",
        "specialist-paborjat-man-tabell6",
    );
    let copied = CauseKind::CopiedCell;
    assert_suspect(
        women,
        "specialist-paborjat-kvinnor",
        "printed",
        "158",
        copied,
    );
    assert_suspect(men, "specialist-paborjat-man", "printed", "10", copied);
    assert_eq!(finding(women).group, finding(men).group);
}

/// "80 procent" used is the 80 % that table 5 says are unused.
#[test]
fn the_unused_share_is_printed_for_the_used_one() {
    for id in [
        "specialist-forbrukning-2021-anvant",
        "specialist-forbrukning-2022-anvant",
    ] {
        assert_eq!(finding(id).cause.kind(), CauseKind::CopiedCell, "{id}");
    }
}

/// 298,5 miljarder for 298 500 000; 2,9 mkr for 2 935 000 000.
#[test]
fn the_wrong_unit_is_named_where_the_figure_is_rounded_too() {
    for id in [
        "resultat-lakarkompetens-anslag-tabell1",
        "regionerna-nara-vard",
    ] {
        assert_eq!(finding(id).cause.kind(), CauseKind::Unit, "{id}");
    }
}

/// Every finding of arithmetic carries a line of arithmetic.
#[test]
fn what_is_arithmetic_has_a_certificate() {
    let decisions = corpus().expect("the corpus");
    for decision in &decisions {
        for finding in audit(decision).expect("an audit").findings {
            // names, references, units and misprints have no figures to state; amounts have a procedure
            let relation = words::relation(&finding, Lang::En);
            let of_letters = finding.kind == CheckKind::Unit && !relation.contains(" = ")
                || relation.contains(" is printed ");
            let expected =
                finding.published.is_some() && finding.kind != CheckKind::Allocation && !of_letters;
            assert_eq!(finding.certificate.is_some(), expected, "{}", finding.id);
        }
    }
}
