# SPDX-License-Identifier: GPL-3.0-or-later
# make run    installs what is missing, builds, starts the program (no display: guided tour with pictures)
# make test   everything: unit, integration and window tests, client SDKs, layers, format
# make bench  the figures of docs/performance.md, as ratios to something run beside it (BENCH=--quick: one round)
# make format formats the sources

.PHONY: run test bench format packages release dev

run: release
	@scripts/run.sh

test: packages
	@scripts/test.sh

bench: packages
	@scripts/bench.sh $(BENCH)

format:
	@git ls-files 'src/*.cpp' 'src/*.h' 'tests/*.cpp' 'tests/*.h' 'bench/*.cpp' 'bench/*.h' | xargs -r clang-format-14 -i

packages:
	@scripts/install-packages.sh

release: packages
	@cmake --preset release -DSEKISHO_TESTS=OFF -Wno-dev --log-level=WARNING > /dev/null
	@cmake --build --preset release

dev: packages
	@cmake --preset dev
	@cmake --build --preset dev
