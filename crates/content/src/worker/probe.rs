//! The job `probe`: confines itself as another job would, tries what must not be possible, and reports as
//! JSON what happened, so that an operator sees what holds on this machine.

use std::ffi::OsString;
use std::fs;
use std::io::{self, Write as _};
use std::net::{TcpListener, TcpStream, UdpSocket};
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use super::confine::{self, Bounds};
use super::{job, ocr, status};

/// After the bounds: the job to be confined as (`decode`, `ocr`), a file to read, a directory to write
/// in, a program to start.
pub(super) fn run(mut arguments: impl Iterator<Item = OsString>) -> u8 {
    let Some(bounds) = Bounds::from_arguments(arguments.by_ref()) else {
        return status::BROKEN;
    };
    let (Some(confined_as), Some(file), Some(directory), Some(program)) = (
        arguments.next(),
        arguments.next(),
        arguments.next(),
        arguments.next(),
    ) else {
        return status::BROKEN;
    };
    let confined = if confined_as == job::OCR {
        ocr::confine(&bounds, Path::new("/usr/bin/tesseract"), Path::new(""))
    } else {
        confine::for_decoding(&bounds)
    };
    let mut report = attempts(Path::new(&file), Path::new(&directory), Path::new(&program));
    let confined = match confined {
        Ok(()) => json!("yes"),
        Err(error) => json!(error.to_string()),
    };
    report["confined"] = confined;
    report["memory"] = outcome(reserve(bounds.memory_bytes));
    match writeln!(io::stdout().lock(), "{report}") {
        Ok(()) => 0,
        Err(_) => status::BROKEN,
    }
}

/// Each attempt and how it ended: `done`, or the error.
fn attempts(file: &Path, directory: &Path, program: &Path) -> Value {
    json!({
        "read_file": outcome(fs::read(file)),
        "list_directory": outcome(fs::read_dir(directory)),
        "write_file": outcome(fs::write(directory.join("written-by-probe"), "x")),
        "make_directory": outcome(fs::create_dir(directory.join("made-by-probe"))),
        "remove_file": outcome(fs::remove_file(file)),
        "tcp_connect": outcome(TcpStream::connect(("127.0.0.1", 9))),
        "tcp_listen": outcome(TcpListener::bind(("127.0.0.1", 0))),
        "udp": outcome(UdpSocket::bind(("127.0.0.1", 0))),
        "unix_socket": unix_socket(),
        "thread": outcome(std::thread::Builder::new().spawn(|| ())),
        "start_program": outcome(Command::new(program).status()),
        "become_program": become_program(program),
    })
}

fn outcome<T>(result: io::Result<T>) -> Value {
    match result {
        Ok(_) => json!("done"),
        Err(error) => json!(error.to_string()),
    }
}

#[cfg(unix)]
fn unix_socket() -> Value {
    outcome(std::os::unix::net::UnixDatagram::unbound())
}

#[cfg(not(unix))]
fn unix_socket() -> Value {
    json!("not on this system")
}

#[cfg(unix)]
fn become_program(program: &Path) -> Value {
    use std::os::unix::process::CommandExt as _;
    // If it succeeds, this process prints no report: which shows as well.
    json!(Command::new(program).exec().to_string())
}

#[cfg(not(unix))]
fn become_program(_: &Path) -> Value {
    json!("not on this system")
}

/// Asks for as much memory as all of the process may have.
fn reserve(bytes: u64) -> io::Result<()> {
    let mut memory: Vec<u8> = Vec::new();
    memory
        .try_reserve_exact(usize::try_from(bytes).unwrap_or(usize::MAX))
        .map_err(io::Error::other)
}
