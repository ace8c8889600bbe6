//! Reading written text.

use std::collections::BTreeSet;

use super::{Line, Piece, Template, Written};
use crate::error::IntentError;
use crate::label::Intent;

/// Deeper than that choices do not nest.
const MAX_NESTING: usize = 8;

/// What the lines that follow belong to.
enum Section {
    None,
    Pool(String),
    Document,
}

pub(super) fn parse(name: &str, files: &[(String, String)]) -> Result<Written, IntentError> {
    let mut written = Written {
        name: name.to_owned(),
        ..Written::default()
    };
    let mut named = Vec::new();
    for (path, content) in files {
        let mut section = Section::None;
        let mut intent = None;
        for (number, text) in content.lines().enumerate() {
            let at = Position {
                path,
                line: number + 1,
            };
            let text = text.trim_end();
            if text.is_empty() || text.starts_with("# ") {
                continue;
            }
            if let Some(command) = text.strip_prefix('@') {
                section = begin(command, &mut intent, &mut written, &at)?;
                continue;
            }
            let line = line(text, &at)?;
            note_pools(&line, &mut |it| named.push((it.to_owned(), at.clone())));
            match &section {
                Section::None => return Err(at.error("a line that belongs to nothing")),
                Section::Pool(pool) => written.pools.entry(pool.clone()).or_default().push(line),
                Section::Document => {
                    if let Some(document) = written.documents.last_mut() {
                        document.lines.push(line);
                    }
                }
            }
        }
    }
    for (pool, at) in named {
        if !written.pools.contains_key(&pool) {
            return Err(at.error(&format!("there is no pool `{pool}`")));
        }
    }
    Ok(written)
}

/// Begins what `command` names.
fn begin(
    command: &str,
    intent: &mut Option<Intent>,
    written: &mut Written,
    at: &Position<'_>,
) -> Result<Section, IntentError> {
    match command.split_once(' ') {
        Some(("pool", name)) => {
            if written.pools.insert(name.to_owned(), Vec::new()).is_some() {
                return Err(at.error(&format!("the pool `{name}` is there already")));
            }
            Ok(Section::Pool(name.to_owned()))
        }
        Some(("intent", name)) => {
            let known = Intent::named(name);
            *intent =
                Some(known.ok_or_else(|| at.error(&format!("no intent is called `{name}`")))?);
            Ok(Section::None)
        }
        Some(("document", name)) => {
            let names: BTreeSet<&str> = written.documents.iter().map(|it| &*it.name).collect();
            if names.contains(name) {
                return Err(at.error(&format!("the document `{name}` is there already")));
            }
            let intent = intent.ok_or_else(|| at.error("no intent is named for the document"))?;
            written.documents.push(Template {
                name: name.to_owned(),
                intent,
                lines: Vec::new(),
            });
            Ok(Section::Document)
        }
        _ => Err(at.error("neither a pool nor an intent nor a document")),
    }
}

/// Where something stands.
#[derive(Clone)]
struct Position<'p> {
    path: &'p str,
    line: usize,
}

impl Position<'_> {
    fn error(&self, what: &str) -> IntentError {
        IntentError::Written {
            path: self.path.to_owned(),
            line: self.line,
            what: what.to_owned(),
        }
    }
}

fn line(text: &str, at: &Position<'_>) -> Result<Line, IntentError> {
    if text == "-" {
        return Ok(Vec::new());
    }
    let mut rest = text;
    let line = pieces(&mut rest, 0, at)?;
    if rest.is_empty() {
        Ok(line)
    } else {
        Err(at.error("a `}` without its `{`"))
    }
}

/// Reads up to the end, or within a choice up to the sign that ends the alternative.
fn pieces(rest: &mut &str, nesting: usize, at: &Position<'_>) -> Result<Line, IntentError> {
    let mut line = Line::new();
    let mut plain = String::new();
    while let Some(sign) = rest.chars().next() {
        if sign == '}' || sign == '|' && nesting > 0 {
            break;
        }
        if let Some(after) = rest.strip_prefix("\\n") {
            plain.push('\n');
            *rest = after;
            continue;
        }
        if let Some((name, after)) = pool_name(rest) {
            flush(&mut plain, &mut line);
            line.push(Piece::Pool(name.to_owned()));
            *rest = after;
            continue;
        }
        *rest = rest.get(sign.len_utf8()..).unwrap_or_default();
        if sign == '{' {
            flush(&mut plain, &mut line);
            line.push(choice(rest, nesting + 1, at)?);
        } else {
            plain.push(sign);
        }
    }
    flush(&mut plain, &mut line);
    Ok(line)
}

fn choice(rest: &mut &str, nesting: usize, at: &Position<'_>) -> Result<Piece, IntentError> {
    if nesting > MAX_NESTING {
        return Err(at.error("choices nested too deep"));
    }
    let mut choices = Vec::new();
    loop {
        choices.push(pieces(rest, nesting, at)?);
        let Some(sign) = rest.chars().next() else {
            return Err(at.error("a `{` without its `}`"));
        };
        *rest = rest.get(1..).unwrap_or_default();
        if sign == '}' {
            return Ok(Piece::Choice(choices));
        }
    }
}

/// `<name>` at the beginning of `text`, and what follows.
fn pool_name(text: &str) -> Option<(&str, &str)> {
    let (name, after) = text.strip_prefix('<')?.split_once('>')?;
    let is_name = |it: u8| it.is_ascii_lowercase() || it == b'_';
    (!name.is_empty() && name.bytes().all(is_name)).then_some((name, after))
}

fn flush(plain: &mut String, line: &mut Line) {
    if !plain.is_empty() {
        line.push(Piece::Text(std::mem::take(plain)));
    }
}

fn note_pools(line: &Line, note: &mut impl FnMut(&str)) {
    for piece in line {
        match piece {
            Piece::Pool(name) => note(name),
            Piece::Choice(choices) => choices.iter().for_each(|it| note_pools(it, note)),
            Piece::Text(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_is_named_with_its_line() {
        for (text, line, what) in [
            ("@pool a\nx\n\n{y|z\n", 4, "`{`"),
            ("@pool a\ny}\n", 2, "`}`"),
            ("@pool a\n<b> c\n", 2, "`b`"),
            ("@pool a\nx\n@pool a\n", 3, "already"),
            ("@document a\nx\n", 1, "intent"),
            ("@intent ham\n", 1, "`ham`"),
            (
                "@intent benign\n@document a\nx\n@document a\n",
                4,
                "already",
            ),
            ("text\n", 1, "nothing"),
            ("@poll a\n", 1, "neither"),
        ] {
            let file = ("f.txt".to_owned(), text.to_owned());
            let error = parse("en", &[file]).unwrap_err().to_string();
            assert!(
                error.starts_with(&format!("f.txt, line {line}:")),
                "{error}"
            );
            assert!(error.contains(what), "{error}");
        }
    }

    #[test]
    fn choices_nested_without_end_are_refused() {
        let text = format!("@pool a\n{}\n", "{".repeat(100_000));
        let error = parse("en", &[("f.txt".to_owned(), text)]).unwrap_err();
        assert!(error.to_string().contains("deep"));
    }
}
