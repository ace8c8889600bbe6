//! The routes, and what stands behind each.

pub(crate) mod upload;

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{Path, Query, Request, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::Response;
use axum::routing::{get, post};
use detect::PackError;
use serde::Deserialize;

use crate::assets::Assets;
use crate::desk::{Desk, DeskError};
use crate::help::{Countries, HelpError, situation};
use crate::judged;
use crate::language::Languages;
use crate::look_up;
use crate::openid::OpenIdSettings;
use crate::pages::{self, Frame, Refusal};
use crate::rate::Limiter;
use crate::request::{accepted, client, field, is_same_origin, region_of, takes_gzip};
use crate::response::{self, Sending};
use crate::submission::{NoMail, Submission};
use crate::words::Words;
use upload::{Broken, Question, receive};

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
    settings: Settings,
    languages: Languages,
    countries: Countries,
    assets: Assets,
    limiter: Limiter,
}

/// The pages, judged behind `desk`. Whoever serves them puts the client's address as [`Client`] among the extensions of
/// each request.
pub fn router<D: Desk>(desk: Arc<D>, settings: Settings) -> Result<Router, ConsoleError> {
    let site = Site {
        limiter: Limiter::new(settings.per_minute),
        languages: Languages::load()?,
        countries: Countries::builtin()?,
        assets: Assets::load(),
        desk,
        settings,
    };
    Ok(Router::new()
        .route("/", get(start::<D>))
        .route("/check", post(check::<D>).get(to_start))
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

impl<D> Site<D> {
    fn words(&self, headers: &HeaderMap, chosen: Option<&str>) -> Words {
        self.languages.choose(chosen, accepted(headers))
    }

    fn frame(&self, words: &Words, path: &str) -> Frame {
        Frame::new(words, &self.languages, &self.assets, path)
    }

    fn sending(headers: &HeaderMap) -> Sending {
        Sending {
            gzip: takes_gzip(headers),
            with_mail: true,
        }
    }

    fn refuse(&self, words: &Words, headers: &HeaderMap, refusal: Refusal) -> Response {
        let html = pages::refusal(&self.frame(words, "/"), refusal, self.megabytes());
        let mut response = response::page(refusal.status(), html, Self::sending(headers));
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
    let words = site.words(&headers, choice.lang.as_deref());
    let html = pages::start(&site.frame(&words, "/"), site.megabytes());
    response::page(StatusCode::OK, html, Site::<D>::sending(&headers))
}

async fn to_start() -> Response {
    response::redirect("/")
}

async fn help_all<D: Desk>(
    State(site): State<Arc<Site<D>>>,
    Query(choice): Query<Choice>,
    headers: HeaderMap,
) -> Response {
    let words = site.words(&headers, choice.lang.as_deref());
    let html = pages::situations(&site.frame(&words, "/help"));
    response::page(StatusCode::OK, html, Site::<D>::sending(&headers))
}

async fn help<D: Desk>(
    State(site): State<Arc<Site<D>>>,
    Path(name): Path<String>,
    Query(choice): Query<Choice>,
    headers: HeaderMap,
) -> Response {
    let words = site.words(&headers, choice.lang.as_deref());
    let Some(situation) = situation(&name) else {
        return site.refuse(&words, &headers, Refusal::Missing);
    };
    // "Another country" was chosen: none is guessed.
    let chosen = choice.country.as_deref();
    let accepted = chosen.is_none().then(|| accepted(&headers)).flatten();
    let country = crate::country::choose(&site.countries, chosen, accepted);
    let frame = site.frame(&words, &format!("/help/{}", situation.name));
    let html = pages::help(&frame, situation, &site.countries, country);
    response::page(StatusCode::OK, html, Site::<D>::sending(&headers))
}

async fn asset<D: Desk>(
    State(site): State<Arc<Site<D>>>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let Some(asset) = site.assets.at(uri.path()) else {
        let words = site.words(&headers, None);
        return site.refuse(&words, &headers, Refusal::Missing);
    };
    match &asset.packed {
        Some(packed) if takes_gzip(&headers) => response::asset(asset.kind, packed.clone(), true),
        _ => response::asset(asset.kind, asset.bytes.to_vec(), false),
    }
}

async fn missing<D: Desk>(State(site): State<Arc<Site<D>>>, headers: HeaderMap) -> Response {
    let words = site.words(&headers, None);
    site.refuse(&words, &headers, Refusal::Missing)
}

async fn check<D: Desk>(
    State(site): State<Arc<Site<D>>>,
    Query(choice): Query<Choice>,
    request: Request,
) -> Response {
    let headers = request.headers().clone();
    let words = site.words(&headers, choice.lang.as_deref());
    match answer(&site, &words, request).await {
        Ok(response) => response,
        Err(refusal) => site.refuse(&words, &headers, refusal),
    }
}

async fn answer<D: Desk>(
    site: &Site<D>,
    words: &Words,
    request: Request,
) -> Result<Response, Refusal> {
    let headers = request.headers().clone();
    if !is_same_origin(&headers) {
        return Err(Refusal::Origin);
    }
    let allowed = site
        .limiter
        .take(client(&request, site.settings.behind_proxy), Instant::now());
    allowed.map_err(|wait| Refusal::Often(wait.as_secs() + 1))?;
    // The upload, and the copies of it that reading makes.
    let most = site.settings.upload_bytes;
    let expected = field(&headers, header::CONTENT_LENGTH.as_str());
    let expected = expected.and_then(|it| it.parse().ok()).unwrap_or(most);
    let held = site.desk.hold(expected.min(most).saturating_mul(2));
    let _held = held.ok_or(Refusal::Busy)?;
    let receiving = receive(request, most);
    let question = tokio::time::timeout(site.settings.receive, receiving)
        .await
        .map_err(|_| Refusal::Slow)?
        .map_err(|broken| match broken {
            Broken::TooLong => Refusal::TooLong,
            Broken::CutOff => Refusal::Broken,
        })?;
    let frame = site.frame(words, "/");
    let sending = Site::<D>::sending(&headers);
    let submission = match question {
        Question::Line(line) => {
            let region = region_of(&headers).map(str::to_owned);
            let asking = words.clone();
            let work = move |engine: &detect::Engine| {
                look_up::look_up(engine, &asking, &line, region.as_deref())
            };
            let finding = site.desk.at_work(work).await?;
            let html = pages::finding(&frame, &finding);
            return Ok(response::page(StatusCode::OK, html, sending));
        }
        Question::Text(text) => Submission::of_text(&text),
        Question::File { name, bytes } => Submission::of_file(name.as_deref(), &bytes),
        Question::Nothing => Err(NoMail::Empty),
    };
    let submission = submission?;
    let catalogue = words.catalogue();
    let work = move |engine: &detect::Engine| judged::judge(engine, catalogue, &submission);
    let judged = site.desk.at_work(work).await?;
    site.desk.note(&judged.report);
    let html = pages::answer(&frame, &judged);
    Ok(response::page(StatusCode::OK, html, sending))
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
