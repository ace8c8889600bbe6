//! Opening a compound file ([MS-CFB]) as leniently as the programs that readers open it with.

use std::borrow::Cow;
use std::io::{self, Cursor};

use cfb::CompoundFile;

use super::super::bytes::Bytes;

/// An open compound file.
pub(crate) type File<'b> = CompoundFile<Cursor<Cow<'b, [u8]>>>;

/// Bytes that may be added to a file that ends before its last sector.
const MISSING_BYTES: usize = 8 << 20;

/// Opens `bytes`. Some writers leave out the sectors at the end that their allocation table has entries for, and a
/// file that was cut short lacks them too. Office opens both, so zeros stand in for what is not there.
pub(crate) fn open(bytes: &[u8]) -> io::Result<File<'_>> {
    let strict = CompoundFile::open(Cursor::new(Cow::Borrowed(bytes)));
    let Err(error) = strict else {
        return strict;
    };
    let Some(length) = described_length(bytes) else {
        return Err(error);
    };
    let mut whole = bytes.to_vec();
    whole.resize(length, 0);
    CompoundFile::open(Cursor::new(Cow::Owned(whole)))
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Bytes(bytes.get(at..)?).u16()
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Bytes(bytes.get(at..)?).u32()
}

/// The length of all sectors that the allocation table has entries for, where that is more than there is, and not
/// too much more. Section 2.2: the sector shift at 30, the number of table sectors at 44.
fn described_length(bytes: &[u8]) -> Option<usize> {
    let shift = u32::from(u16_at(bytes, 30)?);
    if !matches!(shift, 9 | 12) {
        return None;
    }
    let sector = 1_usize << shift;
    let table_sectors = usize::try_from(u32_at(bytes, 44)?).ok()?;
    let entries = table_sectors.checked_mul(sector / 4)?;
    let length = entries.checked_add(1)?.checked_mul(sector)?;
    let missing = length.checked_sub(bytes.len())?;
    (1..=MISSING_BYTES).contains(&missing).then_some(length)
}

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};

    use super::*;

    /// A file with one stream, whose table ends chains in sectors that do not exist.
    fn cut_short() -> Vec<u8> {
        let mut file = CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        let text = [b'a'; 5000];
        file.create_stream("/Text")
            .unwrap()
            .write_all(&text)
            .unwrap();
        let mut bytes = file.into_inner().into_inner();
        let shift = u32::from(u16_at(&bytes, 30).unwrap());
        let sector = 1_usize << shift;
        let table = (u32_at(&bytes, 76).unwrap() as usize + 1) * sector;
        let last = table + sector - 4;
        bytes[last..last + 4].copy_from_slice(&0xFFFF_FFFE_u32.to_le_bytes());
        bytes
    }

    #[test]
    fn sectors_that_only_the_table_knows_do_not_hide_the_others() {
        let bytes = cut_short();
        assert!(CompoundFile::open(Cursor::new(&bytes)).is_err());
        let mut text = String::new();
        let mut file = open(&bytes).unwrap();
        file.open_stream("/Text")
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
        assert_eq!(text.len(), 5000);
    }

    #[test]
    fn a_table_that_promises_gigabytes_is_not_believed() {
        let mut bytes = cut_short();
        bytes[44..48].copy_from_slice(&0x00FF_FFFF_u32.to_le_bytes());
        assert_eq!(described_length(&bytes), None);
        assert!(open(&bytes).is_err());
        assert!(open(b"\xD0\xCF\x11\xE0").is_err());
    }
}
