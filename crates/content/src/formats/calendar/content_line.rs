//! Content lines as calendars and contact files write them: folded, with parameters, escaped.
//!
//! RFC 5545 section 3.1 and 3.3.11; RFC 6350 section 3.2 to 3.4; vCard 2.1 for what is older.

/// One property, after unfolding.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct ContentLine {
    /// Upper case, without a vCard group.
    pub(crate) name: String,
    /// Name and parameters as written.
    pub(crate) key: String,
    /// Parameters: upper-case name, values.
    pub(crate) parameters: Vec<(String, Vec<String>)>,
    /// The value as written.
    pub(crate) value: String,
}

impl ContentLine {
    /// The first value of a parameter.
    pub(crate) fn parameter(&self, name: &str) -> Option<&str> {
        let found = self.parameters.iter().find(|(it, _)| it == name);
        found?.1.first().map(String::as_str)
    }

    /// The value as text: quoted-printable (vCard 2.1) decoded, escapes resolved.
    pub(crate) fn text(&self) -> String {
        if self.is_quoted_printable() {
            let bytes = quoted_printable(&self.value);
            return crate::formats::charset::decode(&bytes, self.parameter("CHARSET"));
        }
        unescape(&self.value)
    }

    /// The bytes of a value in Base64, if it is one.
    pub(crate) fn binary(&self) -> Option<Vec<u8>> {
        let encoding = self.parameter("ENCODING").unwrap_or_default();
        if ["B", "BASE64"]
            .iter()
            .any(|it| encoding.eq_ignore_ascii_case(it))
        {
            return Some(base64(&self.value));
        }
        let data = self
            .value
            .get(..5)
            .filter(|it| it.eq_ignore_ascii_case("data:"));
        let (head, body) = data.and_then(|_| self.value.split_once(','))?;
        head.to_ascii_lowercase()
            .ends_with(";base64")
            .then(|| base64(body))
    }

    fn is_quoted_printable(&self) -> bool {
        let bare = self
            .parameters
            .iter()
            .any(|(name, _)| name == "QUOTED-PRINTABLE");
        let named = self.parameter("ENCODING");
        bare || named.is_some_and(|it| it.eq_ignore_ascii_case("QUOTED-PRINTABLE"))
    }
}

/// Most content lines of one file.
const LINES: usize = 50_000;
/// Most parameters of one content line.
const PARAMETERS: usize = 64;

/// Reads the content lines of `text`; what is none is left out. Says whether there were more lines than are
/// read.
pub(crate) fn read(text: &str) -> (Vec<ContentLine>, bool) {
    let mut lines: Vec<ContentLine> = Vec::new();
    let mut logical = String::new();
    let mut open = false;
    for line in text
        .split('\n')
        .map(|it| it.strip_suffix('\r').unwrap_or(it))
    {
        if let Some(rest) = line.strip_prefix([' ', '\t']).filter(|_| open) {
            logical.push_str(rest);
            continue;
        }
        if open && continues_quoted_printable(&logical) {
            logical.pop();
            logical.push_str(line);
            continue;
        }
        if lines.len() >= LINES {
            return (lines, true);
        }
        lines.extend(parse(&logical));
        logical.clear();
        logical.push_str(line);
        open = true;
    }
    lines.extend(parse(&logical));
    (lines, false)
}

/// vCard 2.1 breaks quoted-printable values with `=` at the end and folds nothing.
fn continues_quoted_printable(line: &str) -> bool {
    let Some(head) = line.strip_suffix('=').and_then(|it| it.split_once(':')) else {
        return false;
    };
    head.0.to_ascii_uppercase().contains("QUOTED-PRINTABLE")
}

fn parse(line: &str) -> Option<ContentLine> {
    let colon = outside_quotes(line, ':')?;
    let (key, value) = line.split_at_checked(colon)?;
    let key = key.trim();
    let mut pieces = Pieces {
        rest: Some(key),
        separator: ';',
    };
    let name = pieces.next()?.trim();
    let name = name.rsplit_once('.').map_or(name, |(_, it)| it);
    let is_name = |it: char| it.is_ascii_alphanumeric() || matches!(it, '-' | '_');
    if name.is_empty() || !name.chars().all(is_name) {
        return None;
    }
    let parameters = pieces.take(PARAMETERS).map(parse_parameter);
    Some(ContentLine {
        name: name.to_ascii_uppercase(),
        parameters: parameters.collect(),
        key: key.to_owned(),
        value: value.strip_prefix(':').unwrap_or(value).to_owned(),
    })
}

fn parse_parameter(piece: &str) -> (String, Vec<String>) {
    let (name, values) = piece.split_once('=').unwrap_or((piece, ""));
    let values = Pieces {
        rest: Some(values),
        separator: ',',
    };
    let values = values
        .take(PARAMETERS)
        .map(|it| uncaret(it.trim().trim_matches('"')));
    (name.trim().to_ascii_uppercase(), values.collect())
}

/// RFC 6868: `^n`, `^^` and `^'` in parameter values.
fn uncaret(value: &str) -> String {
    if !value.contains('^') {
        return value.to_owned();
    }
    value
        .replace("^n", "\n")
        .replace("^'", "\"")
        .replace("^^", "^")
}

/// The pieces of a text between separators that stand outside of quotation marks.
struct Pieces<'t> {
    rest: Option<&'t str>,
    separator: char,
}

impl<'t> Iterator for Pieces<'t> {
    type Item = &'t str;

    fn next(&mut self) -> Option<&'t str> {
        let rest = self.rest?;
        let at = outside_quotes(rest, self.separator);
        let (piece, after) = match at {
            Some(at) => (rest.get(..at)?, rest.get(at + self.separator.len_utf8()..)),
            None => (rest, None),
        };
        self.rest = after;
        Some(piece)
    }
}

/// Where `wanted` stands first outside of quotation marks.
fn outside_quotes(text: &str, wanted: char) -> Option<usize> {
    let mut quoted = false;
    for (at, character) in text.char_indices() {
        match character {
            '"' => quoted = !quoted,
            it if it == wanted && !quoted => return Some(at),
            _ => {}
        }
    }
    // A quotation mark that nobody closes: readers take the first one then.
    if quoted { text.find(wanted) } else { None }
}

/// Resolves `\n`, `\,`, `\;` and `\\`.
pub(crate) fn unescape(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut characters = value.chars();
    while let Some(character) = characters.next() {
        if character != '\\' {
            text.push(character);
            continue;
        }
        match characters.next() {
            Some('n' | 'N') => text.push('\n'),
            Some(escaped @ (',' | ';' | '\\' | ':' | '"')) => text.push(escaped),
            Some(other) => text.extend(['\\', other]),
            None => text.push('\\'),
        }
    }
    text
}

fn quoted_printable(value: &str) -> Vec<u8> {
    let bytes = value.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let code = value.get(at + 1..at + 3).filter(|_| byte == b'=');
        if let Some(code) = code.and_then(|it| u8::from_str_radix(it, 16).ok()) {
            decoded.push(code);
            at += 3;
        } else {
            decoded.push(byte);
            at += 1;
        }
    }
    decoded
}

/// Decodes Base64 (RFC 4648 section 4); what is no digit of it is skipped.
pub(crate) fn base64(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for byte in text.bytes() {
        let digit = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => break,
            _ => continue,
        };
        bits = bits << 6 | u32::from(digit);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count & 0xFF) as u8);
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> ContentLine {
        read(text).0.into_iter().next().unwrap()
    }

    #[test]
    fn folding_joins_within_words_and_characters() {
        assert_eq!(
            one("SUMMARY:Call +1 80\r\n 0 555\n\t 0100\r\n").value,
            "Call +1 800 555 0100"
        );
        let (lines, _) = read("A:1\r\nB:2\r\n\r\nnot a line\r\nC:3");
        assert_eq!(lines.len(), 3);
    }

    #[test]
    fn parameters_may_hold_separators_in_quotes() {
        let line = one(
            "ORGANIZER;CN=\"Doe; Jane: Billing\";SENT-BY=\"mailto:b@example.com\":mailto:a@example.com",
        );
        assert_eq!(line.name, "ORGANIZER");
        assert_eq!(line.parameter("CN"), Some("Doe; Jane: Billing"));
        assert_eq!(line.parameter("SENT-BY"), Some("mailto:b@example.com"));
        assert_eq!(line.value, "mailto:a@example.com");
        assert_eq!(one("X;CN=\"open:y").value, "y");
        let line = one("item1.TEL;TYPE=work,\"voice\";TYPE=pref:+1");
        assert_eq!(line.name, "TEL");
        let types: Vec<_> = line.parameters.iter().map(|it| it.1.join("+")).collect();
        assert_eq!(types, ["work+voice", "pref"]);
    }

    #[test]
    fn escapes() {
        assert_eq!(unescape(r"a\, b\; c\\d\nE\N\x\"), "a, b; c\\d\nE\n\\x\\");
        assert_eq!(one("X;CN=a^nb^^c^'d:1").parameter("CN"), Some("a\nb^c\"d"));
    }

    #[test]
    fn older_encodings() {
        let line =
            one("NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Gr=C3=BC=\r\n=C3=9Fe\r\nTEL:1");
        assert_eq!(line.text(), "Grüße");
        assert_eq!(
            one("PHOTO;ENCODING=b;TYPE=PNG:aGVs\r\n bG8=")
                .binary()
                .as_deref(),
            Some(&b"hello"[..])
        );
        assert_eq!(
            one("PHOTO:data:image/png;base64,aGVsbG8=")
                .binary()
                .as_deref(),
            Some(&b"hello"[..])
        );
        assert_eq!(one("PHOTO:https://example.com/a.png").binary(), None);
    }

    #[test]
    fn lines_are_bounded() {
        let (lines, more) = read(&"A:1\n".repeat(LINES + 10));
        assert!(more);
        assert_eq!(lines.len(), LINES);
    }
}
