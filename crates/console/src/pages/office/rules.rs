//! The rules that are loaded.

use askama::Template;

use super::{OfficeFrame, spoken_all};
use crate::pages::written;
use crate::words::Words;

/// A rule.
#[derive(Debug, Clone)]
pub(crate) struct LoadedRule {
    pub(crate) name: String,
    pub(crate) severity: String,
    pub(crate) attack_types: Vec<String>,
    /// Whether it is of the project's own pack.
    pub(crate) is_own: bool,
    pub(crate) file: String,
    pub(crate) description: String,
    pub(crate) source: String,
}

impl LoadedRule {
    fn attacks(&self) -> String {
        spoken_all(&self.attack_types)
    }
}

#[derive(Template)]
#[template(path = "console/rules.html")]
struct RulesPage<'p> {
    frame: &'p OfficeFrame,
    words: &'p Words,
    rules: &'p [LoadedRule],
    more: usize,
    refused: &'p [String],
    own: usize,
    foreign: usize,
}

/// Rules that are listed.
const LISTED: usize = 1500;

/// The page.
pub(crate) fn rules(frame: &OfficeFrame, rules: &[LoadedRule], refused: &[String]) -> String {
    let own = rules.iter().filter(|it| it.is_own).count();
    let listed = rules.get(..LISTED.min(rules.len())).unwrap_or_default();
    written(&RulesPage {
        frame,
        words: &frame.words,
        rules: listed,
        more: rules.len() - listed.len(),
        refused,
        own,
        foreign: rules.len() - own,
    })
}
