//! VBA macros: the project within an OLE2 file ([MS-OVBA]), its sources, and the words in them.

mod compression;
mod keywords;
mod project;

use limits::Capability;

use super::ole2::{container, streams};
use crate::walk::Reading;

/// Reads a `vbaProject.bin`.
pub(super) fn read_project(reading: &mut Reading<'_, '_>, bytes: &[u8]) {
    match container::open(bytes) {
        Ok(mut file) => read(reading, &mut file),
        Err(error) => {
            if let Some(office) = &mut reading.file.office {
                office.macros = true;
            }
            reading.unread(Capability::Oletools, "the macros cannot be unpacked");
            reading.failed(error.to_string());
        }
    }
}

/// Reads the macros of an OLE2 file, if it has any.
pub(super) fn read(reading: &mut Reading<'_, '_>, file: &mut container::File<'_>) {
    let all = streams::list(file);
    let directories = all.iter().filter(|it| streams::is(it, &["VBA", "dir"]));
    for directory in directories.cloned().collect::<Vec<_>>() {
        if let Some(office) = &mut reading.file.office {
            office.macros = true;
        }
        let Some(packed) = streams::read(reading, file, &directory) else {
            continue;
        };
        let Some(unpacked) = compression::unpack(&packed, compression::MOST) else {
            reading.unread(Capability::Oletools, "the macros cannot be unpacked");
            continue;
        };
        let project = project::read(&unpacked);
        let folder = directory.parent().map(std::path::Path::to_path_buf);
        for module in &project.modules {
            let Some(path) = folder.as_ref().map(|it| it.join(&module.stream)) else {
                continue;
            };
            let Some(bytes) = streams::read(reading, file, &path) else {
                continue;
            };
            let packed = bytes.get(module.offset..).unwrap_or_default();
            if let Some(source) = compression::unpack(packed, compression::MOST) {
                if !reading.expand(source.len() as u64) {
                    return;
                }
                note(
                    reading,
                    &super::charset::code_page(&source, project.code_page),
                );
            }
        }
    }
}

/// Notes the words of a module's source.
fn note(reading: &mut Reading<'_, '_>, source: &str) {
    let found = keywords::find(source);
    if let Some(office) = &mut reading.file.office {
        for keyword in found {
            if !office.macro_keywords.contains(&keyword) {
                office.macro_keywords.push(keyword);
            }
        }
    }
}
