//! Noticing that directories of rules have changed.
//!
//! Names, sizes and times are polled; only where they differ are the files read, and only where their
//! content differs has anything changed. There is no notification to miss, and it works on every
//! file system. This is one of the few places that read the clock: a file changed within the
//! resolution of its time stamp would look unchanged, so what changed a moment ago is read again.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::files::{RuleFiles, paths};
use crate::pack::PackError;

/// Time stamps this close to the look at them do not prove that nothing changed since.
const RESOLUTION: Duration = Duration::from_secs(2);

/// One directory of rules and what was last seen in it.
#[derive(Debug)]
pub struct RuleWatch {
    directory: PathBuf,
    stamps: BTreeMap<PathBuf, Stamp>,
    looked: Option<SystemTime>,
    content: Option<Result<RuleFiles, String>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stamp {
    bytes: u64,
    modified: Option<SystemTime>,
}

impl RuleWatch {
    /// Watches `directory`, of which nothing has been seen yet.
    pub fn new(directory: &Path) -> Self {
        Self {
            directory: directory.to_path_buf(),
            stamps: BTreeMap::new(),
            looked: None,
            content: None,
        }
    }

    /// The directory.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// What the directory holds, if that is something else than at the last call. A directory that
    /// cannot be read is an error once, until that changes.
    pub fn changed(&mut self) -> Option<Result<RuleFiles, PackError>> {
        let looked = SystemTime::now();
        let stamps = self.stamps_now();
        let fresh = |it: &Stamp| {
            let sure = self.looked.and_then(|it| it.checked_sub(RESOLUTION));
            it.modified >= sure
        };
        let same = stamps.as_ref().is_ok_and(|it| *it == self.stamps);
        if same && self.content.is_some() && !self.stamps.values().any(fresh) {
            return None;
        }
        let read = stamps.and_then(|stamps| Ok((stamps, RuleFiles::read(&self.directory)?)));
        match read {
            Ok((stamps, files)) => {
                // Written to while it was read: what was read may be half of it.
                if self.stamps_now().ok().as_ref() != Some(&stamps) {
                    return None;
                }
                self.stamps = stamps;
                self.looked = Some(looked);
                let known = matches!(&self.content, Some(Ok(known)) if *known == files);
                if known {
                    return None;
                }
                self.content = Some(Ok(files.clone()));
                Some(Ok(files))
            }
            Err(error) => {
                let text = error.to_string();
                self.stamps.clear();
                let known = matches!(&self.content, Some(Err(known)) if *known == text);
                self.content = Some(Err(text));
                (!known).then_some(Err(error))
            }
        }
    }

    fn stamps_now(&self) -> Result<BTreeMap<PathBuf, Stamp>, PackError> {
        let mut stamps = BTreeMap::new();
        for path in paths(&self.directory)? {
            // A file that has just gone is seen as gone at the next look.
            if let Ok(data) = path.metadata() {
                let stamp = Stamp {
                    bytes: data.len(),
                    modified: data.modified().ok(),
                };
                stamps.insert(path, stamp);
            }
        }
        Ok(stamps)
    }
}
