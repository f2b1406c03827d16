#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gateway, bare proxy and a peer against nginx `proxy_pass`, in front of the same fake upstream, in one run.

Each server under test is pinned to one core, the load generators and the upstream to the other. Servers stay up and are
visited in turn for short runs; every figure is divided by nginx's of the same round and the median of the rounds is shown,
because on a shared machine only such ratios carry over. The gateway has everything on: key authentication, limits,
reservation, ledger row, the call's trace. After each visit the ledger may catch up before the next server's turn; that is
counted as CPU time of its own.
"""
import argparse
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time

import benchservers as servers

# The upstream's chunks come as often as two cores bear: the cost of a chunk is measured, not how many fit.
STREAMS = {200: 20, 1000: 100}
PARTS = {"all on": [], "no key auth": ["auth"], "no limits": ["limits"], "no reservation": ["reservation"],
         "no ledger row": ["ledger"], "no trace": ["trace"],
         "all off": ["auth", "limits", "reservation", "ledger", "trace"]}
TARGETS = [("64 connections", "rate", "min", 1.0), ("256 connections", "rate", "min", 1.0), ("64 connections", "CPU", "max", 1.0),
           ("64 connections, 8 KB", "rate", "min", 1.0), ("1 connection", "p50", "max", 1.05), ("1 connection", "p99", "max", 1.1),
           ("64 connections", "p99", "max", 1.1), ("256 connections", "p99", "max", 1.1),
           ("200 streams", "first p99", "max", 1.2), ("200 streams", "chunk p99", "max", 1.2)]
WRK_SCRIPT = """
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
for line in os.getenv("BENCH_FIELDS"):gmatch("[^\\n]+") do
  local name, value = line:match("^(.-): (.*)$")
  wrk.headers[name] = value
end
local file = io.open(os.getenv("BENCH_BODY"), "rb")
wrk.body = file:read("*a")
file:close()
function done(summary, latency, requests)
  local errors = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.status + summary.errors.timeout
  io.write(string.format("RESULT %f %f %f %f %d %d\\n", summary.requests / (summary.duration / 1e6),
    latency:percentile(50), latency:percentile(99), latency:percentile(99.9), errors, summary.requests))
end
"""


def request_body(size, **members):
    body = {"model": servers.MODEL, "messages": [{"role": "system", "content": "You are a helpful assistant."},
                                                 {"role": "user", "content": ""}],
            "temperature": 0.2, "max_tokens": 64, **members}
    body["messages"][1]["content"] = "x" * max(0, size - len(json.dumps(body)))
    return json.dumps(body)


class Bench:
    def __init__(self, arguments, folder):
        self.arguments, self.folder = arguments, folder
        self.rounds, self.seconds = arguments.rounds, arguments.seconds
        self.body_file = folder / "body.json"
        self.script = folder / "load.lua"
        self.script.write_text(WRK_SCRIPT)
        self.medians, self.errors, self.running = {}, 0, []

    def add(self, server):
        self.running.append(server)
        return server

    def stop(self, *stopped):
        for server in stopped or list(self.running):
            self.running.remove(server)
            server.stop()

    # One visit each

    def load(self, server, connections, seconds=None):
        """Requests as fast as the answers come, each connection one at a time."""
        fields = "\n".join(f"{name}: {value}" for name, value in
                           {"Authorization": f"Bearer {server.key}", **server.headers}.items())
        process = subprocess.Popen(
            servers.pinned(servers.LOAD_CORE, ["wrk", "-t1", f"-c{connections}", f"-d{seconds or self.seconds}s", "--timeout",
                                               "10s", "-s", self.script,
                                               f"{server.scheme}://127.0.0.1:{server.port}/v1/chat/completions"]),
            stdout=subprocess.PIPE, text=True, env=dict(os.environ, BENCH_FIELDS=fields, BENCH_BODY=str(self.body_file)))
        time.sleep((seconds or self.seconds) * 0.8)
        memory = server.memory_mb()
        figures = re.search(r"RESULT (\S+) (\S+) (\S+) (\S+) (\d+) (\d+)", process.communicate()[0]).groups()
        return dict(zip(("rate", "p50", "p99", "p99.9", "errors", "count"), map(float, figures)), memory=memory)

    def visit(self, server, connections, seconds=None):
        before = server.cpu_seconds()
        figures = self.load(server, connections, seconds)
        requests = max(1, figures["count"])
        figures["CPU"] = (server.cpu_seconds() - before) / requests
        server.settle()
        figures["CPU+ledger"] = (server.cpu_seconds() - before) / requests
        return figures

    def streams(self, server, count):
        """Microseconds from the upstream's send to the client's receipt."""
        before = server.cpu_seconds()
        process = subprocess.Popen(
            servers.pinned(servers.LOAD_CORE, [self.arguments.streams, server.port, server.key, self.body_file, count,
                                               self.seconds + 1, *(f"{name}: {value}" for name, value in server.headers.items())]),
            stdout=subprocess.PIPE, text=True)
        time.sleep(self.seconds * 0.8)
        memory = server.memory_mb()
        output = process.communicate()[0]
        figures = dict(zip(("first p50", "first p99", "chunk p50", "chunk p99", "chunks", "errors"),
                           map(float, output.split())), memory=memory)
        figures["CPU"] = (server.cpu_seconds() - before) / max(1, figures["chunks"])
        server.settle()
        return figures

    # Tables

    def compare(self, title, compared, figures, run, rounds=None, base="nginx", seldom=()):
        """One line for each server: medians over the rounds of the ratios to `base`. `seldom` are visited in the first round
        only."""
        ratios, absolute, errors = {}, {}, 0
        for turn in range(rounds or self.rounds):
            results = {server.name: run(server) for server in compared if turn == 0 or server.name not in seldom}
            errors += sum(result["errors"] for result in results.values())
            for name, result in results.items():
                for figure in figures:
                    absolute.setdefault((name, figure), []).append(result[figure])
                    ratios.setdefault((name, figure), []).append(result[figure] / max(results[base][figure], 1e-12))
        self.errors += errors
        self.medians.update({(title, *key): statistics.median(values) for key, values in ratios.items()})
        print(f"\n{title} ({rounds or self.rounds} rounds, {errors:.0f} errors), x {base}")
        print(f"  {'':16}" + "".join(f"{figure:>12}" for figure in figures))
        print(f"  {base:16}" + "".join(f"{shown(figure, statistics.median(absolute[(base, figure)])):>12}" for figure in figures))
        for name in [server.name for server in compared if server.name != base]:
            print(f"  {name:16}" + "".join(
                f"{statistics.median(ratios[(name, figure)]):>12.3g}" if has_figure(name, figure) else f"{'':12}"
                for figure in figures))
        self.print_added(compared, absolute, [figure for figure in figures if re.match(r"p\d|first|chunk", figure)])
        sys.stdout.flush()

    @staticmethod
    def print_added(compared, absolute, figures):
        """What a server adds to the direct way, in microseconds."""
        if not any(server.name == "direct" for server in compared):
            return
        for server in compared:
            if server.name == "direct":
                continue
            added = [statistics.median(absolute[(server.name, figure)]) - statistics.median(absolute[("direct", figure)])
                     for figure in figures]
            print(f"    {server.name} adds " + ", ".join(f"{figure} {value:+.0f} us" for figure, value in zip(figures, added)))

    def print_targets(self):
        print("\ntargets (gateway / nginx)")
        for title, figure, kind, target in TARGETS:
            value = self.medians.get((title, "gateway", figure))
            if value is None:
                continue
            reached = value >= target if kind == "min" else value <= target
            print(f"  {title + ', ' + figure:34} {'>=' if kind == 'min' else '<='} {target:<5} {value:6.2f}  "
                  f"{'reached' if reached else 'missed'}")


def has_figure(name, figure):
    # The upstream is the "direct" server: its CPU time and memory are not those of a proxy.
    return name != "direct" or not figure.startswith(("CPU", "memory"))


def shown(figure, value):
    if figure == "rate":
        return f"{value:.0f}/s"
    if figure == "memory":
        return f"{value:.1f} MB"
    if figure.startswith("CPU"):
        return f"{value * 1e6:.1f} us"
    return f"{value:.0f} us"


LOAD_FIGURES = ["rate", "p50", "p99", "p99.9", "CPU", "CPU+ledger", "memory"]


def print_memory(title, compared):
    print(f"memory {title}: " + ", ".join(
        f"{server.name} {server.memory_mb('Rss'):.1f} / {server.memory_mb():.1f} MB" for server in compared) + " (RSS / PSS)")


def bench_starts(bench, upstream, peer_entry):
    """Program start to first chat answer, on empty folders."""
    folder, port = bench.folder, upstream.port
    times = {}
    for turn in range(min(3, bench.rounds)):
        for name in ("n", "g"):
            (folder / f"start-{name}-{turn}").mkdir()
        starts = {
            "nginx": lambda: servers.seconds_to_answer(lambda at: servers.launch_nginx(folder / f"start-n-{turn}", port, at)),
            "gateway": lambda: servers.seconds_to_answer(
                lambda at: servers.launch_gateway(bench.arguments.gateway, folder / f"start-g-{turn}", port, port=at),
                servers.MASTER_KEY)}
        if peer_entry:
            starts["Portkey"] = lambda: servers.seconds_to_answer(
                lambda at: servers.launch_peer(peer_entry, at), headers=servers.peer_headers(port))
        for name, start in starts.items():
            times.setdefault(name, []).append(start() * 1000)
    base = statistics.median(times["nginx"])
    print("start to first answer: " + ", ".join(
        f"{name} {statistics.median(values):.0f} ms ({statistics.median(values) / base:.1f} x nginx)"
        for name, values in times.items()))


def bench_loads(bench, compared):
    for connections, size, title in ((1, 424, "1 connection"), (64, 424, "64 connections"), (256, 424, "256 connections"),
                                     (1000, 424, "1000 connections"), (64, 8192, "64 connections, 8 KB")):
        bench.body_file.write_text(request_body(size))
        bench.compare(title, compared, LOAD_FIGURES, lambda server: bench.visit(server, connections), seldom=("Portkey",))


def bench_streams(bench, compared):
    for count, interval in STREAMS.items():
        bench.body_file.write_text(request_body(424, stream=True, seed=interval))
        bench.compare(f"{count} streams", compared, ["first p50", "first p99", "chunk p50", "chunk p99", "CPU", "memory"],
                      lambda server: bench.streams(server, count), max(1, bench.rounds // 2), seldom=("Portkey",))
        print(f"  a chunk each {interval} ms; CPU is per chunk")


def bench_slow_upstream(bench, compared):
    bench.body_file.write_text(request_body(424, seed=100))
    bench.compare("1000 in flight, 100 ms upstream", compared, ["rate", "p50", "p99"],
                  lambda server: bench.load(server, 1000, bench.seconds + 1), max(1, bench.rounds // 3))


def bench_parts(bench, upstream):
    """The same stages in a program that can leave each of them out."""
    compared = [bench.add(servers.start_parts(bench.arguments.parts, bench.folder / f"parts-{index}", upstream.port, name, off))
                for index, (name, off) in enumerate(PARTS.items())]
    bench.body_file.write_text(request_body(424))
    bench.compare("parts switched off, 64 connections", compared, ["rate", "p50", "p99", "CPU"],
                  lambda server: bench.visit(server, 64), base="all on")
    bench.stop(*compared)


def bench_tls(bench, upstream):
    servers.make_certificate(bench.folder)
    compared = [bench.add(servers.start_nginx(bench.folder, upstream.port, tls=True)),
                bench.add(servers.start_tls_gateway(bench.arguments.gateway, bench.folder / "tls", upstream.port))]
    bench.body_file.write_text(request_body(424))
    bench.compare("TLS, 64 connections", compared, ["rate", "p50", "p99", "CPU", "memory"],
                  lambda server: bench.visit(server, 64), max(1, bench.rounds // 2))
    bench.stop(*compared)


def bench_two_workers(bench, upstream):
    """Both cores, shared with load and upstream."""
    both = servers.BOTH_CORES
    compared = [bench.add(servers.start_nginx(bench.folder, upstream.port, 2, cores=both)),
                bench.add(servers.start_gateway(bench.arguments.gateway, bench.folder / "two", upstream.port, 2, cores=both))]
    bench.body_file.write_text(request_body(424))
    for connections in (64, 256):
        bench.compare(f"2 workers each, {connections} connections", compared, ["rate", "p50", "p99", "CPU", "memory"],
                      lambda server: bench.visit(server, connections), max(1, bench.rounds // 2))
    bench.stop(*compared)


def peer_entry_or_none():
    try:
        return servers.installed_peer()
    except servers.Unavailable as why:
        print(f"Portkey is left out: {why}")
        return None


def run_all(bench):
    arguments, only = bench.arguments, bench.arguments.only
    upstream = bench.add(servers.start_upstream(arguments.upstream))
    wanted = lambda name: not only or name in only.split(",")
    peer_entry = peer_entry_or_none() if not arguments.no_peer else None
    if wanted("start"):
        bench_starts(bench, upstream, peer_entry)
    compared = [bench.add(servers.start_nginx(bench.folder, upstream.port)),
                bench.add(servers.start_bare(arguments.bare, upstream.port)),
                bench.add(servers.start_gateway(arguments.gateway, bench.folder / "gateway", upstream.port))]
    if peer_entry:
        compared.append(bench.add(servers.start_peer(upstream.port)))
    print_memory("idle", compared)
    if wanted("loads"):
        bench_loads(bench, [upstream, *compared])
    if wanted("streams"):
        bench_streams(bench, [upstream, *compared])
    if wanted("slow"):
        bench_slow_upstream(bench, [upstream, *compared[:3]])
    print_memory("after", compared)
    bench.stop(*compared)
    if wanted("parts"):
        bench_parts(bench, upstream)
    if wanted("tls"):
        bench_tls(bench, upstream)
    if wanted("workers"):
        bench_two_workers(bench, upstream)
    bench.print_targets()


def main():
    options = argparse.ArgumentParser()
    for name in ("gateway", "upstream", "bare", "parts", "streams"):
        options.add_argument("--" + name, required=True)
    options.add_argument("--rounds", type=int, default=6)
    options.add_argument("--seconds", type=int, default=1)
    options.add_argument("--quick", action="store_true", help="one round of everything: does it all still work?")
    options.add_argument("--no-peer", action="store_true", help="without the gateway from npm")
    options.add_argument("--only", help="some of start,loads,streams,slow,parts,tls,workers")
    arguments = options.parse_args()
    if arguments.quick:
        arguments.rounds = 1
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        folder.chmod(0o755)
        bench = Bench(arguments, folder)
        try:
            run_all(bench)
        finally:
            bench.stop()
    return 1 if bench.errors else 0


if __name__ == "__main__":
    sys.exit(main())
