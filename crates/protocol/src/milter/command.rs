//! What the mail server says.

use std::net::IpAddr;

use super::frame::{Frame, Texts, encode_frame, push_text};
use super::{MilterError, Negotiation};

/// Where a client connected from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// Nobody knows.
    Unknown,
    /// A Unix socket.
    Unix(Vec<u8>),
    /// An Internet address.
    Internet {
        /// The address.
        ip: IpAddr,
        /// The port; 0 where unknown.
        port: u16,
    },
}

/// One command of the mail server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// What the server can do.
    Negotiate(Negotiation),
    /// Values by name, for the command that comes next.
    Macros {
        /// The command byte of that command.
        stage: u8,
        /// Names (with braces where they have them) and values.
        values: Vec<(Vec<u8>, Vec<u8>)>,
    },
    /// A client connected.
    Connect {
        /// Its name by reverse look-up, or its address in brackets.
        host: Vec<u8>,
        /// Its address.
        address: Address,
    },
    /// HELO or EHLO.
    Helo(Vec<u8>),
    /// MAIL FROM: the path in angle brackets, then the parameters.
    Mail(Vec<Vec<u8>>),
    /// RCPT TO: the path in angle brackets, then the parameters.
    Rcpt(Vec<Vec<u8>>),
    /// DATA.
    Data,
    /// A header field. Lines of the value are parted by LF.
    Header {
        /// Its name.
        name: Vec<u8>,
        /// Its value.
        value: Vec<u8>,
    },
    /// The header is complete.
    EndOfHeader,
    /// A piece of the body, lines ended by CRLF.
    Body(Vec<u8>),
    /// The message is complete; with a last piece of the body.
    EndOfBody(Vec<u8>),
    /// This message is given up; the connection goes on.
    Abort,
    /// The end.
    Quit,
    /// The end of this client; another one follows on this connection.
    QuitNewConnection,
    /// An SMTP command that the server does not know.
    Unknown(Vec<u8>),
}

impl Command {
    /// Reads a packet.
    pub fn decode(frame: Frame) -> Result<Self, MilterError> {
        let code = frame.code;
        let malformed = MilterError::Malformed(code);
        let data = frame.data;
        let mut texts = Texts(&data);
        Ok(match code {
            b'O' => Self::Negotiate(Negotiation::decode(&data)?),
            b'D' => {
                let (stage, rest) = data.split_first().ok_or(malformed)?;
                let all = Texts(rest).rest().ok_or(malformed)?;
                let mut all = all.into_iter();
                let mut values = Vec::new();
                while let Some(name) = all.next() {
                    values.push((name, all.next().ok_or(malformed)?));
                }
                Self::Macros {
                    stage: *stage,
                    values,
                }
            }
            b'C' => Self::Connect {
                host: texts.next().ok_or(malformed)?.to_vec(),
                address: address(texts.0).ok_or(malformed)?,
            },
            b'H' => Self::Helo(texts.next().ok_or(malformed)?.to_vec()),
            b'M' => Self::Mail(path(texts).ok_or(malformed)?),
            b'R' => Self::Rcpt(path(texts).ok_or(malformed)?),
            b'T' => Self::Data,
            b'L' => Self::Header {
                name: texts.next().ok_or(malformed)?.to_vec(),
                value: texts.next().ok_or(malformed)?.to_vec(),
            },
            b'N' => Self::EndOfHeader,
            b'B' => Self::Body(data),
            b'E' => Self::EndOfBody(data),
            b'A' => Self::Abort,
            b'Q' => Self::Quit,
            b'K' => Self::QuitNewConnection,
            b'U' => Self::Unknown(texts.next().ok_or(malformed)?.to_vec()),
            other => return Err(MilterError::Unknown(other)),
        })
    }

    /// Appends the packet to `out`, as a mail server does.
    pub fn encode(&self, out: &mut Vec<u8>) -> Result<(), MilterError> {
        let mut data = Vec::new();
        let code = match self {
            Self::Negotiate(it) => {
                data = it.encode();
                b'O'
            }
            Self::Macros { stage, values } => {
                data.push(*stage);
                for (name, value) in values {
                    push_text(&mut data, name)?;
                    push_text(&mut data, value)?;
                }
                b'D'
            }
            Self::Connect { host, address } => {
                push_text(&mut data, host)?;
                push_address(&mut data, address)?;
                b'C'
            }
            Self::Helo(it) => {
                push_text(&mut data, it)?;
                b'H'
            }
            Self::Mail(it) | Self::Rcpt(it) => {
                if it.is_empty() {
                    return Err(MilterError::Malformed(b'M'));
                }
                for text in it {
                    push_text(&mut data, text)?;
                }
                if matches!(self, Self::Mail(_)) {
                    b'M'
                } else {
                    b'R'
                }
            }
            Self::Data => b'T',
            Self::Header { name, value } => {
                push_text(&mut data, name)?;
                push_text(&mut data, value)?;
                b'L'
            }
            Self::EndOfHeader => b'N',
            Self::Body(it) => {
                data.clone_from(it);
                b'B'
            }
            Self::EndOfBody(it) => {
                data.clone_from(it);
                b'E'
            }
            Self::Abort => b'A',
            Self::Quit => b'Q',
            Self::QuitNewConnection => b'K',
            Self::Unknown(it) => {
                push_text(&mut data, it)?;
                b'U'
            }
        };
        encode_frame(out, code, &data)
    }
}

/// A path and its parameters; there is always a path.
fn path(texts: Texts<'_>) -> Option<Vec<Vec<u8>>> {
    texts.rest().filter(|it| !it.is_empty())
}

/// The family as a letter, then port and address.
fn address(data: &[u8]) -> Option<Address> {
    let (family, rest) = data.split_first()?;
    if *family == b'U' {
        return Some(Address::Unknown);
    }
    let (port, rest) = rest.split_first_chunk::<2>()?;
    let text = Texts(rest).next()?;
    match family {
        b'L' => Some(Address::Unix(text.to_vec())),
        b'4' | b'6' => {
            let text = std::str::from_utf8(text).ok()?;
            // Sendmail writes `IPv6:` before some addresses.
            let text = text.strip_prefix("IPv6:").unwrap_or(text);
            // An address that nobody can read is as good as none: mail is not refused for it.
            Some(
                text.parse()
                    .map_or(Address::Unknown, |ip| Address::Internet {
                        ip,
                        port: u16::from_be_bytes(*port),
                    }),
            )
        }
        _ => None,
    }
}

fn push_address(data: &mut Vec<u8>, address: &Address) -> Result<(), MilterError> {
    match address {
        Address::Unknown => data.push(b'U'),
        Address::Unix(path) => {
            data.extend_from_slice(b"L\0\0");
            push_text(data, path)?;
        }
        Address::Internet { ip, port } => {
            data.push(if ip.is_ipv4() { b'4' } else { b'6' });
            data.extend_from_slice(&port.to_be_bytes());
            push_text(data, ip.to_string().as_bytes())?;
        }
    }
    Ok(())
}
