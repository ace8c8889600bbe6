//! Whatever the bytes are, there is a verdict, and the same one again.

#![allow(clippy::unwrap_used, reason = "a panic here is a failed test")]

use std::path::Path;
use std::sync::{Arc, LazyLock};

use content::{Extraction, Input, Settings};
use detect::{AttachmentReader, Engine, Options, Report};
use proptest::prelude::*;

/// Reads attachments in this process: a decoder that panics fails the test.
#[derive(Debug)]
struct Here(Settings);

impl AttachmentReader for Here {
    fn read(&self, inputs: &[Input<'_>], passwords: &[String], _ocr: bool) -> Extraction {
        content::read(inputs, passwords, &self.0)
    }
}

static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    let mut settings = Settings::default();
    settings.expanded_bytes = 4 << 20;
    settings.image_pixels = 1 << 20;
    let options = Options {
        attachments: Some(Arc::new(Here(settings))),
        ..Options::default()
    };
    Engine::new(options).unwrap()
});

/// The example mails, those with attachments too.
static EXAMPLES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let mut files: Vec<_> = ["mail", "attachments"]
        .iter()
        .flat_map(|it| folder.join(it).read_dir().unwrap())
        .map(|it| it.unwrap().path())
        .filter(|it| it.extension().is_some_and(|it| it == "eml"))
        .collect();
    files.sort();
    files.iter().map(|it| std::fs::read(it).unwrap()).collect()
});

fn judged(raw: &[u8]) -> Report {
    let report = ENGINE.judge("mail", raw);
    assert!((0.0..=1.0).contains(&report.score), "{}", report.score);
    assert!(!report.summary.is_empty());
    for evidence in &report.evidence {
        assert!(!evidence.text.is_empty(), "{}", evidence.signal);
        assert!(evidence.weight.is_finite());
    }
    let again = ENGINE.judge("mail", raw);
    let json = |it: &Report| serde_json::to_string(it).unwrap();
    assert_eq!(json(&report), json(&again));
    report
}

/// Pieces of which hostile mail is made.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    let known = prop::sample::select(vec![
        "From: Amazon <a@gmail.com>\n",
        "From: =?utf-8?B?UGF5UGFs?= <x@[192.0.2.1]>, b@c\n",
        "Subject: =?iso-2022-jp?Q?=1B$B?= call +1 803 555 0147\n",
        "Authentication-Results: mx; dmarc=pass header.from=amazon.com\n",
        "Content-Type: multipart/mixed; boundary=x\n",
        "Content-Type: text/html; charset=utf-7\n",
        "Content-Type: message/rfc822\n",
        "Content-Type: application/pdf; name=\"a.pdf\"\n",
        "Content-Transfer-Encoding: base64\n",
        "Content-Transfer-Encoding: quoted-printable\n",
        "\n",
        "--x\n",
        "--x--\n",
        "If you did not place the order of $899.00 call +1 (803) 555-0147 to cancel. ",
        "<table><tr><td style='display:none'>x<td><a href='tel:+18035550147'>",
        "<style>@import url(x);p{color:#fff}</style><base href=//e><form>",
        "\u{202e}7410 555 308\u{202c} \u{200b}\u{fe0f}",
        "%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 1 0 R>>endobj trailer<</Root 1 0 R>>",
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDESCRIPTION:call 803 555 0147\nRRULE:FREQ=SECONDLY\n",
        "PK\u{3}\u{4}",
        "-----Original Message-----\nFrom: x\nSent: y\nTo: z\nSubject: w\n",
    ]);
    prop_oneof![
        4 => known.prop_map(|it| it.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..60),
        1 => (any::<u8>(), 1..3000_usize).prop_map(|(byte, times)| vec![byte; times]),
    ]
}

/// An example mail with bytes changed, taken out, doubled, or cut off.
fn mutilated() -> impl Strategy<Value = Vec<u8>> {
    let changes =
        prop::collection::vec((any::<prop::sample::Index>(), 0..5_u8, any::<u8>()), 1..12);
    (any::<prop::sample::Index>(), changes).prop_map(|(which, changes)| {
        let mut mail = which.get(&EXAMPLES).clone();
        for (place, kind, byte) in changes {
            if mail.is_empty() {
                break;
            }
            let at = place.index(mail.len());
            match kind {
                0 => mail[at] = byte,
                1 => drop(mail.drain(at..(at + usize::from(byte)).min(mail.len()))),
                2 => {
                    let end = (at + usize::from(byte)).min(mail.len());
                    let part = mail[at..end].to_vec();
                    mail.splice(at..at, part);
                }
                3 => mail.insert(at, byte),
                _ => mail.truncate(at.max(mail.len() / 2)),
            }
        }
        mail
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_have_a_verdict(raw in prop::collection::vec(any::<u8>(), 0..2000)) {
        judged(&raw);
    }

    #[test]
    fn anything_made_of_hostile_pieces_has_a_verdict(pieces in prop::collection::vec(piece(), 0..40)) {
        judged(&pieces.concat());
    }

    #[test]
    fn mutilated_mail_has_a_verdict(raw in mutilated()) {
        judged(&raw);
    }
}
