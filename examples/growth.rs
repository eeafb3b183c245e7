//! Writes a decision folder of any size, in which something is wrong many times over.
//!
//! ```text
//! cargo run --release --example growth -- wrong-total 4000 DIR
//! statsbidrag audit DIR
//! ```
//!
//! The folders of docs/performance.md: a program of another day can be measured with the same ones.

use std::error::Error;
use std::path::Path;

#[path = "../benches/growth/folders.rs"]
mod folders;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [case, size, into] = arguments.as_slice() else {
        return Err("give a case, a size and a folder to write".into());
    };
    let names = folders::ALL.iter().map(|(name, _)| *name);
    let known = folders::ALL.iter().find(|(name, _)| name == case);
    let Some((_, growing)) = known else {
        let names: Vec<&str> = names.collect();
        return Err(format!("no such case: {case}; there are {}", names.join(", ")).into());
    };
    std::fs::create_dir_all(into)?;
    for (name, text) in growing.files(size.parse()?) {
        std::fs::write(Path::new(into).join(name), text)?;
    }
    Ok(())
}
