//! GZIP (RFC 1952), members one after the other.

use flate2::read::MultiGzDecoder;

use super::base_name;
use crate::walk::Reading;

pub(super) fn decode(reading: &mut Reading<'_, '_>, bytes: &[u8]) {
    let mut decoder = MultiGzDecoder::new(bytes);
    let name = decoder
        .header()
        .and_then(|it| it.filename())
        .map(|it| String::from_utf8_lossy(it).into_owned())
        .or_else(|| reading.file.name.as_deref().map(without_suffix));
    if let Some(data) = reading.expand_from(&mut decoder)
        && reading.list(
            name.as_deref().unwrap_or_default(),
            data.len() as u64,
            false,
        )
    {
        reading.add_child(name.as_deref().and_then(base_name), data);
    }
}

/// `a.tar.gz` holds `a.tar`, and so does `a.tgz`.
fn without_suffix(name: &str) -> String {
    match name.rsplit_once('.') {
        Some((stem, end)) if end.eq_ignore_ascii_case("gz") => stem.to_owned(),
        Some((stem, end)) if end.eq_ignore_ascii_case("tgz") => format!("{stem}.tar"),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        assert_eq!(without_suffix("a.tar.GZ"), "a.tar");
        assert_eq!(without_suffix("a.tgz"), "a.tar");
        assert_eq!(without_suffix("a"), "a");
    }
}
