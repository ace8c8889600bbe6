//! The answer to a mail: the verdict, what to do, why, and the mail beside it.

use askama::Template;

use super::{Frame, written};
use crate::hostile_text::visible;
use crate::judged::{Judged, Tone};
use crate::own::OwnPart;
use crate::response::MAIL_POLICY;
use crate::shown::{Look, Shown};
use crate::submission::Kind;
use crate::words::Words;

/// Things that were not read, named to the reader.
const UNREAD: usize = 5;

#[derive(Template)]
#[template(path = "answer.html")]
struct AnswerPage<'p> {
    frame: &'p Frame,
    words: &'p Words,
    tone: &'static str,
    /// The word beside the symbol.
    word: String,
    summary: String,
    advice: Vec<String>,
    /// What is to be said beside the verdict, as notes.
    notes: Vec<String>,
    reasons_title: String,
    shown: &'p Shown,
    /// The document that shows how the mail looks.
    look: Option<String>,
    pictures_left_out: usize,
    offers_help: bool,
    /// What the reader's own mailboxes have seen of it.
    own: Option<&'p OwnPart>,
}

/// The page.
pub(crate) fn answer(frame: &Frame, judged: &Judged, own: Option<&OwnPart>) -> String {
    let words = &frame.words;
    let (report, shown) = (&judged.report, &judged.shown);
    let is_genuine = judged.tone == Tone::Genuine;
    let look = shown.look.as_ref();
    written(&AnswerPage {
        frame,
        words,
        tone: judged.tone.name(),
        word: words.say(&format!("word-{}", judged.tone.name())),
        summary: visible(&report.summary),
        advice: report.advice.iter().map(|it| visible(it)).collect(),
        notes: notes(words, judged),
        reasons_title: words.say(if is_genuine || judged.tone == Tone::Benign {
            "answer-why-genuine"
        } else {
            "answer-why"
        }),
        shown,
        pictures_left_out: look.map_or(0, |it| it.pictures_left_out),
        look: look.map(|it| document(words, it)),
        offers_help: !is_genuine,
        own,
    })
}

/// What qualifies the verdict.
fn notes(words: &Words, judged: &Judged) -> Vec<String> {
    let mut notes = Vec::new();
    let caution = match judged.tone {
        Tone::Benign => Some("answer-benign-caution"),
        Tone::Genuine => Some("answer-genuine-caution"),
        Tone::Undecided => Some("answer-undecided-caution"),
        Tone::Malicious | Tone::Suspicious => None,
    };
    let origin = match judged.kind {
        Kind::Mail => None,
        Kind::Text => (!judged.is_sender_seen).then_some("answer-without-sender"),
        Kind::Picture => Some("answer-from-picture"),
        Kind::Outlook => Some("answer-from-outlook"),
    };
    let attached = judged.shown.is_attached.then_some("answer-attached");
    let keys = [caution, attached, origin];
    notes.extend(keys.into_iter().flatten().map(|it| words.say(it)));
    // A verdict that stands needs nothing more; one that may not names what was out of reach.
    if matches!(judged.tone, Tone::Benign | Tone::Undecided) {
        let missing = judged.report.missing.iter().map(|it| it.name());
        let named = missing.filter_map(|it| {
            let key = format!("missing-{}", it.replace('.', "_"));
            words.has(&key).then(|| words.say(&key))
        });
        let named: Vec<String> = named.take(UNREAD).collect();
        if !named.is_empty() {
            notes.push(words.with("answer-unread", "missing", &named.join(", ")));
        }
    }
    notes
}

/// The document in the frame: white as mail programs show it, with a policy of its own.
pub(super) fn document(words: &Words, look: &Look) -> String {
    format!(
        "<!DOCTYPE html><html lang=\"{}\"><head><meta charset=\"utf-8\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{MAIL_POLICY}\">\
         <title>{}</title></head>\
         <body style=\"margin:16px;background:#fff;color:#000;font-family:sans-serif;overflow-wrap:anywhere\">{}</body></html>",
        words.language(),
        words.say("mail-look-frame"),
        look.html,
    )
}
