# One command per task. People and .ci/run use the same names.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.complete
# Counts hyperthreads too; more processes than this only compete for the database.
TEST_PROCESSES ?= logical
ARGS ?=
# The inbox's style sheets and scripts, built from what npm installs.
ASSETS := src/frontdesk/inbox/assets
STATIC := src/frontdesk/inbox/static/manifest.json
PACKAGES := node_modules/.complete

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1

COMPILE := $(BIN)/uv pip compile --quiet --system-certs --cache-dir $(VENV)/.lock-cache --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header

.DEFAULT_GOAL := help
.PHONY: help setup assets messages run test browser screenshots fuzz soak lint types check bench format lock clean
.DELETE_ON_ERROR:

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(STAMP) assets ## create .venv with everything in it (does nothing when it is up to date)

assets: $(STATIC) ## build the inbox's style sheets and scripts (does nothing when they are up to date)

messages: $(STAMP) ## bring the inbox's catalogues of translations up to what its pages say
	$(BIN)/python -m frontdesk.inbox.extracting

run: setup ## start the demo on 127.0.0.1:8000
	@exec $(BIN)/frontdesk demo $(ARGS)

test: setup ## run all tests (ARGS="tests/tickets -k listing" narrows them)
	$(BIN)/python -m pytest -n $(TEST_PROCESSES) --maxprocesses 4 $(ARGS)

browser: setup ## run the tests in Chromium alone (ARGS="-k keyboard" narrows them)
	$(BIN)/python -m pytest -n $(TEST_PROCESSES) --maxprocesses 4 tests/e2e $(ARGS)

screenshots: setup ## take pictures of the inbox's pages into screenshots/ (ARGS="-k signing_in" narrows them)
	SCREENSHOTS=1 $(BIN)/python -m pytest -n $(TEST_PROCESSES) --maxprocesses 4 tests/e2e $(ARGS)

fuzz: setup ## try the whole API with 200 requests an operation (SCHEMATHESIS_EXAMPLES=1000, SCHEMATHESIS_SEED=7)
	SCHEMATHESIS_EXAMPLES=$${SCHEMATHESIS_EXAMPLES:-200} $(BIN)/python -m pytest tests/api/test_schemathesis.py -s $(ARGS)

soak: setup ## ten minutes of many clients at once (CONCURRENT_SECONDS=60 takes one)
	CONCURRENT_SECONDS=$${CONCURRENT_SECONDS:-600} $(BIN)/python -m pytest -s tests/tickets/test_concurrent_writes.py
	SURVIVE_TICKETS=$${SURVIVE_TICKETS:-60} $(BIN)/python -m pytest -s tests/cli/test_webhooks_survive.py

lint: setup ## check style and layout
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup ## check types
	$(BIN)/mypy

check: lint types test ## everything that must hold before a change is sent

bench: setup ## run the benchmarks and print ratios
	$(BIN)/python -m bench $(ARGS)

format: setup ## rewrite the code in the house layout
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

lock: setup ## bring requirements.lock and requirements-dev.lock up to pyproject.toml (ARGS=--upgrade: newest)
	$(COMPILE) $(ARGS) pyproject.toml --output-file requirements.lock
	$(COMPILE) $(ARGS) pyproject.toml --group dev --constraint requirements.lock \
		--output-file requirements-dev.lock

clean: ## remove .venv, node_modules, caches and build output; data folders stay
	rm -rf $(VENV) node_modules $(dir $(STATIC)) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(STAMP): requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "frontdesk needs Python 3.11 or newer, and '$(PYTHON)' is not: try 'make PYTHON=python3.11 $(MAKECMDGOALS)'." >&2; \
		exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "'$(PYTHON)' cannot create virtual environments: install its venv module (on Debian: apt-get install python3-venv)." >&2; \
		exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --only-binary :all: -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(STATIC): $(PACKAGES) $(shell find $(ASSETS) -type f)
	node $(ASSETS)/build.mjs

$(PACKAGES): package-lock.json package.json
	@command -v node >/dev/null && command -v npm >/dev/null || { \
		echo "frontdesk needs Node.js 18 or newer with npm to build the inbox's style sheets and scripts: install it (on Debian: apt-get install nodejs npm)." >&2; \
		exit 1; }
	npm ci --ignore-scripts --no-audit --no-fund --silent
	@touch $@
