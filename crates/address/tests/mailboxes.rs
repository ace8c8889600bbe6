//! Address headers, well formed and not.

use std::time::Instant;

use address::{Mailbox, parse_mailboxes};
use limits::Limits;
use proptest::prelude::*;

/// Each mailbox as `name|address`, `-` for no name.
fn read(value: &str) -> Vec<String> {
    let show = |it: &Mailbox| {
        let name = it.display_name.as_deref().unwrap_or("-");
        format!("{name}|{}", it.email.email)
    };
    parse_mailboxes(value, &Limits::default())
        .iter()
        .map(show)
        .collect()
}

#[track_caller]
fn check(value: &str, mailboxes: &[&str]) {
    assert_eq!(read(value), mailboxes, "{value:?}");
}

#[test]
fn the_ordinary_forms() {
    check("ann@example.com", &["-|ann@example.com"]);
    check("Ann Lee <Ann@Example.COM>", &["Ann Lee|ann@example.com"]);
    check(
        "\"Lee, Ann\" <ann@example.com>",
        &["Lee, Ann|ann@example.com"],
    );
    check("<ann@example.com>", &["-|ann@example.com"]);
    check("ann@example.com (Ann Lee)", &["Ann Lee|ann@example.com"]);
    check(
        "Ann (Sales) <ann@example.com>",
        &["Ann (Sales)|ann@example.com"],
    );
    check(
        "a@b.com, Bob <b@c.com> ,c@d.com",
        &["-|a@b.com", "Bob|b@c.com", "-|c@d.com"],
    );
    check("\"\" <a@b.com>", &["|a@b.com"]);
    check("", &[]);
    check(" , ,", &[]);
}

#[test]
fn an_address_in_the_name_is_not_the_address() {
    check(
        "\"HR corp <noreply@corp.io>\" <rachael@corp.io>",
        &["HR corp <noreply@corp.io>|rachael@corp.io"],
    );
    check(
        "service@paypal.com <evil@x.com>",
        &["service@paypal.com|evil@x.com"],
    );
    check("a@b.com <<c@d.com>>", &["a@b.com|c@d.com"]);
    check("Shop <a@b.com> <c@d.com>", &["Shop <a@b.com>|c@d.com"]);
}

#[test]
fn encoded_words_are_decoded_after_cutting() {
    check("=?utf-8?Q?J=C3=B6rg?= <j@x.com>", &["Jörg|j@x.com"]);
    check(
        "=?utf-8?Q?a,b_<c@d.com>?= <j@x.com>",
        &["a,b <c@d.com>|j@x.com"],
    );
    check(
        "=?utf-8?B?YSwgYkBjLmNvbQ==?= <j@x.com>",
        &["a, b@c.com|j@x.com"],
    );
    check("\"=?utf-8?Q?Ann?=\" <j@x.com>", &["Ann|j@x.com"]);
    check("=?utf-8?Q?=22Ann=22?= <j@x.com>", &["Ann|j@x.com"]);
    check(
        "=?utf-8?Q?A?= =?utf-8?Q?nn?= Lee <j@x.com>",
        &["Ann Lee|j@x.com"],
    );
    check("j@x.com (=?utf-8?Q?J=C3=B6rg?=)", &["Jörg|j@x.com"]);
}

#[test]
fn groups() {
    check("undisclosed-recipients:;", &["undisclosed-recipients|"]);
    check("Undisclosed recipients: ;", &["Undisclosed recipients|"]);
    check("Undisclosed recipients", &["Undisclosed recipients|"]);
    check(
        "Team: a@b.com, Bob <b@c.com>;, d@e.com",
        &["-|a@b.com", "Bob|b@c.com", "-|d@e.com"],
    );
    check("A:;, B: c@d.com;", &["A|", "-|c@d.com"]);
    let undisclosed = &parse_mailboxes("undisclosed-recipients:;", &Limits::default())[0];
    assert!(!undisclosed.email.domain.valid);
}

#[test]
fn names_with_unquoted_signs() {
    check("Doe, Ann <ann@example.com>", &["Doe, Ann|ann@example.com"]);
    check("Notice: Account <a@b.com>", &["Notice: Account|a@b.com"]);
    check("Paid; call us <a@b.com>", &["Paid; call us|a@b.com"]);
    check(
        "J. R. Doe, Jr. <j@x.com>, k@x.com",
        &["J. R. Doe, Jr.|j@x.com", "-|k@x.com"],
    );
    check("it's \"so\" called <a@b.com>", &["it's so called|a@b.com"]);
    check("Friends, a@b.com", &["Friends|", "-|a@b.com"]);
}

#[test]
fn lists_as_some_programs_write_them() {
    check("a@b.com; Bob <b@c.com>;", &["-|a@b.com", "Bob|b@c.com"]);
    check("Ann ann@example.com", &["Ann|ann@example.com"]);
    check("Mr. Lee lee@example.com", &["Mr. Lee|lee@example.com"]);
    check("<mailto:ann@example.com>", &["-|ann@example.com"]);
}

#[test]
fn obsolete_forms() {
    check("ann @ example . com", &["-|ann@example.com"]);
    check(
        "<@hop.com,@hop.net:ann@example.com>",
        &["-|ann@example.com"],
    );
    check("Ann < ann(home)@example.com >", &["Ann|ann@example.com"]);
    check("\"ann lee\"@example.com", &["-|\"ann lee\"@example.com"]);
    check(
        "Ann\r\n Lee\r\n\t<ann@example.com>",
        &["Ann Lee|ann@example.com"],
    );
    check("a@b.com (one (two) three)", &["one (two) three|a@b.com"]);
    check("\"a \\\"b\\\" c\" <a@b.com>", &["a \"b\" c|a@b.com"]);
}

#[test]
fn what_is_broken_is_read_as_far_as_it_goes() {
    check("Ann <ann@example.com", &["Ann|ann@example.com"]);
    check(
        "Ann <ann@example.com, Bob <b@c.com>",
        &["Ann|ann@example.com", "Bob|b@c.com"],
    );
    check("\"Ann <ann@example.com>", &["\"Ann|ann@example.com"]);
    check("Ann (x <ann@example.com>", &["Ann (x|ann@example.com"]);
    check("Ann ann@example.com>", &["Ann|ann@example.com"]);
    check("Ann <>", &["Ann|"]);
    check("Ann <ann@example,com>", &["Ann|ann@example,com"]);
    check("<a@b.com, c@d.com>", &["-|a@b.com", "-|c@d.com"]);
    check("Ann <\"ann@example.com\">", &["Ann|ann@example.com"]);
    check("Shop, <a@b.com>", &["Shop|a@b.com"]);
    check("<undisclosed-recipients:;>", &["undisclosed-recipients|"]);
    check("Ann <foo@WIN-bar>", &["Ann|foo@win-bar"]);
    check("Ann <no address>", &["Ann|noaddress"]);
}

#[test]
fn there_are_never_more_than_the_limit() {
    let limits = Limits::default();
    let many = "a@b.com,".repeat(5_000);
    assert_eq!(parse_mailboxes(&many, &limits).len(), limits.mailboxes);
    let names = "name,".repeat(5_000);
    assert_eq!(parse_mailboxes(&names, &limits).len(), limits.mailboxes);
}

/// A megabyte of each takes milliseconds when linear and minutes when not.
#[test]
fn hostile_values_take_linear_time() {
    let mut limits = Limits::default();
    limits.header_bytes = 1 << 20;
    for piece in [
        "(",
        "(()",
        "\"",
        "<",
        "<\"",
        "=?utf-8?q?x",
        "=?utf-8?q?x ",
        "a@",
        ": ",
        ":;",
        "\\",
        "(\\",
        "<@,",
        "a b ",
        "x,",
        "=",
        "@ . ",
        "(a)",
        "a@b <",
        "\"a\"",
    ] {
        let value = piece.repeat((1 << 20) / piece.len());
        let started = Instant::now();
        let _ = parse_mailboxes(&value, &limits);
        assert!(started.elapsed().as_secs() < 10, "{piece:?}");
    }
}

proptest! {
    #[test]
    fn nothing_panics(value in any::<String>()) {
        let _ = read(&value);
    }

    #[test]
    fn pieces_of_headers_never_panic(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "a", "@", ".", " ", "<", ">", ",", ";", ":", "\"", "\\", "(", ")", "=?utf-8?q?",
                "=?utf-8?b?YQ==?=", "?=", "ü", "\r\n ", "b.com",
            ]),
            0..40,
        )
    ) {
        let value: String = pieces.concat();
        let mailboxes = parse_mailboxes(&value, &Limits::default());
        prop_assert!(mailboxes.len() <= value.len());
    }

    #[test]
    fn a_quoted_name_never_makes_an_address(name in "[^\"\\\\\r\n]{0,40}") {
        let value = format!("\"{name}\" <ann@example.com>");
        let mailboxes = parse_mailboxes(&value, &Limits::default());
        prop_assert_eq!(mailboxes.len(), 1);
        prop_assert_eq!(&mailboxes[0].email.email, "ann@example.com");
    }
}
