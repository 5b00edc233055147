"""Produksjonsindeksen og leddene i den: egenskapene som holder for alle tall."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from xlasss.begreper import Feil
from xlasss.beregning.indeks import behovsinnbyggere, bidrag, indikator, produksjonsindeks

NAN = math.nan
NA, DIV0, NUM = Feil.NA.value, Feil.DIV0.value, Feil.NUM.value
POSITIVE = st.floats(0.01, 1e4)
FORMER = st.tuples(st.integers(1, 6), st.integers(1, 6))


@st.composite
def indikatorer_og_vekter(draw):
    m, n = draw(FORMER)
    x = draw(hnp.arrays(np.float64, (m, n), elements=POSITIVE | st.just(0.0)))
    w = draw(hnp.arrays(np.float64, n, elements=POSITIVE | st.just(0.0)))
    w[draw(st.integers(0, n - 1))] = draw(POSITIVE)
    return x, w


@given(indikatorer_og_vekter())
def test_radsummen_av_bidragene_er_hundre_ganger_indeksen_minus_en(xw):
    x, w = xw
    np.testing.assert_allclose(
        bidrag(x, w).verdier.sum(axis=1), 100 * (produksjonsindeks(x, w).verdier - 1), rtol=1e-9, atol=1e-7
    )


@given(indikatorer_og_vekter())
def test_indeksen_ligger_mellom_den_minste_og_den_storste_indikatoren(xw):
    x, w = xw
    indeks = produksjonsindeks(x, w).verdier
    assert (indeks >= x.min(axis=1) * (1 - 1e-12)).all() and (indeks <= x.max(axis=1) * (1 + 1e-12)).all()


@given(indikatorer_og_vekter(), st.floats(1e-6, 1e6))
def test_skalaen_paa_vektene_har_ingenting_aa_si(xw, skala):
    x, w = xw
    np.testing.assert_allclose(produksjonsindeks(x, w * skala).verdier, produksjonsindeks(x, w).verdier, rtol=1e-12)
    np.testing.assert_allclose(bidrag(x, w * skala).verdier, bidrag(x, w).verdier, rtol=1e-10, atol=1e-10)


@given(indikatorer_og_vekter())
def test_en_kommune_lik_snittet_har_indeks_en_og_ingen_bidrag(xw):
    x, w = xw
    np.testing.assert_allclose(produksjonsindeks(np.ones_like(x), w).verdier, 1, rtol=1e-12)
    assert (bidrag(np.ones_like(x), w).verdier == 0).all()


def test_vektene_er_andeler_av_summen_ogsaa_naar_de_er_trykt_til_999():
    trykte = [18.3] * 5 + [8.4]
    x = [[0.981, 0.999, 0.978, 1.007, 0.990, 0.699]]
    andeler = [w / 99.9 for w in trykte]
    assert produksjonsindeks(x, trykte).verdier[0] == pytest.approx(produksjonsindeks(x, andeler).verdier[0], rel=1e-12)
    assert produksjonsindeks(x, trykte).verdier[0] != pytest.approx(np.dot(x[0], trykte) / 100, rel=1e-4)


@given(indikatorer_og_vekter(), st.data())
def test_et_manglende_ledd_gir_na_i_raden_ogsaa_der_vekten_er_null(xw, data):
    x, w = xw
    rad, kolonne = data.draw(st.integers(0, x.shape[0] - 1)), data.draw(st.integers(0, x.shape[1] - 1))
    if (w > 0).sum() > 1 or w[kolonne] == 0:
        w[kolonne] = data.draw(st.sampled_from([0.0, w[kolonne]]))
    hel = produksjonsindeks(x, w)
    med_hull = x.copy()
    med_hull[rad, kolonne] = NAN
    ut, ledd = produksjonsindeks(med_hull, w), bidrag(med_hull, w)
    assert ut.koder[rad] == NA and ledd.koder[rad, kolonne] == NA and ledd.koder.sum() == NA
    andre = np.arange(x.shape[0]) != rad
    np.testing.assert_allclose(ut.verdier[andre], hel.verdier[andre], rtol=1e-12)


@pytest.mark.parametrize("form", [(3, 2), (64, 64), (400, 300), (2000, 17)])
def test_et_manglende_tall_med_vekt_null_forsvinner_heller_ikke_i_store_felt(form):
    """BLAS kan hoppe over nuller; da ville NaN · 0 blitt 0."""
    m, n = form
    x, w = np.ones(form), np.zeros(n)
    w[0] = 1.0
    x[:: max(1, m // 7), n - 1] = NAN
    ut = produksjonsindeks(x, w)
    assert (np.isnan(ut.verdier) == np.isnan(x[:, n - 1])).all()
    assert (ut.koder == np.where(np.isnan(x[:, n - 1]), NA, 0)).all()
    np.testing.assert_allclose(ut.verdier[~np.isnan(ut.verdier)], 1.0)


def test_en_manglende_vekt_gir_na_for_alle():
    assert produksjonsindeks([[1.0, 1.0], [1.0, 2.0]], [1.0, NAN]).koder.tolist() == [NA, NA]
    assert (bidrag([[1.0, 1.0]], [1.0, NAN]).koder == NA).all()


def test_en_ekte_null_teller():
    assert produksjonsindeks([[0.0, 1.0]], [1, 1]).verdier.tolist() == [0.5]
    assert bidrag([[0.0, 1.0]], [1, 1]).verdier.tolist() == [[-50.0, 0.0]]


@given(indikatorer_og_vekter(), st.data())
def test_en_negativ_vekt_gir_num_for_alle(xw, data):
    x, w = xw
    w[data.draw(st.integers(0, w.size - 1))] = -data.draw(POSITIVE)
    assert (produksjonsindeks(x, w).koder <= NUM).all() and (produksjonsindeks(x, w).koder > 0).all()
    assert NUM in bidrag(x, [*w[:-1], -1e6]).koder


def test_vektsum_null_gir_div0():
    assert produksjonsindeks([[1.0, 1.0]], [0, 0]).koder.tolist() == [DIV0]
    assert bidrag([[1.0, 1.0]], [0, 0]).koder.tolist() == [[DIV0, DIV0]]


# --- indikator


@st.composite
def mengde_og_behov(draw, minst: int = 2):
    m = draw(st.integers(minst, 10))
    a = draw(hnp.arrays(np.float64, m, elements=POSITIVE | st.just(0.0)))
    a[0] = draw(POSITIVE)
    return a, draw(hnp.arrays(np.float64, m, elements=POSITIVE))


@given(mengde_og_behov())
def test_det_behovsveide_snittet_av_indikatoren_er_en(ab):
    a, b = ab
    ut = indikator(a, b).verdier
    assert np.average(ut, weights=b) == pytest.approx(1, abs=1e-12)


@given(mengde_og_behov(), POSITIVE, POSITIVE)
def test_enheten_paa_mengde_og_behov_har_ingenting_aa_si(ab, c, d):
    a, b = ab
    np.testing.assert_allclose(indikator(a * c, b * d).verdier, indikator(a, b).verdier, rtol=1e-11)


@given(mengde_og_behov(minst=3), st.booleans())
def test_en_kommune_uten_data_viser_na_og_er_ute_av_teller_og_nevner(ab, mangler_mengde):
    a, b = ab
    a[-1], b[-1] = (NAN, b[-1]) if mangler_mengde else (a[-1], NAN)
    ut = indikator(a, b)
    assert ut.koder[-1] == NA
    np.testing.assert_array_equal(ut.verdier[:-1], indikator(a[:-1], b[:-1]).verdier)


@pytest.mark.parametrize(("a", "b"), [([1.0], [1.0]), ([1.0, NAN], [1.0, 1.0]), ([NAN, 1.0], [1.0, NAN]), ([], [])])
def test_med_faerre_enn_to_kommuner_er_det_ikke_noe_snitt(a, b):
    assert (indikator(a, b).koder == NA).all()


def test_en_ekte_null_i_mengden_teller_og_blir_null():
    ut = indikator([0.0, 10.0], [5.0, 5.0])
    assert ut.verdier.tolist() == [0.0, 2.0] and not ut.koder.any()


def test_behov_null_gir_div0_bare_for_den_kommunen_og_sum_null_for_alle():
    assert indikator([1.0, 1.0, 2.0], [1.0, 0.0, 1.0]).koder.tolist() == [0, DIV0, 0]
    assert indikator([0.0, 0.0], [1.0, 1.0]).koder.tolist() == [DIV0, DIV0]
    assert indikator([1.0, 1.0], [0.0, 0.0]).koder.tolist() == [DIV0, DIV0]
    assert indikator([1.0, 1.0], [1.0, -1.0]).koder.tolist() == [DIV0, DIV0]


@given(mengde_og_behov(minst=1))
def test_behovsinnbyggere_er_produktet(nk):
    n, k = nk
    np.testing.assert_array_equal(behovsinnbyggere(n, k).verdier, n * k)
    assert behovsinnbyggere([NAN, 1.0], [1.0, NAN]).koder.tolist() == [NA, NA]
