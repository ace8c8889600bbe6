//! What the words around digits say of them.

use text::Span;

use crate::lexicon::Role;
use crate::reading::Reading;

/// Bytes before a number within which a label belongs to it.
const LABEL: u32 = 40;
/// The same where the label is a single word ("order", "charge") that does not speak of a number.
const BARE_LABEL: u32 = 8;
/// Bytes between a label and a number that belong together even on two lines.
const ADJACENT: u32 = 4;
/// Bytes before and after a number within which a word of telephoning is close.
const CLOSE_BEFORE: u32 = 72;
const CLOSE_AFTER: u32 = 40;
/// Bytes before a number within which "if you did not order this" makes it the number to call. Such a
/// sentence is longer than a call word, and no order number follows it.
const DISPUTE_BEFORE: u32 = 180;
/// Bytes within which a word of telephoning is around.
const AROUND: u32 = 220;
/// Bytes before and after a number in which a request to call it may stand.
const REQUEST_BEFORE: u32 = 160;
const REQUEST_AFTER: u32 = 60;

/// What the surroundings say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Setting {
    /// A label says that it is the number of something else.
    Labelled,
    /// A single word that may be such a label stands before it: "order", "charge", "billing".
    Named,
    /// Nothing.
    Silent,
    /// Telephoning is spoken of around it.
    Around,
    /// Telephoning is spoken of right beside it.
    Close,
}

/// The words of one text that bear on numbers, in order.
pub(super) struct Context<'r, 't> {
    reading: &'r Reading<'t>,
    marks: Vec<Mark>,
    /// Whether the text speaks of money or an account.
    money: bool,
}

#[derive(Debug, Clone, Copy)]
struct Mark {
    span: Span,
    role: Role,
}

impl Mark {
    fn is_telephoning(self) -> bool {
        matches!(
            self.role,
            Role::CallRequest
                | Role::SupportLine
                | Role::Dispute
                | Role::SignatureLabel
                | Role::DialIn
                | Role::PhoneLabel
        )
    }

    fn is_other_label(self) -> bool {
        matches!(self.role, Role::IdLabel | Role::OrderLabel)
    }

    fn is_request(self) -> bool {
        matches!(
            self.role,
            Role::CallRequest | Role::SupportLine | Role::Dispute
        )
    }
}

impl<'r, 't> Context<'r, 't> {
    pub(super) fn new(reading: &'r Reading<'t>) -> Self {
        let marks = reading
            .phrases
            .iter()
            .map(|it| Mark {
                span: it.span,
                role: it.role,
            })
            .filter(|it| it.is_telephoning() || it.is_other_label())
            .filter(|it| !reading.is_in_address(it.span))
            .collect();
        let money = reading.phrases.iter().any(|it| it.role == Role::Money);
        Self {
            reading,
            marks,
            money,
        }
    }

    /// Whether the text speaks of money or an account: then a number in it is hardly idle.
    pub(super) fn speaks_of_money(&self) -> bool {
        self.money
    }

    /// What stands around `number`.
    pub(super) fn setting(&self, number: Span) -> Setting {
        let mut label: Option<(u32, bool)> = None;
        let mut telephone = None;
        for mark in self.before(number, AROUND) {
            let distance = number.start.saturating_sub(mark.span.end);
            if mark.is_other_label() {
                let apart = || self.breaks(mark.span.end, number.start.max(mark.span.end));
                let near = distance <= ADJACENT
                    || distance <= self.label_reach(mark)
                        && !apart()
                        && !self.ends_a_sentence(mark.span.end, number.start);
                if near && label.is_none_or(|it| distance < it.0) {
                    label = Some((distance, self.is_bare_label(mark)));
                }
            } else {
                let disputed = mark.role == Role::Dispute && distance <= DISPUTE_BEFORE;
                let distance = if disputed {
                    distance.min(CLOSE_BEFORE)
                } else {
                    distance
                };
                if telephone.is_none_or(|it| distance < it) {
                    telephone = Some(distance);
                }
            }
        }
        if let Some((distance, is_bare)) = label
            && telephone.is_none_or(|it| it > distance)
        {
            return if is_bare {
                Setting::Named
            } else {
                Setting::Labelled
            };
        }
        if telephone.is_some_and(|it| it <= CLOSE_BEFORE) {
            return Setting::Close;
        }
        let after = self
            .after(number, AROUND)
            .filter(|it| it.is_telephoning())
            .map(|it| it.span.start - number.end)
            .min();
        match (telephone, after) {
            (_, Some(distance)) if distance <= CLOSE_AFTER => Setting::Close,
            (None, None) => Setting::Silent,
            _ => Setting::Around,
        }
    }

    /// How far a label reaches. A mere word such as "charge" names the digits only where they follow at once.
    fn label_reach(&self, mark: &Mark) -> u32 {
        if self.is_bare_label(mark) {
            BARE_LABEL
        } else {
            LABEL
        }
    }

    /// Whether a label is a single word that names a matter as well as its number.
    fn is_bare_label(&self, mark: &Mark) -> bool {
        let words = self.reading.slice(mark.span.start, mark.span.end);
        mark.role == Role::OrderLabel && !words.contains(' ')
    }

    /// Whether the reader is asked to call `number`.
    pub(super) fn is_requested(&self, number: Span) -> bool {
        if self.answers_a_question(number) {
            return true;
        }
        let start = self.reach_back(number);
        let end = self.reach_on(number);
        let mut request: Option<(u32, Role)> = None;
        let mut requested_by: Option<Span> = None;
        let mut dial_in: Option<u32> = None;
        let mut label: Option<Mark> = None;
        for mark in self.before(number, REQUEST_BEFORE) {
            if mark.span.start < start {
                continue;
            }
            let distance = number.start.saturating_sub(mark.span.end);
            // "Through the billing desk: …" is a request and names a desk: the request counts.
            let nearer = |it: (u32, Role)| {
                distance < it.0
                    || distance == it.0 && (it.1 != Role::CallRequest || mark.role == it.1)
            };
            if mark.is_request() && request.is_none_or(nearer) {
                request = Some((distance, mark.role));
                requested_by = Some(mark.span);
            }
            if mark.role == Role::DialIn {
                dial_in = Some(dial_in.map_or(distance, |it| it.min(distance)));
            }
            if mark.role == Role::SignatureLabel && distance <= LABEL / 2 {
                label = Some(*mark);
            }
        }
        for mark in self.after(number, REQUEST_AFTER) {
            if mark.span.end > end {
                continue;
            }
            let distance = mark.span.start - number.end;
            if mark.is_request()
                && mark.role != Role::Dispute
                && request.is_none_or(|it| distance < it.0)
            {
                request = Some((distance, mark.role));
            }
            if mark.role == Role::DialIn {
                dial_in = Some(dial_in.map_or(distance, |it| it.min(distance)));
            }
        }
        let Some((distance, role)) = request else {
            return false;
        };
        if dial_in.is_some_and(|it| it <= distance) {
            return false;
        }
        // "Jane Roe, Customer Support, Phone: …" only says where she can be reached.
        let labelled_after = label.is_some_and(|it| {
            let apart = requested_by.is_none_or(|by| it.span.start >= by.end);
            apart && number.start.saturating_sub(it.span.end) < distance
        });
        !(labelled_after && role == Role::SupportLine && !self.is_one_label(number, distance))
    }

    /// Whether `number` is all that follows a question ("Not wanted? 803-…"): then it is where the answer is.
    fn answers_a_question(&self, number: Span) -> bool {
        let before = self.reading.before(number.start, 6);
        before
            .trim_end_matches([' ', '(', '[', '+', '-', ':'])
            .ends_with('?')
    }

    /// The lines around `number`, at most some 160 bytes before it and 60 after.
    pub(super) fn around(&self, number: Span) -> Span {
        let text = self.reading.text();
        let start = self.reach_back(number);
        let end = self.reach_on(number);
        let start = word_start(text, start, number.start);
        let end = word_end(text, end, number.end);
        Span { start, end }
    }

    /// Whether the support line named `distance` before `number` is its label, on the same line.
    fn is_one_label(&self, number: Span, distance: u32) -> bool {
        let from = number.start - distance;
        let between = self.reading.slice(from, number.start);
        distance <= LABEL && !between.contains(',') && !self.breaks(from, number.start)
    }

    fn before(&self, number: Span, reach: u32) -> impl Iterator<Item = &Mark> {
        // Marks are ordered by their start; a phrase is far shorter than the extra reach.
        let earliest = number.start.saturating_sub(reach + 200);
        let from = self.marks.partition_point(|it| it.span.start < earliest);
        self.marks
            .get(from..)
            .unwrap_or_default()
            .iter()
            .take_while(move |it| it.span.start < number.start)
            .filter(move |it| number.start.saturating_sub(it.span.end) <= reach)
    }

    fn after(&self, number: Span, reach: u32) -> impl Iterator<Item = &Mark> {
        let from = self.marks.partition_point(|it| it.span.start < number.end);
        self.marks
            .get(from..)
            .unwrap_or_default()
            .iter()
            .take_while(move |it| it.span.start - number.end <= reach)
    }

    /// Whether a sentence ends between a label and a number: then they do not belong together.
    fn ends_a_sentence(&self, start: u32, end: u32) -> bool {
        let between = self.reading.slice(start.min(end), end);
        [". ", "? ", "! "].iter().any(|it| between.contains(it)) && !between.starts_with(". ")
    }

    fn breaks(&self, start: u32, end: u32) -> bool {
        self.reading.folded.line_break_within(Span { start, end })
    }

    /// How far back the paragraph of `number` goes. A number alone in its paragraph belongs to the
    /// line before it ("Customer support line:").
    fn reach_back(&self, number: Span) -> u32 {
        let text = self.reading.text();
        let earliest = floor(text, number.start.saturating_sub(REQUEST_BEFORE));
        let mut end = number.start;
        for _ in 0..2 {
            let Some(cut) = self.last_empty_line(earliest, end) else {
                return earliest;
            };
            let between = self.reading.slice(cut, number.start);
            if between.bytes().any(|it| it.is_ascii_alphanumeric()) {
                return cut;
            }
            end = cut.saturating_sub(1);
        }
        earliest
    }

    fn reach_on(&self, number: Span) -> u32 {
        let text = self.reading.text();
        let latest = ceil(text, number.end.saturating_add(REQUEST_AFTER));
        self.first_empty_line(number.end, latest).unwrap_or(latest)
    }

    /// The byte after the last space between `start` and `end` that stands for an empty line.
    fn last_empty_line(&self, start: u32, end: u32) -> Option<u32> {
        let slice = self.reading.slice(start, end);
        let mut spaces = slice.rmatch_indices(' ').map(|it| start + it.0 as u32);
        spaces.find(|at| self.is_empty_line(*at)).map(|it| it + 1)
    }

    fn first_empty_line(&self, start: u32, end: u32) -> Option<u32> {
        let slice = self.reading.slice(start, end);
        let mut spaces = slice.match_indices(' ').map(|it| start + it.0 as u32);
        spaces.find(|at| self.is_empty_line(*at))
    }

    /// Whether the space at `at` of the folded text stands for an empty line.
    fn is_empty_line(&self, at: u32) -> bool {
        let span = Span {
            start: at,
            end: at + 1,
        };
        self.breaks(span.start, span.end)
            && self
                .reading
                .written(span)
                .bytes()
                .filter(|it| *it == b'\n')
                .count()
                > 1
    }
}

fn floor(text: &str, at: u32) -> u32 {
    (0..=at)
        .rev()
        .find(|it| text.is_char_boundary(*it as usize))
        .unwrap_or_default()
}

fn ceil(text: &str, at: u32) -> u32 {
    let length = text.len() as u32;
    (at..length)
        .find(|it| text.is_char_boundary(*it as usize))
        .unwrap_or(length)
}

/// `start`, moved on to the beginning of a word, but not beyond `limit`.
fn word_start(text: &str, start: u32, limit: u32) -> u32 {
    if start == 0
        || text
            .get(..start as usize)
            .is_some_and(|it| it.ends_with(' '))
    {
        return start;
    }
    let slice = text.get(start as usize..limit as usize).unwrap_or_default();
    slice.find(' ').map_or(start, |it| start + it as u32 + 1)
}

/// `end`, moved back to the end of a word, but not before `limit`.
fn word_end(text: &str, end: u32, limit: u32) -> u32 {
    if end as usize >= text.len()
        || text
            .get(end as usize..)
            .is_some_and(|it| it.starts_with(' '))
    {
        return end;
    }
    let slice = text.get(limit as usize..end as usize).unwrap_or_default();
    slice.rfind(' ').map_or(end, |it| limit + it as u32)
}
