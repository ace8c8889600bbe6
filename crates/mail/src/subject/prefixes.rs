//! The words that mail programs put before a subject, by language.
//!
//! Sources: the documentation and defaults of Outlook, Thunderbird, Apple Mail, Lotus Notes and
//! GMX in their languages; Wikipedia, "List of email subject abbreviations".

/// What a prefix says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Reply,
    Forward,
    AutoReply,
    Tag,
}

/// A prefix.
#[derive(Debug, Clone, Copy)]
pub(super) struct Prefix {
    pub(super) word: &'static str,
    pub(super) kind: Kind,
    /// Whether it needs no colon.
    pub(super) is_whole: bool,
}

const fn before_colon(word: &'static str, kind: Kind) -> Prefix {
    Prefix {
        word,
        kind,
        is_whole: false,
    }
}

const fn reply(word: &'static str) -> Prefix {
    before_colon(word, Kind::Reply)
}

const fn forward(word: &'static str) -> Prefix {
    before_colon(word, Kind::Forward)
}

const fn auto_reply(word: &'static str) -> Prefix {
    before_colon(word, Kind::AutoReply)
}

const fn tag(word: &'static str) -> Prefix {
    before_colon(word, Kind::Tag)
}

pub(super) const PREFIXES: &[Prefix] = &[
    // English, and the many that follow it.
    reply("Re"),
    forward("Fwd"),
    forward("Fw"),
    forward("Forward"),
    // German.
    reply("AW"),
    reply("Antwort"),
    forward("WG"),
    forward("Weitergeleitet"),
    forward("Weiterleitung"),
    // French.
    reply("RÉF"),
    reply("RE\u{301}F"),
    reply("Réponse"),
    reply("Rép"),
    forward("TR"),
    forward("Transf"),
    // Spanish and Portuguese.
    reply("Resp"),
    reply("RES"),
    forward("RV"),
    forward("Rvd"),
    forward("RENV"),
    forward("ENC"),
    forward("Encaminhado"),
    // Italian.
    reply("R"),
    reply("RIF"),
    forward("I"),
    forward("Inoltro"),
    // Dutch.
    reply("Antw"),
    reply("BETR"),
    forward("Doorst"),
    forward("Doorgestuurd"),
    // Danish, Norwegian, Swedish, Finnish.
    reply("SV"),
    reply("Svar"),
    forward("VS"),
    forward("VB"),
    forward("VL"),
    forward("VID"),
    // Polish, Czech, Slovak, Croatian, Slovenian, Serbian.
    reply("Odp"),
    reply("ODG"),
    forward("PD"),
    forward("Přep"),
    forward("Prosl"),
    forward("PRF"),
    // Hungarian, Romanian, Albanian, Greek.
    reply("Vá"),
    forward("Továbbítás"),
    forward("Továbbítva"),
    reply("RĂSP"),
    forward("REDIR"),
    reply("ΑΠ"),
    reply("ΣΧΕΤ"),
    forward("ΠΡΘ"),
    // Turkish, Azerbaijani.
    reply("YNT"),
    reply("Yanıt"),
    forward("İLT"),
    forward("ILT"),
    // Russian, Ukrainian.
    reply("Ответ"),
    forward("Пересл"),
    forward("Переслать"),
    // Hebrew, Arabic.
    reply("תגובה"),
    reply("השב"),
    forward("הועבר"),
    reply("رد"),
    forward("إعادة توجيه"),
    // Chinese, Japanese, Korean, Vietnamese, Indonesian.
    reply("回复"),
    reply("回覆"),
    reply("答复"),
    reply("答覆"),
    forward("转发"),
    forward("轉寄"),
    forward("轉發"),
    reply("返信"),
    forward("転送"),
    reply("회신"),
    reply("답장"),
    forward("전달"),
    reply("Trả lời"),
    forward("Chuyển tiếp"),
    reply("BLS"),
    reply("Balas"),
    forward("TRS"),
    forward("Terusan"),
    // Automatic replies.
    auto_reply("Automatic reply"),
    auto_reply("Automatic response"),
    auto_reply("Auto reply"),
    auto_reply("Auto-reply"),
    auto_reply("Autoreply"),
    auto_reply("Auto response"),
    auto_reply("Auto-response"),
    auto_reply("Out of office"),
    auto_reply("Out of office autoreply"),
    auto_reply("Out of the office"),
    auto_reply("Away"),
    auto_reply("Automatische Antwort"),
    auto_reply("Abwesenheitsnotiz"),
    auto_reply("Abwesend"),
    auto_reply("Abwesenheit"),
    auto_reply("Réponse automatique"),
    auto_reply("Absence du bureau"),
    auto_reply("Absent(e) du bureau"),
    auto_reply("Respuesta automática"),
    auto_reply("Fuera de la oficina"),
    auto_reply("Resposta automática"),
    auto_reply("Fora do escritório"),
    auto_reply("Risposta automatica"),
    auto_reply("Fuori sede"),
    auto_reply("Automatisch antwoord"),
    auto_reply("Afwezig"),
    auto_reply("Automatiskt svar"),
    auto_reply("Automatisk svar"),
    auto_reply("Autosvar"),
    auto_reply("Automaattinen vastaus"),
    auto_reply("Odpowiedź automatyczna"),
    auto_reply("Automatická odpověď"),
    auto_reply("Automatikus válasz"),
    auto_reply("Răspuns automat"),
    auto_reply("Otomatik yanıt"),
    auto_reply("Автоматический ответ"),
    auto_reply("Автоответ"),
    auto_reply("自动回复"),
    auto_reply("自動回覆"),
    auto_reply("自動応答"),
    auto_reply("自動返信"),
    auto_reply("자동 회신"),
    // Tags without brackets.
    tag("External"),
    tag("EXT"),
    tag("External email"),
    tag("Caution external"),
    tag("Extern"),
    tag("Externe"),
    tag("Betreff"),
    tag("Subject"),
    tag("Objet"),
    tag("Asunto"),
    tag("Assunto"),
    tag("Oggetto"),
    tag("SPAM"),
    tag("Suspected spam"),
    Prefix {
        word: "***SPAM***",
        kind: Kind::Tag,
        is_whole: true,
    },
    Prefix {
        word: "{Spam?}",
        kind: Kind::Tag,
        is_whole: true,
    },
    Prefix {
        word: "(fwd)",
        kind: Kind::Forward,
        is_whole: true,
    },
];
