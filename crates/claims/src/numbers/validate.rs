//! Whether digits are a phone number that can exist, and what kind. The one place that knows the
//! numbering-plan library.

use std::str::FromStr;

use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumber, PhoneNumberFormat, PhoneNumberType, Region};

use crate::LineKind;

/// A number that can exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Valid {
    /// In E.164.
    pub(crate) e164: String,
    /// ISO 3166 code.
    pub(crate) region: Option<String>,
    pub(crate) kind: LineKind,
}

/// Checks digits that begin with a country code.
pub(crate) fn international(digits: &str) -> Option<Valid> {
    let number = PHONE_NUMBER_UTIL.parse(format!("+{digits}"), None).ok()?;
    PHONE_NUMBER_UTIL
        .is_valid_number(&number)
        .then(|| describe(&number))
}

/// Checks digits as they are dialled within `region` (an ISO 3166 code).
pub(crate) fn national(digits: &str, region: &str) -> Option<Valid> {
    let region = Region::from_str(region).ok()?;
    let number = PHONE_NUMBER_UTIL.parse(digits, Some(region)).ok()?;
    PHONE_NUMBER_UTIL
        .is_valid_number_for_region(&number, region)
        .then(|| describe(&number))
}

fn describe(number: &PhoneNumber) -> Valid {
    let region = PHONE_NUMBER_UTIL.get_region_for_number(number);
    Valid {
        e164: PHONE_NUMBER_UTIL
            .format(number, PhoneNumberFormat::E164)
            .into_owned(),
        region: region
            .map(|it| it.to_string())
            .filter(|it| it.len() == 2 && it.bytes().all(|it| it.is_ascii_uppercase())),
        kind: kind(PHONE_NUMBER_UTIL.get_number_type(number)),
    }
}

fn kind(kind: PhoneNumberType) -> LineKind {
    match kind {
        PhoneNumberType::TollFree => LineKind::TollFree,
        PhoneNumberType::FixedLine | PhoneNumberType::FixedLineOrMobile | PhoneNumberType::UAN => {
            LineKind::Fixed
        }
        PhoneNumberType::Mobile => LineKind::Mobile,
        PhoneNumberType::VoIP => LineKind::Voip,
        PhoneNumberType::PremiumRate | PhoneNumberType::SharedCost => LineKind::Premium,
        _ => LineKind::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(found: Option<Valid>, e164: &str, region: &str, kind: LineKind) {
        let found = found.unwrap();
        assert_eq!(found.e164, e164);
        assert_eq!(found.region.as_deref(), Some(region));
        assert_eq!(found.kind, kind);
    }

    #[test]
    fn kinds_and_regions_are_told() {
        check(
            national("8033975786", "US"),
            "+18033975786",
            "US",
            LineKind::Fixed,
        );
        check(
            national("18005550199", "US"),
            "+18005550199",
            "US",
            LineKind::TollFree,
        );
        check(
            national("08001234567", "GB"),
            "+448001234567",
            "GB",
            LineKind::TollFree,
        );
        check(
            international("447400123456"),
            "+447400123456",
            "GB",
            LineKind::Mobile,
        );
        check(
            national("08007712345", "BR"),
            "+558007712345",
            "BR",
            LineKind::TollFree,
        );
        check(
            national("40035913", "BR"),
            "+5540035913",
            "BR",
            LineKind::Premium,
        );
        check(
            national("0123456789", "FR"),
            "+33123456789",
            "FR",
            LineKind::Fixed,
        );
    }

    #[test]
    fn digits_that_cannot_be_a_number_are_refused() {
        assert_eq!(national("1234567890", "US"), None);
        assert_eq!(international("0100"), None);
        assert_eq!(national("8033975786", "nowhere"), None);
    }
}
