//! `offhook brands`: what is known of brands.

use std::io::Write as _;

use anyhow::anyhow;
use registry::{Brand, Registry, Severity};

use crate::Outcome;
use crate::cli::{BrandsArguments, BrandsCommand};

pub(crate) fn run(arguments: &BrandsArguments) -> anyhow::Result<Outcome> {
    let mut registry = Registry::builtin()?;
    for directory in &arguments.data {
        registry.extend_from(directory)?;
    }
    match &arguments.command {
        BrandsCommand::List => list(&registry),
        BrandsCommand::Show { brand } => show(&registry, brand),
        BrandsCommand::Check => check(&registry),
    }
}

fn list(registry: &Registry) -> anyhow::Result<Outcome> {
    let mut table = comfy_table::Table::new();
    table.load_style(comfy_table::presets::UTF8_HORIZONTAL_ONLY);
    table.set_header([
        "id",
        "name",
        "sector",
        "countries",
        "listed numbers",
        "mail domains",
    ]);
    for brand in registry.brands() {
        table.add_row([
            brand.id.clone(),
            brand.name.clone(),
            brand.sector.clone(),
            shorten(&brand.countries),
            brand.listed_phones().count().to_string(),
            shorten(&brand.mail_domains),
        ]);
    }
    let mut out = anstream::stdout().lock();
    writeln!(
        out,
        "{table}\n{} brands, {} platforms",
        registry.brands().len(),
        registry.platforms().len()
    )?;
    Ok(Outcome::Clean)
}

fn shorten(entries: &[String]) -> String {
    const SHOWN: usize = 3;
    let mut text = entries
        .iter()
        .take(SHOWN)
        .cloned()
        .collect::<Vec<_>>()
        .join(", ");
    if entries.len() > SHOWN {
        text.push_str(", …");
    }
    text
}

fn show(registry: &Registry, wanted: &str) -> anyhow::Result<Outcome> {
    let brand = registry
        .brands()
        .iter()
        .find(|it| it.id.eq_ignore_ascii_case(wanted) || it.name.eq_ignore_ascii_case(wanted))
        .ok_or_else(|| {
            anyhow!("there is no brand `{wanted}`; `offhook brands list` names them all")
        })?;
    let mut out = anstream::stdout().lock();
    write_brand(&mut out, brand)?;
    Ok(Outcome::Clean)
}

fn write_brand(out: &mut impl std::io::Write, brand: &Brand) -> std::io::Result<()> {
    let mut row = |label: &str, value: &str| -> std::io::Result<()> {
        if value.is_empty() {
            Ok(())
        } else {
            writeln!(out, "{label:<20} {value}")
        }
    };
    row("id", &brand.id)?;
    row("name", &brand.name)?;
    row("sector", &brand.sector)?;
    row("countries", &brand.countries.join(", "))?;
    row(
        "named",
        &brand
            .aliases
            .iter()
            .map(|it| it.text.as_str())
            .collect::<Vec<_>>()
            .join(", "),
    )?;
    row("mail domains", &brand.mail_domains.join(", "))?;
    row("web domains", &brand.web_domains.join(", "))?;
    row("authorised domains", &brand.authorised_domains.join(", "))?;
    row(
        "check orders at",
        brand.check_url.as_deref().unwrap_or_default(),
    )?;
    row(
        "report fakes to",
        brand.report_to.as_deref().unwrap_or_default(),
    )?;
    for phone in &brand.phones {
        let standing = if phone.brand_sourced {
            "listed"
        } else {
            "not listed: not from the brand itself"
        };
        let value = format!(
            "{} {} ({standing}; {}, {})",
            phone.e164, phone.purpose, phone.source, phone.date
        );
        row("number", &value)?;
    }
    for policy in &brand.policies {
        row("says", &format!("{} ({})", policy.statement, policy.source))?;
    }
    Ok(())
}

/// The day, as `YYYY-MM-DD`: what is older than a year should be read again.
fn today() -> String {
    jiff::Timestamp::now()
        .to_string()
        .chars()
        .take(10)
        .collect()
}

fn check(registry: &Registry) -> anyhow::Result<Outcome> {
    let findings = registry.check(Some(&today()));
    let mut out = anstream::stdout().lock();
    let errors = findings
        .iter()
        .filter(|it| it.severity == Severity::Error)
        .count();
    for finding in &findings {
        let severity = if finding.severity == Severity::Error {
            "error"
        } else {
            "warning"
        };
        writeln!(out, "{severity}: {}: {}", finding.file, finding.message)?;
    }
    let brands = registry.brands().len();
    writeln!(
        out,
        "{brands} brands checked: {errors} errors, {} warnings",
        findings.len() - errors
    )?;
    Ok(if errors == 0 {
        Outcome::Clean
    } else {
        Outcome::Found
    })
}
