//! Every action that the program can log has words.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use syn::visit::Visit;

use crate::messages::{Language, Messages};

/// Collects the texts in `fn action` of every `impl Event`, and the constants that stand for texts.
#[derive(Default)]
struct Actions {
    found: BTreeSet<String>,
    named: BTreeSet<String>,
    constants: BTreeMap<String, BTreeSet<String>>,
    events: usize,
}

impl Actions {
    fn constant(&mut self, name: &syn::Ident, value: &syn::Expr) {
        if let syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) = value {
            self.constants.entry(name.to_string()).or_default().insert(text.value());
        }
    }

    /// The texts behind the constants too. Constants of one name are told apart by the form of actions.
    fn all(&self) -> BTreeSet<String> {
        let is_action =
            |text: &&String| text.contains('_') && text.chars().all(|l| l.is_ascii_lowercase() || l == '_');
        let behind =
            self.named.iter().filter_map(|name| self.constants.get(name)).flatten().filter(is_action);
        self.found.iter().chain(behind).cloned().collect()
    }
}

impl<'a> Visit<'a> for Actions {
    fn visit_item_const(&mut self, item: &'a syn::ItemConst) {
        self.constant(&item.ident, &item.expr);
    }

    fn visit_impl_item_const(&mut self, item: &'a syn::ImplItemConst) {
        self.constant(&item.ident, &item.expr);
    }

    fn visit_item_impl(&mut self, item: &'a syn::ItemImpl) {
        let is_event = item
            .trait_
            .as_ref()
            .is_some_and(|(_, path, _)| path.segments.last().is_some_and(|last| last.ident == "Event"));
        if !is_event {
            syn::visit::visit_item_impl(self, item);
            return;
        }
        for inner in &item.items {
            if let syn::ImplItem::Fn(function) = inner
                && function.sig.ident == "action"
            {
                self.events += 1;
                Texts(&mut self.found, &mut self.named).visit_block(&function.block);
            }
        }
    }
}

struct Texts<'a>(&'a mut BTreeSet<String>, &'a mut BTreeSet<String>);

impl<'a> Visit<'a> for Texts<'_> {
    fn visit_lit_str(&mut self, text: &'a syn::LitStr) {
        self.0.insert(text.value());
    }

    fn visit_expr_path(&mut self, path: &'a syn::ExprPath) {
        self.1.extend(path.path.segments.last().map(|last| last.ident.to_string()));
    }
}

fn read(folder: &Path, actions: &mut Actions) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read(&path, actions);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            actions.visit_file(&syn::parse_file(&text).unwrap());
        }
    }
}

#[test]
fn every_action_has_words() {
    let mut actions = Actions::default();
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut actions);
    assert!(actions.events >= 9, "only {} events were found", actions.events);
    let found = actions.all();
    assert!(found.len() >= actions.events, "an event without a text: {found:?}");
    let messages = Messages::load().unwrap();
    let wordless: Vec<&String> = found
        .iter()
        .filter(|action| !messages.has(Language::English, &format!("activity-{action}")))
        .collect();
    assert!(wordless.is_empty(), "no words in templates/messages/en/activity.ftl for {wordless:?}");
}
