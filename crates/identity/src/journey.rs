//! The way of a message between its signature and this mailbox: forwarding told apart from replay.
//!
//! A DKIM signature vouches for what was written, not for whom it reaches. Whoever gets one genuine
//! mail of a brand (an invoice with a note of his own) can send it on to anybody, and it passes DKIM
//! and DMARC still. What tells it from the brand's own delivery: the signed To and Cc name somebody
//! else, and another host than the brand's handed it over. Lists, one's own forwarding and blind copies
//! look alike in part, so each of them is looked for, and where a message cannot be told from them the
//! answer is "unknown". Marks that a sender can write himself excuse nothing: they only make unknown.

use address::{Domain, Mailbox};
use mail::{AuthenticationResults, Message};

use crate::authentication::{self, same_organisation};

/// What happened to a message after it was signed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Journey {
    /// Whether the signed To and Cc name others only, and not the mailbox it was found in. `None`
    /// where no trusted signature covers them or the mailbox is unknown.
    pub addressed_elsewhere: Option<bool>,
    /// Whether it is a genuine signed mail that somebody sent on to people it was not written to.
    /// `Some(true)` accuses: it was addressed elsewhere, was handed over by another than the signer,
    /// and nothing explains it. `Some(false)`: it is addressed here or came straight from the signer.
    /// `None`: it may as well be a list or somebody's forwarding.
    pub replayed: Option<bool>,
    /// Whether somebody passed it on, by a valid ARC chain of others than the author's and the
    /// receiver's hosts, or by the marks that forwarders leave.
    pub forwarded: bool,
    /// Received lines above the signature: one or two for a direct delivery.
    pub hops_after_signature: Option<usize>,
    /// The ARC chain, where a trusted host or we verified one.
    pub arc: Option<ArcChain>,
}

/// An ARC chain that was verified (RFC 8617).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ArcChain {
    /// `pass`, `fail`, or an error.
    pub result: String,
    /// The domains that sealed it, the newest first; empty where the trusted host did not say.
    pub sealers: Vec<String>,
}

impl ArcChain {
    /// Whether the chain is unbroken.
    pub fn passes(&self) -> bool {
        self.result == "pass"
    }
}

/// The journey of `message`, whose From is at `from`.
pub(crate) fn of(message: &Message, from: &Domain) -> Journey {
    let arc = arc(message);
    let addressed_elsewhere = addressed_elsewhere(message, from);
    Journey {
        replayed: replayed(message, from, addressed_elsewhere, arc.as_ref()),
        forwarded: is_forwarded(message, from, arc.as_ref()),
        hops_after_signature: hops_after_signature(message, from),
        addressed_elsewhere,
        arc,
    }
}

fn arc(message: &Message) -> Option<ArcChain> {
    let results = message.headers.trusted_results.as_ref()?;
    let method = results.methods.iter().find(|it| it.method == "arc")?;
    if method.result == "none" {
        return None;
    }
    let chain = method.property("arc.chain").unwrap_or_default();
    let sealers = chain.split(':').filter(|it| !it.is_empty());
    Some(ArcChain {
        result: method.result.clone(),
        sealers: sealers.map(str::to_ascii_lowercase).collect(),
    })
}

/// The mailbox it was found in: told by the caller or the delivering host, else by the topmost
/// Received line.
fn mailbox(message: &Message) -> Option<&str> {
    if let Some(mailbox) = &message.mailbox {
        return Some(&mailbox.email.email);
    }
    let topmost = message.headers.hops.last()?.received.as_ref()?;
    topmost.mailbox.as_ref().map(|it| it.email.as_str())
}

fn addressed_elsewhere(message: &Message, from: &Domain) -> Option<bool> {
    let mailbox = mailbox(message)?;
    let results = message.headers.trusted_results.as_ref()?;
    if !signs_recipients(message, results, from) {
        return None;
    }
    let mut named = message.recipients.to.iter().chain(&message.recipients.cc);
    let mut is_anybody_named = false;
    let is_here = named.any(|it| {
        is_anybody_named |= it.email.email.contains('@');
        is_same_mailbox(&it.email.email, mailbox)
    });
    // "Undisclosed recipients" is addressed to nobody in particular.
    (is_here || is_anybody_named).then_some(!is_here)
}

/// Whether a trusted pass of the author's domain covers To and Cc as they stand.
fn signs_recipients(message: &Message, results: &AuthenticationResults, from: &Domain) -> bool {
    let passes = |domain: &str| authentication::dkim_passes_for(results, domain);
    let mut signatures = message.headers.hops.iter().flat_map(|it| &it.signatures);
    signatures.any(|it| {
        let domain = it.domain.as_deref().unwrap_or_default();
        let names = it.headers.as_deref().unwrap_or_default();
        let covers = |name: &str| names.split(':').any(|it| it.eq_ignore_ascii_case(name));
        let is_whole = covers("to") && (covers("cc") || message.recipients.cc.is_empty());
        !domain.is_empty()
            && is_whole
            && same_organisation(&Domain::parse(domain), from)
            && passes(domain)
    })
}

fn replayed(
    message: &Message,
    from: &Domain,
    addressed_elsewhere: Option<bool>,
    arc: Option<&ArcChain>,
) -> Option<bool> {
    let results = message.headers.trusted_results.as_ref()?;
    if !addressed_elsewhere? || authentication::spf_passes(results, from) {
        // Addressed here, or handed over by the author's own host: a blind copy.
        return Some(false);
    }
    if results.spf.is_none() || is_explained(message, arc) {
        return None;
    }
    Some(true)
}

/// Whether a list, or a forwarder of somebody whom the message names, may have passed it on.
fn is_explained(message: &Message, arc: Option<&ArcChain>) -> bool {
    let headers = &message.headers;
    let is_list = ["List-Id", "List-Post", "Mailing-List", "X-Google-Group-Id"]
        .iter()
        .any(|it| headers.first(it).is_some());
    let people = || message.recipients.to.iter().chain(&message.recipients.cc);
    let is_at = |host: &str| {
        let host = Domain::parse(host);
        people().any(|it| same_organisation(&it.email.domain, &host))
    };
    let by_return_path = headers
        .return_path
        .as_ref()
        .is_some_and(|it| is_at(&it.domain.domain));
    let by_seal = arc.is_some_and(|it| it.passes() && it.sealers.iter().any(|it| is_at(it)));
    is_list || by_return_path || by_seal || names_forwarding(message, people())
}

/// Fields in which hosts write whose mail they pass on.
const FORWARDED_FOR: [&str; 5] = [
    "X-Forwarded-For",
    "X-Forwarded-To",
    "Resent-From",
    "Resent-To",
    "X-Original-To",
];

fn names_forwarding<'m>(message: &Message, mut people: impl Iterator<Item = &'m Mailbox>) -> bool {
    let headers = &message.headers;
    let delivered = headers.all("Delivered-To").skip(1);
    let noted = FORWARDED_FOR.iter().flat_map(|it| headers.all(it));
    let noted: Vec<String> = delivered.chain(noted).map(str::to_lowercase).collect();
    people.any(|it| {
        let address = it.email.email.to_lowercase();
        address.contains('@') && noted.iter().any(|it| it.contains(&address))
    })
}

fn is_forwarded(message: &Message, from: &Domain, arc: Option<&ArcChain>) -> bool {
    let receiving = message.headers.receiving_host.as_deref().map(Domain::parse);
    let is_other = |sealer: &String| {
        let sealer = Domain::parse(sealer);
        let is_receiver = receiving
            .as_ref()
            .is_some_and(|it| same_organisation(it, &sealer));
        !is_receiver && !same_organisation(from, &sealer)
    };
    let is_sealed = arc.is_some_and(|it| it.passes() && it.sealers.iter().any(is_other));
    let headers = &message.headers;
    let is_marked = FORWARDED_FOR
        .iter()
        .any(|it| *it != "X-Original-To" && headers.first(it).is_some());
    let is_rewritten = headers.return_path.as_ref().is_some_and(|it| {
        let local = it.local_part.to_ascii_lowercase();
        local.starts_with("srs0=") || local.starts_with("srs1=") || local.contains("+srs=")
    });
    is_sealed || is_marked || is_rewritten
}

fn hops_after_signature(message: &Message, from: &Domain) -> Option<usize> {
    let hops = &message.headers.hops;
    let signed = hops.iter().position(|hop| {
        let mut domains = hop.signatures.iter().filter_map(|it| it.domain.as_deref());
        domains.any(|it| same_organisation(&Domain::parse(it), from))
    })?;
    // A signature stands above the lines of the hop it was made at.
    Some(
        hops.iter()
            .skip(signed + 1)
            .filter(|it| it.received.is_some())
            .count(),
    )
}

/// The same mailbox, whatever tag the local part carries (`ann+shop@…`).
fn is_same_mailbox(a: &str, b: &str) -> bool {
    let plain = |address: &str| {
        let address = address.to_lowercase();
        let (local, host) = address.rsplit_once('@')?;
        let local = local.split('+').next().unwrap_or_default().to_owned();
        Some((local, host.to_owned()))
    };
    plain(a).is_some() && plain(a) == plain(b)
}

#[cfg(test)]
mod tests {
    use mail::{ParseOptions, parse};

    use super::*;

    /// A signed mail of a shop to Ann that reached Bob at mx.home.example, with what its results say of
    /// SPF, fields that were added on the way, and whom it names.
    fn journey(spf: &str, added: &str, to: &str) -> Journey {
        let raw = format!(
            "Delivered-To: bob@home.example\r\n\
             Received: from relay.test (relay.test [203.0.113.9]) by mx.home.example for <bob@home.example>; \
             Mon, 2 Nov 2026 10:00:00 +0000\r\n\
             Authentication-Results: mx.home.example; {spf}; dkim=pass header.d=shop.example; \
             dmarc=pass header.from=shop.example{added}\r\n\
             Received: from out.shop.example by relay.test; Mon, 2 Nov 2026 09:59:00 +0000\r\n\
             DKIM-Signature: v=1; a=rsa-sha256; d=shop.example; s=s; h=from:to:cc:subject; bh=x; b=y\r\n\
             Received: from app by out.shop.example; Mon, 2 Nov 2026 09:58:00 +0000\r\n\
             From: Shop <billing@shop.example>\r\nTo: {to}\r\nSubject: Invoice\r\n\r\nx\r\n"
        );
        let options = ParseOptions {
            trusted_hosts: vec!["mx.home.example".to_owned()],
            ..ParseOptions::default()
        };
        let message = parse(raw.as_bytes(), &options);
        let from = message.from.email.domain.clone();
        of(&message, &from)
    }

    const BY_ANOTHER: &str = "spf=pass smtp.mailfrom=x@relay.test";
    const BY_THE_SHOP: &str = "spf=pass smtp.mailfrom=bounce@shop.example";
    const ANN: &str = "Ann <ann@elsewhere.example>";

    #[test]
    fn a_mail_to_ann_that_another_host_brings_to_bob_is_replayed() {
        let found = journey(BY_ANOTHER, "", ANN);
        assert_eq!(found.addressed_elsewhere, Some(true));
        assert_eq!(found.replayed, Some(true));
        assert!(!found.forwarded);
        assert_eq!(found.hops_after_signature, Some(1));
    }

    #[test]
    fn a_mail_to_bob_is_not_whoever_brings_it() {
        for to in [
            "bob@home.example",
            "Bob <BOB+shop@Home.Example>",
            "ann@a.example, bob@home.example",
        ] {
            let found = journey(BY_ANOTHER, "", to);
            assert_eq!(
                (found.addressed_elsewhere, found.replayed),
                (Some(false), Some(false)),
                "{to}"
            );
        }
    }

    #[test]
    fn a_blind_copy_comes_from_the_author() {
        let found = journey(BY_THE_SHOP, "", ANN);
        assert_eq!(
            (found.addressed_elsewhere, found.replayed),
            (Some(true), Some(false))
        );
        assert_eq!(
            journey(BY_ANOTHER, "", "undisclosed-recipients:;").replayed,
            None
        );
    }

    #[test]
    fn a_list_is_no_replay_nor_proof_of_none() {
        let list = "\r\nList-Id: <talk.lists.example>";
        assert_eq!(
            journey(BY_ANOTHER, list, "talk@lists.example").replayed,
            None
        );
    }

    #[test]
    fn own_forwarding_is_no_replay() {
        let marks = [
            "\r\nX-Forwarded-For: ann@elsewhere.example bob@home.example",
            "\r\nResent-From: ann@elsewhere.example",
            "\r\nDelivered-To: ann@elsewhere.example",
            "\r\nReturn-Path: <SRS0=ab=cd=shop.example=billing@elsewhere.example>",
            "; arc=pass arc.chain=elsewhere.example",
        ];
        for mark in marks {
            assert_eq!(journey(BY_ANOTHER, mark, ANN).replayed, None, "{mark}");
        }
        let found = journey(BY_ANOTHER, marks[0], ANN);
        assert!(found.forwarded);
    }

    #[test]
    fn marks_that_name_a_stranger_explain_nothing() {
        let marks = [
            "\r\nX-Forwarded-For: eve@evil.example bob@home.example",
            "\r\nReturn-Path: <SRS0=ab=cd=shop.example=billing@evil.example>",
            "; arc=pass arc.chain=evil.example",
            "; arc=fail arc.chain=elsewhere.example",
        ];
        for mark in marks {
            assert_eq!(
                journey(BY_ANOTHER, mark, ANN).replayed,
                Some(true),
                "{mark}"
            );
        }
        let sealed = journey(BY_ANOTHER, marks[2], ANN);
        assert!(sealed.forwarded);
        assert_eq!(sealed.arc.unwrap().sealers, ["evil.example"]);
    }

    #[test]
    fn the_receivers_own_seal_is_no_forwarding() {
        let own = "; arc=pass arc.chain=home.example";
        assert!(!journey(BY_THE_SHOP, own, ANN).forwarded);
    }

    #[test]
    fn unknown_where_nobody_looked_at_the_host() {
        assert_eq!(journey("spf=none", "", ANN).replayed, Some(true));
        let silent = journey("iprev=pass", "", ANN);
        assert_eq!(
            (silent.addressed_elsewhere, silent.replayed),
            (Some(true), None)
        );
    }
}
