"""LibreOffice som motor: regner alltid på nytt, kjenner ikke funksjonene våre, rydder etter seg."""

import os
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from engines.boker import GIFT, skriv_bok
from engines.test_lager import EXCEL_ARK, skriv_raa

from xlasss.begreper import Feil
from xlasss.engines import Bok, libreoffice_motor, motor
from xlasss.engines.libreoffice_motor import LibreOffice
from xlasss.errors import MotorFeil

Regn = Callable[..., Bok]


@pytest.fixture
def soffice(krev_soffice: Callable[[], None]) -> None:
    krev_soffice()


@pytest.mark.treg
@pytest.mark.usefixtures("soffice")
def test_ingen_lagret_verdi_overlever_og_vaare_funksjoner_er_navn_den_ikke_kjenner(regn: Regn) -> None:
    celler = {
        "A1": 1, "B1": 2, "C1": 3, "A2": "=A1*2", "A3": "=ASSS_PRODINDEKS(A1:B1,A1:B1)", "A4": "=_xll.ASSS_VERSJON()",
        "A5": "=UKJENT(1)", "A6": '=""', "A7": "=A99", "A8": "=A8+1", "A9": "=1/0", "B3": '=IF(tillegg,A3,"tvilling")',
        "B4": '=IF(tillegg,ASSS_AVRUND(A1,0),"tvilling")', "B5": "=NOT(ISERROR(ASSS_VERSJON()))", "B6": "=TRUE",
        "B7": "=DATE(2016,12,31)", "B8": '="æ & <"', "E1:E3": "{=TRANSPOSE(A1:C1)}", "E2": GIFT, "E3": GIFT,
        "F1": "=SUM(E1:E3)", "G1:G3": "{=ASSS_PROFIL(A1:C1)}", "G2": GIFT, "G3": GIFT,
    }  # fmt: skip
    bok = regn({"Ærlig ark": celler}, "libreoffice", {"tillegg": "='Ærlig ark'!$B$5"})
    assert {celle: bok.verdi(ark, celle) for ark, celle in bok.formelceller()} == {
        "A2": 2.0, "A3": Feil.NAME, "A4": Feil.NAME, "A5": Feil.NAME, "A6": "", "A7": 0.0, "A8": Feil.VALUE,
        "A9": Feil.DIV0, "B3": "tvilling", "B4": "tvilling", "B5": False, "B6": True, "B7": 42735.0, "B8": "æ & <",
        "E1": 1.0, "E2": 2.0, "E3": 3.0, "F1": 6.0, "G1": Feil.NAME, "G2": Feil.NAME, "G3": Feil.NAME,
    }  # fmt: skip


@pytest.mark.treg
@pytest.mark.usefixtures("soffice")
def test_inndata_kan_endres(regn: Regn) -> None:
    bok = regn({"Ark": {"A1": 1, "B1": "=A1*2", "C1": '=A2&"x"', "D1": "=A3"}}, "libreoffice")
    bok.sett("Ark", "A1", 2.5)
    bok.sett("Ark", "A2", " æ ")
    bok.sett("Ark", "A3", Feil.NUM)
    with pytest.raises(MotorFeil, match="ikke regnet"):
        bok.verdi("Ark", "B1")
    bok.regn()
    assert [bok.verdi("Ark", celle) for celle in ("A1", "B1", "C1", "D1")] == [2.5, 5.0, " æ x", Feil.NUM]


@pytest.mark.treg
@pytest.mark.usefixtures("soffice")
def test_xml_slik_excel_skriver_den_blir_regnet(tmp_path: Path) -> None:
    bok = motor("libreoffice").aapne(skriv_raa(tmp_path / "b.xlsx", EXCEL_ARK, tekster="<si><t>Bærum</t></si>"))
    bok.regn()
    assert [bok.verdi("Ærlig ark", celle) for celle in ("B1", "C1", "C3", "D5")] == [Feil.NAME, 2.0, Feil.VALUE, 1.0]


@pytest.mark.treg
@pytest.mark.usefixtures("soffice")
def test_samtidige_regninger_og_laasefiler_er_ikke_i_veien(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "midlertidig").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "midlertidig"))
    filer = [skriv_bok(tmp_path / f"b {nr} æ.xlsx", {"Ark": {"A1": nr, "B1": "=A1*10"}}) for nr in (1, 2)]
    for fil in filer:
        (tmp_path / f".~lock.{fil.name}#").write_text(",root,vert,01.01.2026 00:00,file:///profil;")

    def regn_en(fil: Path) -> object:
        bok = motor("libreoffice").aapne(fil)
        bok.regn()
        return bok.verdi("Ark", "B1")

    with ThreadPoolExecutor(2) as samtidig:
        assert list(samtidig.map(regn_en, filer)) == [10.0, 20.0]
    assert not os.listdir(tmp_path / "midlertidig")


def _falsk(mappe: Path, program: str) -> str:
    """Et program som later som det er soffice; gir stien til det."""
    fil = mappe / "soffice"
    fil.write_text(f"#!/bin/sh\n{program}\n")
    fil.chmod(0o755)
    return str(fil)


@pytest.mark.skipif(os.name == "nt", reason="bruker et skallskript som falsk soffice")
def test_fristen_stanser_programmet_og_det_som_det_startet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    merke = tmp_path / "barn"
    monkeypatch.setattr(libreoffice_motor, "_PROGRAM", (_falsk(tmp_path, f"sleep 60 & echo $! > {merke}; wait"),))
    bok = LibreOffice(frist=0.5).aapne(skriv_bok(tmp_path / "b.xlsx", {"Ark": {"A1": "=1"}}))
    with pytest.raises(MotorFeil, match=r"ikke ferdig på 0\.5 sekunder"):
        bok.regn()
    barn = Path("/proc") / merke.read_text().strip()
    assert not barn.exists() or "\nState:\tZ" in (barn / "status").read_text()


@pytest.mark.skipif(os.name == "nt", reason="bruker et skallskript som falsk soffice")
def test_uten_svar_sies_det_programmet_sa(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        libreoffice_motor, "_PROGRAM", (_falsk(tmp_path, "echo Error: source file could not be loaded"),)
    )
    bok = LibreOffice().aapne(skriv_bok(tmp_path / "b.xlsx", {"Ark": {"A1": "=1"}}))
    with pytest.raises(MotorFeil, match="leverte ingen fil: Error: source file could not be loaded"):
        bok.regn()


def test_uten_libreoffice_sies_det_hva_som_skal_til(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice_motor, "_PROGRAM", ("/finnes/ikke/soffice",))
    with pytest.raises(MotorFeil, match=r"LibreOffice er ikke installert\. Installer det"):
        motor("libreoffice")
