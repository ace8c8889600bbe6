//! Campaigns: the list, and one of them.

use askama::Template;

use super::memory::books;
use super::plotted::{Plotted, days};
use super::seen::{Lists, OfVerdict, facts, lists};
use super::verdicts::Row;
use super::{OfficeFrame, spoken_all, time};
use crate::office::Recalled;
use crate::office::campaigns::{Campaign, Shared};
use crate::office::overview::Window;
use crate::office::plot::{Stack, grouped};
use crate::office::recall::Remembered;
use crate::office::search::with_value;
use crate::office::seen::Sightings;
use crate::pages::written;
use crate::words::Words;

/// What was found of one campaign.
pub(crate) struct Found {
    pub(crate) shared: Shared,
    pub(crate) sightings: Sightings,
    /// What the history says; `None` where it is not asked.
    pub(crate) recalled: Option<Recalled<Remembered>>,
}

/// What is shared, in words.
pub(crate) fn said(words: &Words, shared: &Shared) -> String {
    match shared {
        Shared::Number(it) => words.with("console-shared-number", "number", it),
        Shared::Text(it) => words.with("console-shared-text", "hash", &short(*it)),
        Shared::Template(it) => words.with("console-shared-template", "hash", &short(*it)),
    }
}

/// The first digits of a hash: people tell two apart by them.
fn short(hash: u64) -> String {
    format!("{:08x}", hash >> 32)
}

/// A campaign in a row.
struct CampaignRow {
    href: String,
    shared: String,
    others: usize,
    mails: String,
    mailboxes: usize,
    brands: String,
    newest: String,
    sample: Row,
}

/// A choice above the list: address, name, whether it is the current one.
type Choice = (String, String, bool);

#[derive(Template)]
#[template(path = "console/campaigns.html")]
struct CampaignsPage<'p> {
    frame: &'p OfficeFrame,
    words: &'p Words,
    windows: Vec<Choice>,
    orders: Vec<Choice>,
    rows: Vec<CampaignRow>,
}

/// The list.
pub(crate) fn campaigns(
    frame: &OfficeFrame,
    window: Window,
    is_by_time: bool,
    campaigns: &[Campaign],
) -> String {
    let words = &frame.words;
    let at = |window: Window, is_by_time: bool| {
        let mut href = with_value("/console/campaigns", "window", window.name());
        if is_by_time {
            href += "&order=newest";
        }
        href
    };
    let windows = Window::ALL.into_iter().map(|it| {
        let name = words.say(&format!("console-window-{}", it.name()));
        (at(it, is_by_time), name, it == window)
    });
    let orders = [("largest", false), ("newest", true)].map(|(name, by_time)| {
        let said = words.say(&format!("console-order-{name}"));
        (at(window, by_time), said, by_time == is_by_time)
    });
    let rows = campaigns.iter().map(|it| CampaignRow {
        href: it.shared.address(),
        shared: said(words, &it.shared),
        others: it.others,
        mails: grouped(it.mails),
        mailboxes: it.mailboxes,
        brands: spoken_all(&it.brands),
        newest: time(it.newest.time),
        sample: Row::of(words, &it.newest),
    });
    written(&CampaignsPage {
        frame,
        words,
        windows: windows.collect(),
        orders: orders.into(),
        rows: rows.collect(),
    })
}

#[derive(Template)]
#[template(path = "console/campaign.html")]
struct CampaignPage<'p> {
    frame: &'p OfficeFrame,
    words: &'p Words,
    title: String,
    has_mails: bool,
    facts: Vec<(String, String)>,
    verdicts: Vec<OfVerdict>,
    chart: Option<Plotted<Stack>>,
    lists: Lists,
    rows: Vec<Row>,
    /// What the history says.
    lines: Vec<String>,
    no_lines: String,
}

/// One campaign.
pub(crate) fn campaign(frame: &OfficeFrame, found: &Found) -> String {
    let words = &frame.words;
    let sightings = &found.sightings;
    let (books, no_lines) = match &found.recalled {
        Some(recalled) => books(words, recalled),
        None => (Vec::new(), String::new()),
    };
    written(&CampaignPage {
        frame,
        words,
        title: said(words, &found.shared),
        has_mails: sightings.mails > 0,
        facts: facts(words, sightings),
        verdicts: OfVerdict::of(words, sightings),
        chart: days(words, sightings),
        lists: lists(sightings),
        rows: sightings
            .newest
            .iter()
            .map(|it| Row::of(words, it))
            .collect(),
        lines: books.into_iter().flat_map(|it| it.lines).collect(),
        no_lines,
    })
}
