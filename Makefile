# Two commands for people: `make demo` and `make test`. Each does all its own set-up.
SHELL := /bin/bash
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
DEMO ?= reports/demo

.PHONY: help demo page parts test quick lint types samples workbooks docs bench wheel clean

help:
	@echo "make demo     go the whole way once with an invented nursery"
	@echo "make page     the page that needs no installation, into dist/ (docs/page.md)"
	@echo "make test     lint, types and every test, on real LibreOffice, Chromium and Firefox"
	@echo "make quick    lint, types and the tests that need neither"
	@echo "make samples  make reports/samples/ again     make docs   make docs/ again"
	@echo "make bench    the benchmarks                  make wheel  build and try the wheel"

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed. Say which: make PYTHON=/path/to/python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
	  { echo "Python could not make a virtual environment. On Debian: apt-get install python3-venv"; exit 1; }

# The tool alone, for `make demo`.
$(VENV)/.tool: $(BIN)/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

# The tool with all that its tests need.
$(VENV)/.tests: $(BIN)/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@ $(VENV)/.tool

demo: $(VENV)/.tool
	$(BIN)/safeguarding-audit demo -o $(DEMO)

# Needs Node.js with npm. CHECKLISTS, NAME and COLOUR make a page of one's own: see docs/page.md.
page: $(VENV)/.tool
	$(BIN)/python -m tools.build_page $(if $(CHECKLISTS),--checklists "$(CHECKLISTS)") \
	  $(if $(NAME),--name "$(NAME)") $(if $(COLOUR),--colour "$(COLOUR)")

lint: $(VENV)/.tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.tests
	$(BIN)/mypy

# LibreOffice, Chromium and the page checkers, where they can be had; a clear sentence where they cannot.
parts:
	@bash tests/parts.sh
	@[ ! -x $(BIN)/python ] || $(BIN)/python -m tools.page_site || echo "The tests of the page are skipped, and say so."

# In the order of their names: sorted by their number of tests, the file that takes longest would run alone at the end.
test: lint types parts
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

quick: lint types
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder -m "not parts"

samples: $(VENV)/.tool
	$(BIN)/safeguarding-audit samples -o reports/samples

workbooks: $(VENV)/.tool
	$(BIN)/safeguarding-audit checklists workbooks -o checklists/workbooks

docs: $(VENV)/.tool
	$(BIN)/python -m audit.cli.reference docs

bench: $(VENV)/.tests
	$(BIN)/python -m benchmarks.start
	$(BIN)/python -W ignore -m benchmarks.read
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	$(BIN)/python -m benchmarks.report
	$(BIN)/python -W ignore -m benchmarks.aggregate

wheel: $(VENV)/.tests
	$(BIN)/python -m pytest tests/test_wheel.py

clean:
	rm -rf $(VENV) node_modules tests/node_modules audit/data dist build .pytest_cache .mypy_cache .ruff_cache
