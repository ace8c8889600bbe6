//! What the history knows of a mail's sender, numbers and likes.

use history::{Campaign, HistoryError, Look, NumberRecord, SenderBooks, UnixSeconds};
use jiff::Timestamp;
use store::Record;

/// Numbers that are asked about.
const NUMBERS: usize = 5;

/// What is asked about.
#[derive(Debug, Clone)]
pub(crate) struct About {
    address: String,
    domain: String,
    numbers: Vec<String>,
    text: Option<u64>,
    template: Option<u64>,
    now: UnixSeconds,
}

/// What the history knows of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Remembered {
    /// The address, and its books.
    pub(crate) sender: Option<(String, SenderBooks)>,
    /// The domain, and its books.
    pub(crate) domain: Option<(String, SenderBooks)>,
    pub(crate) numbers: Vec<NumberRecord>,
    /// Mail with the same text, or nearly the same.
    pub(crate) text: Option<Campaign>,
    /// Mail of the same shape.
    pub(crate) template: Option<Campaign>,
}

impl About {
    pub(crate) fn of(record: &Record) -> Self {
        let address = record.from.to_lowercase();
        let domain = address.rsplit_once('@').map(|it| it.1.to_owned());
        Self {
            domain: domain.unwrap_or_default(),
            address,
            numbers: record.numbers.iter().take(NUMBERS).cloned().collect(),
            text: record.likeness.text,
            template: record.likeness.template,
            now: Timestamp::now().as_second(),
        }
    }

    /// Texts and shapes that are alike.
    pub(crate) fn likes(text: Option<u64>, template: Option<u64>) -> Self {
        Self {
            address: String::new(),
            domain: String::new(),
            numbers: Vec::new(),
            text,
            template,
            now: Timestamp::now().as_second(),
        }
    }

    pub(crate) fn in_(&self, history: &dyn history::Store) -> Result<Remembered, HistoryError> {
        let books = |name: &String| {
            let named = (!name.is_empty()).then_some(name);
            let books = named.map(|it| {
                history
                    .sender(&look(it, self.now))
                    .map(|books| (it.clone(), books))
            });
            books.transpose()
        };
        let campaign =
            |hash: Option<u64>| hash.map(|it| history.campaign(it, self.now)).transpose();
        let numbers: Result<Vec<NumberRecord>, HistoryError> = self
            .numbers
            .iter()
            .map(|it| history.number(&look(it, self.now)))
            .collect();
        Ok(Remembered {
            sender: books(&self.address)?,
            domain: books(&self.domain)?,
            numbers: numbers?,
            text: campaign(self.text)?,
            template: campaign(self.template)?,
        })
    }
}

fn look(name: &str, now: UnixSeconds) -> Look<'_> {
    Look {
        name,
        mailbox: None,
        now,
    }
}
