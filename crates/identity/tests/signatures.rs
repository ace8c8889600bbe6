//! DKIM, DMARC and ARC of mails signed here, against a real name server.
#![allow(clippy::unwrap_used, reason = "tests may")]

mod shared;

use std::net::UdpSocket;
use std::time::{Duration, Instant};

use base64::Engine as _;
use identity::{Difference, DnsSettings, Envelope, ResolverChoice, Verified, Verifier};
use limits::Capability;
use mail_auth::arc::ArcSealer;
use mail_auth::crypto::Ed25519Key;
use mail_auth::dkim::DkimSigner;
use mail_auth::headers::HeaderWriter;
use mail_auth::{AuthenticatedMessage, AuthenticationResults, MessageAuthenticator};

/// A key that signs for any domain of the zone, under the selector `s`.
struct Signer {
    der: Vec<u8>,
}

impl Signer {
    fn new() -> Self {
        Self {
            der: Ed25519Key::generate_pkcs8().unwrap(),
        }
    }

    fn key(&self) -> Ed25519Key {
        Ed25519Key::from_pkcs8_der(&self.der).unwrap()
    }

    fn record(&self) -> String {
        let public = base64::engine::general_purpose::STANDARD.encode(self.key().public_key());
        format!("TXT \"v=DKIM1; k=ed25519; p={public}\"")
    }

    fn zone(&self) -> String {
        let key = self.record();
        format!(
            "s._domainkey.shop {key}\n\
             s._domainkey.news.shop {key}\n\
             s._domainkey.strict {key}\n\
             s._domainkey.mail.strict {key}\n\
             s._domainkey.sealer {key}\n\
             s._domainkey.other {key}\n\
             revoked._domainkey.shop TXT \"v=DKIM1; k=ed25519; p=\"\n\
             broken._domainkey.shop TXT \"no key at all\"\n\
             shop TXT \"v=spf1 ip4:192.0.2.1 -all\"\n\
             bounce.shop TXT \"v=spf1 ip4:192.0.2.1 -all\"\n\
             other TXT \"v=spf1 ip4:192.0.2.1 -all\"\n\
             mail.strict TXT \"v=spf1 ip4:192.0.2.1 -all\"\n\
             _dmarc.shop TXT \"v=DMARC1; p=reject; sp=quarantine\"\n\
             _dmarc.strict TXT \"v=DMARC1; p=reject; adkim=s; aspf=s\"\n\
             _dmarc.loose TXT \"v=DMARC1; p=none\"\n\
             {}",
            (0..3_000).fold(String::new(), |zone, index| {
                zone + &format!("many A 10.{}.{}.1\n", index / 250, index % 250)
            }) + "manyspf TXT \"v=spf1 a:many.example -all\"\n"
                + &huge()
        )
    }

    fn sign(&self, domain: &str, mail: &str) -> String {
        self.sign_with(domain, mail, |it| it)
    }

    fn sign_with(
        &self,
        domain: &str,
        mail: &str,
        with: impl Fn(
            DkimSigner<Ed25519Key, mail_auth::signer::Ready>,
        ) -> DkimSigner<Ed25519Key, mail_auth::signer::Ready>,
    ) -> String {
        let signer = DkimSigner::from_key(self.key())
            .domain(domain)
            .selector("s")
            .headers(["From", "To", "Subject"]);
        let signature = with(signer).sign(mail.as_bytes()).unwrap();
        format!("{}{mail}", signature.to_header())
    }
}

/// A TXT record of 60,000 bytes at `huge`.
fn huge() -> String {
    let piece = format!("\"{}\" ", "x".repeat(250));
    format!("huge TXT \"v=spf1 \" {}\n", piece.repeat(240))
}

fn mail(from: &str) -> String {
    format!(
        "From: Shop <{from}>\r\nTo: ann@home.example\r\nSubject: Your order\r\n\r\nIt is on its way.\r\n"
    )
}

fn envelope(ip: &str, mail_from: &str) -> Envelope {
    Envelope {
        client_ip: Some(ip.parse().unwrap()),
        helo: Some("out.example".to_owned()),
        mail_from: Some(mail_from.to_owned()),
        recipients: vec!["ann@home.example".to_owned()],
    }
}

const OWN: &str = "192.0.2.1";
const STRANGE: &str = "203.0.113.7";

fn words(verified: &Verified) -> [&str; 3] {
    let results = &verified.results;
    [&results.spf, &results.dkim, &results.dmarc].map(|it| it.as_deref().unwrap_or("-"))
}

fn property<'v>(verified: &'v Verified, method: &str, name: &str) -> &'v str {
    let mut methods = verified.results.methods.iter();
    let method = methods.find(|it| it.method == method).unwrap();
    method.property(name).unwrap_or_default()
}

struct World {
    server: shared::NameServer,
    verifier: Verifier,
    signer: Signer,
}

impl World {
    fn new() -> Option<Self> {
        let signer = Signer::new();
        let server = shared::NameServer::start(&signer.zone())?;
        Some(Self {
            verifier: server.verifier(),
            server,
            signer,
        })
    }

    #[track_caller]
    fn check(&self, raw: &str, envelope: &Envelope, expected: [&str; 3]) -> Verified {
        let verified = self.verifier.verify(raw.as_bytes(), envelope);
        assert_eq!(words(&verified), expected, "{:?}", verified.results.methods);
        verified
    }
}

#[test]
fn dkim_and_its_failures() {
    let Some(world) = World::new() else { return };
    let plain = mail("news@shop.example");
    let signed = world.signer.sign("shop.example", &plain);
    let strange = envelope(STRANGE, "x@absent.example");
    let passed = world.check(&signed, &strange, ["none", "pass", "pass"]);
    assert_eq!(property(&passed, "dkim", "header.d"), "shop.example");
    assert!(passed.missing.is_empty());

    world.check(&plain, &strange, ["none", "none", "fail"]);
    let other_body = signed.replace("on its way", "lost, call us");
    let failed = world.check(&other_body, &strange, ["none", "fail", "fail"]);
    assert!(property(&failed, "dkim", "reason").contains("body hash"));
    let other_subject = signed.replace("Your order", "Your refund");
    world.check(&other_subject, &strange, ["none", "fail", "fail"]);
    let revoked = signed.replace("s=s;", "s=revoked;");
    world.check(&revoked, &strange, ["none", "permerror", "fail"]);
    let broken = signed.replace("s=s;", "s=broken;");
    world.check(&broken, &strange, ["none", "permerror", "fail"]);
    let absent = signed.replace("s=s;", "s=absent;");
    world.check(&absent, &strange, ["none", "permerror", "fail"]);
}

#[test]
fn signatures_that_are_old_partial_or_several() {
    let Some(world) = World::new() else { return };
    let strange = envelope(STRANGE, "x@absent.example");
    let plain = mail("news@shop.example");
    let short = world.signer.sign_with("shop.example", &plain, |it| {
        it.expiration(Duration::from_secs(1))
    });
    std::thread::sleep(Duration::from_millis(2_100));
    let expired = world.check(&short, &strange, ["none", "fail", "fail"]);
    assert!(property(&expired, "dkim", "reason").contains("expired"));

    // A signature over the first bytes of a body vouches for none of what is appended.
    let partial = world
        .signer
        .sign_with("shop.example", &plain, |it| it.body_length(true));
    assert!(partial.contains("l="));
    world.check(
        &format!("{partial}Call us.\r\n"),
        &strange,
        ["none", "policy", "fail"],
    );

    let own = world.signer.sign("shop.example", &plain);
    let both = world.signer.sign("other.example", &own);
    let verified = world.check(&both, &strange, ["none", "pass", "pass"]);
    assert_eq!(verified.results.dkim_details.len(), 2);
    let only_other = world.signer.sign("other.example", &plain);
    world.check(&only_other, &strange, ["none", "pass", "fail"]);
    let first_broken = both.replacen("; s=s;", "; s=absent;", 1);
    world.check(&first_broken, &strange, ["none", "pass", "pass"]);
    let twenty = (0..20).fold(own.clone(), |mail, _| {
        world.signer.sign("other.example", &mail)
    });
    let many = world.verifier.verify(twenty.as_bytes(), &strange);
    let passed = many
        .results
        .dkim_details
        .iter()
        .filter(|it| it.result == "pass");
    assert_eq!(passed.count(), 10);
}

#[test]
fn alignment_and_policies() {
    let Some(world) = World::new() else { return };
    let strange = envelope(STRANGE, "x@absent.example");
    // Relaxed: a host of the same domain will do, on either side.
    world.check(
        &mail("a@shop.example"),
        &envelope(OWN, "b@bounce.shop.example"),
        ["pass", "none", "pass"],
    );
    world.check(
        &mail("a@shop.example"),
        &envelope(OWN, "b@other.example"),
        ["pass", "none", "fail"],
    );
    let from_below = world
        .signer
        .sign("shop.example", &mail("a@news.shop.example"));
    world.check(&from_below, &strange, ["none", "pass", "pass"]);
    // Strict: it will not.
    let strict = world
        .signer
        .sign("mail.strict.example", &mail("a@strict.example"));
    world.check(
        &strict,
        &envelope(OWN, "b@mail.strict.example"),
        ["pass", "pass", "fail"],
    );
    let exact = world
        .signer
        .sign("strict.example", &mail("a@strict.example"));
    world.check(&exact, &strange, ["none", "pass", "pass"]);
    // The policy is that of the domain itself or of those below it.
    let top = world.check(&mail("a@shop.example"), &strange, ["none", "none", "fail"]);
    assert_eq!(property(&top, "dmarc", "policy.dmarc"), "reject");
    let below = world.check(
        &mail("a@any.shop.example"),
        &strange,
        ["none", "none", "fail"],
    );
    assert_eq!(property(&below, "dmarc", "policy.dmarc"), "quarantine");
    let none = world.check(&mail("a@other.example"), &strange, ["none", "none", "none"]);
    assert_eq!(none.results.dmarc_from.unwrap().domain, "other.example");
    // Two authors are nobody.
    let two = mail("a@shop.example").replace("From: ", "From: b@other.example, ");
    world.check(&two, &strange, ["none", "none", "none"]);
}

#[test]
fn without_a_client_address_only_a_pass_is_known() {
    let Some(world) = World::new() else { return };
    let file = Envelope::default();
    let signed = world
        .signer
        .sign("shop.example", &mail("news@shop.example"));
    world.check(&signed, &file, ["-", "pass", "pass"]);
    world.check(&mail("news@shop.example"), &file, ["-", "none", "-"]);
}

#[test]
fn arc_chains() {
    let Some(world) = World::new() else { return };
    let signed = world
        .signer
        .sign("shop.example", &mail("news@shop.example"));
    let once = world.seal(&signed, "sealer.example");
    let arc = |raw: &str| {
        let verified = world.verifier.verify(raw.as_bytes(), &Envelope::default());
        let method = verified
            .results
            .methods
            .iter()
            .find(|it| it.method == "arc");
        let method = method.unwrap();
        let chain = method.property("arc.chain").unwrap_or_default().to_owned();
        (method.result.clone(), chain)
    };
    let own = |word: &str, chain: &str| (word.to_owned(), chain.to_owned());
    assert_eq!(arc(&signed), own("none", ""));
    assert_eq!(arc(&once), own("pass", "sealer.example"));
    let twice = world.seal(&once, "other.example");
    assert_eq!(arc(&twice), own("pass", "other.example:sealer.example"));
    assert_eq!(arc(&twice.replace("on its way", "lost")).0, "fail");
    assert_eq!(arc(&once.replacen("cv=none", "cv=pass", 1)).0, "fail");
    let without_seal = once.replacen("ARC-Seal:", "X-Seal:", 1);
    assert_eq!(arc(&without_seal).0, "fail");
}

impl World {
    fn seal(&self, raw: &str, domain: &str) -> String {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let mut connections = Vec::new();
            for mut connection in [
                hickory_resolver::config::ConnectionConfig::udp(),
                hickory_resolver::config::ConnectionConfig::tcp(),
            ] {
                connection.port = self.server.address.port();
                connections.push(connection);
            }
            let server = hickory_resolver::config::NameServerConfig::new(
                self.server.address.ip(),
                true,
                connections,
            );
            let config = hickory_resolver::config::ResolverConfig::from_name_servers(vec![server]);
            let authenticator = MessageAuthenticator::new(
                config,
                hickory_resolver::config::ResolverOpts::default(),
            )
            .unwrap();
            let message = AuthenticatedMessage::parse(raw.as_bytes()).unwrap();
            let before = authenticator.verify_arc(&message).await;
            let results = AuthenticationResults::new("mx.sealer.example");
            let set = ArcSealer::from_key(self.signer.key())
                .domain(domain)
                .selector("s")
                .headers(["From", "To", "Subject", "DKIM-Signature"])
                .seal(&message, &results, &before)
                .unwrap();
            format!("{}{raw}", set.to_header())
        })
    }
}

fn timely(mut settings: DnsSettings) -> DnsSettings {
    settings.timeout_ms = 200;
    settings.attempts = 1;
    settings.message_timeout_ms = 1_500;
    settings
}

#[test]
fn a_server_that_stops_or_hangs_decides_nothing() {
    let Some(world) = World::new() else { return };
    let signed = world
        .signer
        .sign("shop.example", &mail("news@shop.example"));
    let strange = envelope(STRANGE, "b@shop.example");
    let stopped = shared::verifier(&timely(world.server.settings()));
    drop(world.server);
    let hangs = UdpSocket::bind("127.0.0.1:0").unwrap();
    let hanging = shared::verifier(&timely(shared::settings(hangs.local_addr().unwrap())));
    for verifier in [stopped, hanging] {
        let start = Instant::now();
        let verified = verifier.verify(signed.as_bytes(), &strange);
        assert_eq!(words(&verified), ["temperror", "temperror", "temperror"]);
        assert!(verified.missing.contains(Capability::Dns));
        assert!(
            start.elapsed() < Duration::from_secs(4),
            "{:?}",
            start.elapsed()
        );
        let mut message = mail::parse(signed.as_bytes(), &mail::ParseOptions::default());
        assert_eq!(verified.apply(&mut message), Vec::<Difference>::new());
        assert!(message.missing.contains(Capability::Dns));
        let registry = registry::Registry::builtin().unwrap();
        let sender = identity::identify(&message, &registry);
        assert_eq!((sender.dmarc_aligned, sender.spoofed), (None, false));
    }
}

#[test]
fn a_resolver_that_answers_nonsense_decides_nothing() {
    let liar = UdpSocket::bind("127.0.0.1:0").unwrap();
    let address = liar.local_addr().unwrap();
    liar.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    std::thread::spawn(move || {
        let mut buffer = [0; 512];
        while let Ok((length, client)) = liar.recv_from(&mut buffer) {
            let question = buffer.get(..length).unwrap();
            // Another id, then noise under the right one, then a cut header.
            let mut other_id = question.to_vec();
            other_id[0] ^= 0xff;
            other_id[2] |= 0x80;
            let mut noise = question.get(..2).unwrap().to_vec();
            noise.extend([
                0x81, 0x80, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xc0, 0x0c,
            ]);
            for answer in [&other_id[..], &noise[..], &question[..2]] {
                let _ = liar.send_to(answer, client);
            }
        }
    });
    let asking = shared::verifier(&timely(shared::settings(address)));
    let verified = asking.verify(
        mail("a@shop.example").as_bytes(),
        &envelope(OWN, "b@shop.example"),
    );
    assert_eq!(verified.results.spf.as_deref(), Some("temperror"));
    assert_eq!(verified.results.dmarc.as_deref(), Some("temperror"));
    assert!(verified.missing.contains(Capability::Dns));
}

#[test]
fn large_answers_are_read_and_bounded() {
    let Some(world) = World::new() else { return };
    let from_many = envelope("10.11.249.1", "a@manyspf.example");
    world.check(
        &mail("a@manyspf.example"),
        &from_many,
        ["pass", "none", "none"],
    );
    let from_huge = envelope(OWN, "a@huge.example");
    let verified = world
        .verifier
        .verify(mail("a@huge.example").as_bytes(), &from_huge);
    let spf = verified.results.spf.as_deref();
    assert!(
        matches!(spf, Some("permerror" | "neutral" | "none")),
        "{spf:?}"
    );
}

#[test]
fn a_message_may_ask_so_much_and_no_more() {
    let Some(world) = World::new() else { return };
    let signed = world
        .signer
        .sign("shop.example", &mail("news@shop.example"));
    let own = envelope(OWN, "b@shop.example");
    let enough = world.check(&signed, &own, ["pass", "pass", "pass"]);
    assert!((3..20).contains(&enough.lookups), "{}", enough.lookups);
    let few = shared::verifier(&DnsSettings {
        lookups: 1,
        ..world.server.settings()
    });
    let cut = few.verify(signed.as_bytes(), &own);
    assert_eq!(words(&cut), ["pass", "temperror", "temperror"]);
    assert_eq!(cut.lookups, 1);
    assert!(cut.missing.contains(Capability::Dns));
    // The second time the cache answers, and the count is the same.
    assert_eq!(world.verifier.verify(signed.as_bytes(), &own), enough);
}

#[test]
fn hostile_headers_cost_little() {
    let Some(world) = World::new() else { return };
    let names = "a:".repeat(7_000);
    let signature = format!(
        "DKIM-Signature: v=1; a=rsa-sha256; d=shop.example; s=s; h={names}from; bh=eA==; b=eA==\r\n"
    );
    let raw = format!("{}{}", signature.repeat(15), mail("a@shop.example"));
    let start = Instant::now();
    let verified = world
        .verifier
        .verify(raw.as_bytes(), &envelope(STRANGE, "x@absent.example"));
    assert_ne!(verified.results.dmarc.as_deref(), Some("pass"));
    assert!(
        start.elapsed() < Duration::from_secs(3),
        "{:?}",
        start.elapsed()
    );
    let wide = format!("{}{}", "X-A: b\r\n".repeat(5_000), mail("a@shop.example"));
    let refused = world
        .verifier
        .verify(wide.as_bytes(), &envelope(OWN, "b@shop.example"));
    assert_eq!(refused.results.dkim.as_deref(), Some("policy"));
    assert!(refused.missing.contains(Capability::MessageLimit));
}

#[test]
fn off_means_off() {
    assert!(Verifier::start(&DnsSettings::default()).unwrap().is_none());
    assert_eq!(DnsSettings::default().resolver, ResolverChoice::System);
}
