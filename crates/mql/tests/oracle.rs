//! The planned evaluation of many programs agrees with walking each program's tree on its own.

#![allow(clippy::unwrap_used, reason = "a panic is a failed test")]

mod shared;

#[path = "shared/models.rs"]
mod models;

use std::path::Path;
use std::sync::Arc;

use limits::Limits;
use mql::{
    Arena, Env, Evaluated, FunctionBuilder, List, Lists, Outcomes, Program, RuleSet, Schema,
};
use serde_json::Value as Json;

/// The reference's schema; with `enrich`, some functions give answers.
fn schema(types: &Json, enrich: &Json) -> Arc<Schema> {
    let mut builder = Schema::builder();
    for (name, answer) in enrich.as_object().into_iter().flatten() {
        let declared = &types["functions"][name];
        let mut function = FunctionBuilder::new(name, "");
        for types in declared["args"].as_array().unwrap() {
            function = function.takes("argument", types.as_str().unwrap());
        }
        for (keyword, types) in declared["kwargs"].as_object().into_iter().flatten() {
            function = function.keyword(keyword, types.as_str().unwrap());
        }
        let answer = answer.clone();
        builder.function(
            function
                .returns(declared["ret"].as_str().unwrap())
                .implemented(move |_, env| env.json(answer.clone())),
        );
    }
    builder.declare_json(types).unwrap();
    Arc::new(builder.build().unwrap())
}

fn lists() -> Lists {
    let mut lists = Lists::new();
    lists.insert(
        "free_email_providers",
        List::hostnames(["gmail.com", "outlook.com"]),
    );
    lists.insert(
        "high_trust_sender_root_domains",
        List::hostnames(["paypal.com"]),
    );
    lists.insert(
        "free_file_hosts",
        List::hostnames(["docs.google.com", "workers.dev"]),
    );
    lists.insert("url_shorteners", List::hostnames(["bit.ly"]));
    lists.insert("suspicious_tlds", List::texts(["xyz", "dev"]));
    lists.insert(
        "file_extensions_common_archives",
        List::texts(["zip", "rar"]),
    );
    lists.insert("org_domains", List::hostnames(["corp.example"]));
    lists
}

/// Everything of a result that is to agree, apart from the value.
fn essence(evaluated: &Evaluated<'_>) -> String {
    // What a rule lacks that cannot fire anyway is nobody's business.
    let matters = evaluated.possible.contains(Outcomes::TRUE);
    let lacks = matters.then_some(evaluated.lacks);
    format!("{:?} {lacks:?}", evaluated.possible)
}

/// Compares both ways over `models`.
fn compare(schema: &Arc<Schema>, programs: &[(String, Program)], models: &[Json]) {
    let set = RuleSet::new(schema, programs.iter().map(|(_, it)| it)).unwrap();
    assert_eq!(set.len(), programs.len());
    let (lists, limits) = (lists(), Limits::default());
    for (number, model) in models.iter().enumerate() {
        let (arena, other_arena) = (Arena::new(), Arena::new());
        let env = Env::new(&arena, model, &lists, &limits);
        let other_env = Env::new(&other_arena, model, &lists, &limits);
        let mut run = set.run(&env);
        let decisions = run.decide_all();
        for (position, (name, program)) in programs.iter().enumerate() {
            let together = run.evaluate(position).unwrap();
            let alone = program.evaluate(&other_env);
            let ty = program.result_type();
            assert_eq!(
                decisions[position],
                alone.decision(),
                "{name} over model {number}"
            );
            assert_eq!(
                essence(&together),
                essence(&alone),
                "{name} over model {number}"
            );
            assert_eq!(
                schema.to_json(together.value, ty, &env),
                schema.to_json(alone.value, ty, &other_env),
                "{name} over model {number}"
            );
        }
    }
}

fn feed_programs(schema: &Arc<Schema>) -> Option<Vec<(String, Program)>> {
    let compile = |(path, rule): (std::path::PathBuf, mql::RuleFile)| {
        let program = Program::compile(&rule.source, schema).unwrap();
        (path.display().to_string(), program)
    };
    Some(shared::feed()?.into_iter().map(compile).collect())
}

#[test]
fn both_ways_agree_on_the_feed() {
    let Some(types) = shared::types() else { return };
    for enrich in [Json::Null, models::enrichments()] {
        let schema = schema(&types, &enrich);
        let Some(programs) = feed_programs(&schema) else {
            return;
        };
        compare(&schema, &programs, &models::models());
    }
}

/// Further models, one JSON file each, may be given by a folder.
#[test]
fn both_ways_agree_on_further_models() {
    let (Some(types), Some(folder)) = (shared::types(), std::env::var_os("OFFHOOK_MODELS")) else {
        return;
    };
    let schema = schema(&types, &Json::Null);
    let Some(programs) = feed_programs(&schema) else {
        return;
    };
    let mut files: Vec<_> = std::fs::read_dir(Path::new(&folder))
        .unwrap()
        .map(|it| it.unwrap().path())
        .collect();
    files.sort();
    let read = |path| serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let models: Vec<Json> = files.into_iter().map(read).collect();
    compare(&schema, &programs, &models);
}
