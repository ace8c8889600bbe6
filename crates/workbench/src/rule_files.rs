//! The directory of the operator's own rules: a file each, called by a plain name.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

/// Bytes of a rule.
pub(crate) const MOST_BYTES: usize = 64 << 10;
/// Characters of a file's name, without its ending.
const MOST_NAME: usize = 64;
/// Rules of a directory that are looked at.
const MOST_FILES: usize = 5000;

/// Why a rule's file could not be read or written.
#[derive(Debug, thiserror::Error)]
#[error("cannot use {}: {source}", path.display())]
pub struct FileError {
    /// The file or directory.
    pub path: PathBuf,
    /// Why not.
    #[source]
    pub source: io::Error,
}

/// Whether a rule's file may be called `name`: small letters, digits, `-` and `_`, so that no name leads out of the directory.
pub fn is_rule_name(name: &str) -> bool {
    let plain =
        |it: u8| it.is_ascii_lowercase() || it.is_ascii_digit() || matches!(it, b'-' | b'_');
    (1..=MOST_NAME).contains(&name.len())
        && name.bytes().all(plain)
        && name.starts_with(|it: char| it.is_ascii_alphanumeric())
}

/// The directory.
#[derive(Debug)]
pub(crate) struct RuleFolder(PathBuf);

impl RuleFolder {
    pub(crate) fn new(directory: PathBuf) -> Self {
        Self(directory)
    }

    /// The file of the rule called `name`, which is a plain one.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.join(format!("{name}.yml"))
    }

    /// The rules that may be changed: names and texts, sorted. What is no plain file with a plain name is somebody else's.
    pub(crate) fn all(&self) -> Result<Vec<(String, String)>, FileError> {
        let entries = match fs::read_dir(&self.0) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(failed(&self.0, error)),
        };
        let mut all = Vec::new();
        for entry in entries.take(MOST_FILES) {
            let entry = entry.map_err(|it| failed(&self.0, it))?;
            let name = entry.file_name();
            let name = name.to_str().and_then(|it| it.strip_suffix(".yml"));
            let is_file = entry.file_type().is_ok_and(|it| it.is_file());
            if let Some(name) = name.filter(|it| is_file && is_rule_name(it))
                && let Some(text) = self.read(name)?
            {
                all.push((name.to_owned(), text));
            }
        }
        all.sort();
        Ok(all)
    }

    /// The text of one rule; `None` where there is no such file. Where it is too long or no text, it is not a rule that was
    /// written here, and may not be changed here.
    pub(crate) fn read(&self, name: &str) -> Result<Option<String>, FileError> {
        let path = self.path(name);
        let about = match fs::symlink_metadata(&path) {
            Ok(about) => about,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(failed(&path, error)),
        };
        if !about.is_file() {
            return Err(failed(&path, io::ErrorKind::InvalidInput.into()));
        }
        let mut text = String::new();
        let read = File::open(&path)
            .and_then(|it| it.take(MOST_BYTES as u64 + 1).read_to_string(&mut text));
        read.map_err(|it| failed(&path, it))?;
        if text.len() > MOST_BYTES {
            return Err(failed(&path, io::ErrorKind::FileTooLarge.into()));
        }
        Ok(Some(text))
    }

    /// Writes a rule whole, or not at all: under a hidden name first, which no engine reads.
    pub(crate) fn write(&self, name: &str, text: &str) -> Result<(), FileError> {
        fs::create_dir_all(&self.0).map_err(|it| failed(&self.0, it))?;
        let path = self.path(name);
        let draft = self.0.join(format!(".{name}.yml.new"));
        let write = || -> io::Result<()> {
            // One that was left by a process that was killed.
            match fs::remove_file(&draft) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
            let mut options = OpenOptions::new();
            options.write(true).create_new(true).mode(0o640);
            let mut file = options.open(&draft)?;
            file.write_all(text.as_bytes())?;
            file.sync_all()?;
            fs::rename(&draft, &path)?;
            File::open(&self.0)?.sync_all()
        };
        write().map_err(|it| failed(&path, it))
    }

    /// Removes a rule; one that is not there is gone as it is.
    pub(crate) fn remove(&self, name: &str) -> Result<(), FileError> {
        let path = self.path(name);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed(&path, error)),
            _ => Ok(()),
        }
    }
}

fn failed(path: &Path, source: io::Error) -> FileError {
    FileError {
        path: path.to_owned(),
        source,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_do_not_lead_out_of_the_directory() {
        for name in ["a", "fake-invoice_2", "0a"] {
            assert!(is_rule_name(name), "{name}");
        }
        let long = "a".repeat(65);
        for name in [
            "", "..", ".a", "a/b", "a.yml", "A", "-a", "_a", "a b", "ä", "a\0", &long,
        ] {
            assert!(!is_rule_name(name), "{name}");
        }
    }

    #[test]
    fn a_rule_is_written_whole_and_links_are_not_followed() {
        let home = tempfile::tempdir().unwrap();
        let folder = RuleFolder::new(home.path().join("rules"));
        assert!(folder.all().unwrap().is_empty());
        folder.write("a", "one").unwrap();
        folder.write("a", "two").unwrap();
        assert_eq!(folder.all().unwrap(), [("a".to_owned(), "two".to_owned())]);
        let secret = home.path().join("secret");
        fs::write(&secret, "untouched").unwrap();
        std::os::unix::fs::symlink(&secret, folder.path("b")).unwrap();
        assert!(folder.read("b").is_err());
        assert_eq!(folder.all().unwrap().len(), 1);
        // What is written takes the place of the link, not of what it leads to.
        folder.write("b", "three").unwrap();
        assert_eq!(fs::read_to_string(&secret).unwrap(), "untouched");
        assert_eq!(folder.read("b").unwrap().as_deref(), Some("three"));
        folder.remove("b").unwrap();
        folder.remove("b").unwrap();
        assert_eq!(folder.read("b").unwrap(), None);
        fs::write(folder.path("c"), "x".repeat(MOST_BYTES + 1)).unwrap();
        assert!(folder.read("c").is_err());
        let left = fs::read_dir(home.path().join("rules")).unwrap().count();
        assert_eq!(left, 2, "a and c");
    }
}
