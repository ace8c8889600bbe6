//! Longer names that begin with the name of a brand which is an ordinary word or a person's name too: Origin Coffee, Otto
//! Schmidt. Who is called so and writes from an address that says so is not the brand, in whatever he writes.

use registry::Registry;
use text::Place;

use super::disguise::squeezed;
use super::evidence::Spoken;
use crate::lexicon::Matcher;
use crate::reading::{AliasHit, Reading};
use crate::words::{Shape, UNKNOWN, Word};

/// What the sender is called, where it is more than a brand's name.
#[derive(Debug, Default)]
pub(super) struct Namesakes<'r>(Vec<Namesake<'r>>);

#[derive(Debug)]
struct Namesake<'r> {
    /// The place of the brand in the registry.
    brand: usize,
    /// The word after its name.
    next: &'r str,
}

impl<'r> Namesakes<'r> {
    /// By the sender's name and address among `readings`.
    pub(super) fn of(readings: &'r [Reading<'_>], matcher: &Matcher, registry: &Registry) -> Self {
        let at = |place| readings.iter().filter(move |it| it.place == place);
        let mut found = Vec::new();
        for name in at(Place::DisplayName) {
            let Some((brand, alias, next)) = longer_name(name, matcher) else {
                continue;
            };
            let joined = squeezed(alias) + next.of(name.text());
            let confirms = |address: &Reading| {
                let Some((local, domain)) = address.text().split_once('@') else {
                    return false;
                };
                // Before the `@` stands what anybody chose: a word that no lure is made of then.
                next.id == UNKNOWN && squeezed(local).contains(&joined)
                    || !registry.is_free_mail(domain) && squeezed(domain).contains(&joined)
            };
            if at(Place::SenderAddress).any(confirms) {
                let next = next.of(name.text());
                found.push(Namesake { brand, next });
            }
        }
        Self(found)
    }

    /// Whether the naming `hit` of `brand` is the beginning of such a name.
    pub(super) fn begin_at(&self, brand: usize, reading: &Reading, hit: &AliasHit) -> bool {
        !self.0.is_empty() && {
            let next = word_after(reading, hit).map(|it| it.of(reading.text()));
            let is_next = |it: &Namesake| it.brand == brand && next == Some(it.next);
            self.0.iter().any(is_next)
        }
    }
}

/// The brand whose ambiguous alias the name begins with, that alias, and the word that goes on; unless the whole speaks in the
/// brand's name ("Chase Alerts").
fn longer_name<'r>(name: &'r Reading, matcher: &Matcher) -> Option<(usize, &'r str, &'r Word)> {
    let hit = name.aliases.first().filter(|it| it.words.0 == 0)?;
    let entry = matcher.alias_entries.get(hit.entry as usize)?;
    let next = word_after(name, hit).filter(|it| it.shape == Shape::Letters)?;
    let speaks = Spoken::of(name).voice(hit).is_some();
    let alias = name.slice(hit.span.start, hit.span.end);
    (entry.ambiguous && !speaks).then_some((entry.brand, alias, next))
}

fn word_after<'r>(reading: &'r Reading, hit: &AliasHit) -> Option<&'r Word> {
    let next = reading.words.get(hit.words.1 as usize)?;
    (reading.slice(hit.span.end, next.start) == " ").then_some(next)
}
