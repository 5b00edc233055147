# make demo og make test setter selv opp det de trenger, i .venv her i mappen og ingen andre steder.
# Python velges slik: make PYTHON=python3.12 demo

PYTHON ?= python3
# Testene bruker alle kjernene, og hver testfil blir på én. make PYTEST='tests/cli -k regn' rask: bare noen av dem.
PYTEST ?= -n auto --dist loadfile --no-loadscope-reorder
VENV   := .venv
PY     := $(VENV)/bin/python
PIP    := $(PY) -m pip --disable-pip-version-check

# To stempler: demoen trenger bare det xlasss kjører på (med den andre motoren og vektene), testene også verktøyene.
# Oppsettet gjentas når stempelet er eldre enn en av disse filene.
OPPSETT := pyproject.toml constraints.txt
KJORE   := $(VENV)/.stempel-kjore
DEV     := $(VENV)/.stempel-dev

# Noen maskiner sier at Python ikke skal lagre det den har oversatt. Da oversettes alt på nytt i hver prosess.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: hjelp demo test tung rask stil malebenk bygg laas rent
.NOTPARALLEL:

hjelp:
	@echo 'make demo      hovedjobben på rapportens egne tall: bygg, regn ut, hold mot det som er trykt'
	@echo 'make test      alt som kontrolleres: stil, typer, lagdeling og testene'
	@echo 'make tung      det som tar lengst, som alle motorene på hver celle i hver arbeidsbok og utgave; noen minutter'
	@echo 'make rask      bare de raske testene'
	@echo 'make malebenk  målinger side om side'
	@echo 'make bygg      lag malene i workbooks/ på nytt'
	@echo 'make laas      lås utgavene i constraints.txt på nytt (LAAS=--upgrade: til de nyeste)'
	@echo 'make rent      fjern alt som er laget her, også .venv'

demo: $(KJORE)
	$(VENV)/bin/xlasss demo

test: $(DEV) stil
	$(PY) -m pytest -m 'not tung' $(PYTEST)

tung: $(DEV)
	$(PY) -m pytest -m tung $(PYTEST) --dist load --ignore tests/test_paritet.py
	$(PY) -m pytest -m tung tests/test_paritet.py

rask: $(DEV)
	$(PY) -m pytest -m 'not treg' $(PYTEST)

stil: $(DEV)
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(VENV)/bin/lint-imports --no-logo

malebenk: $(DEV)
	$(PY) -m benchmarks

bygg: $(KJORE)
	$(VENV)/bin/xlasss bygg --ut workbooks --overskriv

# Én utgave av hver pakke for alle Python-utgaver, så tallene er de samme overalt.
laas: $(DEV)
	$(PIP) install -q uv
	@{ echo '# Låste utgaver av alt xlasss trenger, også til utvikling, for Python 3.11 og nyere på'; \
	   echo '# Linux, macOS og Windows. Laget av «make laas» ut fra pyproject.toml: ikke rediger for hånd.'; \
	   cp constraints.txt $(VENV)/laas.txt; \
	   $(PY) -m uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 \
	     --fork-strategy fewest --no-emit-index-url --no-emit-find-links --no-header --no-annotate \
	     -q -o $(VENV)/laas.txt $(LAAS) >/dev/null && cat $(VENV)/laas.txt; } > $(VENV)/constraints.ny
	@grep -q '==' $(VENV)/constraints.ny && mv $(VENV)/constraints.ny constraints.txt

rent:
	rm -rf $(VENV) ut dist build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(KJORE): $(OPPSETT) | $(PY)
	@echo 'Setter opp xlasss i $(VENV) …'
	@$(PY) -m pip --version >/dev/null 2>&1 || $(PY) -m ensurepip >/dev/null
	@$(PIP) install -q -c constraints.txt -e '.[kontroll,tillegg]'
	@touch $@

$(DEV): $(OPPSETT) | $(PY)
	@echo 'Setter opp xlasss og verktøyene i $(VENV) …'
	@$(PY) -m pip --version >/dev/null 2>&1 || $(PY) -m ensurepip >/dev/null
	@$(PIP) install -q -c constraints.txt -e '.[dev]'
	@touch $(KJORE) $@

# Står python3 for noe eldre, letes det videre; et navn kan finnes uten å virke, så hvert prøves.
$(PY):
	@for p in '$(PYTHON)' python3.13 python3.12 python3.11; do \
	  "$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || continue; \
	  "$$p" -c 'import ensurepip, venv' >/dev/null 2>&1 || { uten="$$p"; continue; }; \
	  echo "Lager $(VENV) med $$("$$p" --version) …"; \
	  "$$p" -m venv --clear $(VENV) && exit 0; \
	  rm -rf $(VENV); exit 1; \
	done; \
	if [ -n "$$uten" ]; then \
	  echo "Feil: $$uten mangler modulen venv. På Debian og Ubuntu: apt-get install python3-venv" >&2; \
	else \
	  echo 'Feil: xlasss trenger Python 3.11 eller nyere, og fant ingen ($(PYTHON), python3.13, python3.12, python3.11).' >&2; \
	  echo 'Installer en fra python.org eller pakkebehandleren, eller pek på den: make PYTHON=/sti/til/python3 demo' >&2; \
	fi; exit 1
