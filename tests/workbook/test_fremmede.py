"""Arbeidsbøker ingen her har skrevet: én celle lappes, og alt annet er som det var."""

from collections.abc import Callable
from math import isclose
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.utils.datetime import to_excel
from python_calamine import load_workbook
from workbook import fremmede

from xlasss.engines import motor
from xlasss.engines.adresse import adresse
from xlasss.engines.lager import Lager, Plass, lagrede_verdier
from xlasss.engines.pakke import les_pakke
from xlasss.engines.protokoll import Verdi
from xlasss.workbook.les import les_bok
from xlasss.workbook.patch import lappede_deler, skriv_bufrede, skriv_deler

ROT = Path(__file__).parent.parent.parent
LAGET: dict[str, Callable[[Path], Path]] = {
    "libreoffice": fremmede.fra_libreoffice,
    "openpyxl": fremmede.fra_openpyxl,
    "xlsxwriter med makroer": fremmede.fra_xlsxwriter,
}
FUNNET = {fil.name: fil for fil in [*fremmede.fra_xlwings(), *fremmede.i_mappen(ROT)]}


def _param(navn: str) -> object:
    return pytest.param(navn, marks=pytest.mark.treg) if navn == "libreoffice" else navn


@pytest.fixture(scope="module", params=[_param(navn) for navn in (*LAGET, *FUNNET)])
def bok(request, tmp_path_factory) -> Path:
    if request.param in FUNNET:
        return FUNNET[request.param]
    if request.param == "libreoffice":
        request.getfixturevalue("krev_soffice")()
    return LAGET[request.param](tmp_path_factory.mktemp("fremmed"))


def deler(fil: Path) -> list[tuple[str, bytes, tuple[object, ...]]]:
    with ZipFile(fil) as zip_:
        return [(p.filename, zip_.read(p), (p.date_time, p.compress_type)) for p in zip_.infolist()]


def inntall(fil: Path) -> tuple[Plass, Verdi]:
    """En celle med et tall som ikke er en formel; ellers en tom celle langt unna på det første arket."""
    pakke = les_pakke(fil)[0]
    formler = set(Lager(fil).formelceller())
    tall = ((s, v) for s, v in lagrede_verdier(pakke) if isinstance(v, float) and s not in formler)
    return next(tall, ((next(iter(pakke.ark)), "ZZ500"), 1.0))


def lapp(fil: Path, ut: Path, stedet: Plass, verdi: Verdi) -> set[str]:
    """Delene som ble andre."""
    pakke = les_pakke(fil)[0]
    endret = lappede_deler(pakke, {stedet: verdi}, {})
    skriv_deler(fil, ut, endret)
    return set(endret)


def test_xlwings_boker_er_med_og_har_makroer():
    assert "quickstart.xlsm" in FUNNET and "xl/vbaProject.bin" in dict(d[:2] for d in deler(FUNNET["quickstart.xlsm"]))


@pytest.mark.parametrize("navn", ["charts/chart", "comments", "externalLinks/", "vbaProject.bin", "tables/table"])
def test_blant_dem_er_boker_lagret_av_excel_med(navn):
    assert any(navn in del_ for fil in fremmede.i_mappen(ROT) if lagret_av_excel(fil) for del_, _, _ in deler(fil))


def lagret_av_excel(fil: Path) -> bool:
    return any(del_ == "docProps/app.xml" and b">Microsoft Excel<" in raa for del_, raa, _ in deler(fil))


def test_bare_arket_merket_og_figurene_som_tegner_cellen_er_andre(bok, tmp_path):
    stedet, verdi = inntall(bok)
    endret = lapp(bok, tmp_path / bok.name, stedet, verdi + 0.5)
    pakke = les_pakke(bok)[0]
    assert pakke.ark[stedet[0]] in endret
    assert all(d in (pakke.ark[stedet[0]], pakke.bok) or "/chart" in d for d in endret)
    foer, etter = deler(bok), deler(tmp_path / bok.name)
    assert [d[0] for d in foer] == [d[0] for d in etter]
    for (navn, a, om_a), (_, b, om_b) in zip(foer, etter, strict=True):
        assert om_a == om_b and (a != b if navn in endret else a == b), navn
        if navn in endret:
            ElementTree.fromstring(b)


def test_den_lappede_cellen_er_den_eneste_verdien_som_er_en_annen(bok, tmp_path):
    stedet, verdi = inntall(bok)
    lapp(bok, tmp_path / bok.name, stedet, verdi + 0.5)
    foer, etter = (dict(lagrede_verdier(les_pakke(fil)[0])) for fil in (bok, tmp_path / bok.name))
    assert etter.pop(stedet) == verdi + 0.5
    foer.pop(stedet, None)
    assert foer == etter
    assert lest_av_calamine(tmp_path / bok.name, stedet) == pytest.approx(verdi + 0.5, rel=1e-12)


def lest_av_calamine(fil: Path, stedet: Plass) -> float:
    """Tallet i cellen, også der formatet gjør det til en dato. calamine leser også Excels strenge format."""
    rad, kol = coordinate_to_tuple(stedet[1])
    verdi = load_workbook(str(fil)).get_sheet_by_name(stedet[0]).to_python(skip_empty_area=False)[rad - 1][kol - 1]
    return verdi if isinstance(verdi, float) else to_excel(verdi)


def test_hver_formelcelle_kan_faa_en_ny_lagret_verdi_og_formlene_staar(bok, tmp_path):
    """Også de som deler formelen til en annen celle, og de som er resten av en matriseformel."""
    formler = set(Lager(bok).formelceller())
    skriv_bufrede(bok, tmp_path / bok.name, dict.fromkeys(formler, 123.25))
    foer, etter = les_bok(bok), les_bok(tmp_path / bok.name)
    for ark in foer.ark:
        a, b = foer.celler(ark), etter.celler(ark)
        assert {plass: (c.formel, c.stil) for plass, c in a.items()} == {p: (c.formel, c.stil) for p, c in b.items()}
        ventet = {plass: 123.25 if (ark, adresse(*plass)) in formler else c.verdi for plass, c in a.items()}
        assert {plass: c.verdi for plass, c in b.items()} == ventet


def test_merket_om_omregning_staar_en_gang_og_paa_riktig_plass(bok, tmp_path):
    lapp(bok, tmp_path / bok.name, *inntall(bok))
    tre = ElementTree.fromstring(les_pakke(tmp_path / bok.name)[0].deler["xl/workbook.xml"])
    navn = [e.tag.rpartition("}")[2] for e in tre]
    assert navn.count("calcPr") == 1 and tre[navn.index("calcPr")].get("fullCalcOnLoad") == "1"
    for foran in ("sheets", "externalReferences", "definedNames"):
        assert foran not in navn or navn.index(foran) < navn.index("calcPr")
    for etter in ("oleSize", "pivotCaches", "fileRecoveryPr", "extLst"):
        assert etter not in navn or navn.index("calcPr") < navn.index(etter)


@pytest.mark.treg
@pytest.mark.tung
def test_libreoffice_regner_det_samme_naar_samme_tall_er_skrevet_paa_nytt(bok, tmp_path, krev_soffice):
    krev_soffice()
    stedet, verdi = inntall(bok)
    lapp(bok, tmp_path / "mellom.xlsx", stedet, verdi + 0.5)
    lapp(tmp_path / "mellom.xlsx", tmp_path / "tilbake.xlsx", stedet, verdi)
    foer, etter = (_regnet(fil) for fil in (bok, tmp_path / "tilbake.xlsx"))
    assert foer.keys() == etter.keys()
    for sted, a in foer.items():
        assert a == etter[sted] or (isinstance(a, float) and isclose(a, etter[sted], rel_tol=1e-12)), sted


@pytest.mark.treg
def test_libreoffice_og_formualizer_ser_det_nye_tallet_i_formlene(tmp_path):
    fil = fremmede.fra_openpyxl(tmp_path)
    lapp(fil, tmp_path / "ny.xlsx", ("Sheet", "B2"), 40.0)
    for navn in ("libreoffice", "formualizer") if fremmede.har_libreoffice() else ("formualizer",):
        assert _regnet(tmp_path / "ny.xlsx", navn)["Sheet", "C2"] == 80.0


def _regnet(fil: Path, navn: str = "libreoffice") -> dict[Plass, Verdi]:
    bok = motor(navn).aapne(fil)
    bok.regn()
    return {sted: bok.verdi(*sted) for sted in bok.formelceller()}


def test_figuren_som_tegner_cellen_viser_det_nye_tallet(tmp_path):
    fil = fremmede.fra_xlsxwriter(tmp_path)
    endret = lapp(fil, tmp_path / "ny.xlsm", ("Data; æøå", "A2"), 41.5)
    figur = dict(d[:2] for d in deler(tmp_path / "ny.xlsm"))["xl/charts/chart1.xml"].decode()
    assert "xl/charts/chart1.xml" in endret and '<c:pt idx="0"><c:v>41.5</c:v></c:pt>' in figur
    assert '<c:pt idx="1"><c:v>2</c:v></c:pt>' in figur


@pytest.mark.treg
def test_boken_fra_libreoffice_har_lenke_merknad_og_formler(tmp_path, krev_soffice):
    krev_soffice()
    navn = {d[0] for d in deler(fremmede.fra_libreoffice(tmp_path))}
    assert any("externalLink" in n for n in navn) and any("comments" in n for n in navn)
