//! The workers that become Tesseract: one for each picture that no earlier message held.

use std::io::Write as _;
use std::process::Command;
use std::time::{Duration, Instant};

use limits::Capability;

use super::Reader;
use super::child::{self, ChildError};
use crate::file::{Extraction, FoundText, Source, Unread};
use crate::ocr::{Cache, Picture, Tesseract};
use crate::worker::job;

/// The variable that says where language data are, for those who keep them elsewhere.
const DATA_VARIABLE: &str = "TESSDATA_PREFIX";

const NO_TESSERACT: &str = "Tesseract is not installed, or none of the languages";

impl Reader {
    /// Reads `pictures` and puts their text with the files they belong to.
    pub(super) fn read_pictures(&self, pictures: &[Picture], extraction: &mut Extraction) {
        let deadline = Instant::now() + Duration::from_secs(self.settings.ocr_seconds);
        for picture in pictures {
            let key = Cache::key(picture);
            let text = match self.cache.get(&key) {
                Some(text) => Ok(text),
                None => self.read_picture(picture, deadline),
            };
            match text {
                Ok(text) => {
                    self.cache.insert(key, &text);
                    add(extraction, picture, text);
                }
                Err(reason) => lacking(extraction, picture, reason),
            }
        }
    }

    /// Whether there is a Tesseract to read pictures with.
    pub fn reads_pictures(&self) -> bool {
        self.tesseract().is_some()
    }

    fn tesseract(&self) -> Option<&Tesseract> {
        let found = self
            .tesseract
            .get_or_init(|| Tesseract::find(&self.settings));
        found.as_ref()
    }

    /// Where nobody could read pictures, that is why they were not read.
    pub(super) fn say_why_unread(&self, extraction: &mut Extraction) {
        let pictures = extraction.unread.iter_mut();
        let pictures = pictures.filter(|it| it.capability == Capability::Ocr.name());
        for picture in pictures {
            if self.reads_pictures() {
                return;
            }
            NO_TESSERACT.clone_into(&mut picture.reason);
        }
        extraction.unread.dedup();
    }

    fn read_picture(&self, picture: &Picture, deadline: Instant) -> Result<String, String> {
        let tesseract = self.tesseract().ok_or_else(|| NO_TESSERACT.to_owned())?;
        if Instant::now() >= deadline {
            return Err("reading pictures took longer than it may".to_owned());
        }
        let feed = |stdin: &mut std::process::ChildStdin| {
            stdin.write_all(picture.header().as_bytes())?;
            stdin.write_all(&picture.luma)
        };
        let answer_bytes = self.settings.text_bytes as u64;
        let command = self.tesseract_worker(tesseract);
        let answer = child::run(command, feed, answer_bytes, deadline);
        match answer {
            Ok(text) => Ok(tidy(&String::from_utf8_lossy(&text))),
            Err(ChildError::TimedOut) => Err("reading pictures took longer than it may".to_owned()),
            Err(error) => Err(format!("OCR failed: {error}")),
        }
    }

    /// The worker that becomes `tesseract`.
    fn tesseract_worker(&self, tesseract: &Tesseract) -> Command {
        let data = std::env::var_os(DATA_VARIABLE);
        let mut command = self.worker(job::OCR);
        command
            .env("OMP_THREAD_LIMIT", "1")
            .arg(&tesseract.program)
            .arg(data.clone().unwrap_or_default())
            .args(["-", "-", "-l", &tesseract.languages]);
        if let Some(data) = data {
            command.env(DATA_VARIABLE, data);
        }
        command
    }
}

/// Tesseract ends a page with a form feed and is generous with empty lines.
fn tidy(text: &str) -> String {
    let lines = text.split(['\n', '\x0c']).map(str::trim);
    let lines: Vec<&str> = lines.filter(|it| !it.is_empty()).collect();
    lines.join("\n")
}

fn add(extraction: &mut Extraction, picture: &Picture, text: String) {
    if text.is_empty() {
        return;
    }
    if let Some(file) = extraction.files.get_mut(picture.head.file) {
        file.texts.push(FoundText {
            text,
            source: Source::Image,
            page: picture.head.page,
            hidden: false,
        });
    }
}

fn lacking(extraction: &mut Extraction, picture: &Picture, reason: String) {
    let unread = Unread {
        capability: Capability::Ocr.name().to_owned(),
        file: Some(picture.head.file),
        reason,
    };
    if !extraction.unread.contains(&unread) {
        extraction.unread.push(unread);
    }
}

#[cfg(test)]
mod tests {
    use super::tidy;

    #[test]
    fn a_page_is_its_lines_of_text() {
        assert_eq!(
            tidy("Call us\n\n  +1 808 555 0134 \n\x0c"),
            "Call us\n+1 808 555 0134"
        );
        assert_eq!(tidy(" \n\x0c"), "");
    }
}
