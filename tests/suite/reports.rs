//! Reports: one model, every format, both languages.

use std::path::Path;
use std::sync::OnceLock;

use statsbidrag::audit::{DecisionAudit, audit};
use statsbidrag::decision::{Decision, corpus, embedded_places};
use statsbidrag::lang::Lang;
use statsbidrag::report::{
    Report, Sources, audit_html, audit_json, audit_junit, audit_markdown, audit_sarif, document,
    entries_markdown,
};
use statsbidrag::tables::Folder;

fn audited() -> &'static [(Decision, DecisionAudit)] {
    static AUDITED: OnceLock<Vec<(Decision, DecisionAudit)>> = OnceLock::new();
    AUDITED.get_or_init(|| {
        let decisions = corpus().expect("the corpus");
        let audited = decisions.into_iter().map(|decision| {
            let audit = audit(&decision).expect("an audit");
            (decision, audit)
        });
        audited.collect()
    })
}

fn report(lang: Lang) -> Report<'static> {
    let pairs = audited().iter().map(|(decision, audit)| (decision, audit));
    Report::new(pairs, vec!["audit".to_owned()], &Sources::default(), lang)
}

/// The pieces between `before` and `after`, in order.
fn between<'t>(text: &'t str, before: &str, after: &str) -> Vec<&'t str> {
    let pieces = text.split(before).skip(1);
    pieces
        .map(|it| it.split(after).next().unwrap_or_default())
        .collect()
}

#[test]
fn the_page_has_the_counts_of_the_model_and_of_json() {
    let report = report(Lang::En);
    let counts = report.counts();
    let audits: Vec<DecisionAudit> = audited().iter().map(|(_, it)| it.clone()).collect();
    let json: serde_json::Value =
        serde_json::from_str(&document(&audit_json(&audits, Lang::En))).expect("JSON");
    assert_eq!(json["summary"]["checks"], counts.checks.evaluated);
    assert_eq!(json["summary"]["findings"], counts.findings);
    assert_eq!(json["summary"]["new"], counts.new);
    let page = audit_html(&report);
    let numbers: Vec<String> = between(&page, "<dd><strong>", "</strong>")
        .into_iter()
        .map(|it| it.replace('\u{a0}', ""))
        .collect();
    let [reproduced, checked, _] = counts.figures;
    let expected = [
        counts.checks.evaluated,
        reproduced,
        checked,
        counts.findings,
    ];
    assert_eq!(numbers, expected.map(|it| it.to_string()));
    assert_eq!(
        between(&page, "<article class=\"finding", ">").len(),
        counts.findings
    );
    // every cell of every printed table, in the state that the audit counts
    let cells = |start: &str| page.matches(start).count();
    let claims: usize = audited().iter().map(|(it, _)| it.claims.len()).sum();
    assert!(claims > 400, "{claims}");
    let not_checked = cells("<td class=\"u\"");
    assert!(
        not_checked <= counts.figures[2] && not_checked > 20,
        "{not_checked}"
    );
}

#[test]
fn a_page_is_the_same_on_two_runs_and_smaller_than_a_megabyte() {
    for lang in [Lang::En, Lang::Sv] {
        let page = audit_html(&report(lang).with_sweeps());
        assert_eq!(page, audit_html(&report(lang).with_sweeps()));
        assert!(page.len() < 1_000_000, "{} bytes", page.len());
    }
}

#[test]
fn links_within_a_page_lead_somewhere_and_flagged_cells_link_both_ways() {
    let page = audit_html(&report(Lang::Sv).with_sweeps());
    let ids: std::collections::BTreeSet<&str> =
        between(&page, " id=\"", "\"").into_iter().collect();
    let all = between(&page, " id=\"", "\"");
    assert_eq!(ids.len(), all.len(), "every id is there once");
    let links = between(&page, "href=\"#", "\"");
    assert!(links.len() > 500, "{}", links.len());
    for link in &links {
        assert!(ids.contains(link), "#{link} leads nowhere");
    }
    // every flagged cell has a name that a finding links to
    let flagged = between(&page, "<td class=\"f\"", ">");
    assert!(flagged.len() > 100, "{}", flagged.len());
    let linked: std::collections::BTreeSet<&&str> = links.iter().collect();
    let without = flagged.iter().filter(|it| {
        let id = between(it, " id=\"", "\"");
        id.first().is_none_or(|id| !linked.contains(id))
    });
    assert_eq!(without.count(), 0);
}

#[test]
fn nothing_is_asked_of_a_network_and_only_the_own_script_runs() {
    let page = audit_html(&report(Lang::En));
    let policy = between(
        &page,
        "http-equiv=\"Content-Security-Policy\" content=\"",
        "\"",
    );
    assert!(
        policy[0].starts_with("default-src 'none'; style-src 'sha256-"),
        "{}",
        policy[0]
    );
    for asking in [
        "http://", "https://", "src=", "@import", "url(", "style=\"", " onclick", "fetch(",
    ] {
        assert!(!page.contains(asking), "{asking}");
    }
}

/// A decision whose texts are markup, a formula and a script's end.
fn hostile() -> Decision {
    let files = [
        (
            "decision.toml",
            "id = \"hostile\"\nauthority = \"<b>A</b>\"\n[title]\nsv = \"</title><script>alert(1)</script>\"\n\
             en = \"x\"\n[source]\ndocument = \"a.txt\"\nsha256 = \"0000000000000000000000000000000000000000000000000000000000000000\"\n",
        ),
        (
            "tables.toml",
            "[t]\ntitle = \"<img src=x onerror=alert(1)>\"\nlines = \"1-3\"\nrows = \"label\"\n\
             [t.columns]\na = { title = \"=cmd|'/c calc'!A1\", unit = \"count\" }\nb = { title = \"b\", unit = \"text\" }\n",
        ),
        (
            "t.csv",
            "line,key,row,a,b\n1,x,<script>alert(2)</script>,1,=cmd|'/c calc'!A1\n2,y,\"</script><i>\",2,+1\n\
             3,z,\"\"\" onclick=\"\"alert(3)\",4,@x\n",
        ),
        (
            "checks.txt",
            "check summa sum\n  \"<u>The parts</u> & 'their' total.\"\n  t[x].a + t[y].a = t[z].a\n",
        ),
    ];
    let places = embedded_places().expect("places");
    Decision::load(Folder::from_texts("hostile", &files), &places).expect("a decision")
}

#[test]
fn text_of_a_document_is_text_on_the_page() {
    let decision = hostile();
    let audit = audit(&decision).expect("an audit");
    assert_eq!(audit.findings.len(), 1, "the sum differs");
    let sources = Sources::default();
    let report = Report::new([(&decision, &audit)], Vec::new(), &sources, Lang::Sv);
    let page = audit_html(&report);
    for markup in [
        "<script>alert",
        "<img",
        "<b>A",
        "<i>",
        "<u>",
        " onclick=\"alert",
    ] {
        assert!(!page.contains(markup), "{markup}");
    }
    assert!(page.contains("&lt;script&gt;alert(2)&lt;/script&gt;"));
    assert_eq!(
        page.matches("<script").count(),
        page.matches("</script>").count()
    );
}

#[test]
fn a_finding_is_shown_in_the_lines_of_its_source() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/sources");
    let (decision, audit) = &audited()[0];
    let Ok(text) = std::fs::read_to_string(folder.join(&audit.document)) else {
        eprintln!("NOT TESTED: the source texts are absent");
        return;
    };
    let mut sources = Sources::default();
    sources.texts.insert(audit.document.clone(), text);
    let report = Report::new([(decision, audit)], Vec::new(), &sources, Lang::Sv);
    let page = audit_html(&report);
    // line 3833 of the source text, with the figure in question marked
    assert!(page.contains("1 341 625 529 720 <mark>88 %</mark> 5 455 305"));
}

#[test]
fn sarif_junit_and_markdown_have_the_counts_of_the_model() {
    for lang in [Lang::En, Lang::Sv] {
        let report = report(lang);
        let counts = report.counts();
        let sarif: serde_json::Value = serde_json::from_str(&audit_sarif(&report)).expect("JSON");
        let runs = sarif["runs"].as_array().expect("runs");
        assert_eq!(runs.len(), counts.decisions);
        let results: Vec<&serde_json::Value> = runs
            .iter()
            .flat_map(|run| run["results"].as_array().expect("results"))
            .collect();
        assert_eq!(results.len(), counts.findings);
        let new = results.iter().filter(|it| it["baselineState"] == "new");
        assert_eq!(new.count(), counts.new);
        let motala = results.iter().find(|it| {
            it["partialFingerprints"]["finding/v1"] == "bilaga1-lyftet-andel-oanvant/2409"
        });
        let at = &motala.expect("Motala")["locations"][0]["physicalLocation"];
        assert_eq!(at["artifactLocation"]["uri"], "001_17f8cdaec1c8c222.txt");
        assert_eq!(at["region"]["startLine"], 3833);

        let junit = audit_junit(&report);
        let property = |name: &str| -> usize {
            let found = between(&junit, &format!("<property name=\"{name}\" value=\""), "\"");
            found
                .iter()
                .map(|it| it.parse::<usize>().expect("a count"))
                .sum()
        };
        assert_eq!(property("checks"), counts.checks.evaluated);
        assert_eq!(property("findings"), counts.findings);
        let checks: usize = audited().iter().map(|(_, it)| it.checks.len()).sum();
        assert!(
            junit.matches("<testcase ").count() >= checks,
            "one case a check"
        );
        assert_eq!(junit.matches("<failure").count(), 0, "nothing is new");

        let markdown = audit_markdown(&report);
        assert_eq!(markdown.matches("\n### ").count(), counts.findings);
        assert_eq!(audit_sarif(&report), audit_sarif(&report));
        assert_eq!(junit, audit_junit(&report));
    }
}

#[test]
fn a_new_finding_fails_its_check_and_text_of_a_document_is_text() {
    let decision = hostile();
    let audit = audit(&decision).expect("an audit");
    let sources = Sources::default();
    let report = Report::new([(&decision, &audit)], Vec::new(), &sources, Lang::Sv);
    let junit = audit_junit(&report);
    assert!(junit.contains("failures=\"1\""), "{junit}");
    assert!(!junit.contains("<u>") && junit.contains("&lt;u&gt;"));
    let markdown = audit_markdown(&report);
    for markup in [" <script", "<u>", "<b>"] {
        assert!(!markdown.contains(markup), "{markup}");
    }
    let sarif: serde_json::Value = serde_json::from_str(&audit_sarif(&report)).expect("JSON");
    assert_eq!(sarif["runs"][0]["results"][0]["baselineState"], "new");
}

#[test]
fn every_kind_and_cause_has_an_entry_and_the_page_of_them_is_what_the_program_says() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/findings.md");
    let page = std::fs::read_to_string(page).expect("docs/findings.md");
    assert!(
        page == entries_markdown(),
        "write docs/findings.md anew: statsbidrag help findings > docs/findings.md"
    );
    assert!(page.matches("\n### ").count() >= 38);
}
