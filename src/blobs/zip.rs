//! ZIP files that are written from front to end, so that they never stand in memory whole: the one place that
//! makes them.
//!
//! A file is packed by itself first and then copied as it is, with its sizes in front: nothing is written
//! twice, so that what lies below never has to go back. `ZipWriter::new_stream` would promise sizes behind
//! each file, and doesn't write them for a file that is copied.

use std::io::{Cursor, Error, Seek, Write};

use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// A ZIP file in the making.
pub struct Zip<W: Write>(ZipWriter<StreamWriter<W>>);

impl<W: Write> Zip<W> {
    /// An empty one on top of something that takes bytes.
    #[must_use]
    pub fn new(below: W) -> Self {
        Self(ZipWriter::new(StreamWriter::new(below)))
    }

    /// Adds a file. What is compressed in itself is only stored.
    ///
    /// # Errors
    /// What lies below refuses.
    pub fn file(&mut self, path: &str, is_packed: bool, bytes: &[u8]) -> Result<(), Error> {
        let mut part = Part::default();
        part.file(path, is_packed, bytes)?;
        self.part(part.finish()?)
    }

    /// Copies the files of a part.
    ///
    /// # Errors
    /// It isn't one; what lies below refuses.
    pub fn part(&mut self, part: Vec<u8>) -> Result<(), Error> {
        let mut part = ZipArchive::new(Cursor::new(part)).map_err(Error::other)?;
        for place in 0..part.len() {
            let file = part.by_index_raw(place).map_err(Error::other)?;
            self.0.raw_copy_file(file).map_err(Error::other)?;
        }
        Ok(())
    }

    /// Writes the directory at the end, and hands back what lies below.
    ///
    /// # Errors
    /// What lies below refuses.
    pub fn finish(self) -> Result<W, Error> {
        Ok(self.0.finish().map_err(Error::other)?.into_inner())
    }
}

/// A few files of a ZIP file, packed in memory.
pub struct Part(ZipWriter<Cursor<Vec<u8>>>);

impl Default for Part {
    fn default() -> Self {
        Self(ZipWriter::new(Cursor::new(Vec::new())))
    }
}

impl Part {
    /// Adds a file.
    ///
    /// # Errors
    /// The path is taken.
    pub fn file(&mut self, path: &str, is_packed: bool, bytes: &[u8]) -> Result<(), Error> {
        add(&mut self.0, path, is_packed, bytes)
    }

    /// The bytes.
    ///
    /// # Errors
    /// It can't be packed.
    pub fn finish(self) -> Result<Vec<u8>, Error> {
        Ok(self.0.finish().map_err(Error::other)?.into_inner())
    }
}

/// Always with the same time, so that the same content gives the same bytes.
fn add<W: Write + Seek>(
    zip: &mut ZipWriter<W>,
    path: &str,
    is_packed: bool,
    bytes: &[u8],
) -> Result<(), Error> {
    let method = if is_packed { CompressionMethod::Stored } else { CompressionMethod::Deflated };
    let options = SimpleFileOptions::default()
        .compression_method(method)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    zip.start_file(path, options).map_err(Error::other)?;
    zip.write_all(bytes)
}
