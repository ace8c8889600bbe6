//! What the console shows beyond lists: plots, campaigns, the inside of a mail, reports, brands, settings, undo.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use crate::desk::office::{Console, NOW, Person, encoded, record};
use history::{Observation, SenderSeen};
use jiff::Timestamp;
use store::{EntryState, Likeness, ReportFilter, Role, UserReport, Verdict, Word};

const HOUR: i64 = 3_600;

/// Now, as the pages see it: windows end with it.
fn now() -> i64 {
    Timestamp::now().as_second()
}

async fn page(console: &Console, person: &Person, path: &str) -> String {
    let answer = console.open(person, path).await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    answer.text()
}

fn example(name: &str) -> Vec<u8> {
    let path = format!("{}/../../examples/mail/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(path).unwrap()
}

#[tokio::test]
async fn the_overview_plots_what_the_counters_say_each_with_its_table() {
    let console = Console::new();
    let ann = console.person(Role::Analyst).await;
    let empty = page(&console, &ann, "/console").await;
    assert!(
        empty.contains("Nothing was judged in this time."),
        "{empty}"
    );
    let now = now();
    console.add(vec![
        record(|it| it.time = now),
        record(|it| it.time = now - 2 * HOUR),
        record(|it| {
            it.time = now - 2 * HOUR;
            it.verdict = Verdict::Benign;
            it.microseconds = Some(40_000);
        }),
        record(|it| it.time = now - 40 * 86_400),
    ]);
    for (window, mails, bars) in [("24h", "3", 24), ("7d", "3", 7), ("90d", "4", 90)] {
        let text = page(&console, &ann, &format!("/console?window={window}")).await;
        let said = format!("<span class=\"soft\">Mails judged</span> <strong>{mails}</strong>");
        assert!(text.contains(&said), "{window}: {text}");
        for plot in ["verdicts", "accused", "brands", "numbers", "latency"] {
            let labelled = format!("role=\"img\" aria-labelledby=\"{plot}-title {plot}-said\"");
            assert!(text.contains(&labelled), "{window} {plot}");
            assert!(text.contains(&format!("<title id=\"{plot}-title\">")));
            assert!(text.contains(&format!("<desc id=\"{plot}-said\">")));
        }
        assert_eq!(text.matches("As a table").count(), 5);
        // Each colour has a pattern of its own.
        for pattern in ["verdicts-0", "verdicts-3", "accused-0"] {
            assert!(
                text.contains(&format!("<pattern id=\"{pattern}\"")),
                "{pattern}"
            );
        }
        let width = format!("width=\"{:.2}%\"", 80.0 / f64::from(bars));
        assert!(text.contains(&width), "{window}: {width}");
        assert!(text.contains("callback phishing") && text.contains("+18055550142"));
        // Drawn without any script but the file that all pages of the console have.
        assert_eq!(text.matches("<script").count(), 1);
        assert!(text.contains("<script src=") && !text.contains(" style="));
    }
    let text = page(&console, &ann, "/console?window=24h").await;
    assert!(text.contains("41 ms"), "the bound of the bucket: {text}");
}

#[tokio::test]
async fn mails_that_share_a_number_or_a_shape_are_one_campaign() {
    let console = Console::new();
    let ann = console.person(Role::Analyst).await;
    let now = now();
    let shape = |template| Likeness {
        text: None,
        template: Some(template),
    };
    console.add(vec![
        record(|it| {
            it.time = now;
            it.likeness = shape(1);
            it.subject = Some("the newest of it".to_owned());
        }),
        record(|it| {
            it.time = now - HOUR;
            it.likeness = shape(2);
            it.recipients = vec!["ann@home.example".to_owned()];
        }),
        record(|it| {
            it.time = now - 2 * HOUR;
            it.numbers = vec!["+18055550199".to_owned()];
            it.likeness = shape(2);
        }),
        // Of one mail alone, and of mail that nobody accuses, there is no campaign.
        record(|it| {
            it.time = now;
            it.numbers = vec!["+18055550777".to_owned()];
        }),
        record(|it| {
            it.time = now;
            it.verdict = Verdict::Benign;
            it.numbers = vec!["+18055550888".to_owned()];
        }),
        record(|it| {
            it.time = now - HOUR;
            it.verdict = Verdict::Benign;
            it.numbers = vec!["+18055550888".to_owned()];
        }),
    ]);
    let text = page(&console, &ann, "/console/campaigns").await;
    assert!(text.contains("The number +18055550142"), "{text}");
    assert!(text.contains("and one more thing in common"), "{text}");
    assert!(text.contains("the newest of it"), "{text}");
    assert_eq!(
        text.matches("<th scope=\"row\"").count(),
        1,
        "one campaign: {text}"
    );
    let one = page(
        &console,
        &ann,
        "/console/campaign?template=0000000000000002",
    )
    .await;
    assert!(
        one.contains("+18055550199") && one.contains("norton"),
        "{one}"
    );
    assert!(one.contains("No history is kept"), "{one}");
    assert_eq!(one.matches("/console/verdicts/").count(), 2);
    for wrong in ["/console/campaign", "/console/campaign?text=zz"] {
        assert_eq!(console.open(&ann, wrong).await.status, 400, "{wrong}");
    }
}

#[tokio::test]
async fn a_held_mail_tells_how_it_came_and_what_each_rule_says() {
    let console = Console::new();
    let ann = console.person(Role::Analyst).await;
    let raw = example("seed-1-gmail-fake-order.eml");
    let entry = console.hold(&raw, &["pat@home.example"], record(|_| ()))[0];
    let entry = console.back.store.entry(entry).unwrap().unwrap();
    let path = format!("/console/verdicts/{}", entry.record);
    let text = page(&console, &ann, &path).await;
    assert!(
        text.contains("How it came") && text.contains("<ol class=\"hops\">"),
        "{text}"
    );
    assert!(text.contains("class=\"ours border\""), "{text}");
    assert!(
        text.contains("text/plain") || text.contains("text/html"),
        "{text}"
    );
    assert!(text.contains("in 1.5 ms"), "{text}");
    assert!(
        text.contains("/console/campaign?number=%2B18055550142"),
        "{text}"
    );
    let choose = page(&console, &ann, &format!("{path}/rule")).await;
    let names = choose.split("<option value=\"").skip(1);
    let mut names = names.map(|it| it.split('"').next().unwrap());
    let name = names.find(|it| !it.contains('&')).unwrap().to_owned();
    assert!(!choose.contains("class=\"trace\""));
    let query = encoded(&[("rule", &name)]);
    let trace = page(&console, &ann, &format!("{path}/rule?{query}")).await;
    assert!(trace.contains("class=\"trace\""), "{trace}");
    assert!(trace.contains("class=\"came true\"") || trace.contains("class=\"came false\""));
    assert!(trace.contains("selected"), "{trace}");
    // Once it is gone, the page says so and the rules can no longer be followed.
    console
        .back
        .store
        .delete(entry.id, "ann", None, NOW)
        .unwrap();
    let text = page(&console, &ann, &path).await;
    assert!(text.contains("The mail is not held"), "{text}");
    let answer = console.open(&ann, &format!("{path}/rule?{query}")).await;
    assert_eq!(answer.status, 404);
}

#[tokio::test]
async fn the_history_of_sender_number_and_text_is_told_where_one_is_kept() {
    let console = Console::new();
    let ann = console.person(Role::Analyst).await;
    let id = console.add(vec![record(|it| {
        it.likeness.text = Some(0xabc);
    })])[0];
    let path = format!("/console/verdicts/{id}");
    let text = page(&console, &ann, &path).await;
    assert!(text.contains("No history is kept"), "{text}");
    let place = console.folder.path().join("history.sqlite");
    let history = history::open(place.to_str().unwrap(), history::Settings::default()).unwrap();
    let observation = Observation {
        message: history::MessageKey([1; 16]),
        received: now() - 86_400,
        mailbox: Some("pat@home.example".to_owned()),
        sender: Some(SenderSeen {
            address: "billing@evil.example".to_owned(),
            domain: "evil.example".to_owned(),
            authenticated: true,
        }),
        numbers: vec![history::NumberSeen {
            e164: "+18055550142".to_owned(),
            standing: history::Standing::Other,
        }],
        text: Some(0xabc),
        ..Observation::default()
    };
    history.learn(&[observation]).unwrap();
    assert!(console.back.history.set(history).is_ok());
    let text = page(&console, &ann, &path).await;
    assert!(
        text.contains("Authenticated: 1 mails to 1 mailboxes"),
        "{text}"
    );
    assert!(text.contains("The same text, or nearly the same"), "{text}");
    assert_eq!(
        text.matches("1 mails to 1 mailboxes, from").count(),
        4,
        "{text}"
    );
    let one = page(&console, &ann, "/console/campaign?text=0000000000000abc").await;
    assert!(one.contains("1 mails to 1 mailboxes, from"), "{one}");
}

#[tokio::test]
async fn reports_wait_until_they_are_answered_and_the_word_is_kept_on_the_verdict() {
    let console = Console::new();
    let ann = console.person(Role::Analyst).await;
    let id = console.add(vec![record(|_| ())])[0];
    let report = |message_id: Option<&str>, note: &str| UserReport {
        record: None,
        by: "pat@home.example".to_owned(),
        time: NOW,
        message_id: message_id.map(str::to_owned),
        verdict: Some(Verdict::Malicious),
        note: Some(note.to_owned()),
    };
    let store = &console.back.store;
    store
        .add_user_report(&report(Some("<1@evil.example>"), "known"))
        .unwrap();
    store
        .add_user_report(&report(None, "<b>unknown</b>"))
        .unwrap();
    let text = page(&console, &ann, "/console/reports").await;
    assert!(text.contains(&format!("/console/verdicts/{id}")), "{text}");
    assert!(text.contains("No verdict is kept on it."), "{text}");
    assert!(!text.contains("<b>unknown"), "{text}");
    let other = page(&console, &ann, "/console/reports?by=bob%40home.example").await;
    assert!(other.contains("No report waits."), "{other}");
    let benign = page(&console, &ann, "/console/reports?verdict=benign").await;
    assert!(benign.contains("No report waits."), "{benign}");
    let waiting = page(&console, &ann, "/console").await;
    assert!(
        waiting.contains("Reports waiting</span> <strong>2</strong>"),
        "{waiting}"
    );
    let all = store
        .queued_reports(&ReportFilter::default(), &store::Page::first(9))
        .unwrap();
    let (unknown, known) = (all[0].id.to_string(), all[1].id.to_string());
    for (report, word, status) in [
        (known.as_str(), "scam", 303),
        (known.as_str(), "genuine", 409),
        (unknown.as_str(), "close", 303),
        (unknown.as_str(), "x", 400),
        ("9999", "scam", 409),
    ] {
        let fields = [("report", report), ("word", word)];
        let answer = console.fill(&ann, "/console/reports", &fields).await;
        assert_eq!(answer.status, status, "{report} {word}");
    }
    let said = store.feedback(id).unwrap();
    assert_eq!((said.len(), said[0].word), (1, Word::Scam));
    let text = page(&console, &ann, "/console/reports?state=answered").await;
    assert!(text.contains("Scam, says analyst Ann"), "{text}");
    assert!(text.contains("Closed by analyst Ann"), "{text}");
}

#[tokio::test]
async fn a_deletion_is_undone_from_the_page_that_reports_it() {
    let console = Console::new();
    let ann = console.person(Role::Analyst).await;
    let two = ["pat@home.example", "bob@home.example"];
    let ids: Vec<String> = console
        .hold(b"Subject: a\r\n\r\na", &two, record(|_| ()))
        .iter()
        .map(ToString::to_string)
        .collect();
    let chosen: Vec<(&str, &str)> = ids.iter().map(|it| ("entry", it.as_str())).collect();
    let deed = |kind| {
        let mut fields = vec![("do", kind)];
        fields.extend(&chosen);
        fields
    };
    let mut delete = deed("delete");
    let asked = console.fill(&ann, "/console/quarantine", &delete).await;
    assert!(asked.text().contains("You can undo this for 15 minutes"));
    let asked = console
        .fill(&ann, "/console/quarantine", &deed("release"))
        .await;
    assert!(asked.text().contains("These stay as they are"));
    delete.push(("meant", "yes"));
    let done = console
        .fill(&ann, "/console/quarantine", &delete)
        .await
        .text();
    assert!(
        done.contains("You can bring them back for 15 minutes."),
        "{done}"
    );
    assert!(done.contains("value=\"restore\""), "{done}");
    let entry = page(&console, &ann, &format!("/console/quarantine/{}", ids[0])).await;
    assert!(entry.contains("can be brought back until"), "{entry}");
    let list = page(&console, &ann, "/console/quarantine?state=deleted").await;
    assert_eq!(list.matches("type=\"checkbox\"").count(), 2, "{list}");
    let back = console
        .fill(&ann, "/console/quarantine", &deed("restore"))
        .await;
    assert!(
        back.text().contains("2 messages were brought back"),
        "{}",
        back.text()
    );
    let store = &console.back.store;
    for id in &ids {
        let entry = store.entry(id.parse().unwrap()).unwrap().unwrap();
        assert_eq!(entry.state, EntryState::Held);
    }
    // What is held, or was deleted long ago, cannot be brought back.
    let again = console
        .fill(&ann, "/console/quarantine", &deed("restore"))
        .await;
    assert!(again.text().contains("Nothing was brought back"));
    store
        .delete(ids[0].parse().unwrap(), "ann", None, now() - 2 * HOUR)
        .unwrap();
    let late = console
        .fill(&ann, "/console/quarantine", &deed("restore"))
        .await;
    assert!(
        late.text().contains("can no longer be brought back"),
        "{}",
        late.text()
    );
    let entry = page(&console, &ann, &format!("/console/quarantine/{}", ids[0])).await;
    assert!(entry.contains("can no longer be brought back"), "{entry}");
}

#[tokio::test]
async fn brands_tell_their_sources_and_settings_where_they_come_from() {
    let console = Console::new();
    let ann = console.person(Role::Analyst).await;
    let all = page(&console, &ann, "/console/brands").await;
    assert!(all.contains("/console/brands/amazon"), "{all}");
    let some = page(&console, &ann, "/console/brands?name=AMAZON.co").await;
    assert!(some.contains("/console/brands/amazon") && !some.contains("/console/brands/norton"));
    let none = page(&console, &ann, "/console/brands?name=no+such+brand").await;
    assert!(none.contains("No brand has it."), "{none}");
    let one = page(&console, &ann, "/console/brands/amazon").await;
    for said in [
        "Check orders at",
        "It sends mail from",
        "+18662161075",
        "brands/amazon.toml",
    ] {
        assert!(one.contains(said), "{said}: {one}");
    }
    assert!(one.contains("from its own pages or mail, read in"), "{one}");
    assert_eq!(
        console.open(&ann, "/console/brands/nobody").await.status,
        404
    );
    let settings = page(&console, &ann, "/console/settings").await;
    for said in [
        "[store]",
        "(not set)",
        "/etc/offhook.toml:7",
        "$OFFHOOK_STORE_KEEP_QUOTES",
    ] {
        assert!(settings.contains(said), "{said}: {settings}");
    }
    assert!(settings.contains("2 settings are set"), "{settings}");
}
