//! Embeds the files of `data/` by name, so that a new brand is a new file and nothing else.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    // Asked when it runs: a compiled build script may be shared by several checkouts.
    let package = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default();
    let data = Path::new(&package).join("../../data");
    let mut code = String::new();
    table(&mut code, "BRANDS", &files(&data.join("brands"), "toml")?);
    table(&mut code, "LISTS", &files(&data.join("lists"), "txt")?);
    for (name, file) in [("PLATFORMS", "platforms"), ("NEUTRAL", "neutral_numbers")] {
        let path = data.join(file).with_extension("toml");
        rerun_if_changed(&path);
        let _ = writeln!(code, "pub(crate) const {name}: &str = {};", include(&path)?);
    }
    let out = env::var_os("OUT_DIR")
        .map(PathBuf::from)
        .unwrap_or_default();
    fs::write(out.join("builtin.rs"), code)
}

/// The files of `directory` with this extension, in order of name.
fn files(directory: &Path, extension: &str) -> io::Result<Vec<PathBuf>> {
    rerun_if_changed(directory);
    let mut files = Vec::new();
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        if path.extension().is_some_and(|it| it == extension) {
            rerun_if_changed(&path);
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// `(stem, text)` of each file, as a constant.
fn table(code: &mut String, name: &str, files: &[PathBuf]) {
    let _ = writeln!(code, "pub(crate) const {name}: &[(&str, &str)] = &[");
    for path in files {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        if let Ok(text) = include(path) {
            let _ = writeln!(code, "    ({stem:?}, {text}),");
        }
    }
    let _ = writeln!(code, "];");
}

fn include(path: &Path) -> io::Result<String> {
    let path = path.canonicalize()?;
    Ok(format!("include_str!({:?})", path.to_string_lossy()))
}

fn rerun_if_changed(path: &Path) {
    println!("cargo::rerun-if-changed={}", path.display());
}
