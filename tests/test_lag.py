"""Lagene i ARKITEKTUR: kontrakten står i pyproject.toml og holdes av import-linter."""

import tomllib
from pathlib import Path

from importlinter.cli import lint_imports

ROT = Path(__file__).parents[1]


def test_ingen_modul_henter_noe_fra_et_lag_over_seg(monkeypatch, capsys):
    monkeypatch.chdir(ROT)
    brutt = lint_imports(config_filename="pyproject.toml", no_cache=True)
    assert not brutt, capsys.readouterr().out


def test_ingen_modul_er_over_200_linjer():
    moduler = [fil for rot in ("xlasss", "udfs", "benchmarks") for fil in (ROT / rot).rglob("*.py")]
    lange = {fil.name: n for fil in moduler if (n := len(fil.read_text(encoding="utf-8").splitlines())) > 200}
    assert len(moduler) > 80 and lange == {}


def test_hver_modul_i_pakken_har_et_lag():
    kontrakter = tomllib.loads((ROT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    lag = " ".join(kontrakter[0]["layers"]).replace("(", "").replace(")", "").replace(":", "").split()
    moduler = {fil.stem for fil in (ROT / "xlasss").glob("*.py")} | {
        fil.parent.name for fil in (ROT / "xlasss").glob("*/__init__.py")
    }
    assert moduler - set(lag) == {"__init__"}
