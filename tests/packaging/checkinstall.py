#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Installs a build into a folder that is thrown away and looks at one part of it: checkinstall.py PART BUILD_DIR."""
import configparser
import pathlib
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

SKIPPED = 77


def need(tool):
    if shutil.which(tool) is None:
        print(f"skipped: {tool} is not installed")
        sys.exit(SKIPPED)
    return tool


def run(*command):
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    print(result.stdout, end="")
    assert result.returncode == 0, f"{command[0]} ended with {result.returncode}"
    return result.stdout


def check_gateway(root):
    assert "sekisho-gateway" in run(str(root / "bin/sekisho-gateway"), "--version")
    example = (root / "share/doc/Sekisho/gateway.env.example").read_text()
    set_by_default = [line for line in example.splitlines() if line and not line.startswith("#")]
    assert not set_by_default, set_by_default


def check_unit(root):
    unit = root / "lib/systemd/system/sekisho-gateway.service"
    text = unit.read_text()
    assert "@CMAKE" not in text
    for line in ("DynamicUser=yes", "NoNewPrivileges=yes", "ProtectSystem=strict"):
        assert line in text.splitlines(), line
    # The program is not where the unit says before a real installation.
    unit.write_text(text.replace(str(program_in(text)), str(root / "bin/sekisho-gateway")))
    run(need("systemd-analyze"), "verify", "--man=no", str(unit))


def program_in(unit):
    start = next(line for line in unit.splitlines() if line.startswith("ExecStart="))
    return start.removeprefix("ExecStart=").split()[0]


def check_desktop(root):
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str
    entry.read(root / "share/applications/sekisho.desktop", encoding="utf-8")
    entry = entry["Desktop Entry"]
    for key in ("Name", "GenericName", "Comment", "Keywords"):
        assert entry[key] and entry[f"{key}[ja]"], key
    assert (root / "bin" / entry["Exec"].split()[0]).exists()
    icons = root / "share/icons/hicolor"
    for icon in (icons / "scalable/apps/sekisho.svg", icons / "symbolic/apps/sekisho-symbolic.svg"):
        assert ElementTree.parse(icon).getroot().tag.endswith("svg"), icon


def check_menu(root):
    run(need("desktop-file-validate"), str(root / "share/applications/sekisho.desktop"))


def check_metainfo(root):
    # The project has no domain, so its id is that of the menu entry.
    known = "--override=cid-desktopapp-is-not-rdns=info"
    run(need("appstreamcli"), "validate", "--no-net", known, str(root / "share/metainfo/sekisho.metainfo.xml"))


def main():
    part, build = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        run("cmake", "--install", build, "--prefix", folder)
        globals()[f"check_{part}"](pathlib.Path(folder))


main()
