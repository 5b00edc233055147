"""Vekst, avvik, deflatering og demografi: egenskapene som holder for alle tall."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from xlasss.begreper import Feil
from xlasss.beregning.avvik import avvik
from xlasss.beregning.deflatering import deflator, realvekst
from xlasss.beregning.demografi import demografikostnad
from xlasss.beregning.vekst import produksjonsvekst, sammensatt_vekst
from xlasss.errors import FormFeil, TypeFeil

NAN = math.nan
NA, DIV0, NUM = Feil.NA.value, Feil.DIV0.value, Feil.NUM.value
PROSENT = st.floats(-90, 300)
POSITIVE = st.floats(0.01, 1e3)


@st.composite
def vekst_vekter_nivaa(draw):
    m, n = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    g = draw(hnp.arrays(np.float64, (m, n), elements=PROSENT))
    return (
        g,
        draw(hnp.arrays(np.float64, n, elements=POSITIVE)),
        draw(hnp.arrays(np.float64, (m, n), elements=POSITIVE)),
    )


# --- produksjonsvekst


@given(vekst_vekter_nivaa())
def test_samme_vekst_i_alle_indikatorer_er_veksten_i_sektoren(gwx):
    g, w, x = gwx
    lik = np.repeat(g[:, :1], g.shape[1], axis=1)
    np.testing.assert_allclose(produksjonsvekst(lik, w, x).verdier, g[:, 0], rtol=1e-9, atol=1e-9)


@given(vekst_vekter_nivaa())
def test_sektorens_vekst_ligger_mellom_den_minste_og_den_storste(gwx):
    g, w, x = gwx
    ut = produksjonsvekst(g, w, x).verdier
    assert (ut >= g.min(axis=1) - 1e-9).all() and (ut <= g.max(axis=1) + 1e-9).all()


@given(vekst_vekter_nivaa(), st.floats(1e-6, 1e6))
def test_skalaen_paa_vektene_har_ingenting_aa_si_for_veksten(gwx, skala):
    g, w, x = gwx
    np.testing.assert_allclose(
        produksjonsvekst(g, w * skala, x).verdier, produksjonsvekst(g, w, x).verdier, rtol=1e-9, atol=1e-9
    )


@given(vekst_vekter_nivaa())
def test_veksten_forer_nivaaet_ved_slutten_tilbake_til_starten(gwx):
    g, w, x = gwx
    start = x / (1 + g / 100)
    fasit = 100 * ((w * x).sum(axis=1) / (w * start).sum(axis=1) - 1)
    np.testing.assert_allclose(produksjonsvekst(g, w, x).verdier, fasit, rtol=1e-9, atol=1e-9)


def test_feilene_i_produksjonsveksten():
    assert produksjonsvekst([[1.0, NAN]], [1.0, 0.0], [[1.0, 1.0]]).koder.tolist() == [NA], "også med vekt 0"
    assert produksjonsvekst([[1.0, 1.0]], [1.0, 0.0], [[1.0, NAN]]).koder.tolist() == [NA], "også med vekt 0"
    assert produksjonsvekst([[1.0, 1.0]], [1.0, NAN], [[1.0, 1.0]]).koder.tolist() == [NA]
    assert produksjonsvekst([[-100.0, 1.0], [1.0, 1.0]], [1.0, 1.0], [[1.0, 1.0]] * 2).koder.tolist() == [DIV0, 0]
    assert produksjonsvekst([[1.0, 1.0]], [0.0, 0.0], [[1.0, 1.0]]).koder.tolist() == [DIV0]
    assert produksjonsvekst([[1.0, 1.0]], [2.0, -1.0], [[1.0, 1.0]]).koder.tolist() == [NUM]
    assert produksjonsvekst([[1.0, 9.0]], [1.0, 1.0], [[1.0, 0.0]]).verdier[0] == pytest.approx(1), (
        "en ekte null teller"
    )
    stor = np.zeros((300, 200))
    stor[:, -1] = NAN
    assert (produksjonsvekst(stor, np.eye(200)[0], np.ones((300, 200))).koder == NA).all()


# --- kjedet vekst, realvekst og deflator


@given(hnp.arrays(np.float64, hnp.array_shapes(min_dims=2, max_dims=2, max_side=5), elements=PROSENT))
def test_kjedet_vekst_er_produktet_av_vekstfaktorene_i_hvilken_orden_som_helst(g):
    ut = sammensatt_vekst(g).verdier
    np.testing.assert_allclose(1 + ut / 100, np.prod(1 + g / 100, axis=1), rtol=1e-9)
    np.testing.assert_allclose(sammensatt_vekst(g[:, ::-1]).verdier, ut, rtol=1e-9, atol=1e-9)


@given(PROSENT)
def test_opp_og_like_mye_ned_igjen_er_ingen_vekst(g):
    ned = float(realvekst(0.0, g).verdier)
    assert sammensatt_vekst([[g, ned]]).verdier[0] == pytest.approx(0, abs=1e-9)
    assert sammensatt_vekst([[g, NAN]]).koder.tolist() == [NA]


@given(PROSENT, PROSENT, PROSENT)
def test_realveksten_ganger_prisveksten_og_folkeveksten_er_den_nominelle(n, d, f):
    real = float(realvekst(n, d, f).verdier)
    assert sammensatt_vekst([[real, d, f]]).verdier[0] == pytest.approx(n, rel=1e-9, abs=1e-9)
    assert float(realvekst(n, d).verdier) == float(realvekst(n, d, 0.0).verdier)


def test_feilene_i_realveksten():
    assert realvekst([5.0, NAN, 5.0], [-100.0, -100.0, NAN]).koder.tolist() == [DIV0, NA, NA]
    assert realvekst(5.0, 2.0, -100.0).koder.item() == DIV0


@given(st.floats(-5, 20), st.floats(-5, 20), st.floats(0, 1))
def test_deflatoren_ligger_mellom_lonnsveksten_og_prisveksten(l, p, andel):
    ut = float(deflator(l, p, andel).verdier)
    assert min(l, p) - 1e-9 <= ut <= max(l, p) + 1e-9
    assert float(deflator(l, p, 1.0).verdier) == l and float(deflator(l, p, 0.0).verdier) == p


@pytest.mark.parametrize("andel", [-0.01, 1.01, 59.0, -1e-300])
def test_en_lonnsandel_utenfor_null_til_en_er_num(andel):
    assert deflator(3.0, 3.0, andel).koder.item() == NUM
    assert deflator(NAN, 3.0, 0.5).koder.item() == NA


# --- avvik


@given(st.floats(-1e6, 1e6), POSITIVE)
def test_avvik_i_prosent_og_i_enheter_er_samme_avstand(v, r):
    enheter = float(avvik(v, r, "enheter").verdier)
    assert enheter == float(avvik(v, r, "prosentenheter").verdier) == v - r
    assert float(avvik(v, r, "prosent").verdier) * r / 100 == pytest.approx(enheter, rel=1e-9, abs=1e-6)


def test_feilene_i_avviket():
    assert avvik([1.0, 1.0, NAN, 1.0], [0.0, -2.0, 0.0, NAN], "prosent").koder.tolist() == [DIV0, NUM, NA, NA]
    assert avvik([1.0, 1.0, NAN], [0.0, -2.0, 0.0], "prosentenheter").koder.tolist() == [0, 0, NA]
    with pytest.raises(TypeFeil, match="«prosent» eller «prosentenheter» eller «enheter»"):
        avvik(1.0, 1.0, "%")


def test_et_enkelttall_gaar_med_et_felt_og_ingenting_annet_strekkes():
    assert avvik([[1.0], [3.0]], 1.0, "enheter").verdier.tolist() == [[0.0], [2.0]]
    with pytest.raises(FormFeil):
        avvik([[1.0], [3.0]], [[1.0, 1.0]], "enheter")


# --- demografi


@st.composite
def befolkning(draw):
    n, s = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    fra, til = (draw(hnp.arrays(np.float64, n, elements=st.floats(0, 1e5))) for _ in range(2))
    return fra, til, draw(hnp.arrays(np.float64, (s, n), elements=st.floats(-1e5, 1e5)))


@given(befolkning())
def test_sektorene_summerer_til_kostnaden_med_summen_av_satsene(bef):
    fra, til, satser = bef
    i_alt = float(demografikostnad(fra, til, satser.sum(axis=0)).verdier)
    assert demografikostnad(fra, til, satser).verdier.sum() == pytest.approx(i_alt, rel=1e-9, abs=1e-2)


@given(befolkning())
def test_motsatt_vei_koster_det_motsatte_og_uendret_folketall_ingenting(bef):
    fra, til, satser = bef
    np.testing.assert_array_equal(
        demografikostnad(til, fra, satser).verdier, -demografikostnad(fra, til, satser).verdier
    )
    assert not demografikostnad(fra, fra, satser).verdier.any()


def test_en_sats_eller_en_gruppe_som_mangler_gir_na_i_sektorens_rad():
    assert demografikostnad([1.0, 1.0], [2.0, 2.0], [[1.0, NAN], [1.0, 1.0]]).koder.tolist() == [NA, 0]
    assert demografikostnad([1.0, NAN], [2.0, 2.0], [[1.0, 1.0], [1.0, 1.0]]).koder.tolist() == [NA, NA]
    assert demografikostnad([1.0, NAN], [2.0, 2.0], [1.0, 0.0]).koder.item() == NA, "også der satsen er 0"


def test_satsene_maa_ha_en_kolonne_per_aldersgruppe():
    assert demografikostnad([1.0], [2.0], [[5.0], [7.0]]).verdier.tolist() == [5.0, 7.0]
    for satser in ([1.0], [[1.0]], [[1.0], [2.0]], np.ones((0, 3)), 1.0):
        with pytest.raises(FormFeil):
            demografikostnad([1.0, 2.0], [1.0, 2.0], satser)
