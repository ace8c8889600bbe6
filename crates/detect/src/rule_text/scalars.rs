//! The scalars of a YAML file with their places.
//!
//! This reads the part of YAML that rule files are written in: mappings and lists in block form whose
//! values are block scalars, plain or quoted. Everything else is passed over.

use std::ops::Range;

/// How a scalar is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScalarStyle {
    /// `|`: line for line; the number is the indentation of its lines.
    Literal(usize),
    /// Without quotes.
    Plain,
    /// In single quotes, or in double quotes without escapes, on one line.
    Quoted,
    /// Anything else; its text and places are not known.
    Other,
}

/// One `key: value` whose value is a scalar.
#[derive(Debug, Clone)]
pub struct Scalar {
    /// The entry of the list at the top of the file, from zero; `None` where the top is a mapping.
    pub item: Option<usize>,
    /// The keys that lead to it, outermost first.
    pub keys: Vec<String>,
    /// The bytes of its key in the file.
    pub key: Range<usize>,
    /// The bytes of its value in the file: of a block scalar the header and all lines.
    pub value: Range<usize>,
    /// How it is written.
    pub style: ScalarStyle,
    /// Its text; empty for [`ScalarStyle::Other`].
    pub text: String,
    runs: Vec<Run>,
}

/// Bytes that stand in the file as they do in the text.
#[derive(Debug, Clone, Copy)]
struct Run {
    text: usize,
    file: usize,
    length: usize,
}

impl Scalar {
    /// Where the byte `offset` of the text stands in the file; at the value's start where that is not
    /// known.
    pub fn in_file(&self, offset: usize) -> usize {
        let run = self.runs.iter().rev().find(|it| it.text <= offset);
        run.map_or(self.value.start, |it| {
            it.file + (offset - it.text).min(it.length)
        })
    }

    /// The byte of the text that stands at the byte `offset` of the file, if that is in the scalar.
    /// White space before a line counts to its start.
    pub fn in_text(&self, offset: usize) -> Option<usize> {
        if !(self.value.start..=self.value.end).contains(&offset) {
            return None;
        }
        let run = self.runs.iter().rev().find(|it| it.file <= offset);
        let at = match run {
            Some(run) => run.text + (offset - run.file).min(run.length),
            None => self.runs.first()?.text,
        };
        Some(at.min(self.text.len()))
    }

    /// The last of its keys.
    pub fn name(&self) -> &str {
        self.keys.last().map_or("", String::as_str)
    }

    fn push(&mut self, file: usize, piece: &str) {
        self.runs.push(Run {
            text: self.text.len(),
            file,
            length: piece.len(),
        });
        self.text.push_str(piece);
    }
}

/// Every scalar of the YAML file `text`, in order.
pub fn scalars(text: &str) -> Vec<Scalar> {
    let mut reader = Reader {
        lines: lines(text),
        at: 0,
        open: Vec::new(),
        item: None,
        found: Vec::new(),
    };
    while let Some(line) = reader.lines.get(reader.at).copied() {
        reader.at += 1;
        reader.line(line);
    }
    reader.found
}

/// A line without its end, and where it starts.
#[derive(Debug, Clone, Copy)]
struct Line<'t> {
    start: usize,
    text: &'t str,
    /// Bytes up to the start of the next line.
    length: usize,
}

impl Line<'_> {
    fn indent(&self) -> usize {
        self.text.len() - self.text.trim_start_matches(' ').len()
    }

    fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut start = 0;
    let pieces = text.split_inclusive('\n');
    pieces
        .map(|piece| {
            let line = Line {
                start,
                text: piece.trim_end_matches(['\n', '\r']),
                length: piece.len(),
            };
            start += piece.len();
            line
        })
        .collect()
}

struct Reader<'t> {
    lines: Vec<Line<'t>>,
    at: usize,
    /// The keys around, each with its column.
    open: Vec<(usize, String)>,
    item: Option<usize>,
    found: Vec<Scalar>,
}

impl<'t> Reader<'t> {
    fn line(&mut self, line: Line<'t>) {
        let mut column = line.indent();
        let mut rest = line.text.get(column..).unwrap_or_default();
        if rest.is_empty() || rest.starts_with('#') {
            return;
        }
        while let Some(after) = rest.strip_prefix("- ") {
            // A list may stand in the column of the key it belongs to.
            self.open.retain(|(at, _)| *at <= column);
            if self.open.is_empty() {
                self.item = Some(self.item.map_or(0, |it| it + 1));
            }
            let trimmed = after.trim_start_matches(' ');
            column += 2 + after.len() - trimmed.len();
            rest = trimmed;
        }
        let Some((key, value)) = split_key(rest) else {
            return;
        };
        self.open.retain(|(at, _)| *at < column);
        let key_start = line.start + column;
        let name = key.trim_matches(['"', '\'']).to_owned();
        let trimmed = value.trim_start_matches([' ', '\t']);
        if trimmed.is_empty() || trimmed.starts_with('#') {
            self.open.push((column, name));
            return;
        }
        let value_start = key_start + rest.len() - trimmed.len();
        let mut scalar = Scalar {
            item: self.item,
            keys: self.open.iter().map(|(_, key)| key.clone()).collect(),
            key: key_start..key_start + key.len(),
            value: value_start..value_start + trimmed.trim_end().len(),
            style: ScalarStyle::Other,
            text: String::new(),
            runs: Vec::new(),
        };
        scalar.keys.push(name);
        match trimmed.as_bytes().first() {
            Some(b'|' | b'>') => self.block(&mut scalar, trimmed, column),
            Some(quote @ (b'"' | b'\'')) => self.quoted(&mut scalar, trimmed, char::from(*quote)),
            Some(b'[' | b'{' | b'&' | b'*' | b'!') => {}
            _ => self.plain(&mut scalar, trimmed, column),
        }
        self.found.push(scalar);
    }

    /// The lines that belong to a block scalar below a key in `column`.
    fn block(&mut self, scalar: &mut Scalar, header: &str, column: usize) {
        let first = self.at;
        let explicit = header
            .split('#')
            .next()
            .and_then(|it| it.chars().find_map(|it| it.to_digit(10)));
        let own = |it: &&Line<'_>| !it.is_blank();
        let detected = self
            .lines
            .get(first..)
            .and_then(|it| it.iter().find(own))
            .map(Line::indent);
        let indent = explicit.map_or(detected.unwrap_or(0), |it| column + it as usize);
        if indent <= column {
            return;
        }
        while let Some(line) = self.lines.get(self.at) {
            if !line.is_blank() && line.indent() < indent {
                break;
            }
            self.at += 1;
        }
        let Some(lines) = self.lines.get(first..self.at) else {
            return;
        };
        if let Some(last) = lines.last() {
            scalar.value.end = last.start + last.length;
        }
        if header.starts_with('>') {
            return;
        }
        scalar.style = ScalarStyle::Literal(indent);
        for line in lines {
            let written = line.text.get(indent..).unwrap_or_default();
            scalar.push(line.start + indent.min(line.text.len()), written);
            if line.length > line.text.len() {
                scalar.text.push('\n');
            }
        }
        let keep = header.starts_with("|+") || header.get(2..3) == Some("+");
        let strip = header.starts_with("|-") || header.get(2..3) == Some("-");
        if !keep {
            let end = scalar.text.trim_end_matches('\n').len();
            let broken = end < scalar.text.len();
            scalar.text.truncate(end);
            if !strip && broken && end > 0 {
                scalar.text.push('\n');
            }
        }
    }

    fn quoted(&mut self, scalar: &mut Scalar, written: &str, quote: char) {
        let closing = |text: &str| closing_quote(text, quote);
        let Some(inner) = written.get(1..) else {
            return;
        };
        if let Some(end) = closing(inner) {
            let inner = inner.get(..end).unwrap_or_default();
            scalar.value.end = scalar.value.start + end + 2;
            if quote == '"' && inner.contains('\\') {
                return;
            }
            scalar.style = ScalarStyle::Quoted;
            let mut at = scalar.value.start + 1;
            // A doubled quote is one: the piece up to the first of the two, then on behind the second.
            let pieces: Vec<&str> = inner.split("''").collect();
            let count = pieces.len();
            for (index, piece) in pieces.into_iter().enumerate() {
                scalar.push(at, piece);
                at += piece.len() + 2;
                if index + 1 < count {
                    scalar.push(at - 2, "'");
                }
            }
            return;
        }
        // It goes on over further lines, which are passed over.
        while let Some(line) = self.lines.get(self.at) {
            self.at += 1;
            scalar.value.end = line.start + line.text.len();
            if closing(line.text).is_some() {
                break;
            }
        }
    }

    fn plain(&mut self, scalar: &mut Scalar, written: &str, column: usize) {
        scalar.style = ScalarStyle::Plain;
        let first = without_comment(written);
        scalar.value.end = scalar.value.start + first.len();
        scalar.push(scalar.value.start, first);
        let mut blank = 0;
        let mut next = self.at;
        while let Some(line) = self.lines.get(next).copied() {
            next += 1;
            if line.is_blank() {
                blank += 1;
                continue;
            }
            let content = line.text.trim_start();
            if line.indent() <= column || content.starts_with('#') {
                break;
            }
            self.at = next;
            if blank == 0 {
                scalar.text.push(' ');
            }
            (0..blank).for_each(|_| scalar.text.push('\n'));
            blank = 0;
            let piece = without_comment(content);
            let start = line.start + line.text.len() - content.len();
            scalar.push(start, piece);
            scalar.value.end = start + piece.len();
        }
    }
}

/// The key and what follows its colon; `None` for a line that is no key.
fn split_key(rest: &str) -> Option<(&str, &str)> {
    let end = match rest.as_bytes().first()? {
        quote @ (b'"' | b'\'') => closing_quote(rest.get(1..)?, char::from(*quote))? + 2,
        _ => rest.find(|it: char| !it.is_ascii_alphanumeric() && !matches!(it, '_' | '-' | '.'))?,
    };
    let (key, after) = rest.split_at_checked(end)?;
    let value = after.strip_prefix(':')?;
    let separated = value.is_empty() || value.starts_with([' ', '\t']);
    (separated && !key.is_empty()).then_some((key, value))
}

/// Where the quote closes in `text`, which starts behind the opening one.
fn closing_quote(text: &str, quote: char) -> Option<usize> {
    let mut characters = text.char_indices().peekable();
    while let Some((at, it)) = characters.next() {
        if quote == '"' && it == '\\' {
            characters.next();
        } else if it == quote {
            let doubled =
                quote == '\'' && characters.peek().is_some_and(|(_, next)| *next == quote);
            if !doubled {
                return Some(at);
            }
            characters.next();
        }
    }
    None
}

/// A plain scalar ends at a comment: white space and `#`.
fn without_comment(text: &str) -> &str {
    let comment = text.match_indices('#').map(|(at, _)| at).find(|at| {
        text.get(..*at)
            .is_some_and(|before| before.ends_with([' ', '\t']))
    });
    text.get(..comment.unwrap_or(text.len()))
        .unwrap_or(text)
        .trim_end()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every scalar must read as the YAML reader reads it, and lead back to where it was written.
    #[track_caller]
    fn check(yaml: &str) -> Vec<Scalar> {
        let value: serde_yaml_ng::Value = serde_yaml_ng::from_str(yaml).unwrap();
        let found = scalars(yaml);
        for scalar in found.iter().filter(|it| it.style != ScalarStyle::Other) {
            let mut at = match scalar.item {
                Some(item) => &value[item],
                None => &value,
            };
            for key in &scalar.keys {
                at = &at[key.as_str()];
            }
            if at.is_null() && scalar.keys[0] == "tests" {
                continue;
            }
            let text = at
                .as_str()
                .map_or_else(|| serde_json::to_string(at).unwrap(), ToOwned::to_owned);
            assert_eq!(scalar.text, text, "{:?} in\n{yaml}", scalar.keys);
            for (offset, character) in scalar.text.char_indices() {
                let place = scalar.in_file(offset);
                if !character.is_whitespace() {
                    assert!(yaml[place..].starts_with(character), "{offset} {yaml}");
                    assert_eq!(scalar.in_text(place), Some(offset));
                }
            }
        }
        found
    }

    #[test]
    fn every_style_is_read_as_yaml_reads_it() {
        for yaml in [
            "name: x\nsource: |\n  any(a, .b)\n  and c // ü\n\n  and d\nid: y\n",
            "source: |\n    deep\n      deeper\n",
            "source: | \n  a\n",
            "source: |-\n  a\n  b\n\nid: x\n",
            "source: |+\n  a\n\n\n",
            "source: |2\n   a\n  b\n",
            "source: a == 'it''s' # why\n",
            "source: 'it''s ''two'''\n",
            "source: \"plain\"\nid: x\n",
            "source: a and\n  b\n\n  c\nid: x\n",
            "source: true\r\nname: |\r\n  b\r\n  c\r\nid: z\r\n",
            "description: |\n  source: no\nsource: |\n  b\n",
            "description: \"over\n  two lines\n\nsource: no\"\nsource: |\n  b\n",
            "- name: a\n  source: |\n    x\n  arguments:\n    number: a.b\n- name: c\n  source: d\n",
            "tests:\n  - name: t\n    mail: |\n      From: a\n\n      source: b\nsource: x",
            "tests:\n- name: t\n  source: no\nsource: x\n",
            "name: x\nsource: |\n  a\n  and b",
            "source: |\n",
        ] {
            let found = check(yaml);
            let sources = found
                .iter()
                .filter(|it| it.item.is_none() && it.keys == ["source"]);
            assert!(sources.count() == 1 || yaml.starts_with("- "), "{yaml}");
        }
    }

    #[test]
    fn keys_lead_to_nested_scalars() {
        let found = check("- name: a\n  arguments:\n    number: x\n  quote: y\n- name: b\n");
        let keys: Vec<String> = found
            .iter()
            .map(|it| format!("{}:{}", it.item.unwrap(), it.keys.join(".")))
            .collect();
        assert_eq!(keys, ["0:name", "0:arguments.number", "0:quote", "1:name"]);
    }

    #[test]
    fn what_is_not_understood_has_no_text() {
        let found = scalars("source: >\n  folded\n  text\nname: \"a\\n\"\nid: [1]\n");
        assert!(found.iter().all(|it| it.style == ScalarStyle::Other));
        assert_eq!(found.len(), 3);
        assert_eq!(found[0].in_file(3), found[0].value.start);
    }

    #[test]
    fn nonsense_is_survived() {
        for text in [
            "",
            ":",
            "- ",
            "- - - a: |",
            "a: '",
            "\u{feff}a: b",
            "a:\t|\n\tb",
            "'",
            "\"\\",
        ] {
            scalars(text);
        }
    }
}
