//! Every query of the public rule feed compiles and runs, but for the one that is known to be broken.

#![allow(clippy::unwrap_used)] // a panic here is a failed test

use std::path::{Path, PathBuf};

use html::{Document, XPath};
use limits::Limits;

/// The rule files below `folder`.
fn rule_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.extension() {
                _ if path.is_dir() => folders.push(path),
                Some(extension) if extension == "yml" => files.push(path),
                _ => {}
            }
        }
    }
    files.sort();
    files
}

/// The string literals that are last arguments of `html.xpath(…)` in a rule.
fn queries(rule: &str) -> Vec<String> {
    rule.match_indices("html.xpath(")
        .filter_map(|(at, call)| last_literal(&rule[at + call.len()..]))
        .collect()
}

/// The last literal before the parenthesis that closes a call.
fn last_literal(arguments: &str) -> Option<String> {
    let mut depth = 1;
    let mut last = None;
    let mut rest = arguments;
    while depth > 0 {
        let at = rest.find(['"', '\'', '(', ')'])?;
        let (sign, after) = rest[at..].split_at(1);
        rest = after;
        match sign {
            "(" => depth += 1,
            ")" => depth -= 1,
            quote => {
                let end = rest.find(quote)?;
                if depth == 1 {
                    last = Some(rest[..end].to_owned());
                }
                rest = &rest[end + 1..];
            }
        }
    }
    last
}

#[test]
fn every_query_of_the_feed_compiles() {
    let Some(shared) = reference_data::path("") else {
        return;
    };
    let html = "<html><body><table><tbody><tr><td style='background-color:red'><a href=x>\
        <img src=y></a></td></tr></tbody></table><!-- c --></body></html>";
    let document = Document::parse(html, &Limits::default());
    let mut distinct = Vec::new();
    let mut broken = Vec::new();
    for path in rule_files(&shared.join("feed/sublime-rules")) {
        for query in queries(&std::fs::read_to_string(&path).unwrap()) {
            if distinct.contains(&query) {
                continue;
            }
            match XPath::parse(&query) {
                Ok(query) => drop(document.evaluate(&query).unwrap()),
                Err(error) => broken.push(format!("{query}: {error}")),
            }
            distinct.push(query);
        }
    }
    assert!(distinct.len() > 50, "only {} queries", distinct.len());
    // One rule of the feed closes a bracket that it never opened.
    assert!(broken.len() <= 1, "{broken:#?}");
    eprintln!("{} distinct queries", distinct.len());
}
