//! Pages that are kept up to date, over a real engine and a real store.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use crate::desk::office::{Console, Listening, Person, record};
use jiff::Timestamp;
use store::{NewRecord, RecordId, Role, Verdict};

fn now() -> i64 {
    Timestamp::now().as_second()
}

fn judged(change: impl FnOnce(&mut NewRecord)) -> NewRecord {
    record(|it| {
        it.time = now();
        change(it);
    })
}

async fn listening(console: &Console, person: &Person, path: &str) -> Listening {
    let stream = console.listen(person, path).await;
    assert_eq!(stream.status, 200, "{path}");
    let header = |name| stream.headers.get(name).unwrap().to_str().unwrap();
    assert_eq!(header("content-type"), "text/event-stream");
    assert_eq!(header("cache-control"), "no-store");
    assert_eq!(header("x-accel-buffering"), "no");
    stream
}

/// The ids that a stream tells of until `last` has come.
async fn ids(stream: &mut Listening, last: RecordId) -> Vec<String> {
    let mut found = Vec::new();
    loop {
        let event = stream.event().await.unwrap();
        assert!(event.contains("event: verdict"), "{event}");
        let id = event.split("id: ").nth(1).unwrap();
        found.push(id.lines().next().unwrap().to_owned());
        if found.last() == Some(&last.to_string()) {
            return found;
        }
    }
}

#[tokio::test]
async fn new_verdicts_that_match_the_page_are_told_once() {
    let console = Console::new();
    let ann = console.person(Role::Analyst).await;
    let shown = console.add(vec![judged(|it| it.time -= 60)])[0];
    let page = console.open(&ann, "/console/verdicts?verdict=malicious");
    let page = page.await.text();
    let address = page.split("data-live=\"").nth(1).unwrap();
    let address = address.split('"').next().unwrap();
    assert!(address.contains(&shown.to_string()), "{address}");
    assert!(address.contains("verdict=malicious"), "{address}");
    let address = address.replace("&#38;", "&").replace("&amp;", "&");
    let mut stream = listening(&console, &ann, &address).await;
    console.add(vec![judged(|it| it.verdict = Verdict::Benign)]);
    let attack = "<script>alert(1)</script>\r\nevent: end\revent: end";
    let first = console.add(vec![judged(|it| it.subject = Some(attack.to_owned()))])[0];
    let event = stream.event().await.unwrap();
    assert!(event.contains(&format!("id: {first}")), "{event}");
    assert!(!event.contains("<script>"), "{event}");
    assert!(!event.lines().any(|it| it == "event: end"), "{event}");
    let second = console.add(vec![judged(|_| ())])[0];
    assert_eq!(ids(&mut stream, second).await, [second.to_string()]);
    // A browser that comes again is told of what it has not heard.
    let again = format!("{address}&top={first}");
    let again = again.replacen(&format!("top={shown}&"), "", 1);
    let mut stream = listening(&console, &ann, &again).await;
    let third = console.add(vec![judged(|it| it.time += 1)])[0];
    let told = ids(&mut stream, third).await;
    assert!(told.contains(&third.to_string()), "{told:?}");
    assert!(!told.contains(&shown.to_string()), "{told:?}");
}

#[tokio::test]
async fn who_falls_behind_is_told_to_load_the_page_again() {
    let console = Console::new();
    let ann = console.person(Role::Analyst).await;
    let mut stream = listening(&console, &ann, "/console/live/verdicts").await;
    console.add((0..60).map(|_| judged(|_| ())).collect());
    let event = stream.event().await.unwrap();
    assert!(event.contains("event: behind"), "{event}");
    assert_eq!(stream.event().await, None);
}

#[tokio::test]
async fn a_stream_ends_with_the_session_and_with_the_server() {
    let console = Console::new();
    let ann = console.person(Role::Analyst).await;
    let ben = console.person(Role::Analyst).await;
    let mut revoked = listening(&console, &ann, "/console/live/verdicts").await;
    let mut left = listening(&console, &ben, "/console/live/verdicts").await;
    console.back.store.revoke_token(ann.token, now()).unwrap();
    // At a heartbeat, or when there is something to tell: the session is looked at first.
    console.add(vec![judged(|_| ())]);
    let mut last = String::new();
    while let Some(event) = revoked.event().await {
        last = event;
    }
    assert!(last.contains("event: end"), "{last}");
    console.back.closing.send(true).unwrap();
    while left.event().await.is_some() {}
    // Whoever is not signed in hears nothing.
    let stranger = console.stranger("/console/live/verdicts").await;
    assert_eq!(stranger.status, 303);
}

#[tokio::test]
async fn listeners_are_bounded_and_give_their_places_back() {
    let console = Console::new();
    let ann = console.person(Role::Analyst).await;
    let mut streams = Vec::new();
    for _ in 0..64 {
        streams.push(listening(&console, &ann, "/console/live/verdicts").await);
    }
    let refused = console.open(&ann, "/console/live/verdicts").await;
    assert_eq!(refused.status, 503);
    assert_eq!(refused.header("retry-after"), "60");
    drop(streams);
    // Those who have gone are noticed without a word from them.
    while console.listen(&ann, "/console/live/verdicts").await.status != 200 {
        tokio::task::yield_now().await;
    }
}
