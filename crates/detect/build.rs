//! Embeds the project's rule pack and message catalogues, so that the binary stands alone.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    // Asked when it runs: a compiled build script may be shared by several checkouts.
    let package = env::var("CARGO_MANIFEST_DIR")?;
    let root = Path::new(&package).join("../..");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let mut code = String::new();
    for (constant, folder) in [("RULES", "rules"), ("MESSAGES", "data/messages")] {
        let folder = root.join(folder);
        println!("cargo:rerun-if-changed={}", folder.display());
        let mut files = Vec::new();
        collect(&folder, &mut files)?;
        files.sort();
        let _ = writeln!(code, "pub(crate) const {constant}: &[(&str, &str)] = &[");
        for file in files {
            println!("cargo:rerun-if-changed={}", file.display());
            let name = file
                .strip_prefix(&folder)?
                .to_string_lossy()
                .replace('\\', "/");
            let _ = writeln!(
                code,
                "    ({name:?}, include_str!({:?})),",
                file.canonicalize()?.display()
            );
        }
        code.push_str("];\n");
    }
    fs::write(out.join("embedded.rs"), code)?;
    Ok(())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path
            .extension()
            .is_some_and(|it| it == "yml" || it == "toml" || it == "ftl")
        {
            files.push(path);
        }
    }
    Ok(())
}
