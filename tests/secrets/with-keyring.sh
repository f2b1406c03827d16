#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs a program in a D-Bus session of its own with a fresh, unlocked gnome-keyring. Exit status 77: not installed here.
set -euo pipefail
for program in dbus-run-session gnome-keyring-daemon; do
  if ! command -v "$program" >/dev/null; then
    echo "skipped: $program is not installed"
    exit 77
  fi
done
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
mkdir -m 700 "$home/run" "$home/data"
export HOME="$home" XDG_RUNTIME_DIR="$home/run" XDG_DATA_HOME="$home/data" SEKISHO_TEST_KEYRING=1
dbus-run-session -- bash -c '
  printf test | gnome-keyring-daemon --unlock --components=secrets --daemonize >/dev/null 2>&1
  "$@"' with-keyring "$@"
