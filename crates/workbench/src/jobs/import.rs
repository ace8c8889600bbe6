//! Judging mail that lies on the server or was sent by the browser, and keeping records of it.

use std::any::Any;
use std::collections::BTreeMap;
use std::fmt;
use std::io::Cursor;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use limits::Limits;
use mail::source::{Messages, read_from, read_within};
use store::{Digest, NewRecord, Verdict};

use super::job::{JobResult, NotBegun};
use super::worker::{Stopped, Work};
use crate::record::new_record;

/// Messages of one import.
const MOST: u64 = 100_000;
/// Records that are written at once.
const BATCH: usize = 50;
/// Names that are offered.
const OFFERED: usize = 200;
/// Files that could not be read and are named.
const NAMED: usize = 20;

/// Mail that is to be judged and recorded. It goes nowhere and the history hears nothing of it.
#[derive(Debug)]
pub struct Import {
    /// Where it is.
    pub from: ImportFrom,
    /// Whose mailbox it is from, where that is one.
    pub mailbox: Option<String>,
}

/// Where mail is.
#[derive(Debug)]
pub enum ImportFrom {
    /// A file or folder below the directory that is set: its way from there.
    Folder(String),
    /// What a browser sent.
    Upload(Upload),
}

/// A message or an mbox that a browser sent.
pub struct Upload {
    /// What it is called there.
    pub name: String,
    /// It.
    pub bytes: Arc<[u8]>,
    /// The room that it takes, until this is dropped.
    pub room: Box<dyn Any + Send>,
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload")
            .field("name", &self.name)
            .field("bytes", &self.bytes.len())
            .finish_non_exhaustive()
    }
}

impl Import {
    pub(super) fn about(&self) -> String {
        match &self.from {
            ImportFrom::Folder(name) => name.clone(),
            ImportFrom::Upload(upload) => upload.name.clone(),
        }
    }
}

/// What came of an import.
#[derive(Debug, Clone, Default)]
pub struct ImportResult {
    /// Records that were kept.
    pub recorded: u64,
    /// Messages by verdict.
    pub verdicts: BTreeMap<Verdict, u64>,
    /// Files that could not be read.
    pub unread: u64,
    /// The first of them, and why.
    pub faults: Vec<String>,
    /// Whether there was more than one import may bring.
    pub is_cut: bool,
    /// The second of the first record.
    pub since: i64,
}

/// The path of `name` below the directory `root`. No name, and no link on its way, leads out of it.
pub(super) fn inside(root: Option<&Path>, name: &str) -> Result<PathBuf, NotBegun> {
    let root = root.ok_or(NotBegun::NoImport)?;
    let way = Path::new(name);
    let is_plain = way
        .components()
        .all(|it| matches!(it, Component::Normal(_)));
    if !is_plain || name.is_empty() || name.contains('\0') {
        return Err(NotBegun::Elsewhere);
    }
    let root = root.canonicalize().map_err(|_| NotBegun::Elsewhere)?;
    let path = root.join(way).canonicalize();
    let path = path.ok().filter(|it| it.starts_with(&root) && *it != root);
    path.ok_or(NotBegun::Elsewhere)
}

/// The names directly below the directory.
pub(super) fn importable(root: Option<&Path>) -> Vec<String> {
    let entries = root.and_then(|it| std::fs::read_dir(it).ok());
    let names = entries.into_iter().flatten().filter_map(Result::ok);
    let names = names.filter_map(|it| it.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|it| !it.starts_with('.')).take(5000).collect();
    names.sort();
    names.truncate(OFFERED);
    names
}

pub(super) fn run(task: &Import, work: &Work<'_>) -> Result<JobResult, Stopped> {
    let mut result = ImportResult {
        since: jiff::Timestamp::now().as_second(),
        ..ImportResult::default()
    };
    let mut batch = Vec::new();
    let went = judge_all(task, work, &mut result, &mut batch)
        .and_then(|()| write(work, &mut batch, &mut result));
    // What was judged before somebody stopped it is kept too.
    let went = went.or_else(|stopped| {
        write(work, &mut batch, &mut result)?;
        Err(stopped)
    });
    let result = JobResult::Import(Arc::new(result));
    match went {
        Ok(()) => Ok(result),
        Err(stopped) => Err(stopped.with(result)),
    }
}

fn judge_all(
    task: &Import,
    work: &Work<'_>,
    result: &mut ImportResult,
    batch: &mut Vec<NewRecord>,
) -> Result<(), Stopped> {
    let engine = work.bench().engine();
    let limits = engine.limits();
    // Counted first, so that the progress is one.
    let mut of = 0;
    for _ in messages(task, work, limits)? {
        work.look()?;
        of += 1;
        if of > MOST {
            result.is_cut = true;
            break;
        }
    }
    work.expect(of.min(MOST));
    for input in messages(task, work, limits)?.take(MOST as usize) {
        work.go_on()?;
        match input {
            Ok(input) if leads_out(work, &input.name, task) => {
                result.unread += 1;
            }
            Ok(input) => {
                let report = engine.judge("message", &input.bytes);
                let mut record = new_record(&report, Digest::of(&input.bytes));
                "import".clone_into(&mut record.door);
                record.recipients.extend(task.mailbox.clone());
                *result.verdicts.entry(record.verdict).or_default() += 1;
                batch.push(record);
            }
            Err(error) => {
                result.unread += 1;
                if result.faults.len() < NAMED {
                    result.faults.push(error.to_string());
                }
            }
        }
        if batch.len() >= BATCH {
            write(work, batch, result)?;
        }
        work.advance();
    }
    Ok(())
}

/// Whether a message of a folder is behind a link that leads out of the directory.
fn leads_out(work: &Work<'_>, name: &str, task: &Import) -> bool {
    matches!(task.from, ImportFrom::Folder(_)) && !is_inside(work.import(), name)
}

/// Whether the message called `name`, by its path, lies below `root`.
pub(super) fn is_inside(root: Option<&Path>, name: &str) -> bool {
    let path = match name.rsplit_once('#') {
        Some((path, number)) if number.bytes().all(|it| it.is_ascii_digit()) => path,
        _ => name,
    };
    let root = root.and_then(|it| it.canonicalize().ok());
    let path = [name, path]
        .into_iter()
        .find_map(|it| Path::new(it).canonicalize().ok());
    root.zip(path)
        .is_some_and(|(root, path)| path.starts_with(root))
}

fn messages(task: &Import, work: &Work<'_>, limits: &Limits) -> Result<Messages, Stopped> {
    match &task.from {
        ImportFrom::Folder(name) => {
            let path = inside(work.import(), name).map_err(Stopped::failed)?;
            Ok(read_within(&[path], limits))
        }
        ImportFrom::Upload(upload) => {
            let bytes = Cursor::new(Arc::clone(&upload.bytes));
            read_from(Box::new(bytes), &upload.name, limits).map_err(Stopped::failed)
        }
    }
}

fn write(
    work: &Work<'_>,
    batch: &mut Vec<NewRecord>,
    result: &mut ImportResult,
) -> Result<(), Stopped> {
    if batch.is_empty() {
        return Ok(());
    }
    let store = work.bench().store().map_err(Stopped::failed)?;
    let records = std::mem::take(batch);
    let added = store.add(records).map_err(Stopped::failed)?;
    result.recorded += added.len() as u64;
    work.bench().note_records();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_outside_of_the_directory_is_imported() {
        let home = tempfile::tempdir().unwrap();
        let root = home.path().join("import");
        std::fs::create_dir_all(root.join("box/cur")).unwrap();
        std::fs::write(home.path().join("secret"), "x").unwrap();
        std::os::unix::fs::symlink(home.path().join("secret"), root.join("link")).unwrap();
        std::os::unix::fs::symlink(home.path(), root.join("out")).unwrap();
        let name = |it: &str| root.join(it).display().to_string();
        let root = Some(root.as_path());
        assert!(inside(root, "box").is_ok() && inside(root, "box/cur").is_ok());
        let secret = home.path().join("secret").display().to_string();
        for way in [
            "",
            ".",
            "..",
            "../secret",
            "box/../../secret",
            &secret,
            "link",
            "out/secret",
            "none",
            "a\0b",
        ] {
            assert_eq!(inside(root, way), Err(NotBegun::Elsewhere), "{way}");
        }
        assert_eq!(inside(None, "box"), Err(NotBegun::NoImport));
        assert_eq!(importable(root), ["box", "link", "out"]);
        assert!(is_inside(root, &name("box")) && is_inside(root, &name("box#2")));
        assert!(!is_inside(root, &name("link")) && !is_inside(root, &name("link#1")));
        assert!(importable(None).is_empty());
    }
}
