//! RAR 4 and 5: entries are listed from their headers; what is stored is read, what is compressed is not.
//!
//! Sources: the RAR 5.0 archive format as its author publishes it, and the RAR 4 technical note.

use limits::Capability;

use super::base_name;
use crate::formats::bytes::Bytes;
use crate::walk::Reading;

const SIGNATURE_4: &[u8] = b"Rar!\x1A\x07\x00";
const SIGNATURE_5: &[u8] = b"Rar!\x1A\x07\x01\x00";

/// An entry of either version.
#[derive(Debug, PartialEq, Eq)]
struct Header<'b> {
    name: String,
    size: u64,
    is_dir: bool,
    encrypted: bool,
    /// The data, where it is stored as it is.
    stored: Option<&'b [u8]>,
}

/// What a block is.
enum Block<'b> {
    File(Header<'b>),
    /// Everything that follows is encrypted.
    Encrypted,
    End,
    Other,
}

pub(super) fn decode(reading: &mut Reading<'_, '_>, bytes: &[u8]) {
    let is_5 = bytes.starts_with(SIGNATURE_5);
    let signature = if is_5 { SIGNATURE_5 } else { SIGNATURE_4 };
    let mut rest = Bytes(bytes.get(signature.len()..).unwrap_or_default());
    let mut unread = false;
    while let Some(block) = next_block(&mut rest, is_5) {
        match block {
            Block::Encrypted => return reading.locked(),
            Block::End => break,
            Block::Other => {}
            Block::File(header) => match report(reading, &header) {
                Some(read) => unread |= !read,
                None => return,
            },
        }
    }
    if unread {
        reading.unread(
            Capability::ExpandArchives,
            "entries of RAR archives are listed, but not unpacked",
        );
    }
}

fn next_block<'b>(rest: &mut Bytes<'b>, is_5: bool) -> Option<Block<'b>> {
    if is_5 { block_5(rest) } else { block_4(rest) }
}

/// Lists an entry; says whether its content was read. `None` where no more are listed.
fn report(reading: &mut Reading<'_, '_>, header: &Header<'_>) -> Option<bool> {
    if !reading.list(&header.name, header.size, header.encrypted) {
        return None;
    }
    if header.is_dir {
        return Some(true);
    }
    if header.encrypted {
        reading.locked();
        return Some(true);
    }
    let Some(stored) = header.stored else {
        return Some(false);
    };
    let data = reading.expand_slice(stored)?;
    reading.add_child(base_name(&header.name), data);
    Some(true)
}

/// One block of RAR 5: CRC, size of the header, type, flags, sizes of extra area and data; numbers are of
/// variable length.
fn block_5<'b>(rest: &mut Bytes<'b>) -> Option<Block<'b>> {
    rest.take(4)?;
    let size = usize::try_from(rest.variable()?).ok()?;
    let mut header = Bytes(rest.take(size)?);
    let kind = header.variable()?;
    let flags = header.variable()?;
    let extra_size = if flags & 1 == 0 {
        0
    } else {
        header.variable()?
    };
    let data_size = if flags & 2 == 0 {
        0
    } else {
        header.variable()?
    };
    // A data area that reaches beyond the end is cut; the entry is still listed.
    let available = usize::try_from(data_size)
        .unwrap_or(usize::MAX)
        .min(rest.0.len());
    let data = rest.take(available)?;
    let whole = data.len() as u64 == data_size;
    match kind {
        2 => Some(
            file_5(&mut header, extra_size, whole.then_some(data))
                .map_or(Block::Other, Block::File),
        ),
        4 => Some(Block::Encrypted),
        5 => Some(Block::End),
        _ => Some(Block::Other),
    }
}

fn file_5<'b>(
    header: &mut Bytes<'b>,
    extra_size: u64,
    data: Option<&'b [u8]>,
) -> Option<Header<'b>> {
    let flags = header.variable()?;
    let size = header.variable()?;
    let _attributes = header.variable()?;
    if flags & 2 != 0 {
        header.take(4)?;
    }
    if flags & 4 != 0 {
        header.take(4)?;
    }
    let compression = header.variable()?;
    let _host = header.variable()?;
    let length = usize::try_from(header.variable()?).ok()?;
    let name = String::from_utf8_lossy(header.take(length)?).into_owned();
    let extra_at = header
        .0
        .len()
        .checked_sub(usize::try_from(extra_size).ok()?)?;
    let encrypted = has_encryption_record(Bytes(header.0.get(extra_at..)?));
    let is_dir = flags & 1 != 0;
    let method = compression >> 7 & 7;
    Some(Header {
        stored: data.filter(|_| method == 0 && !encrypted && !is_dir),
        name,
        size,
        is_dir,
        encrypted,
    })
}

/// Records of the extra area: size, type, data. Type 1 is encryption.
fn has_encryption_record(mut extra: Bytes<'_>) -> bool {
    while let Some(size) = extra.variable() {
        let Some(record) = usize::try_from(size).ok().and_then(|it| extra.take(it)) else {
            return false;
        };
        if Bytes(record).variable() == Some(1) {
            return true;
        }
    }
    false
}

/// One block of RAR 4: CRC, type, flags, size of the header.
fn block_4<'b>(rest: &mut Bytes<'b>) -> Option<Block<'b>> {
    rest.take(2)?;
    let kind = rest.u8()?;
    let flags = rest.u16()?;
    let size = usize::from(rest.u16()?).checked_sub(7)?;
    let mut header = Bytes(rest.take(size)?);
    let is_file = matches!(kind, 0x74 | 0x7A);
    let data_size = if is_file || flags & 0x8000 != 0 {
        header.u32()?
    } else {
        0
    };
    let mut high = 0;
    let file = is_file
        .then(|| file_4(&mut header, flags, &mut high))
        .flatten();
    let data_size = u64::from(high) << 32 | u64::from(data_size);
    let available = usize::try_from(data_size)
        .unwrap_or(usize::MAX)
        .min(rest.0.len());
    let data = rest.take(available)?;
    match kind {
        // Main header: headers themselves may be encrypted.
        0x73 if flags & 0x80 != 0 => Some(Block::Encrypted),
        0x74 => Some(file.map_or(Block::Other, |(header, stored)| {
            let whole = data.len() as u64 == data_size;
            Block::File(Header {
                stored: (stored && whole).then_some(data),
                ..header
            })
        })),
        0x7B => Some(Block::End),
        _ => Some(Block::Other),
    }
}

/// The header of a file, after the size of its data; says also whether it is stored.
fn file_4<'b>(header: &mut Bytes<'b>, flags: u16, high: &mut u32) -> Option<(Header<'b>, bool)> {
    let size = header.u32()?;
    header.take(1 + 4 + 4 + 1)?;
    let method = header.u8()?;
    let length = usize::from(header.u16()?);
    header.take(4)?;
    let mut size_high = 0;
    if flags & 0x100 != 0 {
        *high = header.u32()?;
        size_high = header.u32()?;
    }
    let raw = header.take(length)?;
    // A Unicode name follows the plain one after a zero byte; the plain one is what is listed.
    let plain = raw.split(|it| *it == 0).next().unwrap_or_default();
    let encrypted = flags & 4 != 0;
    let is_dir = flags & 0xE0 == 0xE0;
    let header = Header {
        name: crate::formats::charset::decode(plain, None),
        size: u64::from(size_high) << 32 | u64::from(size),
        is_dir,
        encrypted,
        stored: None,
    };
    Some((header, method == 0x30 && !encrypted && !is_dir))
}
