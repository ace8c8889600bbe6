//! Text in pictures. The worker that decodes prepares pictures, [`Reader`](crate::Reader) hands each to a
//! second worker that becomes Tesseract.

use crate::worker::frame::PictureHead;

/// A picture that is ready for OCR: one byte of luminance a pixel, row by row from the top, 0 is black.
#[derive(Debug, Clone)]
pub(crate) struct Picture {
    pub(crate) head: PictureHead,
    pub(crate) luma: Vec<u8>,
}
