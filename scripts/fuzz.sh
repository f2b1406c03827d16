#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# fuzz.sh SECONDS: runs every libFuzzer target for that long, starting from its corpus in tests/fuzz/corpus.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-60}
cmake --preset fuzz -Wno-dev --log-level=WARNING > /dev/null
cmake --build --preset fuzz -- --quiet
for target in build/fuzz/tests/fuzz/fuzz_*; do
    [ -x "$target" ] && [ -f "$target" ] || continue
    name=$(basename "$target")
    found=$(mktemp -d)
    echo "$name: $seconds s"
    "$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 -artifact_prefix="$found/" \
        "$found" "tests/fuzz/corpus/${name#fuzz_}" 2>&1 | tail -n 6
done
