#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# with-keyring.sh COMMAND...: runs COMMAND in a D-Bus session of its own with an empty, unlocked gnome-keyring.
set -euo pipefail
if [ "${1:-}" = --inside ]; then
    shift
    printf '%s' "throwaway" | gnome-keyring-daemon --unlock --components=secrets >/dev/null
    exec "$@"
fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir -m 700 "$scratch/run"
export XDG_DATA_HOME="$scratch/data" XDG_RUNTIME_DIR="$scratch/run" XDG_CONFIG_HOME="$scratch/config"
dbus-run-session -- "$0" --inside "$@"
