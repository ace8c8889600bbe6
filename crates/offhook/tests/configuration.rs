//! `offhook config` and `--config` as a user meets them.
#![allow(clippy::unwrap_used, reason = "tests may")]

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use predicates::prelude::PredicateBooleanExt as _;
use predicates::str::contains;

/// The program, with no settings but those of the test.
fn offhook(home: &Path) -> Command {
    let mut command = Command::cargo_bin("offhook").unwrap();
    for (name, _) in std::env::vars() {
        if name.starts_with("OFFHOOK_") {
            command.env_remove(name);
        }
    }
    command.env("HOME", home).env_remove("XDG_CONFIG_HOME");
    command
}

fn write(directory: &Path, name: &str, text: &str) -> PathBuf {
    let path = directory.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, text).unwrap();
    path
}

const SPOOF: &str =
    "From: Ann Lee <ann.lee@evil.example>\nTo: bob@home.example\nSubject: Wire\n\nPay.\n";

#[test]
fn the_default_file_is_valid_and_changes_nothing() {
    let home = tempfile::tempdir().unwrap();
    let printed = offhook(home.path())
        .args(["config", "default"])
        .assert()
        .code(0);
    let text = String::from_utf8(printed.get_output().stdout.clone()).unwrap();
    let path = write(home.path(), "offhook.toml", &text);
    offhook(home.path())
        .args(["config", "check"])
        .arg(&path)
        .assert()
        .code(0)
        .stdout(contains("0 errors"));
}

#[test]
fn mistakes_are_named_with_place_and_hint() {
    let home = tempfile::tempdir().unwrap();
    let path = write(home.path(), "a.toml", "[dns]\nlook_ups = 3\n");
    for arguments in [&["config", "check"][..], &["scan", "-", "--config"]] {
        offhook(home.path())
            .args(arguments)
            .arg(&path)
            .write_stdin(SPOOF)
            .assert()
            .code(2)
            .stderr(contains(
                "a.toml:2: [dns] has no key `look_ups`; did you mean `lookups`?",
            ));
    }
    let path = write(
        home.path(),
        "b.toml",
        "[organisation]\n\ndomains = [\"no domain\"]\n",
    );
    offhook(home.path())
        .args(["config", "check"])
        .arg(&path)
        .assert()
        .code(1)
        .stdout(contains(
            "b.toml:3: organisation.domains: \"no domain\" is no domain",
        ));
    offhook(home.path())
        .args(["config", "check", "/nowhere.toml"])
        .assert()
        .code(2)
        .stderr(contains("/nowhere.toml"));
}

#[test]
fn every_value_says_where_it_comes_from() {
    let home = tempfile::tempdir().unwrap();
    let path = write(
        home.path(),
        ".config/offhook/offhook.toml",
        "[dns]\ntimeout_ms = 5\n[data]\nwhois = \".\"\n",
    );
    let line = format!("dns.timeout_ms = 5  # {}:2", path.display());
    offhook(home.path())
        .args(["config", "show"])
        .env("OFFHOOK_DNS_ATTEMPTS", "4")
        .assert()
        .code(0)
        .stdout(contains(line))
        .stdout(contains("dns.attempts = 4  # $OFFHOOK_DNS_ATTEMPTS"))
        .stdout(contains("dns.enabled = false  # default"))
        .stdout(contains("rules.pack = (not set)  # default"));
}

#[test]
fn a_configured_organisation_and_a_whois_cache_reach_the_rules() {
    let home = tempfile::tempdir().unwrap();
    let rules = "name: \"Imitated\"\ntype: \"rule\"\nseverity: \"low\"\nsource: |\n  type.inbound\n  \
                 and any($org_vips, .display_name == sender.display_name)\n  \
                 and not sender.email.domain.domain in $org_domains\n  \
                 and network.whois(sender.email.domain).days_old < 30\n";
    write(home.path(), "rules/vip.yml", rules);
    write(
        home.path(),
        "whois/new.csv",
        "domain,registered\nevil.example,2026-11-01\n",
    );
    let text = "[rules]\ndirectories = [\"rules\"]\n[data]\nwhois = \"whois\"\n[organisation]\n\
                domains = [\"home.example\"]\nvips = [{ display_name = \"Ann Lee\" }]\n";
    let path = write(home.path(), "offhook.toml", text);
    let scan = |mail: &str| {
        offhook(home.path())
            .args(["scan", "--exit-zero", "--format", "json", "--config"])
            .arg(&path)
            .write_stdin(mail.to_owned())
            .assert()
            .code(0)
    };
    let dated = |day: &str| format!("Date: {day}\n{SPOOF}");
    scan(&dated("Mon, 9 Nov 2026 10:00:00 +0000")).stdout(contains("\"Imitated\""));
    scan(&dated("Wed, 9 Dec 2026 10:00:00 +0000")).stdout(contains("\"Imitated\"").not());
    let stranger = dated("Mon, 9 Nov 2026 10:00:00 +0000").replace("Ann Lee", "Eve");
    scan(&stranger).stdout(contains("\"Imitated\"").not());
}

#[test]
fn the_example_company_of_the_manual_works() {
    let home = tempfile::tempdir().unwrap();
    let manual = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/operators.md");
    let manual = std::fs::read_to_string(manual).unwrap();
    let (_, example) = manual.split_once("```toml\n").unwrap();
    let (example, _) = example.split_once("```").unwrap();
    write(home.path(), "own/brands/example_company.toml", example);
    let path = write(
        home.path(),
        "offhook.toml",
        "[data]\ndirectories = [\"own\"]\n",
    );
    let check = || {
        let mut command = offhook(home.path());
        command.args(["brands", "check", "--config"]).arg(&path);
        command
    };
    check().assert().code(0).stdout(contains("0 errors"));
    let broken = example.replace("\"brand_page\"", "\"brand_pages\"");
    write(home.path(), "own/brands/example_company.toml", &broken);
    check()
        .assert()
        .code(1)
        .stdout(contains("there is no evidence brand_pages"));
    let unknown = example.replace("sector =", "colour = \"red\"\nsector =");
    write(home.path(), "own/brands/example_company.toml", &unknown);
    check()
        .assert()
        .code(2)
        .stderr(contains("example_company.toml").and(contains("line 3")));
    let spoof = SPOOF.replace("evil.example", "example-company-login.com");
    write(home.path(), "own/brands/example_company.toml", example);
    offhook(home.path())
        .args(["parse", "-", "--config"])
        .arg(&path)
        .write_stdin(spoof)
        .assert()
        .code(0)
        .stdout(contains("\"lookalike_of\": \"example_company\""));
}

#[test]
fn look_ups_that_are_switched_on_are_made_and_those_that_fail_are_missing() {
    let home = tempfile::tempdir().unwrap();
    // Nobody answers here.
    let silent = std::net::UdpSocket::bind("127.0.0.1:0").unwrap();
    let text = format!(
        "[dns]\nenabled = true\nresolver = \"{}\"\ntimeout_ms = 200\nattempts = 1\nmessage_timeout_ms = 500\n",
        silent.local_addr().unwrap()
    );
    let path = write(home.path(), "offhook.toml", &text);
    let scan = |path: Option<&Path>| {
        let mut command = offhook(home.path());
        command.args(["scan", "--exit-zero", "--format", "json"]);
        if let Some(path) = path {
            command.arg("--config").arg(path);
        }
        command.write_stdin(SPOOF).assert().code(0)
    };
    scan(Some(&path)).stdout(contains("\"dns\""));
    silent.set_nonblocking(true).unwrap();
    let mut question = [0; 512];
    assert!(
        silent.recv_from(&mut question).is_ok(),
        "the resolver was asked"
    );
    while silent.recv_from(&mut question).is_ok() {}
    scan(None).stdout(contains("\"dns\"").not());
    assert!(
        silent.recv_from(&mut question).is_err(),
        "nobody is asked by default"
    );
}
