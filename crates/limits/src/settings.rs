//! The limits themselves, each with its unit and default.

use serde::{Deserialize, Serialize};

/// Upper bounds for the work one message may cause.
///
/// Every bound is in bytes or counts; none is a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct Limits {
    /// Bytes of raw message that are read; what follows is cut off and recorded as a defect.
    pub message_bytes: usize,
    /// Bytes of one header field, unfolded.
    pub header_bytes: usize,
    /// Header fields in one block.
    pub header_fields: usize,
    /// MIME parts in one message, nested ones included.
    pub mime_parts: usize,
    /// Depth of nested MIME parts.
    pub mime_depth: usize,
    /// Bytes of one decoded text body that are analysed.
    pub text_bytes: usize,
    /// Nodes of one HTML tree.
    pub html_nodes: usize,
    /// Depth of one HTML tree.
    pub html_depth: usize,
    /// Links collected from one message.
    pub links: usize,
    /// Mailboxes read from one address header.
    pub mailboxes: usize,
    /// Phone numbers collected from one message.
    pub numbers: usize,
    /// Steps one rule evaluation may take.
    pub evaluation_steps: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            message_bytes: 64 << 20,
            header_bytes: 64 << 10,
            header_fields: 1_000,
            mime_parts: 1_000,
            mime_depth: 50,
            text_bytes: 1 << 20,
            html_nodes: 200_000,
            html_depth: 512,
            links: 2_000,
            mailboxes: 1_000,
            numbers: 200,
            evaluation_steps: 20_000_000,
        }
    }
}
