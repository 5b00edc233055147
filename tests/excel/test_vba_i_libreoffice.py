"""Innpakningene og limet i Excel-tillegget, kjørt for alvor i LibreOffices VBA med den ekte kjernen bak."""

from itertools import chain

import pytest
from excel.vba import regn_med_vba

from xlasss.begreper import Feil
from xlasss.kall import UTELATT, kall
from xlasss.registry import REGISTER

FELT = {
    "A1:C4": [[1.037, 0.929, 1.039], [1.0, "..", 1.2], [0.9, 1.1, "–"], [1.0, "12,5", 1.0]],
    "D1:D4": [[80], [0.5], [1.25], [".."]],
    "E1:E4": [[10_000], [20_000], [15_000], [12_000]],
    "F1:F3": [[80], [13.34], [6.67]],
    "G1:G4": [[0], [0], [1], [0]],
    "A1:B3": [[1.037, 0.929], [1.0, ".."], [0.9, 1.1]],
    "F1:F2": [[80], [13.34]],
    "A1": [[1.037]],
}
GODE = {
    "ASSS_PRODINDEKS": ["A1:C4", "F1:F3"],
    "ASSS_BIDRAG": ["A1:C4", "F1:F3"],
    "ASSS_INDIKATOR": ["D1:D4", "E1:E4"],
    "ASSS_BEHOVSINNB": ["E1:E4", "D1:D4"],
    "ASSS_PRODVEKST": ["A1:C4", "F1:F3", "A1:C4"],
    "ASSS_SAMMENSATTVEKST": ["A1:C4"],
    "ASSS_UTGIFTSINDEKS": ["E1:E4", "D1:D4", "E1:E4"],
    "ASSS_EFFEKTIVITET": ["D1:D4", "E1:E4"],
    "ASSS_KOSTNADSINDEKS": ["A1:C4", "F1:F3", "F1:F3"],
    "ASSS_UTGIFTSBEHOV": ["D1:D4", 50_000.0, "E1:E4"],
    "ASSS_RESSURSBRUK": ["E1:E4", "E1:E4", "prosent"],
    "ASSS_RESSINDIKATOR": ["E1:E4", "D1:D4"],
    "ASSS_SNITT": ["A1:C4", "veid", "E1:E4", "G1:G4"],
    "ASSS_PROFIL": ["A1:C4", "uveid"],
    "ASSS_AVVIK": ["D1:D4", 1.0, "prosentenheter"],
    "ASSS_REALVEKST": ["D1:D4", 2.0],
    "ASSS_DEFLATOR": [3.0, 2.0, 0.65],
    "ASSS_DEMOGRAFIKOSTNAD": ["E1:E4", "E1:E4", "E1:E4"],
    "ASSS_AVRUND": ["A1:C4", 1.0],
    "ASSS_PARAMETER": ["vekt.grunnskole.sfo", 2016.0],
    "ASSS_KILDE": ["vekt.grunnskole.sfo", 2016.0],
    "ASSS_FASIT": ["finnes-ikke"],
    "ASSS_SJEKK": [0.9664, 0.964, 3.0],
    "ASSS_VERSJON": [],
}
GALE = {
    "former som ikke passer": ("ASSS_PRODINDEKS", ["A1:C4", "F1:F2"]),
    "nevneren er null": ("ASSS_EFFEKTIVITET", ["A1", 0.0]),
    "ukjent slag snitt": ("ASSS_SNITT", ["A1:B3", "median"]),
    "utelatt i midten": ("ASSS_SNITT", ["A1:B3", "uveid", UTELATT, "A1:B3"]),
    "en tom celle gitt": ("ASSS_REALVEKST", [5.0, 2.0, "Z99"]),
    "vekt under null": ("ASSS_PRODINDEKS", ["A1:B3", "H1:H2"]),
}
FELT |= {"Z99": [[None]], "H1:H2": [[-1], [2]]}
TILFELLER = {navn: (navn, args) for navn, args in GODE.items()} | GALE


def _formel(navn: str, args: list[object]) -> str:
    skrevet = ("" if a is UTELATT else a if a in FELT else f'"{a}"' if isinstance(a, str) else repr(a) for a in args)
    return f"{navn}({','.join(skrevet)})"


def _fasit(navn: str, args: list[object]) -> list[list[object]]:
    svar = kall(navn, *(a if a is UTELATT or a not in FELT else FELT[a] for a in args))
    return svar if isinstance(svar, list) else [[svar]]


@pytest.fixture(scope="module")
def regnet(krev_soffice, tmp_path_factory) -> dict[str, list[list[object]]]:
    """Hvert tilfelle regnet i én og samme arbeidsbok, celle for celle med INDEX."""
    krev_soffice()
    celler: dict[str, object] = {
        f"{kol}{rad}": verdi
        for omr in ("A1:C4", "D1:D4", "E1:E4", "F1:F3", "G1:G4", "H1:H2")
        for rad, linje in enumerate(FELT[omr], 1)
        for kol, verdi in zip("ABCDEFGH"["ABCDEFGH".index(omr[0]) :], linje, strict=False)
    }
    steder = {}
    for nr, (tilfelle, (navn, args)) in enumerate(TILFELLER.items(), 1):
        fasit = _fasit(navn, args)
        for r, rad in enumerate(fasit):
            for k in range(len(rad)):
                celle = f"{'KLMNOPQRSTUV'[r * 3 + k]}{nr}"
                steder[celle] = (tilfelle, r, k)
                en = len(fasit) == len(rad) == 1
                celler[celle] = f"={_formel(navn, args)}" if en else f"=INDEX({_formel(navn, args)},{r + 1},{k + 1})"
    svar = regn_med_vba(celler, tmp_path_factory.mktemp("vba"))
    ut = {tilfelle: [list(rad) for rad in _fasit(*TILFELLER[tilfelle])] for tilfelle in TILFELLER}
    for celle, (tilfelle, r, k) in steder.items():
        ut[tilfelle][r][k] = svar[celle]
    return ut


@pytest.mark.treg
@pytest.mark.parametrize("tilfelle", TILFELLER)
def test_innpakningen_gir_det_kjernen_gir_i_hver_celle(regnet, tilfelle):
    for fikk, skal in zip(chain(*regnet[tilfelle]), chain(*_fasit(*TILFELLER[tilfelle])), strict=True):
        assert fikk == (pytest.approx(skal, rel=1e-12) if isinstance(skal, float) else skal)


def test_tilfellene_dekker_hver_funksjon_og_baade_tall_tekst_og_feil():
    assert list(GODE) == list(REGISTER)
    alle = [celle for t in TILFELLER.values() for rad in _fasit(*t) for celle in rad]
    assert {Feil.NA, Feil.VALUE, Feil.DIV0, Feil.NUM} <= {c for c in alle if isinstance(c, Feil)}
    assert any(isinstance(c, str) for c in alle) and any(len(_fasit(*t)) > 1 for t in TILFELLER.values())
