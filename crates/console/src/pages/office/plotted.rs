//! A plot with the words around it.

use crate::office::daily::daily;
use crate::office::plot::{Lines, Ranking, Stack};
use crate::office::seen::Sightings;
use crate::words::Words;

/// A plot, and what is said of it.
pub(crate) struct Plotted<P> {
    /// By which its parts are called in the page.
    pub(crate) id: &'static str,
    pub(crate) title: String,
    /// What it shows, for those who do not see it.
    pub(crate) description: String,
    /// The title of the first column of its table.
    pub(crate) column: String,
    pub(crate) plot: P,
}

/// A pattern: its id, its kind, its colour.
type Pattern = (String, usize, &'static str);

impl<P> Plotted<P> {
    /// `plot` under the title called `console-plot-ID`, described by `description`.
    fn of(words: &Words, id: &'static str, column: &str, description: String, plot: P) -> Self {
        Self {
            id,
            title: words.say(&format!("console-plot-{id}")),
            description,
            column: words.say(column),
            plot,
        }
    }
}

impl Plotted<Stack> {
    /// Bars over time; `column` is the key of what a slot is called.
    pub(crate) fn stack(words: &Words, id: &'static str, column: &str, plot: Stack) -> Self {
        let count = usize::try_from(plot.total).unwrap_or(usize::MAX);
        let said = words.count(&format!("console-plot-{id}-said"), count);
        Self::of(words, id, column, said, plot)
    }

    pub(crate) fn patterns(&self) -> Vec<Pattern> {
        let each = self.plot.series.iter().enumerate();
        each.map(|(number, it)| (format!("{}-{number}", self.id), number, it.tone))
            .collect()
    }
}

impl Plotted<Ranking> {
    /// A ranking of names.
    pub(crate) fn ranking(words: &Words, id: &'static str, plot: Ranking) -> Self {
        let first = plot.ranks.first();
        let first = first.map(|it| it.label.clone()).unwrap_or_default();
        let said = words.with(&format!("console-plot-{id}-said"), "first", &first);
        Self::of(words, id, "console-plot-name", said, plot)
    }

    pub(crate) fn patterns(&self) -> Vec<Pattern> {
        vec![(format!("{}-0", self.id), 1, "s0")]
    }
}

impl Plotted<Lines> {
    /// Lines over time; `column` is the key of what a slot is called.
    pub(crate) fn lines(words: &Words, id: &'static str, column: &str, plot: Lines) -> Self {
        let said = words.say(&format!("console-plot-{id}-said"));
        Self::of(words, id, column, said, plot)
    }
}

/// The days of what was seen.
pub(crate) fn days(words: &Words, sightings: &Sightings) -> Option<Plotted<Stack>> {
    let labels = ["console-accused", "console-others"].map(|it| words.say(it));
    let plot = daily(&sightings.days, labels)?;
    Some(Plotted::stack(words, "days", "console-day", plot))
}
