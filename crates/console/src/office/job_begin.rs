//! Beginning long work: judging held mail again, importing mail.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{DefaultBodyLimit, FromRequest as _, Multipart, Request, State};
use axum::http::{StatusCode, header};
use axum::response::Response;
use workbench::{Import, ImportFrom, Rescan, Task, Upload};

use super::gate::{Visitor, is_own_form};
use super::session::is_same;
use super::{BackOffice, Rooms};
use crate::hostile_text::visible;
use crate::request::field;
use crate::response;
use crate::router::upload::{Broken, read};

/// Characters of a name: a mailbox, a folder, a file.
const NAME: usize = 320;
/// Bytes of a form beside its file.
const AROUND: usize = 64 << 10;

pub(super) async fn begin<O: BackOffice>(
    State(rooms): State<Arc<Rooms<O>>>,
    visitor: Visitor,
    request: Request,
) -> Response {
    let form = match rooms.form(&visitor, request).await {
        Ok(form) => form,
        Err(refused) => return refused,
    };
    let task = match form.get("do") {
        Some("rescan") => Task::Rescan(Rescan),
        Some("import") => {
            if let Some(refused) = rooms.unless_administrator(&visitor) {
                return refused;
            }
            Task::Import(Import {
                from: ImportFrom::Folder(form.text("folder", NAME).unwrap_or_default()),
                mailbox: form.text("mailbox", NAME),
            })
        }
        _ => return rooms.refuse(&visitor, StatusCode::BAD_REQUEST, "console-no-job", ""),
    };
    rooms.begin_job(&visitor, task)
}

/// Imports what the browser sends.
pub(super) async fn upload<O: BackOffice>(
    State(rooms): State<Arc<Rooms<O>>>,
    visitor: Visitor,
    request: Request,
) -> Response {
    let refuse = |status, key: &str| rooms.refuse(&visitor, status, key, "");
    let foreign = || refuse(StatusCode::FORBIDDEN, "console-foreign-form");
    if !is_own_form(request.headers()) {
        return foreign();
    }
    if let Some(refused) = rooms.unless_administrator(&visitor) {
        return refused;
    }
    let most = rooms.settings.upload_bytes;
    let expected = field(request.headers(), header::CONTENT_LENGTH.as_str());
    let expected = expected.and_then(|it| it.parse().ok()).unwrap_or(most);
    // The upload, and the copies of it that reading makes.
    let Some(room) = rooms.office.hold(expected.min(most).saturating_mul(3)) else {
        return refuse(StatusCode::SERVICE_UNAVAILABLE, "console-busy");
    };
    let receiving = tokio::time::timeout(rooms.settings.receive, receive(request, most));
    let sent = match receiving.await {
        Ok(Ok(sent)) => sent,
        Ok(Err(Broken::TooLong)) => {
            return refuse(StatusCode::PAYLOAD_TOO_LARGE, "console-upload-too-long");
        }
        Ok(Err(Broken::CutOff)) | Err(_) => {
            return refuse(StatusCode::BAD_REQUEST, "console-broken-form");
        }
    };
    if !is_same(&sent.form, &visitor.form_secret) {
        return foreign();
    }
    if sent.bytes.is_empty() {
        return refuse(StatusCode::BAD_REQUEST, "console-no-upload");
    }
    let upload = Upload {
        name: sent.name,
        bytes: sent.bytes.into(),
        room,
    };
    let task = Task::Import(Import {
        from: ImportFrom::Upload(upload),
        mailbox: Some(sent.mailbox).filter(|it| !it.is_empty()),
    });
    rooms.begin_job(&visitor, task)
}

/// What the form of an upload holds.
#[derive(Default)]
struct Sent {
    form: String,
    mailbox: String,
    name: String,
    bytes: Vec<u8>,
}

async fn receive(request: Request, most: usize) -> Result<Sent, Broken> {
    let (parts, body) = request.into_parts();
    let bytes = read(body, most.saturating_add(AROUND)).await?;
    let mut request = Request::from_parts(parts, Body::from(bytes));
    // The bound was kept above.
    DefaultBodyLimit::disable().apply(&mut request);
    let cut = |_| Broken::CutOff;
    let mut form = Multipart::from_request(request, &())
        .await
        .map_err(|_| Broken::CutOff)?;
    let mut sent = Sent::default();
    while let Some(field) = form.next_field().await.map_err(cut)? {
        let field_name = field.name().unwrap_or_default().to_owned();
        let name = field.file_name().unwrap_or_default().to_owned();
        let bytes = field.bytes().await.map_err(cut)?;
        let text = || {
            String::from_utf8_lossy(&bytes)
                .trim()
                .chars()
                .take(NAME)
                .collect()
        };
        match field_name.as_str() {
            "form" => sent.form = text(),
            "mailbox" => sent.mailbox = text(),
            "file" => {
                sent.name = visible(&name).chars().take(NAME).collect();
                sent.bytes = bytes.to_vec();
            }
            _ => {}
        }
    }
    Ok(sent)
}

impl<O: BackOffice> Rooms<O> {
    fn begin_job(&self, visitor: &Visitor, task: Task) -> Response {
        match self.office.workbench().begin(task, &visitor.name) {
            Ok(id) => response::redirect(&format!("/console/jobs/{id}")),
            Err(why) => {
                let (status, why) = (StatusCode::CONFLICT, why.to_string());
                self.refuse(visitor, status, "console-job-not-begun", &why)
            }
        }
    }
}
