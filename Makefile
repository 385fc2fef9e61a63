# `make help` lists what there is. Every target does the set-up it needs.
# Installs take the lock as it is (`--no-deps`): it is whole, and pip then asks nobody for something newer.
SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
RUN_STAMP := .venv/.installed
DEV_STAMP := .venv/.installed-dev

.PHONY: help setup demo test check lock vendor clean
.DEFAULT_GOAL := help

help: ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(RUN_STAMP) ## Everything needed to run: leaves .venv/bin/sayso

$(RUN_STAMP): requirements.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps --requirement requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index --editable .
	@touch $@

$(DEV_STAMP): $(RUN_STAMP) requirements-dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps --requirement requirements-dev.txt
	@touch $@

demo: $(RUN_STAMP) ## The whole service with sample young people, on http://localhost:$(PORT)
	@$(BIN)/python -m bot.demo --port $(PORT)

test: $(DEV_STAMP) ## Every test that needs no Rasa
	@tests/find-chromium
	@$(BIN)/python -m pytest -n 2 --dist loadgroup

check: $(DEV_STAMP) ## Lint, types, import contracts, flow checks
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/bandit --quiet --recursive --configfile pyproject.toml bot nlu webhooks admin
	@$(BIN)/sayso check

lock: $(DEV_STAMP) ## Pin and hash the dependencies anew
	@$(BIN)/pip-compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --strip-extras --allow-unsafe \
		--extra postgresql-server --all-build-deps --output-file requirements.txt pyproject.toml
	@$(BIN)/pip-compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --strip-extras --allow-unsafe \
		--extra postgresql-server --extra dev --all-build-deps --output-file requirements-dev.txt

vendor: ## Refresh vendored CSS, scripts and fonts (needs Node; never needed to run)
	@cd admin/vendoring && npm ci --no-fund --no-audit && npm run --silent build

clean: ## Remove what was installed and made
	@rm -rf .venv var
