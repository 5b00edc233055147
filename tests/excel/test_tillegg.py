"""xlasss.xlam: at det som står i filen, er det registeret og kildene sier, og ikke noe mer."""

import re
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from antlr4 import CommonTokenStream, InputStream
from antlr4.error.ErrorListener import ErrorListener
from antlr4_vba.vbaLexer import vbaLexer
from antlr4_vba.vbaParser import vbaParser
from oletools.olevba import VBA_Parser

from xlasss.engines.lager import lagrede_verdier
from xlasss.engines.pakke import les_pakke
from xlasss.hosts import excel_tillegg, tillegg
from xlasss.hosts.excel_tillegg.moduler import ARKENE, funksjonskode, kilde, moduler
from xlasss.hosts.excel_tillegg.pakke import PYTHON, innhold
from xlasss.registry import REGISTER
from xlasss.versjon import VERSJON, XLWINGS

UI = "{http://schemas.microsoft.com/office/2006/01/customui}"
MODULER = {m.navn: m for m in moduler()}


@pytest.fixture(scope="module")
def xlam() -> bytes:
    return innhold()


def arket(mappe: Path, xlam: bytes, ark: str) -> dict[str, object]:
    """Cellene på ett av tilleggets egne ark."""
    (mappe / "x.xlam").write_bytes(xlam)
    return {c: verdi for (navn, c), verdi in lagrede_verdier(les_pakke(mappe / "x.xlam")[0]) if navn == ark}


class Gal(ErrorListener):
    """Samler det grammatikken ikke godtar."""

    def __init__(self) -> None:
        self.feil: list[str] = []

    def syntaxError(self, _r, _s, linje, kolonne, melding, _e):  # noqa: N802
        self.feil.append(f"{linje}:{kolonne} {melding}")


def grammatikkfeil(kode: str) -> list[str]:
    gal = Gal()
    leser = vbaLexer(InputStream(f'Attribute VB_Name = "M"\r\n{kode}'.replace("\n", "\r\n").replace("\r\r", "\r")))
    setninger = vbaParser(CommonTokenStream(leser))
    for del_ in (leser, setninger):
        del_.removeErrorListeners()
        del_.addErrorListener(gal)
    setninger.startRule()
    return gal.feil


@pytest.mark.treg
@pytest.mark.parametrize("navn", ["AsssFunksjoner", "AsssLim", "AsssVert", "AsssBaand", "ThisWorkbook"])
def test_vba_en_er_riktig_etter_spraakets_grammatikk(navn):
    assert grammatikkfeil(MODULER[navn].kode) == []


def test_grammatikken_ser_et_reservert_ord_som_argument_og_en_parentes_for_lite():
    assert grammatikkfeil("Public Function F(a, type)\nEnd Function\n")
    assert grammatikkfeil("Public Function F(a)\n    F = (a\nEnd Function\n")


def test_hver_funksjon_i_registeret_har_en_innpakning_med_argumentene_i_rekkefolge():
    funnet = re.findall(r"Public Function (\w+)\((.*?)\)\n    \1 = AsssSvar\(\"\1\", Array\((.*?)\)\)", funksjonskode())
    assert [navn for navn, _, _ in funnet] == list(REGISTER)
    for navn, parametre, sendt in funnet:
        argumenter = REGISTER[navn].argumenter
        deler = [p.strip() for p in parametre.split(",")] if parametre else []
        assert [d.startswith("Optional ") for d in deler] == [a.valgfri for a in argumenter]
        assert [d.removeprefix("Optional ").rstrip("_") for d in deler] == [a.navn for a in argumenter]
        assert sendt == ", ".join(d.removeprefix("Optional ") for d in deler)


def test_olevba_leser_modulene_tilbake_byte_for_byte(xlam):
    lest = {navn.partition(".")[0]: kode for *_, navn, kode in VBA_Parser("x.xlam", data=xlam).extract_macros()}
    assert {navn: kode.encode("cp1252") for navn, kode in lest.items()} == {n: m.kilde() for n, m in MODULER.items()}


def test_det_eneste_som_kjorer_av_seg_selv_er_det_dokumentasjonen_navngir(xlam, rot):
    funn = VBA_Parser("x.xlam", data=xlam).analyze_macros()
    side = (rot / "docs" / "excel-tillegg.md").read_text(encoding="utf-8")
    assert {ord_ for slag, ord_, _ in funn if slag == "AutoExec"} == {"Workbook_Open"}
    mistenkt = {ord_ for slag, ord_, _ in funn if slag == "Suspicious"}
    assert mistenkt == set(re.findall(r"^\| `([^`]+)` \|", side, re.MULTILINE)) - {"Workbook_Open"}
    assert "`Workbook_Open`" in side


def test_hjelpetekstene_er_registerets_og_faar_plass(xlam, tmp_path):
    celler = arket(tmp_path, xlam, "hjelp")
    rader = [[celler[c] for k in "ABCDEFG" if (c := f"{k}{r}") in celler] for r in range(2, len(REGISTER) + 2)]
    assert rader == [
        [f.navn, f"{f.hjelp}: {f.definisjon}", len(f.argumenter), *(a.hjelp for a in f.argumenter)]
        for f in REGISTER.values()
    ]
    assert all(len(str(tekst)) <= 255 for rad in rader for tekst in rad)


def test_oppsettet_ligger_paa_arket_der_vba_en_leser_det(xlam, tmp_path):
    ark = arket(tmp_path, xlam, "oppsett")
    assert [ark[c] for c in ("B2", "B3", "B4")] == [VERSJON, XLWINGS, PYTHON]
    lest = set(re.findall(r'ArkOppsett\.Range\("(\w+)"\)', kilde("AsssVert")))
    assert lest == {"B2", "B3", "B4"} and PYTHON.startswith("%LOCALAPPDATA%\\")


def test_filen_er_et_tillegg_med_fane_og_arkene_har_navnene_vba_en_bruker(xlam):
    with ZipFile(BytesIO(xlam)) as zip_:
        assert b"addin.macroEnabled.main+xml" in zip_.read("[Content_Types].xml")
        assert b"sheet.macroEnabled" not in zip_.read("[Content_Types].xml")
        assert b'Target="customUI/customUI.xml"' in zip_.read("_rels/.rels")
        assert b'codeName="ThisWorkbook"' in zip_.read("xl/workbook.xml")
        for nr, navn in enumerate(ARKENE, 1):
            assert f'codeName="{navn}"'.encode() in zip_.read(f"xl/worksheets/sheet{nr}.xml")
        assert zip_.testzip() is None


def test_hver_knapp_kaller_noe_som_finnes():
    baand = ElementTree.fromstring((Path(excel_tillegg.__file__).parent / "kilde" / "customUI.xml").read_text("utf-8"))
    knapper = [k.attrib for k in baand.iter(f"{UI}button")]
    makroer = set(re.findall(r"^Public Sub (\w+)\(control As IRibbonControl\)", kilde("AsssBaand"), re.MULTILINE))
    assert {k["onAction"] for k in knapper} == makroer
    assert all(len(k["supertip"]) <= 1024 and k["screentip"] for k in knapper)
    knapper_i_python = set(re.findall(r'AsssKnapp "(\w+)"', kilde("AsssBaand")))
    from udfs import knapper as modul

    assert knapper_i_python and all(callable(getattr(modul, navn)) for navn in knapper_i_python)


def test_vertsmodulen_laster_akkurat_den_xlwings_prosjektet_er_laast_til(rot):
    kode = kilde("AsssVert")
    assert f"xlwings64-{XLWINGS}.dll" in kode and f"xlwings32-{XLWINGS}.dll" in kode and "{XLWINGS}" not in kode
    assert (rot / "pyproject.toml").read_text(encoding="utf-8").count(f'"xlwings=={XLWINGS}') == 2
    assert f"\nxlwings=={XLWINGS}\n" in (rot / "constraints.txt").read_text(encoding="utf-8")


def test_kommandolinjen_er_fast_og_uten_arbeidsbokens_mappe():
    kode = kilde("AsssVert")
    assert "FullName" not in kode and ".Path" not in kode and "-I -B -c" in kode


def test_samme_innhold_gir_samme_byte(xlam):
    assert innhold() == xlam


def test_artefaktene_kommer_ut_av_en_kommando(xlasss, monkeypatch):
    monkeypatch.setitem(tillegg.BYGGERE, "hjulet", lambda mappe: mappe / "xlasss.whl")
    kode, ut, _ = xlasss("bygg-tillegg", "--ut", "ut")
    assert kode == 0 and ut.splitlines() == [f"Laget ut/xlasss.{slag}" for slag in ("xlam", "oxt", "whl")]
    assert Path("ut/xlasss.xlam").read_bytes() == innhold()


@pytest.mark.treg
def test_hjulet_har_alt_excel_trenger_og_er_likt_hver_gang(tmp_path):
    en, to = (tillegg.hjul.bygg(tmp_path / navn) for navn in ("a", "b"))
    assert en.read_bytes() == to.read_bytes() and en.name == f"xlasss-{VERSJON}-py3-none-any.whl"
    with ZipFile(en) as zip_:
        navn = set(zip_.namelist())
        assert f"Requires-Dist: xlwings=={XLWINGS}" in zip_.read(f"xlasss-{VERSJON}.dist-info/METADATA").decode()
    assert {"udfs/asss.py", "udfs/knapper.py", "xlasss/data/kilder.toml"} <= navn
    assert {f"xlasss/hosts/excel_tillegg/kilde/{n}" for n in ("AsssLim.bas", "customUI.xml")} <= navn
    assert not any(n.startswith("tests") or "__pycache__" in n for n in navn)
