//! Field instructions of word processors and formulas of sheets: links, and data drawn from other programs.

use crate::file::Source;
use crate::walk::Reading;

/// Reads a field instruction such as `HYPERLINK "https://example.com" \h` or `DDEAUTO c:\\cmd.exe "/k"`.
pub(super) fn read(reading: &mut Reading<'_, '_>, instruction: &str) {
    let instruction = instruction.trim();
    let (name, rest) = instruction
        .split_once(char::is_whitespace)
        .unwrap_or((instruction, ""));
    match name.to_ascii_uppercase().as_str() {
        "HYPERLINK" => {
            if let Some(target) = first_argument(rest) {
                reading.found_link(&target, None, Source::Office);
            }
        }
        "INCLUDEPICTURE" | "INCLUDETEXT" | "INCLUDE" | "IMPORT" | "LINK" => {
            if let Some(target) = first_argument(rest) {
                note(reading, name, &target);
                reading.found_link(&target, None, Source::Office);
            }
        }
        "DDE" | "DDEAUTO" => note_dde(reading, rest),
        _ => {}
    }
}

/// Reads a formula: `HYPERLINK("…")`, and `program|topic!item`, which starts a program.
pub(super) fn read_formula(reading: &mut Reading<'_, '_>, formula: &str) {
    reading.found_links_in(formula, Source::Office);
    let upper = formula.to_ascii_uppercase();
    let starts_program = [
        "CMD|",
        "MSEXCEL|",
        "POWERSHELL|",
        "RUNDLL32|",
        "MSHTA|",
        "REGSVR32|",
    ];
    if starts_program.iter().any(|it| upper.contains(it)) {
        note_dde(reading, formula);
    }
}

/// Notes that data is drawn from another program.
pub(super) fn note_dde(reading: &mut Reading<'_, '_>, what: &str) {
    note(reading, "dde", what.trim());
}

fn note(reading: &mut Reading<'_, '_>, kind: &str, target: &str) {
    /// References noted of one document.
    const MOST: usize = 2_000;
    let pair = (
        kind.to_ascii_lowercase(),
        super::findings::cut(target, 1024).to_owned(),
    );
    if let Some(office) = &mut reading.file.office
        && office.external.len() < MOST
        && !office.external.contains(&pair)
    {
        office.external.push(pair);
    }
}

/// The first argument that is no switch; in quotation marks or not, backslashes doubled or not.
fn first_argument(arguments: &str) -> Option<String> {
    let arguments = arguments.trim_start();
    if let Some(quoted) = arguments.strip_prefix(['"', '\u{201C}']) {
        let end = quoted.find(['"', '\u{201D}']).unwrap_or(quoted.len());
        return Some(quoted.get(..end)?.replace("\\\\", "\\"));
    }
    let word = arguments.split_whitespace().next()?;
    // `\l` names a place in the document itself.
    (!word.starts_with('\\')).then(|| word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments() {
        let of = |it| first_argument(it);
        assert_eq!(
            of(" \"https://a.example/x\" \\h").as_deref(),
            Some("https://a.example/x")
        );
        assert_eq!(
            of("https://a.example \\o").as_deref(),
            Some("https://a.example")
        );
        assert_eq!(of("\\l \"place\""), None);
        assert_eq!(of("\"unclosed").as_deref(), Some("unclosed"));
        assert_eq!(of(""), None);
    }
}
