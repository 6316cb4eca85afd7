# Python 3.11+ and make are all that is needed: each target does by itself what set-up is missing.
# make serve PORT=8080 DATA=/path chooses the port and the data directory.
BIN := .venv/bin
PYTHON := $(shell for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)

.PHONY: help setup serve test test-lts check schema bench eval lock clean

help: ## show this list
	@sed -n 's/^\([a-z-]*\):.* ## /\1\t/p' $(MAKEFILE_LIST) | expand -t 10

setup: ## make .venv, fill the store's cache, fetch GraphiQL's files and the tests' clients
	@$(if $(PYTHON),$(PYTHON) setup/prepare.py $(FOR),echo "需要 Python 3.11 或更新版本。 Python 3.11 or later is needed."; exit 1)

serve: FOR := serve
serve: setup ## run the server, with the sample district in an empty catalog; PORT= and DATA= are optional
	@exec $(BIN)/graph-catalog serve --sample $(if $(PORT),--port $(PORT)) $(if $(DATA),--data "$(DATA)")

test: setup ## run all tests, on two stores at once
	@$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder --durations=10

test-lts: setup ## explain every Cypher file and run the docs on Neo4j 5.26 LTS
	@$(BIN)/python -m tests.lts

check: setup ## format, lint, types, schema, contracts: what CI runs before the tests
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/graph-catalog schema --check
	@$(BIN)/pytest -q tests/contract

schema: setup ## write schema.graphql from the code
	@$(BIN)/graph-catalog schema --write

bench: setup ## measure against raw Bolt, into benchmarks/RESULTS.md
	@$(BIN)/python -m benchmarks

eval: setup ## measure the matching on the shared pairs, into docs/verdict.md
	@$(BIN)/python -m benchmarks.evaluation

lock: setup ## renew the locks of Python and npm packages (needs uv and npm)
	@$(BIN)/python setup/lock.py

clean: ## remove what these targets made here; not the store's cache, not any data
	@rm -rf .venv graph_catalog/static .mypy_cache .ruff_cache .pytest_cache .hypothesis dist
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
