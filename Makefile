# make run    sets up, makes the example, imports it, serves on 127.0.0.1:8501
# make check  the tests that need no server, no browser and no cluster
# make test   sets up and runs every test, browser tests included
# make bench  the benchmarks
# make docs   writes the parts of docs/ that the code says
# make lint   ruff, mypy, sqlfluff
# make audit  asks whether a package in requirements.lock has a known weakness
# make wheel  makes one file in dist/ that installs everywhere with pip
# make lock   rewrites requirements.lock, after a change of requirements.txt

# What one process compiles serves the next: tests and commands start hundreds.
unexport PYTHONDONTWRITEBYTECODE

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
PORT   ?= 8501
PIP    := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: run check test bench docs lint audit lock setup setup-test browser clean

# What `make check` runs: folders of tests, and the tests that lie in none.
CHECKED := tests/test_*.py $(addprefix tests/, imports/reading pages policy promises \
  requests signin)

run: $(VENV)/.run
	$(BIN)/python -m privacy example
	$(BIN)/python -m privacy import --organisation claims-link
	$(BIN)/python -m privacy import --organisation insuresec & \
	  $(BIN)/python -m privacy serve --port $(PORT)

check: setup-test
	$(BIN)/python -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder -p tests.no_servers $(CHECKED)

test: setup-test browser
	$(BIN)/python -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder $(PYTEST)

bench: setup-test
	$(BIN)/python -m tests.bench

docs: setup-test
	$(BIN)/python -m privacy.commands.documentation

lint: setup-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/sqlfluff lint queries --processes 2

audit: setup-test
	$(BIN)/pip-audit --progress-spinner off --disable-pip --require-hashes -r requirements.lock

wheel: setup
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps \
	  --wheel-dir dist .

lock: setup-test
	$(BIN)/uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes \
	  --no-annotate --no-header requirements.txt -o requirements.lock
	grep ^uv== requirements-test.txt | $(BIN)/uv pip compile -q --universal \
	  --python-version 3.11 --generate-hashes --no-annotate --no-header - -o requirements-uv.lock

setup: $(VENV)/.run
	$(BIN)/python -m compileall -q -j 0 $(VENV)/lib dashboard.py pages privacy

setup-test: $(VENV)/.test

# uv installs in a tenth of pip's time; where there is none, or no index that it knows,
# pip does the same.
$(VENV)/.run: requirements.lock requirements-uv.lock
	$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'Python 3.11 or later is needed; this is ' + sys.version)"
	$(PYTHON) -m venv $(VENV)
	$(PIP) --require-hashes -r requirements-uv.lock && \
	  $(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock || \
	  $(PIP) --require-hashes -r requirements.lock
	touch $@

$(VENV)/.test: requirements-test.txt $(VENV)/.run
	$(PIP) -r requirements-test.txt
	touch $@

browser: setup-test
	$(BIN)/python -m tests.browser.chromium

clean:
	rm -rf $(VENV) dist data/example/*/exports data/example/*/build data/example/example.json data/example.keys
