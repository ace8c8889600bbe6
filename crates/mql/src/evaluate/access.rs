//! Roots, fields, subscripts, slices, lists.

use limits::{Capability, CapabilitySet};
use serde_json::Value as Json;

use super::json::observed;
use super::{Known, Machine};
use crate::graph::NodeId;
use crate::schema::Field;
use crate::types::{ObjectId, Type};
use crate::value::{Items, Value, downcast};

impl<'m> Machine<'_, 'm> {
    pub(super) fn root(&mut self, root: u16) -> Known<'m> {
        let Some((name, field)) = self.schema.roots.get_index(usize::from(root)) else {
            return Known::missing(Capability::Function);
        };
        let host = self.env.host_data();
        let known = match (&field.getter, downcast::<Json>(host)) {
            (Some(getter), _) => observed(self, || getter(host, self.env)),
            (None, Some(json)) => {
                let member = json.get(name);
                // An unknown root of a type the schema says nothing of may be anything.
                if member.is_none() && field.ty == Type::Any {
                    return Known::missing(field.missing_as_root());
                }
                Known::certain(self.read_json(member, &field.ty))
            }
            (None, None) => return Known::missing(field.missing_as_root()),
        };
        present(known, &field.ty)
    }

    pub(super) fn field(
        &mut self,
        base: Known<'m>,
        object: ObjectId,
        field: u16,
        model: bool,
    ) -> Known<'m> {
        let Some(field) = self.field_declaration(object, field) else {
            return base;
        };
        match base.value {
            Value::Object(data) => {
                let read = match &field.getter {
                    Some(getter) => observed(self, || getter(data, self.env)),
                    None => Known::missing(Capability::Function),
                };
                present(read, &field.ty).with(base.lacks)
            }
            Value::Json(json @ Json::Object(_)) => {
                Known::certain(self.read_json(json.get(&field.name), &field.ty)).with(base.lacks)
            }
            // An array below an absent part of the message is empty.
            _ if model && matches!(field.ty, Type::Array(_)) => {
                Known::certain(Value::empty_array()).with(base.lacks)
            }
            _ => Known::default().with(base.lacks),
        }
    }

    fn field_declaration(&self, object: ObjectId, field: u16) -> Option<&'m Field> {
        let object = self.schema.object(object)?;
        object
            .fields
            .get_index(usize::from(field))
            .map(|(_, it)| it)
    }

    pub(super) fn member(&self, base: Known<'m>, name: &str) -> Known<'m> {
        let member = match base.value {
            Value::Json(json) => json.get(name),
            _ => None,
        };
        Known::certain(self.read_json(member, &Type::Any)).with(base.lacks)
    }

    pub(super) fn subscript(&mut self, base: NodeId, index: NodeId) -> Known<'m> {
        let base = self.value(base);
        if base.is_certainly_null() {
            return Known::default();
        }
        let index = self.value(index);
        if index.is_certainly_null() {
            return Known::default();
        }
        let position = || index.value.as_int().and_then(|it| usize::try_from(it).ok());
        let value = match base.value {
            Value::Array(items) => position().and_then(|it| items.get(it)),
            Value::Map(entries) => index.value.as_str().and_then(|it| entries.get(it)),
            Value::Json(json) => match index.value.as_str() {
                Some(key) => json.get(key),
                None => position().and_then(|it| json.get(it)),
            }
            .map(Value::Json),
            _ => None,
        };
        Known::certain(value.unwrap_or_default()).with(base.lacks.union(index.lacks))
    }

    pub(super) fn slice(
        &mut self,
        base: NodeId,
        from: Option<NodeId>,
        to: Option<NodeId>,
        text: bool,
    ) -> Known<'m> {
        let base = self.value(base);
        let mut lacks = base.lacks;
        let mut bound = |it: Option<NodeId>, default: i64| match it {
            None => Some(default),
            Some(it) => {
                let known = self.value(it);
                lacks = lacks.union(known.lacks);
                known.value.as_int()
            }
        };
        let (from, to) = (bound(from, 0), bound(to, i64::MAX));
        let (Some(from), Some(to)) = (from, to) else {
            return Known::default().with(lacks);
        };
        let from = usize::try_from(from).unwrap_or(0);
        let to = usize::try_from(to).unwrap_or(0);
        let value = match base.value.as_str() {
            Some(text) => Value::Str(slice_text(text, from, to)),
            None => match self.items(base.value) {
                Some(items) => self.slice_items(items, from, to),
                // Measured: a slice of a null array is empty, although its elements are null.
                None if !text => Value::empty_array(),
                None => Value::Null,
            },
        };
        Known::certain(value).with(lacks)
    }

    fn slice_items(&self, items: Items<'m>, from: usize, to: usize) -> Value<'m> {
        let to = to.min(items.len());
        match items {
            Items::Values(values) => {
                Value::Array(Items::Values(values.get(from..to).unwrap_or_default()))
            }
            Items::Texts(texts) => Value::texts(texts.get(from..to).unwrap_or_default()),
            Items::Objects(_) => self.env.array((from..to).map_while(|it| items.get(it))),
        }
    }

    pub(super) fn list(&mut self, list: u16) -> Known<'m> {
        let Some((name, declaration)) = self.schema.lists.get_index(usize::from(list)) else {
            return Known::missing(Capability::List);
        };
        match self.configured_list(list, name) {
            Some(list) => Known::certain(list.value(self.env.arena())),
            None => Known {
                value: Value::Null,
                lacks: CapabilitySet::of(declaration.capability),
            },
        }
    }
}

/// An array that the host has nothing to say of is empty, unless it said why.
fn present<'m>(known: Known<'m>, ty: &Type) -> Known<'m> {
    let is_array = matches!(ty, Type::Array(_));
    if is_array && known.is_certainly_null() {
        return Known::certain(Value::empty_array());
    }
    known
}

/// The code points of `text` from `from` up to `to`, both clamped.
fn slice_text(text: &str, from: usize, to: usize) -> &str {
    if text.is_ascii() {
        let to = to.min(text.len());
        return text.get(from..to).unwrap_or_default();
    }
    let offset = |count: usize| {
        text.char_indices()
            .nth(count)
            .map_or(text.len(), |(at, _)| at)
    };
    text.get(offset(from)..offset(to)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::slice_text;

    #[test]
    fn texts_are_cut_by_code_points() {
        assert_eq!(slice_text("Urgent", 0, 3), "Urg");
        assert_eq!(slice_text("éàü", 1, 2), "à");
        assert_eq!(slice_text("éàü", 2, usize::MAX), "ü");
        assert_eq!(slice_text("éàü", 5, 9), "");
        assert_eq!(slice_text("abc", 2, 1), "");
    }
}
