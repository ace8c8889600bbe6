//! The pages of the console.

pub(crate) mod account;
pub(crate) mod accounts;
pub(crate) mod brands;
pub(crate) mod campaigns;
pub(crate) mod entry;
pub(crate) mod health;
pub(crate) mod job;
pub(crate) mod jobs;
pub(crate) mod memory;
pub(crate) mod overview;
pub(crate) mod plotted;
pub(crate) mod quarantine;
pub(crate) mod reports;
pub(crate) mod rule;
pub(crate) mod rule_edit;
pub(crate) mod rules;
pub(crate) mod seen;
pub(crate) mod settings;
pub(crate) mod sign_in;
pub(crate) mod trace;
pub(crate) mod verdict;
pub(crate) mod verdicts;

use askama::Template;
use store::{Role, UnixSeconds};

use super::written;
use crate::assets::Assets;
use crate::hostile_text::{shortened, visible};
use crate::office::gate::Visitor;
use crate::office::time::to_the_minute;
use crate::words::Words;

/// Characters of a line of a mail in a table.
const LINE: usize = 120;

/// What surrounds the content of every page of the console.
#[derive(Debug, Clone)]
pub(crate) struct OfficeFrame {
    pub(crate) words: Words,
    pub(crate) style: String,
    pub(crate) office_style: String,
    pub(crate) office_script: String,
    pub(crate) symbol: String,
    /// The part of the console that the page belongs to.
    current: &'static str,
    /// Who is signed in: name, role, the secret of forms.
    pub(crate) visitor: Option<(String, &'static str, String)>,
    /// Where he is at home: a reader is on the page for everybody.
    pub(crate) home: &'static str,
}

/// The parts of the console.
const PARTS: [&str; 10] = [
    "overview",
    "verdicts",
    "reports",
    "campaigns",
    "quarantine",
    "brands",
    "rules",
    "jobs",
    "settings",
    "health",
];

impl OfficeFrame {
    /// The surroundings for `visitor`, or for somebody who is not signed in.
    pub(crate) fn new(
        words: &Words,
        assets: &Assets,
        visitor: Option<&Visitor>,
        current: &'static str,
    ) -> Self {
        Self {
            words: words.clone(),
            style: assets.style.path.clone(),
            office_style: assets.office_style.path.clone(),
            office_script: assets.office_script.path.clone(),
            symbol: assets.symbol.path.clone(),
            current,
            home: match visitor {
                Some(it) if it.role < Role::Analyst => "/",
                _ => "/console",
            },
            visitor: visitor.map(|it| (visible(&it.name), it.role.name(), it.form_secret.clone())),
        }
    }

    /// The parts: address, name, whether it is the current one. None is open to a reader.
    pub(crate) fn parts(&self) -> Vec<(String, String, bool)> {
        if self.home != "/console" {
            return Vec::new();
        }
        let is_admin = self
            .visitor
            .as_ref()
            .is_some_and(|it| it.1 == Role::Admin.name());
        let of_admins = ["accounts"].iter().filter(|_| is_admin);
        let each = PARTS.iter().chain(of_admins).map(|it| {
            let name = self.words.say(&format!("console-part-{it}"));
            let href = match *it {
                "overview" => "/console".to_owned(),
                it => format!("/console/{it}"),
            };
            (href, name, *it == self.current)
        });
        each.collect()
    }

    /// The secret that forms of this session hold.
    pub(crate) fn form(&self) -> &str {
        self.visitor.as_ref().map_or("", |it| &it.2)
    }
}

#[derive(Template)]
#[template(path = "console/notice.html")]
struct NoticePage<'p> {
    frame: &'p OfficeFrame,
    words: &'p Words,
    sentence: String,
}

/// A page that says why something is not done.
pub(crate) fn notice(frame: &OfficeFrame, sentence: &str) -> String {
    written(&NoticePage {
        frame,
        words: &frame.words,
        sentence: visible(sentence),
    })
}

/// A name of data, such as `callback_phishing`, as words.
fn spoken(name: &str) -> String {
    visible(name).replace('_', " ")
}

/// Names, as words with commas between them.
fn spoken_all(names: &[String]) -> String {
    let all: Vec<String> = names.iter().take(10).map(|it| spoken(it)).collect();
    all.join(", ")
}

/// A subject as a row shows it.
fn subject_of(words: &Words, subject: Option<&str>) -> String {
    match subject.map(str::trim) {
        None => words.say("console-subject-not-kept"),
        Some("") => words.say("console-subject-empty"),
        Some(it) => shortened(it, LINE),
    }
}

/// A time, as a row shows it.
fn time(seconds: UnixSeconds) -> String {
    to_the_minute(seconds)
}
