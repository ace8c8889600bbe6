//! From the tree of parts to its leaves, in order.

use std::borrow::Cow;
use std::collections::HashSet;

use limits::{Capability, Limits};
use mail_parser::{ContentType, HeaderName, Message, MessagePart, PartFlags, PartKind};

use super::leaf::Leaf;
use super::{readings, transfer};
use crate::message::Findings;

/// Walks over the parts of a message and collects leaves.
pub(super) struct Walk<'m, 'f> {
    /// The bytes that the parts are ranges of.
    raw: &'m [u8],
    pub(super) limits: &'f Limits,
    pub(super) findings: &'f mut Findings,
    leaves: Vec<Leaf<'m>>,
    /// Numbers given to alternatives so far.
    alternatives: usize,
    /// How many other readings may still be followed.
    pub(super) readings_left: usize,
    /// Leaves that only some mail programs see, not yet compared with the others.
    unchecked: Vec<Leaf<'m>>,
}

/// Where a part stands.
#[derive(Debug, Clone, Default)]
pub(super) struct Place {
    pub(super) path: String,
    pub(super) is_first: bool,
    pub(super) alternative: Option<usize>,
    pub(super) is_resource: bool,
    pub(super) is_other_reading: bool,
}

impl<'m, 'f> Walk<'m, 'f> {
    pub(super) fn new(raw: &'m [u8], limits: &'f Limits, findings: &'f mut Findings) -> Self {
        Self {
            raw,
            limits,
            findings,
            leaves: Vec::new(),
            alternatives: 0,
            readings_left: readings::AT_MOST,
            unchecked: Vec::new(),
        }
    }

    /// The leaves; of those that only some mail programs see, the ones that bring something new.
    pub(super) fn finish(mut self) -> Vec<Leaf<'m>> {
        if self.unchecked.is_empty() {
            return self.leaves;
        }
        let mut said: HashSet<_> = self.leaves.iter().map(readings::fingerprint).collect();
        for leaf in self.unchecked {
            if said.insert(readings::fingerprint(&leaf)) {
                self.leaves.push(leaf);
            }
        }
        self.leaves
    }

    /// Walks over all parts of `message`, whose bytes are `raw`.
    pub(super) fn message(&mut self, message: &Message<'_>) {
        self.parts(
            message.root_part(),
            Place {
                is_first: true,
                ..Place::default()
            },
        );
    }

    /// Walks over `root` and all that is in it.
    pub(super) fn parts(&mut self, root: MessagePart<'_>, place: Place) {
        let mut waiting = vec![(root, place)];
        while let Some((part, place)) = waiting.pop() {
            self.note_flags(&part);
            if part.is_multipart() && part.children().len() > 0 {
                let places = self.places_of_children(&part, &place);
                waiting.extend(part.children().zip(places).rev());
                readings::of_multipart(self, &part, &place);
            } else if !readings::of_failed_multipart(self, &part, &place) {
                let leaf = self.leaf(&part, place);
                if let Some(media_type) = readings::other_type(&part) {
                    self.push(Leaf {
                        media_type: Some(media_type),
                        is_other_reading: true,
                        ..leaf.clone()
                    });
                }
                self.push(leaf);
            }
        }
    }

    fn places_of_children(&mut self, part: &MessagePart<'_>, place: &Place) -> Vec<Place> {
        let subtype = part
            .content_type()
            .and_then(|it| it.subtype())
            .unwrap_or_default();
        let alternative = match place.alternative {
            None if subtype.eq_ignore_ascii_case("alternative") => {
                self.alternatives += 1;
                Some(self.alternatives)
            }
            alternative => alternative,
        };
        let is_related = subtype.eq_ignore_ascii_case("related");
        let path = |number: usize| match place.path.as_str() {
            "" => (number + 1).to_string(),
            path => format!("{path}.{}", number + 1),
        };
        (0..part.children().len())
            .map(|number| Place {
                path: path(number),
                is_first: number == 0,
                alternative,
                is_resource: place.is_resource || is_related && number > 0,
                is_other_reading: place.is_other_reading,
            })
            .collect()
    }

    /// Adds a leaf. One that only some mail programs see is added only if it brings something new.
    fn push(&mut self, leaf: Leaf<'m>) {
        if leaf.is_other_reading {
            self.unchecked.push(leaf);
        } else {
            self.leaves.push(leaf);
        }
    }

    /// Walks, as `work` says, over parts that are ranges of `raw`.
    pub(super) fn within(&mut self, raw: &[u8], work: impl FnOnce(&mut Walk<'_, '_>)) {
        let mut inner = Walk::new(raw, self.limits, &mut *self.findings);
        inner.alternatives = self.alternatives;
        inner.readings_left = self.readings_left;
        work(&mut inner);
        let (alternatives, readings_left) = (inner.alternatives, inner.readings_left);
        let owned = |it: Leaf<'_>| -> Leaf<'m> { it.into_owned() };
        self.leaves.extend(inner.leaves.into_iter().map(owned));
        self.unchecked
            .extend(inner.unchecked.into_iter().map(owned));
        self.alternatives = alternatives;
        self.readings_left = readings_left;
    }

    /// The body of `part` as written.
    pub(super) fn body(&self, part: &MessagePart<'_>) -> &'m [u8] {
        self.raw
            .get(part.offset_body() as usize..part.offset_end() as usize)
            .unwrap_or_default()
    }

    fn leaf(&mut self, part: &MessagePart<'_>, place: Place) -> Leaf<'m> {
        let declared = part.content_type();
        let is_message = matches!(part.kind(), PartKind::Message(_));
        let body = self.body(part);
        let media_type = match declared.map(media_type) {
            None if is_message => Some("message/rfc822".to_owned()),
            // What could not be cut into parts is text.
            Some(declared) if declared.starts_with("multipart") => None,
            declared => declared,
        };
        let content = if is_message {
            Cow::Borrowed(body)
        } else {
            transfer::decode(part, body, self.findings)
        };
        let attribute = |name| declared.and_then(|it: ContentType<'_>| it.attribute(name));
        Leaf {
            media_type,
            charset: attribute("charset").map(str::to_owned),
            is_flowed: attribute("format").is_some_and(|it| it.eq_ignore_ascii_case("flowed")),
            deletes_space: attribute("delsp").is_some_and(|it| it.eq_ignore_ascii_case("yes")),
            name: name(part),
            content_id: content_id(part),
            disposition: part
                .content_disposition()
                .map(|it| it.ctype().to_ascii_lowercase()),
            content,
            path: match place.path.as_str() {
                "" => "1".to_owned(),
                _ => place.path,
            },
            is_first: place.is_first,
            alternative: place.alternative,
            is_resource: place.is_resource,
            is_other_reading: place.is_other_reading,
        }
    }

    fn note_flags(&mut self, part: &MessagePart<'_>) {
        let flags = part.flags();
        if flags.is_empty() {
            return;
        }
        if flags.contains(PartFlags::LIMIT_REACHED) {
            self.findings.cut(
                Capability::PartLimit,
                "too_many_parts",
                "the message has more parts, or deeper ones, than are read",
            );
        }
        if flags.contains(PartFlags::UNTERMINATED) {
            self.findings.note(
                "unterminated_multipart",
                format!(
                    "no close delimiter for boundary {:?}",
                    part.boundary().unwrap_or_default()
                ),
            );
        }
        if flags.contains(PartFlags::MISSING_DELIMITER) {
            self.findings
                .note("missing_delimiter", "a part without a delimiter after it");
        }
        if flags.contains(PartFlags::FALLBACK_DELIMITER) {
            self.findings
                .note("fallback_delimiter", "a delimiter in the middle of a line");
        }
        if flags.contains(PartFlags::NO_BLANK_LINE) {
            self.findings.note(
                "no_blank_line",
                "a header block that does not end with a blank line",
            );
        }
    }
}

/// The declared type, lower case, without parameters.
pub(super) fn media_type(declared: ContentType<'_>) -> String {
    let mut media_type = declared.ctype().to_ascii_lowercase();
    if let Some(subtype) = declared.subtype() {
        media_type.push('/');
        media_type.push_str(&subtype.to_ascii_lowercase());
    }
    media_type
}

/// The name of the part: `filename` of the disposition, else `name` of the type (RFC 2183, RFC 2231).
fn name(part: &MessagePart<'_>) -> Option<String> {
    let name = part.attachment_name()?;
    let name = if name.contains(char::REPLACEMENT_CHARACTER) {
        eight_bit_name(part).unwrap_or_else(|| name.to_owned())
    } else {
        name.to_owned()
    };
    let decoded = address::decode_words(&name);
    let name: String = decoded
        .chars()
        .filter(|it| !it.is_control())
        .collect::<String>()
        .trim()
        .to_owned();
    (!name.is_empty()).then_some(name)
}

/// A name written in bytes that are no UTF-8 is read as windows-1252.
fn eight_bit_name(part: &MessagePart<'_>) -> Option<String> {
    let fields = [
        (HeaderName::ContentDisposition, "filename"),
        (HeaderName::ContentType, "name"),
    ];
    fields.into_iter().find_map(|(header, attribute)| {
        let raw = part.headers().get(header)?.raw_value();
        let text = encoding_rs::WINDOWS_1252.decode(raw).0;
        let parsed = mail_parser::HeaderForm::ContentType.parse(text.as_bytes());
        let name = parsed.value().as_content_type()?.attribute(attribute)?;
        Some(name.to_owned())
    })
}

fn content_id(part: &MessagePart<'_>) -> Option<String> {
    let id = part.content_id()?.trim().trim_matches(['<', '>']);
    (!id.is_empty()).then(|| id.to_owned())
}
