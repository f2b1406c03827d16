#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts the include edges between modules and fails on the first that points up the map or past a fence."""
import collections
import pathlib
import re
import sys

# Lowest first; a module may include itself and what stands before it, less what FENCED forbids.
MODULES = ["core", "http", "secrets", "storage", "providers", "traces", "gateway", "client", "models", "widgets", "app"]
FENCED = {
    "http": {"secrets", "storage", "providers", "traces", "gateway"},
    "client": {"gateway", "providers", "storage", "traces"},
    "models": {"gateway", "providers", "storage", "traces"},
    "widgets": {"gateway", "providers", "storage", "traces"},
}
# A third-party header that may be seen in one module only, so that the library can be changed there.
ONLY_IN = {
    r"QSql\w+": {"storage"},
    r"(qt6)?keychain(/keychain)?\.h": {"secrets"},
    r"(QtWidgets/.*|QWidget|QApplication|QDialog|QMainWindow)": {"widgets", "app"},
    r"boost/.*": {"http"},
    r"md4c\.h": {"widgets"},
}
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', re.MULTILINE)


def edges(root: pathlib.Path):
    for path in sorted(root.rglob("*")):
        if path.suffix in {".h", ".cpp"}:
            for target in INCLUDE.findall(path.read_text(encoding="utf-8")):
                yield path, path.relative_to(root).parts[0], target


def main() -> int:
    root = pathlib.Path(sys.argv[1])
    wrong, counts = [], collections.Counter()
    for path, module, target in edges(root):
        if module not in MODULES:
            wrong.append(f"{path}: module '{module}' is not on the map")
            continue
        other = target.split("/")[0]
        if "/" in target and other in MODULES and other != module:
            counts[(module, other)] += 1
            if MODULES.index(other) > MODULES.index(module) or other in FENCED.get(module, ()):
                wrong.append(f"{path}: {module} must not include {target}")
        for pattern, homes in ONLY_IN.items():
            if re.fullmatch(pattern, target) and module not in homes:
                wrong.append(f"{path}: only {', '.join(sorted(homes))} may include {target}")
    for (module, other), count in sorted(counts.items()):
        print(f"{module:>10} -> {other:<10} {count}")
    if not counts:
        wrong.append("no include edge found: is the path right?")
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
