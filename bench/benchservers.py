# SPDX-License-Identifier: GPL-3.0-or-later
"""The servers that gateway_bench.py compares: how each is started, and what /proc says about it."""
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

SERVER_CORE, LOAD_CORE, BOTH_CORES = "0", "1", "0,1"
MASTER_KEY = "sk-bench-master-key"
BENCH_KEY = "sk-bench-parts"
MODEL = "gpt-4o-mini"
PEER = "@portkey-ai/gateway"
PEER_VERSION = "1.15.2"
# With newer ones this version answers every stream with 500.
PEER_OVERRIDES = {"hono": "4.9.7", "@hono/node-server": "1.13.8"}
FAR_AWAY = 1_000_000_000


def pinned(cores, command):
    return ["taskset", "-c", cores, *map(str, command)]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """One process under test."""

    def __init__(self, name, process, port, pids=None, settle=None, scheme="http", headers=()):
        self.name, self.process, self.port, self.scheme = name, process, port, scheme
        self.pids = pids or (lambda: [process.pid])
        self.settle = settle or (lambda: None)  # waits until nothing is left to do after a load
        self.headers = dict(headers)  # what every request to it needs
        self.key = BENCH_KEY

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
            text = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text()
            total += int(re.search(rf"^{field}:\s+(\d+)", text, re.M).group(1))
        return total / 1024

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)


def children_of(process):
    """The process and its workers."""
    def pids():
        text = pathlib.Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
        return [process.pid, *map(int, text.split())]
    return pids


def wait_for_port(port, process, seconds=20):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
            return
        except OSError:
            time.sleep(0.001)
    raise RuntimeError(f"nothing listens on {port}")


def call(port, path, body, key):
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", data=body and json.dumps(body).encode(),
                                     headers={"Content-Type": "application/json", "Authorization": f"Bearer {key}"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


def printed_port(process):
    return int(re.search(r"(\d+)\s*$", process.stdout.readline()).group(1))


def start_upstream(program):
    process = subprocess.Popen(pinned(LOAD_CORE, [program, "--port", 0]), stdout=subprocess.PIPE, text=True)
    return Server("direct", process, printed_port(process))


def make_certificate(folder):
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                    "-keyout", folder / "key.pem", "-out", folder / "cert.pem", "-days", "2", "-subj", "/CN=localhost"],
                   check=True, capture_output=True)


def launch_nginx(folder, upstream_port, port, workers=1, tls=False, cores=SERVER_CORE):
    home = folder / f"nginx-{port}"
    home.mkdir()
    secure = f" ssl; ssl_certificate {folder}/cert.pem; ssl_certificate_key {folder}/key.pem" if tls else ""
    config = home / "nginx.conf"
    config.write_text(f"""
worker_processes {workers}; pid {home}/nginx.pid; error_log {home}/nginx.err; daemon off;
events {{ worker_connections 16384; }}
http {{
  access_log off; keepalive_requests 100000000; client_body_buffer_size 128k;
  client_body_temp_path {home}/b; proxy_temp_path {home}/p; fastcgi_temp_path {home}/f;
  uwsgi_temp_path {home}/u; scgi_temp_path {home}/s;
  upstream fake {{ server 127.0.0.1:{upstream_port}; keepalive 2048; keepalive_requests 100000000; }}
  server {{ listen 127.0.0.1:{port} backlog=4096{" reuseport" if workers > 1 else ""}{secure}; tcp_nodelay on;
    location / {{ proxy_pass http://fake; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_buffering off; }} }}
}}
""")
    return subprocess.Popen(pinned(cores, ["nginx", "-p", home, "-c", config]), stderr=subprocess.DEVNULL)


def start_nginx(folder, upstream_port, workers=1, tls=False, name="nginx", cores=SERVER_CORE):
    port = free_port()
    process = launch_nginx(folder, upstream_port, port, workers, tls, cores)
    wait_for_port(port, process)
    return Server(name, process, port, children_of(process), scheme="https" if tls else "http")


def gateway_config(folder, upstream_port):
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
    return config


def launch_gateway(program, folder, upstream_port, threads=1, tls=False, cores=SERVER_CORE, port=0):
    folder.mkdir(exist_ok=True)
    command = [program, "--config", gateway_config(folder, upstream_port), "--listen", f"127.0.0.1:{port}", "--data-dir",
               folder / "data", "--threads", threads]
    if tls:
        command += ["--tls-cert", folder.parent / "cert.pem", "--tls-key", folder.parent / "key.pem"]
    return subprocess.Popen(pinned(cores, command), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                            env=dict(os.environ, SEKISHO_MASTER_KEY=MASTER_KEY))


def start_gateway(program, folder, upstream_port, threads=1, name="gateway", cores=SERVER_CORE):
    """Everything on: a virtual key with a budget and with limits of requests, tokens and calls at the same time."""
    process = launch_gateway(program, folder, upstream_port, threads, cores=cores)
    port = printed_port(process)
    key = call(port, "/key/generate", {"key_alias": "bench", "max_budget": 100000.0, "models": [MODEL], "rpm_limit": FAR_AWAY,
                                       "tpm_limit": FAR_AWAY, "max_parallel_requests": FAR_AWAY}, MASTER_KEY)["key"]
    # Spend is read behind a barrier: the answer comes when every row before it is in the database.
    server = Server(name, process, port, settle=lambda: call(port, "/spend/logs?request_id=none", None, MASTER_KEY))
    server.key = key
    return server


def start_tls_gateway(program, folder, upstream_port):
    """Starts in the clear for its key, then again with TLS on the same data."""
    plain = start_gateway(program, folder, upstream_port)
    plain.stop()
    process = launch_gateway(program, folder, upstream_port, tls=True)
    server = Server("gateway", process, printed_port(process), scheme="https")
    server.key = plain.key
    return server


def start_bare(program, upstream_port):
    process = subprocess.Popen(pinned(SERVER_CORE, [program, upstream_port]), stdout=subprocess.PIPE, text=True)
    return Server("bare proxy", process, printed_port(process))


def start_parts(program, folder, upstream_port, name, off):
    folder.mkdir()
    process = subprocess.Popen(pinned(SERVER_CORE, [program, upstream_port, folder, *off]), stdout=subprocess.PIPE, text=True,
                               env=dict(os.environ, BENCH_KEY=BENCH_KEY))
    return Server(name, process, printed_port(process))


class Unavailable(Exception):
    """Why the peer is not measured."""


def installed_peer():
    """Installs the peer once, into the user's cache, and returns what node has to run."""
    for program in ("node", "npm"):
        if not shutil.which(program):
            raise Unavailable(f"there is no {program}")
    cache = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache")
    folder = cache / "sekisho-bench" / f"portkey-{PEER_VERSION}"
    entry = folder / "node_modules" / PEER / "build" / "start-server.js"
    if entry.exists():
        return entry
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "package.json").write_text(json.dumps(
        {"name": "bench-peer", "private": True, "dependencies": {PEER: PEER_VERSION}, "overrides": PEER_OVERRIDES}))
    try:
        subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--omit=dev", "--ignore-scripts"], cwd=folder, check=True,
                       capture_output=True, text=True, timeout=180)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise Unavailable(f"npm could not install it: {str(error.stderr or error).strip().splitlines()[-1:]}") from error
    return entry


def launch_peer(entry, port):
    return subprocess.Popen(pinned(SERVER_CORE, ["node", entry, f"--port={port}", "--headless"]), stdout=subprocess.DEVNULL,
                            stderr=subprocess.DEVNULL)


def peer_headers(upstream_port):
    return {"x-portkey-provider": "openai", "x-portkey-custom-host": f"http://127.0.0.1:{upstream_port}/v1"}


def start_peer(upstream_port):
    port = free_port()
    process = launch_peer(installed_peer(), port)
    wait_for_port(port, process)
    return Server("Portkey", process, port, headers=peer_headers(upstream_port))


def seconds_to_answer(launch, key=BENCH_KEY, headers=()):
    """From the start of the program to its first chat answer with status 200; stops it again."""
    port = free_port()
    body = json.dumps({"model": MODEL, "messages": [{"role": "user", "content": "x"}]}).encode()
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/v1/chat/completions", data=body,
        headers={"Content-Type": "application/json", "Authorization": f"Bearer {key}", **dict(headers)})
    began = time.monotonic()
    process = launch(port)
    try:
        while time.monotonic() < began + 20 and process.poll() is None:
            try:
                with urllib.request.urlopen(request, timeout=5) as answer:
                    answer.read()
                    return time.monotonic() - began
            except urllib.error.HTTPError:
                raise
            except OSError:
                time.sleep(0.001)
        raise RuntimeError("no first answer")
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)
