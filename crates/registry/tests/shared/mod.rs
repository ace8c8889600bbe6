//! Where test data lies that is no part of the repository.

use std::path::{Path, PathBuf};

/// The folder of test data, or `None` where it is absent and may be.
pub(crate) fn shared() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let folder = std::env::var_os("OFFHOOK_SHARED").map_or(beside, PathBuf::from);
    if folder.is_dir() {
        return Some(folder);
    }
    let required = std::env::var_os("OFFHOOK_REQUIRE_ALL").is_some_and(|it| it == "1");
    assert!(!required, "{} is missing", folder.display());
    println!("skipped: {} is missing", folder.display());
    None
}
