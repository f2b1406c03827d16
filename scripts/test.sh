#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Everything that must hold: format, build, all tests. With --ci the tests run with AddressSanitizer and
# UndefinedBehaviorSanitizer instead, and then come the headless program, ThreadSanitizer and the fuzzers.
set -euo pipefail
cd "$(dirname "$0")/.."

started=$SECONDS
step() { printf '\n== %s (after %d s)\n' "$1" $((SECONDS - started)); }
build() { cmake --preset "$1" -Wno-dev --log-level=WARNING > /dev/null; cmake --build --preset "$1" -- --quiet; }

step "format"
git ls-files 'src/*.cpp' 'src/*.h' 'tests/*.cpp' 'tests/*.h' 'bench/*.cpp' 'bench/*.h' | xargs -r clang-format-14 --dry-run -Werror

if [ "${1:-}" != --ci ]; then
    step "build"
    build dev
    step "tests"
    ctest --preset dev
    step "done"
    exit
fi

step "everything with AddressSanitizer and UndefinedBehaviorSanitizer: build"
build asan
step "the same: tests"
ctest --preset asan
# As users get it: no sanitizer, and no Qt Widgets.
step "headless: build"
build headless
step "headless: tests"
ctest --preset headless -LE client
step "ThreadSanitizer, where threads meet: build"
build tsan
step "the same: tests"
setarch -R ctest --preset tsan
step "fuzzers, bounded"
scripts/fuzz.sh 20
step "done"
