"""Ingen fil noen har, blir skrevet over av et verb som skal lage en ny."""

import shutil
from pathlib import Path

import pytest

MAL = Path(__file__).parents[2] / "workbooks" / "grunnskole_2016.xlsx"


@pytest.fixture(autouse=True)
def mappen(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for navn in ("min.xlsx", "annen.xlsx"):
        shutil.copy(MAL, tmp_path / navn)
    (tmp_path / "t.csv").write_text("id,verdi,desimaler,omtrentlig\na,1,0,nei\nb,1,0,nei\n", encoding="utf-8")
    (tmp_path / "r.csv").write_text("relasjon,venstre,uttrykk\nr,a,b\n", encoding="utf-8")
    (tmp_path / "gammelt.zip").write_bytes(b"PK fra i fjor")
    return tmp_path


@pytest.mark.parametrize(
    ("argumenter", "svar"),
    [
        ("diff min.xlsx annen.xlsx --html min.xlsx", "er en av filene som leses"),
        ("diff min.xlsx annen.xlsx --html t.csv", "slutter på .html"),
        ("diff min.xlsx annen.xlsx --merk annen.xlsx", "er en av filene som leses"),
        ("revider t.csv r.csv --ut t.csv", "er en av filene som leses"),
        ("revider t.csv r.csv --ut annen.xlsx", "slutter på .md"),
        ("kart min.xlsx --ut annen.xlsx", "finnes alt"),
        ("regn min.xlsx --ut annen.xlsx", "finnes alt"),
        ("regn min.xlsx --ut min.xlsx", "er en av filene som leses"),
        ("relink min.xlsx --ut annen.xlsx", "finnes alt"),
        ("revisjon min.xlsx --ut annen.xlsx", "slutter på .html"),
        ("frys min.xlsx --ut annen.xlsx", "slutter på .zip"),
        ("frys min.xlsx --ut gammelt.zip", "finnes alt"),
    ],
)
def test_det_som_finnes_blir_staaende_og_linjen_sier_hvorfor(xlasss, mappen, argumenter, svar):
    foer = {fil.name: fil.read_bytes() for fil in mappen.iterdir()}
    kode, ut, feil = xlasss(*argumenter.split())
    assert (kode, ut, feil.count("\n")) == (2, "", 1) and svar in feil
    assert {fil.name: fil.read_bytes() for fil in mappen.iterdir()} == foer


def test_revisjonen_hopper_over_skjemaet_som_ligger_i_mappen_og_sier_det(xlasss, mappen):
    xlasss("oppdater", "min.xlsx", "--aar", "2016", "--skjema", "skjema.xlsx")
    (mappen / "annen.xlsx").unlink()
    kode, _, feil = xlasss("revisjon", "min.xlsx", "skjema.xlsx", "--ut", "r.html")
    assert kode in (0, 1) and "skjema.xlsx er ikke laget av en mal" in feil and (mappen / "r.html").is_file()


def test_samme_aar_er_ikke_et_nytt_aar_og_uten_nett_er_ingen_bok_laget(xlasss, mappen, monkeypatch):
    kode, _, feil = xlasss("nytt-aar", "min.xlsx", "--aar", "2016")
    assert kode == 2 and "2016 er ikke et nytt år" in feil
    monkeypatch.setattr("xlasss.datakilder.takt.Klokke.vent", lambda *_: None)
    shutil.copy(MAL.with_name("regnskap_2016.xlsx"), mappen / "regnskap.xlsx")
    valg = ("--aar", "2019", "--fra", "ssb", "--adresse", "http://127.0.0.1:9/")
    kode, _, feil = xlasss("nytt-aar", "regnskap.xlsx", *valg)
    assert kode == 2 and "SSB" in feil and not list(mappen.glob("regnskap_2019*"))
