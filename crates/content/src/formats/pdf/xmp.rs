//! The metadata packet (ISO 16684-1, XMP): who made the document, with what, when.

use quick_xml::Reader;
use quick_xml::events::Event;

/// Bytes of a packet that are read, and properties that are kept.
const PACKET: usize = 256 << 10;
const PROPERTIES: usize = 50;

/// Prefixes of properties that tell something of the document's making.
const PREFIXES: &[&str] = &["dc:", "xmp:", "pdf:", "xap:", "photoshop:"];

/// The properties of `packet`, named `xmp:CreatorTool`, `dc:creator` and so on.
pub(super) fn fields(packet: &[u8]) -> Vec<(String, String)> {
    let packet = packet.get(..PACKET).unwrap_or(packet);
    let packet = String::from_utf8_lossy(packet);
    let mut reader = Reader::from_str(&packet);
    let mut fields = Vec::new();
    let mut inside: Option<String> = None;
    let mut value = String::new();
    while fields.len() < PROPERTIES {
        match reader.read_event() {
            Ok(Event::Start(element)) => {
                attributes(&element, &mut fields);
                let name = element.name().as_ref().to_owned();
                if is_told(&name) {
                    inside = Some(name);
                    value.clear();
                }
            }
            Ok(Event::Empty(element)) => attributes(&element, &mut fields),
            Ok(Event::Text(text)) if inside.is_some() => {
                value.push_str(text.trim());
            }
            Ok(Event::End(element)) => {
                if inside.as_deref() == Some(element.name().as_ref())
                    && let Some(name) = inside.take()
                    && !value.is_empty()
                {
                    fields.push((name, std::mem::take(&mut value)));
                }
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    fields
}

fn attributes(element: &quick_xml::events::BytesStart<'_>, fields: &mut Vec<(String, String)>) {
    for attribute in element.attributes().filter_map(Result::ok) {
        let name = attribute.key.as_ref().to_owned();
        if is_told(&name) && fields.len() < PROPERTIES {
            let value = attribute.value.into_owned();
            fields.push((name, value));
        }
    }
}

fn is_told(name: &str) -> bool {
    PREFIXES.iter().any(|it| name.starts_with(it))
}

#[cfg(test)]
mod tests {
    use super::fields;

    #[test]
    fn properties_are_read_from_elements_and_attributes() {
        let packet = br#"<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF>
            <rdf:Description xmp:CreatorTool="Word" other:x="no">
              <dc:creator><rdf:Seq><rdf:li>Ann Lee</rdf:li></rdf:Seq></dc:creator>
              <pdf:Producer>Maker 3</pdf:Producer>
            </rdf:Description></rdf:RDF></x:xmpmeta>"#;
        let expected = [
            ("xmp:CreatorTool", "Word"),
            ("dc:creator", "Ann Lee"),
            ("pdf:Producer", "Maker 3"),
        ];
        let found = fields(packet);
        let found: Vec<_> = found
            .iter()
            .map(|(n, v)| (n.as_str(), v.as_str()))
            .collect();
        assert_eq!(found, expected);
        assert_eq!(fields(b"<dc:title>cut"), []);
    }
}
