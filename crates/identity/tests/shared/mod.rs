//! A real name server with a zone written for the test.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "tests may, and not every test file uses everything"
)]

use std::net::{SocketAddr, TcpStream, UdpSocket};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use identity::{DnsSettings, ResolverChoice, Verifier};

/// An `nsd` on a port of its own; it ends with the value.
pub(crate) struct NameServer {
    child: Child,
    pub(crate) address: SocketAddr,
    directory: tempfile::TempDir,
}

impl NameServer {
    /// Serves `records` under `example.`; `None`, with a message, where `nsd` is not installed.
    pub(crate) fn start(records: &str) -> Option<Self> {
        let Some(program) = program() else {
            let required = std::env::var_os("OFFHOOK_REQUIRE_ALL").is_some_and(|it| it == "1");
            assert!(!required, "nsd is not installed (apt-get install nsd)");
            eprintln!("skipped: nsd is not installed (apt-get install nsd)");
            return None;
        };
        (0..5).find_map(|_| Self::try_start(program, records))
    }

    fn try_start(program: &str, records: &str) -> Option<Self> {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path();
        let free = UdpSocket::bind("127.0.0.1:0").unwrap();
        let address = free.local_addr().unwrap();
        drop(free);
        let head = "$ORIGIN example.\n$TTL 300\n@ SOA ns hostmaster 1 3600 600 86400 60\n@ NS ns\nns A 127.0.0.1\n";
        std::fs::write(path.join("zone"), format!("{head}{records}")).unwrap();
        let reverse = "$ORIGIN 2.0.192.in-addr.arpa.\n$TTL 300\n@ SOA ns.example. hostmaster.example. 1 3600 600 86400 60\n@ NS ns.example.\n10 PTR mail.ptr.example.\n11 PTR liar.ptr.example.\n";
        std::fs::write(path.join("reverse"), reverse).unwrap();
        let configuration = format!(
            "server:\n ip-address: 127.0.0.1@{port}\n username: \"\"\n chroot: \"\"\n zonesdir: \"{dir}\"\n \
             pidfile: \"{dir}/pid\"\n xfrdir: \"{dir}\"\n zonelistfile: \"{dir}/zone.list\"\n database: \"\"\n \
             server-count: 1\n rrl-ratelimit: 0\n\
             remote-control:\n control-enable: no\n\
             zone:\n name: example.\n zonefile: zone\n\
             zone:\n name: 2.0.192.in-addr.arpa.\n zonefile: reverse\n",
            port = address.port(),
            dir = path.display(),
        );
        std::fs::write(path.join("conf"), configuration).unwrap();
        let child = Command::new(program)
            .args(["-d", "-c"])
            .arg(path.join("conf"))
            .stdout(Stdio::null())
            .stderr(std::fs::File::create(path.join("log")).unwrap())
            .spawn()
            .unwrap();
        let mut server = Self {
            child,
            address,
            directory,
        };
        server.wait().then_some(server)
    }

    /// Waits until the server takes questions; `false` where it ended, such as for a taken port.
    fn wait(&mut self) -> bool {
        let until = Instant::now() + Duration::from_secs(10);
        while Instant::now() < until {
            if self.child.try_wait().unwrap().is_some() {
                let log = std::fs::read_to_string(self.directory.path().join("log"));
                eprintln!("nsd ended: {}", log.unwrap_or_default());
                return false;
            }
            if TcpStream::connect_timeout(&self.address, Duration::from_millis(100)).is_ok() {
                return true;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        false
    }

    /// Look-ups at this server.
    pub(crate) fn settings(&self) -> DnsSettings {
        settings(self.address)
    }

    pub(crate) fn verifier(&self) -> Verifier {
        verifier(&self.settings())
    }
}

impl Drop for NameServer {
    fn drop(&mut self) {
        // The server forks; asked to end, it ends its children too.
        let _ = Command::new("kill")
            .arg(self.child.id().to_string())
            .status();
        let _ = self.child.wait();
    }
}

pub(crate) fn settings(server: SocketAddr) -> DnsSettings {
    DnsSettings {
        enabled: true,
        resolver: ResolverChoice::Servers(vec![server]),
        ..DnsSettings::default()
    }
}

pub(crate) fn verifier(settings: &DnsSettings) -> Verifier {
    Verifier::start(settings).unwrap().expect("it is enabled")
}

fn program() -> Option<&'static str> {
    ["/usr/sbin/nsd", "/usr/local/sbin/nsd", "nsd"]
        .into_iter()
        .find(|it| {
            let mut asked = Command::new(it);
            asked.arg("-v").stdout(Stdio::null()).stderr(Stdio::null());
            asked.status().is_ok()
        })
}
