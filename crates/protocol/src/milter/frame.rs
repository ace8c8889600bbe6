//! Packets: length, command byte, data.

use super::MilterError;

/// Bytes that one packet may have, the command byte included. Sendmail sends body in chunks of 65,535 bytes; the
/// longest header field Postfix passes on by default has 102,400. Version 6 allows packets up to 1 MiB.
pub const MAX_PACKET: usize = 1024 * 1024;

/// One packet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// The command byte.
    pub code: u8,
    /// What follows it.
    pub data: Vec<u8>,
}

/// Takes one packet off the front of `buffer`; `None` where more bytes are needed. A length over `limit` is an error
/// as soon as it is read, before any of the data is waited for.
pub fn take_frame(buffer: &mut Vec<u8>, limit: usize) -> Result<Option<Frame>, MilterError> {
    let Some((length, _)) = buffer.split_first_chunk::<4>() else {
        return Ok(None);
    };
    let length = u32::from_be_bytes(*length);
    let size = usize::try_from(length).unwrap_or(usize::MAX);
    if size == 0 || size > limit {
        return Err(MilterError::Length {
            length: u64::from(length),
            limit,
        });
    }
    let end = size.saturating_add(4);
    let (Some(code), Some(data)) = (buffer.get(4), buffer.get(5..end)) else {
        return Ok(None);
    };
    let frame = Frame {
        code: *code,
        data: data.to_vec(),
    };
    buffer.drain(..end);
    Ok(Some(frame))
}

/// Appends a packet to `out`.
pub fn encode_frame(out: &mut Vec<u8>, code: u8, data: &[u8]) -> Result<(), MilterError> {
    let size = data.len().saturating_add(1);
    let length = u32::try_from(size).ok().filter(|_| size <= MAX_PACKET);
    let Some(length) = length else {
        return Err(MilterError::Length {
            length: size as u64,
            limit: MAX_PACKET,
        });
    };
    out.extend_from_slice(&length.to_be_bytes());
    out.push(code);
    out.extend_from_slice(data);
    Ok(())
}

/// Texts that end with NUL, taken off the front one after another.
pub(super) struct Texts<'a>(pub(super) &'a [u8]);

impl<'a> Texts<'a> {
    /// The next text, without its NUL; `None` at the end or where the NUL is missing.
    pub(super) fn next(&mut self) -> Option<&'a [u8]> {
        let end = self.0.iter().position(|it| *it == 0)?;
        let text = self.0.get(..end)?;
        self.0 = self.0.get(end + 1..)?;
        Some(text)
    }

    /// All texts up to the end; `None` if the last has no NUL.
    pub(super) fn rest(mut self) -> Option<Vec<Vec<u8>>> {
        let mut all = Vec::new();
        while !self.0.is_empty() {
            all.push(self.next()?.to_vec());
        }
        Some(all)
    }
}

/// Appends `text` and its NUL.
pub(super) fn push_text(data: &mut Vec<u8>, text: &[u8]) -> Result<(), MilterError> {
    if text.contains(&0) {
        return Err(MilterError::Nul);
    }
    data.extend_from_slice(text);
    data.push(0);
    Ok(())
}
