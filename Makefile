# `make help` lists what there is. Every target does the set-up it needs.
# Installs take the lock as it is (`--no-deps`): it is whole, and pip then asks nobody for something newer.
SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
RUN_STAMP := .venv/.installed
DEV_STAMP := .venv/.installed-dev

# Rasa's environment is large and slow to make, so clones share one, named by what it holds.
RASA_CACHE ?= $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/sayso
RASA_ENV = $(RASA_CACHE)/rasa-$(shell sha256sum requirements-rasa.txt | cut -c1-16)
RASA_CONFIG ?= nlu/rasa/config.yml
RASA_MODEL = $$(nlu/rasa/train $(RASA_ENV) $(CURDIR)/$(RASA_CONFIG))

.PHONY: help setup demo test pictures check lock lock-rasa rasa test-rasa vendor clean
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

ifeq ($(RASA),1)
demo: $(RUN_STAMP) rasa ## The whole service with sample young people, on http://localhost:$(PORT)
	@nlu/rasa/with-server $(RASA_ENV) "$(RASA_MODEL)" \
		sh -c 'SAYSO_NLU_URL=$$RASA_URL exec $(BIN)/python -m bot.demo --port $(PORT)'
else
demo: $(RUN_STAMP) ## The whole service with sample young people, on http://localhost:$(PORT)
	@$(BIN)/python -m bot.demo --port $(PORT)
endif

# Three on two processors: many tests wait for a process, a lock or a page, and two would wait as one.
# What is compiled is kept, whatever the machine says: many tests start Sayso in a process of its own.
test: $(DEV_STAMP) ## Every test that needs no Rasa
	@tests/find-chromium
	@PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n 3

pictures: $(DEV_STAMP) ## The papers' pictures, taken anew of the sample organisation (needs Chromium)
	@tests/find-chromium
	@$(BIN)/python -m tests.pictures

rasa: ## Rasa in a Python 3.10 environment of its own, and its model trained
	@nlu/rasa/build-environment $(RASA_ENV) requirements-rasa.txt
	@echo "The model: $(RASA_MODEL)"

test-rasa: $(DEV_STAMP) rasa ## The contract tests of what reads free words, against a real Rasa server
	@nlu/rasa/with-server $(RASA_ENV) "$(RASA_MODEL)" \
		sh -c 'SAYSO_TEST_RASA_URL=$$RASA_URL exec $(BIN)/python -m pytest -n 0 tests/contract/test_interpreters.py'

check: $(DEV_STAMP) ## Lint, types, import contracts, flow checks
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/bandit --quiet --recursive --configfile pyproject.toml bot nlu webhooks admin
	@$(BIN)/sayso check

lock: $(DEV_STAMP) ## Pin and hash the dependencies anew
	@$(BIN)/pip-compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --strip-extras --allow-unsafe \
		--extra postgresql-server --extra attacker --all-build-deps --output-file requirements.txt pyproject.toml
	@$(BIN)/pip-compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --strip-extras --allow-unsafe \
		--extra postgresql-server --extra attacker --extra dev --all-build-deps --output-file requirements-dev.txt

lock-rasa: rasa ## Pin and hash Rasa's dependencies anew
	@rm -rf var/lock-rasa && $(RASA_ENV)/bin/python -m venv var/lock-rasa
	@var/lock-rasa/bin/python -m pip install --quiet --disable-pip-version-check 'pip<25' 'pip-tools<7.5'
	@sed -n 's/^rasa = \["\(.*\)"\]/\1/p' pyproject.toml > var/lock-rasa/sayso-rasa.in
	@var/lock-rasa/bin/pip-compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links \
		--strip-extras --allow-unsafe --output-file requirements-rasa.txt var/lock-rasa/sayso-rasa.in

vendor: ## Refresh vendored CSS, scripts and fonts (needs Node; never needed to run)
	@cd admin/vendoring && npm ci --no-fund --no-audit && npm run --silent build

clean: ## Remove what was installed and made
	@rm -rf .venv var
