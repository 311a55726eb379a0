# Everything that is done with Tallyclerk from a checkout; needs python3 (3.11 or later), make and the package registry.

PYTHON ?= python3
BIN := .venv/bin
ONCE ?=
PIP := $(BIN)/python -m pip --disable-pip-version-check
LOCKING := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11

.DEFAULT_GOAL := help
.PHONY: help demo test rules faults models accuracy bench siege flood crowd splitting screenshots lint types lock clean

help: ## What can be made.
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 10

demo: .venv/runtime.stamp ## Starts everything on loopback and puts the sample paperwork through it (ONCE=1: ends when it is through).
	$(BIN)/tallyclerk demo $(if $(ONCE),--once)

test: .venv/dev.stamp ## Runs the whole test suite (ARGS=... go to pytest).
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

faults: .venv/dev.stamp ## Posts 200 papers into a real Tryton while 100 things go wrong, and reads Tryton afterwards (ARGS="--seed N").
	$(BIN)/python -m tests.tryton.faults $(ARGS)

models: .venv/dev.stamp ## Makes the trained models anew from papers that the generator draws (ARGS="--cache DIR" keeps the words of pages).
	$(BIN)/python -m app.models $(ARGS)

accuracy: .venv/dev.stamp ## Measures how well it reads, with stationery held out, and writes docs/accuracy.md (ARGS="--cache DIR" as above).
	$(BIN)/tallyclerk evaluate --leave-one-layout-out --seed 20261122 --write docs/accuracy.md $(ARGS)

bench: .venv/dev.stamp ## Measures what reading costs beside bare pypdfium2 and Tesseract (ARGS=--json).
	$(BIN)/python -m app.bench $(ARGS)

siege: .venv/dev.stamp ## Two pollers on a real mailbox: 200 messages, 15 cut connections, one restart (needs Dovecot; ARGS="--mails N --cuts N").
	$(BIN)/python -m tests.siege $(ARGS)

flood: .venv/dev.stamp ## 2,000 files into a drop folder while it is swept: sub-folders, slow copies, copies of copies (ARGS="--files N").
	$(BIN)/python -m tests.flood $(ARGS)

crowd: .venv/dev.stamp ## The desk's queue with 100,000 open cases: how long its pages take (ARGS="--cases N --rounds N").
	$(BIN)/python -m tests.crowd $(ARGS)

splitting: .venv/dev.stamp ## How well 30 drawn files of several papers are split (ARGS="--files N --seed S --medium MEDIUM").
	$(BIN)/python -m tests.splitting $(ARGS)

screenshots: .venv/dev.stamp ## Takes the pictures of the desk, docs/screenshots (needs Chromium).
	$(BIN)/python -m tests.screenshots docs/screenshots

rules: .venv/dev.stamp ## Writes the table of the rules, docs/rules.md, from their docstrings.
	$(BIN)/python -m validate.rules --write docs/rules.md

lint: .venv/dev.stamp ## Style, formatting and the layers of the architecture.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: .venv/dev.stamp ## Static types, strictly.
	$(BIN)/python -m mypy

lock: .venv/dev.stamp ## Renews the lock files from pyproject.toml (LOCKARGS=--upgrade for newer versions).
	$(BIN)/python -c "import uv" 2>/dev/null || $(PIP) install --quiet uv
	echo "setuptools>=77" | $(LOCKING) $(LOCKARGS) pyproject.toml - --output-file requirements.lock
	echo "setuptools>=77" | $(LOCKING) $(LOCKARGS) pyproject.toml - --group dev --extra postgresql --output-file requirements-dev.lock

clean: ## Takes away what make made; documents and databases under var/ stay.
	rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.venv/bin/python:
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" || { echo "Tallyclerk needs Python 3.11 or later; name one with 'make PYTHON=python3.12 …'." >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "python3 cannot make a virtual environment; install its venv package (Debian: python3-venv)." >&2; exit 1; }

.venv/runtime.stamp: requirements.lock pyproject.toml | .venv/bin/python
	$(PIP) install --quiet --require-hashes -r requirements.lock
	$(PIP) install --quiet --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev.stamp: requirements-dev.lock .venv/runtime.stamp
	$(PIP) install --quiet --require-hashes -r requirements-dev.lock
	@touch $@
