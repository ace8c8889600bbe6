//! The functions over attached files, on files that were read.

#![allow(clippy::unwrap_used, reason = "a panic is a failed test")]

use std::sync::Arc;

use content::{Input, Settings};
use limits::{Capability, Limits};
use mail::{ParseOptions, parse};
use model::{Knowledge, Subject, schema};
use mql::{Arena, Decision, Env, Program};
use registry::Registry;

const HTML: &str =
    "<title>Pay</title><p>Call us</p><script>document.write(unescape('%41'))</script>";
const CALENDAR: &str = "BEGIN:VCALENDAR\r\nPRODID:-//Planner\r\nCALSCALE:GREGORIAN\r\nBEGIN:VEVENT\r\nSUMMARY:Renewal\r\n\
    DESCRIPTION:See https://pay.example.com/a\r\nORGANIZER;CN=Desk:mailto:desk@example.net\r\n\
    X-ALT-DESC;FMTTYPE=text/html:<a href='https://html.example.com'>x</a>\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
const RTF: &str = r#"{\rtf1{\info{\title Bill}{\author Ann}}{\field{\*\fldinst INCLUDEPICTURE "https://load.example.com/a"}}Call}"#;

fn mail() -> String {
    let part = |name: &str, kind: &str, body: &str| {
        format!(
            "--x\r\nContent-Type: {kind}; name={name}\r\nContent-Disposition: attachment; filename={name}\r\n\r\n{body}\r\n"
        )
    };
    let nested = format!(
        "From: a@example.com\r\nTo: b@example.com\r\nSubject: Inner\r\nContent-Type: multipart/mixed; boundary=y\r\n\r\n\
        --y\r\nContent-Type: text/plain\r\n\r\nhello\r\n--y\r\nContent-Type: text/html\r\nContent-Disposition: attachment; filename=in.html\r\n\r\n{HTML}\r\n--y--\r\n"
    );
    [
        "From: a@example.com\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n\
        --x\r\nContent-Type: text/plain\r\n\r\nPlease look\r\n"
            .to_owned(),
        part("a.html", "application/octet-stream", HTML),
        part("b.ics", "application/octet-stream", CALENDAR),
        part("c.rtf", "application/octet-stream", RTF),
        part("d.eml", "application/octet-stream", &nested),
        "--x--\r\n".to_owned(),
    ]
    .concat()
}

fn knowledge() -> Knowledge {
    let registry = Arc::new(Registry::builtin().unwrap());
    let lexicon = claims::Lexicon::builtin().unwrap();
    lexicon.prepare(&registry);
    Knowledge {
        entities: claims::EntityReader::builtin(Arc::clone(&registry)).into(),
        registry,
        lexicon,
        settings: claims::Settings::default(),
    }
}

fn decide(read: bool, sources: &[&str]) -> Vec<Decision> {
    let knowledge = knowledge();
    let message = parse(mail().as_bytes(), &ParseOptions::default());
    let mut settings = Settings::default();
    settings.scan = true;
    let inputs: Vec<_> = message
        .attachments
        .iter()
        .map(|it| Input {
            path: &it.part_path,
            name: it.file_name.as_deref(),
            content_type: it.content_type.as_deref(),
            bytes: &it.content,
        })
        .collect();
    let extraction = read.then(|| content::read(&inputs, &[], &settings));
    let subject = Subject::new(message, extraction, &knowledge);
    let schema = Arc::new(schema().unwrap());
    let compile = |source: &&str| {
        Program::compile_rule(source, &schema)
            .unwrap_or_else(|found| panic!("{}", found.render("test", source, 0, false)))
    };
    let programs: Vec<Program> = sources.iter().map(compile).collect();
    let lists = model::lists(&knowledge.registry, &model::Organisation::default());
    let arena = Arena::new();
    let env = Env::new(&arena, &subject, &lists, &Limits::default());
    let decisions = programs.iter().map(|it| it.evaluate(&env).decision());
    decisions.collect()
}

/// Each holds where the attachments were read.
const HOLDING: &[&str] = &[
    "any(attachments, any(file.explode(.), any(.scan.javascript.identifiers, . == 'unescape')))",
    "any(attachments, any(file.explode(.), .depth == 0 and .file_extension == 'html' and .scan.html.title == 'Pay'))",
    "any(attachments, any(file.explode(.), .depth == 1 and .flavors.mime == 'text/html'))",
    "any(attachments, .file_extension == 'html' and any(file.explode(.), strings.icontains(.scan.strings.raw, 'call us') and .scan.entropy.entropy > 3 and .scan.hash.sha256 == ..sha256))",
    "any(attachments, any(file.explode(.), any(.scan.url.urls, .domain.domain == 'load.example.com')))",
    "any(attachments, any(file.explode(.), any(.scan.ics.calendars, any(.components, .type == 'VEVENT' and any(.organizers, .mailbox.email.domain.domain == 'example.net')))))",
    "any(attachments, any(beta.file.parse_ics(.).events, any(.links, .href_url.domain.domain == 'html.example.com') and any(.raw_properties, .key == 'SUMMARY' and .value == 'Renewal')))",
    "any(attachments, beta.file.parse_ics(.).scale == 'GREGORIAN')",
    "any(attachments, beta.parse_exif(.).author == 'Ann' and beta.parse_exif(.).title == 'Bill' and any(beta.parse_exif(.).fields, .key == 'title'))",
    "any(attachments, file.oletools(.).indicators.vba_macros.exists == false and any(file.oletools(.).relationships, .name == 'includepicture' and .target_url.domain.domain == 'load.example.com'))",
    "any(attachments, strings.icontains(beta.ocr(.).text, 'call'))",
    "any(attachments, beta.scan_qr(.).found == false)",
    "strings.icontains(beta.ocr(file.message_screenshot()).text, 'please look')",
    "any(file.explode(file.message_screenshot()), strings.icontains(.scan.ocr.raw, 'please look'))",
    "any(attachments, .file_type == 'html' and strings.icontains(beta.ocr(file.html_screenshot(.)).text, 'call us'))",
    "all(attachments, file.expand_archives(.) is null)",
];

#[test]
fn they_read_what_was_found() {
    for (source, decision) in HOLDING.iter().zip(decide(true, HOLDING)) {
        assert_eq!(decision, Decision::Matched, "{source}");
    }
}

#[test]
fn where_nothing_was_read_they_are_undecided() {
    let needing: Vec<_> = HOLDING
        .iter()
        .copied()
        .filter(|it| !it.contains("parse_ics"))
        .collect();
    for (source, decision) in needing.iter().zip(decide(false, &needing)) {
        assert!(
            matches!(decision, Decision::Undecided(_)),
            "{source}: {decision:?}"
        );
    }
    let explode = ["any(attachments, any(file.explode(.), .depth > 3))"];
    let Decision::Undecided(lacks) = decide(false, &explode)[0] else {
        panic!()
    };
    assert!(lacks.contains(Capability::Explode));
}
