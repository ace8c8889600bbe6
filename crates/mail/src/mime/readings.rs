//! Structures that mail programs read differently, and what each of them reads.
//!
//! Two boundaries, two Content-Types, a blank at the end of a boundary, NUL or a bare CR in the
//! structure: RFC 2046 allows none of them, no two programs agree on them, and so they are a way to
//! show the reader one text and the filter another. Each reading that brings a part which the first
//! one does not have is added, marked, and noted as a defect. How many are followed is bounded.

use limits::Limits;
use mail_parser::{HeaderForm, HeaderName, MessagePart, PartFlags};
use memchr::memmem;
use sha2::{Digest as _, Sha256};

use super::leaf::Leaf;
use super::walk::{Place, Walk, media_type};
use super::{Structure, parser, parts_of};
use crate::message::Findings;

/// Other readings that are followed in one message.
pub(super) const AT_MOST: usize = 4;
/// Lines that look like delimiters are tried so often.
const SNIFFED_LINES: usize = 200;
/// RFC 2046 allows 70 characters; be generous.
const BOUNDARY_BYTES: usize = 250;

/// Follows the other readings of a multipart that was cut by its first boundary.
pub(super) fn of_multipart(walk: &mut Walk<'_, '_>, part: &MessagePart<'_>, place: &Place) {
    let Some(declared) = Declared::ambiguous(part) else {
        return;
    };
    declared.note(walk.findings);
    let used = part.boundary().unwrap_or_default();
    let body = walk.body(part);
    for boundary in &declared.boundaries {
        if boundary != used {
            follow(walk, boundary, &declared.subtype, body, &as_other(place));
        }
    }
}

/// Finds another way to cut a multipart that could not be cut by what it declares. Whether there was
/// one; its leaves are added then.
pub(super) fn of_failed_multipart(
    walk: &mut Walk<'_, '_>,
    part: &MessagePart<'_>,
    place: &Place,
) -> bool {
    let declared = part.content_type();
    let is_multipart = declared.is_some_and(|it| it.ctype().eq_ignore_ascii_case("multipart"));
    if !is_multipart && declared.is_none_or(|it| !it.has_attribute("boundary")) {
        if let Some(declared) = Declared::ambiguous(part) {
            declared.note(walk.findings);
            return declared.boundaries.iter().any(|boundary| {
                let body = walk.body(part);
                follow(walk, boundary, &declared.subtype, body, place)
            });
        }
        return false;
    }
    if part.flags().contains(PartFlags::LIMIT_REACHED) {
        return false;
    }
    let declared = Declared::of(part);
    let raw = walk.body(part);
    let decoded = part.encoding().decode(raw);
    let sniffed = sniff_boundary(&decoded);
    let candidates = declared.boundaries.iter().chain(&sniffed);
    for boundary in candidates {
        if follow(walk, boundary, &declared.subtype, &decoded, place) {
            declared.note(walk.findings);
            walk.findings.note(
                "boundary_recovered",
                format!("cut at {boundary:?}, which is not the boundary as declared"),
            );
            return true;
        }
    }
    if is_multipart {
        walk.findings.note(
            "unopened_multipart",
            "a multipart without any delimiter in it",
        );
    }
    false
}

/// The type that programs which take the first of several Content-Type fields give a text; the last
/// one is taken otherwise.
pub(super) fn other_type(part: &MessagePart<'_>) -> Option<String> {
    let mut fields = part.headers().all(HeaderName::ContentType);
    let first = fields.next()?;
    fields.next()?;
    let value = first.value().as_content_type().map(media_type)?;
    let used = part.content_type().map(media_type);
    let is_text = matches!(value.as_str(), "text/html" | "text/plain");
    (is_text && used.as_deref() != Some(&value)).then_some(value)
}

fn as_other(place: &Place) -> Place {
    Place {
        is_other_reading: true,
        ..place.clone()
    }
}

/// What the Content-Type fields of a part say.
#[derive(Debug, Default)]
struct Declared {
    subtype: String,
    /// Every boundary that a program may take from them.
    boundaries: Vec<String>,
    fields: usize,
    has_odd_bytes: bool,
}

impl Declared {
    /// What the fields of `part` say, if it can be understood in more than one way.
    fn ambiguous(part: &MessagePart<'_>) -> Option<Self> {
        let mut fields = part.headers().all(HeaderName::ContentType);
        let first = fields.next()?;
        let is_odd = |it: &[u8]| memchr::memchr(0, it).is_some() || has_bare_cr(it);
        let declared = part.content_type()?;
        let mut boundaries = declared
            .attributes()
            .filter(|(name, _)| *name == "boundary");
        let boundary = boundaries.next().map_or("", |(_, value)| value);
        let is_clear = fields.next().is_none()
            && boundaries.next().is_none()
            && boundary.trim_end() == boundary
            && !is_odd(first.raw_value());
        (!is_clear).then(|| Self::of(part))
    }

    fn of(part: &MessagePart<'_>) -> Self {
        let mut declared = Self::default();
        for field in part.headers().all(HeaderName::ContentType) {
            declared.fields += 1;
            let raw = field.raw_value();
            declared.add(raw);
            if memchr::memchr(0, raw).is_some() || has_bare_cr(raw) {
                declared.has_odd_bytes = true;
                let without: Vec<u8> = raw.iter().copied().filter(|it| *it != 0).collect();
                declared.add(&without);
                declared.add(raw.split(|it| *it == 0).next().unwrap_or_default());
                declared.add(raw.split(|it| *it == b'\r').next().unwrap_or_default());
            }
        }
        if declared.subtype.is_empty() {
            declared.subtype.push_str("mixed");
        }
        declared
    }

    fn add(&mut self, raw: &[u8]) {
        let parsed = HeaderForm::ContentType.parse(raw);
        let value = parsed.value();
        let Some(value) = value.as_content_type() else {
            return;
        };
        if self.subtype.is_empty() && value.ctype().eq_ignore_ascii_case("multipart") {
            let is_token = |it: &&str| {
                it.bytes()
                    .all(|it| it.is_ascii_alphanumeric() || it == b'-')
            };
            self.subtype.extend(
                value
                    .subtype()
                    .filter(is_token)
                    .map(str::to_ascii_lowercase),
            );
        }
        for (_, boundary) in value.attributes().filter(|(name, _)| *name == "boundary") {
            for boundary in [boundary, boundary.trim_end(), boundary.trim()] {
                if is_usable(boundary) && !self.boundaries.iter().any(|it| it == boundary) {
                    self.boundaries.push(boundary.to_owned());
                }
            }
        }
    }

    fn note(&self, findings: &mut Findings) {
        if self.fields > 1 {
            findings.note(
                "duplicate_content_type",
                format!("{} Content-Type fields on one part", self.fields),
            );
        }
        if self.boundaries.len() > 1 {
            findings.note(
                "ambiguous_boundary",
                format!("mail programs may cut at any of {:?}", self.boundaries),
            );
        }
        if self.has_odd_bytes {
            findings.note("odd_content_type", "NUL or CR within Content-Type");
        }
    }
}

fn is_usable(boundary: &str) -> bool {
    !boundary.is_empty()
        && boundary.len() <= BOUNDARY_BYTES
        && !boundary.contains(|it: char| it.is_control())
}

/// Cuts `body` at `boundary` and adds the leaves. Whether there were any.
fn follow(
    walk: &mut Walk<'_, '_>,
    boundary: &str,
    subtype: &str,
    body: &[u8],
    place: &Place,
) -> bool {
    if walk.readings_left == 0 || memmem::find(body, boundary.as_bytes()).is_none() {
        return false;
    }
    walk.readings_left -= 1;
    let quoted = boundary.replace('\\', "\\\\").replace('"', "\\\"");
    let mut raw =
        format!("Content-Type: multipart/{subtype}; boundary=\"{quoted}\"\r\n\r\n").into_bytes();
    raw.extend_from_slice(body);
    let Some(message) = parser(walk.limits).parse(&raw) else {
        return false;
    };
    let root = message.root_part();
    if root.children().len() == 0 {
        return false;
    }
    walk.within(&raw, |inner| inner.parts(root, place.clone()));
    true
}

/// The first delimiter in `body` that is followed by a field of a part.
fn sniff_boundary(body: &[u8]) -> Option<String> {
    let starts = body
        .starts_with(b"--")
        .then_some(0)
        .into_iter()
        .chain(memmem::find_iter(body, b"\n--").map(|at| at + 1));
    for start in starts.take(SNIFFED_LINES) {
        let mut lines = body.get(start + 2..)?.splitn(3, |it| *it == b'\n');
        let delimiter = lines.next()?.trim_ascii_end();
        let field = lines.next().unwrap_or_default();
        let begins_part = field
            .get(..8)
            .is_some_and(|it| it.eq_ignore_ascii_case(b"content-"));
        if let Ok(boundary) = std::str::from_utf8(delimiter)
            && begins_part
            && is_usable(boundary)
        {
            return Some(boundary.to_owned());
        }
    }
    None
}

/// Follows the reading of programs that skip NUL and take a CR on its own for a line end.
pub(super) fn of_whole(
    raw: &[u8],
    structure: &mut Structure<'_>,
    limits: &Limits,
    findings: &mut Findings,
) {
    let has_nul = memchr::memchr(0, raw).is_some();
    if !has_nul && !has_bare_cr(raw) {
        return;
    }
    let mended = mend(raw);
    let Some(message) = parser(limits).parse(&mended) else {
        return;
    };
    let other = parts_of(&message, &mended, limits, &mut Findings::default());
    let known: Vec<_> = structure.leaves.iter().map(fingerprint).collect();
    let before = structure.leaves.len();
    for mut leaf in other.leaves {
        if !known.contains(&fingerprint(&leaf)) {
            leaf.is_other_reading = true;
            structure.leaves.push(leaf.into_owned());
        }
    }
    if structure.leaves.len() > before {
        findings.note(
            "ambiguous_structure",
            "programs that skip NUL, or take CR for a line end, see other parts",
        );
    } else if has_nul {
        findings.note("nul", "the message holds NUL");
    }
}

/// `raw` without NUL and with whole line ends.
fn mend(raw: &[u8]) -> Vec<u8> {
    let mut mended = Vec::with_capacity(raw.len() + raw.len() / 64);
    let mut bytes = raw.iter().copied().filter(|it| *it != 0).peekable();
    while let Some(byte) = bytes.next() {
        mended.push(byte);
        if byte == b'\r' && bytes.peek() != Some(&b'\n') {
            mended.push(b'\n');
        }
    }
    mended
}

fn has_bare_cr(raw: &[u8]) -> bool {
    memchr::memchr_iter(b'\r', raw).any(|at| raw.get(at + 1) != Some(&b'\n'))
}

/// What a leaf says, whatever its line ends and NULs are.
pub(super) fn fingerprint(leaf: &Leaf<'_>) -> [u8; 32] {
    let mut digest = Sha256::new();
    digest.update([u8::from(leaf.is_html())]);
    for run in leaf.content.split(|it| matches!(it, b'\r' | b'\n' | 0)) {
        digest.update(run);
    }
    digest.finalize().into()
}
