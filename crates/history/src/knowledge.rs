//! What the history answers about one message: what was known before it was received.
//!
//! There is no "trusted" flag here, on purpose. Having been seen often, or having been written to, is one
//! observation among others; it never cancels a claim that the identity contradicts.

use serde::{Deserialize, Serialize};

use crate::observation::{Standing, UnixSeconds};

/// Counts go up to this number; it means "so many, or more".
pub const COUNT_CAP: u32 = 256;
/// Of how many mails, newest first, verdicts are counted.
pub const RECENT: usize = 64;
/// Days with mail are counted over so many days before the message.
pub const PREVALENCE_DAYS: i64 = 90;
/// Days with mail that make a sender common: what is counted up to.
pub const COMMON_DAYS: u32 = 15;
/// Distinct mailboxes are counted up to this number.
pub const MAILBOX_CAP: u32 = 16;
/// Genuine mail of a brand counts in an order check for so many days.
pub const ORDER_WINDOW_DAYS: i64 = 365;

/// All that was known before a message was received.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Knowledge {
    /// The sender's address.
    pub sender: Option<Profile>,
    /// The sender's domain.
    pub sender_domain: Option<Profile>,
    /// The address in `Reply-To`, where it is another.
    pub reply_to: Option<Profile>,
    /// The numbers, in the order they were asked for; those past the limit are left out.
    pub numbers: Vec<NumberRecord>,
    /// Mail with the same or nearly the same text.
    pub campaign: Option<Campaign>,
    /// Mail of the same shape.
    pub template: Option<Campaign>,
    /// Whether the order it speaks of is known.
    pub order: OrderCheck,
}

/// What is known of a sender, a domain or a `Reply-To`.
///
/// Mail with an authenticated From and mail without have books of their own: `authenticated` says which these
/// are. A forger adds nothing to the books of the one he imitates.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Profile {
    /// Whether these are the books of authenticated mail.
    pub authenticated: bool,
    /// How established it is.
    pub prevalence: Prevalence,
    /// In the whole organisation.
    pub seen: Seen,
    /// In this mailbox alone.
    pub here: Seen,
    /// Days with mail among the last [`PREVALENCE_DAYS`], up to [`COMMON_DAYS`].
    pub days: u32,
    /// Distinct mailboxes that got mail, up to [`MAILBOX_CAP`].
    pub mailboxes: u32,
    /// Whether the organisation had written to it, and when last.
    pub last_contacted: Option<UnixSeconds>,
    /// When the organisation first wrote to it.
    pub first_contacted: Option<UnixSeconds>,
    /// Verdicts on its mail.
    pub verdicts: VerdictCounts,
    /// Whether a person called a mail of it bad.
    pub taught_malicious: bool,
    /// Whether a person called a mail of it, or it, good.
    pub taught_benign: bool,
    /// Whether a person called a mail good that had been judged bad.
    pub any_false_positives: bool,
}

impl Profile {
    /// Whether the organisation had written to it before.
    pub fn solicited(&self) -> bool {
        self.last_contacted.is_some()
    }
}

/// When and how often something was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Seen {
    /// First, if ever.
    pub first: Option<UnixSeconds>,
    /// Last, if ever.
    pub last: Option<UnixSeconds>,
    /// Mails, up to [`COUNT_CAP`].
    pub mails: u32,
}

/// Verdicts on earlier mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct VerdictCounts {
    /// Malicious, up to [`RECENT`].
    pub malicious: u32,
    /// Suspicious, up to [`RECENT`].
    pub suspicious: u32,
    /// Benign among the last [`RECENT`] mails.
    pub benign: u32,
}

/// How established a sender is, by authenticated mail in the whole organisation.
///
/// | | |
/// |---|---|
/// | `new` | never seen, or first seen less than 24 hours before: a wave does not make itself known |
/// | `outlier` | mail on at most 2 of the last 90 days |
/// | `rare` | on 3 to 5 |
/// | `uncommon` | on 6 to 14 |
/// | `common` | on 15 or more |
///
/// Mail without an authenticated From never rises above `outlier`.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Prevalence {
    /// Never seen, or a day ago at most.
    #[default]
    New,
    /// Hardly seen.
    Outlier,
    /// Seldom seen.
    Rare,
    /// Seen now and then.
    Uncommon,
    /// Seen all the time.
    Common,
}

impl Prevalence {
    /// The name that rules test.
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Outlier => "outlier",
            Self::Rare => "rare",
            Self::Uncommon => "uncommon",
            Self::Common => "common",
        }
    }

    /// By first sight and days with mail, for a message received at `now`.
    pub(crate) fn of(
        first: Option<UnixSeconds>,
        days: u32,
        authenticated: bool,
        now: UnixSeconds,
    ) -> Self {
        let Some(first) = first else {
            return Self::New;
        };
        if now.saturating_sub(first) < DAY {
            return Self::New;
        }
        match days {
            _ if !authenticated => Self::Outlier,
            0..=2 => Self::Outlier,
            3..=5 => Self::Rare,
            6..=14 => Self::Uncommon,
            _ => Self::Common,
        }
    }
}

/// Seconds of a day.
pub(crate) const DAY: i64 = 86_400;

/// What is known of a phone number.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct NumberRecord {
    /// In E.164.
    pub e164: String,
    /// In the whole organisation.
    pub seen: Seen,
    /// In this mailbox alone.
    pub here: Seen,
    /// Distinct mailboxes that got it, up to [`MAILBOX_CAP`].
    pub mailboxes: u32,
    /// Ids of the brands that mail with it claimed to be from, newest first, among the last mails.
    pub brands: Vec<String>,
    /// Verdicts on mail with it.
    pub verdicts: VerdictCounts,
    /// How bad its name is: 0 (nothing known) to 1. Bad mail counts for half after 14 days, and once a day and
    /// mailbox. Listed, neutral and widely used genuine numbers have 0 whatever was judged.
    pub reputation: f64,
    /// Whether many authenticated senders have used it over a long time in mail that was not bad, before
    /// anything bad was seen of it.
    pub widely_used: bool,
    /// Other numbers of the same hundred that bad mail carried, up to [`MAILBOX_CAP`]. Scammers rent
    /// neighbouring numbers, but so do honest companies: this alone says nothing and is not in `reputation`.
    pub bad_neighbours: u32,
    /// A person called it bad.
    pub taught_malicious: bool,
    /// A person called it good.
    pub taught_benign: bool,
}

/// Mail that is alike.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Campaign {
    /// In the whole organisation; for texts, those that differ in up to 3 bits of 64 count too.
    pub seen: Seen,
    /// Distinct mailboxes, up to [`MAILBOX_CAP`].
    pub mailboxes: u32,
    /// Distinct authenticated sender domains among the last mails.
    pub senders: u32,
    /// Verdicts on it.
    pub verdicts: VerdictCounts,
    /// A person called a mail of it bad.
    pub taught_malicious: bool,
    /// A person called a mail of it good.
    pub taught_benign: bool,
}

/// Whether the order that a message speaks of is known to its mailbox.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct OrderCheck {
    /// The answer.
    pub state: OrderState,
    /// The positions of the ids that genuine mail of the brand named.
    pub matched_ids: Vec<usize>,
    /// Genuine mails of the brand in this mailbox in the last [`ORDER_WINDOW_DAYS`], up to [`COUNT_CAP`].
    pub genuine_mails: u32,
    /// Those of them that name an order: what an absence rests on.
    pub genuine_orders: u32,
}

/// `facts.order`. A match speaks for a message only if the message itself authenticates: whoever has seen an
/// order mail can quote its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderState {
    /// Genuine mail of that brand in this mailbox names one of the ids.
    Matched,
    /// None does, though the mailbox holds genuine mail of that brand that names orders.
    Absent,
    /// Nothing to judge by.
    #[default]
    Unknown,
}

impl OrderState {
    /// The name as it appears in the data model.
    pub fn name(self) -> &'static str {
        match self {
            Self::Matched => "matched",
            Self::Absent => "absent",
            Self::Unknown => "unknown",
        }
    }
}

impl Standing {
    /// Whether no verdict gives it a bad name.
    pub(crate) fn is_exempt(self) -> bool {
        self != Self::Other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prevalence_grows_with_days_and_needs_authentication() {
        let now = 1_000 * DAY;
        let old = Some(now - 80 * DAY);
        for (first, days, authenticated, expected) in [
            (None, 0, true, Prevalence::New),
            (Some(now - DAY + 1), 1, true, Prevalence::New),
            (Some(now - DAY), 1, true, Prevalence::Outlier),
            (old, 2, true, Prevalence::Outlier),
            (old, 3, true, Prevalence::Rare),
            (old, 5, true, Prevalence::Rare),
            (old, 6, true, Prevalence::Uncommon),
            (old, 14, true, Prevalence::Uncommon),
            (old, 15, true, Prevalence::Common),
            (old, 15, false, Prevalence::Outlier),
            (Some(now - 1), 15, false, Prevalence::New),
        ] {
            let found = Prevalence::of(first, days, authenticated, now);
            assert_eq!(found, expected, "{first:?} {days} {authenticated}");
        }
    }
}
