//! Starting `offhook serve`, and finding programs.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// A running server with its own settings. It is killed where it is dropped.
pub(crate) struct Server {
    pub(crate) child: Child,
    addresses: Vec<(String, String)>,
    home: tempfile::TempDir,
}

/// Doors at ports that are free, unless the test says otherwise.
pub(crate) const ANY_PORTS: &str = "[milter]\nlisten = [\"127.0.0.1:0\"]\nbelieve_results = true\n\
    [spamd]\nlisten = [\"127.0.0.1:0\"]\n[http]\nlisten = [\"127.0.0.1:0\"]\n[web]\nlisten = [\"127.0.0.1:0\"]\n";

impl Server {
    /// Starts it with `ANY_PORTS` and `more`, trusting the results that the examples carry.
    pub(crate) fn start(more: &str) -> Self {
        let settings = format!("{ANY_PORTS}[trust]\nhosts = [\"mx.example.org\"]\n{more}");
        Self::with_settings(&settings)
    }

    pub(crate) fn with_settings(settings: &str) -> Self {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("offhook.toml");
        // Servers of several tests run at once: none of them may take the page's own port.
        let page = if settings.contains("[web]") {
            ""
        } else {
            "\n[web]\nlisten = [\"127.0.0.1:0\"]\n"
        };
        std::fs::write(&file, format!("{settings}{page}")).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_offhook"));
        for (name, _) in std::env::vars().filter(|it| it.0.starts_with("OFFHOOK_")) {
            command.env_remove(name);
        }
        command.arg("serve").arg("--config").arg(&file);
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let mut log = BufReader::new(child.stderr.take().unwrap());
        let mut addresses = Vec::new();
        let mut seen = String::new();
        loop {
            let mut line = String::new();
            let length = log.read_line(&mut line).unwrap();
            assert!(length > 0, "the server ended:\n{seen}");
            seen.push_str(&line);
            if let Some((door, address)) = line.trim_end().rsplit_once(" listens on ") {
                let door = door.rsplit(' ').next().unwrap();
                addresses.push((door.to_owned(), address.to_owned()));
            }
            if line.contains(" ready ") {
                break;
            }
        }
        // What is not read would block the server once the pipe is full.
        std::thread::spawn(move || log.lines().for_each(drop));
        Self {
            child,
            addresses,
            home,
        }
    }

    /// The address of `Milter`, `Spamd`, `Http` or `Web`.
    pub(crate) fn address(&self, door: &str) -> &str {
        let found = self.addresses.iter().find(|it| it.0 == door);
        &found.unwrap().1
    }

    pub(crate) fn port(&self, door: &str) -> &str {
        self.address(door).rsplit(':').next().unwrap()
    }

    /// Changes the file that a reload reads again.
    pub(crate) fn change_settings(&self, from: &str, to: &str) {
        let file = self.home.path().join("offhook.toml");
        let settings = std::fs::read_to_string(&file).unwrap();
        assert!(settings.contains(from), "{settings}");
        std::fs::write(&file, settings.replace(from, to)).unwrap();
    }

    pub(crate) fn signal(&self, name: &str) {
        let status = Command::new("kill")
            .args([format!("-{name}"), self.child.id().to_string()])
            .status();
        assert!(status.unwrap().success());
    }

    /// The counters.
    pub(crate) fn metrics(&self) -> String {
        get(self.address("Http"), "/metrics")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What stands at `path`, headers included.
pub(crate) fn get(address: &str, path: &str) -> String {
    use std::io::{Read as _, Write as _};
    let mut stream = std::net::TcpStream::connect(address).unwrap();
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

/// Where `name` is installed. Where it is not, the test is skipped, unless everything is required.
pub(crate) fn program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::env::split_paths(&path).chain(["/usr/sbin".into(), "/usr/bin".into()]);
    let found = folders.map(|it| it.join(name)).find(|it| it.is_file());
    if found.is_none() {
        let required = std::env::var("OFFHOOK_REQUIRE_ALL").as_deref() == Ok("1");
        assert!(!required, "{name} is required");
        println!("skipped: {name} is not installed");
    }
    found
}

/// A folder of this repository.
pub(crate) fn root(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join(folder)
}
