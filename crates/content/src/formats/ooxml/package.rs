//! The parts of a package, unpacked one at a time.

use std::io::Cursor;

use limits::Capability;
use zip::ZipArchive;
use zip::result::ZipResult;

use crate::formats::charset;
use crate::formats::xml::{self, Step};
use crate::walk::Reading;

/// A package and the names of its parts.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// Names without a leading slash, and their places.
    parts: Vec<(String, usize)>,
    /// Whether there are more parts than are read.
    pub(super) cut: bool,
}

impl<'b> Package<'b> {
    pub(super) fn open(bytes: &'b [u8], most: usize) -> ZipResult<Self> {
        let archive = ZipArchive::new(Cursor::new(bytes))?;
        let mut parts = Vec::new();
        for (index, name) in archive.file_names().enumerate().take(most) {
            if let Ok(name) = name {
                // Some writers use the other slash; office programs read it all the same.
                let name = name.replace('\\', "/");
                parts.push((name.trim_start_matches('/').to_owned(), index));
            }
        }
        Ok(Self {
            cut: archive.len() > most,
            archive,
            parts,
        })
    }

    /// Names of all parts.
    pub(super) fn names(&self) -> Vec<String> {
        self.parts.iter().map(|(name, _)| name.clone()).collect()
    }

    /// Names such as `folder/stem12.end`, in the order of their numbers.
    pub(super) fn names_like(&self, folder: &str, stem: &str, end: &str) -> Vec<String> {
        let is = |name: &str| {
            let middle = strip_prefix(name, folder)
                .and_then(|it| strip_prefix(it, stem))
                .and_then(|it| it.to_ascii_lowercase().strip_suffix(end).map(str::to_owned));
            middle.is_some_and(|it| it.bytes().all(|it| it.is_ascii_digit()))
        };
        let names = self.parts.iter().map(|(name, _)| name.clone());
        let mut names: Vec<_> = names.filter(|it| is(it)).collect();
        names.sort_by_key(|it| number_of(it));
        names
    }

    /// The bytes of a part; names are compared without case, as office programs do.
    pub(super) fn bytes(&mut self, reading: &mut Reading<'_, '_>, name: &str) -> Option<Vec<u8>> {
        let (_, index) = self
            .parts
            .iter()
            .find(|(it, _)| it.eq_ignore_ascii_case(name))?;
        match self.archive.by_index(*index) {
            Ok(part) => reading.expand_from(part),
            Err(error) => {
                reading.unread(
                    Capability::OfficeText,
                    "a part of the document cannot be unpacked",
                );
                reading.failed(error.to_string());
                None
            }
        }
    }

    /// Walks through a part that is XML; a defect is noted.
    pub(super) fn walk(
        &mut self,
        reading: &mut Reading<'_, '_>,
        name: &str,
        visit: impl FnMut(Step<'_>),
    ) {
        let Some(bytes) = self.bytes(reading, name) else {
            return;
        };
        if let Err(error) = xml::walk(&charset::decode(&bytes, None), visit) {
            reading.unread(
                Capability::OfficeText,
                "a part of the document is not readable XML",
            );
            reading.failed(format!("{name}: {error}"));
        }
    }
}

/// The number at the end of a part's name, without its extension.
pub(super) fn number_of(name: &str) -> Option<u32> {
    let stem = name.rsplit_once('.').map_or(name, |(it, _)| it);
    let digits = stem.trim_end_matches(|it: char| it.is_ascii_digit()).len();
    stem.get(digits..)?.parse().ok()
}

fn strip_prefix<'n>(name: &'n str, prefix: &str) -> Option<&'n str> {
    let head = name.get(..prefix.len())?;
    head.eq_ignore_ascii_case(prefix)
        .then(|| name.get(prefix.len()..))?
}
