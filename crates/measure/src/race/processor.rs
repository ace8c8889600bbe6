//! How much processor time a server on this host has spent, from Linux's `/proc`.
//!
//! Source: proc(5), `/proc/net/tcp`, `/proc/PID/fd` and `/proc/PID/stat`. A server that forks keeps the socket it listens
//! at in all its processes, so the socket tells which processes are the server's; the time of children that ended is
//! in their parent's.

use std::fs;
use std::net::{IpAddr, SocketAddr};
use std::path::Path;
use std::time::Duration;

/// Ticks of `/proc/PID/stat` a second: Linux counts them for user space at this rate on all common machines.
const TICKS_A_SECOND: u64 = 100;

/// Processes that share a socket.
pub(super) struct Processes {
    which: Which,
}

enum Which {
    Own,
    /// The number of the socket, as `/proc/PID/fd` names it.
    Socket(String),
}

impl Processes {
    /// This process.
    pub(super) fn own() -> Self {
        Self { which: Which::Own }
    }

    /// Those that listen at `address`, where it is an address of this host.
    pub(super) fn listening_at(address: SocketAddr) -> Option<Self> {
        let is_local = match address.ip() {
            IpAddr::V4(it) => it.is_loopback(),
            IpAddr::V6(it) => it.is_loopback(),
        };
        if !is_local {
            return None;
        }
        let tables = ["/proc/net/tcp", "/proc/net/tcp6"];
        let socket = tables.iter().find_map(|table| {
            let text = fs::read_to_string(table).ok()?;
            listening_socket(&text, address.port())
        })?;
        Some(Self {
            which: Which::Socket(socket),
        })
    }

    /// The processor time of all of them, their ended children included.
    pub(super) fn spent(&self) -> Option<Duration> {
        let ticks = match &self.which {
            Which::Own => ticks(Path::new("/proc/self"))?,
            Which::Socket(socket) => {
                let link = format!("socket:[{socket}]");
                let processes = fs::read_dir("/proc").ok()?.flatten();
                let of_server: Vec<u64> = processes
                    .map(|it| it.path())
                    .filter(|it| has_open(it, &link))
                    .filter_map(|it| ticks(&it))
                    .collect();
                (!of_server.is_empty()).then(|| of_server.iter().sum())?
            }
        };
        Some(Duration::from_millis(ticks * 1000 / TICKS_A_SECOND))
    }
}

/// The number of the socket that listens at `port`, in the form of `/proc/net/tcp`.
fn listening_socket(table: &str, port: u16) -> Option<String> {
    const LISTENING: &str = "0A";
    let wanted = format!(":{port:04X}");
    table.lines().skip(1).find_map(|line| {
        let mut fields = line.split_ascii_whitespace();
        let local = fields.nth(1)?;
        let state = fields.nth(1)?;
        let socket = fields.nth(5)?;
        (local.ends_with(&wanted) && state == LISTENING).then(|| socket.to_owned())
    })
}

fn has_open(process: &Path, link: &str) -> bool {
    let Ok(open) = fs::read_dir(process.join("fd")) else {
        return false;
    };
    open.flatten()
        .any(|it| fs::read_link(it.path()).is_ok_and(|target| target.as_os_str() == link))
}

fn ticks(process: &Path) -> Option<u64> {
    spent_ticks(&fs::read_to_string(process.join("stat")).ok()?)
}

/// User and system time, its own and of ended children: fields 14 to 17 of `/proc/PID/stat`.
fn spent_ticks(stat: &str) -> Option<u64> {
    // The second field is the program's name in brackets, and may hold blanks and brackets.
    let (_, rest) = stat.rsplit_once(')')?;
    let times: Vec<u64> = rest
        .split_ascii_whitespace()
        .skip(11)
        .take(4)
        .map_while(|it| it.parse().ok())
        .collect();
    (times.len() == 4).then(|| times.iter().sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_socket_of_a_port_is_found() {
        let table = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n\
             0: 0100007F:030F 0100007F:9C40 01 00000000:00000000 00:00000000 00000000     0        0 111 1\n\
             1: 0100007F:030F 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 47110 1\n";
        assert_eq!(listening_socket(table, 783).as_deref(), Some("47110"));
        assert_eq!(listening_socket(table, 784), None);
        assert_eq!(listening_socket("", 783), None);
    }

    #[test]
    fn times_are_read_behind_any_name() {
        let stat = "12 (a b) c) S 1 12 12 0 -1 4194560 10 0 0 0 7 5 3 2 20 0 1 0 100 0 0";
        assert_eq!(spent_ticks(stat), Some(17));
        assert_eq!(spent_ticks("12 (x) S 1 2"), None);
        assert_eq!(spent_ticks(""), None);
    }

    #[test]
    fn the_processes_of_a_listener_are_found_by_its_port() {
        if !Path::new("/proc/self/stat").exists() {
            return;
        }
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let found = Processes::listening_at(address).unwrap();
        assert!(found.spent().is_some());
        drop(listener);
        assert!(Processes::listening_at(address).is_none());
    }
}
