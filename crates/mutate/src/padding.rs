//! Harmless text around the lure.

use crate::compose::{Part, escaped, mail};
use crate::{Knowledge, Original};

pub(crate) fn hidden(original: &Original, knowledge: &Knowledge) -> Option<Vec<u8>> {
    let ham = escaped(&knowledge.wording.newsletter);
    let shown = escaped(&original.body);
    let html = format!(
        "<html><body><div style=\"display:none\">{ham}</div><p>{shown}</p>\
         <div style=\"font-size:0;color:#ffffff\">{ham}</div></body></html>"
    );
    Some(mail(&original.fields, &Part::html(&html)))
}

pub(crate) fn below(original: &Original, knowledge: &Knowledge) -> Option<Vec<u8>> {
    let gap = "\n".repeat(40);
    let text = format!("{}{gap}{}", original.body, knowledge.wording.newsletter);
    Some(mail(&original.fields, &Part::text(&text)))
}

pub(crate) fn thread(original: &Original, knowledge: &Knowledge) -> Option<Vec<u8>> {
    let thread = &knowledge.wording.thread;
    let text = format!("{}\n\n{thread}", original.body);
    Some(mail(&original.fields, &Part::text(&text)))
}
