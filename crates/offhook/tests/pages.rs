//! The page "Is this a scam?" as a person meets it: a real browser, driven by `tests/browser/walk.py`.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that cannot go on has failed, and one that skips says so"
)]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A running `offhook web`, killed where it is dropped.
struct Web {
    child: Child,
    address: String,
    doors: Vec<String>,
}

impl Web {
    fn start() -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_offhook"));
        for (name, _) in std::env::vars().filter(|it| it.0.starts_with("OFFHOOK_")) {
            command.env_remove(name);
        }
        let mut child = command
            .args(["web", "--listen", "127.0.0.1:0"])
            // One client asks all the questions here.
            .env("OFFHOOK_WEB_PER_MINUTE", "0")
            .current_dir(std::env::temp_dir())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut log = BufReader::new(child.stderr.take().unwrap());
        let mut doors = Vec::new();
        let mut address = String::new();
        let mut line = String::new();
        while !line.contains(" ready ") {
            line.clear();
            assert!(log.read_line(&mut line).unwrap() > 0, "the server ended");
            if let Some((door, place)) = line.trim_end().rsplit_once(" listens on ") {
                doors.push(door.rsplit(' ').next().unwrap().to_owned());
                place.clone_into(&mut address);
            }
        }
        // What is not read would block the server once the pipe is full.
        std::thread::spawn(move || log.lines().for_each(drop));
        Self {
            child,
            address,
            doors,
        }
    }
}

impl Drop for Web {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// `path`, if it is there. Where it is not, the test is skipped, unless everything is required.
fn installed(path: PathBuf, what: &str) -> Option<PathBuf> {
    if path.is_file() {
        return Some(path);
    }
    let required = std::env::var("OFFHOOK_REQUIRE_ALL").as_deref() == Ok("1");
    assert!(!required, "{what} is required");
    println!("skipped: {what} is not installed");
    None
}

#[test]
fn a_person_walks_the_page_in_a_real_browser() {
    let python = root().join("target/browser/bin/python");
    let python = installed(python, "the Python of tests/browser (see .ci/run)");
    let browser = installed("/usr/bin/chromium".into(), "Debian's chromium");
    let (Some(python), Some(_)) = (python, browser) else {
        return;
    };
    let web = Web::start();
    let output = Command::new(python)
        .arg(root().join("tests/browser/walk.py"))
        .arg(format!("http://{}", web.address))
        .arg(root().join("examples"))
        .arg(root().join("target/screenshots"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}\n{error}");
    println!("{said}");
}

#[test]
fn only_the_page_is_open() {
    let web = Web::start();
    assert_eq!(web.doors, ["Web"]);
    let mut stream = std::net::TcpStream::connect(&web.address).unwrap();
    write!(
        stream,
        "GET / HTTP/1.1\r\nHost: {}\r\nAccept-Language: fr\r\nConnection: close\r\n\r\n",
        web.address
    )
    .unwrap();
    let mut page = String::new();
    stream.read_to_string(&mut page).unwrap();
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    assert!(page.contains("<html lang=\"fr\">"), "{page}");
}
