//! The letters that a reader of a page sees in an element.

use super::super::raised::push_raised;
use super::tree::Tree;

/// Elements that begin a line of their own.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "html"
            | "li"
            | "main"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
    )
}

/// Whether a reader of the page sees an element at all.
pub(super) fn is_shown(tree: &Tree, node: usize) -> bool {
    let never = matches!(
        tree.name(node),
        "" | "head"
            | "script"
            | "style"
            | "template"
            | "noscript"
            | "svg"
            | "math"
            | "select"
            | "textarea"
            | "iframe"
            | "object"
            | "title"
            | "button"
            | "datalist"
    );
    !never && !is_hidden(tree, node)
}

/// Whether an element is hidden by its own attributes.
pub(super) fn is_hidden(tree: &Tree, node: usize) -> bool {
    let style = tree.attribute(node, "style").unwrap_or_default();
    let style: String = style.chars().filter(|char| !char.is_whitespace()).collect();
    let style = style.to_lowercase();
    tree.attribute(node, "hidden").is_some()
        || style.contains("display:none")
        || style.contains("visibility:hidden")
}

/// Adds the letters of a node to a text: spaces of the source are one space, raised letters are marks,
/// what begins a line is separated by a space. Tables within it are left out.
pub(super) fn text_of(tree: &Tree, node: usize, text: &mut String) {
    if let Some(letters) = tree.letters(node) {
        return push_collapsed(text, letters);
    }
    if !is_shown(tree, node) {
        return;
    }
    match tree.name(node) {
        "table" => {}
        "br" | "hr" => push_collapsed(text, " "),
        "wbr" => {}
        "sup" => {
            let mut raised = String::new();
            for &child in tree.children(node) {
                text_of(tree, child, &mut raised);
            }
            push_raised(text, raised.trim());
        }
        name => {
            let is_block = is_block(name);
            if is_block {
                push_collapsed(text, " ");
            }
            for &child in tree.children(node) {
                text_of(tree, child, text);
            }
            if is_block {
                push_collapsed(text, " ");
            }
        }
    }
}

/// Adds letters; spaces and line ends of the source are one space, and break hints nothing.
fn push_collapsed(text: &mut String, letters: &str) {
    for letter in letters.chars() {
        if letter.is_ascii_whitespace() {
            if !text.ends_with(' ') {
                text.push(' ');
            }
        } else if !matches!(
            letter,
            '\u{ad}' | '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{feff}'
        ) {
            text.push(letter);
        }
    }
}
