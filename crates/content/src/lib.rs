//! Bytes of a part to text, images, links and child files, recursively.
//!
//! What a part is shows in its bytes, never in its name. [`Reader`] has the files of a message read by a
//! process of its own that can do nothing but compute, see [`serve`]; [`read`] does it in this process.
//! Every limit that is reached is recorded as [`Unread`], with the capability that was missing and a reason.

mod codes;
mod file;
mod formats;
mod ocr;
mod panels;
mod picture;
mod reader;
mod scan;
mod settings;
mod sight;
mod walk;
mod worker;
mod yara;

pub mod calendar {
    //! Calendar files (RFC 5545), read in this process.

    pub use crate::formats::calendar::parse;
}

pub use codes::codes_of_characters;
pub use file::{
    Archive, Calendar, Code, Encryption, Entry, Event, Extraction, File, FoundLink, FoundText,
    Office, Pdf, Source, Unread, YaraMatch,
};
pub use reader::{Extracted, Reader};
pub use scan::{HtmlScan, Scan, Script, ScriptScan, XmlScan};
pub use settings::Settings;
pub use walk::{Input, read};
pub use worker::{WORKER_ENVIRONMENT, serve};
pub use yara::{YaraError, YaraRules};
