#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Times lists, filters, deep pages and a year of daily activity of a gateway over HTTP, each beside the bare SQL of the
same question in the same run. The data comes from bench/generate.py; with --generate it is made first.

Milliseconds are medians over --rounds; the two are visited in turn.
"""

import argparse
import datetime
import hashlib
import http.client
import json
import os
import pathlib
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

MASTER_KEY = "sk-bench-master-key"
HERE = pathlib.Path(__file__).resolve().parent


class Gateway:
    def __init__(self, program, data_dir):
        start = time.monotonic()
        environment = dict(os.environ, SEKISHO_MASTER_KEY=MASTER_KEY)
        self.process = subprocess.Popen([program, "--listen", "127.0.0.1:0", "--data-dir", data_dir],
                                        stdout=subprocess.PIPE, text=True, env=environment)
        line = self.process.stdout.readline()
        if not line:
            sys.exit("The gateway does not start")
        self.start_seconds = time.monotonic() - start
        port = int(line.strip().rsplit(":", 1)[1].rstrip("/"))
        self.connection = http.client.HTTPConnection("127.0.0.1", port)

    def memory(self):
        for line in open(f"/proc/{self.process.pid}/status"):
            if line.startswith("VmRSS"):
                return int(line.split()[1]) / 1024
        return 0

    def get(self, path):
        start = time.perf_counter()
        self.connection.request("GET", path, headers={"Authorization": "Bearer " + MASTER_KEY})
        answer = self.connection.getresponse()
        body = answer.read()
        elapsed = (time.perf_counter() - start) * 1000
        if answer.status != 200:
            sys.exit(f"{path}: {answer.status} {body[:300]}")
        return elapsed, body

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()


def bare(database, sql, values):
    start = time.perf_counter()
    rows = database.execute(sql, values).fetchall()
    return (time.perf_counter() - start) * 1000, rows


def cases(database):
    """Name, target in ms (None: no target), path, SQL, its values."""
    number = lambda sql: database.execute(sql).fetchone()[0]
    newest, oldest = number("SELECT MAX(start_time) FROM spend_logs"), number("SELECT MIN(start_time) FROM spend_logs")
    rows = number("SELECT SUM(requests) FROM spend_log_hours")
    keys = number("SELECT COUNT(*) FROM verification_tokens")
    day = lambda micros: datetime.datetime.fromtimestamp(micros / 1e6, datetime.timezone.utc).date()
    year = f"start_date={day(oldest)}&end_date={day(newest)}"
    token = hashlib.sha256(b"sk-bench-7").hexdigest()
    user, team = "user-7", "team-7"
    logs = "SELECT * FROM spend_logs"
    activity = "SELECT * FROM daily_spend WHERE entity_type = ? AND entity_id = ?"
    return [
        ("keys: first page", 20, "/key/list?page=1&size=100&return_full_object=true",
         "SELECT * FROM verification_tokens ORDER BY created_at DESC, token DESC LIMIT 100", []),
        ("keys: of a team", 20, f"/key/list?page=1&size=100&return_full_object=true&team_id={team}",
         "SELECT * FROM verification_tokens WHERE team_id = ? ORDER BY created_at DESC LIMIT 100", [team]),
        ("keys: by spend", 20, "/key/list?page=1&size=100&return_full_object=true&sort_by=spend&sort_order=desc",
         "SELECT * FROM verification_tokens ORDER BY spend DESC, token DESC LIMIT 100", []),
        ("keys: part of an alias", 20, "/key/list?size=100&return_full_object=true&substring_matching=true"
         "&key_alias=ey%2031337", "SELECT * FROM verification_tokens WHERE LOWER(key_alias) LIKE '%ey 31337%' LIMIT 100", []),
        ("keys: common part of an alias", 20, "/key/list?size=100&return_full_object=true&substring_matching=true"
         "&key_alias=77", "SELECT * FROM verification_tokens WHERE LOWER(key_alias) LIKE '%77%' "
         "ORDER BY created_at DESC LIMIT 100", []),
        ("keys: active ones", 20, "/key/list?size=100&return_full_object=true&status=active",
         "SELECT * FROM verification_tokens WHERE expires IS NULL ORDER BY created_at DESC LIMIT 100", []),
        ("keys: of a user", 20, f"/key/list?size=100&return_full_object=true&user_id={user}",
         "SELECT * FROM verification_tokens WHERE user_id = ? ORDER BY created_at DESC LIMIT 100", [user]),
        ("keys: aliases, part of one", 20, "/key/aliases?search=ey%2031337",
         "SELECT key_alias FROM verification_tokens WHERE LOWER(key_alias) LIKE '%ey 31337%' LIMIT 50", []),
        ("keys: page in the middle", 20, f"/key/list?page={keys // 200}&size=100&return_full_object=true",
         "SELECT * FROM verification_tokens ORDER BY created_at DESC, token DESC LIMIT 100 OFFSET ?", [keys // 2]),
        ("keys: last page", 20, f"/key/list?page={keys // 100 - 3}&size=100&return_full_object=true",
         "SELECT * FROM verification_tokens ORDER BY created_at DESC, token DESC LIMIT 100 OFFSET ?", [keys - 400]),
        ("users: first page", 20, "/user/list?page=1&page_size=100",
         "SELECT * FROM users ORDER BY created_at DESC, user_id DESC LIMIT 100", []),
        ("users: part of an address", 20, "/user/list?page_size=100&user_email=er-77",
         "SELECT * FROM users WHERE user_email LIKE '%er-77%' LIMIT 100", []),
        ("users: deep page", 20, "/user/list?page=150&page_size=100",
         "SELECT * FROM users ORDER BY created_at DESC, user_id DESC LIMIT 100 OFFSET 14900", []),
        ("teams: first page", 20, "/v2/team/list?page=1&page_size=100",
         "SELECT * FROM teams ORDER BY created_at DESC, team_id DESC LIMIT 100", []),
        ("teams: part of a name", 20, "/v2/team/list?page_size=100&team_alias=am%2077",
         "SELECT * FROM teams WHERE team_alias LIKE '%am 77%' LIMIT 100", []),
        ("teams: last page", 20, "/v2/team/list?page=50&page_size=100",
         "SELECT * FROM teams ORDER BY created_at DESC, team_id DESC LIMIT 100 OFFSET 4900", []),
        ("customers: page 100", 20, "/customer/list?page=100&page_size=100",
         "SELECT * FROM end_users ORDER BY user_id LIMIT 100 OFFSET 9900", []),
        ("calls: first page", 20, f"/spend/logs/v2?{year}", logs + " ORDER BY start_time DESC LIMIT 50", []),
        ("calls: of a team", 20, f"/spend/logs/v2?{year}&team_id={team}",
         logs + " WHERE team_id = ? ORDER BY start_time DESC LIMIT 50", [team]),
        ("calls: of a user, failures", 20, f"/spend/logs/v2?{year}&user_id={user}&status_filter=failure",
         logs + " WHERE user_id = ? AND status = 'failure' ORDER BY start_time DESC LIMIT 50", [user]),
        ("calls: of a key on a model", 20, f"/spend/logs/v2?{year}&api_key={token}&model=model-7",
         logs + " WHERE api_key = ? AND model_group = 'model-7' ORDER BY start_time DESC LIMIT 50", [token]),
        ("calls: dearest first", 20, f"/spend/logs/v2?{year}&sort_by=spend",
         logs + " ORDER BY spend DESC, start_time DESC LIMIT 50", []),
        ("calls: page in the middle", 20, f"/spend/logs/v2?{year}&page={rows // 100}", logs +
         " ORDER BY start_time DESC LIMIT 50 OFFSET ?", [rows // 2]),
        ("calls: last page", 20, f"/spend/logs/v2?{year}&page={rows // 50}", logs +
         " ORDER BY start_time DESC LIMIT 50 OFFSET ?", [rows - 50]),
        ("a year of activity: a user", 50, f"/user/daily/activity/aggregated?{year}&user_id={user}", activity,
         ["user", user]),
        ("a year of activity: a team", 50, f"/team/daily/activity?{year}&team_ids={team}&page_size=1000",
         activity + " ORDER BY day DESC LIMIT 1000", ["team", team]),
        ("a year of activity: everybody", 50, f"/user/daily/activity/aggregated?{year}",
         "SELECT * FROM daily_totals", []),
        ("a year of activity: everybody, by day", 50, f"/global/activity?{year}",
         "SELECT day, SUM(requests), SUM(prompt_tokens) FROM daily_totals GROUP BY day", []),
    ]


def measure(gateway, database, rounds):
    print(f"{'':42}{'HTTP ms':>9}{'SQL ms':>9}{'ratio':>7}{'target':>8}")
    failed = []
    for name, target, path, sql, values in cases(database):
        over_http, in_sql = [], []
        try:
            gateway.get(path)
        except SystemExit as problem:
            print(f"{name:42}  {str(problem)[:90]}")
            failed.append(name)
            continue
        for _ in range(rounds):
            over_http.append(gateway.get(path)[0])
            in_sql.append(bare(database, sql, values)[0])
        ours, theirs = statistics.median(over_http), statistics.median(in_sql)
        verdict = "" if target is None else f"{'<' if ours < target else 'NOT <'} {target}"
        print(f"{name:42}{ours:9.2f}{theirs:9.2f}{ours / max(theirs, 0.001):7.1f}{verdict:>8}", flush=True)
        if target is not None and ours >= target:
            failed.append(name)
    return failed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gateway", required=True, help="the program sekisho-gateway")
    parser.add_argument("--data-dir", help="of bench/generate.py; without it, one is generated for this run")
    parser.add_argument("--scale", type=float, default=0.01, help="of what is generated")
    parser.add_argument("--rounds", type=int, default=21)
    parser.add_argument("--strict", action="store_true", help="fail when a target is missed")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sekisho-lists-") as made:
        data_dir = options.data_dir or os.path.join(made, "data")
        if not options.data_dir:
            subprocess.run([sys.executable, HERE / "generate.py", "--gateway", options.gateway, "--data-dir", data_dir,
                            "--scale", str(options.scale)], check=True)
        gateway = Gateway(options.gateway, data_dir)
        database = sqlite3.connect(f"file:{data_dir}/gateway.db?mode=ro", uri=True)
        keys = database.execute("SELECT COUNT(*) FROM verification_tokens").fetchone()[0]
        calls = database.execute("SELECT SUM(requests) FROM spend_log_hours").fetchone()[0]
        print(f"{keys} keys, {calls} calls: ready after {gateway.start_seconds:.2f} s, {gateway.memory():.0f} MB")
        failed = measure(gateway, database, options.rounds)
        gateway.stop()
    if failed and options.strict:
        sys.exit("Missed: " + ", ".join(failed))


if __name__ == "__main__":
    main()
