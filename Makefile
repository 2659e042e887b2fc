# make run    every notebook from scratch, tables and figures into results/
# make test   everything that must hold
# make lab    read and change the notebooks in JupyterLab

PYTHON ?= python3
BIN := .venv/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
VENV := .venv/installed
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
UV := .venv/uv/$(notdir $(BIN))
COMPILE := $(UV)/uv pip compile pyproject.toml --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command "make lock"

.PHONY: run test lab notebooks lock clean

run: $(VENV)
	@$(BIN)/python notebooks/run.py

test: $(VENV)
	$(BIN)/ruff check
	$(BIN)/python -m pytest

lab: $(VENV)
	$(BIN)/jupyter lab notebooks

# For authors: navigation, index and outputs written back into the committed files.
notebooks: $(VENV)
	$(BIN)/python notebooks/index.py
	$(BIN)/python notebooks/run.py --write

# uv alone writes one lock for every platform; nothing else here needs it.
lock:
	$(PYTHON) -m venv .venv/uv
	$(UV)/python -m pip install --quiet --disable-pip-version-check uv
	$(COMPILE) --extra notebooks --group dev -o requirements.lock
	$(COMPILE) --resolution lowest-direct -o tests/lowest.lock

clean:
	rm -rf .venv results dist .pytest_cache .ruff_cache .hypothesis

$(VENV): requirements.lock pyproject.toml
	@$(PYTHON) -c "import sys; sys.version_info >= (3, 11) or sys.exit('Python 3.11 or newer is needed: make PYTHON=...')"
	@echo "Installing into .venv: once, a minute or two."
	@$(PYTHON) -m venv .venv
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $(VENV)
