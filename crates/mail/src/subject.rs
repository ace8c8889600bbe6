//! The subject and what stands before it: reply and forward prefixes, tags, counters (MDM section
//! 4).

mod prefixes;

use prefixes::{Kind, Prefix};

/// The decoded subject.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Subject {
    /// As decoded; `None` when there is no such header.
    pub subject: Option<String>,
    /// Without leading tags and reply or forward prefixes.
    pub base: Option<String>,
    /// A reply prefix was removed.
    pub is_reply: bool,
    /// A forward prefix was removed.
    pub is_forward: bool,
    /// An automatic-reply prefix was removed.
    pub is_auto_reply: bool,
}

/// Prefixes and tags that are removed from one subject.
const PREFIXES: usize = 50;

impl Subject {
    /// Takes the prefixes off a decoded subject.
    pub fn parse(subject: &str) -> Self {
        let mut parsed = Self {
            subject: Some(subject.to_owned()),
            ..Self::default()
        };
        let mut rest = subject.trim();
        for _ in 0..PREFIXES {
            let Some((kind, after)) = leading(rest) else {
                break;
            };
            match kind {
                Kind::Reply => parsed.is_reply = true,
                Kind::Forward => parsed.is_forward = true,
                Kind::AutoReply => parsed.is_auto_reply = true,
                Kind::Tag => {}
            }
            rest = after;
        }
        parsed.base = Some(rest.to_owned());
        parsed
    }
}

/// No prefix is longer, in bytes.
const LONGEST_PREFIX: usize = 64;

/// The prefix or tag that `text` begins with, and what follows it.
fn leading(text: &str) -> Option<(Kind, &str)> {
    let head = text.get(..text.floor_char_boundary(LONGEST_PREFIX))?;
    if !head.contains([':', '：', '[', '【', '*', '{', '(']) {
        return None;
    }
    if let Some(after) = tag(text) {
        return Some((Kind::Tag, after));
    }
    prefixes::PREFIXES
        .iter()
        .find_map(|prefix| Some((prefix.kind, after_prefix(text, prefix)?)))
}

/// What follows a leading `[External]`. A subject that is nothing but a tag keeps it.
fn tag(text: &str) -> Option<&str> {
    const LONGEST: usize = 40;
    let (open, close) = match text.chars().next()? {
        '[' => ('[', ']'),
        '【' => ('【', '】'),
        _ => return None,
    };
    let inner = text.strip_prefix(open)?;
    let end = inner.find(close)?;
    let after = inner.get(end + close.len_utf8()..)?;
    let after = after.trim_start_matches(|it: char| it.is_whitespace() || it == ':');
    let is_tag = end > 0 && end <= LONGEST && !after.is_empty();
    is_tag.then_some(after)
}

/// What follows `prefix` in `text`: the word, perhaps a counter (`Re[2]`, `RE(3)`, `Re^2`), a colon.
fn after_prefix<'t>(text: &'t str, prefix: &Prefix) -> Option<&'t str> {
    let after = strip_word(text, prefix.word)?;
    if prefix.is_whole {
        return Some(after.trim_start_matches(|it: char| it.is_whitespace() || it == ':'));
    }
    let after = without_counter(after).trim_start();
    let after = after.strip_prefix([':', '：'])?;
    Some(after.trim_start())
}

/// `text` without a leading `word`, whatever the case of either.
fn strip_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let mut rest = text.chars();
    for wanted in word.chars() {
        let found = rest.next()?;
        if found != wanted && !found.to_lowercase().eq(wanted.to_lowercase()) {
            return None;
        }
    }
    Some(rest.as_str())
}

fn without_counter(text: &str) -> &str {
    let text = text.trim_start();
    for (open, close) in [("[", "]"), ("(", ")"), ("^", ""), ("*", "")] {
        let Some(inner) = text.strip_prefix(open) else {
            continue;
        };
        let after = inner.trim_start_matches(|it: char| it.is_ascii_digit());
        let is_number = (1..=4).contains(&(inner.len() - after.len()));
        if let Some(after) = after.strip_prefix(close)
            && is_number
        {
            return after;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// `flags` holds `r`, `f` and `a`.
    #[track_caller]
    fn check(subject: &str, base: &str, flags: &str) {
        let parsed = Subject::parse(subject);
        assert_eq!(parsed.base.as_deref(), Some(base), "{subject}");
        assert_eq!(parsed.is_reply, flags.contains('r'), "{subject}");
        assert_eq!(parsed.is_forward, flags.contains('f'), "{subject}");
        assert_eq!(parsed.is_auto_reply, flags.contains('a'), "{subject}");
    }

    #[test]
    fn replies_and_forwards_in_many_languages() {
        check("Re: Lunch", "Lunch", "r");
        check("RE: FW: Lunch", "Lunch", "rf");
        check("Fwd: Lunch", "Lunch", "f");
        check("AW: WG: Termin", "Termin", "rf");
        check("TR : Facture", "Facture", "f");
        check("RV: Factura", "Factura", "f");
        check("R: I: Fattura", "Fattura", "rf");
        check("RES: ENC: Pedido", "Pedido", "rf");
        check("Odp: PD: Faktura", "Faktura", "rf");
        check("SV: VS: VB: Möte", "Möte", "rf");
        check("Antw: Doorst: Vraag", "Vraag", "rf");
        check("YNT: İLT: Fatura", "Fatura", "rf");
        check("ODG: Računi", "Računi", "r");
        check("回复：转发: 订单", "订单", "rf");
        check("答复: 订单", "订单", "r");
        check("Ответ: Пересл: Заказ", "Заказ", "rf");
    }

    #[test]
    fn counters_and_tags() {
        check("Re[2]: Lunch", "Lunch", "r");
        check("RE (3): Lunch", "Lunch", "r");
        check("Re^2: Lunch", "Lunch", "r");
        check("[External] Re: [list] Lunch", "Lunch", "r");
        check("[EXT] Lunch", "Lunch", "");
        check("[Final call]: Lunch", "Lunch", "");
        check("EXTERNAL: Lunch", "Lunch", "");
        check("【外部】订单", "订单", "");
        check("[only a tag]", "[only a tag]", "");
    }

    #[test]
    fn automatic_replies() {
        check("Automatic reply: Lunch", "Lunch", "a");
        check("Out of Office: Lunch", "Lunch", "a");
        check("Automatische Antwort: Termin", "Termin", "a");
        check("Réponse automatique : Facture", "Facture", "a");
        check("Respuesta automática: Factura", "Factura", "a");
        check("自动回复: 订单", "订单", "a");
    }

    #[test]
    fn words_that_only_begin_like_a_prefix() {
        check("Regarding: Lunch", "Regarding: Lunch", "");
        check("Rewards for you", "Rewards for you", "");
        check("RV rental", "RV rental", "");
        check("Re Lunch", "Re Lunch", "");
        check("Order: 1", "Order: 1", "");
        check("", "", "");
        check("Re:", "", "r");
    }

    proptest! {
        #[test]
        fn the_base_is_an_end_of_the_subject(subject in "\\PC{0,60}") {
            let parsed = Subject::parse(&subject);
            prop_assert!(subject.contains(parsed.base.as_deref().unwrap_or_default()));
        }

        #[test]
        fn a_base_keeps_no_prefix(count in 0..5_usize, word in "[A-Z][a-z]{3,8} [a-z]{1,5}") {
            let subject = format!("{}{word}", "Re: ".repeat(count));
            let parsed = Subject::parse(&subject);
            prop_assert_eq!(parsed.base.as_deref(), Some(word.as_str()));
            prop_assert_eq!(parsed.is_reply, count > 0);
        }
    }
}
