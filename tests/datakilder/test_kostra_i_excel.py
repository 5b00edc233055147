"""Oppdater på fanen, med SSB som kilde: xlwings' egen kode, et lekt Excel og en falsk statistikkbank."""

import shutil
from pathlib import Path

import pytest
from excel.lekexcel import lekexcel

from xlasss.cli import kjor
from xlasss.engines.lager import lagrede_verdier
from xlasss.engines.pakke import les_pakke


@pytest.fixture
def excel(tmp_path, tjener, klokke, monkeypatch):
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "lokalt"))
    monkeypatch.delenv("XLASSS_LAGER", raising=False)
    monkeypatch.setenv("XLASSS_SSB", tjener.v2)
    with lekexcel() as lek:
        monkeypatch.setattr("udfs.kilder._klokke", lambda _bok: klokke)
        yield lek


def test_fra_ssb_hentes_det_som_mangler_og_boken_faar_det_samme_som_paa_kommandolinjen(excel, rot, tmp_path, tjener):
    fil, annen = (Path(shutil.copy(rot / "workbooks" / "regnskap_2016.xlsx", tmp_path / f"{n}.xlsx")) for n in "ab")
    bok = excel.aapne(fil, "2016", "ssb", "ja")
    assert "er endret" in excel.knapper.oppdater() and (tmp_path / "kostra.sqlite").is_file()
    status = bok.Application.status
    assert any("henter tabell 12137 for 2015 fra SSB, " in s for s in status) and bok.Application.StatusBar is False
    lager = str(tmp_path / "kostra.sqlite")
    with pytest.raises(SystemExit):
        kjor(["oppdater", str(annen), "--aar", "2016", "--fra", "lager", "--lager", lager])
    skal = {c: v for (a, c), v in lagrede_verdier(les_pakke(annen)[0]) if a == "Inndata" and v not in (None, "")}
    assert bok.verdier("Inndata") == skal and sum("hentet SSB" in str(v) for v in skal.values()) > 5


def test_svarer_ikke_ssb_er_boken_som_den_var(excel, rot, tmp_path, monkeypatch):
    monkeypatch.setenv("XLASSS_SSB", "http://127.0.0.1:9/api")
    bok = excel.aapne(Path(shutil.copy(rot / "workbooks" / "regnskap_2016.xlsx", tmp_path)), "2016", "ssb")
    assert "SSB" in excel.knapper.oppdater() and not bok.kall and bok.Application.StatusBar is False
