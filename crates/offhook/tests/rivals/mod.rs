//! Other filters, started for real, without network tests.
#![allow(dead_code, reason = "no test starts both")]
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that cannot go on has failed, and one that skips says so"
)]

use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A server that ends with the test.
pub(crate) struct Rival(Child);

impl Drop for Rival {
    fn drop(&mut self) {
        let group = format!("-{}", self.0.id());
        let _ = Command::new("kill").args(["-TERM", "--", &group]).status();
        let _ = self.0.wait();
    }
}

pub(crate) fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    listener.local_addr().unwrap().port()
}

/// Starts `program`, in a process group of its own, and waits until it listens; `None`, with a reason, where it is not installed.
fn start(program: &str, arguments: &[String], port: u16, home: &Path) -> Option<Rival> {
    use std::os::unix::process::CommandExt as _;

    let log = std::fs::File::create(home.join("log")).unwrap();
    // Servers are often not on the path of an ordinary user.
    let folders = ["/usr/sbin", "/usr/bin", "/usr/local/bin"];
    let found = folders.iter().map(|it| Path::new(it).join(program));
    let found = found.rev().find(|it| it.is_file());
    let spawned = Command::new(found.unwrap_or_else(|| program.into()))
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(log.try_clone().unwrap())
        .stderr(log)
        .process_group(0)
        .spawn();
    let Ok(child) = spawned else {
        let required = std::env::var("OFFHOOK_REQUIRE_ALL").as_deref() == Ok("1");
        assert!(!required, "{program} is not installed");
        println!("skipped: {program} is not installed");
        return None;
    };
    let mut server = Rival(child);
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let started = Instant::now();
    while TcpStream::connect(address).is_err() {
        let log = || std::fs::read_to_string(home.join("log")).unwrap_or_default();
        assert!(
            server.0.try_wait().unwrap().is_none(),
            "{program} ended: {}",
            log()
        );
        assert!(
            started.elapsed() < Duration::from_mins(5),
            "{program} does not listen: {}",
            log()
        );
        std::thread::sleep(Duration::from_millis(100));
    }
    Some(server)
}

pub(crate) fn spamd(port: u16, home: &Path) -> Option<Rival> {
    spamd_with(port, home, 1)
}

/// As [`spamd`], with so many processes that judge, all of them started at once.
pub(crate) fn spamd_with(port: u16, home: &Path, processes: usize) -> Option<Rival> {
    let mut arguments = vec!["--local".to_owned(), "--nouser-config".to_owned()];
    for setting in ["max-children", "min-children", "min-spare", "max-spare"] {
        arguments.push(format!("--{setting}={processes}"));
    }
    arguments.push(format!("--port={port}"));
    start("spamd", &arguments, port, home)
}

/// With every module switched off that would ask somebody over the network.
pub(crate) fn rspamd(port: u16, home: &Path) -> Option<Rival> {
    rspamd_with(port, home, 1, false)
}

/// As [`rspamd`], with so many processes that judge, and with Hyperscan where it is told to use that: it then compiles for a
/// minute before it is as fast as it gets.
pub(crate) fn rspamd_with(
    port: u16,
    home: &Path,
    processes: usize,
    hyperscan: bool,
) -> Option<Rival> {
    let settings = home.join("settings/override.d");
    for directory in [&settings, &home.join("run"), &home.join("db")] {
        std::fs::create_dir_all(directory).unwrap();
    }
    for module in [
        "rbl",
        "fuzzy_check",
        "spf",
        "dkim",
        "arc",
        "dmarc",
        "mx_check",
        "asn",
    ] {
        std::fs::write(
            settings.join(format!("{module}.conf")),
            "enabled = false;\n",
        )
        .unwrap();
    }
    let controller = free_port();
    let files = [
        (
            "options.inc",
            format!(
                "dns {{ nameserver = [\"127.0.0.1:9\"]; timeout = 0.01s; retransmits = 1; }}\ndisable_hyperscan = {};\n",
                !hyperscan
            ),
        ),
        (
            "worker-normal.inc",
            format!("bind_socket = \"127.0.0.1:{port}\";\ncount = {processes};\n"),
        ),
        (
            "worker-controller.inc",
            format!("bind_socket = \"127.0.0.1:{controller}\";\n"),
        ),
        ("worker-proxy.inc", "enabled = false;\n".to_owned()),
        (
            "logging.inc",
            "type = \"console\";\nlevel = \"warning\";\n".to_owned(),
        ),
    ];
    for (name, content) in files {
        std::fs::write(settings.join(name), content).unwrap();
    }
    let variable = |name: &str, path: &str| format!("--var={name}={}", home.join(path).display());
    let arguments = [
        "--no-fork".to_owned(),
        "--insecure".to_owned(),
        "--config=/etc/rspamd/rspamd.conf".to_owned(),
        variable("LOCAL_CONFDIR", "settings"),
        variable("DBDIR", "db"),
        variable("RUNDIR", "run"),
        variable("LOGDIR", "run"),
    ];
    start("rspamd", &arguments, port, home)
}
