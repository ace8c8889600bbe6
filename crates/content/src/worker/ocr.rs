//! The job `ocr`: confine the process, then become Tesseract. The picture comes over standard input,
//! the words leave over standard output.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::confine::{self, Bounds};
use super::status;

/// Where a system keeps its libraries, and what a program is started with.
const LIBRARIES: &[&str] = &[
    "/lib",
    "/lib64",
    "/usr/lib",
    "/usr/lib64",
    "/usr/local/lib",
    "/nix/store",
    "/etc/ld.so.cache",
    "/etc/ld.so.conf",
    "/etc/ld.so.conf.d",
];

/// Tesseract's language data, where distributions put them.
const LANGUAGE_DATA: &[&str] = &[
    "/usr/share/tesseract-ocr",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
];

/// What reads the numbers of processors and of memory.
const MACHINE: &[&str] = &["/sys/devices/system/cpu", "/proc/cpuinfo", "/proc/meminfo"];

/// After the bounds: the program, the directory of its language data (may be empty), its arguments.
pub(super) fn run(mut arguments: impl Iterator<Item = OsString>) -> u8 {
    let Some(bounds) = Bounds::from_arguments(arguments.by_ref()) else {
        return status::BROKEN;
    };
    let (Some(program), Some(data)) = (arguments.next(), arguments.next()) else {
        return status::BROKEN;
    };
    let program = PathBuf::from(program);
    let data = PathBuf::from(data);
    let confined = confine(&bounds, &program, &data);
    if confined.is_err() && !bounds.unconfined {
        return status::UNCONFINED;
    }
    let mut command = Command::new(&program);
    command.args(arguments);
    hand_over(command)
}

/// Confines this process to being `program`.
pub(super) fn confine(
    bounds: &Bounds,
    program: &Path,
    data: &Path,
) -> Result<(), confine::ConfineError> {
    let loaders = loaders();
    let programs: Vec<&Path> = std::iter::once(program)
        .chain(loaders.iter().map(PathBuf::as_path))
        .collect();
    let readable: Vec<&Path> = [LIBRARIES, LANGUAGE_DATA, MACHINE]
        .concat()
        .into_iter()
        .map(Path::new)
        .chain(Some(data).filter(|it| it.is_absolute()))
        .collect();
    confine::for_another_program(bounds, &programs, &readable)
}

/// The programs that load dynamically linked programs, such as `/lib64/ld-linux-x86-64.so.2`.
fn loaders() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for directory in ["/lib", "/lib64"] {
        let Ok(entries) = std::fs::read_dir(directory) else {
            continue;
        };
        let paths = entries.filter_map(Result::ok).map(|it| it.path());
        found.extend(paths.filter(|it| {
            let name = it.file_name().and_then(|name| name.to_str());
            name.is_some_and(|name| name.starts_with("ld-"))
        }));
    }
    found
}

#[cfg(unix)]
fn hand_over(mut command: Command) -> u8 {
    use std::os::unix::process::CommandExt as _;
    // Returns only where the program cannot be started.
    let _ = command.exec();
    status::NO_PROGRAM
}

#[cfg(not(unix))]
fn hand_over(mut command: Command) -> u8 {
    match command.status() {
        Ok(status) if status.success() => 0,
        _ => status::NO_PROGRAM,
    }
}
