//! The settings, section by section.

use askama::Template;

use super::OfficeFrame;
use crate::hostile_text::shortened;
use crate::office::{Origin, Setting};
use crate::pages::written;
use crate::words::Words;

/// Characters of one value.
const VALUE: usize = 600;

/// A setting in a row.
struct SettingRow {
    name: String,
    value: String,
    origin: String,
    is_set: bool,
}

#[derive(Template)]
#[template(path = "console/settings.html")]
struct SettingsPage<'p> {
    frame: &'p OfficeFrame,
    words: &'p Words,
    /// Name, settings, how many of them are set.
    sections: Vec<(String, Vec<SettingRow>, usize)>,
    set: usize,
}

/// The page.
pub(crate) fn settings(frame: &OfficeFrame, settings: &[Setting]) -> String {
    let words = &frame.words;
    let mut sections: Vec<(String, Vec<SettingRow>)> = Vec::new();
    for it in settings {
        let row = SettingRow {
            name: it.name.clone(),
            value: match &it.value {
                Some(value) => shortened(value, VALUE),
                None => words.say("console-setting-unset"),
            },
            origin: match &it.origin {
                Origin::Default => words.say("console-origin-default"),
                Origin::File(place) => shortened(place, VALUE),
                Origin::Environment(name) => words.with("console-origin-environment", "name", name),
            },
            is_set: it.origin != Origin::Default,
        };
        match sections.last_mut().filter(|last| last.0 == it.section) {
            Some((_, rows)) => rows.push(row),
            None => sections.push((it.section.clone(), vec![row])),
        }
    }
    let sections = sections.into_iter().map(|(name, rows)| {
        let set = rows.iter().filter(|it| it.is_set).count();
        (name, rows, set)
    });
    written(&SettingsPage {
        frame,
        words,
        set: settings
            .iter()
            .filter(|it| it.origin != Origin::Default)
            .count(),
        sections: sections.collect(),
    })
}
