//! `offhook intent`: training and measuring the classifier of intent.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow};
use intent::{Document, Intent, Measured, Model, Origin, Settings, Written};
use mail::ParseOptions;
use measure::{Label, LabelledMail};
use rayon::prelude::*;

use crate::Outcome;
use crate::cli::{IntentArguments, IntentCommand, MeasureArguments, TrainArguments};

/// Texts made of each written document: of scams, and of genuine ones, which have more to say.
const EXPANDED: (usize, usize) = (60, 100);

/// The file with what stands for itself in every language.
const SLOTS: &str = "slots.txt";

pub(crate) fn run(arguments: &IntentArguments) -> anyhow::Result<Outcome> {
    match &arguments.command {
        IntentCommand::Train(arguments) => train(arguments),
        IntentCommand::Measure(arguments) => measure(arguments),
    }
}

fn train(arguments: &TrainArguments) -> anyhow::Result<Outcome> {
    let settings = Settings::default();
    let mut documents = written(&arguments.text, settings.seed)?;
    for directory in &arguments.mail {
        let mails = labelled(directory)?.into_iter();
        documents.extend(mails.filter(|it| !it.intent.is_scam()));
    }
    let mut near = Vec::new();
    for directory in &arguments.near {
        near.extend(labelled(directory)?);
    }
    let trained = intent::train(&documents, &near, &settings)?;
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "{} texts learnt from; log-odds divided by {:.2}. Each source as judged by a model without it:\n",
        documents.len(),
        trained.temperature
    )?;
    table(&mut out, &trained.held_out)?;
    if let Some(file) = &arguments.out {
        let bytes = trained.model.to_bytes();
        std::fs::write(file, &bytes).with_context(|| format!("cannot write {}", file.display()))?;
        writeln!(out, "\n{}: {} bytes", file.display(), bytes.len())?;
    }
    Ok(Outcome::Clean)
}

fn measure(arguments: &MeasureArguments) -> anyhow::Result<Outcome> {
    let named = arguments.model.as_deref().map(model).transpose()?;
    let model = match &named {
        Some(named) => named,
        None => Model::builtin().ok_or_else(|| anyhow!("the model of this build is damaged"))?,
    };
    let mut out = std::io::stdout().lock();
    for directory in &arguments.directories {
        let documents = labelled(directory)?;
        writeln!(out, "{}\n", directory.display())?;
        table(&mut out, &intent::measure(model, &documents))?;
    }
    Ok(Outcome::Clean)
}

fn model(file: &Path) -> anyhow::Result<Model> {
    let bytes = std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    Model::from_bytes(&bytes).with_context(|| file.display().to_string())
}

fn table(
    out: &mut impl std::io::Write,
    sources: &BTreeMap<String, Measured>,
) -> std::io::Result<()> {
    writeln!(
        out,
        "{:<44} {:>6} {:>6} {:>7} {:>8}  answers",
        "source", "texts", "right", "unsure", "accused"
    )?;
    for (source, it) in sources {
        let answers: Vec<String> = it
            .answers
            .iter()
            .map(|(name, count)| format!("{name} {count}"))
            .collect();
        writeln!(
            out,
            "{source:<44} {:>6} {:>6} {:>7} {:>8}  {}",
            it.texts,
            it.right,
            it.unsure,
            it.accused,
            answers.join(", ")
        )?;
    }
    Ok(())
}

/// The written text of every language under `directory`, expanded.
fn written(directory: &Path, seed: u64) -> anyhow::Result<Vec<Document>> {
    let slots = text_file(&directory.join(SLOTS))?;
    let mut documents = Vec::new();
    for language in sorted(directory)?.into_iter().filter(|it| it.is_dir()) {
        let name = language.file_name().unwrap_or_default().to_string_lossy();
        let mut files = vec![slots.clone()];
        for file in sorted(&language)? {
            files.push(text_file(&file)?);
        }
        let written = Written::parse(&name, &files)?;
        let (scams, genuine) = EXPANDED;
        let texts = written.expand(scams, genuine, seed);
        documents.extend(texts.iter().map(|it| {
            let origin = Origin::Written { fold: it.fold };
            Document::new(&it.source, origin, it.intent, &[&it.text])
        }));
    }
    Ok(documents)
}

fn sorted(directory: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(directory)
        .with_context(|| format!("cannot read {}", directory.display()))?;
    let mut paths = Vec::new();
    for entry in entries {
        paths.push(entry?.path());
    }
    paths.sort();
    Ok(paths)
}

fn text_file(file: &Path) -> anyhow::Result<(String, String)> {
    let shown = file.display().to_string();
    let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {shown}"))?;
    Ok((shown, text))
}

/// The labelled mail of `directory` that could be read.
fn labelled(directory: &Path) -> anyhow::Result<Vec<Document>> {
    let mails: Vec<_> = measure::labelled_directory(directory)?.collect();
    let documents = mails.into_par_iter().filter_map(|it| match it {
        Ok((mail, bytes)) => Some(document(&mail, &bytes)),
        Err(name) => {
            anstream::eprintln!("offhook: cannot read {name}");
            None
        }
    });
    Ok(documents.collect())
}

fn document(labelled: &LabelledMail, bytes: &[u8]) -> Document {
    let message = mail::parse(bytes, &ParseOptions::default());
    // Which kind of scam other phishing is, labels do not say; nearly all of it is this one.
    let intent = match labelled.label {
        Label::Callback => Intent::CallbackScam,
        Label::Phish => Intent::CredTheft,
        Label::Ham | Label::Transactional | Label::Genuine => Intent::Benign,
    };
    let subject = message.subject.subject.as_deref().unwrap_or_default();
    let texts = [subject, &message.body.current_thread.text];
    let source = match labelled.label {
        Label::Phish => labelled.label.name().to_owned(),
        _ => format!("{}/{}", labelled.label.name(), labelled.family),
    };
    Document::new(&source, Origin::Mail, intent, &texts)
}
