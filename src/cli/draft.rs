//! A file that only counts when it is finished.

use std::fs::{File, OpenOptions};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use super::{Failure, Outcome};
use crate::app::StartError;

/// An empty file beside the one it will become. Goes away unless it is kept.
pub struct Draft {
    path: PathBuf,
    target: PathBuf,
}

impl Draft {
    /// Makes the file; nobody else may read it.
    ///
    /// # Errors
    /// The folder isn't there or isn't ours.
    pub fn beside(target: &Path) -> Result<Self, Failure> {
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        let path = target.with_file_name(format!(".{name}.{}.part", std::process::id()));
        let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path);
        made.map_err(|fault| StartError::Io(path.display().to_string(), fault))?;
        Ok(Self { path, target: target.to_owned() })
    }

    /// Where it lies until it is kept.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Puts the file in its place, on the disk before this returns. Nothing is written over.
    ///
    /// # Errors
    /// Something is in its place, or the disk refuses.
    pub fn keep(self) -> Outcome {
        let named = |fault| StartError::Io(self.target.display().to_string(), fault);
        File::open(&self.path).and_then(|file| file.sync_all()).map_err(named)?;
        if self.target.exists() {
            return Err(Failure::of("file-exists", &[("file", &self.target.display().to_string())]));
        }
        std::fs::rename(&self.path, &self.target).map_err(named)?;
        let folder = self.target.parent().filter(|folder| !folder.as_os_str().is_empty());
        File::open(folder.unwrap_or(Path::new("."))).and_then(|folder| folder.sync_all()).map_err(named)?;
        Ok(())
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // After `keep` it has another name; a draft that can't be removed must not hide the first fault.
        drop(std::fs::remove_file(&self.path));
    }
}
