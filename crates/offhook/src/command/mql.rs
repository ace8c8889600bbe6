//! `offhook mql`: expressions of the rule language, tried out.

use std::io::{IsTerminal as _, Read as _, Write as _};
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, bail};
use limits::Limits;
use mql::{Arena, Env, Program, Schema};
use registry::Registry;

use super::input;
use crate::Outcome;
use crate::cli::{EvalExpressionArguments, MqlArguments, MqlCommand};

/// An expression or a data model is not longer than this many bytes.
const MAX_BYTES: u64 = 64 << 20;

pub(crate) fn run(arguments: &MqlArguments) -> anyhow::Result<Outcome> {
    match &arguments.command {
        MqlCommand::Eval(arguments) => evaluate(arguments),
    }
}

fn evaluate(arguments: &EvalExpressionArguments) -> anyhow::Result<Outcome> {
    let source = if arguments.expression == "-" {
        read_text(Path::new("-"))?
    } else {
        arguments.expression.clone()
    };
    if let Some(mail) = &arguments.mail {
        let engine = input::engine(&arguments.engine)?;
        let Some(program) = compile(&source, engine.schema()) else {
            return Ok(Outcome::Incomplete);
        };
        let subject = engine.read(&input::read(mail)?);
        let arena = Arena::new();
        return print(&program, &engine.env(&subject, &arena));
    }
    let schema = Arc::new(model::json_schema()?);
    let Some(program) = compile(&source, &schema) else {
        return Ok(Outcome::Incomplete);
    };
    let message = match &arguments.mdm {
        Some(path) => read_model(path)?,
        None => serde_json::json!({}),
    };
    let mut registry = Registry::builtin()?;
    for directory in &arguments.engine.data {
        registry.extend_from(directory)?;
    }
    let lists = model::lists(&registry, &super::input::organisation(&arguments.engine));
    let arena = Arena::new();
    print(
        &program,
        &Env::new(&arena, &message, &lists, &Limits::default()),
    )
}

/// The program, or `None` when what is wrong with it was shown.
fn compile(source: &str, schema: &Arc<Schema>) -> Option<Program> {
    match Program::compile(source, schema) {
        Ok(program) => Some(program),
        Err(errors) => {
            let colour = std::io::stderr().is_terminal();
            let drawn = errors.render("<expression>", source.trim_end(), 1, colour);
            anstream::eprintln!("{drawn}");
            None
        }
    }
}

fn print<'m>(program: &'m Program, env: &Env<'m>) -> anyhow::Result<Outcome> {
    let evaluated = program.evaluate(env);
    let schema = program.schema();
    let json = schema.to_json(evaluated.value, program.result_type(), env);
    let mut out = std::io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, &json)?;
    writeln!(out)?;
    if !evaluated.lacks.is_empty() {
        let lacks: Vec<&str> = evaluated
            .lacks
            .iter()
            .map(limits::Capability::name)
            .collect();
        anstream::eprintln!("offhook: for want of {}", lacks.join(", "));
    }
    Ok(Outcome::Clean)
}

fn read_model(path: &Path) -> anyhow::Result<serde_json::Value> {
    let text = read_text(path)?;
    let model: serde_json::Value =
        serde_json::from_str(&text).with_context(|| format!("{} is not JSON", path.display()))?;
    if model.is_object() {
        Ok(model)
    } else {
        bail!("{} is not a JSON object", path.display())
    }
}

/// The text of a file, or of standard input for `-`.
fn read_text(path: &Path) -> anyhow::Result<String> {
    let mut text = String::new();
    let context = || format!("cannot read {}", path.display());
    let read = if path == Path::new("-") {
        std::io::stdin()
            .lock()
            .take(MAX_BYTES)
            .read_to_string(&mut text)
    } else {
        let file = std::fs::File::open(path).with_context(context)?;
        file.take(MAX_BYTES).read_to_string(&mut text)
    };
    if read.with_context(context)? as u64 == MAX_BYTES {
        bail!("{} is longer than 64 MiB", path.display());
    }
    Ok(text)
}
