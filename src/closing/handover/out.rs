//! Where a package goes: into a ZIP file, or into a folder. Nobody else on the machine reads either.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{Error, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use crate::blobs::zip::Zip;

/// Takes the files of a package, one after the other.
pub trait Out {
    /// Takes a file. Paths are our own: folders and plain letters.
    ///
    /// # Errors
    /// It can't be written.
    fn put(&mut self, path: &str, bytes: &[u8]) -> Result<(), Error>;
}

impl<W: Write> Out for Zip<W> {
    fn put(&mut self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        self.file(path, false, bytes)
    }
}

/// A new file that only whoever makes it may read.
///
/// # Errors
/// It is there already, or can't be made.
pub fn new_file(path: &Path) -> Result<File, Error> {
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

/// A folder that only whoever makes it may open, with those above it; one that is there stays as it is.
fn make_folder(path: &Path) -> Result<(), Error> {
    DirBuilder::new().recursive(true).mode(0o700).create(path)
}

/// A folder on the machine, empty at first.
pub struct Folder(PathBuf);

impl Folder {
    /// A new folder, or one that is empty.
    ///
    /// # Errors
    /// Something stands in it.
    pub fn new(path: &Path) -> Result<Self, Error> {
        make_folder(path)?;
        match fs::read_dir(path)?.next() {
            None => Ok(Self(path.to_owned())),
            Some(_) => Err(Error::from(std::io::ErrorKind::DirectoryNotEmpty)),
        }
    }
}

impl Out for Folder {
    fn put(&mut self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        let file = self.0.join(path);
        if let Some(folder) = file.parent() {
            make_folder(folder)?;
        }
        new_file(&file)?.write_all(bytes)
    }
}
