//! Reading a form, within its bound.

use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, FromRequest as _, Multipart, Request};
use http_body_util::BodyExt as _;

/// What a form asks.
#[derive(Debug)]
pub(super) enum Question {
    /// A file.
    File {
        /// Its name.
        name: Option<String>,
        /// Its content.
        bytes: Bytes,
    },
    /// A pasted text.
    Text(String),
    /// A line to look up.
    Line(String),
    /// Nothing was filled in.
    Nothing,
}

/// Why a form cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Broken {
    /// It is longer than it may be.
    TooLong,
    /// It is no form, or not all of it came.
    CutOff,
}

/// Bytes of an upload that is too long which are still taken in: a browser that is cut off while it sends shows its own
/// error and never the sentence that says why.
const DRAINED: usize = 256 << 20;
/// Bytes of a form beside its file.
const AROUND: usize = 64 << 10;

/// Reads the form of `request`; at most about `most` bytes of it.
pub(super) async fn receive(request: Request, most: usize) -> Result<Question, Broken> {
    let most = most.saturating_add(AROUND);
    let (parts, body) = request.into_parts();
    let bytes = read(body, most).await?;
    let mut request = Request::from_parts(parts, Body::from(bytes));
    // The bound was kept above.
    DefaultBodyLimit::disable().apply(&mut request);
    let mut form = Multipart::from_request(request, &())
        .await
        .map_err(|_| Broken::CutOff)?;
    let mut question = Question::Nothing;
    while let Some(field) = form.next_field().await.map_err(|_| Broken::CutOff)? {
        let field_name = field.name().unwrap_or_default().to_owned();
        let name = field.file_name().map(str::to_owned);
        let bytes = field.bytes().await.map_err(|_| Broken::CutOff)?;
        if bytes.trim_ascii().is_empty() {
            continue;
        }
        let text = || String::from_utf8_lossy(&bytes).into_owned();
        // A file says more than a text, and a text more than a line.
        question = match (field_name.as_str(), question) {
            ("file", _) => Question::File { name, bytes },
            (_, it @ Question::File { .. }) => it,
            ("text", _) => Question::Text(text()),
            (_, it @ Question::Text(_)) => it,
            ("line", _) => Question::Line(text()),
            (_, it) => it,
        };
    }
    Ok(question)
}

/// All of a body. What is over `most` is taken in and dropped, up to a bound of its own.
pub(crate) async fn read(mut body: Body, most: usize) -> Result<Vec<u8>, Broken> {
    let mut bytes = Vec::new();
    let mut dropped = 0;
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.map_err(|_| Broken::CutOff)?.into_data() else {
            continue;
        };
        if dropped == 0 && bytes.len() + data.len() <= most {
            bytes.extend_from_slice(&data);
            continue;
        }
        bytes = Vec::new();
        dropped += data.len();
        if dropped > DRAINED {
            break;
        }
    }
    if dropped > 0 {
        return Err(Broken::TooLong);
    }
    Ok(bytes)
}
