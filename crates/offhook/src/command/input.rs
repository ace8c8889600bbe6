//! What the commands share: building the engine, reading one mail.

use std::io::Read as _;
use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;
use detect::{Engine, Options};
use mail::{DirectionHint, ParseOptions};

use crate::cli::{DirectionArgument, EngineArguments};

/// Wrong rules that are shown in full.
const FEW: usize = 3;

/// Builds the engine that `arguments` describe, naming on standard error what could not be loaded.
pub(crate) fn engine(arguments: &EngineArguments) -> anyhow::Result<Engine> {
    let mut claims = claims::Settings::default();
    if !arguments.home_regions.is_empty() {
        claims.home_regions = arguments
            .home_regions
            .iter()
            .map(|it| it.to_ascii_uppercase())
            .collect();
    }
    let direction = match arguments.direction {
        None => DirectionHint::Detect,
        Some(DirectionArgument::Inbound) => DirectionHint::Inbound,
        Some(DirectionArgument::Outbound) => DirectionHint::Outbound,
        Some(DirectionArgument::Internal) => DirectionHint::Internal,
    };
    let options = Options {
        parse: ParseOptions {
            trusted_hosts: arguments.trust.clone(),
            organisation_domains: arguments.org_domain.clone(),
            direction,
            ..ParseOptions::default()
        },
        claims,
        data: arguments.data.clone(),
        pack: arguments.pack.clone(),
        foreign_rules: arguments.rules.clone(),
        attachments: Some(Arc::new(reader()?)),
    };
    let engine = Engine::new(options)?;
    let errors = engine.foreign_errors();
    for error in errors.iter().take(FEW) {
        anstream::eprintln!("offhook: this rule is left out: {error}");
    }
    if errors.len() > FEW {
        let more = errors.len() - FEW;
        anstream::eprintln!("offhook: {more} more are left out; `offhook rules check` shows why");
    }
    Ok(engine)
}

/// Reads attachments in worker processes of this very program.
fn reader() -> anyhow::Result<content::Reader> {
    let program = std::env::current_exe().context("cannot find the own program")?;
    Ok(content::Reader::new(content::Settings::default(), program))
}

/// The bytes of `file`, or of standard input for `-`.
pub(crate) fn read(file: &Path) -> anyhow::Result<Vec<u8>> {
    if file == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin()
            .lock()
            .read_to_end(&mut bytes)
            .context("cannot read standard input")?;
        Ok(bytes)
    } else {
        std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))
    }
}
