#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# run.sh FOLDER GATEWAY WORKDIR: runs the npm client test in FOLDER against a gateway started for it. WORKDIR keeps what npm
# installs between runs. Exit status 77, with the reason: the test cannot be run here.
set -euo pipefail
folder=$(realpath "$1")
gateway=$(realpath "$2")
mkdir -p "$3"
work=$(realpath "$3")

skip() {
  echo "skipped: $1"
  exit 77
}

command -v node >/dev/null || skip "node is not installed"
command -v npm >/dev/null || skip "npm is not installed"

cp "$folder"/package.json "$folder"/package-lock.json "$folder"/.npmrc "$folder"/*.mjs "$work"/
cd "$work"
if ! cmp -s package-lock.json node_modules/.installed; then
  if ! timeout 240 npm ci --no-audit --no-fund >npm.log 2>&1; then
    tail -5 npm.log
    skip "npm cannot fetch the packages (is its registry reachable?)"
  fi
  cp package-lock.json node_modules/.installed
fi

data=$(mktemp -d)
gateway_pid=
stop() {
  if [ -n "$gateway_pid" ]; then
    kill "$gateway_pid" 2>/dev/null || true
    wait "$gateway_pid" 2>/dev/null || true
  fi
  rm -rf "$data"
}
trap stop EXIT

MASTER_KEY="sk-test-$(od -An -N12 -tx1 /dev/urandom | tr -d ' \n')"
LANGFUSE_PUBLIC_KEY=pk-lf-client-test
LANGFUSE_SECRET_KEY="sk-lf-$(od -An -N12 -tx1 /dev/urandom | tr -d ' \n')"
export MASTER_KEY LANGFUSE_PUBLIC_KEY LANGFUSE_SECRET_KEY
mkfifo "$data/ready"
SEKISHO_MASTER_KEY="$MASTER_KEY" \
  LANGFUSE_INIT_PROJECT_PUBLIC_KEY="$LANGFUSE_PUBLIC_KEY" LANGFUSE_INIT_PROJECT_SECRET_KEY="$LANGFUSE_SECRET_KEY" \
  "$gateway" --listen 127.0.0.1:0 --data-dir "$data/gateway" >"$data/ready" 2>"$data/log" &
gateway_pid=$!

# The line that says the gateway is ready ends in its address; an end of file instead of it means that it did not start.
line=
exec 3<"$data/ready" # kept open: a gateway that says more must not die of it
read -r -t 30 line <&3 || true
address=$(grep -o 'http://[^ /]*' <<<"$line" || true)
if [ -z "$address" ]; then
  echo "the gateway did not start:"
  cat "$data/log"
  exit 1
fi

export BASE_URL="$address"
if ! npm test --silent; then
  echo "--- the gateway said:"
  cat "$data/log"
  exit 1
fi
