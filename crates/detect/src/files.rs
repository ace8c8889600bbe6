//! Reading a directory of rules, within limits.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use crate::pack::PackError;

/// A directory of rules holds no more files than this.
const MAX_FILES: usize = 50_000;
/// A file is not longer than this many bytes.
const MAX_FILE_BYTES: u64 = 4 << 20;
/// All files of a directory together are not longer than this many bytes.
const MAX_BYTES: u64 = 256 << 20;
/// Folders nest no deeper than this.
const MAX_DEPTH: usize = 32;

/// What a directory of rules holds, in the order of its paths.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct RuleFiles {
    /// The files that may hold rules: YAML, TOML, plain programs.
    pub files: Vec<RuleText>,
    /// What is passed over.
    pub skipped: Vec<SkippedFile>,
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RuleText {
    /// Where it was found.
    pub path: String,
    /// What is in it.
    pub text: String,
}

/// A file that is passed over.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SkippedFile {
    /// Where it was found.
    pub path: String,
    /// Why it is passed over.
    pub reason: &'static str,
}

impl RuleFiles {
    /// Reads all files below `directory`, or `directory` itself where it is a file. A file that cannot
    /// be read, is no text or breaks a limit is an error: rules are never left out silently.
    pub fn read(directory: &Path) -> Result<Self, PackError> {
        let mut found = Self::default();
        let mut bytes = 0;
        for entry in walk(directory)? {
            match entry {
                Entry::File(path) => {
                    let text = read_text(&path)?;
                    bytes += text.len() as u64;
                    if bytes > MAX_BYTES {
                        return Err(too_much(directory, "more than 256 MiB of rules"));
                    }
                    let path = path.display().to_string();
                    found.files.push(RuleText { path, text });
                }
                Entry::Skipped(path, reason) => {
                    let path = path.display().to_string();
                    found.skipped.push(SkippedFile { path, reason });
                }
            }
        }
        found.files.sort_by(|a, b| a.path.cmp(&b.path));
        found.skipped.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(found)
    }
}

/// The files below `directory` that may hold rules.
pub(crate) fn paths(directory: &Path) -> Result<Vec<PathBuf>, PackError> {
    let entries = walk(directory)?.into_iter();
    let files = entries.filter_map(|it| match it {
        Entry::File(path) => Some(path),
        Entry::Skipped(..) => None,
    });
    Ok(files.collect())
}

enum Entry {
    File(PathBuf),
    Skipped(PathBuf, &'static str),
}

fn walk(directory: &Path) -> Result<Vec<Entry>, PackError> {
    if directory.is_file() {
        return Ok(vec![Entry::File(directory.to_path_buf())]);
    }
    let mut entries = Vec::new();
    let mut folders = vec![(directory.to_path_buf(), 0)];
    while let Some((folder, depth)) = folders.pop() {
        for entry in fs::read_dir(&folder).map_err(|it| unreadable(&folder, it))? {
            let entry = entry.map_err(|it| unreadable(&folder, it))?;
            let path = entry.path();
            let kind = entry.file_type().map_err(|it| unreadable(&path, it))?;
            let hidden = entry.file_name().to_string_lossy().starts_with('.');
            if hidden {
                entries.push(Entry::Skipped(path, "hidden"));
            } else if kind.is_dir() && depth < MAX_DEPTH {
                folders.push((path, depth + 1));
            } else if path.is_dir() {
                let linked = "a folder that is linked or too deep";
                entries.push(Entry::Skipped(path, linked));
            } else if may_hold_rules(&path) {
                entries.push(Entry::File(path));
            } else {
                entries.push(Entry::Skipped(path, "not YAML, TOML or MQL"));
            }
            if entries.len() > MAX_FILES {
                return Err(too_much(directory, "more than 50,000 files"));
            }
        }
    }
    Ok(entries)
}

fn may_hold_rules(path: &Path) -> bool {
    let extension = path.extension().and_then(|it| it.to_str());
    matches!(extension, Some("yml" | "yaml" | "toml" | "mql"))
}

/// The text of `path`, which must be UTF-8 and of a reasonable size.
pub(crate) fn read_text(path: &Path) -> Result<String, PackError> {
    let file = fs::File::open(path).map_err(|it| unreadable(path, it))?;
    let mut bytes = Vec::new();
    file.take(MAX_FILE_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|it| unreadable(path, it))?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(too_much(path, "longer than 4 MiB"));
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let lines = error.as_bytes().iter().take(at);
        let line = lines.filter(|it| **it == b'\n').count() + 1;
        PackError::malformed(
            &path.display().to_string(),
            format!("line {line} is not UTF-8"),
        )
    })
}

fn unreadable(path: &Path, reason: std::io::Error) -> PackError {
    PackError::Read {
        path: path.display().to_string(),
        reason,
    }
}

fn too_much(path: &Path, what: &str) -> PackError {
    PackError::malformed(&path.display().to_string(), what.to_owned())
}
