//! The example mails, by what they are.

use std::path::PathBuf;

use crate::doors::server::root;

/// An example.
pub(crate) struct Mail {
    pub(crate) path: PathBuf,
    pub(crate) raw: Vec<u8>,
    pub(crate) is_fake: bool,
}

/// All seeds and their twins: four genuine mails for each fake.
pub(crate) fn seeds() -> Vec<Mail> {
    let folder = root("examples/mail");
    let labels = std::fs::read_to_string(folder.join("labels.csv")).unwrap();
    let lines = labels.lines().filter(|it| it.starts_with("seed-"));
    let mails: Vec<Mail> = lines
        .map(|line| {
            let mut cells = line.split(',');
            let path = folder.join(cells.next().unwrap());
            Mail {
                raw: std::fs::read(&path).unwrap(),
                path,
                is_fake: cells.next().unwrap() == "callback",
            }
        })
        .collect();
    let fakes = mails.iter().filter(|it| it.is_fake).count();
    assert!(fakes >= 6 && mails.len() >= 20);
    mails
}

/// `raw` without the fields of offhook in its header, and those fields.
pub(crate) fn without_ours(raw: &[u8]) -> (Vec<u8>, String) {
    let mut rest = Vec::new();
    let mut ours = String::new();
    let (mut in_header, mut in_ours) = (true, false);
    for line in raw.split_inclusive(|it| *it == b'\n') {
        if line.trim_ascii().is_empty() {
            in_header = false;
        }
        let is_folded = matches!(line[0], b' ' | b'\t');
        in_ours = in_header && (line.starts_with(b"X-Offhook-") || in_ours && is_folded);
        if in_ours {
            ours.push_str(std::str::from_utf8(line).unwrap());
        } else {
            rest.extend_from_slice(line);
        }
    }
    (rest, ours)
}
