//! Every change that somebody can make in an organisation leaves a line in a log: from the handler of every POST of
//! the table of contents there is a way to the function that writes one.

use std::collections::{BTreeMap, BTreeSet};

use syn::visit::{self, Visit};

use super::source;

/// Functions that write a line: of the organisation's log, of a case's own, and of a request's own.
const RECORDS: &[(&str, &str)] =
    &[("audit/mod.rs", "record"), ("incidents/chain.rs", "record"), ("rights/requests.rs", "add_step")];

/// What changes nothing that others could ask about: each with its reason.
const WITHOUT: &[(&str, &str)] = &[];

/// A function: the paths that its body names.
type Functions = BTreeMap<(String, String), Vec<Vec<String>>>;

/// What a file holds.
#[derive(Default)]
struct Seen {
    module: Vec<String>,
    imports: BTreeMap<String, Vec<String>>,
    functions: Vec<(String, Vec<Vec<String>>)>,
    posts: Vec<(String, Vec<String>)>,
}

struct Bodies<'a>(&'a mut Vec<Vec<String>>);

impl<'a> Visit<'a> for Bodies<'_> {
    fn visit_path(&mut self, path: &'a syn::Path) {
        self.0.push(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, item: &'a syn::Macro) {
        if let Ok(inner) =
            item.parse_body_with(syn::punctuated::Punctuated::<syn::Expr, syn::Token![,]>::parse_terminated)
        {
            inner.iter().for_each(|expression| self.visit_expr(expression));
        }
    }
}

impl Seen {
    fn import(&mut self, before: &[String], tree: &syn::UseTree) {
        let with = |name: &syn::Ident| [before, &[name.to_string()]].concat();
        match tree {
            syn::UseTree::Path(path) => self.import(&with(&path.ident), &path.tree),
            syn::UseTree::Group(group) => group.items.iter().for_each(|tree| self.import(before, tree)),
            syn::UseTree::Rename(rename) => {
                let path = self.absolute(with(&rename.ident));
                self.imports.insert(rename.rename.to_string(), path);
            }
            syn::UseTree::Name(name) if name.ident == "self" => {
                let path = self.absolute(before.to_vec());
                self.imports.insert(before.last().cloned().unwrap_or_default(), path);
            }
            syn::UseTree::Name(name) => {
                let path = self.absolute(with(&name.ident));
                self.imports.insert(name.ident.to_string(), path);
            }
            syn::UseTree::Glob(_) => {}
        }
    }

    /// A path from the root of the crate.
    fn absolute(&self, path: Vec<String>) -> Vec<String> {
        let mut base = self.module.clone();
        let mut rest = path.as_slice();
        match path.first().map(String::as_str) {
            Some("crate") => return path[1..].to_vec(),
            Some("self") => rest = &path[1..],
            Some("super") => {
                while rest.first().is_some_and(|first| first == "super") {
                    base.pop();
                    rest = &rest[1..];
                }
            }
            Some(first) => {
                if let Some(known) = self.imports.get(first) {
                    return [known.as_slice(), &path[1..]].concat();
                }
            }
            None => {}
        }
        base.extend(rest.iter().cloned());
        base
    }
}

impl<'a> Visit<'a> for Seen {
    fn visit_item_use(&mut self, item: &'a syn::ItemUse) {
        self.import(&[], &item.tree);
    }

    fn visit_item_fn(&mut self, item: &'a syn::ItemFn) {
        let mut paths = Vec::new();
        Bodies(&mut paths).visit_block(&item.block);
        self.functions.push((item.sig.ident.to_string(), paths));
    }

    fn visit_impl_item_fn(&mut self, item: &'a syn::ImplItemFn) {
        let mut paths = Vec::new();
        Bodies(&mut paths).visit_block(&item.block);
        self.functions.push((item.sig.ident.to_string(), paths));
    }

    fn visit_expr_call(&mut self, call: &'a syn::ExprCall) {
        let mut callee = Vec::new();
        Bodies(&mut callee).visit_expr(&call.func);
        if callee == [["Route".to_owned(), "post".to_owned()]]
            && let Some(syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(address), .. })) = call.args.first()
            && let Some(handler) = call.args.last()
        {
            let mut named = Vec::new();
            Bodies(&mut named).visit_expr(handler);
            self.posts.push((address.value(), named.pop().unwrap()));
        }
        visit::visit_expr_call(self, call);
    }
}

/// The functions of all files, and the POSTs with the file and the path of their handlers.
struct Program {
    files: BTreeMap<String, Seen>,
    functions: Functions,
    /// The files of the functions of a name.
    named: BTreeMap<String, Vec<String>>,
    /// Which functions a function names.
    calls: BTreeMap<(String, String), Vec<(String, String)>>,
}

impl Program {
    fn of(files: &[(String, String)]) -> Self {
        let mut program = Self {
            files: BTreeMap::new(),
            functions: Functions::new(),
            named: BTreeMap::new(),
            calls: BTreeMap::new(),
        };
        for (path, text) in files {
            let mut module: Vec<String> =
                path.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
            if module.last().is_some_and(|last| last == "mod" || last == "lib") {
                module.pop();
            }
            let mut seen = Seen { module, ..Seen::default() };
            let parsed = syn::parse_file(text).unwrap();
            // Imports first: paths are read by them.
            parsed.items.iter().for_each(|item| {
                if let syn::Item::Use(item) = item {
                    seen.visit_item_use(item);
                }
            });
            seen.visit_file(&parsed);
            for (name, paths) in std::mem::take(&mut seen.functions) {
                let paths = paths.into_iter().map(|path| seen.absolute(path));
                program.functions.entry((path.clone(), name)).or_default().extend(paths);
            }
            program.files.insert(path.clone(), seen);
        }
        for (file, name) in program.functions.keys() {
            program.named.entry(name.clone()).or_default().push(file.clone());
        }
        let calls = program.functions.iter().map(|(key, paths)| {
            let called: BTreeSet<_> = paths.iter().flat_map(|path| program.meant(path)).collect();
            (key.clone(), called.into_iter().collect())
        });
        program.calls = calls.collect();
        program
    }

    /// The functions that a path from the root may mean: in the module itself, or where that re-exports it from.
    fn meant(&self, path: &[String]) -> Vec<(String, String)> {
        let Some((name, module)) = path.split_last() else { return Vec::new() };
        let Some(known) = self.named.get(name) else { return Vec::new() };
        let module: Vec<&str> = module
            .iter()
            .map(String::as_str)
            .filter(|part| part.chars().next().is_some_and(char::is_lowercase))
            .collect();
        if module.is_empty() {
            return Vec::new();
        }
        let base = module.join("/");
        let exact: Vec<(String, String)> = [format!("{base}.rs"), format!("{base}/mod.rs")]
            .into_iter()
            .map(|file| (file, name.clone()))
            .filter(|key| self.functions.contains_key(key))
            .collect();
        if !exact.is_empty() {
            return exact;
        }
        let below = format!("{base}/");
        known
            .iter()
            .filter(|file| file.starts_with(&below))
            .map(|file| (file.clone(), name.clone()))
            .collect()
    }

    /// Whether there is a way from a function to one that writes a line.
    fn records(&self, from: Vec<(String, String)>) -> bool {
        let (mut open, mut seen) = (from, BTreeSet::new());
        while let Some(key) = open.pop() {
            if RECORDS.iter().any(|(file, name)| key.0 == *file && key.1 == *name) {
                return true;
            }
            if seen.insert(key.clone()) {
                open.extend(self.calls.get(&key).into_iter().flatten().cloned());
            }
        }
        false
    }

    /// Every POST inside an organisation, and whether it leaves a line.
    fn posts(&self) -> Vec<(String, bool)> {
        let mut posts = Vec::new();
        for seen in self.files.values() {
            for (address, handler) in &seen.posts {
                if address.starts_with("/o/{slug}") {
                    let handler = self.meant(&seen.absolute(handler.clone()));
                    assert!(!handler.is_empty(), "{address}: its handler isn't found");
                    posts.push((address.clone(), self.records(handler)));
                }
            }
        }
        posts.sort();
        posts
    }
}

#[test]
fn a_planted_change_without_a_line_is_found() {
    let files = [
        (
            "a/pages.rs",
            "use super::{change, store}; pub const ROUTES: &[Route] = &[\
             Route::post(\"/o/{slug}/loud\", DOOR, || web::to(loud)),\
             Route::post(\"/o/{slug}/quiet\", DOOR, || web::to(quiet))];\
             async fn loud() { app.write(move |tenant| change(tenant)).await }\
             async fn quiet() { app.write(move |tenant| store::set(tenant)).await }",
        ),
        (
            "a/mod.rs",
            "use crate::audit; pub fn change(t: T) { store::set(t); audit::record(t, now, &event); }",
        ),
        ("a/store.rs", "pub fn set(t: T) {} pub fn record(t: T) {}"),
        ("audit/mod.rs", "pub fn record(t: T) {}"),
    ];
    let files = files.map(|(path, text)| (path.to_owned(), text.to_owned()));
    let expected = [("/o/{slug}/loud".to_owned(), true), ("/o/{slug}/quiet".to_owned(), false)];
    assert_eq!(Program::of(&files).posts(), expected);
}

#[test]
fn every_change_in_an_organisation_leaves_a_line_in_a_log() {
    let files: Vec<(String, String)> =
        source::all().into_iter().map(|file| (file.path.clone(), file.text)).collect();
    let program = Program::of(&files);
    let posts = program.posts();
    let routes = polisi::routes::all();
    let in_table = routes
        .iter()
        .filter(|route| route.method == polisi::web::Method::Post && route.path.starts_with("/o/{slug}"));
    let mut in_table: Vec<String> = in_table.map(|route| route.path.to_owned()).collect();
    in_table.sort();
    let addresses: Vec<String> = posts.iter().map(|(address, _)| address.clone()).collect();
    assert_eq!(addresses, in_table, "the source and the table of contents differ");
    assert!(posts.len() >= 60, "saw only {} changes", posts.len());

    let is_listed = |address: &str| WITHOUT.iter().any(|(other, _)| *other == address);
    let silent: Vec<&String> = posts
        .iter()
        .filter(|(address, records)| !records && !is_listed(address))
        .map(|(address, _)| address)
        .collect();
    assert!(silent.is_empty(), "no line in a log, and no reason in the list: {silent:#?}");
    let idle: Vec<&str> = WITHOUT
        .iter()
        .map(|(address, _)| *address)
        .filter(|listed| posts.iter().all(|(address, records)| address != listed || *records))
        .collect();
    assert!(idle.is_empty(), "listed without need: {idle:?}");
    assert!(WITHOUT.iter().all(|(_, reason)| reason.len() > 20));
}
