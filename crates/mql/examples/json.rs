//! Evaluates an expression over plain JSON.
//!
//! ```text
//! cargo run -p mql --example json -- 'any(links, .host == "evil.example")' message.json
//! ```
//!
//! The data model is guessed from the JSON itself: every member becomes a root of the type it has.
//! Without arguments a built-in expression and message are used.

use std::process::ExitCode;
use std::sync::Arc;

use limits::Limits;
use mql::{Arena, Env, Lists, Program, Schema};
use serde_json::{Map, Value as Json, json};

fn main() -> ExitCode {
    match run() {
        Ok(result) => {
            eprintln!("{result}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<String, Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (source, message) = match arguments.as_slice() {
        [source, file] => (
            source.clone(),
            serde_json::from_str(&std::fs::read_to_string(file)?)?,
        ),
        _ => built_in(),
    };
    let schema = Arc::new(Schema::from_json(&guess_schema(&message))?);
    let program = match Program::compile(&source, &schema) {
        Ok(program) => program,
        Err(diagnostics) => return Err(diagnostics.render("expression", &source, 1, false).into()),
    };
    let (arena, lists, limits) = (Arena::new(), Lists::new(), Limits::default());
    let env = Env::new(&arena, &message, &lists, &limits);
    let evaluated = program.evaluate(&env);
    let value = schema.to_json(evaluated.value, program.result_type(), &env);
    let ty = schema.type_name(program.result_type());
    Ok(format!("{source}\n  is {value} ({ty})"))
}

fn built_in() -> (String, Json) {
    let source = r#"strings.icontains(subject, "invoice") and any(links, .host == "evil.example")"#;
    let message = json!({
        "subject": "Your INVOICE",
        "links": [{"host": "shop.example", "port": 443}, {"host": "evil.example", "port": 80}],
    });
    (source.to_owned(), message)
}

/// A schema that fits `message`: objects become types named after their path.
fn guess_schema(message: &Json) -> Json {
    let mut types = Map::new();
    let mut roots = Map::new();
    for (name, value) in message.as_object().into_iter().flatten() {
        let ty = guess_type(name, value, &mut types, 0);
        roots.insert(name.clone(), ty.into());
    }
    json!({"types": types, "roots": roots})
}

fn guess_type(path: &str, value: &Json, types: &mut Map<String, Json>, depth: usize) -> String {
    match value {
        Json::Bool(_) => "bool".to_owned(),
        Json::Number(number) if number.is_f64() => "float".to_owned(),
        Json::Number(_) => "int".to_owned(),
        Json::String(_) => "str".to_owned(),
        Json::Array(items) if depth < 32 => match items.first() {
            Some(first) => format!("[{}]", guess_type(path, first, types, depth + 1)),
            None => "[any]".to_owned(),
        },
        Json::Object(members) if depth < 32 => {
            let mut fields = Map::new();
            for (name, value) in members {
                let ty = guess_type(&format!("{path}_{name}"), value, types, depth + 1);
                fields.insert(name.clone(), ty.into());
            }
            types.insert(path.to_owned(), fields.into());
            path.to_owned()
        }
        _ => "any".to_owned(),
    }
}
