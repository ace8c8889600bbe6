//! The files of a directory that hold mail, recursively, in a stable order.
//!
//! A Maildir is read by its own layout (`cur`, `new`, subfolders that begin with a dot; `tmp` holds
//! mail that is still being written). Elsewhere, files that by name and content are something else
//! are passed over: a directory of mail often holds a list or a note beside it.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::SourceError;

/// Directories within directories that are followed.
const DEPTH: usize = 64;
/// So much of a file shows whether it is mail.
const PROBE_BYTES: u64 = 4096;

/// The files of a directory, depth first, each level sorted by name.
pub(super) struct Walk {
    /// What is still to be visited, the next one last.
    waiting: Vec<Entry>,
}

struct Entry {
    path: PathBuf,
    is_directory: bool,
    is_in_maildir: bool,
    depth: usize,
}

impl Walk {
    pub(super) fn new(directory: &Path) -> Result<Self, SourceError> {
        let mut walk = Self {
            waiting: Vec::new(),
        };
        walk.enter(directory, 0, false)?;
        Ok(walk)
    }

    fn enter(
        &mut self,
        directory: &Path,
        depth: usize,
        is_in_maildir: bool,
    ) -> Result<(), SourceError> {
        let error = |it| SourceError::new(directory, it);
        let mut entries = Vec::new();
        for entry in fs::read_dir(directory).map_err(error)? {
            let entry = entry.map_err(error)?;
            entries.push((entry.file_name(), entry.file_type().map_err(error)?));
        }
        let has = |name: &str| {
            entries
                .iter()
                .any(|(it, kind)| it == name && (kind.is_dir() || kind.is_symlink()))
        };
        let is_maildir = has("cur") && has("new");
        // The last one is visited first.
        entries.sort_by(|(a, _), (b, _)| b.cmp(a));
        for (name, kind) in entries {
            let shown = name.to_string_lossy();
            let is_hidden = shown.starts_with('.');
            let is_wanted = if is_maildir {
                kind.is_dir() && (matches!(&*shown, "cur" | "new") || is_hidden && shown.len() > 1)
            } else {
                !is_hidden
            };
            // A link to a directory may lead back up, and a pipe may never end.
            let path = directory.join(&name);
            let is_file = kind.is_file() || kind.is_symlink() && path.is_file();
            if is_wanted && (is_file || kind.is_dir() && depth < DEPTH) {
                self.waiting.push(Entry {
                    path,
                    is_directory: kind.is_dir(),
                    is_in_maildir: is_maildir || is_in_maildir && !kind.is_dir(),
                    depth: depth + 1,
                });
            }
        }
        Ok(())
    }
}

impl Iterator for Walk {
    type Item = Result<PathBuf, SourceError>;

    fn next(&mut self) -> Option<Self::Item> {
        while let Some(entry) = self.waiting.pop() {
            if entry.is_directory {
                if let Err(error) = self.enter(&entry.path, entry.depth, entry.is_in_maildir) {
                    return Some(Err(error));
                }
            } else if entry.is_in_maildir || is_mail(&entry.path) {
                return Some(Ok(entry.path));
            }
        }
        None
    }
}

/// Whether a file is taken for mail. One that cannot be read is, so that it is named.
fn is_mail(path: &Path) -> bool {
    const OF_MAIL: [&str; 6] = ["eml", "mbox", "mbx", "mail", "email", "rfc822"];
    let Some(extension) = path
        .extension()
        .map(|it| it.to_string_lossy().to_lowercase())
    else {
        return true;
    };
    // Maildir and MH names hold dots and numbers, no extensions.
    let is_extension = extension.len() <= 8
        && extension.starts_with(|it: char| it.is_ascii_alphabetic())
        && extension.bytes().all(|it| it.is_ascii_alphanumeric());
    if !is_extension || OF_MAIL.contains(&extension.as_str()) {
        return true;
    }
    let mut start = Vec::new();
    match File::open(path).and_then(|file| file.take(PROBE_BYTES).read_to_end(&mut start)) {
        Ok(_) => looks_like_mail(&start),
        Err(_) => true,
    }
}

/// Whether `start` begins with header fields, one of which every mail has.
fn looks_like_mail(start: &[u8]) -> bool {
    const FIELDS: [&[u8]; 12] = [
        b"from",
        b"to",
        b"subject",
        b"date",
        b"received",
        b"return-path",
        b"message-id",
        b"delivered-to",
        b"mime-version",
        b"x-original-to",
        b"authentication-results",
        b"dkim-signature",
    ];
    if super::mbox::begins_mbox(start) {
        return true;
    }
    let mut known = 0;
    for line in start.split(|it| *it == b'\n') {
        if line.trim_ascii().is_empty() {
            break;
        }
        if line.starts_with(b" ") || line.starts_with(b"\t") {
            continue;
        }
        let Some(colon) = memchr::memchr(b':', line) else {
            break;
        };
        let name = line.get(..colon).unwrap_or_default();
        known += usize::from(FIELDS.iter().any(|it| name.eq_ignore_ascii_case(it)));
    }
    known >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_and_lists_are_not_mail() {
        assert!(looks_like_mail(b"From: a@b.c\r\nTo: b@b.c\r\n\r\nx"));
        assert!(looks_like_mail(b"Received: x\n by y\nDate: z\n"));
        assert!(!looks_like_mail(b"path,label\na.eml,ham\n"));
        assert!(!looks_like_mail(b"# Notes\n\nFrom: a\nTo: b\n"));
        assert!(!looks_like_mail(b"name: rule\nsource: x\n"));
        assert!(!looks_like_mail(b""));
    }
}
