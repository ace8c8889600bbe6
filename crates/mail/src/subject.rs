//! Subjects without their prefixes (MDM section 4).

use crate::message::Subject;

/// Reply prefixes of mail programs in the usual languages, folded to lower case.
const REPLY: [&str; 24] = [
    "re", "aw", "antw", "antwort", "sv", "vs", "res", "odp", "ynt", "ref", "rif", "r", "bls", "balas", "vá", "atb",
    "ответ", "отв", "答复", "回复", "回覆", "返信", "답장", "απ",
];
/// Forward prefixes.
const FORWARD: [&str; 26] = [
    "fwd", "fw", "wg", "tr", "rv", "enc", "i", "pd", "vb", "vl", "vs", "doorst", "doorgestuurd", "ilt", "továbbítás",
    "fs", "trs", "trans", "weitergeleitet", "inoltro", "пересл", "转发", "轉寄", "転送", "전달", "πρθ",
];
/// Prefixes of automatic replies.
const AUTOMATIC: [&str; 16] = [
    "automatic reply", "auto reply", "autoreply", "auto-reply", "auto", "out of office", "abwesend",
    "automatische antwort", "abwesenheitsnotiz", "réponse automatique", "respuesta automática",
    "resposta automática", "risposta automatica", "automatisch antwoord", "autosvar", "odpowiedź automatyczna",
];

/// Longest text in front of a colon that is looked at.
const LONGEST_PREFIX: usize = 40;

/// Splits the decoded subject `text`.
pub(crate) fn parse(text: String) -> Subject {
    let mut subject = Subject::default();
    let mut rest = text.trim();
    loop {
        if let Some(after) = strip_tag(rest).or_else(|| strip_prefix(rest, &mut subject)) {
            rest = after.trim_start();
        } else {
            break;
        }
    }
    subject.base = Some(rest.to_owned());
    subject.subject = Some(text);
    subject
}

/// A leading `[External]` or `[list-name]`. A subject that is nothing but a tag keeps it.
fn strip_tag(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('[')?;
    let end = inner.find(']')?;
    let after = inner[end + 1..].trim_start();
    (end <= LONGEST_PREFIX && !after.is_empty()).then_some(after)
}

fn strip_prefix<'a>(text: &'a str, subject: &mut Subject) -> Option<&'a str> {
    let (prefix, rest) = text.split_once([':', '：'])?;
    if prefix.len() > LONGEST_PREFIX {
        return None;
    }
    let word = without_counter(prefix.trim()).to_lowercase();
    if REPLY.contains(&word.as_str()) {
        subject.is_reply = true;
    } else if FORWARD.contains(&word.as_str()) {
        subject.is_forward = true;
    } else if AUTOMATIC.contains(&word.as_str()) {
        subject.is_auto_reply = true;
    } else {
        return None;
    }
    Some(rest)
}

/// `Re[2]`, `Re(3)` and `Re^2` count replies.
fn without_counter(prefix: &str) -> &str {
    prefix.trim_end_matches(|it: char| it.is_ascii_digit() || "[]()^* ".contains(it))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, base: &str, flags: (bool, bool, bool)) {
        let subject = parse(text.to_owned());
        assert_eq!(subject.base.as_deref(), Some(base));
        assert_eq!((subject.is_reply, subject.is_forward, subject.is_auto_reply), flags);
    }

    #[test]
    fn prefixes_are_removed_repeatedly() {
        check("[External] Re: FW: Lunch", "Lunch", (true, true, false));
        check("Re[2]: Re: Lunch", "Lunch", (true, false, false));
        check("AW: WG: Rechnung", "Rechnung", (true, true, false));
        check("答复: 您好", "您好", (true, false, false));
        check("ENC: Fatura", "Fatura", (false, true, false));
        check("Automatic reply: Away", "Away", (false, false, true));
    }

    #[test]
    fn other_words_before_a_colon_stay() {
        check("Invoice: 4471", "Invoice: 4471", (false, false, false));
        check("Reminder: pay", "Reminder: pay", (false, false, false));
        check("[tag]", "[tag]", (false, false, false));
        check("", "", (false, false, false));
    }
}
