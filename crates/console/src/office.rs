//! The console for those who run it: what was judged, what is held, and who is behind it.
//!
//! Whoever signs in has an account of the store, or shows a token of it. What he may is looked up at each request: once the account is
//! disabled or the token revoked, the session ends. An account of a reader opens nothing here but what is about himself.
//! Nothing here needs a script, and nothing is done by looking: what changes something is a form with a secret of the
//! session in it, sent from the console's own pages.

mod account;
mod accounts;
mod attempts;
mod back;
mod brands;
pub(crate) mod campaigns;
pub(crate) mod daily;
mod entry;
pub(crate) mod gate;
mod health;
mod job_begin;
mod jobs;
mod live;
mod openid;
pub(crate) mod overview;
pub(crate) mod plot;
mod quarantine;
mod readers;
pub(crate) mod recall;
mod reports;
pub(crate) mod rule_edit;
pub(crate) mod rules;
pub(crate) mod search;
pub(crate) mod seen;
pub(crate) mod session;
mod settings;
mod sign_in;
pub(crate) mod time;
mod trace;
mod verdict;
mod verdicts;

use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use tokio::sync::Semaphore;

use crate::assets::Assets;
use crate::language::Languages;
use crate::own::Readers;
use crate::pages::office::{self as pages, OfficeFrame};
use crate::rate::Limiter;
use crate::response::{self, Sending};
use crate::router::{ConsoleError, Settings, router_for};
use crate::words::Words;
use attempts::Attempts;
pub use back::{
    BackOffice, Condition, Figure, NotReleased, Origin, Recalled, Releaser, Setting, Unanswered,
};
use gate::Visitor;
use readers::AnyAccount;
use session::Sessions;
use sign_in::hashing::Hashing;

/// How often in a minute one client may leave for the provider of an organisation.
const STARTS: u32 = 60;

/// What all requests share.
struct Rooms<O> {
    office: Arc<O>,
    settings: Settings,
    languages: Languages,
    words: Words,
    assets: Assets,
    sessions: Sessions,
    attempts: Attempts,
    hashing: Hashing,
    pending: openid::Pending,
    provider: openid::Known,
    /// How often one client may leave for the provider.
    starts: Limiter,
    any_account: AnyAccount,
    /// Pages that are kept up to date.
    listeners: Arc<Semaphore>,
}

/// The pages for everybody, as [`router`](crate::router()) has them, on which people with an account may sign in; and the console over
/// `office`, below `/console`.
pub fn office<O: BackOffice>(office: Arc<O>, settings: Settings) -> Result<Router, ConsoleError> {
    let languages = Languages::load()?;
    let rooms = Rooms {
        words: languages.english(),
        languages,
        any_account: AnyAccount::default(),
        assets: Assets::load(),
        sessions: Sessions::default(),
        attempts: Attempts::default(),
        hashing: Hashing::default(),
        pending: openid::Pending::default(),
        provider: openid::Known::default(),
        starts: Limiter::new(STARTS),
        listeners: Arc::new(Semaphore::new(live::LISTENERS)),
        office: Arc::clone(&office),
        settings: settings.clone(),
    };
    let rooms = Arc::new(rooms);
    let readers: Arc<dyn Readers> = Arc::<Rooms<O>>::clone(&rooms);
    let public = router_for(office, settings, Some(readers))?;
    let console = Router::new()
        .route("/console", get(overview::show::<O>))
        .route("/console/", get(overview::show::<O>))
        .merge(sign_in::routes())
        .merge(openid::routes())
        .merge(account::routes())
        .merge(accounts::routes())
        .route("/console/verdicts", get(verdicts::list::<O>))
        .route("/console/verdicts/{id}", get(verdict::show::<O>))
        .route("/console/verdicts/{id}/rule", get(trace::show::<O>))
        .route("/console/verdicts/{id}/feedback", post(verdict::say::<O>))
        .route(
            "/console/quarantine",
            get(quarantine::list::<O>).post(quarantine::act::<O>),
        )
        .route("/console/quarantine/{id}", get(entry::show::<O>))
        .route("/console/quarantine/{id}/mail", get(entry::download::<O>))
        .route("/console/campaigns", get(campaigns::list::<O>))
        .route("/console/campaign", get(campaigns::show::<O>))
        .route(
            "/console/reports",
            get(reports::list::<O>).post(reports::answer::<O>),
        )
        .route("/console/brands", get(brands::list::<O>))
        .route("/console/brands/{id}", get(brands::show::<O>))
        .route("/console/settings", get(settings::show::<O>))
        .route("/console/number", get(seen::number::<O>))
        .route("/console/sender", get(seen::sender::<O>))
        .route("/console/rules", get(rules::list::<O>))
        .route("/console/rules/one", get(rules::one::<O>))
        .route(
            "/console/rules/edit",
            get(rule_edit::show::<O>).post(rule_edit::act::<O>),
        )
        .route(
            "/console/jobs",
            get(jobs::list::<O>).post(job_begin::begin::<O>),
        )
        .route("/console/jobs/import", post(job_begin::upload::<O>))
        .route("/console/jobs/{id}", get(jobs::one::<O>))
        .route("/console/jobs/{id}/cancel", post(jobs::cancel::<O>))
        .route("/console/live/jobs", get(jobs::live::<O>))
        .route("/console/health", get(health::show::<O>))
        .route("/console/live/verdicts", get(live::verdicts::<O>))
        .with_state(rooms);
    Ok(public.merge(console))
}

impl<O> Rooms<O> {
    /// The surroundings of a page for `visitor`. `current` is the part of the console it belongs to.
    fn frame(&self, visitor: &Visitor, current: &'static str) -> OfficeFrame {
        OfficeFrame::new(self.words_to(visitor), &self.assets, Some(visitor), current)
    }

    /// The words for `visitor`.
    fn words_to<'w>(&'w self, visitor: &'w Visitor) -> &'w Words {
        visitor.words.as_ref().unwrap_or(&self.words)
    }

    /// Sends a page.
    fn page(visitor: &Visitor, html: String) -> Response {
        Self::page_with(visitor, html, false)
    }

    /// Sends a page that may show a mail in a frame.
    fn page_with(visitor: &Visitor, html: String, with_mail: bool) -> Response {
        let sending = Sending {
            gzip: visitor.takes_gzip,
            with_mail,
        };
        response::office_page(StatusCode::OK, html, sending)
    }

    /// A page with the sentence called `key`, which may have a `detail`.
    fn refuse(&self, visitor: &Visitor, status: StatusCode, key: &str, detail: &str) -> Response {
        let frame = self.frame(visitor, "");
        let html = pages::notice(&frame, &self.words_to(visitor).with(key, "detail", detail));
        let sending = Sending {
            gzip: visitor.takes_gzip,
            with_mail: false,
        };
        response::office_page(status, html, sending)
    }

    /// What a reader is told who opens a page of the console.
    fn not_for_readers(&self, visitor: &Visitor) -> Response {
        let frame = self.frame(visitor, "");
        let html = pages::notice(&frame, &self.words_to(visitor).say("console-readers-only"));
        let sending = Sending {
            gzip: visitor.takes_gzip,
            with_mail: false,
        };
        response::office_page(StatusCode::FORBIDDEN, html, sending)
    }

    /// What to say where the store did not answer.
    fn unanswered(&self, visitor: &Visitor, why: &Unanswered) -> Response {
        match why {
            Unanswered::Missing => {
                self.refuse(visitor, StatusCode::NOT_FOUND, "console-missing", "")
            }
            Unanswered::Settled(state) => {
                self.refuse(visitor, StatusCode::CONFLICT, "console-settled", state)
            }
            Unanswered::Away => {
                self.refuse(visitor, StatusCode::SERVICE_UNAVAILABLE, "console-away", "")
            }
        }
    }
}
