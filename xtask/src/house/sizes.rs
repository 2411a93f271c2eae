//! Files of at most 600 code lines, functions of at most 70: past that, nobody reads them whole.

use super::{Source, sources};
use std::path::Path;

const FILE_LINES_MAX: usize = 600;
const FUNCTION_LINES_MAX: usize = 70;

pub(super) fn faults(root: &Path) -> Vec<String> {
    let all = sources(root);
    all.iter()
        .filter(|it| !it.is_test())
        .flat_map(|it| [long_file(it), long_functions(it)].concat())
        .collect()
}

fn is_code(line: &str) -> bool {
    let line = line.trim_start();
    !line.is_empty() && !line.starts_with("//")
}

fn long_file(source: &Source) -> Vec<String> {
    let n_lines = source.code().filter(|(_, line)| is_code(line)).count();
    match n_lines > FILE_LINES_MAX {
        true => vec![format!("{}: {n_lines} code lines (at most {FILE_LINES_MAX})", source.path.display())],
        false => Vec::new(),
    }
}

/// Measures each function from its head to the brace that closes at its own depth; the sources are
/// formatted, so that brace stands alone at the head's indent.
fn long_functions(source: &Source) -> Vec<String> {
    let lines: Vec<(usize, &str)> = source.code().collect();
    let mut found = Vec::new();
    for (idx, (number, line)) in lines.iter().enumerate() {
        let Some(name) = function_name(line) else { continue };
        let indent = line.len() - line.trim_start().len();
        let close = format!("{}}}", " ".repeat(indent));
        let body = lines[idx..].iter().take_while(|(_, it)| *it != close);
        let n_lines = body.filter(|(_, it)| is_code(it)).count() + 1;
        let ends = lines[idx..].iter().any(|(_, it)| *it == close);
        if ends && n_lines > FUNCTION_LINES_MAX && !line.trim_end().ends_with('}') {
            let path = source.path.display();
            found.push(format!(
                "{path}:{number}: fn {name} has {n_lines} lines (at most {FUNCTION_LINES_MAX})"
            ));
        }
    }
    found
}

fn function_name(line: &str) -> Option<&str> {
    let mut rest = line.trim_start();
    for word in ["pub(crate) ", "pub(super) ", "pub ", "const ", "unsafe ", "async "] {
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    rest.strip_prefix("fn ")?.split(['(', '<']).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_function_is_found_and_a_short_one_is_not() {
        let body = "    let x = 1;\n".repeat(80);
        let text = format!("fn long() {{\n{body}}}\n\nfn short() {{\n    let y = 2;\n}}\n");
        let source = Source { path: "a.rs".into(), text };
        let found = long_functions(&source);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains("fn long"), "{found:?}");
    }
}
