//! The files of the pages: style, script and symbol, compiled in and compressed once.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use crate::response::gzipped;

/// A file.
#[derive(Debug, Clone)]
pub(crate) struct Asset {
    /// Where it is served: the content's digest is part of the name.
    pub(crate) path: String,
    pub(crate) kind: &'static str,
    pub(crate) bytes: &'static [u8],
    /// Compressed; none where that failed.
    pub(crate) packed: Option<Vec<u8>>,
}

/// All files.
#[derive(Debug, Clone)]
pub(crate) struct Assets {
    pub(crate) style: Asset,
    /// What the console has beside it.
    pub(crate) office_style: Asset,
    pub(crate) script: Asset,
    /// The script of the console.
    pub(crate) office_script: Asset,
    pub(crate) symbol: Asset,
}

impl Assets {
    pub(crate) fn load() -> Self {
        Self {
            style: Asset::new(
                "style",
                "css",
                "text/css; charset=utf-8",
                include_bytes!("../assets/style.css"),
            ),
            office_style: Asset::new(
                "console",
                "css",
                "text/css; charset=utf-8",
                include_bytes!("../assets/console.css"),
            ),
            script: Asset::new(
                "page",
                "js",
                "text/javascript; charset=utf-8",
                include_bytes!("../assets/page.js"),
            ),
            office_script: Asset::new(
                "console",
                "js",
                "text/javascript; charset=utf-8",
                include_bytes!("../assets/console.js"),
            ),
            symbol: Asset::new(
                "symbol",
                "svg",
                "image/svg+xml",
                include_bytes!("../assets/symbol.svg"),
            ),
        }
    }

    /// The file that is served at `path`.
    pub(crate) fn at(&self, path: &str) -> Option<&Asset> {
        let all = [
            &self.style,
            &self.office_style,
            &self.script,
            &self.office_script,
            &self.symbol,
        ];
        all.into_iter().find(|it| it.path == path)
    }
}

impl Asset {
    fn new(name: &str, ending: &str, kind: &'static str, bytes: &'static [u8]) -> Self {
        let digest = Sha256::digest(bytes);
        let mut short = String::new();
        for byte in digest.iter().take(6) {
            let _ = write!(short, "{byte:02x}");
        }
        Self {
            path: format!("/assets/{name}.{short}.{ending}"),
            kind,
            bytes,
            packed: gzipped(bytes),
        }
    }
}
