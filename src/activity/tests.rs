//! Every action that the program can log has words.

use std::collections::BTreeSet;
use std::path::Path;

use syn::visit::Visit;

use crate::messages::{Language, Messages};

/// Collects the texts in `fn action` of every `impl Event`.
#[derive(Default)]
struct Actions {
    found: BTreeSet<String>,
    events: usize,
}

impl<'a> Visit<'a> for Actions {
    fn visit_item_impl(&mut self, item: &'a syn::ItemImpl) {
        let is_event = item
            .trait_
            .as_ref()
            .is_some_and(|(_, path, _)| path.segments.last().is_some_and(|last| last.ident == "Event"));
        if !is_event {
            return;
        }
        for inner in &item.items {
            if let syn::ImplItem::Fn(function) = inner
                && function.sig.ident == "action"
            {
                self.events += 1;
                Texts(&mut self.found).visit_block(&function.block);
            }
        }
    }
}

struct Texts<'a>(&'a mut BTreeSet<String>);

impl<'a> Visit<'a> for Texts<'_> {
    fn visit_lit_str(&mut self, text: &'a syn::LitStr) {
        self.0.insert(text.value());
    }
}

fn read(folder: &Path, actions: &mut Actions) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read(&path, actions);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            if text.contains("fn action(&self)") {
                actions.visit_file(&syn::parse_file(&text).unwrap());
            }
        }
    }
}

#[test]
fn every_action_has_words() {
    let mut actions = Actions::default();
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut actions);
    assert!(actions.events >= 9, "only {} events were found", actions.events);
    assert!(actions.found.len() >= actions.events, "an event without a text: {:?}", actions.found);
    let messages = Messages::load().unwrap();
    let wordless: Vec<&String> = actions
        .found
        .iter()
        .filter(|action| !messages.has(Language::English, &format!("activity-{action}")))
        .collect();
    assert!(wordless.is_empty(), "no words in templates/messages/en/activity.ftl for {wordless:?}");
}
