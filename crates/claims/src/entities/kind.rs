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

kinds! {
    /// A subject of a text.
    TopicKind {
        Newsletter = "Newsletters and Digests", "What comes every day, week or month to those who asked for it.";
        Advertising = "Advertising and Promotions", "What praises goods and their prices.";
        Security = "Security and Authentication", "Passwords, codes, sign-ins and locked accounts.";
        Voicemail = "Voicemail Call and Missed Call Notifications", "Calls that were missed, and what the caller said.";
        FileSharing = "File Sharing and Cloud Services", "Files that are shared, and space for them.";
        Signature = "E-Signature", "A paper to be signed on a screen.";
        ViewInvoice = "Request to View Invoice", "An invoice to be looked at.";
        Payment = "Payment Information", "A payment that was made, failed or is due, and how.";
        Financial = "Financial Communications", "What banks and tax offices write of.";
        Order = "Order Confirmations", "Goods that were ordered.";
        Shipping = "Shipping and Package", "A parcel and its way.";
        Travel = "Travel and Transportation", "Flights, rooms and rides that were booked.";
        Reminder = "Reminders and Notifications", "What is due or runs out.";
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
