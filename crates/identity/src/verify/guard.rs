//! What a message must not exceed to be verified.
//!
//! `mail-auth` compares the names a signature lists with the fields of the message, which grows with
//! the square of either. Real mail stays far below these bounds.

/// Bytes of the header block.
const HEADER_BYTES: usize = 256 << 10;
/// Header fields.
const FIELDS: usize = 1_000;
/// Bytes of one field that takes part in authentication.
const SIGNATURE_BYTES: usize = 16 << 10;
/// Signatures that are verified, from the top (RFC 6376 section 6.1 leaves the number to the
/// verifier).
pub(super) const SIGNATURES: usize = 10;
/// Names that one signature may list.
pub(super) const SIGNED_FIELDS: usize = 200;

const PREFIXES: [&[u8]; 3] = [b"dkim", b"arc-", b"message-instance"];

/// Whether the header block of `raw` is small enough to be verified.
pub(super) fn admits(raw: &[u8]) -> bool {
    let mut fields = 0;
    let mut bytes = 0;
    let mut signature_bytes = 0;
    for line in raw.split_inclusive(|it| *it == b'\n') {
        let content = line.trim_ascii_end();
        if content.is_empty() {
            return true;
        }
        bytes += line.len();
        if !line.starts_with(b" ") && !line.starts_with(b"\t") {
            fields += 1;
            signature_bytes = 0;
            let is_verified = PREFIXES.iter().any(|it| {
                line.get(..it.len())
                    .is_some_and(|start| start.eq_ignore_ascii_case(it))
            });
            if is_verified {
                signature_bytes = line.len();
            }
        } else if signature_bytes > 0 {
            signature_bytes += line.len();
        }
        if bytes > HEADER_BYTES || fields > FIELDS || signature_bytes > SIGNATURE_BYTES {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_mail_is_admitted() {
        assert!(admits(
            b"From: a@b.test\r\nDKIM-Signature: v=1\r\n\tb=x\r\n\r\nbody"
        ));
        assert!(admits(b""));
        let large = [b"Subject: x\r\n\r\n".as_slice(), &vec![b'x'; 1 << 20]].concat();
        assert!(admits(&large), "the body does not count");
    }

    #[test]
    fn what_would_cost_too_much_is_not() {
        let names = "from:".repeat(SIGNATURE_BYTES / 5);
        assert!(!admits(
            format!("dkim-signature: h={names}\r\n\r\n").as_bytes()
        ));
        let folded = " from:\r\n".repeat(SIGNATURE_BYTES / 8);
        assert!(!admits(format!("ARC-Seal: h=\r\n{folded}\r\n").as_bytes()));
        assert!(admits(format!("X-Other: h={names}\r\n\r\n").as_bytes()));
        assert!(!admits("A: b\r\n".repeat(FIELDS + 1).as_bytes()));
        assert!(!admits(
            format!("A: {}\r\n", "x".repeat(HEADER_BYTES)).as_bytes()
        ));
    }
}
