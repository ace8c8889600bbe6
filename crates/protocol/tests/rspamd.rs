//! Rspamd's JSON and request header fields.
#![allow(clippy::unwrap_used, reason = "tests may")]

use proptest::prelude::*;
use protocol::rspamd::{Action, CheckReply, Envelope};

/// Cut down from an answer of rspamd 3.4.
const ANSWER: &str = r#"{"is_skipped":false,"score":7.5,"required_score":15.0,"action":"add header",
  "symbols":{"R_DKIM_ALLOW":{"name":"R_DKIM_ALLOW","score":-0.2,"metric_score":-0.2,"options":["example.org:s=a"]}},
  "messages":{},"message-id":"x@example.org","time_real":0.25,
  "milter":{"remove_headers":{"X-Spam":0},"add_headers":{"X-Spam":{"value":"Yes","order":0}}}}"#;

#[test]
fn an_answer_of_rspamd_is_read() {
    let reply: CheckReply = serde_json::from_str(ANSWER).unwrap();
    assert_eq!(reply.action, Action::AddHeader);
    assert_eq!(reply.symbols["R_DKIM_ALLOW"].options, ["example.org:s=a"]);
    assert_eq!(reply.milter.add_headers["X-Spam"].value, "Yes");
    let again = serde_json::to_string(&reply).unwrap();
    assert_eq!(serde_json::from_str::<CheckReply>(&again).unwrap(), reply);
}

#[test]
fn the_envelope_of_a_request() {
    let fields = [
        ("IP", "192.0.2.7"),
        ("From", "<a@example.org>"),
        ("from", "second@example.org"),
        ("Rcpt", "b@example.org"),
        ("Rcpt", "<c@example.org>, d@example.org"),
        ("Helo", "mail.example.org"),
    ];
    let envelope = Envelope::of(fields.into_iter());
    assert_eq!(envelope.from.as_deref(), Some("a@example.org"));
    assert_eq!(
        envelope.recipients,
        ["b@example.org", "c@example.org", "d@example.org"]
    );
    assert_eq!(envelope.ip.as_deref(), Some("192.0.2.7"));
}

proptest! {
    #[test]
    fn any_fields_are_read_without_panic(fields in prop::collection::vec((".*", ".*"), 0..10)) {
        let _ = Envelope::of(fields.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    }
}
