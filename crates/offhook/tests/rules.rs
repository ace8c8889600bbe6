//! The commands around rules as their user meets them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use assert_cmd::Command;
use predicates::prelude::PredicateBooleanExt as _;
use predicates::str::contains;
use serde_json::Value;

const MAIL: &str = "From: Ann <ann@example.com>\nTo: pat@example.org, lee@example.org\nSubject: Lunch\n\
Date: Mon, 2 Nov 2026 10:00:00 +0000\nMessage-ID: <b@example.com>\n\nFriday at noon? Ann\n";

const GOOD: &str =
    "name: Lunch\ntype: rule\nseverity: low\nsource: |\n  subject.subject == \"Lunch\"\n";
const NEEDY: &str = "name: Needs a model\ntype: rule\nsource: |\n  type.inbound\n  and beta.ml_translate(body.current_thread.text).text == \"english\"\n";

fn offhook() -> Command {
    Command::cargo_bin("offhook").unwrap()
}

fn write(directory: &Path, name: &str, text: &str) -> PathBuf {
    let path = directory.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, text).unwrap();
    path
}

fn stdout(command: &mut Command, code: i32) -> String {
    let assert = command.assert().code(code);
    String::from_utf8(assert.get_output().stdout.clone()).unwrap()
}

fn json(command: &mut Command, code: i32) -> Value {
    serde_json::from_str(&stdout(command, code)).unwrap()
}

#[test]
fn check_counts_by_directory_and_says_what_is_lacking_and_skipped() {
    let directory = tempfile::tempdir().unwrap();
    write(directory.path(), "a/good.yml", GOOD);
    write(directory.path(), "a/needy.yml", NEEDY);
    write(
        directory.path(),
        "b/wrong.yml",
        "name: x\ntype: rule\nsource: |\n  // é\n  type.inbuond and\n",
    );
    write(directory.path(), "b/list.yml", "words:\n  - one\n");
    write(directory.path(), "README.md", "# Rules\n");
    let text = stdout(offhook().args(["rules", "check"]).arg(directory.path()), 2);
    for wanted in [
        "beta.ml_translate",
        "no `source`, so no rule): list.yml",
        "not YAML, TOML or MQL): README.md",
        "wrong.yml:5",
        "did you mean `inbound`",
    ] {
        assert!(text.contains(wanted), "{wanted} is not in\n{text}");
    }
    let report = json(
        offhook()
            .args(["rules", "check", "--format", "json"])
            .arg(directory.path()),
        2,
    );
    assert_eq!(report["ok"], false);
    let total = &report["total"];
    assert_eq!(
        [
            &total["files"],
            &total["parsed"],
            &total["checked"],
            &total["evaluable"]
        ],
        [3, 2, 2, 1]
    );
    assert_eq!(total["lacking"]["beta.ml_translate"], 1);
    let files = report["files"].as_array().unwrap();
    let wrong = files.iter().find(|it| it["ok"] == false).unwrap();
    let first = &wrong["diagnostics"][0];
    assert_eq!((&first["line"], &first["column"]), (&5.into(), &8.into()));
    assert_eq!(report["skipped"].as_array().unwrap().len(), 2);
}

#[test]
fn check_says_that_a_rule_about_a_platform_lacks_the_platform() {
    let directory = tempfile::tempdir().unwrap();
    let rule = "name: x\ntype: triage_rule\nsource: |\n  triage.user_reports.count > 0\n";
    write(directory.path(), "triage.yml", rule);
    let report = json(
        offhook()
            .args(["rules", "check", "--format", "json"])
            .arg(directory.path()),
        0,
    );
    let lacking = &report["total"]["lacking"];
    assert_eq!(lacking, &serde_json::json!({ "triage": 1 }));
}

#[test]
fn check_knows_every_kind_of_file_of_a_pack() {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rules");
    let report = json(
        offhook()
            .args(["rules", "check", "--format", "json"])
            .arg(rules),
        0,
    );
    let files = report["files"].as_array().unwrap();
    let kinds: std::collections::BTreeSet<&str> = files
        .iter()
        .map(|it| it["kind"].as_str().unwrap())
        .collect();
    let all = ["advice", "missing", "rule", "signals", "weights"];
    assert_eq!(kinds.into_iter().collect::<Vec<_>>(), all);
    assert!(report["skipped"].as_array().unwrap().is_empty());
}

#[test]
fn check_names_what_cannot_be_read() {
    offhook()
        .args(["rules", "check", "no-such-directory"])
        .assert()
        .code(2)
        .stdout(contains("no-such-directory"));
    let directory = tempfile::tempdir().unwrap();
    std::fs::write(directory.path().join("a.yml"), b"name: x\nsource: \xff\n").unwrap();
    offhook()
        .args(["rules", "check"])
        .arg(directory.path())
        .assert()
        .code(2)
        .stdout(contains("a.yml").and(contains("line 2 is not UTF-8")));
}

#[test]
fn check_goes_on_watching() {
    let directory = tempfile::tempdir().unwrap();
    let rule = write(directory.path(), "a.yml", GOOD);
    let shown = directory.path().join("shown.log");
    let process = std::process::Command::new(assert_cmd::cargo::cargo_bin("offhook"))
        .args(["rules", "check", "--watch"])
        .arg(&rule)
        .stdout(std::fs::File::create(&shown).unwrap())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let _ended = Ended(process);
    let wait_for = |wanted: &str| {
        let start = Instant::now();
        while !std::fs::read_to_string(&shown).unwrap().contains(wanted) {
            assert!(start.elapsed() < Duration::from_secs(30), "{wanted}");
            std::thread::sleep(Duration::from_millis(20));
        }
    };
    wait_for("evaluable");
    std::fs::write(&rule, GOOD.replace("subject.subject", "subject.sbuject")).unwrap();
    wait_for("did you mean `subject`");
}

/// A process that ends with the test, whatever becomes of it.
struct Ended(std::process::Child);

impl Drop for Ended {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn run_says_what_matches_what_is_undecided_and_what_it_costs() {
    let directory = tempfile::tempdir().unwrap();
    write(directory.path(), "a.yml", GOOD);
    write(directory.path(), "b.yml", NEEDY);
    write(
        directory.path(),
        "c.yml",
        &GOOD.replace("\"Lunch\"", "\"Dinner\""),
    );
    let run = |format: &str, code| {
        let mut command = offhook();
        command.args(["rules", "run", "--format", format, "--rules"]);
        command.arg(directory.path()).arg("-").write_stdin(MAIL);
        stdout(&mut command, code)
    };
    let text = run("text", 0);
    assert!(text.contains("3 rules: 1 matched, 1 undecided"), "{text}");
    assert!(text.contains("for want of beta.ml_translate"), "{text}");
    let mails: Value = serde_json::from_str(&run("json", 0)).unwrap();
    let rules = mails[0]["rules"].as_array().unwrap();
    let outcomes: Vec<&str> = rules
        .iter()
        .map(|it| it["outcome"].as_str().unwrap())
        .collect();
    assert_eq!(outcomes, ["matched", "undecided", "not matched"]);
    assert_eq!(rules[1]["lacks"][0], "beta.ml_translate");
    assert!(
        rules
            .iter()
            .all(|it| it["alone_us"].as_f64().unwrap() > 0.0)
    );
    offhook()
        .args(["rules", "run", "-"])
        .assert()
        .code(2)
        .stderr(contains("--rules"));
}

#[test]
fn tests_of_rules_of_others_are_run_and_failures_show_the_operand() {
    let directory = tempfile::tempdir().unwrap();
    let tests = "tests:\n  - name: a lunch\n    mail: |\n      From: a@example.com\n      Subject: Lunch\n\n      x\n    matches: true\n  - name: a dinner\n    like: a lunch\n    replace: { \"Lunch\": \"Dinner\" }\n    matches: WANTED\n";
    let rule = GOOD.replace("==", "is not null\n  and subject.subject ==");
    let rule = format!("{rule}{tests}");
    let path = write(directory.path(), "a.yml", &rule.replace("WANTED", "false"));
    write(directory.path(), "b.yml", NEEDY);
    let text = stdout(offhook().args(["rules", "test"]).arg(directory.path()), 0);
    assert!(
        text.contains("2 rules (1 without tests); 2 tests passed, 0 failed"),
        "{text}"
    );
    std::fs::write(&path, rule.replace("WANTED", "true")).unwrap();
    let text = stdout(offhook().args(["rules", "test"]).arg(directory.path()), 1);
    for wanted in [
        "FAILED Lunch",
        "a.yml",
        "test: a dinner",
        "false: subject.subject == \"Lunch\"",
    ] {
        assert!(text.contains(wanted), "{wanted} is not in\n{text}");
    }
    assert!(!text.contains("is not null"), "{text}");
}

#[test]
fn fmt_changes_the_source_and_nothing_else() {
    let directory = tempfile::tempdir().unwrap();
    let before = "# kept\nname:   'Lunch'  # kept\nsource: |\n    a_b  ==  1\n    or  true // why\n\nid: \"é\"\n";
    let before = before.replace("a_b", "length(subject.subject)");
    let after = before.replace("  ==  1\n    or  true", " == 1\n    or true");
    let path = write(directory.path(), "a.yml", &before);
    write(directory.path(), "README.yml", "title:   no rule\n");
    let text = stdout(
        offhook()
            .args(["rules", "fmt", "--check"])
            .arg(directory.path()),
        1,
    );
    assert!(
        text.contains("-    length(subject.subject)  ==  1"),
        "{text}"
    );
    assert!(text.contains("+    length(subject.subject) == 1"), "{text}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), before);
    offhook()
        .args(["rules", "fmt"])
        .arg(directory.path())
        .assert()
        .code(0);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), after);
    offhook()
        .args(["rules", "fmt", "--check"])
        .arg(directory.path())
        .assert()
        .code(0);
    offhook()
        .args(["rules", "fmt", "-"])
        .write_stdin(before)
        .assert()
        .code(0)
        .stdout(after);
    offhook()
        .args(["rules", "fmt", "-"])
        .write_stdin("a   and b")
        .assert()
        .code(0)
        .stdout("a and b\n");
}

#[test]
fn fmt_leaves_what_it_does_not_understand_alone() {
    let directory = tempfile::tempdir().unwrap();
    let text = "name: x\nsource: |\n  a and\n";
    let path = write(directory.path(), "a.yml", text);
    offhook()
        .args(["rules", "fmt"])
        .arg(directory.path())
        .assert()
        .code(2)
        .stderr(contains("a.yml").and(contains("mistakes")));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn explain_shows_every_part_and_what_it_lacked() {
    let directory = tempfile::tempdir().unwrap();
    let source = "subject.subject == \"Lunch\"\n  and any(recipients.to, .email.local_part == \"lee\")\n  and beta.ml_translate(body.current_thread.text).text == \"english\"";
    let rule = write(
        directory.path(),
        "a.yml",
        &format!("name: Three\ntype: rule\nsource: |\n  {source}\n"),
    );
    let mail = write(directory.path(), "a.eml", MAIL);
    let text = stdout(
        offhook().args(["rules", "explain"]).arg(&rule).arg(&mail),
        0,
    );
    for wanted in [
        "undecided",
        "true     subject.subject == \"Lunch\"",
        "= \"Lunch\"",
        "true × 1 at 1, false × 1",
        "lacks beta.ml_translate",
    ] {
        assert!(text.contains(wanted), "{wanted} is not in\n{text}");
    }
    let shown = json(
        offhook()
            .args(["rules", "explain", "--format", "json"])
            .arg(&rule)
            .arg(&mail),
        0,
    );
    assert_eq!(shown["outcome"], "undecided");
    let operands = shown["explanation"]["operands"].as_array().unwrap();
    assert_eq!(operands[0]["value"], true);
    assert_eq!(operands[1]["operands"][1]["each"]["true"], 1);
    assert_eq!(operands[2]["lacks"][0], "beta.ml_translate");
    let wrong = write(directory.path(), "b.mql", "subject.sbuject is null");
    offhook()
        .args(["rules", "explain"])
        .arg(wrong)
        .arg(&mail)
        .assert()
        .code(2)
        .stderr(contains("b.mql:1").and(contains("did you mean `subject`")));
}

#[test]
fn expressions_are_evaluated_over_mail_model_and_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let mail = write(directory.path(), "a.eml", MAIL);
    let eval = |arguments: &[&str]| {
        let mut command = offhook();
        command.args(["mql", "eval"]).args(arguments);
        command
    };
    assert_eq!(stdout(&mut eval(&["1 + 2 * 3"]), 0), "7\n");
    assert_eq!(
        stdout(&mut eval(&["sender.email.domain.domain"]), 0),
        "null\n"
    );
    assert_eq!(
        stdout(&mut eval(&["\"bit.ly\" in $url_shorteners"]), 0),
        "true\n"
    );
    let over_mail = |expression: &str| {
        let mut command = eval(&["--mail"]);
        command.arg(&mail).arg(expression);
        serde_json::from_str::<Value>(&stdout(&mut command, 0)).unwrap()
    };
    let expression = "map(recipients.to, .email.domain.root_domain)";
    let expected = serde_json::json!(["example.org", "example.org"]);
    assert_eq!(over_mail(expression), expected);
    // What `parse` prints can be asked the same.
    let model = stdout(offhook().arg("parse").arg(&mail), 0);
    let model = write(directory.path(), "a.json", &model);
    let mut command = eval(&["--mdm"]);
    command.arg(&model).arg(expression);
    assert_eq!(json(&mut command, 0), expected);
    eval(&["-"])
        .write_stdin("length(\"é\")")
        .assert()
        .code(0)
        .stdout("1\n");
    eval(&["type.inbuond"])
        .assert()
        .code(2)
        .stderr(contains("did you mean `inbound`"));
    eval(&["type.inbound", "--mdm", "no-such.json"])
        .assert()
        .code(2)
        .stderr(contains("no-such.json"));
    eval(&["beta.ml_translate(\"x\").text"])
        .assert()
        .code(0)
        .stdout("null\n")
        .stderr(contains("beta.ml_translate"));
}

#[test]
fn scan_lists_rules_of_others_beside_its_own_verdict() {
    let directory = tempfile::tempdir().unwrap();
    write(directory.path(), "a.yml", &GOOD.replace("low", "critical"));
    write(directory.path(), "b.yml", NEEDY);
    write(
        directory.path(),
        "c.yml",
        &NEEDY.replace("Needs", "Also needs"),
    );
    let scan = |arguments: &[&str]| {
        let mut command = offhook();
        command
            .arg("scan")
            .args(arguments)
            .arg("-")
            .write_stdin(MAIL);
        command
    };
    let plain = json(&mut scan(&["--format", "jsonl"]), 0);
    let rules = directory.path().to_str().unwrap();
    let with = json(&mut scan(&["--format", "jsonl", "--rules", rules]), 0);
    assert_eq!(with["verdict"], "benign");
    assert_eq!(
        (&with["verdict"], &with["score"]),
        (&plain["verdict"], &plain["score"])
    );
    assert_eq!(with["rules"][0]["name"], "Lunch");
    assert_eq!(with["rules"][0]["own"], false);
    assert_eq!(with["undecided_rules"].as_array().unwrap().len(), 2);
    assert_eq!(
        with["undecided_rules"][0]["missing"][0],
        "beta.ml_translate"
    );
    let text = stdout(&mut scan(&["--rules", rules]), 0);
    assert!(text.contains("Lunch"), "{text}");
    assert!(
        text.contains("2 rules undecided for want of beta.ml_translate"),
        "{text}"
    );
}
