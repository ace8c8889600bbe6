//! The milter protocol, version 6, as Sendmail 8.14 and Postfix 2.6 and later speak it.
//!
//! Source: `libmilter/docs` and `include/libmilter/mfdef.h` of Sendmail; the README `MILTER_README` of Postfix.
//! A packet is a length (four bytes, big endian, not counting itself), a command byte and data. Texts end
//! with a NUL byte.

mod command;
mod frame;
mod negotiation;
mod reply;

pub use command::{Address, Command};
pub use frame::{Frame, MAX_PACKET, encode_frame, take_frame};
pub use negotiation::{Actions, Negotiation, Steps, VERSION};
pub use reply::Reply;

/// What is wrong with a packet. The connection is of no more use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MilterError {
    /// The stated length is zero or over the bound.
    #[error("a packet of {length} bytes; {limit} are allowed")]
    Length {
        /// The stated length.
        length: u64,
        /// The bound.
        limit: usize,
    },
    /// A command byte that the protocol does not have.
    #[error("an unknown command {0:#04x}")]
    Unknown(u8),
    /// The data of this command is cut off or malformed.
    #[error("malformed data of command {:?}", char::from(*.0))]
    Malformed(u8),
    /// A text to be sent holds a NUL byte.
    #[error("a text to be sent holds a NUL byte")]
    Nul,
}
