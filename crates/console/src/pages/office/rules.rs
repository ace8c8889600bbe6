//! The list of rules.

use askama::Template;
use store::{Role, RuleCount};

use super::{LINE, OfficeFrame, spoken_all};
use crate::hostile_text::{shortened, visible};
use crate::office::rules::{KnownRule, KnownRules};
use crate::office::search::with_value;
use crate::pages::written;
use crate::words::Words;

/// Rules that are listed.
const LISTED: usize = 1500;
/// Words below which no share is told.
const ENOUGH: u64 = 5;

/// A rule in a row.
pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) href: String,
    /// `enabled`, `refused`, `draft`, `disabled`.
    pub(crate) state: &'static str,
    pub(crate) state_word: String,
    pub(crate) kind: String,
    pub(crate) severity: String,
    pub(crate) attacks: String,
    pub(crate) week: u64,
    pub(crate) month: u64,
    pub(crate) verdicts: String,
    pub(crate) precision: String,
    pub(crate) undecided: u64,
    /// What it lacks most often.
    pub(crate) lacks: String,
    pub(crate) has_draft: bool,
}

impl Row {
    pub(crate) fn of(words: &Words, rule: &KnownRule) -> Self {
        let state = rule
            .editable
            .as_ref()
            .map_or("enabled", |it| it.state.name());
        let kind = if rule.is_own {
            "console-rule-own"
        } else if rule.editable.is_some() {
            "console-rule-editable"
        } else {
            "console-rule-foreign"
        };
        let count = &rule.count;
        let name = visible(&rule.name);
        Self {
            href: with_value("/console/rules/one", "name", &name),
            name: shortened(&rule.name, LINE),
            state,
            state_word: words.say(&format!("console-rule-state-{state}")),
            kind: words.say(kind),
            severity: visible(&rule.severity),
            attacks: spoken_all(&rule.attack_types),
            week: count.week,
            month: count.month,
            verdicts: with_value("/console/verdicts", "rule", &name),
            precision: precision(words, count),
            undecided: count.undecided,
            lacks: count
                .lacked
                .first()
                .map(|it| visible(&it.0))
                .unwrap_or_default(),
            has_draft: rule.editable.as_ref().is_some_and(|it| it.has_draft),
        }
    }
}

/// Which share of what a rule matched people say is a scam, with the counts behind it.
pub(crate) fn precision(words: &Words, count: &RuleCount) -> String {
    let (scam, all) = (count.scam, count.scam + count.genuine);
    let counts = [("scam", scam.to_string()), ("all", all.to_string())];
    let counts = counts
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    if all == 0 {
        String::new()
    } else if all < ENOUGH {
        words.fill("console-rule-too-few", &counts)
    } else {
        let percent = format!("{:.0}", 100.0 * scam as f64 / all as f64);
        let [scam, all] = counts;
        words.fill("console-rule-share", &[("percent", &percent), scam, all])
    }
}

#[derive(Template)]
#[template(path = "console/rules.html")]
struct RulesPage<'p> {
    frame: &'p OfficeFrame,
    words: &'p Words,
    rows: Vec<Row>,
    more: usize,
    refused: &'p [String],
    own: usize,
    foreign: usize,
    /// Whether rules may be written here.
    is_editable: bool,
    may_edit: bool,
}

/// The page.
pub(crate) fn rules(frame: &OfficeFrame, known: &KnownRules, role: Role) -> String {
    let all = &known.all;
    let loaded = |it: &&KnownRule| {
        let editable = it.editable.as_ref();
        editable.is_none_or(|it| it.state == workbench::OwnState::Enabled)
    };
    let own = all.iter().filter(|it| it.is_own).count();
    let listed = all.get(..LISTED.min(all.len())).unwrap_or_default();
    written(&RulesPage {
        frame,
        words: &frame.words,
        rows: listed.iter().map(|it| Row::of(&frame.words, it)).collect(),
        more: all.len() - listed.len(),
        refused: &known.refused,
        own,
        foreign: all.iter().filter(loaded).count().saturating_sub(own),
        is_editable: known.is_editable,
        may_edit: known.is_editable && role >= Role::Admin,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Languages;

    #[test]
    fn few_words_make_no_share() {
        let words = Languages::load().unwrap().english();
        let said = |scam, genuine| {
            let count = RuleCount {
                scam,
                genuine,
                ..RuleCount::default()
            };
            precision(&words, &count).replace(['\u{2068}', '\u{2069}'], "")
        };
        assert_eq!(said(0, 0), "");
        assert_eq!(said(3, 1), "too few (3 of 4)");
        assert_eq!(said(3, 2), "60 % (3 of 5)");
    }
}
