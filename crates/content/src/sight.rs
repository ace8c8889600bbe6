//! What a picture shows, be it a file of its own or a page: codes at once, text by OCR where that is wanted.

use limits::Capability;

use crate::codes::{self, Grey};
use crate::file::Code;
use crate::ocr::Picture;
use crate::picture;
use crate::walk::Reading;
use crate::worker::frame::PictureHead;

/// Why a picture is not read.
pub(crate) const TOO_MANY: &str = "there are more pictures and pages than are read by OCR";

impl Reading<'_, '_> {
    /// Looks at a picture of the file that is being read, or at its `page`, from 1.
    pub(crate) fn see(&mut self, page: Option<u32>, grey: &Grey) {
        self.find_codes(page, grey);
        self.read_later(page, grey);
    }

    /// Reads the codes of a picture.
    pub(crate) fn find_codes(&mut self, page: Option<u32>, grey: &Grey) {
        for data in codes::in_picture(grey) {
            self.file.codes.push(Code {
                data,
                page,
                of_characters: false,
            });
        }
    }

    /// Queues a picture for OCR, where it may show text.
    pub(crate) fn read_later(&mut self, page: Option<u32>, grey: &Grey) {
        if !picture::may_show_text(grey) {
            return;
        }
        if !self.walk.wish.ocr {
            self.unread(Capability::Ocr, "text in pictures was not read");
            return;
        }
        if self.walk.pictures.len() >= self.walk.settings.pages {
            self.unread(Capability::PageLimit, TOO_MANY);
            return;
        }
        let (whole, panels) = picture::legible(grey);
        self.queue(page, whole);
        if let Some(panels) = panels
            && self.walk.pictures.len() < self.walk.settings.pages
        {
            self.queue(page, panels);
        }
    }

    fn queue(&mut self, page: Option<u32>, legible: Grey) {
        self.walk.pictures.push(Picture {
            head: PictureHead {
                file: self.index,
                page,
                width: legible.width,
                height: legible.height,
            },
            luma: legible.pixels,
        });
    }
}
