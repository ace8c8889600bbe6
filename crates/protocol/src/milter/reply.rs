//! What the filter answers.

use super::frame::{Frame, Texts, encode_frame, push_text};
use super::{MilterError, Negotiation};

/// One answer of the filter. Changes come before the answer that ends a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// What is taken of the server's offer.
    Negotiate(Negotiation),
    /// Go on.
    Continue,
    /// Take the message (or the connection) without asking further.
    Accept,
    /// Refuse it.
    Reject,
    /// Refuse it for now.
    TempFail,
    /// Take it and throw it away.
    Discard,
    /// The rest of the body is not needed.
    Skip,
    /// Still working: the server's timeout starts anew.
    Progress,
    /// Refuse with this SMTP reply: code, enhanced code, text.
    ReplyCode(Vec<u8>),
    /// Add a header field at the end.
    AddHeader {
        /// Its name.
        name: Vec<u8>,
        /// Its value; lines are parted by LF.
        value: Vec<u8>,
    },
    /// Insert a header field before the `index`th of all, from 0.
    InsertHeader {
        /// The place.
        index: u32,
        /// Its name.
        name: Vec<u8>,
        /// Its value.
        value: Vec<u8>,
    },
    /// Change the `index`th field of this name, from 1; an empty value deletes it.
    ChangeHeader {
        /// The place among fields of this name.
        index: u32,
        /// Its name.
        name: Vec<u8>,
        /// Its new value.
        value: Vec<u8>,
    },
    /// Bytes of a new body, in place of the old one; several follow each other. At most 65,535 at once.
    ReplaceBody(Vec<u8>),
    /// Take this recipient, as the server named him, off the message.
    DeleteRecipient(Vec<u8>),
    /// Put the message on hold, for this reason.
    Quarantine(Vec<u8>),
}

impl Reply {
    /// Appends the packet to `out`.
    pub fn encode(&self, out: &mut Vec<u8>) -> Result<(), MilterError> {
        let mut data = Vec::new();
        let code = match self {
            Self::Negotiate(it) => {
                data = it.encode();
                b'O'
            }
            Self::Continue => b'c',
            Self::Accept => b'a',
            Self::Reject => b'r',
            Self::TempFail => b't',
            Self::Discard => b'd',
            Self::Skip => b's',
            Self::Progress => b'p',
            Self::ReplyCode(text) => {
                push_text(&mut data, text)?;
                b'y'
            }
            Self::AddHeader { name, value } => {
                push_text(&mut data, name)?;
                push_text(&mut data, value)?;
                b'h'
            }
            Self::InsertHeader { index, name, value }
            | Self::ChangeHeader { index, name, value } => {
                data.extend_from_slice(&index.to_be_bytes());
                push_text(&mut data, name)?;
                push_text(&mut data, value)?;
                if matches!(self, Self::InsertHeader { .. }) {
                    b'i'
                } else {
                    b'm'
                }
            }
            Self::ReplaceBody(bytes) => {
                data.extend_from_slice(bytes);
                b'b'
            }
            Self::DeleteRecipient(recipient) => {
                push_text(&mut data, recipient)?;
                b'-'
            }
            Self::Quarantine(reason) => {
                push_text(&mut data, reason)?;
                b'q'
            }
        };
        encode_frame(out, code, &data)
    }

    /// Reads a packet, as a mail server does.
    pub fn decode(frame: &Frame) -> Result<Self, MilterError> {
        let malformed = MilterError::Malformed(frame.code);
        let mut texts = Texts(&frame.data);
        Ok(match frame.code {
            b'O' => Self::Negotiate(Negotiation::decode(&frame.data)?),
            b'c' => Self::Continue,
            b'a' => Self::Accept,
            b'r' => Self::Reject,
            b't' => Self::TempFail,
            b'd' => Self::Discard,
            b's' => Self::Skip,
            b'p' => Self::Progress,
            b'y' => Self::ReplyCode(texts.next().ok_or(malformed)?.to_vec()),
            b'b' => Self::ReplaceBody(frame.data.clone()),
            b'-' => Self::DeleteRecipient(texts.next().ok_or(malformed)?.to_vec()),
            b'q' => Self::Quarantine(texts.next().ok_or(malformed)?.to_vec()),
            b'h' => Self::AddHeader {
                name: texts.next().ok_or(malformed)?.to_vec(),
                value: texts.next().ok_or(malformed)?.to_vec(),
            },
            code @ (b'i' | b'm') => {
                let (index, rest) = frame.data.split_first_chunk::<4>().ok_or(malformed)?;
                let index = u32::from_be_bytes(*index);
                let mut texts = Texts(rest);
                let name = texts.next().ok_or(malformed)?.to_vec();
                let value = texts.next().ok_or(malformed)?.to_vec();
                if code == b'i' {
                    Self::InsertHeader { index, name, value }
                } else {
                    Self::ChangeHeader { index, name, value }
                }
            }
            other => return Err(MilterError::Unknown(other)),
        })
    }
}
