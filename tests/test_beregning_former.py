"""Det som gjelder alle beregningene: rette former gir svar, gale gir våre egne feil, ingenting annet skjer."""

import math
import warnings
from datetime import date
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

import xlasss
import xlasss.versjon
from xlasss.begreper import Feil
from xlasss.beregning.svar import Svar, enkelttall, felt, like_store, matrise, samme_form, svar, vektor
from xlasss.beregning.valg import velg
from xlasss.errors import FormFeil, TypeFeil
from xlasss.registry import REGISTER, Form, Funksjon, Rekkevidde

BEREGNINGER = [f for f in REGISTER.values() if f.rekkevidde is not None]
SAERE = [0.0, -0.0, 1.0, -1.0, -100.0, 1e-320, 5e-324, 1e308, -1e308, math.nan, math.inf, -math.inf, 0.1, 300.0]
VERDIER = st.sampled_from(SAERE) | st.floats()
ORD = st.sampled_from(["uveid", "veid", "kroner", "prosent", "prosentenheter", "enheter", "VEID ", "median", ""])
IKKE_TALL = st.one_of(
    st.text(), st.binary(), st.dates(), st.complex_numbers(), st.just({}), st.just({1: 2}), st.just({1.0}),
    st.just(object()),
    st.just([[1.0], [1.0, 2.0]]), st.just([1.0, "2"]), st.just([Decimal(1), "2"]), st.just([10**400]), st.just([b"1"]),
    st.just(np.array(["1.5"])), st.just(np.array(["2016-12-31"], dtype="M8[D]")), st.just(np.array([1j])),
)  # fmt: skip


@pytest.fixture(autouse=True)
def _advarsler_er_feil():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


def passende(form: Form, m: int, n: int, s: int) -> st.SearchStrategy:
    """Et argument i den formen det skal ha, med m kommuner, n indikatorer og s sektorer."""
    if form is Form.TEKST:
        return ORD
    former = {
        Form.MATRISE: [(m, n)],
        Form.KOMMUNER: [(m,)],
        Form.INDIKATORER: [(n,)],
        Form.KOMMUNER_ELLER_MATRISE: [(m,), (m, n)],
        Form.INDIKATORER_ELLER_MATRISE: [(n,), (s, n)],
        Form.ELEMENT: [(), (m, n)],
        Form.TALL: [()],
    }[form]
    return st.sampled_from(former).flatmap(lambda f: hnp.arrays(np.float64, f, elements=VERDIER))


def sjekk_svar(ut: Svar) -> None:
    assert ut.verdier.dtype == np.float64 and ut.koder.dtype == np.uint8
    assert ut.verdier.shape == ut.koder.shape
    assert (np.isnan(ut.verdier) == (ut.koder != 0)).all(), "NaN nettopp der det er en feilkode"
    assert not np.isinf(ut.verdier).any()
    assert set(ut.koder.flat) <= {0, *(f.value for f in Feil)}


@pytest.mark.parametrize("funksjon", BEREGNINGER, ids=lambda f: f.navn)
@given(data=st.data())
def test_rette_former_gir_alltid_et_svar_og_aldri_noe_annet_enn_typefeil(funksjon: Funksjon, data):
    m, n, s = (data.draw(st.integers(1, 4)) for _ in range(3))
    argumenter = [data.draw(passende(a.form, m, n, s), label=a.navn) for a in funksjon.argumenter]
    argumenter = argumenter[: data.draw(st.integers(funksjon.minst, len(argumenter)))]
    try:
        ut = funksjon.beregn(*argumenter)
    except TypeFeil:
        assert any(a.form is Form.TEKST or a.navn == "utelat" for a in funksjon.argumenter)
        return
    except FormFeil as feil:
        assert "trenger vekter" in str(feil)
        return
    sjekk_svar(ut)
    former = {
        "m×1": (m,), "m×n": (m, n), "1×n": (n,),
        "ett tall eller s×1": np.shape(argumenter[-1])[:-1],
        "som argumentene": max((np.shape(a) for a in argumenter), key=len),
    }  # fmt: skip
    assert ut.verdier.shape == former[funksjon.resultat]


@pytest.mark.parametrize("funksjon", BEREGNINGER, ids=lambda f: f.navn)
@given(data=st.data())
def test_hva_som_helst_gir_svar_eller_formfeil_eller_typefeil(funksjon: Funksjon, data):
    felt_ = hnp.arrays(np.float64, hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=3), elements=VERDIER)
    hva_som_helst = felt_ | felt_.map(np.ndarray.tolist) | st.none() | st.booleans() | st.integers() | ORD | IKKE_TALL
    argumenter = [data.draw(hva_som_helst) for _ in funksjon.argumenter]
    try:
        sjekk_svar(funksjon.beregn(*argumenter))
    except (FormFeil, TypeFeil) as feil:
        assert str(feil).endswith(".") and "\n" not in str(feil)


@pytest.mark.parametrize("funksjon", BEREGNINGER, ids=lambda f: f.navn)
def test_et_felt_for_mye_eller_for_lite_er_formfeil(funksjon: Funksjon):
    """Hvert område i tur og orden får feil form mens de andre er rette."""
    rette = {
        Form.MATRISE: np.ones((3, 2)), Form.KOMMUNER: np.zeros(3), Form.INDIKATORER: np.ones(2),
        Form.KOMMUNER_ELLER_MATRISE: np.ones(3), Form.INDIKATORER_ELLER_MATRISE: np.ones(2),
        Form.ELEMENT: np.ones((3, 2)), Form.TALL: np.array(1.0),
    }  # fmt: skip
    tekst = {"ASSS_RESSURSBRUK": "kroner", "ASSS_AVVIK": "enheter", "ASSS_SNITT": "veid", "ASSS_PROFIL": "veid"}
    riktig = [tekst[funksjon.navn] if a.form is Form.TEKST else rette[a.form] for a in funksjon.argumenter]
    sjekk_svar(funksjon.beregn(*riktig))
    if len([a for a in funksjon.argumenter if a.form is not Form.TEKST]) == 1:
        return
    for plass, arg in enumerate(funksjon.argumenter):
        if arg.form is Form.TEKST:
            continue
        galt = riktig.copy()
        galt[plass] = np.ones((4, 3)) if riktig[plass].ndim == 2 else np.ones(4)
        with pytest.raises(FormFeil):
            funksjon.beregn(*galt)


@pytest.mark.parametrize("funksjon", [f for f in BEREGNINGER if f.rekkevidde is Rekkevidde.RAD], ids=lambda f: f.navn)
@given(data=st.data())
def test_en_endret_rad_endrer_ingen_annen_rad(funksjon: Funksjon, data):
    m, n = data.draw(st.integers(2, 5)), data.draw(st.integers(1, 3))
    tall = st.floats(-1e3, 1e3) | st.just(math.nan)
    radvis = (Form.MATRISE, Form.KOMMUNER, Form.INDIKATORER_ELLER_MATRISE)
    former = {Form.MATRISE: (m, n), Form.KOMMUNER: (m,), Form.INDIKATORER: (n,), Form.TALL: ()}
    for_, etter = [], []
    rad = data.draw(st.integers(0, m - 1))
    for arg in funksjon.argumenter:
        if arg.form is Form.TEKST:
            ett = to = data.draw(st.sampled_from(["kroner", "prosent"]))
        else:
            ett = data.draw(hnp.arrays(np.float64, former.get(arg.form, (m, n)), elements=tall))
            to = ett.copy()
            if arg.form in radvis:
                to[rad] = data.draw(hnp.arrays(np.float64, ett.shape[1:], elements=tall))
        for_.append(ett)
        etter.append(to)
    ett, to = funksjon.beregn(*for_), funksjon.beregn(*etter)
    andre = np.arange(m) != rad
    np.testing.assert_array_equal(ett.verdier[andre], to.verdier[andre])
    np.testing.assert_array_equal(ett.koder[andre], to.koder[andre])


@pytest.mark.parametrize("funksjon", [f for f in BEREGNINGER if f.resultat in ("m×1", "m×n")], ids=lambda f: f.navn)
@given(data=st.data())
def test_bytter_kommunene_plass_bytter_svaret_plass(funksjon: Funksjon, data):
    m, n = data.draw(st.integers(1, 5)), data.draw(st.integers(1, 3))
    orden = data.draw(st.permutations(range(m)))
    positive = st.floats(0.01, 1e4) | st.sampled_from([math.nan, 0.0])
    former = {Form.MATRISE: (m, n), Form.KOMMUNER: (m,), Form.INDIKATORER: (n,), Form.TALL: ()}
    rett, stokket = [], []
    for arg in funksjon.argumenter:
        if arg.form is Form.TEKST:
            ord = data.draw(st.sampled_from(["kroner", "prosent"] if "BRUK" in funksjon.navn else ["uveid", "veid"]))
            rett.append(ord)
            stokket.append(ord)
            continue
        elementer = st.sampled_from([0.0, 1.0, math.nan]) if arg.navn == "utelat" else positive
        x = data.draw(hnp.arrays(np.float64, former.get(arg.form, (m, n)), elements=elementer), label=arg.navn)
        rett.append(x)
        stokket.append(x[list(orden)] if arg.form not in (Form.INDIKATORER, Form.TALL) else x)
    ett, to = funksjon.beregn(*rett), funksjon.beregn(*stokket)
    np.testing.assert_allclose(ett.verdier[list(orden)], to.verdier, rtol=1e-12, atol=1e-12)
    np.testing.assert_array_equal(ett.koder[list(orden)], to.koder)


# --- hjelperne


@given(IKKE_TALL)
@example(["1.5"])
@example(np.array([1.0, "1.5"], dtype=object))
def test_det_som_ikke_er_tall_blir_aldri_et_tall(x):
    with pytest.raises((TypeFeil, FormFeil)):
        felt(x, "x")


@pytest.mark.parametrize("x", [[1, 2.5], (1, 2.5), np.array([1, 2.5], dtype=np.float32), [Fraction(1), Decimal("2.5")]])
def test_tall_i_alle_slag_leses(x):
    assert felt(x, "x").tolist() == [1.0, 2.5]


def test_none_og_nan_er_mangler_og_sant_er_en():
    assert math.isnan(felt([None, 1.0], "x")[0]) and math.isnan(felt([math.nan], "x")[0])
    assert felt([True, False], "x").tolist() == [1.0, 0.0]


def test_formfeil_nevner_argumentet_og_begge_storrelser():
    with pytest.raises(FormFeil, match="«vekter» har 3 tall, skal ha 2"):
        vektor([1, 2, 3], "vekter", 2)
    with pytest.raises(FormFeil, match="«x» er 1×2, men «y» er 2×1"):
        samme_form(np.ones((1, 2)), np.ones((2, 1)), "x", "y")
    with pytest.raises(FormFeil, match="«a» 2, «b» 3"):
        like_store(([1, 2], "a"), ([1, 2, 3], "b"))
    for hjelper, x in ((matrise, [1.0]), (vektor, [[1.0]]), (enkelttall, [1.0])):
        with pytest.raises(FormFeil, match="«x»"):
            hjelper(x, "x")


@given(st.text())
def test_et_ukjent_ord_er_typefeil_som_nevner_de_lovlige(ord):
    from xlasss.begreper import Snitt

    if ord.strip().lower() not in ("uveid", "veid"):
        with pytest.raises(TypeFeil, match="«uveid» eller «veid»"):
            velg(Snitt, ord, "type")


def test_den_sterkeste_feilen_vinner():
    ut = svar(
        [1.0, math.nan, math.inf, 1.0], ([True, False, False, False], Feil.NUM), ([True] + 3 * [False], Feil.DIV0)
    )
    assert ut.koder.tolist() == [Feil.DIV0.value, Feil.NA.value, Feil.NUM.value, 0]


def test_de_offentlige_funksjonene_gir_verdiene_med_nan_der_en_rad_ikke_kan_regnes():
    assert xlasss.effektivitet(1.058, 0.863) == pytest.approx(1.226, abs=5e-4)
    ut = xlasss.produksjonsindeks([[1.0, 1.2], [1.0, math.nan]], [1, 1])
    assert ut[0] == pytest.approx(1.1) and math.isnan(ut[1])
    with pytest.raises(FormFeil):
        xlasss.produksjonsindeks([[1.0]], [1, 2])


def test_hver_beregning_i_registeret_finnes_under_sitt_norske_navn():
    offentlige = {
        getattr(xlasss, navn).__wrapped__ for navn in dir(xlasss) if hasattr(getattr(xlasss, navn), "__wrapped__")
    }
    assert {f.beregn for f in BEREGNINGER} <= offentlige
    assert isinstance(date.fromisoformat(xlasss.versjon.DATA_UTGAVE), date)
