//! The language by which numbers without a country code are read.

use std::cell::OnceCell;

use text::Place;

use crate::reading::Reading;

/// The language of a message: the one its function words told, or the one that letters tell. Other languages than those of
/// the lexicon matter for the numbering plans only, so that one is not told before a number asks.
pub(crate) struct Spoken<'r> {
    known: Option<&'static str>,
    body: Option<&'r str>,
    told: OnceCell<Option<&'static str>>,
}

impl<'r> Spoken<'r> {
    /// The language of `readings`, which is `known` where the lexicon has it.
    pub(crate) fn of(readings: &'r [Reading<'_>], known: Option<&'static str>) -> Self {
        let body = readings.iter().find(|it| it.place == Place::Body);
        Self::in_text(body.map(|it| it.original), known)
    }

    /// The language of `text`, which is `known` where the lexicon has it.
    pub(crate) fn in_text(text: Option<&'r str>, known: Option<&'static str>) -> Self {
        Self {
            known,
            body: text,
            told: OnceCell::new(),
        }
    }

    /// Its ISO 639-1 code, if it can be told.
    pub(crate) fn language(&self) -> Option<&'static str> {
        let tell = || text::language(self.body?);
        self.known.or_else(|| *self.told.get_or_init(tell))
    }
}
