//! What is wrong with a document, as an editor shows it.

use detect::{Checked, CheckedProgram, Checker, Problem};
use lsp_types::{
    Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location, NumberOrString,
    Position, Range, Uri,
};

use crate::document::{Document, MAX_BYTES};

pub(crate) fn diagnostics(checker: &Checker, document: &Document, uri: &Uri) -> Vec<Diagnostic> {
    if document.is_too_long() {
        let message = format!("longer than {} KiB: not checked", MAX_BYTES >> 10);
        return vec![Diagnostic {
            severity: Some(DiagnosticSeverity::WARNING),
            ..plain(Range::default(), message)
        }];
    }
    let name = if document.is_program() {
        "program.mql"
    } else {
        &document.name
    };
    let Checked::File(file) = checker.check(name, &document.text) else {
        return Vec::new();
    };
    let problems = file.problems.iter().map(|it| problem(document, it));
    let programs = file
        .programs
        .iter()
        .flat_map(|it| program(document, it, uri));
    problems.chain(programs).collect()
}

fn plain(range: Range, message: String) -> Diagnostic {
    Diagnostic {
        range,
        severity: Some(DiagnosticSeverity::ERROR),
        source: Some("offhook".to_owned()),
        message,
        ..Diagnostic::default()
    }
}

fn problem(document: &Document, problem: &Problem) -> Diagnostic {
    let line = problem.line.map_or(0, |it| it.saturating_sub(1) as u32);
    plain(whole_line(document, line), problem.message.clone())
}

fn whole_line(document: &Document, line: u32) -> Range {
    let text = &document.text;
    let start = document.lines.offset(text, Position::new(line, 0));
    let end = document.lines.offset(text, Position::new(line, u32::MAX));
    document.lines.range(text, start, end)
}

fn program(document: &Document, program: &CheckedProgram, uri: &Uri) -> Vec<Diagnostic> {
    let range = |span: text::Span| match &program.place {
        Some(place) => {
            let start = place.in_file(span.start as usize);
            let end = place.in_file(span.end as usize).max(start);
            document.lines.range(&document.text, start, end)
        }
        None if document.is_program() => {
            let (start, end) = (span.start as usize, span.end as usize);
            document.lines.range(&document.text, start, end)
        }
        None => whole_line(document, program.line.saturating_sub(1) as u32),
    };
    let shown = program.diagnostics.iter().map(|it| {
        let mut message = it.message.clone();
        if !it.label.is_empty() {
            message.push('\n');
            message.push_str(&it.label);
        }
        if let Some(help) = &it.help {
            message.push_str("\nhelp: ");
            message.push_str(help);
        }
        let related: Vec<DiagnosticRelatedInformation> = it
            .labels
            .iter()
            .map(|label| DiagnosticRelatedInformation {
                location: Location::new(uri.clone(), range(label.span)),
                message: label.text.clone(),
            })
            .collect();
        Diagnostic {
            code: Some(NumberOrString::String(it.code.id().to_owned())),
            related_information: (!related.is_empty()).then_some(related),
            ..plain(range(it.span), message)
        }
    });
    shown.collect()
}
