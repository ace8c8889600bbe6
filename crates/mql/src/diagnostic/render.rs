//! Diagnostics drawn for people, the way rustc draws them.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use text::Span;

use super::{Diagnostic, Diagnostics};

impl Diagnostics {
    /// Draws every diagnostic: the message, the lines of `source` it is about with carets under
    /// the place, and the help. `file` is the name shown and `first_line` the line of that file
    /// that `source` starts on, from one. `colour` adds terminal colours.
    pub fn render(&self, file: &str, source: &str, first_line: usize, colour: bool) -> String {
        let renderer = if colour {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        let drawn: Vec<String> = self
            .iter()
            .map(|it| renderer.render(&[report(it, file, source, first_line)]))
            .collect();
        drawn.join("\n\n")
    }
}

fn report<'a>(
    diagnostic: &'a Diagnostic,
    file: &'a str,
    source: &'a str,
    first_line: usize,
) -> Group<'a> {
    let primary = AnnotationKind::Primary
        .span(range(diagnostic.span, source))
        .label((!diagnostic.label.is_empty()).then_some(diagnostic.label.as_str()));
    let others = diagnostic.labels.iter().map(|it| {
        AnnotationKind::Context
            .span(range(it.span, source))
            .label(it.text.as_str())
    });
    let snippet = Snippet::source(source)
        .path(file)
        .line_start(first_line)
        .annotation(primary)
        .annotations(others);
    let group = Level::ERROR
        .primary_title(diagnostic.message.as_str())
        .id(diagnostic.code.id())
        .element(snippet);
    match &diagnostic.help {
        Some(help) => group.element(Level::HELP.message(help.as_str())),
        None => group,
    }
}

/// The span as a range that certainly lies within `source` and on character boundaries.
fn range(span: Span, source: &str) -> std::ops::Range<usize> {
    let floor = |at: u32| {
        let mut at = (at as usize).min(source.len());
        while !source.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = floor(span.start);
    start..floor(span.end).max(start)
}
