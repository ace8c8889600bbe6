//! What was found in the files of a message: plain data, as it crosses from the worker process.

use serde::{Deserialize, Serialize};
use text::Place;

use crate::scan::Scan;

/// Everything that was found in the attachments of one message.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Extraction {
    /// The files, each after its parent; those of depth 0 are the parts that were given.
    pub files: Vec<File>,
    /// What could not be read, and why.
    pub unread: Vec<Unread>,
}

/// Something that was not read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unread {
    /// The name of the capability that would have been needed, as [`limits::Capability::name`] gives it.
    pub capability: String,
    /// Index of the file in [`Extraction::files`]; none where it concerns all of them.
    pub file: Option<usize>,
    /// For people: which limit was reached or what is not installed.
    pub reason: String,
}

/// One file: a part of the message, or something found within one.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct File {
    /// Index of the file it was found in.
    pub parent: Option<usize>,
    /// 0 for a part of the message.
    pub depth: u32,
    /// Where it is: the part's number and the names on the way, such as `2/invoices.zip/march.pdf`.
    pub path: String,
    /// Its name, where it has one.
    pub name: Option<String>,
    /// The last extension of the name, lower case.
    pub extension: Option<String>,
    /// The type by content, a short name such as `pdf`; `unknown` where it is none that is known.
    pub kind: String,
    /// Size in bytes.
    pub size: u64,
    /// SHA-256 in lower-case hex.
    pub sha256: String,
    /// Its texts, in reading order.
    pub texts: Vec<FoundText>,
    /// Its links, in reading order.
    pub links: Vec<FoundLink>,
    /// Its QR codes.
    pub codes: Vec<Code>,
    /// Metadata by name, as written: author, creator, producer, title, EXIF fields.
    pub properties: Vec<(String, String)>,
    /// Width and height in pixels of a picture.
    pub pixels: Option<(u32, u32)>,
    /// Pages of a document.
    pub page_count: Option<u32>,
    /// What only a PDF has.
    pub pdf: Option<Pdf>,
    /// What only an office document has.
    pub office: Option<Office>,
    /// What only a calendar has.
    pub calendar: Option<Calendar>,
    /// What only an archive has.
    pub archive: Option<Archive>,
    /// Set where the file is encrypted.
    pub encryption: Option<Encryption>,
    /// What rules of the public feed ask for, where [`Settings::scan`](crate::Settings::scan) is set.
    pub scan: Option<Box<Scan>>,
    /// YARA rules that match its bytes, where rules were given and the search came to its end.
    pub yara: Option<Vec<YaraMatch>>,
    /// Why the file could not be read to its end.
    pub error: Option<String>,
}

/// A YARA rule that matches a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct YaraMatch {
    /// The rule's name.
    pub name: String,
    /// Its metadata by name; numbers and truth values as text.
    pub meta: Vec<(String, String)>,
}

/// A text of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundText {
    /// The text, UTF-8.
    pub text: String,
    /// What kind of text it is.
    pub source: Source,
    /// The page, from 1.
    pub page: Option<u32>,
    /// Whether a reader does not see it: white on white, tiny, outside the page, a hidden sheet.
    pub hidden: bool,
}

/// A link of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundLink {
    /// The target as written: any scheme, `tel:` included.
    pub target: String,
    /// The text that shows it, where there is one.
    pub text: Option<String>,
    /// What kind of content it was found in.
    pub source: Source,
    /// The page, from 1.
    pub page: Option<u32>,
}

/// A QR code.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Code {
    /// What it says.
    pub data: String,
    /// The page it stands on, from 1.
    pub page: Option<u32>,
    /// Whether it is made of characters rather than pixels.
    pub of_characters: bool,
}

/// The kind of content something was found in: the `where` of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Source {
    /// Text of a PDF.
    Pdf,
    /// Text read from a picture by OCR.
    Image,
    /// An office document or RTF.
    Office,
    /// A calendar or contact file.
    Calendar,
    /// A QR code.
    Qr,
    /// A message within the message.
    Nested,
    /// Any other text file.
    Attachment,
}

impl Source {
    /// The named text that findings are attributed to.
    pub fn place(self) -> Place {
        match self {
            Self::Pdf => Place::Pdf,
            Self::Image => Place::Image,
            Self::Office => Place::Office,
            Self::Calendar => Place::Calendar,
            Self::Qr => Place::Qr,
            Self::Nested => Place::Nested,
            Self::Attachment => Place::Attachment,
        }
    }
}

/// What only a PDF has (ISO 32000-2).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pdf {
    /// Names and values of form fields.
    pub form_fields: Vec<(String, String)>,
    /// Whether it carries JavaScript.
    pub javascript: bool,
    /// Whether it does something when opened: `OpenAction`, `AA`, `Launch`.
    pub automatic_action: bool,
    /// Pages without a text layer.
    pub pages_without_text: Vec<u32>,
}

/// What only an office document has.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Office {
    /// `ooxml`, `ole2`, `rtf`, `odf`.
    pub format: String,
    /// Whether there are VBA or XLM macros.
    pub macros: bool,
    /// Words in the macros that tell something: kind (`autoexec`, `suspicious`, `ioc`) and word.
    pub macro_keywords: Vec<(String, String)>,
    /// Relationships that lead out of the file: type, target.
    pub external: Vec<(String, String)>,
    /// Names of hidden sheets.
    pub hidden_sheets: Vec<String>,
}

/// What only an iCalendar file has (RFC 5545).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calendar {
    /// `PRODID`.
    pub product_id: Option<String>,
    /// `CALSCALE`.
    pub scale: Option<String>,
    /// `METHOD`.
    pub method: Option<String>,
    /// `VERSION`.
    pub version: Option<String>,
    /// Events, to-dos and journals.
    pub events: Vec<Event>,
}

/// One component of a calendar.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// `VEVENT`, `VTODO`, `VJOURNAL`.
    pub kind: String,
    /// `SUMMARY`, unescaped.
    pub summary: Option<String>,
    /// `DESCRIPTION`, unescaped.
    pub description: Option<String>,
    /// `X-ALT-DESC`, HTML as written.
    pub description_html: Option<String>,
    /// `LOCATION`, unescaped.
    pub location: Option<String>,
    /// Address of `ORGANIZER`.
    pub organizer: Option<String>,
    /// `CN` of `ORGANIZER`.
    pub organizer_name: Option<String>,
    /// `SENT-BY` of `ORGANIZER`.
    pub sent_by: Option<String>,
    /// Every property after unfolding: name and parameters, value as written.
    pub properties: Vec<(String, String)>,
}

/// What only an archive has.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Archive {
    /// Names of all entries, the unread ones included.
    pub entries: Vec<Entry>,
}

/// One entry of an archive.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its path in the archive, as written.
    pub name: String,
    /// Its expanded size as declared.
    pub size: u64,
    /// Whether it is encrypted.
    pub encrypted: bool,
}

/// How an encrypted file was met.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Encryption {
    /// The password that opened it; empty for the empty one, none where no password fitted.
    pub password: Option<String>,
}
