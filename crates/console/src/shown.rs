//! What of a message is shown beside its verdict: the texts with the quoted places marked, where its links lead, its
//! numbers, and how it looks. Everything is bounded here, and made safe to read.

mod links;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use detect::{Evidence, NumberReport, Report, Verdict};
use mail::Message;
use model::Subject;
use registry::Registry;
use text::{Place, Span};

use crate::hostile_text::{shortened, visible};
use crate::marks::{Marked, Quoted, marked};
pub(crate) use links::Destinations;

/// Bytes of one text that are shown.
const TEXT_BYTES: usize = 60_000;
/// Bytes of one header line that are shown.
const LINE_BYTES: usize = 600;
/// Numbers that are listed.
const NUMBERS: usize = 20;
/// Bytes of the rendered body, its own pictures included.
const LOOK_BYTES: usize = 1 << 20;
/// Characters of a quote that stand beside a reason.
const QUOTE: usize = 160;

/// The message as the page shows it.
#[derive(Debug, Default)]
pub(crate) struct Shown {
    pub(crate) subject: Marked,
    pub(crate) from_name: Marked,
    pub(crate) from_address: Marked,
    pub(crate) date: Option<String>,
    pub(crate) texts: Vec<ShownText>,
    pub(crate) reasons: Vec<Reason>,
    pub(crate) links: Destinations,
    pub(crate) numbers: Vec<ShownNumber>,
    pub(crate) look: Option<Look>,
    /// Whether this is a message attached to the one handed over.
    pub(crate) is_attached: bool,
}

/// One text of the message.
#[derive(Debug)]
pub(crate) struct ShownText {
    /// The key of what it is.
    pub(crate) key: String,
    pub(crate) marked: Marked,
}

/// A reason, and where it can be seen.
#[derive(Debug)]
pub(crate) struct Reason {
    pub(crate) number: usize,
    pub(crate) sentence: String,
    pub(crate) quote: Option<String>,
    /// Whether a place in a text that is shown is marked for it.
    pub(crate) has_place: bool,
    /// Whether it speaks for the mail.
    pub(crate) is_for: bool,
}

/// A phone number of the message.
#[derive(Debug)]
pub(crate) struct ShownNumber {
    pub(crate) raw: String,
    pub(crate) e164: String,
    /// `listed`, `not_listed`, `unknown`.
    pub(crate) ownership: &'static str,
    pub(crate) owner: String,
    pub(crate) to_call: bool,
}

/// The body as it looks, as the inner HTML of a body.
#[derive(Debug)]
pub(crate) struct Look {
    pub(crate) html: String,
    pub(crate) pictures_left_out: usize,
}

/// Reasons that are shown at once; the others unfold.
const FIRST_REASONS: usize = 5;

impl Shown {
    /// The strongest reasons.
    pub(crate) fn first_reasons(&self) -> &[Reason] {
        let all = &self.reasons;
        all.get(..FIRST_REASONS.min(all.len())).unwrap_or_default()
    }

    /// The others.
    pub(crate) fn more_reasons(&self) -> &[Reason] {
        self.reasons.get(FIRST_REASONS..).unwrap_or_default()
    }

    pub(crate) fn of(report: &Report, subject: &Subject, registry: &Registry) -> Self {
        let message = &subject.message;
        let reasons = weighty(report);
        let quotes = Quotes(&reasons);
        let mut linked = Vec::new();
        let line = |place: Place, text: &str, linked: &mut Vec<usize>| {
            marked(text, &quotes.of(place), LINE_BYTES, linked)
        };
        let title = message.subject.subject.as_deref().unwrap_or_default();
        let name = message.sender.display_name.as_deref().unwrap_or_default();
        let address = &message.sender.email.email;
        let subject_line = line(Place::Subject, title, &mut linked);
        let from_name = line(Place::DisplayName, name, &mut linked);
        let from_address = line(Place::SenderAddress, address, &mut linked);
        let texts = texts(subject, &quotes, &mut linked);
        Self {
            subject: subject_line,
            from_name,
            from_address,
            date: message.headers.date.as_deref().map(to_the_minute),
            texts,
            reasons: numbered(&reasons, &linked),
            links: Destinations::of(message, registry),
            numbers: report.numbers.iter().take(NUMBERS).map(number).collect(),
            look: look(message),
            is_attached: report.attached.is_some(),
        }
    }
}

/// A date of RFC 3339 as people read it: in the zone it was written in, without seconds.
fn to_the_minute(date: &str) -> String {
    date.get(..16).unwrap_or(date).replacen('T', " ", 1)
}

/// The reasons that are told. Of a mail that nothing much speaks against, what little does would only frighten.
fn weighty(report: &Report) -> Vec<&Evidence> {
    let is_benign = report.verdict == Verdict::Benign;
    let told = |it: &&Evidence| !is_benign || it.weight < 0.0;
    report.evidence.iter().filter(told).collect()
}

/// The quotes of the reasons, by the text they count in.
struct Quotes<'r>(&'r [&'r Evidence]);

impl Quotes<'_> {
    fn of(&self, place: Place) -> Vec<Quoted> {
        let mut found = Vec::new();
        for (index, evidence) in self.0.iter().enumerate() {
            for quote in evidence.quotes.iter().filter(|it| it.place == place.name()) {
                let [start, end] = quote.span;
                found.push(Quoted {
                    span: Span { start, end },
                    reason: index + 1,
                });
            }
        }
        found
    }
}

fn texts(subject: &Subject, quotes: &Quotes<'_>, linked: &mut Vec<usize>) -> Vec<ShownText> {
    let body = &subject.message.body;
    let mut found = Vec::new();
    let mut add = |place: Place, key: &str, text: &str| {
        if !text.trim().is_empty() {
            found.push(ShownText {
                key: key.to_owned(),
                marked: marked(text, &quotes.of(place), TEXT_BYTES, linked),
            });
        }
    };
    add(Place::Body, "mail-text", &body.visible_text);
    for (place, text) in subject.attached.texts() {
        add(place, &format!("mail-{}", place.name()), text);
    }
    // What is hidden is shown only where a reason rests on it: else it is the scaffolding of every newsletter.
    if !quotes.of(Place::HiddenText).is_empty() {
        add(Place::HiddenText, "mail-hidden", &body.hidden_text);
    }
    found
}

fn numbered(reasons: &[&Evidence], linked: &[usize]) -> Vec<Reason> {
    let mut said: Vec<&str> = Vec::new();
    let mut found = Vec::new();
    for (index, evidence) in reasons.iter().enumerate() {
        // What several reasons quote is quoted once.
        let quote = evidence.quote.as_deref().filter(|it| !said.contains(it));
        said.extend(quote);
        found.push(Reason {
            number: index + 1,
            sentence: visible(&evidence.text),
            quote: quote.map(on_one_line).filter(|it| !it.is_empty()),
            has_place: linked.contains(&(index + 1)),
            is_for: evidence.weight < 0.0,
        });
    }
    found
}

/// A quote without the line breaks and gaps of the mail's layout.
fn on_one_line(quote: &str) -> String {
    let words: Vec<&str> = quote.split_whitespace().collect();
    shortened(&words.join(" "), QUOTE)
}

fn number(number: &NumberReport) -> ShownNumber {
    ShownNumber {
        raw: shortened(number.raw.trim(), 60),
        e164: number.e164.clone(),
        ownership: number.ownership,
        owner: number.owner.clone().unwrap_or_default(),
        to_call: number.call_to_action,
    }
}

fn look(message: &Message) -> Option<Look> {
    let body = message.body.html.as_ref()?;
    let picture = |source: &str| own_picture(message, source);
    let safe = body.document.safe_html(LOOK_BYTES, &picture);
    (!safe.html.trim().is_empty()).then_some(Look {
        html: safe.html,
        pictures_left_out: safe.pictures_left_out,
    })
}

/// The `data:` URL of a picture that is part of the message itself (RFC 2392).
fn own_picture(message: &Message, source: &str) -> Option<String> {
    let id = source.strip_prefix("cid:")?;
    let mut all = message.attachments.iter();
    let part = all.find(|it| it.content_id.as_deref() == Some(id))?;
    let kind = match part.file_type {
        "jpg" => "jpeg",
        it @ ("png" | "gif" | "webp") => it,
        _ => return None,
    };
    let fits = part.content.len() < LOOK_BYTES / 2;
    fits.then(|| {
        format!(
            "data:image/{kind};base64,{}",
            STANDARD.encode(&part.content)
        )
    })
}
