//! Attribution lines: `On 3 March 2026, Ann Lee <ann@example.com> wrote:` and its families.

use super::line::Line;

/// Lines that one attribution may be broken into.
const LINES: usize = 3;
/// Bytes of the longest.
const LONGEST: usize = 400;

/// Words that stand right before the final colon.
const FINAL: &[&str] = &[
    "wrote",
    "writes",
    "said",
    "schrieb",
    "schreibt",
    "geschrieben",
    "a écrit",
    "a ecrit",
    "écrivait",
    "escribió",
    "escribio",
    "escreveu",
    "ha scritto",
    "scriveva",
    "schreef",
    "geschreven",
    "skrev",
    "kirjoitti",
    "napisał",
    "napisał(a)",
    "napisała",
    "pisze",
    "napsal",
    "napsal(a)",
    "napísal",
    "napísal(a)",
    "írta",
    "a scris",
    "şunu yazdı",
    "yazdı",
    "yazdi",
    "έγραψε",
    "написал",
    "написал(а)",
    "написала",
    "пишет",
    "написав",
    "написав(ла)",
    "пише",
    "написа",
    "כתב",
    "כתב/ה",
    "כתבה",
    "كتب",
    "写道",
    "寫道",
    "写到",
    "님이 작성",
    "작성",
    "đã viết",
    "menulis",
    "เขียนว่า",
    "va escriure",
    "je napisao",
    "je napisala",
    "je napisao/la",
    "kirjutas",
    "rašė",
    "のメール",
    "さんは書きました",
    "が書きました",
    "quoting",
];

/// Words that may stand in the middle, between date and name.
const MIDDLE: &[&str] = &[
    " schrieb ",
    " schreef ",
    " skrev ",
    " kirjoitti ",
    " a écrit ",
    " írta ",
    " napsal ",
    " napisał ",
];

/// Words that an attribution begins with, date behind them.
const OPENING: &[&str] = &[
    "on ",
    "am ",
    "le ",
    "el ",
    "em ",
    "a ",
    "no dia ",
    "il ",
    "il giorno ",
    "op ",
    "den ",
    "på ",
    "w dniu ",
    "dnia ",
    "dne ",
    "dňa ",
    "în ",
    "pe ",
    "la ",
    "στις ",
    "vào ",
    "pada ",
    "na ",
    "в ",
    "от ",
    "на ",
    "בתאריך",
    "ב-",
    "في ",
    "بتاريخ",
    "在",
    "于",
    "於",
    "dana ",
    "kuupäeval ",
    "quoting ",
    "at ",
    "nel ",
];

/// An attribution.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Attribution {
    /// Its lines as one.
    pub(super) text: String,
    /// The first line behind it.
    pub(super) end: usize,
}

/// The attribution that begins at line `first`. `is_quoted_below` tells whether a quotation begins at
/// the line it is asked for: with one, a name and a verb are enough.
pub(super) fn at(
    lines: &[Line<'_>],
    first: usize,
    is_quoted_below: impl Fn(usize) -> bool,
) -> Option<Attribution> {
    let is_possible = lines
        .iter()
        .skip(first)
        .take(LINES)
        .any(Line::ends_with_colon);
    if !is_possible {
        return None;
    }
    let mut text = String::new();
    for count in 1..=LINES {
        let line = lines.get(first + count - 1)?;
        if line.is_blank() || text.len() + line.content.len() > LONGEST {
            return None;
        }
        if count > 1 {
            text.push(' ');
        }
        text.push_str(line.content);
        // An attribution on several lines shows in its first that it is one.
        if count == 1 && !line.ends_with_colon() && !begins_one(&text) {
            return None;
        }
        if line.ends_with_colon() {
            let end = first + count;
            let is_one = is_attribution(&text, || is_quoted_below(end));
            return is_one.then_some(Attribution { text, end });
        }
    }
    None
}

fn begins_one(line: &str) -> bool {
    let lower = line.to_lowercase();
    has_opening(&lower) && lower.contains(|it: char| it.is_ascii_digit())
        || lower.starts_with(|it: char| it.is_ascii_digit()) && has_time(&lower)
}

fn has_opening(lower: &str) -> bool {
    OPENING.iter().any(|it| lower.starts_with(it))
}

fn is_attribution(text: &str, is_quoted_below: impl Fn() -> bool) -> bool {
    let lower = text.to_lowercase();
    let lower = lower
        .trim_matches(|it: char| !it.is_ascii() && text::is_invisible(it))
        .trim_end_matches([':', '：'])
        .trim_end();
    let has_address = lower.contains('@');
    let is_dated = has_year(lower) || has_time(lower);
    let ends_with_address = lower.ends_with('>') && has_address;
    if ends_with_address && has_time(lower) && has_year(lower) {
        return true;
    }
    let is_final = FINAL.iter().any(|it| {
        // Latin words stand apart from what is before them.
        let is_apart = |before: &str| {
            !it.is_ascii() || !before.ends_with(|it: char| it.is_ascii_alphanumeric())
        };
        lower.strip_suffix(it).is_some_and(is_apart)
    });
    let opens = has_opening(lower);
    let is_middle = opens && MIDDLE.iter().any(|it| lower.contains(it));
    if is_final && is_dated && (opens || has_address)
        || is_middle && (has_address || has_time(lower))
    {
        return true;
    }
    // Some languages put date and name in front of the verb without an opening word.
    let begins_with_date = lower.starts_with(|it: char| it.is_ascii_digit()) && has_time(lower);
    if is_final && begins_with_date {
        return true;
    }
    let names_somebody = lower.split_whitespace().count() <= 12;
    (is_final || lower.starts_with("quoting ")) && names_somebody && is_quoted_below()
}

/// Four digits that are a year.
fn has_year(text: &str) -> bool {
    text.as_bytes()
        .windows(4)
        .any(|it| matches!(it, [b'1', b'9', a, b] | [b'2', b'0', a, b] if a.is_ascii_digit() && b.is_ascii_digit()))
}

/// `10:00` or `10.00` or `10h00`.
fn has_time(text: &str) -> bool {
    text.as_bytes().windows(4).any(|it| {
        matches!(it, [a, b':' | b'.' | b'h', c, d]
            if [a, c, d].iter().all(|it| it.is_ascii_digit()))
    })
}

#[cfg(test)]
mod tests {
    use super::super::line::cut;
    use super::*;

    #[track_caller]
    fn check(text: &str, end: Option<usize>) {
        let all = cut(text);
        let below = |at: usize| all.get(at).is_some_and(|it| it.depth > 0);
        assert_eq!(at(&all, 0, below).map(|it| it.end), end, "{text}");
    }

    #[test]
    fn attributions_in_many_languages() {
        for text in [
            "On Mon, 3 Mar 2026 at 10:00, Ann Lee <ann@a.test> wrote:",
            "On 3/3/2026 10:00 AM, Ann Lee wrote:",
            "Am 03.03.2026 um 10:00 schrieb Ann Lee <ann@a.test>:",
            "Am Dienstag, 3. März 2026 hat Ann Lee geschrieben:",
            "Le mar. 3 mars 2026 à 10:00, Ann Lee <ann@a.test> a écrit :",
            "El mar, 3 mar 2026 a las 10:00, Ann Lee (<ann@a.test>) escribió:",
            "Em ter., 3 de mar. de 2026 às 10:00, Ann <ann@a.test> escreveu:",
            "Il giorno mar 3 mar 2026 alle ore 10:00 Ann <ann@a.test> ha scritto:",
            "Op di 3 mrt 2026 om 10:00 schreef Ann Lee <ann@a.test>:",
            "Den tis 3 mars 2026 kl 10:00 skrev Ann Lee <ann@a.test>:",
            "W dniu 3.03.2026 o 10:00, Ann Lee pisze:",
            "3 мар. 2026 г., 10:00, Ann Lee <ann@a.test> написал(а):",
            "вт, 3 мар. 2026 г. в 10:00, Ann Lee <ann@a.test>:",
            "3 Mar 2026 Sal, 10:00 tarihinde Ann <ann@a.test> şunu yazdı:",
            "Ann Lee <ann@a.test> 于2026年3月3日周二 10:00写道：",
            "2026年3月3日(火) 10:00 Ann Lee <ann@a.test>:",
            "2026년 3월 3일 (화) 오전 10:00, Ann Lee <ann@a.test>님이 작성:",
        ] {
            check(text, Some(1));
        }
    }

    #[test]
    fn attributions_on_several_lines() {
        check(
            "On Mon, 3 Mar 2026 at 10:00, Ann Lee\n<ann@a.test> wrote:",
            Some(2),
        );
        check(
            "On Mon, 3 Mar 2026 at 10:00,\nAnn Lee <ann@a.test>\nwrote:\n",
            Some(3),
        );
        check("Thanks\nOn Mon, 3 Mar 2026, Ann <ann@a.test> wrote:", None);
    }

    #[test]
    fn a_name_and_a_verb_need_a_quotation() {
        check("Ann Lee wrote:\n> Hello", Some(1));
        check("Quoting Ann <ann@a.test>:\n> Hello", Some(1));
        check("Ann Lee wrote:\nHello", None);
    }

    #[test]
    fn sentences_are_no_attributions() {
        for text in [
            "On Monday he wrote: be there at 10:00 on 3 March 2026",
            "Please see what we wrote:",
            "Call us on 3 March 2026 at:",
            "The following was agreed in 2026:",
            "Total: 20.00",
            "",
        ] {
            check(text, None);
        }
    }
}
