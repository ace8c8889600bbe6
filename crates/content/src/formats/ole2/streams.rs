//! Streams of a compound file, within the budget.

use std::path::{Path, PathBuf};

use super::container::File;
use crate::walk::Reading;

/// Streams of one file that are looked at.
const STREAMS: usize = 10_000;

/// The paths of all streams.
pub(in crate::formats) fn list(file: &File<'_>) -> Vec<PathBuf> {
    let entries = file.walk().take(STREAMS).filter(cfb::Entry::is_stream);
    entries.map(|it| it.path().to_path_buf()).collect()
}

/// Whether the last parts of `path` are `names`, whatever their case.
pub(in crate::formats) fn is(path: &Path, names: &[&str]) -> bool {
    let mut parts = path.iter().rev();
    names.iter().rev().all(|name| {
        let part = parts.next().and_then(|it| it.to_str());
        part.is_some_and(|it| it.eq_ignore_ascii_case(name))
    })
}

/// Reads a stream and pays for it.
pub(in crate::formats) fn read(
    reading: &mut Reading<'_, '_>,
    file: &mut File<'_>,
    path: impl AsRef<Path>,
) -> Option<Vec<u8>> {
    if !file.is_stream(&path) {
        return None;
    }
    match file.open_stream(path) {
        Ok(stream) => reading.expand_from(stream),
        Err(error) => {
            reading.failed(error.to_string());
            None
        }
    }
}
