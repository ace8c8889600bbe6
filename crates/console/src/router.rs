//! The routes, and what stands behind each.

mod check;
pub(crate) mod upload;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::Response;
use axum::routing::{get, post};
use detect::PackError;
use serde::Deserialize;

use crate::assets::Assets;
use crate::desk::{Desk, DeskError};
use crate::help::{Countries, HelpError, situation};
use crate::language::Languages;
use crate::openid::OpenIdSettings;
use crate::own::{Readers, Who};
use crate::pages::{self, Frame, Refusal};
use crate::rate::Limiter;
use crate::request::{accepted, takes_gzip};
use crate::response::{self, Sending};
use crate::submission::NoMail;
use crate::words::Words;

/// What an operator may set of the pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Bytes of one upload.
    pub upload_bytes: usize,
    /// How often one client may ask in a minute; 0 for as often as it likes.
    pub per_minute: u32,
    /// Whether a proxy before the pages writes the client's address into `X-Forwarded-For`.
    pub behind_proxy: bool,
    /// How long an upload may take.
    pub receive: Duration,
    /// Whether accounts of the console with a password need an authenticator as well.
    pub require_totp: bool,
    /// The provider of OpenID Connect that signs people in to the console.
    pub openid: Option<OpenIdSettings>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            upload_bytes: 32 << 20,
            per_minute: 30,
            behind_proxy: false,
            receive: Duration::from_mins(5),
            require_totp: false,
            openid: None,
        }
    }
}

/// Why there are no pages.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConsoleError {
    /// The sentences are wrong.
    #[error(transparent)]
    Words(#[from] PackError),
    /// The data on countries is wrong.
    #[error(transparent)]
    Help(#[from] HelpError),
}

/// What all requests share.
struct Site<D> {
    desk: Arc<D>,
    /// Who signs in here; nobody where no accounts are kept.
    readers: Option<Arc<dyn Readers>>,
    settings: Settings,
    languages: Languages,
    countries: Countries,
    assets: Assets,
    limiter: Limiter,
}

/// The pages, judged behind `desk`, on which nobody signs in. Whoever serves them puts the client's address as [`Client`] among the
/// extensions of each request.
pub fn router<D: Desk>(desk: Arc<D>, settings: Settings) -> Result<Router, ConsoleError> {
    router_for(desk, settings, None)
}

/// As [`router`], with `readers` who sign in.
pub(crate) fn router_for<D: Desk>(
    desk: Arc<D>,
    settings: Settings,
    readers: Option<Arc<dyn Readers>>,
) -> Result<Router, ConsoleError> {
    let site = Site {
        readers,
        limiter: Limiter::new(settings.per_minute),
        languages: Languages::load()?,
        countries: Countries::builtin()?,
        assets: Assets::load(),
        desk,
        settings,
    };
    Ok(Router::new()
        .route("/", get(start::<D>))
        .route("/check", post(check::check::<D>).get(to_start))
        .route("/help", get(help_all::<D>))
        .route("/help/{situation}", get(help::<D>))
        .route("/assets/{name}", get(asset::<D>))
        .fallback(missing::<D>)
        .with_state(Arc::new(site)))
}

/// What may stand after the `?`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Choice {
    lang: Option<String>,
    country: Option<String>,
}

/// A request with who sends it and how he is spoken to.
struct Visit {
    words: Words,
    who: Who,
    headers: HeaderMap,
}

impl<D> Site<D> {
    /// A request of nobody in particular.
    fn stranger(&self, headers: &HeaderMap, choice: &Choice) -> Visit {
        Visit {
            words: self
                .languages
                .choose(choice.lang.as_deref(), accepted(headers)),
            who: Who::ANYBODY,
            headers: headers.clone(),
        }
    }

    /// A request of whoever has signed in.
    async fn visit(&self, headers: &HeaderMap, choice: &Choice) -> Visit {
        let mut visit = self.stranger(headers, choice);
        if let Some(readers) = &self.readers {
            visit.who = readers.who(headers).await;
        }
        visit
    }

    fn frame(&self, visit: &Visit, path: &str) -> Frame {
        Frame::new(
            &visit.words,
            &self.languages,
            &self.assets,
            path,
            &visit.who,
        )
    }

    fn page(&self, visit: &Visit, status: StatusCode, html: String) -> Response {
        let sending = Sending {
            gzip: takes_gzip(&visit.headers),
            with_mail: true,
        };
        let mut response = response::page(status, html, sending);
        if self.readers.is_some() {
            response::for_readers(&mut response, visit.who.reader().is_some());
        }
        response
    }

    fn refuse(&self, visit: &Visit, refusal: Refusal) -> Response {
        let html = pages::refusal(&self.frame(visit, "/"), refusal, self.megabytes());
        let mut response = self.page(visit, refusal.status(), html);
        if let Some(seconds) = refusal.wait() {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, seconds.into());
        }
        response
    }

    fn megabytes(&self) -> usize {
        self.settings.upload_bytes.div_ceil(1 << 20)
    }
}

async fn start<D: Desk>(
    State(site): State<Arc<Site<D>>>,
    Query(choice): Query<Choice>,
    headers: HeaderMap,
) -> Response {
    let visit = site.visit(&headers, &choice).await;
    let html = pages::start(&site.frame(&visit, "/"), site.megabytes());
    site.page(&visit, StatusCode::OK, html)
}

async fn to_start() -> Response {
    response::redirect("/")
}

async fn help_all<D: Desk>(
    State(site): State<Arc<Site<D>>>,
    Query(choice): Query<Choice>,
    headers: HeaderMap,
) -> Response {
    let visit = site.visit(&headers, &choice).await;
    let html = pages::situations(&site.frame(&visit, "/help"));
    site.page(&visit, StatusCode::OK, html)
}

async fn help<D: Desk>(
    State(site): State<Arc<Site<D>>>,
    Path(name): Path<String>,
    Query(choice): Query<Choice>,
    headers: HeaderMap,
) -> Response {
    let visit = site.visit(&headers, &choice).await;
    let Some(situation) = situation(&name) else {
        return site.refuse(&visit, Refusal::Missing);
    };
    // "Another country" was chosen: none is guessed.
    let chosen = choice.country.as_deref();
    let accepted = chosen.is_none().then(|| accepted(&headers)).flatten();
    let country = crate::country::choose(&site.countries, chosen, accepted);
    let frame = site.frame(&visit, &format!("/help/{}", situation.name));
    let html = pages::help(&frame, situation, &site.countries, country);
    site.page(&visit, StatusCode::OK, html)
}

async fn asset<D: Desk>(
    State(site): State<Arc<Site<D>>>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let Some(asset) = site.assets.at(uri.path()) else {
        let visit = site.stranger(&headers, &Choice::default());
        return site.refuse(&visit, Refusal::Missing);
    };
    match &asset.packed {
        Some(packed) if takes_gzip(&headers) => response::asset(asset.kind, packed.clone(), true),
        _ => response::asset(asset.kind, asset.bytes.to_vec(), false),
    }
}

async fn missing<D: Desk>(State(site): State<Arc<Site<D>>>, headers: HeaderMap) -> Response {
    let visit = site.visit(&headers, &Choice::default()).await;
    site.refuse(&visit, Refusal::Missing)
}

impl From<DeskError> for Refusal {
    fn from(error: DeskError) -> Self {
        match error {
            DeskError::Busy => Self::Busy,
            DeskError::Failed => Self::Failed,
        }
    }
}

impl From<NoMail> for Refusal {
    fn from(error: NoMail) -> Self {
        match error {
            NoMail::Empty => Self::Empty,
            NoMail::Unknown => Self::Unknown,
        }
    }
}
