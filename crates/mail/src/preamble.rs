//! The lines in front of a quoted message: who wrote it, to whom, when.

use address::{Mailbox, parse_mailboxes};
use limits::Limits;

use crate::message::PreviousThread;
use crate::subject;

/// What a label of a header block stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Label {
    From,
    Sent,
    To,
    Cc,
    Subject,
}

/// Labels of mail programs in the usual languages, lower case.
const LABELS: &[(&str, Label)] = &[
    ("from", Label::From), ("von", Label::From), ("de", Label::From), ("da", Label::From), ("van", Label::From),
    ("från", Label::From), ("fra", Label::From), ("lähettäjä", Label::From), ("od", Label::From),
    ("kimden", Label::From), ("от", Label::From), ("发件人", Label::From), ("寄件者", Label::From),
    ("差出人", Label::From), ("expéditeur", Label::From), ("remitente", Label::From), ("mittente", Label::From),
    ("sent", Label::Sent), ("date", Label::Sent), ("gesendet", Label::Sent), ("datum", Label::Sent),
    ("envoyé", Label::Sent), ("enviado", Label::Sent), ("enviado el", Label::Sent), ("enviada em", Label::Sent),
    ("inviato", Label::Sent), ("data", Label::Sent), ("fecha", Label::Sent), ("verzonden", Label::Sent),
    ("skickat", Label::Sent), ("sendt", Label::Sent), ("lähetetty", Label::Sent), ("wysłano", Label::Sent),
    ("dato", Label::Sent), ("gönderme tarihi", Label::Sent), ("发送时间", Label::Sent), ("送信日時", Label::Sent),
    ("дата", Label::Sent), ("отправлено", Label::Sent),
    ("to", Label::To), ("an", Label::To), ("à", Label::To), ("para", Label::To), ("a", Label::To), ("aan", Label::To),
    ("till", Label::To), ("til", Label::To), ("do", Label::To), ("кому", Label::To), ("收件人", Label::To),
    ("宛先", Label::To), ("vastaanottaja", Label::To), ("kime", Label::To), ("destinatario", Label::To),
    ("cc", Label::Cc), ("kopie", Label::Cc), ("copie", Label::Cc), ("копия", Label::Cc), ("抄送", Label::Cc),
    ("subject", Label::Subject), ("betreff", Label::Subject), ("objet", Label::Subject), ("asunto", Label::Subject),
    ("assunto", Label::Subject), ("oggetto", Label::Subject), ("onderwerp", Label::Subject),
    ("ämne", Label::Subject), ("emne", Label::Subject), ("aihe", Label::Subject), ("temat", Label::Subject),
    ("konu", Label::Subject), ("тема", Label::Subject), ("主题", Label::Subject), ("件名", Label::Subject),
];

/// The label at the start of `line`, and what follows its colon. Quote marks and the asterisks of
/// text-mode bold are looked past.
pub(crate) fn label(line: &str) -> Option<(Label, &str)> {
    let line = line.trim_start_matches(['>', ' ', '\t', '*', '\u{a0}']);
    let (name, rest) = line.split_once([':', '：'])?;
    if name.is_empty() || name.len() > 40 {
        return None;
    }
    let name = name.trim_matches(['*', ' ', '\u{a0}']).to_lowercase();
    let (_, label) = LABELS.iter().find(|(it, _)| *it == name)?;
    Some((*label, rest.trim_matches(['*', ' ', '\t', '\u{a0}'])))
}

/// Fills in what `preamble` says of the quoted message.
pub(crate) fn read(preamble: &str, limits: &Limits, thread: &mut PreviousThread) {
    for line in preamble.lines() {
        match label(line) {
            Some((Label::From, value)) => thread.sender = mailbox(value, limits),
            Some((Label::Sent, value)) => thread.date = Some(value.to_owned()).filter(|it| !it.is_empty()),
            Some((Label::To, value)) => thread.recipients.to = mailboxes(value, limits),
            Some((Label::Cc, value)) => thread.recipients.cc = mailboxes(value, limits),
            Some((Label::Subject, value)) => thread.subject = Some(subject::parse(value.to_owned())),
            None => {}
        }
    }
    if thread.sender.is_none() {
        thread.sender = attribution(preamble, limits);
    }
    thread.preamble = Some(preamble.trim().to_owned()).filter(|it| !it.is_empty());
}

/// Outlook writes `Name [mailto:a@b]` and separates mailboxes by semicolons.
fn mailboxes(value: &str, limits: &Limits) -> Vec<Mailbox> {
    let value = value.replace("[mailto:", "<").replace(']', ">").replace(';', ",");
    parse_mailboxes(&value, limits)
}

fn mailbox(value: &str, limits: &Limits) -> Option<Mailbox> {
    mailboxes(value, limits).into_iter().next()
}

/// The writer named in `On … Name <a@b> wrote:`.
fn attribution(preamble: &str, limits: &Limits) -> Option<Mailbox> {
    let line = preamble.split_whitespace().collect::<Vec<_>>().join(" ");
    let at = line.find('@')?;
    let start = line[..at].rfind([',', '>']).map_or(0, |it| it + 1);
    let end = line[at..].find(['>', ' ']).map_or(line.len(), |it| at + it + 1);
    let mailbox = mailbox(line.get(start..end)?.trim(), limits)?;
    mailbox.email.domain.valid.then_some(mailbox)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn thread(preamble: &str) -> PreviousThread {
        let mut thread = PreviousThread::default();
        read(preamble, &Limits::default(), &mut thread);
        thread
    }

    #[test]
    fn a_block_of_labels_is_read() {
        let thread = thread("From: Ann <ann@a.example>\nSent: Monday\nTo: Pat <pat@b.example>\nSubject: RE: Lunch");
        assert_eq!(thread.sender.unwrap().email.email, "ann@a.example");
        assert_eq!(thread.recipients.to[0].email.email, "pat@b.example");
        assert_eq!(thread.subject.unwrap().base.as_deref(), Some("Lunch"));
        assert_eq!(thread.date.as_deref(), Some("Monday"));
    }

    #[test]
    fn other_languages_and_text_mode_bold_are_read() {
        assert_eq!(thread("*Von:* Ann <ann@a.example>").sender.unwrap().email.email, "ann@a.example");
        assert_eq!(label("> Betreff: Hallo"), Some((Label::Subject, "Hallo")));
        assert_eq!(label("Invoice: 4471"), None);
    }

    #[test]
    fn an_attribution_names_the_writer() {
        let thread = thread("On Mon, 2 Nov 2026 at 10:00, Ann Lee <ann@a.example> wrote:");
        assert_eq!(thread.sender.unwrap().email.email, "ann@a.example");
    }
}
