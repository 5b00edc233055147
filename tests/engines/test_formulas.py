"""Fellene i `formulas` (MOTORER.md). Svarene for øvrig er i test_felles_svar."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from engines.boker import GIFT, skriv_bok
from engines.test_lager import EXCEL_ARK, skriv_raa

from xlasss.begreper import Feil
from xlasss.engines import Bok, motor
from xlasss.errors import MotorFeil
from xlasss.kall import kall

Regn = Callable[..., Bok]
pytestmark = pytest.mark.treg


@pytest.mark.parametrize("svar", [None, float("nan"), object(), [[None]]])
def test_en_funksjon_som_ikke_gir_noe_blir_aldri_en_tom_eller_gammel_celle(
    svar: object, regn: Regn, monkeypatch: pytest.MonkeyPatch
) -> None:
    from xlasss.engines import formulas_motor

    monkeypatch.setattr(formulas_motor, "kall", lambda *_: svar)
    bok = regn({"Ark": {"A1": 1, "B1": "=ASSS_AVRUND(A1,0)"}}, "formulas")
    try:
        assert isinstance(bok.verdi("Ark", "B1"), Feil)
    except MotorFeil as feil:
        assert "formulas ga ingen verdi i Ark!B1" in str(feil)


def test_ark_og_celler_med_norske_bokstaver_og_apostrof_finnes_igjen(regn: Regn) -> None:
    sider = {"Kommuner æøå": {"A1": 2, "B1": "=A1*2"}, "Ola's ark": {"A1": "='Kommuner æøå'!B1+1", "B1": "tekst"}}
    bok = regn(sider, "formulas")
    assert bok.verdi("KOMMUNER ÆØÅ", "b1") == 4.0
    assert bok.verdi("Ola's ark", "A1") == 5.0
    assert [bok.verdi("ola's ARK", celle) for celle in ("B1", "C1")] == ["tekst", None]


def test_ingen_lagret_verdi_overlever(regn: Regn) -> None:
    celler = {"A1": 1, "B1": 2, "C1": 3, "B3": "=UKJENT(A1)", "B4": "=B3+1", "B5": "=A1*2", "B6": "=A9", "B7": '=""'}
    matrise = {"E1:E3": "{=TRANSPOSE(A1:C1)}", "E2": GIFT, "E3": GIFT, "F1": "=SUM(E1:E3)"}
    bok = regn({"Ark": celler | matrise}, "formulas")
    verdier = {celle: bok.verdi(ark, celle) for ark, celle in bok.formelceller()}
    assert verdier == {
        "B3": Feil.NAME, "B4": Feil.NAME, "B5": 2.0, "B6": 0.0, "B7": "", "E1": 1.0, "E2": 2.0, "E3": 3.0, "F1": 6.0,
    }  # fmt: skip


def test_en_sirkel_blir_aldri_en_verdi(regn: Regn) -> None:
    bok = regn({"Ark": {"A1": 1, "B1": "=C1+A1", "C1": "=B1*2", "D1": "=A1"}}, "formulas")
    assert bok.verdi("Ark", "D1") == 1.0
    with pytest.raises(MotorFeil, match="ga ingen verdi i Ark!B1"):
        bok.verdi("Ark", "B1")


def test_inndata_kan_endres_og_alt_regnes_paa_nytt(regn: Regn) -> None:
    bok = regn({"Ark": {"A1": 1.2, "B1": 0.8, "A2": 60, "B2": 40, "C1": "=ASSS_PRODINDEKS(A1:B1,A2:B2)"}}, "formulas")
    assert bok.verdi("Ark", "C1") == pytest.approx(1.04)
    for verdi, svar in [(1.5, 1.22), ("-", 0.32), (None, Feil.NA), ("..", Feil.NA), (Feil.REF, Feil.REF)]:
        bok.sett("Ark", "A1", verdi)
        with pytest.raises(MotorFeil, match="ikke regnet"):
            bok.verdi("Ark", "C1")
        bok.regn()
        assert bok.verdi("Ark", "A1") == verdi
        assert bok.verdi("Ark", "C1") == (svar if isinstance(svar, Feil) else pytest.approx(svar))


def test_navn_virker(regn: Regn) -> None:
    sider = {"Ærlig": {"A1": "=NOT(ISERROR(ASSS_VERSJON()))", "A2": 3, "B1": '=IF(tillegg,SUM(omr),"tvilling")'}}
    bok = regn(sider, "formulas", {"tillegg": "=Ærlig!$A$1", "omr": "=Ærlig!$A$2:$A$2"})
    assert bok.verdi("Ærlig", "B1") == 3.0


def test_xml_slik_excel_skriver_den_blir_regnet(tmp_path: Path) -> None:
    bok = motor("formulas").aapne(skriv_raa(tmp_path / "b.xlsx", EXCEL_ARK, tekster="<si><t>Bærum</t></si>"))
    bok.regn()
    assert [bok.verdi("Ærlig ark", celle) for celle in ("C1", "C2", "D5", "D6")] == [
        2.0, Feil.VALUE, 1.0, kall("ASSS_VERSJON") + "x",
    ]  # fmt: skip


def test_en_formel_den_ikke_kan_lese_er_en_klar_feil(tmp_path: Path) -> None:
    bok = motor("formulas").aapne(skriv_bok(tmp_path / "b.xlsx", {"Ark": {"A1": "=1E16+1"}}))
    with pytest.raises(MotorFeil, match="formulas regner ikke filen") as feil:
        bok.regn()
    assert "1E16" in str(feil.value) and "\n" not in str(feil.value)


def test_den_skriver_ingenting_paa_skjermen(tmp_path: Path) -> None:
    fil = skriv_bok(tmp_path / "b.xlsx", {"Ark": {"A1": 1, "B1": "=A1/0", "C1": "=UKJENT(1)"}})
    program = (
        "from pathlib import Path; from xlasss.engines import motor\n"
        f"bok = motor('formulas').aapne(Path({str(fil)!r})); bok.regn(); bok.verdi('Ark', 'B1')"
    )
    kjort = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert (kjort.stdout, kjort.stderr) == ("", "")
