//! A page's mark-up as a tree, by the parser of the HTML standard, within bounds.
//!
//! The nodes lie in one list and point at each other by number, so that neither reading nor
//! dropping a page a hundred thousand elements deep needs a deep stack. The parser itself takes
//! time in proportion to the depth of the page, the number of open formatting elements and the
//! attributes of a tag; each of these is bounded here.

use std::{
    borrow::Cow,
    cell::{Cell, RefCell},
};

use html5ever::{
    Attribute, LocalName, Namespace, QualName, TokenizerResult,
    buffer_queue::BufferQueue,
    interface::ElemName,
    local_name,
    tendril::StrTendril,
    tokenizer::{TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts},
    tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeBuilder, TreeBuilderOpts, TreeSink},
};
use record::{Issue, IssueCode};

/// Elements nested deeper become siblings; browsers stop at the same depth.
const MAX_DEPTH: u32 = 512;
/// Nodes beyond these are dropped. A large page has a hundred thousand.
const MAX_NODES: usize = 2_000_000;
/// Words in a tag or comment that does not end; the parser compares each attribute with all before.
const MAX_WORDS_OF_TAG: usize = 40_000;

/// Number of a node; the document is 0.
pub(crate) type NodeId = u32;
const NONE: NodeId = NodeId::MAX;

/// A parsed page.
pub(crate) struct Tree {
    nodes: Vec<Node>,
}

struct Node {
    parent: NodeId,
    previous: NodeId,
    next: NodeId,
    first: NodeId,
    last: NodeId,
    depth: u32,
    data: NodeData,
}

/// What a node is.
pub(crate) enum NodeData {
    /// An element with its attributes.
    Element(QualName, Vec<Attribute>),
    /// Text between elements.
    Text(StrTendril),
    /// The document, a comment or a template's contents.
    Other,
}

/// Parses a page. Mark-up is never wrong, only odd; what had to be left out is an issue.
pub(crate) fn parse(html: &str, issues: &mut Vec<Issue>) -> Tree {
    let options = TreeBuilderOpts {
        scripting_enabled: false,
        ..TreeBuilderOpts::default()
    };
    let bounded = Bounded {
        builder: TreeBuilder::new(Growing::default(), options),
        tokens: Cell::new(0),
        too_deep: Cell::new(false),
        too_large: Cell::new(false),
    };
    let tokenizer = Tokenizer::new(bounded, TokenizerOpts::default());
    let queue = BufferQueue::default();
    let (mut start, mut stuck) = (0, 0);
    while start < html.len() {
        let end = html.floor_char_boundary(start + (16 << 10));
        let chunk = &html[start..end];
        let before = tokenizer.sink.tokens.get();
        queue.push_back(StrTendril::from_slice(chunk));
        while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
        start = end;
        if tokenizer.sink.tokens.get() > before {
            stuck = 0;
            continue;
        }
        stuck += chunk
            .bytes()
            .filter(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'/' | b'"' | b'\''))
            .count();
        if stuck > MAX_WORDS_OF_TAG {
            tokenizer.sink.too_large.set(true);
            break;
        }
    }
    tokenizer.end();
    let bounded = tokenizer.sink;
    if bounded.too_deep.get() {
        issues.push(Issue::new(IssueCode::DeepNesting, None));
    }
    if bounded.too_large.get() {
        issues.push(Issue::new(IssueCode::TooLarge, None));
    }
    bounded.builder.sink.finish()
}

impl Tree {
    /// The document.
    pub(crate) const ROOT: NodeId = 0;

    /// What a node is.
    pub(crate) fn data(&self, id: NodeId) -> &NodeData {
        &self.nodes[id as usize].data
    }

    /// The name of an element, or of nothing.
    pub(crate) fn name(&self, id: NodeId) -> &LocalName {
        const NOTHING: &LocalName = &local_name!("");
        match self.data(id) {
            NodeData::Element(name, _) => &name.local,
            _ => NOTHING,
        }
    }

    /// The value of an attribute.
    pub(crate) fn attribute(&self, id: NodeId, name: &str) -> Option<&str> {
        match self.data(id) {
            NodeData::Element(_, attributes) => attributes
                .iter()
                .find(|attribute| *attribute.name.local == *name)
                .map(|attribute| &*attribute.value),
            _ => None,
        }
    }

    /// The element or document around a node.
    pub(crate) fn parent(&self, id: NodeId) -> Option<NodeId> {
        some(self.nodes[id as usize].parent)
    }

    /// The first node inside.
    pub(crate) fn first_child(&self, id: NodeId) -> Option<NodeId> {
        some(self.nodes[id as usize].first)
    }

    /// The next node with the same parent.
    pub(crate) fn next_sibling(&self, id: NodeId) -> Option<NodeId> {
        some(self.nodes[id as usize].next)
    }

    /// Nodes inside `root` in the order of the page.
    pub(crate) fn descendants(&self, root: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let after = move |id: NodeId| {
            let mut id = id;
            while id != root {
                if let Some(next) = self.next_sibling(id) {
                    return Some(next);
                }
                id = self.parent(id)?;
            }
            None
        };
        std::iter::successors(self.first_child(root), move |id| {
            self.first_child(*id).or_else(|| after(*id))
        })
    }

    /// The text inside a node, as it stands in the source.
    pub(crate) fn text(&self, id: NodeId) -> String {
        let mut text = String::new();
        for id in self.descendants(id) {
            if let NodeData::Text(part) = self.data(id) {
                text.push_str(part);
            }
        }
        text
    }
}

fn some(id: NodeId) -> Option<NodeId> {
    (id != NONE).then_some(id)
}

/// Hands tokens to the tree builder as long as the page is within bounds.
struct Bounded {
    builder: TreeBuilder<NodeId, Growing>,
    tokens: Cell<usize>,
    too_deep: Cell<bool>,
    too_large: Cell<bool>,
}

impl TokenSink for Bounded {
    type Handle = NodeId;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<NodeId> {
        if matches!(token, Token::ParseError(_)) {
            return TokenSinkResult::Continue;
        }
        self.tokens.set(self.tokens.get() + 1);
        let tree = &self.builder.sink;
        if tree.nodes.borrow().len() > MAX_NODES && !matches!(token, Token::EOFToken) {
            self.too_large.set(true);
            return TokenSinkResult::Continue;
        }
        // What is inside a script or a title is never mark-up, and the tokenizer must know.
        if let Token::TagToken(tag) = &token
            && tag.kind == TagKind::StartTag
            && tree.depth.get() > MAX_DEPTH
            && !matches!(
                tag.name,
                local_name!("script")
                    | local_name!("style")
                    | local_name!("title")
                    | local_name!("textarea")
            )
        {
            self.too_deep.set(true);
            return TokenSinkResult::Continue;
        }
        self.builder.process_token(token, line)
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder
            .adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// A tree while the parser builds it.
struct Growing {
    nodes: RefCell<Vec<Node>>,
    /// Depth of the innermost open element, as far as the parser tells.
    depth: Cell<u32>,
}

impl Default for Growing {
    fn default() -> Self {
        let growing = Self {
            nodes: RefCell::default(),
            depth: Cell::new(0),
        };
        growing.add(NodeData::Other);
        growing
    }
}

impl Growing {
    fn add(&self, data: NodeData) -> NodeId {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node {
            parent: NONE,
            previous: NONE,
            next: NONE,
            first: NONE,
            last: NONE,
            depth: 0,
            data,
        });
        nodes.len() as NodeId - 1
    }

    /// Puts a node into `parent` before `next`, or last.
    fn insert(&self, parent: NodeId, id: NodeId, next: NodeId) {
        self.detach(id);
        let mut nodes = self.nodes.borrow_mut();
        let depth = nodes[parent as usize].depth + 1;
        let previous = if next == NONE {
            nodes[parent as usize].last
        } else {
            nodes[next as usize].previous
        };
        let node = &mut nodes[id as usize];
        (node.parent, node.previous, node.next, node.depth) = (parent, previous, next, depth);
        match some(previous) {
            Some(previous) => nodes[previous as usize].next = id,
            None => nodes[parent as usize].first = id,
        }
        match some(next) {
            Some(next) => nodes[next as usize].previous = id,
            None => nodes[parent as usize].last = id,
        }
        if matches!(nodes[id as usize].data, NodeData::Element(..)) {
            self.depth.set(depth);
        }
    }

    fn insert_child(&self, parent: NodeId, child: NodeOrText<NodeId>, next: NodeId) {
        match child {
            NodeOrText::AppendNode(id) => self.insert(parent, id, next),
            NodeOrText::AppendText(text) => {
                let previous = {
                    let nodes = self.nodes.borrow();
                    if next == NONE {
                        nodes[parent as usize].last
                    } else {
                        nodes[next as usize].previous
                    }
                };
                if let Some(previous) = some(previous)
                    && let NodeData::Text(before) =
                        &mut self.nodes.borrow_mut()[previous as usize].data
                {
                    before.push_tendril(&text);
                    return;
                }
                let id = self.add(NodeData::Text(text));
                self.insert(parent, id, next);
            }
        }
    }

    fn detach(&self, id: NodeId) {
        let mut nodes = self.nodes.borrow_mut();
        let node = &mut nodes[id as usize];
        let (parent, previous, next) = (node.parent, node.previous, node.next);
        (node.parent, node.previous, node.next) = (NONE, NONE, NONE);
        let Some(parent) = some(parent) else { return };
        match some(previous) {
            Some(previous) => nodes[previous as usize].next = next,
            None => nodes[parent as usize].first = next,
        }
        match some(next) {
            Some(next) => nodes[next as usize].previous = previous,
            None => nodes[parent as usize].last = previous,
        }
    }
}

/// The name of an element, held apart from the list of nodes, which moves as it grows.
#[derive(Debug)]
struct Name(QualName);

impl ElemName for Name {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

impl TreeSink for Growing {
    type Handle = NodeId;
    type Output = Tree;
    type ElemName<'a> = Name;

    fn finish(self) -> Tree {
        Tree {
            nodes: self.nodes.into_inner(),
        }
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        Tree::ROOT
    }

    fn elem_name(&self, target: &NodeId) -> Name {
        match &self.nodes.borrow()[*target as usize].data {
            NodeData::Element(name, _) => Name(name.clone()),
            _ => Name(QualName::new(None, Namespace::default(), local_name!(""))),
        }
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<Attribute>,
        _: ElementFlags,
    ) -> NodeId {
        self.add(NodeData::Element(name, attributes))
    }

    fn create_comment(&self, _: StrTendril) -> NodeId {
        self.add(NodeData::Other)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> NodeId {
        self.add(NodeData::Other)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        self.insert_child(*parent, child, NONE);
    }

    fn append_based_on_parent_node(
        &self,
        element: &NodeId,
        previous: &NodeId,
        child: NodeOrText<NodeId>,
    ) {
        let has_parent = self.nodes.borrow()[*element as usize].parent != NONE;
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn pop(&self, node: &NodeId) {
        let depth = self.nodes.borrow()[*node as usize].depth;
        self.depth.set(depth.saturating_sub(1));
    }

    /// What is in a template is not shown: it goes to a node that hangs nowhere.
    fn get_template_contents(&self, template: &NodeId) -> NodeId {
        let contents = self.add(NodeData::Other);
        let mut nodes = self.nodes.borrow_mut();
        nodes[contents as usize].depth = nodes[*template as usize].depth;
        contents
    }

    fn same_node(&self, x: &NodeId, y: &NodeId) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        let parent = self.nodes.borrow()[*sibling as usize].parent;
        if parent != NONE {
            self.insert_child(parent, child, *sibling);
        }
    }

    fn add_attrs_if_missing(&self, target: &NodeId, more: Vec<Attribute>) {
        if let NodeData::Element(_, attributes) =
            &mut self.nodes.borrow_mut()[*target as usize].data
        {
            // A page may open its body again and again.
            for attribute in more
                .into_iter()
                .take(1_000usize.saturating_sub(attributes.len()))
            {
                if attributes.iter().all(|known| known.name != attribute.name) {
                    attributes.push(attribute);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.detach(*target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        loop {
            let first = self.nodes.borrow()[*node as usize].first;
            let Some(first) = some(first) else { return };
            self.insert(*new_parent, first, NONE);
        }
    }
}
