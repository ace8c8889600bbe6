//! Answers that are kept, and the meter that one message's look-ups run through.
//!
//! `mail-auth` asks its cache before it asks the resolver. That makes the cache the place where
//! look-ups are counted: once a message has used up what it may ask, the cache answers in the
//! resolver's place that the resolver failed.

use std::borrow::Borrow;
use std::cell::Cell;
use std::hash::Hash;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::time::{Duration, Instant};

use hickory_resolver::proto::op::ResponseCode;
use mail_auth::{DnsCache, DnsError, Error, Mx, Negative, RecordSet, ResolverCache, TxtRecord};
use moka::Expiry;
use moka::sync::Cache;

use super::resolver::LONGEST_TTL;

/// What an entry costs beside its value: key, bookkeeping.
const ENTRY_BYTES: usize = 200;
/// An answer larger than this is used and not kept.
const LARGEST_KEPT: usize = 32 << 10;

type Answer<T> = Result<RecordSet<T>, Negative>;

/// Answers of the resolver, shared by all messages.
pub(super) struct Answers {
    txt: Kept<Box<str>, TxtRecord>,
    mx: Kept<Box<str>, Answer<Mx>>,
    ipv4: Kept<Box<str>, Answer<Ipv4Addr>>,
    ipv6: Kept<Box<str>, Answer<Ipv6Addr>>,
    ptr: Kept<IpAddr, Answer<Box<str>>>,
}

impl Answers {
    pub(super) fn new(bytes: u64) -> Self {
        Self {
            txt: kept(bytes / 2),
            mx: kept(bytes / 8),
            ipv4: kept(bytes / 8),
            ipv6: kept(bytes / 8),
            ptr: kept(bytes / 8),
        }
    }

    /// How many answers are kept at the moment, and how many bytes they take.
    #[cfg(test)]
    fn txt_size(&self) -> (u64, u64) {
        self.txt.run_pending_tasks();
        (self.txt.entry_count(), self.txt.weighted_size())
    }
}

type Kept<K, V> = Cache<K, Entry<V>>;

#[derive(Clone)]
struct Entry<V> {
    value: V,
    time_to_live: Duration,
}

fn kept<K, V>(bytes: u64) -> Kept<K, V>
where
    K: Hash + Eq + Send + Sync + 'static,
    V: Weigh + Clone + Send + Sync + 'static,
{
    Cache::builder()
        .max_capacity(bytes)
        .weigher(|_, entry: &Entry<V>| {
            u32::try_from(entry.value.bytes() + ENTRY_BYTES).unwrap_or(u32::MAX)
        })
        .expire_after(TimeToLive)
        .build()
}

struct TimeToLive;

impl<K, V> Expiry<K, Entry<V>> for TimeToLive {
    fn expire_after_create(&self, _: &K, entry: &Entry<V>, _: Instant) -> Option<Duration> {
        Some(entry.time_to_live)
    }

    fn expire_after_update(
        &self,
        _: &K,
        entry: &Entry<V>,
        _: Instant,
        _: Option<Duration>,
    ) -> Option<Duration> {
        Some(entry.time_to_live)
    }
}

/// Roughly how many bytes an answer takes, and what stands for "not asked".
pub(super) trait Weigh {
    fn bytes(&self) -> usize;
    fn refused() -> Self;

    /// Whether the name or the kind of record is not there (a void look-up of RFC 7208 section 4.6.4). A policy
    /// that is not there ends the evaluation anyway, so that texts need not be counted.
    fn is_void(&self) -> bool {
        false
    }
}

impl Weigh for TxtRecord {
    fn bytes(&self) -> usize {
        match self {
            Self::Spf(record) => record.directives.len() * 256,
            _ => 1_024,
        }
    }

    fn refused() -> Self {
        let why = "the look-ups of this message are used up".to_owned();
        Self::Error(Error::Dns(DnsError::Resolver(why)))
    }
}

impl<T> Weigh for Answer<T> {
    fn bytes(&self) -> usize {
        let records = self.as_ref().map_or(0, |it| it.records.len());
        records * (size_of::<T>() + 64)
    }

    /// No failure can be said here; the meter says it.
    fn refused() -> Self {
        Err(Negative {
            code: ResponseCode::ServFail,
        })
    }

    fn is_void(&self) -> bool {
        match self {
            Ok(found) => found.records.is_empty(),
            Err(it) => matches!(it.code, ResponseCode::NXDomain | ResponseCode::NoError),
        }
    }
}

/// Counts the look-ups of one message.
#[derive(Debug)]
pub(super) struct Meter {
    allowed: u32,
    used: Cell<u32>,
    spent: Cell<bool>,
    voids: Cell<u32>,
}

impl Meter {
    pub(super) fn new(allowed: u32) -> Self {
        Self {
            allowed,
            used: Cell::new(0),
            spent: Cell::new(false),
            voids: Cell::new(0),
        }
    }

    pub(super) fn used(&self) -> u32 {
        self.used.get()
    }

    /// Whether a look-up was refused.
    pub(super) fn is_spent(&self) -> bool {
        self.spent.get()
    }

    /// Look-ups that found nothing.
    pub(super) fn voids(&self) -> u32 {
        self.voids.get()
    }

    fn note(&self, answer: &impl Weigh) {
        if answer.is_void() {
            self.voids.set(self.voids.get().saturating_add(1));
        }
    }

    fn take(&self) -> bool {
        let used = self.used.get();
        if used >= self.allowed {
            self.spent.set(true);
            return false;
        }
        self.used.set(used + 1);
        true
    }
}

/// The kept answers, as one message may use them.
pub(super) struct Metered<'c> {
    txt: View<'c, Box<str>, TxtRecord>,
    mx: View<'c, Box<str>, Answer<Mx>>,
    ipv4: View<'c, Box<str>, Answer<Ipv4Addr>>,
    ipv6: View<'c, Box<str>, Answer<Ipv6Addr>>,
    ptr: View<'c, IpAddr, Answer<Box<str>>>,
}

impl<'c> Metered<'c> {
    pub(super) fn new(answers: &'c Answers, meter: &'c Meter) -> Self {
        Self {
            txt: View::new(&answers.txt, meter),
            mx: View::new(&answers.mx, meter),
            ipv4: View::new(&answers.ipv4, meter),
            ipv6: View::new(&answers.ipv6, meter),
            ptr: View::new(&answers.ptr, meter),
        }
    }
}

impl<'c> DnsCache for Metered<'c> {
    type Txt = View<'c, Box<str>, TxtRecord>;
    type Mx = View<'c, Box<str>, Answer<Mx>>;
    type Ipv4 = View<'c, Box<str>, Answer<Ipv4Addr>>;
    type Ipv6 = View<'c, Box<str>, Answer<Ipv6Addr>>;
    type Ptr = View<'c, IpAddr, Answer<Box<str>>>;

    fn txt(&self) -> Option<&Self::Txt> {
        Some(&self.txt)
    }

    fn mx(&self) -> Option<&Self::Mx> {
        Some(&self.mx)
    }

    fn ipv4(&self) -> Option<&Self::Ipv4> {
        Some(&self.ipv4)
    }

    fn ipv6(&self) -> Option<&Self::Ipv6> {
        Some(&self.ipv6)
    }

    fn ptr(&self) -> Option<&Self::Ptr> {
        Some(&self.ptr)
    }
}

/// One kind of answers behind the meter.
pub(super) struct View<'c, K, V> {
    kept: &'c Kept<K, V>,
    meter: &'c Meter,
}

impl<'c, K, V> View<'c, K, V> {
    fn new(kept: &'c Kept<K, V>, meter: &'c Meter) -> Self {
        Self { kept, meter }
    }
}

impl<K, V> ResolverCache<K, V> for View<'_, K, V>
where
    K: Hash + Eq + Send + Sync + 'static,
    V: Weigh + Clone + Send + Sync + 'static,
{
    fn get<Q>(&self, name: &Q) -> Option<V>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        if !self.meter.take() {
            return Some(V::refused());
        }
        let value = self.kept.get(name)?.value;
        self.meter.note(&value);
        Some(value)
    }

    fn remove<Q>(&self, name: &Q) -> Option<V>
    where
        K: Borrow<Q>,
        Q: Hash + Eq + ?Sized,
    {
        self.kept.remove(name).map(|it| it.value)
    }

    fn insert(&self, key: K, value: V, valid_until: Instant) {
        self.meter.note(&value);
        let time_to_live = valid_until
            .saturating_duration_since(Instant::now())
            .min(LONGEST_TTL);
        if !time_to_live.is_zero() && value.bytes() <= LARGEST_KEPT {
            let entry = Entry {
                value,
                time_to_live,
            };
            self.kept.insert(key, entry);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn addresses(count: usize) -> RecordSet<Ipv4Addr> {
        let records: Vec<_> = (0..count).map(|_| Ipv4Addr::LOCALHOST).collect();
        RecordSet {
            records: Arc::from(records),
            dnssec_status: mail_auth::DnssecStatus::Indeterminate,
        }
    }

    fn soon() -> Instant {
        Instant::now() + Duration::from_mins(1)
    }

    #[test]
    fn an_answer_is_kept_as_long_as_it_lives() {
        let answers = Answers::new(1 << 20);
        let meter = Meter::new(10);
        let view = Metered::new(&answers, &meter);
        view.ipv4.insert("a.test.".into(), Ok(addresses(2)), soon());
        view.ipv4
            .insert("b.test.".into(), Ok(addresses(2)), Instant::now());
        assert!(view.ipv4.get::<str>("a.test.").is_some());
        assert!(view.ipv4.get::<str>("b.test.").is_none());
        let brief = Instant::now() + Duration::from_millis(30);
        view.ipv4.insert("c.test.".into(), Ok(addresses(2)), brief);
        assert!(view.ipv4.get::<str>("c.test.").is_some());
        std::thread::sleep(Duration::from_millis(60));
        assert!(view.ipv4.get::<str>("c.test.").is_none());
    }

    #[test]
    fn ten_thousand_records_are_not_kept() {
        let answers = Answers::new(1 << 20);
        let meter = Meter::new(10);
        let view = Metered::new(&answers, &meter);
        view.ipv4
            .insert("many.test.".into(), Ok(addresses(10_000)), soon());
        assert!(view.ipv4.get::<str>("many.test.").is_none());
    }

    #[test]
    fn the_cache_keeps_to_its_bytes() {
        let answers = Answers::new(64 << 10);
        let meter = Meter::new(10);
        let view = Metered::new(&answers, &meter);
        for index in 0..5_000 {
            let refused = TxtRecord::refused();
            view.txt
                .insert(format!("{index}.test.").into(), refused, soon());
        }
        let (count, bytes) = answers.txt_size();
        assert!(bytes <= 32 << 10, "{count} answers of {bytes} bytes");
        assert!(count > 0);
    }

    #[test]
    fn a_message_that_asks_too_much_gets_failures() {
        let answers = Answers::new(1 << 20);
        let meter = Meter::new(2);
        let view = Metered::new(&answers, &meter);
        assert!(view.txt.get::<str>("a.test.").is_none());
        assert!(view.mx.get::<str>("a.test.").is_none());
        assert!(!meter.is_spent());
        let refused = view.txt.get::<str>("b.test.");
        assert!(matches!(
            refused,
            Some(TxtRecord::Error(Error::Dns(DnsError::Resolver(_))))
        ));
        assert!(meter.is_spent());
        assert_eq!(meter.used(), 2);
    }
}
