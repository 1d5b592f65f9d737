# make run    sets up, makes the example, imports it, serves on 127.0.0.1:8501
# make test   sets up and runs every test, browser tests included
# make bench  the benchmarks
# make lint   ruff, mypy, sqlfluff
# make audit  asks whether a package in requirements.lock has a known weakness
# make lock   writes requirements.lock anew, after a change of requirements.txt

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
PORT   ?= 8501

.PHONY: run test bench lint audit lock setup setup-test browser clean

run: setup
	$(BIN)/python -m privacy example
	$(BIN)/python -m privacy import
	$(BIN)/python -m privacy serve --port $(PORT)

test: setup-test browser
	$(BIN)/python -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder $(PYTEST)

bench: setup-test
	$(BIN)/python -m tests.bench

lint: setup-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/sqlfluff lint queries --processes 2

audit: setup-test
	$(BIN)/pip-audit --progress-spinner off --disable-pip --require-hashes -r requirements.lock

lock: setup-test
	$(BIN)/uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes \
	  --no-annotate --no-header requirements.txt -o requirements.lock

setup: $(VENV)/.run

setup-test: $(VENV)/.test

$(VENV)/.run: requirements.lock
	$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'Python 3.11 or later is needed; this is ' + sys.version)"
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	touch $@

$(VENV)/.test: requirements-test.txt $(VENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-test.txt
	touch $@

browser: setup-test
	$(BIN)/python -m tests.browser.chromium

clean:
	rm -rf $(VENV) data/example/*/exports data/example/*/build data/example/example.json data/example.keys
