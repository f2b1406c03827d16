#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The figures of docs/performance.md: release build, then each bench beside what it is compared with. Arguments go to
# bench/gateway_bench.py; --quick is one round of everything.
set -euo pipefail
cd "$(dirname "$0")/.."
cmake --preset release -DSEKISHO_BENCH=ON -DSEKISHO_TESTS=OFF -Wno-dev --log-level=WARNING > /dev/null
cmake --build --preset release -- --quiet
echo "== gateway against nginx proxy_pass (one core each)"
python3 bench/gateway_bench.py --gateway build/release/src/app/sekisho-gateway \
    --bare build/release/bench/sekisho_bareproxy --upstream build/release/bench/sekisho_fakeupstream \
    --parts build/release/bench/sekisho_partsgateway --streams build/release/bench/sekisho_streamload "$@"
echo "== chat view: CPU per streamed token by length of the conversation"
QT_QPA_PLATFORM=offscreen build/release/bench/bench_chatview
echo "== desktop: cold start to a usable window"
xvfb-run -a -s '-screen 0 1600x1000x24' python3 bench/start_bench.py build/release/src/app/sekisho
echo "== lists, deep pages and a year of activity of a generated gateway (--scale 1: 400,000 keys, 10 million calls)"
python3 bench/lists_bench.py --gateway build/release/src/app/sekisho-gateway --scale "${SEKISHO_LISTS_SCALE:-0.01}"
