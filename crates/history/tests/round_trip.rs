//! A message costs one round trip on PostgreSQL: counted on the wire.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test that cannot go on has failed, and one that skips says so"
)]

mod stores;

use std::io::{Read, Write};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use history::{Settings, Verdict, open};
use stores::{NOW, Server, judged, mail, with_number};

/// Passes on what goes between client and server and counts how often the client waits for an answer: each time it
/// ends with `Sync`, or asks in the simple protocol (PostgreSQL's documentation, section 55.2).
fn counting_proxy(socket: &Path, server: &Path) -> Arc<AtomicUsize> {
    let listener = UnixListener::bind(socket).unwrap();
    let server = server.to_owned();
    let count = Arc::new(AtomicUsize::new(0));
    let counter = count.clone();
    std::thread::spawn(move || {
        for client in listener.incoming() {
            let client = client.unwrap();
            let server = UnixStream::connect(&server).unwrap();
            let (from, to) = (server.try_clone().unwrap(), client.try_clone().unwrap());
            std::thread::spawn(move || copy(from, to));
            let counter = counter.clone();
            std::thread::spawn(move || copy_and_count(client, server, &counter));
        }
    });
    count
}

fn copy(mut from: UnixStream, mut to: UnixStream) {
    let _ = std::io::copy(&mut from, &mut to);
}

fn copy_and_count(mut from: UnixStream, mut to: UnixStream, count: &AtomicUsize) {
    // The first message has no type.
    let mut is_first = true;
    loop {
        let mut kind = [0];
        if !is_first && from.read_exact(&mut kind).is_err() {
            return;
        }
        let mut length = [0; 4];
        if from.read_exact(&mut length).is_err() {
            return;
        }
        let mut body = vec![0; u32::from_be_bytes(length) as usize - 4];
        from.read_exact(&mut body).unwrap();
        if matches!(kind[0], b'S' | b'Q') {
            count.fetch_add(1, Ordering::SeqCst);
        }
        let mut message = if is_first { Vec::new() } else { kind.to_vec() };
        message.extend(length);
        message.extend(body);
        if to.write_all(&message).is_err() {
            return;
        }
        is_first = false;
    }
}

#[test]
fn a_message_costs_one_round_trip() {
    let Some(server) = Server::start() else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let count = counting_proxy(&folder.path().join(".s.PGSQL.5432"), &server.socket());
    let host = folder.path().display().to_string().replace('/', "%2F");
    let url = format!("postgres://tester@{host}/postgres");
    let store = open(&url, Settings::default()).unwrap();
    let observe = |number: u64| {
        let it = mail(number, NOW + number.cast_signed(), "a@shop.example");
        store.observe(&with_number(it, "+18055550142")).unwrap();
    };
    let conclude = |first: u64| {
        let all: Vec<_> = (first..first + 20)
            .map(|it| judged(it, Verdict::Malicious))
            .collect();
        store.conclude(&all).unwrap();
    };
    // The first of each is also prepared.
    observe(0);
    conclude(0);
    let trips = |work: &dyn Fn()| {
        let before = count.load(Ordering::SeqCst);
        work();
        count.load(Ordering::SeqCst) - before
    };
    assert!(count.load(Ordering::SeqCst) > 2, "the proxy counts nothing");
    assert_eq!(trips(&|| observe(1)), 1);
    assert_eq!(trips(&|| (2..12).for_each(observe)), 10);
    assert_eq!(trips(&|| conclude(0)), 1);
    assert_eq!(
        trips(&|| {
            let it = mail(99, NOW + 99, "a@shop.example");
            store.recall(&it).unwrap();
        }),
        2,
        "prepared and asked"
    );
}
