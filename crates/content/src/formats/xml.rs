//! XML, one step at a time: no entities of its own, no unbounded depth, no tree.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use thiserror::Error;

/// Steps (tags, texts) through one document.
const STEPS: u32 = 4_000_000;
/// Attributes of one element.
const ATTRIBUTES: usize = 64;

/// One step.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Step<'x> {
    /// A start tag: its local name and its attributes.
    Open(&'x str, &'x Attributes),
    /// An end tag, also that of an empty element.
    Close(&'x str),
    /// Text, references resolved.
    Text(&'x str),
}

/// The attributes of an element: names as written, values with references resolved.
#[derive(Debug, Default)]
pub(crate) struct Attributes(Vec<(String, String)>);

impl Attributes {
    /// The value of an attribute by its local name.
    pub(crate) fn get(&self, local_name: &str) -> Option<&str> {
        let is = |key: &str| key.rsplit(':').next() == Some(local_name);
        let found = self.0.iter().find(|(key, _)| is(key))?;
        Some(&found.1)
    }

    /// The value of an attribute of the namespace that office documents call `r`, by its name as written.
    pub(crate) fn relation(&self) -> Option<&str> {
        let is = |key: &str| key.contains(':') && key.ends_with(":id");
        let found = self.0.iter().find(|(key, _)| is(key))?;
        Some(&found.1)
    }

    /// All of them.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(key, value)| (&**key, &**value))
    }
}

/// Why a document was not read to its end.
#[derive(Debug, Error, Clone, PartialEq, Eq)]
pub(crate) enum XmlError {
    /// Entities can expand without bound, and no program that writes these formats declares any.
    #[error("the document declares entities of its own")]
    Entities,
    /// The document has more tags and texts than are read.
    #[error("the document has more elements than are read")]
    TooLong,
    /// It is not well formed.
    #[error("not well formed: {0}")]
    Malformed(String),
}

/// Walks through `xml`; what comes before a defect has been visited.
pub(crate) fn walk(xml: &str, mut visit: impl FnMut(Step<'_>)) -> Result<(), XmlError> {
    let mut reader = Reader::from_str(xml);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    for _ in 0..STEPS {
        let event = reader
            .read_event()
            .map_err(|it| XmlError::Malformed(it.to_string()))?;
        match event {
            Event::Start(tag) => {
                visit(Step::Open(tag.local_name().as_ref(), &attributes(&tag)));
            }
            Event::Empty(tag) => {
                visit(Step::Open(tag.local_name().as_ref(), &attributes(&tag)));
                visit(Step::Close(tag.local_name().as_ref()));
            }
            Event::End(tag) => visit(Step::Close(tag.local_name().as_ref())),
            Event::Text(text) => visit(Step::Text(&text.xml10_content())),
            Event::CData(text) => visit(Step::Text(&text.xml10_content())),
            Event::GeneralRef(reference) => {
                if let Some(character) = resolve(&reference) {
                    visit(Step::Text(character.encode_utf8(&mut [0; 4])));
                }
            }
            Event::DocType(text) if text.to_ascii_uppercase().contains("<!ENTITY") => {
                return Err(XmlError::Entities);
            }
            Event::Eof => return Ok(()),
            Event::DocType(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    Err(XmlError::TooLong)
}

/// A character reference or one of the five that XML has by itself.
fn resolve(reference: &quick_xml::events::BytesRef<'_>) -> Option<char> {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return Some(character);
    }
    match &*reference.xml10_content() {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{A0}'),
        _ => None,
    }
}

fn attributes(tag: &BytesStart<'_>) -> Attributes {
    let mut attributes = Vec::new();
    for attribute in tag.html_attributes().with_checks(false).take(ATTRIBUTES) {
        let Ok(attribute) = attribute else { break };
        let value = quick_xml::escape::unescape(&attribute.value).map_or_else(
            |_| attribute.value.to_string(),
            std::borrow::Cow::into_owned,
        );
        attributes.push((attribute.key.as_ref().to_owned(), value));
    }
    Attributes(attributes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn steps(xml: &str) -> (String, Result<(), XmlError>) {
        let mut steps = String::new();
        let outcome = walk(xml, |step| match step {
            Step::Open(name, attributes) => {
                let list = attributes.0.iter().map(|(k, v)| format!("{k}={v}"));
                steps.extend(["<".to_owned(), name.to_owned(), " ".to_owned()]);
                steps.extend(list.chain([">".to_owned()]));
            }
            Step::Close(name) => steps.extend(["</", name, ">"]),
            Step::Text(text) => steps += text,
        });
        (steps, outcome)
    }

    #[test]
    fn references_and_names() {
        let (steps, outcome) =
            steps("<w:p a='1 &amp; 2' r:id=\"x\">A&#66;&lt;&unknown;<![CDATA[<c>]]><w:br/></w:p>");
        assert_eq!(steps, "<p a=1 & 2r:id=x>AB<<c><br ></br></p>");
        assert_eq!(outcome, Ok(()));
    }

    #[test]
    fn bombs_are_refused() {
        let bomb = "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><x>&b;</x>";
        assert_eq!(steps(bomb), (String::new(), Err(XmlError::Entities)));
    }

    #[test]
    fn what_comes_before_a_defect_is_seen() {
        let (steps, outcome) = steps("<a>call<b");
        assert_eq!(steps, "<a >call");
        assert!(matches!(outcome, Err(XmlError::Malformed(_))));
        assert_eq!(self::steps("<a>x</b></c>").1, Ok(()));
    }

    #[test]
    fn steps_are_bounded() {
        let long = "<a/>".repeat(STEPS as usize + 1);
        assert_eq!(walk(&long, |_| {}), Err(XmlError::TooLong));
    }

    proptest! {
        #[test]
        fn any_text_ends(xml in "(<|>|/|a|b:c|=|\"|'|&|;|#|!|\\[|\\]|CDATA|DOCTYPE|ENTITY|\\?| ){0,60}") {
            let _ = walk(&xml, |_| {});
        }
    }
}
