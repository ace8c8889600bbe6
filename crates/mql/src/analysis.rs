//! What an editor asks of a program that is being written.

use text::Span;

use crate::check::{self, Part};
use crate::diagnostic::Diagnostics;
use crate::schema::Schema;
use crate::types::Type;

/// What is known of a program, however unfinished.
#[derive(Debug, Clone)]
pub struct Analysis {
    diagnostics: Diagnostics,
    parts: Vec<Part>,
}

impl Analysis {
    /// Reads and checks `source`; with `rule`, it must be a truth value.
    pub fn new(source: &str, schema: &Schema, rule: bool) -> Self {
        let parsed = crate::syntax::parse(source);
        let mut checked = check::check(&parsed.expr, schema, rule && parsed.diagnostics.is_empty());
        let mut diagnostics = parsed.diagnostics;
        diagnostics.append(&mut checked.diagnostics);
        Self {
            diagnostics: Diagnostics::new(diagnostics),
            parts: checked.parts,
        }
    }

    /// What is wrong.
    pub fn diagnostics(&self) -> &Diagnostics {
        &self.diagnostics
    }

    /// The smallest expression that the byte `offset` stands in, and its type.
    pub fn expression_at(&self, offset: usize) -> Option<(Span, &Type)> {
        let covers = |it: &&Part| it.span.start as usize <= offset && offset < it.span.end as usize;
        let smallest = self
            .parts
            .iter()
            .filter(covers)
            .min_by_key(|it| it.span.len());
        smallest.map(|it| (it.span, &it.ty))
    }

    /// The type of the smallest expression that ends at the byte `offset`: what the names after a dot
    /// there are fields of.
    pub fn type_ending_at(&self, offset: usize) -> Option<&Type> {
        let ends = |it: &&Part| it.span.end as usize == offset && !it.span.is_empty();
        let ending = self.parts.iter().filter(ends);
        ending.min_by_key(|it| it.span.len()).map(|it| &it.ty)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schema() -> Schema {
        let json = serde_json::json!({
            "types": {"Link": {"host": "str", "port": "int"}},
            "roots": {"links": "[Link]", "count": "int"},
        });
        Schema::from_json(&json).unwrap()
    }

    #[test]
    fn types_are_known_in_unfinished_programs() {
        let schema = schema();
        let source = "count > 1 and any(links, .host == \"x\" and .)";
        let analysis = Analysis::new(source, &schema, true);
        let name = |ty: Option<&Type>| ty.map(|it| schema.type_name(it));
        let at = |text: &str| source.find(text).unwrap();
        let (span, ty) = analysis.expression_at(at("host")).unwrap();
        assert_eq!(
            (span.of(source), schema.type_name(ty)),
            (".host", "str".to_owned())
        );
        assert_eq!(
            name(analysis.type_ending_at(at(")"))),
            Some("Link".to_owned())
        );
        assert_eq!(name(analysis.type_ending_at(5)), Some("int".to_owned()));
        assert_eq!(analysis.diagnostics().len(), 1);
        assert!(analysis.expression_at(source.len() + 5).is_none());
    }
}
