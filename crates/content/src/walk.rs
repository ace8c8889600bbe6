//! The walk through files within files, and the budget they share.

use std::collections::HashMap;

use limits::Capability;
use sha2::{Digest as _, Sha256};

use crate::file::{Extraction, File, Unread};
use crate::ocr::Picture;
use crate::settings::Settings;
use crate::yara::Search;

/// A part of the message, as it is given to be read.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The part's number, such as `2.1`.
    pub path: &'a str,
    /// The decoded name.
    pub name: Option<&'a str>,
    /// The declared media type; a hint where the content is plain text.
    pub content_type: Option<&'a str>,
    /// The decoded bytes.
    pub bytes: &'a [u8],
}

/// A file that waits for its turn.
struct Waiting {
    parent: Option<usize>,
    depth: u32,
    path: String,
    name: Option<String>,
    content_type: Option<String>,
    bytes: Vec<u8>,
}

/// What decoders share while they read the files of one message.
pub(crate) struct Walk<'s> {
    pub(crate) settings: &'s Settings,
    /// Passwords to try, the empty one first.
    pub(crate) passwords: Vec<String>,
    extraction: Extraction,
    waiting: Vec<Waiting>,
    expanded_left: u64,
    files_left: usize,
    pub(crate) wish: Wish,
    /// Pictures that wait for OCR.
    pub(crate) pictures: Vec<Picture>,
    kept: Vec<(usize, Vec<u8>)>,
    /// Pictures that were read, by their digest: a mail often attaches one picture several times.
    read: HashMap<String, usize>,
}

/// What is wanted beside the extraction.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Wish {
    /// Pictures that are ready for OCR.
    pub(crate) ocr: bool,
    /// Bytes of files to hand back, all together; files that do not fit are left out.
    pub(crate) keep_bytes: u64,
}

/// What a walk found.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) extraction: Extraction,
    /// Pictures that may show text, best first.
    pub(crate) pictures: Vec<Picture>,
    /// Files with their index.
    pub(crate) kept: Vec<(usize, Vec<u8>)>,
}

impl Found {
    /// Adds what was found in further inputs.
    pub(crate) fn append(&mut self, other: Found) {
        let before = self.extraction.files.len();
        for mut file in other.extraction.files {
            file.parent = file.parent.map(|it| it + before);
            self.extraction.files.push(file);
        }
        for mut unread in other.extraction.unread {
            unread.file = unread.file.map(|it| it + before);
            self.extraction.unread.push(unread);
        }
        for mut picture in other.pictures {
            picture.head.file += before;
            self.pictures.push(picture);
        }
        let kept = other.kept.into_iter();
        self.kept
            .extend(kept.map(|(file, bytes)| (file + before, bytes)));
    }
}

/// Where a decoder stands: its own file, and the way to the shared budget.
pub(crate) struct Reading<'w, 's> {
    pub(crate) walk: &'w mut Walk<'s>,
    /// Index of the file that is being read.
    pub(crate) index: usize,
    pub(crate) file: File,
    /// The declared media type, or none.
    pub(crate) content_type: Option<String>,
    /// Bytes this file may still expand to.
    ratio_left: u64,
}

/// Reads `inputs` and everything within them, in this process and without OCR. Each format's decoder is
/// chosen by content. For untrusted files use [`Reader`](crate::Reader), which does it in a confined process.
pub fn read(inputs: &[Input<'_>], passwords: &[String], settings: &Settings) -> Extraction {
    walk(inputs, passwords, settings, Wish::default(), None).extraction
}

/// Reads `inputs` and everything within them, in this process.
pub(crate) fn walk(
    inputs: &[Input<'_>],
    passwords: &[String],
    settings: &Settings,
    wish: Wish,
    mut search: Option<Search<'_>>,
) -> Found {
    let mut walk = Walk {
        settings,
        passwords: std::iter::once(String::new())
            .chain(passwords.iter().cloned())
            .collect(),
        extraction: Extraction::default(),
        waiting: Vec::new(),
        expanded_left: settings.expanded_bytes,
        files_left: settings.files,
        wish,
        pictures: Vec::new(),
        kept: Vec::new(),
        read: HashMap::new(),
    };
    for input in inputs.iter().rev() {
        walk.waiting.push(Waiting {
            parent: None,
            depth: 0,
            path: match input.name {
                Some(name) => format!("{}/{name}", input.path),
                None => input.path.to_owned(),
            },
            name: input.name.map(str::to_owned),
            content_type: input.content_type.map(str::to_owned),
            bytes: input.bytes.to_vec(),
        });
    }
    while let Some(next) = walk.waiting.pop() {
        walk.read_one(next, search.as_mut());
    }
    Found {
        extraction: walk.extraction,
        pictures: walk.pictures,
        kept: walk.kept,
    }
}

impl Walk<'_> {
    fn read_one(&mut self, next: Waiting, search: Option<&mut Search<'_>>) {
        if self.files_left == 0 {
            self.waiting.clear();
            self.unread(
                Capability::FileLimit,
                None,
                "there are more files than are read",
            );
            return;
        }
        self.files_left -= 1;
        let index = self.extraction.files.len();
        let file = File {
            parent: next.parent,
            depth: next.depth,
            ..unread_file(next.path, next.name, &next.bytes)
        };
        // The place is taken before children are added, so that they can name their parent.
        self.extraction.files.push(File::default());
        if let Some(same) = self.read.get(&file.sha256).copied() {
            self.extraction.files[index] = self.like(same, file);
            self.keep(index, next.bytes);
            return;
        }
        let ratio_left = (next.bytes.len() as u64)
            .saturating_mul(self.settings.expansion_ratio)
            .max(Settings::RATIO_FREE_BYTES);
        let waiting_before = self.waiting.len();
        let mut reading = Reading {
            walk: self,
            index,
            file,
            content_type: next.content_type,
            ratio_left,
        };
        crate::formats::decode(&mut reading, &next.bytes);
        let mut file = reading.file;
        if self.settings.scan {
            file.scan = Some(Box::new(crate::scan::of(&file, &next.bytes, self.settings)));
        }
        match search.map(|it| it.search(&next.bytes)) {
            Some(Ok(matches)) => file.yara = Some(matches),
            Some(Err(reason)) => self.unread(Capability::Yara, Some(index), &reason),
            None => {}
        }
        let is_alone = self.waiting.len() == waiting_before;
        if is_alone && crate::formats::is_picture(&file.kind) {
            self.read.insert(file.sha256.clone(), index);
        }
        // Children were pushed in order; the last pushed is read first.
        self.waiting[waiting_before..].reverse();
        self.extraction.files[index] = file;
        self.keep(index, next.bytes);
    }

    /// `file` with what was found in the same bytes before, at index `same`.
    fn like(&mut self, same: usize, file: File) -> File {
        let index = self.extraction.files.len() - 1;
        let of_same = |it: &&Picture| it.head.file == same;
        let copies: Vec<Picture> = self.pictures.iter().filter(of_same).cloned().collect();
        for mut copy in copies {
            if self.pictures.len() >= self.settings.pages {
                self.unread(Capability::PageLimit, Some(index), crate::sight::TOO_MANY);
                break;
            }
            copy.head.file = index;
            self.pictures.push(copy);
        }
        let unread = self.extraction.unread.iter();
        let unread: Vec<Unread> = unread.filter(|it| it.file == Some(same)).cloned().collect();
        self.extraction
            .unread
            .extend(unread.into_iter().map(|it| Unread {
                file: Some(index),
                ..it
            }));
        File {
            parent: file.parent,
            depth: file.depth,
            path: file.path,
            name: file.name,
            extension: file.extension,
            ..self.extraction.files[same].clone()
        }
    }

    /// Keeps the bytes of a file where they are wanted.
    fn keep(&mut self, index: usize, bytes: Vec<u8>) {
        let Some(left) = self.wish.keep_bytes.checked_sub(bytes.len() as u64) else {
            return;
        };
        if self.wish.keep_bytes > 0 {
            self.wish.keep_bytes = left;
            self.kept.push((index, bytes));
        }
    }

    pub(crate) fn unread(&mut self, capability: Capability, file: Option<usize>, reason: &str) {
        let unread = Unread {
            capability: capability.name().to_owned(),
            file,
            reason: reason.to_owned(),
        };
        if !self.extraction.unread.contains(&unread) {
            self.extraction.unread.push(unread);
        }
    }
}

impl Reading<'_, '_> {
    /// Bytes of output that a decompressor may still produce for this file: give it to `Read::take` *after* the
    /// decoder, and one more byte, so that the excess shows in [`expand`](Self::expand).
    pub(crate) fn may_expand(&self) -> u64 {
        self.ratio_left.min(self.walk.expanded_left)
    }

    /// Takes `bytes` of output from the budget; `false` where they exceed it, which is recorded.
    pub(crate) fn expand(&mut self, bytes: u64) -> bool {
        if bytes > self.walk.expanded_left {
            self.walk.expanded_left = 0;
            self.unread(
                Capability::ExpansionLimit,
                "the files expand to more bytes than are read",
            );
            return false;
        }
        if bytes > self.ratio_left {
            self.ratio_left = 0;
            self.unread(
                Capability::ExpansionLimit,
                "the file expands to too many times its own size",
            );
            return false;
        }
        self.walk.expanded_left -= bytes;
        self.ratio_left -= bytes;
        true
    }

    /// Queues a file found within this one. Its bytes must have been paid for with
    /// [`expand`](Self::expand).
    pub(crate) fn add_child(&mut self, name: Option<String>, bytes: Vec<u8>) {
        if self.file.depth >= self.walk.settings.depth {
            self.unread(
                Capability::DepthLimit,
                "files are nested deeper than is read",
            );
            return;
        }
        if self.walk.waiting.len() >= self.walk.files_left {
            self.unread(Capability::FileLimit, "there are more files than are read");
            return;
        }
        let label = name.as_deref().unwrap_or("unnamed");
        self.walk.waiting.push(Waiting {
            parent: Some(self.index),
            depth: self.file.depth + 1,
            path: format!("{}/{label}", self.file.path),
            name,
            content_type: None,
            bytes,
        });
    }

    /// Records that something of this file was not read.
    pub(crate) fn unread(&mut self, capability: Capability, reason: &str) {
        self.walk.unread(capability, Some(self.index), reason);
    }

    /// Passwords to try on this file, the empty one first.
    pub(crate) fn passwords(&self) -> Vec<String> {
        self.walk.passwords.clone()
    }
}

/// What can be said of a file without reading it.
pub(crate) fn unread_file(path: String, name: Option<String>, bytes: &[u8]) -> File {
    File {
        extension: name.as_deref().and_then(mail::extension),
        kind: mail::sniff(bytes).to_owned(),
        size: bytes.len() as u64,
        sha256: hex(&Sha256::digest(bytes)),
        path,
        name,
        ..File::default()
    }
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        let _ = write!(text, "{byte:02x}");
    }
    text
}
