//! Times as people read and write them. All of them are in UTC: the server does not know where its reader is.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use store::UnixSeconds;

/// To the minute.
pub(crate) fn to_the_minute(seconds: UnixSeconds) -> String {
    let time = Timestamp::from_second(seconds).ok();
    time.map(|it| it.strftime("%Y-%m-%d %H:%M").to_string())
        .unwrap_or_default()
}

/// The hour, as it stands below a plot.
pub(crate) fn hour(seconds: UnixSeconds) -> String {
    let time = Timestamp::from_second(seconds).ok();
    time.map(|it| it.strftime("%H:%M").to_string())
        .unwrap_or_default()
}

/// Month and day, as they stand below a plot.
pub(crate) fn month_and_day(seconds: UnixSeconds) -> String {
    let time = Timestamp::from_second(seconds).ok();
    time.map(|it| it.strftime("%-d %b").to_string())
        .unwrap_or_default()
}

/// The day.
pub(crate) fn day(seconds: UnixSeconds) -> Option<Date> {
    let time = Timestamp::from_second(seconds).ok()?;
    Some(time.to_zoned_datetime(TimeZone::UTC).date())
}

/// The second that `text` names: a day, a day with a time as forms send it, or RFC 3339.
pub(super) fn seconds(text: &str) -> Option<UnixSeconds> {
    if let Ok(time) = text.parse::<Timestamp>() {
        return Some(time.as_second());
    }
    let time: DateTime = text.parse().ok()?;
    let time = TimeZone::UTC.to_timestamp(time).ok()?;
    Some(time.as_second())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_forms_send_them() {
        assert_eq!(seconds("2026-11-30T12:00"), Some(1_796_040_000));
        assert_eq!(seconds("2026-11-30T13:00:00+01:00"), Some(1_796_040_000));
        assert_eq!(seconds("2026-11-30"), Some(1_795_996_800));
        assert_eq!(seconds("yesterday"), None);
        assert_eq!(to_the_minute(1_796_040_059), "2026-11-30 12:00");
    }
}
