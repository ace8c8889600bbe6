//! What the registry knows of brands: their domains and numbers with source and date, what they say, where to check.

use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use detect::Engine;
use jiff::Timestamp;
use registry::Brand;

use super::gate::Visitor;
use super::search::value;
use super::time::to_the_minute;
use super::{BackOffice, Rooms, Unanswered};
use crate::pages::office::brands::{Listed, brand as brand_page, brands};

/// Brands of one page of the list.
const LISTED: usize = 2000;

pub(super) async fn list<O: BackOffice>(
    State(rooms): State<Arc<Rooms<O>>>,
    visitor: Visitor,
    RawQuery(query): RawQuery,
) -> Response {
    let wanted = value(&query.unwrap_or_default(), "name").unwrap_or_default();
    let asked = wanted.to_lowercase();
    let work = move |engine: &Engine| {
        let all = engine.knowledge().registry.brands();
        let today = today();
        let mut found: Vec<Listed> = all
            .iter()
            .filter(|it| is_meant(it, &asked))
            .take(LISTED)
            .map(|it| Listed::of(it, &today))
            .collect();
        found.sort_by_key(|it| it.name.to_lowercase());
        (found, all.len())
    };
    match rooms.office.at_work(work).await {
        Ok((found, all)) => {
            let frame = rooms.frame(&visitor, "brands");
            Rooms::<O>::page(&visitor, brands(&frame, &wanted, &found, all))
        }
        Err(_) => rooms.busy(&visitor),
    }
}

fn is_meant(brand: &Brand, asked: &str) -> bool {
    let holds = |it: &str| it.to_lowercase().contains(asked);
    let domains = brand.web_domains.iter().chain(&brand.mail_domains);
    asked.is_empty()
        || holds(&brand.id)
        || holds(&brand.name)
        || brand.aliases.iter().any(|it| holds(&it.text))
        || domains.into_iter().any(|it| holds(it))
}

pub(super) async fn show<O: BackOffice>(
    State(rooms): State<Arc<Rooms<O>>>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Response {
    let work = move |engine: &Engine| engine.knowledge().registry.brand(&id).cloned();
    match rooms.office.at_work(work).await {
        Ok(Some(found)) => {
            let frame = rooms.frame(&visitor, "brands");
            Rooms::<O>::page(&visitor, brand_page(&frame, &found, &today()))
        }
        Ok(None) => rooms.unanswered(&visitor, &Unanswered::Missing),
        Err(_) => rooms.busy(&visitor),
    }
}

/// The day, as `YYYY-MM-DD`.
fn today() -> String {
    let mut now = to_the_minute(Timestamp::now().as_second());
    now.truncate(10);
    now
}

impl<O: BackOffice> Rooms<O> {
    /// What to say where all workers are judging mail.
    pub(super) fn busy(&self, visitor: &Visitor) -> Response {
        self.refuse(visitor, StatusCode::SERVICE_UNAVAILABLE, "console-busy", "")
    }
}
