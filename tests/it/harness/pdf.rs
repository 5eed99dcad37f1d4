use crate::support::pdf::Pdf;

/// Two pages, a title, a table of offsets: the least that is a sound PDF.
fn smallest() -> Vec<u8> {
    let page = |content: u8| {
        format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents {content} 0 R/Resources<</Font<</F 8 0 R>>>>>>"
        )
    };
    let stream = |text: &str| {
        let text = format!("BT /F 12 Tf 10 50 Td ({text}) Tj ET");
        format!("<</Length {}>>\nstream\n{text}\nendstream", text.len())
    };
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>".to_owned(),
        page(5),
        page(6),
        stream("Fire safety"),
        stream("Page two"),
        "<</Title(Fire policy)>>".to_owned(),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
    ];
    let mut file = "%PDF-1.4\n".to_owned();
    let mut table = "xref\n0 9\n0000000000 65535 f \n".to_owned();
    for (index, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.push_str(&format!("{} 0 obj\n{object}\nendobj\n", index + 1));
    }
    let begin = file.len();
    file.push_str(&format!("{table}trailer\n<</Size 9/Root 1 0 R/Info 7 0 R>>\nstartxref\n{begin}\n%%EOF\n"));
    file.into_bytes()
}

#[test]
fn reads_back_what_a_person_sees() {
    let Some(pdf) = Pdf::read(&smallest()) else { return };
    assert_eq!((pdf.pages, pdf.title.as_str(), pdf.tagged), (2, "Fire policy", false));
    assert_eq!(pdf.page_texts().len(), 2);
    assert_eq!(pdf.words(), "Fire safety Page two");
    assert!(pdf.text.contains("Fire safety") && pdf.facts.iter().any(|(name, _)| name == "PDF version"));
}
