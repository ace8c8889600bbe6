//! Counts instructions and allocations of judging the example mails, and compares them with those on record.
//!
//! Counts do not depend on what else the machine does, so a change that makes judging dearer is seen where a clock
//! would show noise. They do depend on the compiler, its settings and the processor's vector instructions, so they are
//! kept by optimisation level, and a small difference is none.

#![expect(clippy::print_stdout, reason = "that is what it makes")]

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, bail, ensure};
use serde::{Deserialize, Serialize};

/// What to do with the counts.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Put the counts on record in place of comparing them
    #[arg(long)]
    write: bool,
}

/// What may be added before it counts as dearer.
const TOLERANCE: f64 = 0.15;
const RECORD: &str = "xtask/instructions.toml";
const WORKS: [&str; 3] = ["parse", "facts", "judge"];

/// By optimisation level (`level-1`), and in it by work.
type Record = std::collections::BTreeMap<String, std::collections::BTreeMap<String, Count>>;

/// What one mail costs on average.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Count {
    instructions: u64,
    allocations: u64,
    bytes: u64,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let program = build(&root)?;
    let mails = mails(&root.join("examples/mail"))?;
    let level = std::env::var("CARGO_PROFILE_RELEASE_OPT_LEVEL").unwrap_or_else(|_| "3".to_owned());
    let level = format!("level-{level}");
    let file = root.join(RECORD);
    let text = std::fs::read_to_string(&file).with_context(|| format!("cannot read {RECORD}"))?;
    let mut record: Record =
        toml::from_str(&text).with_context(|| format!("{RECORD} is broken"))?;
    let before = record.get(&level).cloned().unwrap_or_default();
    let mut dearer = Vec::new();
    println!("{} example mails, {level}, a mail:", mails.len());
    for work in WORKS {
        let count = count(&program, work, &mails)?;
        print!(
            "{work:<6} {:>12} instructions {:>8} allocations {:>10} bytes",
            count.instructions, count.allocations, count.bytes
        );
        match before.get(work) {
            Some(known) => {
                let change = count.instructions as f64 / known.instructions as f64 - 1.0;
                println!("  {:+.1} % instructions", change * 100.0);
                let allocated = count.allocations as f64 / known.allocations as f64 - 1.0;
                if change > TOLERANCE || allocated > TOLERANCE {
                    dearer.push(work);
                }
            }
            None => println!("  not on record"),
        }
        record
            .entry(level.clone())
            .or_default()
            .insert(work.to_owned(), count);
    }
    if arguments.write {
        let head = text.lines().take_while(|it| it.starts_with('#'));
        let head: Vec<&str> = head.collect();
        let counts = toml::to_string(&record)?;
        std::fs::write(&file, format!("{}\n\n{counts}", head.join("\n")))?;
        println!("written to {RECORD}");
        return Ok(());
    }
    ensure!(
        dearer.is_empty(),
        "dearer than on record by more than {:.0} %: {}. Make it cheaper, or say in the commit why it is worth it and run `cargo run -p xtask -- instructions --write`",
        TOLERANCE * 100.0,
        dearer.join(", ")
    );
    Ok(())
}

/// Builds the example with the features that everything else is built with.
fn build(root: &Path) -> anyhow::Result<PathBuf> {
    let arguments = "build --release --locked --ignore-rust-version -p detect -p offhook --example count --message-format short";
    let status = Command::new("cargo")
        .args(arguments.split(' '))
        .current_dir(root)
        .status()
        .context("cannot run cargo")?;
    ensure!(status.success(), "the example `count` does not build");
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    Ok(target.join("release/examples/count"))
}

fn mails(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let entries = folder
        .read_dir()
        .with_context(|| format!("cannot read {}", folder.display()))?;
    let mut mails: Vec<PathBuf> = entries
        .filter_map(|it| Some(it.ok()?.path()))
        .filter(|it| it.extension().is_some_and(|it| it == "eml"))
        .collect();
    mails.sort_unstable();
    ensure!(!mails.is_empty(), "no mails in {}", folder.display());
    Ok(mails)
}

/// The difference between one pass more and none, by mail.
fn count(program: &Path, work: &str, mails: &[PathBuf]) -> anyhow::Result<Count> {
    const PASSES: u64 = 2;
    let counted = |passes: u64| -> anyhow::Result<(u64, String)> {
        let output = Command::new("valgrind")
            .args([
                "--tool=cachegrind",
                "--cache-sim=no",
                "--cachegrind-out-file=/dev/null",
            ])
            .arg(program)
            .arg(work)
            .arg(passes.to_string())
            .args(mails)
            .output()
            .context("cannot run valgrind; is it installed?")?;
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        ensure!(output.status.success(), "{errors}");
        let instructions =
            instructions(&errors).with_context(|| format!("no count in: {errors}"))?;
        Ok((
            instructions,
            String::from_utf8_lossy(&output.stdout).into_owned(),
        ))
    };
    let (base, _) = counted(0)?;
    let (more, said) = counted(PASSES)?;
    let each = PASSES * mails.len() as u64;
    let named = |name: &str| {
        let line = said.lines().find_map(|it| it.strip_prefix(name));
        line.and_then(|it| it.trim().parse::<u64>().ok())
    };
    let (Some(allocations), Some(bytes)) = (named("allocations"), named("bytes")) else {
        bail!("no allocations in: {said}");
    };
    Ok(Count {
        instructions: more.saturating_sub(base) / each,
        allocations: allocations / each,
        bytes: bytes / each,
    })
}

/// The count in what cachegrind says at the end: `==7== I   refs:      1,234,567` (before version 3.22 `I refs`).
fn instructions(said: &str) -> Option<u64> {
    let line = said
        .lines()
        .find(|it| it.contains("refs:") && it.contains(" I "))?;
    let (_, number) = line.rsplit_once(':')?;
    number.trim().replace(',', "").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_count_is_read() {
        let said = "==7== Cachegrind\n==7== \n==7== I   refs:      1,234,567\n";
        assert_eq!(instructions(said), Some(1_234_567));
        assert_eq!(instructions("==7== I refs: 12"), Some(12));
        assert_eq!(instructions("nothing"), None);
    }
}
