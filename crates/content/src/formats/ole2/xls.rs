//! Excel 97 to 2003 ([MS-XLS]): strings, numbers in cells, links, sheets.

use limits::Capability;

use super::{File, streams};
use crate::file::Source;
use crate::formats::bytes::Bytes;
use crate::formats::charset;
use crate::walk::Reading;

/// Records of one workbook.
const RECORDS: usize = 500_000;

pub(super) fn read(reading: &mut Reading<'_, '_>, file: &mut File<'_>) {
    let name = if file.is_stream("/Workbook") {
        "/Workbook"
    } else {
        "/Book"
    };
    let Some(stream) = streams::read(reading, file, name) else {
        return;
    };
    let mut rest = Bytes(&stream);
    let mut lines = String::new();
    let mut sheets = 0_u32;
    let most = reading.walk.settings.text_bytes;
    for count in 0.. {
        let Some((kind, data)) = record(&mut rest) else {
            break;
        };
        if count >= RECORDS || lines.len() > most {
            reading.unread(
                Capability::TextLimit,
                "the workbook holds more than is read",
            );
            break;
        }
        match kind {
            // FILEPASS: everything after it is encrypted.
            0x2F => return reading.locked(),
            0x85 => {
                sheets += 1;
                sheet(reading, data);
            }
            0xFC => shared_strings(data, &mut rest, &mut lines),
            0x204 => line(&mut lines, label(data)),
            0x207 => line(&mut lines, Strings::new(data, Bytes(&[])).next_string()),
            0x203 => line(&mut lines, number(data)),
            0x27E => line(&mut lines, packed_number(data)),
            0x1B8 => hyperlink(reading, data),
            _ => {}
        }
    }
    reading.file.page_count = Some(sheets);
    reading.found_text(&lines, Source::Office);
    reading.found_links_in(&lines, Source::Office);
}

fn record<'b>(rest: &mut Bytes<'b>) -> Option<(u16, &'b [u8])> {
    let kind = rest.u16()?;
    let size = usize::from(rest.u16()?);
    let available = size.min(rest.0.len());
    Some((kind, rest.take(available)?))
}

fn line(lines: &mut String, text: Option<String>) {
    if let Some(text) = text.filter(|it| !it.trim().is_empty()) {
        lines.push_str(&text);
        lines.push('\n');
    }
}

/// BOUNDSHEET8: state and kind, then the name.
fn sheet(reading: &mut Reading<'_, '_>, data: &[u8]) {
    let mut rest = Bytes(data);
    let fields = (|| {
        rest.take(4)?;
        Some((rest.u8()?, rest.u8()?, usize::from(rest.u8()?), rest.u8()?))
    })();
    let Some((state, kind, length, wide)) = fields else {
        return;
    };
    let name = characters(&mut rest, length, wide & 1 != 0);
    if let Some(office) = &mut reading.file.office {
        if state & 3 != 0 {
            office.hidden_sheets.push(name);
        }
        if kind == 1 {
            office.macros = true;
            office
                .macro_keywords
                .push(("suspicious".to_owned(), "XLM".to_owned()));
        }
    }
}

fn characters(rest: &mut Bytes<'_>, length: usize, wide: bool) -> String {
    let size = if wide { length * 2 } else { length };
    let size = size.min(rest.0.len());
    let bytes = rest.take(size).unwrap_or_default();
    if wide {
        charset::utf16(bytes)
    } else {
        bytes.iter().map(|it| char::from(*it)).collect()
    }
}

/// LABEL: row, column, format, then a string.
fn label(data: &[u8]) -> Option<String> {
    Strings::new(data.get(6..)?, Bytes(&[])).next_string()
}

/// NUMBER: row, column, format, then a float.
fn number(data: &[u8]) -> Option<String> {
    let bytes = data.get(6..14)?.first_chunk()?;
    shown(f64::from_le_bytes(*bytes))
}

/// RK: a float or integer in 32 bits, perhaps a hundredth of it.
fn packed_number(data: &[u8]) -> Option<String> {
    let packed = Bytes(data.get(6..10)?).u32()?;
    let value = if packed & 2 == 0 {
        f64::from_bits(u64::from(packed & !3) << 32)
    } else {
        f64::from(packed.cast_signed() >> 2)
    };
    shown(if packed & 1 == 0 {
        value
    } else {
        value / 100.0
    })
}

fn shown(value: f64) -> Option<String> {
    value.is_finite().then(|| value.to_string())
}

/// SST: the strings of all sheets, which go on in CONTINUE records.
fn shared_strings(data: &[u8], rest: &mut Bytes<'_>, lines: &mut String) {
    let Some(head) = data.get(4..8) else { return };
    let count = Bytes(head).u32().unwrap_or_default();
    let mut strings = Strings::new(data.get(8..).unwrap_or_default(), *rest);
    for _ in 0..count {
        match strings.next_string() {
            Some(text) => line(lines, Some(text)),
            None => break,
        }
    }
}

/// Strings that are cut into records anywhere, also within their characters.
struct Strings<'b> {
    now: Bytes<'b>,
    /// The records that follow.
    records: Bytes<'b>,
}

impl<'b> Strings<'b> {
    fn new(data: &'b [u8], records: Bytes<'b>) -> Self {
        Self {
            now: Bytes(data),
            records,
        }
    }

    /// Goes on in the next record, if it continues this one.
    fn go_on(&mut self) -> Option<()> {
        let mut records = self.records;
        let (kind, data) = record(&mut records)?;
        if kind != 0x3C || data.is_empty() {
            return None;
        }
        self.records = records;
        self.now = Bytes(data);
        Some(())
    }

    /// XLUnicodeRichExtendedString ([MS-XLS] section 2.5.293).
    fn next_string(&mut self) -> Option<String> {
        if self.now.0.is_empty() {
            self.go_on()?;
        }
        let mut left = usize::from(self.now.u16()?);
        let flags = self.now.u8()?;
        let runs = if flags & 8 == 0 {
            0
        } else {
            usize::from(self.now.u16()?)
        };
        let phonetic = if flags & 4 == 0 {
            0
        } else {
            self.now.length()?
        };
        let mut wide = flags & 1 != 0;
        let mut text = String::new();
        while left > 0 {
            if self.now.0.is_empty() {
                self.go_on()?;
                wide = self.now.u8()? & 1 != 0;
            }
            let available = if wide {
                self.now.0.len() / 2
            } else {
                self.now.0.len()
            };
            let part = left.min(available);
            if part == 0 {
                return None;
            }
            text += &characters(&mut self.now, part, wide);
            left -= part;
        }
        self.skip(runs.saturating_mul(4).saturating_add(phonetic));
        Some(text)
    }

    fn skip(&mut self, mut bytes: usize) {
        while bytes > self.now.0.len() {
            bytes -= self.now.0.len();
            if self.go_on().is_none() {
                self.now = Bytes(&[]);
                return;
            }
        }
        self.now.take(bytes);
    }
}

/// HLINK ([MS-XLS] section 2.4.140): a URL moniker holds the address as UTF-16.
fn hyperlink(reading: &mut Reading<'_, '_>, data: &[u8]) {
    const URL_MONIKER: &[u8] = b"\xE0\xC9\xEA\x79\xF9\xBA\xCE\x11\x8C\x82\0\xAA\0\x4B\xA9\x0B";
    let Some(at) = memchr::memmem::find(data, URL_MONIKER) else {
        return;
    };
    let mut rest = Bytes(data.get(at + URL_MONIKER.len()..).unwrap_or_default());
    let Some(size) = rest.length() else { return };
    let bytes = rest.0.get(..size.min(rest.0.len())).unwrap_or_default();
    let address = charset::utf16(bytes);
    let address = address.split('\0').next().unwrap_or_default();
    reading.found_link(address, None, Source::Office);
}
