//! What the text refers to: pictures and the addresses of links.

use std::io::Cursor;

use super::xml::Xml;
use crate::documents::frame::LogoKind;
use crate::documents::pictures::PictureFile;

// English Metric Units in a millimetre.
const UNITS: f64 = 36_000.0;
const PICTURES: &str = "http://schemas.openxmlformats.org/drawingml/2006/picture";

/// Pictures and links, in the order of the text.
#[derive(Default)]
pub(super) struct Media {
    /// Names inside the file, with the bytes.
    pub(super) files: Vec<(String, Vec<u8>)>,
    /// Addresses of links, each once.
    pub(super) links: Vec<String>,
    drawings: usize,
}

impl Media {
    /// The name by which the text refers to a link.
    pub(super) fn link(&mut self, address: &str) -> String {
        let at = self.links.iter().position(|known| known == address).unwrap_or_else(|| {
            self.links.push(address.to_owned());
            self.links.len() - 1
        });
        link_name(at)
    }

    /// Writes a picture that is at most this wide and high, in millimetres. One that cannot be read is
    /// its description.
    pub(super) fn picture(&mut self, xml: &mut Xml, bytes: &[u8], alt: &str, most: (f64, f64)) {
        let Some((file, bytes)) = readable(bytes) else {
            xml.open("w:r", &[]);
            xml.leaf("w:t", &[], alt);
            xml.close("w:r");
            return;
        };
        let name = self.file(&file, bytes);
        self.drawings += 1;
        let (width, height) = file.on_paper(most.0, most.1);
        drawing(xml, &name, &self.drawings.to_string(), alt, &(units(width), units(height)));
    }

    fn file(&mut self, file: &PictureFile, bytes: Vec<u8>) -> String {
        let at = self.files.iter().position(|(_, known)| *known == bytes).unwrap_or_else(|| {
            let extension = if file.kind == LogoKind::Jpeg { "jpg" } else { "png" };
            self.files.push((format!("picture{}.{extension}", self.files.len() + 1), bytes));
            self.files.len() - 1
        });
        file_name(at)
    }
}

/// The name by which the text refers to a picture.
pub(super) fn file_name(at: usize) -> String {
    format!("rPicture{}", at + 1)
}

/// The name by which the text refers to a link.
pub(super) fn link_name(at: usize) -> String {
    format!("rLink{}", at + 1)
}

// Word does not read WebP.
fn readable(bytes: &[u8]) -> Option<(PictureFile, Vec<u8>)> {
    let file = PictureFile::of(bytes)?;
    if file.kind != LogoKind::Webp {
        return Some((file, bytes.to_vec()));
    }
    let mut png = Vec::new();
    let picture = image::load_from_memory(bytes).ok()?;
    picture.write_to(&mut Cursor::new(&mut png), image::ImageFormat::Png).ok()?;
    Some((file, png))
}

fn units(millimetres: f64) -> String {
    format!("{:.0}", (millimetres * UNITS).max(1.0))
}

fn drawing(xml: &mut Xml, name: &str, id: &str, alt: &str, (width, height): &(String, String)) {
    let size = [("cx", width.as_str()), ("cy", height.as_str())];
    let about = [("id", id), ("name", name), ("descr", alt)];
    xml.open("w:r", &[]);
    xml.open("w:drawing", &[]);
    xml.open("wp:inline", &[("distT", "0"), ("distB", "0"), ("distL", "0"), ("distR", "0")]);
    xml.empty("wp:extent", &size);
    xml.empty("wp:docPr", &about);
    xml.open("a:graphic", &[]);
    xml.open("a:graphicData", &[("uri", PICTURES)]);
    xml.open("pic:pic", &[]);
    xml.open("pic:nvPicPr", &[]);
    xml.empty("pic:cNvPr", &about);
    xml.empty("pic:cNvPicPr", &[]);
    xml.close("pic:nvPicPr");
    xml.open("pic:blipFill", &[]);
    xml.empty("a:blip", &[("r:embed", name)]);
    xml.open("a:stretch", &[]);
    xml.empty("a:fillRect", &[]);
    xml.close("a:stretch");
    xml.close("pic:blipFill");
    xml.open("pic:spPr", &[]);
    xml.open("a:xfrm", &[]);
    xml.empty("a:off", &[("x", "0"), ("y", "0")]);
    xml.empty("a:ext", &size);
    xml.close("a:xfrm");
    xml.open("a:prstGeom", &[("prst", "rect")]);
    xml.empty("a:avLst", &[]);
    xml.close("a:prstGeom");
    xml.close("pic:spPr");
    xml.close("pic:pic");
    for name in ["a:graphicData", "a:graphic", "wp:inline", "w:drawing", "w:r"] {
        xml.close(name);
    }
}
