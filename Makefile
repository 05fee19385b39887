# phoihop: every command of the project. `make` alone prints them.
VENV  := .venv
BENCH := .venv-bench
BIN   := $(VENV)/bin
DATA  := $(or $(PHOIHOP_DATA),data)

# Files of tests that need no server run side by side, one process a core.
FAST  := $(BIN)/python -m pytest -q -m "not live and not browser" -n auto --dist loadfile

.DEFAULT_GOAL := help
.PHONY: help run year up-local down-local test test-fast faults bench lint schemas assets clean-data lock deploy-secrets packages servers
MAKEFLAGS += --no-print-directory

help:  ## print this list
	@echo "phoihop: phối hợp cải cách hành chính"
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo
	@echo "  SEED=1 FAULTS=1000 make faults chooses the campaign; its log is kept in $(DATA)/faults."
	@echo "  PORT=8000 make run chooses the portal's port; PHOIHOP_DATA=folder chooses where the ledgers are kept."

run: $(VENV)/.runtime assets  ## all services in one process, the sample round, the portal
	@$(BIN)/phoihop up --demo

year: $(VENV)/.runtime assets  ## every procedure of 2021-2022, 38 agencies, the clock moved; then the portal
	@PHOIHOP_DATA="$(DATA)/year" $(BIN)/phoihop year

up-local: $(VENV)/.runtime assets servers  ## the same round, one process per service on RabbitMQ and PostgreSQL
	@$(BIN)/phoihop up --local --demo

down-local: $(VENV)/.runtime  ## stop what up-local left running
	@$(BIN)/python -m deploy.local down "$(DATA)/local"

test: $(VENV)/.tests packages assets lint  ## everything: RabbitMQ, PostgreSQL and Chromium included
	@echo "phoihop: tests that need no server"
	@$(FAST)
	@echo "phoihop: tests on RabbitMQ and PostgreSQL"
	@$(BIN)/python -m pytest -q -m "live and not browser" -n 2 --dist loadfile --ignore tests/bench
	@echo "phoihop: no figure has fallen by half"
	@$(BIN)/python -m pytest -q -m live tests/bench
	@echo "phoihop: tests in a browser"
	@$(BIN)/python -m pytest -q -m browser

test-fast: $(VENV)/.tests assets  ## the tests that need no server, in seconds
	@$(FAST)

faults: $(VENV)/.tests packages  ## rounds on real servers while 1,000 faults of all kinds happen; then every ledger is checked
	@echo "phoihop: interleavings in one process"
	@PHOIHOP_INTERLEAVINGS=$(or $(INTERLEAVINGS),5000) $(BIN)/python -m pytest -q --timeout 3600 tests/mechanism/test_interleavings.py
	@echo "phoihop: faults on RabbitMQ and PostgreSQL"
	@$(BIN)/python -W ignore -m tests.faults.campaign --seed $(or $(SEED),1) --faults $(or $(FAULTS),1000) --folder "$(DATA)/faults"

bench: $(BENCH)/.installed  ## the figures beside the yardsticks (20 minutes; QUICK=1, ONLY=relay; WRITE=1: into README)
	@$(BENCH)/bin/python -m deploy.local.packages servers
	@$(BENCH)/bin/python -W ignore -m tests.bench --only "$(ONLY)" --runs $(or $(RUNS),5) $(if $(QUICK),--quick) $(if $(WRITE),--write)

lint: $(VENV)/.tests  ## style (ruff) and types (mypy --strict)
	@echo "phoihop: ruff, mypy"
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy --no-error-summary

schemas: $(VENV)/.runtime  ## write the JSON Schemas and the AsyncAPI document anew from schemas/
	@$(BIN)/phoihop schemas

assets: $(VENV)/.runtime  ## fetch the portal's scripts and fonts, checked by hash
	@$(BIN)/python -m deploy.assets

clean-data:  ## forget every ledger: the next run starts afresh
	@case "$(DATA)" in /|.|..|"$$HOME"|"$$HOME"/) echo "phoihop: PHOIHOP_DATA is $(DATA), which is not removed." >&2; exit 1;; esac
	@test ! -d "$(DATA)/local" || $(BIN)/python -m deploy.local forget "$(DATA)/local"
	@rm -rf -- "$(DATA)"
	@echo "phoihop: $(DATA) is gone"

lock:  ## pin the libraries anew from pyproject.toml (needs uv)
	@command -v uv >/dev/null || { echo "phoihop: make lock needs the program uv (pip install uv)." >&2; exit 1; }
	@$(UV_COMPILE) pyproject.toml -o requirements.lock
	@$(UV_COMPILE) --extra test -c requirements.lock pyproject.toml -o tests/requirements.lock
	@$(UV_COMPILE) --extra bench -c requirements.lock pyproject.toml -o tests/bench/requirements.lock

deploy-secrets: $(VENV)/.runtime  ## passwords and broker definitions for docker-compose.yml
	@$(BIN)/python -m deploy.compose

# No address of a package index is written into the locks: whoever installs uses their own.
UV_COMPILE = uv pip compile -q --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header --no-annotate

# Debian's packages: what is missing is installed by root, and named to anybody else.
packages: $(VENV)/.runtime
	@$(BIN)/python -m deploy.local.packages

servers: $(VENV)/.runtime
	@$(BIN)/python -m deploy.local.packages servers

# The test lock holds the runtime lock's pins and more, so one environment serves both.
$(VENV)/.runtime: requirements.lock pyproject.toml
	@test $(VENV)/.tests -nt $< -a $(VENV)/.tests -nt pyproject.toml || deploy/local/venv.sh $(VENV) requirements.lock
	@touch $@

# What the figures are held against comes with libraries of its own, which nothing else here may import.
$(BENCH)/.installed: tests/bench/requirements.lock pyproject.toml
	@deploy/local/venv.sh $(BENCH) tests/bench/requirements.lock
	@touch $@

$(VENV)/.tests: tests/requirements.lock requirements.lock pyproject.toml
	@deploy/local/venv.sh $(VENV) tests/requirements.lock
	@touch $(VENV)/.runtime $@
