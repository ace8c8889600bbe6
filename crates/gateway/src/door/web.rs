//! The page "Is this a scam?", and where there is a store the console: the pages are the crate `console`'s, the judge is that of all doors.

use std::any::Any;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use axum::{Extension, Router};
use console::{Client, Desk, DeskError};
use detect::{Engine, Report};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use workbench::{Bench, Workbench};

use super::Shared;
use crate::listen::Stream;
use crate::server::GatewayError;

/// The judge, as the pages ask it. The history is told nothing by them, and asked only for whoever has signed in, of his own mailboxes: what a
/// stranger shows is nobody's mail, and what others have received is none of his business.
pub(super) struct Pages {
    pub(super) shared: Arc<Shared>,
    /// What the console has done beside judging.
    pub(super) workbench: Arc<Workbench>,
}

impl Desk for Pages {
    async fn at_work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Engine) -> T + Send + 'static,
    ) -> Result<T, DeskError> {
        let engine = self.shared.judge.engine();
        match self.shared.judge.at_work(move || work(&engine)).await {
            Some(Ok(done)) => Ok(done),
            Some(Err(error)) => {
                // The text of a panic may quote the mail: it is not logged.
                tracing::error!(
                    panicked = error.is_panic(),
                    "the engine failed over what was shown to the page"
                );
                self.shared.metrics.note_failed();
                Err(DeskError::Failed)
            }
            None => {
                self.shared.metrics.note_busy();
                Err(DeskError::Busy)
            }
        }
    }

    fn hold(&self, bytes: usize) -> Option<Box<dyn Any + Send>> {
        let held = self.shared.room.take(bytes).ok()?;
        Some(Box::new(held))
    }

    fn note(&self, report: &Report) {
        let verdict = report.verdict.name();
        self.shared.metrics.note_message("web", verdict, "show");
    }
}

/// The pages over the judge of `shared`. The console is among them where accounts and tokens are kept.
pub(crate) fn pages(shared: &Arc<Shared>) -> Result<Router, GatewayError> {
    let web = &shared.settings.web;
    let settings = console::Settings {
        upload_bytes: web.upload_bytes,
        per_minute: web.per_minute,
        behind_proxy: web.behind_proxy,
        receive: shared.settings.serve.receive(),
        require_totp: shared.settings.console.require_totp,
        openid: shared.settings.openid.of_console()?,
    };
    let settings_of_workbench = workbench::Settings {
        rules: shared.settings.editable_rules.clone(),
        import: shared.settings.console.import_directory.clone(),
    };
    let bench: Arc<dyn Bench> = Arc::<Shared>::clone(shared);
    let pages = Arc::new(Pages {
        shared: Arc::clone(shared),
        workbench: Arc::new(Workbench::new(bench, settings_of_workbench)),
    });
    if shared.keeping.is_set() {
        console::office(pages, settings)
    } else {
        console::router(pages, settings)
    }
    .map_err(GatewayError::from)
}

/// Serves one connection until its client is done, is too slow, or the server ends.
pub(crate) async fn serve(stream: Box<dyn Stream>, shared: Arc<Shared>, pages: Router) {
    let mut closing = shared.closing.clone();
    let client = stream.peer().unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
    let service = TowerToHyperService::new(pages.layer(Extension(Client(client))));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(shared.settings.serve.receive())
        .serve_connection(TokioIo::new(stream), service);
    tokio::pin!(connection);
    tokio::select! {
        _ = &mut connection => return,
        _ = closing.wait_for(|it| *it) => connection.as_mut().graceful_shutdown(),
    }
    let _ = connection.await;
}
