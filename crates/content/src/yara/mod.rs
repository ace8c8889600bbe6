//! YARA rules over every file of a message (<https://virustotal.github.io/yara-x/>), a feature of the build.
//!
//! Rules come from the operator and are compiled once, in this process. The worker gets them compiled and searches
//! there: the conditions run in an interpreter, so that nothing needs memory that can be executed.

#[cfg_attr(not(feature = "yara"), path = "absent.rs")]
#[cfg_attr(feature = "yara", path = "engine.rs")]
mod engine;

use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(crate) use engine::{Library, Search};

/// Compiled rules.
#[derive(Debug, Clone)]
pub struct YaraRules {
    pub(crate) compiled: Arc<[u8]>,
}

/// Why there are no rules.
#[derive(Debug, thiserror::Error)]
pub enum YaraError {
    /// The feature `yara` was off when the program was built.
    #[error("this program was built without YARA; build it with `--features yara`")]
    NotBuilt,
    /// A file or directory cannot be read.
    #[error("cannot read {path}: {error}", path = .path.display())]
    Unreadable {
        /// The file or directory.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// The compiler's messages, each with file and line.
    #[error("{} of the YARA rules cannot be compiled:\n{}", .0.len(), .0.join("\n"))]
    Rules(Vec<String>),
    /// The directories hold no rule.
    #[error("there is no YARA rule (*.yar, *.yara) in {}", .0.display())]
    Empty(PathBuf),
}

impl YaraRules {
    /// Compiles the files `*.yar` and `*.yara` below `directories`, each a namespace of its own, so that names may repeat.
    ///
    /// # Errors
    ///
    /// Where a file cannot be read, or any rule cannot be compiled: all messages together, and no rule is left out in silence.
    pub fn compile(directories: &[PathBuf]) -> Result<Self, YaraError> {
        let mut files = Vec::new();
        for directory in directories {
            let before = files.len();
            find(directory, 0, &mut files)?;
            if files.len() == before {
                return Err(YaraError::Empty(directory.clone()));
            }
        }
        let compiled = engine::compile(&files)?.into();
        Ok(Self { compiled })
    }
}

/// Directories below the one that was given.
const DEPTH: usize = 16;

/// The rule files below `directory`, in the order of their names.
fn find(directory: &Path, depth: usize, found: &mut Vec<PathBuf>) -> Result<(), YaraError> {
    let unreadable = |error| YaraError::Unreadable {
        path: directory.to_owned(),
        error,
    };
    let mut entries = Vec::new();
    for entry in directory.read_dir().map_err(unreadable)? {
        entries.push(entry.map_err(unreadable)?.path());
    }
    entries.sort_unstable();
    for path in entries {
        let extension = path.extension().and_then(|it| it.to_str());
        if path.is_dir() && depth < DEPTH {
            find(&path, depth + 1, found)?;
        } else if matches!(extension, Some("yar" | "yara")) {
            found.push(path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(not(feature = "yara"))]
    fn a_build_without_it_says_so() {
        let directory = tempfile::tempdir().unwrap();
        std::fs::write(directory.path().join("a.yar"), "rule a { condition: true }").unwrap();
        let error = YaraRules::compile(&[directory.path().to_owned()]).unwrap_err();
        assert!(error.to_string().contains("--features yara"), "{error}");
    }

    #[test]
    fn a_directory_without_rules_is_named() {
        let directory = tempfile::tempdir().unwrap();
        std::fs::write(directory.path().join("notes.txt"), "rule").unwrap();
        let error = YaraRules::compile(&[directory.path().to_owned()]).unwrap_err();
        assert!(matches!(error, YaraError::Empty(_)), "{error}");
        let error = YaraRules::compile(&[directory.path().join("none")]).unwrap_err();
        assert!(matches!(error, YaraError::Unreadable { .. }), "{error}");
    }

    #[cfg(feature = "yara")]
    mod with_it {
        use super::*;

        fn rules(files: &[(&str, &str)]) -> Result<YaraRules, YaraError> {
            let directory = tempfile::tempdir().unwrap();
            for (name, text) in files {
                let path = directory.path().join(name);
                std::fs::create_dir_all(path.parent().unwrap()).unwrap();
                std::fs::write(path, text).unwrap();
            }
            YaraRules::compile(&[directory.path().to_owned()])
        }

        #[test]
        fn rules_of_all_files_match_and_names_may_repeat() {
            let rules = rules(&[
                ("a.yar", "rule lure { meta: family = \"refund\" weight = 3 strings: $a = \"Geek\" nocase condition: $a }"),
                ("deep/b.yara", "import \"math\" rule lure { condition: math.entropy(0, filesize) < 1.0 } rule other { condition: false }"),
            ])
            .unwrap();
            let library = Library::load(&rules.compiled).unwrap();
            let mut search = Search::new(&library);
            let names = |found: Vec<crate::YaraMatch>| -> Vec<String> {
                found.into_iter().map(|it| it.name).collect()
            };
            let found = search.search(b"your geek squad plan").unwrap();
            assert_eq!(
                found[0].meta,
                [
                    ("family".to_owned(), "refund".to_owned()),
                    ("weight".to_owned(), "3".to_owned())
                ]
            );
            assert_eq!(names(found), ["lure"]);
            assert_eq!(names(search.search(b"aaaa").unwrap()), ["lure"]);
            assert!(search.search(b"nothing of interest").unwrap().is_empty());
        }

        #[test]
        fn what_cannot_be_compiled_is_named_with_file_and_line() {
            let error = rules(&[
                ("good.yar", "rule a { condition: true }"),
                ("bad.yar", "rule b {\n condition: $a\n}"),
                ("worse.yar", "rule {"),
            ])
            .unwrap_err()
            .to_string();
            assert!(error.starts_with("2 of the YARA rules"), "{error}");
            assert!(
                error.contains("bad.yar:2") && error.contains("worse.yar:1"),
                "{error}"
            );
        }

        #[test]
        fn damaged_rules_are_refused() {
            assert!(Library::load(b"nonsense").is_err());
        }
    }
}
