//! The labels of a quoted header block, by language.
//!
//! Sources: what Outlook, Apple Mail, Thunderbird, Gmail and Lotus Notes write above a quoted
//! message in their languages.

use std::collections::HashMap;
use std::sync::LazyLock;

/// What a label names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Label {
    From,
    Date,
    To,
    Cc,
    Bcc,
    Subject,
    /// Known, but of no use: `Reply-To`, `Importance`, `Attachments`.
    Other,
}

/// The longest label, in bytes.
const LONGEST: usize = 48;

const LABELS: &[(Label, &[&str])] = &[
    (
        Label::From,
        &[
            "from",
            "de",
            "von",
            "da",
            "van",
            "från",
            "fra",
            "od",
            "от",
            "от кого",
            "отправитель",
            "від",
            "kimden",
            "gönderen",
            "lähettäjä",
            "feladó",
            "expéditeur",
            "absender",
            "mittente",
            "remitente",
            "remetente",
            "avsändare",
            "afsender",
            "avsender",
            "afzender",
            "nadawca",
            "odesílatel",
            "de la",
            "από",
            "מאת",
            "من",
            "发件人",
            "寄件者",
            "寄件人",
            "差出人",
            "送信者",
            "送信元",
            "보낸 사람",
            "보낸사람",
            "từ",
            "dari",
            "จาก",
        ],
    ),
    (
        Label::Date,
        &[
            "date",
            "sent",
            "date sent",
            "sent on",
            "gesendet",
            "gesendet am",
            "datum",
            "envoyé",
            "envoyé le",
            "date d'envoi",
            "date d’envoi",
            "enviado",
            "enviado el",
            "enviado em",
            "enviada",
            "enviada em",
            "fecha",
            "data",
            "inviato",
            "data invio",
            "verzonden",
            "verzonden op",
            "skickat",
            "sendt",
            "dato",
            "lähetetty",
            "päivämäärä",
            "päiväys",
            "wysłano",
            "wysłane",
            "odesláno",
            "odoslané",
            "dátum",
            "elküldve",
            "küldve",
            "trimis",
            "data trimiterii",
            "gönderildi",
            "gönderme tarihi",
            "gönderim tarihi",
            "tarih",
            "στάλθηκε",
            "ημερομηνία",
            "отправлено",
            "дата",
            "надіслано",
            "изпратено",
            "נשלח",
            "תאריך",
            "תאריך שליחה",
            "تاريخ الإرسال",
            "التاريخ",
            "أرسلت",
            "发送时间",
            "发送日期",
            "时间",
            "日期",
            "寄件日期",
            "傳送時間",
            "日時",
            "送信日時",
            "日付",
            "보낸 날짜",
            "날짜",
            "đã gửi",
            "ngày",
            "terkirim",
            "dikirim",
            "tanggal",
            "ส่ง",
            "วันที่",
            "enviat el",
            "poslano",
            "poslato",
        ],
    ),
    (
        Label::To,
        &[
            "to",
            "an",
            "à",
            "a",
            "para",
            "aan",
            "till",
            "til",
            "vastaanottaja",
            "do",
            "komu",
            "címzett",
            "către",
            "kime",
            "alıcı",
            "προς",
            "кому",
            "до",
            "אל",
            "إلى",
            "الى",
            "收件人",
            "收件者",
            "宛先",
            "받는 사람",
            "받는사람",
            "đến",
            "tới",
            "kepada",
            "untuk",
            "ถึง",
            "per a",
            "prima",
            "za",
            "empfänger",
            "destinataire",
            "destinatario",
            "destinatário",
            "per",
        ],
    ),
    (
        Label::Cc,
        &[
            "cc",
            "kopie",
            "copie à",
            "copia",
            "kopia",
            "kopi",
            "kopio",
            "dw",
            "másolat",
            "bilgi",
            "κοιν",
            "копия",
            "копія",
            "עותק",
            "نسخة",
            "抄送",
            "副本",
            "참조",
            "tembusan",
            "สำเนา",
        ],
    ),
    (
        Label::Bcc,
        &["bcc", "cci", "cco", "ccn", "密送", "密件副本"],
    ),
    (
        Label::Subject,
        &[
            "subject",
            "re",
            "betreff",
            "objet",
            "asunto",
            "assunto",
            "oggetto",
            "onderwerp",
            "ämne",
            "emne",
            "aihe",
            "temat",
            "předmět",
            "predmet",
            "tárgy",
            "subiect",
            "konu",
            "θέμα",
            "тема",
            "относно",
            "נושא",
            "الموضوع",
            "主题",
            "主旨",
            "主題",
            "件名",
            "제목",
            "chủ đề",
            "tiêu đề",
            "subjek",
            "perihal",
            "เรื่อง",
            "tema",
            "assumpte",
        ],
    ),
    (
        Label::Other,
        &[
            "reply-to",
            "reply to",
            "antwort an",
            "répondre à",
            "responder a",
            "importance",
            "wichtigkeit",
            "importancia",
            "priority",
            "attachments",
            "anlagen",
            "pièces jointes",
            "sender",
            "message-id",
            "organization",
            "newsgroups",
            "cc to",
            "sensitivity",
        ],
    ),
];

static BY_NAME: LazyLock<HashMap<&'static str, Label>> = LazyLock::new(|| {
    let named = |(label, names): &(Label, &'static [&'static str])| {
        let label = *label;
        names.iter().map(move |name| (*name, label))
    };
    LABELS.iter().flat_map(named).collect()
});

/// The label that a line begins with, and the value behind it. Bold labels stand between asterisks
/// in plain text (`*From:* Ann`).
pub(super) fn label(line: &str) -> Option<(Label, &str)> {
    let head = line.get(..line.floor_char_boundary(LONGEST))?;
    let (name, _) = head.split_once([':', '：'])?;
    let trimmed = name.trim_matches(|it: char| it.is_whitespace() || it == '*');
    if trimmed.is_empty() {
        return None;
    }
    let label = BY_NAME.get(trimmed.to_lowercase().as_str()).copied()?;
    let value = line.get(name.len()..)?.trim_start_matches([':', '：']);
    let value = value.trim_start_matches('*').trim();
    Some((label, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_in_many_languages() {
        assert_eq!(label("From: Ann"), Some((Label::From, "Ann")));
        assert_eq!(label("*Sent:* Monday"), Some((Label::Date, "Monday")));
        assert_eq!(label("*To*: Bob"), Some((Label::To, "Bob")));
        assert_eq!(label("Objet : Facture"), Some((Label::Subject, "Facture")));
        assert_eq!(label("发件人：安"), Some((Label::From, "安")));
        assert_eq!(label("ТЕМА: Заказ"), Some((Label::Subject, "Заказ")));
        assert_eq!(label("Subject:"), Some((Label::Subject, "")));
    }

    #[test]
    fn other_lines_have_no_label() {
        for line in [
            "",
            ":",
            "Phone: 1",
            "Best regards from: Ann",
            "https://from.test/",
            "at 10:30",
        ] {
            assert_eq!(label(line), None, "{line}");
        }
    }

    #[test]
    fn no_name_is_two_labels() {
        let count: usize = LABELS.iter().map(|(_, names)| names.len()).sum();
        assert_eq!(BY_NAME.len(), count);
    }
}
