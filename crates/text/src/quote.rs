//! Spans, the names of texts, and quotes.

use std::fmt;

/// A byte range `start..end` of a UTF-8 text, both ends on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span of the bytes `range`.
    pub fn new(start: usize, end: usize) -> Self {
        Self {
            start: start as u32,
            end: end as u32,
        }
    }

    /// The text at this span, or `""` where the span does not fit the text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize)
            .unwrap_or_default()
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start) as usize
    }

    /// Whether nothing is covered.
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether both spans share at least one byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies within this span.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// Declares the named texts once.
macro_rules! places {
    ($($variant:ident = $name:literal, $doc:literal;)*) => {
        /// The name of a text of the message, in which spans count.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Place {
            $(#[doc = $doc] $variant,)*
        }

        impl Place {
            /// The name as it appears in JSON.
            pub fn name(self) -> &'static str {
                match self { $(Place::$variant => $name,)* }
            }
        }
    };
}

places! {
    Subject = "subject", "The decoded subject.";
    DisplayName = "display_name", "The decoded display name of the sender.";
    SenderAddress = "sender_address", "The sender's e-mail address.";
    Body = "body", "The visible text of the body, quoted history included.";
    HiddenText = "hidden_text", "Text of the body that CSS or markup hides from the reader.";
    TelLink = "tel_link", "The target of a `tel:` link.";
    Link = "link", "The target of a link.";
    Header = "header", "A header field.";
    AttachmentName = "attachment_name", "The file name of an attachment.";
    Attachment = "attachment", "An attachment.";
    Pdf = "pdf", "The text of a PDF.";
    Image = "image", "Text read from an image.";
    Office = "office", "The text of an office document.";
    Calendar = "calendar", "The text of a calendar file.";
    Qr = "qr", "The data of a QR code.";
    Nested = "nested", "A message within the message.";
}

impl Place {
    /// Whether it is the text of something attached rather than of the message itself.
    pub fn is_attached(self) -> bool {
        matches!(
            self,
            Self::Attachment
                | Self::Pdf
                | Self::Image
                | Self::Office
                | Self::Calendar
                | Self::Qr
                | Self::Nested
        )
    }

    /// Whether a reader sees the text: what stands there is said to the reader.
    pub fn is_shown(self) -> bool {
        matches!(self, Self::Subject | Self::DisplayName | Self::Body) || self.is_attached()
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A piece of a named text: what it says, whose text it is, and where in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The text as written.
    pub text: String,
    /// The named text it stands in.
    pub place: Place,
    /// Where in that text.
    pub span: Span,
}

impl Quote {
    /// The quote of `span` in `text`, which is the text called `place`.
    pub fn new(text: &str, place: Place, span: Span) -> Self {
        Self {
            text: span.of(text).to_owned(),
            place,
            span,
        }
    }
}
