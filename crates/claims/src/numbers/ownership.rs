//! Whose a number is, as far as the registry says.

use registry::Registry;

use crate::{BrandClaim, Number, Ownership};

/// Sets owner and ownership of `numbers` in relation to the brands that are claimed.
pub(crate) fn assign(numbers: &mut [Number], claimed: &[BrandClaim], registry: &Registry) {
    for number in numbers {
        number.owner = owner(&number.e164, claimed, registry);
        number.ownership = ownership(number, claimed, registry);
    }
}

/// The name of the brand or neutral body with this number, a claimed brand first.
fn owner(e164: &str, claimed: &[BrandClaim], registry: &Registry) -> Option<String> {
    let owners = registry.owners_of_number(e164);
    let is_claimed = |id: &str| claimed.iter().any(|it| it.id == id);
    let brand = owners
        .iter()
        .find(|it| is_claimed(&it.0.id))
        .or_else(|| owners.first());
    match brand {
        Some((brand, _)) => Some(brand.name.clone()),
        None => registry.neutral_owner(e164).map(|it| it.owner.clone()),
    }
}

/// `listed` only by a sourced number of a claimed brand; `not_listed` only where the registry knows
/// sourced numbers of a claimed brand in the number's country; never guessed.
fn ownership(number: &Number, claimed: &[BrandClaim], registry: &Registry) -> Ownership {
    if registry.neutral_owner(&number.e164).is_some() {
        return Ownership::Unknown;
    }
    let brands = || claimed.iter().filter_map(|it| registry.brand(&it.id));
    if brands().any(|it| it.listed_phones().any(|it| it.e164 == number.e164)) {
        return Ownership::Listed;
    }
    let Some(region) = number.region.as_deref() else {
        return Ownership::Unknown;
    };
    let known_there = brands().any(|it| it.listed_phones().any(|it| it.country == region));
    if known_there {
        Ownership::NotListed
    } else {
        Ownership::Unknown
    }
}
