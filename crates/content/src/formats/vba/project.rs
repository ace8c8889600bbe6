//! The `dir` stream of a project: code page and modules ([MS-OVBA] section 2.3.4.2).

use crate::formats::bytes::Bytes;
use crate::formats::charset;

/// Modules of one project.
const MODULES: usize = 500;

#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Project {
    /// Windows code page of the sources.
    pub(super) code_page: u32,
    pub(super) modules: Vec<Module>,
}

#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Module {
    /// The stream beside `dir` that holds it.
    pub(super) stream: String,
    /// Where its source begins in the stream.
    pub(super) offset: usize,
}

/// Reads the records. All are a kind, a size, and so many bytes, but for one that says a wrong size.
pub(super) fn read(directory: &[u8]) -> Project {
    let mut project = Project {
        code_page: 1252,
        ..Project::default()
    };
    let mut rest = Bytes(directory);
    let mut module: Option<Module> = None;
    while let Some((kind, data)) = record(&mut rest) {
        let mut numbers = Bytes(data);
        match kind {
            0x03 => project.code_page = numbers.u16().map_or(1252, u32::from),
            0x19 => module = Some(Module::default()),
            0x1A => {
                if let Some(module) = &mut module {
                    module.stream = charset::code_page(data, project.code_page);
                }
            }
            0x32 => {
                if let Some(module) = &mut module {
                    module.stream = charset::utf16(data);
                }
            }
            0x31 => {
                if let Some(module) = &mut module {
                    module.offset = numbers.length().unwrap_or_default();
                }
            }
            0x2B => project.modules.extend(module.take()),
            _ => {}
        }
        if project.modules.len() >= MODULES {
            break;
        }
    }
    project
}

fn record<'b>(rest: &mut Bytes<'b>) -> Option<(u16, &'b [u8])> {
    let kind = rest.u16()?;
    let size = rest.length()?;
    // PROJECTVERSION counts two bytes too few.
    let size = if kind == 0x09 { 6 } else { size };
    Some((kind, rest.take(size)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules() {
        let record = |kind: u16, data: &[u8]| {
            let size = u32::try_from(data.len()).unwrap();
            [&kind.to_le_bytes()[..], &size.to_le_bytes(), data].concat()
        };
        let version = [&[9, 0, 4, 0, 0, 0][..], &[1, 2, 3, 4, 5, 6]].concat();
        let directory = [
            record(0x03, &1251_u16.to_le_bytes()),
            version,
            record(0x19, b"Module1"),
            record(0x1A, b"Module1"),
            record(0x31, &7_u32.to_le_bytes()),
            record(0x2B, &[]),
        ];
        let project = read(&directory.concat());
        assert_eq!(project.code_page, 1251);
        let module = Module {
            stream: "Module1".to_owned(),
            offset: 7,
        };
        assert_eq!(project.modules, [module]);
    }
}
