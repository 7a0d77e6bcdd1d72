PORT ?= 8765
SEED ?= 1
TURNS ?= 20
EACH ?= 25
DELIVERIES ?= 100000
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: demo quick smoke test check bench faults presses mutants feedback-report prose clean

$(VENV)/.run: pyproject.toml constraints.txt
	@echo "Setting up $(VENV) (once, under a minute) ..."
	@$(PYTHON) -c 'import sys; sys.exit("PM Coach needs Python 3.11 or newer, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else 0'
	@$(PYTHON) -m venv $(VENV)
	@$(INSTALL) --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.run
	@echo "Adding what the tests need (once) ..."
	@$(INSTALL) --editable '.[dev]'
	@touch $@

demo: $(VENV)/.run ## the coach at work in a local Slack, in your browser
	@$(BIN)/pm-coach demo --port $(PORT)

check: $(VENV)/.dev ## style, types and import directions
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

# Where the environment forbids byte code, each of the tests' processes would compile everything anew.
test quick smoke: export PYTHONDONTWRITEBYTECODE :=
NOT_QUICK := --ignore=tests/views/test_prose.py --ignore=tests/domain/feedback/test_report.py -k "not linear and not postgres"
quick: $(VENV)/.dev ## rules, screens and listeners on SQLite, for every save
	@$(BIN)/pytest -n 3 tests/domain tests/views tests/handlers $(NOT_QUICK)

smoke: $(VENV)/.run ## every command once; on another Python: make smoke PYTHON=python3.13 VENV=.venv/on-3.13
	@$(BIN)/python -m tests.smoke

# Judged apart: with pytest-xdist, SlipCover would print what it had before the workers' share came in.
test: check ## everything: checks, then all tests with branch coverage
	@$(BIN)/slipcover --dont-wrap-pytest --json --out .coverage.json -m pytest
	@$(BIN)/slipcover --fail-under 95 --merge .coverage.json --out .coverage.json

bench: $(VENV)/.dev ## beside the obvious alternative, or AGAINST=commit; ONLY=part; LONG=--long
	@$(BIN)/python -m bench $(LONG) $(if $(AGAINST),--against "$(AGAINST)") $(if $(ONLY),--only "$(ONLY)")

faults: $(VENV)/.dev ## a long storm on both databases: kills, freezes, crashes, a failing Slack
	@$(BIN)/python -m tests.faults $(SEED) $(DELIVERIES)

presses: $(VENV)/.dev ## how soon presses are acknowledged while lines are renewed and replicas killed
	@$(BIN)/python -m tests.faults.presses $(TURNS) $(EACH)

mutants: $(VENV)/.dev ## how many deliberate faults in bot/domain the tests notice
	@$(BIN)/mutmut run
	@$(BIN)/mutmut results

feedback-report: $(VENV)/.run ## how right the feedback is, on texts that no rule has seen
	@$(BIN)/python -m corpus.report

prose: $(VENV)/.dev ## what messages, screens and docs read like, in figures
	@$(BIN)/python -m tests.prose

clean:
	rm -rf $(VENV) .coverage.json mutants
