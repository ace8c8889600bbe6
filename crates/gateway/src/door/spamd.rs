//! The door for clients of SpamAssassin's `spamd`: one request a connection.

use std::fmt::Write as _;
use std::io;
use std::sync::Arc;

use history::TaughtLabel;
use identity::Envelope;
use protocol::spamd::{Answer, Code, Done, Judgement, MAX_HEAD, Method, RequestHead, SpamdError};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::time::timeout;

use super::{Shared, symbol};
use crate::fields::{self, Changes};
use crate::held::{Full, Held};
use crate::judge::{Incoming, Outcome};
use crate::listen::Stream;
use crate::policy::{Action, THRESHOLD};
use crate::quarantine::Recorded;
use crate::teach::{Untaught, Word, teacher};

/// Bytes read at once.
const CHUNK: usize = 16 * 1024;

/// Why a request is not answered as it asks.
#[derive(Debug, thiserror::Error)]
enum Refusal {
    #[error(transparent)]
    Protocol(#[from] SpamdError),
    #[error(transparent)]
    Io(#[from] io::Error),
    #[error("the message is cut off")]
    CutOff,
    #[error("there is no room for another message")]
    NoRoom,
}

struct Request {
    head: RequestHead,
    message: Held,
}

/// Serves one connection.
pub(crate) async fn serve(mut stream: Box<dyn Stream>, shared: Arc<Shared>) {
    let limit = shared.settings.serve.receive();
    let answer = match timeout(limit, receive(&mut stream, &shared)).await {
        Ok(Ok(Some(request))) => {
            let head = request.head.clone();
            let answer = answer(request, &shared).await;
            answer.map(|it| it.encode_for(&head))
        }
        Ok(Ok(None)) => return,
        Ok(Err(refusal)) => {
            shared.metrics.note_bad_request();
            refused(&refusal).map(|it| it.encode())
        }
        Err(_) => {
            shared.metrics.note_bad_request();
            return;
        }
    };
    let Some(answer) = answer else { return };
    let send = async {
        stream.write_all(&answer).await?;
        stream.shutdown().await
    };
    // A client that is gone, or takes its answer too slowly, has its message still.
    let _ = timeout(limit, send).await;
}

/// Reads a request; `None` where the client says nothing.
async fn receive(
    stream: &mut Box<dyn Stream>,
    shared: &Shared,
) -> Result<Option<Request>, Refusal> {
    let most = shared.room.message_bytes();
    let mut chunk = vec![0; CHUNK];
    let mut start = Vec::new();
    let (head, length) = loop {
        if let Some(parsed) = RequestHead::parse(&start, most)? {
            break parsed;
        }
        if start.len() > MAX_HEAD {
            return Err(SpamdError::HeadTooLong.into());
        }
        match read(stream, &mut chunk).await? {
            [] if start.is_empty() => return Ok(None),
            [] => return Err(SpamdError::FirstLine.into()),
            more => start.extend_from_slice(more),
        }
    };
    let mut message = shared.room.message();
    if !head.method.has_message() {
        return Ok(Some(Request { head, message }));
    }
    push(&mut message, start.get(length..).unwrap_or_default(), &head)?;
    drop(start);
    let wanted = head.content_length.unwrap_or(usize::MAX);
    while message.bytes().len() < wanted {
        match read(stream, &mut chunk).await? {
            [] if head.content_length.is_some() => return Err(Refusal::CutOff),
            [] => break,
            more => push(&mut message, more, &head)?,
        }
    }
    Ok(Some(Request { head, message }))
}

async fn read<'b>(stream: &mut Box<dyn Stream>, chunk: &'b mut [u8]) -> io::Result<&'b [u8]> {
    let length = stream.read(chunk).await?;
    Ok(chunk.get(..length).unwrap_or_default())
}

/// Appends what belongs to the message.
fn push(message: &mut Held, more: &[u8], head: &RequestHead) -> Result<(), Refusal> {
    let wanted = head.content_length.unwrap_or(usize::MAX);
    let left = wanted.saturating_sub(message.bytes().len());
    let more = more.get(..left).unwrap_or(more);
    message.push(more).map_err(|full| match full {
        Full::TooLong => SpamdError::TooLong(wanted.min(i32::MAX as usize)).into(),
        Full::NoRoom => Refusal::NoRoom,
    })
}

fn refused(refusal: &Refusal) -> Option<Answer> {
    let code = match refusal {
        Refusal::Io(_) => return None,
        Refusal::Protocol(SpamdError::TooLong(_)) => Code::NoPerm,
        Refusal::Protocol(_) | Refusal::CutOff => Code::DataErr,
        Refusal::NoRoom => Code::TempFail,
    };
    Some(Answer::plain(code, &refusal.to_string()))
}

async fn answer(request: Request, shared: &Shared) -> Option<Answer> {
    match request.head.method {
        Method::Ping => return Some(Answer::plain(Code::Ok, "PONG")),
        Method::Skip => return None,
        _ => {}
    }
    let method = request.head.method;
    // A user of the system has no address, and no mailbox of his own in the books.
    let user = request.head.user.as_ref().filter(|it| it.contains('@'));
    let mailbox = user.map(|it| it.to_lowercase());
    let head = request.head.clone();
    let (message, _room) = match unpacked(request, shared) {
        Ok(it) => it,
        Err(refusal) => {
            shared.metrics.note_bad_request();
            return refused(&refusal);
        }
    };
    let message = Arc::new(message);
    if method == Method::Tell {
        return Some(tell(&head, message, mailbox, shared).await);
    }
    let mut incoming = Incoming::new(Arc::clone(&message), Envelope::default());
    let recipients: Vec<String> = mailbox.iter().cloned().collect();
    incoming.mailbox = mailbox;
    let outcome = shared.judge.judge(incoming).await;
    let action = shared.decide(&outcome, &recipients, false).action;
    let answer = judged(method, &message, &outcome, action, shared);
    let judged = Recorded {
        door: "spamd",
        envelope: Envelope::default(),
        mailbox: recipients.into_iter().next(),
        queue_id: String::new(),
        raw: message,
        added: 0,
    };
    shared.record(outcome, action, judged);
    Some(answer)
}

async fn tell(
    head: &RequestHead,
    message: Arc<Vec<u8>>,
    mailbox: Option<String>,
    shared: &Shared,
) -> Answer {
    let told = head.told;
    let word = match told.is_spam {
        Some(true) if told.sets => Word::Is(TaughtLabel::Malicious),
        Some(false) if told.sets => Word::Is(TaughtLabel::Benign),
        _ if told.removes => Word::Forget,
        _ => return Answer::plain(Code::DataErr, "nothing is told to the local database"),
    };
    let teachers = &shared.settings.spamd.teachers;
    let actor = match teacher(teachers, head.user.as_deref()) {
        Ok(actor) => actor,
        Err(refusal) => return untaught(refusal),
    };
    let mut incoming = Incoming::new(message, Envelope::default());
    incoming.mailbox = mailbox;
    let done = match shared.judge.teach(incoming, word, actor).await {
        Ok(true) if word == Word::Forget => Done::Removed,
        Ok(true) => Done::Set,
        Ok(false) => Done::Nothing,
        Err(refusal) => return untaught(refusal),
    };
    Answer {
        done: Some(done),
        ..Answer::plain(Code::Ok, "")
    }
}

fn untaught(refusal: Untaught) -> Answer {
    let code = match refusal {
        Untaught::Off => Code::Unavailable,
        Untaught::NotAllowed => Code::NoPerm,
        Untaught::Away | Untaught::Busy => Code::TempFail,
    };
    Answer::plain(code, &refusal.to_string())
}

/// The message as it was sent, and the room it takes.
fn unpacked(request: Request, shared: &Shared) -> Result<(Vec<u8>, impl Sized + use<>), Refusal> {
    let (body, mut room) = request.message.finish();
    let most = shared.room.message_bytes();
    if request.head.is_compressed {
        // Nobody knows how long it is before it is unpacked.
        room.push(shared.room.reserve(most).map_err(|_| Refusal::NoRoom)?);
    }
    Ok((request.head.unpack(body, most)?, room))
}

fn judged(
    method: Method,
    message: &[u8],
    outcome: &Outcome,
    action: Action,
    shared: &Shared,
) -> Answer {
    let policy = &shared.policy();
    let report = match outcome {
        Outcome::Judged(report) => Some(report),
        _ => None,
    };
    let verdict = report.map_or("undecided", |it| it.verdict.name());
    shared.metrics.note_message("spamd", verdict, action.name());
    if report.is_none() && action == Action::Tempfail {
        return Answer::plain(Code::TempFail, "busy; try again later");
    }
    let is_spam = report.is_some_and(|it| policy.is_spam(it));
    let judgement = Judgement {
        is_spam,
        points: report.map_or(0.0, |it| policy.points(it)),
        threshold: THRESHOLD,
    };
    let text = || report.map_or_else(String::new, |it| story(it));
    let body = match method {
        Method::Symbols => report.map_or_else(Vec::new, |it| symbols(it).into_bytes()),
        Method::Report => text().into_bytes(),
        Method::ReportIfSpam if is_spam => text().into_bytes(),
        Method::Process | Method::Headers => {
            let add = if action == Action::Accept {
                Vec::new()
            } else {
                fields::of(outcome, policy)
            };
            let prefix = (action == Action::Subject).then_some(policy.subject_prefix.as_str());
            let changes = Changes {
                add: &add,
                subject_prefix: prefix,
                authserv_id: &shared.settings.authserv_id,
                policy,
            };
            let (mut rewritten, head) = fields::rewrite(message, &changes);
            if method == Method::Headers {
                rewritten.truncate(head);
            }
            rewritten
        }
        _ => Vec::new(),
    };
    Answer {
        code: Code::Ok,
        text: String::new(),
        judgement: Some(judgement),
        done: None,
        body,
    }
}

/// The verdict, then the signals and rules.
fn symbols(report: &detect::Report) -> String {
    let signals = report.evidence.iter().map(|it| symbol(&it.signal));
    let all: Vec<String> = std::iter::once(symbol(report.verdict.name()))
        .chain(signals)
        .collect();
    format!("{}\r\n", all.join(","))
}

fn story(report: &detect::Report) -> String {
    let mut text = format!("{}: {}\n", report.verdict.name(), report.summary);
    for it in &report.evidence {
        let _ = writeln!(text, "{:+.1}  {}", it.weight, it.text);
    }
    text
}
