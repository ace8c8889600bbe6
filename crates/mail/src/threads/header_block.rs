//! The header block above a quoted message: labels and values on lines of their own.

use super::labels::{Label, label};
use super::line::Line;

/// Lines that one block may have.
const LINES: usize = 40;
/// Lines that one value may be broken into.
const VALUE_LINES: usize = 12;

/// A header block.
#[derive(Debug, Default)]
pub(super) struct Block {
    /// Labels and values in order.
    pub(super) fields: Vec<(Label, String)>,
    /// The first line that is not its own.
    pub(super) end: usize,
}

/// How much a block needs to be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    /// Enough to tell it from a form or an address label.
    Much,
    /// A rule stands before it, or the HTML marks it.
    Little,
    /// The line before it says that it is one.
    Sender,
}

impl Block {
    /// The block that begins at line `first`.
    pub(super) fn at(lines: &[Line<'_>], first: usize, need: Need) -> Option<Self> {
        let (begin, _) = label(lines.get(first)?.content)?;
        if need == Need::Much && begin != Label::From {
            return None;
        }
        let mut block = Self::default();
        let mut at = first;
        while at < lines.len() && at - first < LINES {
            let Some((label, value)) = lines.get(at).and_then(|it| label(it.content)) else {
                break;
            };
            // A second sender is the next message.
            if label == Label::From && block.value(Label::From).is_some() {
                break;
            }
            let (value, next) = whole_value(lines, at, (label, value), need);
            block.fields.push((label, value));
            block.end = next;
            at = next_label(lines, next).unwrap_or(lines.len());
        }
        block.is_enough(need).then_some(block)
    }

    /// The first value with this label that is not empty.
    pub(super) fn value(&self, wanted: Label) -> Option<&str> {
        self.fields
            .iter()
            .find(|(label, value)| *label == wanted && !value.is_empty())
            .map(|(_, value)| value.as_str())
    }

    fn is_enough(&self, need: Need) -> bool {
        let has = |label| self.value(label).is_some();
        if need == Need::Sender && has(Label::From) {
            return true;
        }
        if need != Need::Much {
            let known = [Label::From, Label::Date, Label::To, Label::Subject];
            return known.into_iter().filter(|it| has(*it)).count() >= 2;
        }
        let from = self.value(Label::From).unwrap_or_default();
        let is_dated = self.value(Label::Date).is_some_and(is_date);
        let has_address = from.contains('@');
        match (is_dated, has(Label::To), has(Label::Subject)) {
            (true, _, true) => !from.is_empty(),
            (true, true, false) | (false, true, true) => has_address,
            _ => false,
        }
    }
}

fn is_date(value: &str) -> bool {
    value.bytes().any(|it| it.is_ascii_digit())
}

/// The value of the label at line `at`, and the line behind it. A value may stand on the line below
/// its label; lists of recipients are broken over several lines.
fn whole_value(
    lines: &[Line<'_>],
    at: usize,
    (named, first): (Label, &str),
    need: Need,
) -> (String, usize) {
    let mut value = first.to_owned();
    let mut next = at + 1;
    if value.is_empty() {
        if let Some(line) = lines.get(next)
            && !line.is_blank()
            && label(line.content).is_none()
        {
            line.content.clone_into(&mut value);
            next += 1;
        }
        return (value, next);
    }
    let is_list = matches!(named, Label::To | Label::Cc | Label::Bcc | Label::Subject);
    let may_go_on = is_list || need != Need::Much;
    while may_go_on
        && next - at < VALUE_LINES
        && let Some(line) = lines.get(next)
        && !line.is_blank()
        && label(line.content).is_none()
        && goes_on(lines, next, &value)
    {
        value.push(' ');
        value.push_str(line.content);
        next += 1;
    }
    (value, next)
}

/// Whether the line at `next` goes on with a value: the list is not over, or another label follows
/// without a blank line between.
fn goes_on(lines: &[Line<'_>], next: usize, value: &str) -> bool {
    let is_open = value.ends_with([',', ';']);
    let following = lines.iter().skip(next + 1).take(VALUE_LINES);
    is_open
        || following
            .take_while(|it| !it.is_blank())
            .any(|it| label(it.content).is_some())
}

/// The next line that has a label, if nothing but one blank line stands before it.
fn next_label(lines: &[Line<'_>], from: usize) -> Option<usize> {
    let has_label = |at: usize| lines.get(at).is_some_and(|it| label(it.content).is_some());
    if has_label(from) {
        return Some(from);
    }
    let is_blank = lines.get(from).is_some_and(Line::is_blank);
    (is_blank && has_label(from + 1)).then_some(from + 1)
}

#[cfg(test)]
mod tests {
    use super::super::line::cut;
    use super::*;

    fn block(text: &str, need: Need) -> Option<Block> {
        Block::at(&cut(text), 0, need)
    }

    #[test]
    fn a_block_of_outlook() {
        let found = block(
            "From: Ann Lee <ann@a.test>\nSent: Monday, 3 March 2026 10:00\nTo: Bob <b@b.test>; \n\
             Carl <c@c.test>\nSubject: Lunch\n\nHello",
            Need::Much,
        )
        .unwrap();
        assert_eq!(found.value(Label::From), Some("Ann Lee <ann@a.test>"));
        assert_eq!(
            found.value(Label::To),
            Some("Bob <b@b.test>; Carl <c@c.test>")
        );
        assert_eq!(found.value(Label::Subject), Some("Lunch"));
        assert_eq!(found.end, 5);
    }

    #[test]
    fn labels_apart_or_above_their_values() {
        let text = "Von: Ann\n\nGesendet: Montag, 3. März 2026 10:00\n\nAn: Bob\n\nBetreff: Termin\n\nHallo";
        assert_eq!(block(text, Need::Much).unwrap().fields.len(), 4);
        let text = "From:\nAnn\nDate:\n3 March\nSubject:\nLunch\nHello";
        assert_eq!(
            block(text, Need::Much).unwrap().value(Label::Date),
            Some("3 March")
        );
    }

    #[test]
    fn forms_and_sentences_are_no_blocks() {
        for text in [
            "From: Ann",
            "From: Ann\nSubject: Question\n\nHello",
            "From: Leeds\nTo: York\nDate: 12 Mar",
            "To: b@b.test\nSubject: x\nDate: 1",
            "From: the desk of Ann\nwe write to you\nDate: 1\nSubject: x",
        ] {
            assert!(block(text, Need::Much).is_none(), "{text}");
        }
    }

    #[test]
    fn behind_a_separator_less_is_enough() {
        let found = block("Subject: Lunch\nDate: Monday\nFrom: Ann\n", Need::Little).unwrap();
        assert_eq!(found.value(Label::From), Some("Ann"));
        assert!(block("Subject: Lunch\nHello", Need::Little).is_none());
        assert!(block("From: Ann\n\nHello", Need::Little).is_none());
        assert!(block("From: Ann\n\nHello", Need::Sender).is_some());
        let found = block(
            "From: Ann [mailto:ann@a.test]On Behalf Of\nBob\nSent: 1\n\nHi",
            Need::Little,
        );
        let from = "Ann [mailto:ann@a.test]On Behalf Of Bob";
        assert_eq!(found.unwrap().value(Label::From), Some(from));
    }

    #[test]
    fn two_messages_are_two_blocks() {
        let found = block(
            "From: a@a.test\nDate: 1\nSubject: x\nFrom: b@b.test\nDate: 2\nSubject: y",
            Need::Much,
        );
        assert_eq!(found.unwrap().end, 3);
    }
}
