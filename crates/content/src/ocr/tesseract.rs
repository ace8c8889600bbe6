//! The Tesseract that is installed, and its languages. Source: tesseract(1).

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::settings::Settings;

/// A Tesseract that can be used.
#[derive(Debug, Clone)]
pub(crate) struct Tesseract {
    pub(crate) program: PathBuf,
    /// Such as `eng+por`.
    pub(crate) languages: String,
}

impl Tesseract {
    /// Finds the program, and those of the wanted languages whose data are installed.
    pub(crate) fn find(settings: &Settings) -> Option<Self> {
        let program = match &settings.tesseract {
            Some(program) => program.clone(),
            None => on_path("tesseract")?,
        };
        let installed = languages(&program)?;
        let wanted = settings.ocr_languages.iter();
        let usable: Vec<&str> = wanted
            .map(String::as_str)
            .filter(|it| installed.iter().any(|installed| installed == it))
            .collect();
        if usable.is_empty() {
            return None;
        }
        Some(Self {
            program,
            languages: usable.join("+"),
        })
    }
}

fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let mut candidates = std::env::split_paths(&path).map(|it| it.join(name));
    candidates.find(|it| it.is_absolute() && it.is_file())
}

/// The languages that `program` lists: a line of introduction, then one a line.
fn languages(program: &Path) -> Option<Vec<String>> {
    let output = Command::new(program)
        .arg("--list-langs")
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let lines = text.lines().skip(1).map(|it| it.trim().to_owned());
    Some(lines.filter(|it| !it.is_empty()).collect())
}
