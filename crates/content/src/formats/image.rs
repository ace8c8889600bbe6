//! Pictures: size, metadata, QR codes; and their text, where it is asked for.

use limits::Capability;

use crate::picture::{self, PictureError};
use crate::walk::Reading;

/// Reads the picture.
pub(crate) fn decode(reading: &mut Reading<'_, '_>, bytes: &[u8]) {
    reading.file.properties = picture::exif_fields(bytes);
    if reading.file.kind == "heif" {
        reading.unread(Capability::Heic, "HEIC pictures are not decoded");
        return;
    }
    match picture::decode(bytes, reading.walk.settings.image_pixels) {
        Ok(decoded) => {
            reading.file.pixels = Some(decoded.size);
            reading.see(None, &decoded.grey);
        }
        Err(error @ PictureError::TooLarge { width, height }) => {
            reading.file.pixels = Some((width, height));
            reading.unread(Capability::PageLimit, &error.to_string());
        }
        Err(error) => reading.file.error = Some(error.to_string()),
    }
}
