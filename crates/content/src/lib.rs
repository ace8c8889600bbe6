//! Bytes of a part to text, images, links and child files, recursively.
//!
//! [`read`] does it in this process: what a part is shows in its bytes, never in its name. Every limit
//! that is reached is recorded as [`Unread`], with the capability that was missing and a reason.

mod codes;
mod file;
mod formats;
mod picture;
mod settings;
mod walk;

pub use codes::codes_of_characters;
pub use file::{
    Archive, Calendar, Code, Encryption, Entry, Event, Extraction, File, FoundLink, FoundText,
    Office, Pdf, Source, Unread,
};
pub use settings::Settings;
pub use walk::{Input, read};
