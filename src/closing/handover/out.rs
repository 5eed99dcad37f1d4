//! Where a package goes: into a ZIP file, or into a folder.

use std::fs;
use std::io::{Error, Write};
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

/// A folder on the machine, empty at first.
pub struct Folder(PathBuf);

impl Folder {
    /// A new folder, or one that is empty.
    ///
    /// # Errors
    /// Something stands in it.
    pub fn new(path: &Path) -> Result<Self, Error> {
        fs::create_dir_all(path)?;
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
            fs::create_dir_all(folder)?;
        }
        fs::OpenOptions::new().write(true).create_new(true).open(file)?.write_all(bytes)
    }
}
