# make lab    start JupyterLab with the first lesson      make test   run every check
# make check  check the texts in data/ after an edit      make bench  measure speed and memory
# make site   build the static site into _site/           make serve  show it on this machine
PYTHON ?= python3
VENV ?= .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
RUN := $(BIN)/python -m
# In a container one is often root, and Jupyter asks to be told that this is meant.
ROOT := $(if $(filter 0,$(shell id -u)),--allow-root)

.PHONY: lab test check bench site serve notebooks screens clean browser

lab: $(VENV)/lab.stamp
	$(RUN) jupyter lab $(ROOT) --LabApp.default_url=/lab/tree/notebooks/sv/00-start.ipynb

test: $(VENV)/dev.stamp browser
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) mypy
	$(RUN) pytest -n 2 --doctest-modules kit tests --ignore=tests/browser --ignore=tests/hub
	$(RUN) pytest -n 2 --dist loadfile --nbval --nbval-cell-timeout=60 --nbval-kernel-startup-timeout=120 notebooks
	$(RUN) pytest tests/browser tests/hub

check: $(VENV)/lab.stamp
	$(RUN) kit.check

site: $(VENV)/site.stamp
	$(RUN) tools.npm
	$(RUN) tools.site

serve: $(VENV)/site.stamp
	$(RUN) tools.serve

bench: $(VENV)/dev.stamp browser
	$(RUN) benchmarks.run

notebooks: $(VENV)/dev.stamp browser
	$(RUN) tools.notebooks

screens: $(VENV)/dev.stamp browser
	$(RUN) tools.screens

browser: $(VENV)/dev.stamp
	$(RUN) tools.browser
	$(RUN) tools.office
	$(RUN) tools.npm

$(VENV)/pip.stamp:
	$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'The kit needs Python 3.11 or newer; this is ' + sys.version.split()[0] + '. Say which to use: make lab PYTHON=python3.12')"
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/lab.stamp: pyproject.toml constraints.txt lab/overrides.json $(VENV)/pip.stamp
	$(RUN) pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[lab]"
	touch $@

$(VENV)/site.stamp: pyproject.toml constraints.txt $(VENV)/pip.stamp
	$(RUN) pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[lab,site]"
	touch $@

$(VENV)/dev.stamp: pyproject.toml constraints.txt lab/overrides.json $(VENV)/pip.stamp
	$(RUN) pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[lab,site,dev]"
	touch $@ $(VENV)/lab.stamp $(VENV)/site.stamp

clean:
	rm -rf $(VENV) screens _site node_modules
