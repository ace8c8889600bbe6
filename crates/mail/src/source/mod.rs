//! Where messages come from: single files, mbox, Maildir, directories, standard input.
//!
//! Messages are read one at a time, so memory holds one, cut at the limit; reading goes on past what
//! cannot be read.

mod mbox;
mod walk;

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use limits::Limits;

use mbox::Mbox;
use walk::Walk;

/// A message found somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// The path; with `#N` behind it, N from 1, for a message of an mbox; `-` for standard input.
    pub name: String,
    /// The raw message. One byte more than the limit says that there would be more.
    pub bytes: Vec<u8>,
}

/// A path that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("cannot read {}: {source}", path.display())]
pub struct SourceError {
    /// The path.
    pub path: PathBuf,
    /// Why not.
    #[source]
    pub source: io::Error,
}

impl SourceError {
    fn new(path: &Path, source: io::Error) -> Self {
        Self {
            path: path.to_owned(),
            source,
        }
    }
}

/// The messages at `paths`, in order; directories are read recursively, sorted by name. `-` is
/// standard input.
pub fn read<P: AsRef<Path>>(paths: &[P]) -> Messages {
    read_within(paths, &Limits::default())
}

/// As [`read`], with messages cut at `limits.message_bytes`.
pub fn read_within<P: AsRef<Path>>(paths: &[P], limits: &Limits) -> Messages {
    Messages {
        paths: paths.iter().map(|it| it.as_ref().to_owned()).collect(),
        walk: None,
        mbox: None,
        longest: limits.message_bytes.saturating_add(1),
        first: None,
    }
}

/// The messages in `reader`, which is called `name`: one, or those of an mbox.
pub fn read_from(
    reader: Box<dyn Read + Send>,
    name: &str,
    limits: &Limits,
) -> Result<Messages, SourceError> {
    let mut messages = read_within::<&Path>(&[], limits);
    messages.first = messages.open_reader(reader, Path::new(name))?;
    Ok(messages)
}

/// An iterator of messages and of paths that cannot be read.
pub struct Messages {
    paths: VecDeque<PathBuf>,
    /// The directory being read.
    walk: Option<Walk>,
    /// The mbox being read.
    mbox: Option<Mbox>,
    longest: usize,
    /// A message that has been read already.
    first: Option<Input>,
}

impl Iterator for Messages {
    type Item = Result<Input, SourceError>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(first) = self.first.take() {
            return Some(Ok(first));
        }
        loop {
            if let Some(mbox) = &mut self.mbox {
                match mbox.next() {
                    Some(item) => return Some(item),
                    None => self.mbox = None,
                }
            }
            let opened = match self.walk.as_mut().map(Iterator::next) {
                Some(Some(Ok(path))) => self.open_file(&path),
                Some(Some(Err(error))) => Err(error),
                Some(None) => {
                    self.walk = None;
                    continue;
                }
                None => {
                    let path = self.paths.pop_front()?;
                    self.open(&path)
                }
            };
            if let Some(item) = opened.transpose() {
                return Some(item);
            }
        }
    }
}

impl Messages {
    /// Opens a path that was asked for. A message comes back at once; a directory or an mbox is
    /// kept open instead.
    fn open(&mut self, path: &Path) -> Result<Option<Input>, SourceError> {
        if path == Path::new("-") {
            return self.open_reader(Box::new(io::stdin()), path);
        }
        let metadata = std::fs::metadata(path).map_err(|it| SourceError::new(path, it))?;
        if metadata.is_dir() {
            self.walk = Some(Walk::new(path)?);
            return Ok(None);
        }
        self.open_file(path)
    }

    fn open_file(&mut self, path: &Path) -> Result<Option<Input>, SourceError> {
        let file = File::open(path).map_err(|it| SourceError::new(path, it))?;
        self.open_reader(Box::new(file), path)
    }

    fn open_reader(
        &mut self,
        reader: Box<dyn Read + Send>,
        path: &Path,
    ) -> Result<Option<Input>, SourceError> {
        let mut reader = BufReader::with_capacity(64 << 10, reader);
        let start = peek(&mut reader).map_err(|it| SourceError::new(path, it))?;
        if mbox::begins_mbox(start) {
            self.mbox = Some(Mbox::new(reader, path, self.longest));
            return Ok(None);
        }
        let mut bytes = Vec::new();
        reader
            .take(self.longest as u64)
            .read_to_end(&mut bytes)
            .map_err(|it| SourceError::new(path, it))?;
        Ok(Some(Input {
            name: path.display().to_string(),
            bytes,
        }))
    }
}

/// What the reader begins with; reads again where a signal interrupted.
fn peek(reader: &mut impl BufRead) -> io::Result<&[u8]> {
    loop {
        match reader.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
            Ok(_) => break,
        }
    }
    reader.fill_buf()
}
