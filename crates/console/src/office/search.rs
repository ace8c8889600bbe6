//! What a list is narrowed down to, as it stands in addresses and in the form above the list.

use store::{Filter, RecordId};
use url::form_urlencoded;

use super::time::seconds;
use crate::hostile_text::filled_in;

/// Characters of one field that are looked at.
const MOST: usize = 320;

/// The fields that verdicts can be narrowed down by, as they were filled in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Search {
    pub(crate) verdict: String,
    pub(crate) text: String,
    pub(crate) attack_type: String,
    pub(crate) brand: String,
    pub(crate) number: String,
    pub(crate) sender_domain: String,
    pub(crate) recipient: String,
    pub(crate) door: String,
    pub(crate) rule: String,
    pub(crate) since: String,
    pub(crate) until: String,
    /// The last entry of the page before.
    pub(crate) after: Option<RecordId>,
}

/// A field that cannot be understood: its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Unclear(pub(crate) &'static str);

impl Search {
    /// Reads what stands after the `?`. What is not known is passed over.
    pub(crate) fn of(query: &str) -> Self {
        let mut search = Self::default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()).take(50) {
            let value = filled_in(&value, MOST);
            if name == "after" {
                search.after = value.parse().ok();
                continue;
            }
            let mut fields = search.fields_mut().into_iter();
            if let Some((_, field)) = fields.find(|it| it.0 == name) {
                *field = value;
            }
        }
        search
    }

    fn fields_mut(&mut self) -> [(&'static str, &mut String); 11] {
        [
            ("verdict", &mut self.verdict),
            ("text", &mut self.text),
            ("attack_type", &mut self.attack_type),
            ("brand", &mut self.brand),
            ("number", &mut self.number),
            ("sender_domain", &mut self.sender_domain),
            ("recipient", &mut self.recipient),
            ("door", &mut self.door),
            ("rule", &mut self.rule),
            ("since", &mut self.since),
            ("until", &mut self.until),
        ]
    }

    /// Whether anything is filled in.
    pub(crate) fn is_set(&self) -> bool {
        let mut copy = self.clone();
        copy.fields_mut().iter().any(|it| !it.1.is_empty())
    }

    /// What is filled in of what the form keeps folded: name and value.
    pub(crate) fn details(&self) -> Vec<(&'static str, String)> {
        let mut copy = self.clone();
        let details = copy.fields_mut().into_iter().skip(2);
        let set = details.filter(|it| !it.1.is_empty());
        set.map(|(name, value)| (name, value.clone())).collect()
    }

    fn query(&self) -> form_urlencoded::Serializer<'static, String> {
        let mut copy = self.clone();
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in copy.fields_mut() {
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        query
    }

    /// The address of the page that goes on after `after`.
    pub(crate) fn address(&self, after: Option<RecordId>) -> String {
        let mut query = self.query();
        if let Some(after) = after {
            query.append_pair("after", &after.to_string());
        }
        address("/console/verdicts", &query.finish())
    }

    /// Where the list that shows `top` first hears of what is new.
    pub(crate) fn live_address(&self, top: Option<RecordId>) -> String {
        let mut query = self.query();
        if let Some(top) = top {
            query.append_pair("top", &top.to_string());
        }
        address("/console/live/verdicts", &query.finish())
    }

    /// What the store is asked.
    pub(crate) fn filter(&self) -> Result<Filter, Unclear> {
        let set = |it: &String| (!it.is_empty()).then(|| it.clone());
        let time = |name, it: &String| match set(it) {
            None => Ok(None),
            Some(it) => seconds(&it).map(Some).ok_or(Unclear(name)),
        };
        let verdict = set(&self.verdict).map(|it| it.parse()).transpose();
        Ok(Filter {
            verdict: verdict.map_err(|_| Unclear("verdict"))?,
            door: set(&self.door),
            attack_type: set(&self.attack_type),
            brand: set(&self.brand),
            number: set(&self.number).map(|it| international(&it)),
            sender_domain: set(&self.sender_domain),
            recipient: set(&self.recipient),
            rule: set(&self.rule),
            since: time("since", &self.since)?,
            until: time("until", &self.until)?,
            text: set(&self.text),
            ..Filter::default()
        })
    }
}

/// A number without what people write between its digits.
fn international(text: &str) -> String {
    text.chars()
        .filter(|it| *it == '+' || it.is_ascii_digit())
        .collect()
}

/// A path with a query, where there is one.
pub(crate) fn address(path: &str, query: &str) -> String {
    if query.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{query}")
    }
}

/// A path with one value in its query.
pub(crate) fn with_value(path: &str, name: &str, value: &str) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair(name, value);
    address(path, &query.finish())
}

/// The value of `name` in a query.
pub(super) fn value(query: &str, name: &str) -> Option<String> {
    let mut pairs = form_urlencoded::parse(query.as_bytes()).take(50);
    let found = pairs.find(|it| it.0 == name)?.1;
    let value = filled_in(&found, MOST);
    (!value.is_empty()).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_filled_in_survives_the_way_through_an_address() {
        let query = "verdict=malicious&text=renew%2A+%26+call&number=%2B1+%28805%29+555-0142&since=2026-11-30T12%3A00&x=y";
        let search = Search::of(query);
        assert_eq!(search.text, "renew* & call");
        let filter = search.filter().unwrap();
        assert_eq!(filter.number.as_deref(), Some("+18055550142"));
        assert_eq!(filter.since, Some(1_796_040_000));
        let address = search.address(Some(RecordId(5)));
        let again = Search::of(address.split_once('?').unwrap().1);
        assert_eq!(again.after, Some(RecordId(5)));
        assert_eq!(again.filter(), Ok(filter));
        assert!(search.is_set() && search.details().len() == 2);
        assert!(Search::of("text=a").details().is_empty() && !Search::of("after=zz").is_set());
        assert_eq!(Search::of("until=soon").filter(), Err(Unclear("until")));
        assert_eq!(Search::of("verdict=bad").filter(), Err(Unclear("verdict")));
    }
}
