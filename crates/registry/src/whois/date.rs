//! Days of the calendar, as far as ages need them.

/// A day, counted from 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i64);

impl Day {
    /// The day that `text` starts with (`2026-11-24`, `2026-11-24T10:00:00Z`); `None` where it names
    /// none.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = |from: usize, to: usize| -> Option<i64> {
            let part = text.get(from..to)?;
            part.bytes()
                .all(|it| it.is_ascii_digit())
                .then(|| part.parse().ok())?
        };
        let dash = |at: usize| text.as_bytes().get(at) == Some(&b'-');
        if !dash(4) || !dash(7) || text.as_bytes().get(10).is_some_and(u8::is_ascii_digit) {
            return None;
        }
        let (year, month, day) = (digits(0, 4)?, digits(5, 7)?, digits(8, 10)?);
        let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let length = match month {
            2 => 28 + i64::from(is_leap),
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return None,
        };
        (1..=length)
            .contains(&day)
            .then(|| Self(from_civil(year, month, day)))
    }

    /// Days from `earlier` to this one; negative where it is later.
    pub fn since(self, earlier: Self) -> i64 {
        self.0 - earlier.0
    }
}

/// Days since 1970-01-01 in the proleptic Gregorian calendar: years that start in March, so that the
/// leap day is their last.
fn from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted() {
        let day = |text: &str| Day::parse(text).unwrap();
        assert_eq!(day("1970-01-01"), Day(0));
        assert_eq!(day("2000-03-01").since(day("2000-02-28")), 2);
        assert_eq!(day("2026-11-24T10:00:00Z").since(day("2026-10-20")), 35);
        assert_eq!(day("2026-10-20").since(day("2026-11-24")), -35);
    }

    #[test]
    fn what_is_no_day() {
        for text in [
            "",
            "2026",
            "2026-13-01",
            "2026-02-29",
            "2026-1-1",
            "20261101",
            "2026-11-311",
            "-026-11-01",
        ] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
    }
}
