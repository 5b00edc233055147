"""Malene i workbooks/ er det koden lager, og de er hele."""

import tomllib
from xml.etree import ElementTree
from zipfile import ZipFile

import openpyxl
import pytest

from xlasss.tverrfiler import maler, malfil
from xlasss.workbook.bygg import bygg, filnavn
from xlasss.workbook.inndata import inndata
from xlasss.workbook.manifest import FIL, avtrykk


@pytest.mark.parametrize("nokkel", maler())
def test_malen_i_repoet_er_den_koden_lager(nokkel, rot, tmp_path):
    laget = bygg(malfil(nokkel), tmp_path)
    assert avtrykk(laget) == avtrykk(rot / "workbooks" / laget.name), "Kjør make bygg og ta malen med i commiten."


def test_manifestet_nevner_hver_mal_med_avtrykket_den_har(rot):
    manifest = tomllib.loads((rot / "workbooks" / FIL).read_text(encoding="utf-8"))
    filer = {fil.name: {"sha256": avtrykk(fil)} for fil in (rot / "workbooks").glob("*.xlsx")}
    assert filer == {navn: v for navn, v in manifest.items() if isinstance(v, dict)}
    assert set(filer) == {filnavn(malfil(s)) for s in maler()}


def test_samme_kode_gir_samme_fil_to_ganger(bygget, sektor, tmp_path):
    assert bygg(sektor, tmp_path).read_bytes() == bygget.read_bytes()


def test_hver_del_av_filen_er_gyldig_xml_og_openpyxl_leser_den(bygget):
    with ZipFile(bygget) as zip_:
        assert zip_.testzip() is None
        for navn in zip_.namelist():
            if navn.endswith((".xml", ".rels")):
                ElementTree.fromstring(zip_.read(navn))
    assert len(openpyxl.load_workbook(bygget).sheetnames) == 10


def test_en_leser_uten_tillegg_ser_de_riktige_lagrede_tallene(bygget):
    bok = openpyxl.load_workbook(bygget, data_only=True)
    lagret = {rad[1].value: rad[3].value for rad in bok["Resultat"].iter_rows(min_row=1, max_row=40)}
    assert lagret["Produksjonsindeks grunnskole"] == pytest.approx(0.96644745)
    assert lagret["Plass i SFO"] is not None
    assert bok["Forside"]["B15"].value == "KJENTE AVVIK"


def test_et_mislykket_bygg_etterlater_ingen_halv_fil(sektor, tmp_path, monkeypatch):
    from xlasss.workbook import bygg as modul

    monkeypatch.setattr(modul, "_regn", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        bygg(sektor, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_det_tabellen_har_mistet_men_en_setning_trykker_staar_i_boken_med_siden():
    hentet = inndata(malfil("kommunehelse", "2017"))
    tapt = hentet["profil_1", "Sandnes", "ressursbruk"]  # «,885» i tabell 19
    assert (tapt.verdi, tapt.opphav) == (0.885, "trykt s. 61 tekst")
    assert hentet["profil_1", "snitt", "sykefravaer"].opphav == "trykt s. 60 tab19"  # tabellen går foran teksten
    omtrentlige = [d.trykt.id for d in hentet.values() if d.trykt and d.trykt.sted == "tekst" and d.trykt.omtrentlig]
    assert omtrentlige == []
