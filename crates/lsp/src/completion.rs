//! What may be written at the cursor.

use std::ops::Range;

use detect::Checker;
use lsp_types::CompletionItemKind;
use mql::{Analysis, Type};

use crate::context::{self, Context, path_at, word_at};
use crate::document::Cursor;
use crate::hover::base_type;
use crate::{keywords, show};

/// Something that may be written.
#[derive(Debug)]
pub(crate) struct Proposal {
    pub(crate) label: String,
    pub(crate) kind: CompletionItemKind,
    /// Its type or signature in one line.
    pub(crate) detail: String,
    /// Markdown.
    pub(crate) doc: String,
    /// Names that are needed most come first.
    pub(crate) rank: u8,
}

/// The proposals at the cursor, and the bytes of the program that they would take the place of.
pub(crate) fn complete(checker: &Checker, cursor: &Cursor) -> (Vec<Proposal>, Range<usize>) {
    let text = &cursor.text;
    let context = context::before(text, cursor.at);
    let written = word_at(text, cursor.at).start..cursor.at;
    if context.is_text {
        return (Vec::new(), written);
    }
    let before = text.get(..written.start).unwrap_or_default();
    if before.ends_with('$') {
        let range = written.start - 1..written.end;
        return (lists(checker), range);
    }
    if !before.ends_with('.') {
        return (names(checker, &context), written);
    }
    let path = path_at(text, &written).start..cursor.at;
    let namespace = text.get(path.start..written.start).unwrap_or_default();
    let functions = functions(checker, namespace);
    if !namespace.starts_with('.') && !functions.is_empty() {
        return (functions, path);
    }
    (fields(checker, text, &written), written)
}

/// The fields of what stands before the dot.
fn fields(checker: &Checker, text: &str, written: &Range<usize>) -> Vec<Proposal> {
    let schema = checker.schema();
    // A name in place of what is written makes an expression of a lone dot.
    let mut patched = text.get(..written.start).unwrap_or_default().to_owned();
    patched.push('x');
    patched.push_str(text.get(written.end..).unwrap_or_default());
    let analysis = Analysis::new(&patched, schema, false);
    let Some(Type::Object(id)) = base_type(&analysis, &patched, written.start) else {
        return Vec::new();
    };
    let object = schema.object(*id);
    let fields = object.into_iter().flat_map(mql::ObjectType::fields);
    fields
        .map(|field| Proposal {
            label: field.name().to_owned(),
            kind: CompletionItemKind::FIELD,
            detail: schema.type_name(field.ty()),
            doc: show::field(schema, field),
            rank: 0,
        })
        .collect()
}

fn lists(checker: &Checker) -> Vec<Proposal> {
    let schema = checker.schema();
    schema
        .lists()
        .map(|list| {
            let entries = checker.lists().get(list.name()).map(mql::List::len);
            Proposal {
                label: format!("${}", list.name()),
                kind: CompletionItemKind::CONSTANT,
                detail: format!("[{}]", schema.type_name(list.element())),
                doc: show::list(schema, list, entries),
                // What nobody configured comes last.
                rank: u8::from(entries.is_none()),
            }
        })
        .collect()
}

/// Everything an expression may begin with, and the keyword arguments of the call around.
fn names(checker: &Checker, context: &Context) -> Vec<Proposal> {
    let schema = checker.schema();
    let mut proposals = Vec::new();
    let call = context.calls.last();
    if let Some(function) = call.and_then(|it| schema.function(&it.name)) {
        proposals.extend(function.keywords().iter().map(|it| Proposal {
            label: format!("{}=", it.name),
            kind: CompletionItemKind::PROPERTY,
            detail: format!("keyword of {}", function.name()),
            doc: String::new(),
            rank: 0,
        }));
    }
    proposals.extend(schema.roots().map(|root| Proposal {
        label: root.name().to_owned(),
        kind: CompletionItemKind::VARIABLE,
        detail: schema.type_name(root.ty()),
        doc: show::field(schema, root),
        rank: 1,
    }));
    proposals.extend(functions(checker, ""));
    proposals.extend(keywords::KEYWORDS.iter().map(|(word, doc)| Proposal {
        label: (*word).to_owned(),
        kind: CompletionItemKind::KEYWORD,
        detail: String::new(),
        doc: (*doc).to_owned(),
        rank: 3,
    }));
    proposals
}

/// The functions whose names begin with `namespace`.
fn functions(checker: &Checker, namespace: &str) -> Vec<Proposal> {
    let schema = checker.schema();
    let functions = schema.functions();
    functions
        .filter(|it| it.name().starts_with(namespace))
        .map(|function| Proposal {
            label: function.name().to_owned(),
            kind: CompletionItemKind::FUNCTION,
            detail: show::signature(schema, function).text,
            doc: show::function(schema, function),
            rank: 2 + 2 * u8::from(!function.is_implemented()),
        })
        .collect()
}
