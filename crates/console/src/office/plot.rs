//! Plots over time and rankings, drawn here: no script, no style but attributes.
//!
//! Everything is placed in percent of the drawing, so that a plot fills whatever width there is while its letters and patterns
//! keep their size. What differs by colour differs by pattern too.

/// Series of one plot: more would not be told apart. The rest is one series together.
pub(crate) const MOST_SERIES: usize = 6;
/// Marks below a plot, so that they do not touch on a phone.
const MARKS: usize = 3;

/// What is counted in one colour and pattern.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Series {
    /// The name of its colour.
    pub(crate) tone: &'static str,
    pub(crate) label: String,
    pub(crate) total: u64,
}

impl Series {
    pub(crate) fn total_text(&self) -> String {
        grouped(self.total)
    }
}

/// A point in time, and how many there were of each series.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Slot {
    /// Below the plot.
    pub(crate) mark: String,
    /// In the table.
    pub(crate) label: String,
    pub(crate) counts: Vec<u64>,
}

impl Slot {
    pub(crate) fn total(&self) -> u64 {
        self.counts.iter().sum()
    }

    pub(crate) fn texts(&self) -> Vec<String> {
        self.counts.iter().map(|it| grouped(*it)).collect()
    }
}

/// A piece of a bar: the number of its series, and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Piece {
    pub(crate) series: usize,
    pub(crate) x: String,
    pub(crate) y: String,
    pub(crate) height: String,
}

/// A line across the plot at a round number.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Rung {
    pub(crate) y: String,
    pub(crate) label: String,
}

/// A word below the plot.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Mark {
    pub(crate) x: String,
    /// The side of the word that stands there: `start`, `middle` or `end`.
    pub(crate) anchor: &'static str,
    pub(crate) label: String,
}

/// What surrounds every plot over time.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Axes {
    pub(crate) rungs: Vec<Rung>,
    pub(crate) marks: Vec<Mark>,
}

impl Axes {
    fn of(top: u64, unit: &str, slots: &[Slot]) -> Self {
        let rung = |at: u64| Rung {
            y: percent(100.0 - share(at, top)),
            label: format!("{}{unit}", grouped(at)),
        };
        let rungs = if top >= 2 && top.is_multiple_of(2) {
            vec![rung(top), rung(top / 2)]
        } else {
            vec![rung(top)]
        };
        Self {
            rungs,
            marks: marks(slots),
        }
    }
}

/// Bars over time, their series on top of each other.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Stack {
    pub(crate) series: Vec<Series>,
    pub(crate) slots: Vec<Slot>,
    pub(crate) pieces: Vec<Piece>,
    pub(crate) bar_width: String,
    pub(crate) axes: Axes,
    pub(crate) total: u64,
}

impl Stack {
    /// `series` with the counts of each of `slots` in their order, the first at the bottom. `None` where all of them are 0.
    pub(crate) fn of(mut series: Vec<Series>, slots: Vec<Slot>) -> Option<Self> {
        let most = slots.iter().map(Slot::total).max().filter(|it| *it > 0)?;
        let top = round_above(most);
        let width = 100.0 / slots.len() as f64;
        let mut pieces = Vec::new();
        for (at, slot) in slots.iter().enumerate() {
            let mut below = 0;
            for (number, count) in slot.counts.iter().enumerate() {
                if let Some(it) = series.get_mut(number) {
                    it.total += count;
                }
                if *count == 0 {
                    continue;
                }
                below += count;
                pieces.push(Piece {
                    series: number,
                    x: percent(at as f64 * width + width * 0.1),
                    y: percent(100.0 - share(below, top)),
                    height: percent(share(*count, top)),
                });
            }
        }
        Some(Self {
            total: series.iter().map(|it| it.total).sum(),
            axes: Axes::of(top, "", &slots),
            series,
            slots,
            pieces,
            bar_width: percent(width * 0.8),
        })
    }

    /// The slots in which there was something, newest first.
    pub(crate) fn rows(&self) -> impl Iterator<Item = &Slot> {
        self.slots.iter().rev().filter(|it| it.total() > 0)
    }
}

/// A point of a line, or a stretch to it from the point before.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Stretch {
    pub(crate) from: (String, String),
    pub(crate) to: (String, String),
}

/// One line.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Line {
    pub(crate) tone: &'static str,
    pub(crate) label: String,
    pub(crate) stretches: Vec<Stretch>,
    pub(crate) points: Vec<(String, String)>,
}

/// Lines over time; in `slots`, 0 is "nothing known".
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Lines {
    pub(crate) series: Vec<Line>,
    pub(crate) slots: Vec<Slot>,
    pub(crate) axes: Axes,
}

impl Lines {
    /// One line for each of `names` (colour, label), through what `slots` hold at its place. `None` where nothing is known.
    pub(crate) fn of(
        names: Vec<(&'static str, String)>,
        unit: &str,
        slots: Vec<Slot>,
    ) -> Option<Self> {
        let all = slots.iter().flat_map(|it| &it.counts);
        let top = round_above(*all.max().filter(|it| **it > 0)?);
        let width = 100.0 / slots.len() as f64;
        let lines = names.into_iter().enumerate().map(|(number, name)| {
            let mut line = Line {
                tone: name.0,
                label: name.1,
                stretches: Vec::new(),
                points: Vec::new(),
            };
            let mut before = None;
            for (at, slot) in slots.iter().enumerate() {
                let count = slot.counts.get(number).copied().filter(|it| *it > 0);
                let point = count.map(|it| {
                    let x = percent((at as f64 + 0.5) * width);
                    (x, percent(100.0 - share(it, top)))
                });
                if let (Some(from), Some(to)) = (before, point.clone()) {
                    line.stretches.push(Stretch { from, to });
                }
                line.points.extend(point.clone());
                before = point;
            }
            line
        });
        Some(Self {
            series: lines.collect(),
            axes: Axes::of(top, unit, &slots),
            slots,
        })
    }

    /// The slots of which something is known, newest first.
    pub(crate) fn rows(&self) -> impl Iterator<Item = &Slot> {
        self.slots.iter().rev().filter(|it| it.total() > 0)
    }
}

/// A name in a ranking.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Rank {
    pub(crate) label: String,
    pub(crate) href: String,
    pub(crate) count: u64,
    /// Where its row starts, in pixels.
    pub(crate) y: usize,
    pub(crate) width: String,
    /// Where the count stands.
    pub(crate) end: String,
}

/// Names with the most of something.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Ranking {
    pub(crate) ranks: Vec<Rank>,
    /// Its height in pixels.
    pub(crate) height: usize,
}

/// The height of a row, in pixels.
const ROW: usize = 28;
/// Where bars start and how long the longest is, in percent.
const BARS: (f64, f64) = (38.0, 48.0);

impl Rank {
    pub(crate) fn count_text(&self) -> String {
        grouped(self.count)
    }
}

impl Ranking {
    /// `names` with where each leads, most frequent first. `None` where there are none.
    pub(crate) fn of(names: Vec<(String, String, u64)>) -> Option<Self> {
        let most = names.iter().map(|it| it.2).max()?;
        let ranks = names.into_iter().enumerate();
        let ranks: Vec<Rank> = ranks
            .map(|(at, (label, href, count))| {
                let length = BARS.1 * share(count, most) / 100.0;
                Rank {
                    label,
                    href,
                    count,
                    y: at * ROW,
                    width: percent(length),
                    end: percent(BARS.0 + length),
                }
            })
            .collect();
        Some(Self {
            height: ranks.len() * ROW,
            ranks,
        })
    }
}

/// The first, the last and one in the middle.
fn marks(slots: &[Slot]) -> Vec<Mark> {
    let last = slots.len().saturating_sub(1);
    let width = 100.0 / slots.len().max(1) as f64;
    let places = [
        (0, "start", 0.0),
        (last / 2, "middle", (last / 2) as f64 * width + width / 2.0),
        (last, "end", 100.0),
    ];
    let mut marks: Vec<Mark> = Vec::with_capacity(MARKS);
    for (at, anchor, x) in places {
        let Some(slot) = slots.get(at) else { continue };
        if marks.iter().all(|it| it.label != slot.mark) {
            marks.push(Mark {
                x: percent(x),
                anchor,
                label: slot.mark.clone(),
            });
        }
    }
    marks
}

/// The first round number that is not below `most`: 1, 2, 4, 6 or 10 times a power of ten.
fn round_above(most: u64) -> u64 {
    let mut power = 1_u64;
    loop {
        for factor in [1, 2, 4, 6] {
            let round = power.saturating_mul(factor);
            if round >= most {
                return round.max(1);
            }
        }
        power = power.saturating_mul(10);
    }
}

fn share(part: u64, whole: u64) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}

fn percent(value: f64) -> String {
    format!("{value:.2}%")
}

/// A number with commas between its thousands.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slots(counts: &[&[u64]]) -> Vec<Slot> {
        let each = counts.iter().enumerate().map(|(at, counts)| Slot {
            mark: format!("{at}"),
            label: format!("day {at}"),
            counts: counts.to_vec(),
        });
        each.collect()
    }

    fn series(count: usize) -> Vec<Series> {
        let one = Series {
            tone: "s0",
            label: String::new(),
            total: 0,
        };
        vec![one; count]
    }

    #[test]
    fn pieces_stand_on_each_other_below_a_round_number() {
        let stack = Stack::of(series(2), slots(&[&[1, 2], &[0, 0], &[0, 5]])).unwrap();
        assert_eq!(stack.total, 8);
        assert_eq!(stack.series[1].total, 7);
        assert_eq!(stack.axes.rungs[0].label, "6");
        assert_eq!(stack.axes.rungs[1].y, "50.00%");
        let heights: Vec<&str> = stack.pieces.iter().map(|it| it.height.as_str()).collect();
        assert_eq!(heights, ["16.67%", "33.33%", "83.33%"]);
        assert_eq!(stack.pieces[0].y, "83.33%");
        assert_eq!(stack.pieces[1].y, "50.00%");
        assert_eq!(stack.rows().count(), 2);
        assert_eq!(Stack::of(series(1), slots(&[&[0], &[0]])), None);
        assert_eq!(Stack::of(series(0), Vec::new()), None);
    }

    #[test]
    fn a_line_is_broken_where_nothing_is_known() {
        let names = vec![("s0", "half".to_owned())];
        let lines = Lines::of(names, " ms", slots(&[&[10], &[20], &[0], &[5]])).unwrap();
        assert_eq!(lines.series[0].points.len(), 3);
        assert_eq!(lines.series[0].stretches.len(), 1);
        assert_eq!(lines.axes.rungs[0].label, "20 ms");
    }

    #[test]
    fn marks_do_not_repeat_and_numbers_are_grouped() {
        assert_eq!(marks(&slots(&[&[1]])).len(), 1);
        assert_eq!(marks(&slots(&[&[1], &[1]])).len(), 2);
        assert_eq!(marks(&[]), []);
        assert_eq!(grouped(1_234_567), "1,234,567");
        assert_eq!(grouped(999), "999");
        assert_eq!(round_above(61), 100);
        assert_eq!(round_above(0), 1);
        assert!(round_above(u64::MAX) == u64::MAX);
    }

    #[test]
    fn the_longest_bar_leaves_room_for_its_count() {
        let ranks = Ranking::of(vec![
            ("a".to_owned(), String::new(), 9),
            ("b".to_owned(), String::new(), 3),
        ]);
        let ranks = ranks.unwrap();
        assert_eq!((ranks.ranks[0].end.as_str(), ranks.height), ("86.00%", 56));
        assert_eq!(ranks.ranks[1].width, "16.00%");
        assert_eq!(Ranking::of(Vec::new()), None);
    }
}
