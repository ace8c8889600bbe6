//! OLE2 compound files ([MS-CFB]): DOC, XLS, PPT, Outlook's MSG, and encrypted Office documents.

pub(super) mod container;
mod doc;
pub(super) mod msg;
mod ppt;
mod properties;
pub(super) mod streams;
mod xls;

use container::File;
use limits::Capability;

use super::vba;
use crate::file::Office;
use crate::walk::Reading;

const SIGNATURE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

pub(super) fn is_ole2(bytes: &[u8]) -> bool {
    bytes.starts_with(SIGNATURE)
}

/// Reads a compound file into the file of `reading`; which program wrote it shows in its streams.
pub(super) fn decode(reading: &mut Reading<'_, '_>, bytes: &[u8]) {
    let mut file = match container::open(bytes) {
        Ok(file) => file,
        Err(error) => {
            reading.unread(Capability::OfficeText, "the document cannot be opened");
            return reading.failed(error.to_string());
        }
    };
    if file.is_stream("/__properties_version1.0") {
        "msg".clone_into(&mut reading.file.kind);
        return msg::read(reading, &mut file);
    }
    reading.file.office = Some(Office {
        format: "ole2".to_owned(),
        ..Office::default()
    });
    if file.is_stream("/EncryptedPackage") {
        return reading.locked();
    }
    if file.is_stream("/WordDocument") {
        doc::read(reading, &mut file);
    } else if file.is_stream("/Workbook") || file.is_stream("/Book") {
        xls::read(reading, &mut file);
    } else if file.is_stream("/PowerPoint Document") {
        ppt::read(reading, &mut file);
    }
    properties::read(reading, &mut file);
    vba::read(reading, &mut file);
}
