#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Everything that must hold: format, build, all tests. With --ci then also the build without Qt Widgets, the lower modules
# with AddressSanitizer and UndefinedBehaviorSanitizer, the tests where threads meet with ThreadSanitizer, and the fuzzers
# for a bounded time.
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
# The soak lasts longer where nobody waits at the keyboard.
[ "${1:-}" = --ci ] && export SEKISHO_SOAK_SECONDS=100
ctest --preset dev
unset SEKISHO_SOAK_SECONDS

if [ "${1:-}" = --ci ]; then
    # The compiler's cache has it all from the first build; what is new is that it links without the desktop.
    step "headless: build"
    build headless
    step "headless: tests"
    ctest --preset headless --label-exclude client
    step "AddressSanitizer and UndefinedBehaviorSanitizer: build"
    cmake --preset asan -Wno-dev --log-level=WARNING > /dev/null
    cmake --build --preset asan --target "${sanitized[@]/%//all}" -- --quiet
    step "the same: tests"
    for suite in "${sanitized[@]}"; do
        ctest --test-dir "build/asan/$suite" --output-on-failure --no-tests=error -j 2
    done
    step "ThreadSanitizer: build"
    build tsan
    step "the same: tests"
    # It wants its memory where it always is; a container may forbid to say so.
    unrandomised=()
    setarch -R true 2> /dev/null && unrandomised=(setarch -R)
    "${unrandomised[@]}" ctest --preset tsan
    step "fuzzers, bounded"
    scripts/fuzz.sh 20
fi
step "done"
