//! How the server is.

use askama::Template;
use store::Usage;

use super::{OfficeFrame, spoken};
use crate::office::{Condition, Figure};
use crate::pages::written;
use crate::words::Words;

/// Figures that are never other than 0 while all is well.
const WORRIES: [&str; 8] = [
    "busy",
    "failed",
    "refused_connections",
    "failed_reloads",
    "not_held",
    "failed_releases",
    "refused_tickets",
    "not_recorded",
];

#[derive(Template)]
#[template(path = "console/health.html")]
struct HealthPage<'p> {
    frame: &'p OfficeFrame,
    words: &'p Words,
    queue: String,
    is_queue_full: bool,
    /// Where it is, and how much it holds.
    store: Option<[String; 2]>,
    worries: Vec<&'p Figure>,
    figures: Vec<&'p Figure>,
    missing: Vec<(String, u64)>,
    messages: Vec<(String, String, String, u64)>,
}

/// The page. `kept` is how much is held, and where; `None` where the store does not answer.
pub(crate) fn health(
    frame: &OfficeFrame,
    condition: &Condition,
    kept: Option<(Usage, String)>,
) -> String {
    let words = &frame.words;
    let queue = [
        ("waiting", condition.waiting.to_string()),
        ("places", condition.places.to_string()),
    ];
    let queue = queue.each_ref().map(|it| (it.0, it.1.as_str()));
    let is_worry = |it: &&Figure| WORRIES.contains(&it.name.as_str()) && it.value > 0;
    let messages = condition.messages.iter();
    let missing = condition.missing.iter().map(|(name, count)| {
        let key = format!("missing-{}", name.replace('.', "_"));
        let said = if words.has(&key) {
            words.say(&key)
        } else {
            spoken(name)
        };
        (said, *count)
    });
    written(&HealthPage {
        frame,
        words,
        queue: words.fill("console-queue", &queue),
        is_queue_full: condition.waiting >= condition.places,
        store: kept.map(|(usage, place)| {
            let megabytes = format!("{:.1}", usage.bytes as f64 / f64::from(1 << 20));
            let held = usage.held.to_string();
            let values = [("held", held.as_str()), ("megabytes", megabytes.as_str())];
            [
                words.with("console-store", "place", &place),
                words.fill("console-holding", &values),
            ]
        }),
        worries: condition.figures.iter().filter(is_worry).collect(),
        figures: condition.figures.iter().collect(),
        missing: missing.collect(),
        messages: messages
            .map(|(door, verdict, action, count)| {
                (spoken(door), spoken(verdict), spoken(action), *count)
            })
            .collect(),
    })
}
