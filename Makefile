# The commands of the project. Python 3.11+ and make are all that a machine needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIN := $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-strip-extras \
	--no-emit-index-url --no-emit-find-links --no-header --no-annotate

.PHONY: run test reliability check format bench screens examples pins clean

run: $(VENV)/.run  ## open the program
	@$(BIN)/sprig-tui $(ARGS)

test: $(VENV)/.dev $(VENV)/.node  ## everything that CI runs
	$(BIN)/python -m pytest -n auto --dist worksteal $(ARGS)

reliability: $(VENV)/.dev  ## the long fault tests, with figures: docs/reliability.md
	$(BIN)/python -m pytest -m reliability $(or $(ARGS),tests/reliability)

check: $(VENV)/.dev  ## lint, format, types, layers and budgets, full coverage of the pure core
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q -n auto tests/test_architecture.py tests/test_docs.py
	$(BIN)/python -m pytest -q -n auto tests/unit --cov=sprig_tui.domain --cov=sprig_tui.services \
		--cov-branch --cov-report=term:skip-covered --cov-fail-under=100

format: $(VENV)/.dev
	$(BIN)/ruff check --fix-only -q .
	$(BIN)/ruff format -q .

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("sprig-tui needs Python 3.11 or newer; try: make $(MAKECMDGOALS) PYTHON=python3.13") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements/run.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements/dev.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/.run

bench: $(VENV)/.dev  ## measure the goals of docs/performance.md; ARGS="P4 P9" runs a choice
	@$(BIN)/python -m bench $(ARGS)

screens: $(VENV)/.dev  ## take the pictures of docs/images; ARGS="live event newcomer" takes a choice
	TZ=UTC $(BIN)/python -m tests.pictures $(ARGS)

examples: $(VENV)/.dev  ## write examples/events.jsonl and the reports in docs/examples.md
	$(BIN)/python -m tests.example_reports

$(VENV)/.node: tests/e2e/node/package-lock.json requirements/node.txt | $(VENV)/.dev
	$(BIN)/python tests/e2e/node/install.py
	@touch $@

pins: $(VENV)/.dev  ## write requirements/*.txt from pyproject.toml
	$(BIN)/python -m pip install -q --disable-pip-version-check uv
	$(PIN) --group build pyproject.toml -o requirements/run.txt
	$(PIN) --group dev pyproject.toml -o requirements/dev.txt
	$(PIN) requirements/node.in -o requirements/node.txt

clean:
	rm -rf $(VENV) dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
