#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Everything that must hold: format, build, all tests. With --ci also the headless build, the sanitizers and the fuzzers.
set -euo pipefail
cd "$(dirname "$0")/.."

step() { printf '\n== %s (%s)\n' "$1" "$(date -u +%H:%M:%S)"; }
build() { cmake --preset "$1" -Wno-dev --log-level=WARNING > /dev/null; cmake --build --preset "$1" -- --quiet; }

step "format"
git ls-files 'src/*.cpp' 'src/*.h' 'tests/*.cpp' 'tests/*.h' 'bench/*.cpp' 'bench/*.h' | xargs -r clang-format-14 --dry-run -Werror

step "build"
build dev
step "tests"
ctest --preset dev

if [ "${1:-}" = --ci ]; then
    step "headless build and its tests"
    build headless
    step "AddressSanitizer and UndefinedBehaviorSanitizer"
    build asan
    ctest --preset asan -LE 'clients|slow'
    step "ThreadSanitizer, gateway modules"
    build tsan
    setarch -R ctest --preset tsan -L tsan
    step "fuzzers, bounded"
    scripts/fuzz.sh 20
fi
