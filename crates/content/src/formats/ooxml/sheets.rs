//! Workbooks: cells in the order of the sheets, rows and columns. Strings are shared between cells, so that
//! only the cells tell which of them a reader sees, and numbers stand nowhere else.

use super::package::Package;
use super::{flow, relations};
use crate::file::Source;
use crate::formats::fields;
use crate::formats::xml::{Attributes, Step};
use crate::walk::Reading;

/// Shared strings that are read.
const STRINGS: usize = 200_000;
/// Sheets that are listed.
const SHEETS: usize = 1_000;

/// A sheet as the workbook lists it.
struct Sheet {
    name: String,
    relation: String,
    hidden: bool,
}

pub(super) fn read(reading: &mut Reading<'_, '_>, package: &mut Package<'_>) {
    let sheets = list(reading, package);
    let targets = targets(reading, package);
    let strings = shared_strings(reading, package);
    if let Some(office) = &mut reading.file.office {
        let hidden = sheets.iter().filter(|it| it.hidden);
        office.hidden_sheets = hidden.map(|it| it.name.clone()).collect();
    }
    let mut names = package.names_like("xl/worksheets/", "sheet", ".xml");
    reading.file.page_count = u32::try_from(sheets.len().max(names.len())).ok();
    for sheet in &sheets {
        let target = targets.iter().find(|(id, _)| *id == sheet.relation);
        let Some((_, target)) = target else { continue };
        names.retain(|it| !it.eq_ignore_ascii_case(target));
        read_sheet(reading, package, target, &strings, sheet.hidden);
    }
    // Sheets that the workbook does not list are read last: no program shows them.
    for name in names {
        read_sheet(reading, package, &name, &strings, true);
    }
    for (folder, stem) in [
        ("xl/drawings/", "drawing"),
        ("xl/", "comments"),
        ("xl/comments/", "comment"),
        ("xl/threadedComments/", "threadedComment"),
    ] {
        for name in package.names_like(folder, stem, ".xml") {
            flow::read(reading, package, &name, None);
        }
    }
    external_data(reading, package);
}

fn list(reading: &mut Reading<'_, '_>, package: &mut Package<'_>) -> Vec<Sheet> {
    let mut sheets = Vec::new();
    package.walk(reading, "xl/workbook.xml", |step| {
        if let Step::Open("sheet", attributes) = step
            && sheets.len() < SHEETS
        {
            let state = attributes.get("state").unwrap_or_default();
            sheets.push(Sheet {
                name: attributes.get("name").unwrap_or_default().to_owned(),
                relation: attributes.relation().unwrap_or_default().to_owned(),
                hidden: state.eq_ignore_ascii_case("hidden")
                    || state.eq_ignore_ascii_case("veryHidden"),
            });
        }
    });
    sheets
}

/// The workbook's relations: id and part.
fn targets(reading: &mut Reading<'_, '_>, package: &mut Package<'_>) -> Vec<(String, String)> {
    let mut targets = Vec::new();
    package.walk(reading, "xl/_rels/workbook.xml.rels", |step| {
        if let Step::Open("Relationship", attributes) = step
            && targets.len() < SHEETS * 2
            && let (Some(id), Some(target)) = (attributes.get("Id"), attributes.get("Target"))
        {
            let part = match target.strip_prefix('/') {
                Some(absolute) => absolute.to_owned(),
                None => format!("xl/{target}"),
            };
            targets.push((id.to_owned(), part));
        }
    });
    targets
}

fn shared_strings(reading: &mut Reading<'_, '_>, package: &mut Package<'_>) -> Vec<String> {
    let mut strings: Vec<String> = Vec::new();
    let mut open: Option<String> = None;
    let (mut in_text, mut phonetic) = (false, false);
    package.walk(reading, "xl/sharedStrings.xml", |step| match step {
        Step::Open("si", _) => open = Some(String::new()),
        // How a name is spoken is not shown.
        Step::Open("rPh", _) => phonetic = true,
        Step::Close("rPh") => phonetic = false,
        Step::Open("t", _) => in_text = !phonetic,
        Step::Close("t") => in_text = false,
        Step::Close("si") if strings.len() < STRINGS => strings.extend(open.take()),
        Step::Text(text) if in_text => {
            if let Some(string) = &mut open {
                string.push_str(text);
            }
        }
        _ => {}
    });
    strings
}

/// The text of a sheet while it is read.
struct Cells<'s> {
    strings: &'s [String],
    most: usize,
    text: String,
    value: String,
    formula: String,
    kind: String,
    in_value: bool,
    in_formula: bool,
    /// Text that stands in the cell itself.
    in_inline: bool,
    formulas: Vec<String>,
    links: Vec<(String, String)>,
}

fn read_sheet(
    reading: &mut Reading<'_, '_>,
    package: &mut Package<'_>,
    name: &str,
    strings: &[String],
    hidden: bool,
) {
    let mut cells = Cells {
        strings,
        most: reading.walk.settings.text_bytes,
        text: String::new(),
        value: String::new(),
        formula: String::new(),
        kind: String::new(),
        in_value: false,
        in_formula: false,
        in_inline: false,
        formulas: Vec::new(),
        links: Vec::new(),
    };
    package.walk(reading, name, |step| cells.step(step));
    reading.found_text_on(&cells.text, Source::Office, None, hidden);
    for formula in &cells.formulas {
        fields::read_formula(reading, formula);
    }
    relations::links(reading, package, name, None, &cells.links);
    reading.found_links_in(&cells.text, Source::Office);
}

/// Formulas of one sheet that are looked at.
const FORMULAS: usize = 10_000;

impl Cells<'_> {
    fn step(&mut self, step: Step<'_>) {
        match step {
            Step::Open(name, attributes) => self.open(name, attributes),
            Step::Text(text) if self.in_value || self.in_inline => self.value.push_str(text),
            Step::Text(text) if self.in_formula => self.formula.push_str(text),
            Step::Text(_) => {}
            Step::Close(name) => self.close(name),
        }
    }

    fn open(&mut self, name: &str, attributes: &Attributes) {
        match name {
            "c" => attributes
                .get("t")
                .unwrap_or("n")
                .clone_into(&mut self.kind),
            "v" => self.in_value = true,
            "t" => self.in_inline = true,
            "f" => self.in_formula = true,
            "hyperlink" => {
                let shown = attributes.get("display").unwrap_or_default();
                self.links.extend(
                    attributes
                        .relation()
                        .map(|it| (it.to_owned(), shown.to_owned())),
                );
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "v" => self.in_value = false,
            "t" => self.in_inline = false,
            "f" => {
                self.in_formula = false;
                if self.formulas.len() < FORMULAS {
                    self.formulas.push(std::mem::take(&mut self.formula));
                }
                self.formula.clear();
            }
            "c" => {
                let value = std::mem::take(&mut self.value);
                let shared = (self.kind == "s")
                    .then(|| self.strings.get(value.trim().parse::<usize>().ok()?))
                    .flatten();
                let shown = shared.unwrap_or(&value);
                // A string that many cells share can make a sheet far larger than its parts.
                if !shown.is_empty() && self.text.len() <= self.most {
                    if !self.text.is_empty() && !self.text.ends_with('\n') {
                        self.text.push('\t');
                    }
                    self.text.push_str(shown);
                }
            }
            "row" if !self.text.ends_with('\n') => self.text.push('\n'),
            _ => {}
        }
    }
}

/// Links to programs and other workbooks (DDE, ECMA-376 part 1 section 18.14).
fn external_data(reading: &mut Reading<'_, '_>, package: &mut Package<'_>) {
    for name in package.names_like("xl/externalLinks/", "externalLink", ".xml") {
        let mut found = Vec::new();
        package.walk(reading, &name, |step| {
            if let Step::Open("ddeLink", attributes) = step {
                let part = |it| attributes.get(it).unwrap_or_default();
                found.push(format!("{}|{}", part("ddeService"), part("ddeTopic")));
            }
        });
        for link in &found {
            fields::note_dde(reading, link);
        }
    }
}
