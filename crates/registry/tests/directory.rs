//! A directory of the operator laid over the data of the build, and errors that name their place.

#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot write its files has failed"
)]

use std::fs;
use std::path::PathBuf;

use registry::{Registry, RegistryError, Severity};

/// A directory of this test alone, empty at first.
fn directory(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(path.join("brands")).unwrap();
    fs::create_dir_all(path.join("lists")).unwrap();
    path
}

const BANK: &str = r#"
id = "hometown_bank"
name = "Hometown Bank"
sector = "bank"
countries = ["US"]
date = "2026-11"
aliases = ["Hometown Bank"]
domains = [{ name = "hometownbank.example", use = ["web", "mail"], source = "our own" }]
phones = [
  { e164 = "+18005550100", country = "US", purpose = "service", evidence = "brand_page", source = "https://www.hometownbank.example/contact" },
]
"#;

#[test]
fn an_entry_is_added_and_one_with_a_known_id_replaced() {
    let path = directory("added");
    fs::write(path.join("brands/hometown_bank.toml"), BANK).unwrap();
    let renamed = BANK
        .replace("hometown_bank", "paypal")
        .replace("hometownbank", "shop");
    fs::write(path.join("brands/paypal.toml"), renamed).unwrap();
    fs::write(
        path.join("lists/free_email_providers.txt"),
        "only.example\n",
    )
    .unwrap();
    fs::write(
        path.join("lists/ranking.csv"),
        "1,first.example\n2,second.example\n",
    )
    .unwrap();
    let mut registry = Registry::builtin().unwrap();
    let before = registry.brands().len();
    registry.extend_from(&path).unwrap();
    assert_eq!(registry.brands().len(), before + 1);
    let owner = |domain| {
        registry
            .brand_of_mail_domain(domain)
            .map(|it| it.id.as_str())
    };
    assert_eq!(owner("mail.hometownbank.example"), Some("hometown_bank"));
    assert_eq!(owner("shop.example"), Some("paypal"));
    assert_eq!(owner("paypal.com"), None);
    assert_eq!(registry.owners_of_number("+18005550100").len(), 2);
    assert!(registry.is_free_mail("only.example") && !registry.is_free_mail("gmx.de"));
    assert!(registry.lists().contains("ranking", "second.example"));
}

#[test]
fn an_empty_directory_changes_nothing() {
    let mut registry = Registry::builtin().unwrap();
    let before = registry.brands().len();
    registry
        .extend_from(&directory("empty").join("absent"))
        .unwrap();
    assert_eq!(registry.brands().len(), before);
}

#[test]
fn an_error_names_file_and_place() {
    let path = directory("broken");
    let broken = BANK.replace("sector = \"bank\"", "sektor = \"bank\"");
    fs::write(path.join("brands/broken.toml"), broken).unwrap();
    let error = Registry::default().extend_from(&path).unwrap_err();
    let shown = error.to_string();
    assert!(matches!(error, RegistryError::Malformed { .. }));
    assert!(shown.contains("broken.toml"), "{shown}");
    assert!(
        shown.contains("line 4") && shown.contains("sektor"),
        "{shown}"
    );
}

#[track_caller]
fn check(name: &str, text: &str, severity: Severity, expected: &str) {
    let path = directory(name);
    fs::write(path.join("brands/hometown_bank.toml"), text).unwrap();
    let mut registry = Registry::default();
    registry.extend_from(&path).unwrap();
    let findings = registry.check(Some("2026-11-24"));
    let found = findings.iter().any(|it| {
        it.severity == severity
            && it.message.contains(expected)
            && it.file.contains("hometown_bank.toml")
    });
    assert!(found, "{expected}: {findings:#?}");
}

#[test]
fn a_sound_entry_has_no_findings() {
    let path = directory("sound");
    fs::write(path.join("brands/hometown_bank.toml"), BANK).unwrap();
    let mut registry = Registry::default();
    registry.extend_from(&path).unwrap();
    assert_eq!(registry.check(Some("2026-11")), []);
}

#[test]
fn what_is_wrong_with_an_entry_is_said() {
    let error = Severity::Error;
    let foreign = BANK.replace("www.hometownbank.example", "numbers.example");
    check(
        "foreign",
        &foreign,
        error,
        "its source is not the brand's own",
    );
    check(
        "number",
        &BANK.replace("+18005550100", "800-555-0100"),
        error,
        "no number in E.164",
    );
    check(
        "evidence",
        &BANK.replace("\"brand_page\"", "\"hearsay\""),
        error,
        "no evidence hearsay",
    );
    check(
        "mailer",
        &BANK.replace("hometownbank.example\",", "u1.sendgrid.net\","),
        error,
        "others share",
    );
    check(
        "case",
        &BANK.replace("hometownbank.example\",", "HometownBank.example\","),
        error,
        "in lower case",
    );
    check(
        "date",
        &BANK.replace("2026-11", "November"),
        error,
        "no date",
    );
    check(
        "future",
        &BANK.replace("2026-11", "2027-01"),
        error,
        "in the future",
    );
    let pattern = format!(
        "{BANK}\norder_ids = [{{ pattern = '^(', kind = \"order\", source = \"mail\" }}]\n"
    );
    check("pattern", &pattern, error, "pattern ^(");
    let partial = pattern.replace("^(", "[0-9]+");
    check("partial", &partial, error, "does not cover the whole id");
    check(
        "old",
        &BANK.replace("2026-11", "2025-10"),
        Severity::Warning,
        "last read in 2025-10",
    );
}

#[test]
fn a_number_twice_and_a_neutral_number_are_errors() {
    let second = BANK.replace("phones = [", "phones = [\n  { e164 = \"+18005550100\", country = \"US\", purpose = \"fraud\", evidence = \"memory\", source = \"general knowledge\" },");
    check("twice", &second, Severity::Error, "stands twice");
    let path = directory("neutral");
    fs::write(path.join("brands/hometown_bank.toml"), BANK).unwrap();
    let neutral =
        "numbers = [{ e164 = \"+18005550100\", owner = \"Regulator\", source = \"its site\" }]\n";
    fs::write(path.join("neutral_numbers.toml"), neutral).unwrap();
    let mut registry = Registry::default();
    registry.extend_from(&path).unwrap();
    let findings = registry.check(None);
    assert!(
        findings
            .iter()
            .any(|it| it.message.contains("belongs to Regulator")),
        "{findings:#?}"
    );
}

#[test]
fn imitations_of_the_own_company_are_recognised() {
    let path = directory("company");
    let company = BANK.replace("hometownbank.example", "hometownbank.com");
    fs::write(path.join("brands/hometown_bank.toml"), company).unwrap();
    let mut registry = Registry::builtin().unwrap();
    registry.extend_from(&path).unwrap();
    let imitated = |domain: &str| {
        let found = registry.resemblance(&address::Domain::parse(domain));
        found.map(|it| (it.brand, it.how))
    };
    for (domain, how) in [
        ("hometownbamk.com", "edit_distance"),
        ("hometownbank-login.com", "added_word"),
        ("h0metownbank.com", "confusable"),
        ("hometownbank.top", "swapped_tld"),
        ("hometownbank.com.check-account.net", "subdomain"),
    ] {
        assert_eq!(
            imitated(domain),
            Some(("hometown_bank".to_owned(), how)),
            "{domain}"
        );
    }
    for genuine in ["hometownbank.com", "www.hometownbank.com", "hometown.com"] {
        assert_eq!(imitated(genuine), None, "{genuine}");
    }
}
