//! The texts of the attachments, one for each kind of content, so that a finding's place is exact.

use content::{Code, Extraction, Source};
use text::{Place, Span};

/// Bytes of text of one kind that are looked at; a message that carries more carries a book.
const TEXT_BYTES: usize = 1 << 20;
/// `tel:` targets that are looked at.
const TARGETS: usize = 200;

/// The texts of the attachments. All texts of one kind stand in one text, with an empty line between.
#[derive(Debug, Default)]
pub struct AttachedTexts {
    texts: Vec<(Place, String)>,
    segments: Vec<Segment>,
    telephone_targets: Vec<String>,
    codes: Vec<String>,
}

/// Where a stretch of an attached text comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// The text it is a stretch of.
    pub place: Place,
    /// The stretch.
    pub span: Span,
    /// Index of the file in [`Extraction::files`]; none for what the body itself draws.
    pub file: Option<usize>,
    /// The page, from 1.
    pub page: Option<u32>,
}

impl AttachedTexts {
    /// Collects the texts that a reader of the attachments sees, and the QR codes that `body` draws with
    /// characters.
    pub fn of(extraction: Option<&Extraction>, body: &str) -> Self {
        let mut attached = Self::default();
        for code in content::codes_of_characters(body) {
            attached.add_code(&code, None);
        }
        let files = extraction.map(|it| it.files.as_slice()).unwrap_or_default();
        for (index, file) in files.iter().enumerate() {
            for found in file.texts.iter().filter(|it| !it.hidden) {
                let shown = with_telephone_targets(found, &file.links);
                attached.add(found.source.place(), &shown, Some(index), found.page);
            }
            for link in &file.links {
                attached.add_target(&link.target);
            }
            for code in &file.codes {
                attached.add_code(code, Some(index));
            }
        }
        attached
    }

    /// The texts, each with its name.
    pub fn texts(&self) -> impl Iterator<Item = (Place, &str)> {
        self.texts
            .iter()
            .map(|(place, text)| (*place, text.as_str()))
    }

    /// The targets of `tel:` links and codes, without the scheme.
    pub fn telephone_targets(&self) -> &[String] {
        &self.telephone_targets
    }

    /// What the QR codes say, those that the body draws first.
    pub fn codes(&self) -> &[String] {
        &self.codes
    }

    /// Where `span` of the text called `place` comes from.
    pub fn locate(&self, place: Place, span: Span) -> Option<&Segment> {
        let mut segments = self.segments.iter();
        segments.find(|it| it.place == place && it.span.overlaps(span))
    }

    fn add_code(&mut self, code: &Code, file: Option<usize>) {
        self.add(Source::Qr.place(), &code.data, file, code.page);
        self.add_target(&code.data);
        self.codes.push(code.data.clone());
    }

    fn add_target(&mut self, target: &str) {
        if let Some(number) = telephone(target)
            && self.telephone_targets.len() < TARGETS
        {
            self.telephone_targets.push(number.to_owned());
        }
    }

    fn add(&mut self, place: Place, text: &str, file: Option<usize>, page: Option<u32>) {
        let position = self.texts.iter().position(|it| it.0 == place);
        let position = position.unwrap_or_else(|| {
            self.texts.push((place, String::new()));
            self.texts.len() - 1
        });
        let Some((_, whole)) = self.texts.get_mut(position) else {
            return;
        };
        let text = text.trim();
        if text.is_empty() || whole.len() + text.len() > TEXT_BYTES {
            return;
        }
        if !whole.is_empty() {
            whole.push_str("\n\n");
        }
        let start = whole.len();
        whole.push_str(text);
        self.segments.push(Segment {
            place,
            span: Span::new(start, whole.len()),
            file,
            page,
        });
    }
}

/// The text with the number of each `tel:` link in brackets after the words that show the link: behind a
/// button the number stands nowhere else.
fn with_telephone_targets(found: &content::FoundText, links: &[content::FoundLink]) -> String {
    let mut text = found.text.clone();
    let on_page = |it: &&content::FoundLink| it.source == found.source && it.page == found.page;
    for link in links.iter().filter(on_page).take(TARGETS) {
        let Some(target) = telephone(&link.target) else {
            continue;
        };
        if text.contains(target) {
            continue;
        }
        let shown = link
            .text
            .as_deref()
            .map(str::trim)
            .filter(|it| !it.is_empty());
        let after = shown.and_then(|it| Some(text.find(it)? + it.len()));
        text.insert_str(after.unwrap_or(text.len()), &format!(" ({target})"));
    }
    text
}

/// What a `tel:` URI dials (RFC 3966).
fn telephone(target: &str) -> Option<&str> {
    let (scheme, number) = target.split_once(':')?;
    scheme
        .eq_ignore_ascii_case("tel")
        .then(|| number.trim_start_matches('/'))
}

#[cfg(test)]
mod tests {
    use content::{File, FoundLink, FoundText};

    use super::*;

    fn text(source: Source, page: u32, text: &str) -> FoundText {
        FoundText {
            text: text.to_owned(),
            source,
            page: Some(page),
            hidden: false,
        }
    }

    #[test]
    fn a_finding_leads_back_to_its_file_and_page() {
        let extraction = Extraction {
            files: vec![
                File {
                    texts: vec![
                        text(Source::Pdf, 1, "first"),
                        text(Source::Pdf, 2, "second"),
                    ],
                    ..File::default()
                },
                File {
                    texts: vec![text(Source::Pdf, 1, "third")],
                    ..File::default()
                },
            ],
            ..Extraction::default()
        };
        let attached = AttachedTexts::of(Some(&extraction), "");
        let (place, whole) = attached.texts().next().unwrap();
        assert_eq!((place, whole), (Place::Pdf, "first\n\nsecond\n\nthird"));
        let at = |word: &str| {
            let start = whole.find(word).unwrap();
            let found = attached.locate(place, Span::new(start, start + word.len()));
            found.map(|it| (it.file, it.page)).unwrap()
        };
        assert_eq!(at("second"), (Some(0), Some(2)));
        assert_eq!(at("third"), (Some(1), Some(1)));
        assert_eq!(attached.locate(Place::Office, Span::new(0, 3)), None);
    }

    #[test]
    fn the_number_behind_a_button_stands_where_the_button_is() {
        let extraction = Extraction {
            files: vec![File {
                texts: vec![text(Source::Pdf, 1, "Not you?\nCall support\nThank you")],
                links: vec![FoundLink {
                    target: "tel:+18005550199".to_owned(),
                    text: Some("Call support".to_owned()),
                    source: Source::Pdf,
                    page: Some(1),
                }],
                codes: vec![Code {
                    data: "tel:+18005550100".to_owned(),
                    ..Code::default()
                }],
                ..File::default()
            }],
            ..Extraction::default()
        };
        let attached = AttachedTexts::of(Some(&extraction), "");
        let whole = attached.texts().next().unwrap().1;
        assert_eq!(whole, "Not you?\nCall support (+18005550199)\nThank you");
        assert_eq!(
            attached.telephone_targets(),
            ["+18005550199", "+18005550100"]
        );
    }

    #[test]
    fn hidden_text_is_not_what_a_reader_sees() {
        let mut hidden = text(Source::Pdf, 1, "ham ham ham");
        hidden.hidden = true;
        let extraction = Extraction {
            files: vec![File {
                texts: vec![hidden],
                ..File::default()
            }],
            ..Extraction::default()
        };
        assert_eq!(AttachedTexts::of(Some(&extraction), "").texts().count(), 0);
    }
}
