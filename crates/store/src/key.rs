//! The store's key: a file of its own, made once, from which a key for each use is derived.

use std::io::Write as _;
use std::path::Path;

use data_encoding::HEXLOWER_PERMISSIVE;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use crate::error::StoreError;

/// 32 bytes that only their owner reads.
#[derive(Clone)]
pub(crate) struct Key([u8; 32]);

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(..)")
    }
}

impl Key {
    /// A key for `use_`, from which this one cannot be worked out.
    pub(crate) fn for_use(&self, use_: &str) -> Self {
        Self(self.mac(&[use_.as_bytes()]))
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// HMAC-SHA256 over `parts`, each with its length.
    pub(crate) fn mac(&self, parts: &[&[u8]]) -> [u8; 32] {
        self.started(parts).finalize().into_bytes().into()
    }

    /// Whether `mac` is that of `parts`; in the same time whatever differs.
    pub(crate) fn is_mac(&self, parts: &[&[u8]], mac: &[u8]) -> bool {
        self.started(parts).verify_slice(mac).is_ok()
    }

    fn started(&self, parts: &[&[u8]]) -> Hmac<Sha256> {
        // What HMAC does with a key that is shorter than a block (RFC 2104 section 2).
        let mut block = [0; 64];
        for (to, from) in block.iter_mut().zip(self.0) {
            *to = from;
        }
        let mut mac = Hmac::<Sha256>::new(&block.into());
        for part in parts {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac
    }

    /// What may be written down to know the key again.
    pub(crate) fn fingerprint(&self) -> String {
        let mac = self.mac(&[b"fingerprint"]);
        HEXLOWER_PERMISSIVE.encode(mac.get(..8).unwrap_or_default())
    }
}

/// Bytes from the system's source of randomness.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], StoreError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| StoreError::Database {
        place: "system".to_owned(),
        detail: format!("no randomness: {error}"),
    })?;
    Ok(bytes)
}

/// The key in `file`; `None` where there is no such file.
pub(crate) fn read(file: &Path) -> Result<Option<Key>, StoreError> {
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(StoreError::file(file, error)),
    };
    let bytes = HEXLOWER_PERMISSIVE.decode(text.trim().as_bytes()).ok();
    match bytes.and_then(|it| it.try_into().ok()) {
        Some(key) => Ok(Some(Key(key))),
        None => Err(StoreError::file(
            file,
            std::io::Error::new(
                std::io::ErrorKind::InvalidData,
                "a key is 64 hexadecimal digits",
            ),
        )),
    }
}

/// The key in `file`, made where there is none. Two processes that start at once get the same one: it is written
/// whole under another name and then linked, which only one of them can.
pub(crate) fn read_or_create(file: &Path) -> Result<Key, StoreError> {
    if let Some(key) = read(file)? {
        return Ok(key);
    }
    let key: [u8; 32] = random()?;
    let name = HEXLOWER_PERMISSIVE.encode(&random::<4>()?);
    let draft = file.with_extension(format!("key-{name}"));
    let written = write_private(&draft, HEXLOWER_PERMISSIVE.encode(&key).as_bytes())
        .and_then(|()| std::fs::hard_link(&draft, file));
    let removed = std::fs::remove_file(&draft);
    match written {
        Ok(()) => removed
            .map(|()| Key(key))
            .map_err(|it| StoreError::file(&draft, it)),
        Err(error) => match read(file)? {
            Some(key) => Ok(key),
            None => Err(StoreError::file(file, error)),
        },
    }
}

fn write_private(file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(file)?;
    file.write_all(bytes)?;
    file.write_all(b"\n")?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn a_key_is_made_once_and_for_its_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("key");
        assert!(read(&file).unwrap().is_none());
        let keys: Vec<String> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8)
                .map(|_| scope.spawn(|| read_or_create(&file).unwrap().fingerprint()))
                .collect();
            threads.into_iter().map(|it| it.join().unwrap()).collect()
        });
        assert!(keys.iter().all(|it| *it == keys[0]));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        let mode = std::fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        std::fs::write(&file, "zz").unwrap();
        assert!(read(&file).unwrap_err().to_string().contains("key"));
    }

    #[test]
    fn parts_do_not_run_into_each_other() {
        let key = Key([7; 32]);
        assert_ne!(key.mac(&[b"ab", b"c"]), key.mac(&[b"a", b"bc"]));
        assert!(key.is_mac(&[b"a"], &key.mac(&[b"a"])));
        assert!(!key.is_mac(&[b"a"], &key.mac(&[b"b"])));
        assert_ne!(key.for_use("a").bytes(), key.for_use("b").bytes());
        assert!(!format!("{key:?}").contains('7'));
    }
}
