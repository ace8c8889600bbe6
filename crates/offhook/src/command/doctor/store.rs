//! Whether the store can be written, holds what it says, and its mail server takes releases.

use std::net::{TcpStream, ToSocketAddrs as _};
use std::time::Duration;

use super::Finding;
use crate::config::Configuration;

/// How long the mail server may take to be reached.
const PATIENCE: Duration = Duration::from_secs(5);

pub(super) fn examine(configuration: &Configuration) -> Vec<Finding> {
    if configuration.store.directory.is_none() {
        return Vec::new();
    }
    vec![contents(configuration), releases(configuration)]
}

fn contents(configuration: &Configuration) -> Finding {
    const ABOUT: &str = "store";
    let advice = "Run this as the user whose store it is, or as root. Till it can be opened, mail that is to be held stays with the mail server.";
    let opened = gateway::open_store(&configuration.store, &configuration.quarantine);
    let store = match opened {
        Ok(store) => store,
        Err(error) => return Finding::problem(ABOUT, error.to_string(), advice),
    };
    match store.usage() {
        Ok(usage) => Finding::good(
            ABOUT,
            format!(
                "{} messages held ({} bytes) in {}",
                usage.held,
                usage.bytes,
                store.place()
            ),
        ),
        Err(error) => Finding::problem(ABOUT, error.to_string(), advice),
    }
}

fn releases(configuration: &Configuration) -> Finding {
    const ABOUT: &str = "releases";
    let place = &configuration.quarantine.release_to;
    let reached = place.to_socket_addrs().is_ok_and(|mut addresses| {
        addresses.any(|it| TcpStream::connect_timeout(&it, PATIENCE).is_ok())
    });
    if reached {
        Finding::good(ABOUT, format!("a server takes them at {place}"))
    } else {
        Finding::problem(
            ABOUT,
            format!("nobody takes them at {place}"),
            "Set quarantine.release_to to a port of your mail server: what is held can be released nowhere else.",
        )
    }
}
