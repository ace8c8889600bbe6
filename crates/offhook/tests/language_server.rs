//! A whole editor session with the real binary over standard input and output.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

const URI: &str = "file:///rules/lunch.yml";
/// A smiley takes two units of UTF-16 and four bytes; columns below are UTF-16.
const RULE: &str = "name: \"Mittagessen 😀\"\ntype: rule\nsource: |\n  // 😀 größer\n  subject.subject == '😀' and sender.emial.email == \"x\"\n  and any(body.links, .href_url.domain.root_domain in $free_email_providers)\n";

struct Editor {
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    last: i64,
}

impl Editor {
    fn start() -> Self {
        let mut process = Command::new(assert_cmd::cargo::cargo_bin("offhook"))
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut editor = Self {
            input: process.stdin.take().unwrap(),
            output: BufReader::new(process.stdout.take().unwrap()),
            process,
            last: 0,
        };
        let answer = editor.ask(
            "initialize",
            &json!({ "processId": null, "rootUri": null, "capabilities": {} }),
        );
        assert_eq!(answer["result"]["capabilities"]["hoverProvider"], true);
        editor.tell("initialized", &json!({}));
        editor
    }

    fn raw(&mut self, body: &str) {
        write!(self.input, "Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
        self.input.flush().unwrap();
    }

    fn receive(&mut self) -> Value {
        let mut length = 0;
        loop {
            let mut line = String::new();
            assert!(
                self.output.read_line(&mut line).unwrap() > 0,
                "the server is gone"
            );
            match line.trim_end().split_once(": ") {
                Some((_, value)) => length = value.parse().unwrap(),
                None => break,
            }
        }
        let mut body = vec![0; length];
        self.output.read_exact(&mut body).unwrap();
        serde_json::from_slice(&body).unwrap()
    }

    fn tell(&mut self, method: &str, params: &Value) {
        self.raw(&json!({ "jsonrpc": "2.0", "method": method, "params": params }).to_string());
    }

    fn ask(&mut self, method: &str, params: &Value) -> Value {
        self.last += 1;
        let id = self.last;
        self.raw(
            &json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }).to_string(),
        );
        let answer = self.receive();
        assert_eq!(answer["id"], id, "{answer}");
        answer
    }

    fn at(&mut self, method: &str, line: u32, character: u32) -> Value {
        let params = json!({
            "textDocument": { "uri": URI },
            "position": { "line": line, "character": character },
        });
        self.ask(method, &params)["result"].clone()
    }

    /// Opens the document and returns its diagnostics.
    fn open(&mut self, text: &str) -> Vec<Value> {
        let document = json!({ "uri": URI, "languageId": "yaml", "version": 1, "text": text });
        self.tell("textDocument/didOpen", &json!({ "textDocument": document }));
        self.published()
    }

    /// Replaces the whole document.
    fn change(&mut self, text: &str) -> Vec<Value> {
        self.edit(&json!({ "text": text }))
    }

    fn edit(&mut self, change: &Value) -> Vec<Value> {
        let params = json!({
            "textDocument": { "uri": URI, "version": 2 },
            "contentChanges": [change],
        });
        self.tell("textDocument/didChange", &params);
        self.published()
    }

    fn published(&mut self) -> Vec<Value> {
        let message = self.receive();
        assert_eq!(
            message["method"], "textDocument/publishDiagnostics",
            "{message}"
        );
        assert_eq!(message["params"]["uri"], URI);
        message["params"]["diagnostics"].as_array().unwrap().clone()
    }

    /// The labels proposed at the mark `|` of `source`, which is put into a rule.
    fn complete(&mut self, source: &str) -> Vec<String> {
        let at = source.find('|').unwrap();
        let column = source[..at].encode_utf16().count() as u32 + 2;
        let text = format!("name: x\nsource: |\n  {}\n", source.replacen('|', "", 1));
        self.change(&text);
        let list = self.at("textDocument/completion", 2, column);
        let items = list["items"].as_array().unwrap();
        items
            .iter()
            .map(|it| it["label"].as_str().unwrap().to_owned())
            .collect()
    }

    fn end(mut self) -> i32 {
        assert_eq!(self.ask("shutdown", &Value::Null)["result"], Value::Null);
        self.tell("exit", &Value::Null);
        self.process.wait().unwrap().code().unwrap()
    }
}

/// The text that a range of the document covers, counted in UTF-16 as editors do.
fn covered(text: &str, range: &Value) -> String {
    let number = |path: &str| range.pointer(path).unwrap().as_u64().unwrap() as usize;
    assert_eq!(number("/start/line"), number("/end/line"));
    let line = text.lines().nth(number("/start/line")).unwrap();
    let units: Vec<u16> = line.encode_utf16().collect();
    String::from_utf16(&units[number("/start/character")..number("/end/character")]).unwrap()
}

#[test]
fn diagnostics_stand_where_the_mistake_is() {
    let mut editor = Editor::start();
    let found = editor.open(RULE);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(covered(RULE, &found[0]["range"]), "emial");
    assert_eq!(
        found[0]["range"]["start"],
        json!({ "line": 4, "character": 37 })
    );
    assert_eq!(found[0]["code"], "M0202");
    assert!(found[0]["message"].as_str().unwrap().contains("`email`"));
    // The mistake is repaired in place: one word, in UTF-16 columns.
    let repaired = editor.edit(&json!({ "range": found[0]["range"], "text": "email" }));
    assert!(repaired.is_empty(), "{repaired:?}");
    let broken = editor.change("name: x\nsource: |\n  true\n bad: [\n");
    assert_eq!(broken.len(), 1, "{broken:?}");
    editor.tell(
        "textDocument/didClose",
        &json!({ "textDocument": { "uri": URI } }),
    );
    assert!(editor.published().is_empty());
    assert_eq!(editor.end(), 0);
}

#[test]
fn hover_tells_fields_functions_lists_and_words() {
    let mut editor = Editor::start();
    let rule = RULE.replace("emial", "email");
    assert!(editor.open(&rule).is_empty());
    let hover = |editor: &mut Editor, line: u32, word: &str| {
        let text = rule.lines().nth(line as usize).unwrap();
        let before = &text[..text.find(word).unwrap()];
        let column = before.encode_utf16().count() as u32 + 1;
        editor.at("textDocument/hover", line, column)
    };
    for (line, word, range, wanted) in [
        (4, "email.email", "email", "email: Email"),
        (4, "sender", "sender", "sender: "),
        (5, "any", "any", "any(array: [any]"),
        (5, "root_domain", "root_domain", "root_domain: str"),
        (5, "href_url", "href_url", "href_url: URL"),
        (
            5,
            "free_email",
            "$free_email_providers",
            "entries in this build",
        ),
        (5, "in $", "in", "element of the right"),
    ] {
        let shown = hover(&mut editor, line, word);
        let text = shown["contents"]["value"].as_str().unwrap_or_default();
        assert!(text.contains(wanted), "{word}: {shown}");
        assert_eq!(covered(&rule, &shown["range"]), range, "{word}");
    }
    assert_eq!(editor.at("textDocument/hover", 0, 8), Value::Null);
    assert_eq!(editor.at("textDocument/hover", 3, 6), Value::Null);
    assert_eq!(editor.at("textDocument/hover", 999, 999), Value::Null);
    assert_eq!(editor.end(), 0);
}

#[test]
fn completion_knows_the_type_before_the_dot() {
    let mut editor = Editor::start();
    editor.open("name: x\n");
    let has = |labels: &[String], wanted: &str| labels.iter().any(|it| it == wanted);
    let fields = editor.complete("sender.|");
    assert!(
        has(&fields, "email") && has(&fields, "display_name"),
        "{fields:?}"
    );
    assert!(!has(&fields, "subject"));
    for source in [
        "any(body.links, .|",
        "'😀' == '😀' and any(body.links, .hr|) and true",
        "any(recipients.to, any(body.links, .| == 1 and ..email.email == \"x\"))",
    ] {
        let fields = editor.complete(source);
        assert!(has(&fields, "href_url"), "{source}: {fields:?}");
    }
    let outer = editor.complete("any(recipients.to, any(body.links, ..|))");
    assert!(
        has(&outer, "email") && !has(&outer, "href_url"),
        "{outer:?}"
    );
    let deep = editor.complete("any(body.links, .href_url.domain.| == 1)");
    assert!(has(&deep, "root_domain"), "{deep:?}");
    let functions = editor.complete("type.inbound and strings.ic|");
    assert!(has(&functions, "strings.icontains"), "{functions:?}");
    let lists = editor.complete("sender.email.domain.root_domain in $f|");
    assert!(has(&lists, "$free_email_providers"), "{lists:?}");
    let names = editor.complete("|");
    for wanted in ["sender", "any", "strings.icontains", "not", "facts"] {
        assert!(has(&names, wanted), "{wanted}");
    }
    let keywords = editor.complete("strings.parse_url(\"x\", |)");
    assert!(has(&keywords, "strict="), "{keywords:?}");
    assert!(editor.complete("subject.subject == \"send|\"").is_empty());
    // A block that has no line yet.
    editor.change("name: x\nsource: |\n  \n");
    let list = editor.at("textDocument/completion", 2, 2);
    assert!(list["items"].as_array().unwrap().len() > 50);
    assert_eq!(editor.end(), 0);
}

#[test]
fn signatures_and_formatting() {
    let mut editor = Editor::start();
    editor.open("name: x\nsource: |\n  strings.icontains(subject.subject, 'a', \n");
    let help = editor.at("textDocument/signatureHelp", 2, 42);
    let label = help["signatures"][0]["label"].as_str().unwrap();
    assert!(
        label.starts_with("strings.icontains(source: str, substring: str"),
        "{label}"
    );
    assert_eq!(help["activeParameter"], 1);
    let text =
        "name:  x # kept\nsource: |\n  a  ==  '😀'\nid: y\n".replace("a  ", "subject.subject  ");
    assert!(editor.change(&text).is_empty());
    let params = json!({
        "textDocument": { "uri": URI },
        "options": { "tabSize": 2, "insertSpaces": true },
    });
    let edits = editor.ask("textDocument/formatting", &params)["result"].clone();
    let expected = json!([{
        "range": { "start": { "line": 2, "character": 0 }, "end": { "line": 3, "character": 0 } },
        "newText": "  subject.subject == '😀'\n",
    }]);
    assert_eq!(edits, expected);
    editor.change("name: x\nsource: |\n  a and\n");
    assert!(editor.ask("textDocument/formatting", &params)["error"].is_object());
    assert_eq!(editor.end(), 0);
}

#[test]
fn nonsense_and_huge_documents_are_survived() {
    let mut editor = Editor::start();
    editor.raw("{nonsense");
    assert_eq!(editor.receive()["error"]["code"], -32700);
    assert!(editor.ask("no/such", &Value::Null)["error"]["code"] == -32601);
    assert!(editor.ask("textDocument/hover", &json!({ "x": 1 }))["error"]["code"] == -32602);
    editor.tell("textDocument/didChange", &json!([1]));
    editor.tell("$/cancelRequest", &json!({ "id": 1 }));
    let huge = format!("source: |\n{}", "  a and\n".repeat(200_000));
    let found = editor.open(&huge);
    assert_eq!(found.len(), 1);
    assert!(
        found[0]["message"]
            .as_str()
            .unwrap()
            .contains("not checked")
    );
    assert_eq!(editor.at("textDocument/hover", 2, 3), Value::Null);
    let deep = format!("source: |\n  {}1\n", "(".repeat(100_000));
    assert!(!editor.change(&deep).is_empty());
    editor.at("textDocument/completion", 1, 50_000);
    assert_eq!(editor.end(), 0);
}

#[test]
fn an_editor_that_goes_without_a_word_is_told_from_one_that_shuts_down() {
    let mut editor = Editor::start();
    editor.tell("exit", &Value::Null);
    assert_eq!(editor.process.wait().unwrap().code(), Some(1));
    let Editor {
        mut process, input, ..
    } = Editor::start();
    drop(input);
    assert_eq!(process.wait().unwrap().code(), Some(1));
}
