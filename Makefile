# Kept Chair. Each target sets up what it needs: Python 3.11, pip and make are enough.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
UV_VERSION = 0.13.9
PY = .venv/bin/python
UV = .tools/bin/uv
# Where uv cannot be had, pip does the same, more slowly: make UV= test

.PHONY: demo test check fix bench faults screens axe

demo: .venv/.run
	@PORT="$(PORT)" $(PY) -m facilitator.demo

# The suite on SQLite; once more on PostgreSQL and Redis where DATABASE_URL points there; then real
# processes and a real browser. REQUIRE_ALL=1 turns whatever would be skipped into a failure.
ON_SQLITE = env -u DATABASE_URL -u KEYRING_URL -u REDIS_URL
QUICK = $(PY) -m pytest -n 2 -m "not browser and not stack"

test: .venv/.dev
	@$(ON_SQLITE) SUITE=sqlite $(QUICK)
	@case "$$DATABASE_URL" in \
	postgres*) echo "Once more, on PostgreSQL:"; SUITE=postgres $(QUICK);; \
	*) echo "SKIPPED: PostgreSQL. Set DATABASE_URL and KEYRING_URL to try it as well."; \
	   test -z "$$REQUIRE_ALL";; esac
	@$(ON_SQLITE) SUITE=browser $(PY) -m pytest -n 2 -m "(browser or stack) and not axe"

check: .venv/.dev
	@.venv/bin/ruff format --check .
	@.venv/bin/ruff check .
	@.venv/bin/lint-imports --no-cache
	@SECRET_KEY=types .venv/bin/mypy
	@.venv/bin/djlint --lint --quiet templates
	@$(PY) -m tests.house.settled
	@$(PY) -m tests.house.translations

fix: .venv/.dev
	@.venv/bin/ruff check --fix .
	@.venv/bin/ruff format .

bench: .venv/.dev
	@$(PY) -m bench.run $(PART)

faults: .venv/.dev
	@$(PY) -m tests.browser.faults $(FAULT)

screens: .venv/.dev
	@$(PY) -m tests.browser.screens

axe: .venv/.dev
	@$(ON_SQLITE) SUITE=browser $(PY) -m pytest -n 2 -m axe

.tools/bin/uv:
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --root-user-action ignore --target .tools uv==$(UV_VERSION)

.venv/bin/python: | $(UV)
	@if [ -n "$(UV)" ]; then $(UV) venv --system-certs --quiet --allow-existing --python $(PYTHON) .venv; \
	else $(PYTHON) -m venv .venv; fi

.venv/.%: requirements/%.txt .venv/bin/python
	@if [ -n "$(UV)" ]; then $(UV) pip install --system-certs --quiet --require-hashes --python $(PY) -r $<; \
	else $(PY) -m pip install --quiet --require-hashes -r $<; fi
	@mkdir -p var && touch $@
