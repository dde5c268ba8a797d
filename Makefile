# make run    set everything up and serve the register with demonstration data on http://127.0.0.1:8000 (PORT= changes it)
# make test   set everything up and run every test, on SQLite and on PostgreSQL
# make check  style, types, import contracts, templates, catalogues, migrations
# make bench  measurements, as ratios
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
export PARTNERSHIP_DEMO ?= 1

.PHONY: run test test-fast check bench assets catalogues migration docs clean

run: $(VENV)/app.stamp assets catalogues
	@$(BIN)/partnership demo serve --port $(PORT)

test: $(VENV)/dev.stamp assets catalogues
	@sh scripts/system_packages.sh test
	$(BIN)/python -m pytest -n 2 --dist loadgroup -q
	$(BIN)/python scripts/with_postgres.py $(BIN)/python -m pytest -n 2 --dist loadgroup -q -m "not browser and not standalone" --database

check: $(VENV)/dev.stamp assets catalogues
	$(BIN)/ruff check .
	$(BIN)/ruff format --check partnership reports scripts tests
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q tests/guards

bench: $(VENV)/dev.stamp assets catalogues
	@sh scripts/system_packages.sh test
	$(BIN)/python scripts/with_postgres.py $(BIN)/python -m scripts.bench --database

assets: $(VENV)/app.stamp node_modules/.stamp
	@$(BIN)/python scripts/build_assets.py

catalogues: $(VENV)/app.stamp
	@$(BIN)/python scripts/build_catalogues.py

docs: $(VENV)/dev.stamp
	$(BIN)/python -m scripts.generate_docs

migration: $(VENV)/dev.stamp
	$(BIN)/python scripts/new_migration.py "$(MESSAGE)"

$(VENV)/venv.stamp:
	@sh scripts/system_packages.sh run
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/app.stamp: $(VENV)/venv.stamp requirements/app.lock pyproject.toml
	$(PIP) --require-hashes -r requirements/app.lock
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/app.stamp requirements/dev.lock
	$(PIP) --require-hashes -r requirements/dev.lock
	@touch $@

node_modules/.stamp: package-lock.json $(VENV)/venv.stamp
	@sh scripts/npm.sh ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

clean:
	rm -rf $(VENV) node_modules static/dist reports/assets/fonts var
