//! Text in pictures. The worker that decodes prepares pictures, [`Reader`](crate::Reader) hands each to a
//! second worker that becomes Tesseract.

mod cache;
mod tesseract;

use crate::worker::frame::PictureHead;

pub(crate) use cache::Cache;
pub(crate) use tesseract::Tesseract;

/// A picture that is ready for OCR: one byte of luminance a pixel, row by row from the top, 0 is black.
#[derive(Debug, Clone)]
pub(crate) struct Picture {
    pub(crate) head: PictureHead,
    pub(crate) luma: Vec<u8>,
}

impl Picture {
    /// The start of the picture as a portable grey map, pgm(5); the pixels follow.
    pub(crate) fn header(&self) -> String {
        format!("P5\n{} {}\n255\n", self.head.width, self.head.height)
    }
}
