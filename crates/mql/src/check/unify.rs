//! Which types go together.

use std::sync::Arc;

use crate::types::Type;

/// The type that values of both types share, if there is one.
pub(super) fn unify(left: &Type, right: &Type) -> Option<Type> {
    match (left, right) {
        (a, b) if a == b => Some(a.clone()),
        (Type::Null, other) | (other, Type::Null) => Some(other.clone()),
        (Type::Any, _) | (_, Type::Any) => Some(Type::Any),
        (a, b) if a.is_number() && b.is_number() => Some(Type::Float),
        (Type::Json, _) | (_, Type::Json) => Some(Type::Json),
        (Type::Array(a), Type::Array(b)) => Some(Type::Array(Arc::new(unify(a, b)?))),
        (Type::Map(a), Type::Map(b)) => Some(Type::Map(Arc::new(unify(a, b)?))),
        _ => None,
    }
}

/// Whether values of both types can be compared for equality.
pub(super) fn comparable(left: &Type, right: &Type) -> bool {
    let scalar = |ty: &Type| {
        matches!(
            ty,
            Type::Bool
                | Type::Int
                | Type::Float
                | Type::Str
                | Type::Time
                | Type::Json
                | Type::Null
                | Type::Any
        )
    };
    scalar(left) && scalar(right) && unify(left, right).is_some()
}

/// Whether an argument of type `given` fits a parameter that accepts `wanted`.
pub(super) fn accepts(wanted: &Type, given: &Type) -> bool {
    match (wanted, given) {
        (_, Type::Null | Type::Any)
        | (Type::Any, _)
        | (Type::Float, Type::Int)
        | (Type::Int | Type::Float | Type::Str | Type::Time, Type::Json) => true,
        (Type::Array(a), Type::Array(b)) | (Type::Map(a), Type::Map(b)) => accepts(a, b),
        (a, b) => a == b,
    }
}
