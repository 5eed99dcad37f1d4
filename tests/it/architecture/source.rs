//! The source as parsed files: paths, texts and functions outside the unit tests.

use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

use crate::support::environment::in_repository;

/// A file of `src/`.
pub struct File {
    /// Its path below `src/`, such as `people/store.rs`.
    pub path: String,
    /// Its text.
    pub text: String,
    parsed: syn::File,
}

/// A path in the code, as its segments, and its line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Used {
    /// `crate`, `db`, `schema`, …
    pub segments: Vec<String>,
    /// Counted from 1.
    pub line: usize,
}

/// A function, and how many lines it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Function {
    /// Its name.
    pub name: String,
    /// Its lines, from the signature to the closing brace.
    pub lines: usize,
}

/// A text in the code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Literal {
    /// What it says.
    pub text: String,
    /// The macro it is given to, when it is.
    pub within: Option<String>,
}

impl File {
    /// Reads a text as if it stood in a file.
    pub fn of(path: &str, text: &str) -> Self {
        let parsed = syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}"));
        Self { path: path.to_owned(), text: text.to_owned(), parsed }
    }

    /// The module below `crate` that this file belongs to: its folder or its own name.
    pub fn slice(&self) -> &str {
        self.path.split('/').next().unwrap().trim_end_matches(".rs")
    }

    /// Every path that is used: in `use` lines, types, calls and inside macros. `super` is resolved.
    pub fn paths(&self) -> Vec<Used> {
        let mut seen = Paths::default();
        seen.visit_file(&self.parsed);
        let module = self.module();
        seen.found.into_iter().map(|used| absolute(&module, used)).collect()
    }

    /// Every function and method.
    pub fn functions(&self) -> Vec<Function> {
        let mut seen = Functions::default();
        seen.visit_file(&self.parsed);
        seen.found
    }

    /// Every text outside attributes and documentation.
    pub fn literals(&self) -> Vec<Literal> {
        let mut seen = Literals::default();
        seen.visit_file(&self.parsed);
        seen.found
    }

    /// Every `impl Trait for Type`: the names of both.
    pub fn implementations(&self) -> Vec<(String, String)> {
        let mut seen = Implementations::default();
        seen.visit_file(&self.parsed);
        seen.found
    }

    fn module(&self) -> Vec<String> {
        let mut module = vec!["crate".to_owned()];
        module.extend(self.path.trim_end_matches(".rs").split('/').map(str::to_owned));
        if module.last().is_some_and(|last| last == "mod" || last == "lib") {
            module.pop();
        }
        module
    }
}

/// Every Rust file below `src/`; unit tests of their own files are left out.
pub fn all() -> Vec<File> {
    let mut files = Vec::new();
    read_folder(&in_repository("src"), "", &mut files);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files.retain(|file| !file.path.ends_with("/tests.rs"));
    files
}

fn read_folder(folder: &Path, below: &str, files: &mut Vec<File>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{below}{}", entry.file_name().to_str().unwrap());
        if entry.file_type().unwrap().is_dir() {
            read_folder(&entry.path(), &format!("{name}/"), files);
        } else if name.ends_with(".rs") {
            files.push(File::of(&name, &std::fs::read_to_string(entry.path()).unwrap()));
        }
    }
}

fn absolute(module: &[String], used: Used) -> Used {
    let mut base: Vec<String> = module.to_vec();
    let mut rest = used.segments.as_slice();
    match rest.first().map(String::as_str) {
        Some("self") => rest = &rest[1..],
        Some("super") => {
            while rest.first().is_some_and(|first| first == "super") {
                base.pop();
                rest = &rest[1..];
            }
        }
        _ => return used,
    }
    base.extend(rest.iter().cloned());
    Used { segments: base, line: used.line }
}

/// Whether the item is only there in tests.
fn for_tests(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("test")
            || (attribute.path().is_ident("cfg")
                && matches!(&attribute.meta, syn::Meta::List(list) if list.tokens.to_string() == "test"))
    })
}

/// A visitor that leaves out what is only there in tests, and attributes.
macro_rules! leave_out_tests {
    () => {
        fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
            if !for_tests(&item.attrs) {
                visit::visit_item_mod(self, item);
            }
        }

        fn visit_attribute(&mut self, _attribute: &'ast syn::Attribute) {}
    };
}

#[derive(Default)]
struct Paths {
    found: Vec<Used>,
}

impl<'ast> Visit<'ast> for Paths {
    leave_out_tests!();

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.tree(&mut Vec::new(), &item.tree);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        self.found.push(Used { segments, line: path.span().start().line });
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, found: &'ast syn::Macro) {
        visit::visit_macro(self, found);
        self.tokens(found.tokens.clone());
    }
}

impl Paths {
    fn tree(&mut self, before: &mut Vec<String>, tree: &syn::UseTree) {
        let (name, inner) = match tree {
            syn::UseTree::Path(path) => (&path.ident, Some(&path.tree)),
            syn::UseTree::Name(name) => (&name.ident, None),
            syn::UseTree::Rename(name) => (&name.ident, None),
            syn::UseTree::Glob(_) => {
                return self.found.push(Used { segments: before.clone(), line: tree.span().start().line });
            }
            syn::UseTree::Group(group) => {
                return group.items.iter().for_each(|item| self.tree(before, item));
            }
        };
        before.push(name.to_string());
        match inner {
            Some(inner) => self.tree(before, inner),
            None => self.found.push(Used { segments: before.clone(), line: tree.span().start().line }),
        }
        before.pop();
    }

    /// The paths inside a macro's brackets, which no parser knows.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut path: Option<(Used, u8)> = None;
        for token in tokens {
            let continued = path.as_ref().is_some_and(|(_, colons)| *colons == 2);
            match token {
                TokenTree::Ident(name) if continued => {
                    let (used, colons) = path.as_mut().unwrap();
                    used.segments.push(name.to_string());
                    *colons = 0;
                }
                TokenTree::Ident(name) => {
                    self.found.extend(path.take().map(|(used, _)| used));
                    let line = name.span().start().line;
                    path = Some((Used { segments: vec![name.to_string()], line }, 0));
                }
                TokenTree::Punct(mark) if mark.as_char() == ':' && path.is_some() => {
                    path.as_mut().unwrap().1 += 1;
                }
                other => {
                    self.found.extend(path.take().map(|(used, _)| used));
                    if let TokenTree::Group(group) = other {
                        self.tokens(group.stream());
                    }
                }
            }
        }
        self.found.extend(path.map(|(used, _)| used));
    }
}

#[derive(Default)]
struct Functions {
    found: Vec<Function>,
}

impl Functions {
    fn add(&mut self, signature: &syn::Signature, block: &syn::Block) {
        let (first, last) = (signature.span().start().line, block.span().end().line);
        self.found.push(Function { name: signature.ident.to_string(), lines: last - first + 1 });
    }
}

impl<'ast> Visit<'ast> for Functions {
    leave_out_tests!();

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.add(&item.sig, &item.block);
        visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.add(&item.sig, &item.block);
        visit::visit_impl_item_fn(self, item);
    }

    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        if let Some(block) = &item.default {
            self.add(&item.sig, block);
        }
    }
}

#[derive(Default)]
struct Literals {
    found: Vec<Literal>,
    within: Option<String>,
}

impl Literals {
    fn tokens(&mut self, tokens: TokenStream) {
        for token in tokens {
            match token {
                TokenTree::Group(group) => self.tokens(group.stream()),
                TokenTree::Literal(literal) => {
                    if let syn::Lit::Str(text) = syn::Lit::new(literal) {
                        self.add(text.value());
                    }
                }
                _ => {}
            }
        }
    }

    fn add(&mut self, text: String) {
        self.found.push(Literal { text, within: self.within.clone() });
    }
}

impl<'ast> Visit<'ast> for Literals {
    leave_out_tests!();

    fn visit_lit_str(&mut self, literal: &'ast syn::LitStr) {
        self.add(literal.value());
    }

    fn visit_macro(&mut self, found: &'ast syn::Macro) {
        let name = found.path.segments.last().map(|segment| segment.ident.to_string());
        let outer = std::mem::replace(&mut self.within, name);
        self.tokens(found.tokens.clone());
        self.within = outer;
    }
}

#[derive(Default)]
struct Implementations {
    found: Vec<(String, String)>,
}

impl<'ast> Visit<'ast> for Implementations {
    leave_out_tests!();

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        let Some((_, path, _)) = &item.trait_ else { return };
        let of = |path: &syn::Path| path.segments.last().unwrap().ident.to_string();
        if let syn::Type::Path(owner) = item.self_ty.as_ref() {
            self.found.push((of(path), of(&owner.path)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{File, Function};

    const KNOWN: &str = r#"
        use crate::{db::{schema, ids::*}, people as folk};
        use super::store;
        /// A comment That says little.
        #[error("Words In an attribute")]
        fn one(x: crate::clock::Day) -> u8 {
            let text = format!("Hello there {}", crate::mail::queue(x));
            tracing::warn!("A warning");
            2
        }
        impl Entry for Thing { fn two(&self) {} }
        #[cfg(test)]
        mod tests { use crate::secret; fn three() { "Not Seen"; } }
    "#;

    #[test]
    fn the_reader_sees_paths_texts_functions_and_implementations() {
        let file = File::of("reviews/pages.rs", KNOWN);
        let paths: Vec<String> = file.paths().iter().map(|used| used.segments.join("::")).collect();
        for wanted in [
            "crate::db::schema",
            "crate::db::ids",
            "crate::people",
            "crate::reviews::store",
            "crate::clock::Day",
        ] {
            assert!(paths.iter().any(|path| path == wanted), "{wanted} in {paths:?}");
        }
        assert!(paths.iter().any(|path| path == "crate::mail::queue"), "inside a macro: {paths:?}");
        assert!(!paths.iter().any(|path| path.contains("secret")), "{paths:?}");
        let texts: Vec<_> = file.literals().into_iter().map(|found| (found.text, found.within)).collect();
        let expected = [("Hello there {}", "format"), ("A warning", "warn")];
        assert_eq!(texts, expected.map(|(text, within)| (text.to_owned(), Some(within.to_owned()))));
        let lines = |name: &str, lines| Function { name: name.to_owned(), lines };
        assert_eq!(file.functions(), [lines("one", 5), lines("two", 1)]);
        assert_eq!(file.implementations(), [("Entry".to_owned(), "Thing".to_owned())]);
    }
}
