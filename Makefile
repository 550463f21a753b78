# Everything runs in .venv, which `make install` builds from the lock files and nothing else.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: install dev demo test lint types imports pytest eval eval-letters conformance stories bench live-check lock clean

install: .venv/.installed            ## the program alone: .venv/bin/afterword
dev: .venv/.dev                      ## the program and what its tests need

.venv/.installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/.dev: .venv/.installed requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

demo: install                        ## the main job on an embedded Gmail, four weeks in under a minute
	@$(BIN)/afterword demo $(ARGS)

test: lint types imports pytest      ## all checks

lint: dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: dev
	$(BIN)/mypy

imports: dev
	$(BIN)/lint-imports

pytest: dev
	$(BIN)/pytest -n auto

eval: dev                            ## how well the reader reads
	$(BIN)/python -m bench.eval_reading

eval-letters: dev                    ## how well the letters are written
	$(BIN)/python -m bench.eval_letters

conformance: dev                     ## the client against servers written by others
	$(BIN)/python -m tests.conformance.run

live-check: install                  ## with a Gmail test account of your own, asked step by step
	$(BIN)/python -m tests.live.check

COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links

stories: dev                         ## 50,000 stories that nobody wrote (hours)
	$(BIN)/python -m bench.model_stories --stories 50000 --minutes 600 --write

bench: dev                           ## what start-up and 100,000 applications cost, as ratios
	$(BIN)/python -m bench.start_up
	$(BIN)/python -m bench.many_applications --write

lock:                                ## renew both lock files from pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(COMPILE) --group build pyproject.toml -o requirements.lock
	$(COMPILE) --group build --group dev --extra postgres -c requirements.lock pyproject.toml -o requirements-dev.lock

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
