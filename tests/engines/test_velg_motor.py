"""Valget av motor: navn, tiltak når noe mangler, og at ingenting lastes før det trengs."""

import subprocess
import sys

import pytest

import xlasss.engines
from xlasss.engines import MOTORER, motor
from xlasss.errors import Bruksfeil, MotorFeil


@pytest.mark.parametrize("navn", ["formualizer", pytest.param("formulas", marks=pytest.mark.treg)])
def test_motoren_heter_det_den_velges_med(navn: str) -> None:
    assert motor(navn).navn == navn


@pytest.mark.parametrize("navn", ["excel", "", "Formualizer"])
def test_et_ukjent_navn_nevner_de_tre(navn: str) -> None:
    with pytest.raises(Bruksfeil) as feil:
        motor(navn)
    assert all(kjent in str(feil.value) for kjent in MOTORER)


@pytest.mark.parametrize(("navn", "tiltak"), [("formulas", "xlasss[kontroll]"), ("formualizer", "pip install xlasss")])
def test_en_pakke_som_mangler_sier_hva_som_skal_til(navn: str, tiltak: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlasss.engines, "find_spec", lambda _: None)
    with pytest.raises(MotorFeil) as feil:
        motor(navn)
    assert navn in str(feil.value) and tiltak in feil.value.tiltak


def test_motorene_lastes_foerst_naar_de_trengs() -> None:
    program = (
        "import sys, xlasss.engines; print([m for m in ('formulas', 'formualizer', 'openpyxl') if m in sys.modules])"
    )
    kjort = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert kjort.stdout.strip() == "[]"
