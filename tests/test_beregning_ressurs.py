"""Ressursbruk, utgiftsbehov, utgiftsindeks og effektivitet: egenskapene som holder for alle tall."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from xlasss.begreper import Feil
from xlasss.beregning.effektivitet import effektivitet, utgiftsindeks
from xlasss.beregning.indeks import behovsinnbyggere, indikator, produksjonsindeks
from xlasss.beregning.ressursbruk import ressursbruk, ressursbruksindikator
from xlasss.beregning.utgiftsbehov import kostnadsindeks, utgiftsbehov
from xlasss.errors import FormFeil, TypeFeil

NAN = math.nan
NA, DIV0, NUM = Feil.NA.value, Feil.DIV0.value, Feil.NUM.value
POSITIVE = st.floats(0.01, 1e5)


def vektorer(antall: int, minst: int = 2, elementer=POSITIVE):
    return st.integers(minst, 10).flatmap(
        lambda m: st.tuples(*[hnp.arrays(np.float64, m, elements=elementer)] * antall)
    )


# --- ressursbruk


@given(vektorer(2, minst=1))
def test_kroner_og_prosent_er_det_samme_avviket(nb):
    n, b = nb
    kroner, prosent = ressursbruk(n, b, "kroner").verdier, ressursbruk(n, b, "prosent").verdier
    np.testing.assert_allclose(kroner, prosent * b / 100, rtol=1e-9, atol=1e-9)


def test_behov_null_gir_div0_bare_i_prosent():
    assert ressursbruk([1.0, NAN], [0.0, 0.0], "prosent").koder.tolist() == [DIV0, NA]
    assert ressursbruk([1.0, NAN], [0.0, 0.0], "kroner").koder.tolist() == [0, NA]


def test_typen_maa_sies():
    with pytest.raises(TypeFeil, match="«kroner» eller «prosent»"):
        ressursbruk([1.0], [1.0], "andel")


@given(vektorer(2))
def test_snittet_av_ressursbruksindikatoren_er_en(nb):
    assert ressursbruksindikator(*nb).verdier.mean() == pytest.approx(1, abs=1e-12)


@given(vektorer(2), st.floats(0.01, 100))
def test_en_felles_skala_paa_utgift_eller_behov_endrer_ikke_indikatoren(nb, skala):
    n, b = nb
    np.testing.assert_allclose(
        ressursbruksindikator(n * skala, b).verdier, ressursbruksindikator(n, b).verdier, rtol=1e-11
    )
    np.testing.assert_allclose(
        ressursbruksindikator(n, b * skala).verdier, ressursbruksindikator(n, b).verdier, rtol=1e-11
    )


@given(vektorer(2, minst=3), st.booleans())
def test_en_kommune_uten_data_er_ute_av_snittet_og_viser_na(nb, mangler_utgift):
    n, b = (x.copy() for x in nb)
    (n if mangler_utgift else b)[0] = NAN
    ut = ressursbruksindikator(n, b)
    assert ut.koder.tolist() == [NA] + [0] * (n.size - 1)
    np.testing.assert_array_equal(ut.verdier[1:], ressursbruksindikator(n[1:], b[1:]).verdier)


@pytest.mark.parametrize(("n", "b"), [([1.0], [1.0]), ([1.0, NAN], [1.0, 1.0]), ([1.0, 1.0], [NAN, 1.0]), ([], [])])
def test_med_faerre_enn_to_kommuner_er_det_ingen_indikator(n, b):
    assert (ressursbruksindikator(n, b).koder == NA).all()


def test_behov_null_og_snitt_null_gir_div0_for_alle_for_da_finnes_ikke_snittet():
    assert ressursbruksindikator([1.0, 1.0, 1.0], [1.0, 0.0, 1.0]).koder.tolist() == [DIV0] * 3
    assert ressursbruksindikator([0.0, 0.0], [1.0, 1.0]).koder.tolist() == [DIV0] * 2
    assert ressursbruksindikator([0.0, 2.0], [1.0, 1.0]).verdier.tolist() == [0.0, 2.0], "en ekte null teller"


# --- utgiftsindeks og effektivitet


@given(vektorer(3))
def test_nettverkets_utgiftsindeks_er_en_med_behovsinnbyggere_som_vekt(ekn):
    e, k, n = ekn
    vekt = behovsinnbyggere(n, k).verdier
    assert np.average(utgiftsindeks(e, k, n).verdier, weights=vekt) == pytest.approx(1, abs=1e-12)


@given(vektorer(4))
def test_nettverkets_effektivitet_er_en(ekna):
    """Produksjonen måles mot de samme behovskorrigerte innbyggerne: Σ produksjon / Σ utgift er 1 / 1."""
    e, k, n, mengde = ekna
    behov = behovsinnbyggere(n, k).verdier
    produksjon = produksjonsindeks(indikator(mengde, behov).verdier[:, None], [1.0]).verdier
    utgift = utgiftsindeks(e, k, n).verdier
    i_alt = effektivitet(np.average(produksjon, weights=behov), np.average(utgift, weights=behov)).verdier
    assert float(i_alt) == pytest.approx(1, abs=1e-11)


@given(vektorer(3, minst=3), st.integers(0, 2))
def test_en_kommune_uten_ett_av_tallene_er_ute_av_utgiftssnittet(ekn, hvilket):
    tall = [x.copy() for x in ekn]
    tall[hvilket][0] = NAN
    ut = utgiftsindeks(*tall)
    assert ut.koder.tolist() == [NA] + [0] * (tall[0].size - 1)
    np.testing.assert_array_equal(ut.verdier[1:], utgiftsindeks(*(x[1:] for x in tall)).verdier)


def test_utgiftsindeksen_trenger_to_kommuner_og_nevnere_som_ikke_er_null():
    assert utgiftsindeks([1.0], [1.0], [1.0]).koder.tolist() == [NA]
    assert utgiftsindeks([1.0, 1.0, 1.0], [1.0, 0.0, 1.0], [1.0, 1.0, 1.0]).koder.tolist() == [0, DIV0, 0]
    assert utgiftsindeks([0.0, 0.0], [1.0, 1.0], [1.0, 1.0]).koder.tolist() == [DIV0, DIV0]
    assert utgiftsindeks([1.0, 1.0], [1.0, 1.0], [0.0, 0.0]).koder.tolist() == [DIV0, DIV0]
    assert utgiftsindeks([2.0, 1.0], [1.0, -1.0], [1.0, 1.0]).koder.tolist() == [DIV0, DIV0]


@given(vektorer(2, minst=1))
def test_effektiviteten_er_kvotienten_og_aldri_differansen(pu):
    p, u = pu
    np.testing.assert_array_equal(effektivitet(p, u).verdier, p / u)
    np.testing.assert_array_equal(effektivitet(p, 2.0).verdier, p / 2)


def test_utgiftsindeks_null_gir_div0():
    assert effektivitet([1.0, NAN, 0.0], [0.0, 0.0, 1.0]).koder.tolist() == [DIV0, NA, 0]


# --- kostnadsindeks og utgiftsbehov


@st.composite
def kriterier(draw):
    m, n = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    k = draw(hnp.arrays(np.float64, (m, n), elements=POSITIVE | st.just(0.0)))
    landet, w = (draw(hnp.arrays(np.float64, n, elements=st.floats(0.01, 1e3))) for _ in range(2))
    return k, landet, w


@given(kriterier())
def test_landet_har_kostnadsindeks_en_og_dobbelt_saa_mye_av_alt_er_to(klw):
    k, landet, w = klw
    assert kostnadsindeks([landet, 2 * landet], landet, w).verdier.tolist() == pytest.approx([1, 2], rel=1e-12)
    np.testing.assert_allclose(
        kostnadsindeks(k, landet, w).verdier, produksjonsindeks(k / landet, w).verdier, rtol=1e-12
    )


@given(kriterier(), st.floats(1e-6, 1e6))
def test_skalaen_paa_kostnadsnokkelen_har_ingenting_aa_si(klw, skala):
    k, landet, w = klw
    np.testing.assert_allclose(
        kostnadsindeks(k, landet, w * skala).verdier, kostnadsindeks(k, landet, w).verdier, rtol=1e-11
    )


def test_feilene_i_kostnadsindeksen():
    assert kostnadsindeks([[1.0, NAN], [1.0, 1.0]], [1.0, 1.0], [1.0, 0.0]).koder.tolist() == [NA, 0], "også med vekt 0"
    assert kostnadsindeks([[1.0, 1.0]], [1.0, 0.0], [1.0, 0.0]).koder.tolist() == [DIV0]
    assert kostnadsindeks([[1.0, 1.0]], [1.0, 1.0], [0.0, 0.0]).koder.tolist() == [DIV0]
    assert kostnadsindeks([[1.0, 1.0]], [1.0, 1.0], [2.0, -1.0]).koder.tolist() == [NUM]
    assert kostnadsindeks([[1.0, 1.0]], [1.0, NAN], [1.0, 1.0]).koder.tolist() == [NA]
    stor = np.ones((300, 200))
    stor[:, -1] = NAN
    assert (kostnadsindeks(stor, np.ones(200), np.eye(200)[0]).koder == NA).all()


@given(vektorer(2, minst=1), POSITIVE)
def test_utgiftsbehovet_er_indeks_ganger_landssnitt_pluss_korreksjon(ik, landssnitt):
    indeks, korreksjon = ik
    np.testing.assert_array_equal(
        utgiftsbehov(indeks, landssnitt, korreksjon).verdier, indeks * landssnitt + korreksjon
    )
    np.testing.assert_array_equal(
        utgiftsbehov(indeks, landssnitt).verdier, utgiftsbehov(indeks, landssnitt, np.zeros(indeks.size)).verdier
    )


def test_en_korreksjon_som_mangler_er_ikke_null():
    assert utgiftsbehov([1.0, 1.0], 100, [NAN, 5.0]).koder.tolist() == [NA, 0]
    assert utgiftsbehov([1.0, 1.0], NAN).koder.tolist() == [NA, NA]
    with pytest.raises(FormFeil, match="landssnitt"):
        utgiftsbehov([1.0], [1.0, 2.0])
    with pytest.raises(TypeFeil, match="landssnitt"):
        utgiftsbehov([1.0], "10 000")
