//! Calls of functions: the language's own and the host's.

use limits::{Capability, CapabilitySet};

use super::json::observed;
use super::{Known, Machine};
use crate::function::{Arguments, Implementation};
use crate::functions;
use crate::graph::NodeId;
use crate::native::Native;
use crate::value::{Items, Value};
use serde_json::Value as Json;

impl<'m> Machine<'_, 'm> {
    pub(super) fn native(&mut self, function: Native, operands: &[NodeId]) -> Known<'m> {
        match function {
            Native::Length => self.length(operands),
            Native::Flatten => self.flatten(operands),
            Native::Keys | Native::Values => {
                let map = self.operand(operands);
                self.entries(map, function == Native::Keys)
            }
            _ => self.text_function(function, operands),
        }
    }

    /// The only operand.
    fn operand(&mut self, operands: &[NodeId]) -> Known<'m> {
        operands
            .first()
            .map_or_else(Known::default, |it| self.value(*it))
    }

    fn length(&mut self, operands: &[NodeId]) -> Known<'m> {
        let known = self.operand(operands);
        let length = match known.value {
            Value::Str(text) => Some(length_of(text)),
            Value::Array(items) => Some(items.len()),
            Value::Map(entries) => Some(entries.len()),
            Value::Json(Json::String(text)) => Some(length_of(text)),
            Value::Json(Json::Array(items)) => Some(items.len()),
            Value::Json(Json::Object(members)) => Some(members.len()),
            _ => None,
        };
        Known::certain(length.into()).with(known.lacks)
    }

    /// The elements of the arrays in an array; a null array, outer or inner, has none.
    fn flatten(&mut self, operands: &[NodeId]) -> Known<'m> {
        let known = self.operand(operands);
        let outer = self.items(known.value).unwrap_or(Items::Values(&[]));
        let mut flat = Vec::new();
        for inner in outer.iter().filter_map(|it| self.items(it)) {
            if !self.env.spend(inner.len() as u64) {
                return Known::missing(Capability::EvaluationLimit);
            }
            flat.extend(inner.iter());
        }
        Known::certain(self.env.array(flat)).with(known.lacks)
    }

    fn text_function(&mut self, function: Native, operands: &[NodeId]) -> Known<'m> {
        // Behind the one text of these functions come their keywords, which may be absent.
        let required = match function {
            Native::DecodeBase64 | Native::ScanBase64 => 1,
            _ => operands.len(),
        };
        let mut values = Vec::with_capacity(operands.len());
        let mut lacks = CapabilitySet::EMPTY;
        let mut is_null = false;
        for (index, operand) in operands.iter().enumerate() {
            let known = self.value(*operand);
            if index < required {
                if known.is_certainly_null() {
                    return Known::default();
                }
                is_null |= known.value.is_null();
            }
            lacks = lacks.union(known.lacks);
            values.push(known.value);
        }
        if is_null {
            return Known::default().with(lacks);
        }
        observed(self, || functions::call(function, &values, self.env)).with(lacks)
    }

    pub(super) fn call(
        &mut self,
        function: u16,
        positional: &[NodeId],
        keywords: &[Option<NodeId>],
    ) -> Known<'m> {
        let Some((_, signature)) = self.schema.functions.get_index(usize::from(function)) else {
            return Known::missing(Capability::Function);
        };
        let mut values = Vec::with_capacity(positional.len() + keywords.len());
        let mut lacks = CapabilitySet::EMPTY;
        let mut is_null = false;
        for operand in positional {
            let known = self.value(*operand);
            if signature.strict && known.is_certainly_null() {
                return Known::default();
            }
            is_null |= known.value.is_null();
            lacks = lacks.union(known.lacks);
            values.push(known.value);
        }
        for keyword in keywords {
            let known = keyword.map_or_else(Known::default, |it| self.value(it));
            lacks = lacks.union(known.lacks);
            values.push(known.value);
        }
        let Implementation::Host(host) = &signature.implementation else {
            return Known::missing(signature.capability).with(lacks);
        };
        if signature.strict && is_null {
            return Known::default().with(lacks);
        }
        if let Some(known) = self.env.recall(function, &values) {
            return known.with(lacks);
        }
        let (positional, keywords) = values.split_at(positional.len());
        let arguments = Arguments {
            positional,
            keywords,
            signature,
        };
        let known = observed(self, || {
            let value = host.call(arguments, self.env);
            // A host may answer in JSON, whatever the type.
            match value {
                Value::Json(json) => self.read_json(Some(json), &signature.returns),
                other => other,
            }
        });
        if !self.env.exhausted() {
            self.env.remember(function, &values, known);
        }
        known.with(lacks)
    }
}

/// The number of code points.
fn length_of(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else {
        text.chars().count()
    }
}
