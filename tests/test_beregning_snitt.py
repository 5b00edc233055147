"""Snittet over nettverket og tjenesteprofilen: uveid og veid, hvem som er med, og hva som mangler."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from xlasss.begreper import Feil
from xlasss.beregning.snitt import profil, snitt
from xlasss.errors import FormFeil, TypeFeil

NAN = math.nan
NA, DIV0, NUM = Feil.NA.value, Feil.DIV0.value, Feil.NUM.value
TALL = st.floats(-1e4, 1e4)
POSITIVE = st.floats(0.01, 1e4)


def matriser(elementer=TALL, minst: int = 2):
    former = st.tuples(st.integers(minst, 7), st.integers(1, 4))
    return former.flatmap(lambda form: hnp.arrays(np.float64, form, elements=elementer))


def vekter_til(x: np.ndarray):
    return hnp.arrays(np.float64, x.shape[0], elements=POSITIVE)


MED_VEKTER = matriser().flatmap(lambda x: st.tuples(st.just(x), vekter_til(x)))


@given(matriser())
def test_uveid_snitt_er_summen_delt_paa_antallet(x):
    np.testing.assert_allclose(snitt(x, "uveid").verdier, x.mean(axis=0), rtol=1e-12, atol=1e-9)


@given(matriser(), POSITIVE)
def test_veid_med_like_vekter_er_uveid(x, w):
    np.testing.assert_allclose(
        snitt(x, "veid", np.full(x.shape[0], w)).verdier, snitt(x, "uveid").verdier, rtol=1e-11, atol=1e-9
    )


@given(MED_VEKTER)
def test_veid_snitt_er_sum_av_tellere_over_sum_av_nevnere(xw):
    x, w = xw
    np.testing.assert_allclose(
        snitt(x, "veid", w).verdier, (x * w[:, None]).sum(axis=0) / w.sum(), rtol=1e-11, atol=1e-9
    )


@given(MED_VEKTER, st.floats(1e-6, 1e6))
def test_skalaen_paa_vektene_har_ingenting_aa_si(xw, skala):
    x, w = xw
    np.testing.assert_allclose(snitt(x, "veid", w * skala).verdier, snitt(x, "veid", w).verdier, rtol=1e-11, atol=1e-9)


@given(MED_VEKTER)
def test_samme_nevner_i_hver_kolonne_er_det_samme_som_en_nevner_per_kommune(xw):
    x, w = xw
    per_verdi = np.repeat(w[:, None], x.shape[1], axis=1)
    np.testing.assert_array_equal(snitt(x, "veid", per_verdi).verdier, snitt(x, "veid", w).verdier)


def test_egen_nevner_per_indikator_gjelder_bare_den_kolonnen():
    ut = snitt([[1.0, 1.0], [3.0, 3.0]], "veid", [[1.0, 3.0], [1.0, 1.0]])
    assert ut.verdier.tolist() == [2.0, 1.5]


@given(matriser(minst=3), st.data())
def test_en_kommune_som_mangler_er_ute_i_den_kolonnen_og_bare_der(x, data):
    rad, kolonne = data.draw(st.integers(0, x.shape[0] - 1)), data.draw(st.integers(0, x.shape[1] - 1))
    hull = x.copy()
    hull[rad, kolonne] = NAN
    ut = snitt(hull, "uveid").verdier
    np.testing.assert_allclose(ut[kolonne], np.delete(x[:, kolonne], rad).mean(), rtol=1e-12, atol=1e-9)
    andre = np.arange(x.shape[1]) != kolonne
    np.testing.assert_array_equal(ut[andre], snitt(x, "uveid").verdier[andre])


@given(matriser(minst=3), st.data())
def test_aa_utelate_en_kommune_er_aa_ta_bort_raden(x, data):
    rad = data.draw(st.integers(0, x.shape[0] - 1))
    w = data.draw(vekter_til(x))
    utelat = np.zeros(x.shape[0])
    utelat[rad] = 1
    np.testing.assert_allclose(
        snitt(x, "veid", w, utelat).verdier,
        snitt(np.delete(x, rad, axis=0), "veid", np.delete(w, rad)).verdier, rtol=1e-12, atol=1e-9,
    )  # fmt: skip


def test_en_ekte_null_teller_i_snittet():
    assert snitt([[0.0], [2.0]], "uveid").verdier.tolist() == [1.0]
    assert snitt([[0.0], [2.0], [NAN]], "veid", [3.0, 1.0, 9.0]).verdier.tolist() == [0.5]


def test_tomt_og_null_i_utelat_lar_kommunen_staa():
    x = [[1.0], [3.0], [8.0]]
    assert snitt(x, "uveid", None, [0, NAN, 0]).verdier == snitt(x, "uveid").verdier
    assert snitt(x, "uveid", utelat=[False, False, True]).verdier.tolist() == [2.0]


@pytest.mark.parametrize("merke", [2, -1, 0.5, math.inf])
def test_utelat_kan_bare_vaere_en_eller_null(merke):
    with pytest.raises(TypeFeil, match="utelat"):
        snitt([[1.0], [2.0]], "uveid", None, [merke, 0])


@pytest.mark.parametrize(
    ("x", "utelat"), [([[1.0]], [0]), ([[1.0], [NAN]], [0, 0]), ([[1.0], [2.0]], [1, 0]), ([[NAN], [NAN]], [0, 0])]
)
def test_med_faerre_enn_to_kommuner_er_det_ikke_noe_snitt(x, utelat):
    assert snitt(x, "uveid", None, utelat).koder.tolist() == [NA]
    assert (profil(x, "uveid", None, utelat).koder == NA).all()


def test_en_kommune_uten_vekt_er_ute_av_et_veid_snitt_og_viser_na_i_profilen():
    x, w = [[1.0], [2.0], [9.0]], [1.0, 1.0, NAN]
    assert snitt(x, "veid", w).verdier.tolist() == [1.5]
    ut = profil(x, "veid", w)
    assert ut.koder.tolist() == [[0], [0], [NA]]
    assert profil(x, "veid", w, [0, 0, 1]).verdier[2, 0] == 600.0, "en utelatt kommune trenger ingen vekt"


def test_vektsum_null_gir_div0_og_negativ_vekt_num():
    x = [[1.0, 1.0], [2.0, 2.0]]
    assert snitt(x, "veid", [0.0, 0.0]).koder.tolist() == [DIV0, DIV0]
    assert snitt(x, "veid", [-1.0, 2.0]).koder.tolist() == [NUM, NUM]
    assert snitt(x, "veid", [[-1.0, 1.0], [2.0, 1.0]]).koder.tolist() == [NUM, 0]


def test_en_vekt_null_er_lov_og_tar_kommunen_ut_av_tyngden_men_ikke_av_antallet():
    assert snitt([[1.0], [3.0]], "veid", [0.0, 2.0]).verdier.tolist() == [3.0]
    assert snitt([[1.0], [NAN]], "veid", [0.0, 2.0]).koder.tolist() == [NA]


def test_en_negativ_vekt_er_num_ogsaa_for_en_kommune_uten_tall_eller_utenfor_snittet():
    x = [[1.0], [2.0], [NAN]]
    assert snitt(x, "veid", [1.0, 1.0, -1.0]).koder.tolist() == [NUM]
    assert snitt([[1.0], [2.0], [3.0]], "veid", [1.0, 1.0, -1.0], [0, 0, 1]).koder.tolist() == [NUM]


def test_veid_uten_vekter_er_formfeil_og_uveid_ser_bare_paa_formen_til_vektene():
    x = [[1.0], [2.0]]
    with pytest.raises(FormFeil, match="trenger vekter"):
        snitt(x, "veid")
    assert snitt(x, "uveid", [9.0, 1.0]).verdier.tolist() == [1.5]
    with pytest.raises(FormFeil, match="«vekter» har 3 tall, skal ha 2"):
        snitt(x, "uveid", [9.0, 1.0, 1.0])


@given(matriser(POSITIVE))
def test_det_uveide_snittet_av_en_uveid_profil_er_hundre(x):
    np.testing.assert_allclose(profil(x, "uveid").verdier.mean(axis=0), 100, rtol=1e-11)


@given(matriser(POSITIVE).flatmap(lambda x: st.tuples(st.just(x), vekter_til(x))))
def test_det_veide_snittet_av_en_veid_profil_er_hundre(xw):
    x, w = xw
    np.testing.assert_allclose(np.average(profil(x, "veid", w).verdier, axis=0, weights=w), 100, rtol=1e-11)


@given(matriser(POSITIVE), st.floats(0.01, 100))
def test_profilen_bryr_seg_ikke_om_enheten(x, skala):
    np.testing.assert_allclose(profil(x * skala, "uveid").verdier, profil(x, "uveid").verdier, rtol=1e-11)


def test_en_utelatt_kommune_maales_mot_snittet_av_de_andre():
    assert profil([[3.0], [1.0], [1.0]], "uveid", None, [1, 0, 0]).verdier.tolist() == [[300.0], [100.0], [100.0]]


def test_en_ekte_null_i_profilen_er_null_og_snitt_null_er_div0():
    assert profil([[0.0], [2.0]], "uveid").verdier.tolist() == [[0.0], [200.0]]
    ut = profil([[-1.0], [1.0], [NAN]], "uveid")
    assert ut.koder.tolist() == [[DIV0], [DIV0], [NA]]


@given(matriser())
def test_profilen_er_hundre_ganger_verdi_delt_paa_snitt(x):
    midt = snitt(x, "uveid").verdier
    assume((np.abs(midt) > 1e-6).all())
    np.testing.assert_allclose(profil(x, "uveid").verdier, 100 * x / midt, rtol=1e-12)
