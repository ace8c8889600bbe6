//! Running text: WordprocessingML, DrawingML and what OpenDocument shares with them.

use std::mem::take;

use super::package::Package;
use super::relations;
use crate::file::Source;
use crate::formats::fields;
use crate::formats::xml::{Attributes, Step};
use crate::walk::Reading;

/// What is collected on the way through a part.
#[derive(Default)]
struct Flow {
    visible: String,
    hidden: String,
    /// Within `<t>`: text that is shown.
    in_text: bool,
    in_instruction: bool,
    /// The run is marked as hidden (`vanish`).
    hidden_run: bool,
    instruction: String,
    /// Hyperlinks that are open: relation, and where their text begins.
    open_links: Vec<(Option<String>, usize)>,
    /// Relation and text of each hyperlink.
    links: Vec<(String, String)>,
    instructions: Vec<String>,
}

/// Reads the text of a part, and the links of its relations.
pub(super) fn read(
    reading: &mut Reading<'_, '_>,
    package: &mut Package<'_>,
    name: &str,
    page: Option<u32>,
) {
    let mut flow = Flow::default();
    let most = reading.walk.settings.text_bytes;
    package.walk(reading, name, |step| flow.step(step, most));
    reading.found_text_on(&flow.visible, Source::Office, page, false);
    reading.found_text_on(&flow.hidden, Source::Office, page, true);
    for instruction in &flow.instructions {
        fields::read(reading, instruction);
    }
    relations::links(reading, package, name, page, &flow.links);
    let visible = take(&mut flow.visible);
    reading.found_links_in(&visible, Source::Office);
}

impl Flow {
    fn step(&mut self, step: Step<'_>, most: usize) {
        match step {
            Step::Open(name, attributes) => self.open(name, attributes),
            Step::Close(name) => self.close(name),
            Step::Text(text) if self.in_instruction => self.instruction.push_str(text),
            // A little more than is kept, so that the cut is noticed and noted.
            Step::Text(text) if self.in_text && self.target().len() <= most => {
                self.target().push_str(text);
            }
            Step::Text(_) => {}
        }
    }

    fn target(&mut self) -> &mut String {
        if self.hidden_run {
            &mut self.hidden
        } else {
            &mut self.visible
        }
    }

    fn open(&mut self, name: &str, attributes: &Attributes) {
        match name {
            "t" => self.in_text = true,
            "instrText" => self.in_instruction = true,
            "r" => self.hidden_run = false,
            "vanish" | "webHidden" => {
                let off = matches!(attributes.get("val"), Some("0" | "false" | "off"));
                self.hidden_run = !off;
            }
            "tab" | "ptab" => self.target().push('\t'),
            "br" | "cr" => self.target().push('\n'),
            "noBreakHyphen" => self.target().push('-'),
            "fldSimple" => self
                .instructions
                .extend(attributes.get("instr").map(str::to_owned)),
            "hyperlink" => {
                let relation = attributes.relation().map(str::to_owned);
                self.open_links.push((relation, self.visible.len()));
            }
            "hlinkClick" | "hlinkHover" => {
                let relation = attributes.relation();
                self.links
                    .extend(relation.map(|it| (it.to_owned(), String::new())));
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "t" => self.in_text = false,
            "instrText" => self.in_instruction = false,
            "p" => {
                self.hidden_run = false;
                // A field may be spread over many runs, but not over paragraphs.
                let instruction = take(&mut self.instruction);
                self.instructions
                    .extend((!instruction.is_empty()).then_some(instruction));
                self.visible.push('\n');
                if !self.hidden.is_empty() && !self.hidden.ends_with('\n') {
                    self.hidden.push('\n');
                }
            }
            "tc" => {
                if self.visible.ends_with('\n') {
                    self.visible.pop();
                }
                self.visible.push('\t');
            }
            "tr" => self.visible.push('\n'),
            "hyperlink" => {
                if let Some((Some(relation), start)) = self.open_links.pop() {
                    let text = self.visible.get(start..).unwrap_or_default();
                    self.links.push((relation, text.to_owned()));
                }
            }
            _ => {}
        }
    }
}
