"""Hva en celle er (KONTRAKT §1), rad for rad, og for alt annet noen kan finne på å gi oss."""

import json
import math
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlasss.begreper import Feil
from xlasss.cells import er_rektangel, les_celle, les_omraade, skriv, som_rader
from xlasss.errors import FormFeil, XlasssFeil

SJU_FEIL = ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A")
NULL_STREK = {"-", "–"}


class FlyttallSomKaster(float):
    def __float__(self):
        raise RuntimeError("ikke i dag")


class TallTekstSomKaster(Decimal):
    def __float__(self):
        raise ValueError("ikke i dag")


class Gjenstand:
    def __float__(self):
        raise ZeroDivisionError

    def __bool__(self):
        raise ZeroDivisionError


def er_mangler(celle: object) -> bool:
    tall, feil = les_celle(celle)
    return math.isnan(tall) and feil is Feil.NA


# --- KONTRAKT §1, rad 1: tall og datoer brukes


@pytest.mark.parametrize(
    ("celle", "tall"),
    [
        (0, 0.0), (0.0, 0.0), (-3, -3.0), (0.964, 0.964), (10**15, 1e15), (5e-324, 5e-324),
        (np.float64(1.5), 1.5), (np.float32(0.5), 0.5), (np.int16(7), 7.0), (np.uint64(2**63), 2.0**63),
        (Fraction(1, 4), 0.25), (Decimal("0.964"), 0.964), (Decimal("1E+3"), 1000.0),
    ],
)  # fmt: skip
def test_et_tall_brukes_som_det_er_i_hvilket_slag_det_enn_kommer(celle, tall):
    assert les_celle(celle) == (tall, None)


@pytest.mark.parametrize(
    ("celle", "serienummer"),
    [
        (date(2016, 12, 31), 42735.0),
        (datetime(2016, 12, 31, 12, 0), 42735.5),
        (datetime(2016, 12, 31, 6, 0, tzinfo=UTC), 42735.25),
        (date(1900, 3, 1), 61.0),
    ],
)
def test_en_dato_er_serienummeret_excel_lagrer(celle, serienummer):
    assert les_celle(celle) == (serienummer, None)


# --- rad 2: mangler


@pytest.mark.parametrize("celle", [None, "", " ", "   ", "#N/A", "#n/a", Feil.NA])
def test_en_tom_celle_og_na_er_mangler(celle):
    assert er_mangler(celle)


@pytest.mark.parametrize("tegn", [".", "..", "...", "…", ":"])
@pytest.mark.parametrize("ramme", ["{}", " {}", "{} ", "  {}  "])
def test_ssbs_tegn_for_manglende_er_mangler_ogsaa_med_blanke_rundt(tegn, ramme):
    assert er_mangler(ramme.format(tegn))


# --- rad 3: SSBs strek er null


@pytest.mark.parametrize("tegn", ["-", "–", " - ", "– "])
def test_ssbs_strek_er_tallet_null(tegn):
    assert les_celle(tegn) == (0.0, None)


# --- rad 4: annen tekst, tall lagret som tekst, sant og usant er galt slag


@pytest.mark.parametrize(
    "celle",
    [
        "12,5", "12.5", "1", "0", "1e3", "-1", "--", "—", "−", "....", "::", ". .", "nan", "inf", "I/T", "#I/T",
        "n/a", "x",
        "\u00a0", "\t", "-\n", True, False, np.True_, np.False_, b"1", b"", 1j, np.complex128(1), [], [1.0], (1.0,),
        {}, {1},
        object, Gjenstand(), np.array([1.0]), np.datetime64("2016-12-31"), "#SPILL!", "#CALC!", "#GETTING_DATA",
    ],
)  # fmt: skip
def test_alt_annet_er_galt_slag_ogsaa_tall_lagret_som_tekst(celle):
    tall, feil = les_celle(celle)
    assert math.isnan(tall) and feil is Feil.VALUE


# --- rad 5: de andre feilene er seg selv


@pytest.mark.parametrize("tekst", SJU_FEIL)
def test_en_feilverdi_forblir_den_samme_feilen_som_tekst_og_som_verdi(tekst):
    feil = Feil.fra_tekst(tekst)
    assert feil is not None and feil.tekst == tekst
    assert les_celle(tekst)[1] is les_celle(feil)[1] is les_celle(tekst.lower())[1] is feil


def test_det_finnes_nettopp_sju_feilverdier_og_mangler_er_den_svakeste():
    assert sorted(f.tekst for f in Feil) == sorted(SJU_FEIL)
    assert max(Feil, key=lambda f: f.value) is Feil.NA


# --- rad 6: NaN og uendelig er ikke tall


@pytest.mark.parametrize(
    "celle",
    [
        float("nan"), float("inf"), -float("inf"), np.float64("nan"), np.float32("inf"), Decimal("NaN"),
        Decimal("Infinity"),
        10**400, -(10**400), Fraction(10**400), Decimal("1E+400"), np.longdouble("1e4000"),
    ],
)  # fmt: skip
def test_nan_og_uendelig_og_det_som_ikke_faar_plass_er_num(celle):
    tall, feil = les_celle(celle)
    assert math.isnan(tall) and feil is Feil.NUM


@pytest.mark.parametrize("celle", [FlyttallSomKaster(1.0), TallTekstSomKaster("1"), Decimal("sNaN")])
def test_et_tall_som_ikke_lar_seg_lese_er_en_gal_celle_og_ikke_en_krasj(celle):
    assert les_celle(celle)[1] is Feil.VALUE


# --- de samme reglene for alt som finnes

TALL = st.one_of(
    st.integers(), st.floats(), st.decimals(allow_nan=True), st.fractions(), st.booleans(), st.complex_numbers(),
    st.sampled_from([np.float16, np.float32, np.float64, np.int8, np.bool_]).flatmap(lambda t: st.builds(t,
    st.integers(-9, 9))),
)  # fmt: skip
ALT = st.one_of(
    TALL, st.text(), st.binary(), st.none(), st.dates(), st.datetimes(timezones=st.none() | st.timezones()), st.times(),
    st.timedeltas(), st.sampled_from(list(Feil)), st.from_type(object), st.from_type(type), st.just(Gjenstand()),
)  # fmt: skip


@given(ALT)
def test_ingen_celle_kaster_noe_og_svaret_er_enten_et_endelig_tall_eller_en_feil(celle):
    tall, feil = les_celle(celle)
    assert isinstance(tall, float)
    assert math.isfinite(tall) if feil is None else math.isnan(tall) and isinstance(feil, Feil)


@given(st.text())
def test_ingen_tekst_uten_ssbs_strek_blir_et_tall(tekst):
    tall, feil = les_celle(tekst)
    assert (feil is None) == (tekst.strip(" ") in NULL_STREK)
    assert feil is not None or tall == 0


@given(st.from_regex(r"[ ]*[-+]?[0-9]{1,4}([.,][0-9]{1,3})?(e[0-9])?[ ]*", fullmatch=True))
def test_tall_lagret_som_tekst_er_alltid_galt_slag(tekst):
    assert les_celle(tekst)[1] is Feil.VALUE


@given(ALT)
def test_en_null_kommer_bare_av_en_strek_eller_av_et_tall_som_er_null(celle):
    tall, _ = les_celle(celle)
    if tall == 0 and not isinstance(celle, date):
        assert celle.strip(" ") in NULL_STREK if isinstance(celle, str) else float(celle) == 0


@given(st.sampled_from([None, "", ".", "..", "...", "…", ":", "#N/A", Feil.NA]), st.text(" "), st.text(" "))
def test_det_som_mangler_blir_aldri_null(tegn, foran, bak):
    celle = f"{foran}{tegn}{bak}" if isinstance(tegn, str) and tegn != "#N/A" else tegn
    felt = les_omraade([[1.0, celle]])
    assert math.isnan(felt.verdier[0, 1]) and felt.koder.tolist() == [[0, Feil.NA.value]]


@given(st.lists(st.lists(ALT, max_size=3), max_size=3))
def test_et_omraade_leses_helt_eller_gir_formfeil(celler):
    if not er_rektangel(celler):
        with pytest.raises(FormFeil):
            les_omraade(celler)
        return
    felt = les_omraade(celler)
    assert felt.verdier.shape == felt.koder.shape == (len(celler), len(celler[0]))
    assert (np.isnan(felt.verdier) == (felt.koder != 0)).all()
    for rad, verdier, koder in zip(celler, felt.verdier, felt.koder, strict=True):
        for celle, verdi, kode in zip(rad, verdier, koder, strict=True):
            tall, feil = les_celle(celle)
            assert kode == (feil.value if feil else 0) and (feil or tall == verdi)


@given(ALT | st.lists(ALT) | st.lists(st.lists(ALT)) | st.tuples(ALT, st.lists(ALT)))
def test_hvert_argument_blir_rader_av_celler(argument):
    rader = som_rader(argument)
    assert isinstance(rader, list | tuple) and all(isinstance(rad, list | tuple) for rad in rader)


def test_numpy_felt_leses_som_de_ser_ut():
    assert som_rader(np.array([[1.0, 2.0], [3.0, 4.0]])) == [[1.0, 2.0], [3.0, 4.0]]
    assert som_rader(np.array([1.0, 2.0])) == [[1.0, 2.0]]
    assert som_rader(np.array(5.0)) == [[5.0]]


def test_ingen_nan_slipper_ut_i_cellene():
    skrevet = skriv([1.5, math.nan, math.nan], [0, Feil.NA.value, Feil.REF.value])
    assert skrevet == [1.5, Feil.NA, Feil.REF]
    assert json.dumps([c.tekst if isinstance(c, Feil) else c for c in skrevet]) == '[1.5, "#N/A", "#REF!"]'


def test_en_gal_form_er_vaar_egen_feil_og_vises_som_value():
    with pytest.raises(XlasssFeil) as feil:
        les_omraade([[1.0], [1.0, 2.0]])
    assert feil.value.excel is Feil.VALUE
