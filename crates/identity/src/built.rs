//! Messages built by hand, for the tests of this crate that are about one stage and not about parsing.

use address::{Domain, EmailAddress, Mailbox};
use mail::{AuthenticationResults, DkimResult, HopField, Message};

pub(crate) fn mailbox(name: &str, address: &str) -> Mailbox {
    let (local, host) = address.rsplit_once('@').unwrap_or((address, ""));
    Mailbox {
        display_name: (!name.is_empty()).then(|| name.to_owned()),
        email: EmailAddress {
            email: address.to_owned(),
            local_part: local.to_owned(),
            domain: Domain::parse(host),
        },
    }
}

pub(crate) fn message(name: &str, address: &str, body: &str) -> Message {
    let mut message = Message {
        sender: mailbox(name, address),
        from: mailbox(name, address),
        from_all: vec![mailbox(name, address)],
        ..Message::default()
    };
    body.clone_into(&mut message.body.visible_text);
    message
}

/// Results of a trusted host: `dmarc`, `dkim` with its domain, `spf` with its envelope sender; an
/// empty word is a method that was not checked.
pub(crate) fn results(dmarc: &str, dkim: (&str, &str), spf: (&str, &str)) -> AuthenticationResults {
    let word = |word: &str| (!word.is_empty()).then(|| word.to_owned());
    let detail = DkimResult {
        result: dkim.0.to_owned(),
        domain: word(dkim.1),
    };
    AuthenticationResults {
        dmarc: word(dmarc),
        dkim: word(dkim.0),
        dkim_details: if dkim.0.is_empty() {
            Vec::new()
        } else {
            vec![detail]
        },
        spf: word(spf.0),
        spf_designator: word(spf.1),
        ..AuthenticationResults::default()
    }
}

pub(crate) fn field(name: &str, value: &str) -> HopField {
    HopField {
        name: name.to_owned(),
        value: Some(value.to_owned()),
        position: 0,
    }
}
