//! Which records are asked for, and how many at once.

use crate::id::{Digest, RecordId};
use crate::record::{UnixSeconds, Verdict};
use crate::tally::hexadecimal;

/// Which records are asked for: those of which everything that is set here holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// The verdict.
    pub verdict: Option<Verdict>,
    /// The door.
    pub door: Option<String>,
    /// A kind of attack.
    pub attack_type: Option<String>,
    /// The id of a brand it claims to be from.
    pub brand: Option<String>,
    /// A number in it, in E.164.
    pub number: Option<String>,
    /// The domain of the address in From.
    pub sender_domain: Option<String>,
    /// A recipient.
    pub recipient: Option<String>,
    /// The name of a rule that matched.
    pub rule: Option<String>,
    /// Judged in this second or after it.
    pub since: Option<UnixSeconds>,
    /// Judged before this second.
    pub until: Option<UnixSeconds>,
    /// Words that all stand in subject, From or quotes; the last letter may be `*` for any ending.
    pub text: Option<String>,
    /// `Message-ID`.
    pub message_id: Option<String>,
    /// The digest of its bytes.
    pub content: Option<Digest>,
    /// The digest of its shape; only malicious and suspicious mail is found by it.
    pub template: Option<u64>,
    /// The SimHash of its text, to the bit; only malicious and suspicious mail is found by it.
    pub text_hash: Option<u64>,
}

/// A page of a list, newest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page<Id = RecordId> {
    /// Only what comes after this one in the list, which is the last of the page before.
    pub after: Option<Id>,
    /// As many at most; never more than 1000.
    pub limit: usize,
}

impl<Id> Page<Id> {
    /// The first page.
    pub fn first(limit: usize) -> Self {
        Self { after: None, limit }
    }

    /// The page that follows the one that ends with `last`.
    pub fn after(last: Id, limit: usize) -> Self {
        Self {
            after: Some(last),
            limit,
        }
    }

    pub(crate) fn rows(&self) -> i64 {
        i64::try_from(self.limit.clamp(1, 1000)).unwrap_or(1000)
    }
}

/// What a record is found by, as it stands in the index. The numbers are kept in databases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Verdict = 1,
    Door = 2,
    AttackType = 3,
    Brand = 4,
    Number = 5,
    SenderDomain = 6,
    Recipient = 7,
    Template = 8,
    Text = 9,
    Rule = 20,
}

/// What a record is found by.
pub(crate) type Term = (Kind, String);

impl Filter {
    /// What has to be in the index for a record to be found.
    pub(crate) fn terms(&self) -> Vec<Term> {
        let texts = [
            (Kind::Door, &self.door),
            (Kind::AttackType, &self.attack_type),
            (Kind::Brand, &self.brand),
            (Kind::Number, &self.number),
            (Kind::SenderDomain, &self.sender_domain),
            (Kind::Recipient, &self.recipient),
            (Kind::Rule, &self.rule),
        ];
        let verdict = self.verdict.map(|it| (Kind::Verdict, it.name().to_owned()));
        let texts = texts
            .into_iter()
            .filter_map(|(kind, value)| Some((kind, value.as_ref()?.to_lowercase())));
        let hashes = [
            (Kind::Template, self.template),
            (Kind::Text, self.text_hash),
        ];
        let hashes = hashes
            .into_iter()
            .filter_map(|(kind, hash)| Some((kind, hexadecimal(hash?))));
        verdict.into_iter().chain(texts).chain(hashes).collect()
    }

    /// The ids between which it lies: the first is in, the second is out.
    pub(crate) fn ids(&self, page: &Page) -> (RecordId, RecordId) {
        let first = self.since.map_or(RecordId(0), RecordId::first_of);
        let end = RecordId(i64::MAX.cast_unsigned());
        let end = self.until.map_or(end, RecordId::first_of);
        (first, page.after.map_or(end, |it| it.min(end)))
    }
}
