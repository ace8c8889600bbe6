//! Plots as SVG, drawn here so that the page needs nothing from anywhere. Colours come from the page's style.

use std::fmt::Write as _;

use crate::statistics::{ReliabilityBin, RocPoint, whole_part};

/// Side of the plotted square, and the room for the axes.
const SIDE: f64 = 240.0;
const LEFT: f64 = 44.0;
const TOP: f64 = 10.0;
const WIDTH: f64 = LEFT + SIDE + 16.0;
const HEIGHT: f64 = TOP + SIDE + 40.0;

/// From 0..1 to the picture.
fn x(value: f64) -> f64 {
    LEFT + value.clamp(0.0, 1.0) * SIDE
}

fn y(value: f64) -> f64 {
    TOP + (1.0 - value.clamp(0.0, 1.0)) * SIDE
}

/// A frame with axes from 0 to 1.
fn frame(title: &str, across: &str, up: &str, inside: &str) -> String {
    let mut svg = format!(
        "<svg viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"{title}\">\
         <rect class=\"area\" x=\"{LEFT}\" y=\"{TOP}\" width=\"{SIDE}\" height=\"{SIDE}\"/>"
    );
    for tick in [0.0, 0.25, 0.5, 0.75, 1.0] {
        let (at_x, at_y) = (x(tick), y(tick));
        let _ = write!(
            svg,
            "<line class=\"grid\" x1=\"{at_x:.1}\" x2=\"{at_x:.1}\" y1=\"{TOP}\" y2=\"{:.1}\"/>\
             <line class=\"grid\" x1=\"{LEFT}\" x2=\"{:.1}\" y1=\"{at_y:.1}\" y2=\"{at_y:.1}\"/>\
             <text x=\"{at_x:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{tick}</text>\
             <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{tick}</text>",
            TOP + SIDE,
            LEFT + SIDE,
            TOP + SIDE + 14.0,
            LEFT - 5.0,
            at_y + 4.0,
        );
    }
    let middle = TOP + SIDE / 2.0;
    let _ = write!(
        svg,
        "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{across}</text>\
         <text x=\"12\" y=\"{middle:.1}\" text-anchor=\"middle\" transform=\"rotate(-90 12 {middle:.1})\">{up}</text>\
         {inside}</svg>",
        LEFT + SIDE / 2.0,
        TOP + SIDE + 32.0,
    );
    svg
}

/// The receiver operating characteristic.
pub(crate) fn roc(points: &[RocPoint]) -> String {
    let mut path = format!("M{:.1} {:.1}", x(0.0), y(0.0));
    for point in points {
        let _ = write!(
            path,
            "L{:.1} {:.1}",
            x(point.false_positives),
            y(point.true_positives)
        );
    }
    let inside = format!("<path class=\"curve\" d=\"{path}\"/>");
    frame(
        "ROC curve",
        "genuine mail flagged (share)",
        "scams flagged (share)",
        &inside,
    )
}

/// Mean score and share of scams of each bin; the circle's area grows with the mails, the bar is the confidence interval.
pub(crate) fn reliability(bins: &[ReliabilityBin]) -> String {
    let mut inside = format!(
        "<line class=\"even\" x1=\"{:.1}\" y1=\"{:.1}\" x2=\"{:.1}\" y2=\"{:.1}\"/>",
        x(0.0),
        y(0.0),
        x(1.0),
        y(1.0)
    );
    let most = bins
        .iter()
        .map(|it| it.scams.whole)
        .max()
        .unwrap_or(1)
        .max(1) as f64;
    for bin in bins {
        let at = x(bin.mean_score);
        let share = bin.scams.value().unwrap_or(0.0);
        let radius = 2.5 + 5.5 * (bin.scams.whole as f64 / most).sqrt();
        let _ = write!(
            inside,
            "<line class=\"bar\" x1=\"{at:.1}\" x2=\"{at:.1}\" y1=\"{:.1}\" y2=\"{:.1}\"/>\
             <circle class=\"dot\" cx=\"{at:.1}\" cy=\"{:.1}\" r=\"{radius:.1}\"/>",
            y(bin.scams.low),
            y(bin.scams.high),
            y(share),
        );
    }
    frame(
        "Reliability diagram",
        "mean score",
        "share of scams",
        &inside,
    )
}

/// How the scores of two kinds of mail lie: twenty bins, each kind's own share of its mails, genuine mail to the left.
pub(crate) fn scores(genuine: &[f64], scams: &[f64]) -> String {
    const BINS: usize = 20;
    let histogram = |scores: &[f64]| {
        let mut bins = [0_usize; BINS];
        for score in scores {
            bins[whole_part(score * BINS as f64).min(BINS - 1)] += 1;
        }
        bins.map(|it| it as f64 / scores.len().max(1) as f64)
    };
    let width = SIDE / BINS as f64 / 2.0;
    let mut inside = String::new();
    for (class, offset, bins) in [
        ("genuine", 0.0, histogram(genuine)),
        ("scam", width, histogram(scams)),
    ] {
        for (index, share) in bins.into_iter().enumerate().filter(|it| it.1 > 0.0) {
            let left = x(index as f64 / BINS as f64) + offset;
            // A bin of few mails is seen too.
            let top = y(share).min(TOP + SIDE - 1.5);
            let _ = write!(
                inside,
                "<rect class=\"{class}\" x=\"{left:.1}\" y=\"{top:.1}\" width=\"{:.1}\" height=\"{:.1}\"/>",
                width - 0.8,
                TOP + SIDE - top,
            );
        }
    }
    frame("Scores", "score", "share of its kind", &inside)
}
