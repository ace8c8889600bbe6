//! [`Reader`]: has the files of a message read by a worker process, and survives whatever becomes of it.

mod child;
mod decode;
mod ocr;

use std::path::PathBuf;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use crate::file::Extraction;
use crate::ocr::{Cache, Tesseract};
use crate::settings::Settings;
use crate::walk::{self, Input};
use crate::yara::YaraRules;
use decode::Failure;

/// Reads files in worker processes.
#[derive(Debug)]
pub struct Reader {
    settings: Settings,
    program: PathBuf,
    /// Looked for when the first picture is to be read.
    tesseract: OnceLock<Option<Tesseract>>,
    cache: Cache,
    yara: Option<YaraRules>,
}

/// An extraction, and the files themselves.
#[derive(Debug, Clone, Default)]
pub struct Extracted {
    /// What was found.
    pub extraction: Extraction,
    /// Index in [`Extraction::files`] and bytes of the files that fitted into the bound that was given.
    pub contents: Vec<(usize, Vec<u8>)>,
}

impl Reader {
    /// A reader whose workers are `program` with `worker` as its first argument: a program that hands the
    /// arguments after it to [`serve`](crate::serve) before it does anything else.
    pub fn new(settings: Settings, program: impl Into<PathBuf>) -> Self {
        Self {
            settings,
            program: program.into(),
            tesseract: OnceLock::new(),
            cache: Cache::default(),
            yara: None,
        }
    }

    /// The same reader, which looks for what `rules` describe in every file.
    #[must_use]
    pub fn with_yara(mut self, rules: YaraRules) -> Self {
        self.yara = Some(rules);
        self
    }

    /// The settings it was built with.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Reads `inputs` and everything within them. `passwords` are tried on encrypted files. With `ocr`,
    /// pictures are read too; without, each that may show text is recorded as unread.
    ///
    /// It never fails: what a worker could not read, for whatever reason, is in [`Extraction::unread`].
    pub fn read(&self, inputs: &[Input<'_>], passwords: &[String], ocr: bool) -> Extraction {
        self.extract(inputs, passwords, ocr, 0).extraction
    }

    /// As [`read`](Self::read), and hands back the files themselves, `keep_bytes` of them all together.
    pub fn extract(
        &self,
        inputs: &[Input<'_>],
        passwords: &[String],
        ocr: bool,
        keep_bytes: u64,
    ) -> Extracted {
        if inputs.is_empty() {
            return Extracted::default();
        }
        let wish = walk::Wish { ocr, keep_bytes };
        let mut found = self.decode(inputs, passwords, wish);
        self.read_pictures(&found.pictures, &mut found.extraction);
        self.say_why_unread(&mut found.extraction);
        Extracted {
            extraction: found.extraction,
            contents: found.kept,
        }
    }

    /// Has one worker read all inputs, unless there is nothing to decode. Where that fails, the second half of the
    /// time goes to one worker for each input, so that a bomb does not hide what lies beside it.
    fn decode(&self, inputs: &[Input<'_>], passwords: &[String], wish: walk::Wish) -> walk::Found {
        if self.yara.is_none() && inputs.iter().all(crate::formats::is_plain) {
            return walk::walk(inputs, passwords, &self.settings, wish, None);
        }
        let wall = Duration::from_millis(self.settings.worker_wall_ms);
        let start = Instant::now();
        let end = start + wall;
        let alone = inputs.len() == 1;
        let first = if alone { end } else { start + wall / 2 };
        match self.decode_once(inputs, passwords, wish, first) {
            Ok(found) => found,
            Err(Failure::Gave(_)) if !alone => self.decode_each(inputs, passwords, wish, end),
            Err(failure) => failure.stand_in(inputs),
        }
    }

    fn decode_each(
        &self,
        inputs: &[Input<'_>],
        passwords: &[String],
        mut wish: walk::Wish,
        end: Instant,
    ) -> walk::Found {
        let mut all = walk::Found::default();
        for (done, input) in inputs.iter().enumerate() {
            let left = end.saturating_duration_since(Instant::now());
            let share = left / u32::try_from(inputs.len() - done).unwrap_or(u32::MAX);
            let input = std::slice::from_ref(input);
            let found = self
                .decode_once(input, passwords, wish, Instant::now() + share)
                .unwrap_or_else(|failure| failure.stand_in(input));
            let kept: usize = found.kept.iter().map(|(_, bytes)| bytes.len()).sum();
            wish.keep_bytes = wish.keep_bytes.saturating_sub(kept as u64);
            all.append(found);
        }
        all
    }
}
