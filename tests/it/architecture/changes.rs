//! Every change that somebody can make in an organisation leaves a line in a log: from the handler of every POST of
//! the table of contents there is a way to the function that writes one.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use syn::visit::{self, Visit};

use super::source;

/// Functions that write a line: of the organisation's log, of a case's own, and of a request's own.
pub(super) const RECORDS: &[(&str, &str)] =
    &[("audit/mod.rs", "record"), ("incidents/chain.rs", "record"), ("rights/requests.rs", "add_step")];

/// What changes nothing that others could ask about: each with its reason.
const WITHOUT: &[(&str, &str)] = &[(
    "/o/{slug}/policies/shelf/{shelf}",
    "keeps what was answered about files; what is made of them has lines of its own",
)];

/// A function: the paths that its body names.
type Functions = BTreeMap<(String, String), Vec<Vec<String>>>;

/// What a file holds.
#[derive(Default)]
struct Seen {
    module: Vec<String>,
    imports: BTreeMap<String, Vec<String>>,
    functions: Vec<(String, Vec<Vec<String>>)>,
    posts: Vec<(String, Vec<String>)>,
    /// Types that are lines of a log.
    events: Vec<String>,
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

    fn visit_item_impl(&mut self, item: &'a syn::ItemImpl) {
        let of = item.trait_.as_ref().and_then(|(_, path, _)| path.segments.last());
        if of.is_some_and(|of| of.ident == "Event")
            && let syn::Type::Path(path) = item.self_ty.as_ref()
        {
            self.events.extend(path.path.segments.last().map(|name| name.ident.to_string()));
        }
        visit::visit_item_impl(self, item);
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
pub(super) struct Program {
    files: BTreeMap<String, Seen>,
    functions: Functions,
    /// The files of the functions of a name.
    named: BTreeMap<String, Vec<String>>,
    /// Which functions a function names.
    calls: BTreeMap<(String, String), Vec<(String, String)>>,
}

impl Program {
    pub(super) fn of(files: &[(String, String)]) -> Self {
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
        // What a module hands on is what it imports under that name.
        let handed_on = [format!("{base}.rs"), format!("{base}/mod.rs")];
        let handed_on = handed_on.iter().filter_map(|file| self.files.get(file)?.imports.get(name));
        let meant: Vec<_> =
            handed_on.filter(|other| *other != path).flat_map(|other| self.meant(other)).collect();
        if !meant.is_empty() {
            return meant;
        }
        let below = format!("{base}/");
        known
            .iter()
            .filter(|file| file.starts_with(&below))
            .map(|file| (file.clone(), name.clone()))
            .collect()
    }

    /// The way from one of some functions to one that writes a line, if there is any.
    fn way(&self, from: Vec<(String, String)>) -> Option<String> {
        let mut seen: BTreeSet<(String, String)> = from.iter().cloned().collect();
        let mut open: VecDeque<Vec<(String, String)>> = from.into_iter().map(|key| vec![key]).collect();
        while let Some(way) = open.pop_front() {
            let last = way.last().unwrap();
            if RECORDS.iter().any(|(file, name)| last.0 == *file && last.1 == *name) {
                let steps: Vec<String> = way.iter().map(|(file, name)| format!("{file}: {name}")).collect();
                return Some(steps.join(" > "));
            }
            for next in self.calls.get(last).into_iter().flatten() {
                if seen.insert(next.clone()) {
                    open.push_back([way.as_slice(), std::slice::from_ref(next)].concat());
                }
            }
        }
        None
    }

    /// All that can be called from some functions, they themselves too.
    fn reach(&self, from: Vec<(String, String)>) -> BTreeSet<(String, String)> {
        let (mut open, mut seen) = (from, BTreeSet::new());
        while let Some(key) = open.pop() {
            if seen.insert(key.clone()) {
                open.extend(self.calls.get(&key).into_iter().flatten().cloned());
            }
        }
        seen
    }

    /// Every POST, and the lines of logs that its handler can write: types of events, and the logs of cases and requests.
    pub(super) fn lines(&self) -> Vec<(String, BTreeSet<String>)> {
        let of_file = |seen: &Seen| {
            seen.events.iter().map(|name| seen.absolute(vec![name.clone()]).join("::")).collect::<Vec<_>>()
        };
        let events: BTreeSet<String> = self.files.values().flat_map(of_file).collect();
        let mut lines = Vec::new();
        for (address, handler) in self
            .files
            .values()
            .flat_map(|seen| seen.posts.iter().map(move |post| (seen, post)))
            .map(|(seen, (address, handler))| (address, seen.absolute(handler.clone())))
        {
            let reached = self.reach(self.meant(&handler));
            let named = reached.iter().filter_map(|key| self.functions.get(key)).flatten();
            let mut of: BTreeSet<String> =
                named.map(|path| path.join("::")).filter(|path| events.contains(path)).collect();
            let logs = RECORDS[1..]
                .iter()
                .filter(|(file, name)| reached.contains(&((*file).to_owned(), (*name).to_owned())));
            of.extend(logs.map(|(file, name)| format!("{file}: {name}")));
            lines.push((address.clone(), of));
        }
        lines.sort();
        lines
    }

    /// Every POST inside an organisation, and the way on which it leaves a line.
    fn posts(&self) -> Vec<(String, Option<String>)> {
        let mut posts = Vec::new();
        for seen in self.files.values() {
            for (address, handler) in &seen.posts {
                if address.starts_with("/o/{slug}") {
                    let handler = self.meant(&seen.absolute(handler.clone()));
                    assert!(!handler.is_empty(), "{address}: its handler isn't found");
                    posts.push((address.clone(), self.way(handler)));
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
    let way = "a/pages.rs: loud > a/mod.rs: change > audit/mod.rs: record";
    let expected =
        [("/o/{slug}/loud".to_owned(), Some(way.to_owned())), ("/o/{slug}/quiet".to_owned(), None)];
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
        .filter(|(address, way)| way.is_none() && !is_listed(address))
        .map(|(address, _)| address)
        .collect();
    assert!(silent.is_empty(), "no line in a log, and no reason in the list: {silent:#?}");
    let idle: Vec<_> = posts.iter().filter(|(address, way)| way.is_some() && is_listed(address)).collect();
    let gone = WITHOUT.iter().filter(|(listed, _)| posts.iter().all(|(address, _)| address != listed));
    assert_eq!(gone.count(), 0, "listed, and not in the table of contents");
    assert!(idle.is_empty(), "listed without need: {idle:#?}");
    assert!(WITHOUT.iter().all(|(_, reason)| reason.len() > 20));
}
