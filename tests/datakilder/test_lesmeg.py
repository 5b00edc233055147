"""README lover en vei fra SSB til ferdig bok. Den gås her, linje for linje, mot den falske statistikkbanken."""

import re
import shlex
from pathlib import Path

import openpyxl
import pytest


def linjene(rot: Path) -> list[list[str]]:
    """Kommandoene under «Fra SSB til ferdig bok», uten merknadene."""
    avsnitt = (rot / "README.md").read_text(encoding="utf-8").split("## Fra SSB til ferdig bok")[1]
    return [
        shlex.split(linje, comments=True)[1:] for linje in re.findall(r"^xlasss .*$", avsnitt.split("```")[1], re.M)
    ]


def fyll_ut(skjema: Path) -> None:
    """Ett tall i skjemaet, slik en som har tallet, ville gjort."""
    bok = openpyxl.load_workbook(skjema)
    ark = bok.worksheets[0]
    kol = {celle.value: celle.column for celle in next(r for r in ark.iter_rows() if "verdi" in [c.value for c in r])}
    hode = next(r[0].row for r in ark.iter_rows() if "verdi" in [c.value for c in r])
    ark.cell(hode + 1, kol["verdi"], 12345)  # oppdiktet
    bok.save(skjema)


@pytest.mark.tung
@pytest.mark.treg
def test_veien_i_readme_virker_fra_foerste_til_siste_linje(xlasss, tjener, klokke, monkeypatch, rot):
    monkeypatch.setenv("XLASSS_SSB", tjener.v2)
    monkeypatch.setattr("xlasss.cli.kostra._klokke", lambda: klokke)
    kommandoer = linjene(rot)
    assert [k[0] for k in kommandoer] == ["bygg", *["oppdater"] * 4, "kontroll", "nytt-aar"]
    for kommando in kommandoer:
        if kommando[-1] == "skjema.xlsx" and "--fra" in kommando:
            fyll_ut(Path("skjema.xlsx"))
        kode, ut, feil = xlasss(*kommando)
        assert kode in (0, 1) and ut, (kommando, feil)
    assert Path("regnskap_2016.xlsx").exists() and Path("regnskap_2019.xlsx").exists()
    logg = openpyxl.load_workbook("regnskap_2016.xlsx")["Endringslogg"]
    assert sum(bool(rad[0]) and str(rad[0])[:2] == "20" for rad in logg.iter_rows(values_only=True)) >= 3
