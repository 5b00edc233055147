"""Avrunding: halve bort fra null på tallet slik det skrives, og dommen ASSS_SJEKK gir."""

import math
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlasss.begreper import Feil
from xlasss.beregning.avrunding import avrund, rund
from xlasss.beregning.dom import rund_brok
from xlasss.oppslag import norsk, sjekk

NA, NUM = Feil.NA.value, Feil.NUM.value
ENDELIGE = st.floats(allow_nan=False, allow_infinity=False)
NORMALE = st.floats(-1e9, 1e9) | st.decimals(-1000, 1000, places=4).map(float)


def fasit(x: float, desimaler: int) -> float:
    """Pythons egen desimalregning på det skrevne tallet, uavhengig av koden som prøves."""
    enhet = Decimal(f"1E{-desimaler}")
    return float(Decimal(repr(x)).quantize(enhet, rounding=ROUND_HALF_UP, context=Context(prec=1000)))


@pytest.mark.parametrize(
    ("verdi", "desimaler", "rundet"),
    [
        (1.005, 2, 1.01), (2.675, 2, 2.68), (-0.5, 0, -1.0), (0.5, 0, 1.0), (2.5, 0, 3.0), (-2.5, 0, -3.0),
        (0.125, 2, 0.13), (-0.125, 2, -0.13), (1.0227, 3, 1.023), (1250, -2, 1300.0), (1249.99, -2, 1200.0),
        (-1250, -2, -1300.0), (49, -2, 0.0), (50, -2, 100.0), (0.049, 1, 0.0), (8.345, 2, 8.35), (1e15 + 0.5, 0,
        1e15 + 1),
    ],
)  # fmt: skip
def test_halve_rundes_bort_fra_null_paa_desimaltallet_leseren_ser(verdi, desimaler, rundet):
    assert rund(verdi, desimaler) == rundet
    assert float(avrund(verdi, desimaler).verdier) == rundet


@given(ENDELIGE, st.integers(-20, 20))
def test_avrunding_er_pythons_desimalregning_paa_det_skrevne_tallet(x, desimaler):
    assert rund(x, desimaler) == fasit(x, desimaler)


@given(NORMALE, st.integers(-3, 8))
def test_avrunding_er_symmetrisk_om_null_og_to_ganger_er_som_en_gang(x, desimaler):
    en_gang = rund(x, desimaler)
    assert rund(-x, desimaler) == -en_gang
    assert rund(en_gang, desimaler) == en_gang


@given(NORMALE, st.integers(-3, 8))
def test_avrunding_flytter_aldri_mer_enn_et_halvt_siste_siffer(x, desimaler):
    skrevet, rundet = Fraction(repr(x)), Fraction(repr(rund(x, desimaler)))
    assert abs(rundet - skrevet) <= Fraction(10) ** -desimaler / 2


@given(NORMALE, st.integers(-3, 8))
def test_brok_og_flyttall_rundes_likt(x, desimaler):
    assert float(rund_brok(Fraction(repr(x)), desimaler)) == rund(x, desimaler)


@given(NORMALE, st.integers(-3, 3))
def test_ingen_avrunding_gir_minus_null(x, desimaler):
    rundet = rund(x, desimaler)
    assert rundet != 0 or math.copysign(1, rundet) == 1


def test_et_felt_rundes_element_for_element_og_et_enkelttall_gaar_med():
    assert avrund([[1.25, 2.35]], 1).verdier.tolist() == [[1.3, 2.4]]
    assert avrund(1234.5, [-2.0, 0.0]).verdier.tolist() == [1200.0, 1235.0]


def test_et_manglende_tall_forblir_manglende_og_et_galt_antall_desimaler_er_num():
    assert avrund([math.nan, 1.0, 1.0, 1.0, 1.0], [0, math.nan, 1.5, 301, -301]).koder.tolist() == [
        NA,
        NA,
        NUM,
        NUM,
        NUM,
    ]
    assert avrund([math.inf, -math.inf], 0).koder.tolist() == [NUM, NUM]
    assert avrund(1.79e308, -300).koder.item() in (0, NUM)
    assert not np.isinf(avrund([1.7976931348623157e308], -300).verdier).any()


# --- ASSS_SJEKK


@pytest.mark.parametrize(
    ("verdi", "fasit", "desimaler", "dom"),
    [
        (0.9664, 0.964, 3.0, "motstrid: 0,9664 mot trykt 0,964"),
        (0.9635, 0.964, 3.0, "stemmer: 0,9635 mot trykt 0,964"),
        (1.0227276272372763, 1.023, 3.0, "stemmer: 1,0227 mot trykt 1,023"),
        (-0.00001, 0.0, 3.0, "stemmer: 0,0000 mot trykt 0,000"),
        (86.4, 86.0, 0.0, "stemmer: 86,4 mot trykt 86"),
        (124.0, 120.0, -1.0, "stemmer: 124 mot trykt 120"),
        (Feil.NA, 0.964, 3.0, "kan ikke beregnes: verdien mangler"),
        (0.964, Feil.NA, 3.0, "kan ikke beregnes: fasit mangler"),
        (0.964, 0.964, Feil.NA, "kan ikke beregnes: desimaler mangler"),
    ],
)
def test_sjekk_gir_dommen_med_begge_tall_eller_grunnen(verdi, fasit, desimaler, dom):
    assert sjekk(verdi, fasit, desimaler) == dom


@pytest.mark.parametrize("plass", range(3))
def test_en_ekte_feil_i_sjekk_skjules_aldri_av_et_manglende_tall(plass):
    argumenter: list = [Feil.NA] * 3
    argumenter[plass] = Feil.REF
    assert sjekk(*argumenter) is Feil.REF


@given(NORMALE, NORMALE, st.floats(allow_nan=False, allow_infinity=False))
def test_sjekk_svarer_alltid_og_galt_antall_desimaler_er_num(verdi, fasit, desimaler):
    svar = sjekk(verdi, fasit, desimaler)
    if desimaler != int(desimaler) or abs(desimaler) > 300:
        assert svar is Feil.NUM
    else:
        assert str(svar).startswith(("stemmer: ", "motstrid: "))


@given(NORMALE, st.integers(0, 6))
def test_et_tall_stemmer_alltid_med_sin_egen_avrunding(verdi, desimaler):
    assert str(sjekk(verdi, rund(verdi, desimaler), float(desimaler))).startswith("stemmer: ")


def test_tall_skrives_med_desimalkomma_og_uten_minus_null():
    assert (norsk(0.964, 3), norsk(-0.0001, 2), norsk(1234.0, -2)) == ("0,964", "0,00", "1234")
