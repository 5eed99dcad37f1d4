use super::*;
use std::fs;
use std::path::Path;

use serde_json::Value as Json;

const FIELDS: &str = r#"{
  "org_field_name": "Gofal Pen-y-Wennol Ltd.",
  "org_field_registration_no": "SIN-00009901-DEMO",
  "org_field_registered_manager_first_name": "Rhiannon",
  "org_field_registered_manager_last_name": "Maddocks-Test",
  "last_update_date": "2025-12-02",
  "next_review_date": "2026-12-02",
  "current_year": 2025
}"#;

fn arguments(folder: &Path, template: &str, fields: &str) -> RenderArguments {
    let (text, values) = (folder.join("policy.txt"), folder.join("fields.json"));
    fs::write(&text, template).unwrap();
    fs::write(&values, fields).unwrap();
    RenderArguments {
        template: text,
        fields: values,
        to: ["html", "pdf", "text", "json"].map(str::to_owned).to_vec(),
        output: folder.join("out"),
        nation: Some("wales".to_owned()),
        service_type: Some("domiciliary".to_owned()),
        language: "en".to_owned(),
        keep_leftovers: false,
        keep_runs: false,
    }
}

fn code(arguments: &RenderArguments) -> u8 {
    render(arguments).err().map_or(0, |refusal| refusal.code)
}

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join("out").join(name)).unwrap()
}

fn shape() -> &'static str {
    include_str!("../../../tests/data/shape.txt")
}

#[test]
fn a_complete_text_is_written_in_all_forms() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(code(&arguments(folder.path(), shape(), FIELDS)), 0);
    let report: Json = serde_json::from_str(&read(folder.path(), "report.json")).unwrap();
    assert_eq!(report["title"], "Staying Sensible Online Policy");
    assert_eq!(report["fields"].as_object().unwrap().len(), 8);
    assert_eq!(report["fields"]["org_field_name"], 9);
    assert_eq!(report["headings"].as_array().unwrap().len(), 13);
    assert_eq!(report["lists"].as_array().unwrap().len(), 11);
    assert_eq!(report["removed"].as_array().unwrap().len(), 2);
    assert_eq!(report["gaps"].as_array().unwrap().len(), 0);
    for name in ["document.html", "document.txt"] {
        let document = read(folder.path(), name);
        assert_eq!(document.matches("Gofal Pen-y-Wennol Ltd.").count(), 9, "{name}");
        assert!(
            !document.contains("{{") && !document.contains("Ltd..") && !document.contains("Leave a Reply")
        );
        assert!(document.contains("2 December 2025"));
    }
    let html = read(folder.path(), "document.html");
    assert_eq!(report["sha256"]["html"], crate::documents::Hash::of(html.as_bytes()).to_string());
}

#[test]
fn gaps_and_unknown_fields_mark_a_draft() {
    let folder = tempfile::tempdir().unwrap();
    let text = "Phones Policy\n\n1. Aim\n\nCall {{org_field_phone}} or {{org_field_fax}}.\n";
    assert_eq!(code(&arguments(folder.path(), text, "{}")), INCOMPLETE);
    let report: Json = serde_json::from_str(&read(folder.path(), "report.json")).unwrap();
    assert_eq!(report["gaps"][0]["field"], "org_field_phone");
    assert_eq!(report["unknown"][0]["line"], 5);
    let html = read(folder.path(), "document.html");
    assert!(html.contains("<span class=\"gap\">") && html.contains("<span class=\"unknown\">"));
    assert!(html.contains("2 places are still open"), "{html}");
}

#[test]
fn strange_names_print_as_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let fields = r#"{"org_field_name": "Tŷ <b>\"A\" & 'B'</b> {{x}} ŵ"}"#;
    assert_eq!(code(&arguments(folder.path(), "By {{org_field_name}} here.", fields)), 0);
    let html = read(folder.path(), "document.html");
    assert!(html.contains("Tŷ &lt;b&gt;&quot;A&quot; &amp; &#39;B&#39;&lt;/b&gt; {{x}} ŵ"), "{html}");
    assert!(read(folder.path(), "document.txt").contains("Tŷ <b>\"A\" & 'B'</b> {{x}} ŵ"));
}

#[test]
fn wrong_usage_and_failures_have_their_codes() {
    let folder = tempfile::tempdir().unwrap();
    let good = arguments(folder.path(), "Words here.", "{}");
    let with = |change: &dyn Fn(&mut RenderArguments)| {
        let mut arguments = good.clone();
        change(&mut arguments);
        code(&arguments)
    };
    assert_eq!(with(&|a| a.to = vec!["docx".to_owned()]), WRONG_USAGE);
    assert_eq!(with(&|a| a.to = vec!["odt".to_owned()]), WRONG_USAGE);
    assert_eq!(with(&|a| a.template = "x.doc".into()), WRONG_USAGE);
    assert_eq!(with(&|a| a.template = "x.odt".into()), WRONG_USAGE);
    assert_eq!(with(&|a| a.template = "missing.docx".into()), FAILED);
    assert_eq!(with(&|a| a.nation = Some("france".to_owned())), WRONG_USAGE);
    assert_eq!(with(&|a| a.service_type = Some("hotel".to_owned())), WRONG_USAGE);
    assert_eq!(with(&|a| a.language = "fr".to_owned()), WRONG_USAGE);
    assert_eq!(with(&|a| a.template = "missing.txt".into()), FAILED);
    assert_eq!(code(&arguments(folder.path(), "Words here.", "[]")), FAILED);
    assert_eq!(code(&arguments(folder.path(), "Words.", r#"{"last_update_date": "2 Dec"}"#)), FAILED);
    assert_eq!(code(&arguments(folder.path(), &"a".repeat(1_048_577), "{}")), FAILED);
}

#[test]
fn a_web_page_is_read_and_a_file_that_is_none_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let mut arguments = arguments(folder.path(), "unused", FIELDS);
    arguments.template = folder.path().join("policy.html");
    let page = "<h1>Phones Policy</h1><h2>1. Aim</h2><p>By {{org_<b>field</b>_name}}.<script>x</script>";
    fs::write(&arguments.template, page).unwrap();
    assert_eq!(code(&arguments), 0);
    assert!(read(folder.path(), "document.txt").contains("By Gofal Pen-y-Wennol Ltd."));
    let report: Json = serde_json::from_str(&read(folder.path(), "report.json")).unwrap();
    assert_eq!(report["title"], "Phones Policy");
    arguments.template = folder.path().join("policy.docx");
    fs::write(&arguments.template, "no Word file").unwrap();
    let refusal = render(&arguments).unwrap_err();
    assert_eq!(refusal.code, FAILED);
    assert!(refusal.words.starts_with("This file is damaged"), "{}", refusal.words);
}
