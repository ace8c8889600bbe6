//! The sender: From, or the original sender of what a group relayed (MDM section 3).

use address::{Mailbox, decode_words, parse_mailboxes};
use limits::Limits;

use crate::defects::Defects;
use crate::header_block::RawField;
use crate::message::Message;

/// Fills in From, Sender and the sender of the message.
pub(crate) fn read(fields: &[RawField], limits: &Limits, defects: &mut Defects, message: &mut Message) {
    let from_fields: Vec<&RawField> = named(fields, "From").collect();
    if from_fields.len() > 1 {
        defects.add("duplicate_from", format!("{} From fields", from_fields.len()));
    }
    message.from_all = from_fields.first().map(|it| parse_mailboxes(&it.value, limits)).unwrap_or_default();
    if from_fields.is_empty() {
        defects.add("no_from", "there is no From field");
    } else if message.from_all.len() > 1 {
        defects.add("several_from", format!("From lists {} mailboxes", message.from_all.len()));
    }
    message.from = message.from_all.first().cloned().unwrap_or_default();
    if message.from.display_name.is_none()
        && message.from.email.email.is_empty()
        && let Some(field) = from_fields.first()
    {
        message.from.display_name = Some(decode_words(&field.value).into_owned()).filter(|it| !it.is_empty());
    }
    message.sender_field =
        named(fields, "Sender").next().and_then(|it| parse_mailboxes(&it.value, limits).into_iter().next());
    message.sender = original_sender(fields, limits).unwrap_or_else(|| message.from.clone());
}

/// A Google group rewrites From and keeps the original beside it.
fn original_sender(fields: &[RawField], limits: &Limits) -> Option<Mailbox> {
    let is_group = named(fields, "List-ID").any(|it| it.value.to_ascii_lowercase().contains("googlegroups.com"));
    if !is_group {
        return None;
    }
    let original = named(fields, "X-Original-From").next().or_else(|| named(fields, "X-Original-Sender").next())?;
    parse_mailboxes(&original.value, limits).into_iter().next().filter(|it| it.email.domain.valid)
}

/// The fields called `name`, any case, in the order of the message.
pub(crate) fn named<'a>(fields: &'a [RawField], name: &'a str) -> impl Iterator<Item = &'a RawField> {
    fields.iter().filter(move |it| it.name.eq_ignore_ascii_case(name))
}
