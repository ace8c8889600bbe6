//! Training from start to end, on a little text.

#![allow(clippy::unwrap_used, reason = "a panic here is a failed test")]

use intent::{Document, Intent, IntentError, Model, Origin, Settings, Written};

const CLASSES: [(&str, &str); 7] = [
    ("cred_theft", "verify password login"),
    ("bec", "wire supplier director"),
    ("steal_pii", "passport birth identity"),
    ("advance_fee", "inheritance million beneficiary"),
    ("extortion", "webcam recorded wallet"),
    ("job_scam", "remote weekly telegram"),
    ("callback_scam", "charged cancel helpline"),
];

/// Without a number nothing is a callback scam.
const NUMBER: &str = "(888) 555-0142";

/// Texts of every class: each has words of its own among words that all have.
fn documents() -> Vec<Document> {
    let mut text = vec![
        "@pool any\nhello\nthanks\nregards\nplease\ntoday\nfriend\n".to_owned(),
        "@pool phone\n(###) ###-####\n".to_owned(),
    ];
    let benign = ("benign", "picnic garden lesson");
    for (name, words) in CLASSES.into_iter().chain([benign]) {
        text.push(format!("@intent {name}\n@document {name}\n"));
        for word in words.split(' ') {
            text.push(format!("<any> {word} <any> {word}ing <any> <phone>\n"));
        }
    }
    let text = text.concat();
    let written = Written::parse("en", &[("t".to_owned(), text)]).unwrap();
    let texts = written.expand(30, 60, 1);
    let mut documents: Vec<Document> = texts
        .iter()
        .map(|it| {
            let origin = Origin::Written { fold: it.fold };
            Document::new(&it.source, origin, it.intent, &[&it.text])
        })
        .collect();
    for source in ["list", "shop"] {
        for number in 0..20 {
            let text = format!("hello {source} picnic news {number} lesson ").repeat(20);
            documents.push(Document::new(
                source,
                Origin::Mail,
                Intent::Benign,
                &[&text],
            ));
        }
    }
    documents
}

#[test]
fn a_model_learns_what_it_was_told_and_is_made_again_to_the_last_byte() {
    let (documents, settings) = (documents(), Settings::default());
    let trained = intent::train(&documents, &[], &settings).unwrap();
    for (name, words) in CLASSES {
        let answer = trained.model.classify(&[words, NUMBER]);
        assert_eq!(answer.map(|it| it.intent.name()), Some(name));
    }
    let benign = trained.model.classify(&["picnic lesson garden"]).unwrap();
    assert_eq!(benign.intent, Intent::Benign);
    let without_number = trained.model.classify(&["charged cancel helpline"]);
    assert_ne!(
        without_number.map(|it| it.intent),
        Some(Intent::CallbackScam)
    );
    let bytes = trained.model.to_bytes();
    let again = intent::train(&documents, &[], &settings).unwrap();
    assert!(bytes == again.model.to_bytes());
    assert_eq!(Model::from_bytes(&bytes).unwrap(), trained.model);
}

#[test]
fn every_source_is_measured_by_a_model_without_it() {
    let trained = intent::train(&documents(), &[], &Settings::default()).unwrap();
    let shop = trained.held_out.get("shop").unwrap();
    assert_eq!((shop.texts, shop.accused), (20, 0));
    assert_eq!(trained.held_out.len(), CLASSES.len() + 1 + 2);
}

#[test]
fn near_text_raises_what_sure_means_and_is_not_learnt() {
    let documents = documents();
    let settings = Settings::default();
    let without = intent::train(&documents, &[], &settings).unwrap();
    let near: Vec<Document> = (0..200)
        .map(|_| {
            let text = "please charged thanks cancel picnic";
            Document::new("near", Origin::Mail, Intent::Benign, &[text, NUMBER])
        })
        .collect();
    let with = intent::train(&documents, &near, &settings).unwrap();
    let lure = ["charged cancel picnic hello", NUMBER];
    let sure = without.model.classify(&lure).unwrap();
    let doubtful = with.model.classify(&lure).unwrap();
    assert_eq!(sure.intent, doubtful.intent);
    assert!(
        doubtful.confidence < sure.confidence,
        "{sure:?} {doubtful:?}"
    );
}

#[test]
fn an_intent_without_text_is_named() {
    let mut documents = documents();
    documents.retain(|it| it.intent != Intent::JobScam);
    let error = intent::train(&documents, &[], &Settings::default()).unwrap_err();
    assert_eq!(error, IntentError::NoText("job_scam"));
}
