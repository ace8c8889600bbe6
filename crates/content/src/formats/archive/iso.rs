//! ISO 9660 (ECMA-119) with Joliet names: files are listed and, as they are not compressed, read.

use limits::Capability;

use super::base_name;
use crate::formats::bytes::Bytes;
use crate::formats::charset;
use crate::walk::Reading;

const SECTOR: usize = 2048;
/// Volume descriptors begin here, one a sector.
const FIRST_DESCRIPTOR: usize = 16;
const DESCRIPTORS: usize = 16;
/// Directories of one image.
const DIRECTORIES: usize = 2_000;

/// A directory or file.
struct Record<'b> {
    name: &'b [u8],
    sector: u32,
    size: u32,
    is_dir: bool,
}

pub(super) fn decode(reading: &mut Reading<'_, '_>, bytes: &[u8]) {
    let Some((root, joliet)) = root(bytes) else {
        return reading.failed("the image has no directory");
    };
    let mut waiting = vec![(String::new(), root.sector, root.size)];
    let mut seen = Vec::new();
    while let Some((path, sector, size)) = waiting.pop() {
        if seen.len() >= DIRECTORIES {
            return reading.unread(Capability::FileLimit, "there are more files than are read");
        }
        if seen.contains(&sector) {
            continue;
        }
        seen.push(sector);
        let directory = extent(bytes, sector, size);
        for record in Records::of(directory) {
            let name = format!("{path}{}", name_of(&record, joliet));
            if record.is_dir {
                waiting.push((format!("{name}/"), record.sector, record.size));
                continue;
            }
            if !reading.list(&name, u64::from(record.size), false) {
                return;
            }
            let data = extent(bytes, record.sector, record.size);
            match reading.expand_slice(data) {
                Some(data) => reading.add_child(base_name(&name), data),
                None => return,
            }
        }
    }
}

/// The root directory; the one with Joliet names where there is one.
fn root(bytes: &[u8]) -> Option<(Record<'_>, bool)> {
    let mut found = None;
    for index in 0..DESCRIPTORS {
        let start = (FIRST_DESCRIPTOR + index) * SECTOR;
        let Some(descriptor) = bytes.get(start..start + SECTOR) else {
            break;
        };
        if descriptor.get(1..6) != Some(b"CD001") {
            break;
        }
        let joliet = matches!(
            descriptor.get(88..91),
            Some([b'%', b'/', b'@' | b'C' | b'E'])
        );
        let record = descriptor.get(156..190).and_then(record);
        match descriptor.first() {
            Some(1) if found.is_none() => found = record.map(|it| (it, false)),
            Some(2) if joliet => return record.map(|it| (it, true)),
            Some(255) => break,
            _ => {}
        }
    }
    found
}

/// The bytes of an extent, as far as the image has them.
fn extent(bytes: &[u8], sector: u32, size: u32) -> &[u8] {
    let start = (sector as usize).saturating_mul(SECTOR).min(bytes.len());
    let end = start.saturating_add(size as usize).min(bytes.len());
    bytes.get(start..end).unwrap_or_default()
}

/// A directory record (ECMA-119 section 9.1).
fn record(bytes: &[u8]) -> Option<Record<'_>> {
    let mut rest = Bytes(bytes);
    rest.take(2)?;
    let sector = rest.u32()?;
    rest.take(4)?;
    let size = rest.u32()?;
    rest.take(4 + 7)?;
    let flags = rest.u8()?;
    rest.take(6)?;
    let length = usize::from(rest.u8()?);
    Some(Record {
        name: rest.take(length)?,
        sector,
        size,
        is_dir: flags & 2 != 0,
    })
}

/// The records of a directory; none reaches over the end of a sector.
struct Records<'b> {
    rest: &'b [u8],
    at: usize,
}

impl<'b> Records<'b> {
    fn of(directory: &'b [u8]) -> Self {
        Self {
            rest: directory,
            at: 0,
        }
    }
}

impl<'b> Iterator for Records<'b> {
    type Item = Record<'b>;

    fn next(&mut self) -> Option<Record<'b>> {
        loop {
            let length = usize::from(*self.rest.get(self.at)?);
            if length == 0 {
                self.at = (self.at / SECTOR + 1) * SECTOR;
                continue;
            }
            let found = self.rest.get(self.at..self.at + length).and_then(record);
            self.at += length;
            match found {
                // The directory itself and its parent.
                Some(Record { name: [0 | 1], .. }) | None => {}
                Some(record) => return Some(record),
            }
        }
    }
}

fn name_of(record: &Record<'_>, joliet: bool) -> String {
    let name = if joliet {
        let swapped: Vec<u8> = record
            .name
            .chunks_exact(2)
            .flat_map(|it| [it[1], it[0]])
            .collect();
        charset::utf16(&swapped)
    } else {
        charset::windows_1252(record.name)
    };
    let name = name.split_once(';').map_or(&*name, |(it, _)| it);
    name.trim_end_matches('.').to_owned()
}
