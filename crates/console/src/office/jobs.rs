//! Long work: what is at it, what came of it, and stopping it.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::response::sse::Event;
use store::Role;
use workbench::{Job, JobId};

use super::gate::Visitor;
use super::live::{End, Stream};
use super::{BackOffice, Rooms, Unanswered};
use crate::pages::office::job::job as job_page;
use crate::pages::office::jobs::{JobRow, Offer, jobs, live_job};
use crate::response;
use crate::words::Words;

/// Whether `visitor` may stop a job: who began it, and administrators.
pub(crate) fn may_cancel(visitor: &Visitor, job: &Job) -> bool {
    !job.has_ended() && (visitor.role >= Role::Admin || visitor.name == job.by)
}

pub(super) async fn list<O: BackOffice>(
    State(rooms): State<Arc<Rooms<O>>>,
    visitor: Visitor,
) -> Response {
    let workbench = rooms.office.workbench();
    let may_import = visitor.role >= Role::Admin;
    let offer = Offer {
        importable: if may_import {
            workbench.importable()
        } else {
            Vec::new()
        },
        may_import,
        has_directory: workbench.settings().import.is_some(),
        megabytes: rooms.settings.upload_bytes.div_ceil(1 << 20),
    };
    let all = workbench.jobs();
    let rows = all.iter().map(|it| rooms.row(&visitor, it)).collect();
    let frame = rooms.frame(&visitor, "jobs");
    Rooms::<O>::page(&visitor, jobs(&frame, rows, &offer))
}

pub(super) async fn one<O: BackOffice>(
    State(rooms): State<Arc<Rooms<O>>>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Response {
    let id = id.parse::<JobId>().ok();
    let Some(job) = id.and_then(|it| rooms.office.workbench().job(it)) else {
        return rooms.refuse(&visitor, StatusCode::NOT_FOUND, "console-job-gone", "");
    };
    let row = rooms.row(&visitor, &job);
    let frame = rooms.frame(&visitor, "jobs");
    Rooms::<O>::page(&visitor, job_page(&frame, &job, row, visitor.role))
}

pub(super) async fn cancel<O: BackOffice>(
    State(rooms): State<Arc<Rooms<O>>>,
    visitor: Visitor,
    Path(id): Path<String>,
    request: Request,
) -> Response {
    if let Err(refused) = rooms.form(&visitor, request).await {
        return refused;
    }
    let workbench = rooms.office.workbench();
    let id = id.parse::<JobId>().ok();
    let Some(job) = id.and_then(|it| workbench.job(it)) else {
        return rooms.unanswered(&visitor, &Unanswered::Missing);
    };
    if !job.has_ended() && !may_cancel(&visitor, &job) {
        let status = StatusCode::FORBIDDEN;
        return rooms.refuse(&visitor, status, "console-administrators", "");
    }
    workbench.cancel(job.id);
    response::redirect("/console/jobs")
}

/// Rows of jobs, as they change.
pub(super) async fn live<O: BackOffice>(
    State(rooms): State<Arc<Rooms<O>>>,
    visitor: Visitor,
    headers: HeaderMap,
) -> Response {
    let teller = visitor.clone();
    let mut news = rooms.office.workbench().job_news();
    rooms.listen(&visitor, &headers, |rooms, stream| async move {
        let mut told = HashMap::new();
        loop {
            rooms.tell_jobs(&teller, &mut told, &stream)?;
            stream.wait(&rooms, news.changed()).await?;
        }
    })
}

impl<O: BackOffice> Rooms<O> {
    fn row(&self, visitor: &Visitor, job: &Job) -> JobRow {
        JobRow::of(&self.words, job, may_cancel(visitor, job))
    }

    fn tell_jobs(
        &self,
        visitor: &Visitor,
        told: &mut HashMap<JobId, String>,
        stream: &Stream,
    ) -> Result<(), End> {
        let all = self.office.workbench().jobs();
        told.retain(|id, _| all.iter().any(|it| it.id == *id));
        let words: &Words = &self.words;
        // The oldest first: a new one is put on top.
        for job in all.iter().rev() {
            let row = live_job(words, self.row(visitor, job), &visitor.form_secret);
            if told.get(&job.id) != Some(&row) {
                stream.send(Event::default().event("job").data(&row))?;
                told.insert(job.id, row);
            }
        }
        Ok(())
    }
}
