//! A part of a run that may be one number, and what its form says.

use super::groups::{Gap, Group, Run};
use crate::reading::Reading;

/// Groups of one number at most: fifteen digits, each for itself, and some to spare.
const MAX_NUMBER_GROUPS: usize = 17;

/// Groups `first..=last` of a run.
#[derive(Clone, Copy)]
pub(super) struct Candidate<'c> {
    pub(super) run: &'c Run,
    pub(super) first: usize,
    pub(super) last: usize,
}

/// Lengths of groups.
pub(super) struct Lengths {
    items: [u8; MAX_NUMBER_GROUPS],
    count: usize,
}

impl Lengths {
    pub(super) fn as_slice(&self) -> &[u8] {
        self.items.get(..self.count).unwrap_or_default()
    }
}

impl<'c> Candidate<'c> {
    pub(super) fn groups(&self) -> &'c [Group] {
        self.run
            .groups
            .get(self.first..=self.last)
            .unwrap_or_default()
    }

    /// What stands between its groups.
    pub(super) fn gaps(&self) -> &'c [Gap] {
        self.run
            .gaps
            .get(self.first + 1..=self.last)
            .unwrap_or_default()
    }

    /// Its digits.
    pub(super) fn digits(&self) -> &'c str {
        let groups = self.groups();
        match (groups.first(), groups.last()) {
            (Some(first), Some(last)) => self
                .run
                .digits
                .get(first.digits.0 as usize..last.digits.1 as usize)
                .unwrap_or_default(),
            _ => "",
        }
    }

    /// Its digits without an area code's zero in parentheses (`+44 (0)20`).
    pub(super) fn international_digits(&self) -> String {
        let mut digits = String::with_capacity(16);
        for (at, group) in self.groups().iter().enumerate() {
            let own = self
                .run
                .digits
                .get(group.digits.0 as usize..group.digits.1 as usize)
                .unwrap_or_default();
            let opened = at > 0 && self.gaps().get(at - 1).is_some_and(|it| it.open);
            let closed = self.gaps().get(at).is_some_and(|it| it.close);
            if !(own == "0" && opened && closed) {
                digits.push_str(own);
            }
        }
        digits
    }

    /// Lengths of its groups; `None` if there are more than any number has.
    pub(super) fn lengths(&self) -> Option<Lengths> {
        let mut lengths = Lengths {
            items: [0; MAX_NUMBER_GROUPS],
            count: 0,
        };
        for group in self.groups() {
            let slot = lengths.items.get_mut(lengths.count)?;
            *slot = (group.digits.1 - group.digits.0).min(u32::from(u8::MAX)) as u8;
            lengths.count += 1;
        }
        Some(lengths)
    }

    /// Whether it ends where a number may end: not in the middle of signs and digits.
    pub(super) fn is_bounded(&self) -> bool {
        let boundary =
            |gap: Option<&Gap>| gap.is_none_or(|it| it.space || it.slash && it.signs == 1);
        let before = (self.first > 0)
            .then(|| self.run.gaps.get(self.first))
            .flatten();
        let after = self.run.gaps.get(self.last + 1);
        // `0120-555-021(24 hours)`: a bracket of its own opens.
        let opens = |it: &Gap| it.open && !it.close && it.signs == 1;
        boundary(before) && (boundary(after) || after.is_some_and(opens)) && !self.runs_on()
    }

    /// Whether it ends between digits that stand one by one on the same line: there no number ends.
    fn runs_on(&self) -> bool {
        let is_single =
            |at: usize| (self.run.groups.get(at)).is_some_and(|it| it.digits.1 - it.digits.0 == 1);
        let next = self.last + 1;
        let same_line = self.run.gaps.get(next).is_some_and(|it| !it.line_break);
        same_line && self.last > self.first && is_single(self.last) && is_single(next)
    }

    /// Whether no further digits stand beside it on the line.
    pub(super) fn is_alone(&self) -> bool {
        let apart = |gap: Option<&Gap>| gap.is_none_or(|it| it.line_break);
        let before = (self.first > 0)
            .then(|| self.run.gaps.get(self.first))
            .flatten();
        apart(before) && apart(self.run.gaps.get(self.last + 1))
    }

    /// Whether its first group stands in parentheses.
    pub(super) fn is_parenthesised(&self, reading: &Reading) -> bool {
        let closes = self.gaps().first().is_some_and(|it| it.close);
        let opens = self.groups().first().is_some_and(|it| {
            let before = reading.before(it.span.start, 4);
            before.trim_end().ends_with(['(', '['])
        });
        closes && opens
    }

    /// Where the plus sign before it stands, if there is one.
    pub(super) fn plus(&self, reading: &Reading) -> Option<u32> {
        let start = self.groups().first()?.span.start;
        let before = reading.before(start, 4);
        let trimmed = before.trim_end_matches([' ', '(', '[', '_', '.', '-', '*', '~']);
        let skipped = (before.len() - trimmed.len()) as u32;
        trimmed.ends_with('+').then(|| start - skipped - 1)
    }

    pub(super) fn has_letters(&self) -> bool {
        self.groups().iter().any(|it| it.letters)
    }

    /// How many of its digits are spelled.
    pub(super) fn spelled(&self) -> u32 {
        let spelled = self.groups().iter().filter(|it| it.spelled);
        spelled.map(|it| it.digits.1 - it.digits.0).sum()
    }

    pub(super) fn is_glued(&self) -> bool {
        self.groups()
            .iter()
            .any(|it| it.glued_before || it.glued_after)
    }

    pub(super) fn breaks_line(&self) -> bool {
        self.gaps().iter().any(|it| it.line_break)
    }

    /// Whether a group of letters alone stands at an end, held by nothing but a space (`5786 I`).
    pub(super) fn has_loose_letters(&self, reading: &Reading) -> bool {
        let groups = self.groups();
        let loose = |group: Option<&Group>, gap: Option<&Gap>| {
            group.is_some_and(|it| it.only_letters) && gap.is_none_or(|it| it.signs == 0)
        };
        let first_is_loose =
            loose(groups.first(), self.gaps().first()) && self.plus(reading).is_none();
        first_is_loose || loose(groups.last(), self.gaps().last())
    }
}
