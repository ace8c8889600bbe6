//! Selectors: parsing, specificity, matching.
//!
//! Those that mail uses: types, classes, ids, attributes, joined by any combinator. A selector that
//! needs more (`:nth-child`, `:not`) is left out, as if it matched nothing; so are states that a
//! mail at rest is not in (`:hover`) and generated content (`::before`).

use cssparser::{ParseError, Parser, Token};
use html5ever::local_name;
use limits::Budget;

use crate::tree::{NodeId, Tree};

/// Compounds in one selector; more than any sheet needs, and it bounds the backtracking.
const COMPOUNDS: usize = 8;

/// How a compound relates to the one on its right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Combinator {
    Descendant,
    Child,
    NextSibling,
    LaterSibling,
}

/// How an attribute's value is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Comparison {
    Exists,
    Equals,
    Word,
    Prefix,
    Suffix,
    Part,
    Dash,
}

/// `[name operator value]`.
#[derive(Debug, Clone, PartialEq)]
struct AttributeTest {
    name: String,
    comparison: Comparison,
    value: String,
}

/// Simple selectors that one element must all match.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Compound {
    element: Option<String>,
    id: Option<String>,
    classes: Vec<String>,
    attributes: Vec<AttributeTest>,
    /// `:link`
    link: bool,
}

/// The name under which a selector is looked up.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Key<'a> {
    Id(&'a str),
    Class(&'a str),
    Element(&'a str),
    Any,
}

/// A selector, rightmost compound first.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Selector {
    subject: Compound,
    /// The rest, from right to left, each with its relation to the one before it here.
    rest: Vec<(Combinator, Compound)>,
    pub(crate) specificity: u32,
}

/// A list of selectors.
#[derive(Debug, Default)]
pub(crate) struct SelectorList {
    /// Those that can match.
    pub(crate) selectors: Vec<Selector>,
    /// Whether some are left out that may match.
    pub(crate) incomplete: bool,
}

/// Reads a list of selectors.
pub(crate) fn parse_list(input: &mut Parser<'_>) -> SelectorList {
    let mut list = SelectorList::default();
    let parsed = input.parse_comma_separated_ignoring_errors(|it| {
        let selector = parse_one(it);
        // What was not understood must still be passed over.
        while it.next().is_ok() {}
        Ok::<_, ParseError<()>>(selector)
    });
    for selector in parsed {
        match selector {
            Ok(selector) => list.selectors.push(selector),
            Err(Refused::MatchesNothing) => {}
            Err(Refused::NotUnderstood) => list.incomplete = true,
        }
    }
    list
}

/// Why a selector is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Refused {
    /// It asks for a state that no mail at rest is in, or for generated content.
    MatchesNothing,
    NotUnderstood,
}

/// States, and content that is not in the document.
const MATCH_NOTHING: &[&str] = &[
    "active",
    "after",
    "before",
    "first-letter",
    "first-line",
    "focus",
    "focus-visible",
    "focus-within",
    "hover",
    "placeholder",
    "selection",
    "target",
    "visited",
];

fn parse_one(input: &mut Parser<'_>) -> Result<Selector, Refused> {
    let mut compounds: Vec<Compound> = vec![Compound::default()];
    let mut combinators = Vec::new();
    let mut pending: Option<Combinator> = None;
    input.skip_whitespace();
    while let Ok(token) = input.next_including_whitespace().cloned() {
        match token {
            Token::WhiteSpace(_) => {
                pending = pending.or(Some(Combinator::Descendant));
            }
            Token::Delim('>') => pending = Some(Combinator::Child),
            Token::Delim('+') => pending = Some(Combinator::NextSibling),
            Token::Delim('~') => pending = Some(Combinator::LaterSibling),
            simple => {
                if let Some(combinator) = pending.take() {
                    combinators.push(combinator);
                    compounds.push(Compound::default());
                }
                if compounds.len() > COMPOUNDS {
                    return Err(Refused::NotUnderstood);
                }
                let compound = compounds.last_mut().ok_or(Refused::NotUnderstood)?;
                read_simple(simple, input, compound)?;
            }
        }
    }
    let specificity = compounds.iter().map(Compound::specificity).sum();
    let subject = compounds.pop().ok_or(Refused::NotUnderstood)?;
    let rest = combinators
        .into_iter()
        .rev()
        .zip(compounds.into_iter().rev())
        .collect();
    Ok(Selector {
        subject,
        rest,
        specificity,
    })
}

/// Reads one simple selector that begins with `token` into `compound`.
fn read_simple(
    token: Token<'_>,
    input: &mut Parser<'_>,
    compound: &mut Compound,
) -> Result<(), Refused> {
    match token {
        Token::Ident(name) => compound.element = Some(name.to_ascii_lowercase()),
        Token::Delim('*') => {}
        Token::IDHash(id) => compound.id = Some(id.to_string()),
        Token::Delim('.') => match input.next_including_whitespace() {
            Ok(Token::Ident(class)) => compound.classes.push(class.to_string()),
            _ => return Err(Refused::NotUnderstood),
        },
        Token::SquareBracketBlock => {
            let test = input.parse_nested_block(|it| {
                parse_attribute_test(it).ok_or_else(|| it.new_error_for_next_token::<()>())
            });
            let test = test.map_err(|_| Refused::NotUnderstood)?;
            compound.attributes.push(test);
        }
        Token::Colon => read_pseudo(input, compound)?,
        _ => return Err(Refused::NotUnderstood),
    }
    Ok(())
}

/// Reads what follows a colon.
fn read_pseudo(input: &mut Parser<'_>, compound: &mut Compound) -> Result<(), Refused> {
    let name = match input.next_including_whitespace().cloned() {
        Ok(Token::Ident(name)) => name,
        // Two colons are before generated content.
        Ok(Token::Colon) => return Err(Refused::MatchesNothing),
        _ => return Err(Refused::NotUnderstood),
    };
    let is = |known: &str| name.eq_ignore_ascii_case(known);
    if is("link") || is("any-link") {
        compound.link = true;
    } else if is("root") {
        compound.element = Some("html".to_owned());
    } else if MATCH_NOTHING.iter().any(|it| is(it)) {
        return Err(Refused::MatchesNothing);
    } else {
        return Err(Refused::NotUnderstood);
    }
    Ok(())
}

fn parse_attribute_test(input: &mut Parser<'_>) -> Option<AttributeTest> {
    let name = input.expect_ident().ok()?.to_ascii_lowercase();
    if input.is_exhausted() {
        return Some(AttributeTest {
            name,
            comparison: Comparison::Exists,
            value: String::new(),
        });
    }
    let comparison = match input.next().ok()? {
        Token::Delim('=') => Comparison::Equals,
        Token::IncludeMatch => Comparison::Word,
        Token::PrefixMatch => Comparison::Prefix,
        Token::SuffixMatch => Comparison::Suffix,
        Token::SubstringMatch => Comparison::Part,
        Token::DashMatch => Comparison::Dash,
        _ => return None,
    };
    let value = input.expect_ident_or_string().ok()?.to_string();
    Some(AttributeTest {
        name,
        comparison,
        value,
    })
}

impl Compound {
    /// <https://www.w3.org/TR/selectors-3/#specificity>
    fn specificity(&self) -> u32 {
        let ids = u32::from(self.id.is_some());
        let classes = self.classes.len() + self.attributes.len() + usize::from(self.link);
        let elements = u32::from(self.element.is_some());
        (ids << 20) + ((classes.min(1023) as u32) << 10) + elements
    }

    fn matches(&self, tree: &Tree, id: NodeId) -> bool {
        let Some(name) = tree.name(id) else {
            return false;
        };
        let element = self.element.as_deref();
        element.is_none_or(|it| **name == *it)
            && self.id.as_deref().is_none_or(|wanted| {
                tree.attribute(id, &local_name!("id"))
                    .is_some_and(|it| same_name(tree, it, wanted))
            })
            && (self.classes.is_empty() || self.matches_classes(tree, id))
            && (!self.link || tree.attribute(id, &local_name!("href")).is_some())
            && self.attributes.iter().all(|it| it.matches(tree, id))
    }

    fn matches_classes(&self, tree: &Tree, id: NodeId) -> bool {
        let Some(classes) = tree.attribute(id, &local_name!("class")) else {
            return false;
        };
        self.classes.iter().all(|wanted| {
            classes
                .split_ascii_whitespace()
                .any(|it| same_name(tree, it, wanted))
        })
    }
}

/// Class names and ids ignore case in quirks mode.
fn same_name(tree: &Tree, a: &str, b: &str) -> bool {
    a == b || (tree.quirks && a.eq_ignore_ascii_case(b))
}

impl AttributeTest {
    fn matches(&self, tree: &Tree, id: NodeId) -> bool {
        let Some(attribute) = tree.attributes(id).iter().find(|it| *it.name == *self.name) else {
            return false;
        };
        let (value, wanted) = (tree.value(attribute), self.value.as_str());
        if wanted.is_empty() {
            return match self.comparison {
                Comparison::Exists => true,
                Comparison::Equals => value.is_empty(),
                _ => false,
            };
        }
        match self.comparison {
            Comparison::Exists => true,
            Comparison::Equals => value == wanted,
            Comparison::Word => value.split_ascii_whitespace().any(|it| it == wanted),
            Comparison::Prefix => value.starts_with(wanted),
            Comparison::Suffix => value.ends_with(wanted),
            Comparison::Part => value.contains(wanted),
            Comparison::Dash => value
                .strip_prefix(wanted)
                .is_some_and(|it| it.is_empty() || it.starts_with('-')),
        }
    }
}

impl Selector {
    /// The rarest name an element must have to match.
    pub(crate) fn key(&self) -> Key<'_> {
        let subject = &self.subject;
        match (&subject.id, subject.classes.first(), &subject.element) {
            (Some(id), _, _) => Key::Id(id),
            (None, Some(class), _) => Key::Class(class),
            (None, None, Some(element)) => Key::Element(element),
            (None, None, None) => Key::Any,
        }
    }

    /// Whether the selector matches the element `id`. With an exhausted budget nothing matches.
    pub(crate) fn matches(&self, tree: &Tree, id: NodeId, budget: &mut Budget) -> bool {
        budget.take(1).is_ok()
            && self.subject.matches(tree, id)
            && matches_rest(&self.rest, tree, id, budget)
    }
}

/// Whether compounds, from right to left, match around `id`. Recurses once a compound, of which
/// there are at most [`COMPOUNDS`].
fn matches_rest(
    rest: &[(Combinator, Compound)],
    tree: &Tree,
    id: NodeId,
    budget: &mut Budget,
) -> bool {
    let Some(((combinator, compound), further)) = rest.split_first() else {
        return true;
    };
    let next = |at: NodeId| match combinator {
        Combinator::Descendant | Combinator::Child => tree.parent(at),
        Combinator::NextSibling | Combinator::LaterSibling => previous_element(tree, at),
    };
    let only_one = matches!(combinator, Combinator::Child | Combinator::NextSibling);
    let mut candidate = next(id);
    while let Some(at) = candidate {
        if budget.take(1).is_err() {
            return false;
        }
        if compound.matches(tree, at) && matches_rest(further, tree, at, budget) {
            return true;
        }
        if only_one {
            return false;
        }
        candidate = next(at);
    }
    false
}

fn previous_element(tree: &Tree, id: NodeId) -> Option<NodeId> {
    std::iter::successors(tree.previous_sibling(id), |&it| tree.previous_sibling(it))
        .find(|&it| tree.name(it).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use limits::Limits;

    fn matched(selector: &str, html: &str) -> Vec<String> {
        let tree = crate::feed::parse(html, &Limits::default()).tree;
        let selectors = parse_list(&mut Parser::new(selector)).selectors;
        let mut budget = Budget::new(10_000);
        tree.descendants(NodeId::DOCUMENT)
            .filter(|&id| {
                selectors
                    .iter()
                    .any(|it| it.matches(&tree, id, &mut budget))
            })
            .filter_map(|id| tree.attribute(id, &local_name!("title")))
            .map(str::to_owned)
            .collect()
    }

    const HTML: &str = "<!doctype html><div title=a class='x y'><p title=b id=i><b title=c>\
        </b></p><p title=d data-k='one two'></p><a title=e href=#></a></div>";

    #[test]
    fn simple_selectors() {
        assert_eq!(matched("p", HTML), ["b", "d"]);
        assert_eq!(matched(".y.x", HTML), ["a"]);
        assert_eq!(matched(".Y", HTML), Vec::<String>::new());
        assert_eq!(matched("p#i, b", HTML), ["b", "c"]);
        assert_eq!(matched("[data-k~=two]", HTML), ["d"]);
        assert_eq!(matched("a:link", HTML), ["e"]);
    }

    #[test]
    fn combinators() {
        assert_eq!(matched("div b", HTML), ["c"]);
        assert_eq!(matched("div > b", HTML), Vec::<String>::new());
        assert_eq!(matched(".x>p", HTML), ["b", "d"]);
        assert_eq!(matched("p + p", HTML), ["d"]);
        assert_eq!(matched("#i ~ a", HTML), ["e"]);
        assert_eq!(matched("html body .x p b", HTML), ["c"]);
    }

    #[test]
    fn what_is_not_understood_matches_nothing() {
        assert_eq!(matched("p:hover, b", HTML), ["c"]);
        assert_eq!(matched("p:not(#i), b", HTML), ["c"]);
        assert_eq!(matched("p::before", HTML), Vec::<String>::new());
    }

    #[test]
    fn what_may_match_is_not_forgotten() {
        let incomplete = |css| parse_list(&mut Parser::new(css)).incomplete;
        assert!(incomplete("p:nth-child(2)"));
        assert!(incomplete("p, div:not(.a)"));
        assert!(!incomplete("a:hover, p::before, li:after, .b"));
    }

    #[test]
    fn specificity_counts_ids_then_classes_then_elements() {
        let of = |css| parse_list(&mut Parser::new(css)).selectors[0].specificity;
        assert!(of("#a") > of(".a.b.c"));
        assert!(of(".a") > of("html body div p"));
        assert!(of("div p") > of("p"));
        assert_eq!(of("[a]"), of(".a"));
    }
}
