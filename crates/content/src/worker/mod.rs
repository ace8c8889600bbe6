//! The process that reads untrusted files: `offhook worker …`, started by [`Reader`](crate::Reader).
//!
//! It confines itself before it reads a byte that came from outside, reads what it is given over
//! standard input, answers over standard output and ends. One process serves one message.

mod confine;
mod decode;
pub(crate) mod frame;
mod ocr;
mod probe;
mod rights;

use std::ffi::OsString;
use std::process::ExitCode;

pub(crate) use confine::Bounds;

/// The environment that a worker is started with, beside which it has none. An allocator that sets address space aside as a
/// process starts would undo the bound on it, so mimalloc, which the program may have, is told not to.
pub const WORKER_ENVIRONMENT: [(&str, &str); 1] = [("MIMALLOC_ARENA_RESERVE", "0")];

/// What a worker's exit status says besides success.
pub(crate) mod status {
    /// The process could not be confined, and read nothing.
    pub(crate) const UNCONFINED: u8 = 71;
    /// The request could not be read, or the answer not be written.
    pub(crate) const BROKEN: u8 = 74;
    /// The program to hand over to could not be started.
    pub(crate) const NO_PROGRAM: u8 = 72;
}

/// The jobs of a worker, as named on its command line.
pub(crate) mod job {
    /// Read files.
    pub(crate) const DECODE: &str = "decode";
    /// Become Tesseract.
    pub(crate) const OCR: &str = "ocr";
    /// Try what must not be possible, and report.
    pub(crate) const PROBE: &str = "probe";
}

/// Runs the worker's job that `arguments` (those after `worker`) name. The program calls it before
/// it loads anything: a worker starts for each message with attachments.
pub fn serve(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let mut arguments = arguments.into_iter();
    let name = arguments.next().unwrap_or_default();
    let status = match name.to_str() {
        Some(job::DECODE) => decode::run(arguments),
        Some(job::OCR) => ocr::run(arguments),
        Some(job::PROBE) => probe::run(arguments),
        _ => status::BROKEN,
    };
    ExitCode::from(status)
}
