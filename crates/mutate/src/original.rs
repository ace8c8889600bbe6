//! The mail that is changed: its header fields, its visible text, and where in it number and brand stand.

use claims::{NamedText, Settings};
use text::Place;

use crate::Knowledge;

/// A header field as it stands in the mail, name and folded value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) value: String,
}

impl Field {
    pub(crate) fn new(name: &str, value: impl Into<String>) -> Self {
        Self {
            name: name.to_owned(),
            value: value.into(),
        }
    }

    pub(crate) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }
}

/// A mail, ready to be changed.
#[derive(Debug, Clone)]
pub struct Original {
    /// Without those that describe the body.
    pub(crate) fields: Vec<Field>,
    pub(crate) subject: String,
    pub(crate) body: String,
    /// Byte ranges of the numbers in the body, in order, and what they are.
    pub(crate) numbers: Vec<(std::ops::Range<usize>, String)>,
    /// Names of brands as written in the body, longest first.
    pub(crate) brand_names: Vec<String>,
    /// The brand that is claimed first, by id and name.
    pub(crate) brand: Option<(String, String)>,
    pub(crate) order_id: Option<String>,
    pub(crate) amount: Option<String>,
    /// ISO 639-1.
    pub(crate) language: Option<&'static str>,
}

impl Original {
    /// Reads a mail; `None` where its text names no number.
    pub fn read(raw: &[u8], knowledge: &Knowledge) -> Option<Self> {
        let message = mail::parse(raw, &mail::ParseOptions::default());
        let body = message.body.visible_text.trim().to_owned();
        let name = message.sender.display_name.clone().unwrap_or_default();
        let subject = message.subject.subject.clone().unwrap_or_default();
        let named = |place, text| NamedText { place, text };
        let texts = [
            named(Place::Body, body.as_str()),
            named(Place::Subject, subject.as_str()),
            named(Place::DisplayName, name.as_str()),
        ];
        let settings = Settings::default();
        let found = claims::extract(&texts, &knowledge.registry, &knowledge.lexicon, &settings);
        let mut numbers: Vec<_> = found
            .numbers
            .iter()
            .filter(|it| it.quote.place == Place::Body)
            .map(|it| {
                let span = it.quote.span;
                (span.start as usize..span.end as usize, it.e164.clone())
            })
            .filter(|(range, _)| body.get(range.clone()).is_some())
            .collect();
        numbers.sort_by_key(|(range, _)| range.start);
        if numbers.is_empty() {
            return None;
        }
        let brand = found.brands.first();
        Some(Self {
            fields: fields(raw),
            brand: brand.map(|it| (it.id.clone(), it.name.clone())),
            brand_names: brand.map_or_else(Vec::new, |it| names(&it.name, &it.id, knowledge)),
            order_id: found.order_ids.first().map(|it| it.id.clone()),
            amount: found.amounts.first().map(|it| it.quote.text.clone()),
            language: found.language,
            subject,
            body,
            numbers,
        })
    }

    /// The body with each number replaced by what `with` makes of it, as written.
    pub(crate) fn with_numbers(&self, with: impl Fn(&str) -> String) -> String {
        let mut text = String::with_capacity(self.body.len());
        let mut done = 0;
        for (range, _) in &self.numbers {
            let Some(written) = self.body.get(range.clone()).filter(|_| range.start >= done) else {
                continue;
            };
            text.push_str(self.body.get(done..range.start).unwrap_or_default());
            text.push_str(&with(written));
            done = range.end;
        }
        text + self.body.get(done..).unwrap_or_default()
    }

    /// The domain of the address in From.
    pub(crate) fn domain(&self) -> Option<&str> {
        let from = self.fields.iter().find(|it| it.is("from"))?;
        let (_, domain) = from.value.rsplit_once('@')?;
        Some(domain.trim_end_matches(['>', ' ']))
    }

    /// The first number, in E.164.
    pub(crate) fn number(&self) -> &str {
        self.numbers.first().map_or("", |it| it.1.as_str())
    }
}

/// The spellings of a brand, longest first.
fn names(name: &str, id: &str, knowledge: &Knowledge) -> Vec<String> {
    let mut names = vec![name.to_owned()];
    if let Some(brand) = knowledge.registry.brand(id) {
        names.extend(brand.aliases.iter().map(|it| it.text.clone()));
    }
    names.retain(|it| it.len() > 2);
    names.sort_by_key(|it| std::cmp::Reverse(it.len()));
    names
}

/// The header fields of a message (RFC 5322, section 2.2) but those of MIME.
fn fields(raw: &[u8]) -> Vec<Field> {
    let text = String::from_utf8_lossy(raw);
    let mut fields: Vec<Field> = Vec::new();
    for line in text.lines() {
        if line.is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) {
            if let Some(last) = fields.last_mut() {
                last.value.push('\n');
                last.value.push_str(line);
            }
        } else if let Some((name, value)) = line.split_once(':') {
            fields.push(Field::new(name, value.trim_start()));
        }
    }
    fields.retain(|it| {
        !it.name.to_ascii_lowercase().starts_with("content-") && !it.is("mime-version")
    });
    fields
}
