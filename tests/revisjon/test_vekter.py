"""Hvilke vekter de trykte tallene tillater, ved lineær programmering over avrundingen."""

import numpy as np
import pytest

from xlasss.errors import Bruksfeil
from xlasss.fasit_data import fasit_rader
from xlasss.revisjon.vekter import vektgrenser
from xlasss.sektorer import sektorfil


@pytest.fixture(scope="module")
def grunnskole():
    return vektgrenser(sektorfil("grunnskole"))


def test_de_trykte_vektene_for_grunnskole_passer_ikke_og_minst_en_maa_flyttes_fem_prosentenheter(grunnskole):
    assert grunnskole.trykte_passer is False
    assert grunnskole.minste_flytting == pytest.approx(4.96, abs=0.02)


def test_vekten_for_sfo_passer_alene(grunnskole):
    sfo = next(g for g in grunnskole.grenser if g.indikator == "sfo")
    assert sfo.nedre < sfo.trykt < sfo.ovre
    assert (sfo.nedre, sfo.ovre) == (pytest.approx(5.66, abs=0.02), pytest.approx(9.93, abs=0.02))


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
