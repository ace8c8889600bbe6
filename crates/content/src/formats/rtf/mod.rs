//! RTF 1.9: what a reader sees, hidden text, links of fields, embedded objects.

mod lexer;

use encoding_rs::Encoding;
use limits::Capability;

use super::{charset, fields};
use crate::file::{Office, Source};
use crate::walk::Reading;
use lexer::{Lexer, Token};

/// Groups within groups.
const DEPTH: usize = 1_000;
/// Tokens of one document.
const TOKENS: usize = 5_000_000;

/// Destinations whose text is no text of the document.
const SILENT: &[&str] = &[
    "fonttbl",
    "colortbl",
    "stylesheet",
    "listtable",
    "listoverridetable",
    "rsidtbl",
    "generator",
    "info",
    "pict",
    "themedata",
    "colorschememapping",
    "latentstyles",
    "datastore",
    "xmlnstbl",
    "filetbl",
    "revtbl",
    "objdata",
    "objclass",
    "bkmkstart",
    "bkmkend",
    "htmltag",
    "nonshppict",
    "mmathPr",
    "pgptbl",
    "wgrffmtfilter",
    "blipuid",
    "sp",
    "sn",
    "sv",
    "template",
    "operator",
    "company",
];
/// Properties of the document in `\info`.
const INFORMATION: &[&str] = &[
    "title", "subject", "author", "operator", "keywords", "company", "comment",
];

/// Reads a document into the file of `reading`.
pub(super) fn decode(reading: &mut Reading<'_, '_>, bytes: &[u8]) {
    reading.file.office = Some(Office {
        format: "rtf".to_owned(),
        ..Office::default()
    });
    text_of(reading, bytes, Source::Office);
}

/// Reports the text and links of `bytes`.
pub(super) fn text_of(reading: &mut Reading<'_, '_>, bytes: &[u8], source: Source) {
    let mut parser = Parser::new(reading.walk.settings.text_bytes);
    let finished = parser.run(bytes);
    let Parser {
        visible,
        hidden,
        instructions,
        properties,
        html_tags,
        objects,
        ..
    } = parser;
    if !finished {
        reading.unread(
            Capability::OfficeText,
            "the document is larger or deeper than is read",
        );
    }
    reading.found_text(&visible, source);
    reading.found_hidden_text(&hidden, source);
    for instruction in &instructions {
        fields::read(reading, instruction);
    }
    reading.found_links_in(&visible, source);
    // RTF that wraps HTML ([MS-OXRTFEX]) keeps the tags, and with them the links, beside the text.
    reading.found_links_in(&html_tags, source);
    for (name, value) in &properties {
        reading.found_property(name, value);
    }
    if objects > 0 {
        reading.found_property("objects", &objects.to_string());
    }
}

/// What holds within a group.
#[derive(Clone)]
struct Group {
    destination: Destination,
    hidden: bool,
    /// Bytes of a fallback that stand for one `\u`.
    fallback: usize,
    /// Within `\htmlrtf`: RTF that only stands for HTML.
    html_only: bool,
    encoding: &'static Encoding,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Destination {
    Text,
    Silent,
    Instruction,
    HtmlTag,
    Information,
    Property(&'static str),
}

struct Parser {
    most: usize,
    groups: Vec<Group>,
    /// Groups beyond the deepest that is read.
    too_deep: usize,
    visible: String,
    hidden: String,
    instruction: String,
    instructions: Vec<String>,
    html_tags: String,
    property: String,
    properties: Vec<(String, String)>,
    objects: usize,
    /// The group has just been marked as one that may be skipped.
    starred: bool,
    /// Characters of a fallback that are still to be skipped.
    skip: usize,
    /// Bytes in a code page: characters may have several.
    pending: Vec<u8>,
    /// The first half of a pair of UTF-16.
    high_surrogate: Option<u16>,
}

impl Parser {
    fn new(most: usize) -> Self {
        Self {
            most,
            groups: vec![Group {
                destination: Destination::Text,
                hidden: false,
                fallback: 1,
                html_only: false,
                encoding: encoding_rs::WINDOWS_1252,
            }],
            too_deep: 0,
            visible: String::new(),
            hidden: String::new(),
            instruction: String::new(),
            instructions: Vec::new(),
            html_tags: String::new(),
            property: String::new(),
            properties: Vec::new(),
            objects: 0,
            starred: false,
            skip: 0,
            pending: Vec::new(),
            high_surrogate: None,
        }
    }

    /// Says whether the document was read to its end.
    fn run(&mut self, bytes: &[u8]) -> bool {
        let mut whole = true;
        for (count, token) in Lexer::new(bytes).enumerate() {
            if count >= TOKENS || self.visible.len() > self.most {
                whole = false;
                break;
            }
            self.token(token);
            whole &= self.too_deep == 0;
        }
        self.flush();
        whole
    }

    fn token(&mut self, token: Token<'_>) {
        match token {
            Token::Byte(byte) => {
                if self.skip > 0 {
                    self.skip -= 1;
                } else if self.pending.len() < 4_096 {
                    self.pending.push(byte);
                } else {
                    self.flush();
                    self.pending.push(byte);
                }
            }
            Token::Open => {
                self.flush();
                self.skip = 0;
                match self.groups.last() {
                    Some(group) if self.groups.len() < DEPTH => self.groups.push(group.clone()),
                    _ => self.too_deep += 1,
                }
            }
            Token::Close => {
                self.flush();
                self.skip = 0;
                self.close();
            }
            Token::Star => self.starred = true,
            Token::Word(word, number) => {
                self.flush();
                self.word(word, number);
                self.starred = false;
            }
            Token::Symbol(symbol) => {
                self.flush();
                match symbol {
                    b'~' => self.put("\u{A0}"),
                    b'_' => self.put("-"),
                    b'\n' | b'\r' => self.put("\n"),
                    _ => {}
                }
            }
        }
    }

    fn close(&mut self) {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        if self.groups.len() < 2 {
            return;
        }
        let Some(closed) = self.groups.pop() else {
            return;
        };
        let outer = self.groups.last().map(|it| it.destination);
        match closed.destination {
            Destination::Instruction if outer != Some(Destination::Instruction) => {
                self.instructions
                    .push(std::mem::take(&mut self.instruction));
            }
            Destination::Property(name) if outer != Some(closed.destination) => {
                let value = std::mem::take(&mut self.property);
                self.properties.push((name.to_owned(), value));
            }
            _ => {}
        }
    }

    fn word(&mut self, word: &str, number: Option<i32>) {
        if word == "u" {
            return self.unicode(number.unwrap_or_default());
        }
        if let Some(name) = self.information(word) {
            return self.set(Destination::Property(name));
        }
        match word {
            "par" | "line" | "sect" | "page" | "row" => self.put("\n"),
            "tab" | "cell" | "nestcell" => self.put("\t"),
            "emdash" => self.put("—"),
            "endash" => self.put("–"),
            "lquote" | "rquote" => self.put("'"),
            "ldblquote" | "rdblquote" => self.put("\""),
            "bullet" => self.put("•"),
            "emspace" | "enspace" | "qmspace" => self.put(" "),
            "info" => self.set(Destination::Information),
            "fldinst" => self.set(Destination::Instruction),
            "htmltag" => self.set(Destination::HtmlTag),
            "objdata" => {
                self.objects += 1;
                self.set(Destination::Silent);
            }
            _ if SILENT.contains(&word) => self.set(Destination::Silent),
            "shppict" | "fldrslt" | "shptxt" | "shpinst" | "shprslt" | "footnote"
            | "annotation" | "header" | "footer" | "pn" | "listtext" | "pntext" => {}
            _ if self.starred => self.set(Destination::Silent),
            _ => self.format(word, number),
        }
    }

    /// Words that change how the text of the group is read.
    fn format(&mut self, word: &str, number: Option<i32>) {
        let on = number != Some(0);
        let Some(group) = self.groups.last_mut() else {
            return;
        };
        match word {
            "v" => group.hidden = on,
            "plain" => group.hidden = false,
            "htmlrtf" => group.html_only = on,
            "uc" => {
                let length = number.and_then(|it| usize::try_from(it).ok());
                group.fallback = length.unwrap_or(1).min(64);
            }
            "ansicpg" => {
                let page = number.and_then(|it| u32::try_from(it).ok()).unwrap_or(1252);
                let encoding = charset::encoding_of_page(page);
                self.groups.iter_mut().for_each(|it| it.encoding = encoding);
            }
            _ => {}
        }
    }

    fn information(&self, word: &str) -> Option<&'static str> {
        let within = self.groups.last()?.destination == Destination::Information;
        INFORMATION
            .iter()
            .find(|it| within && **it == word)
            .copied()
    }

    fn set(&mut self, destination: Destination) {
        if let Some(group) = self.groups.last_mut()
            // Nothing within a silent group speaks again, but tags of HTML stand anywhere.
            && group.destination != Destination::Silent
        {
            group.destination = destination;
        }
    }

    /// `\u`: a signed 16-bit unit of UTF-16, and a fallback behind it.
    fn unicode(&mut self, number: i32) {
        self.skip = self.groups.last().map_or(1, |it| it.fallback);
        let unit = u16::try_from(number.rem_euclid(0x1_0000)).unwrap_or_default();
        let units = self.high_surrogate.take().into_iter().chain([unit]);
        if matches!(unit, 0xD800..0xDC00) {
            self.high_surrogate = Some(unit);
            return;
        }
        let text: String = char::decode_utf16(units).filter_map(Result::ok).collect();
        self.put(&text);
    }

    /// Writes what has been read in a code page.
    fn flush(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let pending = std::mem::take(&mut self.pending);
        let encoding = self
            .groups
            .last()
            .map_or(encoding_rs::WINDOWS_1252, |it| it.encoding);
        let text = encoding.decode_without_bom_handling(&pending).0;
        self.put(&text);
    }

    fn put(&mut self, text: &str) {
        if self.too_deep > 0 {
            return;
        }
        let Some(group) = self.groups.last() else {
            return;
        };
        let target = match group.destination {
            Destination::Silent | Destination::Information => return,
            Destination::Instruction => &mut self.instruction,
            Destination::HtmlTag => &mut self.html_tags,
            Destination::Property(_) => &mut self.property,
            Destination::Text if group.html_only => return,
            Destination::Text if group.hidden => &mut self.hidden,
            Destination::Text => &mut self.visible,
        };
        if target.len() <= self.most {
            target.push_str(text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parse(rtf: &str) -> Parser {
        let mut parser = Parser::new(10_000);
        parser.run(rtf.as_bytes());
        parser
    }

    #[test]
    fn text_and_what_is_none() {
        let parser = parse(
            r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\info{\title Invoice 12}{\author Ann}}{\*\generator X;}\pard Call \b us\b0  at +1\~800\par caf\'e9 \u8364? \u-10179?\u-8704?{\v hidden words} end}",
        );
        assert_eq!(parser.visible, "Call us at +1\u{A0}800\ncafé € 😀 end");
        assert_eq!(parser.hidden, "hidden words");
        let property = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(
            parser.properties,
            [property("title", "Invoice 12"), property("author", "Ann")]
        );
    }

    #[test]
    fn fallbacks_of_other_lengths() {
        assert_eq!(
            parse(r"{\rtf1\uc2\u945 ab\uc0\u946 c{\uc1\u947\'67}d}").visible,
            "αβcγd"
        );
    }

    #[test]
    fn fields_and_objects() {
        let parser = parse(
            r#"{\rtf1{\field{\*\fldinst{HYPERLINK "https://a.example/x"}}{\fldrslt{\ul here}}} {\object\objemb{\*\objclass Package}{\*\objdata 0105}{\result r}}}"#,
        );
        assert_eq!(parser.visible, "here r");
        assert_eq!(parser.instructions, [r#"HYPERLINK "https://a.example/x""#]);
        assert_eq!(parser.objects, 1);
    }

    #[test]
    fn wrapped_html() {
        let parser = parse(
            r#"{\rtf1\fromhtml1{\*\htmltag64 <a href="https://a.example">}\htmlrtf {\b\htmlrtf0 Pay\htmlrtf }\htmlrtf0{\*\htmltag72 </a>}}"#,
        );
        assert_eq!(parser.visible, "Pay");
        assert!(parser.html_tags.contains("https://a.example"));
    }

    #[test]
    fn binary_data_and_depth() {
        assert_eq!(parse("{\\rtf1{\\pict\\bin5 }}}}}}seen}").visible, "seen");
        let deep = format!("{}x{}y", "{".repeat(DEPTH * 2), "}".repeat(DEPTH * 2));
        let mut parser = Parser::new(10_000);
        assert!(!parser.run(deep.as_bytes()));
        assert_eq!(parser.visible, "y");
    }

    proptest! {
        #[test]
        fn any_text_ends(rtf in r"(\{|\}|\\|\\u-?[0-9]{0,5}|\\'[0-9a-f]{2}|\\bin[0-9]{0,9}|\\v|\\\*|\\fldinst|[a-z ]){0,60}") {
            parse(&rtf);
        }
    }
}
