//! Dates (RFC 5322 section 3.3) as RFC 3339 in the offset they were written in.

use jiff::civil;
use mail_parser::HeaderForm;

/// A date and its offset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Date {
    /// RFC 3339.
    pub(super) text: String,
    /// `-4` for `-0400`, `5:30` for `+0530`.
    pub(super) offset: String,
}

/// Reads `value`; `None` if it names no moment.
pub(super) fn parse(value: &str) -> Option<Date> {
    let parsed = HeaderForm::Date.parse(value.as_bytes());
    let date = parsed.value().as_datetime()?;
    let [month, day, hour, minute] =
        [date.month, date.day, date.hour, date.minute].map(|it| i8::try_from(it).unwrap_or(-1));
    // A leap second has no place in RFC 3339's usual readers.
    let second = i8::try_from(date.second.min(59)).ok()?;
    let year = i16::try_from(date.year).ok()?;
    let moment = civil::DateTime::new(year, month, day, hour, minute, second, 0).ok()?;
    if date.tz_hour > 23 || date.tz_minute > 59 {
        return None;
    }
    let is_west = date.tz_before_gmt && (date.tz_hour > 0 || date.tz_minute > 0);
    let sign = if is_west { '-' } else { '+' };
    Some(Date {
        // A civil moment is written as RFC 3339 writes it, but for the offset.
        text: format!("{moment}{sign}{:02}:{:02}", date.tz_hour, date.tz_minute),
        offset: offset(is_west, date.tz_hour, date.tz_minute),
    })
}

fn offset(is_west: bool, hours: u8, minutes: u8) -> String {
    let sign = if is_west { "-" } else { "" };
    match minutes {
        0 => format!("{sign}{hours}"),
        minutes => format!("{sign}{hours}:{minutes:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(value: &str, text: &str, offset: &str) {
        let date = parse(value).unwrap();
        assert_eq!((date.text.as_str(), date.offset.as_str()), (text, offset));
    }

    #[test]
    fn dates_keep_their_offset() {
        check(
            "Sat, 20 Nov 2021 14:22:01 -0400",
            "2021-11-20T14:22:01-04:00",
            "-4",
        );
        check(
            "3 Mar 2026 01:02 +0530",
            "2026-03-03T01:02:00+05:30",
            "5:30",
        );
        check(
            "Tue, 3 Mar 2026 01:02:60 GMT",
            "2026-03-03T01:02:59+00:00",
            "0",
        );
        check(
            "Tue, 3 Mar 2026 01:02:03 -0000 (UTC)",
            "2026-03-03T01:02:03+00:00",
            "0",
        );
    }

    #[test]
    fn what_is_no_date_is_none() {
        for value in [
            "",
            "yesterday",
            "Sat, 31 Feb 2026 10:00:00 +0000",
            "1 Foo 2026 99:99:99 +9999",
        ] {
            assert_eq!(parse(value), None, "{value}");
        }
    }
}
