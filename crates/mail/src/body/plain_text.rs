//! Plain text as a reader sees it: line ends made uniform, bytes that show nothing left out, and
//! flowed paragraphs put together again (RFC 3676).

/// Appends `raw` as it is shown. `flow` is set for `format=flowed`, and holds whether the space that
/// marks a soft line break is deleted (`delsp=yes`).
pub(super) fn append_shown(out: &mut String, raw: &str, flow: Option<bool>) {
    out.reserve(raw.len());
    match flow {
        None => append_lines(out, raw),
        Some(deletes_space) => append_flowed(out, raw, deletes_space),
    }
}

fn append_lines(out: &mut String, raw: &str) {
    let mut rest = raw;
    while let Some(at) = memchr::memchr2(b'\r', 0, rest.as_bytes()) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        if from.starts_with('\r') && !from.starts_with("\r\n") {
            out.push('\n');
        }
        rest = from.get(1..).unwrap_or_default();
    }
    out.push_str(rest);
}

/// A line that ends in a space goes on in the next one of the same quote depth; a signature mark
/// (`-- `) does not.
fn append_flowed(out: &mut String, raw: &str, deletes_space: bool) {
    let mut lines = String::with_capacity(raw.len());
    append_lines(&mut lines, raw);
    // The quote depth of the line that is still open.
    let mut open: Option<usize> = None;
    let mut is_first = true;
    for line in lines.split('\n') {
        let unquoted = line.trim_start_matches('>');
        let depth = line.len() - unquoted.len();
        // A space put before the text protects what looks like a quotation or a separator.
        let content = unquoted.strip_prefix(' ').unwrap_or(unquoted);
        let is_signature = content == "-- ";
        if open == Some(depth) && !is_signature {
            out.push_str(content);
        } else {
            if !is_first {
                out.push('\n');
            }
            if depth == 0 {
                out.push_str(content);
            } else {
                out.push_str(line);
            }
        }
        is_first = false;
        let goes_on = content.ends_with(' ') && !is_signature;
        if goes_on && deletes_space {
            out.pop();
        }
        open = goes_on.then_some(depth);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(raw: &str, flow: Option<bool>) -> String {
        let mut out = String::new();
        append_shown(&mut out, raw, flow);
        out
    }

    #[test]
    fn line_ends_and_nul() {
        assert_eq!(shown("a\r\nb\rc\nd\0e\r\n", None), "a\nb\nc\nde\n");
    }

    #[test]
    fn flowed_paragraphs() {
        assert_eq!(
            shown("call 1 \r\n800 555\r\nnext", Some(false)),
            "call 1 800 555\nnext"
        );
        assert_eq!(shown("call 1 \r\n800", Some(true)), "call 1800");
        assert_eq!(shown("> a \n> b\nc", Some(false)), "> a b\nc");
        assert_eq!(shown("a\n-- \nsig", Some(false)), "a\n-- \nsig");
        assert_eq!(shown(" From here", Some(false)), "From here");
        assert_eq!(shown("", Some(false)), "");
    }

    proptest! {
        #[test]
        fn nothing_visible_is_lost(raw in "[a-c> \\r\\n]{0,60}") {
            let letters = |text: &str| text.chars().filter(char::is_ascii_alphabetic).collect::<String>();
            for flow in [None, Some(false), Some(true)] {
                prop_assert_eq!(letters(&shown(&raw, flow)), letters(&raw));
            }
        }
    }
}
