//! Sets of IP networks, asked in one walk over the bits of an address.

use std::net::IpAddr;

/// Bits of an address, from the top, of which the first `length` count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Prefix {
    bits: u128,
    length: u8,
    version: Version,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Version {
    Four,
    Six,
}

impl Prefix {
    /// Reads `10.0.0.0/8`, `2001:db8::/32`, or a lone address.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (address, length) = match text.trim().split_once('/') {
            Some((address, length)) => (address, Some(length.parse::<u8>().ok()?)),
            None => (text.trim(), None),
        };
        let mut prefix = Self::of(address.parse().ok()?);
        if let Some(length) = length {
            if length > prefix.length {
                return None;
            }
            prefix.length = length;
        }
        Some(prefix)
    }

    /// The prefix that is one address.
    fn of(address: IpAddr) -> Self {
        match address {
            IpAddr::V4(address) => Self {
                bits: u128::from(address.to_bits()) << 96,
                length: 32,
                version: Version::Four,
            },
            IpAddr::V6(address) => Self {
                bits: address.to_bits(),
                length: 128,
                version: Version::Six,
            },
        }
    }

    fn bit(self, index: u8) -> usize {
        usize::from(self.bits >> (127 - index) & 1 == 1)
    }
}

/// A binary trie for each version of IP. Node 0 is the root; child 0 means "none".
#[derive(Debug, Clone, Default)]
pub(crate) struct Networks {
    four: Trie,
    six: Trie,
}

#[derive(Debug, Clone)]
struct Trie {
    nodes: Vec<TrieNode>,
}

#[derive(Debug, Clone, Copy, Default)]
struct TrieNode {
    children: [u32; 2],
    /// Everything below is in the set.
    is_network: bool,
}

impl Default for Trie {
    fn default() -> Self {
        Self {
            nodes: vec![TrieNode::default()],
        }
    }
}

impl FromIterator<Prefix> for Networks {
    fn from_iter<I: IntoIterator<Item = Prefix>>(prefixes: I) -> Self {
        let mut networks = Self::default();
        for prefix in prefixes {
            match prefix.version {
                Version::Four => networks.four.insert(prefix),
                Version::Six => networks.six.insert(prefix),
            }
        }
        networks
    }
}

impl Networks {
    /// Whether `address` lies in any of the networks. `None` if it is no address.
    pub(crate) fn contain(&self, address: &str) -> Option<bool> {
        let address = Prefix::of(address.trim().parse().ok()?);
        Some(match address.version {
            Version::Four => self.four.covers(address),
            Version::Six => self.six.covers(address),
        })
    }
}

impl Trie {
    fn insert(&mut self, prefix: Prefix) {
        let mut at = 0;
        for index in 0..prefix.length {
            let side = prefix.bit(index);
            let mut next = self.nodes[at].children[side] as usize;
            if next == 0 {
                next = self.nodes.len();
                self.nodes.push(TrieNode::default());
                self.nodes[at].children[side] = next as u32;
            }
            at = next;
        }
        self.nodes[at].is_network = true;
    }

    fn covers(&self, address: Prefix) -> bool {
        let mut at = 0;
        for index in 0..address.length {
            if self.nodes[at].is_network {
                return true;
            }
            at = self.nodes[at].children[address.bit(index)] as usize;
            if at == 0 {
                return false;
            }
        }
        self.nodes[at].is_network
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_in_their_networks() {
        let networks: Networks = [
            "192.168.0.0/16",
            "10.0.0.1",
            "2001:db8::/32",
            "203.0.113.77/24",
        ]
        .iter()
        .filter_map(|it| Prefix::parse(it))
        .collect();
        for (address, expected) in [
            ("192.168.3.4", Some(true)),
            ("192.169.0.0", Some(false)),
            ("10.0.0.1", Some(true)),
            ("10.0.0.2", Some(false)),
            ("203.0.113.1", Some(true)),
            ("2001:db8:1::", Some(true)),
            ("2001:db9::", Some(false)),
            ("::ffff:10.0.0.1", Some(false)),
            ("example", None),
        ] {
            assert_eq!(networks.contain(address), expected, "{address}");
        }
    }

    #[test]
    fn malformed_networks_are_none() {
        for text in ["10.0.0.0/33", "10.0.0/8", "x", "10.0.0.0/", "::/129", ""] {
            assert_eq!(Prefix::parse(text), None, "{text}");
        }
        let everything: Networks = Prefix::parse("0.0.0.0/0").into_iter().collect();
        assert_eq!(everything.contain("1.2.3.4"), Some(true));
    }
}
