# The one door to this project: `make` lists what it can do. Every target first sees to its own .venv.
# Tools are called as `python -m` so that a path with a space in it, or a moved checkout, does no harm.

SHELL := /bin/sh
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
# PYTHONDONTWRITEBYTECODE: each process that runs tests would rewrite every assert in them again.
unexport PYTHONPATH PYTHONHOME PYTHONDONTWRITEBYTECODE
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1

PY := .venv/bin/python
READY := .venv/.ready
# How many processes run the tests, one more than there are cores here: they often wait; 0 keeps them in one, for a
# debugger. ARGS goes to pytest, bench, chaos, serve, demo.
JOBS ?= 3
ARGS ?=
SHARE ?= 1
# Where `make install` builds a venv that holds the wheel and what it needs at run time, and nothing else.
TO ?= dist/venv
# `make lock UPGRADE=` keeps the versions that are locked, and adds only what pyproject.toml asks for anew.
UPGRADE ?= --upgrade
# A pip as Python 3.11 brought along, for the test of the installation itself.
OLD_PIP := tests/project/old-pip.lock
# What makes a Python client from the OpenAPI document, for the test that such a client can do the story of README.
GENERATOR := tests/api/document/client-generator.lock
# What looks at the console in a real browser, which is Debian's Chromium.
BROWSER := tests/console/browser/tools.lock

PURE := rules policy messages standard
PURE_COVERAGE := 95
ALL_COVERAGE := 85

# A .venv of another place (the checkout was moved or copied), or whose Python is gone, is made anew.
ifneq "$(shell $(PY) -c '' 2>/dev/null && cat $(READY) 2>/dev/null)" "$(CURDIR)"
$(READY): remake
endif

.PHONY: help setup remake demo test browser pictures coverage lint format docs bench chaos serve lock sbom wheel install clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' Makefile

setup: $(READY) ## make .venv with everything in requirements.lock (needs Python 3.11 or newer)

remake:

# The locks are complete. --no-deps: pip before 23.3 resolves an extra such as coverage[toml] again, to a newer version
# that has no hash here. pip check then says whether they really are; `make lock` may find that they aren't yet.
$(READY): requirements.lock pyproject.toml $(wildcard $(OLD_PIP) $(GENERATOR))
	@rm -f $(READY)
	@$(find_python); \
	if $(PY) -c "$(NEW_ENOUGH)" 2>/dev/null && $(PY) -m pip --version >/dev/null 2>&1 \
	  && grep -qF "$(CURDIR)/.venv" .venv/bin/activate; \
	then :; else echo "Making .venv with $$python ..." && "$$python" -m venv --clear .venv; fi
	@echo "Installing what requirements.lock pins (a minute the first time) ..."
	@$(PY) -m pip install --quiet --require-hashes --no-deps -r requirements.lock
	@$(PY) -m pip install --quiet --no-deps --no-build-isolation --no-index -e .
	@$(if $(filter lock,$(MAKECMDGOALS)),,$(call complete,$(PY) -m pip))
	@[ ! -f $(OLD_PIP) ] \
	  || $(PY) -m pip download --quiet --require-hashes --no-deps --dest .venv/old-pip -r $(OLD_PIP) \
	  || echo "There is no old pip to be had here: its tests will be skipped." >&2
	@[ ! -f $(GENERATOR) ] \
	  || $(PY) -m pip download --quiet --require-hashes --no-deps --dest .venv/client-generator -r $(GENERATOR) \
	  || echo "There is no generator of clients to be had here: its test will be skipped." >&2
	@printf '%s' "$(CURDIR)" > $(READY)

demo: setup ## play the whole story of a message, from indication to stop, on this machine
	@$(PY) -m gateway demo $(ARGS)

# Lint runs beside the tests, as it keeps one core busy at most, and what it says is shown after them.
test: setup ## run every check: lint, migrations, tests, coverage gates
	$(PY) -m gateway db check
	@rm -f .coverage .coverage.*
	@said=$$(mktemp); { $(lint_checks); } >"$$said" 2>&1 & lint=$$!; \
	$(PY) -m pytest -n $(JOBS) --dist loadscope --no-loadscope-reorder --cov --cov-report= $(ARGS); tests=$$?; \
	wait $$lint; lint=$$?; cat "$$said"; rm -f "$$said"; \
	[ $$lint = 0 ] || echo "Lint (see above) found faults." >&2; [ $$tests = 0 ] && [ $$lint = 0 ]
	@$(coverage_gates)

browser: setup ## look at each page of the console in Chromium, which is installed where that may be
	@$(have_browser)
	@BROWSER=1 $(PY) -m pytest tests/console/browser $(ARGS)

pictures: setup ## take the pictures of docs/console.md anew
	@$(have_browser)
	@$(PY) -m tests.console.browser.pictures $(ARGS)

coverage: setup ## count the lines that any test runs, of all rooms; takes half as long again
	@rm -f .coverage .coverage.*
	@COUNT_ALL=1 $(PY) -m pytest -n $(JOBS) --dist loadscope --no-loadscope-reorder --cov --cov-report= $(ARGS)
	@$(PY) -m coverage combine --append --quiet 2>/dev/null; $(PY) -m coverage report --fail-under=$(ALL_COVERAGE)

lint: setup ## check format, style, types and the layers
	$(lint_checks)

format: setup ## put the code in its standard form
	$(PY) -m ruff check --fix --quiet .
	$(PY) -m ruff format .

docs: setup ## write the generated tables of docs/ anew
	@$(PY) -m tests.project.refresh_docs

bench: setup ## measure the gateway against its own floor, as ratios
	@$(PY) tests/bench/run.py $(ARGS)

# SHARE: which part of all rounds to run; CHAOS_SEED=… for another course of events; ARGS="-k serial" for one trial.
# ARGS=--cluster: the trial on a Patroni cluster of three machines alone, which root of a Debian machine can run.
chaos: setup ## kill, cut and crowd the gateway hundreds of times, and hold it to its promise (SHARE=0.1: a tenth)
	@CHAOS=$(SHARE) $(PY) -m pytest -q tests/chaos $(ARGS)

serve: setup ## run the gateway
	@$(PY) -m gateway serve $(ARGS)

lock: setup ## pin the newest versions that pyproject.toml allows, for every platform (UPGRADE= : only what is new)
	@$(COMPILE) $(UPGRADE) --all-extras --output-file requirements.lock pyproject.toml
	@$(COMPILE) --constraint requirements.lock --output-file requirements-runtime.lock pyproject.toml

sbom: setup ## write what runs, with licences and hashes, into dist/ (CycloneDX 1.6)
	@$(PY) -m tests.project.sbom dist/iwmo-gateway.cdx.json

wheel: setup ## build the wheel into dist/
	@rm -f dist/*.whl
	@$(PY) -m build --wheel --no-isolation --outdir dist .

# By the pip of .venv, as setup does: what runs needs none of its own.
install: wheel ## install that wheel and its locked run-time dependencies into a venv of its own, TO=folder
	@$(PY) -m venv --without-pip --clear "$(TO)"
	@$(PY) -m pip --python "$(TO)/bin/python" install --quiet --require-hashes --no-deps -r requirements-runtime.lock
	@$(PY) -m pip --python "$(TO)/bin/python" install --quiet --no-index --no-deps dist/*.whl
	@$(call complete,$(PY) -m pip --python "$(TO)/bin/python")

clean: ## remove what make made, .venv included
	@rm -rf .venv dist build htmlcov .coverage .coverage.* .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	@find gateway migrations tests -name __pycache__ -type d -prune -exec rm -rf {} +

NEW_ENOUGH := import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))

COMPILE := UV_CUSTOM_COMPILE_COMMAND="make lock" $(PY) -m uv pip compile --quiet --universal --python-version 3.11 \
  --generate-hashes --no-emit-index-url --no-emit-find-links

# Fails, and says what, when something that was installed misses what it needs. $(1): the pip that looks.
complete = found=$$($(1) check) || { echo "$$found" >&2; \
  echo "The lock and pyproject.toml differ (make lock), or something old is in the way (make clean)." >&2; exit 1; }

# Sets $$python to the first interpreter that is new enough and can make a venv, or says what is missing.
# PYTHON, when given, is the only one asked.
define find_python
python=; bare=; \
if [ -n "$$PYTHON" ]; then set -- "$$PYTHON"; \
else set -- python3.14 python3.13 python3.12 python3.11 python3; fi; \
for name in "$$@"; do \
  if "$$name" -c "$(NEW_ENOUGH)" 2>/dev/null; then python=$$name; break; fi; \
  if "$$name" -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>/dev/null; then bare=$$name; fi; \
done; \
if [ -z "$$python" ] && [ -n "$$bare" ]; then \
  echo "$$bare can't make a virtual environment: install its venv module (Debian: apt install python3-venv)." >&2; \
  exit 1; \
elif [ -z "$$python" ]; then \
  echo "No Python 3.11 or newer was found. Install one, or name it: make PYTHON=/path/to/python3.12 setup" >&2; \
  exit 1; \
fi
endef

# Chromium is installed by root on Debian, and elsewhere asked for.
define have_browser
$(PY) -m pip install --quiet --require-hashes --no-deps -r $(BROWSER) || exit 1; \
command -v chromium >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
  && echo "Installing chromium ..." && apt-get update -qq && apt-get install -qq --no-install-recommends chromium; } \
  || { echo "Chromium is missing: install it (Debian: apt install chromium)." >&2; exit 1; }
endef

define lint_checks
$(PY) -m ruff format --check --quiet . && \
$(PY) -m ruff check --quiet . && \
$(PY) -m mypy && \
$(PY) -c "from importlinter.cli import lint_imports_command as lint; lint(['--no-logo'])"
endef

# Each pure room that exists reaches its own mark.
define coverage_gates
$(PY) -m coverage combine --append --quiet 2>/dev/null; \
failed=; \
for room in $(PURE); do \
  [ -d gateway/$$room ] || continue; \
  if report=$$($(PY) -m coverage report --include="gateway/$$room/*" --fail-under=$(PURE_COVERAGE)); \
  then echo "$$report" | sed -n "s,^TOTAL.* ,coverage of gateway/$$room: ,p"; \
  else echo "$$report"; echo "gateway/$$room needs a coverage of $(PURE_COVERAGE)%." >&2; failed=1; fi; \
done; \
[ -z "$$failed" ] || { echo "The coverage gates are not met." >&2; exit 1; }
endef
