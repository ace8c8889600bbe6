//! What a mail draws with characters counts like what it attaches.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::sync::Arc;

use claims::{EntityReader, Lexicon};
use mail::ParseOptions;
use model::{Knowledge, Subject};
use registry::Registry;

/// A QR code for a page at `verify-account.example.top`, in half blocks.
const CODE: &str = "
                                     
                                     
    █▀▀▀▀▀█ ▄▀▀██▄█  ▄▀ ▀ █▀▀▀▀▀█    
    █ ███ █ ██ ▀█▄▀██▄▀ ▀ █ ███ █    
    █ ▀▀▀ █  ███▀▄▄ █ ▀▀▀ █ ▀▀▀ █    
    ▀▀▀▀▀▀▀ █▄█ ▀ █▄█ ▀▄█ ▀▀▀▀▀▀▀    
    ▀▄ ▄▄ ▀ ▀▀▄▄▀██▄▄█ █ ▀▀▄▄▀██     
     ▄ ▀▀ ▀█ ▀▄▀▄ ▄▀  █ █ ▄▀▀▄       
      █▄▄█▀█ ▄▀ █▄ █▄ ▄█▄▄██▄  ▄█    
     ▄ ▀▀▄▀▄█ ▀██▀██▀ ▀▄▀██ ▄▀█ ▄    
    ▄  ▄▀▀▀ ▀ ▀ ▀  ▄▄█▄█▄▀▄█▄▀█▄▄    
    █▀▄▄▄▀▀█ █▄ ▀▀▀▀█▀ █ ▄ ▄█▀  ▀    
    ▀   ▀ ▀ █ ▄█ ▄▄█▀▀  █▀▀▀█▄▀▀▀    
    █▀▀▀▀▀█  ▄▀▄▀█▀█▄ ███ ▀ █▀▀      
    █ ███ █  █  ██ ▄▀▄▄███▀▀▀█▄▀▄    
    █ ▀▀▀ █  ▄██▀█▀▀▀ ▄  ▀█▀▀██▀▄    
    ▀▀▀▀▀▀▀ ▀▀ ▀▀  ▀ ▀ ▀   ▀▀▀▀      
                                     
                                     
";

fn subject(body: &str) -> Subject {
    let raw = format!(
        "From: Support <x@stranger.example>\r\nSubject: Verify your account\r\n\
        Content-Type: text/plain; charset=utf-8\r\n\r\nScan this code:\r\n{body}\r\n"
    );
    let registry = Arc::new(Registry::builtin().unwrap());
    let knowledge = Knowledge {
        lexicon: Lexicon::builtin().unwrap(),
        entities: EntityReader::builtin(Arc::clone(&registry)).into(),
        registry,
        settings: claims::Settings::default(),
    };
    let message = mail::parse(raw.as_bytes(), &ParseOptions::default());
    Subject::new(message, None, &knowledge)
}

#[test]
fn a_code_drawn_in_the_body_is_read_and_its_link_counts() {
    let subject = subject(CODE);
    assert_eq!(
        subject.attached.codes(),
        ["https://verify-account.example.top/login"]
    );
    let links = &subject.facts.links;
    assert_eq!(
        links.attached_domain.as_deref(),
        Some("verify-account.example.top")
    );
    assert_eq!(links.code_quotes.len(), 1);
}

#[test]
fn the_same_mail_without_the_code_has_none() {
    let subject = subject("(no code)");
    assert!(subject.attached.codes().is_empty());
    assert!(subject.facts.links.code_quotes.is_empty());
}
