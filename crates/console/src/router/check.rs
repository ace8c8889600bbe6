//! A question: a line that is looked up, or a mail that is judged; for whoever has signed in with what his own mailboxes have seen.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::{Query, Request, State};
use axum::http::{StatusCode, header};
use axum::response::Response;
use jiff::Timestamp;

use super::upload::{Broken, Question, receive};
use super::{Choice, Site, Visit};
use crate::desk::Desk;
use crate::judged::{self, Judged};
use crate::look_up;
use crate::office::Recalled;
use crate::own::{self, Told};
use crate::pages::{self, Refusal};
use crate::request::{client, field, is_same_origin, region_of};
use crate::submission::{NoMail, Submission};

pub(super) async fn check<D: Desk>(
    State(site): State<Arc<Site<D>>>,
    Query(choice): Query<Choice>,
    request: Request,
) -> Response {
    let mut visit = site.stranger(request.headers(), &choice);
    if let Err(refusal) = site.may_ask(&visit, &request) {
        return site.refuse(&visit, refusal);
    }
    visit = site.visit(request.headers(), &choice).await;
    match site.answer(&visit, request).await {
        Ok(response) => response,
        Err(refusal) => site.refuse(&visit, refusal),
    }
}

impl<D: Desk> Site<D> {
    /// Whether the question is one of this site's, and its client does not ask too often. Who he is makes no difference.
    fn may_ask(&self, visit: &Visit, request: &Request) -> Result<(), Refusal> {
        if !is_same_origin(&visit.headers) {
            return Err(Refusal::Origin);
        }
        let client = client(request, self.settings.behind_proxy);
        let allowed = self.limiter.take(client, Instant::now());
        allowed.map_err(|wait| Refusal::Often(wait.as_secs() + 1))
    }

    async fn answer(&self, visit: &Visit, request: Request) -> Result<Response, Refusal> {
        // The upload, and the copies of it that reading makes.
        let most = self.settings.upload_bytes;
        let expected = field(&visit.headers, header::CONTENT_LENGTH.as_str());
        let expected = expected.and_then(|it| it.parse().ok()).unwrap_or(most);
        let held = self.desk.hold(expected.min(most).saturating_mul(2));
        let _held = held.ok_or(Refusal::Busy)?;
        let receiving = receive(request, most);
        let question = tokio::time::timeout(self.settings.receive, receiving)
            .await
            .map_err(|_| Refusal::Slow)?
            .map_err(|broken| match broken {
                Broken::TooLong => Refusal::TooLong,
                Broken::CutOff => Refusal::Broken,
            })?;
        let submission = match question {
            Question::Line(line) => return self.line(visit, line).await,
            Question::Text(text) => Submission::of_text(&text),
            Question::File { name, bytes } => Submission::of_file(name.as_deref(), &bytes),
            Question::Nothing => Err(NoMail::Empty),
        };
        self.mail(visit, submission?).await
    }

    async fn line(&self, visit: &Visit, line: String) -> Result<Response, Refusal> {
        let region = region_of(&visit.headers).map(str::to_owned);
        let words = visit.words.clone();
        let work = move |engine: &detect::Engine| {
            look_up::look_up(engine, &words, &line, region.as_deref())
        };
        let mut finding = self.desk.at_work(work).await?;
        let part = match finding.subject.clone() {
            None => None,
            Some(subject) => {
                let mailboxes = mailboxes(visit);
                let now = Timestamp::now().as_second();
                let told = if mailboxes.is_empty() {
                    None
                } else {
                    let question = own::about_line(subject, mailboxes, now);
                    Some(self.recall(question).await)
                };
                let part = own::of_line(&visit.words, &visit.who, told.as_ref());
                own::warn(&visit.words, &mut finding, told.as_ref());
                part
            }
        };
        let html = pages::finding(&self.frame(visit, "/"), &finding, part.as_ref());
        Ok(self.page(visit, StatusCode::OK, html))
    }

    async fn mail(&self, visit: &Visit, submission: Submission) -> Result<Response, Refusal> {
        let mailboxes = mailboxes(visit);
        let (judged, told) = if mailboxes.is_empty() {
            let catalogue = visit.words.catalogue();
            let work = move |engine: &detect::Engine| judged::judge(engine, catalogue, submission);
            (self.desk.at_work(work).await?, None)
        } else {
            self.judged_for(visit, submission, mailboxes).await?
        };
        self.desk.note(&judged.report);
        let part = own::of_mail(&visit.words, &visit.who, told.as_ref());
        let html = pages::answer(&self.frame(visit, "/"), &judged, part.as_ref());
        Ok(self.page(visit, StatusCode::OK, html))
    }

    /// Judges a mail with what `mailboxes` have seen. The history is asked between two turns of a worker, who waits for nobody.
    async fn judged_for(
        &self,
        visit: &Visit,
        submission: Submission,
        mailboxes: Vec<String>,
    ) -> Result<(Judged, Option<Recalled<Told>>), Refusal> {
        let catalogue = visit.words.catalogue();
        let now = Timestamp::now().as_second();
        let whose = mailboxes.clone();
        let work = move |engine: &detect::Engine| {
            judged::begin(engine, catalogue, submission, &whose, now)
        };
        let (begun, asked) = self.desk.at_work(work).await?;
        let told = match asked {
            Some(asked) => self.recall(asked.question(mailboxes, now)).await,
            None => Recalled::Silent,
        };
        let known = match &told {
            Recalled::NotKept => Recalled::NotKept,
            Recalled::Said(Told::Mail(known)) => Recalled::Said((**known).clone()),
            Recalled::Said(_) | Recalled::Silent => Recalled::Silent,
        };
        let judged = self.desk.at_work(move |_| begun.finish(known)).await?;
        Ok((judged, Some(told)))
    }

    async fn recall(&self, question: own::Question) -> Recalled<Told> {
        match &self.readers {
            Some(readers) => readers.recall(question).await,
            None => Recalled::NotKept,
        }
    }
}

/// The mailboxes of which whoever asks is told.
fn mailboxes(visit: &Visit) -> Vec<String> {
    let reader = visit.who.reader();
    reader.map(|it| it.mailboxes.clone()).unwrap_or_default()
}
