"""Fra KOSTRA til det trykte tallet: falsk SSB på ekte HTTP, lager, indikator, dom. Tallene er SSBs og rapportens."""

import re
from fractions import Fraction

import pytest
from ssb_hjelp import FalskKlokke, bank
from ssb_tall import ekte_tabeller, endret, oppdiktede_tabeller
from ssb_tjener import SsbTjener

from xlasss.begreper import Dom
from xlasss.beregning.dom import dom
from xlasss.beregning.intervall import Intervall
from xlasss.datakilder.hent import hent
from xlasss.datakilder.indikatorer import indikatorer
from xlasss.datakilder.lager import Lager
from xlasss.datakilder.register import Oppgave
from xlasss.revisjon.kostra import dommer, flyttede, koblinger
from xlasss.tverrfiler import malfil, malutgaver
from xlasss.workbook.plan import plan

OPPDRAG = [Oppgave(tabell, aar) for tabell in ("12137", "12362") for aar in (2015, 2016)]
SVEKKET = ("1102", "AGD23", "KOSbelop0000", "2016")


@pytest.fixture(scope="module")
def lageret(tmp_path_factory):
    klokke = FalskKlokke()
    fil = tmp_path_factory.mktemp("kostra") / "kostra.sqlite"
    with pytest.MonkeyPatch.context() as mp, SsbTjener(ekte_tabeller(), klokke) as tjener, Lager.apne(fil) as lager:
        mp.setenv("no_proxy", "127.0.0.1")
        list(hent(OPPDRAG, bank(tjener, klokke, "v2"), lager))
        yield lager


@pytest.fixture(scope="module")
def svarene(lageret):
    return {d.kobling.fasit.id: d for d in dommer(lageret)}


@pytest.mark.parametrize("kobling", koblinger(), ids=lambda k: k.fasit.id)
def test_det_trykte_tallet_kommer_ut_av_ssbs_beloep(svarene, kobling):
    svar = svarene[kobling.fasit.id]
    assert svar.dom is Dom.STEMMER, svar
    # beløpene er gitt i tusen kroner: det regnede er mye smalere enn det trykte, så dommen betyr noe
    assert 0 < svar.beregnet.bredde < kobling.fasit.intervall.bredde / 50


def test_tallene_oppgaven_nevner_er_med():
    trykt = {(k.indikator.nokkel, k.kommune, k.aar, k.fasit.trykt) for k in koblinger()}
    assert trykt >= {
        ("netto_driftsresultat_andel", "Sandnes", 2015, "3.3"),
        ("netto_driftsresultat_andel", "Sandnes", 2016, "4.9"),
        ("netto_driftsresultat_andel", "Bærum", 2016, "8.6"),
        ("eiendom_netto_andel", "Sandnes", 2016, "7.2"),
        ("eiendom_netto_andel", "Bergen", 2016, "10.5"),
        ("driftsinntekter_vekst", "Sandnes", 2016, "5.5"),
        ("netto_driftsresultat_vekst", "Sandnes", 2016, "58.4"),
        ("brutto_investeringsutgifter_vekst", "Sandnes", 2016, "2.6"),
    }


def test_av_de_trykte_millionene_ville_veksten_blitt_en_annen(svarene):
    vekst = next(d for d in svarene.values() if d.kobling.indikator.nokkel == "netto_driftsresultat_vekst")
    assert round(vekst.punkt.verdi, 2) == 58.36 and vekst.kobling.fasit.trykt == "58.4"
    av_trykte = 100 * (Fraction(259, 163) - 1)
    assert round(float(av_trykte), 1) == 58.9
    assert dom(Intervall.eksakt(av_trykte), vekst.kobling.fasit.intervall, 1) is Dom.MOTSTRID


def test_bergen_er_hoeyest_og_sandnes_lavest_av_dem_vi_har_tall_for(lageret):
    punkter = {p.kommune: p.verdi for p in lageret.indikator("eiendom_netto_andel", aar=[2016]) if p.verdi is not None}
    assert (min(punkter, key=punkter.get), max(punkter, key=punkter.get), len(punkter)) == ("Sandnes", "Bergen", 6)


def test_koblingen_gjelder_kommunen_tallet_er_trykt_for():
    ulike = {(k.kommune, k.fasit.id.split("-")[-2]) for k in koblinger() if k.kommune != k.fasit.hvem}
    assert ulike == {("Bergen", "hoyest"), ("Sandnes", "lavest")}
    assert all(str(k.aar) == k.fasit.aar[-4:] for k in koblinger())


def test_uten_tall_kan_det_ikke_beregnes_og_det_sies_hvorfor(tmp_path):
    with Lager.apne(tmp_path / "tomt.sqlite") as tomt:
        svar = dommer(tomt)
    assert {(d.dom, d.grunn) for d in svar} == {(Dom.KAN_IKKE_BEREGNES, "beløpene er ikke hentet")}


@pytest.mark.parametrize(
    ("celle", "foer", "etter", "grunn"),
    [
        ((200_000, ""), Dom.STEMMER, Dom.MOTSTRID, "regnet av SSBs tall"),
        (
            (None, ":"),
            Dom.KAN_IKKE_BEREGNES,
            Dom.KAN_IKKE_BEREGNES,
            "SSB har tegnet «:»",
        ),  # heller ikke det gamle røpes
    ],
)
def test_en_rettelse_hos_ssb_viser_hvilke_trykte_tall_den_flytter(tjener, v2, lager, celle, foer, etter, grunn):
    list(hent(OPPDRAG, v2, lager))
    tjener.tabeller["12137"] = endret(tjener.tabeller["12137"], SVEKKET, celle, "2026-11-20T07:00:00Z")
    etter_nr = lager.siste_henting()
    list(hent(OPPDRAG, v2, lager))
    flyttet = flyttede(lager, lager.endringer(etter_nr))
    ventet = {
        k.fasit.id for k in koblinger() if "AGD23" in k.indikator.teller[1] and (k.kommune, k.aar) == ("Sandnes", 2016)
    }
    assert {f.etter.kobling.fasit.id for f in flyttet} == ventet and len(ventet) == 7
    assert {(f.foer.dom, f.etter.dom) for f in flyttet} == {(foer, etter)}
    assert all(grunn in f.etter.grunn for f in flyttet)
    assert {f.tapt for f in flyttet} == {etter is Dom.KAN_IKKE_BEREGNES}


def test_en_rettelse_som_ikke_roerer_et_trykt_tall_flytter_ingenting(tjener, v2, lager):
    list(hent(OPPDRAG, v2, lager))
    nokkel = ("0301", "KG31", "KOSbelop0000", "2016")
    tjener.tabeller["12137"] = endret(tjener.tabeller["12137"], nokkel, (1, ""), "2026-11-20T07:00:00Z")
    etter = lager.siste_henting()
    list(hent(OPPDRAG, v2, lager))
    assert len(lager.endringer(etter)) == 1 and flyttede(lager, lager.endringer(etter)) == []


def test_hver_indikator_vi_har_ssbs_tall_til_holdes_mot_et_trykt_tall_og_ingen_oppdiktede_gjoer_det():
    belop = {en.nokkel for en in indikatorer().values() if en.enhet == "1000 kr"}  # kronekolonnene er tapt i rapporten
    oppdiktede = {
        en.nokkel for en in indikatorer().values() if {nr for nr, _ in en.variabler} & set(oppdiktede_tabeller())
    }
    assert {k.indikator.nokkel for k in koblinger()} == set(indikatorer()) - belop - oppdiktede
    assert {nr for k in koblinger() for nr, _ in k.indikator.variabler} <= set(ekte_tabeller())
    assert not set(oppdiktede_tabeller()) & set(ekte_tabeller()) and len(oppdiktede) == 2


def test_hver_indikator_peker_paa_en_kolonne_som_finnes_og_ingen_to_paa_den_samme():
    funnet = []
    for en in indikatorer().values():
        for utgave in en.storrelse and (en.utgave or malutgaver(en.sektor)):
            blokkene = plan(malfil(en.sektor, utgave)).blokker
            kolonner = {
                (re.sub(r"(_\d{4})+$", "", b.id), i.nokkel, b.enhet_for(i)) for b in blokkene for i in b.indikatorer
            }
            for blokk in en.blokk:
                assert (blokk, en.storrelse, en.enhet) in kolonner, (en.nokkel, utgave)
                funnet.append((en.sektor, utgave, blokk, en.storrelse, en.enhet))
    assert len(set(funnet)) == len(funnet) > 10
