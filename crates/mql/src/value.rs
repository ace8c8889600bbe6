//! Values as an evaluation sees them: small, `Copy`, borrowed from the message.
//!
//! Nothing is copied out of the host's data to read it: a text is the host's text, an array of
//! objects is the host's own `Vec`, and an object is an opaque reference that only the getters of
//! its type can look into. What an evaluation computes itself lives in the message's
//! [`Arena`](crate::Arena).

use std::any::Any;

use serde_json::Value as Json;

/// Host data behind an object: anything the host keeps that threads may share.
pub type Data = dyn Any + Sync;

/// `data` as a `T`, if it is one.
pub(crate) fn downcast<T: Any>(data: &Data) -> Option<&T> {
    let data: &dyn Any = data;
    data.downcast_ref()
}

/// A slice of objects, seen without its element type.
///
/// Implemented for every slice and `Vec` of host types, so that an array costs nothing to hand out.
pub trait ObjectSlice: Sync {
    /// Number of objects.
    fn count(&self) -> usize;
    /// The object at `index`.
    fn at(&self, index: usize) -> Option<&Data>;
}

impl<T: Any + Sync> ObjectSlice for Vec<T> {
    fn count(&self) -> usize {
        self.len()
    }
    fn at(&self, index: usize) -> Option<&Data> {
        self.get(index).map(|it| it as &Data)
    }
}

/// One value. Arrays and maps come in several shapes so that the host's own collections serve as
/// they are.
#[derive(Clone, Copy, Default)]
pub enum Value<'m> {
    /// Absent, failed or unknown.
    #[default]
    Null,
    /// A truth value.
    Bool(bool),
    /// A 64-bit integer.
    Int(i64),
    /// A 64-bit float.
    Float(f64),
    /// A text, or a time as RFC 3339.
    Str(&'m str),
    /// An array.
    Array(Items<'m>),
    /// A map with string keys.
    Map(Entries<'m>),
    /// A host object; its type is known statically.
    Object(&'m Data),
    /// Plain JSON: a dynamic value, or an object of a schema without getters.
    Json(&'m Json),
}

/// The elements of an array.
#[derive(Clone, Copy)]
pub enum Items<'m> {
    /// Values, usually computed.
    Values(&'m [Value<'m>]),
    /// The host's objects.
    Objects(&'m dyn ObjectSlice),
    /// The host's texts.
    Texts(&'m [String]),
}

/// The entries of a map, in insertion order.
#[derive(Clone, Copy)]
pub enum Entries<'m> {
    /// Computed entries.
    Values(&'m [(&'m str, Value<'m>)]),
    /// The host's texts by key.
    Texts(&'m [(String, String)]),
    /// The host's lists of texts by key.
    Lists(&'m [(String, Vec<String>)]),
}

impl<'m> Value<'m> {
    /// The object `data`.
    pub fn object<T: Any + Sync>(data: &'m T) -> Self {
        Value::Object(data)
    }

    /// The object `data`, or null.
    pub fn optional<T: Any + Sync>(data: Option<&'m T>) -> Self {
        data.map_or(Value::Null, Value::object)
    }

    /// An array of the host's objects.
    pub fn objects<T: Any + Sync>(data: &'m Vec<T>) -> Self {
        Value::Array(Items::Objects(data))
    }

    /// An array of the host's texts.
    pub fn texts(data: &'m [String]) -> Self {
        Value::Array(Items::Texts(data))
    }

    /// A text, or null.
    pub fn text(data: Option<&'m str>) -> Self {
        data.map_or(Value::Null, Value::Str)
    }

    /// An array without elements.
    pub fn empty_array() -> Self {
        Value::Array(Items::Values(&[]))
    }

    /// Whether this is null, JSON's null included.
    pub fn is_null(self) -> bool {
        matches!(self, Value::Null | Value::Json(Json::Null))
    }

    /// The object as the host's type `T`.
    pub fn downcast<T: Any>(self) -> Option<&'m T> {
        match self {
            Value::Object(data) => downcast(data),
            _ => None,
        }
    }

    /// The text, where this is one; a JSON string counts.
    pub fn as_str(self) -> Option<&'m str> {
        match self {
            Value::Str(text) => Some(text),
            Value::Json(json) => json.as_str(),
            _ => None,
        }
    }

    /// The truth value. A JSON boolean is not one: it must be compared.
    pub fn as_bool(self) -> Option<bool> {
        match self {
            Value::Bool(it) => Some(it),
            _ => None,
        }
    }

    /// The integer, where this is one; a whole JSON number counts.
    pub fn as_int(self) -> Option<i64> {
        match self {
            Value::Int(it) => Some(it),
            Value::Json(json) => json.as_i64(),
            _ => None,
        }
    }

    /// The elements, where this is an array.
    pub fn items(self) -> Option<Items<'m>> {
        match self {
            Value::Array(items) => Some(items),
            _ => None,
        }
    }
}

impl<'m> Items<'m> {
    /// Number of elements.
    pub fn len(self) -> usize {
        match self {
            Items::Values(values) => values.len(),
            Items::Objects(objects) => objects.count(),
            Items::Texts(texts) => texts.len(),
        }
    }

    /// Whether there is no element.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The element at `index`.
    pub fn get(self, index: usize) -> Option<Value<'m>> {
        match self {
            Items::Values(values) => values.get(index).copied(),
            Items::Objects(objects) => objects.at(index).map(Value::Object),
            Items::Texts(texts) => texts.get(index).map(|it| Value::Str(it)),
        }
    }

    /// The elements in order.
    pub fn iter(self) -> impl Iterator<Item = Value<'m>> {
        (0..self.len()).map_while(move |index| self.get(index))
    }
}

impl<'m> Entries<'m> {
    /// Number of entries.
    pub fn len(self) -> usize {
        match self {
            Entries::Values(entries) => entries.len(),
            Entries::Texts(entries) => entries.len(),
            Entries::Lists(entries) => entries.len(),
        }
    }

    /// Whether there is no entry.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The entry at `index`.
    pub fn entry(self, index: usize) -> Option<(&'m str, Value<'m>)> {
        match self {
            Entries::Values(entries) => entries.get(index).copied(),
            Entries::Texts(entries) => entries
                .get(index)
                .map(|(key, text)| (key.as_str(), Value::Str(text))),
            Entries::Lists(entries) => entries
                .get(index)
                .map(|(key, texts)| (key.as_str(), Value::texts(texts))),
        }
    }

    /// The value of `key`.
    pub fn get(self, key: &str) -> Option<Value<'m>> {
        self.iter().find(|(name, _)| *name == key).map(|(_, it)| it)
    }

    /// The entries in order.
    pub fn iter(self) -> impl Iterator<Item = (&'m str, Value<'m>)> {
        (0..self.len()).map_while(move |index| self.entry(index))
    }
}

impl From<bool> for Value<'_> {
    fn from(it: bool) -> Self {
        Value::Bool(it)
    }
}

impl From<i64> for Value<'_> {
    fn from(it: i64) -> Self {
        Value::Int(it)
    }
}

impl From<u32> for Value<'_> {
    fn from(it: u32) -> Self {
        Value::Int(it.into())
    }
}

impl From<usize> for Value<'_> {
    fn from(it: usize) -> Self {
        Value::Int(i64::try_from(it).unwrap_or(i64::MAX))
    }
}

impl From<f64> for Value<'_> {
    fn from(it: f64) -> Self {
        Value::Float(it)
    }
}

impl<'m> From<&'m str> for Value<'m> {
    fn from(it: &'m str) -> Self {
        Value::Str(it)
    }
}

impl<'m> From<&'m String> for Value<'m> {
    fn from(it: &'m String) -> Self {
        Value::Str(it)
    }
}

impl<'m> From<&'m Vec<String>> for Value<'m> {
    fn from(it: &'m Vec<String>) -> Self {
        Value::texts(it)
    }
}

impl<'m, T: Into<Value<'m>>> From<Option<T>> for Value<'m> {
    fn from(it: Option<T>) -> Self {
        it.map_or(Value::Null, Into::into)
    }
}

impl<'m> From<&'m Option<String>> for Value<'m> {
    fn from(it: &'m Option<String>) -> Self {
        Value::text(it.as_deref())
    }
}

impl std::fmt::Debug for Value<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match *self {
            Value::Null => f.write_str("null"),
            Value::Bool(it) => write!(f, "{it}"),
            Value::Int(it) => write!(f, "{it}"),
            Value::Float(it) => write!(f, "{it:?}"),
            Value::Str(it) => write!(f, "{it:?}"),
            Value::Array(items) => f.debug_list().entries(items.iter()).finish(),
            Value::Map(entries) => f.debug_map().entries(entries.iter()).finish(),
            Value::Object(_) => f.write_str("<object>"),
            Value::Json(it) => write!(f, "{it}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_stays_small() {
        assert!(size_of::<Value<'_>>() <= 32);
    }

    #[test]
    fn host_collections_are_seen_as_they_are() {
        let texts = vec!["a".to_owned(), "b".to_owned()];
        let array = Value::from(&texts);
        assert_eq!(array.items().unwrap().get(1).unwrap().as_str(), Some("b"));
        let numbers = vec![7_u64, 8];
        let objects = Value::objects(&numbers).items().unwrap();
        assert_eq!(objects.get(1).unwrap().downcast::<u64>(), Some(&8));
        assert!(objects.get(2).is_none());
    }
}
