//! Whose words a finding stands in.

use identity::Sender;
use mail::Message;
use text::{Place, Quote, Span};

/// The part of a message that a finding stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// What the sender says, above any quoted history.
    Current,
    /// Quoted or forwarded history. It is judged like the rest: a history is easily faked.
    Previous,
    /// What a third party wrote into a platform's mail.
    ThirdParty,
    /// A platform's own words around it; not judged.
    Platform,
}

impl Part {
    /// The name as it appears in the data model.
    pub fn name(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Previous => "previous",
            Self::ThirdParty => "third_party",
            Self::Platform => "platform",
        }
    }
}

/// The parts of one message.
pub(super) struct Parts<'m> {
    previous: Vec<Span>,
    platform: Option<&'m [(Place, Span)]>,
}

impl<'m> Parts<'m> {
    pub(super) fn of(message: &Message, sender: &'m Sender) -> Self {
        Self {
            previous: message
                .body
                .previous_threads
                .iter()
                .map(|it| it.span)
                .collect(),
            platform: sender.platform.as_ref().map(|it| it.fields.as_slice()),
        }
    }

    pub(super) fn part(&self, quote: &Quote) -> Part {
        if let Some(fields) = self.platform {
            return platform_part(fields, quote);
        }
        if quote.place == Place::Body && self.previous.iter().any(|it| it.contains(quote.span)) {
            Part::Previous
        } else {
            Part::Current
        }
    }
}

/// A platform of which no field is known is judged whole: any of it may be the third party's.
///
/// So is what a platform attaches: the invoice or invitation is what its customer wrote.
fn platform_part(fields: &[(Place, Span)], quote: &Quote) -> Part {
    let third_party = fields.is_empty()
        || quote.place.is_attached()
        || fields
            .iter()
            .any(|(place, span)| *place == quote.place && span.overlaps(quote.span));
    if third_party {
        Part::ThirdParty
    } else {
        Part::Platform
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quote(place: Place, start: usize, end: usize) -> Quote {
        Quote {
            text: String::new(),
            place,
            span: Span::new(start, end),
        }
    }

    #[test]
    fn history_is_told_from_the_newest_message() {
        let parts = Parts {
            previous: vec![Span::new(100, 200)],
            platform: None,
        };
        assert_eq!(parts.part(&quote(Place::Body, 10, 20)), Part::Current);
        assert_eq!(parts.part(&quote(Place::Body, 110, 120)), Part::Previous);
        assert_eq!(parts.part(&quote(Place::Subject, 110, 120)), Part::Current);
    }

    #[test]
    fn a_platform_speaks_for_itself_outside_the_third_partys_fields() {
        let fields = [(Place::Body, Span::new(50, 90))];
        let parts = Parts {
            previous: Vec::new(),
            platform: Some(&fields),
        };
        assert_eq!(parts.part(&quote(Place::Body, 60, 70)), Part::ThirdParty);
        assert_eq!(parts.part(&quote(Place::Body, 0, 20)), Part::Platform);
        let unknown = Parts {
            previous: Vec::new(),
            platform: Some(&[]),
        };
        assert_eq!(unknown.part(&quote(Place::Body, 0, 20)), Part::ThirdParty);
    }
}
