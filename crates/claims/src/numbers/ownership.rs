//! Whose a number is, as far as the registry says.

use registry::{Brand, Registry};

use crate::{BrandClaim, Number, Ownership};

/// Sets owner and ownership of `numbers` in relation to the brands that are claimed.
pub(crate) fn assign(numbers: &mut [Number], claimed: &[BrandClaim], registry: &Registry) {
    let brands: Vec<&Brand> = claimed
        .iter()
        .filter_map(|it| registry.brand(&it.id))
        .collect();
    for number in numbers {
        number.owner = owner(&number.e164, claimed, registry);
        number.ownership = ownership(&number.e164, number.region.as_deref(), &brands, registry);
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

/// Whose the number `e164` of `region` (ISO 3166) is in relation to the brands whose it is said to be: `listed` only by a sourced
/// number of one of them; `not_listed` only where the registry knows sourced numbers of one of them in the number's country; never guessed.
pub fn ownership(
    e164: &str,
    region: Option<&str>,
    brands: &[&Brand],
    registry: &Registry,
) -> Ownership {
    if registry.neutral_owner(e164).is_some() {
        return Ownership::Unknown;
    }
    let listed = || brands.iter().flat_map(|it| it.listed_phones());
    if listed().any(|it| it.e164 == e164) {
        return Ownership::Listed;
    }
    let is_known_there = region.is_some_and(|region| listed().any(|it| it.country == region));
    if is_known_there {
        Ownership::NotListed
    } else {
        Ownership::Unknown
    }
}
