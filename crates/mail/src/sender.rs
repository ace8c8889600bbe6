//! Who a message says it is from and to (MDM section 3).

use address::{Mailbox, parse_mailboxes};
use limits::Limits;

use crate::headers::Headers;
use crate::message::{Findings, Recipients};

/// The people of a message.
#[derive(Debug, Default)]
pub(crate) struct People {
    pub(crate) sender: Mailbox,
    pub(crate) sender_decoders: Vec<&'static str>,
    pub(crate) from: Mailbox,
    pub(crate) from_all: Vec<Mailbox>,
    pub(crate) sender_field: Option<Mailbox>,
    pub(crate) recipients: Recipients,
    pub(crate) mailbox: Option<Mailbox>,
}

/// Reads the address fields.
pub(crate) fn read(headers: &Headers, limits: &Limits, findings: &mut Findings) -> People {
    let mailboxes = |name: &'static str| {
        let mut all: Vec<_> = headers
            .all(name)
            .flat_map(|it| parse_mailboxes(it, limits))
            .collect();
        all.truncate(limits.mailboxes);
        all
    };
    let first = |name: &'static str| {
        let value = headers.first(name)?;
        parse_mailboxes(value, limits).into_iter().next()
    };
    let authors = mailboxes("From");
    note_from(headers, &authors, findings);
    let from = authors.first().cloned().unwrap_or_default();
    let (sender, sender_decoders) = match google_groups_author(headers, &from, limits) {
        Some(author) => (author, vec!["google_groups"]),
        None => (from.clone(), Vec::new()),
    };
    People {
        sender,
        sender_decoders,
        from_all: authors,
        from,
        sender_field: first("Sender"),
        recipients: Recipients {
            to: mailboxes("To"),
            cc: mailboxes("Cc"),
            bcc: mailboxes("Bcc"),
        },
        mailbox: first("Delivered-To")
            .or_else(|| first("X-Original-To"))
            .or_else(|| first("Envelope-To")),
    }
}

fn note_from(headers: &Headers, authors: &[Mailbox], findings: &mut Findings) {
    let is_from = |name: &str| name.eq_ignore_ascii_case("From");
    let fields = headers.fields.iter().filter(|it| is_from(&it.name)).count();
    match fields {
        0 => findings.note("missing_from", "there is no From field"),
        1 => {}
        count => findings.note(
            "duplicate_from",
            format!("{count} From fields; mail programs differ in which they show"),
        ),
    }
    if fields > 0 && authors.iter().all(|it| it.email.email.is_empty()) {
        findings.note("empty_from", "the From field holds no address");
    }
    if authors.len() > 1 {
        findings.note("several_authors", format!("From lists {}", authors.len()));
    }
    for name in ["Subject", "To", "Date", "Reply-To", "Message-ID"] {
        if headers
            .fields
            .iter()
            .filter(|it| it.name.eq_ignore_ascii_case(name))
            .nth(1)
            .is_some()
        {
            findings.note("duplicate_header", format!("more than one {name} field"));
        }
    }
}

/// Where DMARC would fail, Google Groups writes itself into From and keeps the author in fields of
/// its own. They count only for mail that comes from the group's own address.
fn google_groups_author(headers: &Headers, from: &Mailbox, limits: &Limits) -> Option<Mailbox> {
    headers.first("X-Google-Group-Id")?;
    let list_post = headers
        .first("List-Post")
        .unwrap_or_default()
        .to_lowercase();
    let mailing_list = headers
        .first("Mailing-List")
        .unwrap_or_default()
        .to_lowercase();
    let address = from.email.email.as_str();
    let is_groups_own = !address.is_empty()
        && (contains_address(&list_post, address) || contains_address(&mailing_list, address));
    if !is_groups_own {
        return None;
    }
    let one = |name: &str| {
        let value = headers.first(name)?;
        let mailbox = parse_mailboxes(value, limits).into_iter().next()?;
        (!mailbox.email.email.is_empty()).then_some(mailbox)
    };
    let mut author = one("X-Original-From").or_else(|| one("X-Original-Sender"))?;
    if author.display_name.is_none() {
        author.display_name = from.display_name.as_deref().and_then(name_before_via);
    }
    Some(author)
}

/// Whether `text` names `address`, not only as a part of another.
fn contains_address(text: &str, address: &str) -> bool {
    text.split(|it: char| it.is_whitespace() || matches!(it, '<' | '>' | ':' | ',' | ';' | '?'))
        .any(|it| it == address)
}

/// `Ann Lee` of `'Ann Lee' via Group`.
fn name_before_via(name: &str) -> Option<String> {
    let (name, _) = name.split_once(" via ")?;
    let name = name.trim().trim_matches('\'');
    (!name.is_empty()).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::headers::HopField;

    fn people(lines: &[&str]) -> (People, Findings) {
        let field = |line: &&str| {
            let (name, value) = line.split_once(':').unwrap();
            HopField {
                name: name.to_owned(),
                value: Some(value.trim().to_owned()).filter(|it| !it.is_empty()),
                position: 0,
            }
        };
        let headers = Headers {
            fields: lines.iter().map(field).collect(),
            ..Headers::default()
        };
        let mut findings = Findings::default();
        let people = read(&headers, &Limits::default(), &mut findings);
        (people, findings)
    }

    #[track_caller]
    fn check_defect(lines: &[&str], kind: &str) {
        let (_, findings) = people(lines);
        assert!(findings.defects.iter().any(|it| it.kind == kind), "{kind}");
    }

    #[test]
    fn the_first_author_is_the_sender() {
        let (people, _) = people(&["From: Ann <ann@a.test>, bob@b.test", "Sender: post@a.test"]);
        assert_eq!(people.sender.email.email, "ann@a.test");
        assert_eq!(people.sender.display_name.as_deref(), Some("Ann"));
        assert_eq!(people.from_all.len(), 2);
        assert_eq!(people.sender_field.unwrap().email.email, "post@a.test");
    }

    #[test]
    fn from_fields_that_are_broken() {
        check_defect(&["From: a@a.test", "From: b@b.test"], "duplicate_from");
        check_defect(&["From:"], "empty_from");
        check_defect(&["To: a@a.test"], "missing_from");
        check_defect(
            &["From: a@a.test", "Subject: a", "Subject: b"],
            "duplicate_header",
        );
        assert_eq!(people(&["From:"]).0.sender.email.email, "");
    }

    #[test]
    fn recipients_of_all_fields_in_order() {
        let (people, _) = people(&["To: a@a.test", "Cc: c@c.test", "To: b@b.test"]);
        let all: Vec<_> = people
            .recipients
            .all()
            .map(|it| it.email.email.as_str())
            .collect();
        assert_eq!(all, ["a@a.test", "b@b.test", "c@c.test"]);
    }

    #[test]
    fn the_author_behind_a_google_group() {
        let lines = [
            "From: 'Ann Lee' via Team <team@groups.test>",
            "X-Google-Group-Id: 1234",
            "X-Original-Sender: ann@a.test",
            "List-Post: <https://groups.google.com/a/groups.test/group/team/post>, <mailto:team@groups.test>",
        ];
        let (found, _) = people(&lines);
        assert_eq!(found.sender.email.email, "ann@a.test");
        assert_eq!(found.sender.display_name.as_deref(), Some("Ann Lee"));
        assert_eq!(found.from.email.email, "team@groups.test");
        assert_eq!(found.sender_decoders, ["google_groups"]);
    }

    #[test]
    fn nobody_borrows_a_name_by_claiming_to_be_a_group() {
        let lines = [
            "From: Evil <evil@evil.test>",
            "X-Google-Group-Id: 1234",
            "X-Original-Sender: billing@bank.test",
            "List-Post: <mailto:team@groups.test>",
        ];
        let (found, _) = people(&lines);
        assert_eq!(found.sender.email.email, "evil@evil.test");
    }

    #[test]
    fn the_mailbox_it_was_found_in() {
        let (people, _) = people(&["Delivered-To: Pat@c.test", "X-Original-To: x@c.test"]);
        assert_eq!(people.mailbox.unwrap().email.email, "pat@c.test");
    }
}
