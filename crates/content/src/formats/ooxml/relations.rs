//! Relationships that lead out of a package (ECMA-376 part 2, section 9.3).

use super::package::Package;
use crate::file::Source;
use crate::formats::xml::Step;
use crate::walk::Reading;

/// Relationships noted of one document.
const RELATIONS: usize = 2_000;

struct Relation {
    id: String,
    kind: String,
    target: String,
}

/// Notes every external relationship of every part.
pub(super) fn note(reading: &mut Reading<'_, '_>, package: &mut Package<'_>) {
    let names = package.names();
    for name in names
        .iter()
        .filter(|it| it.to_ascii_lowercase().ends_with(".rels"))
    {
        for relation in read(reading, package, name) {
            let Some(office) = &mut reading.file.office else {
                return;
            };
            let pair = (relation.kind, relation.target);
            if office.external.len() < RELATIONS && !office.external.contains(&pair) {
                office.external.push(pair.clone());
            }
            if pair.0 != "hyperlink" {
                reading.found_link(&pair.1, None, Source::Office);
            }
        }
    }
}

/// The links of the part `name`: those that stand in its text with their text, and the rest.
pub(super) fn links(
    reading: &mut Reading<'_, '_>,
    package: &mut Package<'_>,
    name: &str,
    page: Option<u32>,
    shown: &[(String, String)],
) {
    let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
    let relations = read(reading, package, &format!("{folder}/_rels/{file}.rels"));
    for relation in relations.iter().filter(|it| it.kind == "hyperlink") {
        let mut texts = shown.iter().filter(|(id, _)| *id == relation.id).peekable();
        if texts.peek().is_none() {
            reading.found_link_on(&relation.target, None, Source::Office, page);
        }
        for (_, text) in texts {
            reading.found_link_on(&relation.target, Some(text), Source::Office, page);
        }
    }
}

/// The external relationships of one part. Their kind is the end of its address.
fn read(reading: &mut Reading<'_, '_>, package: &mut Package<'_>, name: &str) -> Vec<Relation> {
    let mut relations = Vec::new();
    package.walk(reading, name, |step| {
        if let Step::Open("Relationship", attributes) = step
            && attributes.get("TargetMode") == Some("External")
            && relations.len() < RELATIONS
            && let Some(target) = attributes.get("Target")
        {
            let kind = attributes.get("Type").unwrap_or_default();
            relations.push(Relation {
                id: attributes.get("Id").unwrap_or_default().to_owned(),
                kind: kind.rsplit('/').next().unwrap_or(kind).to_owned(),
                target: target.to_owned(),
            });
        }
    });
    relations
}
