"""Fasiten regnes: hvert trykt tall får en dom, og ingen motstrid er uten forklaring."""

import json
import re
from fractions import Fraction

import pytest

from xlasss.begreper import Dom
from xlasss.beregning.intervall import Intervall
from xlasss.fasit_data import Fasit, Relasjon, fasit_rader, kjente_avvik, rapporter, relasjoner
from xlasss.revisjon import fasit as revisjon
from xlasss.revisjon.demo import kjor
from xlasss.revisjon.fasit import dommer, oppsummering, regn_relasjon, variabler
from xlasss.revisjon.uttrykk import Uttrykk

RAPPORTER = rapporter()
ALLE = [(rapport, r) for rapport in RAPPORTER for r in relasjoner(rapport)]


@pytest.mark.parametrize("rapport", RAPPORTER)
def test_hvert_trykte_tall_faar_en_dom_med_grunn(rapport):
    rader = dommer(rapport)
    assert [r.fasit.id for r in rader] == list(fasit_rader(rapport))
    assert all(r.grunn for r in rader)
    assert json.loads(json.dumps([r.som_json() for r in rader], allow_nan=False))


@pytest.mark.parametrize("rapport", RAPPORTER)
def test_ingen_motstrid_er_uten_rad_i_kjente_avvik(rapport):
    ukjente = [r.fasit.id for r in dommer(rapport) if r.dom is Dom.MOTSTRID and not r.kjent]
    assert ukjente == []


def test_hver_rad_i_kjente_avvik_er_fortsatt_en_motstrid():
    motstrider = {r.fasit.id for rapport in RAPPORTER for r in dommer(rapport) if r.dom is Dom.MOTSTRID}
    assert set(kjente_avvik()) == motstrider


def test_hver_rad_i_kjente_avvik_har_en_dato_den_skal_proeves_paa_nytt():
    assert all(re.fullmatch(r"\d{4}-\d{2}-\d{2}", a.utloper) for a in kjente_avvik().values())


def test_hvert_kjent_avvik_er_omtalt_i_dokumentasjonen(rot):
    tekst = (rot / "docs" / "avvik.md").read_text(encoding="utf-8")
    for avvik in kjente_avvik().values():
        assert f"s. {avvik.side.split()[-1]}" in tekst


def rundhet(f: Fasit) -> int:
    """Hva et beløp eller antall med «om lag» er avrundet til (docs/avvik.md)."""
    if f.id == "sandnes_2017-s31-tekst-demografikostnad-grunnskole-2018":
        return 1  # i hele millioner, som 28 i samme setning
    if f.trykt.endswith("5"):
        return 5
    if f.trykt.endswith("00") and f.verdi >= 1000:
        return 100
    return 10 if f.trykt.endswith("0") else 1


OM_LAG = [
    f
    for rapport in RAPPORTER
    for f in fasit_rader(rapport).values()
    if f.omtrentlig and f.enhet in ("kroner", "mill_kroner", "mrd_kroner", "antall")
]


@pytest.mark.parametrize("f", OM_LAG, ids=[f.id for f in OM_LAG])
def test_et_rundt_tall_med_om_lag_har_intervallet_regelen_for_runde_tall_gir(f):
    assert f.intervall == Intervall(Fraction(f.trykt) - rundhet(f), Fraction(f.trykt) + rundhet(f))


@pytest.mark.parametrize(("rapport", "relasjon"), ALLE, ids=[r.navn for _, r in ALLE])
def test_en_relasjon_regner_med_andre_tall_enn_det_den_skal_gi(rapport, relasjon):
    navn = Uttrykk(relasjon.uttrykk, variabler(rapport)).navn
    assert navn and relasjon.venstre not in navn
    assert relasjon.venstre in fasit_rader(rapport)


def test_relasjonene_har_hvert_sitt_navn_og_ingen_staar_to_ganger():
    for rapport in RAPPORTER:
        navn = [r.navn for r in relasjoner(rapport)]
        regninger = [(r.venstre, r.uttrykk) for r in relasjoner(rapport)]
        assert len(set(navn)) == len(navn) and len(set(regninger)) == len(regninger)


def test_de_trykte_vektene_for_barnehage_gir_alle_tre_trykte_tall():
    domme = {r.relasjon: r.dom for r in dommer("sandnes_2017")}
    assert {domme[n] for n in ("indeks-barnehage", "vekst-barnehage", "vekst-barnehage-asss")} == {Dom.STEMMER}


def test_de_trykte_vektene_for_grunnskole_kan_ikke_gi_under_0_9657():
    relasjon = next(r for r in relasjoner("sandnes_2017") if r.navn == "indeks-grunnskole")
    beregnet = regn_relasjon(relasjon, "sandnes_2017")
    assert Fraction("0.9657") < beregnet.nedre < Fraction("0.9658")


def test_et_siffer_galt_i_figur_29_blir_funnet(monkeypatch):
    """Effektiviteten i barnevern er trykt 1,226; hadde den stått som 1,229, skulle det synes."""
    f = fasit_rader("sandnes_2017")["sandnes_2017-s38-fig29-effektivitet-barnevern"]
    relasjon = next(r for r in relasjoner("sandnes_2017") if r.navn == "effektivitet-barnevern")
    beregnet = regn_relasjon(relasjon, "sandnes_2017")
    assert revisjon.dom(beregnet, f.intervall, 3) is Dom.STEMMER
    assert revisjon.dom(beregnet, Intervall.trykt("1.229", 3), 3) is Dom.MOTSTRID


def test_summen_teller_hvert_tall_en_gang():
    rader = dommer("sandnes_2017")
    sum_ = oppsummering(rader)
    assert sum_["tall"] == len(rader) == sum(sum_[str(d)] for d in Dom)
    assert sum_["dekket"] == sum_["tall"] - sum_["kan ikke beregnes"]


def test_en_relasjon_med_nevner_som_kan_vaere_null_kan_ikke_beregnes():
    f = fasit_rader("sandnes_2017")["sandnes_2017-s38-fig29-effektivitet-barnevern"]
    tall = "sandnes_2017-s39-tab11-effektivitetsendring-pleie_og_omsorg"
    dommen = revisjon._provd(f, Relasjon("prøve", f.id, f"1/({tall} - 0.1)"), "sandnes_2017")
    assert dommen.dom is Dom.KAN_IKKE_BEREGNES and "null" in dommen.grunn


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    return kjor(tmp_path_factory.mktemp("demo"))


def test_demoen_viser_tre_tall_for_grunnskole_og_tre_for_barnehage(demo):
    assert [r.dommen.fasit.sektor for r in demo.rader] == ["grunnskole"] * 3 + ["barnehage"] * 3
    assert demo.uventet == 0 and demo.fil.exists()


def test_det_arbeidsboken_og_funksjonene_regner_ligger_i_intervallet_fasiten_regner(demo):
    for rad in demo.rader:
        assert rad.regnet is not None and rad.dommen.beregnet is not None
        assert rad.dommen.beregnet.inneholder(Fraction(rad.regnet))


def test_grunnskole_viser_sine_tre_kjente_avvik_og_barnehage_stemmer(demo):
    avvik = {(r.dommen.fasit.verdi, round(r.regnet, 3)) for r in demo.rader if r.dommen.kjent}
    assert avvik == {(0.964, 0.966), (3.3, 3.498), (3.7, 3.43)}
    assert all(r.dommen.dom is Dom.STEMMER for r in demo.rader if r.dommen.fasit.sektor == "barnehage")


def test_leddene_summerer_til_avviket_fra_snittet(demo):
    assert sum(x.bidrag for x in demo.ledd) == pytest.approx(100 * (demo.rader[0].regnet - 1))
    assert sum(x.vekt for x in demo.ledd) == pytest.approx(100)
