//! The namings of brands in one text, each with its weight.

use registry::Registry;
use text::{Place, Span};

use super::namesake::Namesakes;
use crate::lexicon::{AliasEntry, Matcher, Role};
use crate::reading::{AliasHit, Phrase, Reading};

/// The kind of a plain naming in the body.
pub(super) const NAMING: &str = "body_naming";

/// The kind of a phrase that may speak in the brand's name.
pub(super) const HINT: &str = "body_hint";
/// From here on, in bytes, a text hardly speaks in its sender's name any more: long texts are newsletters.
const DEEP: u32 = 4_000;

/// Namings of one text that are weighed; who repeats himself more often says nothing new.
const MOST_HITS: usize = 5_000;

/// One naming of a brand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Evidence {
    pub(super) kind: &'static str,
    pub(super) weight: u32,
    /// The alias is an ordinary word.
    pub(super) ambiguous: bool,
    /// Enough by itself even though the alias is an ordinary word.
    pub(super) stands_alone: bool,
    pub(super) disguised: bool,
    /// Which of the texts it stands in.
    pub(super) text: usize,
    /// Bytes of the folded text.
    pub(super) span: Span,
}

/// Hands each naming in `reading`, the text with this number, to `add`, with the place of its brand in the registry.
pub(super) fn gather(
    text: usize,
    reading: &Reading,
    matcher: &Matcher,
    registry: &Registry,
    namesakes: &Namesakes<'_>,
    add: &mut impl FnMut(usize, Evidence),
) {
    if reading.place == Place::Link {
        return gather_link(text, reading, registry, add);
    }
    if reading.place == Place::SenderAddress {
        gather_domain(text, reading, registry, add);
    }
    let spoken = Spoken::of(reading);
    for hit in reading.aliases.iter().take(MOST_HITS) {
        let Some(entry) = matcher.alias_entries.get(hit.entry as usize) else {
            continue;
        };
        if namesakes.begin_at(entry.brand, reading, hit) {
            continue;
        }
        let naming = Naming {
            reading,
            hit,
            entry,
            spoken: &spoken,
        };
        if let Some((kind, weight, stands_alone)) = naming.weigh(registry) {
            let evidence = Evidence {
                kind,
                weight: if hit.disguised {
                    weight + DISGUISED
                } else {
                    weight
                },
                ambiguous: entry.ambiguous,
                stands_alone,
                disguised: hit.disguised,
                text,
                span: naming.quoted(),
            };
            add(entry.brand, evidence);
        }
    }
}

/// A disguise is no accident.
const DISGUISED: u32 = 15;

/// A sender's address at a domain of a brand speaks for that brand, whoever really sent it.
fn gather_domain(
    text: usize,
    reading: &Reading,
    registry: &Registry,
    add: &mut impl FnMut(usize, Evidence),
) {
    let Some((local, domain)) = reading.text().rsplit_once('@') else {
        return;
    };
    if registry.is_free_mail(domain) {
        return;
    }
    let Some(brand) = registry.brand_of_mail_domain(domain) else {
        return;
    };
    let at = registry.brands().iter().position(|it| it.id == brand.id);
    if let Some(at) = at {
        let evidence = Evidence {
            kind: "sender_address",
            weight: 15,
            ambiguous: false,
            stands_alone: false,
            disguised: false,
            text,
            span: Span::new(local.len() + 1, reading.text().len()),
        };
        add(at, evidence);
    }
}

/// The site that most links lead to supports the claim to be the brand whose site it is, but makes none.
fn gather_link(
    text: usize,
    reading: &Reading,
    registry: &Registry,
    add: &mut impl FnMut(usize, Evidence),
) {
    let url = address::Url::parse(reading.original, true);
    let Some(host) = url.and_then(|it| it.domain) else {
        return;
    };
    let Some(brand) = registry.brand_of_web_domain(&host.domain) else {
        return;
    };
    let at = registry.brands().iter().position(|it| it.id == brand.id);
    if let Some(at) = at {
        let evidence = Evidence {
            kind: "link",
            weight: 15,
            ambiguous: false,
            stands_alone: false,
            disguised: false,
            text,
            span: Span::new(0, reading.text().len()),
        };
        add(at, evidence);
    }
}

/// Which brands the text speaks for, and which it mentions in passing, by the first word of the naming.
pub(super) struct Spoken {
    voices: Vec<(u32, Span)>,
    hints: Vec<(u32, Span)>,
    mentions: Vec<u32>,
    /// Spans in which no word is a brand.
    not: Vec<Span>,
}

impl Spoken {
    pub(super) fn of(reading: &Reading) -> Self {
        let of_role = |role: Role| {
            let phrases = reading.phrases.iter();
            phrases.filter(move |it| it.role == role)
        };
        let voice = |it: &Phrase| Some((it.brand?, it.span));
        let voices = of_role(Role::BrandVoice).filter_map(voice);
        let mut spoken = Self {
            voices: voices.collect(),
            hints: of_role(Role::BrandHint).filter_map(voice).collect(),
            not: of_role(Role::BrandNot).map(|it| it.span).collect(),
            mentions: of_role(Role::BrandMention)
                .filter_map(|it| it.brand)
                .collect(),
        };
        spoken.voices.sort_by_key(|it| it.0);
        spoken.hints.sort_by_key(|it| it.0);
        spoken.mentions.sort_unstable();
        spoken
    }

    pub(super) fn voice(&self, hit: &AliasHit) -> Option<Span> {
        phrase_of(&self.voices, hit)
    }

    fn hint(&self, hit: &AliasHit) -> Option<Span> {
        phrase_of(&self.hints, hit)
    }

    /// Whether the name is part of words that mean something else.
    fn is_no_brand(&self, hit: &AliasHit) -> bool {
        // Ordered by their start, and all short: one that covers the name begins shortly before it.
        let end = self.not.partition_point(|it| it.start <= hit.span.start);
        let covering = self.not.get(end.saturating_sub(8)..end).unwrap_or_default();
        covering.iter().any(|it| it.contains(hit.span))
    }

    fn is_mention(&self, hit: &AliasHit) -> bool {
        self.mentions.binary_search(&hit.words.0).is_ok()
    }
}

/// The phrase around `hit`, of phrases ordered by the first word of the name in them.
fn phrase_of(phrases: &[(u32, Span)], hit: &AliasHit) -> Option<Span> {
    let found = phrases.binary_search_by_key(&hit.words.0, |it| it.0);
    found.ok().and_then(|it| phrases.get(it)).map(|it| it.1)
}

/// A naming under consideration.
struct Naming<'n, 't> {
    reading: &'n Reading<'t>,
    hit: &'n AliasHit,
    entry: &'n AliasEntry,
    spoken: &'n Spoken,
}

impl Naming<'_, '_> {
    /// Kind, weight, and whether it is enough by itself; `None` where it says nothing at all.
    fn weigh(&self, registry: &Registry) -> Option<(&'static str, u32, bool)> {
        let single_letter = self.hit.span.len() == 1;
        if self.spoken.is_no_brand(self.hit) {
            return None;
        }
        if single_letter && !(self.reading.place == Place::DisplayName && self.is_whole()) {
            return None;
        }
        match self.reading.place {
            Place::DisplayName => Some(self.display_name()),
            Place::Subject => Some(self.subject()),
            Place::SenderAddress => self.sender_address(registry),
            Place::AttachmentName => self.unless_ambiguous("attachment", 12),
            Place::HiddenText => self.unless_ambiguous("hidden_text", 3),
            Place::TelLink | Place::Header | Place::Link => None,
            Place::Body => self.body("body"),
            _ => self.body("attachment"),
        }
    }

    fn display_name(&self) -> (&'static str, u32, bool) {
        let kind = "display_name";
        if self.is_whole() {
            return (kind, 60, true);
        }
        if self.spoken.voice(self.hit).is_some() {
            return (kind, 55, true);
        }
        match (self.entry.ambiguous, self.begins()) {
            (false, true) => (kind, 50, false),
            (false, false) => (kind, 35, false),
            (true, true) => (kind, 12, false),
            (true, false) => (kind, 6, false),
        }
    }

    fn subject(&self) -> (&'static str, u32, bool) {
        let kind = "subject";
        if self.spoken.is_mention(self.hit) {
            return (kind, 2, false);
        }
        if self.spoken.voice(self.hit).is_some() {
            return (kind, 32, self.is_capitalised());
        }
        match (self.entry.ambiguous, self.begins()) {
            (false, true) => (kind, 16, false),
            (false, false) => (kind, 12, false),
            (true, _) if self.is_capitalised() => (kind, 6, false),
            (true, _) => (kind, 0, false),
        }
    }

    /// The part before the `@`, and a domain of the brand; never that of a mailbox provider.
    fn sender_address(&self, registry: &Registry) -> Option<(&'static str, u32, bool)> {
        let text = self.reading.text();
        let at = text.find('@').unwrap_or(text.len());
        let in_domain = self.hit.span.start as usize > at;
        let domain = text.get(at + 1..).unwrap_or_default();
        // A domain of the brand has been counted already.
        if in_domain
            && (registry.is_free_mail(domain) || registry.brand_of_mail_domain(domain).is_some())
        {
            return None;
        }
        self.unless_ambiguous("sender_address", 15)
    }

    fn body(&self, kind: &'static str) -> Option<(&'static str, u32, bool)> {
        if self.spoken.is_mention(self.hit) || self.reading.is_in_address(self.hit.span) {
            return self.unless_ambiguous(NAMING, 0);
        }
        if self.spoken.voice(self.hit).is_some() {
            let proper = !self.entry.ambiguous || self.is_capitalised();
            let weight = if self.hit.span.start < DEEP { 30 } else { 15 };
            return Some((kind, if proper { weight } else { 0 }, proper));
        }
        if self.is_heading() {
            let weight = if self.entry.ambiguous { 15 } else { 30 };
            return Some((kind, weight, false));
        }
        if self.spoken.hint(self.hit).is_some() && (!self.entry.ambiguous || self.is_capitalised())
        {
            let weight = if self.entry.ambiguous { 4 } else { 12 };
            return Some((HINT, weight, false));
        }
        if self.entry.ambiguous {
            return self.is_capitalised().then_some((NAMING, 1, false));
        }
        Some((NAMING, 3, false))
    }

    fn unless_ambiguous(
        &self,
        kind: &'static str,
        weight: u32,
    ) -> Option<(&'static str, u32, bool)> {
        (!self.entry.ambiguous).then_some((kind, weight, false))
    }

    /// What is quoted: the phrase that speaks for the brand, or the name.
    fn quoted(&self) -> Span {
        self.spoken.voice(self.hit).unwrap_or(self.hit.span)
    }

    /// Whether the name is all the words of the text.
    fn is_whole(&self) -> bool {
        self.begins() && self.hit.words.1 as usize == self.reading.words.len()
    }

    fn begins(&self) -> bool {
        self.hit.words.0 == 0
    }

    /// Whether the name stands alone on its line near the top of the text.
    fn is_heading(&self) -> bool {
        const TOP: u32 = 400;
        if self.hit.span.start > TOP {
            return false;
        }
        let first = self.hit.words.0 as usize;
        let last = self.hit.words.1 as usize;
        let before = first
            .checked_sub(1)
            .and_then(|it| self.reading.words.get(it));
        let after = self.reading.words.get(last);
        let breaks = |start, end| self.reading.folded.line_break_within(Span { start, end });
        before.is_none_or(|it| breaks(it.end, self.hit.span.start))
            && after.is_none_or(|it| breaks(self.hit.span.end, it.start))
    }

    /// Whether the name is written as names are, with a capital.
    fn is_capitalised(&self) -> bool {
        let written = self.reading.written(self.hit.span);
        written.chars().next().is_some_and(char::is_uppercase)
    }
}
