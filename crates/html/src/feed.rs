//! Feeds a document to html5ever, and stops it before it costs too much.
//!
//! The standard's algorithm is linear on honest documents but not on hostile ones: a start tag
//! looks through the stack of open elements and clones every open formatting element. So tokens pass a [`Gate`] on their
//! way to the tree builder. It keeps the stack short by leaving out start tags beyond the limit
//! (their text, links and line breaks still go through), and it counts steps. Steps count work,
//! not time: the same document is always cut at the same place.

use std::cell::{Cell, RefCell};

use html5ever::interface::{Tracer, TreeSink};
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{LocalName, local_name};
use limits::{Budget, Limits};

use crate::display::{self, Display};
use crate::sink::{Built, Handle, Sink};
use crate::tokens::{self, BoundedSink};

/// Tags between two measurements of the stack.
const MEASURE_EVERY: u32 = 32;
/// Steps the tree builder may take for each byte that may be read.
const STEPS_PER_BYTE: u64 = 40;
/// Steps that comparing one attribute of two formatting elements counts for.
const FORMATTING_STEPS: u64 = 16;

/// Parses `html`.
pub(crate) fn parse(html: &str, limits: &Limits) -> Built {
    let input = &html[..html.floor_char_boundary(limits.text_bytes)];
    let gate = Gate::new(input.len(), limits);
    tokens::send(input, &gate);
    let mut built = gate.finish(limits);
    built.cut |= input.len() < html.len();
    built
}

/// Stands between the tokenizer and the tree builder.
struct Gate {
    builder: TreeBuilder<Handle, Sink>,
    /// Open and formatting elements: an estimate between measurements.
    open: Cell<usize>,
    open_limit: usize,
    tags_until_measured: Cell<u32>,
    /// How many of each formatting element are open, from above.
    formatting: RefCell<[u32; FORMATTING]>,
    steps: RefCell<Budget>,
    /// Start tags that were left out and whose end tags are yet to come.
    skipped: RefCell<Vec<LocalName>>,
    /// No more tokens are let through.
    closed: Cell<bool>,
    /// A token came after that.
    refused: Cell<bool>,
    cut: Cell<bool>,
}

impl Gate {
    fn new(bytes: usize, limits: &Limits) -> Self {
        let options = TreeBuilderOpts {
            // No mail client runs scripts, so `<noscript>` is shown.
            scripting_enabled: false,
            ..TreeBuilderOpts::default()
        };
        Self {
            builder: TreeBuilder::new(Sink::new(bytes, limits), options),
            open: Cell::new(0),
            open_limit: limits.html_depth.saturating_mul(2),
            tags_until_measured: Cell::new(MEASURE_EVERY),
            formatting: RefCell::default(),
            steps: RefCell::new(Budget::new(STEPS_PER_BYTE * limits.text_bytes as u64)),
            skipped: RefCell::default(),
            closed: Cell::new(false),
            refused: Cell::new(false),
            cut: Cell::new(false),
        }
    }

    /// The tree, no deeper than allowed.
    fn finish(self, limits: &Limits) -> Built {
        let cut = self.cut.get();
        let mut built = self.builder.sink.finish();
        built.cut |= built.tree.flatten(limits.html_depth.saturating_sub(1)) || cut;
        built
    }

    fn is_closed(&self) -> bool {
        self.closed.get() || self.builder.sink.is_full()
    }

    fn close(&self) {
        self.closed.set(true);
        self.cut.set(true);
    }

    /// Counts how many elements are open, from time to time exactly.
    fn measure(&self, tag: &Tag) {
        let left = self.tags_until_measured.get();
        if left == 0 {
            self.tags_until_measured.set(MEASURE_EVERY);
            let counter = HandleCounter::default();
            self.builder.trace_handles(&counter);
            self.open.set(counter.0.get());
        } else {
            self.tags_until_measured.set(left - 1);
            if tag.kind == TagKind::StartTag && !display::is_void(&tag.name) {
                self.open.set(self.open.get() + 1);
            }
        }
    }

    /// Charges what a tag costs the tree builder: it looks through the open elements, and compares a
    /// formatting element, attribute by attribute, with those of its name that are open.
    fn charge(&self, tag: &Tag) {
        let attributes = tag.attrs.len() as u64;
        let open = self.open.get() as u64;
        let alike = self.count_formatting(tag).min(open);
        let steps = open + alike * (1 + attributes) * FORMATTING_STEPS;
        if self.steps.borrow_mut().take(steps).is_err() {
            self.close();
        }
    }

    /// Counts a formatting element in or out; says how many of its name were open before.
    fn count_formatting(&self, tag: &Tag) -> u64 {
        let Some(index) = formatting_index(&tag.name) else {
            return 0;
        };
        let mut counts = self.formatting.borrow_mut();
        let Some(count) = counts.get_mut(index) else {
            return 0;
        };
        let before = *count;
        *count = match tag.kind {
            TagKind::StartTag => before + 1,
            TagKind::EndTag => before.saturating_sub(1),
        };
        u64::from(before)
    }

    /// Leaves a start tag out; a block still ends the line.
    fn skip(&self, tag: Tag, line: u64) -> TokenSinkResult<Handle> {
        self.cut.set(true);
        let block = matches!(
            display::of_element(&tag.name),
            Display::Block | Display::Paragraph | Display::Row
        );
        self.skipped.borrow_mut().push(tag.name);
        if !block {
            return TokenSinkResult::Continue;
        }
        let line_break = Tag {
            kind: TagKind::StartTag,
            name: local_name!("br"),
            self_closing: false,
            attrs: Vec::new(),
            had_duplicate_attributes: false,
        };
        self.builder
            .process_token(Token::TagToken(line_break), line)
    }

    /// Whether the end tag belongs to a start tag that was left out.
    fn ends_skipped(&self, name: &LocalName) -> bool {
        let mut skipped = self.skipped.borrow_mut();
        if skipped.last() == Some(name) {
            skipped.pop();
            return true;
        }
        false
    }

    fn process_tag(&self, tag: Tag, line: u64) -> TokenSinkResult<Handle> {
        self.measure(&tag);
        match tag.kind {
            TagKind::EndTag if self.ends_skipped(&tag.name) => return TokenSinkResult::Continue,
            TagKind::EndTag => {}
            TagKind::StartTag => {
                if self.open.get() > self.open_limit && !never_stays_open(&tag.name) {
                    return self.skip(tag, line);
                }
            }
        }
        self.charge(&tag);
        self.builder.process_token(Token::TagToken(tag), line)
    }
}

impl TokenSink for Gate {
    type Handle = Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Handle> {
        match token {
            Token::EOFToken => self.builder.process_token(token, line),
            _ if self.is_closed() => {
                self.refused.set(true);
                self.cut.set(true);
                TokenSinkResult::Continue
            }
            Token::TagToken(tag) => self.process_tag(tag, line),
            other => self.builder.process_token(other, line),
        }
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder
            .adjusted_current_node_present_but_not_in_html_namespace()
    }
}

impl BoundedSink for Gate {
    fn has_refused(&self) -> bool {
        self.refused.get()
    }

    fn leave_out(&self) {
        self.cut.set(true);
    }
}

/// Elements that close themselves, or that the next of their kind closes.
fn never_stays_open(name: &LocalName) -> bool {
    display::is_void(name)
        || matches!(
            *name,
            local_name!("a")
                | local_name!("script")
                | local_name!("style")
                | local_name!("title")
                | local_name!("textarea")
                | local_name!("xmp")
                | local_name!("iframe")
                | local_name!("noembed")
                | local_name!("noframes")
        )
}

/// Formatting elements that are counted; see [`formatting_index`].
const FORMATTING: usize = 13;

/// A number for each of the formatting elements, which the tree builder reopens where they were left
/// open; for all but links, which close each other.
/// <https://html.spec.whatwg.org/multipage/parsing.html#formatting>
fn formatting_index(name: &LocalName) -> Option<usize> {
    Some(match *name {
        local_name!("b") => 0,
        local_name!("big") => 1,
        local_name!("code") => 2,
        local_name!("em") => 3,
        local_name!("font") => 4,
        local_name!("i") => 5,
        local_name!("nobr") => 6,
        local_name!("s") => 7,
        local_name!("small") => 8,
        local_name!("strike") => 9,
        local_name!("strong") => 10,
        local_name!("tt") => 11,
        local_name!("u") => 12,
        _ => return None,
    })
}

/// Counts the handles the tree builder holds.
#[derive(Default)]
struct HandleCounter(Cell<usize>);

impl Tracer for HandleCounter {
    type Handle = Handle;

    fn trace_handle(&self, _: &Handle) {
        self.0.set(self.0.get() + 1);
    }
}

#[cfg(test)]
mod oracle;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::{NodeId, Tree};

    fn depth(tree: &Tree) -> usize {
        tree.descendants(NodeId::DOCUMENT)
            .map(|it| tree.ancestors(it).count())
            .max()
            .unwrap_or(0)
    }

    #[test]
    fn an_ordinary_document_is_not_cut() {
        let Built { tree, cut, .. } = parse("<p>One<p>Two <b>three</b>", &Limits::default());
        assert!(!cut);
        assert!(tree.len() > 8);
    }

    #[test]
    fn a_hundred_thousand_open_tags_are_cut() {
        for tag in ["<div>", "<b>", "<table><tr><td>", "<a><p>", "<font size=1>"] {
            let Built { tree, cut, .. } = parse(&tag.repeat(100_000), &Limits::default());
            assert!(cut, "{tag}");
            assert!(depth(&tree) <= Limits::default().html_depth, "{tag}");
        }
    }

    #[test]
    fn a_tag_of_a_hundred_thousand_attributes_is_cut() {
        use std::fmt::Write as _;
        let mut html = String::from("<p>before<a");
        for number in 0..100_000 {
            write!(html, " a{number}").unwrap();
        }
        html.push_str(">after");
        let Built { cut, .. } = parse(&html, &Limits::default());
        assert!(cut);
    }

    #[test]
    fn formatting_elements_cannot_multiply_without_bound() {
        use std::fmt::Write as _;
        let mut html = String::from("<p>");
        for number in 0..400 {
            write!(html, "<b title={number}>").unwrap();
        }
        html.push_str(&"</p><p>x".repeat(50_000));
        let limits = Limits::default();
        let Built { tree, cut, .. } = parse(&html, &limits);
        assert!(cut);
        assert!(tree.len() < limits.html_nodes + 4 * limits.html_depth);
    }

    #[test]
    fn what_is_full_at_the_end_is_not_cut() {
        let mut limits = Limits::default();
        let html = "<p>one<p>two";
        limits.html_nodes = parse(html, &limits).tree.len();
        assert!(!parse(html, &limits).cut);
        assert!(parse(&format!("{html}<p>three"), &limits).cut);
    }

    #[test]
    fn the_input_is_cut_on_a_character_boundary() {
        let mut limits = Limits::default();
        limits.text_bytes = 5;
        let Built { cut, .. } = parse("ab€€€", &limits);
        assert!(cut);
    }
}
