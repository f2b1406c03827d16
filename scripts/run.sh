#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Starts the desktop program; with no display, plays the guided tour on a virtual one and leaves its pictures.
set -euo pipefail
cd "$(dirname "$0")/.."
program=build/release/src/app/sekisho

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    exec "$program" "$@"
fi

pictures=${SEKISHO_TOUR_DIR:-$PWD/tour}
echo "There is no display: playing the guided tour on a virtual one."
xvfb-run -a -s '-screen 0 1600x1000x24' "$program" --tour "$pictures"
echo "The tour is complete. Its pictures are in $pictures"
