//! The software bill of materials: what the program is made of, as CycloneDX 1.5 JSON.
//!
//! Source: CycloneDX 1.5, <https://cyclonedx.org/docs/1.5/json/>; package URLs after purl-spec, type `cargo`. What is listed is
//! what `cargo tree` finds in the program on this machine's kind: dependencies that only tests and build machines need are left out.

#![expect(clippy::print_stdout, reason = "that is what it makes")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, ensure};
use serde_json::{Value, json};

/// What is listed.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Features of the program, such as `yara`
    #[arg(long)]
    features: Vec<String>,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut tree = vec![
        "tree",
        "--locked",
        "--package",
        "offhook",
        "--edges",
        "normal",
        "--prefix",
        "none",
        "--no-dedupe",
        "--format",
        "{p}",
    ];
    let features = arguments.features.join(",");
    if !features.is_empty() {
        tree.extend(["--features", &features]);
    }
    let used = cargo(&root, &tree)?;
    let used: BTreeSet<(String, String)> = used.lines().filter_map(package).collect();
    let metadata = cargo(&root, &["metadata", "--format-version", "1", "--locked"])?;
    let metadata: Value = serde_json::from_str(&metadata).context("cargo metadata")?;
    let lock = std::fs::read_to_string(root.join("Cargo.lock")).context("Cargo.lock")?;
    let bill = bill(&metadata, &used, &checksums(&lock)?)?;
    println!("{}", serde_json::to_string_pretty(&bill)?);
    Ok(())
}

fn cargo(root: &Path, arguments: &[&str]) -> anyhow::Result<String> {
    let output = Command::new("cargo")
        .args(arguments)
        .current_dir(root)
        .output()
        .context("cannot run cargo")?;
    ensure!(
        output.status.success(),
        "cargo {}: {}",
        arguments.first().unwrap_or(&""),
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).context("cargo wrote no UTF-8")
}

/// Name and version of `zip v9.0.1`, with or without a place behind it.
fn package(line: &str) -> Option<(String, String)> {
    let mut words = line.split_ascii_whitespace();
    let name = words.next()?.to_owned();
    let version = words.next()?.strip_prefix('v')?.to_owned();
    Some((name, version))
}

/// The SHA-256 of each crate, as the lock file holds it.
fn checksums(lock: &str) -> anyhow::Result<BTreeMap<(String, String), String>> {
    let lock: toml::Table = toml::from_str(lock).context("Cargo.lock")?;
    let packages = lock.get("package").and_then(toml::Value::as_array);
    let field = |it: &toml::Value, name: &str| Some(it.get(name)?.as_str()?.to_owned());
    Ok(packages
        .into_iter()
        .flatten()
        .filter_map(|it| {
            Some((
                (field(it, "name")?, field(it, "version")?),
                field(it, "checksum")?,
            ))
        })
        .collect())
}

fn bill(
    metadata: &Value,
    used: &BTreeSet<(String, String)>,
    checksums: &BTreeMap<(String, String), String>,
) -> anyhow::Result<Value> {
    let packages = metadata["packages"].as_array().context("no packages")?;
    let key = |it: &Value| {
        let text = |name: &str| it[name].as_str().unwrap_or_default().to_owned();
        (text("name"), text("version"))
    };
    let url = |(name, version): &(String, String)| format!("pkg:cargo/{name}@{version}");
    let by_id: BTreeMap<&str, (String, String)> = packages
        .iter()
        .filter_map(|it| Some((it["id"].as_str()?, key(it))))
        .collect();
    let mut main = Value::Null;
    let mut components = Vec::new();
    for package in packages {
        let key = key(package);
        if !used.contains(&key) {
            continue;
        }
        let mut component = json!({
            "type": "library", "bom-ref": url(&key), "name": key.0, "version": key.1, "purl": url(&key), "scope": "required",
        });
        for (from, to) in [("description", "description"), ("license", "licenses")] {
            match (package[from].as_str(), to) {
                (Some(text), "licenses") => {
                    // An old way of writing "or".
                    component[to] = json!([{ "expression": text.replace('/', " OR ") }]);
                }
                (Some(text), _) => component[to] = json!(text.trim()),
                (None, _) => {}
            }
        }
        if let Some(checksum) = checksums.get(&key) {
            component["hashes"] = json!([{ "alg": "SHA-256", "content": checksum }]);
        }
        if key.0 == "offhook" {
            component["type"] = json!("application");
            if let Some(object) = component.as_object_mut() {
                object.remove("scope");
            }
            main = component;
        } else {
            components.push(component);
        }
    }
    ensure!(
        !main.is_null(),
        "the program itself is not among its packages"
    );
    let nodes = metadata["resolve"]["nodes"]
        .as_array()
        .context("no graph")?;
    let dependencies: Vec<Value> = nodes
        .iter()
        .filter_map(|node| {
            let from = by_id.get(node["id"].as_str()?)?;
            let to = node["dependencies"].as_array()?.iter();
            let to: BTreeSet<String> = to
                .filter_map(|it| by_id.get(it.as_str()?))
                .filter(|it| used.contains(it))
                .map(url)
                .collect();
            used.contains(from)
                .then(|| json!({ "ref": url(from), "dependsOn": to }))
        })
        .collect();
    Ok(json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": { "component": main },
        "components": components,
        "dependencies": dependencies,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_the_tree_are_read() {
        let zip = ("zip".to_owned(), "9.0.1".to_owned());
        assert_eq!(package("zip v9.0.1"), Some(zip.clone()));
        assert_eq!(package("zip v9.0.1 (/somewhere) (*)"), Some(zip));
        assert_eq!(package(""), None);
    }

    #[test]
    fn what_is_used_is_listed_with_licence_and_checksum_and_the_rest_is_not() {
        let of = |name: &str| (name.to_owned(), "1.0.0".to_owned());
        let metadata = json!({
            "packages": [
                { "id": "a", "name": "offhook", "version": "1.0.0", "license": "MIT OR Apache-2.0" },
                { "id": "b", "name": "zip", "version": "1.0.0", "license": "MIT/Apache-2.0" },
                { "id": "c", "name": "proptest", "version": "1.0.0", "license": "MIT" },
            ],
            "resolve": { "nodes": [
                { "id": "a", "dependencies": ["b", "c"] },
                { "id": "b", "dependencies": [] },
                { "id": "c", "dependencies": [] },
            ]},
        });
        let used = BTreeSet::from([of("offhook"), of("zip")]);
        let sums = BTreeMap::from([(of("zip"), "00ff".to_owned())]);
        let bill = bill(&metadata, &used, &sums).unwrap();
        assert_eq!(bill["metadata"]["component"]["name"], "offhook");
        assert_eq!(bill["components"].as_array().unwrap().len(), 1);
        let zip = &bill["components"][0];
        assert_eq!(zip["licenses"][0]["expression"], "MIT OR Apache-2.0");
        assert_eq!(zip["hashes"][0]["content"], "00ff");
        assert_eq!(
            bill["dependencies"][0]["dependsOn"],
            json!(["pkg:cargo/zip@1.0.0"])
        );
    }
}
