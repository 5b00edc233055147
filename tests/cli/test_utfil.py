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
