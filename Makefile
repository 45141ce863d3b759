# What a newcomer needs: `make demo`. What a change needs: `make test`.
# Works with Python 3.11 or newer and make alone; everything else comes from the locks.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
# Two processes, as our machines have two cores; a file's tests share what they set up.
WORKERS ?= 2
OUT ?= out

.DEFAULT_GOAL := help
.PHONY: help demo test lint bench soak docs lock clean

help: ## Tell what can be made
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 16

# Locks and pyproject.toml decide what is installed; nothing else does.
$(VENV)/.core: requirements/core.txt requirements/build.txt pyproject.toml
	@$(PYTHON) scripts/set_up.py core --venv $(VENV)
	@touch $@

$(VENV)/.dev: requirements/dev.txt pyproject.toml
	@$(PYTHON) scripts/set_up.py dev --venv $(VENV)
	@touch $@

demo: $(VENV)/.core ## From nothing to a screened supplier file with its page
	@cat $(VENV)/set-up.txt >&2
	@$(BIN)/sightline demo --to $(OUT)/demo

test: lint ## Lint, types and every test, with seeded samples of the long checks
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile

lint: $(VENV)/.dev ## Style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/.dev ## Take the figures in full, into docs/measurements.json
	$(BIN)/python scripts/measure.py bench --full --write

soak: $(VENV)/.dev ## Run the long checks in full, into docs/measurements.json
	HYPOTHESIS_PROFILE=soak $(BIN)/python -m pytest -n $(WORKERS) --dist loadfile
	$(BIN)/python scripts/measure.py soak --full --write

docs: $(VENV)/.dev ## Write docs/cli.md and the figures in README.md anew
	$(BIN)/python scripts/cli_reference.py --write
	$(BIN)/python scripts/measure.py readme --write

lock: $(VENV)/.dev ## Write the locks anew (UPGRADE=1 takes newer versions)
	$(BIN)/python scripts/lock.py

clean: ## Remove what is made, but no case and no judgement
	rm -rf $(VENV) $(OUT) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
