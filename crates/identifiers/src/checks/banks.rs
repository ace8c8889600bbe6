//! Cards and accounts.

use super::people::luhn;
use super::{base36, compact, digits, is_one_digit, remainder, weighted};

/// Payment cards: the networks' prefixes and lengths (ISO/IEC 7812), the Luhn digit, and separators where cards
/// have them or nowhere.
pub(crate) fn card(text: &str) -> bool {
    let digits = digits(text);
    let prefix = |count: usize| digits.iter().take(count).fold(0, |all, it| all * 10 + it);
    let (two, three, four) = (prefix(2), prefix(3), prefix(4));
    let lengths: &[usize] = match digits.first() {
        Some(4) => &[13, 16, 19],
        Some(5) if (51..=55).contains(&two) => &[16],
        Some(2) if (2221..=2720).contains(&four) => &[16],
        Some(3) if matches!(two, 34 | 37) => &[15],
        Some(3) if (3528..=3589).contains(&four) => &[16, 17, 18, 19],
        Some(3) if (300..=305).contains(&three) || matches!(two, 36 | 38 | 39) => &[14, 16, 19],
        Some(6) if four == 6011 || (644..=649).contains(&three) || two == 65 => &[16, 19],
        Some(6) if two == 62 => &[16, 17, 18, 19],
        _ => &[],
    };
    lengths.contains(&digits.len()) && is_grouped_as_cards(text, digits.len()) && luhn(&digits)
}

fn is_grouped_as_cards(text: &str, digits: usize) -> bool {
    let groups: Vec<usize> = text.split([' ', '-']).map(str::len).collect();
    match groups.as_slice() {
        [_] => true,
        [4, 6, 5] => digits == 15,
        [4, 6, 4] => digits == 14,
        [first @ .., last] => *last <= 4 && first.iter().all(|it| *it == 4),
        [] => false,
    }
}

/// Lengths of the account numbers of ISO 13616 by country, from the SWIFT registry.
const IBAN_LENGTHS: &str = "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 \
    DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 \
    IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 \
    NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 \
    TR26 UA29 VA22 VG24 XK20 YE30";

/// The account number of ISO 13616 that `text` begins with: the country's length, remainder 1 by 97.
pub(crate) fn iban(text: &str) -> Option<&str> {
    let country = text.get(..2)?;
    let entry = IBAN_LENGTHS
        .split_whitespace()
        .find(|it| it.starts_with(country))?;
    let length: usize = entry.get(2..)?.parse().ok()?;
    let characters = text
        .char_indices()
        .filter(|(_, it)| it.is_ascii_alphanumeric());
    let (last, _) = characters.clone().nth(length - 1)?;
    // What goes on without a space is no account number of that country.
    let behind = text.as_bytes().get(last + 1);
    if behind.is_some_and(u8::is_ascii_alphanumeric) {
        return None;
    }
    let number = text.get(..=last)?;
    let compact = compact(number);
    let mut moved = compact.iter().skip(4).chain(compact.iter().take(4));
    let rest = moved.try_fold(0, |rest, it| {
        let value = base36(*it)?;
        let shift = if value > 9 { 100 } else { 10 };
        Some((rest * shift + value) % 97)
    })?;
    (rest == 1).then_some(number)
}

/// Spain's 20 digits: bank and branch have a check digit, the account another.
pub(crate) fn spanish(digits: &[u32]) -> bool {
    const WEIGHTS: [u32; 10] = [1, 2, 4, 8, 5, 10, 9, 7, 3, 6];
    let [bank @ .., _, _, _, _, _, _, _, _, _, _, _, _] = digits else {
        return false;
    };
    let control = |digits: &[u32]| match 11 - weighted(digits, &WEIGHTS) % 11 {
        11 => 0,
        10 => 1,
        other => other,
    };
    let padded: Vec<u32> = [0, 0].iter().chain(bank).copied().collect();
    digits.len() == 20
        && !is_one_digit(digits)
        && digits.get(8) == Some(&control(&padded))
        && digits.get(10..).map(control) == digits.get(9).copied()
}

/// France's key: remainder by 97 of the whole, with letters as digits.
pub(crate) fn french(text: &str) -> bool {
    let compact = compact(text);
    let digit = |it: &u8| match it {
        b'0'..=b'9' => u32::from(it - b'0'),
        b'A'..=b'I' => u32::from(it - b'A') + 1,
        b'J'..=b'R' => u32::from(it - b'J') + 1,
        _ => u32::from(it - b'S') + 2,
    };
    let digits: Vec<u32> = compact.iter().map(digit).collect();
    digits.len() == 23 && !is_one_digit(&digits) && remainder(&digits, 97) == 0
}

/// The prefixes and the weights 3, 7, 1 of the American Bankers Association.
pub(crate) fn routing_number(digits: &[u32]) -> bool {
    let district = remainder(digits.get(..2).unwrap_or_default(), 100);
    let known = matches!(district, 1..=12 | 21..=32 | 61..=72 | 80);
    known && weighted(digits, &[3, 7, 1, 3, 7, 1, 3, 7, 1]).is_multiple_of(10)
}

/// New Zealand's bank, branch, account and suffix; the weights are those of Inland Revenue's specification
/// for most banks.
pub(crate) fn new_zealand(digits: &[u32]) -> bool {
    let bank = remainder(digits.get(..2).unwrap_or_default(), 100);
    let account = digits.get(6..13).unwrap_or_default();
    let base = account.iter().fold(0, |all, it| all * 10 + it);
    let branch = digits.get(2..6).unwrap_or_default();
    match bank {
        1..=3 | 6 | 11..=24 | 27 | 30 | 35 | 38 => {
            // Accounts above this number are checked without their branch.
            let of_branch = if base < 990_000 {
                weighted(branch, &[6, 3, 7, 9])
            } else {
                0
            };
            (of_branch + weighted(account, &[0, 10, 5, 8, 4, 2, 1])).is_multiple_of(11)
        }
        8 => weighted(account, &[7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11),
        25 | 33 => weighted(account, &[1, 7, 3, 1, 7, 3, 1]).is_multiple_of(10),
        _ => false,
    }
}

/// Country codes of ISO 3166-1.
const COUNTRIES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR \
    BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES \
    ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN \
    IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG \
    MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL \
    PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF \
    TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW";

/// ISO 9362: the country, and a location that is no test code.
pub(crate) fn bic(text: &str) -> bool {
    let country = text.get(4..6).unwrap_or_default();
    COUNTRIES.split_whitespace().any(|it| it == country) && text.as_bytes().get(7) != Some(&b'0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn account_numbers_end_where_the_country_says() {
        assert_eq!(
            iban("DE89 3704 0044 0532 0130 00 BIC COBA"),
            Some("DE89 3704 0044 0532 0130 00")
        );
        assert_eq!(
            iban("DE89370400440532013000"),
            Some("DE89370400440532013000")
        );
        assert_eq!(iban("DE89370400440532013001"), None);
        assert_eq!(iban("DE893704004405320130009"), None);
        assert_eq!(iban("ZZ89370400440532013000"), None);
    }
}
