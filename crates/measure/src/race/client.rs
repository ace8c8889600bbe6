//! Asking another filter over its own protocol.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpStream, ToSocketAddrs as _};
use std::time::Duration;

use protocol::rspamd::CheckReply;
use protocol::spamd::{Answer, Code, Method, RequestHead, SpamdError, Told, Version};

/// How long a connection may take to be made.
const CONNECT: Duration = Duration::from_secs(5);
/// How long one mail may take. SpamAssassin's own limit for its rules is 300 seconds by default.
const ANSWER: Duration = Duration::from_mins(5);
/// Bytes of an answer: a mail that spamd hands back may be as long as the mail.
const MAX_ANSWER: u64 = 64 * 1024 * 1024;

/// Why another filter did not answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ClientError {
    /// The address names no host.
    #[error("{address} is no address of a server: expected {expected}")]
    Address {
        /// What was given.
        address: String,
        /// What it should look like.
        expected: &'static str,
    },
    /// The connection failed or broke.
    #[error("{address} does not answer: {source}")]
    Connection {
        /// Who was asked.
        address: SocketAddr,
        /// What went wrong.
        source: std::io::Error,
    },
    /// What it answered is not spamd's protocol.
    #[error("{address} does not speak spamd's protocol: {source}")]
    Spamd {
        /// Who was asked.
        address: SocketAddr,
        /// What is wrong with it.
        source: SpamdError,
    },
    /// It refused to judge.
    #[error("{address} did not judge the mail: {said}")]
    Refused {
        /// Who was asked.
        address: SocketAddr,
        /// What it said.
        said: String,
    },
}

/// A connection is made for each mail, as `spamc` and mail servers do.
pub(super) struct Client {
    kind: Kind,
    address: SocketAddr,
}

enum Kind {
    Spamd,
    Rspamd { agent: ureq::Agent, url: String },
}

impl Client {
    pub(super) fn spamd(address: &str) -> Result<Self, ClientError> {
        let client = Self {
            kind: Kind::Spamd,
            address: resolved(address, "HOST:PORT")?,
        };
        let answer = client.exchange(Method::Ping, &[])?;
        match answer.code {
            Code::Ok => Ok(client),
            _ => Err(client.refused(answer.text)),
        }
    }

    pub(super) fn rspamd(url: &str) -> Result<Self, ClientError> {
        const EXPECTED: &str = "http://HOST:PORT";
        let host = url
            .strip_prefix("http://")
            .map(|it| it.split('/').next().unwrap_or_default());
        let host = host.ok_or_else(|| ClientError::Address {
            address: url.to_owned(),
            expected: EXPECTED,
        })?;
        let address = resolved(host, EXPECTED)?;
        let config = ureq::Agent::config_builder()
            .timeout_connect(Some(CONNECT))
            .timeout_global(Some(ANSWER))
            // Nothing but the named server is ever asked, whatever the environment says.
            .proxy(None)
            .max_redirects(0)
            .build();
        let client = Self {
            kind: Kind::Rspamd {
                agent: config.into(),
                url: format!("http://{host}"),
            },
            address,
        };
        client.ping_rspamd()?;
        Ok(client)
    }

    pub(super) fn name(&self) -> String {
        match self.kind {
            Kind::Spamd => format!("spamd at {}", self.address),
            Kind::Rspamd { .. } => format!("rspamd at {}", self.address),
        }
    }

    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Whether it would treat the mail as spam, and its points.
    pub(super) fn check(&self, mail: &[u8]) -> Result<(bool, f64), ClientError> {
        match &self.kind {
            Kind::Spamd => {
                let answer = self.exchange(Method::Check, mail)?;
                match answer.judgement {
                    Some(it) => Ok((it.is_spam, it.points)),
                    None => Err(self.refused(answer.text)),
                }
            }
            Kind::Rspamd { agent, url } => {
                let sent = agent.post(format!("{url}/checkv2")).send(mail);
                let mut answer = sent.map_err(|it| self.refused(it.to_string()))?;
                let body = answer.body_mut().with_config().limit(MAX_ANSWER);
                let text = body
                    .read_to_vec()
                    .map_err(|it| self.refused(it.to_string()))?;
                let reply: CheckReply = serde_json::from_slice(&text)
                    .map_err(|it| self.refused(format!("an unexpected answer, {it}")))?;
                // Where a mail is refused at first sight, such as the test string, the rest is skipped.
                if reply.is_skipped && !reply.action.is_spam() {
                    return Err(self.refused("skipped".to_owned()));
                }
                Ok((reply.action.is_spam(), reply.score))
            }
        }
    }

    fn ping_rspamd(&self) -> Result<(), ClientError> {
        let Kind::Rspamd { agent, url } = &self.kind else {
            return Ok(());
        };
        let answer = agent.get(format!("{url}/ping")).call();
        answer
            .map(|_| ())
            .map_err(|it| self.refused(it.to_string()))
    }

    fn exchange(&self, method: Method, mail: &[u8]) -> Result<Answer, ClientError> {
        let head = RequestHead {
            method,
            version: Version::CURRENT,
            content_length: method.has_message().then_some(mail.len()),
            user: None,
            is_compressed: false,
            told: Told::default(),
        };
        let received = self.transfer(&head.encode(), mail);
        let received = received.map_err(|source| ClientError::Connection {
            address: self.address,
            source,
        })?;
        Answer::parse(&received).map_err(|source| ClientError::Spamd {
            address: self.address,
            source,
        })
    }

    fn transfer(&self, head: &[u8], mail: &[u8]) -> std::io::Result<Vec<u8>> {
        let mut stream = TcpStream::connect_timeout(&self.address, CONNECT)?;
        stream.set_read_timeout(Some(ANSWER))?;
        stream.set_write_timeout(Some(ANSWER))?;
        stream.write_all(head)?;
        stream.write_all(mail)?;
        stream.shutdown(Shutdown::Write)?;
        let mut received = Vec::new();
        stream.take(MAX_ANSWER).read_to_end(&mut received)?;
        Ok(received)
    }

    fn refused(&self, said: String) -> ClientError {
        ClientError::Refused {
            address: self.address,
            said,
        }
    }
}

fn resolved(address: &str, expected: &'static str) -> Result<SocketAddr, ClientError> {
    let found = address.to_socket_addrs().ok().and_then(|mut it| it.next());
    found.ok_or_else(|| ClientError::Address {
        address: address.to_owned(),
        expected,
    })
}
