//! Registration data of domains, from a directory that the operator fills: answers of RDAP servers as
//! they come (RFC 9083, `*.json`), and tables (`*.csv`). Nothing is asked over the network here.

mod date;
mod rdap;
mod table;

use std::collections::HashMap;
use std::path::Path;

use address::Domain;

use crate::RegistryError;
use crate::load::{files, read};

pub use date::Day;

/// What a registry says of a domain. Empty where it does not say.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Registration {
    /// When it was registered; the data model's age is counted from it.
    pub registered: Option<Day>,
    /// The registrar.
    pub registrar_name: Option<String>,
    /// The name servers.
    pub name_servers: Vec<Domain>,
    /// The registrant's organisation.
    pub registrant_company: Option<String>,
    /// The registrant's country by name.
    pub registrant_country: Option<String>,
    /// The registrant's country as ISO 3166 code.
    pub registrant_country_code: Option<String>,
    /// The registrant's address.
    pub registrant_email: Option<String>,
    /// The administrative contact's address.
    pub administrative_email: Option<String>,
    /// The technical contact's address.
    pub technical_email: Option<String>,
}

/// Registrations by registrable domain, lower case.
#[derive(Debug, Clone, Default)]
pub struct Whois {
    registrations: HashMap<String, Registration>,
}

impl Whois {
    /// Reads every `*.json` and `*.csv` of `directory`; of two entries for a domain the one that is
    /// read later counts, tables last.
    pub fn load(directory: &Path) -> Result<Self, RegistryError> {
        let mut whois = Self::default();
        for path in files(directory, &["json"])? {
            let name = path.display().to_string();
            for (domain, registration) in rdap::parse(&name, &read(&path)?)? {
                whois.registrations.insert(domain, registration);
            }
        }
        for path in files(directory, &["csv"])? {
            let name = path.display().to_string();
            for (domain, registration) in table::parse(&name, &read(&path)?)? {
                whois.registrations.insert(domain, registration);
            }
        }
        Ok(whois)
    }

    /// The registration of `domain`, asked by its registrable part.
    pub fn of(&self, domain: &Domain) -> Option<&Registration> {
        let root = domain.root_domain.as_deref().unwrap_or(&domain.domain);
        self.registrations.get(&root.to_ascii_lowercase())
    }

    /// How many domains are known.
    pub fn len(&self) -> usize {
        self.registrations.len()
    }

    /// Whether none is known.
    pub fn is_empty(&self) -> bool {
        self.registrations.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RDAP: &str = r#"{"objectClassName": "domain", "ldhName": "NEW-SHOP.example",
        "events": [{"eventAction": "last changed", "eventDate": "2026-10-30T00:00:00Z"},
                   {"eventAction": "registration", "eventDate": "2026-10-20T07:00:00Z"}],
        "nameservers": [{"ldhName": "NS1.dns.example"}],
        "entities": [
          {"roles": ["registrar"], "vcardArray": ["vcard", [["version", {}, "text", "4.0"], ["fn", {}, "text", "Names Ltd"]]],
           "entities": [{"roles": ["abuse"]}]},
          {"roles": ["registrant", "technical"], "vcardArray": ["vcard", [["org", {}, "text", "Shop Inc"],
             ["email", {}, "text", "own@new-shop.example"],
             ["adr", {"cc": "DE"}, "text", ["", "", "", "", "", "", "Germany"]]]]}]}"#;

    fn directory(files: &[(&str, &str)]) -> (tempfile::TempDir, Result<Whois, RegistryError>) {
        let directory = tempfile::tempdir().unwrap();
        for (name, text) in files {
            std::fs::write(directory.path().join(name), text).unwrap();
        }
        let whois = Whois::load(directory.path());
        (directory, whois)
    }

    #[test]
    fn an_answer_of_rdap() {
        let (_directory, whois) = directory(&[("a.json", RDAP)]);
        let whois = whois.unwrap();
        let found = whois.of(&Domain::parse("www.new-shop.example")).unwrap();
        assert_eq!(found.registered, Day::parse("2026-10-20"));
        assert_eq!(found.registrar_name.as_deref(), Some("Names Ltd"));
        assert_eq!(found.name_servers[0].domain, "ns1.dns.example");
        assert_eq!(found.registrant_company.as_deref(), Some("Shop Inc"));
        assert_eq!(found.registrant_country.as_deref(), Some("Germany"));
        assert_eq!(found.registrant_country_code.as_deref(), Some("DE"));
        assert_eq!(
            found.registrant_email.as_deref(),
            Some("own@new-shop.example")
        );
        assert_eq!(
            found.technical_email.as_deref(),
            Some("own@new-shop.example")
        );
        assert_eq!(found.administrative_email, None);
        assert!(whois.of(&Domain::parse("other.example")).is_none());
    }

    #[test]
    fn a_table_and_which_counts() {
        let table = "domain,registered,registrar\nnew-shop.example,2020-01-02,Other\nb.example,,\n";
        let (_directory, whois) = directory(&[("a.json", RDAP), ("z.csv", table)]);
        let whois = whois.unwrap();
        assert_eq!(whois.len(), 2);
        let found = whois.of(&Domain::parse("new-shop.example")).unwrap();
        assert_eq!(found.registered, Day::parse("2020-01-02"));
        let empty = whois.of(&Domain::parse("b.example")).unwrap();
        assert_eq!(empty, &Registration::default());
    }

    #[test]
    fn what_is_wrong_names_the_file_and_the_line() {
        for (name, text, expected) in [
            ("a.json", "{", "a.json"),
            ("a.json", "{\"ldhName\": 5}", "ldhName"),
            ("a.csv", "name,registered\n", "no column `domain`"),
            ("a.csv", "domain,colour\n", "colour"),
            ("a.csv", "domain,registered\na.example,soon\n", "line 2"),
        ] {
            let (_directory, whois) = directory(&[(name, text)]);
            let error = whois.unwrap_err().to_string();
            assert!(error.contains(expected) && error.contains(name), "{error}");
        }
    }
}
