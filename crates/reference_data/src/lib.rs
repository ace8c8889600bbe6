//! Reference data for tests that is no part of the repository: real labelled mail, public rules, cases. Only tests
//! depend on this crate.

#![allow(
    clippy::print_stdout,
    clippy::panic,
    reason = "it speaks to whoever runs the tests"
)]

use std::path::{Path, PathBuf};

/// The file or folder `name` of the reference data, below the folder that `OFFHOOK_SHARED` names, else below one that
/// lies beside the repository. `None`, and a line that says so, where there is none.
///
/// # Panics
///
/// Where there is none and `OFFHOOK_REQUIRE_ALL` is `1`: no test may then be skipped.
pub fn path(name: &str) -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let root = std::env::var_os("OFFHOOK_SHARED").map_or(beside, PathBuf::from);
    let path = root.join(name);
    if path.exists() {
        return Some(path);
    }
    let required = std::env::var_os("OFFHOOK_REQUIRE_ALL").is_some_and(|it| it == "1");
    assert!(!required, "no reference data at {}", path.display());
    println!("skipped: no reference data at {}", path.display());
    None
}
