//! Core, extended and custom properties (ECMA-376 part 2 section 11, part 1 section 22.2).

use super::package::Package;
use crate::formats::xml::Step;
use crate::walk::Reading;

const PARTS: [&str; 3] = [
    "docProps/core.xml",
    "docProps/app.xml",
    "docProps/custom.xml",
];

/// Reads the properties, each under the local name of its element, or for custom ones under their own.
pub(super) fn read(reading: &mut Reading<'_, '_>, package: &mut Package<'_>) {
    for part in PARTS {
        let mut found = Vec::new();
        let mut name = String::new();
        let mut value = String::new();
        package.walk(reading, part, |step| match step {
            Step::Open("property", attributes) => {
                attributes
                    .get("name")
                    .unwrap_or_default()
                    .clone_into(&mut name);
                value.clear();
            }
            Step::Open(element, _) => {
                // Custom values stand in an element of their type within the property.
                if part != PARTS[2] {
                    element.clone_into(&mut name);
                }
                value.clear();
            }
            Step::Text(text) => value.push_str(text),
            Step::Close(_) => {
                if !value.trim().is_empty() && !name.is_empty() {
                    found.push((name.clone(), std::mem::take(&mut value)));
                }
            }
        });
        for (name, value) in found {
            reading.found_property(&name, &value);
        }
    }
    let count = |name: &str| {
        let found = reading.file.properties.iter().find(|(it, _)| it == name);
        found.and_then(|(_, value)| value.parse().ok())
    };
    let pages = count("Pages");
    reading.file.page_count = reading.file.page_count.or(pages);
}
