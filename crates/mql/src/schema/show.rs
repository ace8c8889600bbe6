//! Values as JSON, led by their static type.

use serde_json::{Map, Number, Value as Json};

use super::Schema;
use crate::env::Env;
use crate::types::Type;
use crate::value::Value;

/// Objects nest no deeper than this in JSON; what lies below is left out.
const DEPTH: usize = 64;

impl Schema {
    /// `value`, which has the static type `ty`, as JSON. Absent fields of an object are left out.
    pub fn to_json<'m>(&self, value: Value<'m>, ty: &Type, env: &Env<'m>) -> Json {
        self.show(value, ty, env, DEPTH)
    }

    fn show<'m>(&self, value: Value<'m>, ty: &Type, env: &Env<'m>, depth: usize) -> Json {
        if depth == 0 {
            return Json::Null;
        }
        match (value, ty) {
            (Value::Bool(it), _) => Json::Bool(it),
            (Value::Int(it), _) => Json::Number(it.into()),
            (Value::Float(it), _) => Number::from_f64(it).map_or(Json::Null, Json::Number),
            (Value::Str(it), _) => Json::String(it.to_owned()),
            (Value::Json(it), _) => it.clone(),
            (Value::Array(items), Type::Array(element)) => items
                .iter()
                .map(|it| self.show(it, element, env, depth - 1))
                .collect(),
            (Value::Map(entries), Type::Map(element)) => entries
                .iter()
                .map(|(key, it)| (key.to_owned(), self.show(it, element, env, depth - 1)))
                .collect::<Map<_, _>>()
                .into(),
            (Value::Object(data), Type::Object(id)) => {
                let mut members = Map::new();
                for field in self
                    .object(*id)
                    .into_iter()
                    .flat_map(super::ObjectType::fields)
                {
                    let Some(getter) = &field.getter else {
                        continue;
                    };
                    let member = self.show(getter(data, env), &field.ty, env, depth - 1);
                    if !member.is_null() {
                        members.insert(field.name.clone(), member);
                    }
                }
                Json::Object(members)
            }
            _ => Json::Null,
        }
    }
}
