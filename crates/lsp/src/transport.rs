//! Messages on the wire: headers, a blank line, JSON (LSP 3.17, "Base Protocol").

use std::io::{self, BufRead, Read as _, Write};

use lsp_server::Message;

/// A message longer than this many bytes is passed over: no rule is that long.
const MAX_MESSAGE: u64 = 32 << 20;
/// A header line longer than this many bytes is no header.
const MAX_HEADER: u64 = 8 << 10;

/// What came in.
#[derive(Debug)]
pub(crate) enum Incoming {
    /// A message.
    Message(Message),
    /// Something that is no message, and why.
    Nonsense(String),
}

/// Reads one message; `None` at the end of the stream. What is not framed as a message is an error, as
/// nobody can tell where the next one begins.
pub(crate) fn read(input: &mut impl BufRead) -> io::Result<Option<Incoming>> {
    let Some(length) = read_headers(input)? else {
        return Ok(None);
    };
    if length > MAX_MESSAGE {
        io::copy(&mut input.by_ref().take(length), &mut io::sink())?;
        let reason = format!("a message of {length} bytes is too long");
        return Ok(Some(Incoming::Nonsense(reason)));
    }
    let mut body = Vec::new();
    input.by_ref().take(length).read_to_end(&mut body)?;
    if (body.len() as u64) < length {
        return Ok(None);
    }
    Ok(Some(match serde_json::from_slice(&body) {
        Ok(message) => Incoming::Message(message),
        Err(error) => Incoming::Nonsense(error.to_string()),
    }))
}

/// The length that the headers give; `None` at the end of the stream.
fn read_headers(input: &mut impl BufRead) -> io::Result<Option<u64>> {
    let mut length = None;
    loop {
        let mut line = Vec::new();
        input
            .by_ref()
            .take(MAX_HEADER)
            .read_until(b'\n', &mut line)?;
        if line.is_empty() {
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line);
        let header = line.trim_end();
        if header.is_empty() {
            return match length {
                Some(length) => Ok(Some(length)),
                None => Err(malformed("a message without Content-Length")),
            };
        }
        let (name, value) = header
            .split_once(':')
            .ok_or_else(|| malformed("a line that is no header"))?;
        if name.eq_ignore_ascii_case("Content-Length") {
            let value = value.trim().parse();
            length = Some(value.map_err(|_| malformed("a Content-Length that is no number"))?);
        }
    }
}

fn malformed(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

/// Writes one JSON-RPC message.
pub(crate) fn write(output: &mut impl Write, message: &serde_json::Value) -> io::Result<()> {
    let body = serde_json::to_vec(message)?;
    write!(output, "Content-Length: {}\r\n\r\n", body.len())?;
    output.write_all(&body)?;
    output.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_told_from_nonsense() {
        let good = r#"{"jsonrpc":"2.0","method":"exit"}"#;
        let framed = |body: &str| format!("Content-Length: {}\r\n\r\n{body}", body.len());
        let stream = format!("{}{}", framed("{nonsense"), framed(good));
        let mut input = stream.as_bytes();
        assert!(matches!(
            read(&mut input).unwrap(),
            Some(Incoming::Nonsense(_))
        ));
        assert!(matches!(
            read(&mut input).unwrap(),
            Some(Incoming::Message(_))
        ));
        assert!(read(&mut input).unwrap().is_none());
        for broken in ["hello\r\n\r\n", "\r\n", "Content-Length: x\r\n\r\n"] {
            assert!(read(&mut broken.as_bytes()).is_err(), "{broken}");
        }
        // A length that nobody sends is not reserved.
        let huge = "Content-Length: 18446744073709551615\r\n\r\nx";
        assert!(matches!(
            read(&mut huge.as_bytes()).unwrap(),
            Some(Incoming::Nonsense(_))
        ));
        let short = "Content-Length: 1000\r\n\r\nx";
        assert!(read(&mut short.as_bytes()).unwrap().is_none());
    }
}
