//! Whose each line is: the newest message's, or a quoted one's.

use std::ops::Range;

use html::QuotedBlock;

use super::beginning::Beginning;
use super::line::Line;

/// Quoted messages that are told apart.
const THREADS: usize = 100;
/// Quoted lines in a row that are a quotation although nothing announces it; a single line may begin
/// with `>` as a bullet or an arrow.
const LINES_OF_QUOTATION: usize = 2;

/// Whose a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    Current,
    /// The preamble of a quoted message.
    Preamble,
    /// The text of a quoted message, by number.
    Previous(usize),
}

/// The lines by owner.
#[derive(Debug)]
pub(super) struct Segments {
    owners: Vec<Owner>,
    pub(super) beginnings: Vec<Beginning>,
}

/// A quoted message that is being read.
#[derive(Debug, Clone, Copy)]
struct Open {
    number: usize,
    until: Until,
}

/// How a quoted message ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Until {
    /// At the end of the text.
    End,
    /// At this byte, where the HTML element around it ends.
    Byte(usize),
    /// At a line that is quoted no deeper than this.
    Depth(usize),
    /// At a line that does not begin as this one does, with a mark of so many bytes.
    Like(usize, usize),
}

impl Open {
    fn is_over(self, line: &Line<'_>, lines: &[Line<'_>]) -> bool {
        match self.until {
            Until::End => false,
            Until::Byte(end) => line.start >= end,
            Until::Depth(depth) => !line.is_blank() && line.depth <= depth,
            Until::Like(first, mark) => {
                let mark = lines.get(first).and_then(|it| it.content.get(..mark));
                !line.is_blank() && mark.is_some_and(|it| !line.content.starts_with(it))
            }
        }
    }
}

/// What the HTML says of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Marked {
    Nothing,
    /// History begins here.
    Announced,
    /// History begins here and ends at this byte.
    Around(usize),
}

/// A mark of the HTML.
struct Mark {
    start: usize,
    end: usize,
    /// Whether it stands around history; others only announce it.
    is_around: bool,
}

impl Segments {
    pub(super) fn of(text: &str, lines: &[Line<'_>], quoted: &[QuotedBlock]) -> Self {
        let mut reader = Reader {
            lines,
            marks: marks(text, quoted),
            next_mark: 0,
            open: Vec::new(),
            segments: Self {
                owners: Vec::with_capacity(lines.len()),
                beginnings: Vec::new(),
            },
        };
        while let Some(line) = lines.get(reader.segments.owners.len()) {
            reader.take(line);
        }
        reader.segments
    }

    /// Whether line `at` is the newest message's.
    pub(super) fn is_current(&self, at: usize) -> bool {
        self.owners.get(at) == Some(&Owner::Current)
    }

    /// Runs of lines of `owner`.
    pub(super) fn runs_of(&self, owner: Owner) -> impl Iterator<Item = Range<usize>> {
        let mut at = 0;
        std::iter::from_fn(move || {
            let rest = self.owners.get(at..)?;
            let start = at + rest.iter().position(|it| *it == owner)?;
            let run = self.owners.get(start..)?;
            let length = run.iter().position(|it| *it != owner).unwrap_or(run.len());
            at = start + length;
            Some(start..at)
        })
    }
}

/// The marks that stand around or announce history, in order. Those that mail programs leave in every
/// message (`appendonsend`) or around an attribution alone say nothing by themselves.
fn marks(text: &str, quoted: &[QuotedBlock]) -> Vec<Mark> {
    let mut marks: Vec<Mark> = quoted
        .iter()
        .filter_map(|it| {
            let is_around = match it.marker {
                "gmail_quote"
                | "blockquote_cite"
                | "moz-forward-container"
                | "yahoo_quoted"
                | "protonmail_quote"
                | "zmail_extra"
                | "olk_src_body_section"
                | "reference_message" => true,
                "divRplyFwdMsg" | "outlook_separator" | "hr_reply" => false,
                _ => return None,
            };
            let (start, end) = (it.span.start as usize, it.span.end as usize);
            let inner = text.get(start..end)?;
            let start = end - inner.trim_start().len();
            (start < end).then_some(Mark {
                start,
                end,
                is_around,
            })
        })
        .collect();
    marks.sort_by_key(|it| (it.start, std::cmp::Reverse(it.end)));
    marks
}

struct Reader<'l, 't> {
    lines: &'l [Line<'t>],
    marks: Vec<Mark>,
    next_mark: usize,
    /// The quoted messages that are not over, the innermost last.
    open: Vec<Open>,
    segments: Segments,
}

impl Reader<'_, '_> {
    fn take(&mut self, line: &Line<'_>) {
        let at = self.segments.owners.len();
        while self
            .open
            .last()
            .is_some_and(|it| it.is_over(line, self.lines))
        {
            self.open.pop();
        }
        let marked = self.marked(line);
        let has_room = self.segments.beginnings.len() < THREADS;
        let is_marked = marked != Marked::Nothing;
        let beginning = if has_room {
            Beginning::at(self.lines, at, is_marked)
        } else {
            None
        };
        if let Some(beginning) = beginning {
            let until = self.until(&beginning, line, marked);
            self.begin(beginning, until);
        } else if let Marked::Around(end) = marked
            && has_room
            && !self.follows_preamble()
        {
            self.begin(Beginning::bare(at), Until::Byte(end));
        } else if self.open.is_empty() && has_room && self.begins_quotation(at) {
            self.begin(Beginning::bare(at), Until::Depth(0));
        } else {
            let owner = self
                .open
                .last()
                .map_or(Owner::Current, |it| Owner::Previous(it.number));
            self.segments.owners.push(owner);
        }
    }

    /// What marks that begin at `line` say; they are spent then.
    fn marked(&mut self, line: &Line<'_>) -> Marked {
        let mut marked = Marked::Nothing;
        while let Some(mark) = self.marks.get(self.next_mark) {
            if mark.start > line.end {
                break;
            }
            self.next_mark += 1;
            marked = match marked {
                // The outermost element comes first.
                Marked::Around(_) => marked,
                _ if mark.is_around => Marked::Around(mark.end),
                _ => Marked::Announced,
            };
        }
        marked
    }

    /// Whether nothing but blank lines stands between here and the preamble above: the mark is around
    /// the text that the preamble announces.
    fn follows_preamble(&self) -> bool {
        let owners = self.segments.owners.iter().rev();
        let above = owners.zip(
            self.lines
                .get(..self.segments.owners.len())
                .unwrap_or_default()
                .iter()
                .rev(),
        );
        for (owner, line) in above {
            if *owner == Owner::Preamble {
                return true;
            }
            if !line.is_blank() {
                return false;
            }
        }
        false
    }

    fn begin(&mut self, beginning: Beginning, until: Until) {
        let number = self.segments.beginnings.len();
        let body = beginning.body.min(self.lines.len());
        // A message that announces itself is the next one, not a part of the one above, unless that
        // one goes on behind it.
        self.open.retain(|it| it.until != Until::End);
        self.open.push(Open { number, until });
        let is_bare = beginning.first == body;
        self.segments.beginnings.push(beginning);
        while self.segments.owners.len() < body {
            self.segments.owners.push(Owner::Preamble);
        }
        if is_bare {
            self.segments.owners.push(Owner::Previous(number));
        }
        // Marks within the preamble are spent.
        let behind = self.lines.get(body).map_or(usize::MAX, |it| it.start);
        while self
            .marks
            .get(self.next_mark)
            .is_some_and(|it| it.start < behind)
        {
            self.next_mark += 1;
        }
    }

    /// How the message that begins with `beginning` ends.
    fn until(&self, beginning: &Beginning, line: &Line<'_>, marked: Marked) -> Until {
        if let Marked::Around(end) = marked {
            return Until::Byte(end);
        }
        let below = self
            .lines
            .iter()
            .skip(beginning.body)
            .find(|it| !it.is_blank());
        // A mark may stand around the text and begin only below the preamble.
        if let Some(below) = below
            && let Some(mark) = self
                .marks
                .iter()
                .skip(self.next_mark)
                .find(|it| it.start >= line.start)
            && mark.is_around
            && mark.start <= below.end
        {
            return Until::Byte(mark.end);
        }
        match below {
            Some(below) if below.depth > line.depth => Until::Depth(line.depth),
            _ if line.depth > 0 => Until::Depth(line.depth - 1),
            _ if beginning.is_attribution() && !self.has_current() => {
                self.until_mark_changes(beginning.body)
            }
            _ => Until::End,
        }
    }

    /// Whether the newest message has said anything so far.
    fn has_current(&self) -> bool {
        let owners = self.segments.owners.iter().zip(self.lines);
        owners
            .into_iter()
            .any(|(owner, line)| *owner == Owner::Current && !line.is_blank())
    }

    /// Some quote with marks of their own (`| `, `: `, `--]`). They are told by an attribution above
    /// which nothing was said: the answer must stand below the lines that begin alike.
    fn until_mark_changes(&self, body: usize) -> Until {
        let mut texts = self
            .lines
            .iter()
            .enumerate()
            .skip(body)
            .filter(|(_, it)| !it.is_blank());
        let Some((first, line)) = texts.next() else {
            return Until::End;
        };
        let is_mark = |it: char| it.is_ascii_punctuation();
        let mark: String = line
            .content
            .chars()
            .take_while(|it| is_mark(*it))
            .take(4)
            .collect();
        let is_answered = texts.any(|(_, it)| !it.content.starts_with(&mark));
        if mark.is_empty() || !is_answered {
            return Until::End;
        }
        Until::Like(first, mark.len())
    }

    fn begins_quotation(&self, at: usize) -> bool {
        let run = self.lines.iter().skip(at).take_while(|it| it.depth > 0);
        let texts = run.filter(|it| !it.is_blank()).take(LINES_OF_QUOTATION);
        self.lines
            .get(at)
            .is_some_and(|it| it.depth > 0 && !it.is_blank())
            && texts.count() == LINES_OF_QUOTATION
    }
}
