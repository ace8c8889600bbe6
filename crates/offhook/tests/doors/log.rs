//! The log as programs read it.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::doors::server::ANY_PORTS;

#[test]
fn each_line_of_a_log_in_json_is_an_object() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("offhook.toml");
    let settings = ANY_PORTS.replace("[milter]", "[serve]\nlog = \"json\"\n[milter]");
    std::fs::write(&file, settings).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_offhook"))
        .args(["serve", "--config"])
        .arg(&file)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let log = BufReader::new(child.stderr.take().unwrap());
    let mut ready = None;
    for line in log.lines() {
        let line: Value = serde_json::from_str(&line.unwrap()).unwrap();
        assert!(line["timestamp"].is_string(), "{line}");
        assert_eq!(line["level"], "INFO", "{line}");
        if line["message"] == "ready" {
            ready = Some(line);
            break;
        }
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(ready.unwrap()["workers"].is_u64());
}
