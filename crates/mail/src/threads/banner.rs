//! Warnings that gateways put above mail from outside.
//!
//! Only whole lines at the very beginning count, and none that holds what a lure needs (a number to
//! call): anybody can write such a line.

use text::Span;

use super::line::Line;
use super::model::Banner;

/// Lines that the banners of one message may have.
const LINES: usize = 12;
/// Bytes of one line.
const LONGEST: usize = 400;
/// Digits that make a phone number.
const DIGITS: usize = 7;

/// Phrases that only such warnings hold.
const PHRASES: &[&str] = &[
    "originated from outside",
    "originates from outside",
    "originating from outside",
    "sent from outside",
    "came from outside",
    "comes from outside",
    "is from outside",
    "received from outside",
    "from an external sender",
    "from an external source",
    "from an external email",
    "external email:",
    "external sender:",
    "this is an external email",
    "this email is external",
    "email from external",
    "outside the organization",
    "outside of the organization",
    "outside your organization",
    "outside of your organization",
    "outside the company",
    "outside our organization",
    "outside of our organization",
    "you don't often get email from",
    "you don’t often get email from",
    "some people who received this message don't often get email from",
    "some people who received this message don’t often get email from",
    "sender is not verified",
    "the sender of this message could not be verified",
    "von außerhalb der organisation",
    "von ausserhalb der organisation",
    "externer absender",
    "stammt von außerhalb",
    "kommt von außerhalb",
    "diese e-mail kommt von extern",
    "externe e-mail",
    "sie erhalten nicht oft e-mails von",
    "sie erhalten nicht häufig e-mails von",
    "provient de l'extérieur",
    "provient de l’extérieur",
    "expéditeur externe",
    "courriel externe",
    "vous n’obtenez pas souvent d’e-mail",
    "vous ne recevez pas souvent de courriers de",
    "fuera de la organización",
    "fuera de su organización",
    "correo externo",
    "remitente externo",
    "no suele recibir correos electrónicos de",
    "no suele recibir correo electrónico de",
    "fora da organização",
    "fora da sua organização",
    "e-mail externo",
    "remetente externo",
    "não recebe emails com frequência de",
    "não costuma receber emails de",
    "dall'esterno dell'organizzazione",
    "dall’esterno dell’organizzazione",
    "mittente esterno",
    "non si riceve spesso posta elettronica da",
    "buiten de organisatie",
    "buiten uw organisatie",
    "externe afzender",
    "u ontvangt niet vaak e-mail van",
    "från en extern avsändare",
    "utanför organisationen",
    "fra en ekstern avsender",
    "uden for organisationen",
    "spoza organizacji",
    "nadawca zewnętrzny",
    "kuruluş dışından",
    "внешний отправитель",
    "组织外部",
    "外部邮件",
    "社外からのメール",
];

/// Lines that are a warning's heading, and nothing else, if a warning follows.
const HEADINGS: &[&str] = &[
    "caution",
    "warning",
    "external",
    "external email",
    "external sender",
    "external message",
    "external mail",
    "attention",
    "notice",
    "alert",
    "security notice",
    "important",
    "achtung",
    "warnung",
    "extern",
    "externe e-mail",
    "avertissement",
    "externe",
    "precaución",
    "advertencia",
    "externo",
    "atenção",
    "cuidado",
    "aviso",
    "attenzione",
    "avviso",
    "esterno",
    "let op",
    "waarschuwing",
    "varning",
    "advarsel",
    "uwaga",
    "dikkat",
    "внимание",
    "ext",
    "!",
    "⚠",
];

/// Headings that are a warning by themselves.
const ALONE: &[&str] = &[
    "[external]",
    "[ext]",
    "[external email]",
    "[external sender]",
    "[extern]",
    "[externe]",
    "[externo]",
    "[external mail]",
    "[external message]",
    "*** external email ***",
    "external email",
    "external sender",
    "[caution: external email]",
    "[esterno]",
];

/// How a warning goes on.
const CONTINUATIONS: &[&str] = &[
    "do not click",
    "don't click",
    "don’t click",
    "do not open",
    "recognize the sender",
    "recognise the sender",
    "learn why this is important",
    "content is safe",
    "be cautious",
    "use caution",
    "exercise caution",
    "think before",
    "report phishing",
    "klicken sie nicht",
    "öffnen sie keine",
    "ne cliquez pas",
    "ne cliquez sur aucun",
    "n’ouvrez",
    "no haga clic",
    "não clique",
    "non fare clic",
    "klik niet",
    "erfahren sie, warum dies wichtig ist",
    "découvrez pourquoi cela est important",
    "obtenga información sobre por qué esto es importante",
    "saiba por que isso é importante",
    "scopri perché è importante",
];

/// The banners that `lines` begin with, and the first line behind them.
pub(super) fn leading(lines: &[Line<'_>]) -> (Vec<Banner>, usize) {
    let mut banners = Vec::new();
    let mut after = 0;
    let mut at = 0;
    while let Some(first) = next_text(lines, at) {
        let Some(end) = banner_end(lines, first) else {
            break;
        };
        if end > LINES {
            break;
        }
        let own = lines.get(first..end).unwrap_or_default();
        let text: Vec<&str> = own
            .iter()
            .map(|it| it.content)
            .filter(|it| !it.is_empty())
            .collect();
        if let (Some(start), Some(last)) = (own.first(), own.last()) {
            banners.push(Banner {
                text: text.join("\n"),
                span: Span::new(start.start, last.end),
            });
        }
        at = end;
        after = end;
    }
    (banners, after)
}

fn next_text(lines: &[Line<'_>], from: usize) -> Option<usize> {
    let found = lines.iter().skip(from).position(|it| !it.is_blank())?;
    Some(from + found)
}

/// The first line behind the banner that begins at line `first`, if one does.
fn banner_end(lines: &[Line<'_>], first: usize) -> Option<usize> {
    let content = |at: usize| lines.get(at).map(|it| it.content);
    let heading = content(first)?;
    let mut end = if is_warning(heading) {
        first + 1
    } else if is_heading(heading) {
        let next = next_text(lines, first + 1)?;
        if !is_warning(content(next)?) {
            return None;
        }
        next + 1
    } else {
        return None;
    };
    while content(end).is_some_and(is_continuation) {
        end += 1;
    }
    Some(end)
}

fn is_warning(line: &str) -> bool {
    if !may_be_of_banner(line) {
        return false;
    }
    let lower = line.to_lowercase();
    ALONE.contains(&lower.as_str()) || PHRASES.iter().any(|it| lower.contains(it))
}

fn is_heading(line: &str) -> bool {
    let lower = line.to_lowercase();
    let word = lower.trim_matches(|it: char| {
        it.is_whitespace() || matches!(it, ':' | '!' | '*' | '[' | ']' | '-' | '⚠' | '\u{fe0f}')
    });
    HEADINGS.contains(&word)
}

fn is_continuation(line: &str) -> bool {
    let lower = line.to_lowercase();
    may_be_of_banner(line)
        && (PHRASES.iter().any(|it| lower.contains(it))
            || CONTINUATIONS.iter().any(|it| lower.contains(it)))
}

fn may_be_of_banner(line: &str) -> bool {
    let digits = line.chars().filter(|it| it.is_numeric()).count();
    !line.is_empty() && line.len() <= LONGEST && digits < DIGITS
}

#[cfg(test)]
mod tests {
    use super::super::line::cut;
    use super::*;

    #[track_caller]
    fn check(text: &str, banners: &[&str], after: usize) {
        let (found, end) = leading(&cut(text));
        let texts: Vec<_> = found.iter().map(|it| it.text.as_str()).collect();
        assert_eq!(texts, banners);
        assert_eq!(end, after);
    }

    #[test]
    fn warnings_above_the_text() {
        check(
            "CAUTION: This email originated from outside of the organization. Do not click links.\n\nHi",
            &[
                "CAUTION: This email originated from outside of the organization. Do not click links.",
            ],
            1,
        );
        check(
            "WARNING\nThis message is from an external sender.\nDo not click on links.\n\nHi",
            &["WARNING\nThis message is from an external sender.\nDo not click on links."],
            3,
        );
        check(
            "[EXTERNAL]\n\nYou don't often get email from a@b.test. Learn why this is important\nHi",
            &[
                "[EXTERNAL]",
                "You don't often get email from a@b.test. Learn why this is important",
            ],
            3,
        );
        check(
            "Achtung!\nDiese E-Mail stammt von außerhalb.\nHallo",
            &["Achtung!\nDiese E-Mail stammt von außerhalb."],
            2,
        );
    }

    #[test]
    fn a_lure_is_no_banner() {
        check(
            "CAUTION: this came from outside. Call +1 803 555 0100 now",
            &[],
            0,
        );
        check("Warning\nYour account is locked", &[], 0);
        check("Hi\nCAUTION: This email originated from outside", &[], 0);
    }
}
