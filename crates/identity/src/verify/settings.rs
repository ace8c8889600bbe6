//! What an operator may set about look-ups.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// The port of the domain name system (RFC 1035 section 4.2).
const PORT: u16 = 53;

/// Whether and how the domain name system is asked. Off by default: nothing leaves the host.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DnsSettings {
    /// Whether SPF, DKIM, DMARC and ARC are verified here, which needs look-ups.
    pub enabled: bool,
    /// Whom to ask.
    pub resolver: ResolverChoice,
    /// Milliseconds to wait for one answer of one server.
    pub timeout_ms: u64,
    /// How often one question is asked before it counts as failed.
    pub attempts: usize,
    /// Milliseconds after which what is still unknown of a message stays unknown.
    pub message_timeout_ms: u64,
    /// Look-ups that one message may cause, those answered from the cache included, so that the same
    /// message ends the same way whatever was asked before.
    pub lookups: u32,
    /// Bytes of answers that are kept, as long as their time to live allows.
    pub cache_bytes: u64,
    /// The name under which own results are recorded (authserv-id, RFC 8601 section 2.2).
    pub authserv_id: String,
}

impl Default for DnsSettings {
    fn default() -> Self {
        Self {
            enabled: false,
            resolver: ResolverChoice::System,
            timeout_ms: 2_000,
            attempts: 2,
            message_timeout_ms: 10_000,
            lookups: 100,
            cache_bytes: 16 << 20,
            authserv_id: "offhook".to_owned(),
        }
    }
}

impl DnsSettings {
    pub(super) fn timeout(&self) -> Duration {
        Duration::from_millis(self.timeout_ms.max(1))
    }

    pub(super) fn message_timeout(&self) -> Duration {
        Duration::from_millis(self.message_timeout_ms.max(1))
    }
}

/// The servers that are asked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum ResolverChoice {
    /// Those of this host (`/etc/resolv.conf`).
    #[default]
    System,
    /// These, in this order.
    Servers(Vec<SocketAddr>),
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Written {
    One(String),
    Several(Vec<String>),
}

impl<'de> Deserialize<'de> for ResolverChoice {
    /// `"system"`, one address, or a list of addresses; the port is 53 where none is written.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let servers = match Written::deserialize(deserializer) {
            Ok(Written::One(word)) if word == "system" => return Ok(Self::System),
            Ok(Written::One(one)) => vec![one],
            Ok(Written::Several(several)) => several,
            Err(_) => {
                return Err(de::Error::custom(
                    "expected \"system\", an address such as \"127.0.0.1:53\", or a list of addresses",
                ));
            }
        };
        if servers.is_empty() {
            return Err(de::Error::custom("the list of resolvers is empty"));
        }
        let servers = servers.iter().map(|it| server(it));
        let servers = servers.collect::<Result<_, _>>();
        servers.map(Self::Servers).map_err(de::Error::custom)
    }
}

impl Serialize for ResolverChoice {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::System => serializer.serialize_str("system"),
            Self::Servers(servers) => {
                serializer.collect_seq(servers.iter().map(ToString::to_string))
            }
        }
    }
}

fn server(text: &str) -> Result<SocketAddr, String> {
    let with_port = text.parse::<SocketAddr>().ok();
    let alone = || text.parse::<IpAddr>().map(|ip| SocketAddr::new(ip, PORT));
    match with_port {
        Some(address) => Ok(address),
        None => alone().map_err(|_| {
            format!("{text:?} is no address of a resolver; write one like \"192.0.2.53\", \"192.0.2.53:5353\" or \"[2001:db8::53]:53\"")
        }),
    }
}
