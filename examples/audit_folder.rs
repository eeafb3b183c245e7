//! From a folder with a decision to its findings: `cargo run --example audit_folder -- FOLDER`.

use std::path::Path;

use statsbidrag::audit::audit;
use statsbidrag::decision::{Decision, embedded_places};
use statsbidrag::lang::Lang;
use statsbidrag::report::words::message;
use statsbidrag::tables::Folder;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1);
    let path = path.unwrap_or_else(|| "fixtures/god-nara-vard-2020".to_owned());
    let folder = Folder::from_disk(Path::new(&path))?;
    let decision = Decision::load(folder, &embedded_places()?)?;
    for finding in audit(&decision)?.findings {
        let message = message(&finding, Lang::En);
        println!("{} ({}): {message}", finding.id, finding.status);
    }
    Ok(())
}
