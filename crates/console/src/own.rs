//! What a reader's own mailboxes have seen: what is asked of the history for him, and what comes back. Nothing of anybody else's mail
//! is in it, not even how much of it there is.

mod sentences;

use std::future::Future;
use std::pin::Pin;

use axum::http::HeaderMap;
use detect::{Draft, earlier_keys};
use history::{
    HistoryError, Knowledge, MessageKey, Observation, Own, OwnMail, OwnOrder, OwnSender, Store,
    UnixSeconds,
};

use crate::look_up::{Finding, Subject, Tone};
use crate::office::Recalled;
use crate::words::Words;
pub(crate) use sentences::{OwnPart, of_line, of_mail};

/// Somebody who is signed in on the page for everybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reader {
    /// The name of the account or the token.
    pub(crate) name: String,
    /// What the forms of the session hold.
    pub(crate) form_secret: String,
    /// Whether the console is open to him.
    pub(crate) is_analyst: bool,
    /// The mailboxes of which he is told what is known.
    pub(crate) mailboxes: Vec<String>,
}

/// Who looks at the page for everybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Who {
    /// Nobody in particular.
    Stranger {
        /// Whether there is anything to sign in with.
        may_sign_in: bool,
    },
    /// Whoever has signed in.
    Reader(Reader),
    /// Somebody who had signed in, while nobody can say whether that still counts.
    Unknown,
}

impl Who {
    /// Somebody of whom nothing is known, where nobody signs in.
    pub(crate) const ANYBODY: Self = Self::Stranger { may_sign_in: false };

    pub(crate) fn reader(&self) -> Option<&Reader> {
        match self {
            Self::Reader(reader) => Some(reader),
            Self::Stranger { .. } | Self::Unknown => None,
        }
    }
}

/// An answer that takes a while.
pub(crate) type Answering<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;
/// What is asked of the history.
pub(crate) type Question = Box<dyn FnOnce(&dyn Store) -> Result<Told, HistoryError> + Send>;

/// Who signs in to the page for everybody, and the history that his answers are from.
pub(crate) trait Readers: Send + Sync {
    /// Whose session a request bears.
    fn who<'a>(&'a self, headers: &'a HeaderMap) -> Answering<'a, Who>;

    /// Asks the history.
    fn recall(&self, question: Question) -> Answering<'_, Recalled<Told>>;
}

/// What came back.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Told {
    Sender(OwnSender),
    Number(OwnMail),
    /// By the name of the brand.
    Orders(Vec<(String, OwnOrder)>),
    Mail(Box<Knowledge>),
}

impl Told {
    /// Whether it is a number that stood in scams to these mailboxes.
    fn is_number_of_scams(&self) -> bool {
        matches!(self, Self::Number(mail) if mail.malicious > 0)
    }
}

/// Has the answer about a number warn of it where the reader's own mailboxes had it in scams and nobody vouches for it. A number that
/// is the brand's own stays one: lures quote those as well.
pub(crate) fn warn(words: &Words, finding: &mut Finding, told: Option<&Recalled<Told>>) {
    let is_in_scams = matches!(told, Some(Recalled::Said(told)) if told.is_number_of_scams());
    if is_in_scams && finding.tone == Tone::Unknown {
        let answer = std::mem::replace(&mut finding.answer, words.say("own-number-warning"));
        finding.tone = Tone::Warning;
        finding.sentences.insert(0, answer);
    }
}

/// What is asked about a line that was looked up.
pub(crate) fn about_line(subject: Subject, mailboxes: Vec<String>, now: UnixSeconds) -> Question {
    Box::new(move |store| {
        let own = &Own {
            mailboxes: &mailboxes,
            now,
        };
        Ok(match subject {
            Subject::Sender(name) => Told::Sender(store.own_sender(&name, own)?),
            Subject::Number(e164) => Told::Number(store.own_number(&e164, own)?),
            Subject::Order { id, brands } => {
                let each = brands.into_iter();
                let orders =
                    each.map(|(brand, name)| Ok((name, store.own_order(&brand, &id, own)?)));
                Told::Orders(orders.collect::<Result<_, HistoryError>>()?)
            }
        })
    })
}

/// A mail as the history is asked about it.
#[derive(Debug, Clone)]
pub(crate) struct AskedMail {
    observation: Observation,
    /// The keys it may have been noted by when it arrived: it says nothing of itself.
    without: Vec<MessageKey>,
}

impl AskedMail {
    /// As `draft` was made of `raw`; `None` where nothing can be asked about it.
    pub(crate) fn of(draft: &Draft, raw: &[u8], mailboxes: &[String]) -> Option<Self> {
        Some(Self {
            observation: draft.observation()?.clone(),
            without: earlier_keys(raw, mailboxes),
        })
    }

    /// What is asked about it.
    pub(crate) fn question(self, mailboxes: Vec<String>, now: UnixSeconds) -> Question {
        Box::new(move |store| {
            let own = Own {
                mailboxes: &mailboxes,
                now,
            };
            let known = store.recall_own(&self.observation, &own, &self.without)?;
            Ok(Told::Mail(Box::new(known)))
        })
    }
}
