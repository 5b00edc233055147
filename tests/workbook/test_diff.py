"""To utgaver av en arbeidsbok: det som er endret, er funnet; det som bare er flyttet, er det ikke."""

import re
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.boker import skriv_bok
from tests.revisjon.test_forskjell import endret_bok
from tests.workbook.test_spor import lagret_av_libreoffice
from xlasss.errors import Filfeil
from xlasss.rapport.diff_html import side
from xlasss.sektorer import sektorfil
from xlasss.workbook.bygg import modell
from xlasss.workbook.diff import Diff, Endring, Slag, diff
from xlasss.workbook.diff.merk import skriv_merket
from xlasss.workbook.les import les_bok
from xlasss.workbook.modell import Ark, Bok, Celle
from xlasss.workbook.skriv import skriv

MAL = Path(__file__).parents[2] / "workbooks" / "grunnskole_2016.xlsx"


def forskjellen(a: Path, b: Path) -> Diff:
    return diff(les_bok(a), les_bok(b))


def av_slag(d: Diff, *slag: Slag) -> list[Endring]:
    return [e for e in d.endringer if e.slag in slag]


@pytest.mark.parametrize("mal", ["grunnskole_2016", "var_2019", "pleie_og_omsorg_2016"])
def test_en_bok_er_lik_seg_selv(mal):
    fil = MAL.with_name(f"{mal}.xlsx")
    assert forskjellen(fil, fil).like


@settings(max_examples=8)
@given(st.dictionaries(st.sampled_from([f"Inndata!{k}{r}" for k in "DEFGHI" for r in range(10, 21)]),
                       st.integers(500, 1500).map(lambda n: n / 1000), min_size=1, max_size=6))  # fmt: skip
def test_noeyaktig_de_endrede_inndataene_er_funnet(tmp_path_factory, celler):
    bok = les_bok(MAL)
    ulike = {c for c, v in celler.items() if bok.celle(bok.finn(c)).verdi != v}
    d = forskjellen(MAL, endret_bok(tmp_path_factory.mktemp("d"), dict(celler)))
    assert {f"{e.ark}!{e.celle_b}" for e in d.endringer} == ulike
    assert {e.slag for e in d.endringer} <= {Slag.INNDATA}


def test_den_med_stoerst_utslag_paa_hovedtallene_staar_foerst(tmp_path):
    d = forskjellen(MAL, endret_bok(tmp_path, {"Inndata!D16": 0.982, "Inndata!I16": 0.5, "Inndata!F54": 15.2}))
    assert [e.celle_a for e in d.endringer] == ["I16", "D16", "F54"]
    forst = d.endringer[0]
    assert forst.nokkel == "Produksjonsindeks: nivå 2016 · Sandnes · Plass i SFO · 2016"
    assert forst.utslag.celle.startswith("Forside!") and forst.utslag.fra != forst.utslag.til
    assert d.resultater and all(e.slag is Slag.RESULTAT for e in d.resultater)


def test_et_tall_som_blir_borte_gjoer_resultatet_til_mangler_og_er_et_stort_utslag(tmp_path):
    d = forskjellen(MAL, endret_bok(tmp_path, {"Inndata!D16": None}))
    assert [(e.slag, e.fra, e.til) for e in d.endringer] == [(Slag.INNDATA, 0.981, None)]
    assert str(d.endringer[0].utslag.til) == "Feil.NA" and d.endringer[0].utslag.relativt == 1


def test_parameter_formel_og_format_er_hver_sitt_slag(tmp_path):
    a = skriv_mal(tmp_path / "a.xlsx")
    b = skriv_mal(tmp_path / "b.xlsx", endre=_tre_slag)
    d = forskjellen(a, b)
    assert {(e.slag, f"{e.ark}!{e.celle_b}") for e in d.endringer} == {
        (Slag.PARAMETER, "Parametre!D13"), (Slag.FORMEL, "Resultat!F14"), (Slag.FORMEL, "Resultat!G14"),
        (Slag.FORMAT, "Inndata!E16"),
    }  # fmt: skip
    overskrevet = next(e for e in d.endringer if e.celle_b == "G14")
    assert (overskrevet.fra, overskrevet.til) == ("=SUM(G8:G13)", 100.0)


def _tre_slag(bok: Bok) -> None:
    ark = {a.navn: a for a in bok.ark}
    ark["Parametre"].sett(12, 3, 9.0, "inndata:1")
    ark["Resultat"].formel(13, 5, "=D14/E14", "formel_sterk:1")
    ark["Resultat"].sett(13, 6, 100.0, "formel_sterk:1")
    ark["Inndata"].sett(15, 4, 0.999, "inndata:1")


def skriv_mal(fil: Path, endre=lambda bok: None) -> Path:
    bok = modell(sektorfil("grunnskole"))
    endre(bok)
    skriv(bok, fil, {})
    return fil


def _med_rad_foran(bok: Bok) -> None:
    """Alle radene i inndata flyttet to ned, og hver henvisning dit med dem."""
    for ark in bok.ark:
        for sted, celle in list(ark.celler.items()):
            if celle.formel:
                ny = re.sub(r"(Inndata!\$?[A-Z]+\$?)(\d+)(?::(\$?[A-Z]+\$?)(\d+))?", _to_ned, celle.formel)
                ark.celler[sted] = Celle(formel=ny, stil=celle.stil)
    inndata: Ark = next(a for a in bok.ark if a.navn == "Inndata")
    inndata.celler = {(r + 2 if r > 2 else r, k): c for (r, k), c in inndata.celler.items()}


def _to_ned(treff: re.Match[str]) -> str:
    til = f":{treff[3]}{int(treff[4]) + 2}" if treff[3] else ""
    return f"{treff[1]}{int(treff[2]) + 2}{til}"


def test_rader_som_er_flyttet_er_ingen_endring_og_formlene_som_foelger_med_heller_ikke(tmp_path):
    a, b = skriv_mal(tmp_path / "a.xlsx"), skriv_mal(tmp_path / "b.xlsx", endre=_med_rad_foran)
    assert les_bok(b).celle(les_bok(b).finn("Inndata!D18")).verdi == 0.981
    d = forskjellen(a, b)
    assert d.endringer == () and d.resultater == ()


def test_en_formel_som_etter_flyttingen_leser_en_annen_celle_er_endret(tmp_path):
    a = skriv_bok(tmp_path / "a.xlsx", {"A": {"A1": "x", "B1": 1, "A2": "y", "B2": 2, "C9": "=B1"}})
    b = skriv_bok(
        tmp_path / "b.xlsx", {"A": {"A1": "ny", "B1": 5, "A2": "x", "B2": 1, "A3": "y", "B3": 2, "C9": "=B1"}}
    )
    d = forskjellen(a, b)
    assert {(e.slag, e.celle_b) for e in d.endringer} == {(Slag.LAGT_TIL, "A1"), (Slag.FORMEL, "C9")}


def test_rader_uten_tekst_foelges_paa_innholdet(tmp_path):
    def bok(navn: str, rader: list[int]) -> Path:
        celler: dict[str, object] = {
            f"{k}{i}": float(n * 10 + j) for i, n in enumerate(rader, 1) for j, k in enumerate("AB")
        }
        return skriv_bok(tmp_path / navn, {"A": celler})

    d = forskjellen(bok("a.xlsx", [1, 2, 3, 4]), bok("b.xlsx", [1, 9, 2, 3, 4]))
    assert [(e.slag, e.celle_b) for e in d.endringer] == [(Slag.LAGT_TIL, "A2")]


def test_en_rad_lagt_til_og_et_ark_tatt_bort_er_en_endring_hver(tmp_path):
    a = skriv_bok(tmp_path / "a.xlsx", {"A": {"A1": "x", "B1": 1}, "Bort": {"A1": 1}})
    b = skriv_bok(tmp_path / "b.xlsx", {"A": {"A1": "x", "B1": 1, "A2": "y", "B2": 2}})
    d = forskjellen(a, b)
    assert [(e.ark, e.slag) for e in d.endringer] == [("A", Slag.LAGT_TIL), ("Bort", Slag.FJERNET)]


def test_aaret_i_overskriftene_skiller_ikke_radene(tmp_path):
    def bok(navn: str, aar: int, verdi: float) -> Path:
        celler = {"A1": f"1  Produksjon {aar}", "A2": "info", "A3": "nøkkel", "D3": "sfo", "A4": "Nr.", "C4": "År",
                  "D4": "SFO", "D5": "indeks", "A6": "1102", "B6": "Sandnes", "C6": str(aar), "D6": verdi}  # fmt: skip
        return skriv_bok(tmp_path / navn, {"Inndata": celler})

    d = forskjellen(bok("a.xlsx", 2016, 1.0), bok("b.xlsx", 2017, 1.1))
    assert [(e.fra, e.til) for e in av_slag(d, Slag.INNDATA)] == [(1.0, 1.1)]
    assert not av_slag(d, Slag.LAGT_TIL, Slag.FJERNET)


@pytest.mark.treg
def test_en_kopi_lagret_av_libreoffice_har_ingen_endringer_i_tall_og_formler(tmp_path, krev_soffice):
    krev_soffice()
    d = forskjellen(MAL, lagret_av_libreoffice(MAL, tmp_path))
    assert av_slag(d, Slag.INNDATA, Slag.PARAMETER, Slag.FORMEL, Slag.LAGT_TIL, Slag.FJERNET, Slag.TEKST) == []
    assert d.resultater == ()


def test_den_merkede_kopien_er_filen_med_nye_farger_og_ellers_byte_for_byte(tmp_path):
    b = endret_bok(tmp_path, {"Inndata!D16": 0.95, "Parametre!D13": 10.0})
    d = forskjellen(MAL, b)
    ut = tmp_path / "merket.xlsx"
    assert skriv_merket(les_bok(b), d, ut) == len({(e.ark, e.celle_b) for e in (*d.endringer, *d.resultater)})
    bok = openpyxl.load_workbook(ut)
    assert bok["Inndata"]["D16"].fill.fgColor.rgb == "FFFFD966" and bok["Inndata"]["D16"].number_format == "0.000"
    assert bok["Inndata"]["E16"].fill.fgColor.rgb == "FFFFFBE0" and not bok["Inndata"]["D16"].protection.locked
    with ZipFile(b) as gammel, ZipFile(ut) as ny:
        ulike = {n for n in gammel.namelist() if gammel.read(n) != ny.read(n)}
        assert gammel.namelist() == ny.namelist()
    assert "xl/styles.xml" in ulike and all(n == "xl/styles.xml" or n.startswith("xl/worksheets/sheet") for n in ulike)
    farget = forskjellen(b, ut)
    assert farget.like


def test_den_merkede_kopien_skrives_aldri_over_filen_den_er_av(tmp_path):
    b = endret_bok(tmp_path, {"Inndata!D16": 0.95})
    for ut in (b, tmp_path):
        with pytest.raises(Filfeil):
            skriv_merket(les_bok(b), forskjellen(MAL, b), ut)


def test_siden_har_hver_endring_og_slipper_ingen_kode_gjennom(tmp_path):
    a, b = (tmp_path / f"{n}.xlsx" for n in "ab")
    for fil, tekst, tall in ((a, "før", 1), (b, "<script>alert(1)</script>", 2)):
        with xlsxwriter.Workbook(str(fil)) as bok:
            ark = bok.add_worksheet("A&B")
            ark.write_row(0, 0, ["nøkkel", "navn"])
            ark.write(0, 3, tekst)
            ark.write(0, 4, tall)
    html = side(forskjellen(a, b))
    assert "<script" not in html and "&lt;script&gt;" in html and "A&amp;B!E1" in html
    assert "http" not in html and 'lang="nb"' in html
