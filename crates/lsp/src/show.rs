//! Signatures, types and descriptions as an editor shows them.

use std::fmt::Write as _;

use limits::Capability;
use mql::{Field, Function, ListDeclaration, Parameter, Schema};

/// A function's signature, and of each parameter the bytes that name it.
pub(crate) struct Signature {
    pub(crate) text: String,
    pub(crate) parameters: Vec<[u32; 2]>,
}

pub(crate) fn signature(schema: &Schema, function: &Function) -> Signature {
    let mut text = format!("{}(", function.name());
    let mut parameters = Vec::new();
    let (least, _) = function.arity();
    for (index, parameter) in function.parameters().iter().enumerate() {
        if index > 0 {
            text.push_str(", ");
        }
        let start = text.len() as u32;
        text.push_str(&parameter.name);
        if index >= least {
            text.push('?');
        }
        text.push_str(": ");
        text.push_str(&types(schema, parameter));
        parameters.push([start, text.len() as u32]);
    }
    if function.is_variadic() {
        text.push_str(", …");
    }
    for keyword in function.keywords() {
        if !text.ends_with('(') {
            text.push_str(", ");
        }
        let start = text.len() as u32;
        text.push_str(&keyword.name);
        text.push('=');
        text.push_str(&types(schema, keyword));
        parameters.push([start, text.len() as u32]);
    }
    text.push_str(") -> ");
    text.push_str(&schema.type_name(function.returns()));
    Signature { text, parameters }
}

fn types(schema: &Schema, parameter: &Parameter) -> String {
    let names = parameter.accepts.iter().map(|it| schema.type_name(it));
    names.collect::<Vec<_>>().join(" | ")
}

pub(crate) fn function(schema: &Schema, function: &Function) -> String {
    let absent = (!function.is_implemented())
        .then(|| function.capability())
        .flatten();
    page(&signature(schema, function).text, function.doc(), absent)
}

pub(crate) fn field(schema: &Schema, field: &Field) -> String {
    let code = format!("{}: {}", field.name(), schema.type_name(field.ty()));
    page(&code, field.doc(), field.absent())
}

pub(crate) fn list(schema: &Schema, list: &ListDeclaration, entries: Option<usize>) -> String {
    let code = format!("${}: [{}]", list.name(), schema.type_name(list.element()));
    let entries = match entries {
        Some(count) => format!("{count} entries in this build."),
        None => "Not in this build: a rule that depends on it is undecided.".to_owned(),
    };
    let doc = [list.doc(), &entries];
    page(&code, doc.join("\n\n").trim(), None)
}

/// Code, words, and what is missing here, as Markdown.
pub(crate) fn page(code: &str, doc: &str, absent: Option<Capability>) -> String {
    let mut text = format!("```mql\n{code}\n```");
    if !doc.is_empty() {
        text.push_str("\n\n");
        text.push_str(doc);
    }
    if let Some(capability) = absent {
        let _ = write!(
            text,
            "\n\nNot available here: it is null, and a rule that depends on it is undecided. It lacks \
             `{}`: {}",
            capability.name(),
            capability.meaning()
        );
    }
    text
}
