//! Twins that differ in nothing but what was seen before.

#![allow(clippy::unwrap_used, reason = "a panic is a failed test")]

use detect::{Delivery, Engine, Finished, Memory, Options, Report, Verdict};
use history::{Settings, UnixSeconds, parse_time};

struct Mailbox {
    engine: Engine,
    memory: Memory,
    _folder: tempfile::TempDir,
}

impl Mailbox {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("history.db");
        let settings = Settings {
            orders: true,
            ..Settings::default()
        };
        Self {
            engine: Engine::new(Options::default()).unwrap(),
            memory: Memory::open(file.to_str().unwrap(), settings),
            _folder: folder,
        }
    }

    /// Judges `raw` and remembers it.
    fn receive(&self, raw: &str) -> Report {
        let draft = self
            .engine
            .draft("mail", raw.as_bytes(), &Delivery::default());
        let known = draft.observation().and_then(|it| self.memory.observe(it));
        let plain = draft.conclusion();
        let Finished { report, conclusion } = self.engine.finish(draft, known);
        let kept = conclusion.or(plain);
        self.memory.conclude(kept.as_slice());
        assert_eq!(self.memory.take_faults(), [""; 0]);
        report
    }

    /// Pat writes to `address`.
    fn write_to(&self, address: &str) {
        let raw = format!("From: pat@home.example\nTo: {address}\nSubject: Hello\n\nHello Ann\n");
        let delivery = Delivery {
            received: parse_time(START),
            is_own: true,
            ..Delivery::default()
        };
        let draft = self.engine.draft("mail", raw.as_bytes(), &delivery);
        self.memory.observe(draft.observation().unwrap()).unwrap();
    }

    /// Judges `raw` without remembering it.
    fn ask(&self, raw: &str) -> Report {
        let draft = self
            .engine
            .draft("mail", raw.as_bytes(), &Delivery::default());
        let known = draft.observation().and_then(|it| self.memory.recall(it));
        self.engine.finish(draft, known).report
    }
}

const START: &str = "2026-11-03T10:00:00Z";

/// A mail to Pat, received `days` after the start, with or without a passing DMARC check.
fn mail(days: i64, from: &str, authenticated: bool, subject: &str, body: &str) -> String {
    let time: UnixSeconds = parse_time(START).unwrap() + days * 86_400;
    let time = history::format_time(time);
    let (date, clock) = time.split_once('T').unwrap();
    let mut parts = date.split('-');
    let (year, _, day) = (
        parts.next().unwrap(),
        parts.next().unwrap(),
        parts.next().unwrap(),
    );
    let host = from.rsplit('@').next().unwrap().trim_end_matches('>');
    let result = if authenticated { "pass" } else { "fail" };
    format!(
        "Delivered-To: pat@home.example\n\
         Received: from mail.{host} (mail.{host} [192.0.2.1]) by mx.home.example\n \
         for <pat@home.example>; {day} Nov {year} {} +0000\n\
         Authentication-Results: mx.home.example; dmarc={result} header.from={host}\n\
         From: {from}\nTo: pat@home.example\nSubject: {subject}\nMessage-ID: <{days}.{}@{host}>\n\n{body}\n",
        clock.trim_end_matches('Z'),
        body.len()
    )
}

fn order(days: i64, id: &str) -> String {
    mail(
        days,
        "Amazon <auto-confirm@amazon.com>",
        true,
        "Your Amazon.com order",
        &format!("Hello Pat,\nThank you for your Amazon order.\nOrder #{id}\nIt arrives soon."),
    )
}

fn fake(days: i64, id: &str) -> String {
    mail(
        days,
        "Amazon <billing.desk88@gmail.com>",
        true,
        "Your Amazon order has been charged",
        &format!("Dear customer,\nyour Amazon order #{id} of $499.99 was charged to your card."),
    )
}

fn weight(report: &Report, signal: &str) -> Option<f64> {
    let mut evidence = report.evidence.iter();
    evidence.find(|it| it.signal == signal).map(|it| it.weight)
}

fn text<'r>(report: &'r Report, signal: &str) -> &'r str {
    let mut evidence = report.evidence.iter();
    &evidence.find(|it| it.signal == signal).unwrap().text
}

fn state(report: &Report) -> &'static str {
    report.order.as_ref().unwrap().state
}

#[test]
fn an_invented_order_beside_genuine_ones_is_absent() {
    let invented = fake(9, "113-7654321-7654321");
    let empty = Mailbox::new();
    let without = empty.ask(&invented);
    assert_eq!(state(&without), "unknown");
    assert_eq!(weight(&without, "order_absent"), None);

    let known = Mailbox::new();
    for (day, id) in [(0, "113-1111111-1111111"), (1, "113-2222222-2222222")] {
        let genuine = known.receive(&order(day, id));
        assert_eq!(genuine.verdict, Verdict::Benign);
        let later = known.receive(&order(day + 3, id));
        assert_eq!((state(&later), later.verdict), ("matched", Verdict::Benign));
    }
    let with = known.ask(&invented);
    assert_eq!(state(&with), "absent");
    assert_eq!(
        text(&with, "order_absent"),
        "None of the 4 genuine Amazon mails in this mailbox mentions this order."
    );
    assert!(with.score > without.score);
    assert!(with.missing.is_empty(), "{:?}", with.missing);
}

#[test]
fn a_known_order_speaks_for_the_brand_alone() {
    let known = Mailbox::new();
    let id = "113-1111111-1111111";
    known.receive(&order(0, id));
    let genuine = known.ask(&order(2, id));
    assert_eq!(state(&genuine), "matched");
    assert!(weight(&genuine, "order_known").unwrap() < 0.0);
    // Somebody else knows the id: no help to him.
    let stolen = known.ask(&fake(2, id));
    let unknown = Mailbox::new().ask(&fake(2, id));
    assert_eq!(state(&stolen), "matched");
    assert_eq!(weight(&stolen, "order_known"), None);
    assert_eq!(
        (stolen.score, stolen.verdict),
        (unknown.score, unknown.verdict)
    );
}

#[test]
fn a_new_genuine_order_is_absent_and_not_accused() {
    let known = Mailbox::new();
    known.receive(&order(0, "113-1111111-1111111"));
    let next = known.ask(&order(1, "113-2222222-2222222"));
    assert_eq!(state(&next), "absent");
    assert_eq!(weight(&next, "order_absent"), None);
    assert_eq!(next.verdict, Verdict::Benign);
}

/// A lure of the usual kind, malicious by itself.
fn lure(days: i64, number: &str) -> String {
    mail(
        days,
        "Norton Billing <renewal.desk7788@gmail.com>",
        true,
        "Norton renewal invoice",
        &format!(
            "Dear customer,\nyour Norton subscription was renewed for $399.99. If you did not make \
             this purchase call us at {number} within 24 hours to cancel and get a refund."
        ),
    )
}

/// A soft mail that carries the number.
fn soft(days: i64, number: &str) -> String {
    mail(
        days,
        "Desk <desk@firm.example>",
        true,
        "Your question",
        &format!("Hello Pat, see you on Tuesday. If you are late, call {number}. Regards, Desk"),
    )
}

#[test]
fn a_number_that_was_in_a_lure_has_a_bad_name_for_a_while() {
    let number = "+1 805 555 0142";
    let fresh = Mailbox::new().ask(&soft(2, number));
    assert_eq!(weight(&fresh, "number_bad_name"), None);
    let known = Mailbox::new();
    assert_eq!(known.receive(&lure(0, number)).verdict, Verdict::Malicious);
    let soon = known.ask(&soft(2, number));
    assert!(weight(&soon, "number_bad_name").unwrap() > 0.0, "{soon:#?}");
    assert!(soon.numbers[0].reputation.unwrap() > 0.4);
    assert_eq!(
        text(&soon, "number_bad_name"),
        "An earlier mail with the number +1 805 555 0142 was judged a scam here."
    );
    // By itself it accuses nobody.
    assert_eq!(soon.verdict, Verdict::Benign);
    let later = known.ask(&soft(27, number));
    assert_eq!(weight(&later, "number_bad_name"), None);
    // The neighbour of a bad number is nobody's.
    let neighbour = known.ask(&soft(2, "+1 805 555 0143"));
    assert_eq!(
        (neighbour.score, neighbour.verdict),
        (fresh.score, fresh.verdict)
    );
}

#[test]
fn the_same_text_again_is_known() {
    let known = Mailbox::new();
    known.receive(&lure(0, "+1 805 555 0142"));
    let other_number = lure(1, "+1 805 555 0142").replace("desk7788", "desk1199");
    let again = known.ask(&other_number);
    assert!(weight(&again, "text_bad_before").is_some(), "{again:#?}");
    let first = Mailbox::new().ask(&other_number);
    assert_eq!(weight(&first, "text_bad_before"), None);
    // It is as certain as a score gets already.
    assert!(again.score >= first.score);
}

#[test]
fn a_sender_of_lures_is_remembered_if_it_was_really_he() {
    let note = |authenticated| {
        mail(
            2,
            "Desk <renewal.desk7788@gmail.com>",
            authenticated,
            "Hello",
            "Hello Pat, how are you?",
        )
    };
    let known = Mailbox::new();
    known.receive(&lure(0, "+1 805 555 0142"));
    let answer = known.ask(&note(true));
    assert_eq!(
        text(&answer, "sender_bad_before"),
        "An earlier mail from renewal.desk7788@gmail.com was judged a scam here."
    );
    // At a firm's own domain the answer is about the domain, and the sentence says so.
    let at_firm = |it: &str| it.replace("gmail.com", "desk-firm.example");
    known.receive(&at_firm(&lure(0, "+1 805 555 0142")));
    let other = at_firm(&note(true)).replace("renewal.desk7788@", "ann@");
    assert_eq!(
        text(&known.ask(&other), "sender_bad_before"),
        "An earlier mail from an address at desk-firm.example was judged a scam here."
    );
    assert_eq!(weight(&known.ask(&note(false)), "sender_bad_before"), None);
    assert_eq!(
        weight(&Mailbox::new().ask(&note(true)), "sender_bad_before"),
        None
    );
}

#[test]
fn being_known_cancels_no_contradiction() {
    // The sender is known for weeks, and then sends a lure: as malicious as a stranger's.
    let known = Mailbox::new();
    for day in 0..16 {
        let note =
            format!("Hello Pat, this is note {day} about the garden and the weather of the day.");
        known.receive(&mail(
            day,
            "Norton Billing <renewal.desk7788@gmail.com>",
            true,
            "Notes",
            &note,
        ));
    }
    let polite = mail(
        20,
        "Desk <renewal.desk7788@gmail.com>",
        true,
        "Notes",
        "Hello Pat, a last note on the garden. See you.",
    );
    let polite = known.ask(&polite);
    assert_eq!(polite.history.as_ref().unwrap().prevalence, "common");
    assert!(
        weight(&polite, "sender_well_known").unwrap() < 0.0,
        "{polite:#?}"
    );
    assert_eq!(
        text(&polite, "sender_well_known"),
        "renewal.desk7788@gmail.com has written here regularly, and the address is authenticated."
    );
    let with = known.ask(&lure(20, "+1 805 555 0142"));
    let without = Mailbox::new().ask(&lure(20, "+1 805 555 0142"));
    assert_eq!(weight(&with, "sender_well_known"), None);
    assert!(with.score >= without.score);
    assert_eq!(with.verdict, Verdict::Malicious);
}

#[test]
fn a_number_that_answers_for_two_brands_is_evidence() {
    let number = "+1 805 555 0142";
    let other_brand = |days, number| {
        lure(days, number)
            .replace("Norton", "McAfee")
            .replace("desk7788", "desk1199")
    };
    let signal = "number_of_another_brand";
    let known = Mailbox::new();
    known.receive(&lure(0, number));
    let again = known.ask(&other_brand(2, number));
    assert!(weight(&again, signal).unwrap() > 0.0, "{again:#?}");
    assert_eq!(
        text(&again, signal),
        "Earlier mail gave +1 805 555 0142 as the number of another brand than McAfee."
    );
    // The twins: nothing seen before, the same brand, another number, no request to call.
    let twins = [
        Mailbox::new().ask(&other_brand(2, number)),
        known.ask(&lure(2, number)),
        known.ask(&other_brand(2, "+1 805 555 0199")),
        known.ask(&soft(2, number)),
    ];
    for twin in twins {
        assert_eq!(weight(&twin, signal), None, "{twin:#?}");
    }
}

#[test]
fn who_was_written_to_is_no_stranger() {
    let signal = "sender_written_to";
    let known = Mailbox::new();
    known.write_to("Ann <ann@firm.example>");
    let note = |from, authenticated| {
        let body = "Hello Pat, thank you for your letter. See you on Monday.";
        mail(2, from, authenticated, "Your letter", body)
    };
    let ann = note("Ann <ann@firm.example>", true);
    let answer = known.ask(&ann);
    assert!(weight(&answer, signal).unwrap() < 0.0, "{answer:#?}");
    assert_eq!(
        text(&answer, signal),
        "Somebody here has written to an address at firm.example before, and the sender is authenticated."
    );
    // The twins: never written to, somebody elsewhere, forged, and a lure from the address itself.
    let bob = known.ask(&note("Bob <bob@other.example>", true));
    let forged = known.ask(&note("Ann <ann@firm.example>", false));
    let from_ann = |raw: String| {
        raw.replace("renewal.desk7788@gmail.com", "ann@firm.example")
            .replace("gmail.com", "firm.example")
    };
    let lure = from_ann(lure(2, "+1 805 555 0142"));
    for twin in [Mailbox::new().ask(&ann), bob, forged] {
        assert_eq!(weight(&twin, signal), None, "{twin:#?}");
    }
    let with = known.ask(&lure);
    assert_eq!(weight(&with, signal), None, "{with:#?}");
    let alone = Mailbox::new().ask(&lure).score;
    assert!((with.score - alone).abs() < 1e-9, "{} {alone}", with.score);
}

#[test]
fn judging_again_gives_the_same_answer() {
    let known = Mailbox::new();
    let mails = [
        order(0, "113-1111111-1111111"),
        lure(1, "+1 805 555 0142"),
        fake(2, "113-7654321-7654321"),
        lure(3, "+1 805 555 0142"),
        soft(4, "+1 805 555 0142"),
    ];
    let report = |it: &String| serde_json::to_value(known.receive(it)).unwrap();
    let first: Vec<_> = mails.iter().map(report).collect();
    let again: Vec<_> = mails.iter().map(report).collect();
    assert_eq!(first, again);
}

#[test]
fn a_history_that_cannot_be_used_is_missing_and_changes_nothing_else() {
    let mailbox = Mailbox::new();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("letter.db");
    std::fs::write(&file, "From: this is a letter\n".repeat(100)).unwrap();
    let broken = Memory::open(file.to_str().unwrap(), Settings::default());
    let faults = broken.take_faults();
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert!(faults[0].contains("letter.db"), "{faults:?}");
    for raw in [lure(0, "+1 805 555 0142"), soft(0, "+1 805 555 0142")] {
        let draft = mailbox
            .engine
            .draft("mail", raw.as_bytes(), &Delivery::default());
        let known = draft.observation().and_then(|it| broken.observe(it));
        let with = mailbox.engine.finish(draft, known).report;
        let without = mailbox.engine.judge("mail", raw.as_bytes());
        assert_eq!(with.missing, [limits::Capability::History]);
        assert_eq!((with.verdict, with.score), (without.verdict, without.score));
    }
    assert_eq!(broken.take_faults(), [""; 0], "each fault is told once");
}
