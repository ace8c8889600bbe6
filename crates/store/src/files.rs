//! The bytes of messages, a file each: `messages/ab/abcdef…`, named after the SHA-256 of what they say.
//!
//! A file is written under a temporary name, forced to the disk, renamed, and the folder forced to the disk. So under its final
//! name there is all of it or nothing.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::error::StoreError;
use crate::id::Digest;
use crate::key;
use crate::seal::Seal;

/// What temporary files begin with.
const TEMPORARY: &str = ".new-";
/// A file that nothing speaks of may be one whose rows are being written; after this time it is not.
const GRACE: Duration = Duration::from_hours(1);

/// The folder of the messages.
#[derive(Debug)]
pub(crate) struct Files {
    folder: PathBuf,
    seal: Seal,
    encrypt: bool,
}

impl Files {
    /// `directory/messages`, made where it is not there.
    pub(crate) fn open(directory: &Path, seal: Seal, encrypt: bool) -> Result<Self, StoreError> {
        let folder = directory.join("messages");
        make(&folder)?;
        sync(directory)?;
        Ok(Self {
            folder,
            seal,
            encrypt,
        })
    }

    fn path(&self, digest: &Digest) -> PathBuf {
        let name = digest.to_string();
        let part = name.get(..2).unwrap_or_default();
        self.folder.join(part).join(&name)
    }

    pub(crate) fn exists(&self, digest: &Digest) -> bool {
        self.path(digest).is_file()
    }

    /// Writes `bytes`, whose digest is `digest`; once this returns, a loss of power does not take them.
    pub(crate) fn write(&self, digest: &Digest, bytes: &[u8]) -> Result<(), StoreError> {
        let path = self.path(digest);
        let folder = path.parent().unwrap_or(&self.folder);
        // Not with those above it: where the folder of the messages is gone, so is the store.
        if make(folder)? {
            sync(&self.folder)?;
        }
        let sealed;
        let bytes = if self.encrypt {
            sealed = self.seal.close(bytes, digest)?;
            &sealed
        } else {
            bytes
        };
        let name = u64::from_be_bytes(key::random()?);
        let draft = folder.join(format!("{TEMPORARY}{name:016x}"));
        let written = write_whole(&draft, bytes).and_then(|()| fs::rename(&draft, &path));
        if let Err(error) = written {
            // What is left of it goes with the next audit at the latest.
            let _ = fs::remove_file(&draft);
            return Err(StoreError::file(&path, error));
        }
        sync(folder)
    }

    /// The bytes, compared with their digest.
    pub(crate) fn read(&self, digest: &Digest) -> Result<Vec<u8>, StoreError> {
        let path = self.path(digest);
        let damaged = |detail| StoreError::Damaged {
            digest: *digest,
            place: path.display().to_string(),
            detail,
        };
        let file = match fs::read(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(damaged("its file is missing"));
            }
            Err(error) => return Err(StoreError::file(&path, error)),
        };
        let opened = self.seal.open(file, digest);
        let bytes = opened.ok_or_else(|| damaged("it cannot be decrypted"))?;
        if Digest::of(&bytes) == *digest {
            Ok(bytes)
        } else {
            Err(damaged("its bytes are not those that were stored"))
        }
    }

    pub(crate) fn remove(&self, digest: &Digest) -> Result<(), StoreError> {
        let path = self.path(digest);
        match fs::remove_file(&path) {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(StoreError::file(&path, error)),
        }
    }

    /// Temporary files that nobody is writing any longer.
    pub(crate) fn leftovers(&self) -> Result<Vec<PathBuf>, StoreError> {
        let mut found = Vec::new();
        self.each(|path, name, age| {
            if name.starts_with(TEMPORARY) && age > GRACE {
                found.push(path.to_owned());
            }
        })?;
        Ok(found)
    }

    /// The messages that lie here for longer than an hour, and when they were written.
    pub(crate) fn old(&self) -> Result<Vec<(Digest, SystemTime)>, StoreError> {
        let mut found = Vec::new();
        let now = SystemTime::now();
        self.each(|_, name, age| {
            if let (Ok(digest), true) = (name.parse(), age > GRACE) {
                found.push((digest, now.checked_sub(age).unwrap_or(now)));
            }
        })?;
        Ok(found)
    }

    fn each(&self, mut see: impl FnMut(&Path, &str, Duration)) -> Result<(), StoreError> {
        let now = SystemTime::now();
        for folder in entries(&self.folder)? {
            if !folder.is_dir() {
                continue;
            }
            for path in entries(&folder)? {
                let written = fs::metadata(&path).and_then(|it| it.modified());
                let age = written.map(|it| now.duration_since(it).unwrap_or_default());
                let name = path.file_name().and_then(|it| it.to_str());
                if let (Ok(age), Some(name)) = (age, name) {
                    see(&path, name, age);
                }
            }
        }
        Ok(())
    }
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let failed = |it| StoreError::file(folder, it);
    let entries = fs::read_dir(folder).map_err(failed)?;
    entries
        .map(|it| it.map(|it| it.path()).map_err(failed))
        .collect()
}

/// Makes a folder that only its owner may enter. Whether it was not there.
pub(crate) fn make(folder: &Path) -> Result<bool, StoreError> {
    match fs::DirBuilder::new().mode(0o700).create(folder) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(StoreError::file(folder, error)),
    }
}

/// Forces the names in `folder` to the disk.
pub(crate) fn sync(folder: &Path) -> Result<(), StoreError> {
    let synced = File::open(folder).and_then(|it| it.sync_all());
    synced.map_err(|it| StoreError::file(folder, it))
}

fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true).mode(0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}
