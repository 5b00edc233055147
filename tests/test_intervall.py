"""Intervallregningen er eksakt, og dommene er KONTRAKT §2, setning for setning."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from xlasss.begreper import Dom
from xlasss.beregning.dom import dom, rund_brok
from xlasss.beregning.intervall import Intervall, lineaer
from xlasss.errors import IntervallFeil

F = Fraction
BROK = st.fractions(-1000, 1000, max_denominator=10_000)
ANDEL = st.fractions(0, 1, max_denominator=1000)


@st.composite
def intervaller(draw) -> Intervall:
    a, b = sorted((draw(BROK), draw(BROK)))
    return Intervall(a, draw(st.sampled_from([a, b])))


@st.composite
def med_punkt(draw) -> tuple[Intervall, F]:
    """Et intervall og et punkt i det; ofte et endepunkt."""
    i = draw(intervaller())
    return i, i.nedre + draw(ANDEL | st.sampled_from([F(0), F(1)])) * i.bredde


def hjorner(a: Intervall, b: Intervall) -> list[tuple[F, F]]:
    return [(x, y) for x in (a.nedre, a.ovre) for y in (b.nedre, b.ovre)]


# --- sunt: et punkt i operandene gir alltid et punkt i svaret


@given(med_punkt(), med_punkt())
def test_pluss_minus_gange_min_og_maks_holder_hvert_punkt(ax, by):
    (a, x), (b, y) = ax, by
    assert (a + b).inneholder(x + y)
    assert (a - b).inneholder(x - y)
    assert (a * b).inneholder(x * y)
    assert a.minst(b).inneholder(min(x, y))
    assert a.storst(b).inneholder(max(x, y))
    assert (-a).inneholder(-x) and abs(a).inneholder(abs(x))


@given(med_punkt(), med_punkt())
def test_deling_holder_hvert_punkt_og_en_nevner_som_kan_vaere_null_er_en_feil(ax, by):
    (a, x), (b, y) = ax, by
    if b.inneholder(F(0)):
        with pytest.raises(IntervallFeil):
            a / b
    else:
        assert (a / b).inneholder(x / y)


@given(med_punkt(), st.integers(-6, 6))
def test_potenser_holder_hvert_punkt(ax, n):
    a, x = ax
    if n < 0 and a.inneholder(F(0)):
        with pytest.raises(IntervallFeil):
            a**n
    else:
        assert (a**n).inneholder(x**n)


# --- stramt: hver grense nås av et punkt i operandene


@given(intervaller(), intervaller())
def test_pluss_minus_gange_og_dele_er_stramme(a, b):
    for svar, regn in ((a + b, F.__add__), (a - b, F.__sub__), (a * b, F.__mul__)):
        naadd = [regn(x, y) for x, y in hjorner(a, b)]
        assert (svar.nedre, svar.ovre) == (min(naadd), max(naadd))
    assume(not b.inneholder(F(0)))
    naadd = [x / y for x, y in hjorner(a, b)]
    assert ((a / b).nedre, (a / b).ovre) == (min(naadd), max(naadd))


@given(intervaller(), st.integers(0, 6))
def test_potenser_er_stramme_ogsaa_gjennom_null(a, n):
    naadd = [a.nedre**n, a.ovre**n]
    if n > 0 and a.inneholder(F(0)):
        naadd.append(F(0))
    assert a**n == Intervall(min(naadd), max(naadd))


@given(intervaller(), intervaller())
def test_absoluttverdi_min_og_maks_er_stramme(a, b):
    ender = [abs(a.nedre), abs(a.ovre)] + [F(0)] * a.inneholder(F(0))
    assert abs(a) == Intervall(min(ender), max(ender))
    assert a.minst(b) == -(-a).storst(-b)


@given(st.dictionaries(st.sampled_from("xyz"), st.tuples(BROK, med_punkt()), min_size=1), BROK)
def test_en_lineaer_sum_er_sunn_og_stram(ledd, konstant):
    faktorer = {n: f for n, (f, _) in ledd.items()}
    svar = lineaer(faktorer, {n: i for n, (_, (i, _)) in ledd.items()}, konstant)
    assert svar.inneholder(konstant + sum(f * x for f, (_, x) in ledd.values()))
    bredde = sum(abs(f) * i.bredde for f, (i, _) in ledd.values())
    assert svar.bredde == bredde


def test_en_variabel_som_gaar_mot_seg_selv_gir_ingen_bredde_i_lineaer_men_i_vanlig_regning():
    x = Intervall.trykt("1.0", 1)
    assert lineaer({"x": F(1) - F(1)}, {"x": x}, 5) == Intervall.eksakt(5)
    assert (x - x).bredde == F(1, 5)


def test_et_intervall_kan_ikke_snus():
    with pytest.raises(IntervallFeil):
        Intervall(F(1), F(0))


# --- det trykte tallet


@pytest.mark.parametrize(
    ("verdi", "desimaler", "omtrentlig", "nedre", "ovre"),
    [
        ("0.964", 3, False, "0.9635", "0.9645"), ("3.3", 1, False, "3.25", "3.35"), ("17", 0, False, "16.5", "17.5"),
        ("120", -1, False, "115", "125"), ("8", 0, True, "7", "9"), ("-1.3", 1, False, "-1.35", "-1.25"),
    ],
)  # fmt: skip
def test_et_trykt_tall_er_et_halvt_siste_siffer_hver_vei_og_om_lag_er_dobbelt(
    verdi, desimaler, omtrentlig, nedre, ovre
):
    assert Intervall.trykt(verdi, desimaler, omtrentlig) == Intervall(F(nedre), F(ovre))


@given(st.decimals(-1000, 1000, places=6), st.integers(-2, 6))
def test_alt_som_rundes_til_det_trykte_ligger_i_intervallet(tall, desimaler):
    brok = F(tall)
    trykt = Intervall.trykt(rund_brok(brok, desimaler), desimaler)
    assert trykt.inneholder(brok)


# --- dommene, KONTRAKT §2 «Verdicts»

TRYKT = Intervall.trykt("0.964", 3)  # 0,9635–0,9645


@given(intervaller(), intervaller())
def test_stemmer_er_at_intervallene_motes_og_motstrid_at_de_ikke_gjor_det(a, b):
    felles = min(a.ovre, b.ovre) - max(a.nedre, b.nedre)
    if felles > 0:
        assert dom(a, b, 0) is Dom.STEMMER
    if felles < 0:
        assert dom(a, b, 0) is Dom.MOTSTRID
    assert dom(a, b, 0) in (Dom.STEMMER, Dom.MOTSTRID)


@given(BROK, st.integers(-2, 6))
def test_like_intervaller_med_bredde_null_stemmer(x, desimaler):
    assert dom(Intervall.eksakt(x), Intervall.eksakt(x), desimaler) is Dom.STEMMER


@pytest.mark.parametrize(
    ("regnet", "ventet"),
    [
        ("0.9635", Dom.STEMMER), ("0.9645", Dom.MOTSTRID), ("0.96449999", Dom.STEMMER), ("0.964", Dom.STEMMER),
        ("0.96349999", Dom.MOTSTRID), ("0.96450001", Dom.MOTSTRID),
    ],
)  # fmt: skip
def test_et_enkelttall_paa_et_endepunkt_stemmer_bare_om_det_rundes_til_det_trykte(regnet, ventet):
    assert dom(Intervall.eksakt(regnet), TRYKT, 3) is ventet


def test_for_negative_tall_er_det_det_andre_endepunktet_som_rundes_dit():
    trykt = Intervall.trykt("-0.964", 3)
    assert dom(Intervall.eksakt("-0.9635"), trykt, 3) is Dom.STEMMER
    assert dom(Intervall.eksakt("-0.9645"), trykt, 3) is Dom.MOTSTRID


@pytest.mark.parametrize(("regnet", "ventet"), [("5.3", Dom.MOTSTRID), ("5", Dom.STEMMER), ("4.5", Dom.MOTSTRID)])
def test_et_eksakt_trykt_tall_stemmer_bare_med_seg_selv_og_ikke_med_det_som_rundes_dit(regnet, ventet):
    assert dom(Intervall.eksakt(regnet), Intervall.eksakt(5), 0) is ventet


def test_intervaller_som_bare_berorer_hverandre_er_motstrid():
    assert dom(Intervall(F("0.9645"), F("0.97")), TRYKT, 3) is Dom.MOTSTRID
    assert dom(Intervall(F("0.96"), F("0.9635")), TRYKT, 3) is Dom.MOTSTRID
    assert dom(TRYKT, Intervall.eksakt("0.9645"), 3) is Dom.MOTSTRID
    assert dom(TRYKT, Intervall.eksakt("0.9644"), 3) is Dom.STEMMER


def test_om_lag_er_bredere_men_endepunktet_rundes_ikke_til_det_trykte():
    om_lag = Intervall.trykt("8", 0, omtrentlig=True)  # 7–9
    assert dom(Intervall.eksakt("7.001"), om_lag, 0) is Dom.STEMMER
    assert dom(Intervall.eksakt(7), om_lag, 0) is Dom.MOTSTRID


def test_rapportens_egen_sum_stemmer_selv_om_kvotienten_av_de_trykte_er_1003():
    assert dom(Intervall.trykt("0.959", 3) / Intervall.trykt("0.956", 3), Intervall.trykt("1.004", 3), 3) is Dom.STEMMER
