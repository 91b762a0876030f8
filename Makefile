# Knobs: `make serve` shows the site, `make test` proves it. `make help` lists the rest.
# What a step needs, it fetches by name, verifies and keeps: a second run does no work twice.

SHELL := /bin/sh
SITE ?= site
export PATH := $(CURDIR)/.venv/bin:$(PATH)
export SITE_URL ?= http://127.0.0.1:8000/
export NO_MKDOCS_2_WARNING := 1
# `make build OFFLINE=no` publishes a site without offline use, and ends it in browsers that have it: docs/offline.md.
export OFFLINE ?= yes
# NumPy's arrays come and go by the megabyte. Memory that glibc hands back each time costs fresh pages each time: up to
# ten times the work itself on a virtual machine. So it may keep 32 MB.
export MALLOC_MMAP_THRESHOLD_ := 33554432
export MALLOC_TRIM_THRESHOLD_ := 33554432
# pip's progress is for people: where no terminal reads it, pip says only what went wrong.
PIP_AUDIT := 2.10.1
PIP := .venv/bin/python -m pip --disable-pip-version-check
# It has no wheel; built after all the others, without isolation, it is built by pinned tools too.
SOURCE_ONLY := bibtexparser
PIP_INSTALL := $(PIP) install $(if $(MAKE_TERMOUT),--progress-bar on,--quiet)

BOTH_CORES := --numprocesses 2 --dist loadfile --no-loadscope-reorder

.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
.PHONY: help setup serve build pack test long lint bench soak scale report check wild audit lock clean

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 16

serve: setup ## the site at a local address, built again at every change
	@.venv/bin/python -m runtime.serve

test: lint pack ## every check a change must pass, a real browser included
	@.venv/bin/python -m runtime.browser
	@.venv/bin/python -m pytest $(BOTH_CORES)

long: lint pack ## the tests that take too long for every change
	@.venv/bin/python -m runtime.browser
	@.venv/bin/python -m pytest $(BOTH_CORES) -m long

build: pack ## the static site, in site/, for the address in SITE_URL
	@.venv/bin/mkdocs build --strict --site-dir "$(SITE)"
	@echo "$(SITE)/ is built for $(SITE_URL)"

bench: setup ## how fast a demo answers, and how soon it is live
	@.venv/bin/python -m runtime.browser
	@.venv/bin/python -m bench

soak: setup ## ten minutes of moving knobs: nothing grows, nothing slows down
	@.venv/bin/python -m runtime.browser
	@.venv/bin/python -m bench.soak

scale: setup pack ## how a build grows with the glossary, to a thousand entries
	@.venv/bin/python -m bench.scale

report: setup ## what the entries still want, the oldest first
	@.venv/bin/python -m glossary.report

check: test long wild bench soak scale ## everything, however long it takes

# Other engines and other judges than `make test` has; they are fetched for this alone.
wild: lint pack tests/wild/node_modules/installed
	@.venv/bin/python -m runtime.browser
	@.venv/bin/python -m pytest tests/wild

tests/wild/node_modules/installed: tests/wild/package.json tests/wild/package-lock.json | .venv/installed
	@echo "Installing what only make check needs"
	@cd tests/wild && npm ci --loglevel=error
	@touch $@

lint: setup
	@.venv/bin/ruff check --quiet .
	@.venv/bin/ruff format --check --quiet . || { echo "Mend: .venv/bin/ruff format ."; exit 1; }
	@.venv/bin/mypy --no-error-summary $(wildcard runtime glossary demos calculator tests bench)

setup: .venv/installed node_modules/installed ## the packages it stands on, in .venv and node_modules

.venv/python: | runtime/find_python.sh
	@python=$$(sh runtime/find_python.sh) || exit 1; \
	echo "Making .venv with $$python"; \
	"$$python" -m venv --clear .venv && echo "$$python" > $@

.venv/installed: requirements.txt | .venv/python
	@echo "Installing the Python packages of requirements.txt (about 330 MB the first time)"
	@mkdir -p build && sed '/^$(SOURCE_ONLY)==/,/[^\\]$$/d' requirements.txt > build/wheels.txt
	@$(PIP_INSTALL) --require-hashes --only-binary :all: --requirement build/wheels.txt
	@$(PIP_INSTALL) --require-hashes --no-build-isolation --requirement requirements.txt
	@$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

node_modules/installed: package.json package-lock.json .npmrc | .venv/installed
	@echo "Installing the Node packages of package-lock.json"
	@npm ci --loglevel=error
	@touch $@

# What the browser loads, and the fonts.
pack: build/assets/made
	@.venv/bin/python -m runtime.bundle

build/assets/made: node_modules/installed runtime/assets.py runtime/editor.py runtime/editor.mjs
	@.venv/bin/python -m runtime.assets
	@.venv/bin/python -m runtime.editor
	@touch $@

# A package that the service does not know counts as a failure (--strict): nobody has looked at it.
audit: setup build/audit/bin/pip-audit ## known faults of the packages it stands on: needs an index that tells them
	@build/audit/bin/pip-audit --strict --require-hashes --disable-pip --progress-spinner off --requirement requirements.txt
	@npm audit --audit=true

build/audit/bin/pip-audit:
	@.venv/bin/python -m venv build/audit && build/audit/bin/python -m pip install --quiet pip-audit==$(PIP_AUDIT)

# npm writes where each package's author takes donations; the lock file is to hold no address at all.
NO_ADDRESSES = const fs = require("fs"), file = "package-lock.json", lock = JSON.parse(fs.readFileSync(file)); \
	Object.values(lock.packages).forEach((entry) => delete entry.funding); \
	fs.writeFileSync(file, JSON.stringify(lock, null, 2) + "\n");

lock: .venv/python ## pin the packages of requirements.in and package.json anew
	@.venv/bin/python -m venv build/lock && build/lock/bin/python -m pip install --quiet uv
	@build/lock/bin/uv pip compile --universal --python-version 3.12 --generate-hashes --no-emit-index-url \
		--no-annotate --no-header --system-certs --upgrade --quiet --output-file requirements.txt requirements.in
	@$(MAKE) --no-print-directory .venv/installed
	@npm install --package-lock-only --loglevel=error
	@node --eval '$(NO_ADDRESSES)'

clean: ## away with all that make has made, but for what it has downloaded
	@rm -rf build site .venv node_modules .mypy_cache .pytest_cache .ruff_cache .hypothesis
