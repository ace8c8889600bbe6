//! PowerPoint 97 to 2003 ([MS-PPT]): text atoms and links, in the order of the stream.

use super::{File, streams};
use crate::file::Source;
use crate::formats::bytes::Bytes;
use crate::formats::charset;
use crate::walk::Reading;

/// Records of one presentation.
const RECORDS: usize = 500_000;
/// `headerToken` of an encrypted presentation, in the stream `Current User` (section 2.3.2).
const ENCRYPTED: u32 = 0xF3D1_C4DF;

pub(super) fn read(reading: &mut Reading<'_, '_>, file: &mut File<'_>) {
    let user = streams::read(reading, file, "/Current User").unwrap_or_default();
    let token = user.get(12..16).and_then(|it| Bytes(it).u32());
    if token == Some(ENCRYPTED) {
        return reading.locked();
    }
    let Some(stream) = streams::read(reading, file, "/PowerPoint Document") else {
        return;
    };
    let most = reading.walk.settings.text_bytes;
    let mut rest = Bytes(&stream);
    let mut text = String::new();
    for _ in 0..RECORDS {
        let Some((is_container, kind, size)) = head(&mut rest) else {
            break;
        };
        // What a container holds follows its head, so that stepping over heads visits everything.
        if is_container {
            continue;
        }
        let data = rest.take(size.min(rest.0.len())).unwrap_or_default();
        match kind {
            0x0FA0 => text += &charset::utf16(data),
            0x0FA8 => text.extend(data.iter().map(|it| char::from(*it))),
            0x0FBA => {
                let target = charset::utf16(data);
                if target.contains(':') {
                    reading.found_link(&target, None, Source::Office);
                }
                continue;
            }
            _ => continue,
        }
        text.push('\n');
        if text.len() > most {
            break;
        }
    }
    let text = text.replace(['\r', '\u{B}'], "\n");
    reading.found_text(&text, Source::Office);
    reading.found_links_in(&text, Source::Office);
}

/// Version and instance, type, length (section 2.3.1).
fn head(rest: &mut Bytes<'_>) -> Option<(bool, u16, usize)> {
    let version = rest.u16()? & 0x0F;
    Some((version == 0x0F, rest.u16()?, rest.length()?))
}
