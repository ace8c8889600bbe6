//! Who is signed in. Sessions are kept in memory only, and of each only the digest of its secret.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use sha2::{Digest as _, Sha256};
use store::{TotpSecret, UnixSeconds};

/// How long a session lasts.
const LIFE: Duration = Duration::from_hours(8);
/// How long it lasts without being used.
const IDLE: Duration = Duration::from_mins(30);
/// How long a code may take behind the password.
const CODE: Duration = Duration::from_mins(5);
/// Sessions of one token or account; the longest unused goes.
const OF_ONE: usize = 10;
/// Sessions of all: readers too keep theirs while others sign in.
const ALL: usize = 10_000;

type Key = [u8; 32];

/// Whose session it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holder {
    /// The number of the token that was shown.
    Token(i64),
    /// The number of the account, and its generation when it was signed in with.
    Account(i64, i64),
}

impl Holder {
    /// Whether both are the same token or account.
    fn is_same(self, other: Self) -> bool {
        match (self, other) {
            (Self::Token(one), Self::Token(two))
            | (Self::Account(one, _), Self::Account(two, _)) => one == two,
            _ => false,
        }
    }
}

/// How far somebody has come in signing in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    /// The password was right; a code is still to be shown.
    Code,
    /// All the way.
    Whole,
}

/// All sessions.
#[derive(Debug, Default)]
pub(super) struct Sessions(Mutex<HashMap<Key, Session>>);

#[derive(Debug, Clone)]
struct Session {
    holder: Holder,
    stage: Stage,
    /// Where it was begun from, and when.
    client: IpAddr,
    since: UnixSeconds,
    begun: Instant,
    used: Instant,
    /// The secret of an authenticator that is being set up.
    pending: Option<TotpSecret>,
}

impl Session {
    fn lives(&self, now: Instant) -> bool {
        let life = match self.stage {
            Stage::Code => CODE,
            Stage::Whole => LIFE,
        };
        now.saturating_duration_since(self.begun) < life
            && now.saturating_duration_since(self.used) < IDLE
    }
}

/// A session that begins.
#[derive(Debug, Clone, Copy)]
pub(super) struct NewSession {
    pub(super) holder: Holder,
    pub(super) stage: Stage,
    pub(super) client: IpAddr,
    pub(super) since: UnixSeconds,
}

/// A session as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Listed {
    /// By which it can be ended: a part of its digest, which opens nothing.
    pub(crate) handle: String,
    pub(crate) client: IpAddr,
    pub(crate) since: UnixSeconds,
    /// How long it has not been used.
    pub(crate) idle: Duration,
    /// Whether it is the one that asks.
    pub(crate) is_own: bool,
}

/// The system has no random numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the system has no random numbers")]
pub(super) struct NoRandomness;

impl Sessions {
    fn all(&self) -> MutexGuard<'_, HashMap<Key, Session>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins a session; its secret, 256 random bits in hexadecimal digits.
    pub(super) fn begin(&self, new: NewSession, now: Instant) -> Result<String, NoRandomness> {
        let secret = random()?;
        let mut all = self.all();
        all.retain(|_, it| it.lives(now));
        make_room(&mut all, OF_ONE, |it| it.holder.is_same(new.holder));
        make_room(&mut all, ALL, |_| true);
        let session = Session {
            holder: new.holder,
            stage: new.stage,
            client: new.client,
            since: new.since,
            begun: now,
            used: now,
            pending: None,
        };
        all.insert(key(&secret), session);
        Ok(secret)
    }

    /// Whose session lives under `secret`, and how far he has come. It counts as used.
    pub(super) fn find(&self, secret: &str, now: Instant) -> Option<(Holder, Stage)> {
        let mut all = self.all();
        let key = key(secret);
        let session = all.get_mut(&key)?;
        if !session.lives(now) {
            all.remove(&key);
            return None;
        }
        session.used = now;
        Some((session.holder, session.stage))
    }

    /// As [`find`](Self::find), by which the session does not count as used.
    pub(super) fn peek(&self, secret: &str, now: Instant) -> Option<(Holder, Stage)> {
        let all = self.all();
        let session = all.get(&key(secret)).filter(|it| it.lives(now))?;
        Some((session.holder, session.stage))
    }

    /// Ends a session.
    pub(super) fn end(&self, secret: &str) {
        self.all().remove(&key(secret));
    }

    /// The sessions of whoever has signed in with `secret`, the newest first.
    pub(super) fn listed(&self, secret: &str, now: Instant) -> Vec<Listed> {
        let all = self.all();
        let own = key(secret);
        let Some(holder) = all.get(&own).map(|it| it.holder) else {
            return Vec::new();
        };
        let of_him = all
            .iter()
            .filter(|(_, it)| it.holder == holder && it.stage == Stage::Whole && it.lives(now));
        let mut listed: Vec<Listed> = of_him
            .map(|(key, it)| Listed {
                handle: handle(key),
                client: it.client,
                since: it.since,
                idle: now.saturating_duration_since(it.used),
                is_own: *key == own,
            })
            .collect();
        listed.sort_by(|a, b| b.since.cmp(&a.since).then_with(|| a.handle.cmp(&b.handle)));
        listed
    }

    /// Ends other sessions of whoever has signed in with `secret`: the one with this `handle`, or all.
    pub(super) fn end_others(&self, secret: &str, only: Option<&str>) {
        let mut all = self.all();
        let own = key(secret);
        let Some(holder) = all.get(&own).map(|it| it.holder) else {
            return;
        };
        all.retain(|key, it| {
            let is_meant = only.is_none_or(|only| handle(key) == only);
            *key == own || !it.holder.is_same(holder) || !is_meant
        });
    }

    /// Keeps the secret of an authenticator that is being set up in a session.
    pub(super) fn set_pending(&self, secret: &str, pending: Option<TotpSecret>) {
        if let Some(session) = self.all().get_mut(&key(secret)) {
            session.pending = pending;
        }
    }

    /// The secret that is being set up in a session.
    pub(super) fn pending(&self, secret: &str) -> Option<TotpSecret> {
        self.all().get(&key(secret))?.pending.clone()
    }
}

/// Leaves fewer than `most` of those that `counted` says, the longest unused first.
fn make_room(all: &mut HashMap<Key, Session>, most: usize, counted: impl Fn(&Session) -> bool) {
    while all.values().filter(|it| counted(it)).count() >= most {
        let matching = all.iter().filter(|it| counted(it.1));
        let Some(oldest) = matching.min_by_key(|it| it.1.used).map(|it| *it.0) else {
            return;
        };
        all.remove(&oldest);
    }
}

fn key(secret: &str) -> Key {
    Sha256::digest(secret.as_bytes()).into()
}

fn handle(key: &Key) -> String {
    hexadecimal(key.get(..8).unwrap_or_default())
}

/// The secret that the forms of a session hold. Whoever knows it does not know the session's own.
pub(super) fn form_secret(secret: &str) -> String {
    let digest = Sha256::new()
        .chain_update(b"offhook console form\0")
        .chain_update(secret.as_bytes())
        .finalize();
    hexadecimal(&digest)
}

/// Whether both are the same; how long this takes tells nothing of where they differ.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    key(one) == key(other)
}

/// 256 random bits in hexadecimal digits.
pub(super) fn random() -> Result<String, NoRandomness> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|_| NoRandomness)?;
    Ok(hexadecimal(&bytes))
}

/// `bytes` in hexadecimal digits.
pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|it| [it >> 4, it & 15]);
    digits
        .filter_map(|it| char::from_digit(it.into(), 16))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn begin(sessions: &Sessions, holder: Holder, stage: Stage, now: Instant) -> String {
        let new = NewSession {
            holder,
            stage,
            client: "192.0.2.1".parse().unwrap(),
            since: 0,
        };
        sessions.begin(new, now).unwrap()
    }

    fn of_token(sessions: &Sessions, token: i64, now: Instant) -> String {
        begin(sessions, Holder::Token(token), Stage::Whole, now)
    }

    #[test]
    fn sessions_end_by_themselves() {
        let sessions = Sessions::default();
        let start = Instant::now();
        let minutes = |it| start + Duration::from_mins(it);
        let whole = Some((Holder::Token(7), Stage::Whole));
        let secret = of_token(&sessions, 7, start);
        assert_eq!(secret.len(), 64);
        for each in (20..=460).step_by(20) {
            assert_eq!(sessions.find(&secret, minutes(each)), whole);
        }
        assert_eq!(sessions.find(&secret, minutes(480)), None);
        let idle = of_token(&sessions, 7, start);
        assert_eq!(sessions.find(&idle, minutes(30)), None);
        assert_eq!(sessions.find(&idle, minutes(1)), None);
        let ended = of_token(&sessions, 7, start);
        sessions.end(&ended);
        assert_eq!(sessions.find(&ended, start), None);
        assert_eq!(sessions.find("", start), None);
        let half = begin(&sessions, Holder::Account(1, 0), Stage::Code, start);
        assert!(sessions.find(&half, minutes(4)).is_some());
        assert_eq!(sessions.find(&half, minutes(5)), None);
        // Whoever only looks whether a session lives does not keep it alive.
        let idle = of_token(&sessions, 7, start);
        assert_eq!(sessions.peek(&idle, minutes(29)), whole);
        assert_eq!(sessions.peek(&idle, minutes(30)), None);
    }

    #[test]
    fn one_token_pushes_nobody_elses_sessions_out() {
        let sessions = Sessions::default();
        let now = Instant::now();
        let other = of_token(&sessions, 1, now);
        let account = begin(&sessions, Holder::Account(2, 0), Stage::Whole, now);
        for _ in 0..2000 {
            of_token(&sessions, 2, now);
        }
        assert!(sessions.find(&other, now).is_some());
        assert!(sessions.find(&account, now).is_some());
        assert_eq!(sessions.0.lock().unwrap().len(), OF_ONE + 2);
    }

    #[test]
    fn who_is_signed_in_sees_his_sessions_and_ends_the_others() {
        let sessions = Sessions::default();
        let now = Instant::now();
        let ann = |stage| begin(&sessions, Holder::Account(1, 0), stage, now);
        let (one, two, three) = (ann(Stage::Whole), ann(Stage::Whole), ann(Stage::Whole));
        let half = ann(Stage::Code);
        let bob = begin(&sessions, Holder::Account(2, 0), Stage::Whole, now);
        let listed = sessions.listed(&one, now);
        assert_eq!(listed.len(), 3);
        assert_eq!(listed.iter().filter(|it| it.is_own).count(), 1);
        let handle = handle(&key(&two));
        assert!(!two.contains(&handle));
        sessions.end_others(&one, Some(&handle));
        assert_eq!(sessions.find(&two, now), None);
        assert!(sessions.find(&three, now).is_some());
        // Nobody ends another's.
        sessions.end_others(&bob, Some(&super::handle(&key(&three))));
        assert!(sessions.find(&three, now).is_some());
        sessions.end_others(&one, None);
        for ended in [&three, &half] {
            assert_eq!(sessions.find(ended, now), None);
        }
        assert!(sessions.find(&one, now).is_some() && sessions.find(&bob, now).is_some());
    }

    #[test]
    fn forms_do_not_give_the_session_away() {
        assert_ne!(form_secret("a"), form_secret("b"));
        assert!(is_same("ab", "ab") && !is_same("ab", "abc"));
    }
}
