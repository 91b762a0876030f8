# Knobs: `make serve` shows the site, `make test` proves it. `make help` lists the rest.
# What each step needs, it fetches by name, verifies and keeps: a second run does no work twice.

SHELL := /bin/sh
export PATH := $(CURDIR)/.venv/bin:$(PATH)
export NO_MKDOCS_2_WARNING := 1
export PYTHONDONTWRITEBYTECODE :=

.DELETE_ON_ERROR:
.PHONY: help setup build serve test lint bench check lock clean
.DEFAULT_GOAL := help

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile | expand -t 16

setup: .venv/installed node_modules/installed ## Python and Node packages, pinned by hash, in .venv and node_modules

.venv/python: runtime/find_python.sh
	@python=$$(sh runtime/find_python.sh) || exit 1; \
	echo "Making .venv with $$python"; \
	"$$python" -m venv .venv && echo "$$python" > $@

.venv/installed: .venv/python requirements.txt pyproject.toml
	@echo "Installing the Python packages of requirements.txt (about 330 MB the first time)"
	@.venv/bin/python -m pip install --disable-pip-version-check --quiet --progress-bar on --require-hashes -r requirements.txt
	@.venv/bin/python -m pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation --editable .
	@touch $@

node_modules/installed: .venv/installed package.json package-lock.json .npmrc
	@echo "Installing the Node packages of package-lock.json"
	@npm ci --no-progress --loglevel=error
	@touch $@
