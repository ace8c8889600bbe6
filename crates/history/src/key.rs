//! The key that hides order ids and mailboxes.
//!
//! Order ids are guessable, so a plain hash would hide nothing; a keyed one does, as long as the key is not in the
//! same hands as the database. Beside a SQLite file the key lies in a file of its own with mode 0600: a copy or
//! backup of the database alone then tells neither orders nor mailboxes. It protects against nobody who reads
//! both. A PostgreSQL database that several hosts share holds its key itself, unless the operator names a key file:
//! then it protects against nobody who reads the database.

use std::io::Write as _;
use std::path::Path;

use crate::error::HistoryError;

/// Fills `bytes` from the system's source of randomness.
pub(crate) fn random(bytes: &mut [u8]) -> Result<(), HistoryError> {
    getrandom::fill(bytes).map_err(|error| HistoryError::Database {
        place: "system".to_owned(),
        detail: format!("no randomness: {error}"),
    })
}

/// The key in `file`; `None` where there is no such file.
pub(crate) fn read(file: &Path) -> Result<Option<[u8; 32]>, HistoryError> {
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(HistoryError::file(file, error)),
    };
    match from_hex(text.trim()) {
        Some(key) => Ok(Some(key)),
        None => Err(HistoryError::file(
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
pub(crate) fn read_or_create(file: &Path) -> Result<[u8; 32], HistoryError> {
    if let Some(key) = read(file)? {
        return Ok(key);
    }
    let mut key = [0; 32];
    random(&mut key)?;
    let mut name = [0; 4];
    random(&mut name)?;
    let draft = file.with_extension(format!("key-{}", to_hex(&name)));
    let written = write_private(&draft, to_hex(&key).as_bytes())
        .and_then(|()| std::fs::hard_link(&draft, file));
    let removed = std::fs::remove_file(&draft);
    match written {
        Ok(()) => removed
            .map(|()| key)
            .map_err(|it| HistoryError::file(&draft, it)),
        Err(error) => match read(file)? {
            Some(key) => Ok(key),
            None => Err(HistoryError::file(file, error)),
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

pub(crate) fn to_hex(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] = [
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f',
    ];
    let digit = |it: u8| DIGITS.get(usize::from(it & 15)).copied().unwrap_or('0');
    let digits = bytes.iter().flat_map(|it| [digit(it >> 4), digit(*it)]);
    digits.collect()
}

pub(crate) fn from_hex(text: &str) -> Option<[u8; 32]> {
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    let mut key = [0; 32];
    for (byte, at) in key.iter_mut().zip((0..64).step_by(2)) {
        *byte = u8::from_str_radix(text.get(at..at + 2)?, 16).ok()?;
    }
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_once_and_for_its_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("history.db.key");
        assert_eq!(read(&file).unwrap(), None);
        let key = read_or_create(&file).unwrap();
        assert_eq!(read_or_create(&file).unwrap(), key);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = std::fs::metadata(&file).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn all_who_start_at_once_get_the_same_key() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("k");
        let keys: Vec<[u8; 32]> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8)
                .map(|_| scope.spawn(|| read_or_create(&file).unwrap()))
                .collect();
            threads.into_iter().map(|it| it.join().unwrap()).collect()
        });
        assert!(keys.iter().all(|it| *it == keys[0]));
    }

    #[test]
    fn what_is_no_key_is_refused_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("k");
        for bad in ["", "zz", &"é".repeat(32)] {
            std::fs::write(&file, bad).unwrap();
            let error = read(&file).unwrap_err().to_string();
            assert!(error.contains(&*file.display().to_string()), "{error}");
        }
    }
}
