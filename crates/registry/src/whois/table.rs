//! Tables of registrations: a header line that names the columns, one domain a line.

use std::collections::BTreeMap;

use address::Domain;

use super::{Day, Registration};
use crate::RegistryError;

/// The columns; only the first is required. Name servers are separated by blanks.
const COLUMNS: [&str; 10] = [
    "domain",
    "registered",
    "registrar",
    "name_servers",
    "registrant_company",
    "registrant_country",
    "registrant_country_code",
    "registrant_email",
    "administrative_email",
    "technical_email",
];

/// The registrations that `text`, the content of the file `name`, holds.
pub(super) fn parse(name: &str, text: &str) -> Result<Vec<(String, Registration)>, RegistryError> {
    let malformed = |message: String| RegistryError::Malformed {
        path: name.to_owned(),
        message,
    };
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let headers = reader
        .headers()
        .map_err(|it| malformed(it.to_string()))?
        .clone();
    if !headers.iter().any(|it| it == "domain") {
        return Err(malformed("no column `domain`".to_owned()));
    }
    if let Some(unknown) = headers.iter().find(|it| !COLUMNS.contains(it)) {
        let known = COLUMNS.join(", ");
        return Err(malformed(format!(
            "there is no column `{unknown}`; there are {known}"
        )));
    }
    let mut found = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|it| malformed(it.to_string()))?;
        let line = record.position().map_or(0, csv::Position::line);
        let values: BTreeMap<&str, &str> = headers.iter().zip(&record).collect();
        let registration = registration(&values)
            .map_err(|day| malformed(format!("line {line}: {day:?} is no day like 2026-11-24")))?;
        let domain = values.get("domain").copied().unwrap_or_default();
        found.push((domain.trim().to_ascii_lowercase(), registration));
    }
    Ok(found)
}

fn registration(values: &BTreeMap<&str, &str>) -> Result<Registration, String> {
    let text = |name: &str| {
        let text = values.get(name)?.trim();
        (!text.is_empty()).then(|| text.to_owned())
    };
    let registered = match text("registered") {
        None => None,
        Some(day) => Some(Day::parse(&day).ok_or(day)?),
    };
    let servers = text("name_servers").unwrap_or_default();
    Ok(Registration {
        registered,
        registrar_name: text("registrar"),
        name_servers: servers.split_whitespace().map(Domain::parse).collect(),
        registrant_company: text("registrant_company"),
        registrant_country: text("registrant_country"),
        registrant_country_code: text("registrant_country_code"),
        registrant_email: text("registrant_email"),
        administrative_email: text("administrative_email"),
        technical_email: text("technical_email"),
    })
}
