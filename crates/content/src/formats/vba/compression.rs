//! The compression of VBA sources ([MS-OVBA] section 2.4.1).

/// Bytes that one container may unpack to.
pub(super) const MOST: usize = 8 << 20;
/// A chunk unpacks to at most so much.
const CHUNK: usize = 4096;

/// Unpacks a container; `None` where it is none. What comes before a defect is kept.
pub(super) fn unpack(packed: &[u8], most: usize) -> Option<Vec<u8>> {
    let mut rest = packed.strip_prefix(&[1])?;
    let mut unpacked = Vec::new();
    while let Some((&[low, high], after)) = rest.split_first_chunk()
        && unpacked.len() + CHUNK <= most
    {
        let header = u16::from_le_bytes([low, high]);
        let size = usize::from(header & 0x0FFF) + 1;
        let is_packed = header & 0x8000 != 0;
        let size = size.min(after.len());
        let (chunk, next) = after.split_at(size);
        if is_packed {
            unpack_chunk(chunk, &mut unpacked);
        } else {
            unpacked.extend(chunk.iter().take(CHUNK));
        }
        rest = next;
    }
    Some(unpacked)
}

fn unpack_chunk(chunk: &[u8], unpacked: &mut Vec<u8>) {
    let start = unpacked.len();
    let mut bytes = chunk.iter().copied();
    while let Some(flags) = bytes.next() {
        for bit in 0..8 {
            if unpacked.len() - start >= CHUNK {
                return;
            }
            let Some(first) = bytes.next() else { return };
            if flags >> bit & 1 == 0 {
                unpacked.push(first);
                continue;
            }
            let Some(second) = bytes.next() else { return };
            copy(u16::from_le_bytes([first, second]), start, unpacked);
        }
    }
}

/// Copies what a token refers to; how its bits are split depends on how far the chunk has come.
fn copy(token: u16, start: usize, unpacked: &mut Vec<u8>) {
    let done = unpacked.len() - start;
    let offset_bits = (1..=12).find(|bits| 1 << bits >= done).unwrap_or(12).max(4);
    let length_mask = 0xFFFF_u16 >> offset_bits;
    let length = usize::from(token & length_mask) + 3;
    let offset = usize::from(token >> (16 - offset_bits)) + 1;
    if offset > done {
        return;
    }
    for _ in 0..length.min(CHUNK - done) {
        let byte = unpacked.get(unpacked.len() - offset).copied();
        unpacked.extend(byte);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_examples_of_the_specification() {
        // [MS-OVBA] section 3.2: no compression, normal, maximum.
        let none = [
            0x01, 0x19, 0xB0, 0x00, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x00, 0x69,
            0x6A, 0x6B, 0x6C, 0x6D, 0x6E, 0x6F, 0x70, 0x00, 0x71, 0x72, 0x73, 0x74, 0x75, 0x76,
            0x2E,
        ];
        assert_eq!(unpack(&none, MOST).unwrap(), b"abcdefghijklmnopqrstuv.");
        let normal = [
            0x01, 0x2F, 0xB0, 0x00, 0x23, 0x61, 0x61, 0x61, 0x62, 0x63, 0x64, 0x65, 0x82, 0x66,
            0x00, 0x70, 0x61, 0x67, 0x68, 0x69, 0x6A, 0x01, 0x38, 0x08, 0x61, 0x6B, 0x6C, 0x00,
            0x30, 0x6D, 0x6E, 0x6F, 0x70, 0x06, 0x71, 0x02, 0x70, 0x04, 0x10, 0x72, 0x73, 0x74,
            0x75, 0x76, 0x10, 0x77, 0x78, 0x79, 0x7A, 0x00, 0x3C,
        ];
        assert_eq!(
            unpack(&normal, MOST).unwrap(),
            b"#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa"
        );
        let most = [0x01, 0x03, 0xB0, 0x02, 0x61, 0x45, 0x00];
        assert_eq!(unpack(&most, MOST).unwrap(), [b'a'; 73]);
    }

    #[test]
    fn output_is_bounded() {
        let chunk = [0x03, 0xB0, 0x02, 0x61, 0xFF, 0x0F];
        let bomb = [&[1][..], &chunk.repeat(10_000)].concat();
        assert!(unpack(&bomb, 50_000).unwrap().len() <= 50_000);
        assert_eq!(unpack(b"", MOST), None);
        assert_eq!(unpack(b"\x02abc", MOST), None);
    }

    proptest! {
        #[test]
        fn any_bytes_end(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let container = [&[1][..], &bytes].concat();
            let unpacked = unpack(&container, MOST).unwrap_or_default();
            prop_assert!(unpacked.len() <= CHUNK * 150);
        }
    }
}
