"""Tallregelen for CSV: norske og engelske merker, tusener, og aldri et gjettet tall."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from xlasss.oppdatering.tallregel import IkkeTall, les_tall

heltall = st.integers(-(10**12), 10**12)
desimaler = st.text("0123456789", min_size=1, max_size=6)
luft = st.sampled_from([" ", "\u00a0", "\u202f", "\u2009", "'", "’"])


def gruppert(tall: int, skille: str) -> str:
    return f"{tall:,}".replace(",", skille)


@given(heltall, desimaler, luft)
def test_tusener_med_luft_og_desimalkomma_er_tallet_uten(tall, des, skille):
    assert les_tall(f"{gruppert(tall, skille)},{des}", ",") == float(f"{tall}.{des}")


@given(heltall, desimaler, st.sampled_from([(",", "."), (".", ",")]))
def test_begge_merkene_i_samme_tall_er_entydig_i_hver_fil(tall, des, merker):
    desimal, tusen = merker
    assume(abs(tall) >= 1000)
    tekst = f"{gruppert(tall, tusen)}{desimal}{des}"
    assert les_tall(tekst, ",") == les_tall(tekst, ".") == float(f"{tall}.{des}")


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15), st.sampled_from([",", "."]))
def test_et_tall_skrevet_med_filens_eget_merke_leses_tilbake_som_det_samme(tall, merke):
    assert les_tall(repr(tall).replace(".", merke), merke) == tall


@given(st.text(max_size=12), st.sampled_from([",", "."]))
def test_hva_som_helst_gir_et_endelig_tall_eller_en_feil_som_viser_teksten(tekst, merke):
    try:
        tall = les_tall(tekst, merke)
    except IkkeTall as feil:
        assert tekst in str(feil)
    else:
        assert abs(tall) <= 1e300 and any(tegn.isdecimal() for tegn in tekst)


@given(st.integers(1, 999), st.integers(0, 999), st.sampled_from([",", "."]))
def test_ett_merke_med_tre_siffer_bak_er_desimaler_bare_naar_det_er_filens_eget(foran, bak, filens):
    det_andre = {",": ".", ".": ","}[filens]
    assert les_tall(f"{foran}{filens}{bak:03d}", filens) == float(f"{foran}.{bak:03d}")
    with pytest.raises(IkkeTall, match="kan være"):
        les_tall(f"{foran}{det_andre}{bak:03d}", filens)


@pytest.mark.parametrize(
    ("tekst", "tall"),
    [("0,964", 0.964), ("0.964", 0.964), ("−3,3", -3.3), ("+2", 2), (" 7 ", 7), ("1E-05", 1e-5),
     ("1 234 567", 1234567)],
)  # fmt: skip
def test_tall_slik_folk_skriver_dem(tekst, tall):
    assert les_tall(tekst, ",") == tall


@pytest.mark.parametrize(
    "tekst",
    ["", "ca. 3", "3,3 %", "12 34", "1 2345", "1234 567", "1,2,3", "1.234.56", "0.123,4", "1.234,5,6", "- 3", "nan",
     "inf", "1e999", "0x10", "٣", "1_000", "=1+1", "--5", "1 234 5", "0,1 234"],
)  # fmt: skip
def test_det_som_ikke_er_ett_tall_blir_ikke_tall(tekst):
    with pytest.raises(IkkeTall):
        les_tall(tekst, ",")
