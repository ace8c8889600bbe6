//! Word 97 to 2003 ([MS-DOC]): the pieces of the text, in order.

use limits::Capability;

use super::{File, streams};
use crate::file::Source;
use crate::formats::bytes::Bytes;
use crate::formats::{charset, fields};
use crate::walk::Reading;

/// Where the FIB says which table stream is used, and whether the document is encrypted.
const FLAGS_AT: usize = 0x0A;
const ENCRYPTED: u16 = 0x0100;
const TABLE_1: u16 = 0x0200;
/// Where the FIB says where the piece table is.
const CLX_AT: usize = 0x01A2;
/// Pieces of one document.
const PIECES: usize = 100_000;

pub(super) fn read(reading: &mut Reading<'_, '_>, file: &mut File<'_>) {
    let Some(document) = streams::read(reading, file, "/WordDocument") else {
        return;
    };
    let flags = document.get(FLAGS_AT..).and_then(|it| Bytes(it).u16());
    let flags = flags.unwrap_or_default();
    if flags & ENCRYPTED != 0 {
        return reading.locked();
    }
    let table = if flags & TABLE_1 == 0 {
        "/0Table"
    } else {
        "/1Table"
    };
    let table = streams::read(reading, file, table).unwrap_or_default();
    match text(&document, &table, reading.walk.settings.text_bytes) {
        Some(text) => report(reading, &text),
        None => reading.unread(Capability::OfficeText, "the document has no piece table"),
    }
}

/// The text as it is stored, marks of fields and paragraphs included.
fn text(document: &[u8], table: &[u8], most: usize) -> Option<String> {
    let mut place = Bytes(document.get(CLX_AT..)?);
    let (start, length) = (place.length()?, place.length()?);
    let mut clx = Bytes(table.get(start..start.checked_add(length)?)?);
    let pieces = loop {
        match clx.u8()? {
            1 => {
                let size = usize::from(clx.u16()?);
                clx.take(size)?;
            }
            2 => {
                let size = clx.length()?;
                break clx.take(size)?;
            }
            _ => return None,
        }
    };
    // n + 1 positions of four bytes, n descriptors of eight.
    let count = pieces.len().checked_sub(4)? / 12;
    let (positions, descriptors) = pieces.split_at_checked((count + 1) * 4)?;
    let mut text = String::new();
    for index in 0..count.min(PIECES) {
        let mut position = Bytes(positions.get(index * 4..)?);
        let (from, to) = (position.length()?, position.length()?);
        let mut descriptor = Bytes(descriptors.get(index * 8 + 2..)?);
        let place = descriptor.u32()?;
        let characters = to.saturating_sub(from);
        let is_bytes = place & 0x4000_0000 != 0;
        let place = (place & 0x3FFF_FFFF) as usize;
        let slice = |start: usize, length: usize| {
            let start = start.min(document.len());
            let end = start.saturating_add(length).min(document.len());
            document.get(start..end).unwrap_or_default()
        };
        if is_bytes {
            text += &charset::windows_1252(slice(place / 2, characters));
        } else {
            text += &charset::utf16(slice(place, characters.saturating_mul(2)));
        }
        if text.len() > most {
            break;
        }
    }
    Some(text)
}

/// Marks in the text ([MS-DOC] section 2.4.1 and 2.8.25): fields have an instruction and a result.
fn report(reading: &mut Reading<'_, '_>, text: &str) {
    let mut shown = String::with_capacity(text.len());
    let mut instruction = String::new();
    let mut depth_of_instructions = 0_u32;
    for character in text.chars() {
        match character {
            '\u{13}' => {
                depth_of_instructions += 1;
                instruction.clear();
            }
            '\u{14}' | '\u{15}' => {
                if !instruction.is_empty() {
                    fields::read(reading, &instruction);
                    instruction.clear();
                }
                if character == '\u{14}' || depth_of_instructions > 0 {
                    depth_of_instructions = depth_of_instructions.saturating_sub(1);
                }
            }
            it if depth_of_instructions > 0 => instruction.push(it),
            '\r' | '\u{B}' | '\u{C}' => shown.push('\n'),
            '\u{7}' => shown.push('\t'),
            '\u{1E}' => shown.push('-'),
            '\u{1F}' | '\0'..='\u{8}' => {}
            it => shown.push(it),
        }
    }
    reading.found_text(&shown, Source::Office);
    reading.found_links_in(&shown, Source::Office);
}
