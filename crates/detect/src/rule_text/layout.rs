//! Formatting the program of a rule file in its place.

use mql::RuleFile;
use mql::syntax::{format, parse};

use super::scalars::{Scalar, ScalarStyle, scalars};

/// Why a rule file is not formatted.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FormatError {
    /// It is no rule file.
    #[error(transparent)]
    File(#[from] mql::RuleFileError),
    /// It has no program.
    #[error("it has no `source`")]
    NoSource,
    /// The program has mistakes; `rules check` shows them.
    #[error("its source has mistakes, which `offhook rules check` shows")]
    Mistakes,
    /// The program's place in the YAML is not certain.
    #[error("the place of its source in the YAML is not certain")]
    Place,
    /// The formatted text would mean something else.
    #[error("its formatted source would not mean the same")]
    Meaning,
}

/// The rule file `text` with its `source` formatted and every other byte as it was. The result is read
/// back: what would not be the same rule is refused.
pub fn format_rule_text(text: &str) -> Result<String, FormatError> {
    let file = RuleFile::parse(text)?;
    if file.source.trim().is_empty() {
        return Err(FormatError::NoSource);
    }
    let program = format_program(&file.source)?;
    if program.trim_end() == file.source.trim_end() {
        return Ok(text.to_owned());
    }
    let found = scalars(text);
    let mut places = found
        .iter()
        .filter(|it| it.item.is_none() && it.keys.len() == 1 && it.name() == "source");
    let (Some(place), None) = (places.next(), places.next()) else {
        return Err(FormatError::Place);
    };
    if place.style != ScalarStyle::Other && place.text != file.source {
        return Err(FormatError::Place);
    }
    let formatted = rewrite(text, place, &program).ok_or(FormatError::Place)?;
    let again = RuleFile::parse(&formatted)?;
    let expected = {
        let mut expected = file.clone();
        expected.source.clone_from(&again.source);
        expected.source_line = again.source_line;
        expected
    };
    if again != expected || !means_the_same(&file.source, &again.source) {
        return Err(FormatError::Meaning);
    }
    Ok(formatted)
}

/// The program `source` formatted, with a line break at its end. What would not mean the same is
/// refused.
pub fn format_program(source: &str) -> Result<String, FormatError> {
    let formatted = format(source, &parse(source)).ok_or(FormatError::Mistakes)?;
    if means_the_same(source, &formatted) {
        Ok(formatted)
    } else {
        Err(FormatError::Meaning)
    }
}

fn means_the_same(before: &str, after: &str) -> bool {
    let (before, after) = (parse(before), parse(after));
    after.diagnostics.is_empty() && before.expr.same_as(&after.expr)
}

fn rewrite(text: &str, place: &Scalar, program: &str) -> Option<String> {
    let before = text.get(..place.value.start)?;
    let written = text.get(place.value.clone())?;
    let after = text.get(place.value.end..)?;
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let one_line = program.trim_end();
    let fits = !one_line.contains('\n') && !one_line.contains(": ") && !one_line.contains(" #");
    Some(match place.style {
        ScalarStyle::Literal(indent) => {
            let header = written.get(..=written.find('\n')?)?;
            let blank = trailing_blank_lines(written);
            let mut body = indented(program, indent, line_end);
            if !written.ends_with('\n') {
                body.truncate(body.trim_end().len());
            }
            format!("{before}{header}{body}{blank}{after}")
        }
        ScalarStyle::Plain if fits => format!("{before}{one_line}{after}"),
        _ => {
            let body = indented(program, 2, line_end);
            let rest = after
                .strip_prefix("\r\n")
                .or(after.strip_prefix('\n'))
                .unwrap_or(after);
            // A comment behind the value would become a part of the program.
            if !rest.is_empty() && rest.len() == after.len() && !written.ends_with('\n') {
                return None;
            }
            format!("{before}|{line_end}{body}{rest}")
        }
    })
}

/// The empty lines between the program and the next key, which belong to the look of the file.
fn trailing_blank_lines(written: &str) -> &str {
    let end = written.trim_end().len();
    let after = written.get(end..).unwrap_or_default();
    let first = after.find('\n').map_or(after.len(), |it| it + 1);
    after.get(first..).unwrap_or_default()
}

fn indented(program: &str, indent: usize, line_end: &str) -> String {
    let mut body = String::new();
    for line in program.trim_end().lines() {
        if !line.is_empty() {
            body.extend(std::iter::repeat_n(' ', indent));
            body.push_str(line);
        }
        body.push_str(line_end);
    }
    body
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(before: &str, after: &str) {
        assert_eq!(format_rule_text(before).unwrap(), after);
        assert_eq!(format_rule_text(after).unwrap(), after, "it is at rest");
    }

    #[test]
    fn nothing_but_the_source_changes() {
        check(
            "# a comment\nname:   'x'   # kept\nsource: |\n    a  and\n    (b  or c)\n    // why\n    and d\n\nid: \"y\"\n",
            "# a comment\nname:   'x'   # kept\nsource: |\n    a\n    and (b or c)\n    // why\n    and d\n\nid: \"y\"\n",
        );
        check(
            "source: a   and b # why\nid: x\n",
            "source: a and b # why\nid: x\n",
        );
        check(
            "source: \"a   and b\"\nid: x\n",
            "source: |\n  a and b\nid: x\n",
        );
        check(
            "source: >\n  a\n  and  b\nid: x\n",
            "source: |\n  a and b\nid: x\n",
        );
        check(
            "source: |-\r\n  a  and b\r\nid: x\r\n",
            "source: |-\r\n  a and b\r\nid: x\r\n",
        );
        check("id: x\nsource: a  and b", "id: x\nsource: a and b");
        check(
            "id: x\nsource: |\n  a  and b",
            "id: x\nsource: |\n  a and b",
        );
    }

    #[test]
    fn what_cannot_be_formatted_is_refused() {
        let error = |text: &str| format_rule_text(text).unwrap_err().to_string();
        assert!(error("name: x\n").contains("no `source`"));
        assert!(error("source: a and\n").contains("mistakes"));
        assert!(error("- a\n").contains("not a rule file"));
        assert!(error("source: \"a   and b\" # c\n").contains("place"));
    }
}
