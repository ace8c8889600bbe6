//! Plain JSON as values, led by the static type.

use serde_json::Value as Json;

use super::{Known, Machine};
use crate::types::Type;
use crate::value::{Items, Value};

impl<'m> Machine<'_, 'm> {
    /// `json`, which the schema says is a `ty`. What is something else is null; a container that is
    /// absent from an object that is there is empty.
    pub(super) fn read_json(&self, json: Option<&'m Json>, ty: &Type) -> Value<'m> {
        let json = match (json, ty) {
            (None | Some(Json::Null), Type::Array(_)) => return Value::empty_array(),
            (None | Some(Json::Null), _) => return Value::Null,
            (Some(json), _) => json,
        };
        match (ty, json) {
            (Type::Bool, Json::Bool(it)) => Value::Bool(*it),
            (Type::Int, Json::Number(it)) => it.as_i64().map_or(Value::Null, Value::Int),
            (Type::Float, Json::Number(it)) => it.as_f64().map_or(Value::Null, Value::Float),
            (Type::Str | Type::Time, Json::String(it)) => Value::Str(it),
            (Type::Json | Type::Any, it) | (Type::Object(_), it @ Json::Object(_)) => {
                Value::Json(it)
            }
            (Type::Array(element), Json::Array(items)) => self
                .env
                .array(items.iter().map(|it| self.read_json(Some(it), element))),
            (Type::Map(element), Json::Object(members)) => {
                let entries = members.iter();
                let read = |(key, it): (&'m String, &'m Json)| {
                    (key.as_str(), self.read_json(Some(it), element))
                };
                self.env.arena().map(entries.map(read))
            }
            _ => Value::Null,
        }
    }

    /// The elements of an array, a JSON array included.
    pub(super) fn items(&self, value: Value<'m>) -> Option<Items<'m>> {
        match value {
            Value::Array(items) => Some(items),
            Value::Json(Json::Array(items)) => {
                self.env.array(items.iter().map(Value::Json)).items()
            }
            _ => None,
        }
    }

    /// The keys or values of a map, a JSON object included.
    pub(super) fn entries(&self, known: Known<'m>, keys: bool) -> Known<'m> {
        let pick = |(key, value): (&'m str, Value<'m>)| if keys { Value::Str(key) } else { value };
        let value = match known.value {
            Value::Map(entries) => self.env.array(entries.iter().map(pick)),
            Value::Json(Json::Object(members)) => {
                let entries = members
                    .iter()
                    .map(|(key, it)| (key.as_str(), Value::Json(it)));
                self.env.array(entries.map(pick))
            }
            _ => Value::Null,
        };
        Known::certain(value).with(known.lacks)
    }
}

/// A moment of RFC 3339 as seconds and nanoseconds since the epoch, comparable across offsets.
pub(super) fn moment(text: &str) -> Option<(i64, u32)> {
    let (date, rest) = text.split_at_checked(10)?;
    let mut date = date.split('-').map(str::parse::<i64>);
    let (year, month, day) = (date.next()?.ok()?, date.next()?.ok()?, date.next()?.ok()?);
    let rest = rest.strip_prefix(['T', 't', ' '])?;
    let (clock, rest) = rest.split_at_checked(8)?;
    let mut clock = clock.split(':').map(str::parse::<i64>);
    let (hour, minute, second) = (
        clock.next()?.ok()?,
        clock.next()?.ok()?,
        clock.next()?.ok()?,
    );
    let valid = (1..=12).contains(&month)
        && (1..=31).contains(&day)
        && (0..24).contains(&hour)
        && (0..60).contains(&minute)
        && (0..=60).contains(&second)
        && (0..=9999).contains(&year);
    let (nanoseconds, rest) = fraction(rest)?;
    let offset = offset(rest)?;
    let seconds = days(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second - offset;
    valid.then_some((seconds, nanoseconds))
}

/// The fraction at the start of `text` in nanoseconds, and the rest.
fn fraction(text: &str) -> Option<(u32, &str)> {
    let Some(digits) = text.strip_prefix('.') else {
        return Some((0, text));
    };
    let end = digits
        .find(|it: char| !it.is_ascii_digit())
        .unwrap_or(digits.len());
    let (digits, rest) = digits.split_at(end);
    let nanoseconds = format!("{digits:0<9}").get(..9)?.parse().ok()?;
    Some((nanoseconds, rest))
}

/// `Z` or `+01:00` in seconds.
fn offset(text: &str) -> Option<i64> {
    if matches!(text, "Z" | "z") {
        return Some(0);
    }
    let sign = match text.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let (hours, minutes) = text.get(1..)?.split_once(':')?;
    let (hours, minutes): (i64, i64) = (hours.parse().ok()?, minutes.parse().ok()?);
    let valid = (0..24).contains(&hours) && (0..60).contains(&minutes);
    valid.then_some(sign * (hours * 3_600 + minutes * 60))
}

/// Days from the epoch to a date of the Gregorian calendar.
fn days(year: i64, month: i64, day: i64) -> i64 {
    // Years begin in March, so that the leap day is the last.
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// What a getter reported as missing while it ran.
pub(super) fn observed<'m>(
    machine: &Machine<'_, 'm>,
    read: impl FnOnce() -> Value<'m>,
) -> Known<'m> {
    let before = machine.env.take_lacks();
    let value = read();
    let lacks = machine.env.take_lacks();
    machine.env.put_lacks(before);
    Known { value, lacks }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_compared_across_offsets() {
        assert_eq!(moment("1970-01-01T00:00:00Z"), Some((0, 0)));
        assert_eq!(
            moment("2026-11-24T12:00:00+01:00"),
            moment("2026-11-24T11:00:00Z")
        );
        assert_eq!(
            moment("2000-03-01T00:00:00.5Z"),
            Some((951_868_800, 500_000_000))
        );
        assert_eq!(moment("1969-12-31T23:59:59Z"), Some((-1, 0)));
        for text in [
            "",
            "2026-13-01T00:00:00Z",
            "2026-01-01",
            "2026-01-01T00:00:00",
            "x",
        ] {
            assert_eq!(moment(text), None, "{text}");
        }
    }
}
