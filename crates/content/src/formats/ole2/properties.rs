//! Summary information ([MS-OLEPS]): title, author and the like.

use super::{File, streams};
use crate::formats::bytes::Bytes;
use crate::formats::charset;
use crate::walk::Reading;

/// Properties of one set.
const PROPERTIES: u32 = 200;
/// Ids of the summary information that are texts ([MS-OLEPS] section 3.1).
const NAMES: [(u32, &str); 9] = [
    (2, "title"),
    (3, "subject"),
    (4, "creator"),
    (5, "keywords"),
    (6, "description"),
    (7, "template"),
    (8, "lastModifiedBy"),
    (9, "revision"),
    (18, "Application"),
];

pub(super) fn read(reading: &mut Reading<'_, '_>, file: &mut File<'_>) {
    let Some(stream) = streams::read(reading, file, "/\u{5}SummaryInformation") else {
        return;
    };
    for (name, value) in texts(&stream).unwrap_or_default() {
        reading.found_property(name, &value);
    }
}

fn texts(stream: &[u8]) -> Option<Vec<(&'static str, String)>> {
    let start = Bytes(stream.get(44..)?).length()?;
    let set = stream.get(start..)?;
    let mut head = Bytes(set.get(4..)?);
    let count = head.u32()?.min(PROPERTIES);
    let mut properties = Vec::new();
    let mut page = 1252;
    for _ in 0..count {
        let (id, offset) = (head.u32()?, head.length()?);
        let Some(mut value) = set.get(offset..).map(Bytes) else {
            continue;
        };
        let kind = value.u32();
        if id == 1 {
            page = value.u16().map_or(1252, u32::from);
            continue;
        }
        let Some((_, name)) = NAMES.iter().find(|it| it.0 == id) else {
            continue;
        };
        let Some(length) = value.length() else {
            continue;
        };
        let text = match kind {
            Some(0x1E) => charset::code_page(value.0.get(..length).unwrap_or_default(), page),
            Some(0x1F) => {
                charset::utf16(value.0.get(..length.saturating_mul(2)).unwrap_or_default())
            }
            _ => continue,
        };
        properties.push((*name, text.trim_end_matches('\0').to_owned()));
    }
    Some(properties)
}
