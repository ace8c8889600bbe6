//! The resolver, with every wait and every count bounded.

use std::time::Duration;

use hickory_resolver::config::{
    ConnectionConfig, NameServerConfig, ResolveHosts, ResolverConfig, ResolverOpts,
};
use hickory_resolver::net::NetError;
use hickory_resolver::system_conf::read_system_conf;
use mail_auth::MessageAuthenticator;

use super::settings::{DnsSettings, ResolverChoice};

/// No answer is believed for longer than this, whatever it says of itself.
pub(super) const LONGEST_TTL: Duration = Duration::from_hours(24);
/// No "there is none" is believed for longer than this (RFC 2308 section 5).
const LONGEST_NEGATIVE_TTL: Duration = Duration::from_hours(1);

/// The algorithms over the resolver of `settings`.
pub(super) fn authenticator(settings: &DnsSettings) -> Result<MessageAuthenticator, NetError> {
    let config = match &settings.resolver {
        ResolverChoice::System => read_system_conf()?.0,
        ResolverChoice::Servers(servers) => ResolverConfig::from_name_servers(
            servers
                .iter()
                .map(|it| {
                    let on_port = |mut connection: ConnectionConfig| {
                        connection.port = it.port();
                        connection
                    };
                    let connections = vec![
                        on_port(ConnectionConfig::udp()),
                        on_port(ConnectionConfig::tcp()),
                    ];
                    NameServerConfig::new(it.ip(), true, connections)
                })
                .collect(),
        ),
    };
    let authenticator = MessageAuthenticator::new(config, options(settings))?;
    Ok(authenticator.with_max_negative_ttl(LONGEST_NEGATIVE_TTL))
}

fn options(settings: &DnsSettings) -> ResolverOpts {
    let mut options = ResolverOpts::default();
    options.timeout = settings.timeout();
    options.attempts = settings.attempts.max(1);
    // Answers are kept parsed, in the cache of this crate, where bytes are counted.
    options.cache_size = 0;
    options.positive_max_ttl = Some(LONGEST_TTL);
    options.negative_max_ttl = Some(LONGEST_NEGATIVE_TTL);
    // What mail claims is published, not written in a file of this host.
    options.use_hosts_file = ResolveHosts::Never;
    options.edns0 = true;
    options
}
