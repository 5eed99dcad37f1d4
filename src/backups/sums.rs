//! The sum of a whole backup beside it, as `sha256sum -c` reads it: SQLite and the chains say nothing about a bit that
//! turned inside a value.

use std::fs::File;
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use super::Fault;
use super::files::Draft;
use crate::keys::RunningHash;

const END: &str = ".sha256";
/// What the name of an unfinished one holds.
pub(super) const INSIDE: &str = ".sha256.";
/// So much is read at a time.
const CHUNK: usize = 64 * 1024;

/// Where the sum of a file lies: `polisi-20261121T021500Z.db.sha256`.
#[must_use]
pub fn path(file: &Path) -> PathBuf {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    file.with_file_name(format!("{name}{END}"))
}

/// Writes the sum of a file beside it, on the disk before this returns. One of an earlier file goes.
///
/// # Errors
/// The file can't be read, or the disk refuses.
pub fn write(file: &Path) -> Result<(), Fault> {
    let (sum, path) = (sum_of(file)?, path(file));
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    if path.exists() {
        std::fs::remove_file(&path).map_err(|fault| Fault::at(&path, &fault))?;
    }
    let draft = Draft::beside(&path)?;
    let written = std::fs::write(draft.path(), format!("{sum}  {name}\n"));
    written.map_err(|fault| Fault::at(&path, &fault))?;
    draft.keep()
}

/// Whether the bytes of a backup, or of a copy of it, are those that were written; false when no sum lies beside
/// the backup.
///
/// # Errors
/// They are others; something can't be read.
pub fn fit(backup: &Path, bytes: &Path) -> Result<bool, Fault> {
    let path = path(backup);
    let kept = match std::fs::read(&path) {
        Err(fault) if fault.kind() == ErrorKind::NotFound => return Ok(false),
        read => read.map_err(|fault| Fault::at(&path, &fault))?,
    };
    let kept = String::from_utf8_lossy(&kept).split_whitespace().next().unwrap_or_default().to_lowercase();
    if kept == sum_of(bytes)? {
        return Ok(true);
    }
    let named = [("file", backup.display().to_string()), ("sum", path.display().to_string())];
    let [file, sum] = &named;
    Err(Fault::told("backup-sum-differs", &[(file.0, &file.1), (sum.0, &sum.1)]))
}

/// SHA-256 of a file in hexadecimal digits.
fn sum_of(file: &Path) -> Result<String, Fault> {
    let failed = |fault: std::io::Error| Fault::at(file, &fault);
    let mut from = File::open(file).map_err(failed)?;
    let (mut hash, mut chunk) = (RunningHash::default(), vec![0; CHUNK]);
    loop {
        let count = from.read(&mut chunk).map_err(failed)?;
        match chunk.get(..count) {
            Some(bytes) if count > 0 => hash.update(bytes),
            _ => return Ok(data_encoding::HEXLOWER.encode(&hash.finish())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{fit, path, write};

    #[test]
    fn every_bit_of_a_file_counts() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("b.db");
        std::fs::write(&file, "abc").unwrap();
        assert!(!fit(&file, &file).unwrap(), "no sum");
        std::fs::write(path(&file), "of an earlier file").unwrap();
        write(&file).unwrap();
        // FIPS 180-2, appendix B.1.
        let written = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  b.db\n";
        assert_eq!(std::fs::read_to_string(path(&file)).unwrap(), written);
        assert!(fit(&file, &file).unwrap());
        for bytes in ["", "ab", "abd", "abcd"] {
            std::fs::write(&file, bytes).unwrap();
            assert!(fit(&file, &file).is_err(), "{bytes}");
        }
        std::fs::write(&file, "abc").unwrap();
        std::fs::write(path(&file), "").unwrap();
        assert!(fit(&file, &file).is_err(), "an empty sum");
    }
}
