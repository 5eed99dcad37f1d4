//! What the typesetter may see: one source, the data, the logo, four fonts. Nothing else: no
//! files, no packages, no clock.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::layout::Abs;
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook, FontInstance, FontVariant, FontVariations};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

struct Shared {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    bold: Option<FontInstance>,
}

// The place of the bold face among the fonts.
const BOLD: usize = 1;

static SHARED: LazyLock<Shared> = LazyLock::new(|| {
    let files = [notosans::REGULAR_TTF, notosans::BOLD_TTF, notosans::ITALIC_TTF, notosans::BOLD_ITALIC_TTF];
    let fonts: Vec<Font> = files.into_iter().flat_map(|file| Font::iter(Bytes::new(file))).collect();
    Shared {
        library: LazyHash::new(Library::default()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        bold: fonts.get(BOLD).map(|font| {
            font.clone().instantiate(FontVariant::default(), Abs::pt(10.0), &FontVariations::default())
        }),
        fonts,
    }
});

/// Whether every face can print this letter. PDF/A refuses a page with a letter that the font
/// lacks.
pub(super) fn has_letter(letter: char) -> bool {
    SHARED.fonts.iter().all(|font| font.info().coverage.contains(u32::from(letter)))
}

/// How wide a letter is in bold, the widest face, as a part of the size of the letters.
pub(super) fn width(letter: char) -> f64 {
    let advance = |font: &FontInstance| font.x_advance(font.ttf().glyph_index(letter)?.0);
    SHARED.bold.as_ref().and_then(advance).map_or(0.0, |width| width.get())
}

/// The closed world of one document.
pub(super) struct Closed {
    main: Source,
    files: Vec<(FileId, Bytes)>,
    today: Datetime,
}

impl Closed {
    /// A world with this source and these files. Nothing when a name is no file name.
    pub(super) fn new(source: &str, files: Vec<(String, Vec<u8>)>, today: Datetime) -> Option<Self> {
        let main = Source::new(id("main.typ")?, source.to_owned());
        let files: Option<Vec<(FileId, Bytes)>> =
            files.into_iter().map(|(name, bytes)| Some((id(&name)?, Bytes::new(bytes)))).collect();
        Some(Self { main, files: files?, today })
    }
}

fn id(name: &str) -> Option<FileId> {
    Some(RootedPath::new(VirtualRoot::Project, VirtualPath::new(name).ok()?).intern())
}

impl World for Closed {
    fn library(&self) -> &LazyHash<Library> {
        &SHARED.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &SHARED.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() { Ok(self.main.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let file = self.files.iter().find(|(name, _)| *name == id);
        file.map(|(_, bytes)| bytes.clone()).ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        SHARED.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        Some(self.today)
    }
}
