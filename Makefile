# MeterRound: set up, run, check, test. `make help` lists the targets.
# Set-up steps remember the hash of what they ran on in build/stamps, so a second start takes seconds.

VENV_PYTHON := .venv/bin/python
PYTEST_WORKERS ?= 2
PYTHON_SOURCES := backend config.py wsgi.py migrations scripts tests

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:

# ---------------------------------------------------------------- run

# HOST and PORT are the server's own settings: 127.0.0.1 and 8000 without them.
ifdef HOST
run: export HOST := $(HOST)
endif
ifdef PORT
run: export PORT := $(PORT)
endif
# The demo's accounts stand on its sign-in page: only when started so, never by default.
run seed: export DEMO ?= 1

# Over HTTPS it takes all addresses, so that a phone on the same network reaches it.
SERVE = $(VENV_PYTHON) -m $(if $(HTTPS),scripts.https,backend.cli serve)

.PHONY: run
run: say-run venv-run system-run pwa migrate seed ## Set up, migrate, seed the demo and serve on http://HOST:PORT (HTTPS=1: for a phone on the same network)
	@echo "Starting the server …"
	@exec $(SERVE)

.PHONY: say-run
say-run:
	@echo "MeterRound: looking whether anything is to be set up …"

.PHONY: migrate
migrate: venv-run ## Bring the database to the newest migration
	@echo "Bringing the database to the newest migration …"
	@$(VENV_PYTHON) -m backend.cli migrate

.PHONY: seed
seed: venv-run ## Fill an empty database with the demo; does nothing when it is there
	@$(VENV_PYTHON) -m backend.cli seed

.PHONY: pwa
pwa: venv-run ## Build the PWA into pwa/dist when its sources changed
	@$(VENV_PYTHON) -m scripts.pwa build

# ---------------------------------------------------------------- set-up

.PHONY: venv-run venv-dev system-run system-test
venv-run:
	@python=$$(sh scripts/find_python.sh) && $$python -m scripts.venv run
venv-dev:
	@python=$$(sh scripts/find_python.sh) && $$python -m scripts.venv dev
system-run: venv-run
	@$(VENV_PYTHON) -m scripts.system_packages run
system-test: venv-dev
	@$(VENV_PYTHON) -m scripts.system_packages test

LOCK = .venv/bin/uv pip compile --quiet --no-config --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-header --no-annotate

.PHONY: lock
lock: venv-dev ## Write the requirements locks anew from requirements*.in
	$(LOCK) requirements.in --override requirements-override.in --output-file requirements.txt
	$(LOCK) requirements-dev.in --override requirements-override.in --constraint requirements.txt --output-file requirements-dev.txt
	$(LOCK) requirements-node.in --output-file requirements-node.txt

# ---------------------------------------------------------------- check

.PHONY: check
check: check-lint check-format check-types check-imports check-pwa-types check-pwa-imports check-pwa-lint check-translations check-openapi check-migrations ## Everything that must hold before a commit, but for the tests

.PHONY: check-lint
check-lint: venv-dev
	$(VENV_PYTHON) -m ruff check .

.PHONY: check-format
check-format: venv-dev
	$(VENV_PYTHON) -m ruff format --check .

.PHONY: check-types
check-types: venv-dev
	$(VENV_PYTHON) -m mypy $(PYTHON_SOURCES)

.PHONY: check-imports
check-imports: venv-dev
	.venv/bin/lint-imports

.PHONY: check-pwa-types
check-pwa-types: venv-dev
	$(VENV_PYTHON) -m scripts.pwa run typecheck

.PHONY: check-pwa-imports
check-pwa-imports: venv-dev
	$(VENV_PYTHON) -m scripts.pwa run deps

.PHONY: check-pwa-lint
check-pwa-lint: venv-dev
	$(VENV_PYTHON) -m scripts.pwa run lint

.PHONY: check-translations
check-translations: venv-dev
	$(VENV_PYTHON) -m scripts.pwa run i18n

.PHONY: check-openapi
check-openapi: venv-dev
	$(VENV_PYTHON) -m backend.cli openapi > pwa/openapi.json
	$(VENV_PYTHON) -m scripts.pwa run api:check

# From nothing, on SQLite and on PostgreSQL, and then no difference to the models.
.PHONY: check-migrations
check-migrations: venv-dev system-test
	$(VENV_PYTHON) -m pytest -q tests/architecture/test_migrations.py

.PHONY: fmt
fmt: venv-dev ## Format the Python and the PWA sources
	$(VENV_PYTHON) -m ruff check --fix-only .
	$(VENV_PYTHON) -m ruff format .
	$(VENV_PYTHON) -m scripts.pwa run format

.PHONY: api
api: venv-dev ## Write the PWA's types anew from the server's OpenAPI document
	$(VENV_PYTHON) -m backend.cli openapi > pwa/openapi.json
	$(VENV_PYTHON) -m scripts.pwa run api

# ---------------------------------------------------------------- test

.PHONY: test
test: venv-dev system-test pwa ## The PWA's tests, then the server's, real browser and real PostgreSQL included
	$(VENV_PYTHON) -m scripts.pwa run test
	$(VENV_PYTHON) -m pytest -n $(PYTEST_WORKERS) --dist loadfile --no-loadscope-reorder

.PHONY: e2e
e2e: venv-dev system-test pwa ## Only the browser tests
	$(VENV_PYTHON) -m pytest -m e2e

.PHONY: chaos
chaos: venv-dev system-test pwa ## Storms that kill, cut and fill, into build/reports/chaos.json (FAULTS=1000 SECONDS=900 SEED=1 ONLY=sqlite|postgresql|pwa; PLANTED=1: planted mistakes)
	$(VENV_PYTHON) -m tests.chaos $(if $(FAULTS),--faults $(FAULTS)) $(if $(SECONDS),--seconds $(SECONDS)) \
		$(if $(SEED),--seed $(SEED)) $(if $(ONLY),--only $(ONLY)) $(if $(PLANTED),--planted)

.PHONY: fuzz
fuzz: venv-dev system-test ## Mutated pictures through upload and verification, 5,000 of them (a short run is part of make test)
	$(VENV_PYTHON) -m tests.fuzz

.PHONY: bench
bench: venv-dev system-test pwa ## Measure into build/reports/bench.json (ONLY=area: one area alone)
	$(VENV_PYTHON) -m tests.bench

.PHONY: screenshots
screenshots: venv-dev system-test pwa ## Every screen in both languages, into docs/screenshots
	$(VENV_PYTHON) -m tests.e2e.screenshots

.PHONY: clean
clean: ## Remove what was made, but not the data in var/
	rm -rf .venv build pwa/dist pwa/node_modules .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

.PHONY: help
help: ## This list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
