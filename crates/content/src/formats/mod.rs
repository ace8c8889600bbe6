//! One decoder a format, chosen by content.

use crate::walk::Reading;

/// Reads `bytes` into the file of `reading`; a format that nobody reads here stays as it is.
pub(crate) fn decode(reading: &mut Reading<'_, '_>, bytes: &[u8]) {
    let _ = (reading.content_type.as_deref(), bytes);
}
