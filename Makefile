# The commands of this project. `make run` and `make test` set up whatever they need.

PYTHON := $(shell command -v python3.11 || command -v python3)
VENV   := .venv
BIN    := $(VENV)/bin
PORT   ?= 8000

export CITYBRICKS_HOME ?= $(CURDIR)/.home
export PIP_DISABLE_PIP_VERSION_CHECK = 1

MESSAGES := $(wildcard src/citybricks/hub/locale/*/LC_MESSAGES/*.po src/citybricks/network/*/locale/*/LC_MESSAGES/*.po src/citybricks/network/*/*/locale/*/LC_MESSAGES/*.po src/citybricks/services/*/*/locale/*/LC_MESSAGES/*.po)
INPUTS   := pyproject.toml constraints.txt tools/compile_messages.py $(MESSAGES)

.PHONY: run test long postgres journeys again check bench browser messages new-brick new-blueprint constraints clean

run: $(VENV)/.run print ## serve the hub on http://127.0.0.1:8000
	$(BIN)/citybricks found --only-fresh
	$(BIN)/citybricks serve --port $(PORT)

test: $(VENV)/.test system ## run every test but the long ones
	$(BIN)/python -m pytest -q -n 2 --dist loadgroup -m "not long"

long: $(VENV)/.test system ## run the tests that take minutes
	$(BIN)/python -m pytest -q -n 2 --dist loadgroup -m long
	HYPOTHESIS_PROFILE=long $(BIN)/python -m pytest -q -n 2 tests/property
	HYPOTHESIS_PROFILE=long $(BIN)/python -m pytest -q -n 2 tests/contract/test_running.py -k no_document

postgres: $(VENV)/.test system ## run the tests of the network and of the queue with PostgreSQL in place of SQLite
	$(BIN)/python -m pytest -q -m long tests/network/test_on_postgres.py tests/network/finding/test_pgvector.py tests/hub/jobs/test_on_postgres.py

journeys: $(VENV)/.test system ## run what takes minutes in headless Chromium: journeys, voting; and what the founding network answers
	$(BIN)/python -m pytest -q -m long tests/browser tests/hub/test_founding.py

again: $(VENV)/.test ## run what failed once more, one test at a time: some measure seconds
	$(BIN)/python -m pytest -q --last-failed --last-failed-no-failures none -m "not long"

check: $(VENV)/.test ## style, types, layers, sizes, translations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/shape.py
	$(BIN)/python tools/messages.py --check

bench: $(VENV)/.test system ## figures beside their peers
	$(BIN)/python -m benchmarks --assert

browser: $(VENV)/.test system ## only the tests in headless Chromium
	$(BIN)/python -m pytest -q tests/browser

messages: $(VENV)/.test ## bring the translation files up to date with the texts in the code
	$(BIN)/python tools/messages.py
	for texts in src/citybricks/hub/locale src/citybricks/network/*/locale src/citybricks/network/*/*/locale src/citybricks/services/*/*/locale; do (cd $$texts/.. && DJANGO_SETTINGS_MODULE=citybricks.hub.settings $(CURDIR)/$(BIN)/python -m django makemessages -l zh_Hans --no-location --no-wrap); done

new-brick: $(VENV)/.run ## make the folder of a new brick: make new-brick NAME=quiet_streets
	$(BIN)/python tools/new_brick.py $(NAME)

new-blueprint: $(VENV)/.run ## make the folder of a new blueprint: make new-blueprint NAME=safe_ways
	$(BIN)/python tools/new_brick.py --blueprint $(NAME)

constraints: ## choose new versions of everything and write them down
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --quiet --python-version 3.11 --extra dev --no-header --no-annotate -o constraints.txt pyproject.toml

clean: ## remove what the commands above have made, data of the embedded hub included
	rm -rf $(VENV) .home .bench

.PHONY: print
print:
	@tools/system_packages.sh print

.PHONY: system
system:
	@tools/system_packages.sh

$(BIN)/python:
	@tools/python_venv.sh "$(PYTHON)" $(VENV)

$(VENV)/.run: $(BIN)/python $(INPUTS)
	$(BIN)/pip install --quiet -c constraints.txt -e .
	@touch $@

$(VENV)/.test: $(BIN)/python $(INPUTS)
	$(BIN)/pip install --quiet -c constraints.txt -e .[dev]
	@touch $@ $(VENV)/.run
