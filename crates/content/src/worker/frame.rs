//! How parent and worker talk: frames of a length (eight bytes, little endian) and that many bytes.

use std::io::{self, Read, Write};

use serde::{Deserialize, Serialize};

use crate::file::Extraction;
use crate::settings::Settings;
use crate::walk::Input;

/// The first frame of a request; one with compiled YARA rules follows where it says so, then one for each input,
/// with its bytes.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Request {
    pub(crate) settings: Settings,
    pub(crate) passwords: Vec<String>,
    /// Whether pictures are prepared for OCR.
    pub(crate) ocr: bool,
    /// Bytes of files that are handed back, all together.
    pub(crate) keep_bytes: u64,
    /// Whether YARA rules follow.
    pub(crate) yara: bool,
    pub(crate) inputs: Vec<InputHead>,
}

/// An input without its bytes.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct InputHead {
    pub(crate) path: String,
    pub(crate) name: Option<String>,
    pub(crate) content_type: Option<String>,
}

impl From<&Input<'_>> for InputHead {
    fn from(input: &Input<'_>) -> Self {
        Self {
            path: input.path.to_owned(),
            name: input.name.map(str::to_owned),
            content_type: input.content_type.map(str::to_owned),
        }
    }
}

/// The first frame of an answer; one frame for each picture follows, then one for each kept file.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Answer {
    pub(crate) extraction: Extraction,
    pub(crate) pictures: Vec<PictureHead>,
    /// Indices of the files whose bytes follow.
    pub(crate) kept: Vec<usize>,
}

/// A picture that is ready for OCR, without its pixels.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct PictureHead {
    /// The file it belongs to.
    pub(crate) file: usize,
    /// The page it shows, from 1, where the file has pages.
    pub(crate) page: Option<u32>,
    pub(crate) width: u32,
    pub(crate) height: u32,
}

/// Writes one frame.
pub(crate) fn write(out: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    out.write_all(&(bytes.len() as u64).to_le_bytes())?;
    out.write_all(bytes)
}

/// Writes one frame of JSON.
pub(crate) fn write_json(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    write(out, &serde_json::to_vec(value)?)
}

/// Reads one frame. It allocates no more than arrives.
pub(crate) fn read(input: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut length = [0; 8];
    input.read_exact(&mut length)?;
    let length = u64::from_le_bytes(length);
    let mut bytes = Vec::new();
    input.take(length).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == length {
        Ok(bytes)
    } else {
        Err(io::ErrorKind::UnexpectedEof.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_are_read_as_they_were_written() {
        let mut wire = Vec::new();
        write(&mut wire, b"first").unwrap();
        write(&mut wire, b"").unwrap();
        let mut wire = wire.as_slice();
        assert_eq!(read(&mut wire).unwrap(), b"first");
        assert_eq!(read(&mut wire).unwrap(), b"");
        assert!(read(&mut wire).is_err());
    }

    #[test]
    fn a_frame_that_promises_more_than_it_holds_is_an_error() {
        let mut wire = u64::MAX.to_le_bytes().to_vec();
        wire.extend_from_slice(b"short");
        assert!(read(&mut wire.as_slice()).is_err());
    }
}
