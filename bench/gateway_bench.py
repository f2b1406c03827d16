#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gateway against nginx `proxy_pass`, in front of the same fake upstream, in one run.

Each server under test is pinned to one core, the load generator and the upstream to the other. Servers stay up and are
visited in turn for short runs; every figure is divided by nginx's of the same round and the median of the rounds is shown,
because on a shared machine only such ratios carry over. The gateway has virtual-key authentication, budgets and the ledger on.
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
  io.write(string.format("RESULT %f %f %f %d %d\\n", summary.requests / (summary.duration / 1e6),
    latency:percentile(50), latency:percentile(99), errors, summary.requests))
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

    def __init__(self, name, process, port, pids=None):
        self.name, self.process, self.port = name, process, port
        self.pids = pids or (lambda: [process.pid])

    def cpu_seconds(self):
        ticks = 0
        for pid in self.pids():
            fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def resident_mb(self):
        total = 0
        for pid in self.pids():
            total += int(re.search(r"VmRSS:\s+(\d+)", pathlib.Path(f"/proc/{pid}/status").read_text()).group(1))
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
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", data=json.dumps(body).encode(),
                                     headers={"Content-Type": "application/json", "Authorization": f"Bearer {key}"})
    with urllib.request.urlopen(request, timeout=30) as answer:
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
    return Server("gateway", process, port), key, ready


def load(folder, port, connections, seconds, body_file, key):
    script = folder / "load.lua"
    script.write_text(WRK_SCRIPT)
    environment = dict(os.environ, BENCH_KEY=key, BENCH_BODY=str(body_file))
    output = subprocess.run(
        pinned(LOAD_CORE, ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s", "-s", str(script),
                           f"http://127.0.0.1:{port}/v1/chat/completions"]),
        capture_output=True, text=True, env=environment, check=True).stdout
    rate, p50, p99, errors, count = re.search(r"RESULT (\S+) (\S+) (\S+) (\d+) (\d+)", output).groups()
    return {"rate": float(rate), "p50": float(p50), "p99": float(p99), "errors": int(errors), "count": int(count)}


def visit(folder, server, connections, seconds, body_file, key):
    before = server.cpu_seconds()
    figures = load(folder, server.port, connections, seconds, body_file, key)
    figures["cpu"] = (server.cpu_seconds() - before) / max(1, figures["count"])
    figures["memory"] = server.resident_mb()
    return figures


def compare(folder, servers, connections, rounds, seconds, size, key):
    body_file = folder / "body.json"
    body_file.write_text(request_body(size))
    ratios, absolute, errors = {}, {}, 0
    for _ in range(rounds):
        results = {server.name: visit(folder, server, connections, seconds, body_file, key) for server in servers}
        for name, figures in results.items():
            errors += figures["errors"]
            for figure in ("rate", "p50", "p99", "cpu", "memory"):
                absolute.setdefault((name, figure), []).append(figures[figure])
                ratios.setdefault((name, figure), []).append(figures[figure] / max(results["nginx"][figure], 1e-12))
    line = {figure: statistics.median(ratios[("gateway", figure)]) for figure in ("rate", "p50", "p99", "cpu", "memory")}
    print(f"{connections:5d} connections, {size:5d} B: requests/s {line['rate']:.2f}  p50 {line['p50']:.2f}  p99 {line['p99']:.2f}"
          f"  CPU/request {line['cpu']:.2f}  memory {line['memory']:.2f}  (x nginx; "
          f"{statistics.median(absolute[('gateway', 'rate')]):.0f}/s here, {errors} errors)")
    return line, errors


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--gateway", required=True)
    options.add_argument("--upstream", required=True)
    options.add_argument("--rounds", type=int, default=8)
    options.add_argument("--seconds", type=int, default=1)
    options.add_argument("--connections", default="1,64,256")
    options.add_argument("--size", type=int, default=424)
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
            gateway, key, ready = start_gateway(arguments.gateway, folder, upstream_port)
            processes.append(gateway.process)
            print(f"gateway ready after {ready * 1000:.0f} ms, {gateway.resident_mb():.1f} MB idle "
                  f"(nginx {nginx.resident_mb():.1f} MB)")
            for connections in map(int, arguments.connections.split(",")):
                _, errors = compare(folder, [nginx, gateway], connections, arguments.rounds, arguments.seconds,
                                    arguments.size, key)
                failed += errors
            print(f"gateway after load: {gateway.resident_mb():.1f} MB")
        finally:
            for process in processes:
                process.send_signal(signal.SIGTERM)
            for process in processes:
                process.wait(20)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
