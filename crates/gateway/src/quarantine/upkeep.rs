//! What a running server does for its store now and then: lets go what is too old, and compares rows and files.

use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use store::{Store, StoreError};
use tokio::sync::watch;
use tokio::time::timeout;

use super::keeping::Keeping;

/// Between two times.
const PAUSE: Duration = Duration::from_hours(1);
const DAY: i64 = 86_400;

/// Keeps the store in order until `closing`.
pub(crate) async fn run(keeping: Arc<Keeping>, mut closing: watch::Receiver<bool>) {
    if !keeping.is_set() {
        return;
    }
    loop {
        let kept = Arc::clone(&keeping);
        let ending = closing.clone();
        let done = tokio::task::spawn_blocking(move || {
            // Why it cannot be opened has been said.
            let store = kept.store().ok()?;
            Some(once(&kept, &store, &ending))
        });
        if let Ok(Some(Err(error))) = done.await {
            tracing::error!(%error, "the store cannot be kept in order");
        }
        if timeout(PAUSE, closing.wait_for(|it| *it)).await.is_ok() {
            return;
        }
    }
}

fn once(
    keeping: &Keeping,
    store: &Store,
    closing: &watch::Receiver<bool>,
) -> Result<(), StoreError> {
    let now = Timestamp::now().as_second();
    let before = |days: u32| now.saturating_sub(i64::from(days).saturating_mul(DAY));
    let days = keeping.settings().keep_days;
    if days > 0 {
        let expired = store.expire_entries(before(days), now)?;
        if expired > 0 {
            tracing::info!(expired, "held mail has expired");
        }
    }
    let days = keeping.store_settings().keep_days;
    if days > 0 {
        // Many may have become old at once: whoever else asks the database gets a turn as long as each of these takes, and a
        // server that is to end does not wait for the last of them.
        let mut begun = Instant::now();
        let expired = store.expire_records(before(days), || {
            std::thread::sleep(begun.elapsed());
            begun = Instant::now();
            !*closing.borrow()
        })?;
        if expired > 0 {
            tracing::info!(expired, "records have expired");
        }
    }
    store.forget_deleted(now)?;
    store.expire_secrets(before(1))?;
    let audit = store.audit()?;
    for digest in audit.missing {
        tracing::error!(%digest, "the bytes of a held message are missing");
    }
    for name in audit.strange {
        tracing::warn!(
            name,
            "a message is older than the database and in no row of it"
        );
    }
    if audit.removed > 0 {
        tracing::info!(audit.removed, "files that nothing speaks of are removed");
    }
    Ok(())
}
