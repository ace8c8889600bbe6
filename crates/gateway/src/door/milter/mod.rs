//! The door for Postfix and Sendmail.

mod banner;
mod quarantine;
mod session;

use std::fmt::Write as _;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use protocol::milter::{
    Actions, Command, Frame, MAX_PACKET, MilterError, Reply, encode_frame, take_frame,
};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::time::timeout;

use self::session::{Next, Received, Session};
use super::Shared;
use crate::abuse::{self, Reported};
use crate::authentication;
use crate::fields;
use crate::held::Full;
use crate::judge::{Incoming, Outcome};
use crate::listen::Stream;
use crate::policy::{Action, Decision};
use crate::quarantine::mask;
use crate::settings::OwnMail;
use detect::Verdict;

/// Bytes read at once.
const CHUNK: usize = 64 * 1024;
/// How often the mail server hears that work goes on. Postfix waits 300 seconds by default, Sendmail 10.
const PROGRESS: Duration = Duration::from_secs(5);

/// Why a connection ends before its time. The mail server then does what its administrator set for a filter that is not
/// there (Postfix: `milter_default_action`, by default a temporary failure).
#[derive(Debug, thiserror::Error)]
enum Broken {
    #[error(transparent)]
    Protocol(#[from] MilterError),
    #[error(transparent)]
    Io(#[from] io::Error),
    #[error("nothing was said for too long")]
    Idle,
}

/// Serves one connection.
pub(crate) async fn serve(stream: Box<dyn Stream>, shared: Arc<Shared>) {
    let mut connection = Connection {
        stream,
        buffer: Vec::new(),
        shared,
    };
    if let Err(error) = connection.run().await {
        connection.shared.metrics.note_bad_request();
        tracing::debug!(%error, "a milter connection broke");
    }
}

struct Connection {
    stream: Box<dyn Stream>,
    buffer: Vec<u8>,
    shared: Arc<Shared>,
}

impl Connection {
    async fn run(&mut self) -> Result<(), Broken> {
        let mut session = Session::new(&self.shared.room);
        let mut policy = self.shared.policy();
        while let Some(frame) = self.frame(&session).await? {
            let command = Command::decode(frame)?;
            if matches!(command, Command::Mail(_)) {
                // Asked once a message, not for each of its lines.
                policy = self.shared.policy();
            }
            match session.handle(command, &self.shared.settings, &policy) {
                Next::Silent => {}
                Next::Reply(reply) => self.send(&[reply]).await?,
                Next::Judge => {
                    let replies = self.judge(&mut session).await?;
                    self.send(&replies).await?;
                }
                Next::Close => return Ok(()),
            }
        }
        Ok(())
    }

    /// The next packet; `None` where the server has closed, or where this one ends and no message is under way.
    async fn frame(&mut self, session: &Session) -> Result<Option<Frame>, Broken> {
        let mut closing = self.shared.closing.clone();
        let idle = self.shared.settings.serve.idle();
        loop {
            if let Some(frame) = take_frame(&mut self.buffer, MAX_PACKET)? {
                return Ok(Some(frame));
            }
            self.buffer.reserve(CHUNK);
            let may_close = session.is_idle() && self.buffer.is_empty();
            let length = tokio::select! {
                length = timeout(idle, self.stream.read_buf(&mut self.buffer)) =>
                    length.map_err(|_| Broken::Idle)??,
                _ = closing.wait_for(|it| *it), if may_close => return Ok(None),
            };
            if length == 0 {
                return Ok(None);
            }
        }
    }

    async fn send(&mut self, replies: &[Reply]) -> Result<(), Broken> {
        let mut out = Vec::new();
        for reply in replies {
            reply.encode(&mut out)?;
        }
        let idle = self.shared.settings.serve.idle();
        timeout(idle, self.stream.write_all(&out))
            .await
            .map_err(|_| Broken::Idle)??;
        Ok(())
    }

    async fn judge(&mut self, session: &mut Session) -> Result<Vec<Reply>, Broken> {
        let mut received = session.take();
        let held = std::mem::replace(&mut received.message, self.shared.room.message());
        let (bytes, _room) = held.finish();
        let whole = Arc::new(bytes);
        if self.is_let_go(&received, &whole).await? {
            return Ok(Self::let_pass(session, &received));
        }
        let is_reported = self.is_reported(&received, &whole);
        let own = self.shared.settings.milter.own_mail;
        if received.is_own && own == OwnMail::Skip {
            return Ok(vec![Reply::Accept]);
        }
        let is_watched = received.is_own && own == OwnMail::Observe;
        let outcome = self.outcome(&received, &whole).await?;
        let mut decision = if is_watched {
            Decision::plain(Action::Accept)
        } else {
            self.decide(session, &received, &outcome)
        };
        if is_reported {
            // What is to be looked at by people must reach them.
            decision = Decision::plain(decision.action.min(Action::Tag));
        }
        let decision = self.hold(&received, &whole, &outcome, decision).await?;
        let action = decision.action;
        let verdict = match &outcome {
            Outcome::Judged(report) => report.verdict.name(),
            _ => "undecided",
        };
        self.shared
            .metrics
            .note_message("milter", verdict, action.name());
        let queue_id = &received.queue_id;
        let exception = decision.exception.as_deref();
        let action_name = action.name();
        tracing::info!(%queue_id, verdict, action = action_name, exception, "judged");
        let replies = if is_watched {
            vec![Reply::Accept]
        } else {
            self.replies(session, &received, &whole, &outcome, &decision)
        };
        if !decision.is_held {
            self.record(received, whole, outcome, action);
        }
        Ok(replies)
    }

    /// Judges what of `whole` is to be judged.
    async fn outcome(
        &mut self,
        received: &Received,
        whole: &Arc<Vec<u8>>,
    ) -> Result<Outcome, Broken> {
        match received.full {
            None => {}
            Some(Full::NoRoom) => return Ok(Outcome::Busy),
            Some(Full::TooLong) => return Ok(Outcome::Failed),
        }
        let mut raw = Arc::clone(whole);
        let mut _room = None;
        if !received.unjudged.is_empty() {
            // For a moment it is there twice.
            match self.shared.room.reserve(whole.len()) {
                Ok(room) => _room = Some(room),
                Err(_) => return Ok(Outcome::Busy),
            }
            raw = received.judged(whole).map_or(raw, Arc::new);
        }
        let mut incoming = Incoming::new(raw, received.envelope.clone());
        incoming.added = received.added;
        incoming.is_own = received.is_own;
        let shared = Arc::clone(&self.shared);
        self.with_progress(shared.judge.judge(incoming)).await
    }

    /// Whether the message was sent to the mailbox for reports, which then takes it up.
    fn is_reported(&self, received: &Received, whole: &[u8]) -> bool {
        let recipients = &received.envelope.recipients;
        let Some(mailbox) = self.shared.settings.abuse.among(recipients) else {
            return false;
        };
        if received.full.is_none() {
            let reported = Reported {
                raw: whole.get(received.added..).unwrap_or_default().to_vec(),
                by: received.envelope.mail_from.clone().unwrap_or_default(),
                mailbox: mailbox.clone(),
                is_own: received.is_own,
            };
            tokio::spawn(abuse::take(Arc::clone(&self.shared), reported));
        }
        true
    }

    fn decide(&self, session: &Session, received: &Received, outcome: &Outcome) -> Decision {
        // Whoever is not known cannot be given the message later.
        let can_set_apart = !received.is_cut
            && session.may(Actions::DELETE_RECIPIENTS)
            && self.shared.has_quarantine();
        let recipients = &received.envelope.recipients;
        self.shared.decide(outcome, recipients, can_set_apart)
    }

    /// Waits for `work`, and lets the mail server know that it goes on.
    async fn with_progress<T>(&mut self, work: impl Future<Output = T>) -> Result<T, Broken> {
        tokio::pin!(work);
        let mut progress = Vec::new();
        encode_frame(&mut progress, b'p', &[])?;
        loop {
            match timeout(PROGRESS, &mut work).await {
                Ok(done) => return Ok(done),
                Err(_) => self.stream.write_all(&progress).await?,
            }
        }
    }

    fn replies(
        &self,
        session: &Session,
        received: &Received,
        whole: &[u8],
        outcome: &Outcome,
        decision: &Decision,
    ) -> Vec<Reply> {
        let policy = &self.shared.policy();
        let action = decision.action;
        let summary = match outcome {
            Outcome::Judged(report) => report.summary.as_str(),
            _ => "it could not be checked",
        };
        match action {
            Action::Reject => return vec![refusal("550 5.7.1 Refused", summary)],
            Action::Tempfail => return vec![refusal("451 4.7.1 Try again later", summary)],
            Action::Accept | Action::Tag | Action::Subject | Action::Hold | Action::Quarantine => {}
        }
        if action == Action::Quarantine && decision.is_held {
            // It is on the disk, for all of them: the mail server may let go of it.
            return vec![Reply::Discard];
        }
        let mut replies = deletions(session, received);
        let apart = decision.set_apart.iter();
        replies.extend(apart.map(|it| Reply::DeleteRecipient(format!("<{it}>").into_bytes())));
        let verified = match outcome {
            Outcome::Judged(report) => {
                authentication::value(report, &self.shared.settings.authserv_id)
            }
            Outcome::Busy | Outcome::Failed => None,
        };
        if let (Some(value), true) = (verified, session.may(Actions::ADD_HEADERS)) {
            // Above all that came in, below the `Received` of this host (RFC 8601 section 4).
            replies.push(Reply::InsertHeader {
                index: 1,
                name: b"Authentication-Results".to_vec(),
                value: format!(" {value}").into_bytes(),
            });
        }
        if action == Action::Accept {
            replies.push(Reply::Accept);
            return replies;
        }
        if session.may(Actions::ADD_HEADERS) {
            let fields = fields::of(outcome, policy);
            replies.extend(fields.into_iter().map(|it| Reply::AddHeader {
                name: it.name.as_bytes().to_vec(),
                // The blank after the colon is ours to write, as it is the sender's in what comes in.
                value: format!(" {}", it.value).into_bytes(),
            }));
        }
        if action == Action::Subject && session.may(Actions::CHANGE_HEADERS) {
            let old = received.subject.as_deref().unwrap_or_default();
            replies.push(Reply::ChangeHeader {
                index: 1,
                name: b"Subject".to_vec(),
                value: format!(" {}{old}", policy.subject_prefix).into_bytes(),
            });
        }
        if policy.banner && session.may(Actions::CHANGE_BODY) {
            let raw = whole.get(received.added..).unwrap_or_default();
            let warning = warning(outcome).and_then(|it| banner::replies(raw, &it));
            replies.extend(warning.into_iter().flatten());
        }
        let holds = matches!(action, Action::Hold | Action::Quarantine);
        if holds && session.may(Actions::QUARANTINE) {
            replies.push(Reply::Quarantine(
                reply_text("offhook:", summary).into_bytes(),
            ));
        }
        replies.push(Reply::Continue);
        replies
    }
}

/// Sentences of evidence in a warning.
const MOST_SENTENCES: usize = 3;

/// What a reader is warned of, with nothing in it that can be clicked or called; nothing where there is nothing to warn of.
fn warning(outcome: &Outcome) -> Option<String> {
    let Outcome::Judged(report) = outcome else {
        return None;
    };
    if report.verdict > Verdict::Suspicious {
        return None;
    }
    let against = report.evidence.iter();
    let against = against.filter(|it| it.weight > 0.0 && !it.from_history);
    let mut text = format!("*** {} ***\n", mask(&report.summary));
    for it in against.take(MOST_SENTENCES) {
        let _ = writeln!(text, "- {}", mask(&it.text));
    }
    Some(text)
}

/// Takes out what others wrote in our name.
fn deletions(session: &Session, received: &Received) -> Vec<Reply> {
    if !session.may(Actions::CHANGE_HEADERS) {
        return Vec::new();
    }
    // From the last to the first: deleting one renumbers those after it.
    let deletions = received.forged.iter().rev();
    let deletions = deletions.map(|it| Reply::ChangeHeader {
        index: it.index,
        name: it.name.clone().into_bytes(),
        value: Vec::new(),
    });
    deletions.collect()
}

fn refusal(start: &str, reason: &str) -> Reply {
    Reply::ReplyCode(reply_text(start, reason).into_bytes())
}

/// Characters of a reason that a client is told.
const MOST_REASON: usize = 200;

/// One line of ASCII; `%` is left out, since Sendmail reads it as the start of a format.
fn reply_text(start: &str, reason: &str) -> String {
    let reason = reason.chars().take(MOST_REASON);
    let reason: String = reason
        .map(|it| {
            if matches!(it, ' '..='~') && it != '%' {
                it
            } else {
                '?'
            }
        })
        .collect();
    format!("{start}: {reason}").replace("::", ":")
}
