//! What the commands share: building the engine, reading one mail.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Instant;

use anyhow::Context as _;
use detect::{Engine, Options, Organisation};
use mail::{DirectionHint, ParseOptions};

use crate::cli::{DirectionArgument, EngineArguments};

/// Wrong rules that are shown in full.
const FEW: usize = 3;

/// Builds the engine that `arguments` describe, naming on standard error what could not be loaded.
pub(crate) fn engine(arguments: &EngineArguments) -> anyhow::Result<Engine> {
    let configuration = &arguments.configuration;
    let home_regions = if arguments.home_regions.is_empty() {
        &configuration.numbers.home_regions
    } else {
        &arguments.home_regions
    };
    let claims = claims::Settings {
        home_regions: home_regions
            .iter()
            .map(|it| it.to_ascii_uppercase())
            .collect(),
        max_numbers: configuration.limits.numbers,
    };
    let direction = match arguments.direction {
        None => DirectionHint::Detect,
        Some(DirectionArgument::Inbound) => DirectionHint::Inbound,
        Some(DirectionArgument::Outbound) => DirectionHint::Outbound,
        Some(DirectionArgument::Internal) => DirectionHint::Internal,
    };
    let organisation = organisation(arguments);
    // A server makes it; before the first has run there is none.
    let editable = configuration.rules.editable.iter();
    let editable: Vec<PathBuf> = editable.filter(|it| it.is_dir()).cloned().collect();
    let options = Options {
        parse: ParseOptions {
            trusted_hosts: [&configuration.trust.hosts[..], &arguments.trust].concat(),
            organisation_domains: organisation.domains.clone(),
            direction,
            limits: configuration.limits.clone(),
        },
        claims,
        data: [&configuration.data.directories[..], &arguments.data].concat(),
        lists: configuration.data.lists.clone().into_iter().collect(),
        whois: configuration.data.whois.clone(),
        organisation,
        dns: configuration.dns.clone(),
        pack: arguments
            .pack
            .clone()
            .or_else(|| configuration.rules.pack.clone()),
        foreign_rules: [
            &configuration.rules.directories[..],
            &arguments.rules,
            &editable,
        ]
        .concat(),
        without_brands: arguments.without_brands,
        attachments: Some(Arc::new(reader(&configuration.content)?)),
        clock: Some(clock),
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

/// Microseconds since the first call.
fn clock() -> u64 {
    static START: OnceLock<Instant> = OnceLock::new();
    let passed = START.get_or_init(Instant::now).elapsed();
    u64::try_from(passed.as_micros()).unwrap_or(u64::MAX)
}

/// The operator's organisation, by the settings and the command line.
pub(crate) fn organisation(arguments: &EngineArguments) -> Organisation {
    let configured = &arguments.configuration.organisation;
    Organisation {
        domains: [&configured.domains[..], &arguments.org_domain].concat(),
        display_names: configured.display_names.clone(),
        recipients: configured.recipients.clone(),
        vips: configured.vips.clone(),
    }
}

/// Reads attachments in worker processes of this very program.
pub(crate) fn reader(settings: &content::Settings) -> anyhow::Result<content::Reader> {
    let program = std::env::current_exe().context("cannot find the own program")?;
    let reader = content::Reader::new(settings.clone(), program);
    if settings.yara.is_empty() {
        return Ok(reader);
    }
    let rules = content::YaraRules::compile(&settings.yara).context("content.yara")?;
    Ok(reader.with_yara(rules))
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
