//! How often one client may ask.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The address of whoever asks; the server puts it beside each request. Without, all askers count as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Client(pub IpAddr);

/// Clients that are remembered.
pub(crate) const CLIENTS: usize = 10_000;

/// A bucket of requests for each client: full at first, refilled over a minute.
#[derive(Debug)]
pub(crate) struct Limiter {
    per_minute: u32,
    buckets: Mutex<HashMap<IpAddr, Bucket>>,
}

#[derive(Debug, Clone, Copy)]
struct Bucket {
    left: f64,
    at: Instant,
}

impl Limiter {
    /// 0 lets everybody ask as often as they like.
    pub(crate) fn new(per_minute: u32) -> Self {
        Self {
            per_minute,
            buckets: Mutex::default(),
        }
    }

    /// Takes one request from the bucket of `client`; the wait until there is one, where it is empty.
    pub(crate) fn take(&self, client: IpAddr, now: Instant) -> Result<(), Duration> {
        if self.per_minute == 0 {
            return Ok(());
        }
        let most = f64::from(self.per_minute);
        let per_second = most / 60.0;
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        let client = network(client);
        if buckets.len() >= CLIENTS && !buckets.contains_key(&client) {
            make_room(&mut buckets, now);
        }
        let bucket = buckets.entry(client).or_insert(Bucket {
            left: most,
            at: now,
        });
        let passed = now.saturating_duration_since(bucket.at).as_secs_f64();
        bucket.left = (bucket.left + passed * per_second).min(most);
        bucket.at = now;
        if bucket.left < 1.0 {
            return Err(Duration::from_secs_f64((1.0 - bucket.left) / per_second));
        }
        bucket.left -= 1.0;
        Ok(())
    }
}

/// Whoever has not asked for a minute has a full bucket and need not be remembered; else the oldest has to go.
fn make_room(buckets: &mut HashMap<IpAddr, Bucket>, now: Instant) {
    let minute = Duration::from_mins(1);
    buckets.retain(|_, it| now.saturating_duration_since(it.at) < minute);
    if buckets.len() >= CLIENTS {
        let oldest = buckets.iter().min_by_key(|it| it.1.at);
        if let Some(oldest) = oldest.map(|it| *it.0) {
            buckets.remove(&oldest);
        }
    }
}

/// A household has a whole network of IPv6 addresses: its first 64 bits are one client.
pub(crate) fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(it) => IpAddr::V6(Ipv6Addr::from_bits(it.to_bits() >> 64 << 64)),
        it @ IpAddr::V4(_) => it,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_empties_and_fills_again() {
        let limiter = Limiter::new(2);
        let now = Instant::now();
        let one = "192.0.2.1".parse().unwrap();
        assert!(limiter.take(one, now).is_ok() && limiter.take(one, now).is_ok());
        let wait = limiter.take(one, now).unwrap_err();
        assert!(wait > Duration::from_secs(29) && wait <= Duration::from_secs(30));
        assert!(limiter.take("192.0.2.2".parse().unwrap(), now).is_ok());
        assert!(limiter.take(one, now + Duration::from_secs(31)).is_ok());
    }

    #[test]
    fn one_network_is_one_client_and_the_table_is_bounded() {
        let limiter = Limiter::new(1);
        let now = Instant::now();
        assert!(limiter.take("2001:db8::1".parse().unwrap(), now).is_ok());
        assert!(limiter.take("2001:db8::2".parse().unwrap(), now).is_err());
        for index in 0..12_000u32 {
            let address = std::net::Ipv4Addr::from_bits(index).into();
            let _ = limiter.take(address, now);
        }
        assert!(limiter.buckets.lock().unwrap().len() <= CLIENTS);
    }
}
