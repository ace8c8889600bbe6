//! What every decoder reports with: texts and links under their bounds, and bytes paid for.

use std::io::Read;

use limits::Capability;

use crate::file::{FoundLink, FoundText, Source};
use crate::walk::Reading;

/// Properties kept of one file.
const PROPERTIES: usize = 500;
/// Bytes kept of one property, link or name.
pub(crate) const SHORT_TEXT_BYTES: usize = 8 << 10;

impl Reading<'_, '_> {
    /// Adds a text that a reader sees; white space alone is none.
    pub(crate) fn found_text(&mut self, text: &str, source: Source) {
        self.found_text_on(text, source, None, false);
    }

    /// Adds a text that is hidden from the reader.
    pub(crate) fn found_hidden_text(&mut self, text: &str, source: Source) {
        self.found_text_on(text, source, None, true);
    }

    /// Adds a text of a page (from 1), as far as the bound on a file's text allows.
    pub(crate) fn found_text_on(
        &mut self,
        text: &str,
        source: Source,
        page: Option<u32>,
        hidden: bool,
    ) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        let used: usize = self.file.texts.iter().map(|it| it.text.len()).sum();
        let left = self.walk.settings.text_bytes.saturating_sub(used);
        let kept = cut(text, left);
        if kept.len() < text.len() {
            self.unread(
                Capability::TextLimit,
                "the file holds more text than is read",
            );
        }
        if !kept.is_empty() {
            self.file.texts.push(FoundText {
                text: kept.to_owned(),
                source,
                page,
                hidden,
            });
        }
    }

    /// Adds a link; the same target with the same text only once.
    pub(crate) fn found_link(&mut self, target: &str, text: Option<&str>, source: Source) {
        self.found_link_on(target, text, source, None);
    }

    /// Adds a link of a page (from 1).
    pub(crate) fn found_link_on(
        &mut self,
        target: &str,
        text: Option<&str>,
        source: Source,
        page: Option<u32>,
    ) {
        let target = target.trim();
        if target.is_empty() || target.starts_with('#') {
            return;
        }
        let text = text.map(str::trim).filter(|it| !it.is_empty());
        let link = FoundLink {
            target: cut(target, SHORT_TEXT_BYTES).to_owned(),
            text: text.map(|it| cut(it, SHORT_TEXT_BYTES).to_owned()),
            source,
            page,
        };
        if self.file.links.len() >= self.walk.settings.links {
            self.unread(
                Capability::TextLimit,
                "the file holds more links than are read",
            );
        } else if !self.file.links.contains(&link) {
            self.file.links.push(link);
        }
    }

    /// Adds the links that stand in a plain text.
    pub(crate) fn found_links_in(&mut self, text: &str, source: Source) {
        let mut finder = linkify::LinkFinder::new();
        finder.kinds(&[linkify::LinkKind::Url]);
        let limit = self.walk.settings.links;
        for link in finder.links(text).take(limit + 1) {
            self.found_link(link.as_str(), None, source);
        }
    }

    /// Adds a property, where it says something.
    pub(crate) fn found_property(&mut self, name: &str, value: &str) {
        let value = value.trim();
        if value.is_empty() || self.file.properties.len() >= PROPERTIES {
            return;
        }
        let name = cut(name, SHORT_TEXT_BYTES).to_owned();
        let value = cut(value, SHORT_TEXT_BYTES).to_owned();
        if !self
            .file
            .properties
            .contains(&(name.clone(), value.clone()))
        {
            self.file.properties.push((name, value));
        }
    }

    /// Says why the file could not be read to its end; the first reason stays.
    pub(crate) fn failed(&mut self, reason: impl Into<String>) {
        if self.file.error.is_none() {
            self.file.error = Some(reason.into());
        }
    }

    /// Reads all that `decoder` puts out and pays for it. `None` where it exceeds the budget, which is
    /// recorded; what came before a defect is kept, and the defect noted.
    pub(crate) fn expand_from(&mut self, decoder: impl Read) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let most = self.may_expand().saturating_add(1);
        let outcome = decoder.take(most).read_to_end(&mut bytes);
        if let Err(error) = outcome {
            self.failed(error.to_string());
            if bytes.is_empty() {
                return None;
            }
        }
        self.expand(bytes.len() as u64).then_some(bytes)
    }

    /// Copies bytes that stand in this file as they are, and pays for them.
    pub(crate) fn expand_slice(&mut self, bytes: &[u8]) -> Option<Vec<u8>> {
        self.expand(bytes.len() as u64).then(|| bytes.to_vec())
    }
}

/// The longest beginning of `text` that has at most `bytes` bytes.
pub(crate) fn cut(text: &str, bytes: usize) -> &str {
    text.get(..text.floor_char_boundary(bytes)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_between_characters() {
        assert_eq!(cut("aé", 2), "a");
        assert_eq!(cut("aé", 3), "aé");
        assert_eq!(cut("aé", 99), "aé");
        assert_eq!(cut("", 0), "");
    }
}
