//! Campaigns: accused mails that share a number, a text or a shape.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use store::{Counted, Filter, Page, Record, RecordId, Store, StoreError, Verdict};

use super::gate::Visitor;
use super::overview::Window;
use super::recall::About;
use super::search::{value, with_value};
use super::seen::Sightings;
use super::{BackOffice, Rooms};
use crate::pages::office::campaigns::{Found, campaign, campaigns};

/// What is looked at of each kind, the most frequent.
const CANDIDATES: usize = 20;
/// Newest mails of each that are looked at, to see which belong together.
const MAILS: usize = 30;
/// Mails of one campaign that are counted, the newest.
const COUNTED: usize = 1000;

/// What the mails of a campaign share.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Shared {
    /// A number, in E.164.
    Number(String),
    /// A text, by its SimHash.
    Text(u64),
    /// A shape.
    Template(u64),
}

impl Shared {
    /// The address of its page.
    pub(crate) fn address(&self) -> String {
        let path = "/console/campaign";
        match self {
            Self::Number(it) => with_value(path, "number", it),
            Self::Text(it) => with_value(path, "text", &format!("{it:016x}")),
            Self::Template(it) => with_value(path, "template", &format!("{it:016x}")),
        }
    }

    fn of_query(query: &str) -> Option<Self> {
        let hash = |name| u64::from_str_radix(&value(query, name)?, 16).ok();
        let number = value(query, "number").map(Self::Number);
        let text = || hash("text").map(Self::Text);
        let template = || hash("template").map(Self::Template);
        number.or_else(text).or_else(template)
    }

    fn filter(&self) -> Filter {
        let mut filter = Filter::default();
        match self {
            Self::Number(it) => filter.number = Some(it.clone()),
            Self::Text(it) => filter.text_hash = Some(*it),
            Self::Template(it) => filter.template = Some(*it),
        }
        filter
    }

    /// Its accused mails, the newest first.
    fn mails(&self, store: &Store, limit: usize) -> Result<Vec<Record>, StoreError> {
        let mut records = store.records(&self.filter(), &Page::first(limit))?;
        records.retain(|it| it.verdict <= Verdict::Suspicious);
        Ok(records)
    }
}

/// A campaign in the list.
#[derive(Debug, Clone)]
pub(crate) struct Campaign {
    /// What most of its mails share.
    pub(crate) shared: Shared,
    /// What else holds them together: so many numbers, texts and shapes.
    pub(crate) others: usize,
    /// Mails in the window that share it, or are known to share anything of it, whichever are more.
    pub(crate) mails: u64,
    pub(crate) newest: Record,
    /// Of the newest mails: brands claimed, and how many mailboxes.
    pub(crate) brands: Vec<String>,
    pub(crate) mailboxes: usize,
}

/// Groups what shares a mail.
#[derive(Debug, Default)]
struct Groups(Vec<usize>);

impl Groups {
    fn root(&self, mut at: usize) -> usize {
        // Each leads to a lower one, so this ends.
        while let Some(up) = self.0.get(at).copied().filter(|it| *it < at) {
            at = up;
        }
        at
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        if let Some(it) = self.0.get_mut(one.max(other)) {
            *it = one.min(other);
        }
    }
}

/// The campaigns of a window, the largest first.
fn found(store: &Store, window: Window) -> Result<Vec<Campaign>, StoreError> {
    let period = window.period(Timestamp::now().as_second());
    let mut candidates: Vec<(Shared, u64)> = Vec::new();
    for counted in [Counted::Number, Counted::Template, Counted::Text] {
        for (value, count) in store.most(counted, &period, CANDIDATES)? {
            let hash = u64::from_str_radix(&value, 16).ok();
            let shared = match counted {
                Counted::Number => Some(Shared::Number(value)),
                Counted::Template => hash.map(Shared::Template),
                _ => hash.map(Shared::Text),
            };
            // One mail is no campaign.
            candidates.extend(shared.filter(|_| count > 1).map(|it| (it, count)));
        }
    }
    candidates.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
    let mut groups = Groups((0..candidates.len()).collect());
    let mut of_mail: BTreeMap<RecordId, usize> = BTreeMap::new();
    let mut mails: Vec<Vec<Record>> = Vec::new();
    let filters: Vec<Filter> = candidates.iter().map(|it| it.0.filter()).collect();
    for (at, mut records) in store.newest_of(&filters, MAILS)?.into_iter().enumerate() {
        records.retain(|it| it.verdict <= Verdict::Suspicious);
        for it in &records {
            let before = *of_mail.entry(it.id).or_insert(at);
            groups.join(before, at);
        }
        mails.push(records);
    }
    let mut campaigns = Vec::new();
    for (at, (shared, count)) in candidates.iter().enumerate() {
        if groups.root(at) != at {
            continue;
        }
        let members: Vec<usize> = (at..candidates.len())
            .filter(|it| groups.root(*it) == at)
            .collect();
        let records = members.iter().filter_map(|it| mails.get(*it)).flatten();
        let records: BTreeMap<RecordId, &Record> = records.map(|it| (it.id, it)).collect();
        let Some((_, newest)) = records.last_key_value() else {
            continue;
        };
        let each = || records.values();
        let brands: BTreeSet<&String> = each().flat_map(|it| &it.brands).collect();
        let mailboxes = each().flat_map(|it| &it.recipients);
        let mailboxes: BTreeSet<String> = mailboxes.map(|it| it.to_lowercase()).collect();
        campaigns.push(Campaign {
            shared: shared.clone(),
            others: members.len() - 1,
            // Those that share only something else were counted as far as they were looked at.
            mails: (*count).max(records.len() as u64),
            newest: (*newest).clone(),
            brands: brands.into_iter().take(5).cloned().collect(),
            mailboxes: mailboxes.len(),
        });
    }
    Ok(campaigns)
}

pub(super) async fn list<O: BackOffice>(
    State(rooms): State<Arc<Rooms<O>>>,
    visitor: Visitor,
    RawQuery(query): RawQuery,
) -> Response {
    let query = query.unwrap_or_default();
    let asked = value(&query, "window");
    let mut windows = Window::ALL.into_iter();
    let window = windows.find(|it| Some(it.name()) == asked.as_deref());
    let window = window.unwrap_or(Window::Month);
    let is_by_time = value(&query, "order").as_deref() == Some("newest");
    let asking = rooms.office.ask(move |store| found(store, window));
    match asking.await {
        Ok(mut found) => {
            if is_by_time {
                found.sort_by_key(|it| std::cmp::Reverse(it.newest.id));
            }
            let frame = rooms.frame(&visitor, "campaigns");
            Rooms::<O>::page(&visitor, campaigns(&frame, window, is_by_time, &found))
        }
        Err(why) => rooms.unanswered(&visitor, &why),
    }
}

pub(super) async fn show<O: BackOffice>(
    State(rooms): State<Arc<Rooms<O>>>,
    visitor: Visitor,
    RawQuery(query): RawQuery,
) -> Response {
    let Some(shared) = Shared::of_query(&query.unwrap_or_default()) else {
        return rooms.refuse(&visitor, StatusCode::BAD_REQUEST, "console-no-campaign", "");
    };
    let wanted = shared.clone();
    let asking = rooms.office.ask(move |store| {
        let records = wanted.mails(store, COUNTED)?;
        Ok(Sightings::of(records))
    });
    let sightings = match asking.await {
        Ok(sightings) => sightings,
        Err(why) => return rooms.unanswered(&visitor, &why),
    };
    let about = match &shared {
        Shared::Number(_) => None,
        Shared::Text(it) => Some(About::likes(Some(*it), None)),
        Shared::Template(it) => Some(About::likes(None, Some(*it))),
    };
    let recalled = match about {
        Some(about) => Some(rooms.office.recall(move |it| about.in_(it)).await),
        None => None,
    };
    let frame = rooms.frame(&visitor, "campaigns");
    let found = Found {
        shared,
        sightings,
        recalled,
    };
    Rooms::<O>::page(&visitor, campaign(&frame, &found))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_shares_a_mail_is_one_group() {
        let mut groups = Groups((0..5).collect());
        groups.join(3, 4);
        groups.join(1, 3);
        groups.join(0, 0);
        let roots: Vec<usize> = (0..5).map(|it| groups.root(it)).collect();
        assert_eq!(roots, [0, 1, 2, 1, 1]);
        groups.join(4, 0);
        assert_eq!(groups.root(3), 0);
        assert_eq!(groups.root(9), 9);
    }

    #[test]
    fn what_is_shared_survives_the_way_through_an_address() {
        for it in [
            Shared::Number("+18055550142".to_owned()),
            Shared::Text(7),
            Shared::Template(u64::MAX),
        ] {
            let address = it.address();
            let query = address.split_once('?').unwrap().1;
            assert_eq!(Shared::of_query(query), Some(it));
        }
        assert_eq!(Shared::of_query("text=zz"), None);
    }
}
