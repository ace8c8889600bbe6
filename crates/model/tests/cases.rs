//! The reference cases that need the functions of this crate, over real messages.

#![allow(clippy::unwrap_used, reason = "a panic is a failed test")]

use std::sync::Arc;

use limits::Limits;
use mail::ParseOptions;
use model::Subject;
use mql::{Arena, Env, Lists, Program, Schema};
use serde_json::Value as Json;

const OURS: [&str; 5] = [
    "strings.parse_url",
    "strings.parse_domain",
    "strings.parse_email",
    "strings.parse_html",
    "html.xpath",
];

#[test]
fn every_case_of_our_functions_holds() {
    let Some(path) = reference_data::path("mql/cases.jsonl") else {
        return;
    };
    let schema = Arc::new(model::schema().unwrap());
    let text = std::fs::read_to_string(path).unwrap();
    let mut wrong = Vec::new();
    let mut count = 0;
    for case in text.lines() {
        let case: Json = serde_json::from_str(case).unwrap();
        let expression = case["expr"].as_str().unwrap();
        let is_ours = OURS.iter().any(|it| expression.contains(it));
        if !is_ours || case["expected"].get("error").is_some() {
            continue;
        }
        count += 1;
        let html = case["mdm"]["body"]["html"]["raw"].as_str();
        let found = evaluate(expression, html, &schema);
        if found != case["expected"] {
            let id = &case["id"];
            wrong.push(format!(
                "{id}: {expression} is {found}, expected {}",
                case["expected"]
            ));
        }
    }
    assert!(count > 20, "the cases are there");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn evaluate(expression: &str, html: Option<&str>, schema: &Arc<Schema>) -> Json {
    let raw = match html {
        Some(html) => format!("From: a@b.example\r\nContent-Type: text/html\r\n\r\n{html}"),
        None => "From: a@b.example\r\n\r\nx".to_owned(),
    };
    evaluate_over(expression, &raw, schema)
}

fn evaluate_over(expression: &str, raw: &str, schema: &Arc<Schema>) -> Json {
    let subject = Subject {
        message: mail::parse(raw.as_bytes(), &ParseOptions::default()),
        ..Subject::default()
    };
    let program = Program::compile(expression, schema).unwrap();
    let (arena, lists, limits) = (Arena::new(), Lists::new(), Limits::default());
    let env = Env::new(&arena, &subject, &lists, &limits);
    let evaluated = program.evaluate(&env);
    schema.to_json(evaluated.value, program.result_type(), &env)
}

/// A message with an attached message that quotes another, a text and a page.
const NESTED: &str = "From: Ann <ann@a.example>\r\nSubject: [Ext] Re: see https://s.example/x\r\n\
Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSee attached.\r\n\
--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: Bob <bob@b.example>\r\nSubject: inner\r\n\
Content-Type: text/html\r\n\r\n<p>New https://new.example/1</p><div class=gmail_quote>\
<div class=gmail_attr>On Mon, 2 Nov 2026 at 10:00, Cat &lt;cat@c.example&gt; wrote:</div>\
<blockquote>Old <a href=https://old.example/2>link</a></blockquote></div>\r\n\
--b\r\nContent-Type: text/plain; name=a.txt\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nhello\r\n\
--b\r\nContent-Type: text/html; name=p.html\r\nContent-Disposition: attachment; filename=p.html\r\n\r\n\
<a href=https://page.example/3>go</a>\r\n--b--\r\n";

#[test]
fn attached_files_are_read() {
    let schema = Arc::new(model::schema().unwrap());
    let check = |expression: &str, expected: Json| {
        assert_eq!(
            evaluate_over(expression, NESTED, &schema),
            expected,
            "{expression}"
        );
    };
    let message = "file.parse_eml(attachments[0])";
    check(
        &format!("{message}.sender.email.email"),
        "bob@b.example".into(),
    );
    check(
        &format!("{message}.headers.from.display_name"),
        "Bob".into(),
    );
    check(
        &format!("map({message}.body.current_thread.links, .href_url.url)"),
        serde_json::json!(["https://new.example/1"]),
    );
    check(
        &format!("map({message}.body.previous_threads[0].links, .href_url.url)"),
        serde_json::json!(["https://old.example/2"]),
    );
    check(
        &format!("html.xpath({message}.body.html, '//blockquote/a').nodes[0].raw"),
        "<a href=\"https://old.example/2\">link</a>".into(),
    );
    check("file.parse_text(attachments[1]).text", "hello".into());
    check(
        "file.parse_text(attachments[1], encodings=[\"utf16-be\"]).text is null",
        true.into(),
    );
    check(
        "map(file.parse_html(attachments[2]).links, .href_url.url)",
        serde_json::json!(["https://page.example/3"]),
    );
    check(
        "map(html.xpath(file.parse_html(attachments[2]), '//a').nodes[0].links, .href_url.url)",
        serde_json::json!(["https://page.example/3"]),
    );
    check("file.parse_eml(attachments[1]) is null", true.into());
    check("subject.tags", serde_json::json!(["Ext"]));
    check(
        "map(subject.urls, .url)",
        serde_json::json!(["https://s.example/x"]),
    );
}

/// What `expression` is over `model`, with what it lacked.
fn evaluate_json(expression: &str, model: &Json) -> (Json, Vec<&'static str>) {
    let schema = Arc::new(model::json_schema().unwrap());
    let program = Program::compile(expression, &schema).unwrap();
    let (arena, lists, limits) = (Arena::new(), Lists::new(), Limits::default());
    let env = Env::new(&arena, model, &lists, &limits);
    let evaluated = program.evaluate(&env);
    let value = schema.to_json(evaluated.value, program.result_type(), &env);
    let lacks = evaluated.lacks.iter().map(limits::Capability::name);
    (value, lacks.collect())
}

/// A model in JSON holds HTML as text, which is enough for a query. It holds no bytes of files and no
/// look-ups: what asks for those must not read as a null of the message.
#[test]
fn a_model_in_json_is_queried_and_lacks_what_it_cannot_hold() {
    let model = serde_json::json!({
        "sender": {"email": {"domain": {"domain": "a.example", "root_domain": "a.example"}}},
        "body": {"html": {"raw": "<h1>Docu<b>Sign</b></h1><p class=x>Hi</p><div style=\"display:none\">no</div>"}},
        "attachments": [{"file_name": "a.txt", "size": 5}],
    });
    for (expression, expected, lacks) in [
        (
            "html.xpath(body.html, '//h1').nodes[0].display_text",
            Json::from("DocuSign"),
            "",
        ),
        (
            "html.xpath(body.html, '//p/@class').nodes[0].raw",
            "x".into(),
            "",
        ),
        (
            "html.xpath(body.html, '//div').nodes[0].display_text",
            "".into(),
            "",
        ),
        (
            "length(html.xpath(body.html, '//table').nodes)",
            0.into(),
            "",
        ),
        (
            "html.xpath(html.xpath(body.html, '//h1').nodes[0], '//b').nodes[0].inner_text",
            "Sign".into(),
            "",
        ),
        ("html.xpath(body.html, '//[').nodes", Json::Null, ""),
        (
            "file.parse_text(attachments[0]).text",
            Json::Null,
            "file.parse_text",
        ),
        (
            "file.parse_html(attachments[0]).raw",
            Json::Null,
            "file.parse_html",
        ),
        (
            "file.parse_eml(attachments[0]).subject.subject",
            Json::Null,
            "file.parse_eml",
        ),
        ("file.parse_text(attachments[1]).text", Json::Null, ""),
        (
            "network.whois(sender.email.domain).days_old",
            Json::Null,
            "network.whois",
        ),
        (
            "network.whois(sender.email.domain).found is null",
            true.into(),
            "network.whois",
        ),
    ] {
        let (found, lacked) = evaluate_json(expression, &model);
        assert_eq!(
            (found, lacked.join(", ").as_str()),
            (expected, lacks),
            "{expression}"
        );
    }
}
