//! Static types. Every expression has one before anything is evaluated.

use std::fmt;
use std::sync::Arc;

/// The number of an object type within its [`Schema`](crate::Schema).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectId(pub(crate) u16);

impl ObjectId {
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// A type.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Type {
    /// Truth values; there is no truthiness of other types.
    Bool,
    /// 64-bit integers.
    Int,
    /// 64-bit floats; an integer beside a float is promoted.
    Float,
    /// Sequences of Unicode code points.
    Str,
    /// Moments, as RFC 3339.
    Time,
    /// Dynamic JSON, accepted wherever a scalar is wanted.
    Json,
    /// The type of `null`, which belongs to every type.
    Null,
    /// What the schema says nothing of: every operation on it is accepted.
    Any,
    /// An array.
    Array(Arc<Type>),
    /// A map with string keys.
    Map(Arc<Type>),
    /// A record.
    Object(ObjectId),
}

impl Type {
    /// An array of `element`.
    pub fn array(element: Type) -> Self {
        Type::Array(Arc::new(element))
    }

    /// A map to `element`.
    pub fn map(element: Type) -> Self {
        Type::Map(Arc::new(element))
    }

    /// Whether the type says nothing about its values.
    pub fn is_dynamic(&self) -> bool {
        matches!(self, Type::Any | Type::Json)
    }

    /// Whether this is a number.
    pub fn is_number(&self) -> bool {
        matches!(self, Type::Int | Type::Float)
    }

    /// The type with object names looked up by `name_of`.
    pub fn display<'a>(&'a self, name_of: impl Fn(ObjectId) -> &'a str + 'a) -> impl fmt::Display {
        let mut text = String::new();
        write_type(self, &name_of, &mut text);
        text
    }

    /// Reads the notation of schemas: `str`, `[Link]`, `map<[str]>`. Object names are looked up by
    /// `object`. `None` when the text is no type.
    pub(crate) fn parse(text: &str, object: &impl Fn(&str) -> Option<ObjectId>) -> Option<Self> {
        // The notation nests from the outside in, so the wrappers are read first.
        let mut wrappers = Vec::new();
        let mut rest = text.trim();
        loop {
            if let Some(inner) = rest.strip_prefix('[').and_then(|it| it.strip_suffix(']')) {
                wrappers.push(Type::array as fn(Type) -> Type);
                rest = inner;
            } else if let Some(inner) = rest
                .strip_prefix("map<")
                .and_then(|it| it.strip_suffix('>'))
            {
                wrappers.push(Type::map);
                rest = inner;
            } else {
                break;
            }
        }
        let innermost = match rest {
            "bool" => Type::Bool,
            "int" => Type::Int,
            "float" => Type::Float,
            "str" => Type::Str,
            "time" => Type::Time,
            "json" => Type::Json,
            "any" => Type::Any,
            name => Type::Object(object(name)?),
        };
        Some(wrappers.iter().rev().fold(innermost, |it, wrap| wrap(it)))
    }
}

fn write_type<'a>(mut ty: &Type, name_of: &impl Fn(ObjectId) -> &'a str, text: &mut String) {
    let mut closers = Vec::new();
    loop {
        let name = match ty {
            Type::Array(element) => {
                text.push('[');
                closers.push(']');
                ty = element;
                continue;
            }
            Type::Map(element) => {
                text.push_str("map<");
                closers.push('>');
                ty = element;
                continue;
            }
            Type::Bool => "bool",
            Type::Int => "int",
            Type::Float => "float",
            Type::Str => "str",
            Type::Time => "time",
            Type::Json => "json",
            Type::Null => "null",
            Type::Any => "any",
            Type::Object(id) => name_of(*id),
        };
        text.push_str(name);
        break;
    }
    text.extend(closers.iter().rev());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_notation_is_read_and_written() {
        let link = |name: &str| (name == "Link").then_some(ObjectId(3));
        for text in ["str", "[Link]", "map<[str]>", "[[map<Link>]]", "any"] {
            let ty = Type::parse(text, &link).unwrap();
            assert_eq!(ty.display(|_| "Link").to_string(), text);
        }
        assert_eq!(Type::parse("[Url]", &link), None);
        assert_eq!(Type::parse("[str", &link), None);
    }
}
