//! Little-endian numbers off the front of a slice; `None` where it is too short.

/// What is left to be read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bytes<'b>(pub(super) &'b [u8]);

impl<'b> Bytes<'b> {
    pub(super) fn take(&mut self, length: usize) -> Option<&'b [u8]> {
        let (head, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(head)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*head)
    }

    pub(super) fn u8(&mut self) -> Option<u8> {
        self.array().map(u8::from_le_bytes)
    }

    pub(super) fn u16(&mut self) -> Option<u16> {
        self.array().map(u16::from_le_bytes)
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }

    /// A length, as it is used to take bytes.
    pub(super) fn length(&mut self) -> Option<usize> {
        self.u32().map(|it| it as usize)
    }

    /// A number of variable length: seven bits a byte, the lowest first.
    pub(super) fn variable(&mut self) -> Option<u64> {
        let mut number = 0;
        for index in 0..10 {
            let byte = self.u8()?;
            number |= u64::from(byte & 0x7F) << (7 * index);
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        let mut bytes = Bytes(&[1, 2, 0, 3, 0, 0, 0, 0x85, 1, 9]);
        assert_eq!(bytes.u8(), Some(1));
        assert_eq!(bytes.u16(), Some(2));
        assert_eq!(bytes.u32(), Some(3));
        assert_eq!(bytes.variable(), Some(133));
        assert_eq!(bytes.u16(), None);
        assert_eq!(bytes.take(1), Some(&[9][..]));
        assert_eq!(Bytes(&[0xFF; 20]).variable(), None);
    }
}
