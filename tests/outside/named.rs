//! Who is named, and how surely (section 5): a test for each line.

use crate::folder::Folder;

/// 2 640 + 55 + 322 + 124 + 72 + 721 = 3 934; with −322 it is 3 290, and the difference is twice 322.
#[test]
fn a_sign_that_was_lost() {
    let finding = Folder::new(&[("x", "kr")])
        .rows(&[
            ("a", &["2 640"]),
            ("b", &["55"]),
            ("c", &["322"]),
            ("d", &["124"]),
            ("e", &["72"]),
            ("f", &["721"]),
            ("s", &["3 290"]),
        ])
        .check("sum", "sum(t.x) = t[s].x")
        .only_finding("error");
    assert_eq!(finding["suspect"]["row"], "Row c", "{finding:#}");
    assert_eq!(finding["suspect"]["mended"], "-322");
    assert_eq!(finding["cause"]["kind"], "sign");
}

/// M04: 7 × 4,75 = 33,25, printed 35: what is offered mends the finding it stands under.
#[test]
fn what_is_offered_mends_by_itself() {
    let folder = |printed: &str| {
        Folder::new(&[("n", "count"), ("p", "kr")])
            .rows(&[("a", &["7", printed])])
            .check("allocation", "each row of t: n * 4,75 = p")
    };
    let finding = folder("35").only_finding("error");
    let mended = finding["suspect"]["mended"].as_str().unwrap();
    assert_eq!(finding["suspect"]["column"], "p", "{finding:#}");
    folder(mended).holds();
}
