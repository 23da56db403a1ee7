//! A page's tree to text, as a browser shows it, block by block.
//!
//! Nothing is judged here but what is shown: scripts, styles and hidden elements are not; all
//! else is, in the order of the page, with two line feeds between blocks.

use html5ever::{LocalName, local_name};
use record::{BlockKind, Span};

use super::{
    hints::{self, Hints},
    tree::{NodeData, NodeId, Tree},
};

/// A page as text.
pub(crate) struct Rendered {
    pub(crate) text: String,
    pub(crate) blocks: Vec<Rough>,
    /// Elements that hold blocks, in the order of the page; those inside come after those around.
    pub(crate) elements: Vec<Element>,
}

/// A stretch of text between two edges of block elements.
#[derive(Clone, Debug)]
pub(crate) struct Rough {
    pub(crate) span: Span,
    /// What the mark-up says that it is.
    pub(crate) kind: Option<BlockKind>,
    /// 1 for `h1` to 6 for `h6`.
    pub(crate) heading: Option<u8>,
    /// Bytes inside links.
    pub(crate) linked: usize,
    /// Cells of a table.
    pub(crate) rows: Option<Vec<Vec<Span>>>,
}

/// An element and the blocks inside.
#[derive(Clone, Debug)]
pub(crate) struct Element {
    pub(crate) node: NodeId,
    pub(crate) first: usize,
    pub(crate) end: usize,
    pub(crate) hints: Hints,
}

/// Renders a page.
pub(crate) fn render(tree: &Tree) -> Rendered {
    let mut pen = Pen::default();
    let mut open: Vec<Open> = Vec::new();
    let mut next = tree.first_child(Tree::ROOT);
    loop {
        let Some(id) = next else {
            // Nothing more inside: leave the innermost open element.
            let Some(left) = open.pop() else { break };
            pen.leave(&left);
            next = tree.next_sibling(left.node);
            continue;
        };
        match tree.data(id) {
            NodeData::Text(text) => {
                pen.write(text);
                next = tree.next_sibling(id);
            }
            NodeData::Element(name, _) => {
                let hints = hints::of(tree, id);
                if hints.hidden || is_silent(&name.local) {
                    next = tree.next_sibling(id);
                    continue;
                }
                if name.local == local_name!("table") && is_data_table(tree, id) {
                    pen.table(tree, id);
                    next = tree.next_sibling(id);
                    continue;
                }
                open.push(pen.enter(&name.local, id, hints));
                next = tree.first_child(id);
            }
            NodeData::Other => next = tree.next_sibling(id),
        }
    }
    pen.flush();
    let end = pen.text.trim_end().len();
    pen.text.truncate(end);
    Rendered {
        text: pen.text,
        blocks: pen.blocks,
        elements: pen.elements,
    }
}

/// Elements whose contents are not shown as text.
fn is_silent(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("script")
            | local_name!("style")
            | local_name!("head")
            | local_name!("noscript")
            | local_name!("template")
            | local_name!("svg")
            | local_name!("math")
            | local_name!("iframe")
            | local_name!("object")
            | local_name!("video")
            | local_name!("audio")
            | local_name!("canvas")
            | local_name!("select")
            | local_name!("textarea")
            | local_name!("datalist")
            | local_name!("dialog")
            | local_name!("map")
            | local_name!("title")
    )
}

/// Elements that stand in a line of text.
fn is_inline(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("a")
            | local_name!("abbr")
            | local_name!("acronym")
            | local_name!("b")
            | local_name!("bdi")
            | local_name!("bdo")
            | local_name!("big")
            | local_name!("cite")
            | local_name!("code")
            | local_name!("data")
            | local_name!("del")
            | local_name!("dfn")
            | local_name!("em")
            | local_name!("font")
            | local_name!("i")
            | local_name!("img")
            | local_name!("input")
            | local_name!("ins")
            | local_name!("kbd")
            | local_name!("label")
            | local_name!("mark")
            | local_name!("nobr")
            | local_name!("q")
            | local_name!("rp")
            | local_name!("rt")
            | local_name!("ruby")
            | local_name!("s")
            | local_name!("samp")
            | local_name!("small")
            | local_name!("span")
            | local_name!("strike")
            | local_name!("strong")
            | local_name!("sub")
            | local_name!("sup")
            | local_name!("time")
            | local_name!("tt")
            | local_name!("u")
            | local_name!("var")
            | local_name!("wbr")
            | local_name!("source")
            | local_name!("picture")
    )
}

/// An element that has been entered, and what to go back to when it is left.
struct Open {
    node: NodeId,
    block: bool,
    link: bool,
    preformatted: bool,
    outer: Context,
    element: Option<usize>,
}

/// What the elements around a text say of it.
#[derive(Clone, Copy, Default, Debug)]
struct Context {
    kind: Option<BlockKind>,
    heading: Option<u8>,
}

/// Writes the text and cuts it into blocks.
#[derive(Default)]
struct Pen {
    text: String,
    blocks: Vec<Rough>,
    elements: Vec<Element>,
    /// Where the current block begins.
    start: usize,
    space: bool,
    links: usize,
    preformatted: usize,
    linked: usize,
    context: Context,
}

impl Pen {
    fn enter(&mut self, name: &LocalName, node: NodeId, hints: Hints) -> Open {
        let outer = self.context;
        let in_caption = outer.kind == Some(BlockKind::Caption);
        // A credit or a date in a span of its own is a block of its own.
        let set_apart = in_caption && hints.credit;
        let block = !is_inline(name) || set_apart;
        if *name == local_name!("br") {
            self.line_break();
        } else if block {
            self.flush();
        }
        if block {
            self.context = inner(name, hints, outer);
        }
        let element = block.then(|| {
            self.elements.push(Element {
                node,
                first: self.blocks.len(),
                end: 0,
                hints,
            });
            self.elements.len() - 1
        });
        let open = Open {
            node,
            block: block && *name != local_name!("br"),
            link: matches!(*name, local_name!("a") | local_name!("button")),
            preformatted: matches!(*name, local_name!("pre")),
            outer,
            element,
        };
        self.links += usize::from(open.link);
        self.preformatted += usize::from(open.preformatted);
        open
    }

    fn leave(&mut self, open: &Open) {
        if open.block {
            self.flush();
        }
        self.context = open.outer;
        self.links -= usize::from(open.link);
        self.preformatted -= usize::from(open.preformatted);
        if let Some(element) = open.element {
            self.elements[element].end = self.blocks.len();
        }
    }

    /// White space becomes one space, as a browser shows it.
    fn write(&mut self, words: &str) {
        for c in words.chars() {
            if self.preformatted > 0 && c == '\n' {
                self.line_break();
            } else if c.is_ascii_whitespace() {
                self.space = true;
            } else {
                if self.space && self.text.len() > self.start && !self.text.ends_with('\n') {
                    self.text.push(' ');
                }
                self.space = false;
                self.text.push(c);
                if self.links > 0 {
                    self.linked += c.len_utf8();
                }
            }
        }
    }

    /// One break ends a line, two end a paragraph.
    fn line_break(&mut self) {
        if self.text.len() > self.start {
            if self.text.ends_with('\n') {
                self.flush();
            } else {
                self.text.push('\n');
            }
        }
        self.space = false;
    }

    fn flush(&mut self) {
        self.space = false;
        let span = Span::new(self.start, self.text.len()).trim(&self.text);
        if span.is_empty() {
            self.text.truncate(self.start);
        } else {
            self.blocks.push(Rough {
                span,
                kind: self.context.kind,
                heading: self.context.heading,
                linked: self.linked,
                rows: None,
            });
            self.text.truncate(span.end as usize);
            self.text.push_str("\n\n");
        }
        self.start = self.text.len();
        self.linked = 0;
    }

    /// A table as one block: cells apart by tabs, rows by line feeds.
    fn table(&mut self, tree: &Tree, table: NodeId) {
        self.flush();
        let mut rows: Vec<Vec<Span>> = Vec::new();
        for id in tree.descendants(table) {
            match *tree.name(id) {
                local_name!("tr") => {
                    if self.text.len() > self.start {
                        self.text.push('\n');
                    }
                    rows.push(Vec::new());
                }
                local_name!("td") | local_name!("th") => {
                    let Some(row) = rows.last_mut() else { continue };
                    if !row.is_empty() {
                        self.text.push('\t');
                    }
                    let from = self.text.len();
                    for (index, word) in tree.text(id).split_whitespace().enumerate() {
                        if index > 0 {
                            self.text.push(' ');
                        }
                        self.text.push_str(word);
                    }
                    row.push(Span::new(from, self.text.len()));
                }
                _ => {}
            }
        }
        let before = self.blocks.len();
        let kept = self.context;
        self.context.kind = Some(BlockKind::Table);
        self.flush();
        self.context = kept;
        if let Some(block) = self.blocks.get_mut(before) {
            // Empty cells at the edges fall outside the block, and say nothing.
            for row in &mut rows {
                row.retain(|cell| !cell.is_empty());
            }
            rows.retain(|row| !row.is_empty());
            block.rows = Some(rows);
        }
    }
}

/// What an element says of the text inside, given what is said around it.
fn inner(name: &LocalName, hints: Hints, outer: Context) -> Context {
    let plain = |kind| Context {
        kind: Some(kind),
        heading: None,
    };
    let heading = match *name {
        local_name!("h1") => 1,
        local_name!("h2") => 2,
        local_name!("h3") => 3,
        local_name!("h4") => 4,
        local_name!("h5") => 5,
        local_name!("h6") => 6,
        _ => 0,
    };
    if outer.kind == Some(BlockKind::Caption) {
        return if hints.credit {
            plain(BlockKind::Credit)
        } else {
            outer
        };
    }
    if outer.kind == Some(BlockKind::Credit) {
        return outer;
    }
    if hints.caption && *name != local_name!("figure") {
        return plain(BlockKind::Caption);
    }
    if heading > 0 {
        return Context {
            kind: Some(BlockKind::Subhead),
            heading: Some(heading),
        };
    }
    match *name {
        local_name!("li") | local_name!("dd") | local_name!("dt") => plain(BlockKind::List),
        local_name!("blockquote") => plain(BlockKind::Quote),
        _ if hints.byline => plain(BlockKind::Byline),
        _ if hints.date => plain(BlockKind::Dateline),
        _ => outer,
    }
}

/// Whether a table holds data rather than the layout of an old page: two rows of two short cells,
/// and nothing in them that is laid out itself.
fn is_data_table(tree: &Tree, table: NodeId) -> bool {
    let (mut rows, mut cells, mut bytes) = (0, 0, 0);
    for id in tree.descendants(table).take(4_000) {
        match tree.data(id) {
            NodeData::Text(text) => bytes += text.trim().len(),
            NodeData::Element(name, _) => match name.local {
                local_name!("tr") => rows += 1,
                local_name!("td") | local_name!("th") => cells += 1,
                local_name!("table")
                | local_name!("h1")
                | local_name!("h2")
                | local_name!("form")
                | local_name!("ul")
                | local_name!("article")
                | local_name!("section")
                | local_name!("figure") => return false,
                _ => {}
            },
            NodeData::Other => {}
        }
    }
    rows >= 2 && cells >= 2 * rows && bytes < 80 * cells
}
