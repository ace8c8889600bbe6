//! Pictures: what size they are.

use std::io::Cursor;

use image::ImageReader;

use crate::walk::Reading;

/// Reads the picture's size.
pub(crate) fn decode(reading: &mut Reading<'_, '_>, bytes: &[u8]) {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format();
    match reader
        .map_err(image::ImageError::from)
        .and_then(ImageReader::into_dimensions)
    {
        Ok(size) => reading.file.pixels = Some(size),
        Err(error) => reading.file.error = Some(error.to_string()),
    }
}
