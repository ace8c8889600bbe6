//! The REST interface below `/v1`, described by `/openapi.json`.
//!
//! Whoever asks bears a token with a role: `check` has messages judged and looks things up, `analyst` reads records and the
//! quarantine and says what a message is, `admin` may everything. Lists come in pages, errors as problem details (RFC 9457).

mod access;
mod check;
mod look_up;
mod page;
mod problem;
mod quarantine;
mod rules;
mod verdicts;

use std::sync::Arc;

use axum::Router;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use crate::door::Shared;

/// The description of this interface, OpenAPI 3.1.
const DESCRIPTION: &str = include_str!("openapi.json");

/// All paths of it.
pub(crate) fn router() -> Router<Arc<Shared>> {
    Router::new()
        .route("/openapi.json", get(describe))
        .route("/v1/check", post(check::check))
        .route("/v1/verdicts", get(verdicts::list))
        .route("/v1/verdicts/{id}", get(verdicts::one))
        .route(
            "/v1/verdicts/{id}/feedback",
            get(verdicts::feedback).post(verdicts::say),
        )
        .route("/v1/numbers/{number}", get(look_up::number))
        .route("/v1/brands", get(look_up::brands))
        .route("/v1/brands/{id}", get(look_up::brand))
        .route("/v1/senders/{sender}", get(look_up::sender))
        .route("/v1/rules", get(rules::list))
        .route("/v1/rules/{name}", get(rules::one))
        .route("/v1/quarantine", get(quarantine::list))
        .route(
            "/v1/quarantine/{id}",
            get(quarantine::one).delete(quarantine::delete),
        )
        .route("/v1/quarantine/{id}/view", get(quarantine::view))
        .route("/v1/quarantine/{id}/raw", get(quarantine::raw))
        .route("/v1/quarantine/{id}/release", post(quarantine::release))
        .route("/v1/quarantine/{id}/restore", post(quarantine::restore))
        .route("/v1/quarantine/{id}/feedback", post(quarantine::say))
        .method_not_allowed_fallback(not_allowed)
}

async fn describe() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/json")], DESCRIPTION)
}

async fn not_allowed() -> Response {
    let status = axum::http::StatusCode::METHOD_NOT_ALLOWED;
    problem::Problem::new(
        status,
        "this path has no such method; /openapi.json names all",
    )
    .into_response()
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    #[test]
    fn every_path_is_described_and_every_description_is_of_a_path() {
        let described: Value = serde_json::from_str(super::DESCRIPTION).unwrap();
        assert_eq!(described["openapi"], "3.1.0");
        let described = described["paths"].as_object().unwrap();
        let mut described: Vec<(String, String)> = described
            .iter()
            .flat_map(|(path, methods)| {
                let methods = methods.as_object().unwrap().keys();
                let methods = methods.filter(|it| *it != "parameters");
                methods
                    .map(|it| (path.clone(), it.clone()))
                    .collect::<Vec<_>>()
            })
            .collect();
        described.sort();
        let source: String = include_str!("mod.rs").split_whitespace().collect();
        let parts = source.split(".route(\"").skip(1);
        let mut served: Vec<(String, String)> = parts
            .flat_map(|it| {
                let (path, rest) = it.split_once('"').unwrap();
                let rest = rest.split(".method_not").next().unwrap();
                let methods = ["get", "post", "delete"];
                let methods = methods.into_iter().filter(|it| {
                    rest.contains(&format!(",{it}(")) || rest.contains(&format!(").{it}("))
                });
                methods
                    .map(|it| (path.to_owned(), it.to_owned()))
                    .collect::<Vec<_>>()
            })
            .filter(|(path, _)| path.starts_with('/'))
            .collect();
        served.sort();
        assert_eq!(served, described);
    }
}
