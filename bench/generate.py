#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fills the database of a gateway with a large organisation: 400,000 keys, 5,000 teams, 20,000 users and a year of 10
million calls, all sums as the ledger's writer would have kept them. Everything follows from the numbers of the rows, so
two runs give the same. `--scale 0.01` makes a hundredth of it.

The schema comes from the gateway itself, which is started once on the new database.
"""

import argparse
import datetime
import hashlib
import os
import pathlib
import signal
import sqlite3
import subprocess
import sys
import time

KEYS, TEAMS, USERS, ROWS = 400_000, 5_000, 20_000, 10_000_000
ACTIVE_KEYS = 40_000  # the others were used before the logs begin, or never
DAYS = 365
DAY = 86_400_000_000
BUSY_KEYS = 400  # used all year; the others for a week each
MODELS = 12


def scaled(count, scale, least):
    return max(least, int(count * scale))


class Size:
    def __init__(self, scale, rows=None):
        self.keys = scaled(KEYS, scale, 1000)
        self.teams = scaled(TEAMS, scale, 20)
        self.users = scaled(USERS, scale, 50)
        self.rows = rows or scaled(ROWS, scale, 20_000)
        self.active = scaled(ACTIVE_KEYS, scale, 800)


class Sqlite:
    """Statements are written for SQLite; `?` never occurs in them."""

    name = "SQLite"

    def __init__(self, path):
        self.database = sqlite3.connect(path, isolation_level=None)
        self.database.create_function("keyhash", 1, lambda n: key_hash(n), deterministic=True)
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -2000000", "temp_store = MEMORY"):
            self.database.execute(f"PRAGMA {pragma}")

    def run(self, sql):
        self.database.executescript(sql)

    def series(self, count):
        return (f"(WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {count}) "
                "SELECT i FROM n) AS series")

    def hexadecimal(self, number):
        return f"printf('%08x', {number})"

    def whole(self, number):
        return f"CAST({number} AS INTEGER)"

    def indexes(self, table):
        return list(self.database.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = ?", [table]))

    def close(self):
        self.run("PRAGMA journal_mode = WAL")
        self.database.close()


class Postgres:
    """Through psql, so that nothing needs to be installed for Python."""

    name = "PostgreSQL"

    def __init__(self, url):
        self.url = url
        self.run("CREATE OR REPLACE FUNCTION keyhash(n bigint) RETURNS text LANGUAGE sql "
                 "IMMUTABLE AS $$ SELECT encode(sha256(convert_to('sk-bench-' || n, 'UTF8')), 'hex') $$")

    def run(self, sql):
        subprocess.run(["psql", "-q", "-v", "ON_ERROR_STOP=1", self.url], input=sql, text=True, check=True,
                       stdout=subprocess.DEVNULL)

    def rows(self, sql):
        # The definition of an index may have several lines.
        out = subprocess.run(["psql", "-At", "-F", "\x1f", "-R", "\x1e", "-v", "ON_ERROR_STOP=1", self.url, "-c", sql],
                             text=True, check=True, capture_output=True)
        return [row.split("\x1f") for row in out.stdout.rstrip("\n").split("\x1e") if row]

    def series(self, count):
        return f"generate_series(0::bigint, {count - 1}) AS series(i)"

    def hexadecimal(self, number):
        return f"lpad(to_hex({number}), 8, '0')"

    def whole(self, number):
        return f"CAST(floor({number}) AS BIGINT)"

    def indexes(self, table):
        return self.rows("SELECT indexname, indexdef FROM pg_indexes WHERE indexdef NOT LIKE '%UNIQUE%' AND "
                         f"tablename = '{table}'")

    def close(self):
        self.run("DROP FUNCTION keyhash(bigint); ANALYZE")


def key_of(number):
    return f"sk-bench-{number}"


def key_hash(number):
    return hashlib.sha256(key_of(number).encode()).hexdigest()


def make_schema(program, data_dir, database_url):
    command = [program, "--listen", "127.0.0.1:0", "--data-dir", data_dir]
    if database_url:
        command += ["--database-url", database_url]
    gateway = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    line = gateway.stdout.readline()
    gateway.send_signal(signal.SIGTERM)
    if gateway.wait() != 0 or not line:
        sys.exit("The gateway does not start")


def timed(what, start):
    print(f"{what}: {time.monotonic() - start:.1f} s", flush=True)


def people(db, size, now):
    db.run(f"""
INSERT INTO organizations (organization_id, organization_alias, models, metadata, extra, created_at, created_by, updated_at,
  updated_by) SELECT 'org-' || i, 'Organisation ' || i, '[]', '{{}}', '{{}}', {now} - i, 'bench', {now}, 'bench'
  FROM {db.series(max(1, size.teams // 100))};
INSERT INTO teams (team_id, team_alias, organization_id, models, metadata, extra, created_at, updated_at)
  SELECT 'team-' || i, 'Team ' || i, 'org-' || (i % {max(1, size.teams // 100)}), '[]', '{{}}', '{{}}', {now} - i * 1000,
  {now} FROM {db.series(size.teams)};
INSERT INTO users (user_id, user_email, user_alias, user_role, models, metadata, extra, created_at, updated_at)
  SELECT 'user-' || i, 'user-' || i || '@example.com', 'User ' || i, 'internal_user', '[]', '{{}}', '{{}}',
  {now} - i * 1000, {now} FROM {db.series(size.users)};
INSERT INTO team_members (team_id, position, user_id, user_email, role)
  SELECT 'team-' || (i % {size.teams}), i / {size.teams}, 'user-' || i, 'user-' || i || '@example.com', 'user'
  FROM {db.series(size.users)};
INSERT INTO verification_tokens (token, key_name, key_alias, models, user_id, team_id, organization_id, metadata, extra,
  created_at, created_by, updated_at, updated_by)
  SELECT keyhash(i), 'sk-...' || (i % 10000), 'key ' || i, '[]', 'user-' || (i % {size.users}),
  'team-' || (i % {size.users} % {size.teams}), 'org-' || (i % {size.users} % {size.teams} % {max(1, size.teams // 100)}),
  '{{}}', '{{}}', {now} - i * 1000000, 'bench', {now} - i * 1000000, 'bench' FROM {db.series(size.keys)};
""")


def calls(db, size, now):
    """In the order of their time; some keys are busy all year, the others in one week."""
    first = (now // DAY - DAYS + 1) * DAY
    step = (now - first) // size.rows
    weeks = max(1, (size.active - BUSY_KEYS) // (DAYS - 6))
    fraction = "(i * 2654435761 % 4294967296) / 4294967296.0"
    other = "(i * 40503 * 65537 % 4294967296) / 4294967296.0"
    day = f"(i * {step} / {DAY})"
    busy = db.whole(f"{fraction} * {fraction} * {fraction} * {BUSY_KEYS}")
    weekly = (f"{BUSY_KEYS} + ({day} - i % 7 + {DAYS - 6}) % {DAYS - 6} + {DAYS - 6} * "
              + db.whole(f"{fraction} * {fraction} * {weeks}"))
    number = f"CASE WHEN {other} < 0.4 THEN {busy} ELSE {weekly} END"
    db.run(f"""
CREATE TABLE bench_calls AS SELECT i, k % {size.keys} AS k, (k + i % 2 * 5) % {MODELS} AS m,
  CASE WHEN i % 67 = 0 THEN 1 ELSE 0 END AS failed, {first} + i * {step} AS start_time,
  CASE WHEN i % 4 = 0 THEN k % {size.keys} * 3 + i % 3 ELSE -1 END AS customer,
  CASE WHEN i % 67 = 0 THEN 0 ELSE (i * 7919 % 9000 + 100) * 1000 END AS spend, i * 31 % 4000 + 10 AS prompt_tokens,
  CASE WHEN i % 67 = 0 THEN 0 ELSE i * 17 % 900 + 1 END AS completion_tokens, i * 31 % 500 AS cached_tokens
  FROM (SELECT i, {number} AS k FROM {db.series(size.rows)}) AS picked;
CREATE TABLE bench_keys AS SELECT i AS k, keyhash(i) AS token, 'user-' || (i % {size.users}) AS user_id,
  'team-' || (i % {size.users} % {size.teams}) AS team_id,
  'org-' || (i % {size.users} % {size.teams} % {max(1, size.teams // 100)}) AS organization_id
  FROM {db.series(size.keys)};
CREATE INDEX bench_keys_k ON bench_keys (k);
""")
    indexes = db.indexes("spend_logs")
    for name, _ in indexes:
        db.run(f"DROP INDEX {name};")
    db.run(f"""
INSERT INTO spend_logs (request_id, call_type, route, api_key, key_alias, team_id, organization_id, budget_id, user_id,
  end_user, session_id, model_group, model, model_id, provider, api_base, spend, prompt_tokens, completion_tokens,
  cached_tokens, start_time, end_time, completion_start_time, status, http_status, error, request_tags, metadata,
  requester_ip)
SELECT {db.hexadecimal('i * 2654435761 % 4294967296')} || '-' || {db.hexadecimal('i')}, 'acompletion',
  '/v1/chat/completions', token, 'key ' || c.k, team_id, organization_id, '', user_id,
  CASE WHEN customer < 0 THEN '' ELSE 'customer-' || customer END, 'session-' || (i / 3),
  'model-' || m, 'model-' || m || '-2026-08', 'deployment-' || m, 'provider-' || (m % 4),
  'https://upstream-' || (m % 4) || '.example.com/v1', spend, prompt_tokens, completion_tokens, cached_tokens,
  start_time, start_time + i * 13 % 9000000, start_time + i * 13 % 900000,
  CASE failed WHEN 1 THEN 'failure' ELSE 'success' END, CASE failed WHEN 1 THEN 429 ELSE 200 END,
  CASE failed WHEN 1 THEN 'upstream: too many requests' ELSE '' END,
  '["tag-' || (c.k % 200) || '"]', '{{}}', '127.0.0.1'
FROM bench_calls c CROSS JOIN bench_keys b WHERE b.k = c.k ORDER BY i;
""")
    for _, sql in indexes:
        db.run(sql + ";")


SUMS = ("SUM(spend), SUM(prompt_tokens), SUM(completion_tokens), SUM(cached_tokens), SUM(requests), SUM(successes), "
        "SUM(failures)")
KINDS = "day, api_key, model, model_group, provider, endpoint"


def sums(db):
    db.run("""
CREATE TABLE bench_days AS SELECT k, start_time / 86400000000 AS day, m, customer, SUM(spend) AS spend,
  SUM(prompt_tokens) AS prompt_tokens, SUM(completion_tokens) AS completion_tokens, SUM(cached_tokens) AS cached_tokens,
  COUNT(*) AS requests, COUNT(*) - SUM(failed) AS successes, SUM(failed) AS failures
  FROM bench_calls GROUP BY 1, 2, 3, 4;
CREATE TABLE bench_sums AS SELECT token AS api_key, day, 'model-' || m || '-2026-08' AS model, 'model-' || m AS model_group,
  'provider-' || (m % 4) AS provider, '/v1/chat/completions' AS endpoint, user_id, team_id, organization_id,
  'tag-' || (b.k % 200) AS tag, CASE WHEN customer < 0 THEN '' ELSE 'customer-' || customer END AS end_user,
  spend, prompt_tokens, completion_tokens, cached_tokens, requests, successes, failures
  FROM bench_days d CROSS JOIN bench_keys b WHERE b.k = d.k;
""")
    target = f"INSERT INTO daily_spend (entity_type, entity_id, {KINDS}, spend, prompt_tokens, completion_tokens, " \
             "cached_tokens, requests, successes, failures)"
    entities = {"customer": "end_user", "key": "api_key", "organization": "organization_id", "tag": "tag",
                "team": "team_id", "user": "user_id"}
    indexes = db.indexes("daily_spend")
    for name, _ in indexes:
        db.run(f"DROP INDEX {name};")
    for entity, column in entities.items():
        db.run(f"{target} SELECT '{entity}', {column}, {KINDS}, {SUMS} FROM bench_sums WHERE {column} <> '' "
               f"GROUP BY {column}, {KINDS} ORDER BY 2, 3, 4, 5, 6, 7, 8;")
    for _, sql in indexes:
        db.run(sql + ";")
    db.run(f"""
INSERT INTO daily_totals (day, model, model_group, provider, endpoint, spend, prompt_tokens, completion_tokens,
  cached_tokens, requests, successes, failures)
  SELECT day, model, model_group, provider, endpoint, {SUMS} FROM bench_sums GROUP BY 1, 2, 3, 4, 5;
INSERT INTO spend_log_hours (hour, requests) SELECT start_time / 3600000000, COUNT(*) FROM bench_calls GROUP BY 1;
INSERT INTO end_users (user_id, spend, extra, created_at, updated_at)
  SELECT end_user, SUM(spend), '{{}}', MIN(day) * 86400000000, MIN(day) * 86400000000 FROM bench_sums
  WHERE end_user <> '' GROUP BY end_user;
""")
    for table, key, column in (("verification_tokens", "token", "api_key"), ("users", "user_id", "user_id"),
                               ("teams", "team_id", "team_id"),
                               ("organizations", "organization_id", "organization_id")):
        db.run(f"""
CREATE TABLE bench_spend AS SELECT {column} AS id, SUM(spend) AS spend FROM bench_sums GROUP BY {column};
CREATE INDEX bench_spend_id ON bench_spend (id);
UPDATE {table} SET spend = (SELECT spend FROM bench_spend WHERE id = {table}.{key})
  WHERE {key} IN (SELECT id FROM bench_spend);
DROP TABLE bench_spend;
""")
    # In this organisation everybody is in one team only.
    db.run("UPDATE team_members SET spend = (SELECT spend FROM users WHERE users.user_id = team_members.user_id);")
    db.run("DROP TABLE bench_calls; DROP TABLE bench_keys; DROP TABLE bench_days; DROP TABLE bench_sums;")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gateway", required=True, help="the program sekisho-gateway")
    parser.add_argument("--data-dir", required=True, help="a new folder for the gateway's data")
    parser.add_argument("--database-url", help="fill this PostgreSQL database instead of an SQLite file")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--calls", type=int, help="another number of calls")
    options = parser.parse_args()
    if not options.database_url and os.path.exists(pathlib.Path(options.data_dir) / "gateway.db"):
        sys.exit("There is a gateway.db already")
    size = Size(options.scale, options.calls)
    make_schema(options.gateway, options.data_dir, options.database_url)
    db = Postgres(options.database_url) if options.database_url else Sqlite(pathlib.Path(options.data_dir) / "gateway.db")
    now = int(datetime.datetime.now(datetime.timezone.utc).timestamp() * 1e6)
    for what, step in (("keys, teams and users", lambda: people(db, size, now)),
                       ("calls", lambda: calls(db, size, now)), ("sums", lambda: sums(db))):
        start = time.monotonic()
        step()
        timed(f"{db.name}: {what}", start)
    db.close()


if __name__ == "__main__":
    main()
