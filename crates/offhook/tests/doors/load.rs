//! Under load: behind a real Postfix with many connections at once and reloads in between nothing is lost or doubled; memory
//! does not grow with the number of messages. Few messages here; `OFFHOOK_LOAD=10000` and `OFFHOOK_LOAD_MEMORY=100000` are the
//! numbers of docs/PERFORMANCE.md, `OFFHOOK_LOAD_RELOAD=3600` leaves the reloads out, and `--nocapture` prints what was measured.

use std::collections::BTreeMap;
use std::net::TcpStream;
use std::time::{Duration, Instant};

use protocol::milter::Command;

use crate::doors::mails::seeds;
use crate::doors::milter::{converse, message, opening};
use crate::doors::postfix::{Postfix, send};
use crate::doors::server::Server;

/// Connections at once.
const CONNECTIONS: usize = 50;

pub(crate) fn count(variable: &str, usual: usize) -> usize {
    let named = std::env::var(variable).ok();
    named.map_or(usual, |it| it.parse().unwrap())
}

/// With all rules of the public feed, where they are there.
pub(crate) fn settings() -> String {
    let feed = reference_data::path("feed/sublime-rules");
    let rules = feed.map(|it| format!("[rules]\ndirectories = [\"{}\"]\n", it.display()));
    format!(
        "[serve]\nqueue = 1000\n[content]\ntesseract = \"/none\"\n{}",
        rules.unwrap_or_default()
    )
}

/// The mail of number `number`: an example without attachments, marked.
pub(crate) fn mail(texts: &[Vec<u8>], number: usize) -> Vec<u8> {
    let mut raw = format!("X-Number: {number};\n").into_bytes();
    raw.extend_from_slice(&texts[number % texts.len()]);
    raw
}

pub(crate) fn texts() -> Vec<Vec<u8>> {
    let plain = seeds().into_iter().map(|it| it.raw);
    let texts: Vec<Vec<u8>> = plain
        .filter(|it| !String::from_utf8_lossy(it).contains("multipart/mixed"))
        .collect();
    assert!(texts.len() > 10);
    texts
}

/// The buckets of the time that judging took: the upper bound of each in seconds, and the messages up to there.
fn buckets(metrics: &str) -> Vec<(f64, f64)> {
    let buckets = metrics.lines().filter_map(|line| {
        let rest = line.strip_prefix("offhook_judge_seconds_bucket{le=\"")?;
        let (bound, count) = rest.split_once("\"} ")?;
        Some((
            bound.parse::<f64>().unwrap_or(f64::INFINITY),
            count.parse::<f64>().unwrap(),
        ))
    });
    buckets.collect()
}

/// The upper bound, in milliseconds, of the bucket within which this share of the messages was judged.
fn quantile(buckets: &[(f64, f64)], share: f64) -> f64 {
    let all = buckets.last().unwrap().1;
    let found = buckets.iter().find(|it| it.1 >= share * all);
    found.unwrap().0 * 1000.0
}

/// The part of a hundred that was judged within each bound.
fn shares(buckets: &[(f64, f64)]) -> String {
    let all = buckets.last().unwrap().1;
    let share = |it: &(f64, f64)| format!("{:.1} % in {} ms", it.1 * 100.0 / all, it.0 * 1000.0);
    let some = buckets.iter().filter(|it| it.1 > 0.0 && it.0.is_finite());
    some.map(share).collect::<Vec<_>>().join(", ")
}

#[test]
fn nothing_is_lost_or_doubled_at_fifty_connections_while_the_server_reloads() {
    let mails = count("OFFHOOK_LOAD", 600);
    let server = Server::start(&settings());
    let Some(postfix) = Postfix::start(server.address("Milter")) else {
        return;
    };
    let texts = texts();
    let start = Instant::now();
    let is_over = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        let senders: Vec<_> = (0..CONNECTIONS)
            .map(|sender| {
                let (texts, port) = (&texts, postfix.port);
                scope.spawn(move || {
                    for number in (sender..mails).step_by(CONNECTIONS) {
                        // As a mail server does: what is put off is sent again.
                        while !send(port, &mail(texts, number)).starts_with("250 ") {
                            std::thread::sleep(Duration::from_millis(100));
                        }
                    }
                })
            })
            .collect();
        scope.spawn(|| {
            while !is_over.load(std::sync::atomic::Ordering::Relaxed) {
                server.signal("HUP");
                let pause = Duration::from_secs(count("OFFHOOK_LOAD_RELOAD", 3) as u64);
                let again = Instant::now() + pause;
                while Instant::now() < again && !is_over.load(std::sync::atomic::Ordering::Relaxed)
                {
                    std::thread::sleep(Duration::from_millis(100));
                }
            }
        });
        for it in senders {
            it.join().unwrap();
        }
        is_over.store(true, std::sync::atomic::Ordering::Relaxed);
    });
    let sent = start.elapsed();
    let patience = Duration::from_secs(60 + mails as u64 / 20);
    let deadline = Instant::now() + patience;
    while postfix.delivered().len() < mails && Instant::now() < deadline {
        std::thread::sleep(Duration::from_millis(200));
    }
    let mut copies: BTreeMap<usize, usize> = BTreeMap::new();
    for it in postfix.delivered() {
        let text = String::from_utf8_lossy(&it).into_owned();
        let (_, rest) = text.split_once("X-Number: ").unwrap();
        let (number, _) = rest.split_once(';').unwrap();
        *copies.entry(number.parse().unwrap()).or_default() += 1;
        assert!(text.contains("X-Offhook-Verdict: "), "{text}");
    }
    assert_eq!(copies.len(), mails, "some are lost");
    assert!(copies.values().all(|it| *it == 1), "some are doubled");
    let metrics = server.metrics();
    let buckets = buckets(&metrics);
    println!(
        "{mails} mails over {CONNECTIONS} connections in {:.1} s; own share p50 at most {} ms, p99 at most {} ms: {}",
        sent.as_secs_f64(),
        quantile(&buckets, 0.5),
        quantile(&buckets, 0.99),
        shares(&buckets)
    );
    let failed = metrics
        .lines()
        .find(|it| it.starts_with("offhook_failed_total"));
    assert_eq!(failed, Some("offhook_failed_total 0"));
}

/// Bytes of memory that the server has at this moment.
fn resident(server: &Server) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.child.id())).unwrap();
    let line = status.lines().find_map(|it| it.strip_prefix("VmRSS:"));
    let kilobytes = line.unwrap().trim().trim_end_matches(" kB");
    kilobytes.parse::<u64>().unwrap() * 1024
}

/// Has the server judge the messages `from..to`, over eight connections.
fn judge(server: &Server, texts: &[Vec<u8>], from: usize, to: usize) {
    const AT_ONCE: usize = 8;
    let address = server.address("Milter");
    std::thread::scope(|scope| {
        for start in 0..AT_ONCE {
            scope.spawn(move || {
                let mut stream = TcpStream::connect(address).unwrap();
                let [offer, rest @ ..] = opening("192.0.2.7");
                converse(&mut stream, &[offer]);
                converse(&mut stream, &rest);
                let sender = Command::Mail(vec![b"<a@example.net>".to_vec()]);
                for number in (from + start..to).step_by(AT_ONCE) {
                    converse(&mut stream, &message(&mail(texts, number)));
                    converse(&mut stream, std::slice::from_ref(&sender));
                }
            });
        }
    });
}

#[test]
fn memory_does_not_grow_with_the_number_of_messages() {
    let messages = count("OFFHOOK_LOAD_MEMORY", 2000);
    let server = Server::start(&settings());
    let texts = texts();
    // Caches and arenas find their size first.
    judge(&server, &texts, 0, messages / 4);
    let before = resident(&server);
    judge(&server, &texts, messages / 4, messages);
    let after = resident(&server);
    println!(
        "{messages} messages: {} MB after a quarter of them, {} MB at the end",
        before >> 20,
        after >> 20
    );
    // A message here has some 20 kB: a leak of one byte in ten would be seen.
    let allowed = before + before / 4 + (messages as u64 * 2000);
    assert!(after < allowed, "{before} bytes grew to {after}");
}
