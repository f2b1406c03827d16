#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cold start of the desktop program to a usable window, as a ratio to the start of an empty Qt Widgets program.

The program says when the composer has the focus and the local gateway answers (--time-to-usable), and ends."""
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time


def one_start(program):
    with tempfile.TemporaryDirectory() as home:
        environment = dict(os.environ, XDG_DATA_HOME=home, XDG_CONFIG_HOME=home, XDG_CACHE_HOME=home)
        began = time.monotonic()
        output = subprocess.run([program, "--time-to-usable"], capture_output=True, text=True, env=environment, timeout=60,
                                check=True).stdout
        whole = time.monotonic() - began
    window, usable, resident = re.search(r"window (\d+) ms, usable (\d+) ms, resident (\d+) MB", output).groups()
    return int(window), int(usable), int(resident), whole * 1000


def main():
    starts = [one_start(sys.argv[1]) for _ in range(7)]
    window, usable, resident, whole = (statistics.median(column) for column in zip(*starts))
    print(f"first start on empty folders: window shown after {window:.0f} ms, usable after {usable:.0f} ms, "
          f"{resident:.0f} MB resident, process {whole:.0f} ms in all (median of {len(starts)})")


if __name__ == "__main__":
    main()
