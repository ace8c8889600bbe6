//! Archives and compressed files. Names in them are only labels: nothing is ever written to a disk.

mod gzip;
mod iso;
mod rar;
mod sevenz;
mod tarball;
pub(super) mod zipped;

use limits::Capability;

use super::findings::{SHORT_TEXT_BYTES, cut};
use crate::file::{Archive, Encryption, Entry};
use crate::walk::Reading;

/// Reads an archive into the file of `reading`; says whether its kind is known here.
pub(super) fn decode(reading: &mut Reading<'_, '_>, bytes: &[u8]) -> bool {
    match &*reading.file.kind {
        "zip" | "epub" => zipped::decode(reading, bytes),
        "7z" => sevenz::decode(reading, bytes),
        "rar" => rar::decode(reading, bytes),
        "tar" => tarball::decode(reading, bytes),
        "gz" => gzip::decode(reading, bytes),
        "iso" => iso::decode(reading, bytes),
        "bz2" | "xz" | "zst" | "lz" | "Z" | "cab" => reading.unread(
            Capability::ExpandArchives,
            "this kind of compressed file is not read",
        ),
        _ => return false,
    }
    true
}

impl Reading<'_, '_> {
    /// Lists an entry. `false` where no more are listed, which is recorded.
    fn list(&mut self, name: &str, size: u64, encrypted: bool) -> bool {
        let most = self.walk.settings.files;
        let archive = self.file.archive.get_or_insert_with(Archive::default);
        if archive.entries.len() >= most {
            self.unread(Capability::FileLimit, "there are more files than are read");
            return false;
        }
        archive.entries.push(Entry {
            name: cut(name, SHORT_TEXT_BYTES).to_owned(),
            size,
            encrypted,
        });
        true
    }

    /// Notes that something in the file is encrypted and no password opened it.
    pub(super) fn locked(&mut self) {
        self.file.encryption.get_or_insert_with(Encryption::default);
        self.unread(Capability::Encrypted, "no password opens the file");
    }

    /// Notes the password that opened the file.
    pub(super) fn unlocked(&mut self, password: &str) {
        self.file.encryption = Some(Encryption {
            password: Some(password.to_owned()),
        });
    }
}

/// The last part of a path in an archive: what a child is called.
pub(super) fn base_name(path: &str) -> Option<String> {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path).trim();
    let name = cut(name, SHORT_TEXT_BYTES);
    (!name.is_empty()).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_only_labels() {
        assert_eq!(base_name("../../etc/passwd").as_deref(), Some("passwd"));
        assert_eq!(base_name("C:\\Users\\a.docx").as_deref(), Some("a.docx"));
        assert_eq!(base_name("folder/"), None);
        assert_eq!(base_name(""), None);
    }
}
