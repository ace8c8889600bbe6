//! Where a quoted message begins.

use limits::Limits;

use super::attribution;
use super::header_block::{Block, Need};
use super::line::Line;
use super::model::PreviousThread;
use super::preamble;
use super::separator::{Separator, separator};

/// Blank lines between a separator and the header block below it.
const GAP: usize = 2;

/// The beginning of a quoted message.
#[derive(Debug, Default)]
pub(super) struct Beginning {
    /// The first line of its preamble.
    pub(super) first: usize,
    /// The first line of its text.
    pub(super) body: usize,
    pub(super) forwarded: bool,
    block: Option<Block>,
    attribution: Option<String>,
}

impl Beginning {
    /// A quotation without any preamble, at line `first`.
    pub(super) fn bare(first: usize) -> Self {
        Self {
            first,
            body: first,
            ..Self::default()
        }
    }

    /// The beginning at line `at`, if one is there. `is_marked` tells whether the HTML marks the
    /// line as the beginning of history.
    pub(super) fn at(lines: &[Line<'_>], at: usize, is_marked: bool) -> Option<Self> {
        let line = lines.get(at)?;
        if line.is_blank() {
            return None;
        }
        if let Some(separator) = separator(line.content) {
            return Self::at_separator(lines, at, separator);
        }
        let need = if is_marked { Need::Little } else { Need::Much };
        if let Some(block) = Block::at(lines, at, need) {
            return Some(Self {
                first: at,
                body: block.end,
                block: Some(block),
                ..Self::default()
            });
        }
        Self::at_attribution(lines, at, is_marked)
    }

    fn at_separator(lines: &[Line<'_>], at: usize, separator: Separator) -> Option<Self> {
        let gap = lines
            .iter()
            .skip(at + 1)
            .take(GAP)
            .take_while(|it| it.is_blank())
            .count();
        let below = at + 1 + gap;
        let need = match separator {
            Separator::Rule => Need::Little,
            Separator::Original | Separator::Forwarded => Need::Sender,
        };
        if let Some(block) = Block::at(lines, below, need) {
            return Some(Self {
                first: at,
                body: block.end,
                forwarded: separator == Separator::Forwarded,
                block: Some(block),
                ..Self::default()
            });
        }
        if separator == Separator::Rule {
            return None;
        }
        // Some programs put an attribution below the separator.
        let attribution = attribution::at(lines, below, |_| true);
        Some(Self {
            first: at,
            body: attribution.as_ref().map_or(at + 1, |it| it.end),
            forwarded: separator == Separator::Forwarded,
            attribution: attribution.map(|it| it.text),
            ..Self::default()
        })
    }

    fn at_attribution(lines: &[Line<'_>], at: usize, is_marked: bool) -> Option<Self> {
        let depth = lines.get(at)?.depth;
        let is_quoted_below = |below: usize| {
            let mut following = lines.iter().skip(below).take(GAP + 1);
            let next = following.find(|it| !it.is_blank());
            is_marked || next.is_some_and(|it| it.depth > depth)
        };
        let found = attribution::at(lines, at, is_quoted_below)?;
        Some(Self {
            first: at,
            body: found.end,
            attribution: Some(found.text),
            ..Self::default()
        })
    }

    /// Whether an attribution alone announces it.
    pub(super) fn is_attribution(&self) -> bool {
        self.attribution.is_some() && self.block.is_none()
    }

    /// The thread with what the preamble says, its text still to come.
    pub(super) fn thread(&self, lines: &[Line<'_>], limits: &Limits) -> PreviousThread {
        let mut thread = PreviousThread {
            preamble: self.preamble(lines),
            forwarded: self.forwarded,
            ..PreviousThread::default()
        };
        if let Some(block) = &self.block {
            preamble::read_block(block, &mut thread, limits);
        }
        if let Some(text) = &self.attribution {
            preamble::read_attribution(text, &mut thread);
        }
        thread
    }

    fn preamble(&self, lines: &[Line<'_>]) -> Option<String> {
        let own = lines.get(self.first..self.body)?;
        let texts: Vec<&str> = own
            .iter()
            .map(|it| it.content)
            .filter(|it| !it.is_empty())
            .collect();
        (!texts.is_empty()).then(|| texts.join("\n"))
    }
}
