//! Clients that mean no good.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::doors::server::{ANY_PORTS, Server, get};

/// What comes back until the server closes; it must, within a time that no healthy server needs.
fn say(address: &str, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(20)))
        .unwrap();
    // The server may have closed already: what counts is what it says.
    let _ = stream.write_all(bytes);
    if bytes.len() > 10_000 {
        let _ = stream.shutdown(std::net::Shutdown::Write);
    }
    let mut answer = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        match stream.read(&mut chunk) {
            Ok(0) => break,
            Ok(length) => answer.extend_from_slice(&chunk[..length]),
            Err(error) if error.kind() == std::io::ErrorKind::ConnectionReset => break,
            Err(error) => panic!("the server neither answers nor closes: {error}"),
        }
    }
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn messages_of_two_gigabytes_are_refused_by_their_statement() {
    let server = Server::start("");
    let answer = say(
        server.address("Spamd"),
        b"CHECK SPAMC/1.5\r\nContent-length: 2147483648\r\n\r\n",
    );
    assert!(answer.starts_with("SPAMD/1.5 77 "), "{answer}");
    let answer = say(
        server.address("Http"),
        b"POST /checkv2 HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 2147483648\r\n\r\n",
    );
    assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");
    assert_eq!(say(server.address("Milter"), b"\x80\0\0\0B"), "");
}

#[test]
fn garbage_and_unfinished_commands_end_the_connection_and_nothing_else() {
    let server = Server::start("[serve]\nreceive_seconds = 1\nidle_seconds = 1\n");
    for garbage in [
        &b"\xff\xfe\0\0\r\n\r\n"[..],
        b"GET / HTTP/1.1\r\n\r\n",
        b"CHECK",
    ] {
        say(server.address("Spamd"), garbage);
    }
    for garbage in [&b"\0\0\0\x01?"[..], b"\0\0\0\x05M<a>", b"\0\0"] {
        assert_eq!(say(server.address("Milter"), garbage), "");
    }
    say(
        server.address("Http"),
        b"POST /checkv2 HTTP/1.1\r\nContent-Le",
    );
    assert!(get(server.address("Http"), "/readyz").contains("ready"));
}

#[test]
fn a_byte_at_a_time_is_not_waited_for() {
    let server = Server::start("[serve]\nreceive_seconds = 1\n");
    let start = Instant::now();
    let mut stream = TcpStream::connect(server.address("Spamd")).unwrap();
    let mut sent = 0;
    while stream.write_all(b"C").is_ok() && sent < 400 {
        std::thread::sleep(Duration::from_millis(50));
        sent += 1;
    }
    assert!(
        start.elapsed() < Duration::from_secs(15),
        "{sent} bytes were taken"
    );
}

#[test]
fn connections_over_the_bound_are_closed_and_those_below_it_served() {
    let server = Server::start("[serve]\nconnections = 20\n");
    let held: Vec<TcpStream> = (0..20)
        .map(|_| TcpStream::connect(server.address("Spamd")).unwrap())
        .collect();
    assert_eq!(say(server.address("Spamd"), b"PING SPAMC/1.5\r\n\r\n"), "");
    assert!(
        server
            .metrics()
            .contains("offhook_refused_connections_total 1")
    );
    drop(held);
    let deadline = Instant::now() + Duration::from_secs(20);
    while say(server.address("Spamd"), b"PING SPAMC/1.5\r\n\r\n") != "SPAMD/1.5 0 PONG\r\n" {
        assert!(Instant::now() < deadline);
    }
}

#[test]
fn what_cannot_be_held_is_put_off() {
    let ports = ANY_PORTS.replace("[web]\n", "[web]\nupload_bytes = 50000\n");
    let bounds = "[serve]\nmessage_bytes = 100000\nheld_bytes = 100000\n";
    let server = Server::with_settings(&format!("{ports}{bounds}"));
    let half = format!(
        "CHECK SPAMC/1.5\r\nContent-length: 100000\r\n\r\n{}",
        "x".repeat(90_000)
    );
    let deadline = Instant::now() + Duration::from_secs(20);
    loop {
        // Where the second comes to be read before the first, it is the first that is put off.
        let mut first = TcpStream::connect(server.address("Spamd")).unwrap();
        first.write_all(half.as_bytes()).unwrap();
        let answer = say(
            server.address("Spamd"),
            half.as_bytes().get(..50_000).unwrap(),
        );
        if answer.starts_with("SPAMD/1.5 75 ") {
            break;
        }
        assert!(Instant::now() < deadline, "{answer}");
    }
}

#[test]
fn a_thousand_connections_are_served_at_once() {
    const ALL: usize = 1000;
    let server = Server::start("");
    let mut open = Vec::new();
    for _ in 0..ALL {
        match TcpStream::connect(server.address("Spamd")) {
            Ok(stream) => open.push(stream),
            Err(error) => {
                // Each end of a connection takes a file descriptor of its process.
                println!(
                    "skipped: this host allows {} connections: {error}",
                    open.len()
                );
                return;
            }
        }
    }
    for stream in &mut open {
        stream.write_all(b"PING SPAMC/1.5\r\n\r\n").unwrap();
    }
    for stream in &mut open {
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.contains("PONG"), "{answer}");
    }
    let refused = "offhook_refused_connections_total 0";
    assert!(server.metrics().contains(refused), "{}", server.metrics());
}
