//! The core function library (section 4 of the specification).

use std::borrow::Cow;
use std::collections::HashMap;

use html5ever::local_name;

use super::XPathError;
use super::evaluate::{Context, Evaluator};
use super::syntax::Expression;
use super::value::{self, NodeRef, Value};
use crate::tree::{NodeId, Tree};

/// Declares the functions once: variant, name, fewest and most arguments.
macro_rules! functions {
    ($($variant:ident = $name:literal $fewest:literal $most:expr;)*) => {
        /// A function of the core library.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Function {
            $($variant,)*
        }

        impl Function {
            /// The function of that name.
            pub(super) fn named(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$variant),)*
                    _ => None,
                }
            }

            /// Its name.
            pub(super) fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// Whether it can be called with so many arguments.
            pub(super) fn takes(self, arguments: usize) -> bool {
                let (fewest, most): (usize, usize) = match self {
                    $(Self::$variant => ($fewest, $most),)*
                };
                (fewest..=most).contains(&arguments)
            }
        }
    };
}

functions! {
    Last = "last" 0 0;
    Position = "position" 0 0;
    Count = "count" 1 1;
    Id = "id" 1 1;
    LocalName = "local-name" 0 1;
    NamespaceUri = "namespace-uri" 0 1;
    Name = "name" 0 1;
    Text = "string" 0 1;
    Concat = "concat" 2 usize::MAX;
    StartsWith = "starts-with" 2 2;
    Contains = "contains" 2 2;
    SubstringBefore = "substring-before" 2 2;
    SubstringAfter = "substring-after" 2 2;
    Substring = "substring" 2 3;
    StringLength = "string-length" 0 1;
    NormalizeSpace = "normalize-space" 0 1;
    Translate = "translate" 3 3;
    Boolean = "boolean" 1 1;
    Not = "not" 1 1;
    True = "true" 0 0;
    False = "false" 0 0;
    Lang = "lang" 1 1;
    Number = "number" 0 1;
    Sum = "sum" 1 1;
    Floor = "floor" 1 1;
    Ceiling = "ceiling" 1 1;
    Round = "round" 1 1;
}

impl Function {
    /// Whether its value is a number.
    pub(super) fn gives_number(self) -> bool {
        matches!(
            self,
            Self::Last
                | Self::Position
                | Self::Count
                | Self::StringLength
                | Self::Number
                | Self::Sum
                | Self::Floor
                | Self::Ceiling
                | Self::Round
        )
    }
}

/// White space as XML has it.
const SPACE: [char; 4] = [' ', '\t', '\r', '\n'];

/// Calls `function`, which takes as many arguments as there are.
pub(super) fn call<'d>(
    evaluator: &mut Evaluator<'d, '_>,
    function: Function,
    arguments: &'d [Expression],
    context: Context,
) -> Result<Value<'d>, XPathError> {
    let mut call = Call {
        evaluator,
        arguments,
        context,
    };
    Ok(match function {
        Function::Last => Value::Number(context.size as f64),
        Function::Position => Value::Number(context.position as f64),
        Function::True => Value::Truth(true),
        Function::False => Value::Truth(false),
        Function::Boolean => Value::Truth(call.truth(0)?),
        Function::Not => Value::Truth(!call.truth(0)?),
        Function::Count => Value::Number(call.value(0)?.into_nodes()?.len() as f64),
        Function::Sum => Value::Number(call.sum()?),
        Function::Id => Value::Nodes(call.by_id()?),
        Function::Lang => Value::Truth(call.lang()?),
        Function::LocalName | Function::Name => Value::Text(call.name()?),
        Function::NamespaceUri => Value::Text(Cow::Borrowed("")),
        Function::Number => Value::Number(call.number_or_context()?),
        Function::Floor => Value::Number(call.number(0)?.floor()),
        Function::Ceiling => Value::Number(call.number(0)?.ceil()),
        Function::Round => Value::Number(round(call.number(0)?)),
        text => call.text_function(text)?,
    })
}

/// Whether an expression is true; functions that give truth values do without making one.
pub(super) fn holds<'d>(
    evaluator: &mut Evaluator<'d, '_>,
    expression: &'d Expression,
    context: Context,
) -> Result<bool, XPathError> {
    let Expression::Call(function, arguments) = expression else {
        return Ok(evaluator.value(expression, context)?.truth());
    };
    match (function, &**arguments) {
        (Function::Not, [argument]) => Ok(!evaluator.holds(argument, context)?),
        (Function::Boolean, [argument]) => evaluator.holds(argument, context),
        (Function::NormalizeSpace, []) => {
            let text = evaluator.string_value(context.node)?;
            Ok(text.contains(|it| !SPACE.contains(&it)))
        }
        _ => Ok(evaluator.value(expression, context)?.truth()),
    }
}

struct Call<'c, 'd, 'b> {
    evaluator: &'c mut Evaluator<'d, 'b>,
    arguments: &'d [Expression],
    context: Context,
}

impl<'d> Call<'_, 'd, '_> {
    fn value(&mut self, index: usize) -> Result<Value<'d>, XPathError> {
        match self.arguments.get(index) {
            Some(argument) => self.evaluator.value(argument, self.context),
            None => Ok(Value::Text(Cow::Borrowed(""))),
        }
    }

    fn truth(&mut self, index: usize) -> Result<bool, XPathError> {
        match self.arguments.get(index) {
            Some(argument) => self.evaluator.holds(argument, self.context),
            None => Ok(false),
        }
    }

    fn number(&mut self, index: usize) -> Result<f64, XPathError> {
        let value = self.value(index)?;
        self.evaluator.number_of(value)
    }

    fn text(&mut self, index: usize) -> Result<Cow<'d, str>, XPathError> {
        match self.arguments.get(index) {
            Some(argument) => self.evaluator.text(argument, self.context),
            None => Ok(Cow::Borrowed("")),
        }
    }

    /// The first argument, or the context node where there is none.
    fn text_or_context(&mut self) -> Result<Cow<'d, str>, XPathError> {
        if self.arguments.is_empty() {
            self.evaluator.string_value(self.context.node)
        } else {
            self.text(0)
        }
    }

    fn number_or_context(&mut self) -> Result<f64, XPathError> {
        if self.arguments.is_empty() {
            let text = self.evaluator.string_value(self.context.node)?;
            Ok(value::number_of(&text))
        } else {
            self.number(0)
        }
    }

    fn name(&mut self) -> Result<Cow<'d, str>, XPathError> {
        let node = if self.arguments.is_empty() {
            Some(self.context.node)
        } else {
            self.value(0)?.into_nodes()?.first().copied()
        };
        let tree = &self.evaluator.walk.document.tree;
        Ok(node.map_or("", |it| value::name_of(tree, it)).into())
    }

    fn sum(&mut self) -> Result<f64, XPathError> {
        let mut sum = 0.0;
        for node in self.value(0)?.into_nodes()? {
            sum += value::number_of(&self.evaluator.string_value(node)?);
        }
        Ok(sum)
    }

    /// The elements whose ids are among the words of the argument.
    fn by_id(&mut self) -> Result<Vec<NodeRef>, XPathError> {
        let words = match self.value(0)? {
            Value::Nodes(nodes) => {
                let mut words = String::new();
                for node in nodes {
                    words.push_str(&self.evaluator.string_value(node)?);
                    words.push(' ');
                }
                words.into()
            }
            other => self.evaluator.text_of(other)?,
        };
        let wanted: Vec<&str> = words.split_ascii_whitespace().collect();
        let walk = &mut self.evaluator.walk;
        let cost = u64::from(walk.order.end()).saturating_mul(1 + wanted.len() as u64);
        walk.budget.take(cost)?;
        let tree = &walk.document.tree;
        let all = walk.order.range(0, walk.order.end());
        Ok(all
            .iter()
            .filter(|&&id| {
                tree.attribute(id, &local_name!("id"))
                    .is_some_and(|it| wanted.contains(&it))
            })
            .map(|&id| NodeRef::Tree(id))
            .collect())
    }

    fn lang(&mut self) -> Result<bool, XPathError> {
        let wanted = self.text(0)?.to_ascii_lowercase();
        let tree = &self.evaluator.walk.document.tree;
        let start = match self.context.node {
            NodeRef::Tree(id) | NodeRef::Attribute(id, _) => id,
        };
        let language = language(tree, start).map(str::to_ascii_lowercase);
        Ok(language.is_some_and(|it| {
            it.strip_prefix(&wanted)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        }))
    }

    fn text_function(&mut self, function: Function) -> Result<Value<'d>, XPathError> {
        Ok(match function {
            Function::Text => Value::Text(self.text_or_context()?),
            Function::StringLength => Value::Number(self.text_or_context()?.chars().count() as f64),
            Function::NormalizeSpace => Value::Text(normalized(self.text_or_context()?)),
            Function::Concat => {
                let mut all = String::new();
                for index in 0..self.arguments.len() {
                    all.push_str(&self.text(index)?);
                }
                Value::Text(all.into())
            }
            Function::Substring => {
                let text = self.text(0)?;
                let start = self.number(1)?;
                let length = match self.arguments.len() {
                    3 => self.number(2)?,
                    _ => f64::INFINITY,
                };
                Value::Text(substring(&text, start, length).into())
            }
            Function::Translate => {
                let (text, from, to) = (self.text(0)?, self.text(1)?, self.text(2)?);
                Value::Text(translated(&text, &from, &to).into())
            }
            _ => {
                let (text, part) = (self.text(0)?, self.text(1)?);
                match function {
                    Function::StartsWith => Value::Truth(text.starts_with(&*part)),
                    Function::Contains => Value::Truth(text.contains(&*part)),
                    Function::SubstringBefore => Value::Text(
                        text.split_once(&*part)
                            .map_or("", |it| it.0)
                            .to_owned()
                            .into(),
                    ),
                    _ => Value::Text(
                        text.split_once(&*part)
                            .map_or("", |it| it.1)
                            .to_owned()
                            .into(),
                    ),
                }
            }
        })
    }
}

fn language(tree: &Tree, id: NodeId) -> Option<&str> {
    std::iter::once(id)
        .chain(tree.ancestors(id))
        .find_map(|it| tree.attribute(it, &local_name!("lang")))
}

fn normalized(text: Cow<'_, str>) -> Cow<'_, str> {
    let is_space = |it: u8| SPACE.contains(&char::from(it));
    let bytes = text.as_bytes();
    let runs = bytes.windows(2).any(|it| it.iter().copied().all(is_space));
    let odd = bytes.iter().any(|it| *it != b' ' && is_space(*it));
    let at_ends = bytes
        .first()
        .into_iter()
        .chain(bytes.last())
        .any(|it| is_space(*it));
    if !(runs || odd || at_ends) {
        return text;
    }
    let mut words = text.split(SPACE).filter(|it| !it.is_empty());
    let mut all = words.next().unwrap_or_default().to_owned();
    for word in words {
        all.push(' ');
        all.push_str(word);
    }
    all.into()
}

/// Characters of `from` become those of `to` at the same place, or nothing.
fn translated(text: &str, from: &str, to: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    // What becomes of each ASCII character, which is what queries translate; the rest is looked up.
    let mut ascii: [Option<char>; 128] = std::array::from_fn(|it| Some(char::from(it as u8)));
    let mut other: HashMap<char, Option<char>> = HashMap::new();
    let mut seen = [false; 128];
    let mut replacements = to.chars();
    for character in from.chars() {
        let replacement = replacements.next();
        match seen.get_mut(character as usize) {
            Some(true) => {}
            Some(seen) => {
                *seen = true;
                ascii[character as usize] = replacement;
            }
            None => {
                other.entry(character).or_insert(replacement);
            }
        }
    }
    if text.is_ascii() && to.is_ascii() {
        let replaced = text.bytes().filter_map(|it| *ascii.get(usize::from(it))?);
        let bytes: Vec<u8> = replaced.filter_map(|it| u8::try_from(it).ok()).collect();
        return String::from_utf8(bytes).unwrap_or_default();
    }
    let mut translated = String::with_capacity(text.len());
    for character in text.chars() {
        let replacement = match ascii.get(character as usize) {
            Some(replacement) => *replacement,
            None if other.is_empty() => Some(character),
            None => other.get(&character).copied().unwrap_or(Some(character)),
        };
        translated.extend(replacement);
    }
    translated
}

/// Rounds to the nearest number, halves upwards.
fn round(number: f64) -> f64 {
    if number.is_finite() {
        (number + 0.5).floor()
    } else {
        number
    }
}

/// The characters at the positions, counted from 1, from `start` on, `length` of them.
fn substring(text: &str, start: f64, length: f64) -> String {
    let first = round(start);
    let end = first + round(length);
    text.chars()
        .enumerate()
        .filter(|(index, _)| {
            let position = (*index + 1) as f64;
            position >= first && position < end
        })
        .map(|(_, character)| character)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn substrings_of_the_specification() {
        assert_eq!(substring("12345", 2.0, 3.0), "234");
        assert_eq!(substring("12345", 1.5, 2.6), "234");
        assert_eq!(substring("12345", 0.0, 3.0), "12");
        assert_eq!(substring("12345", f64::NAN, 3.0), "");
        assert_eq!(substring("12345", 1.0, f64::NAN), "");
        assert_eq!(substring("12345", -42.0, f64::INFINITY), "12345");
        assert_eq!(substring("12345", f64::NEG_INFINITY, f64::INFINITY), "");
    }

    #[test]
    fn translations_and_spaces() {
        assert_eq!(translated("bar", "abc", "ABC"), "BAr");
        assert_eq!(translated("--aaa--", "abc-", "ABC"), "AAA");
        assert_eq!(normalized(" a \n\t b ".into()), "a b");
        assert_eq!(normalized("\u{a0}".into()), "\u{a0}");
        for (text, expected) in [
            ("", ""),
            (" ", ""),
            ("a b", "a b"),
            ("a\tb", "a b"),
            ("a  b", "a b"),
            ("a ", "a"),
            ("é\n", "é"),
        ] {
            assert_eq!(normalized(text.into()), expected, "{text:?}");
        }
        assert_eq!(translated("HeLLo!", "EHLO!", "ehlo"), "hello");
        assert_eq!(translated("aé", "aé", "éa"), "éa");
        assert_eq!(translated("abc", "b", "é"), "aéc");
    }
}
