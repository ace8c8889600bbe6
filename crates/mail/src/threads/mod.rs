//! The newest message told from what it quotes (MDM section 5).
//!
//! Splitting works on the text alone, helped by the marks that mail programs leave in HTML, because
//! history is often faked: the message then has no `References`, and the text is all there is. It
//! goes line by line. A quoted message begins at a separator, a header block, an attribution or a
//! run of `>` lines, and ends at the next one, where its quotation marks end, or where the HTML
//! element around it ends; all else is the newest message. What merely says `From:` splits nothing.

mod attribution;
mod banner;
mod beginning;
mod header_block;
mod labels;
mod line;
mod model;
mod preamble;
mod segments;
mod separator;

use html::QuotedBlock;
use limits::Limits;
use text::Span;

use crate::links::Link;
use line::{Line, unquoted};
use segments::{Owner, Segments};

pub use model::{Banner, PreviousThread, Thread};

/// The newest message and the quoted ones.
#[derive(Debug, Default)]
pub(crate) struct Split {
    pub(crate) current: Thread,
    pub(crate) previous: Vec<PreviousThread>,
}

/// Splits `text`. `marks` are those of the HTML, `links` the links of the body.
pub(crate) fn split(text: &str, marks: &[QuotedBlock], links: &[Link], limits: &Limits) -> Split {
    let all = line::cut(text);
    let segments = Segments::of(text, &all, marks);
    let (banners, first) = banner::leading(&all);
    let first = if segments.is_current(first.saturating_sub(1)) {
        first
    } else {
        0
    };
    let mut split = Split {
        current: Thread {
            banners: if first > 0 { banners } else { Vec::new() },
            ..current(text, &all, &segments, first)
        },
        previous: previous(text, &all, &segments, limits),
    };
    promote(&mut split);
    for (index, thread) in split.previous.iter_mut().enumerate() {
        thread.index = index;
    }
    assign(&mut split, links);
    split
}

/// The newest message: all lines that belong to no quotation, from line `first` on.
fn current(text: &str, lines: &[Line<'_>], segments: &Segments, first: usize) -> Thread {
    let mut joined = String::new();
    let mut span: Option<Span> = None;
    for range in segments.runs_of(Owner::Current) {
        let from = range.start.max(first);
        let Some(piece) = extent(text, lines, from, range.end) else {
            continue;
        };
        if !joined.is_empty() {
            joined.push('\n');
        }
        joined.push_str(piece.of(text));
        span = Some(span.map_or(piece, |it| Span {
            end: piece.end,
            ..it
        }));
    }
    Thread {
        text: joined,
        span: span.unwrap_or_default(),
        ..Thread::default()
    }
}

fn previous(
    text: &str,
    lines: &[Line<'_>],
    segments: &Segments,
    limits: &Limits,
) -> Vec<PreviousThread> {
    let mut threads: Vec<PreviousThread> = Vec::with_capacity(segments.beginnings.len());
    for (number, beginning) in segments.beginnings.iter().enumerate() {
        let mut thread = beginning.thread(lines, limits);
        let mut span = extent(text, lines, beginning.first, beginning.body);
        for range in segments.runs_of(Owner::Previous(number)) {
            let Some(piece) = extent(text, lines, range.start, range.end) else {
                continue;
            };
            if !thread.text.is_empty() {
                thread.text.push('\n');
            }
            push_unquoted(&mut thread.text, lines.get(range).unwrap_or_default(), text);
            span = Some(span.map_or(piece, |it| Span {
                end: it.end.max(piece.end),
                ..it
            }));
        }
        thread.text.truncate(thread.text.trim_end().len());
        thread.span = span.unwrap_or_default();
        threads.push(thread);
    }
    threads
}

/// The text of lines `from..to`, without white space around it.
fn extent(text: &str, lines: &[Line<'_>], from: usize, to: usize) -> Option<Span> {
    let own = lines.get(from..to)?;
    let start = own.first()?.start;
    let end = own.last()?.end;
    let piece = text.get(start..end)?;
    let trimmed = piece.trim_start();
    let start = end - trimmed.len();
    let trimmed = trimmed.trim_end();
    (!trimmed.is_empty()).then(|| Span::new(start, start + trimmed.len()))
}

/// Appends lines without the quotation marks they share.
fn push_unquoted(out: &mut String, lines: &[Line<'_>], text: &str) {
    let texts = lines.iter().filter(|it| !it.is_blank());
    let depth = texts.map(|it| it.depth).min().unwrap_or(0);
    let mut is_begun = !out.is_empty();
    for line in lines {
        let whole = text.get(line.start..line.end).unwrap_or_default();
        let (_, content) = unquoted(whole, depth);
        if !is_begun && content.trim().is_empty() {
            continue;
        }
        if is_begun {
            out.push('\n');
        }
        out.push_str(content);
        is_begun = true;
    }
}

/// A message that is nothing but a quotation by nobody is no quotation: its sender wrote it.
fn promote(split: &mut Split) {
    let is_by_nobody = |it: &PreviousThread| it.preamble.is_none() && !it.forwarded;
    if split.current.text.trim().is_empty() && split.previous.first().is_some_and(is_by_nobody) {
        let first = split.previous.remove(0);
        split.current.text = first.text;
        split.current.span = first.span;
    }
}

/// Gives each link to the message it stands in.
fn assign(split: &mut Split, links: &[Link]) {
    for (index, link) in links.iter().enumerate() {
        // What stands in a text alternative has no place here.
        if link.visible.is_none() {
            continue;
        }
        let at = link.span.start;
        // Of threads one within the other, the inner begins later.
        let within = split
            .previous
            .iter_mut()
            .rev()
            .find(|it| it.span.start <= at && at <= it.span.end && !it.span.is_empty());
        match within {
            Some(thread) => thread.links.push(index),
            None => split.current.links.push(index),
        }
    }
}

#[cfg(test)]
mod tests;
