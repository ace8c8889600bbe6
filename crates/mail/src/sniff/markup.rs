//! Types that are text: HTML, SVG, calendars.

use std::borrow::Cow;

/// So much of the text is looked at.
const HEAD_BYTES: usize = 4096;

/// The types that are recognised here.
#[cfg(test)]
pub(super) const NAMES: &[&str] = &["html", "svg", "ics"];

/// Tags that HTML begins with (WHATWG MIME Sniffing, section 7.1, and those that mail adds).
const TAGS: &[&str] = &[
    "!doctype html",
    "html",
    "head",
    "script",
    "iframe",
    "h1",
    "div",
    "font",
    "table",
    "a",
    "style",
    "title",
    "b",
    "body",
    "br",
    "p",
    "meta",
    "link",
    "form",
    "center",
    "span",
    "img",
    "base",
];

pub(super) fn sniff(content: &[u8]) -> Option<&'static str> {
    let text = head(content)?.to_ascii_lowercase();
    let text = text.trim_start_matches(['\u{feff}']).trim_start();
    if text.starts_with("begin:vcalendar") {
        return Some("ics");
    }
    if !text.starts_with('<') {
        return None;
    }
    let text = without_prologue(text);
    let tag = text.strip_prefix('<')?;
    if begins_with(tag, "svg") {
        return Some("svg");
    }
    if tag.starts_with("!doctype svg") {
        return Some("svg");
    }
    TAGS.iter().any(|it| begins_with(tag, it)).then_some("html")
}

/// The beginning as text; `None` for what is none.
fn head(content: &[u8]) -> Option<Cow<'_, str>> {
    let head = content.get(..content.len().min(HEAD_BYTES))?;
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(head) {
        return Some(encoding.decode(head).0);
    }
    (!head.contains(&0)).then(|| String::from_utf8_lossy(head))
}

/// `text` without an XML declaration, processing instructions and comments.
fn without_prologue(mut text: &str) -> &str {
    loop {
        let end = if text.starts_with("<!--") {
            "-->"
        } else if text.starts_with("<?") {
            ">"
        } else {
            return text;
        };
        match text.split_once(end) {
            Some((_, after)) => text = after.trim_start(),
            None => return "",
        }
    }
}

/// Whether `text` begins with `tag` and the tag ends there.
fn begins_with(text: &str, tag: &str) -> bool {
    text.strip_prefix(tag)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['>', '/', ' ', '\t', '\r', '\n']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, name: Option<&str>) {
        assert_eq!(sniff(text.as_bytes()), name, "{text}");
    }

    #[test]
    fn html() {
        check("<!DOCTYPE html><p>", Some("html"));
        check("\u{feff}\r\n  <HTML lang=en>", Some("html"));
        check("<!-- x --><script>1</script>", Some("html"));
        check("<?xml version='1.0'?><html xmlns='x'>", Some("html"));
        check("<meta charset=utf-8>", Some("html"));
        check("<ann@example.com> wrote", None);
        check("<paragraph>", None);
        check("a <b>", None);
    }

    #[test]
    fn html_in_utf16() {
        let mut content = vec![0xFF, 0xFE];
        content.extend("<html>".encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(sniff(&content), Some("html"));
    }

    #[test]
    fn drawings_and_calendars() {
        check("<svg xmlns='http://www.w3.org/2000/svg'>", Some("svg"));
        check("<?xml version='1.0'?>\n<!-- x -->\n<svg>", Some("svg"));
        check("<!DOCTYPE svg PUBLIC 'x'>", Some("svg"));
        check("BEGIN:VCALENDAR\r\nVERSION:2.0", Some("ics"));
        check("begin: x", None);
        check("<!-- never ends", None);
    }
}
