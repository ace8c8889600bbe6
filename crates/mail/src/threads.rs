//! The newest message of a thread and the history quoted below it (MDM section 5).
//!
//! Splitting works on content alone, since a history is easily faked: header blocks of mail programs in
//! many languages, attribution lines, separators, runs of `>` lines, and the marks that mail clients put
//! into HTML. Anchored at line starts: a sentence with "From:" in it splits nothing.

use html::QuotedBlock;
use limits::Limits;
use text::Span;

use crate::banners;
use crate::message::{Body, PreviousThread, Thread};
use crate::preamble::{self, Label};

/// Threads kept; what lies deeper stays in the oldest one.
const MOST_THREADS: usize = 50;
/// Lines below the first label of a header block in which the others must stand.
const BLOCK_LINES: usize = 7;
/// Lines an attribution may be broken into.
const ATTRIBUTION_LINES: usize = 3;

/// Where a quoted message begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Boundary {
    /// First byte of its preamble.
    start: usize,
    /// First byte of its text.
    text: usize,
    /// Where it ends, if the mark says so; else it reaches to the next boundary.
    end: Option<usize>,
    forwarded: bool,
}

/// Splits `body.visible_text`. `quoted` are the marked blocks of the HTML, in the same text.
pub(crate) fn split(body: &mut Body, quoted: &[QuotedBlock], limits: &Limits) {
    let text = body.visible_text.as_str();
    let lines = lines(text);
    let mut boundaries = from_text(text, &lines);
    for block in quoted {
        add_marked(text, block.span, &mut boundaries);
    }
    boundaries.sort_by_key(|it| it.start);
    boundaries.dedup_by(|later, earlier| later.start < earlier.text.max(earlier.start + 1));
    boundaries.truncate(MOST_THREADS);
    let (current, previous) = segments(text, &boundaries);
    body.current_thread = current_thread(text, &current);
    body.previous_threads = previous
        .iter()
        .enumerate()
        .map(|(index, (boundary, end))| previous_thread(text, *boundary, *end, index, limits))
        .collect();
    assign_links(body, &current);
}

/// Byte ranges of the lines, line breaks left out.
fn lines(text: &str) -> Vec<(usize, usize)> {
    let mut lines = Vec::new();
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', text.as_bytes()) {
        lines.push((start, end));
        start = end + 1;
    }
    lines.push((start, text.len()));
    lines
}

fn from_text(text: &str, lines: &[(usize, usize)]) -> Vec<Boundary> {
    let mut boundaries = Vec::new();
    let mut index = 0;
    while let Some(&(start, end)) = lines.get(index) {
        let line = text[start..end].trim_end();
        let found = separator(text, lines, index, line)
            .or_else(|| header_block(text, lines, index, line, false))
            .or_else(|| attribution(text, lines, index, line))
            .or_else(|| quoted_run(text, lines, index, line));
        match found {
            Some((boundary, next)) => {
                boundaries.push(boundary);
                index = next.max(index + 1);
            }
            None => index += 1,
        }
    }
    boundaries
}

/// `-----Original Message-----`, `---------- Forwarded message ---------`, `Begin forwarded message:`.
fn separator(text: &str, lines: &[(usize, usize)], index: usize, line: &str) -> Option<(Boundary, usize)> {
    const REPLY: [&str; 7] = [
        "original message", "ursprüngliche nachricht", "originalnachricht", "message d'origine", "mensaje original",
        "mensagem original", "messaggio originale",
    ];
    const FORWARD: [&str; 10] = [
        "forwarded message", "begin forwarded message", "weitergeleitete nachricht", "message transféré",
        "message transmis", "mensaje reenviado", "mensagem encaminhada", "messaggio inoltrato",
        "doorgestuurd bericht", "début du message réexpédié",
    ];
    let bare = line.trim_matches(['-', '_', '=', ' ', '>', ':', '*', '\u{a0}']);
    if bare.is_empty() || bare.len() > 60 || bare.len() == line.len() {
        return None;
    }
    let bare = bare.to_lowercase();
    let forwarded = FORWARD.contains(&bare.as_str());
    if !forwarded && !REPLY.contains(&bare.as_str()) {
        return None;
    }
    let start = lines.get(index)?.0;
    let (text_start, next) = block_after(text, lines, index + 1);
    Some((Boundary { start, text: text_start, end: None, forwarded }, next))
}

/// Where the text begins after the header block that may follow a separator.
fn block_after(text: &str, lines: &[(usize, usize)], from: usize) -> (usize, usize) {
    let mut index = from;
    let mut labels = 0;
    while let Some(&(start, end)) = lines.get(index) {
        let line = &text[start..end];
        if preamble::label(line).is_some() {
            labels += 1;
        } else if !(line.trim().is_empty() && labels == 0 || labels > 0 && continues(line)) {
            break;
        }
        index += 1;
    }
    let start = lines.get(index).map_or(text.len(), |it| it.0);
    (start, index)
}

/// A folded line of recipients.
fn continues(line: &str) -> bool {
    line.starts_with([' ', '\t']) && line.contains('@')
}

/// Outlook's block: a From label and at least two others right below it.
fn header_block(
    text: &str,
    lines: &[(usize, usize)],
    index: usize,
    line: &str,
    forwarded: bool,
) -> Option<(Boundary, usize)> {
    if preamble::label(line)?.0 != Label::From {
        return None;
    }
    let mut labels = vec![Label::From];
    for &(start, end) in lines.iter().skip(index + 1).take(BLOCK_LINES) {
        if let Some((label, _)) = preamble::label(&text[start..end])
            && !labels.contains(&label)
        {
            labels.push(label);
        }
    }
    if labels.len() < 3 || !(labels.contains(&Label::Subject) || labels.contains(&Label::Sent)) {
        return None;
    }
    let (text_start, next) = block_after(text, lines, index);
    Some((Boundary { start: lines.get(index)?.0, text: text_start, end: None, forwarded }, next))
}

/// `On Monday, Ann <ann@a.example> wrote:` and its like, possibly broken over lines.
fn attribution(text: &str, lines: &[(usize, usize)], index: usize, line: &str) -> Option<(Boundary, usize)> {
    const OPENERS: [&str; 16] = [
        "on ", "am ", "le ", "el ", "em ", "il ", "op ", "den ", "dnia ", "w dniu ", "в ", "il giorno ", "a ", "no dia ",
        "at ", "in ",
    ];
    const CLOSERS: [&str; 17] = [
        "wrote:", "writes:", "schrieb:", "a écrit :", "a écrit:", "escribió:", "escreveu:", "ha scritto:", "schreef:",
        "skrev:", "napisał:", "napisał(a):", "написал:", "said:", "geschreven:", "schreef het volgende:", "says:",
    ];
    let opened = line.trim_start_matches(['>', ' ']);
    if opened.len() < 3 {
        return None;
    }
    let head: String = opened.chars().take(12).flat_map(char::to_lowercase).collect();
    let opens = OPENERS.iter().any(|it| head.starts_with(it));
    let mut joined = String::new();
    for (offset, &(start, end)) in lines.iter().skip(index).take(ATTRIBUTION_LINES).enumerate() {
        let piece = text[start..end].trim().trim_start_matches(['>', ' ']);
        if piece.is_empty() || joined.len() + piece.len() > 400 {
            return None;
        }
        joined.push(' ');
        joined.push_str(&piece.to_lowercase().replace('\u{a0}', " "));
        if CLOSERS.iter().any(|it| joined.ends_with(it)) {
            // Without an opener, the line must at least name an address or a date.
            let names = joined.contains('@') || joined.chars().filter(char::is_ascii_digit).count() >= 4;
            let quoted = lines.get(index + offset + 1).is_some_and(|&(s, e)| text[s..e].trim_start().starts_with('>'));
            if !(opens && names || names && quoted || quoted && offset == 0) {
                return None;
            }
            let text_start = lines.get(index + offset + 1).map_or(text.len(), |it| it.0);
            let (end, next) = end_of_run(text, lines, index + offset + 1);
            let boundary = Boundary { start: lines.get(index)?.0, text: text_start, end, forwarded: false };
            return Some((boundary, next));
        }
        if !opens {
            return None;
        }
    }
    None
}

/// A run of `>` lines without an attribution: at least two of them.
fn quoted_run(text: &str, lines: &[(usize, usize)], index: usize, line: &str) -> Option<(Boundary, usize)> {
    if !line.starts_with('>') {
        return None;
    }
    let (end, next) = end_of_run(text, lines, index);
    let start = lines.get(index)?.0;
    (next >= index + 2).then_some((Boundary { start, text: start, end, forwarded: false }, next))
}

/// Where the `>` lines from `index` on end, blank lines between them included; `None` as end where there
/// is no such run, so that the quotation reaches to the next boundary.
fn end_of_run(text: &str, lines: &[(usize, usize)], index: usize) -> (Option<usize>, usize) {
    let mut next = index;
    let mut end = None;
    for (offset, &(start, stop)) in lines.iter().enumerate().skip(index) {
        let line = text[start..stop].trim();
        if line.starts_with('>') {
            end = Some(stop);
            next = offset + 1;
        } else if !line.is_empty() {
            break;
        }
    }
    (end, next)
}

/// A block that a mail client marked. Attribution lines just above it belong to its preamble.
fn add_marked(text: &str, span: Span, boundaries: &mut Vec<Boundary>) {
    let (start, end) = (span.start as usize, span.end as usize);
    if span.is_empty() || text.get(start..end).is_none_or(|it| it.trim().is_empty()) {
        return;
    }
    // A boundary in the text at the same place already knows the preamble better.
    if let Some(known) = boundaries.iter_mut().find(|it| it.start <= start + 200 && start <= it.text + 4) {
        if known.end.is_none() && end < text.len() {
            known.end = Some(end);
        }
        return;
    }
    let is_inside = boundaries.iter().any(|it| it.start < start && it.end.is_none_or(|known| known >= end));
    if !is_inside {
        boundaries.push(Boundary { start, text: start, end: Some(end), forwarded: false });
    }
}

type Ranges = Vec<(usize, usize)>;

/// The ranges of the newest message, and each quoted message with its end.
fn segments(text: &str, boundaries: &[Boundary]) -> (Ranges, Vec<(Boundary, usize)>) {
    let mut current = Vec::new();
    let mut previous = Vec::new();
    let mut position = 0;
    for (index, boundary) in boundaries.iter().enumerate() {
        if boundary.start > position {
            current.push((position, boundary.start));
        }
        let next = boundaries.get(index + 1).map_or(text.len(), |it| it.start);
        let end = boundary.end.unwrap_or(next).clamp(boundary.text, next.max(boundary.text));
        previous.push((*boundary, end));
        position = position.max(end);
    }
    if position < text.len() {
        current.push((position, text.len()));
    }
    (current, previous)
}

fn current_thread(text: &str, current: &[(usize, usize)]) -> Thread {
    let Some(&(first, end)) = current.first() else { return Thread::default() };
    let (banner, skipped) = banners::split(&text[first..end]);
    let start = first + skipped;
    let mut joined = String::with_capacity(end - start);
    for &(from, to) in std::iter::once(&(start, end)).chain(&current[1..]) {
        joined.push_str(&text[from..to]);
    }
    Thread {
        text: joined.trim().to_owned(),
        span: trimmed(text, start, end),
        banners: banner.into_iter().collect(),
        ..Thread::default()
    }
}

fn previous_thread(
    text: &str,
    boundary: Boundary,
    end: usize,
    index: usize,
    limits: &Limits,
) -> PreviousThread {
    let quoted = &text[boundary.text..end];
    let mut thread = PreviousThread {
        text: unquoted(quoted),
        span: Span::new(boundary.start, end),
        index,
        forwarded: boundary.forwarded,
        ..PreviousThread::default()
    };
    preamble::read(&text[boundary.start..boundary.text], limits, &mut thread);
    thread
}

/// The text without the `>` in front of its lines.
fn unquoted(text: &str) -> String {
    if !text.contains('>') {
        return text.trim().to_owned();
    }
    let lines: Vec<&str> = text.lines().map(|it| it.trim_start_matches(['>', ' '])).collect();
    lines.join("\n").trim().to_owned()
}

/// The range without white space at its ends.
fn trimmed(text: &str, start: usize, end: usize) -> Span {
    let piece = &text[start..end];
    let lead = piece.len() - piece.trim_start().len();
    let kept = piece.trim().len();
    Span::new(start + lead, start + lead + kept)
}

/// Which message each link stands in.
fn assign_links(body: &mut Body, current: &[(usize, usize)]) {
    for (index, link) in body.links.iter().enumerate() {
        let at = link.span.start as usize;
        if current.iter().any(|&(start, end)| start <= at && at < end.max(start + 1)) {
            body.current_thread.links.push(index);
        } else if let Some(thread) =
            body.previous_threads.iter_mut().find(|it| it.span.start as usize <= at && at <= it.span.end as usize)
        {
            thread.links.push(index);
        } else {
            body.current_thread.links.push(index);
        }
    }
}
