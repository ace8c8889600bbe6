//! What the name under the pointer is.

use std::ops::Range;

use detect::Checker;
use mql::{Analysis, Type};

use crate::context::{self, path_at, word_at};
use crate::document::Cursor;
use crate::{keywords, show};

/// The description of what the cursor stands on, as Markdown, and its place in the program.
pub(crate) fn hover(checker: &Checker, cursor: &Cursor) -> Option<(String, Range<usize>)> {
    let text = &cursor.text;
    if context::before(text, cursor.at).is_text {
        return None;
    }
    let word = word_at(text, cursor.at);
    let name = text.get(word.clone())?;
    if name.is_empty() {
        return None;
    }
    let schema = checker.schema();
    let before = text.get(..word.start).unwrap_or_default();
    if before.ends_with('$') {
        let list = schema.list(name)?;
        let entries = checker.lists().get(name).map(mql::List::len);
        let range = word.start - 1..word.end;
        return Some((show::list(schema, list, entries), range));
    }
    let path = path_at(text, &word);
    let whole = text.get(path.clone()).unwrap_or_default();
    if let Some(function) = schema.function(whole) {
        return Some((show::function(schema, function), path));
    }
    if !before.ends_with('.') {
        if let Some(doc) = keywords::doc(name) {
            return Some((show::page(name, doc, None), word));
        }
        if let Some(root) = schema.root(name) {
            return Some((show::field(schema, root), word));
        }
    }
    let analysis = Analysis::new(text, schema, false);
    if let Some(Type::Object(id)) = base_type(&analysis, text, word.start) {
        let object = schema.object(*id)?;
        let page = show::field(schema, object.field(name)?);
        return Some((format!("{page}\n\nOf `{}`.", object.name()), word));
    }
    let (span, ty) = analysis.expression_at(word.start)?;
    let page = show::page(&schema.type_name(ty), "", None);
    Some((page, span.start as usize..span.end as usize))
}

/// The type whose fields may stand behind the dots that end at the byte `end`.
pub(crate) fn base_type<'a>(analysis: &'a Analysis, text: &str, end: usize) -> Option<&'a Type> {
    let before = text.get(..end)?;
    let owner = before.trim_end_matches('.');
    let dots = before.len() - owner.len();
    let is_member = dots == 1
        && owner.ends_with(|it: char| it.is_ascii_alphanumeric() || matches!(it, '_' | ')' | ']'));
    if is_member {
        analysis.type_ending_at(owner.len())
    } else if dots > 0 {
        analysis.type_ending_at(end)
    } else {
        None
    }
}
