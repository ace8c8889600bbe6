//! The marks by which mail clients set quoted and forwarded history apart.
//!
//! Each client has its own; none is in a standard. Outlook on the web and others prefix the ids and
//! classes of a message they quote with `x_`, once for each time it is quoted.

use html5ever::{LocalName, local_name};
use text::Span;

use crate::tree::{NodeId, Tree};

/// An element by which mail clients mark quoted or forwarded history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotedBlock {
    /// What kind of marker it is: `gmail_quote`, `gmail_attr`, `blockquote_cite`,
    /// `moz-cite-prefix`, `moz-forward-container`, `yahoo_quoted`, `protonmail_quote`,
    /// `zmail_extra`, `divRplyFwdMsg`, `appendonsend`, `olk_src_body_section`,
    /// `reference_message`, `outlook_separator`, `hr_reply`.
    pub marker: &'static str,
    /// Where its text stands in the visible text. For markers that precede the quoted history
    /// (`divRplyFwdMsg`, `appendonsend`, `outlook_separator`, `hr_reply`) the span reaches from the
    /// marker to the end.
    pub span: Span,
}

/// A marker and what of the text it marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Marker {
    pub(crate) name: &'static str,
    /// Whether all that follows is marked, not only what is within.
    pub(crate) to_the_end: bool,
    /// Whether it marks only if its text is the header block of a reply.
    pub(crate) needs_header: bool,
}

impl Marker {
    const fn around(name: &'static str) -> Self {
        Self {
            name,
            to_the_end: false,
            needs_header: false,
        }
    }

    const fn before(name: &'static str) -> Self {
        Self {
            name,
            to_the_end: true,
            needs_header: false,
        }
    }
}

/// The line that clients draw above a reply's header block.
pub(crate) const RULE: Marker = Marker {
    name: "hr_reply",
    to_the_end: true,
    needs_header: true,
};

const CLASSES: &[(&str, Marker)] = &[
    ("gmail_quote", Marker::around("gmail_quote")),
    ("gmail_quote_container", Marker::around("gmail_quote")),
    ("gmail_attr", Marker::around("gmail_attr")),
    ("moz-cite-prefix", Marker::around("moz-cite-prefix")),
    (
        "moz-forward-container",
        Marker::around("moz-forward-container"),
    ),
    ("yahoo_quoted", Marker::around("yahoo_quoted")),
    ("protonmail_quote", Marker::around("protonmail_quote")),
    ("zmail_extra", Marker::around("zmail_extra")),
];

const IDS: &[(&str, Marker)] = &[
    ("divRplyFwdMsg", Marker::before("divRplyFwdMsg")),
    ("appendonsend", Marker::before("appendonsend")),
    (
        "OLK_SRC_BODY_SECTION",
        Marker::around("olk_src_body_section"),
    ),
    (
        "mail-editor-reference-message-container",
        Marker::around("reference_message"),
    ),
    ("yahoo_quoted", Marker::around("yahoo_quoted")),
];

/// The marker that the element `id` is, if it is one.
pub(crate) fn marker(tree: &Tree, id: NodeId, name: &LocalName) -> Option<Marker> {
    if !matches!(
        *name,
        local_name!("div")
            | local_name!("span")
            | local_name!("blockquote")
            | local_name!("section")
    ) {
        return None;
    }
    for attribute in tree.attributes(id) {
        let value = tree.value(attribute);
        let found = match attribute.name {
            local_name!("class") => value
                .split_ascii_whitespace()
                .find_map(|it| lookup(CLASSES, it)),
            local_name!("id") => lookup(IDS, value.trim()),
            local_name!("type")
                if *name == local_name!("blockquote") && value.eq_ignore_ascii_case("cite") =>
            {
                Some(Marker::around("blockquote_cite"))
            }
            local_name!("style") if *name == local_name!("div") => outlook_separator(value),
            _ => None,
        };
        if found.is_some() {
            return found;
        }
    }
    None
}

fn lookup(markers: &[(&str, Marker)], name: &str) -> Option<Marker> {
    let mut name = name;
    while let Some(inner) = name.strip_prefix("x_") {
        name = inner;
    }
    // Yahoo numbers its ids: `yahoo_quoted_1234567890`.
    let name = if name.starts_with("yahoo_quoted_") {
        "yahoo_quoted"
    } else {
        name
    };
    markers
        .iter()
        .find(|(known, _)| name.eq_ignore_ascii_case(known))
        .map(|(_, marker)| *marker)
}

/// Outlook draws its line above a reply as the upper border of the header block.
fn outlook_separator(style: &str) -> Option<Marker> {
    let has = |wanted: &str| {
        style
            .as_bytes()
            .windows(wanted.len())
            .any(|it| it.eq_ignore_ascii_case(wanted.as_bytes()))
    };
    let line = has("border-top:solid") || has("border-top: solid");
    let only_that_line = has("border:none") || has("border: none");
    (line && only_that_line).then_some(Marker {
        name: "outlook_separator",
        to_the_end: true,
        needs_header: true,
    })
}

/// `From` as mail clients of other languages write it above a reply.
const FROM: &[&str] = &[
    "from",
    "de",
    "von",
    "da",
    "van",
    "från",
    "fra",
    "od",
    "от",
    "от кого",
    "отправитель",
    "kimden",
    "gönderen",
    "lähettäjä",
    "feladó",
    "expéditeur",
    "absender",
    "mittente",
    "remitente",
    "remetente",
    "avsändare",
    "afsender",
    "avsender",
    "nadawca",
    "odesílatel",
    "de la",
    "από",
    "מאת",
    "من",
    "发件人",
    "寄件者",
    "寄件人",
    "差出人",
    "送信者",
    "보낸 사람",
    "보낸사람",
    "từ",
    "dari",
    "จาก",
];

/// Lines that are looked at, and how long a label may be.
const HEADER_LINES: usize = 6;
const LABEL_BYTES: usize = 48;

/// Whether `text` begins with the header block of a quoted message: label, colon, value, one of
/// the labels being the sender's.
pub(crate) fn begins_with_header(text: &str) -> bool {
    let mut labels = 0;
    let mut names_sender = false;
    let lines = text.lines().map(str::trim).filter(|it| !it.is_empty());
    for line in lines.take(HEADER_LINES) {
        let Some(label) = label(line) else {
            break;
        };
        labels += 1;
        names_sender |= FROM.contains(&label.as_str());
    }
    labels >= 2 && names_sender
}

fn label(line: &str) -> Option<String> {
    let start = line.get(..line.floor_char_boundary(LABEL_BYTES))?;
    let (label, _) = start.split_once([':', '：'])?;
    Some(label.trim().trim_matches('*').to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn header_blocks_in_other_languages() {
        assert!(begins_with_header("From: A\nSent: B\nTo: C"));
        assert!(begins_with_header("\n Von: A\n\nGesendet: B"));
        assert!(begins_with_header("发件人：A\n发送时间：B"));
        assert!(!begins_with_header("Phone: 1\nMail: 2"));
        assert!(!begins_with_header("From: A"));
        assert!(!begins_with_header("Hello\nFrom: A\nTo: B"));
        assert!(!begins_with_header(""));
    }

    #[test]
    fn prefixes_of_requoted_messages_do_not_matter() {
        assert_eq!(
            lookup(CLASSES, "x_x_gmail_quote").map(|it| it.name),
            Some("gmail_quote")
        );
        assert_eq!(
            lookup(IDS, "x_divRplyFwdMsg").map(|it| it.name),
            Some("divRplyFwdMsg")
        );
        assert_eq!(
            lookup(IDS, "yahoo_quoted_42").map(|it| it.name),
            Some("yahoo_quoted")
        );
        assert_eq!(lookup(CLASSES, "gmail_signature"), None);
    }

    #[test]
    fn outlook_lines() {
        let style = "border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in";
        assert!(outlook_separator(style).is_some());
        assert!(outlook_separator("border:solid red 1pt").is_none());
    }
}
