//! What a mailbox and an organisation have seen before.
