//! Authentication-Results (RFC 8601) and its relatives: ARC-Authentication-Results (RFC 8617), the
//! fields of Microsoft, which name no authserv-id, and copies kept under other names.

use address::Domain;

use super::model::{AuthenticationResults, CompAuth, DkimResult, Method};
use super::results_text::{Element, Elements};

/// Methods that are read from one field.
const METHODS: usize = 100;
/// Properties that are read for one method.
const PROPERTIES: usize = 50;

/// Under which names results travel, with their kind.
const FIELDS: [(&str, &str); 6] = [
    ("Authentication-Results", "standard"),
    ("X-Original-Authentication-Results", "standard"),
    ("X-MS-Exchange-Authentication-Results", "standard"),
    ("X-Authentication-Results", "standard"),
    ("Authentication-Results-Original", "standard"),
    ("ARC-Authentication-Results", "arc"),
];

/// The kind of results a field of this name holds, if it holds any.
pub(super) fn kind(name: &str) -> Option<&'static str> {
    FIELDS
        .iter()
        .find(|(field, _)| name.eq_ignore_ascii_case(field))
        .map(|(_, kind)| *kind)
}

/// Reads an unfolded value.
pub(super) fn parse(value: &str, kind: &'static str) -> AuthenticationResults {
    let mut results = AuthenticationResults {
        kind,
        ..AuthenticationResults::default()
    };
    let mut reader = Reader::default();
    for element in Elements::new(value) {
        reader.take(element);
    }
    reader.end_segment();
    results.authserv_id = reader.authserv_id;
    for method in reader.methods {
        add(&mut results, method);
    }
    results
}

impl AuthenticationResults {
    /// Results made of `methods`, as if a host called `authserv_id` had stamped them.
    pub fn of(authserv_id: Option<String>, methods: Vec<Method>) -> Self {
        let mut results = Self {
            authserv_id,
            kind: "standard",
            ..Self::default()
        };
        for method in methods {
            add(&mut results, method);
        }
        results
    }
}

/// Puts methods together from the elements of the field.
#[derive(Default)]
struct Reader {
    authserv_id: Option<String>,
    methods: Vec<Method>,
    current: Option<Method>,
    segments: usize,
}

impl Reader {
    fn take(&mut self, element: Element) {
        match element {
            Element::Semicolon => self.end_segment(),
            // The first segment holds the authserv-id; in ARC the instance stands before it.
            Element::Word(word) => {
                if self.methods.is_empty() && self.current.is_none() && self.authserv_id.is_none() {
                    self.authserv_id = Some(word.to_ascii_lowercase());
                }
            }
            Element::Pair(name, _) if self.segments == 0 && name == "i" => {}
            Element::Pair(name, value) => match &mut self.current {
                None => {
                    let method = name.split('/').next().unwrap_or_default();
                    self.current = Some(Method {
                        method: method.to_owned(),
                        result: value.to_ascii_lowercase(),
                        properties: Vec::new(),
                    });
                }
                Some(method) if method.properties.len() < PROPERTIES => {
                    method.properties.push((name, value));
                }
                Some(_) => {}
            },
        }
    }

    fn end_segment(&mut self) {
        self.segments += 1;
        if self.methods.len() < METHODS {
            self.methods.extend(self.current.take());
        }
        self.current = None;
    }
}

/// Adds a method's outcome to the summary of its kind. The first result of a method counts, except
/// that a message may bear several DKIM signatures and one that passes is enough.
fn add(results: &mut AuthenticationResults, method: Method) {
    match method.method.as_str() {
        "spf" if results.spf.is_none() => {
            results.spf = Some(method.result.clone());
            results.spf_designator = spf_designator(&method);
        }
        "dkim" => add_dkim(results, &method),
        "dmarc" if results.dmarc.is_none() => {
            results.dmarc = Some(method.result.clone());
            results.dmarc_from = method
                .property("header.from")
                .map(|it| Domain::parse(it.rsplit('@').next().unwrap_or_default()))
                .filter(|it| !it.domain.is_empty());
        }
        "compauth" if results.compauth.is_none() => {
            results.compauth = Some(CompAuth {
                verdict: method.result.clone(),
                reason: method.property("reason").map(str::to_owned),
            });
        }
        _ => {}
    }
    results.methods.push(method);
}

fn spf_designator(method: &Method) -> Option<String> {
    ["smtp.mailfrom", "smtp.mail", "smtp.helo"]
        .into_iter()
        .filter_map(|name| method.property(name))
        .map(|it| it.trim_matches(['<', '>']).to_lowercase())
        .find(|it| !it.is_empty())
}

fn add_dkim(results: &mut AuthenticationResults, method: &Method) {
    let signer = method
        .property("header.d")
        .or_else(|| method.property("header.i"))
        .map(|it| it.rsplit('@').next().unwrap_or_default().to_lowercase());
    results.dkim_details.push(DkimResult {
        result: method.result.clone(),
        domain: signer.filter(|it| !it.is_empty() && it != "none"),
    });
    if results.dkim.is_none() || method.result == "pass" {
        results.dkim = Some(method.result.clone());
    }
}

/// Adds to `results` what `lower`, a field of the same server further down, says beyond it.
pub(super) fn merge(results: &mut AuthenticationResults, lower: &AuthenticationResults) {
    for method in &lower.methods {
        let is_known = results.methods.iter().any(|it| it.method == method.method);
        if !is_known || method.method == "dkim" {
            add(results, method.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(value: &str) -> AuthenticationResults {
        parse(value, "standard")
    }

    #[test]
    fn a_usual_field() {
        let results = read(
            "mx.example.net; spf=pass (sender is fine; really) smtp.mailfrom=<News@shop.test>; \
             dkim=fail reason=\"bad; signature\" header.d=other.test; \
             dkim=pass header.i=@shop.test header.s=s1 header.b=\"a=b\"; \
             dmarc=pass (p=reject dis=none) header.from=shop.test",
        );
        assert_eq!(results.authserv_id.as_deref(), Some("mx.example.net"));
        assert_eq!(results.spf.as_deref(), Some("pass"));
        assert_eq!(results.spf_designator.as_deref(), Some("news@shop.test"));
        assert_eq!(results.dkim.as_deref(), Some("pass"));
        assert_eq!(
            results.dkim_details[0].domain.as_deref(),
            Some("other.test")
        );
        assert_eq!(results.dkim_details[1].domain.as_deref(), Some("shop.test"));
        assert_eq!(results.dmarc.as_deref(), Some("pass"));
        assert_eq!(results.dmarc_from.unwrap().domain, "shop.test");
        assert_eq!(
            results.methods[1].property("reason"),
            Some("bad; signature")
        );
        assert_eq!(results.methods[2].property("header.b"), Some("a=b"));
    }

    #[test]
    fn microsofts_form() {
        let results = read(
            "spf=softfail (sender IP is 192.0.2.1) smtp.mailfrom=shop.test; dkim=none (message not \
             signed) header.d=none;dmarc=fail action=quarantine header.from=shop.test;compauth=fail \
             reason=001",
        );
        assert_eq!(results.authserv_id, None);
        assert_eq!(results.spf.as_deref(), Some("softfail"));
        assert_eq!(results.dkim.as_deref(), Some("none"));
        assert_eq!(results.dkim_details[0].domain, None);
        assert_eq!(results.dmarc.as_deref(), Some("fail"));
        assert_eq!(results.methods[2].property("action"), Some("quarantine"));
        let compauth = results.compauth.unwrap();
        assert_eq!(
            (compauth.verdict.as_str(), compauth.reason.as_deref()),
            ("fail", Some("001"))
        );
    }

    #[test]
    fn arc_names_its_instance_first() {
        let results = parse(
            "i=1; mx.google.com; dkim=pass header.i=@a.test; spf=neutral",
            "arc",
        );
        assert_eq!(results.authserv_id.as_deref(), Some("mx.google.com"));
        assert_eq!(results.dkim.as_deref(), Some("pass"));
        assert_eq!(results.spf.as_deref(), Some("neutral"));
        assert_eq!(results.kind, "arc");
    }

    #[test]
    fn odd_but_allowed() {
        let results = read("mx.test 1; SPF / 1 = Pass smtp . mailfrom = \"a b\"@c.test (x (y) z)");
        assert_eq!(results.authserv_id.as_deref(), Some("mx.test"));
        assert_eq!(results.spf.as_deref(), Some("pass"));
        assert_eq!(results.spf_designator.as_deref(), Some("a b@c.test"));
        let results = read("mx.test; none");
        assert_eq!(results.authserv_id.as_deref(), Some("mx.test"));
        assert!(results.methods.is_empty());
        let results = read("\"mx.test\"; spf=pass");
        assert_eq!(results.authserv_id.as_deref(), Some("mx.test"));
        let results = read("mx.test; spf=pass smtp.mailfrom=prvs=01234=ann@c.test");
        assert_eq!(
            results.spf_designator.as_deref(),
            Some("prvs=01234=ann@c.test")
        );
    }

    #[test]
    fn comments_never_speak() {
        let results =
            read("mx.test; dmarc=fail (dmarc=pass header.from=bank.test); spf=none (; dkim=pass");
        assert_eq!(results.dmarc.as_deref(), Some("fail"));
        assert_eq!(results.dkim, None);
        assert_eq!(read("").authserv_id, None);
    }

    #[test]
    fn the_upper_field_wins() {
        let mut upper = read("mx.test; dmarc=fail");
        merge(
            &mut upper,
            &read("mx.test; dmarc=pass; dkim=pass header.d=a.test"),
        );
        assert_eq!(upper.dmarc.as_deref(), Some("fail"));
        assert_eq!(upper.dkim.as_deref(), Some("pass"));
    }
}
