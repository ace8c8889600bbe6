//! The job `decode`: a request in, an answer out.

use std::ffi::OsString;
use std::io::{self, Write as _};

use super::confine::{self, Bounds};
use limits::Capability;

use super::{frame, status};
use crate::file::Unread;
use crate::walk::{self, Input};
use crate::yara::{Library, Search};

/// Confines the process, then answers one request.
pub(super) fn run(arguments: impl Iterator<Item = OsString>) -> u8 {
    let Some(bounds) = Bounds::from_arguments(arguments) else {
        return status::BROKEN;
    };
    if confine::for_decoding(&bounds).is_err() && !bounds.unconfined {
        return status::UNCONFINED;
    }
    // A decoder's panic is caught and recorded with its file; nobody reads its message here.
    std::panic::set_hook(Box::new(|_| {}));
    match answer() {
        Ok(()) => 0,
        Err(_) => status::BROKEN,
    }
}

fn answer() -> io::Result<()> {
    let mut stdin = io::stdin().lock();
    let request: frame::Request = serde_json::from_slice(&frame::read(&mut stdin)?)?;
    let library = if request.yara {
        Some(Library::load(&frame::read(&mut stdin)?))
    } else {
        None
    };
    let mut contents = Vec::new();
    for _ in &request.inputs {
        contents.push(frame::read(&mut stdin)?);
    }
    let inputs: Vec<Input<'_>> = request
        .inputs
        .iter()
        .zip(&contents)
        .map(|(head, bytes)| Input {
            path: &head.path,
            name: head.name.as_deref(),
            content_type: head.content_type.as_deref(),
            bytes,
        })
        .collect();
    let wish = walk::Wish {
        ocr: request.ocr,
        keep_bytes: request.keep_bytes,
    };
    let rules = library.as_ref().and_then(|it| it.as_ref().ok());
    let search = rules.map(Search::new);
    let mut found = walk::walk(&inputs, &request.passwords, &request.settings, wish, search);
    if let Some(Err(reason)) = library {
        found.extraction.unread.push(Unread {
            capability: Capability::Yara.name().to_owned(),
            file: None,
            reason,
        });
    }

    let mut out = io::BufWriter::new(io::stdout().lock());
    let answer = frame::Answer {
        extraction: found.extraction,
        pictures: found.pictures.iter().map(|it| it.head.clone()).collect(),
        kept: found.kept.iter().map(|(index, _)| *index).collect(),
    };
    frame::write_json(&mut out, &answer)?;
    for picture in &found.pictures {
        frame::write(&mut out, &picture.luma)?;
    }
    for (_, bytes) in &found.kept {
        frame::write(&mut out, bytes)?;
    }
    out.flush()
}
