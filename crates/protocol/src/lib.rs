//! Wire formats of the doors, both sides of each: [`milter`], [`spamd`], [`rspamd`].
//!
//! Nothing here opens a socket, reads a clock or knows what is being looked for: bytes go in, commands
//! come out, and the other way round. Every length that the other side states is checked against a bound
//! before memory is taken for it. What is sent is checked too: a value that would end a line or a text
//! early is an error or is cleaned, so that nobody's mail can speak for us.

pub mod milter;
pub mod rspamd;
pub mod spamd;
