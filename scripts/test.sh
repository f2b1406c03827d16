#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Everything that must hold: format, build, all tests. With --ci then also the build without Qt Widgets, with
# AddressSanitizer and UndefinedBehaviorSanitizer and its tests, and the fuzzers for a bounded time.
set -euo pipefail
cd "$(dirname "$0")/.."

started=$SECONDS
step() { printf '\n== %s (after %d s)\n' "$1" $((SECONDS - started)); }
build() { cmake --preset "$1" -Wno-dev --log-level=WARNING > /dev/null; cmake --build --preset "$1" -- --quiet; }

step "format"
git ls-files 'src/*.cpp' 'src/*.h' 'tests/*.cpp' 'tests/*.h' 'bench/*.cpp' 'bench/*.h' | xargs -r clang-format-14 --dry-run -Werror

step "build"
build dev
step "tests"
ctest --preset dev

if [ "${1:-}" = --ci ]; then
    step "without Qt Widgets, with AddressSanitizer and UndefinedBehaviorSanitizer: build"
    build asan
    step "the same: tests"
    ctest --preset asan -LE client
    step "fuzzers, bounded"
    scripts/fuzz.sh 20
fi
step "done"
