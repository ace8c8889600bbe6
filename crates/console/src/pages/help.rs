//! What to do once something has happened, in the order of urgency.

use askama::Template;

use super::{Frame, written};
use crate::help::{Contact, Countries, CountryHelp, Situation, contacts_of};
use crate::words::Words;

#[derive(Template)]
#[template(path = "situations.html")]
struct SituationsPage<'p> {
    frame: &'p Frame,
    words: &'p Words,
}

/// The page on which a reader says what has happened.
pub(crate) fn situations(frame: &Frame) -> String {
    written(&SituationsPage {
        frame,
        words: &frame.words,
    })
}

#[derive(Template)]
#[template(path = "help.html")]
struct HelpPage<'p> {
    frame: &'p Frame,
    words: &'p Words,
    name: &'static str,
    title: String,
    steps: Vec<Step<'p>>,
    countries: Vec<CountryChoice<'p>>,
    has_country: bool,
}

struct Step<'p> {
    title: String,
    how: String,
    contacts: Vec<ShownContact<'p>>,
}

struct ShownContact<'p> {
    contact: &'p Contact,
    purpose: String,
    source: String,
}

struct CountryChoice<'p> {
    code: &'p str,
    name: String,
    is_chosen: bool,
}

/// The steps of `situation`, with the offices of `country`.
pub(crate) fn help(
    frame: &Frame,
    situation: Situation,
    countries: &Countries,
    country: Option<&CountryHelp>,
) -> String {
    let words = &frame.words;
    let mut choices: Vec<CountryChoice<'_>> = countries
        .all()
        .iter()
        .map(|it| CountryChoice {
            code: &it.code,
            name: words.say(&it.key()),
            is_chosen: country.is_some_and(|chosen| chosen.code == it.code),
        })
        .collect();
    choices.sort_by(|a, b| a.name.cmp(&b.name));
    written(&HelpPage {
        frame,
        words,
        name: situation.name,
        title: words.say(&format!("situation-{}", situation.name)),
        steps: situation
            .steps
            .iter()
            .map(|it| step(words, it, country))
            .collect(),
        countries: choices,
        has_country: country.is_some(),
    })
}

fn step<'p>(words: &Words, name: &str, country: Option<&'p CountryHelp>) -> Step<'p> {
    let kinds = contacts_of(name);
    let contacts = country.map(|it| it.contacts.as_slice()).unwrap_or_default();
    let contacts = contacts.iter().filter(|it| kinds.contains(&it.kind));
    Step {
        title: words.say(&format!("step-{name}")),
        how: words.say(&format!("step-{name}-how")),
        contacts: contacts
            .map(|contact| ShownContact {
                contact,
                purpose: words.say(contact.kind.key()),
                source: {
                    let host = host(&contact.source);
                    let values = [("host", host), ("read", contact.read.as_str())];
                    words.fill("help-source", &values)
                },
            })
            .collect(),
    }
}

/// The host of a URL of ours.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |it| it.1);
    let host = rest.split('/').next().unwrap_or(rest);
    host.strip_prefix("www.").unwrap_or(host)
}
