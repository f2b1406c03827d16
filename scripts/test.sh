#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Everything that must hold: format, build, all tests. With --ci then also the lower modules with AddressSanitizer and
# UndefinedBehaviorSanitizer, and the fuzzers for a bounded time.
set -euo pipefail
cd "$(dirname "$0")/.."

# What reads bytes from outside, and what it stands on.
sanitized=(tests/core tests/http tests/storage tests/providers)
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
    step "AddressSanitizer and UndefinedBehaviorSanitizer: build"
    cmake --preset asan -Wno-dev --log-level=WARNING > /dev/null
    cmake --build --preset asan --target "${sanitized[@]/%//all}" -- --quiet
    step "the same: tests"
    for suite in "${sanitized[@]}"; do
        ctest --test-dir "build/asan/$suite" --output-on-failure --no-tests=error -j 2
    done
    step "fuzzers, bounded"
    scripts/fuzz.sh 20
fi
step "done"
