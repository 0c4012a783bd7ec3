# make demo   the program on a sample database (without a window where there is no display)
# make test   everything that must hold: style, types, tests
# Both set up .venv by themselves. Another Python: make PYTHON=python3.12 test

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
OUT := out

# 3.11 comes first because constraints.txt was tested on it. A candidate must run, not only be on the PATH.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)

WORKERS ?= auto
ROWS ?= 1000,10000,100000
SHOTS ?= $(OUT)/shots

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo run test check bench shots pictures golden faults i18n wheel clean libraries

help:
	@echo "make demo     show the program on a sample database"
	@echo "make run      open the window on your own database"
	@echo "make test     style, types and all tests"
	@echo "make check    style and types only"
	@echo "make bench    measure beside the yardsticks (ROWS=1000,10000,100000 KEEP=1 writes bench/README.md)"
	@echo "make shots    pictures of every page into $(SHOTS)"
	@echo "make pictures the pictures of the README and the guide, from the sample"
	@echo "make golden   accept the present outputs as the expected ones"
	@echo "make faults   the long campaign of injected faults (SHARE=0.1 for a tenth, KEEP=1 writes tests/faults/README.md)"
	@echo "make i18n     extract, merge and compile the translations"
	@echo "make wheel    build the package into dist/"
	@echo "make clean    remove what was made, but not .venv"

# ---- the environment -------------------------------------------------------------------------------------------

# Debian splits venv off: where ensurepip is missing, a system pip or virtualenv can do its work.
$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed:  sudo apt-get install python3 python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 \
	|| { $(PYTHON) -m venv --clear --without-pip $(VENV) 2>/dev/null \
	     && $(PYTHON) -m pip --python $(BIN)/python install -q pip 2>/dev/null; } \
	|| $(PYTHON) -m virtualenv -q --clear $(VENV) 2>/dev/null \
	|| { rm -rf $(VENV); echo "$(PYTHON) cannot make a virtual environment:  sudo apt-get install python3-venv" >&2; exit 1; }

$(READY): pyproject.toml constraints.txt | $(BIN)/python
	@echo "setting up $(VENV) (once)"
	@$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

libraries: $(READY)
	@.ci/libraries offscreen $(BIN)/python

# ---- the program -----------------------------------------------------------------------------------------------

# The program itself stays without a window where there is no display; here only what Qt misses on one is seen to.
demo: $(READY)
	@mkdir -p $(OUT)
	@$(BIN)/fashiontracker demo --db $(OUT)/demo.db \
	$$([ -z "$$DISPLAY$$WAYLAND_DISPLAY" ] || .ci/libraries window $(BIN)/python || echo --no-window)

run: $(READY)
	@.ci/libraries window $(BIN)/python
	@$(BIN)/fashiontracker

# ---- what must hold --------------------------------------------------------------------------------------------

check: $(READY)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

test: libraries check
	$(BIN)/pytest -n $(WORKERS) --maxprocesses=4

golden: libraries
	$(BIN)/pytest -q --update-golden

faults: libraries
	$(BIN)/python -m tests.faults $(SHARE) $(if $(KEEP),--keep)

# ---- measuring and making --------------------------------------------------------------------------------------

bench: libraries
	$(BIN)/python -m bench --rows $(ROWS) $(if $(KEEP),--keep)

shots: libraries
	$(BIN)/python -m tests.shots $(SHOTS)

pictures: libraries
	$(BIN)/python -m tests.pictures docs/pictures

i18n: $(READY)
	$(BIN)/python -m tests.catalogue

wheel: $(READY)
	$(BIN)/python -m pip wheel -q --disable-pip-version-check --no-deps -w dist .
	@ls dist

clean:
	rm -rf $(OUT) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +
