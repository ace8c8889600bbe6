//! Embeds the files of `data/lexicon/` and `data/entities/`, so that a new phrase is a line of data and nothing else.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    // Asked when it runs: a compiled build script may be shared by several checkouts.
    let package = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default();
    let data = Path::new(&package).join("../../data");
    let mut code = String::new();
    for (table, directory) in [("FILES", "lexicon"), ("ENTITY_FILES", "entities")] {
        let _ = writeln!(code, "pub(super) const {table}: &[(&str, &str)] = &[");
        for path in files(&data.join(directory))? {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let path = path.canonicalize()?;
            let _ = writeln!(code, "    ({name:?}, include_str!({:?})),", path.display());
        }
        code.push_str("];\n");
    }
    let out = env::var_os("OUT_DIR")
        .map(PathBuf::from)
        .unwrap_or_default();
    fs::write(out.join("lexicon.rs"), code)
}

/// The TOML files of `directory`, in order of name.
fn files(directory: &Path) -> io::Result<Vec<PathBuf>> {
    println!("cargo::rerun-if-changed={}", directory.display());
    let mut files = Vec::new();
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        if path.extension().is_some_and(|it| it == "toml") {
            println!("cargo::rerun-if-changed={}", path.display());
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
