//! Option negotiation: what the filter may change, and which steps it wants to see or to answer.

use std::ops::BitOr;

use super::MilterError;

/// The version spoken here.
pub const VERSION: u32 = 6;

macro_rules! flags {
    ($(#[$outer:meta])* $name:ident { $($(#[$inner:meta])* $flag:ident = $bit:expr;)* }) => {
        $(#[$outer])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
        pub struct $name(pub u32);

        impl $name {
            $($(#[$inner])* pub const $flag: Self = Self($bit);)*

            /// Whether all of `other` is in it.
            pub const fn has(self, other: Self) -> bool {
                self.0 & other.0 == other.0
            }

            /// What is in both.
            #[must_use]
            pub const fn and(self, other: Self) -> Self {
                Self(self.0 & other.0)
            }
        }

        impl BitOr for $name {
            type Output = Self;
            fn bitor(self, other: Self) -> Self {
                Self(self.0 | other.0)
            }
        }
    };
}

flags! {
    /// What the filter may do (`SMFIF_*`).
    Actions {
        /// Add header fields.
        ADD_HEADERS = 0x01;
        /// Replace the body.
        CHANGE_BODY = 0x02;
        /// Take recipients off the message.
        DELETE_RECIPIENTS = 0x08;
        /// Change and delete header fields.
        CHANGE_HEADERS = 0x10;
        /// Put the message on hold.
        QUARANTINE = 0x20;
    }
}

flags! {
    /// Steps that are left out or not answered, and other abilities (`SMFIP_*`).
    Steps {
        /// Unknown commands are not passed on.
        NO_UNKNOWN = 0x100;
        /// DATA is not passed on.
        NO_DATA = 0x200;
        /// The filter may ask to skip the rest of the body.
        SKIP = 0x400;
        /// Header fields are not answered.
        NO_REPLY_HEADER = 0x80;
        /// The connection is not answered.
        NO_REPLY_CONNECT = 0x1000;
        /// HELO is not answered.
        NO_REPLY_HELO = 0x2000;
        /// MAIL is not answered.
        NO_REPLY_MAIL = 0x4000;
        /// RCPT is not answered.
        NO_REPLY_RCPT = 0x8000;
        /// The end of the header is not answered.
        NO_REPLY_END_OF_HEADER = 0x4_0000;
        /// Body chunks are not answered.
        NO_REPLY_BODY = 0x8_0000;
        /// Blanks at the front of a header field's value are kept.
        LEADING_SPACE = 0x10_0000;
    }
}

/// What one side offers, or the other takes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Negotiation {
    /// The protocol version.
    pub version: u32,
    /// What may be done.
    pub actions: Actions,
    /// Which steps are left out.
    pub steps: Steps,
}

impl Negotiation {
    /// What is taken of this offer by a filter that wants `actions` and `steps`.
    #[must_use]
    pub fn answer(self, actions: Actions, steps: Steps) -> Self {
        Self {
            version: self.version.min(VERSION),
            actions: self.actions.and(actions),
            steps: self.steps.and(steps),
        }
    }

    pub(super) fn decode(data: &[u8]) -> Result<Self, MilterError> {
        // Answers may go on with lists of wanted macros.
        let word = |at: usize| {
            let bytes = data.get(at..)?.first_chunk::<4>()?;
            Some(u32::from_be_bytes(*bytes))
        };
        let read = || {
            Some(Self {
                version: word(0)?,
                actions: Actions(word(4)?),
                steps: Steps(word(8)?),
            })
        };
        read().ok_or(MilterError::Malformed(b'O'))
    }

    pub(super) fn encode(self) -> Vec<u8> {
        let words = [self.version, self.actions.0, self.steps.0];
        words.iter().flat_map(|it| it.to_be_bytes()).collect()
    }
}
