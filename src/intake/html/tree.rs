//! The tree of a web page: elements and letters, each element with its line.
//!
//! The parser is fed piece by piece, and stopped when the tree grows deeper or larger than is
//! allowed: some of its steps take time that grows with the depth.

use crate::lang::phrase;
use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute, ExpandedName, ParseOpts, QualName, parse_document};

use super::super::{Counted, IntakeProblem, Limits};

/// How many letters are fed to the parser at once.
const FED: usize = 4_096;

/// The most attributes of one tag: the parser compares each with all before it.
const MOST_ATTRIBUTES: u64 = 2_000;

/// A page as a tree; node 0 is the page itself.
pub(super) struct Tree {
    nodes: Vec<Node>,
}

/// A node of the tree.
struct Node {
    content: Content,
    children: Vec<usize>,
    parent: Option<usize>,
    depth: u64,
    line: u32,
}

enum Content {
    Page,
    Element {
        name: String,
        attributes: Vec<(String, String)>,
    },
    Letters(String),
    Other,
}

impl Tree {
    /// Reads a page.
    pub fn read(text: &str, limits: &Limits) -> Result<Tree, IntakeProblem> {
        check_attributes(text)?;
        let mut parser = parse_document(Builder::new(), ParseOpts::default());
        let mut rest = text;
        while !rest.is_empty() {
            let mut end = rest.len().min(FED);
            while !rest.is_char_boundary(end) {
                end += 1;
            }
            let (piece, after) = rest.split_at(end);
            parser.process(StrTendril::from(piece));
            parser.tokenizer.sink.sink.check(limits)?;
            rest = after;
        }
        let builder = parser.finish();
        builder.check(limits)?;
        Ok(Tree {
            nodes: builder.nodes.into_inner(),
        })
    }

    /// What stands in a node, in order.
    pub fn children(&self, node: usize) -> &[usize] {
        self.nodes.get(node).map_or(&[], |node| &node.children)
    }

    /// The name of an element, empty for anything else.
    pub fn name(&self, node: usize) -> &str {
        match self.nodes.get(node).map(|node| &node.content) {
            Some(Content::Element { name, .. }) => name,
            _ => "",
        }
    }

    /// The letters of a node that is letters.
    pub fn letters(&self, node: usize) -> Option<&str> {
        match self.nodes.get(node).map(|node| &node.content) {
            Some(Content::Letters(letters)) => Some(letters),
            _ => None,
        }
    }

    /// An attribute of an element.
    pub fn attribute(&self, node: usize, wanted: &str) -> Option<&str> {
        let Content::Element { attributes, .. } = &self.nodes.get(node)?.content else {
            return None;
        };
        let found = attributes.iter().find(|(name, _)| name == wanted)?;
        Some(&found.1)
    }

    /// The line an element begins on, from 1.
    pub fn line(&self, node: usize) -> u32 {
        self.nodes.get(node).map_or(1, |node| node.line)
    }
}

/// Refuses a tag with more attributes than any page has.
fn check_attributes(text: &str) -> Result<(), IntakeProblem> {
    let (mut in_tag, mut quote, mut count, mut is_spaced) = (false, None, 0_u64, false);
    for byte in text.bytes() {
        match (in_tag, quote, byte) {
            (false, _, b'<') => (in_tag, quote, count) = (true, None, 0),
            (true, None, b'>') => in_tag = false,
            (true, None, b'"' | b'\'') => quote = Some(byte),
            (true, Some(open), _) if byte == open => quote = None,
            (true, None, _) => {
                let is_space = byte.is_ascii_whitespace() || byte == b'/';
                count += u64::from(is_spaced && !is_space);
                is_spaced = is_space;
                if count > MOST_ATTRIBUTES {
                    return Err(IntakeProblem::Damaged {
                        part: phrase!("a tag", "en tagg"),
                        reason: phrase!(
                            "it has more than {MOST_ATTRIBUTES} attributes",
                            "den har fler än {MOST_ATTRIBUTES} attribut"
                        ),
                    });
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// A node as the parser holds it.
#[derive(Clone)]
struct Handle {
    node: usize,
    name: Option<Rc<QualName>>,
}

/// The tree while the parser builds it.
struct Builder {
    nodes: RefCell<Vec<Node>>,
    deepest: Cell<u64>,
    line: Cell<u32>,
    nothing: QualName,
}

impl Builder {
    fn new() -> Builder {
        let page = Node {
            content: Content::Page,
            children: Vec::new(),
            parent: None,
            depth: 0,
            line: 1,
        };
        Builder {
            nodes: RefCell::new(vec![page]),
            deepest: Cell::new(0),
            line: Cell::new(1),
            nothing: QualName::new(None, html5ever::ns!(), html5ever::local_name!("")),
        }
    }

    fn check(&self, limits: &Limits) -> Result<(), IntakeProblem> {
        let nodes = u64::try_from(self.nodes.borrow().len()).unwrap_or(u64::MAX);
        let counts = [
            (Counted::Depth, self.deepest.get(), limits.depth),
            (Counted::Elements, nodes, limits.cells),
        ];
        for (of, found, limit) in counts {
            if found > limit {
                return Err(IntakeProblem::TooMuch { of, found, limit });
            }
        }
        Ok(())
    }

    fn add(&self, content: Content) -> usize {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node {
            content,
            children: Vec::new(),
            parent: None,
            depth: 0,
            line: self.line.get(),
        });
        nodes.len() - 1
    }

    fn other(&self) -> Handle {
        Handle {
            node: self.add(Content::Other),
            name: None,
        }
    }

    /// Puts a node, or letters, at a position of a parent; `None` is its end.
    fn insert(&self, parent: usize, position: Option<usize>, child: NodeOrText<Handle>) {
        let child = match child {
            NodeOrText::AppendNode(handle) => {
                self.detach(handle.node);
                handle.node
            }
            NodeOrText::AppendText(text) => {
                if self.joins_letters(parent, position, &text) {
                    return;
                }
                self.add(Content::Letters(text.to_string()))
            }
        };
        let mut nodes = self.nodes.borrow_mut();
        let depth = nodes[parent].depth + 1;
        self.deepest.set(self.deepest.get().max(depth));
        nodes[child].parent = Some(parent);
        nodes[child].depth = depth;
        let siblings = &mut nodes[parent].children;
        let position = position.unwrap_or(siblings.len()).min(siblings.len());
        siblings.insert(position, child);
    }

    /// Adds letters to letters that stand there already.
    fn joins_letters(&self, parent: usize, position: Option<usize>, text: &str) -> bool {
        let mut nodes = self.nodes.borrow_mut();
        let siblings = &nodes[parent].children;
        let before = position.unwrap_or(siblings.len()).checked_sub(1);
        let Some(&before) = before.and_then(|it| siblings.get(it)) else {
            return false;
        };
        match &mut nodes[before].content {
            Content::Letters(letters) => {
                letters.push_str(text);
                true
            }
            _ => false,
        }
    }

    fn detach(&self, node: usize) {
        let mut nodes = self.nodes.borrow_mut();
        if let Some(parent) = nodes[node].parent.take() {
            nodes[parent].children.retain(|child| *child != node);
        }
    }

    fn position(&self, node: usize) -> Option<(usize, usize)> {
        let nodes = self.nodes.borrow();
        let parent = nodes[node].parent?;
        // the one looked for is nearly always the last
        let position = nodes[parent].children.iter().rposition(|it| *it == node)?;
        Some((parent, position))
    }
}

impl TreeSink for Builder {
    type Handle = Handle;
    type Output = Builder;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Builder {
        self
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle {
            node: 0,
            name: None,
        }
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        let name = target.name.as_deref().unwrap_or(&self.nothing);
        name.expanded()
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<Attribute>,
        _: ElementFlags,
    ) -> Handle {
        let attribute = |it: Attribute| (it.name.local.to_string(), it.value.to_string());
        let node = self.add(Content::Element {
            name: name.local.to_string(),
            attributes: attributes.into_iter().map(attribute).collect(),
        });
        Handle {
            node,
            name: Some(Rc::new(name)),
        }
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        self.other()
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        self.other()
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.insert(parent.node, None, child);
    }

    fn append_based_on_parent_node(
        &self,
        element: &Handle,
        before: &Handle,
        child: NodeOrText<Handle>,
    ) {
        if self.position(element.node).is_some() {
            self.append_before_sibling(element, child);
        } else {
            self.append(before, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    /// What stands in a template is not shown: it is kept apart from the tree.
    fn get_template_contents(&self, _: &Handle) -> Handle {
        self.other()
    }

    fn same_node(&self, one: &Handle, other: &Handle) -> bool {
        one.node == other.node
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        if let NodeOrText::AppendNode(handle) = &child {
            self.detach(handle.node);
        }
        if let Some((parent, position)) = self.position(sibling.node) {
            self.insert(parent, Some(position), child);
        }
    }

    fn add_attrs_if_missing(&self, target: &Handle, added: Vec<Attribute>) {
        let mut nodes = self.nodes.borrow_mut();
        if let Content::Element { attributes, .. } = &mut nodes[target.node].content {
            for attribute in added {
                let name = attribute.name.local.to_string();
                if !attributes.iter().any(|(own, _)| *own == name) {
                    attributes.push((name, attribute.value.to_string()));
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.detach(target.node);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        let mut nodes = self.nodes.borrow_mut();
        let children = std::mem::take(&mut nodes[node.node].children);
        for child in &children {
            nodes[*child].parent = Some(new_parent.node);
        }
        nodes[new_parent.node].children.extend(children);
    }

    fn set_current_line(&self, line: u64) {
        self.line.set(u32::try_from(line).unwrap_or(u32::MAX));
    }
}
