# Kept Chair: each target sets up what it needs. Python 3.11, pip and make are enough.
PYTHON ?= python3.11
UV_VERSION = 0.13.9
PORT ?= 8000
PY = .venv/bin/python
export SECRET_KEY ?=

.PHONY: test check fix

.tools/bin/uv:
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --target .tools uv==$(UV_VERSION)

.venv/.dev: .tools/bin/uv requirements/dev.txt
	@.tools/bin/uv venv --quiet --allow-existing --python $(PYTHON) .venv
	@.tools/bin/uv pip sync --quiet --require-hashes --python .venv/bin/python requirements/dev.txt
	@mkdir -p var && touch $@

test: .venv/.dev
	@$(PY) -m pytest -n 2

check: .venv/.dev
	@.venv/bin/ruff format --check .
	@.venv/bin/ruff check .
	@SECRET_KEY=types .venv/bin/mypy
	@SECRET_KEY=check $(PY) manage.py makemigrations --check --dry-run

fix: .venv/.dev
	@.venv/bin/ruff check --fix .
	@.venv/bin/ruff format .
