//! Outlook messages ([MS-OXMSG]): properties are streams, attachments and nested messages storages.

use std::io::{Cursor, Read as _, Write as _};
use std::path::{Path, PathBuf};

use cfb::CompoundFile;

use super::{File, streams};
use crate::formats::{charset, mapi};
use crate::walk::Reading;

/// Attachments of one message.
const ATTACHMENTS: usize = 1_000;

/// Reads a message into the file of `reading`.
pub(super) fn read(reading: &mut Reading<'_, '_>, file: &mut File<'_>) {
    let root = Path::new("/");
    let mut message = mapi::Message {
        subject: text(reading, file, root, 0x0037),
        sender_name: text(reading, file, root, 0x0C1A),
        sender_address: text(reading, file, root, 0x5D01)
            .or_else(|| text(reading, file, root, 0x0C1F)),
        body: text(reading, file, root, 0x1000),
        ..mapi::Message::default()
    };
    message.html = binary(reading, file, root, 0x1013)
        .or_else(|| text(reading, file, root, 0x1013).map(String::into_bytes));
    message.compressed_rtf = binary(reading, file, root, 0x1009);
    mapi::report(reading, &message);
    for storage in attachments(file) {
        attachment(reading, file, &storage);
    }
}

/// The storages of the attachments, in their order.
fn attachments(file: &File<'_>) -> Vec<PathBuf> {
    let entries = file.read_root_storage().filter(cfb::Entry::is_storage);
    let is_attachment = |it: &cfb::Entry| it.name().starts_with("__attach_version1.0_");
    let found = entries.filter(is_attachment).take(ATTACHMENTS);
    let mut paths: Vec<_> = found.map(|it| it.path().to_path_buf()).collect();
    paths.sort();
    paths
}

fn attachment(reading: &mut Reading<'_, '_>, file: &mut File<'_>, storage: &Path) {
    let name = text(reading, file, storage, 0x3707)
        .or_else(|| text(reading, file, storage, 0x3704))
        .or_else(|| text(reading, file, storage, 0x3001));
    if let Some(bytes) = binary(reading, file, storage, 0x3701) {
        return reading.add_child(name, bytes);
    }
    let nested = storage.join("__substg1.0_3701000D");
    if file.is_storage(&nested)
        && let Some(bytes) = copied_out(reading, file, &nested)
    {
        reading.add_child(name.or_else(|| Some("message.msg".to_owned())), bytes);
    }
}

/// A nested message as a compound file of its own, so that it counts as one file deeper.
fn copied_out(
    reading: &mut Reading<'_, '_>,
    file: &mut File<'_>,
    storage: &Path,
) -> Option<Vec<u8>> {
    let entries = file.walk_storage(storage).ok()?;
    let entries: Vec<_> = entries
        .take(ATTACHMENTS * 10)
        .map(|it| (it.path().to_path_buf(), it.is_stream()))
        .collect();
    let mut copy = CompoundFile::create(Cursor::new(Vec::new())).ok()?;
    for (path, is_stream) in entries {
        let Ok(inner) = path.strip_prefix(storage) else {
            continue;
        };
        if inner.as_os_str().is_empty() {
            continue;
        }
        let target = Path::new("/").join(inner);
        if is_stream {
            let bytes = streams::read(reading, file, &path)?;
            copy.create_stream(target).ok()?.write_all(&bytes).ok()?;
        } else {
            copy.create_storage_all(target).ok()?;
        }
    }
    copy.flush().ok()?;
    let mut bytes = Vec::new();
    let mut cursor = copy.into_inner();
    cursor.set_position(0);
    cursor.read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// A text property: UTF-16, or bytes in the code page of the sender, which are guessed.
fn text(
    reading: &mut Reading<'_, '_>,
    file: &mut File<'_>,
    storage: &Path,
    id: u16,
) -> Option<String> {
    let wide = storage.join(format!("__substg1.0_{id:04X}001F"));
    if let Some(bytes) = streams::read(reading, file, wide) {
        return Some(charset::utf16(&bytes));
    }
    let narrow = storage.join(format!("__substg1.0_{id:04X}001E"));
    let bytes = streams::read(reading, file, narrow)?;
    Some(charset::decode(&bytes, None))
}

fn binary(
    reading: &mut Reading<'_, '_>,
    file: &mut File<'_>,
    storage: &Path,
    id: u16,
) -> Option<Vec<u8>> {
    let path = storage.join(format!("__substg1.0_{id:04X}0102"));
    streams::read(reading, file, path)
}
