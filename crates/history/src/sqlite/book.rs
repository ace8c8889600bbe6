//! The books of one subject as one row holds them, packed.
//!
//! A thin book holds all sightings. At [`THICK`] it becomes thick: then all lie in the table `sighting`, and the row
//! holds the newest, with a digest from which a message that comes after them is answered without reading the rest.

use crate::knowledge::{COMMON_DAYS, DAY, MAILBOX_CAP, PREVALENCE_DAYS, RECENT};
use crate::ledger::{BAD, Ledger, Sighting, What};
use crate::observation::UnixSeconds;
use crate::subject::NO_MAILBOX;

/// A book with so many sightings is thick. A thin one is told whole by the newest that an answer looks at.
pub(super) const THICK: usize = RECENT;
/// A thick book keeps more of the newest than an answer needs, so that messages which come in another order than they
/// were received are answered from the row too: at least so many, ...
pub(super) const NEWEST: usize = RECENT + 16;
/// ... and at most so many, so that not every message moves them all.
const NEWEST_ROOM: usize = RECENT + 32;
/// Days that a digest keeps: one more than count, as one may be left out.
pub(super) const DAYS: usize = COMMON_DAYS as usize + 2;

/// The books of one subject.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Book {
    /// [`crate::subject::Kind`] as stored.
    pub(super) kind: i16,
    /// `None` for what is kept as a hash only.
    pub(super) value: Option<String>,
    /// For a number the subject of its hundred, else 0.
    pub(super) block: i64,
    /// Oldest first: all of them, or the newest of a thick book.
    pub(super) events: Vec<Sighting>,
    /// Of a thick book.
    pub(super) digest: Option<Digest>,
}

/// What the newest sightings of a thick book do not tell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Digest {
    /// How many there are in all.
    pub(super) mails: u64,
    /// Whether any may be bad.
    pub(super) any_bad: bool,
    /// The newest days with mail, as numbers since 1970, newest first; [`DAYS`] of them at most.
    pub(super) days: Vec<i64>,
    /// Distinct mailboxes, up to [`MAILBOX_CAP`].
    pub(super) mailboxes: Vec<i64>,
    /// The oldest sightings, oldest first: [`RECENT`] of them.
    pub(super) beginning: Vec<Sighting>,
}

fn place(it: &Sighting) -> (UnixSeconds, i64) {
    (it.time, it.message)
}

/// The last second of the year 9999: no message is noted later.
const LAST_SECOND: UnixSeconds = 253_402_300_799;

/// Puts `it` where it belongs; `false` if its message is there already.
fn insert(events: &mut Vec<Sighting>, it: Sighting) -> bool {
    match events.binary_search_by_key(&place(&it), place) {
        Ok(_) => false,
        Err(at) => {
            events.insert(at, it);
            true
        }
    }
}

/// Sets the verdict of one sighting; whether that changed anything.
fn mark(events: &mut [Sighting], time: UnixSeconds, message: i64, verdict: i16) -> bool {
    let found = events.binary_search_by_key(&(time, message), place);
    let event = found.ok().and_then(|at| events.get_mut(at));
    match event {
        Some(it) if it.verdict != verdict => {
            it.verdict = verdict;
            true
        }
        _ => false,
    }
}

impl Book {
    /// Adds a sighting; `false` if its message stands in the book already, as far as the row tells.
    pub(super) fn enter(&mut self, it: Sighting) -> bool {
        let Some(digest) = &mut self.digest else {
            if !insert(&mut self.events, it) {
                return false;
            }
            if self.events.len() >= THICK {
                self.digest = Some(Digest::of(&self.events));
            }
            return true;
        };
        let is_new = self
            .events
            .first()
            .is_some_and(|first| place(&it) > place(first));
        if is_new && !insert(&mut self.events, it) {
            return false;
        }
        if self.events.len() > NEWEST_ROOM {
            self.events.drain(..self.events.len() - NEWEST);
        }
        digest.add(it);
        true
    }

    /// Sets the verdict of one sighting in what the row holds.
    pub(super) fn mark(&mut self, time: UnixSeconds, message: i64, verdict: i16) -> bool {
        let mut changed = mark(&mut self.events, time, message, verdict);
        if let Some(digest) = &mut self.digest {
            changed |= mark(&mut digest.beginning, time, message, verdict);
            if verdict >= BAD && !digest.any_bad {
                digest.any_bad = true;
                changed = true;
            }
        }
        changed
    }

    /// Removes one sighting of a thin book.
    pub(super) fn remove(&mut self, time: UnixSeconds, message: i64) {
        self.events.retain(|it| place(it) != (time, message));
    }

    /// What a message received at `now` may know of a thin book, `own` left out.
    pub(super) fn before(
        &self,
        now: UnixSeconds,
        own: i64,
    ) -> impl DoubleEndedIterator<Item = &Sighting> {
        let is_before = move |it: &&Sighting| it.time < now && it.message != own;
        self.events.iter().filter(is_before)
    }

    /// The answer of a thick book to a message received at `now` whose id is `own`, or is not noted where that is `None`;
    /// without bad sightings and the mailbox's own. `None` where the row does not tell.
    pub(super) fn answer(&self, now: UnixSeconds, own: Option<i64>) -> Option<Ledger> {
        let digest = self.digest.as_ref()?;
        if own.is_some_and(|own| !self.events.iter().any(|it| it.message == own)) {
            return None;
        }
        let is_before = |it: &&Sighting| it.time < now && Some(it.message) != own;
        let (known, later): (Vec<&Sighting>, Vec<&Sighting>) =
            self.events.iter().partition(is_before);
        let last = known.last()?;
        let is_told = |it: &&Sighting| {
            let same_day = it.time.div_euclid(DAY) == last.time.div_euclid(DAY);
            let has_mailbox = |other: &&Sighting| other.mailbox == it.mailbox;
            same_day && (it.mailbox == NO_MAILBOX || known.iter().any(has_mailbox))
        };
        let own_is_old = digest.beginning.iter().any(|it| Some(it.message) == own);
        if known.len() < RECENT || own_is_old || !later.iter().all(is_told) {
            return None;
        }
        let mut ledger = Ledger::default();
        for it in known.iter().rev().take(RECENT) {
            ledger.add(What::Newest, **it);
        }
        for it in &digest.beginning {
            ledger.add(What::Oldest, *it);
        }
        let mut number = |what, number: i64| {
            let row = Sighting {
                time: number,
                ..Sighting::default()
            };
            ledger.add(what, row);
        };
        let mails = digest.mails.saturating_sub(later.len() as u64);
        number(What::Count, i64::try_from(mails).unwrap_or(i64::MAX));
        number(What::Mailboxes, digest.mailboxes.len().cast_signed() as i64);
        if let Some(days) = digest.days_before(now) {
            number(What::Days, days);
        }
        Some(ledger)
    }
}

impl Digest {
    /// Of a book that has just become thick.
    fn of(events: &[Sighting]) -> Self {
        let mut digest = Self::default();
        for it in events {
            digest.add(*it);
        }
        digest
    }

    fn add(&mut self, it: Sighting) {
        self.mails = self.mails.saturating_add(1);
        self.any_bad |= it.verdict >= BAD;
        let day = it.time.div_euclid(DAY);
        if let Err(at) = self.days.binary_search_by(|known| day.cmp(known)) {
            self.days.insert(at, day);
            self.days.truncate(DAYS);
        }
        let is_known = it.mailbox == NO_MAILBOX || self.mailboxes.contains(&it.mailbox);
        if !is_known && self.mailboxes.len() < MAILBOX_CAP as usize {
            self.mailboxes.push(it.mailbox);
        }
        let is_old = self.beginning.len() < RECENT
            || self
                .beginning
                .last()
                .is_some_and(|last| place(&it) < place(last));
        if is_old && insert(&mut self.beginning, it) {
            self.beginning.truncate(RECENT);
        }
    }

    /// Days with mail among the last [`PREVALENCE_DAYS`] before `now`. `None` where the day at the edge matters, of
    /// which nobody knows here whether its mail came after that hour.
    fn days_before(&self, now: UnixSeconds) -> Option<i64> {
        let edge = now.saturating_sub(PREVALENCE_DAYS * DAY).div_euclid(DAY);
        let within = self.days.iter().filter(|it| **it > edge).count();
        let is_enough = within >= COMMON_DAYS as usize;
        (is_enough || !self.days.contains(&edge)).then_some(within.cast_signed() as i64)
    }
}

// How sightings are packed: one byte of verdict and flags, the time as difference from the one before, the message's
// id likewise, and mailbox, origin and detail where they are others than in the one before.
const VERDICT: u8 = 0b0000_0111;
const SAME_MAILBOX: u8 = 0b0000_1000;
const SAME_ORIGIN: u8 = 0b0001_0000;
const SAME_DETAIL: u8 = 0b0010_0000;

/// What was packed cannot be read: the file is damaged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a book cannot be read")]
pub(super) struct Unreadable;

/// `events`, oldest first, in few bytes.
pub(super) fn pack(events: &[Sighting]) -> Vec<u8> {
    let mut packed = Vec::with_capacity(events.len() * 16);
    let mut before = Sighting::default();
    for it in events {
        let flag = |is_same, flag| if is_same { flag } else { 0 };
        let mailbox = flag(it.mailbox == before.mailbox, SAME_MAILBOX);
        let origin = flag(it.origin == before.origin, SAME_ORIGIN);
        let detail = flag(it.detail == before.detail, SAME_DETAIL);
        packed.push((it.verdict.cast_unsigned() as u8 & VERDICT) | mailbox | origin | detail);
        push(
            &mut packed,
            it.time.wrapping_sub(before.time).cast_unsigned(),
        );
        let step = it.message.wrapping_sub(before.message);
        push(&mut packed, ((step << 1) ^ (step >> 63)).cast_unsigned());
        for (same, value) in [
            (mailbox, it.mailbox),
            (origin, it.origin),
            (detail, it.detail),
        ] {
            if same == 0 {
                packed.extend(value.to_le_bytes());
            }
        }
        before = *it;
    }
    packed
}

/// The reverse of [`pack`].
pub(super) fn unpack(packed: &[u8]) -> Result<Vec<Sighting>, Unreadable> {
    let mut bytes = Bytes(packed);
    let mut events: Vec<Sighting> = Vec::with_capacity(packed.len() / 8);
    let mut it = Sighting::default();
    while !bytes.0.is_empty() {
        let flags = bytes.byte()?;
        it.verdict = i16::from(flags & VERDICT);
        it.time = it.time.wrapping_add(bytes.number()?.cast_signed());
        let step = bytes.number()?;
        let step = (step >> 1).cast_signed() ^ -(step & 1).cast_signed();
        it.message = it.message.wrapping_add(step);
        if flags & SAME_MAILBOX == 0 {
            it.mailbox = bytes.eight()?;
        }
        if flags & SAME_ORIGIN == 0 {
            it.origin = bytes.eight()?;
        }
        if flags & SAME_DETAIL == 0 {
            it.detail = bytes.eight()?;
        }
        let is_next = events.last().is_none_or(|last| place(last) < place(&it));
        if !is_next || !(0..=LAST_SECOND).contains(&it.time) {
            return Err(Unreadable);
        }
        events.push(it);
    }
    Ok(events)
}

impl Digest {
    /// All but the beginning, which has a row of its own.
    pub(super) fn pack(&self) -> Vec<u8> {
        let mut packed = vec![u8::from(self.any_bad)];
        push(&mut packed, self.mails);
        push(&mut packed, self.days.len() as u64);
        for day in &self.days {
            push(&mut packed, day.cast_unsigned());
        }
        for mailbox in &self.mailboxes {
            packed.extend(mailbox.to_le_bytes());
        }
        packed
    }

    pub(super) fn unpack(packed: &[u8], beginning: Vec<Sighting>) -> Result<Self, Unreadable> {
        let mut bytes = Bytes(packed);
        let mut digest = Self {
            any_bad: bytes.byte()? != 0,
            mails: bytes.number()?,
            beginning,
            ..Self::default()
        };
        for _ in 0..bytes.number()?.min(DAYS as u64) {
            digest.days.push(bytes.number()?.cast_signed());
        }
        while !bytes.0.is_empty() && digest.mailboxes.len() < MAILBOX_CAP as usize {
            digest.mailboxes.push(bytes.eight()?);
        }
        Ok(digest)
    }
}

/// Seven bits a byte, lowest first (LEB128).
fn push(packed: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        packed.push(number as u8 | 0x80);
        number >>= 7;
    }
    packed.push(number as u8);
}

struct Bytes<'b>(&'b [u8]);

impl Bytes<'_> {
    fn byte(&mut self) -> Result<u8, Unreadable> {
        let (first, rest) = self.0.split_first().ok_or(Unreadable)?;
        self.0 = rest;
        Ok(*first)
    }

    fn number(&mut self) -> Result<u64, Unreadable> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(Unreadable)
    }

    fn eight(&mut self) -> Result<i64, Unreadable> {
        let (first, rest) = self.0.split_first_chunk().ok_or(Unreadable)?;
        self.0 = rest;
        Ok(i64::from_le_bytes(*first))
    }
}

/// Subjects of a message: in whose books it stands, and whether the verdict is noted there. Ids are positive.
pub(super) fn pack_subjects(subjects: impl IntoIterator<Item = (i64, bool)>) -> Vec<u8> {
    let value = |(id, takes_verdict): (i64, bool)| if takes_verdict { -id } else { id };
    let bytes = subjects.into_iter().flat_map(|it| value(it).to_le_bytes());
    bytes.collect()
}

/// The reverse of [`pack_subjects`].
pub(super) fn unpack_subjects(packed: &[u8]) -> Result<Vec<(i64, bool)>, Unreadable> {
    let (all, rest) = packed.as_chunks();
    if !rest.is_empty() {
        return Err(Unreadable);
    }
    let subject = |it: &[u8; 8]| {
        let value = i64::from_le_bytes(*it);
        (value.saturating_abs(), value < 0)
    };
    Ok(all.iter().map(subject).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sightings() -> impl Strategy<Value = Vec<Sighting>> {
        let one = (
            0..=LAST_SECOND,
            any::<i64>(),
            0..3_i64,
            0..5_i16,
            any::<[bool; 2]>(),
        );
        let sighting = one.prop_map(|(time, message, mailbox, verdict, flags)| Sighting {
            time,
            message,
            mailbox: mailbox * 77,
            verdict,
            origin: i64::from(flags[0]) * i64::MIN,
            detail: i64::from(flags[1]) * i64::MAX,
        });
        prop::collection::vec(sighting, 0..90).prop_map(|mut all| {
            all.sort_by_key(place);
            all.dedup_by_key(|it| place(it));
            all
        })
    }

    proptest! {
        #[test]
        fn what_is_packed_reads_back(all in sightings(), days in 0..9_i64) {
            prop_assert_eq!(unpack(&pack(&all)), Ok(all.clone()));
            let mut digest = Digest::of(&all);
            digest.days = (0..days).rev().collect();
            let again = Digest::unpack(&digest.pack(), digest.beginning.clone());
            prop_assert_eq!(again, Ok(digest));
            let subjects: Vec<(i64, bool)> = all.iter().map(|it| (it.time + 1, it.verdict > 2)).collect();
            prop_assert_eq!(unpack_subjects(&pack_subjects(subjects.clone())), Ok(subjects));
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200), now: i64) {
            let events = unpack(&bytes).unwrap_or_default();
            let digest = Digest::unpack(&bytes, events.clone()).ok();
            let _ = unpack_subjects(&bytes);
            let mut book = Book { events, digest, ..Book::default() };
            book.answer(now, Some(3));
            book.enter(Sighting { time: 5, ..Sighting::default() });
            book.mark(5, 0, 4);
            book.answer(now, None);
        }
    }
}
