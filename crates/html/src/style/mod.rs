//! Computed style: whether a reader can see the text of an element.
//!
//! Only what can hide text is computed, by the rules of CSS: presentational attributes, style
//! sheets by specificity, the `style` attribute, `!important`; then inheritance. Where a value is
//! not known (an image behind the text, a colour in a notation that is not evaluated), text counts
//! as visible: to take shown text for hidden would let a sender choose what is judged.
//!
//! `mso-hide:all` hides from one mail client only and is part of every button that newsletters
//! build for the others, so it hides nothing here.

mod cascade;
mod declaration;
mod hints;
mod property;
mod selector;
mod sheet;
mod value;

use std::collections::HashMap;
use std::ops::Range;

use html5ever::local_name;
use limits::Budget;

use crate::display::{self, Display};
use crate::tree::{Namespace, NodeData, NodeId, Tree};
use cascade::Declared;
use declaration::Ranked;
pub(crate) use declaration::WhiteSpace;
use sheet::Sheets;
use value::{Colour, INITIAL_FONT_SIZE};

/// Text up to this size in pixels cannot be read.
const UNREADABLE_SIZE: f32 = 1.0;

/// What an element's style makes of its text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    pub(crate) display: Display,
    pub(crate) white_space: WhiteSpace,
    /// Nothing within can be seen, whatever it declares.
    gone: bool,
    /// `visibility`, which descendants may lift.
    visible: bool,
    font_size: f32,
    /// Lines have no height. That hides nothing by itself (they are drawn over each other)...
    flat_lines: bool,
    /// ...but in a box that takes its height from them and cuts off the rest.
    clipped: bool,
    right_to_left: bool,
    /// The direction holds for any script.
    overrides: bool,
    /// Text throws a shadow.
    shadowed: bool,
    /// The first line is moved out of sight.
    indented_away: bool,
    opacity: f32,
    /// The text's colour, where it is known.
    ink: Option<Colour>,
    /// What is behind the text, where it is known.
    ground: Option<Colour>,
    /// The text cannot be told from what is behind it.
    lost: bool,
    /// Declared size in pixels, for images.
    pub(crate) width: Option<f32>,
    pub(crate) height: Option<f32>,
}

/// A length in whole pixels.
#[allow(clippy::cast_sign_loss)] // what is negative becomes zero
pub(crate) fn whole(pixels: f32) -> u32 {
    pixels.round().max(0.0) as u32
}

impl Style {
    /// The style of the document before any element: black on white.
    pub(crate) fn initial() -> Self {
        Self {
            display: Display::Block,
            white_space: WhiteSpace::Collapse,
            gone: false,
            visible: true,
            font_size: INITIAL_FONT_SIZE,
            flat_lines: false,
            clipped: false,
            right_to_left: false,
            overrides: false,
            shadowed: false,
            indented_away: false,
            opacity: 1.0,
            ink: Some(Colour::BLACK),
            ground: Some(Colour::WHITE),
            lost: false,
            width: None,
            height: None,
        }
    }

    /// Whether text can be seen.
    pub(crate) fn shows_text(&self) -> bool {
        self.shows_boxes()
            && self.font_size > UNREADABLE_SIZE
            && !(self.flat_lines && self.clipped)
            && !self.indented_away
            && !self.lost
    }

    /// Whether the element takes part in the layout of what can be seen.
    pub(crate) fn displays(&self) -> bool {
        !self.gone
    }

    /// Whether characters are drawn in the reverse of the order they are written in.
    pub(crate) fn reverses(&self) -> bool {
        self.overrides && self.right_to_left
    }

    /// Whether images and other boxes can be seen.
    pub(crate) fn shows_boxes(&self) -> bool {
        self.visible && !self.gone
    }

    /// Controls are painted by the client, in colours and a font of its own.
    fn look_like_a_control(&mut self) {
        self.ink = None;
        self.ground = None;
        self.lost = false;
        self.font_size = hints::CONTROL_FONT_SIZE;
        self.flat_lines = false;
    }

    /// What a child without any style of its own has.
    fn inherited(&self) -> Self {
        Self {
            display: Display::Inline,
            width: None,
            height: None,
            ..*self
        }
    }
}

/// Computes styles, one element after the other.
pub(crate) struct Styler<'t> {
    tree: &'t Tree,
    sheets: Sheets,
    budget: Budget,
    declarations: Vec<Ranked>,
    attributes: AttributeCache<'t>,
}

impl<'t> Styler<'t> {
    /// A styler that may take `steps` steps in matching selectors.
    pub(crate) fn new(tree: &'t Tree, steps: u64) -> Self {
        Self {
            tree,
            sheets: Sheets::of_document(tree),
            budget: Budget::new(steps),
            declarations: Vec::new(),
            attributes: AttributeCache::default(),
        }
    }

    /// Whether the budget ran out, so that style sheets were not applied everywhere.
    pub(crate) fn is_exhausted(&self) -> bool {
        self.budget.left() == 0
    }

    /// The style of the element `id`, a child of an element of the style `parent`.
    pub(crate) fn style(&mut self, id: NodeId, parent: &Style) -> Style {
        let mut style = parent.inherited();
        let NodeData::Element {
            name, namespace, ..
        } = self.tree.data(id)
        else {
            return style;
        };
        if *namespace == Namespace::Html {
            style.display = display::of_element(name);
            if display::keeps_white_space(name) {
                style.white_space = WhiteSpace::Keep;
            }
        }
        if hints::has_own_look(name) {
            style.look_like_a_control();
        }
        if self.tree.attributes(id).is_empty() && self.sheets.is_empty() {
            style.gone |= style.display == Display::None;
            return style;
        }
        self.declarations.clear();
        let named = hints::read(self.tree, id, name, &mut self.declarations);
        let is_link = *name == local_name!("a") && named.href.is_some();
        if is_link {
            // Links have a colour of the client's own choosing.
            style.ink = None;
        }
        if !self.sheets.is_empty() {
            let found = &mut self.declarations;
            self.sheets
                .collect(self.tree, id, &named, &mut self.budget, found);
        }
        if let Some(css) = named.style {
            self.declarations.extend(self.attributes.read(css));
        }
        if self.declarations.is_empty() && !is_link {
            style.gone |= style.display == Display::None;
            return style;
        }
        let mut declared = Declared::default();
        for pass in [false, true] {
            for (declaration, important) in &self.declarations {
                if *important == pass {
                    declared.set(*declaration, &mut style, parent);
                }
            }
        }
        declared.settle(name, &mut style, parent);
        style.lost &= self.sheets.colours_are_certain();
        style
    }
}

/// `style` attributes that were read before: newsletters repeat a few of them hundreds of times.
#[derive(Default)]
struct AttributeCache<'t> {
    known: HashMap<&'t str, Range<usize>>,
    declarations: Vec<Ranked>,
}

impl<'t> AttributeCache<'t> {
    fn read(&mut self, css: &'t str) -> &[Ranked] {
        let declarations = &mut self.declarations;
        let range = self.known.entry(css).or_insert_with(|| {
            let start = declarations.len();
            declaration::parse_attribute(css, declarations);
            start..declarations.len()
        });
        self.declarations.get(range.clone()).unwrap_or_default()
    }
}
