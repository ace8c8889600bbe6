//! Lines by which mail programs set off a quoted or forwarded message, by language.

/// What a line sets off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Separator {
    /// `-----Original Message-----`.
    Original,
    /// `---------- Forwarded message ---------`, `Begin forwarded message:`.
    Forwarded,
    /// A rule, which sets off a message only if a header block follows.
    Rule,
}

const ORIGINAL: &[&str] = &[
    "original message",
    "original mail",
    "original-nachricht",
    "ursprüngliche nachricht",
    "originalnachricht",
    "message d'origine",
    "message d’origine",
    "message original",
    "mensaje original",
    "mensagem original",
    "messaggio originale",
    "oorspronkelijk bericht",
    "original meddelelse",
    "oprindelig meddelelse",
    "opprinnelig melding",
    "ursprungligt meddelande",
    "originalmeddelande",
    "alkuperäinen viesti",
    "wiadomość oryginalna",
    "oryginalna wiadomość",
    "původní zpráva",
    "pôvodná správa",
    "eredeti üzenet",
    "mesaj original",
    "mesajul original",
    "orijinal ileti",
    "özgün ileti",
    "orijinal mesaj",
    "αρχικό μήνυμα",
    "исходное сообщение",
    "оригинальное сообщение",
    "вихідне повідомлення",
    "הודעה מקורית",
    "الرسالة الأصلية",
    "原始邮件",
    "原始郵件",
    "邮件原件",
    "元のメッセージ",
    "원본 메시지",
    "원본 메일",
    "thư gốc",
    "pesan asli",
    "original appointment",
    "reply message",
    "izvorna poruka",
];

const FORWARDED: &[&str] = &[
    "forwarded message",
    "forwarded by",
    "forwarded mail",
    "begin forwarded message",
    "weitergeleitete nachricht",
    "anfang der weitergeleiteten nachricht",
    "weitergeleitet von",
    "message transféré",
    "message réexpédié",
    "début du message réexpédié",
    "début du message transféré",
    "mensaje reenviado",
    "inicio del mensaje reenviado",
    "mensagem encaminhada",
    "mensagem reencaminhada",
    "início da mensagem reencaminhada",
    "início da mensagem encaminhada",
    "messaggio inoltrato",
    "inizio messaggio inoltrato",
    "doorgestuurd bericht",
    "begin doorgestuurd bericht",
    "videresendt meddelelse",
    "videresendt melding",
    "start på videresendt besked",
    "vidarebefordrat meddelande",
    "vidarebefordrat brev",
    "edelleenlähetetty viesti",
    "välitetty viesti alkaa",
    "wiadomość przekazana",
    "przekazana wiadomość",
    "początek przekazywanej wiadomości",
    "přeposlaná zpráva",
    "preposlaná správa",
    "továbbított üzenet",
    "továbbított levél",
    "mesaj redirecționat",
    "iletilen mesaj",
    "yönlendirilen ileti",
    "iletilen ileti başlangıcı",
    "προωθημένο μήνυμα",
    "пересылаемое сообщение",
    "пересылаемое письмо",
    "начало переадресованного сообщения",
    "пересланное сообщение",
    "переслане повідомлення",
    "הודעה שהועברה",
    "رسالة معاد توجيهها",
    "转发的邮件",
    "转发邮件",
    "轉寄郵件",
    "轉寄訊息",
    "开始转发的邮件",
    "下面是被转发的邮件",
    "開始轉寄郵件",
    "転送されたメッセージ",
    "転送メッセージ",
    "전달된 메시지",
    "thư được chuyển tiếp",
    "pesan terusan",
    "proslijeđena poruka",
    "missatge reenviat",
];

/// Bytes of the longest such line.
const LONGEST: usize = 200;
/// Dashes that a rule needs.
const RULE: usize = 10;

/// What `line` sets off, if it is such a line: a phrase between dashes, or before a colon.
pub(super) fn separator(line: &str) -> Option<Separator> {
    if line.len() > LONGEST {
        return None;
    }
    let is_rule = |it: char| matches!(it, '-' | '_' | '=' | '*' | '—' | '–' | '─');
    let inner = line.trim_matches(|it: char| is_rule(it) || it.is_whitespace());
    let dashes = line.chars().take_while(|it| is_rule(*it)).count();
    if inner.is_empty() {
        return (dashes >= RULE).then_some(Separator::Rule);
    }
    let has_colon = inner.ends_with([':', '：']);
    if dashes < 2 && !has_colon {
        return None;
    }
    let phrase = inner
        .trim_end_matches([':', '：'])
        .trim_end()
        .to_lowercase();
    let is_among = |phrases: &[&str]| phrases.contains(&phrase.as_str());
    // `----- Forwarded by Ann on 3 March -----`.
    let names_somebody = || {
        let by = ["forwarded by ", "weitergeleitet von "];
        dashes >= 2 && by.iter().any(|it| phrase.starts_with(it))
    };
    if is_among(FORWARDED) || names_somebody() {
        Some(Separator::Forwarded)
    } else if dashes >= 2 && is_among(ORIGINAL) {
        Some(Separator::Original)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, found: Option<Separator>) {
        assert_eq!(separator(line), found, "{line}");
    }

    #[test]
    fn separators_in_many_languages() {
        check("-----Original Message-----", Some(Separator::Original));
        check(
            "-------- Ursprüngliche Nachricht --------",
            Some(Separator::Original),
        );
        check("-----Message d'origine-----", Some(Separator::Original));
        check(
            "------------------ 原始邮件 ------------------",
            Some(Separator::Original),
        );
        check(
            "---------- Forwarded message ---------",
            Some(Separator::Forwarded),
        );
        check(
            "----- Forwarded by Ann Lee/Corp on 03/03/2026 10:00 -----",
            Some(Separator::Forwarded),
        );
        check("Begin forwarded message:", Some(Separator::Forwarded));
        check("Inicio del mensaje reenviado:", Some(Separator::Forwarded));
        check("________________________________", Some(Separator::Rule));
    }

    #[test]
    fn other_lines_set_nothing_off() {
        check("original message", None);
        check("Original message:", None);
        check("--", None);
        check("- Forwarded message to you", None);
        check("Your forwarded message is here", None);
        check("", None);
    }
}
