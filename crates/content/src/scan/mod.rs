//! What only rules of the public feed ask of a file (`file.explode`): strings, URLs, entropy, digests, tokens of
//! scripts, tags. It is worked out where [`Settings::scan`](crate::Settings::scan) says so.

mod markup;
mod mime;
mod script;
mod strings;
mod taste;

use md5::{Digest as _, Md5};
use serde::{Deserialize, Serialize};
use sha1::Sha1;

use crate::file::File;
use crate::settings::Settings;
use crate::walk::hex;

/// What was found in the bytes of one file. Every list is bounded.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Scan {
    /// The media type by content.
    pub mime: String,
    /// What it is taken for, in the words of the public feed: `encrypted_zip`, `javascript_file`.
    pub tastes: Vec<String>,
    /// MD5 in lower-case hex.
    pub md5: String,
    /// SHA-1 in lower-case hex.
    pub sha1: String,
    /// Shannon entropy of the bytes in bits, 0 to 8.
    pub entropy: f64,
    /// Runs of at least four printable ASCII characters, in order.
    pub strings: Vec<String>,
    /// URLs in the bytes and among the file's links, each once.
    pub urls: Vec<String>,
    /// What only HTML has.
    pub html: Option<HtmlScan>,
    /// What only scripts have; those within HTML and SVG count for the file.
    pub script: Option<ScriptScan>,
    /// What only XML has.
    pub xml: Option<XmlScan>,
}

/// Elements of an HTML file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HtmlScan {
    /// The title.
    pub title: Option<String>,
    /// Targets of the anchors, as written.
    pub hyperlinks: Vec<String>,
    /// The scripts.
    pub scripts: Vec<Script>,
    /// The style of each `<span>` that has one.
    pub span_styles: Vec<String>,
}

/// A `<script>`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Script {
    /// Its `language`.
    pub language: Option<String>,
    /// Its `type`.
    pub kind: Option<String>,
    /// Its text.
    pub text: String,
}

/// Tokens of ECMAScript, each once, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScriptScan {
    /// Kinds of tokens: `Identifier`, `Keyword`, `String`, `Template`, `Numeric`, `Punctuator`,
    /// `RegularExpression`.
    pub kinds: Vec<String>,
    /// Names.
    pub identifiers: Vec<String>,
    /// Reserved words.
    pub keywords: Vec<String>,
    /// Texts in quotation marks, without them.
    pub strings: Vec<String>,
    /// Regular expressions, with their slashes.
    pub regular_expressions: Vec<String>,
}

/// Names in an XML file, each once, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct XmlScan {
    /// The version that the declaration names.
    pub version: Option<String>,
    /// What the document type declaration says.
    pub doc_type: Option<String>,
    /// Names of elements.
    pub tags: Vec<String>,
    /// Namespaces that are declared.
    pub namespaces: Vec<String>,
}

/// Entries of one list.
const ENTRIES: usize = 10_000;

/// Works out what is found in `bytes`, the content of `file`, whose links are known.
pub(crate) fn of(file: &File, bytes: &[u8], settings: &Settings) -> Scan {
    let mut scan = Scan {
        mime: mime::of_kind(&file.kind, bytes).to_owned(),
        tastes: taste::of(file, bytes),
        md5: hex(&Md5::digest(bytes)),
        sha1: hex(&Sha1::digest(bytes)),
        entropy: strings::entropy(bytes),
        strings: strings::printable(bytes, settings.text_bytes),
        ..Scan::default()
    };
    scan.urls = strings::urls(&scan.strings, file);
    let head = bytes
        .get(..bytes.len().min(settings.text_bytes))
        .unwrap_or_default();
    match file.kind.as_str() {
        "html" => {
            let html = markup::html(head);
            let scripts = html.scripts.iter().map(|it| &*it.text);
            scan.script = script::scan_all(scripts);
            scan.html = Some(html);
        }
        "svg" => {
            let scripts = markup::html(head).scripts;
            scan.script = script::scan_all(scripts.iter().map(|it| &*it.text));
            scan.xml = Some(markup::xml(head));
        }
        "txt" => match file.extension.as_deref() {
            Some("js" | "mjs" | "jse") => {
                let text = String::from_utf8_lossy(head);
                scan.script = script::scan_all([&*text].into_iter());
            }
            _ if head.trim_ascii_start().starts_with(b"<") => {
                scan.xml = Some(markup::xml(head));
            }
            _ => {}
        },
        _ => {}
    }
    scan
}

/// Adds an entry once, as long as there is room.
fn add(list: &mut Vec<String>, entry: &str) {
    if list.len() < ENTRIES && !list.iter().any(|it| it == entry) {
        list.push(entry.to_owned());
    }
}
