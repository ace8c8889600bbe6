//! Twins: the same mail from another sender, or with other words of the receiving host, and how the
//! sender then relates to the brand that the mail claims.

#![allow(
    clippy::expect_used,
    reason = "a test that cannot load the data has failed"
)]

use identity::{Relation, Sender, identify, relation};
use mail::{Message, ParseOptions};
use registry::Registry;

/// A small order mail in the name of Amazon, as a trusted host received it.
fn order(from: &str, results: &str, more: &str) -> Message {
    let raw = format!(
        "Return-Path: <bounce@example.org>\r\n\
         {results}\
         Received: from out.example.org (out.example.org [192.0.2.7])\r\n\
         \tby mx.example.net (Postfix) with ESMTPS id 4X1\r\n\
         \tfor <pat.doe@example.net>; Mon, 9 Nov 2026 10:00:00 +0000\r\n\
         {more}\
         From: {from}\r\n\
         To: <pat.doe@example.net>\r\n\
         Subject: Your Amazon order 112-7654321-1234567\r\n\
         Date: Mon, 9 Nov 2026 09:59:58 +0000\r\n\
         Message-ID: <1@out.example.org>\r\n\
         MIME-Version: 1.0\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\
         \r\n\
         Hello Pat,\r\n\
         \r\n\
         your order is on its way.\r\n"
    );
    parse(&raw)
}

fn parse(raw: &str) -> Message {
    let options = ParseOptions {
        trusted_hosts: vec!["mx.example.net".to_owned()],
        ..ParseOptions::default()
    };
    mail::parse(raw.as_bytes(), &options)
}

/// What the receiving host says: the results without its name.
fn results(words: &str) -> String {
    format!("Authentication-Results: mx.example.net; {words}\r\n")
}

fn registry() -> Registry {
    Registry::builtin().expect("the data of this build loads")
}

#[track_caller]
fn check(message: &Message, brand: &str, expected: Relation) -> Sender {
    let registry = registry();
    let sender = identify(message, &registry);
    let brand = registry.brand(brand).expect("a brand of the registry");
    assert_eq!(relation(&sender, brand), expected, "{sender:#?}");
    sender
}

const AMAZON: &str = "Amazon <order-update@amazon.com>";
const PASS: &str = "dkim=pass header.d=amazon.com; spf=pass smtp.mailfrom=b@bounces.amazon.com; \
                    dmarc=pass header.from=amazon.com";
const NONE: &str = "dkim=none; spf=none smtp.mailfrom=bounce@example.org; dmarc=none";
const FAIL: &str =
    "dkim=none; spf=fail smtp.mailfrom=bounce@example.org; dmarc=fail header.from=amazon.com";

#[test]
fn an_aligned_pass_is_the_brand() {
    let sender = check(
        &order(AMAZON, &results(PASS), ""),
        "amazon",
        Relation::Brand,
    );
    assert_eq!(sender.brand.as_deref(), Some("amazon"));
    assert_eq!(sender.dmarc.as_deref(), Some("pass"));
    assert_eq!(sender.dmarc_aligned, Some(true));
    assert!(!sender.freemail && !sender.spoofed && sender.lookalike_of.is_none());
}

#[test]
fn without_results_nobody_knows() {
    let sender = check(&order(AMAZON, "", ""), "amazon", Relation::Unknown);
    assert_eq!((sender.dmarc, sender.dmarc_aligned), (None, None));
    assert_eq!(sender.brand_of_domain.as_deref(), Some("amazon"));
    assert_eq!(sender.brand, None);
    check(
        &order(AMAZON, &results(NONE), ""),
        "amazon",
        Relation::Unknown,
    );
}

#[test]
fn results_of_a_host_that_nobody_trusts_say_nothing() {
    let forged = format!("Authentication-Results: mx.evil.example; {PASS}\r\n");
    check(&order(AMAZON, "", &forged), "amazon", Relation::Unknown);
}

#[test]
fn a_failure_is_a_forgery_unless_a_list_explains_it() {
    let sender = check(
        &order(AMAZON, &results(FAIL), ""),
        "amazon",
        Relation::Unrelated,
    );
    assert!(sender.spoofed);
    let list = "List-Id: Neighbours <neighbours.lists.example.org>\r\n";
    let sender = check(
        &order(AMAZON, &results(FAIL), list),
        "amazon",
        Relation::Unknown,
    );
    assert!(sender.relayed && !sender.spoofed);
}

#[test]
fn a_pass_for_somebody_else_is_unrelated() {
    let pass = results("dkim=pass header.d=example.org; dmarc=pass header.from=example.org");
    check(
        &order("Amazon <orders@example.org>", &pass, ""),
        "amazon",
        Relation::Unrelated,
    );
    check(
        &order("Amazon <orders@example.org>", "", ""),
        "amazon",
        Relation::Unrelated,
    );
}

#[test]
fn a_mailbox_provider_is_unrelated() {
    let pass = results("dkim=pass header.d=gmail.com; dmarc=pass header.from=gmail.com");
    let sender = check(
        &order("Amazon <amazon.orders.1@gmail.com>", &pass, ""),
        "amazon",
        Relation::Unrelated,
    );
    assert!(sender.freemail);
    // A host below a mailbox domain is the provider's own.
    let pass_below =
        results("dkim=pass header.d=alerts.comcast.net; dmarc=pass header.from=alerts.comcast.net");
    let below = check(
        &order("Xfinity <news@alerts.comcast.net>", &pass_below, ""),
        "xfinity",
        Relation::Brand,
    );
    assert!(!below.freemail);
    let pass_at = results("dkim=pass header.d=comcast.net; dmarc=pass header.from=comcast.net");
    let at = check(
        &order("Xfinity <xfinity.bills@comcast.net>", &pass_at, ""),
        "xfinity",
        Relation::Unrelated,
    );
    assert!(at.freemail);
    // A From at Google's own mailboxes says nothing of Google either.
    check(
        &order("Google <google.team@gmail.com>", &pass, ""),
        "google",
        Relation::Unrelated,
    );
}

#[test]
fn a_co_signature_of_a_mailing_service_is_no_pass_for_from() {
    let ses = results(
        "dkim=pass header.d=amazonses.com; spf=pass smtp.mailfrom=x@amazonses.com; dmarc=none",
    );
    check(&order(AMAZON, &ses, ""), "amazon", Relation::Unknown);
    check(
        &order("AWS <no-reply@example.org>", &ses, ""),
        "aws",
        Relation::Unrelated,
    );
}

#[test]
fn a_reseller_that_the_registry_names_is_authorised() {
    let from = "Malwarebytes <no-reply@cleverbridge.com>";
    let pass =
        results("dkim=pass header.d=cleverbridge.com; dmarc=pass header.from=cleverbridge.com");
    check(
        &order(from, &pass, ""),
        "malwarebytes",
        Relation::Authorised,
    );
    check(&order(from, "", ""), "malwarebytes", Relation::Unknown);
    check(
        &order(from, &pass, ""),
        "norton_lifelock",
        Relation::Unrelated,
    );
}

#[test]
fn brands_that_share_a_mail_domain_are_both_supported() {
    let from = "Xbox <xboxreps@engage.microsoft.com>";
    let pass = results(
        "dkim=pass header.d=engage.microsoft.com; dmarc=pass header.from=engage.microsoft.com",
    );
    let sender = check(&order(from, &pass, ""), "xbox", Relation::Brand);
    assert_eq!(sender.brand.as_deref(), Some("microsoft"));
    check(&order(from, &pass, ""), "amazon", Relation::Unrelated);
}

#[test]
fn an_imitation_is_unrelated_and_named() {
    let pass =
        results("dkim=pass header.d=amazon-support.com; dmarc=pass header.from=amazon-support.com");
    let sender = check(
        &order("Amazon <orders@amazon-support.com>", &pass, ""),
        "amazon",
        Relation::Unrelated,
    );
    let lookalike = sender.lookalike_of.expect("an imitation");
    assert_eq!(
        (lookalike.brand.as_str(), lookalike.how),
        ("amazon", "added_word")
    );
}

#[test]
fn two_authors_are_no_pass() {
    let from = "Amazon <order-update@amazon.com>, Mallory <mallory@example.org>";
    check(
        &order(from, &results(PASS), ""),
        "amazon",
        Relation::Unknown,
    );
}

#[test]
fn a_mail_without_a_sender_is_nobodys() {
    let message = parse("Subject: Your Amazon order\r\n\r\nHello\r\n");
    let sender = check(&message, "amazon", Relation::Unrelated);
    assert_eq!((sender.address, sender.domain), (None, None));
}

/// Twins: the same mailbox, another brand.
#[test]
fn who_writes_from_among_his_customers_mailboxes_is_neither_proven_nor_accused() {
    let pass = results("dmarc=pass header.from=ziggo.nl");
    let own = check(
        &order("Ziggo <service@ziggo.nl>", &pass, ""),
        "ziggo",
        Relation::Unknown,
    );
    assert!(!own.freemail);
    let others = check(
        &order("Amazon <service@ziggo.nl>", &pass, ""),
        "amazon",
        Relation::Unrelated,
    );
    assert!(others.freemail);
}

/// A provider's DMARC lets no service send in the name of a mailbox there, so services write its address into one of theirs.
#[test]
fn a_free_mailbox_is_one_behind_a_service_or_a_list_too() {
    let of = |address: &str| {
        let domain = address.split_once('@').unwrap().1;
        let pass = results(&format!("dmarc=pass header.from={domain}"));
        check(
            &order(&format!("Amazon <{address}>"), &pass, ""),
            "amazon",
            Relation::Unrelated,
        )
        .freemail
    };
    assert!(of("orders.desk-gmail.com@send.service.example"));
    assert!(of("orders.desk=gmail.com@lists.example"));
    assert!(of("Orders.Desk=Yahoo.co.uk@lists.example"));
    for another in [
        "orders.desk@send.service.example",
        "gmail.com@lists.example",
        "orders-gmail@lists.example",
        "orders=shop.example@lists.example",
    ] {
        assert!(!of(another), "{another}");
    }
}
