//! mbox: messages one after the other, each begun by a line `From address date` (RFC 4155, and the
//! mboxrd and mboxo customs of quoting such lines with `>`).
//!
//! A line of text may begin with `From ` too, and not every program quotes it. So a separator is one
//! that has the time of day in it and stands at the start or after a blank line.

use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use memchr::memchr;

use super::{Input, SourceError};

/// The longest line that may be a separator.
const SEPARATOR_BYTES: usize = 512;

/// Whether `start` is the beginning of an mbox.
pub(super) fn begins_mbox(start: &[u8]) -> bool {
    start.starts_with(b"From ")
}

/// The messages of an mbox.
pub(super) struct Mbox {
    reader: BufReader<Box<dyn Read + Send>>,
    path: PathBuf,
    longest: usize,
    count: usize,
    is_over: bool,
}

/// A piece of the file: a whole line, or as much of it as is looked at at once.
struct Piece {
    begins_line: bool,
    ends_line: bool,
}

impl Mbox {
    pub(super) fn new(
        reader: BufReader<Box<dyn Read + Send>>,
        path: &Path,
        longest: usize,
    ) -> Self {
        Self {
            reader,
            path: path.to_owned(),
            longest,
            count: 0,
            is_over: false,
        }
    }

    /// Reads up to the next separator or the end.
    fn message(&mut self) -> io::Result<Vec<u8>> {
        let mut message = Vec::new();
        let mut piece = Vec::with_capacity(SEPARATOR_BYTES);
        let mut begins_line = true;
        let mut follows_blank = false;
        loop {
            piece.clear();
            let Some(read) = read_piece(&mut self.reader, &mut piece, begins_line)? else {
                self.is_over = true;
                return Ok(message);
            };
            if read.begins_line {
                if self.count == 0 || follows_blank && is_separator(&piece) {
                    skip_line(&mut self.reader, &read)?;
                    self.count += 1;
                    if self.count > 1 {
                        return Ok(message);
                    }
                    (begins_line, follows_blank) = (true, false);
                    continue;
                }
                follows_blank = read.ends_line && piece.trim_ascii().is_empty();
            }
            let is_quoted = read.begins_line && is_quoted_separator(&piece);
            let kept = piece.get(usize::from(is_quoted)..).unwrap_or_default();
            let room = self.longest.saturating_sub(message.len());
            message.extend_from_slice(kept.get(..kept.len().min(room)).unwrap_or_default());
            begins_line = read.ends_line;
        }
    }
}

impl Iterator for Mbox {
    type Item = Result<Input, SourceError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_over {
            return None;
        }
        let message = match self.message() {
            Ok(message) => message,
            Err(error) => {
                self.is_over = true;
                return Some(Err(SourceError::new(&self.path, error)));
            }
        };
        // The separator that ends a message is already counted.
        let number = self.count - usize::from(!self.is_over);
        let is_single_file = self.is_over
            && self.count == 1
            && self
                .path
                .extension()
                .is_some_and(|it| it.eq_ignore_ascii_case("eml"));
        let name = if is_single_file {
            self.path.display().to_string()
        } else {
            format!("{}#{number}", self.path.display())
        };
        Some(Ok(Input {
            name,
            bytes: message,
        }))
    }
}

/// Reads a line into `piece`, or the next part of one that is longer than a separator can be.
fn read_piece(
    reader: &mut impl BufRead,
    piece: &mut Vec<u8>,
    begins_line: bool,
) -> io::Result<Option<Piece>> {
    while piece.len() < SEPARATOR_BYTES {
        let buffer = match reader.fill_buf() {
            Ok(buffer) => buffer,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if buffer.is_empty() {
            break;
        }
        let room = SEPARATOR_BYTES - piece.len();
        let window = buffer.get(..buffer.len().min(room)).unwrap_or_default();
        let taken = memchr(b'\n', window).map_or(window.len(), |at| at + 1);
        piece.extend_from_slice(window.get(..taken).unwrap_or_default());
        reader.consume(taken);
        if piece.ends_with(b"\n") {
            break;
        }
    }
    Ok((!piece.is_empty()).then(|| Piece {
        begins_line,
        ends_line: piece.ends_with(b"\n"),
    }))
}

fn skip_line(reader: &mut impl BufRead, read: &Piece) -> io::Result<()> {
    let mut is_over = read.ends_line;
    let mut rest = Vec::new();
    while !is_over {
        rest.clear();
        is_over = read_piece(reader, &mut rest, false)?.is_none_or(|it| it.ends_line);
    }
    Ok(())
}

/// `From ann@example.com Sat Jan  3 01:05:34 1996`.
fn is_separator(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ") else {
        return false;
    };
    let is_time = |it: &[u8]| matches!(it, [a, b, b':', c, d] if [a, b, c, d].iter().all(|it| it.is_ascii_digit()));
    rest.windows(5).any(is_time)
}

/// `>From `, `>>From ` and so on.
fn is_quoted_separator(line: &[u8]) -> bool {
    let marks = line.iter().take_while(|it| **it == b'>').count();
    marks > 0 && line.get(marks..).is_some_and(|it| it.starts_with(b"From "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn messages(mbox: &str, longest: usize) -> Vec<(String, String)> {
        let reader: Box<dyn Read + Send> = Box::new(Cursor::new(mbox.as_bytes().to_vec()));
        // A small buffer cuts lines anywhere.
        let reader = BufReader::with_capacity(7, reader);
        Mbox::new(reader, Path::new("in.mbox"), longest)
            .map(|it| it.unwrap())
            .map(|it| (it.name, String::from_utf8(it.bytes).unwrap()))
            .collect()
    }

    #[test]
    fn messages_are_numbered_from_one() {
        let found = messages(
            "From a@b.c Sat Jan  3 01:05:34 1996\nTo: x\n\none\n\n\
             From - Sat Jan  3 01:05 1996\nTo: y\n\ntwo\n",
            1000,
        );
        assert_eq!(found.len(), 2);
        assert_eq!(
            found[0],
            ("in.mbox#1".to_owned(), "To: x\n\none\n\n".to_owned())
        );
        assert_eq!(
            found[1],
            ("in.mbox#2".to_owned(), "To: y\n\ntwo\n".to_owned())
        );
    }

    #[test]
    fn quoted_lines_lose_one_mark_and_text_does_not_separate() {
        let found = messages(
            "From a\nTo: x\n\n>From one\n>>From two\n\nFrom here on, all is text\nat 10:00\n",
            1000,
        );
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].1,
            "To: x\n\nFrom one\n>From two\n\nFrom here on, all is text\nat 10:00\n"
        );
    }

    #[test]
    fn long_lines_and_long_messages_are_bounded() {
        let long = "x".repeat(5000);
        let mbox = format!("From a {long}\nTo: x\n\n{long}\n\nFrom b 10:00\nTo: y\n\nz\n");
        let found = messages(&mbox, 100);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].1.len(), 100);
        assert_eq!(found[1].1, "To: y\n\nz\n");
    }

    #[test]
    fn an_empty_message_is_a_message() {
        let found = messages("From a 10:00\n\nFrom b 11:00\nTo: y\n", 1000);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].1, "\n");
    }
}
