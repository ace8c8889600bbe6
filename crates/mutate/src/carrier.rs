//! The number, or all of the text, moved to a file.

use crate::compose::{Part, escaped, mail};
use crate::picture;
use crate::{Knowledge, Original};

/// The mail with `body` and one file.
fn with_file(original: &Original, body: &str, file: Part) -> Vec<u8> {
    let both = Part::multipart("mixed", "=_file", &[Part::text(body), file]);
    mail(&original.fields, &both)
}

/// The body with a pointer in place of each number, and the line that goes to the file.
fn moved(original: &Original, knowledge: &Knowledge, to: &str) -> Option<(String, Vec<String>)> {
    let pointer = knowledge.wording.pointers.get(to)?;
    let number = original.numbers.first()?;
    let written = original.body.get(number.0.clone())?;
    let body = original.with_numbers(|_| pointer.clone());
    let name = original
        .brand
        .as_ref()
        .map_or("Billing", |it| it.1.as_str());
    let lines = vec![format!("{name} support"), format!("Call us: {written}")];
    Some((body, lines))
}

pub(crate) fn pdf(original: &Original, knowledge: &Knowledge) -> Option<Vec<u8>> {
    let lines: Vec<String> = wrapped(&original.body);
    let file = Part::file("order.pdf", "application/pdf", &picture::pdf(&lines));
    Some(with_file(original, &knowledge.wording.cover, file))
}

pub(crate) fn number_pdf(original: &Original, knowledge: &Knowledge) -> Option<Vec<u8>> {
    let (body, lines) = moved(original, knowledge, "pdf")?;
    let file = Part::file("support.pdf", "application/pdf", &picture::pdf(&lines));
    Some(with_file(original, &body, file))
}

pub(crate) fn picture(original: &Original, knowledge: &Knowledge) -> Option<Vec<u8>> {
    let png = picture::png(&wrapped(&original.body))?;
    let file = Part::file("order.png", "image/png", &png);
    Some(with_file(original, &knowledge.wording.cover, file))
}

pub(crate) fn number_picture(original: &Original, knowledge: &Knowledge) -> Option<Vec<u8>> {
    let (body, lines) = moved(original, knowledge, "picture")?;
    let file = Part::file("support.png", "image/png", &picture::png(&lines)?);
    Some(with_file(original, &body, file))
}

pub(crate) fn number_qr(original: &Original, knowledge: &Knowledge) -> Option<Vec<u8>> {
    let (body, _) = moved(original, knowledge, "qr")?;
    let png = picture::qr(&format!("tel:{}", original.number()))?;
    let file = Part::file("code.png", "image/png", &png);
    Some(with_file(original, &body, file))
}

/// An invitation (RFC 5545) whose description holds the number.
pub(crate) fn number_calendar(original: &Original, knowledge: &Knowledge) -> Option<Vec<u8>> {
    let (body, lines) = moved(original, knowledge, "calendar")?;
    let description = lines.join("\\n").replace(',', "\\,");
    let calendar = format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//example//EN\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\n\
         UID:77120@example.org\r\nDTSTAMP:20261111T120000Z\r\nDTSTART:20261112T120000Z\r\n\
         SUMMARY:Cancellation deadline\r\nDESCRIPTION:{description}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    );
    let html = Part::html(&format!(
        "<html><body><p>{}</p></body></html>",
        escaped(&body)
    ));
    let file = Part::file(
        "invite.ics",
        "text/calendar; method=REQUEST",
        calendar.as_bytes(),
    );
    Some(mail(
        &original.fields,
        &Part::multipart("mixed", "=_file", &[html, file]),
    ))
}

/// Lines of at most 80 characters, broken between words.
fn wrapped(text: &str) -> Vec<String> {
    const WIDTH: usize = 80;
    let mut lines = Vec::new();
    for line in text.lines() {
        let mut current = String::new();
        for word in line.split_whitespace() {
            if !current.is_empty() && current.chars().count() + word.chars().count() >= WIDTH {
                lines.push(std::mem::take(&mut current));
            }
            if !current.is_empty() {
                current.push(' ');
            }
            current.push_str(word);
        }
        if !current.is_empty() {
            lines.push(current);
        }
    }
    lines
}
