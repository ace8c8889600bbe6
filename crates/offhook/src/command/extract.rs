//! `offhook extract`: the files within a mail or another file, and what was found in each.

use std::collections::HashSet;
use std::io::Write as _;
use std::path::Path;

use anyhow::Context as _;
use content::{Extracted, Extraction, File, Input, Settings};

use super::input;
use crate::Outcome;
use crate::cli::{ExtractArguments, ExtractFormat};

/// Bytes of files that are written, all together.
const WRITTEN_BYTES: u64 = 200 << 20;

pub(crate) fn run(arguments: &ExtractArguments, settings: &Settings) -> anyhow::Result<Outcome> {
    let raw = input::read(&arguments.file)?;
    let reader = input::reader(settings)?;
    let message = parsed(&raw);
    let name = arguments.file.file_name().and_then(|it| it.to_str());
    let inputs: Vec<Input<'_>> = match &message {
        Some(message) => parts(message),
        None => vec![Input {
            path: name.unwrap_or("-"),
            name,
            content_type: None,
            bytes: &raw,
        }],
    };
    let keep_bytes = if arguments.out.is_some() {
        WRITTEN_BYTES
    } else {
        0
    };
    let extracted = reader.extract(&inputs, &arguments.password, !arguments.no_ocr, keep_bytes);
    if let Some(directory) = &arguments.out {
        write(directory, &extracted)?;
    }
    let mut out = std::io::stdout().lock();
    match arguments.format {
        ExtractFormat::Json => {
            serde_json::to_writer_pretty(&mut out, &extracted.extraction)?;
            writeln!(out)?;
        }
        ExtractFormat::Text => tree(&mut out, &extracted.extraction)?,
    }
    if extracted.extraction.unread.is_empty() {
        Ok(Outcome::Clean)
    } else {
        Ok(Outcome::Incomplete)
    }
}

/// The mail that `raw` is; none where it is a file of a known type, or does not begin with a header.
fn parsed(raw: &[u8]) -> Option<mail::Message> {
    if mail::sniff(raw) != "unknown" {
        return None;
    }
    let message = mail::parse(raw, &mail::ParseOptions::default());
    let headed = !message.headers.hops.is_empty() || !message.sender.email.email.is_empty();
    (headed || !message.attachments.is_empty()).then_some(message)
}

fn parts(message: &mail::Message) -> Vec<Input<'_>> {
    let attachments = message.attachments.iter();
    let inputs = attachments.map(|it| Input {
        path: &it.part_path,
        name: it.file_name.as_deref(),
        content_type: it.content_type.as_deref(),
        bytes: &it.content,
    });
    inputs.collect()
}

/// Writes the files to `directory`, which is made where it is missing. No file that exists is changed.
fn write(directory: &Path, extracted: &Extracted) -> anyhow::Result<()> {
    std::fs::create_dir_all(directory)
        .with_context(|| format!("cannot make {}", directory.display()))?;
    let mut taken = HashSet::new();
    for (index, bytes) in &extracted.contents {
        let file = extracted.extraction.files.get(*index);
        let name = file.and_then(|it| it.name.as_deref()).unwrap_or("unnamed");
        let mut name = safe_name(name);
        if !taken.insert(name.to_lowercase()) {
            name = format!("{index}-{name}");
            taken.insert(name.to_lowercase());
        }
        let path = directory.join(&name);
        let mut file = std::fs::File::create_new(&path)
            .with_context(|| format!("cannot write {}", path.display()))?;
        file.write_all(bytes)
            .with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}

/// `name` as the name of a file that no system takes for a path, an option, a hidden or a reserved file.
fn safe_name(name: &str) -> String {
    const LONGEST: usize = 100;
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain = |it: char| it.is_alphanumeric() || matches!(it, '.' | '-' | '_' | ' ');
    let safe: String = last
        .chars()
        .map(|it| if plain(it) { it } else { '_' })
        .collect();
    let safe = safe.trim_matches(['.', ' ', '-']);
    // The end is kept, it has the extension; and a name is measured in bytes.
    let mut start = safe.len().saturating_sub(LONGEST);
    while !safe.is_char_boundary(start) {
        start += 1;
    }
    let safe = safe[start..].trim_matches(['.', ' ', '-']);
    let stem = safe.split('.').next().unwrap_or_default();
    let reserved = ["con", "prn", "aux", "nul"].contains(&stem.to_lowercase().as_str())
        || (stem.len() == 4
            && ["com", "lpt"].contains(&stem.to_lowercase().get(..3).unwrap_or_default()));
    match safe {
        "" => "unnamed".to_owned(),
        safe if reserved => format!("_{safe}"),
        safe => safe.to_owned(),
    }
}

/// The files as a tree, for people.
fn tree(out: &mut impl std::io::Write, extraction: &Extraction) -> std::io::Result<()> {
    if extraction.files.is_empty() {
        writeln!(out, "no attached files")?;
    }
    for (index, file) in extraction.files.iter().enumerate() {
        let indent = "  ".repeat(file.depth as usize);
        let name = file.name.as_deref().unwrap_or("unnamed");
        writeln!(
            out,
            "{indent}{}  {}  {} bytes{}",
            shown(name, 80),
            file.kind,
            file.size,
            size(file)
        )?;
        found(out, &format!("{indent}    "), file)?;
        for unread in extraction.unread.iter().filter(|it| it.file == Some(index)) {
            writeln!(
                out,
                "{indent}    not read: {} ({})",
                unread.reason, unread.capability
            )?;
        }
    }
    for unread in extraction.unread.iter().filter(|it| it.file.is_none()) {
        writeln!(out, "not read: {} ({})", unread.reason, unread.capability)?;
    }
    Ok(())
}

fn size(file: &File) -> String {
    match (file.pixels, file.page_count) {
        (Some((width, height)), _) => format!("  {width} x {height} pixels"),
        (None, Some(1)) => "  1 page".to_owned(),
        (None, Some(pages)) => format!("  {pages} pages"),
        (None, None) => String::new(),
    }
}

/// What was found in one file, a line each.
fn found(out: &mut impl std::io::Write, indent: &str, file: &File) -> std::io::Result<()> {
    for text in &file.texts {
        let hidden = if text.hidden { ", hidden" } else { "" };
        let page = text
            .page
            .map(|it| format!(", page {it}"))
            .unwrap_or_default();
        let source = text.source.place().name();
        writeln!(
            out,
            "{indent}text ({source}{page}{hidden}): {}",
            shown(&text.text, 300)
        )?;
    }
    for link in &file.links {
        let text = link
            .text
            .as_deref()
            .map(|it| format!("  \"{}\"", shown(it, 60)));
        writeln!(
            out,
            "{indent}link: {}{}",
            shown(&link.target, 200),
            text.unwrap_or_default()
        )?;
    }
    for code in &file.codes {
        writeln!(out, "{indent}QR code: {}", shown(&code.data, 200))?;
    }
    for found in file.yara.iter().flatten() {
        writeln!(out, "{indent}YARA rule: {}", shown(&found.name, 200))?;
    }
    if let Some(pdf) = &file.pdf {
        for (name, value) in pdf.form_fields.iter().take(20) {
            writeln!(
                out,
                "{indent}field {}: {}",
                shown(name, 40),
                shown(value, 100)
            )?;
        }
        if pdf.javascript {
            writeln!(out, "{indent}carries JavaScript")?;
        }
        if pdf.automatic_action {
            writeln!(out, "{indent}does something by itself")?;
        }
    }
    for (name, value) in file.properties.iter().take(20) {
        writeln!(out, "{indent}{}: {}", shown(name, 40), shown(value, 100))?;
    }
    if let Some(encryption) = &file.encryption {
        let how = match encryption.password.as_deref() {
            None => "no password opens it",
            Some("") => "opens without a password",
            Some(_) => "opened with a password",
        };
        writeln!(out, "{indent}encrypted: {how}")?;
    }
    if let Some(error) = &file.error {
        writeln!(out, "{indent}error: {}", shown(error, 200))?;
    }
    Ok(())
}

/// `text` on one line, at most `longest` characters of it, and nothing that moves a terminal.
fn shown(text: &str, longest: usize) -> String {
    let mut shown = String::new();
    for (count, character) in text
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
        .enumerate()
    {
        if count == longest {
            shown.push('…');
            break;
        }
        shown.push(if character.is_control() {
            '\u{FFFD}'
        } else {
            character
        });
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::{safe_name, shown};

    #[test]
    fn no_name_leads_out_of_the_directory_or_is_more_than_a_name() {
        for (name, safe) in [
            ("invoice.pdf", "invoice.pdf"),
            ("../../etc/passwd", "passwd"),
            ("C:\\Windows\\win.ini", "win.ini"),
            ("..", "unnamed"),
            ("", "unnamed"),
            ("-rf", "rf"),
            (".bashrc", "bashrc"),
            ("a\u{202E}fdp.exe", "a_fdp.exe"),
            ("line\nbreak\0.txt", "line_break_.txt"),
            ("nul.pdf", "_nul.pdf"),
            ("COM1", "_COM1"),
            ("rechnung für märz.pdf", "rechnung für märz.pdf"),
        ] {
            assert_eq!(safe_name(name), safe, "{name}");
        }
        assert!(safe_name(&"é".repeat(300)).len() <= 100);
        let long = safe_name(&format!("{}.pdf", "x".repeat(300)));
        assert_eq!(long.rsplit_once('.').map(|it| it.1), Some("pdf"));
    }

    #[test]
    fn what_is_shown_is_one_line_without_commands_to_the_terminal() {
        assert_eq!(shown("a\n b\x1b[2J", 20), "a b\u{FFFD}[2J");
        assert_eq!(shown("abcdef", 3), "abc…");
    }
}
