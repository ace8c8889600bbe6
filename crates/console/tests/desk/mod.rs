//! The pages over a real engine, asked without a socket.
#![allow(dead_code, reason = "each test program asks in its own ways")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

pub(crate) mod office;

use std::any::Any;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use console::{Desk, DeskError, Settings, router};
use detect::{Engine, Options, Report};
use tower::ServiceExt as _;

/// An engine as a desk has it. It can be made to be busy.
pub(crate) struct Plain {
    engine: Arc<Engine>,
    pub(crate) is_busy: AtomicBool,
}

impl Desk for Plain {
    async fn at_work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Engine) -> T + Send + 'static,
    ) -> Result<T, DeskError> {
        if self.is_busy.load(Ordering::Relaxed) {
            return Err(DeskError::Busy);
        }
        Ok(work(&self.engine))
    }

    fn hold(&self, _bytes: usize) -> Option<Box<dyn Any + Send>> {
        Some(Box::new(()))
    }

    fn note(&self, _report: &Report) {}
}

pub(crate) struct Site {
    pub(crate) desk: Arc<Plain>,
    router: Router,
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

impl Answer {
    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.bytes.clone()).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |it| it.to_str().unwrap())
    }

    /// The kind of the answer: `malicious`, `known`, ….
    pub(crate) fn tone(&self) -> String {
        let text = self.text();
        let start = text.find("class=\"verdict ").unwrap() + "class=\"verdict ".len();
        text[start..].split('"').next().unwrap().to_owned()
    }
}

impl Site {
    pub(crate) fn new(settings: Settings) -> Self {
        let engine = Engine::new(Options::default()).unwrap();
        let desk = Arc::new(Plain {
            engine: Arc::new(engine),
            is_busy: AtomicBool::new(false),
        });
        Self {
            router: router(Arc::clone(&desk), settings).unwrap(),
            desk,
        }
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        Answer {
            status: parts.status,
            headers: parts.headers,
            bytes: to_bytes(body, usize::MAX).await.unwrap().to_vec(),
        }
    }

    pub(crate) async fn get(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut request = Request::get(path);
        for (name, value) in fields {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// Fills in one field of a form and sends it.
    pub(crate) async fn post(&self, field: &str, file: Option<&str>, value: &[u8]) -> Answer {
        self.send(form(field, file, value, &[])).await
    }

    pub(crate) async fn ask(&self, line: &str) -> Answer {
        self.post("line", None, line.as_bytes()).await
    }

    pub(crate) async fn mail(&self, raw: &[u8]) -> Answer {
        self.post("file", Some("mail.eml"), raw).await
    }
}

/// A form with one field filled in.
pub(crate) fn form(
    field: &str,
    file: Option<&str>,
    value: &[u8],
    fields: &[(&str, &str)],
) -> Request<Body> {
    let name = file.map_or_else(String::new, |it| format!("; filename=\"{it}\""));
    let mut body =
        format!("--frontier\r\nContent-Disposition: form-data; name=\"{field}\"{name}\r\n\r\n")
            .into_bytes();
    body.extend_from_slice(value);
    body.extend_from_slice(b"\r\n--frontier--\r\n");
    let mut request = Request::post("/check?lang=en");
    for (name, value) in fields {
        request = request.header(*name, *value);
    }
    request
        .header("content-type", "multipart/form-data; boundary=frontier")
        .body(Body::from(body))
        .unwrap()
}
