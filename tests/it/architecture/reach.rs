//! No file is left out: one that no `mod` line names is never compiled, and its tests never run, unseen.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use syn::{Expr, Item, ItemMod, Lit, Meta};

use crate::support::environment::in_repository;

/// Where the compiler begins, and at least how many files stand in that folder.
const ROOTS: [(&str, &[&str], usize); 3] = [
    ("src", &["lib.rs", "main.rs"], 600),
    ("tests/it", &["main.rs"], 200),
    ("tests/browser", &["main.rs"], 20),
];

type Texts = BTreeMap<PathBuf, String>;

/// The text of a `#[path = "…"]`.
fn path_of(module: &ItemMod) -> Option<String> {
    module.attrs.iter().find_map(|attribute| match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("path") => match &pair.value {
            Expr::Lit(literal) => match &literal.lit {
                Lit::Str(text) => Some(text.value()),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    })
}

/// A path without `..`.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        if part == Component::ParentDir {
            plain.pop();
        } else {
            plain.push(part);
        }
    }
    plain
}

/// Goes into a file whose modules stand in a folder.
fn enter(texts: &Texts, file: &Path, modules: &Path, seen: &mut BTreeSet<PathBuf>) {
    let Some(text) = texts.get(file) else { return };
    seen.insert(file.to_owned());
    let parsed = syn::parse_file(text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    walk(texts, &parsed.items, (file, modules), seen);
}

fn walk(texts: &Texts, items: &[Item], (file, modules): (&Path, &Path), seen: &mut BTreeSet<PathBuf>) {
    for item in items {
        let Item::Mod(module) = item else { continue };
        let own = modules.join(module.ident.to_string());
        if let Some((_, items)) = &module.content {
            walk(texts, items, (file, &own), seen);
        } else if let Some(path) = path_of(module) {
            let there = plain(&file.parent().unwrap().join(path));
            enter(texts, &there, there.parent().unwrap(), seen);
        } else {
            enter(texts, &own.with_extension("rs"), &own, seen);
            enter(texts, &own.join("mod.rs"), &own, seen);
        }
    }
}

/// The files of a folder that nothing leads to.
fn left_out(texts: &Texts, folder: &str, roots: &[&str]) -> Vec<PathBuf> {
    let mut seen = BTreeSet::new();
    for root in roots {
        enter(texts, &Path::new(folder).join(root), Path::new(folder), &mut seen);
    }
    texts.keys().filter(|file| file.starts_with(folder) && !seen.contains(*file)).cloned().collect()
}

fn read(folder: &str, texts: &mut Texts) {
    for entry in std::fs::read_dir(in_repository(folder)).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{folder}/{}", entry.file_name().to_str().unwrap());
        if entry.file_type().unwrap().is_dir() {
            read(&name, texts);
        } else if name.ends_with(".rs") {
            texts.insert(PathBuf::from(&name), std::fs::read_to_string(entry.path()).unwrap());
        }
    }
}

#[test]
fn every_file_is_named_by_a_module() {
    let planted = [
        ("t/main.rs", "mod a; mod b { mod c; } #[path = \"../u/mod.rs\"] mod d;"),
        ("t/a.rs", "#[cfg(test)] mod e;"),
        ("t/a/e.rs", ""),
        ("t/b/c.rs", ""),
        ("t/e.rs", "// mod forgotten;"),
        ("t/forgotten.rs", ""),
        ("u/mod.rs", "mod f;"),
        ("u/f.rs", ""),
    ];
    let planted: Texts = planted.map(|(file, text)| (PathBuf::from(file), text.to_owned())).into();
    assert_eq!(left_out(&planted, "t", &["main.rs"]), ["t/e.rs", "t/forgotten.rs"].map(PathBuf::from));
    let mut texts = Texts::new();
    ROOTS.iter().for_each(|(folder, ..)| read(folder, &mut texts));
    for (folder, roots, least) in ROOTS {
        let all = texts.keys().filter(|file| file.starts_with(folder)).count();
        assert!(all >= least, "saw only {all} files of {folder}");
        assert_eq!(left_out(&texts, folder, roots), Vec::<PathBuf>::new());
    }
}
