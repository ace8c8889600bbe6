//! What may be spent on the files of one message.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// Upper bounds and tools for reading files. Counts and bytes bound the decoders, so that the same
/// input ends the same way; time and memory bound only the helper processes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Settings {
    /// Depth of files within files; the part of the message itself is at depth 0.
    pub depth: u32,
    /// Files of one message, nested ones included.
    pub files: usize,
    /// Bytes that all files of one message may expand to.
    pub expanded_bytes: u64,
    /// How many times its own size one file may expand to, once it has expanded beyond
    /// [`RATIO_FREE_BYTES`](Self::RATIO_FREE_BYTES).
    pub expansion_ratio: u64,
    /// Bytes of text kept of one file.
    pub text_bytes: usize,
    /// Links kept of one file.
    pub links: usize,
    /// Pages and pictures of one message that are read by OCR, and pages of one document that are read.
    pub pages: usize,
    /// Seconds of OCR for one message.
    pub ocr_seconds: u64,
    /// Pixels of one picture that are decoded.
    pub image_pixels: u64,
    /// Whether each file is scanned for what only rules of the public feed ask for.
    pub scan: bool,
    /// Wall-clock milliseconds a worker process may take for one message, OCR apart.
    pub worker_wall_ms: u64,
    /// Seconds of CPU a worker process may take.
    pub worker_cpu_seconds: u64,
    /// Bytes of address space a worker process may take.
    pub worker_memory_bytes: u64,
    /// Whether files are read by a worker process even where it cannot be confined: on another system than
    /// Linux, or on a kernel without seccomp. Off by default: then nothing is read there.
    pub unconfined: bool,
    /// The OCR program; found on `PATH` where none is set.
    pub tesseract: Option<PathBuf>,
    /// Directories of YARA rules, for builds with the feature `yara`.
    pub yara: Vec<PathBuf>,
    /// Language data for OCR, those of them that are installed.
    pub ocr_languages: Vec<String>,
}

impl Settings {
    /// Below this much output no expansion ratio counts: a blank page compresses well.
    pub const RATIO_FREE_BYTES: u64 = 1 << 20;
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            depth: 15,
            files: 5_000,
            expanded_bytes: 100 << 20,
            expansion_ratio: 200,
            text_bytes: 1 << 20,
            links: 2_000,
            pages: 20,
            ocr_seconds: 10,
            image_pixels: 50_000_000,
            scan: false,
            worker_wall_ms: 20_000,
            worker_cpu_seconds: 15,
            worker_memory_bytes: 1 << 30,
            unconfined: false,
            tesseract: None,
            yara: Vec::new(),
            ocr_languages: ["eng", "por", "spa"].map(str::to_owned).to_vec(),
        }
    }
}
