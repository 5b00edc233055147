"""Resultatene i en arbeidsbok: hvert én gang, med den dommen arket har, og det som kan være avrunding, merket."""

from functools import cache
from pathlib import Path

import pytest

from tests.revisjon.test_forskjell import endret_bok
from xlasss.begreper import Feil
from xlasss.revisjon.gransket import Farge, gransk
from xlasss.revisjon.resultater import Resultat, resultater, tabellrader
from xlasss.workbook.les import les_bok

MALER = sorted((Path(__file__).parents[2] / "workbooks").glob("*.xlsx"))
hent = cache(lambda fil: resultater(les_bok(fil)))


def etter_celle(navn: str) -> dict[str, Resultat]:
    return {r.celle: r for r in hent(next(f for f in MALER if f.stem == navn))}


@pytest.mark.parametrize("fil", MALER, ids=lambda f: f.stem)
def test_hvert_trykt_tall_paa_kontroll_er_med_og_intervallet_sier_det_samme_som_dommen(fil):
    med_trykt = [r for r in hent(fil) if r.trykt]
    assert len(med_trykt) == len(list(tabellrader(les_bok(fil), "side", "Trykt tall")))
    for r in med_trykt:
        assert (r.dom == "kan ikke beregnes") == isinstance(r.node.verdi, Feil)
        if r.spenn and r.trykt:
            lav, hoy = r.trykt.verdi - r.trykt.halvbredde, r.trykt.verdi + r.trykt.halvbredde
            assert (r.dom == "stemmer") == (r.spenn.nedre < hoy and lav < r.spenn.ovre), r


@pytest.mark.parametrize("fil", MALER, ids=lambda f: f.stem)
def test_hvert_tall_som_er_regnet_har_intervall_navn_og_noen(fil):
    for r in hent(fil):
        assert r.hva and r.hvem and (r.enhet or r.trykt), r
        if isinstance(r.node.verdi, float):
            assert r.spenn and r.spenn.nedre <= r.node.verdi <= r.spenn.ovre


def test_det_samme_tallet_to_steder_er_ett_resultat():
    r = etter_celle("grunnskole_2016")
    assert "Resultat!D14" in r and "Resultat!D100" not in r and "Kontroll!D24" not in r
    indeks = r["Resultat!D14"]
    assert (indeks.hva, indeks.hvem, indeks.dom) == ("Produksjonsindeks grunnskole", "Sandnes", "kjent avvik")
    assert indeks.trykt and (indeks.trykt.side, indeks.trykt.sted, indeks.trykt.verdi) == ("41", "fig30", 0.964)


def test_en_endring_i_effektivitet_som_kan_vaere_avrunding_er_merket_og_en_som_ikke_kan_er_ikke():
    r = etter_celle("produksjon_og_effektivitet_2016")
    merket = {x.celle for x in r.values() if x.kan_vaere_avrunding}
    assert merket == {"Resultat!H45", "Resultat!H46"}  # 0,0 for pleie og omsorg; −0,1 for kommunehelse kan være 0
    assert r["Resultat!H49"].spenn and r["Resultat!H49"].spenn.nedre > 0.2  # 0,3 for barnehage kan ikke


def test_forskjellen_i_vekst_fra_snittet_kan_vaere_avrunding_i_grunnskolen():
    merket = [r for r in etter_celle("grunnskole_2016").values() if r.kan_vaere_avrunding]
    assert [(r.hva, r.celle) for r in merket] == [("Vekst i produksjonen: Forskjell", "Resultat!F48")]


def test_lampen_er_roed_ved_motstrid_gul_ved_kjent_avvik_og_graa_uten_tall(tmp_path):
    lamper = {f.stem: gransk(f).lampe for f in MALER if f.stem in ("grunnskole_2016", "var_2019", "barnehage_2016")}
    assert lamper["grunnskole_2016"] == (Farge.GUL, "3 kjente avvik")
    assert lamper["var_2019"][0] is Farge.GRAA and lamper["barnehage_2016"] == (Farge.GRONN, "i orden")
    farge, hvorfor = gransk(endret_bok(tmp_path, {"Inndata!D16": 1.2})).lampe
    assert farge is Farge.ROD and "motstrid" in hvorfor


def test_uten_arkene_er_det_ingen_resultater_og_ingen_feil(tmp_path):
    import xlsxwriter

    with xlsxwriter.Workbook(tmp_path / "tom.xlsx") as bok:
        bok.add_worksheet("Noe").write(0, 0, 1)
    assert resultater(les_bok(tmp_path / "tom.xlsx")) == []
