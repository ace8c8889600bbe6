//! ZIP (APPNOTE 6.3): stored, deflated, encrypted with ZipCrypto or AES.

use std::io::{Cursor, Read};

use limits::Capability;
use zip::ZipArchive;
use zip::result::ZipError;

use super::base_name;
use crate::walk::Reading;

/// Passwords tried on one archive that turn out wrong only after an entry was expanded: ZipCrypto lets one
/// in 256 through.
const WRONG_AFTER_READING: u32 = 16;

/// One entry, as the directory describes it.
#[derive(Debug, Clone)]
struct Listed {
    name: String,
    is_dir: bool,
    encrypted: bool,
}

pub(super) fn decode(reading: &mut Reading<'_, '_>, bytes: &[u8]) {
    match ZipArchive::new(Cursor::new(bytes)) {
        Ok(archive) => read_archive(reading, archive),
        Err(error) => {
            reading.failed(error.to_string());
            read_without_directory(reading, bytes);
        }
    }
}

fn read_archive(reading: &mut Reading<'_, '_>, mut archive: ZipArchive<Cursor<&[u8]>>) {
    if matches!(archive.has_overlapping_files(), Ok(true)) {
        reading.failed("entries of the archive overlap");
    }
    let mut password = None;
    let mut tries = WRONG_AFTER_READING;
    for index in 0..archive.len() {
        let Some(listed) = list_entry(reading, &archive, index) else {
            return;
        };
        if listed.is_dir {
            continue;
        }
        if reading.may_expand() == 0 {
            reading.expand(1);
            return;
        }
        let data = if listed.encrypted {
            open_encrypted(reading, &mut archive, index, &mut password, &mut tries)
        } else {
            open_plain(reading, &mut archive, index)
        };
        if let Some(data) = data {
            reading.add_child(base_name(&listed.name), data);
        }
    }
}

/// Lists the entry `index`; `None` where no more are listed.
fn list_entry(
    reading: &mut Reading<'_, '_>,
    archive: &ZipArchive<Cursor<&[u8]>>,
    index: usize,
) -> Option<Listed> {
    use zip::HasZipMetadata as _;
    let entry = archive.by_index_data(index).ok()?;
    let name = match entry.name() {
        Ok(name) => name.into_owned(),
        Err(_) => String::from_utf8_lossy(entry.name_raw()).into_owned(),
    };
    let listed = Listed {
        is_dir: entry.is_dir(),
        encrypted: entry.encrypted(),
        name,
    };
    let size = entry.get_metadata().uncompressed_size;
    reading
        .list(&listed.name, size, listed.encrypted)
        .then_some(listed)
}

fn open_plain(
    reading: &mut Reading<'_, '_>,
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    index: usize,
) -> Option<Vec<u8>> {
    match archive.by_index(index) {
        Ok(entry) => reading.expand_from(entry),
        Err(error) => {
            note(reading, &error);
            None
        }
    }
}

fn note(reading: &mut Reading<'_, '_>, error: &ZipError) {
    reading.failed(error.to_string());
    if let ZipError::CompressionMethodNotSupported(_) | ZipError::UnsupportedArchive(_) = error {
        reading.unread(
            Capability::ExpandArchives,
            "an entry is compressed in a way that is not read",
        );
    }
}

/// Tries the passwords; the one that opened an entry before comes first.
fn open_encrypted(
    reading: &mut Reading<'_, '_>,
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    index: usize,
    known: &mut Option<String>,
    tries: &mut u32,
) -> Option<Vec<u8>> {
    let candidates = known.iter().cloned().chain(reading.passwords());
    for password in candidates.collect::<Vec<_>>() {
        if *tries == 0 {
            break;
        }
        let entry = match archive.by_index_decrypt(index, password.as_bytes()) {
            Ok(entry) => entry,
            Err(ZipError::InvalidPassword) => continue,
            Err(error) => {
                note(reading, &error);
                break;
            }
        };
        let mut data = Vec::new();
        let most = reading.may_expand().saturating_add(1);
        // The check of the sum at the end tells a password that was let through by chance.
        if entry.take(most).read_to_end(&mut data).is_err() {
            *tries -= 1;
            continue;
        }
        reading.unlocked(&password);
        *known = Some(password);
        return reading.expand(data.len() as u64).then_some(data);
    }
    reading.locked();
    None
}

/// Archives whose directory is missing or damaged are still unpacked by many programs, from the local
/// headers.
fn read_without_directory(reading: &mut Reading<'_, '_>, bytes: &[u8]) {
    let mut rest = bytes;
    while let Ok(Some(mut entry)) = zip::read::read_zipfile_from_stream(&mut rest) {
        let name = match entry.name() {
            Ok(name) => name.into_owned(),
            Err(_) => return,
        };
        let is_dir = entry.is_dir();
        if !reading.list(&name, entry.size(), entry.encrypted()) {
            return;
        }
        if is_dir {
            continue;
        }
        match reading.expand_from(&mut entry) {
            Some(data) => reading.add_child(base_name(&name), data),
            None => return,
        }
    }
}
