//! YARA rules of the operator, from the configuration to rules over messages. Only in builds with the feature.

#![cfg(feature = "yara")]
#![allow(clippy::unwrap_used, reason = "a panic here is a failed test")]

use std::path::{Path, PathBuf};

use assert_cmd::Command;

fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../examples/attachments")
        .join(name)
}

/// A directory with `rule` and a configuration that names it.
fn home(rule: &str) -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let rules = home.path().join("yara");
    std::fs::create_dir(&rules).unwrap();
    std::fs::write(rules.join("own.yar"), rule).unwrap();
    let text = format!("[content]\nyara = [{rules:?}]\n");
    std::fs::write(home.path().join("offhook.toml"), text).unwrap();
    home
}

fn offhook(home: &tempfile::TempDir, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::cargo_bin("offhook")
        .unwrap()
        .arg("--config")
        .arg(home.path().join("offhook.toml"))
        .args(arguments)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (
        output.status.code(),
        text(output.stdout),
        text(output.stderr),
    )
}

const ORDER: &str = r#"
import "hash"
rule order_text { meta: family = "refund" strings: $a = "order" nocase condition: $a and filesize < 10KB and hash.md5(0, filesize) != "" }
rule archive { strings: $rar = "Rar!" condition: $rar at 0 }
"#;

#[test]
fn the_confined_worker_searches_every_file() {
    let home = home(ORDER);
    let file = example("archive-rar.eml");
    let (status, tree, errors) = offhook(&home, &["extract", file.to_str().unwrap()]);
    assert_eq!(status, Some(0), "{tree}{errors}");
    assert!(tree.contains("\n    YARA rule: archive"), "{tree}");
    assert!(tree.contains("\n      YARA rule: order_text"), "{tree}");
}

#[test]
fn rules_over_messages_ask_what_matched() {
    let home = home(ORDER);
    let file = example("archive-rar.eml");
    let ask = |expression: &str| {
        let (_, answer, errors) = offhook(
            &home,
            &["mql", "eval", expression, "--mail", file.to_str().unwrap()],
        );
        assert!(errors.is_empty(), "{errors}");
        answer.trim().to_owned()
    };
    let matched = "any(attachments, any(file.explode(.), any(.scan.yara.matches, .name == 'order_text' and .meta['family'] == 'refund')))";
    assert!(ask(matched).starts_with("true"), "{}", ask(matched));
    let other =
        "any(attachments, any(file.explode(.), any(.scan.yara.matches, .name == 'nothing')))";
    assert!(ask(other).starts_with("false"), "{}", ask(other));
}

#[test]
fn a_rule_that_cannot_be_compiled_is_an_error_with_its_line() {
    let home = home("rule a {\n condition: $missing\n}");
    let file = example("archive-rar.eml");
    let (status, _, errors) = offhook(&home, &["extract", file.to_str().unwrap()]);
    assert_eq!(status, Some(2), "{errors}");
    assert!(errors.contains("own.yar:2"), "{errors}");
}

#[test]
fn a_rule_that_never_ends_is_ended_with_the_worker() {
    let home = home(
        "rule slow { condition: for all i in (0..9223372036854775806) : ( for all j in (0..9223372036854775806) : (i + j >= 0) ) }",
    );
    let configuration = home.path().join("offhook.toml");
    let text = std::fs::read_to_string(&configuration).unwrap();
    std::fs::write(&configuration, format!("{text}worker_wall_ms = 3000\n")).unwrap();
    let file = example("archive-rar.eml");
    let (status, tree, _) = offhook(&home, &["extract", file.to_str().unwrap()]);
    assert_eq!(status, Some(2));
    assert!(tree.contains("limit.worker"), "{tree}");
}
