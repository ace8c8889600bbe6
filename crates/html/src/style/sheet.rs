//! Style sheets: the rules that can hide or show text, indexed by what they select.

use std::collections::HashMap;

use cssparser::{
    AtRuleParser, CowRcStr, ParseError, Parser, ParserState, QualifiedRuleParser, StyleSheetParser,
    Token, match_ignore_ascii_case,
};
use html5ever::local_name;
use limits::Budget;

use super::declaration::{self, Declaration, Ranked};
use super::hints::Named;
use super::selector::{self, Key, Selector, SelectorList};
use super::value::{self, Length};
use crate::tree::{NodeId, Tree};

/// Width in CSS pixels of the window for which media queries are answered: a desktop's.
const WINDOW_WIDTH: f32 = 1024.0;
/// Rules kept of all sheets of a document.
const RULES: usize = 10_000;

/// A selector with its declarations.
#[derive(Debug)]
struct Rule {
    selector: Selector,
    /// Index into [`Sheets::blocks`]; the rules of a selector list share one.
    block: usize,
}

/// All style sheets of a document.
#[derive(Debug, Default)]
pub(crate) struct Sheets {
    rules: Vec<Rule>,
    blocks: Vec<Vec<Ranked>>,
    by_id: HashMap<String, Vec<usize>>,
    by_class: HashMap<String, Vec<usize>>,
    by_element: HashMap<String, Vec<usize>>,
    by_any: Vec<usize>,
    /// Some colours are declared for elements that are not known: no colour is certain.
    colours_uncertain: bool,
}

impl Sheets {
    /// Reads the `<style>` elements of a document.
    pub(crate) fn of_document(tree: &Tree) -> Self {
        let mut sheets = Self::default();
        for &id in tree.sheets() {
            let media = tree.attribute(id, &local_name!("media"));
            if media.is_some_and(|it| !media_applies(&mut Parser::new(it))) {
                continue;
            }
            for child in tree.children(id) {
                if let Some(css) = tree.text(child) {
                    sheets.read(&mut Parser::new(css));
                }
            }
        }
        sheets
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    fn read(&mut self, input: &mut Parser<'_>) {
        for rule in StyleSheetParser::new(input, self) {
            // A rule that is not understood is skipped, as CSS has it.
            drop(rule);
        }
    }

    /// Whether every colour that sheets declare is known to which elements it belongs.
    pub(crate) fn colours_are_certain(&self) -> bool {
        !self.colours_uncertain
    }

    fn add(&mut self, selectors: Vec<Selector>, block: Vec<Ranked>) {
        if block.is_empty() || self.rules.len() + selectors.len() > RULES {
            return;
        }
        for selector in selectors {
            let index = self.rules.len();
            let slot = match selector.key() {
                Key::Id(name) => self.by_id.entry(name.to_ascii_lowercase()).or_default(),
                Key::Class(name) => self.by_class.entry(name.to_ascii_lowercase()).or_default(),
                Key::Element(name) => self.by_element.entry(name.to_owned()).or_default(),
                Key::Any => &mut self.by_any,
            };
            slot.push(index);
            self.rules.push(Rule {
                selector,
                block: self.blocks.len(),
            });
        }
        self.blocks.push(block);
    }

    /// Puts the declarations that apply to an element into `found`, weakest first.
    pub(crate) fn collect(
        &self,
        tree: &Tree,
        id: NodeId,
        named: &Named<'_>,
        budget: &mut Budget,
        found: &mut Vec<Ranked>,
    ) {
        let mut matched: Vec<(u32, usize)> = Vec::new();
        let mut test = |candidates: &[usize]| {
            for &index in candidates {
                if let Some(rule) = self.rules.get(index)
                    && rule.selector.matches(tree, id, budget)
                {
                    matched.push((rule.selector.specificity, index));
                }
            }
        };
        test(&self.by_any);
        if let Some(rules) = tree.name(id).and_then(|it| self.by_element.get(&**it)) {
            test(rules);
        }
        if !self.by_class.is_empty()
            && let Some(classes) = named.class
        {
            for class in classes.split_ascii_whitespace() {
                if let Some(rules) = lookup(&self.by_class, class) {
                    test(rules);
                }
            }
        }
        if !self.by_id.is_empty()
            && let Some(name) = named.id
            && let Some(rules) = lookup(&self.by_id, name)
        {
            test(rules);
        }
        matched.sort_unstable();
        for (_, index) in matched {
            if let Some(block) = self
                .rules
                .get(index)
                .and_then(|it| self.blocks.get(it.block))
            {
                found.extend_from_slice(block);
            }
        }
    }
}

fn lookup<'a>(index: &'a HashMap<String, Vec<usize>>, name: &str) -> Option<&'a Vec<usize>> {
    if name.bytes().any(|it| it.is_ascii_uppercase()) {
        index.get(&name.to_ascii_lowercase())
    } else {
        index.get(name)
    }
}

impl<'i> QualifiedRuleParser<'i> for Sheets {
    type Prelude = SelectorList;
    type QualifiedRule = ();
    type Error = ();

    fn parse_prelude(&mut self, input: &mut Parser<'i>) -> Result<SelectorList, ParseError<()>> {
        Ok(selector::parse_list(input))
    }

    fn parse_block(
        &mut self,
        list: SelectorList,
        _: &ParserState,
        input: &mut Parser<'i>,
    ) -> Result<(), ParseError<()>> {
        let mut block = Vec::new();
        declaration::parse_block(input, &mut block);
        let colours = block.iter().any(|(it, _)| {
            matches!(
                it,
                Declaration::Ink(_) | Declaration::Ground(_) | Declaration::Picture(_)
            )
        });
        self.colours_uncertain |= list.incomplete && colours;
        self.add(list.selectors, block);
        Ok(())
    }
}

impl<'i> AtRuleParser<'i> for Sheets {
    type Prelude = bool;
    type AtRule = ();
    type Error = ();

    fn parse_prelude(
        &mut self,
        name: CowRcStr<'i>,
        input: &mut Parser<'i>,
    ) -> Result<bool, ParseError<()>> {
        let applies = match_ignore_ascii_case! { &name,
            "media" => media_applies(input),
            "layer" => true,
            _ => false,
        };
        while input.next().is_ok() {}
        Ok(applies)
    }

    fn parse_block(
        &mut self,
        applies: bool,
        _: &ParserState,
        input: &mut Parser<'i>,
    ) -> Result<(), ParseError<()>> {
        // Blocks within blocks are bounded by cssparser's own limit on nesting.
        if applies {
            self.read(input);
        }
        Ok(())
    }
}

/// Whether a list of media queries holds for a mail client on a desktop in its light colours.
/// <https://www.w3.org/TR/mediaqueries-4/>
fn media_applies(input: &mut Parser<'_>) -> bool {
    if input.is_exhausted() {
        return true;
    }
    input
        .parse_comma_separated_ignoring_errors(|query| {
            let holds = query_holds(query);
            while query.next().is_ok() {}
            Ok::<_, ParseError<()>>(holds)
        })
        .contains(&true)
}

fn query_holds(query: &mut Parser<'_>) -> bool {
    let mut holds = true;
    let mut negated = false;
    while let Ok(token) = query.next().cloned() {
        match token {
            Token::Ident(word) => match_ignore_ascii_case! { &word,
                "all" | "screen" | "and" | "only" => {},
                "not" => negated = true,
                _ => holds = false,
            },
            Token::ParenthesisBlock => {
                let feature = query
                    .parse_nested_block(|it| Ok::<_, ParseError<()>>(feature_holds(it)))
                    .unwrap_or(false);
                holds &= feature;
            }
            _ => holds = false,
        }
    }
    holds != negated
}

/// Features that are not known do not hold; among them is everything mobile or dark.
fn feature_holds(feature: &mut Parser<'_>) -> bool {
    let Ok(name) = feature.expect_ident_cloned() else {
        return false;
    };
    if feature.expect_colon().is_err() {
        return false;
    }
    match_ignore_ascii_case! { &name,
        "min-width" | "min-device-width" => width(feature).is_some_and(|it| it <= WINDOW_WIDTH),
        "max-width" | "max-device-width" => width(feature).is_some_and(|it| it >= WINDOW_WIDTH),
        "prefers-color-scheme" => feature.expect_ident_matching("light").is_ok(),
        _ => false,
    }
}

fn width(feature: &mut Parser<'_>) -> Option<f32> {
    let start = feature.state();
    let length = value::length(feature).or_else(|| {
        // Zero apart, a number without unit is no length; old sheets write it nevertheless.
        feature.reset(&start);
        value::number(feature).map(Length::Pixels)
    });
    length?.pixels(value::INITIAL_FONT_SIZE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn applies(media: &str) -> bool {
        media_applies(&mut Parser::new(media))
    }

    #[test]
    fn media_queries_of_a_desktop() {
        assert!(applies("screen"));
        assert!(applies("all, print"));
        assert!(applies("only screen and (min-width: 480px)"));
        assert!(applies("not print"));
        assert!(!applies("print"));
        assert!(!applies("screen and (max-width: 600px)"));
        assert!(!applies("(prefers-color-scheme: dark)"));
        assert!(!applies("(-webkit-min-device-pixel-ratio: 2)"));
    }

    #[test]
    fn broken_rules_do_not_hide_the_good_ones() {
        let mut sheets = Sheets::default();
        sheets.read(&mut Parser::new(
            "<!-- @import 'x'; } .z{display:none} .a{color:red;;display:none} .b{} .c:nth-child(2){display:none}\
             @media print{.d{display:none}} @media screen{.e{display:none} .f,.g{color:red} } -->\
             .h{display:none",
        ));
        let mut names: Vec<_> = sheets.by_class.keys().map(String::as_str).collect();
        names.sort_unstable();
        assert_eq!(names, ["a", "e", "f", "g", "h"]);
    }
}
