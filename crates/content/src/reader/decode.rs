//! One worker that decodes: asking it, and what is said where it fails.

use std::io;
use std::process::Command;
use std::time::Instant;

use limits::Capability;

use super::Reader;
use super::child::{self, ChildError};
use crate::file::Unread;
use crate::ocr::Picture;
use crate::walk::{Found, Input, Wish, unread_file};
use crate::worker::{Bounds, WORKER_ENVIRONMENT, frame, job, status};

/// An answer holds, beside the bytes that are asked for, texts and pictures: they are bounded by this.
const ANSWER_BYTES: u64 = 256 << 20;

/// Why a worker read nothing.
#[derive(Debug)]
pub(super) enum Failure {
    /// It could not be started or confined.
    NoWorker(String),
    /// It gave out, was ended, or answered what nobody understands.
    Gave(String),
}

impl Reader {
    pub(super) fn decode_once(
        &self,
        inputs: &[Input<'_>],
        passwords: &[String],
        wish: Wish,
        deadline: Instant,
    ) -> Result<Found, Failure> {
        let request = frame::Request {
            settings: self.settings.clone(),
            passwords: passwords.to_vec(),
            ocr: wish.ocr,
            keep_bytes: wish.keep_bytes,
            yara: self.yara.is_some(),
            inputs: inputs.iter().map(Into::into).collect(),
        };
        let feed = |stdin: &mut std::process::ChildStdin| {
            frame::write_json(stdin, &request)?;
            if let Some(rules) = &self.yara {
                frame::write(stdin, &rules.compiled)?;
            }
            inputs
                .iter()
                .try_for_each(|it| frame::write(stdin, it.bytes))
        };
        let answer_bytes = ANSWER_BYTES.saturating_add(wish.keep_bytes);
        let answer = child::run(self.worker(job::DECODE), feed, answer_bytes, deadline)?;
        understand(&answer).map_err(|_| Failure::Gave("the worker's answer is damaged".to_owned()))
    }

    /// The worker for `job`, with nothing of this process's environment.
    pub(super) fn worker(&self, job: &str) -> Command {
        let bounds = Bounds {
            memory_bytes: self.settings.worker_memory_bytes,
            cpu_seconds: self.settings.worker_cpu_seconds,
            unconfined: self.settings.unconfined,
        };
        let mut command = Command::new(&self.program);
        command
            .env_clear()
            .envs(WORKER_ENVIRONMENT)
            .args(["worker", job])
            .args(bounds.to_arguments());
        command
    }
}

fn understand(mut wire: &[u8]) -> io::Result<Found> {
    let answer: frame::Answer = serde_json::from_slice(&frame::read(&mut wire)?)?;
    let files = answer.extraction.files.len();
    let mut found = Found {
        extraction: answer.extraction,
        ..Found::default()
    };
    for head in answer.pictures {
        let luma = frame::read(&mut wire)?;
        let pixels = u64::from(head.width) * u64::from(head.height);
        if head.file >= files || pixels != luma.len() as u64 {
            return Err(io::ErrorKind::InvalidData.into());
        }
        found.pictures.push(Picture { head, luma });
    }
    for file in answer.kept {
        let bytes = frame::read(&mut wire)?;
        found.kept.push((file, bytes));
    }
    let parents = found.extraction.files.iter().map(|it| it.parent);
    let unread = found.extraction.unread.iter().map(|it| it.file);
    let kept = found.kept.iter().map(|(file, _)| Some(*file));
    if parents
        .chain(unread)
        .chain(kept)
        .flatten()
        .any(|it| it >= files)
    {
        return Err(io::ErrorKind::InvalidData.into());
    }
    Ok(found)
}

impl From<ChildError> for Failure {
    fn from(error: ChildError) -> Self {
        match &error {
            ChildError::NotStarted(_) => Self::NoWorker(error.to_string()),
            ChildError::Ended(end) if end.code() == Some(i32::from(status::UNCONFINED)) => {
                Self::NoWorker("the worker process cannot be confined on this system".to_owned())
            }
            ChildError::Ended(_) | ChildError::TimedOut | ChildError::TooMuch => {
                Self::Gave(error.to_string())
            }
        }
    }
}

impl Failure {
    /// The inputs as files that were not read.
    pub(super) fn stand_in(&self, inputs: &[Input<'_>]) -> Found {
        let (capability, reason) = match self {
            Self::NoWorker(reason) => (Capability::Worker, reason),
            Self::Gave(reason) => (Capability::WorkerLimit, reason),
        };
        let mut found = Found::default();
        for (index, input) in inputs.iter().enumerate() {
            let mut file = unread_file(
                input.path.to_owned(),
                input.name.map(str::to_owned),
                input.bytes,
            );
            file.error = Some(reason.clone());
            found.extraction.files.push(file);
            found.extraction.unread.push(Unread {
                capability: capability.name().to_owned(),
                file: Some(index),
                reason: reason.clone(),
            });
        }
        found
    }
}
