//! TAR (POSIX.1-2017 ustar and pax, GNU).

use super::base_name;
use crate::walk::Reading;

pub(super) fn decode(reading: &mut Reading<'_, '_>, bytes: &[u8]) {
    let mut archive = tar::Archive::new(bytes);
    let entries = match archive.entries() {
        Ok(entries) => entries,
        Err(error) => return reading.failed(error.to_string()),
    };
    for entry in entries {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => return reading.failed(error.to_string()),
        };
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        if !reading.list(&name, entry.size(), false) {
            return;
        }
        // Links, devices and sparse files have no bytes of their own to read here.
        if !entry.header().entry_type().is_file() {
            continue;
        }
        match reading.expand_from(entry) {
            Some(data) => reading.add_child(base_name(&name), data),
            None => return,
        }
    }
}
