//! A number or a sender's domain, and what was seen of it.

use askama::Template;

use super::plotted::{Plotted, days};
use super::verdicts::Row;
use super::{OfficeFrame, spoken, time};
use crate::hostile_text::visible;
use crate::office::plot::Stack;
use crate::office::search::{address, with_value};
use crate::office::seen::Sightings;
use crate::pages::written;
use crate::words::Words;

/// What is asked about.
pub(crate) enum Asked {
    /// A number, in E.164.
    Number(String),
    /// A domain.
    Domain(String),
}

/// Somebody it belongs to, or what else the registry knows.
#[derive(Debug, Clone)]
pub(crate) struct Owner {
    pub(crate) name: String,
    /// The key of the sentence.
    pub(crate) key: &'static str,
    /// The page on which that is said.
    pub(crate) source: String,
}

/// A name with how often it was seen, and where it leads; nowhere where empty.
pub(crate) type Link = (String, usize, String);

/// Lists of names: the key of the title, and the names.
pub(crate) type Lists = Vec<(&'static str, Vec<Link>)>;

/// How many mails had a verdict.
pub(crate) struct OfVerdict {
    pub(crate) tone: &'static str,
    pub(crate) word: String,
    pub(crate) mails: usize,
}

impl OfVerdict {
    pub(crate) fn of(words: &Words, sightings: &Sightings) -> Vec<Self> {
        let verdicts = sightings.verdicts.iter().map(|(it, mails)| Self {
            tone: it.name(),
            word: words.say(&format!("console-verdict-{}", it.name())),
            mails: *mails,
        });
        verdicts.collect()
    }
}

#[derive(Template)]
#[template(path = "console/seen.html")]
struct SeenPage<'p> {
    frame: &'p OfficeFrame,
    words: &'p Words,
    above: String,
    title: String,
    owners: Vec<(String, String)>,
    unknown: String,
    has_mails: bool,
    facts: Vec<(String, String)>,
    verdicts: Vec<OfVerdict>,
    chart: Option<Plotted<Stack>>,
    lists: Lists,
    rows: Vec<Row>,
    all: String,
}

/// The page.
pub(crate) fn seen(
    frame: &OfficeFrame,
    asked: &Asked,
    owners: &[Owner],
    sightings: &Sightings,
) -> String {
    let words = &frame.words;
    let (kind, name, field) = match asked {
        Asked::Number(it) => ("number", it, "number"),
        Asked::Domain(it) => ("domain", it, "sender_domain"),
    };
    let said = owners
        .iter()
        .map(|it| (words.with(it.key, "owner", &it.name), visible(&it.source)));
    written(&SeenPage {
        frame,
        words,
        above: words.say(&format!("console-above-{kind}")),
        title: visible(name),
        owners: said.collect(),
        unknown: words.say(&format!("console-unknown-{kind}")),
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
        all: {
            let query = with_value("", field, name);
            address("/console/verdicts", query.trim_start_matches('?'))
        },
    })
}

/// What stands beside it, each with where it leads.
pub(crate) fn lists(sightings: &Sightings) -> Lists {
    let to = |path: &str, name: &str, all: &[(String, usize)]| -> Vec<Link> {
        let links = all
            .iter()
            .map(|(it, count)| (visible(it), *count, with_value(path, name, it)));
        links.collect()
    };
    let brands = sightings.brands.iter().map(|(it, count)| {
        let href = with_value("/console/verdicts", "brand", it);
        (spoken(it), *count, href)
    });
    let mut lists = vec![
        ("console-seen-brands", brands.collect()),
        (
            "console-seen-numbers",
            to("/console/number", "number", &sightings.numbers),
        ),
        (
            "console-seen-domains",
            to("/console/sender", "domain", &sightings.domains),
        ),
        (
            "console-seen-neighbours",
            to("/console/number", "number", &sightings.neighbours),
        ),
    ];
    lists.retain(|it: &(_, Vec<Link>)| !it.1.is_empty());
    lists
}

pub(crate) fn facts(words: &Words, sightings: &Sightings) -> Vec<(String, String)> {
    let mails = if sightings.is_cut {
        words.with("console-seen-cut", "count", &sightings.mails.to_string())
    } else {
        sightings.mails.to_string()
    };
    let mut facts = vec![
        (words.say("console-seen-mails"), mails),
        (
            words.say("console-seen-recipients"),
            sightings.recipients.to_string(),
        ),
    ];
    let times = [
        ("console-seen-first", sightings.first),
        ("console-seen-last", sightings.last),
    ];
    for (key, value) in times {
        facts.extend(value.map(|it| (words.say(key), time(it))));
    }
    facts
}
