//! What covers each cell, against the counts of the coverage.

use statsbidrag::audit::{CellState, audit};
use statsbidrag::decision::corpus;

#[test]
fn the_state_of_every_figure_adds_up_to_the_coverage() {
    for decision in corpus().expect("the corpus") {
        let audit = audit(&decision).expect("an audit");
        let count = |state| audit.states.count(state);
        let coverage = &audit.coverage;
        assert_eq!(count(CellState::Reproduced), coverage.reproduced);
        assert_eq!(count(CellState::Unchecked), coverage.unchecked);
        let all =
            count(CellState::Reproduced) + count(CellState::Checked) + count(CellState::Unchecked);
        assert_eq!(all, coverage.cells + coverage.claims, "{}", audit.id);
    }
}

#[test]
fn a_cell_that_a_procedure_gives_is_reproduced_and_words_are_no_figure() {
    let decisions = corpus().expect("the corpus");
    let decision = decisions
        .iter()
        .find(|it| it.manifest.id == "aldreomsorg-2023")
        .expect("the joint account");
    let audit = audit(decision).expect("an audit");
    let table = &decision.tables["bilaga2"];
    let amount = table.column_index("belopp").expect("the amounts");
    assert_eq!(
        audit.states.cell("bilaga2", 0, amount),
        CellState::Reproduced
    );
    // the key is derived and never printed
    assert_eq!(audit.states.cell("nyckel", 0, 0), CellState::NoFigure);
    assert_eq!(
        audit.states.cell("no such table", 0, 0),
        CellState::NoFigure
    );
}
