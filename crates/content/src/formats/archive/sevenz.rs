//! 7z, as far as it is compressed with LZMA or LZMA2 or not at all. Encrypted archives are noted, not
//! opened.

use std::io::Cursor;

use limits::Capability;
use sevenz_rust2::{Archive, ArchiveReader, EncoderMethod, Error, Password};

use super::base_name;
use crate::walk::Reading;

pub(super) fn decode(reading: &mut Reading<'_, '_>, bytes: &[u8]) {
    let password = Password::empty();
    let archive = match Archive::read(&mut Cursor::new(bytes), &password) {
        Ok(archive) => archive,
        Err(error) => return note(reading, &error),
    };
    let encrypted = archive.blocks.iter().any(|block| {
        let mut ids = block
            .coders
            .iter()
            .map(sevenz_rust2::Coder::encoder_method_id);
        ids.any(|it| it == EncoderMethod::ID_AES256_SHA256)
    });
    for entry in &archive.files {
        if !reading.list(&entry.name, entry.size, encrypted && entry.has_stream) {
            return;
        }
    }
    if encrypted {
        return reading.locked();
    }
    let mut reader = ArchiveReader::from_archive(archive, Cursor::new(bytes), password);
    reader.set_thread_count(1);
    let outcome = reader.for_each_entries(|entry, data| {
        if entry.is_directory || !entry.has_stream {
            return Ok(true);
        }
        match reading.expand_from(data) {
            Some(data) => reading.add_child(base_name(&entry.name), data),
            // What is left unread of a block would be decoded to get at the next entry.
            None => {
                return Err(Error::Other(
                    "the archive expands to more than is read".into(),
                ));
            }
        }
        Ok(true)
    });
    if let Err(error) = outcome {
        note(reading, &error);
    }
}

fn note(reading: &mut Reading<'_, '_>, error: &Error) {
    match error {
        Error::PasswordRequired | Error::MaybeBadPassword(_) => reading.locked(),
        Error::UnsupportedCompressionMethod(name) if name.contains("AES") => reading.locked(),
        Error::UnsupportedCompressionMethod(_) | Error::Unsupported(_) => reading.unread(
            Capability::ExpandArchives,
            "the archive is compressed in a way that is not read",
        ),
        _ => {}
    }
    reading.failed(error.to_string());
}
