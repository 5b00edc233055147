"""Hvilke vekter de trykte tallene tillater, ved lineær programmering over avrundingen."""

import numpy as np
import pytest

from xlasss.begreper import Maal, Status
from xlasss.errors import Bruksfeil
from xlasss.fasit_data import fasit_rader
from xlasss.parametre import parametre, vekter, vektgrupper
from xlasss.revisjon.vekter import Forutsetning, vektgrenser
from xlasss.sektorer import sektorer, sektorfil

MED_INDEKS = [
    s for s in sektorer() if sektorfil(s).utgave.rapport and sektorfil(s).blokker(Maal.PRODUKSJONSINDEKS)
]  # fmt: skip


def _grense(sektor, indikator):
    return next(g for g in vektgrenser(sektorfil(sektor)).grenser if g.indikator == indikator)


@pytest.fixture(scope="module")
def grunnskole():
    return vektgrenser(sektorfil("grunnskole"))


def test_de_trykte_vektene_for_grunnskole_passer_ikke_og_minst_en_maa_flyttes_fem_prosentenheter(grunnskole):
    assert grunnskole.trykte_passer is False
    assert grunnskole.minste_flytting == pytest.approx(4.96, abs=0.02)


def test_vekten_for_sfo_passer_alene(grunnskole):
    sfo = next(g for g in grunnskole.grenser if g.indikator == "sfo")
    assert sfo.nedre < sfo.trykt < sfo.ovre
    assert (sfo.nedre, sfo.ovre) == (pytest.approx(5.58, abs=0.02), pytest.approx(9.93, abs=0.02))


def test_nivaa_og_begge_vekstene_er_brukt(grunnskole):
    assert set(grunnskole.brukt) <= set(fasit_rader("sandnes_2017")) and len(grunnskole.brukt) == 3


def test_ingen_vekt_som_gir_de_trykte_tallene_er_utelukket(grunnskole):
    """Vekter trukket tilfeldig: de som gir nivå og vekst innenfor avrundingen, ligger innenfor grensene."""
    rng = np.random.default_rng(2016)
    x = np.array([0.981, 0.999, 0.978, 1.007, 0.990, 0.699])
    g = np.array([1.0, 7.8, 5.3, 5.3, 2.2, -7.2]) / 100
    w = rng.dirichlet([1, 1, 1, 1, 1, 0.6], 400_000)
    nivaa, vekst = w @ x, 100 * (w @ x / (w @ (x / (1 + g))) - 1)
    passer = w[(abs(nivaa - 0.964) < 0.0005) & (abs(vekst - 3.3) < 0.05)]
    assert len(passer) > 20
    for j, grense in enumerate(grunnskole.grenser):
        utenfor = passer[:, j] * 100 > grense.ovre + 1e-6
        asss_passer = 100 * (1 / (passer @ (1 / (1 + np.array([1.6, 6.6, 5.7, 2.7, 1.3, 2.3]) / 100))) - 1)
        assert not (utenfor & (abs(asss_passer - 3.7) < 0.05)).any()


@pytest.mark.parametrize("sektor", ["eiendomsforvaltning"])
def test_en_sektor_uten_produksjonsindeks_sier_det(sektor):
    with pytest.raises(Bruksfeil, match="ingen produksjonsindeks"):
        vektgrenser(sektorfil(sektor))


@pytest.mark.parametrize("sektor", MED_INDEKS)
def test_grensene_i_tabellen_er_de_tallene_gir(sektor):
    """Tabellen i produksjonsvekter.csv og «xlasss vekter» sier det samme for hver vekt som ikke er trykt."""
    u = sektorfil(sektor).utgave
    tabell = {k: p for k, p in vekter(sektor, u.aar, u.utgave).items() if p.status is Status.MANGLER}
    regnet = {g.indikator: g for g in vektgrenser(sektorfil(sektor)).grenser}
    for nokkel, p in tabell.items():
        assert (float(p.nedre), float(p.ovre)) == (round(regnet[nokkel].nedre, 1), round(regnet[nokkel].ovre, 1)), (
            nokkel
        )
    assert set(regnet) == set(vekter(sektor, u.aar, u.utgave))


def test_proeven_mot_tabellen_har_noe_aa_proeve():
    med_grenser = {p.sektor for p in parametre() if p.nedre}
    assert {"barnevern", "kommunehelse", "pleie_og_omsorg", "sosiale_tjenester"} == med_grenser <= set(MED_INDEKS)


@pytest.mark.parametrize("sektor", MED_INDEKS)
def test_en_kjent_vekt_som_passer_er_holdt_fast_innenfor_avrundingen(sektor):
    u, svar = sektorfil(sektor).utgave, vektgrenser(sektorfil(sektor))
    trykte = {k: p.intervall for k, p in vekter(sektor, u.aar, u.utgave).items() if p.status is Status.PUBLISERT}
    for g in svar.grenser:
        if svar.forutsetning in (Forutsetning.ALT, Forutsetning.NIVAAET) and g.indikator in trykte:
            i = trykte[g.indikator]
            assert float(i.nedre) - 1e-6 <= g.nedre <= g.ovre <= float(i.ovre) + 1e-6
            assert float(i.nedre) <= g.trykt <= float(i.ovre)
        for p in vektgrupper(sektor, u.aar, u.utgave):
            assert g.indikator not in p.indikatorene or g.ovre <= float(p.intervall.ovre) + 1e-6


def test_ingen_dekningsgrad_i_barnevern_kan_ha_mer_enn_gruppen():
    assert _grense("barnevern", "tiltak_plassert").ovre == pytest.approx(80.5)


def test_praktisk_bistand_er_utledet_av_gruppen_og_ikke_oppgitt_som_trykt():
    g = _grense("pleie_og_omsorg", "praktisk_bistand")
    assert (g.trykt, g.nedre, g.ovre) == (None, pytest.approx(28.5), pytest.approx(28.7))


def test_de_trykte_vektene_for_kommunehelse_passer_med_nivaaet_men_ikke_med_vekstene():
    svar = vektgrenser(sektorfil("kommunehelse"))
    assert (svar.forutsetning, len(svar.brukt), svar.trykte_passer) == (Forutsetning.NIVAAET, 1, False)
    assert svar.minste_flytting == pytest.approx(0.267, abs=0.001)
    fritt = {g.indikator: g for g in svar.uten_kjente}
    assert all(fritt[g.indikator].nedre <= g.nedre and g.ovre <= fritt[g.indikator].ovre for g in svar.grenser)


def test_naar_de_trykte_vektene_ikke_passer_med_noe_er_grensene_tallenes_alene(grunnskole):
    assert (grunnskole.forutsetning, grunnskole.uten_kjente) == (Forutsetning.TALLENE, ())
    assert len(grunnskole.kjente) == 6


def test_ingen_vekt_er_utelukket_enten_veksten_regnes_med_andelene_fra_foer_eller_etter():
    """Rapporten trykker ikke hvilket års andeler veksten er regnet med; grensene for sfo tåler begge."""
    rng = np.random.default_rng(2017)
    x = np.array([0.981, 0.999, 0.978, 1.007, 0.990, 0.699])
    g, s = np.array([1.0, 7.8, 5.3, 5.3, 2.2, -7.2]) / 100, np.array([1.6, 6.6, 5.7, 2.7, 1.3, 2.3]) / 100
    w = rng.dirichlet([1, 1, 1, 1, 1, 0.6], 1_000_000)
    grenser = vektgrenser(sektorfil("grunnskole")).grenser
    for andel in (w * x, w * x * (1 + s) / (1 + g)):
        vekst = 100 * (andel @ g) / andel.sum(axis=1)
        passer = w[(abs(w @ x - 0.964) < 0.0005) & (abs(vekst - 3.3) < 0.05) & (abs(100 * (w @ s) - 3.7) < 0.05)]
        assert len(passer) > 5
        for j, grense in enumerate(grenser):
            assert grense.nedre - 1e-6 <= 100 * passer[:, j].min() <= 100 * passer[:, j].max() <= grense.ovre + 1e-6
