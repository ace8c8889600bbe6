//! The signature of the call that is being written.

use detect::Checker;
use lsp_types::{
    Documentation, MarkupContent, MarkupKind, ParameterInformation, ParameterLabel, SignatureHelp,
    SignatureInformation,
};

use crate::document::Cursor;
use crate::{context, show};

/// The innermost call around the cursor whose function is known.
pub(crate) fn help(checker: &Checker, cursor: &Cursor) -> Option<SignatureHelp> {
    let schema = checker.schema();
    let context = context::before(&cursor.text, cursor.at);
    let (call, function) = context
        .calls
        .iter()
        .rev()
        .find_map(|call| Some((call, schema.function(&call.name)?)))?;
    let signature = show::signature(schema, function);
    let positional = function.parameters().len();
    let last = positional.saturating_sub(1);
    let active = if function.is_variadic() {
        call.argument.min(last)
    } else {
        call.argument
    };
    // Editors count the label's UTF-16 units; the names and types are ASCII up to the mark of variadics,
    // behind which only keywords come.
    let units = |byte: u32| {
        let before = signature.text.get(..byte as usize).unwrap_or_default();
        before.encode_utf16().count() as u32
    };
    let parameters = signature
        .parameters
        .iter()
        .map(|[start, end]| ParameterInformation {
            label: ParameterLabel::LabelOffsets([units(*start), units(*end)]),
            documentation: None,
        });
    Some(SignatureHelp {
        signatures: vec![SignatureInformation {
            label: signature.text.clone(),
            documentation: (!function.doc().is_empty()).then(|| {
                Documentation::MarkupContent(MarkupContent {
                    kind: MarkupKind::Markdown,
                    value: function.doc().to_owned(),
                })
            }),
            parameters: Some(parameters.collect()),
            active_parameter: Some(active as u32),
        }],
        active_signature: Some(0),
        active_parameter: Some(active as u32),
    })
}
