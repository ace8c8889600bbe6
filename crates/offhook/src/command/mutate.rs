//! `offhook mutate`: a mail in its disguises and as its genuine twins, one file each.

use std::io::Write as _;
use std::path::Path;

use anyhow::{Context as _, bail};
use mutate::{Kind, Knowledge, MUTATIONS, Mutation, Original};

use super::input;
use crate::Outcome;
use crate::cli::MutateArguments;

pub(crate) fn run(arguments: &MutateArguments) -> anyhow::Result<Outcome> {
    let chosen = chosen(&arguments.only)?;
    match (&arguments.file, &arguments.out) {
        (Some(file), Some(out)) => write(file, out, &chosen),
        _ => list(&chosen),
    }
}

fn chosen(names: &[String]) -> anyhow::Result<Vec<&'static Mutation>> {
    for name in names {
        if !MUTATIONS.iter().any(|it| it.name == name) {
            bail!("there is no mutation `{name}`; `offhook mutate` lists them");
        }
    }
    let wanted = |it: &&Mutation| names.is_empty() || names.iter().any(|name| name == it.name);
    Ok(MUTATIONS.iter().filter(wanted).collect())
}

fn list(chosen: &[&Mutation]) -> anyhow::Result<Outcome> {
    let mut out = std::io::stdout().lock();
    for it in chosen {
        let kind = match it.kind {
            Kind::Disguise => "disguise",
            Kind::Twin => "twin",
        };
        writeln!(out, "{:<22} {kind:<8}  {}", it.name, it.about)?;
    }
    Ok(Outcome::Clean)
}

fn write(file: &Path, directory: &Path, chosen: &[&Mutation]) -> anyhow::Result<Outcome> {
    let raw = input::read(file)?;
    let knowledge = Knowledge::builtin()?;
    let Some(original) = Original::read(&raw, &knowledge) else {
        bail!(
            "{}: its text names no phone number, so there is nothing to disguise",
            file.display()
        );
    };
    std::fs::create_dir_all(directory)
        .with_context(|| format!("cannot make {}", directory.display()))?;
    let mut out = std::io::stdout().lock();
    for it in chosen {
        let path = directory.join(format!("{}.eml", it.name));
        match it.apply(&original, &knowledge) {
            Some(mail) => {
                std::fs::write(&path, mail)
                    .with_context(|| format!("cannot write {}", path.display()))?;
                writeln!(out, "{}", path.display())?;
            }
            None => anstream::eprintln!("offhook: {}: not possible with this mail", it.name),
        }
    }
    Ok(Outcome::Clean)
}
