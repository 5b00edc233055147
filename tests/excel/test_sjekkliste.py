"""Skriptet til Windows-sjekklisten: prøvene kan både lykkes og slå ut, og de står i sjekklisten. Excel er lek."""

import re
from pathlib import Path

import pytest
import xlsxwriter

from udfs import sjekkliste
from xlasss.begreper import Feil
from xlasss.kall import kall


class LekExcel:
    """Et Excel der hvert kall går rett til kjernen."""

    versjon = "Excel lek"
    stengt = False

    def kall(self, navn: str, argumenter: tuple[object, ...]) -> list[list[object]]:
        self.sist = navn
        svar = kall(navn, *argumenter)
        return svar if isinstance(svar, list) else [[svar]]

    def mange(self, _formel: str, antall: int) -> tuple[float, list[object]]:
        return 0.5, [kall("ASSS_EFFEKTIVITET", 1.058, 0.863)] * antall

    def lagre(self, fil: Path) -> None:
        with xlsxwriter.Workbook(fil) as bok:
            bok.add_worksheet().write_formula("A1", f"=[1]!{self.sist}(A1,B1)")

    def lukk(self) -> None:
        self.stengt = True


class Tekstexcel(LekExcel):
    """Et Excel der feilene er tekst, slik de var blitt uten limet, og formelen lagres på en ukjent måte."""

    def kall(self, navn: str, argumenter: tuple[object, ...]) -> list[list[object]]:
        return [[c.tekst if isinstance(c, Feil) else c for c in rad] for rad in super().kall(navn, argumenter)]

    def mange(self, _formel: str, _antall: int) -> tuple[float, list[object]]:
        raise OSError("Excel svarer ikke")

    def lagre(self, fil: Path) -> None:
        with xlsxwriter.Workbook(fil) as bok:
            bok.add_worksheet().write_formula("A1", "=ukjent!ASSS_EFFEKTIVITET(A1)")


def test_et_excel_som_svarer_som_kjernen_bestaar_alle_proevene():
    assert [(u.nummer, u.ok) for u in sjekkliste.kjor(LekExcel())] == [(n, True) for n in range(10, 16)]


def test_tekst_i_stedet_for_feil_en_ukjent_lagret_form_og_et_excel_som_stopper_slaar_ut():
    utfall = {u.nummer: u for u in sjekkliste.kjor(Tekstexcel())}
    assert {n for n, u in utfall.items() if not u.ok} == {12, 13, 15}
    assert "#REF!" in utfall[12].sett and "Excel svarer ikke" in utfall[13].sett


def test_rapporten_skrives_og_boken_lukkes_og_koden_sier_om_alt_var_som_ventet(monkeypatch, tmp_path, capsys):
    excel = LekExcel()
    monkeypatch.setattr(sjekkliste, "AapentExcel", lambda: excel)
    monkeypatch.setattr(sjekkliste.sys, "argv", ["sjekkliste", str(tmp_path / "r.md")])
    assert sjekkliste.main() == 0 and excel.stengt and "6 av 6" in capsys.readouterr().out
    skrevet = (tmp_path / "r.md").read_text(encoding="utf-8")
    assert "Excel lek" in skrevet and skrevet.count("| ja |") == 6


@pytest.mark.parametrize(
    ("verdi", "rader"),
    [(1.5, [[1.5]]), (((1.0, 2.0), (3.0, 4.0)), [[1.0, 2.0], [3.0, 4.0]]), (((1.0, -2146826246),), [[1.0, Feil.NA]])],
)
def test_det_excel_viser_er_alltid_rader_av_celler(verdi, rader):
    assert sjekkliste._rader(verdi) == rader


def test_hver_proeve_i_skriptet_er_en_rad_i_sjekklisten_merket_skriptet(rot):
    side = (rot / "docs" / "windows-sjekkliste.md").read_text(encoding="utf-8")
    rader = re.findall(r"^\| (\d+) \| (.*?) \|", side, re.MULTILINE)
    assert [int(n) for n, _ in rader] == list(range(1, len(rader) + 1))
    assert [int(n) for n, hva in rader if hva.startswith("skriptet: ")] == [
        u.nummer for u in sjekkliste.kjor(LekExcel())
    ]


def test_uten_et_aapent_excel_er_det_en_norsk_linje(monkeypatch):
    monkeypatch.setattr(sjekkliste.xw, "apps", type("Apps", (), {"active": None}))
    with pytest.raises(SystemExit, match="Åpne Excel først"):
        sjekkliste.AapentExcel()
