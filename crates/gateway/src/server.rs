//! The process: opens the doors, reloads on SIGHUP, ends on SIGTERM once nobody waits for an answer.

use std::io;
use std::sync::{Arc, RwLock};
use std::time::Duration;

use axum::Router;
use detect::{Engine, Memory};
use tokio::runtime::Builder;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::door::{Shared, http, milter, spamd, web};
use crate::held::Room;
use crate::judge::Judge;
use crate::listen::{Endpoint, EndpointError, Listener, accept_all};
use crate::metrics::Metrics;
use crate::openid;
use crate::policy::PolicySettings;
use crate::quarantine::{Keeping, Recorder, keep_up};
use crate::quota::Quota;
use crate::settings::Settings;

/// Why the server does not run.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum GatewayError {
    /// An address that is none.
    #[error(transparent)]
    Endpoint(#[from] EndpointError),
    /// An address that cannot be listened on.
    #[error("cannot listen on {endpoint}")]
    Bind {
        /// The address.
        endpoint: Endpoint,
        /// Why.
        source: io::Error,
    },
    /// Every door is closed by the settings.
    #[error("no door is open: [milter], [spamd], [http] and [web] listen nowhere")]
    NoDoor,
    /// The data of the pages is wrong.
    #[error("the pages cannot be shown")]
    Pages(#[from] console::ConsoleError),
    /// What the provider of OpenID Connect wants shown cannot be had.
    #[error(transparent)]
    ClientSecret(#[from] openid::SecretError),
    /// The operating system refuses threads or signals.
    #[error("cannot start")]
    Start(#[source] io::Error),
}

/// Makes engine and policy anew from what the files say now; an error in words where they are wrong.
type Reload = Box<dyn Fn() -> Result<(Engine, PolicySettings), String> + Send + Sync>;

/// Opens the doors and serves until SIGTERM or SIGINT. On SIGHUP, `reload` makes a new engine and policy; where it cannot, the old
/// ones go on.
pub fn serve(settings: Settings, engine: Engine, reload: Reload) -> Result<(), GatewayError> {
    let runtime = Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(GatewayError::Start)?;
    // Opening may wait for a database, which no task may.
    let place = settings.history.as_ref();
    let memory = place.map(|(place, how)| Arc::new(Memory::open(place, how.clone())));
    let running = run(settings, engine, memory, Arc::new(reload));
    let result = runtime.block_on(running);
    // A worker that is still at it has nobody left to answer.
    runtime.shutdown_timeout(Duration::ZERO);
    result
}

/// The doors, by their names in logs and metrics.
#[derive(Debug, Clone, Copy)]
enum Door {
    Milter,
    Spamd,
    Http,
    Web,
}

async fn run(
    settings: Settings,
    engine: Engine,
    memory: Option<Arc<Memory>>,
    reload: Arc<Reload>,
) -> Result<(), GatewayError> {
    let mut terminate = signal(SignalKind::terminate()).map_err(GatewayError::Start)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(GatewayError::Start)?;
    let mut hang_up = signal(SignalKind::hangup()).map_err(GatewayError::Start)?;
    let (close, closing) = watch::channel(false);
    let metrics = Arc::new(Metrics::default());
    let serve = &settings.serve;
    let shutdown = Duration::from_secs(serve.shutdown_seconds);
    let connections = serve.connections;
    let workers = serve.parallel();
    let keeping = Keeping::new(settings.store.clone(), settings.quarantine.clone());
    let keeping = Arc::new(keeping);
    tokio::spawn(keep_up(Arc::clone(&keeping), closing.clone()));
    let shared = Arc::new(Shared {
        recorder: Recorder::start(&keeping, &metrics),
        requests: Quota::new(settings.http.requests_per_minute, 60),
        policy: RwLock::new(Arc::new(settings.policy.clone())),
        answers: Quota::new(settings.abuse.answers_per_hour, 3600),
        keeping,
        openid: openid::Client::default(),
        judge: Judge::new(engine, memory, workers, serve.queue, Arc::clone(&metrics)),
        room: Room::new(serve.held_bytes, serve.message_bytes),
        settings,
        metrics,
        closing,
    });
    let pages = web::pages(&shared)?;
    let mut acceptors = JoinSet::new();
    let mut doors = Vec::new();
    for (door, listener) in bind(&shared.settings).await? {
        let places = Arc::new(Semaphore::new(connections));
        doors.push(Arc::clone(&places));
        open(door, listener, places, &shared, &pages, &mut acceptors);
    }
    tracing::info!(workers, "ready");
    loop {
        tokio::select! {
            _ = terminate.recv() => break,
            _ = interrupt.recv() => break,
            _ = hang_up.recv() => reload_engine(&shared, &reload).await,
        }
    }
    tracing::info!("closing: what is under way is finished first");
    // Nobody listens only if no door is left.
    let _ = close.send(true);
    let finish = async {
        while acceptors.join_next().await.is_some() {}
        for places in doors {
            let all = u32::try_from(connections).unwrap_or(u32::MAX);
            let _ = places.acquire_many(all).await;
        }
    };
    if timeout(shutdown, finish).await.is_err() {
        tracing::warn!("connections are cut off; mail servers will come again with their mail");
    }
    Ok(())
}

async fn bind(settings: &Settings) -> Result<Vec<(Door, Listener)>, GatewayError> {
    let doors = [
        (Door::Milter, &settings.milter.listen),
        (Door::Spamd, &settings.spamd.listen),
        (Door::Http, &settings.http.listen),
        (Door::Web, &settings.web.listen),
    ];
    let mut bound = Vec::new();
    for (door, names) in doors {
        for name in names {
            let endpoint: Endpoint = name.parse()?;
            let listener = Listener::bind(&endpoint).await;
            let listener = listener.map_err(|source| GatewayError::Bind { endpoint, source })?;
            tracing::info!("{door:?} listens on {}", listener.address());
            bound.push((door, listener));
        }
    }
    if bound.is_empty() {
        return Err(GatewayError::NoDoor);
    }
    Ok(bound)
}

fn open(
    door: Door,
    listener: Listener,
    places: Arc<Semaphore>,
    shared: &Arc<Shared>,
    pages: &Router,
    acceptors: &mut JoinSet<()>,
) {
    let pages = pages.clone();
    let shared = Arc::clone(shared);
    let closing = shared.closing.clone();
    let metrics = Arc::clone(&shared.metrics);
    acceptors.spawn(accept_all(
        listener,
        places,
        closing,
        metrics,
        move |stream| {
            let shared = Arc::clone(&shared);
            let pages = pages.clone();
            async move {
                match door {
                    Door::Milter => milter::serve(stream, shared).await,
                    Door::Spamd => spamd::serve(stream, shared).await,
                    Door::Http => http::serve(stream, shared).await,
                    Door::Web => web::serve(stream, shared, pages).await,
                }
            }
        },
    ));
}

async fn reload_engine(shared: &Arc<Shared>, reload: &Arc<Reload>) {
    let (reload, changing) = (Arc::clone(reload), Arc::clone(shared));
    let made = tokio::task::spawn_blocking(move || {
        let mut read = None;
        changing.judge.change(|_| {
            let (engine, policy) = reload()?;
            read = Some(policy);
            Ok::<_, String>(engine)
        })?;
        Ok(read)
    });
    let made = made
        .await
        .unwrap_or_else(|_| Err("the reload failed".to_owned()));
    shared.metrics.note_reload(made.is_ok());
    match made {
        Ok(policy) => {
            if let Some(policy) = policy {
                shared.replace_policy(policy);
            }
            tracing::info!("reloaded");
        }
        Err(reason) => tracing::error!(reason, "not reloaded; the old rules go on"),
    }
}
