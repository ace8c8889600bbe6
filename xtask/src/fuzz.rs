//! Fuzzing with libFuzzer on the stable compiler.
//!
//! `cargo fuzz` wants a nightly compiler and cannot pass the flag that one dependency needs. The
//! instrumentation is LLVM's own (SanitizerCoverage), which the stable compiler can be told to add.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Context as _, anyhow, bail};

/// What to fuzz, and for how long.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Names of targets (files in `fuzz/targets`); all where none is given
    targets: Vec<String>,

    /// Seconds for each target
    #[arg(long, default_value_t = 120)]
    seconds: u32,

    /// Targets run at once
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..))]
    jobs: u8,

    /// Megabytes of memory beyond which an input counts as a crash
    #[arg(long, default_value_t = 2048)]
    memory: u32,

    /// Seconds beyond which one input counts as a hang
    #[arg(long, default_value_t = 10)]
    timeout: u32,

    /// Instrument dependencies as well: builds all of them anew, and sees branches within them
    #[arg(long)]
    deep: bool,

    /// Look for wrong uses of memory as well (AddressSanitizer), dependencies included: needs a nightly compiler and
    /// builds everything anew
    #[arg(long)]
    addresses: bool,

    /// Directories of seeds, beside those that were found before
    #[arg(long, value_name = "DIR")]
    seeds: Vec<PathBuf>,
}

/// What stands between cargo and rustc for this repository's own crates, and instruments them.
const WRAPPER: &str = "fuzz/instrument.sh";
/// The same instrumentation for dependencies, where it is wanted.
const INSTRUMENTATION: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares";
/// Has every use of memory checked. Only the nightly compiler takes it.
const ADDRESSES: &str = "-Zsanitizer=address";
/// Named where dependencies are instrumented, so that build scripts and macros are not.
const TARGET: &str = "x86_64-unknown-linux-gnu";

/// Where example mails lie, from the folder of the fuzz targets.
const EXAMPLES: [&str; 2] = ["../examples/mail", "../examples/attachments"];
/// Where the files within them are written to.
const EXTRACTED: &str = "target/seeds";

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let root = root.canonicalize().context("cannot find the repository")?;
    let fuzz = root.join("fuzz");
    let known = targets(&fuzz)?;
    for target in &arguments.targets {
        if !known.contains(target) {
            bail!(
                "there is no target `{target}`; there are {}",
                known.join(", ")
            );
        }
    }
    let chosen = if arguments.targets.is_empty() {
        &known
    } else {
        &arguments.targets
    };
    // Before the targets, which may come to lie where the program is.
    extract_seeds(&fuzz)?;
    let binaries = build(&root, chosen, arguments)?;
    let failed = fuzz_all(&fuzz, &binaries, chosen, arguments)?;
    if !failed.is_empty() {
        bail!(
            "a crash, a hang or too much memory in: {}",
            failed.join(", ")
        );
    }
    Ok(())
}

fn targets(fuzz: &Path) -> anyhow::Result<Vec<String>> {
    let directory = fuzz.join("targets");
    let entries = directory
        .read_dir()
        .with_context(|| format!("cannot read {}", directory.display()))?;
    let mut names: Vec<String> = entries
        .filter_map(|it| Some(it.ok()?.path().file_stem()?.to_str()?.to_owned()))
        .collect();
    names.sort_unstable();
    Ok(names)
}

/// Builds `targets` and returns the directory they are in. Dependencies are those that every other command builds, unless
/// they are to be instrumented: `offhook` is named for its features, not built.
fn build(root: &Path, targets: &[String], arguments: &Arguments) -> anyhow::Result<PathBuf> {
    let directory = std::env::var_os("CARGO_TARGET_DIR");
    let directory = directory.map_or_else(|| root.join("target"), PathBuf::from);
    let mut command = if arguments.addresses {
        let mut nightly = Command::new("rustup");
        nightly.args(["run", "nightly", "cargo"]);
        nightly
    } else {
        Command::new("cargo")
    };
    command
        .args(["build", "--release", "--locked", "--ignore-rust-version"])
        .args(["--package", "fuzz", "--package", "offhook"])
        .current_dir(root)
        .env("RUSTC_WORKSPACE_WRAPPER", root.join(WRAPPER));
    for target in targets {
        command.args(["--bin", target]);
    }
    let mut flags = Vec::new();
    if arguments.deep {
        flags.push(INSTRUMENTATION);
    }
    if arguments.addresses {
        flags.push(ADDRESSES);
    }
    let anew = !flags.is_empty();
    if anew {
        command
            .args(["--target", TARGET])
            .env("RUSTFLAGS", flags.join(" "));
    }
    let status = command.status().context("cannot run cargo")?;
    if !status.success() {
        bail!("the fuzz targets do not build");
    }
    Ok(if anew {
        directory.join(TARGET).join("release")
    } else {
        directory.join("release")
    })
}

/// Runs the targets, several at once where wanted; the names of those that found something.
fn fuzz_all(
    fuzz: &Path,
    binaries: &Path,
    targets: &[String],
    arguments: &Arguments,
) -> anyhow::Result<Vec<String>> {
    let next = AtomicUsize::new(0);
    let work = || -> anyhow::Result<Vec<String>> {
        let mut failed = Vec::new();
        while let Some(target) = targets.get(next.fetch_add(1, Ordering::Relaxed)) {
            if !fuzz_one(fuzz, binaries, target, arguments)? {
                failed.push(target.clone());
            }
        }
        Ok(failed)
    };
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..arguments.jobs).map(|_| scope.spawn(work)).collect();
        let mut failed = Vec::new();
        for worker in workers {
            let found = worker.join().map_err(|_| anyhow!("a worker panicked"))?;
            failed.extend(found?);
        }
        Ok(failed)
    })
}

/// Runs one target; `false` where it found something.
fn fuzz_one(
    fuzz: &Path,
    binaries: &Path,
    target: &str,
    arguments: &Arguments,
) -> anyhow::Result<bool> {
    let corpus = fuzz.join("corpus").join(target);
    let artifacts = fuzz.join("target/artifacts").join(target);
    for directory in [&corpus, &artifacts] {
        std::fs::create_dir_all(directory)
            .with_context(|| format!("cannot create {}", directory.display()))?;
    }
    let binary = binaries.join(target);
    let mut command = Command::new(&binary);
    command
        .arg(&corpus)
        .args(seeds(fuzz, target))
        .args(&arguments.seeds)
        .arg(format!("-max_total_time={}", arguments.seconds))
        .arg(format!("-rss_limit_mb={}", arguments.memory))
        .arg(format!("-timeout={}", arguments.timeout))
        .arg(format!("-artifact_prefix={}/", artifacts.display()))
        .args(["-print_final_stats=1", "-verbosity=0"]);
    let status = command
        .status()
        .with_context(|| format!("cannot run {}", binary.display()))?;
    Ok(status.success())
}

/// Directories of seeds that the repository carries for a target: for readers of mail the example mails, for
/// decoders the files within them.
fn seeds(fuzz: &Path, target: &str) -> Vec<PathBuf> {
    let found = match target {
        "mail" => EXAMPLES.map(|it| fuzz.join(it)).to_vec(),
        "rule" => vec![
            fuzz.join("../rules/detections"),
            fuzz.join("../rules/signals"),
        ],
        "address" | "html" | "numbers" | "protocol" | "xpath" | "drawn_codes" => {
            vec![fuzz.join("seeds").join(target)]
        }
        _ => vec![fuzz.join(EXTRACTED), fuzz.join("seeds").join(target)],
    };
    found.into_iter().filter(|it| it.is_dir()).collect()
}

/// Writes the files within the example mails, as `offhook extract` does.
fn extract_seeds(fuzz: &Path) -> anyhow::Result<()> {
    let target = fuzz.join(EXTRACTED);
    if target.is_dir() {
        std::fs::remove_dir_all(&target).context("cannot remove old seeds")?;
    }
    for folder in EXAMPLES {
        let entries = fuzz
            .join(folder)
            .read_dir()
            .with_context(|| format!("cannot read {folder}"))?;
        for path in entries.filter_map(|it| Some(it.ok()?.path())) {
            if path.extension().is_none_or(|it| it != "eml") {
                continue;
            }
            let name = path.file_stem().unwrap_or_default();
            // Exit status 3 says that something was not read, which is no concern here.
            Command::new("cargo")
                .args([
                    "run",
                    "--quiet",
                    "--release",
                    "--locked",
                    "--ignore-rust-version",
                ])
                .args(["--package", "offhook", "--", "extract", "--no-ocr", "--out"])
                .arg(target.join(name))
                .arg(&path)
                .current_dir(fuzz.join(".."))
                .stdout(Stdio::null())
                .status()
                .context("cannot run cargo")?;
        }
    }
    Ok(())
}
