# make lab    start JupyterLab with the first lesson      make test   run every check
# make test-fast  the part of it that takes under three minutes
# make check  check the texts in data/ after an edit      make bench  measure speed and memory
# make update fetch the next edition, and keep all answers
# make print  write papers for a room without computers into _print/
# make engines  go through every lesson's page in Chromium, Firefox and WebKit, and hear it by Orca
# make site   build the static site into _site/           make serve  show it on this machine
PYTHON ?= python3
VENV ?= .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
RUN := $(BIN)/python -m
# Somebody who waits sees what pip does; a log of CI need not.
PIP = $(RUN) pip install --disable-pip-version-check -c constraints.txt $(shell test -t 2 || echo --quiet)
INSTALLS = @echo "Installerar i $(VENV). Det kan ta flera minuter. / Installing into $(VENV). This may take minutes."

.PHONY: lab update test engines check bench site serve print notebooks screens clean machine javascript

lab: $(VENV)/lab.stamp
	$(RUN) kit --folder notebooks

# What is installed from lab/: settings, Swedish words that are compiled, and what opens lessons.
LAB := hatch_build.py $(wildcard lab/*.json lab/swedish/*/*/*/*/*.po lab/opening/* lab/opening/static/*)

# A file's tests stay together, as they share a page or a server; the slowest begin first (conftest.py).
SIDE_BY_SIDE := -n 2 --dist loadfile --no-loadscope-reorder --durations=15

test: $(VENV)/dev.stamp machine javascript
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) mypy
	$(RUN) pytest -n 2 --dist loadfile --nbval --nbval-cell-timeout=60 --nbval-kernel-startup-timeout=120 notebooks
	$(RUN) pytest $(SIDE_BY_SIDE) --doctest-modules kit tests

test-fast: $(VENV)/dev.stamp machine javascript
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) mypy
	$(RUN) pytest -n 2 --doctest-modules kit tests --ignore=tests/browser --ignore=tests/hub --ignore=tests/takeaway
	$(RUN) pytest tests/browser/test_answering.py -k "rating_by_keyboard"

engines: $(VENV)/dev.stamp machine
	KIT_ENGINES=all $(RUN) pytest $(SIDE_BY_SIDE) -rs tests/browser/test_engines.py tests/browser/test_speech.py

check: $(VENV)/lab.stamp
	$(RUN) kit.content.check

site: $(VENV)/site.stamp
	$(RUN) tools.npm
	$(RUN) tools.site

serve: $(VENV)/site.stamp
	$(RUN) tools.serve

print: $(VENV)/print.stamp
	$(RUN) tools.printing

bench: $(VENV)/dev.stamp machine
	$(RUN) benchmarks.run

notebooks: $(VENV)/dev.stamp machine
	$(RUN) tools.notebooks

screens: $(VENV)/dev.stamp machine
	$(RUN) tools.screens

machine: $(VENV)/dev.stamp
	$(RUN) tools.machine

javascript: $(VENV)/dev.stamp machine
	$(RUN) tools.javascript

# With the clone's own package.json above it, JupyterLab could not ask Node.js for its settings.
$(VENV)/pip.stamp:
	$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'The kit needs Python 3.11 or newer; this is ' + sys.version.split()[0] + '. Say which to use: make lab PYTHON=python3.12')"
	$(PYTHON) -m venv $(VENV)
	echo "{}" > $(VENV)/package.json
	touch $@

$(VENV)/lab.stamp: pyproject.toml constraints.txt $(LAB) $(VENV)/pip.stamp
	$(INSTALLS)
	$(PIP) -e ".[lab]"
	touch $@

$(VENV)/site.stamp: pyproject.toml constraints.txt $(LAB) $(VENV)/pip.stamp
	$(INSTALLS)
	$(PIP) -e ".[lab,site,print]"
	touch $@

$(VENV)/print.stamp: pyproject.toml constraints.txt $(LAB) $(VENV)/pip.stamp
	$(INSTALLS)
	$(PIP) -e ".[print]"
	touch $@

$(VENV)/dev.stamp: pyproject.toml constraints.txt $(LAB) $(VENV)/pip.stamp
	$(INSTALLS)
	$(PIP) -e ".[lab,site,dev]"
	touch $@ $(VENV)/lab.stamp $(VENV)/site.stamp $(VENV)/print.stamp

clean:
	rm -rf $(VENV) screens _site _print node_modules
