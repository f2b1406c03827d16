#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gateway and bare proxy against nginx `proxy_pass`, in front of the same fake upstream, in one run.

Each server under test is pinned to one core, the load generators and the upstream to the other. Servers stay up and are
visited in turn for short runs; every figure is divided by nginx's of the same round and the median of the rounds is shown,
because on a shared machine only such ratios carry over. The gateway has virtual-key authentication, budgets and the ledger
on. After each visit the ledger may catch up before the next server's turn; that is counted as CPU time of its own.
"""
import argparse
import json
import os
import pathlib
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

SERVER_CORE, LOAD_CORE = "0", "1"
MASTER_KEY = "sk-bench-master-key"
MODEL = "gpt-4o-mini"
WRK_SCRIPT = """
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Authorization"] = "Bearer " .. os.getenv("BENCH_KEY")
local file = io.open(os.getenv("BENCH_BODY"), "rb")
wrk.body = file:read("*a")
file:close()
function done(summary, latency, requests)
  local errors = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.status + summary.errors.timeout
  io.write(string.format("RESULT %f %f %f %f %d %d\\n", summary.requests / (summary.duration / 1e6),
    latency:percentile(50), latency:percentile(99), latency:percentile(99.9), errors, summary.requests))
end
"""


def pinned(core, command):
    return ["taskset", "-c", core, *command]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def request_body(size):
    body = {"model": MODEL, "messages": [{"role": "system", "content": "You are a helpful assistant."},
                                         {"role": "user", "content": ""}], "temperature": 0.2, "max_tokens": 64}
    body["messages"][1]["content"] = "x" * max(0, size - len(json.dumps(body)))
    return json.dumps(body)


class Server:
    """One process under test: its address, and what /proc says about it."""

    def __init__(self, name, process, port, pids=None, settle=None):
        self.name, self.process, self.port = name, process, port
        self.pids = pids or (lambda: [process.pid])
        self.settle = settle or (lambda: None)  # waits until nothing is left to do after a load

    def cpu_seconds(self):
        ticks = 0
        for pid in self.pids():
            fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def memory_mb(self, field="Pss"):
        """Proportional set size by default: what the process adds; "Rss" also counts what others share."""
        total = 0
        for pid in self.pids():
            total += int(re.search(rf"^{field}:\s+(\d+)", pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text(), re.M).group(1))
        return total / 1024


def wait_for_port(port, seconds=10):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
            return
        except OSError:
            time.sleep(0.005)
    raise RuntimeError(f"nothing listens on {port}")


def start_upstream(program):
    process = subprocess.Popen(pinned(LOAD_CORE, [program, "--port", "0"]), stdout=subprocess.PIPE, text=True)
    port = int(re.search(r"(\d+)\s*$", process.stdout.readline()).group(1))
    return process, port


def start_nginx(folder, upstream_port):
    port = free_port()
    config = folder / "nginx.conf"
    config.write_text(f"""
worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/nginx.err; daemon off;
events {{ worker_connections 8192; }}
http {{
  access_log off; keepalive_requests 100000000; client_body_buffer_size 128k;
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  upstream fake {{ server 127.0.0.1:{upstream_port}; keepalive 2048; keepalive_requests 100000000; }}
  server {{ listen 127.0.0.1:{port} backlog=4096; tcp_nodelay on;
    location / {{ proxy_pass http://fake; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_buffering off; }} }}
}}
""")
    process = subprocess.Popen(pinned(SERVER_CORE, ["nginx", "-p", str(folder), "-c", str(config)]), stderr=subprocess.DEVNULL)
    wait_for_port(port)

    def workers():
        children = pathlib.Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        return [process.pid, *map(int, children)]
    return Server("nginx", process, port, workers)


def call(port, path, body, key):
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", data=body and json.dumps(body).encode(),
                                     headers={"Content-Type": "application/json", "Authorization": f"Bearer {key}"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


def start_gateway(program, folder, upstream_port):
    config = folder / "config.yaml"
    config.write_text(f"""
model_list:
  - model_name: {MODEL}
    litellm_params:
      model: openai/{MODEL}
      api_base: http://127.0.0.1:{upstream_port}/v1
      api_key: sk-upstream
      input_cost_per_token: 0.00000015
      output_cost_per_token: 0.0000006
""")
    environment = dict(os.environ, SEKISHO_MASTER_KEY=MASTER_KEY)
    began = time.monotonic()
    process = subprocess.Popen(
        pinned(SERVER_CORE, [program, "--config", str(config), "--listen", "127.0.0.1:0", "--data-dir", str(folder / "data"),
                             "--threads", "1"]), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment)
    port = int(re.search(r":(\d+)\s*$", process.stdout.readline()).group(1))
    ready = time.monotonic() - began
    key = call(port, "/key/generate", {"key_alias": "bench", "max_budget": 100000.0, "models": [MODEL]}, MASTER_KEY)["key"]
    # Spend is read behind a barrier: the answer comes when every row before it is in the database.
    settle = lambda: call(port, "/spend/logs?request_id=none", None, MASTER_KEY)
    return Server("gateway", process, port, settle=settle), key, ready


def start_bare(program, upstream_port):
    process = subprocess.Popen(pinned(SERVER_CORE, [program, str(upstream_port)]), stdout=subprocess.PIPE, text=True)
    return Server("bare proxy", process, int(re.search(r"(\d+)\s*$", process.stdout.readline()).group(1)))


def load(folder, port, connections, seconds, body_file, key):
    script = folder / "load.lua"
    script.write_text(WRK_SCRIPT)
    environment = dict(os.environ, BENCH_KEY=key, BENCH_BODY=str(body_file))
    output = subprocess.run(
        pinned(LOAD_CORE, ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s", "-s", str(script),
                           f"http://127.0.0.1:{port}/v1/chat/completions"]),
        capture_output=True, text=True, env=environment, check=True).stdout
    figures = re.search(r"RESULT (\S+) (\S+) (\S+) (\S+) (\d+) (\d+)", output).groups()
    return dict(zip(("rate", "p50", "p99", "p99.9", "errors", "count"), map(float, figures)))


def visit(folder, server, connections, seconds, body_file, key):
    before = server.cpu_seconds()
    figures = load(folder, server.port, connections, seconds, body_file, key)
    requests = max(1, figures["count"])
    figures["memory"] = server.memory_mb()
    figures["CPU"] = (server.cpu_seconds() - before) / requests
    server.settle()
    figures["CPU+ledger"] = (server.cpu_seconds() - before) / requests
    return figures


def streams(program, server, body_file, key, seconds):
    """200 streams at once, a chunk each 20 ms: microseconds from the upstream's send to the client's receipt."""
    before = server.cpu_seconds()
    output = subprocess.run(pinned(LOAD_CORE, [program, str(server.port), key, str(body_file), "200", str(seconds)]),
                            capture_output=True, text=True, check=True).stdout
    figures = dict(zip(("first p50", "first p99", "chunk p50", "chunk p99", "chunks", "errors"), map(float, output.split())))
    figures["memory"] = server.memory_mb()
    figures["CPU"] = (server.cpu_seconds() - before) / max(1, figures["chunks"])
    server.settle()
    return figures


def compare(title, servers, rounds, figures, run):
    """One line for each server but nginx: medians over the rounds of the ratios to nginx. Returns the number of errors."""
    ratios, absolute, errors = {}, {}, 0
    for _ in range(rounds):
        results = {server.name: run(server) for server in servers}
        errors += sum(result["errors"] for result in results.values())
        for name, result in results.items():
            for figure in figures:
                absolute.setdefault((name, figure), []).append(result[figure])
                ratios.setdefault((name, figure), []).append(result[figure] / max(results["nginx"][figure], 1e-12))
    print(f"{title} ({rounds} rounds, {errors:.0f} errors); nginx: " +
          ", ".join(f"{figure} {shown(figure, statistics.median(absolute[('nginx', figure)]))}" for figure in figures))
    for name in [server.name for server in servers if server.name != "nginx"]:
        print(f"  {name:10} x nginx: " +
              "  ".join(f"{figure} {statistics.median(ratios[(name, figure)]):.2f}" for figure in figures))
    sys.stdout.flush()
    return errors


def shown(figure, value):
    if figure == "rate":
        return f"{value:.0f}/s"
    if figure == "memory":
        return f"{value:.1f} MB"
    if figure.startswith("CPU"):
        return f"{value * 1e6:.1f} us"
    return f"{value:.0f} us"


def print_memory(title, servers):
    print(title + ": " + ", ".join(
        f"{server.name} {server.memory_mb('Rss'):.1f} / {server.memory_mb():.1f} MB" for server in servers) + " (RSS / PSS)")


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--gateway", required=True)
    options.add_argument("--upstream", required=True)
    options.add_argument("--bare", required=True)
    options.add_argument("--streams", required=True)
    options.add_argument("--rounds", type=int, default=8)
    options.add_argument("--seconds", type=int, default=1)
    options.add_argument("--loads", default="1x424,64x424,256x424,64x8192", help="connections x bytes of the request")
    arguments = options.parse_args()
    processes, failed = [], 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        folder.chmod(0o755)
        try:
            upstream, upstream_port = start_upstream(arguments.upstream)
            processes.append(upstream)
            nginx = start_nginx(folder, upstream_port)
            processes.append(nginx.process)
            bare = start_bare(arguments.bare, upstream_port)
            processes.append(bare.process)
            gateway, key, ready = start_gateway(arguments.gateway, folder, upstream_port)
            processes.append(gateway.process)
            servers = [nginx, bare, gateway]
            print(f"gateway ready after {ready * 1000:.0f} ms")
            print_memory("idle", servers)
            body_file = folder / "body.json"
            for connections, size in (map(int, entry.split("x")) for entry in arguments.loads.split(",")):
                body_file.write_text(request_body(size))
                failed += compare(f"{connections} connections, {size} B", servers, arguments.rounds,
                                  ["rate", "p50", "p99", "p99.9", "CPU", "CPU+ledger", "memory"],
                                  lambda server: visit(folder, server, connections, arguments.seconds, body_file, key))
            body_file.write_text(request_body(424).replace("{", '{"stream": true, ', 1))
            failed += compare("200 streams, a chunk each 20 ms", servers, max(1, arguments.rounds // 2),
                              ["first p50", "first p99", "chunk p50", "chunk p99", "CPU", "memory"],
                              lambda server: streams(arguments.streams, server, body_file, key, arguments.seconds))
            print_memory("after load", servers)
        finally:
            for process in processes:
                process.send_signal(signal.SIGTERM)
            for process in processes:
                process.wait(20)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
