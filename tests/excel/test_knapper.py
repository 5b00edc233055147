"""Knappene på båndet: det VBA kaller i Python, med bare Excel selv byttet ut."""

import shutil
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace

import pytest

from udfs import knapper
from xlasss.engines.lager import Lager
from xlasss.versjon import VERSJON, XLWINGS

MAL = Path(__file__).parents[2] / "workbooks" / "grunnskole_2016.xlsx"


class LekArk:
    """Et ark som husker hva det ble gitt."""

    name = ""
    rader: list[tuple[str, ...]]

    def range(self, _celle: str) -> "LekArk":
        return self

    def resize(self, rader: int, kolonner: int) -> "SimpleNamespace":
        ark = self

        class Omraade:
            number_format = ""
            font = SimpleNamespace(bold=False)
            columns = SimpleNamespace(autofit=lambda: None)

            def __setattr__(self, navn: str, verdi: object) -> None:
                object.__setattr__(self, navn, verdi)
                if navn == "value":
                    assert self.number_format == "@" and len(verdi) == rader and len(verdi[0]) == kolonner
                    ark.rader = verdi

        return Omraade()


@pytest.fixture
def aapen(monkeypatch):
    """Excel med en arbeidsbok åpen: `aapen(fil, navn)` gir arket funnene kommer på, eller None."""

    def aapne(fil: Path, navn: str = "") -> list[LekArk]:
        nye: list[LekArk] = []

        def ny_bok() -> SimpleNamespace:
            nye.append(LekArk())
            return SimpleNamespace(sheets=nye)

        bok = SimpleNamespace(
            name=navn or fil.name,
            api=SimpleNamespace(SaveCopyAs=lambda til: shutil.copy(fil, til)),
            app=SimpleNamespace(books=SimpleNamespace(add=ny_bok)),
        )
        monkeypatch.setattr(knapper.xw, "Book", SimpleNamespace(caller=lambda: bok))
        return nye

    return aapne


def test_kontroll_av_en_bok_med_feil_gir_funnene_i_en_ny_bok_og_roerer_ikke_den_gamle(aapen, tmp_path):
    lager = Lager(MAL)
    fil = tmp_path / "min.xlsx"
    fil.write_bytes(lager.med({lager.inndatacelle("Inndata", "D16"): "12,5"}))
    foer = fil.read_bytes()
    nye = aapen(fil)
    svar = knapper.kontroll()
    assert "funn i min.xlsx" in svar and "1 av dem feil" in svar and fil.read_bytes() == foer
    hode, *rader = nye[0].rader
    assert nye[0].name == "Kontroll" and hode == ("Alvor", "Regel", "Ark", "Celle", "Melding")
    assert any(rad[0] == "feil" and rad[2:4] == ("Inndata", "D16") for rad in rader)


def test_en_bok_uten_endelse_er_ulagret_og_kontrolleres_ogsaa(aapen):
    nye = aapen(MAL, "Bok1")
    assert "Bok1.xlsx" in knapper.kontroll() and len(nye) <= 1


def test_en_bok_som_ikke_er_vaar_faar_en_norsk_linje(aapen, tmp_path):
    import xlsxwriter

    with xlsxwriter.Workbook(tmp_path / "annen.xlsx") as bok:
        bok.add_worksheet()
    nye = aapen(tmp_path / "annen.xlsx")
    assert "ikke laget av en mal i xlasss" in knapper.kontroll() and nye == []


def test_det_som_gaar_galt_i_excel_er_ogsaa_en_norsk_linje(aapen):
    aapen(Path("finnes-ikke.xlsx"))
    svar = knapper.kontroll()
    assert svar.startswith("Kontroll stoppet: ") and "Traceback" not in svar


def test_versjonene_holdes_mot_hverandre():
    assert knapper.versjonsavvik(VERSJON, version("xlwings")) == ""
    assert version("xlwings") == XLWINGS
    eldre = knapper.versjonsavvik("2025.1.0", XLWINGS)
    assert "2025.1.0" in eldre and VERSJON in eldre and "install.ps1" in eldre
    assert "xlwings 0.36.0" in knapper.versjonsavvik(VERSJON, "0.36.0")
