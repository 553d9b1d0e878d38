# Everything a newcomer needs: `make run` and `make test`.
PYTHON ?= python3
PORT ?= 8000
WORKERS ?= 2
BIN := .venv/bin

.PHONY: run test test-long test-db wheel check format setup lock stop bench

run: setup
	@KC_DEMO=1 PORT=$(PORT) $(BIN)/python scripts/run.py

test: setup check
	$(BIN)/python -m pytest -n $(WORKERS) -m "not long" --cov --cov-report=
	$(BIN)/python scripts/covered.py

test-long: setup
	$(BIN)/python -m pytest -n $(WORKERS) -m long

test-db: setup
	$(BIN)/python scripts/other_postgres.py $(BIN)/python -m pytest -n $(WORKERS) -m "not long" \
		tests/audit tests/budget tests/norms tests/establishments tests/config/test_backup.py

wheel: setup
	$(BIN)/python scripts/wheel.py

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	KC_TEST=1 $(BIN)/mypy

bench: setup
	@FACTOR="$(FACTOR)" FACTORS="$(FACTORS)" ONLY="$(ONLY)" OUT="$(OUT)" ROUNDS="$(ROUNDS)" $(BIN)/python -m bench

format: setup
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

stop:
	$(BIN)/python scripts/run.py --stop

lock: setup
	$(BIN)/uv pip compile --universal --generate-hashes --no-header -q pyproject.toml -o requirements/run.txt
	$(BIN)/uv pip compile --universal --generate-hashes --no-header -q pyproject.toml --group dev -o requirements/dev.txt
	npm install --package-lock-only

setup: .venv/.done var/vendor/.done

.venv/.done: requirements/dev.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q uv
	$(BIN)/uv pip sync -q --require-hashes requirements/dev.txt
	touch $@

var/vendor/.done: package-lock.json scripts/vendor.py .venv/.done
	npm ci --silent
	$(BIN)/python scripts/vendor.py
	touch $@
