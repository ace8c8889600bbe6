//! Formatting: only the lines of the program that differ.

use detect::FormatError;
use lsp_types::TextEdit;

use crate::document::Document;

/// The edit that formats `document`; `None` where nothing would change.
pub(crate) fn edit(document: &Document) -> Result<Option<TextEdit>, FormatError> {
    if document.is_too_long() {
        return Ok(None);
    }
    let text = &document.text;
    let formatted = if document.is_program() {
        detect::format_program(text)?
    } else if detect::is_rule_file(&document.name, text) {
        detect::format_rule_text(text)?
    } else {
        return Ok(None);
    };
    if formatted == *text {
        return Ok(None);
    }
    let same = |(a, b): &(&str, &str)| a == b;
    let whole_lines = |text: &'_ str| -> Vec<String> {
        text.split_inclusive('\n').map(ToOwned::to_owned).collect()
    };
    let (old, new) = (whole_lines(text), whole_lines(&formatted));
    let pairs = || {
        old.iter()
            .map(String::as_str)
            .zip(new.iter().map(String::as_str))
    };
    let front = pairs().take_while(same).count();
    let most = old.len().min(new.len()) - front;
    let back = old
        .iter()
        .rev()
        .zip(new.iter().rev())
        .take(most)
        .take_while(|(a, b)| a == b)
        .count();
    let length = |lines: &[String]| lines.iter().map(String::len).sum::<usize>();
    let start = length(old.get(..front).unwrap_or_default());
    let end = text.len() - length(old.get(old.len() - back..).unwrap_or_default());
    let middle = new.get(front..new.len() - back).unwrap_or_default();
    Ok(Some(TextEdit {
        range: document.lines.range(text, start, end),
        new_text: middle.concat(),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_replaced() {
        let text = "name: x\nsource: |\n  a\n  and  b\n  and c\nid: y\n";
        let document = Document::new("a.yml".to_owned(), 1, text.to_owned());
        let edit = edit(&document).unwrap().unwrap();
        assert_eq!((edit.range.start.line, edit.range.end.line), (2, 5));
        assert_eq!(edit.new_text, "  a and b and c\n");
    }
}
