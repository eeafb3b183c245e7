//! Words of a PDF.
#![allow(clippy::all, clippy::unwrap_used, clippy::print_stdout)]
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let b = std::fs::read(&a[2]).unwrap();
    if a[1] == "read" { print!("{}", statsbidrag::intake::pdf::csv(b)); } else { print!("{}", statsbidrag::intake::pdf::dump(b)); }
}
