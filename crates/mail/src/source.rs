//! Where messages come from: single files, mbox, Maildir, directories, standard input.
//!
//! Messages come one at a time and in a stable order, so that memory stays bounded and the same paths
//! give the same answer. A path that cannot be read is an error in its place; the others go on.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// One raw message.
#[derive(Debug)]
pub struct Input {
    /// Where it was found: a path, `inbox.mbox#12` for the twelfth message of an mbox, `-`.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A path could not be read.
#[derive(Debug, thiserror::Error)]
#[error("cannot read {path}: {source}")]
pub struct SourceError {
    /// The path.
    pub path: String,
    /// Why.
    pub source: io::Error,
}

/// Bytes of one message that are kept in memory; the parser's own limit is lower.
const LARGEST_MESSAGE: usize = 128 << 20;

/// All messages at `paths`: files, mbox files, Maildirs, directories (recursively), `-` for standard
/// input.
pub fn read(paths: &[PathBuf]) -> Messages {
    Messages { pending: paths.iter().map(|it| Pending::Path(it.clone(), true)).collect(), mbox: None }
}

/// Messages one at a time.
pub struct Messages {
    pending: VecDeque<Pending>,
    mbox: Option<Mbox>,
}

/// What is still to be read.
enum Pending {
    /// A path; whether the user named it, or it was found in a directory.
    Path(PathBuf, bool),
}

impl Iterator for Messages {
    type Item = Result<Input, SourceError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(mbox) = &mut self.mbox {
                if let Some(message) = mbox.next_message() {
                    return Some(message);
                }
                self.mbox = None;
            }
            let Pending::Path(path, named) = self.pending.pop_front()?;
            match self.open(&path, named) {
                Ok(Some(input)) => return Some(Ok(input)),
                Ok(None) => {}
                Err(source) => return Some(Err(SourceError { path: path.display().to_string(), source })),
            }
        }
    }
}

impl Messages {
    /// The message at `path`; `None` where `path` holds several, which then come next.
    fn open(&mut self, path: &Path, named: bool) -> io::Result<Option<Input>> {
        if path == Path::new("-") {
            return self.open_stream("-", Box::new(io::stdin()));
        }
        let metadata = std::fs::metadata(path)?;
        if metadata.is_dir() {
            self.open_directory(path)?;
            return Ok(None);
        }
        if !named && !is_mail_name(path) {
            return Ok(None);
        }
        self.open_stream(&path.display().to_string(), Box::new(File::open(path)?))
    }

    /// Puts the entries of a directory in front of what is still to be read. Of a Maildir, `new` and
    /// `cur` hold the mail.
    fn open_directory(&mut self, path: &Path) -> io::Result<()> {
        let mut entries = std::fs::read_dir(path)?.map(|it| it.map(|it| it.path())).collect::<io::Result<Vec<_>>>()?;
        if is_maildir(path) {
            entries.retain(|it| !it.ends_with("tmp"));
        }
        entries.sort();
        for entry in entries.into_iter().rev() {
            // A link to a directory could lead in a circle.
            let is_linked_directory = entry.is_symlink() && entry.is_dir();
            if !is_linked_directory {
                self.pending.push_front(Pending::Path(entry, false));
            }
        }
        Ok(())
    }

    fn open_stream(&mut self, name: &str, stream: Box<dyn Read>) -> io::Result<Option<Input>> {
        let mut reader = BufReader::with_capacity(64 << 10, stream);
        let is_mbox = reader.fill_buf()?.starts_with(b"From ");
        if is_mbox {
            self.mbox = Some(Mbox { name: name.to_owned(), reader, count: 0, separator_read: false });
            return Ok(None);
        }
        let mut bytes = Vec::new();
        reader.take(LARGEST_MESSAGE as u64).read_to_end(&mut bytes)?;
        Ok(Some(Input { name: name.to_owned(), bytes }))
    }
}

/// Files that are not mail by their name are passed over in directories; a named path never is.
fn is_mail_name(path: &Path) -> bool {
    const OTHERS: [&str; 14] = [
        "csv", "md", "txt", "json", "toml", "yml", "yaml", "html", "png", "jpg", "pdf", "py", "rs", "lock",
    ];
    let name = path.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    let extension = path.extension().map(|it| it.to_string_lossy().to_ascii_lowercase());
    !name.starts_with('.') && !extension.is_some_and(|it| OTHERS.contains(&it.as_str()))
}

fn is_maildir(path: &Path) -> bool {
    path.join("cur").is_dir() && path.join("new").is_dir()
}

/// An mbox (RFC 4155), read message by message. Both ways of quoting `From ` lines are undone.
struct Mbox {
    name: String,
    reader: BufReader<Box<dyn Read>>,
    count: usize,
    separator_read: bool,
}

impl Mbox {
    fn next_message(&mut self) -> Option<Result<Input, SourceError>> {
        let mut bytes = Vec::new();
        let mut line = Vec::new();
        let mut after_blank = true;
        let mut started = self.separator_read;
        loop {
            line.clear();
            match read_line(&mut self.reader, &mut line) {
                Ok(0) => break,
                Ok(_) => {}
                Err(source) => return Some(Err(SourceError { path: self.name.clone(), source })),
            }
            if after_blank && is_separator(&line) {
                if started {
                    self.separator_read = true;
                    return Some(Ok(self.finish(bytes)));
                }
                started = true;
            } else if started && bytes.len() < LARGEST_MESSAGE {
                bytes.extend_from_slice(unquoted(&line));
            }
            after_blank = line.iter().all(|it| matches!(it, b'\r' | b'\n'));
        }
        self.separator_read = false;
        (started && !bytes.is_empty()).then(|| Ok(self.finish(bytes)))
    }

    fn finish(&mut self, mut bytes: Vec<u8>) -> Input {
        // The blank line before the next separator belongs to the mbox, not to the message.
        if bytes.ends_with(b"\r\n\r\n") {
            bytes.truncate(bytes.len() - 2);
        } else if bytes.ends_with(b"\n\n") {
            bytes.truncate(bytes.len() - 1);
        }
        self.count += 1;
        Input { name: format!("{}#{}", self.name, self.count), bytes }
    }
}

/// Reads up to and with the next line break, but no more of one line than a message may hold.
fn read_line(reader: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<usize> {
    reader.take(LARGEST_MESSAGE as u64).read_until(b'\n', line)
}

/// `From address date`: the date ends in a year.
fn is_separator(line: &[u8]) -> bool {
    line.starts_with(b"From ") && {
        let line = line.trim_ascii_end();
        line.len() < 400 && line.iter().rev().take(4).all(|it| it.is_ascii_digit() || it.is_ascii_alphabetic())
    }
}

/// mboxrd puts one more `>` in front of lines that start with any number of `>` and `From `.
fn unquoted(line: &[u8]) -> &[u8] {
    let marks = line.iter().take_while(|it| **it == b'>').count();
    if marks > 0 && line[marks..].starts_with(b"From ") { &line[1..] } else { line }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MBOX: &str = "From a@b Mon Nov  2 10:00:00 2026\nSubject: one\n\n>From here\n\n\
        From a@b Mon Nov  2 10:00:00 2026\nSubject: two\n\nbody\n";

    fn names(paths: &[PathBuf]) -> Vec<String> {
        read(paths).map(|it| it.map_or_else(|error| error.to_string(), |it| it.name)).collect()
    }

    #[test]
    fn an_mbox_is_cut_into_its_messages() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("inbox");
        std::fs::write(&path, MBOX).unwrap();
        let messages: Vec<Input> = read(&[path]).map(Result::unwrap).collect();
        assert_eq!(messages.len(), 2);
        assert!(messages[0].name.ends_with("inbox#1"));
        assert_eq!(messages[0].bytes, b"Subject: one\n\nFrom here\n");
        assert_eq!(messages[1].bytes, b"Subject: two\n\nbody\n");
    }

    #[test]
    fn a_directory_is_read_in_order_and_a_missing_path_is_named() {
        let directory = tempfile::tempdir().unwrap();
        for name in ["b.eml", "a.eml", "notes.csv"] {
            std::fs::write(directory.path().join(name), "Subject: x\n\n").unwrap();
        }
        let missing = directory.path().join("nowhere");
        let found = names(&[missing, directory.path().to_owned()]);
        assert!(found[0].contains("nowhere") && found[0].contains("cannot read"));
        assert!(found[1].ends_with("a.eml") && found[2].ends_with("b.eml"));
        assert_eq!(found.len(), 3);
    }

    #[test]
    fn of_a_maildir_new_and_cur_are_read() {
        let directory = tempfile::tempdir().unwrap();
        for folder in ["cur", "new", "tmp"] {
            std::fs::create_dir(directory.path().join(folder)).unwrap();
            std::fs::write(directory.path().join(folder).join("1.host:2,S"), "Subject: x\n\n").unwrap();
        }
        assert_eq!(names(&[directory.path().to_owned()]).len(), 2);
    }
}
