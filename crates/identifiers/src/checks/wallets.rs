//! Addresses of cryptocurrencies.

use sha2::{Digest, Sha256};

const BASE58: &[u8] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/// Version bytes of Bitcoin, Litecoin, Dogecoin and Tron.
const VERSIONS: [u8; 8] = [0x00, 0x05, 0x1e, 0x16, 0x30, 0x32, 0x41, 0x17];

/// Base58Check: 21 bytes and the first four of their double SHA-256.
pub(crate) fn base58(text: &str) -> bool {
    let mut number = [0_u8; 25];
    for letter in text.bytes() {
        let Some(value) = BASE58.iter().position(|it| *it == letter) else {
            return false;
        };
        let mut carry = value as u32;
        for byte in number.iter_mut().rev() {
            carry += u32::from(*byte) * 58;
            *byte = (carry & 0xff) as u8;
            carry >>= 8;
        }
        if carry != 0 {
            return false;
        }
    }
    let (payload, check) = number.split_at(21);
    let hash = Sha256::digest(Sha256::digest(payload));
    VERSIONS.contains(&payload[0]) && hash.as_slice().starts_with(check)
}

/// Bech32 and Bech32m (BIP 173, BIP 350).
pub(crate) fn bech32(text: &str) -> bool {
    const ALPHABET: &[u8] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    const GENERATOR: [u32; 5] = [
        0x3b6a_57b2,
        0x2650_8e6d,
        0x1ea1_19fa,
        0x3d42_33dd,
        0x2a14_62b3,
    ];
    let Some((prefix, data)) = text.split_once('1') else {
        return false;
    };
    let high = prefix.bytes().map(|it| u32::from(it >> 5));
    let low = prefix.bytes().map(|it| u32::from(it & 31));
    let data = data
        .bytes()
        .map(|it| ALPHABET.iter().position(|letter| *letter == it));
    let data: Option<Vec<u32>> = data.map(|it| it.map(|it| it as u32)).collect();
    let values = high.chain([0]).chain(low).chain(data.unwrap_or_default());
    let sum = values.fold(1_u32, |sum, value| {
        let top = sum >> 25;
        let next = (sum & 0x1ff_ffff) << 5 ^ value;
        (0..).zip(GENERATOR).fold(
            next,
            |next, (bit, it)| {
                if top >> bit & 1 == 1 { next ^ it } else { next }
            },
        )
    });
    matches!(sum, 1 | 0x2bc8_30a3)
}
