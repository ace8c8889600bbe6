//! Elements of HTML, names of XML.

use html::{Document, XPathNode};
use limits::Limits;

use super::{ENTRIES, HtmlScan, Script, XmlScan, add};
use crate::formats::{charset, xml};

pub(super) fn html(bytes: &[u8]) -> HtmlScan {
    let document = Document::parse(&charset::decode(bytes, None), &Limits::default());
    let nodes = |query: &str| {
        let nodes = document.xpath(query).map(html::XPathValue::into_nodes);
        nodes.unwrap_or_default().into_iter().take(ENTRIES)
    };
    let anchors = document.anchors().iter().take(ENTRIES);
    HtmlScan {
        title: nodes("//title")
            .next()
            .map(|it| it.inner_text().trim().to_owned()),
        hyperlinks: anchors.map(|it| it.href.clone()).collect(),
        scripts: nodes("//script").map(|it| script(&it)).collect(),
        span_styles: nodes("//span/@style").map(|it| it.inner_text()).collect(),
    }
}

fn script(node: &XPathNode<'_>) -> Script {
    let raw = node.raw();
    let start = raw.split_once('>').map_or(&*raw, |it| it.0);
    let body = raw.split_once('>').map_or("", |it| it.1);
    Script {
        language: attribute(start, "language"),
        kind: attribute(start, "type"),
        text: body.strip_suffix("</script>").unwrap_or(body).to_owned(),
    }
}

/// The value of an attribute in a start tag as the serialiser writes it: always in double quotes.
fn attribute(start: &str, name: &str) -> Option<String> {
    let (_, after) = start.split_once(&format!(" {name}=\""))?;
    after.split_once('"').map(|it| it.0.to_owned())
}

pub(super) fn xml(bytes: &[u8]) -> XmlScan {
    let text = charset::decode(bytes, None);
    let mut scan = XmlScan {
        version: declared_version(&text),
        doc_type: doc_type(&text),
        ..XmlScan::default()
    };
    let outcome = xml::walk(&text, |step| {
        if let xml::Step::Open(name, attributes) = step {
            add(&mut scan.tags, name);
            for (key, value) in attributes.iter() {
                if key == "xmlns" || key.starts_with("xmlns:") {
                    add(&mut scan.namespaces, value);
                }
            }
        }
    });
    // The tags before a defect are what rules ask for; that there is one shows in the file's own reading.
    drop(outcome);
    scan
}

fn declared_version(text: &str) -> Option<String> {
    let declaration = text.trim_start().strip_prefix("<?xml")?.split_once("?>")?.0;
    let after = declaration
        .split_once("version")?
        .1
        .trim_start()
        .strip_prefix('=')?;
    let value = after.trim_start().trim_start_matches(['"', '\'']);
    value.split(['"', '\'']).next().map(str::to_owned)
}

fn doc_type(text: &str) -> Option<String> {
    let (_, after) = text.split_once("<!DOCTYPE")?;
    let end = after.find(['>', '[']).unwrap_or(after.len()).min(1_000);
    Some(crate::formats::findings::cut(after, end).trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_of_html() {
        let scan = html(
            b"<title> Pay </title><script type='text/javascript' language=js>x('</b>')</script>\
            <span style='color:red'>a</span><a href='/x'>b</a>",
        );
        assert_eq!(scan.title.as_deref(), Some("Pay"));
        assert_eq!(scan.hyperlinks, ["/x"]);
        assert_eq!(scan.span_styles, ["color:red"]);
        let script = &scan.scripts[0];
        assert_eq!(script.language.as_deref(), Some("js"));
        assert_eq!(script.kind.as_deref(), Some("text/javascript"));
        assert_eq!(script.text, "x('</b>')");
    }

    #[test]
    fn names_of_xml() {
        let scan = xml(b"<?xml version=\"1.1\"?><!DOCTYPE a SYSTEM 'x'><a xmlns='urn:a' xmlns:b='urn:b'><b:c/><b:c/></a>");
        assert_eq!(scan.version.as_deref(), Some("1.1"));
        assert_eq!(scan.doc_type.as_deref(), Some("a SYSTEM 'x'"));
        assert_eq!(scan.tags, ["a", "c"]);
        assert_eq!(scan.namespaces, ["urn:a", "urn:b"]);
    }
}
