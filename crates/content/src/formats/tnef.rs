//! TNEF, Outlook's `winmail.dat` ([MS-OXTNEF]).

use limits::Capability;

use super::archive::base_name;
use super::bytes::Bytes;
use super::mapi::{self, Message};
use crate::walk::Reading;

const SIGNATURE: u32 = 0x223E_9F78;
/// Attributes of one file, and properties of one attribute.
const ATTRIBUTES: usize = 10_000;
const PROPERTIES: u32 = 10_000;

pub(super) fn is_tnef(bytes: &[u8]) -> bool {
    Bytes(bytes).u32() == Some(SIGNATURE)
}

/// An attachment while its attributes come in.
#[derive(Default)]
struct Attached {
    name: Option<String>,
    data: Option<Vec<u8>>,
}

/// Reads a file into the file of `reading`.
pub(super) fn decode(reading: &mut Reading<'_, '_>, bytes: &[u8]) {
    "tnef".clone_into(&mut reading.file.kind);
    let mut rest = Bytes(bytes);
    let _ = (rest.u32(), rest.u16());
    let mut message = Message::default();
    let mut attached: Option<Attached> = None;
    let mut page = 1252;
    let mut children = Vec::new();
    for count in 0.. {
        let Some((id, data)) = attribute(&mut rest) else {
            break;
        };
        if count >= ATTRIBUTES {
            reading.unread(Capability::FileLimit, "there are more files than are read");
            break;
        }
        match id {
            // attOemCodepage
            0x0006_9007 => page = Bytes(data).u32().unwrap_or(page),
            // attSubject, attBody, attFrom
            0x0001_8004 => message.subject = Some(mapi::text(data, false, page)),
            0x0002_800C => message.body = Some(mapi::text(data, false, page)),
            // attMAPIProps
            0x0006_9003 => {
                properties(data, |id, wide, value| {
                    message_property(&mut message, id, wide, value, page);
                });
            }
            // attAttachRenddata begins an attachment.
            0x0006_9002 => children.extend(attached.replace(Attached::default())),
            // attAttachTitle, attAttachData
            0x0001_8010 => {
                attached.get_or_insert_default().name = Some(mapi::text(data, false, page));
            }
            0x0006_800F => attached.get_or_insert_default().data = Some(data.to_vec()),
            // attAttachment
            0x0006_9005 => {
                let attached = attached.get_or_insert_default();
                properties(data, |id, wide, value| {
                    attachment_property(attached, id, wide, value, page);
                });
            }
            _ => {}
        }
    }
    children.extend(attached);
    mapi::report(reading, &message);
    for child in children {
        if let Some(data) = child.data
            && reading.expand(data.len() as u64)
        {
            reading.add_child(child.name.as_deref().and_then(base_name), data);
        }
    }
}

/// Level, id, length, data, checksum. Data that reaches beyond the end is cut.
fn attribute<'b>(rest: &mut Bytes<'b>) -> Option<(u32, &'b [u8])> {
    rest.u8()?;
    let id = rest.u32()?;
    let length = rest.length()?;
    let data = rest.take(length.min(rest.0.len()))?;
    let _ = rest.u16();
    Some((id, data))
}

fn message_property(message: &mut Message, id: u16, wide: bool, value: &[u8], page: u32) {
    let text = || Some(mapi::text(value, wide, page));
    match id {
        0x0037 => message.subject = text(),
        0x0C1A => message.sender_name = text(),
        0x0C1F | 0x5D01 => message.sender_address = text(),
        0x1000 => message.body = text(),
        0x1013 if wide => message.html = text().map(String::into_bytes),
        0x1013 => message.html = Some(value.to_vec()),
        0x1009 => message.compressed_rtf = Some(value.to_vec()),
        _ => {}
    }
}

fn attachment_property(attached: &mut Attached, id: u16, wide: bool, value: &[u8], page: u32) {
    match id {
        0x3707 => attached.name = Some(mapi::text(value, wide, page)),
        0x3701 => {
            // An embedded object begins with the id of its interface, which is no part of the file.
            const STORAGE: &[u8] = b"\x0B\0\0\0\0\0\0\0\xC0\0\0\0\0\0\0\x46";
            const MESSAGE: &[u8] = b"\x07\x03\x02\0\0\0\0\0\xC0\0\0\0\0\0\0\x46";
            let inner = value
                .strip_prefix(STORAGE)
                .or_else(|| value.strip_prefix(MESSAGE));
            attached.data = Some(inner.unwrap_or(value).to_vec());
        }
        _ => {}
    }
}

/// Walks through encoded properties ([MS-OXTNEF] section 2.1.3.4); values are padded to four bytes. Tells the id
/// of each, whether it is UTF-16, and its first value.
fn properties<'b>(data: &'b [u8], mut visit: impl FnMut(u16, bool, &'b [u8])) -> Option<()> {
    let mut rest = Bytes(data);
    let count = rest.u32()?.min(PROPERTIES);
    for _ in 0..count {
        let kind = rest.u16()?;
        let id = rest.u16()?;
        if id >= 0x8000 {
            named(&mut rest)?;
        }
        let base = kind & 0x0FFF;
        let is_variable = matches!(base, 0x0D | 0x1E | 0x1F | 0x0102);
        let size = match base {
            0x02 | 0x03 | 0x04 | 0x0A | 0x0B => 4,
            0x05..=0x07 | 0x14 | 0x40 => 8,
            0x48 => 16,
            _ if is_variable => 0,
            _ => return None,
        };
        let values = if kind & 0x1000 != 0 || is_variable {
            rest.u32()?
        } else {
            1
        };
        for index in 0..values {
            let length = if is_variable { rest.length()? } else { size };
            let value = rest.take(length.min(rest.0.len()))?;
            rest.take((length.wrapping_neg() & 3).min(rest.0.len()))?;
            if rest.0.is_empty() && value.is_empty() {
                return None;
            }
            if index == 0 {
                visit(id, base == 0x1F, value);
            }
        }
    }
    Some(())
}

/// The name of a property: a set, and a number or a padded text.
fn named(rest: &mut Bytes<'_>) -> Option<()> {
    rest.take(16)?;
    let is_text = rest.u32()? == 1;
    let length = rest.length()?;
    if is_text {
        rest.take(length.checked_next_multiple_of(4)?)?;
    }
    Some(())
}
