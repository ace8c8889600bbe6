//! The repository tests itself: what must hold of every file and dependency.

use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// One package declares a newer compiler than it uses, which `.cargo/config.toml` allows for. No other
/// may: with the flag given there, cargo would not notice.
#[test]
fn only_one_package_declares_a_newer_compiler() {
    let described = |more: &[&str]| {
        let mut command = Command::new(env!("CARGO"));
        command.args(["metadata", "--format-version", "1", "--locked"]);
        command.args(more).current_dir(root()).output().unwrap()
    };
    // A build fetches only what it needs here; the list names what other systems need as well.
    let mut output = described(&["--offline"]);
    if !output.status.success() {
        output = described(&[]);
    }
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    assert!(packages.len() > 50);
    let newer: Vec<&str> = packages
        .iter()
        .filter(|it| {
            it["rust_version"]
                .as_str()
                .is_some_and(|version| minor(version) > 95)
        })
        .filter_map(|it| it["name"].as_str())
        .collect();
    assert_eq!(newer, ["mail-parser"]);
}

/// The minor number of a version such as `1.95` or `1.95.0`.
fn minor(version: &str) -> u32 {
    let minor = version.split('.').nth(1);
    minor.and_then(|it| it.parse().ok()).unwrap_or(0)
}

/// A source file has one subject and fits in a head. Tables of data may be longer.
#[test]
fn source_files_stay_small() {
    let mut large = Vec::new();
    let files = sources(&root().join("crates"));
    assert!(files.len() > 500, "{}", files.len());
    for file in files {
        let lines = std::fs::read_to_string(&file).unwrap().lines().count();
        let is_table = file
            .components()
            .any(|it| it.as_os_str().to_string_lossy().contains("table"));
        if lines > 600 && !is_table {
            large.push(format!("{} ({lines} lines)", file.display()));
        }
    }
    assert!(large.is_empty(), "{}", large.join("\n"));
}

#[test]
fn source_files_say_what_they_are_for() {
    let mut silent = Vec::new();
    for file in sources(&root().join("crates")) {
        let text = std::fs::read_to_string(&file).unwrap();
        if file.components().any(|it| it.as_os_str() == "src") && !text.starts_with("//!") {
            silent.push(file.display().to_string());
        }
    }
    assert!(silent.is_empty(), "{}", silent.join("\n"));
}

/// Crates without tests or examples within are not searched for any. None may be left out by mistake.
#[test]
fn what_is_written_as_a_test_is_run() {
    let mut skipped = Vec::new();
    for entry in root().join("crates").read_dir().unwrap() {
        let folder = entry.unwrap().path();
        let Ok(manifest) = std::fs::read_to_string(folder.join("Cargo.toml")) else {
            continue;
        };
        let is_off = |what: &str| manifest.lines().any(|it| it == what);
        for file in sources(&folder.join("src")) {
            let text = std::fs::read_to_string(&file).unwrap();
            let mut lines = text.lines().map(str::trim_start);
            let has_examples =
                lines.any(|it| it.starts_with("/// ```") || it.starts_with("//! ```"));
            let has_tests = text.contains("#[test]") || text.contains("proptest!");
            if is_off("doctest = false") && has_examples || is_off("test = false") && has_tests {
                skipped.push(file.display().to_string());
            }
        }
    }
    assert!(skipped.is_empty(), "{}", skipped.join("\n"));
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = walkdir::WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok)
        .map(walkdir::DirEntry::into_path)
        .filter(|it| it.extension().is_some_and(|it| it == "rs"))
        .collect();
    files.sort();
    files
}

/// The threat model names the test of each defence: a test that is renamed or taken out leaves a claim that nothing holds.
#[test]
fn every_defence_of_the_threat_model_has_its_test() {
    let text = std::fs::read_to_string(root().join("docs/THREAT-MODEL.md")).unwrap();
    let named: Vec<(&str, &str)> = text
        .split('`')
        .filter_map(|it| it.split_once("::"))
        .filter(|(file, _)| file.starts_with("crates/"))
        .collect();
    assert!(named.len() > 30, "{}", named.len());
    for (file, test) in named {
        let source = std::fs::read_to_string(root().join(file)).unwrap_or_default();
        let stands = source.contains(&format!("fn {test}("));
        assert!(stands, "docs/THREAT-MODEL.md: {file} has no test `{test}`");
    }
}
