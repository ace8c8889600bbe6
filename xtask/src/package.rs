//! The Debian package: what it holds beside the program is made by the program, then `cargo deb` puts it together.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, bail};
use clap::Args;

/// Where the pages, scripts and settings are put; `crates/offhook/Cargo.toml` names it.
const FOLDER: &str = "target/package";
/// Shells, and what their completion scripts are called.
const SHELLS: [(&str, &str); 3] = [
    ("bash", "offhook"),
    ("zsh", "_offhook"),
    ("fish", "offhook.fish"),
];

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The profile that the program is built with
    #[arg(long, default_value = "dist")]
    profile: String,
    /// Where the package is put
    #[arg(long, default_value = "target/debian")]
    output: String,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let profile = arguments.profile.as_str();
    let flags = [
        "--locked",
        "--ignore-rust-version",
        "--package",
        "offhook",
        "--profile",
        profile,
    ];
    succeed(Command::new(&cargo).arg("build").args(flags))?;
    let target = std::env::var("CARGO_TARGET_DIR").unwrap_or_else(|_| "target".to_owned());
    let program = Path::new(&target).join(profile).join("offhook");
    accompany(&program)?;
    let output = ["--output", &arguments.output];
    let name = ["--package", "offhook", "--no-build", "--profile", profile];
    succeed(Command::new(&cargo).arg("deb").args(name).args(output))
        .context("is cargo-deb installed? cargo install cargo-deb --locked")
}

/// Writes man pages, completion scripts and the settings with their defaults.
fn accompany(program: &Path) -> anyhow::Result<()> {
    let folder = Path::new(FOLDER);
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder.join("completions"))?;
    let pages = folder.join("man");
    succeed(
        Command::new(program)
            .arg("man")
            .arg("--directory")
            .arg(pages),
    )?;
    for (shell, name) in SHELLS {
        let script = printed(Command::new(program).args(["completions", shell]))?;
        fs::write(folder.join("completions").join(name), script)?;
    }
    let settings = printed(Command::new(program).args(["config", "default"]))?;
    fs::write(folder.join("offhook.toml"), settings)?;
    Ok(())
}

fn printed(command: &mut Command) -> anyhow::Result<Vec<u8>> {
    let output = command
        .output()
        .with_context(|| format!("cannot start {command:?}"))?;
    if !output.status.success() {
        bail!(
            "{command:?} failed: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    Ok(output.stdout)
}

fn succeed(command: &mut Command) -> anyhow::Result<()> {
    let status = command
        .status()
        .with_context(|| format!("cannot start {command:?}"))?;
    if !status.success() {
        bail!("{command:?} failed");
    }
    Ok(())
}
