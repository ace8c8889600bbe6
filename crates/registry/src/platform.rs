//! Platforms whose genuine mail carries text that a third party wrote.

use text::Span;

use crate::{LazyRegex, Pattern, covers};

/// A platform, such as PayPal invoices or Google Calendar invitations.
#[derive(Debug, Clone, Default)]
pub struct Platform {
    /// Stable id, such as `paypal_invoice`.
    pub id: String,
    /// The name shown to readers.
    pub name: String,
    /// The brand that runs it, if it is one of the registry.
    pub brand: Option<String>,
    /// Domains of From, Sender or a passing DKIM signature that show it is its mail; hosts below
    /// them count.
    pub domains: Vec<String>,
    /// Sender addresses, where the domain alone says too little (lower case; `*` stands for any run
    /// of characters). Empty: any address at the domains.
    pub senders: Vec<String>,
    /// Phrases of which one must stand in subject or body, where domain and sender say too little
    /// (lower case). Empty: none is needed.
    pub markers: Vec<String>,
    /// What the body of its mail looks like, for mail that lost everything else on its way.
    pub shapes: Vec<Pattern>,
    /// Whether Sender and DKIM domain show it although From is the third party's (calendars).
    pub sent_on_behalf: bool,
    /// What the third party writes, for readers ("the note of the invoice").
    pub third_party_writes: String,
    /// How to find it in the mail; empty: the whole text counts as written by the third party.
    pub fields: Vec<PlatformField>,
    /// Where it is known from.
    pub source: String,
}

impl Platform {
    /// Whether mail from `address` at `domain` can be this platform's. Both in lower case.
    pub fn sends_from(&self, address: &str, domain: &str) -> bool {
        self.domains.iter().any(|it| covers(it, domain))
            && (self.senders.is_empty() || self.senders.iter().any(|it| globbed(it, address)))
    }

    /// Whether `body` has the look of this platform's mail.
    pub fn has_shape(&self, body: &str) -> bool {
        self.shapes.iter().any(|it| it.matches(body))
    }

    /// Whether one of the markers stands in `text` (lower case); true where none is needed.
    pub fn is_marked(&self, text: &str) -> bool {
        self.markers.is_empty() || self.markers.iter().any(|it| text.contains(it.as_str()))
    }
}

/// Whether `text` has the form of `pattern`, in which `*` stands for any run of characters.
fn globbed(pattern: &str, text: &str) -> bool {
    let Some((first, rest)) = pattern.split_once('*') else {
        return pattern == text;
    };
    let Some(mut left) = text.strip_prefix(first) else {
        return false;
    };
    let mut pieces = rest.split('*').peekable();
    while let Some(piece) = pieces.next() {
        if pieces.peek().is_none() {
            return left.ends_with(piece);
        }
        let Some(at) = left.find(piece) else {
            return false;
        };
        left = left.get(at + piece.len()..).unwrap_or_default();
    }
    true
}

/// Where in a platform's mail the third party's text stands.
#[derive(Debug, Clone, Default)]
pub struct PlatformField {
    /// `subject`, `display_name` or `body`.
    pub place: String,
    /// Regular expression that ends where the field begins; empty: from the start.
    pub after: String,
    /// Regular expression whose last match begins where the field ends; empty: to the end. The last,
    /// for what a third party writes may imitate what follows it.
    pub before: String,
    /// `after`, compiled at first use.
    pub after_compiled: LazyRegex,
    /// `before`, compiled at first use.
    pub before_compiled: LazyRegex,
}

/// Fields found in one text at most; more is repetition.
const MAX_SPANS: usize = 16;

impl PlatformField {
    /// The places in `text` at which this field stands, white space around it left out.
    ///
    /// Without `after` there is at most one, from the start. A field whose end is not found runs to
    /// the end of the text: too much is judged rather than too little.
    pub fn spans(&self, text: &str) -> Vec<Span> {
        let mut spans = Vec::new();
        let mut from = 0;
        while spans.len() < MAX_SPANS {
            let Some(start) = self.start(text, from) else {
                break;
            };
            let end = self.end(text, start);
            if let Some(span) = trimmed(text, start, end) {
                spans.push(span);
            }
            if self.after.is_empty() || end >= text.len() {
                break;
            }
            from = end.max(start);
        }
        spans
    }

    fn start(&self, text: &str, from: usize) -> Option<usize> {
        if self.after.is_empty() {
            return Some(from);
        }
        let regex = self.after_compiled.get(&self.after)?;
        Some(regex.find_at(text, from)?.end())
    }

    fn end(&self, text: &str, start: usize) -> usize {
        if self.before.is_empty() {
            return text.len();
        }
        self.before_compiled
            .get(&self.before)
            .and_then(|regex| last_match(regex, text, start))
            .unwrap_or(text.len())
    }
}

/// Where the last match of `regex` at or after `from` begins.
fn last_match(regex: &regex::Regex, text: &str, from: usize) -> Option<usize> {
    let mut last = None;
    let mut at = from;
    while let Some(found) = regex.find_at(text, at) {
        last = Some(found.start());
        if found.end() >= text.len() {
            break;
        }
        at = next_character(text, found.end().max(at));
    }
    last
}

/// The boundary after the character at `at`, so that a search that matches nothing still ends.
fn next_character(text: &str, at: usize) -> usize {
    let width = text.get(at..).and_then(|rest| rest.chars().next());
    at + width.map_or(1, char::len_utf8)
}

/// `start..end` of `text` without the white space at both ends; `None` if nothing is left.
fn trimmed(text: &str, start: usize, end: usize) -> Option<Span> {
    let piece = text.get(start..end)?;
    let kept = piece.trim();
    let skipped = piece.len() - piece.trim_start().len();
    (!kept.is_empty()).then(|| Span::new(start + skipped, start + skipped + kept.len()))
}

/// A number that belongs to neither brand nor scam (regulators, arbitrators, credit bureaus).
#[derive(Debug, Clone, Default)]
pub struct NeutralNumber {
    /// In E.164.
    pub e164: String,
    /// Whose it is.
    pub owner: String,
    /// Where it stands.
    pub source: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(after: &str, before: &str, text: &str, expected: &[&str]) {
        let field = PlatformField {
            place: "body".to_owned(),
            after: after.to_owned(),
            before: before.to_owned(),
            ..PlatformField::default()
        };
        let found: Vec<_> = field.spans(text).iter().map(|it| it.of(text)).collect();
        assert_eq!(found, expected, "{after} … {before} in {text}");
    }

    #[test]
    fn a_field_lies_between_its_borders() {
        check(
            "Note: ",
            "\n\nTotal",
            "Hi\nNote: call me \n\nTotal 5",
            &["call me"],
        );
    }

    #[test]
    fn a_field_without_an_end_runs_to_the_end() {
        check("Note: ", "Total", "Note: call me\nnow", &["call me\nnow"]);
        check("Note: ", "", "Note: call me", &["call me"]);
    }

    #[test]
    fn a_field_may_start_the_text() {
        check("", " via ", "Mallory via Docusign", &["Mallory"]);
    }

    #[test]
    fn a_field_may_stand_more_than_once() {
        check("Note: ", "", "Note: one", &["one"]);
        check("Note: ", "END", "Note: one END Note: two", &["one", "two"]);
    }

    #[test]
    fn what_a_third_party_imitates_does_not_end_the_field() {
        let text = "Note: Total 5, call 1\nTotal 9";
        check("Note: ", "Total", text, &["Total 5, call 1"]);
    }

    #[test]
    fn a_star_stands_for_any_run() {
        assert!(globbed("a@b.c", "a@b.c"));
        assert!(!globbed("a@b.c", "aa@b.c"));
        assert!(globbed("receipts+*@b.c", "receipts+1@b.c"));
        assert!(globbed("*@b.c", "x@b.c"));
        assert!(globbed("d*@*b.c", "dse_na@mail.b.c"));
        assert!(!globbed("d*@*b.c", "x@mail.b.c"));
        assert!(!globbed("*@b.c", "x@b.c.d"));
        assert!(!globbed("ab*b", "ab"));
    }

    #[test]
    fn an_empty_or_absent_field_is_none() {
        check("Note: ", "Total", "Note:   Total", &[]);
        check("Note: ", "Total", "nothing", &[]);
        check("", "x", "", &[]);
    }

    #[test]
    fn patterns_that_match_nothing_wide_end() {
        check("", "", "abc", &["abc"]);
        let field = PlatformField {
            after: "x*".to_owned(),
            before: "y*".to_owned(),
            ..PlatformField::default()
        };
        assert!(field.spans("abc\u{e9}def").len() <= MAX_SPANS);
    }
}
