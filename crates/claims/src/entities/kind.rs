//! What an entity is, and what a text deals with.

/// Declares the kinds once.
macro_rules! kinds {
    ($(#[$outer:meta])* $name:ident { $($variant:ident = $text:literal, $doc:literal;)* }) => {
        $(#[$outer])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $(#[doc = $doc] $variant,)*
        }

        impl $name {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The name that rules ask by.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)*
                }
            }
        }
    };
}

kinds! {
    /// What part some words of a text play.
    EntityKind {
        Request = "request", "What the reader is asked to do.";
        Urgency = "urgency", "Pressure of time.";
        Financial = "financial", "Money, or a paper about it.";
        Greeting = "greeting", "The first words of a letter, without the name.";
        Salutation = "salutation", "The words before the name under a letter.";
        Sender = "sender", "Who signs.";
        Recipient = "recipient", "Who is greeted.";
        Org = "org", "A firm, a brand or a department.";
        Disclaimer = "disclaimer", "What lawyers put under mail.";
    }
}

kinds! {
    /// What a text deals with.
    TagKind {
        Invoice = "invoice", "An invoice.";
        Payment = "payment", "A payment.";
        PurchaseOrder = "purchase_order", "An order of a firm to its supplier.";
    }
}

impl EntityKind {
    /// Whether a text in which none was found may well hold one all the same.
    pub const fn is_often_missed(self) -> bool {
        match self {
            Self::Request | Self::Financial | Self::Greeting | Self::Salutation => false,
            Self::Urgency | Self::Sender | Self::Recipient | Self::Org | Self::Disclaimer => true,
        }
    }
}
